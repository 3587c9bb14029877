//! The features of a message: its words and characters, hashed.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::text::{chat_form, is_japanese};

/// How many features are told apart.
pub const FEATURES: usize = 1 << 15;

/// Words in a row that make a feature.
const WORDS: usize = 3;

/// The lengths of character n-grams within a word in Latin letters.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=5;

/// The lengths of character n-grams in Japanese, which has no spaces.
const CHARACTERS: std::ops::RangeInclusive<usize> = 1..=4;

/// The features that a message has, sorted, each once.
pub fn features(message: &str) -> Vec<u32> {
    let text = chat_form(message);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let mut found = Vec::with_capacity(16 * words.len());
    for length in 1..=WORDS {
        found.extend(words.windows(length).map(|run| hashed(length as u64, &run.join(" "))));
    }
    for word in &words {
        let japanese = word.chars().any(is_japanese);
        let spaced: Vec<char> = if japanese { word.chars().collect() } else { format!(" {word} ").chars().collect() };
        for length in if japanese { CHARACTERS } else { LETTERS } {
            let runs = spaced.windows(length).map(|run| run.iter().collect::<String>());
            found.extend(runs.map(|run| hashed(16 + length as u64, &run)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn hashed(kind: u64, text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(kind);
    hasher.write(text.as_bytes());
    #[expect(clippy::cast_possible_truncation, reason = "smaller than the number of features")]
    let feature = (hasher.finish() >> 20) as u32 % FEATURES as u32;
    feature
}
