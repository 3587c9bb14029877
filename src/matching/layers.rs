//! What a matcher is made of: entries in layers, on the ground of what the curated knowledge says of all of them.
//!
//! A layer never changes. Whoever adds or edits an entry puts a small layer over a large one, which both the old matcher
//! and the new one share; and every guild's layer lies over the one curated layer.

use std::sync::{Arc, OnceLock};

use super::complete::Completer;
use super::focus::{Focus, Names};
use super::phrases::Phrases;
use super::quotes::Quotes;
use crate::knowledge::{Entry, Knowledge, Origin};
use crate::text::{Stemmer, Token};

/// An entry that can be found.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Whose it is.
    pub origin: Origin,
    pub(super) place: Place,
    pub(super) focus: Focus,
}

/// Where a candidate stands among all that a matcher has; the same in every matcher over that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(pub(super) u32);

impl Candidate {
    /// Where it stands among all.
    pub fn place(&self) -> Place {
        self.place
    }
}

impl Place {
    /// As an index into what is known of all candidates.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the curated knowledge says of all entries, whosever they are.
pub struct Ground {
    pub knowledge: Arc<Knowledge>,
    pub stemmer: Stemmer,
    pub phrases: Phrases,
    pub names: Names,
    pub quotes: Quotes,
}

impl Ground {
    /// Reads the knowledge, its entries aside; every word of the vocabulary is shown to `learn`.
    pub fn new(knowledge: Arc<Knowledge>, learn: impl FnMut(&Token)) -> Self {
        let stemmer = Stemmer::default();
        let phrases = Phrases::new(&knowledge.vocabulary, &stemmer, learn);
        let names = Names::new(&knowledge, &phrases, &stemmer);
        let quotes = Quotes::new(&knowledge, &phrases, &stemmer);
        Self { knowledge, stemmer, phrases, names, quotes }
    }
}

/// Entries that came together.
#[derive(Debug)]
pub struct Layer {
    /// The place of the first one.
    pub first: Place,
    /// The entries, place by place.
    pub candidates: Box<[Candidate]>,
    /// Made before somebody first types: answering needs none.
    completer: OnceLock<Completer>,
}

impl Layer {
    /// A layer of entries, of which the first has a place.
    pub fn new(first: Place, candidates: Vec<Candidate>) -> Self {
        Self { first, candidates: candidates.into(), completer: OnceLock::new() }
    }

    /// What completes its questions.
    pub fn completer(&self, stemmer: &Stemmer) -> &Completer {
        self.completer.get_or_init(|| Completer::new(&self.candidates, stemmer))
    }
}
