//! The machine-readable answer: the shape that other programs rely on.

use serde::Serialize;

use crate::bot::{AskResult, KnowledgeIndex, ReplyKind};
use crate::knowledge::{Origin, Role};
use crate::search::{Explanation, Question, Verdict};
use crate::ui::{Button, Card, Locale, StableHash, UiAction};

/// What `ask --json` prints.
#[derive(Debug, Serialize)]
pub struct AnswerJson<'a> {
    question: &'a str,
    verdict: Verdict,
    answered: bool,
    confidence: f64,
    entry: Option<EntryJson<'a>>,
    quotes: Vec<QuoteJson<'a>>,
    sources: Vec<SourceJson<'a>>,
    also: Vec<PartJson<'a>>,
    suggestions: Vec<SuggestionJson<'a>>,
    ranked: Vec<RankedJson<'a>>,
    /// What sort of reply it is.
    kind: ReplyKind,
    /// What stands above everything else.
    lead: &'a str,
    /// What it asks for, where that is known not to be known.
    gap: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a Explanation>,
}

#[derive(Debug, Serialize)]
struct EntryJson<'a> {
    id: &'a str,
    question: &'a str,
    answer: &'a str,
    topic: &'a str,
    roles: &'a [Role],
    origin: Origin,
    /// As a member sees it, where that is in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<ShownJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ShownJson<'a> {
    language: Locale,
    question: &'a str,
    answer: &'a str,
}

#[derive(Debug, Serialize)]
struct QuoteJson<'a> {
    id: &'a str,
    alumnus: &'a str,
    text: &'a str,
    role: Role,
    place: &'a str,
}

#[derive(Debug, Serialize)]
struct SourceJson<'a> {
    document: &'a str,
    passage: &'a str,
}

#[derive(Debug, Serialize)]
struct PartJson<'a> {
    entry: EntryJson<'a>,
    quotes: Vec<QuoteJson<'a>>,
    sources: Vec<SourceJson<'a>>,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct SuggestionJson<'a> {
    id: &'a str,
    question: &'a str,
}

#[derive(Debug, Serialize)]
struct RankedJson<'a> {
    id: &'a str,
    score: f64,
    origin: Origin,
}

/// The answer to a question, as shown to a member and as ranked.
pub fn answer<'a>(
    library: &'a KnowledgeIndex,
    question: &Question<'a>,
    asked: &'a AskResult,
    explanation: Option<&'a Explanation>,
) -> AnswerJson<'a> {
    let mut parts = asked.reply.cards.iter().map(|card| part(library, card));
    let first = parts.next();
    let also = parts.collect();
    let (entry, quotes, sources) = match first {
        Some(part) => (Some(part.entry), part.quotes, part.sources),
        None => (None, Vec::new(), Vec::new()),
    };
    let ranked = asked.found.ranked.iter().take(question.top).map(|ranked| {
        let candidate = library.candidate(ranked);
        RankedJson { id: &candidate.entry.id, score: rounded(ranked.score), origin: candidate.origin }
    });
    let suggestion = |choice: &'a Button| match choice.press {
        UiAction::Show(name) => {
            library.find(name).map(|one| SuggestionJson { id: &one.entry.id, question: &one.entry.question })
        }
        _ => None,
    };
    AnswerJson {
        question: question.text,
        verdict: asked.found.verdict,
        answered: asked.found.verdict == Verdict::Answer,
        confidence: rounded(asked.found.confidence),
        entry,
        quotes,
        sources,
        also,
        suggestions: asked.reply.choices.iter().filter_map(suggestion).collect(),
        ranked: ranked.collect(),
        kind: asked.kind,
        lead: &asked.reply.lead,
        gap: library.gap(&asked.found).filter(|_| asked.kind.is_a_question()).map(|gap| gap.about.as_str()),
        explanation,
    }
}

fn part<'a>(library: &'a KnowledgeIndex, card: &'a Card) -> PartJson<'a> {
    let quotes = card.quotes.iter().map(|quote| QuoteJson {
        id: &quote.id,
        alumnus: &quote.speaker,
        text: &quote.text,
        role: quote.role,
        place: &quote.place,
    });
    let sources = card.sources.iter().map(|source| SourceJson { document: &source.document, passage: &source.passage });
    // In the knowledge's own language the entry is as it is written there, but for a yes or no that was not asked for.
    let written = library.find(StableHash::entry(&card.key.id, card.key.origin)).map(|one| &one.entry);
    let shown = ShownJson { language: card.language, question: &card.question, answer: &card.answer };
    let (question, answer, shown) = match written {
        Some(entry) if card.language != Locale::English => (&entry.question, &entry.answer, Some(shown)),
        _ => (&card.question, &card.answer, None),
    };
    PartJson {
        entry: EntryJson {
            id: &card.key.id,
            question,
            answer,
            topic: &card.topic,
            roles: &card.roles,
            origin: card.key.origin,
            shown,
        },
        quotes: quotes.collect(),
        sources: sources.collect(),
        confidence: rounded(card.confidence),
    }
}

/// Four decimals: more would only be noise.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}
