//! A card: one entry as a member sees it, with testimonials and sources.

use crate::knowledge::{Entry, Knowledge, Origin, Role};
use crate::search::AttributedTestimonial;
use crate::text::Locale;
use crate::ui::limits::{self, shorten};
use crate::ui::wording;

/// Identifies an entry: an id is unique only within its origin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryKey {
    /// The entry's id, exactly as in its file.
    pub id: String,
    pub origin: Origin,
}

/// One entry as a member sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub key: EntryKey,
    /// The language of question and answer.
    pub language: Locale,
    pub question: String,
    /// At most [`limits::ANSWER`] characters.
    pub answer: String,
    /// The id of its topic; empty if it has none.
    pub topic: String,
    pub roles: Vec<Role>,
    /// The confidence of the match, between 0 and 1.
    pub confidence: f32,
    /// The confidence in words; [`None`] if it is high.
    pub doubt: Option<&'static str>,
    /// Testimonials.
    pub quotes: Vec<Quote>,
    /// The passages that support the answer.
    pub sources: Vec<CitedPassage>,
    /// The community member who wrote the answer, and when.
    pub credit: Option<String>,
}

/// The exact words of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The testimonial's id, unique only within its origin.
    pub id: String,
    /// Curated, or shared by a member of the guild.
    pub origin: Origin,
    /// The speaker's display name; empty if a member is not named.
    pub speaker: String,
    pub role: Role,
    /// Where they worked; empty if a member doesn't say.
    pub place: String,
    /// When they worked there, as far as known.
    pub years: String,
    pub text: String,
}

/// A passage of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPassage {
    /// The document's id.
    pub document: String,
    /// The document's name, with a note that it is unofficial.
    pub label: String,
    /// Whole sentences; empty if only their position is known.
    pub passage: String,
    /// A caution about the document: what it is not.
    pub caution: String,
}

/// The card of an entry; `quotes` are the testimonials chosen for the question.
pub fn card(
    locale: Locale,
    knowledge: &Knowledge,
    (entry, origin): (&Entry, Origin),
    quotes: &[AttributedTestimonial<'_>],
    confidence: f32,
) -> Card {
    Card {
        key: EntryKey { id: entry.id.clone(), origin },
        language: entry.language(locale),
        question: entry.question_in(locale).to_owned(),
        answer: shorten(entry.answer_in(locale), limits::ANSWER).into_owned(),
        topic: entry.topic.clone(),
        roles: entry.roles.clone(),
        confidence,
        doubt: wording::answers::doubt(locale, confidence),
        quotes: quotes.iter().copied().map(quote).collect(),
        sources: sources(locale, knowledge, entry),
        credit: entry.source.as_ref().map(|source| wording::answers::credit(locale, &source.by, source.on)),
    }
}

/// A testimonial as a quote.
pub fn quote(voice: AttributedTestimonial<'_>) -> Quote {
    let AttributedTestimonial { said, by, origin } = voice;
    Quote {
        id: said.id.clone(),
        origin,
        speaker: by.name.clone(),
        role: by.role,
        place: by.place.clone(),
        years: by.years.clone(),
        text: said.text.clone(),
    }
}

/// The cautions of some sources, without duplicates.
pub fn cautions<'a>(sources: impl Iterator<Item = &'a CitedPassage>) -> Vec<&'a str> {
    let mut cautions: Vec<&str> = Vec::new();
    for source in sources.filter(|source| !source.caution.is_empty()) {
        if !cautions.contains(&source.caution.as_str()) {
            cautions.push(&source.caution);
        }
    }
    cautions
}

/// The passages that support an entry.
pub fn sources(locale: Locale, knowledge: &Knowledge, entry: &Entry) -> Vec<CitedPassage> {
    let cites = entry.cites.iter().filter_map(|cite| {
        let document = knowledge.document(&cite.document)?;
        Some(CitedPassage {
            document: document.id.clone(),
            label: document.label_in(locale).to_owned(),
            passage: cite.support.sentences().to_owned(),
            caution: document.caution_in(locale).to_owned(),
        })
    });
    cites.collect()
}
