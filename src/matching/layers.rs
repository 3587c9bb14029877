//! What a matcher is made of: entries in layers, on the ground of what the curated knowledge says of all of them.
//!
//! A layer never changes. Whoever adds or edits an entry puts a small layer over a large one, which both the old matcher
//! and the new one share; and every guild's layer lies over the one curated layer.

use std::sync::{Arc, OnceLock};

use super::complete::Completer;
use super::focus::{Focus, Names};
use super::gaps::Gaps;
use super::gloss::Glossary;
use super::legible::{Legible, Sense};
use super::phrases::Phrases;
use super::quotes::Quotes;
use super::semantic::{Glance, Meaning, Meant, Pooled};
use crate::knowledge::{Entry, Knowledge, Origin};
use crate::text::{Stemmer, Token};

/// An entry that can be found.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Whose it is.
    pub origin: Origin,
    /// What it means, once an encoder has read it.
    pub(super) sense: Sense,
    pub(super) place: Place,
    pub(super) focus: Focus,
    /// Whether it tells numbers or times.
    pub(super) numbers: bool,
}

/// Where a candidate stands among all that a matcher has; the same in every matcher over that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(pub(super) u32);

impl Candidate {
    /// As something that an encoder reads.
    pub fn legible(&self) -> Legible<'_> {
        Legible::entry_of(&self.entry, &self.sense)
    }

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
    pub glossary: Glossary,
    pub names: Names,
    pub quotes: Quotes,
    pub gaps: Gaps,
}

impl Ground {
    /// Reads the knowledge, its entries aside; every word of the vocabulary is shown to `learn`.
    pub fn new(knowledge: Arc<Knowledge>, learn: impl FnMut(&Token)) -> Self {
        let stemmer = Stemmer::default();
        let phrases = Phrases::new(&knowledge.vocabulary, &stemmer, learn);
        let glossary = Glossary::new(&knowledge.vocabulary);
        let names = Names::new(&knowledge, &phrases, &stemmer);
        let quotes = Quotes::new(&knowledge, &phrases, &stemmer);
        let gaps = Gaps::new(&knowledge);
        Self { knowledge, stemmer, phrases, glossary, names, quotes, gaps }
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
    /// Made once all of its entries have been read.
    glance: OnceLock<Glance>,
}

impl Layer {
    /// A layer of entries, of which the first has a place.
    pub fn new(first: Place, candidates: Vec<Candidate>) -> Self {
        Self { first, candidates: candidates.into(), completer: OnceLock::new(), glance: OnceLock::new() }
    }

    /// How alike its entries are to what was meant, place by place, as far as that can be said at a glance.
    pub fn pooled(&self, meant: &Meant) -> Vec<Option<Pooled>> {
        if self.glance.get().is_none() {
            let read: Option<Vec<&Meaning>> =
                self.candidates.iter().map(|one| one.sense.meaning().map(|one| &**one)).collect();
            let Some(meanings) = read else { return vec![None; self.candidates.len()] };
            return self.glance.get_or_init(|| Glance::new(&meanings)).pooled(meant);
        }
        self.glance.get().map_or_else(Vec::new, |glance| glance.pooled(meant))
    }

    /// What completes its questions.
    pub fn completer(&self, stemmer: &Stemmer) -> &Completer {
        self.completer.get_or_init(|| Completer::new(&self.candidates, stemmer))
    }
}
