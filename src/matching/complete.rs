//! Completes a question while it is typed: entries with a phrasing that has every word typed so far, the last of them
//! perhaps unfinished, before whatever else the matching finds.

use super::Candidate;
use crate::text::{self, Stemmer};

/// Added to an entry's score where one of its phrasings has every typed word …
const HAS_ALL: f32 = 1.0;
/// … where that is the question itself …
const IN_TITLE: f32 = 0.2;
/// … and where the phrasing begins with what was typed.
const BEGINS: f32 = 0.4;

/// Entries with less than this share of the best one's score are not offered …
pub const FLOOR: f32 = 0.3;
/// … nor those with less than this score: what is typed has hardly anything to do with them.
pub const LEAST: f32 = 0.15;

/// The phrasings of every entry, ready to be searched.
#[derive(Debug)]
pub struct Completer {
    /// Words with a space before and after each, the number of the candidate, and whether it is its question.
    phrasings: Vec<(String, u32, bool)>,
}

impl Completer {
    /// Reads every phrasing.
    pub fn new(candidates: &[Candidate], stemmer: &Stemmer) -> Self {
        let mut phrasings = Vec::new();
        for (number, candidate) in (0..).zip(candidates) {
            let entry = &candidate.entry;
            let texts =
                std::iter::once((&entry.question, true)).chain(entry.aliases.iter().map(|alias| (alias, false)));
            phrasings.extend(texts.map(|(text, title)| (spaced(&words(text, stemmer)), number, title)));
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
        let mut raised = vec![0.0_f32; scores.len()];
        for (phrasing, number, title) in &self.phrasings {
            if phrasing.contains(&last) && whole.iter().all(|word| phrasing.contains(word)) {
                let raise = HAS_ALL
                    + if *title { IN_TITLE } else { 0.0 }
                    + if phrasing.starts_with(beginning) { BEGINS } else { 0.0 };
                let best = &mut raised[*number as usize];
                *best = best.max(raise);
            }
        }
        scores.iter_mut().zip(raised).for_each(|(score, raise)| *score += raise);
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
