//! Completes a question while it is typed: entries with a phrasing that has every word typed so far, the last of them
//! perhaps unfinished, before whatever else the matching finds.

use super::Candidate;
use crate::text::{self, Stemmer};

/// What an entry gets where one of its phrasings has every typed word …
const HAS_ALL: f32 = 1.0;
/// … more, where that is the question itself …
const IN_TITLE: f32 = 0.2;
/// … where the phrasing begins with what was typed …
const BEGINS: f32 = 0.4;
/// … and by how many of its phrasings do: those that are about the word, rather than only have it, come first.
const ALL_PHRASINGS: f32 = 0.8;
/// How much the matching counts beside that: it takes an unfinished word for a misspelt one.
const MATCHING: f32 = 0.3;

/// Entries with less than this share of the best one's score are not offered …
pub const FLOOR: f32 = 0.3;
/// … nor those with less than this score: what is typed has hardly anything to do with them.
pub const LEAST: f32 = 0.15;

/// The phrasings of every entry, ready to be searched.
#[derive(Debug)]
pub struct Completer {
    phrasings: Vec<Phrasing>,
}

/// A way to ask for an entry; those of one entry stand together.
#[derive(Debug)]
struct Phrasing {
    /// Its words, with a space before and after each.
    text: String,
    /// The number of the entry among the candidates.
    entry: u32,
    /// Whether it is the question itself, rather than an alias.
    title: bool,
}

impl Completer {
    /// Reads every phrasing.
    pub fn new(candidates: &[Candidate], stemmer: &Stemmer) -> Self {
        let mut phrasings = Vec::new();
        for (number, candidate) in (0..).zip(candidates) {
            let phrasing = |text: &str, title| Phrasing { text: spaced(&words(text, stemmer)), entry: number, title };
            phrasings.push(phrasing(&candidate.entry.question, true));
            phrasings.extend(candidate.entry.aliases.iter().map(|alias| phrasing(alias, false)));
        }
        Self { phrasings }
    }

    /// Raises the scores of the entries that go on from what was typed.
    pub fn raise(&self, scores: &mut [f32], typed: &str, stemmer: &Stemmer) {
        let words = words(typed, stemmer);
        let Some((last, whole)) = words.split_last() else {
            return;
        };
        let finished = !typed.ends_with(char::is_alphanumeric);
        let last = if finished { format!(" {last} ") } else { format!(" {last}") };
        let whole: Vec<String> = whole.iter().map(|word| format!(" {word} ")).collect();
        let beginning = spaced(&words);
        let beginning = if finished { beginning.as_str() } else { beginning.trim_end() };
        for phrasings in self.phrasings.chunk_by(|a, b| a.entry == b.entry) {
            let has_all =
                |one: &&Phrasing| one.text.contains(&last) && whole.iter().all(|word| one.text.contains(word));
            let (mut best, mut count) = (0.0_f32, 0.0_f32);
            for phrasing in phrasings.iter().filter(has_all) {
                let title = if phrasing.title { IN_TITLE } else { 0.0 };
                let begins = if phrasing.text.starts_with(beginning) { BEGINS } else { 0.0 };
                best = best.max(HAS_ALL + title + begins);
                count += 1.0;
            }
            if let (Some(first), true) = (phrasings.first(), count > 0.0) {
                let score = &mut scores[first.entry as usize];
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
