//! What a matcher is made of: entries in layers, on the ground of what the curated knowledge says of all of them.
//!
//! A layer never changes. Whoever adds or edits an entry puts a small layer over a large one, which both the old matcher
//! and the new one share; and every guild's layer lies over the one curated layer.

use std::sync::{Arc, OnceLock};

use super::autocomplete::AutocompleteIndex;
use super::encodable::{Encodable, MeaningCell};
use super::entity_match::{EntityLexicon, MentionedEntities};
use super::gloss::Glossary;
use super::known_gaps::GapIndex;
use super::phrases::Phrases;
use super::quotes::QuoteIndex;
use super::semantic::{Embedding, PooledMatrix, PooledSimilarity, QueryEmbedding};
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
    pub(super) sense: MeaningCell,
    pub(super) place: DocId,
    pub(super) focus: MentionedEntities,
    /// Whether it tells numbers or times.
    pub(super) numbers: bool,
}

/// Where a candidate stands among all that a matcher has; the same in every matcher over that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocId(pub(super) u32);

impl Candidate {
    /// As something that an encoder reads.
    pub fn legible(&self) -> Encodable<'_> {
        Encodable::entry_of(&self.entry, &self.sense)
    }

    /// Where it stands among all.
    pub fn place(&self) -> DocId {
        self.place
    }
}

impl DocId {
    /// As an index into what is known of all candidates.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the curated knowledge says of all entries, whosever they are.
pub struct SharedIndex {
    pub knowledge: Arc<Knowledge>,
    pub stemmer: Stemmer,
    pub phrases: Phrases,
    pub glossary: Glossary,
    pub names: EntityLexicon,
    pub quotes: QuoteIndex,
    pub gaps: GapIndex,
}

impl SharedIndex {
    /// Reads the knowledge, its entries aside; every word of the vocabulary is shown to `learn`.
    pub fn new(knowledge: Arc<Knowledge>, learn: impl FnMut(&Token)) -> Self {
        let stemmer = Stemmer::default();
        let phrases = Phrases::new(&knowledge.vocabulary, &stemmer, learn);
        let glossary = Glossary::new(&knowledge.vocabulary);
        let names = EntityLexicon::new(&knowledge, &phrases, &stemmer);
        let quotes = QuoteIndex::new(&knowledge, &phrases, &stemmer);
        let gaps = GapIndex::new(&knowledge);
        Self { knowledge, stemmer, phrases, glossary, names, quotes, gaps }
    }
}

/// Entries that came together.
#[derive(Debug)]
pub struct Segment {
    /// The place of the first one.
    pub first: DocId,
    /// The entries, place by place.
    pub candidates: Box<[Candidate]>,
    /// Made before somebody first types: answering needs none.
    completer: OnceLock<AutocompleteIndex>,
    /// Made once all of its entries have been read.
    glance: OnceLock<PooledMatrix>,
}

impl Segment {
    /// A layer of entries, of which the first has a place.
    pub fn new(first: DocId, candidates: Vec<Candidate>) -> Self {
        Self { first, candidates: candidates.into(), completer: OnceLock::new(), glance: OnceLock::new() }
    }

    /// How alike its entries are to what was meant, place by place, as far as that can be said at a glance.
    pub fn pooled(&self, meant: &QueryEmbedding) -> Vec<Option<PooledSimilarity>> {
        if self.glance.get().is_none() {
            let read: Option<Vec<&Embedding>> =
                self.candidates.iter().map(|one| one.sense.meaning().map(|one| &**one)).collect();
            let Some(meanings) = read else { return vec![None; self.candidates.len()] };
            return self.glance.get_or_init(|| PooledMatrix::new(&meanings)).pooled(meant);
        }
        self.glance.get().map_or_else(Vec::new, |glance| glance.pooled(meant))
    }

    /// What completes its questions.
    pub fn completer(&self, stemmer: &Stemmer) -> &AutocompleteIndex {
        self.completer.get_or_init(|| AutocompleteIndex::new(&self.candidates, stemmer))
    }
}
