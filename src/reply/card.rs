//! A card: one entry as a member sees it, with the words of those who were there and what it all rests on.

use super::limits::{self, shorten};
use super::{Locale, wording};
use crate::knowledge::{Entry, Knowledge, Origin, Role};
use crate::matching::AttributedTestimonial;

/// Which entry is meant: an id is unique only within its origin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryKey {
    /// The entry's id, exactly as in its file.
    pub id: String,
    /// Whose entry it is.
    pub origin: Origin,
}

/// One entry as a member sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The entry.
    pub key: EntryKey,
    /// The language of its question and its answer.
    pub language: Locale,
    /// Its question.
    pub question: String,
    /// Its answer, at most [`limits::ANSWER`] characters.
    pub answer: String,
    /// Id of its topic; empty when it has none.
    pub topic: String,
    /// Roles it is about.
    pub roles: Vec<Role>,
    /// How sure the match is, between 0 and 1.
    pub confidence: f32,
    /// The confidence in words, when it is not high.
    pub doubt: Option<&'static str>,
    /// The words of people who were there.
    pub quotes: Vec<Quote>,
    /// The passages the answer rests on.
    pub sources: Vec<CitedPassage>,
    /// Who of the community wrote it and when.
    pub credit: Option<String>,
}

/// Somebody's own words, word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Id of the testimonial: unique only within its origin.
    pub id: String,
    /// Whose it is: curated, or shared by a member of the guild.
    pub origin: Origin,
    /// Display name of who says it; empty where a member is not named.
    pub speaker: String,
    /// Their role.
    pub role: Role,
    /// Where they worked; empty where a member does not say.
    pub place: String,
    /// When, as far as known.
    pub years: String,
    /// The words.
    pub text: String,
}

/// A passage of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPassage {
    /// Id of the document.
    pub document: String,
    /// What it is, and that it is unofficial.
    pub label: String,
    /// Whole sentences of it; empty where only their place is known.
    pub passage: String,
    /// What the document is not.
    pub caution: String,
}

/// The card of an entry; `quotes` are the testimonials chosen for the question that was asked.
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

/// Somebody's words.
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

/// What the documents of some sources are not, each time once.
pub fn cautions<'a>(sources: impl Iterator<Item = &'a CitedPassage>) -> Vec<&'a str> {
    let mut cautions: Vec<&str> = Vec::new();
    for source in sources.filter(|source| !source.caution.is_empty()) {
        if !cautions.contains(&source.caution.as_str()) {
            cautions.push(&source.caution);
        }
    }
    cautions
}

/// The passages that an entry rests on.
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
