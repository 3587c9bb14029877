//! Cuts a word to its stem, so that `teaching`, `teaches` and `teach` are one term.

use std::borrow::Cow;

use snowball_stemmers_rs::{Algorithm, Stemmer as Snowball};

/// The Snowball stemmer for English ("Porter 2", <https://snowballstem.org/algorithms/english/stemmer.html>).
pub struct Stemmer(Snowball);

impl Default for Stemmer {
    fn default() -> Self {
        Self(Snowball::create(Algorithm::English))
    }
}

impl Stemmer {
    /// The stem of one normalised word; words outside ASCII are returned as they are.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if word.is_ascii() { self.0.stem(word) } else { Cow::Borrowed(word) }
    }
}
