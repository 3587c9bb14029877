//! The parts of a matcher: segments of entries, over one index of the curated knowledge that all of them share.
//!
//! The entries of a segment never change. Adding or editing an entry puts a small segment over a large one, which the
//! old and the new matcher share. Every guild's segment lies over the one curated segment.

use std::sync::{Arc, OnceLock};

use crate::knowledge::{Entry, Knowledge, Origin};
use crate::search::autocomplete::AutocompleteIndex;
use crate::search::query::entity_match::{EntityLexicon, MentionedEntities};
use crate::search::query::gloss::Glossary;
use crate::search::query::phrases::Phrases;
use crate::search::quotes::QuoteIndex;
use crate::search::semantic::embedding::{Embedding, PooledMatrix, PooledSimilarity, QueryEmbedding};
use crate::search::semantic::encodable::{Encodable, MeaningCell};
use crate::search::semantic::known_gaps::GapIndex;
use crate::text::{Stemmer, Token};

/// An indexed entry.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub entry: Arc<Entry>,
    pub origin: Origin,
    /// Empty until the entry has been encoded.
    pub(crate) meaning_cell: MeaningCell,
    pub(crate) place: DocId,
    pub(crate) focus: MentionedEntities,
    /// Whether the entry answers questions for a number or a time.
    pub(crate) numbers: bool,
}

/// Number of an entry within a matcher. Every matcher built over that one uses the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocId(pub(crate) u32);

impl Candidate {
    pub fn encodable(&self) -> Encodable<'_> {
        Encodable::entry_of(&self.entry, &self.meaning_cell)
    }

    pub fn place(&self) -> DocId {
        self.place
    }
}

impl DocId {
    /// Index into arrays with one item per entry.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Indexes of the curated knowledge that all entries share, curated and guild ones.
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
    /// Indexes the knowledge without its entries. Passes every word of the vocabulary to `learn`.
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

/// Entries that were indexed together.
#[derive(Debug)]
pub struct Segment {
    /// Doc id of the first candidate; the others follow in sequence.
    pub first: DocId,
    pub candidates: Box<[Candidate]>,
    /// Built on first use or by `Matcher::build_autocomplete`; answering does not need it.
    completer: OnceLock<AutocompleteIndex>,
    /// Built once all entries have an embedding.
    pooled_matrix: OnceLock<PooledMatrix>,
}

impl Segment {
    pub fn new(first: DocId, candidates: Vec<Candidate>) -> Self {
        Self { first, candidates: candidates.into(), completer: OnceLock::new(), pooled_matrix: OnceLock::new() }
    }

    /// Pooled similarity of each entry to the question. `None` for an entry that must be compared on its own: one with
    /// several phrasings, or any entry while the segment has one without an embedding.
    pub fn pooled(&self, meant: &QueryEmbedding) -> Vec<Option<PooledSimilarity>> {
        if self.pooled_matrix.get().is_none() {
            let read: Option<Vec<&Embedding>> =
                self.candidates.iter().map(|one| one.meaning_cell.meaning().map(|one| &**one)).collect();
            let Some(meanings) = read else { return vec![None; self.candidates.len()] };
            return self.pooled_matrix.get_or_init(|| PooledMatrix::new(&meanings)).pooled(meant);
        }
        self.pooled_matrix.get().map_or_else(Vec::new, |pooled_matrix| pooled_matrix.pooled(meant))
    }

    /// Builds the autocomplete index on first use.
    pub fn completer(&self, stemmer: &Stemmer) -> &AutocompleteIndex {
        self.completer.get_or_init(|| AutocompleteIndex::new(&self.candidates, stemmer))
    }
}
