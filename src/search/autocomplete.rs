//! Completes a question while it is typed: entries with a phrasing that has every word typed so far, the last of them
//! perhaps unfinished, before whatever else the matching finds.

use crate::search::lexical::segments::{Candidate, DocId};
use crate::text::{self, Stemmer};

/// The score of an entry with a phrasing that has every typed word.
const HAS_ALL: f32 = 1.0;
/// The bonus if that phrasing is the question itself.
const IN_TITLE: f32 = 0.2;
/// The bonus if the phrasing begins with what was typed.
const BEGINS: f32 = 0.4;
/// The bonus for the share of phrasings that have the words: entries about a word come before those that only contain
/// it.
const ALL_PHRASINGS: f32 = 0.8;
/// How much the matching counts beside that: it takes an unfinished word for a misspelt one.
const MATCHING: f32 = 0.3;

/// The share of the best score below which an entry is not offered.
pub const FLOOR: f32 = 0.3;
/// The score below which an entry has hardly anything to do with what was typed.
pub const MIN_SCORE: f32 = 0.15;

/// The phrasings of every entry of a segment, prepared for the search.
#[derive(Debug)]
pub struct AutocompleteIndex {
    phrasings: Box<[CompletablePhrasing]>,
}

/// A way to ask for an entry; those of one entry stand together.
#[derive(Debug)]
struct CompletablePhrasing {
    /// Its words, with a space before and after each.
    text: Box<str>,
    /// Where the entry stands among the candidates.
    entry: DocId,
    /// Whether it is the question itself, rather than an alias.
    title: bool,
}

/// What was typed so far.
pub struct TypedPrefix {
    /// Each of its words but the last, as it stands in a [`CompletablePhrasing`].
    whole: Vec<String>,
    /// The last word, perhaps unfinished.
    last: String,
    /// All of it.
    beginning: String,
}

impl TypedPrefix {
    /// Reads what was typed; [`None`] if it has no word.
    pub fn read(typed: &str, stemmer: &Stemmer) -> Option<Self> {
        let words = words(typed, stemmer);
        let (last, whole) = words.split_last()?;
        let finished = !typed.ends_with(char::is_alphanumeric);
        let end = if finished { " " } else { "" };
        let beginning = format!("{}{end}", spaced(&words).trim_end());
        let whole = whole.iter().map(|word| format!(" {word} ")).collect();
        Some(Self { whole, last: format!(" {last}{end}"), beginning })
    }

    fn is_all_in(&self, phrasing: &CompletablePhrasing) -> bool {
        phrasing.text.contains(&self.last) && self.whole.iter().all(|word| phrasing.text.contains(word.as_str()))
    }
}

impl AutocompleteIndex {
    /// Reads every phrasing.
    pub fn new(candidates: &[Candidate], stemmer: &Stemmer) -> Self {
        let mut phrasings = Vec::new();
        for Candidate { entry, place, .. } in candidates {
            let phrasing = |text: &str, title| CompletablePhrasing {
                text: spaced(&words(text, stemmer)).into(),
                entry: *place,
                title,
            };
            phrasings.push(phrasing(&entry.question, true));
            phrasings.extend(entry.aliases.iter().map(|alias| phrasing(alias, false)));
            phrasings.extend(entry.phrasings_ja().map(|text| phrasing(text, false)));
        }
        Self { phrasings: phrasings.into() }
    }

    /// Raises the scores of entries that continue what was typed.
    pub fn raise(&self, scores: &mut [f32], typed: &TypedPrefix) {
        for phrasings in self.phrasings.chunk_by(|a, b| a.entry == b.entry) {
            let (mut best, mut count) = (0.0_f32, 0.0_f32);
            for phrasing in phrasings.iter().filter(|phrasing| typed.is_all_in(phrasing)) {
                let title = if phrasing.title { IN_TITLE } else { 0.0 };
                let begins = if phrasing.text.starts_with(&typed.beginning) { BEGINS } else { 0.0 };
                best = best.max(HAS_ALL + title + begins);
                count += 1.0;
            }
            if let (Some(first), true) = (phrasings.first(), count > 0.0) {
                let score = &mut scores[first.entry.index()];
                #[expect(clippy::cast_precision_loss, reason = "entries have some dozens of phrasings")]
                let share = count / phrasings.len() as f32;
                *score = best + ALL_PHRASINGS * share + MATCHING * *score;
            }
        }
    }
}

fn words(text: &str, stemmer: &Stemmer) -> Vec<String> {
    text::tokens(text, stemmer).into_iter().map(|token| token.word).collect()
}

fn spaced(words: &[String]) -> String {
    let mut spaced = String::from(" ");
    for word in words {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}
