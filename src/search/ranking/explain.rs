//! Why an entry was found: every signal's part of its score, and every word's part of the words' signal.

use serde::Serialize;

use crate::knowledge::Origin;
use crate::search::Matcher;
use crate::search::query::parser::TermOrigin;
use crate::search::query::question::{Question, SearchResult, TOP};
use crate::search::quotes::scoring;
use crate::search::ranking::confidence::Verdict;
use crate::search::ranking::features::{self, BY_MEANING, BY_WORDS, RankingFeatures, Signal};

/// Why a question got its answer.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// What a question in Japanese was read as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_as: Option<String>,
    /// What the question was read as.
    pub slots: Vec<QueryTermPart>,
    /// The best entries, the best first.
    pub entries: Vec<EntryPart>,
    /// By what they were found.
    pub by: ScoringMode,
    /// Whose words may be shown with the best one, the best first.
    pub quotes: Vec<QuotePart>,
    /// What is known not to be known, and most like the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<GapPart>,
    /// What the confidence comes from.
    pub reasons: Vec<ScorePart>,
    /// How sure it is that the best one answers.
    pub confidence: f32,
    /// What is done.
    pub verdict: Verdict,
}

/// By what entries were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ScoringMode {
    /// By their words alone: there is no encoder, or it has too much to do.
    Words,
    /// By their words and what they mean.
    Meaning,
}

/// Name, weight and value of a part of a sum; weight times value is what it adds.
pub type ScorePart = (&'static str, f32, f32);

/// How one word or phrase was understood.
#[derive(Debug, Clone, Serialize)]
pub struct QueryTermPart {
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
    /// Each signal.
    pub signals: Vec<ScorePart>,
    /// What each slot adds to the words' signal.
    pub slots: Vec<(String, f32)>,
    /// Roles, people and topic: by how much the sum is multiplied.
    pub focus: f32,
    /// The part of the question that its words fit best, as it was read; none when it is the whole question.
    pub sentence: Option<String>,
}

/// Why a testimonial was shown with an entry, or not.
#[derive(Debug, Clone, Serialize)]
pub struct QuotePart {
    /// Their id.
    pub id: String,
    /// Whose they are.
    pub origin: Origin,
    /// Whether they are shown with an answer.
    pub shown: bool,
    /// How well they fit.
    pub fit: f32,
    /// Each signal.
    pub signals: Vec<ScorePart>,
}

/// What is known not to be known.
#[derive(Debug, Clone, Serialize)]
pub struct GapPart {
    /// What it is.
    pub about: String,
    /// How alike it and what was meant are (cosines).
    pub alike: f32,
    /// How well it covers what was meant (cosines).
    pub covers: f32,
    /// How well the best entry does.
    pub entry: f32,
}

/// How many entries are explained, unless more are ranked than usual.
const EXPLAINED: usize = 5;

/// Explains a question.
pub fn explain(matcher: &Matcher, question: &Question<'_>) -> Explanation {
    let found = matcher.ask(question);
    // Of several questions, the one is explained whose answer comes first, or how all of it was read.
    let read = &found.read;
    let slots = read.whole.slots.iter().map(|query_term| QueryTermPart {
        typed: query_term.typed.clone(),
        how: understood(&query_term.how),
        weight: query_term.weight,
    });
    let readings: Vec<_> = read.readings().collect();
    let signals: Vec<_> = readings.iter().map(|reading| matcher.index.signals(reading)).collect();
    let explained = if question.top > TOP { question.top } else { EXPLAINED };
    let entries = found.ranked.iter().take(explained).map(|ranked| {
        let candidate = matcher.candidate(ranked);
        let each = signals.iter().map(|signals| signals[ranked.place.index()]).enumerate();
        // Of two that are alike, the first.
        let best = each.reduce(|a, b| if features::by_words(&b.1) > features::by_words(&a.1) { b } else { a });
        let (best, words) = best.unwrap_or_default();
        let signals = match &found.meant {
            Some(meant) => parts(&BY_MEANING, &RankingFeatures::of(candidate, words, meant, true)),
            None => parts(&BY_WORDS, &words),
        };
        let words = readings[best].slots.iter().map(|query_term| query_term.typed.clone());
        EntryPart {
            id: candidate.entry.id.clone(),
            origin: candidate.origin,
            score: ranked.score,
            signals,
            slots: words.zip(matcher.index.slot_scores(readings[best], ranked.place.0)).collect(),
            focus: read.factor(candidate),
            sentence: (best > 0).then(|| readings[best].words.join(" ")),
        }
    });
    let (slots, entries) = (slots.collect(), entries.collect());
    let best = found.ranked.first().map(|best| &*matcher.candidate(best).entry);
    let fits = best.map_or_else(Vec::new, |entry| matcher.fits(&found, entry));
    let chosen = best.map_or_else(Vec::new, |entry| scoring::choose(&fits, entry));
    let quotes = fits.iter().take(explained).map(|fit| QuotePart {
        id: fit.voice.said.id.clone(),
        origin: fit.voice.origin,
        shown: chosen.iter().any(|one| one.is(fit.voice)),
        fit: fit.worth(),
        signals: fit.parts(),
    });
    let quotes = quotes.collect();
    let gap = found.gap.and_then(|near| {
        let gap = near.gap(matcher.knowledge())?;
        Some(GapPart { about: gap.about.clone(), alike: near.alike, covers: near.covers, entry: near.entry })
    });
    let read_as = read.gloss.clone();
    let SearchResult { by, reasons, confidence, verdict, .. } = found;
    Explanation { read_as, slots, entries, by, quotes, gap, reasons, confidence, verdict }
}

/// The parts of a sum.
pub fn parts<T>(signals: &[Signal<T>], evidence: &T) -> Vec<ScorePart> {
    signals.iter().map(|(name, weight, value)| (*name, *weight, value(evidence))).collect()
}

fn understood(how: &TermOrigin) -> String {
    match how {
        TermOrigin::Known => "known".to_owned(),
        TermOrigin::Idea => "vocabulary".to_owned(),
        TermOrigin::Corrected(words) => format!("spelt {}", words.join(" or ")),
        TermOrigin::Joined => "two words joined".to_owned(),
        TermOrigin::Split(word) => format!("part of {word}"),
        TermOrigin::Unknown => "unknown".to_owned(),
    }
}
