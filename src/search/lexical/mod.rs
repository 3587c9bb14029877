//! Matching by words: the index, BM25, misspellings.

pub(crate) mod bm25;
pub(crate) mod fuzzy;
pub(crate) mod index;
pub(crate) mod lexicon;
pub(crate) mod ngrams;
pub(crate) mod postings;
pub(crate) mod segments;
