//! Why an entry was found: every signal's part of its score, and every word's part of the words' signal.

use serde::Serialize;

use super::fuse::SIGNALS;
use super::reading::How;
use super::{Matcher, Question, Verdict};
use crate::knowledge::Origin;

/// Why a question got its answer.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// What the question was read as.
    pub slots: Vec<SlotPart>,
    /// The best entries, the best first.
    pub entries: Vec<EntryPart>,
    /// How sure it is that the best one answers.
    pub confidence: f32,
    /// What is done.
    pub verdict: Verdict,
}

/// How one word or phrase was understood.
#[derive(Debug, Clone, Serialize)]
pub struct SlotPart {
    /// As typed (normalised).
    pub typed: String,
    /// How it was understood.
    pub how: String,
    /// How much it tells.
    pub weight: f32,
}

/// How an entry came by its score.
#[derive(Debug, Clone, Serialize)]
pub struct EntryPart {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub origin: Origin,
    /// Its score.
    pub score: f32,
    /// Name, weight and value of each signal; weight times value is its part.
    pub signals: Vec<(&'static str, f32, f32)>,
    /// What each slot adds to the words' signal.
    pub slots: Vec<(String, f32)>,
    /// Roles, people and topic: by how much the sum is multiplied.
    pub focus: f32,
    /// The part of the question that fits best, as it was read; none when it is the whole question.
    pub sentence: Option<String>,
}

/// How many entries are explained.
const EXPLAINED: usize = 5;

/// Explains a question.
pub fn explain(matcher: &Matcher, question: &Question<'_>) -> Explanation {
    let found = matcher.ask(question);
    let read = &found.read;
    let slots = read.whole.slots.iter().map(|slot| SlotPart {
        typed: slot.typed.clone(),
        how: understood(&slot.how),
        weight: slot.weight,
    });
    let readings: Vec<_> = std::iter::once(&read.whole).chain(&read.parts).collect();
    let signals: Vec<_> = readings.iter().map(|reading| matcher.index.signals(reading)).collect();
    let entries = found.ranked.iter().take(EXPLAINED).map(|ranked| {
        let candidate = matcher.candidate(ranked);
        let of = |number: usize| super::fuse::fuse(&signals[number][ranked.place.index()]);
        let best = (0..readings.len()).reduce(|a, b| if of(b) > of(a) { b } else { a }).unwrap_or(0);
        let values = &signals[best][ranked.place.index()];
        let words = readings[best].slots.iter().map(|slot| slot.typed.clone());
        EntryPart {
            id: candidate.entry.id.clone(),
            origin: candidate.origin,
            score: ranked.score,
            signals: SIGNALS.iter().map(|(name, weight, value)| (*name, *weight, value(values))).collect(),
            slots: words.zip(matcher.index.slot_scores(readings[best], ranked.place.0)).collect(),
            focus: read.factor(candidate),
            sentence: (best > 0).then(|| readings[best].words.join(" ")),
        }
    });
    let (slots, entries) = (slots.collect(), entries.collect());
    Explanation { slots, entries, confidence: found.confidence, verdict: found.verdict }
}

fn understood(how: &How) -> String {
    match how {
        How::Known => "known".to_owned(),
        How::Idea => "vocabulary".to_owned(),
        How::Corrected(words) => format!("spelt {}", words.join(" or ")),
        How::Joined => "two words joined".to_owned(),
        How::Split(word) => format!("part of {word}"),
        How::Unknown => "unknown".to_owned(),
    }
}
