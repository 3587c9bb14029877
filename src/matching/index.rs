//! The lexical signals over a set of documents: entries, or testimonials.

use super::bm25::{Bm25, Field, Terms};
use super::lexicon::{Lexicon, TermId};
use super::ngrams::{self, Cosines, Ngrams, Unit};
use super::reading::{Alternative, Reading, Slot};
use crate::text::{self, Stemmer, Token};

/// What is indexed of a document.
pub struct Document<'a> {
    /// What it is called: the question of an entry.
    pub title: &'a str,
    /// Other ways to ask for it.
    pub aliases: &'a [String],
    /// What it says: the answer of an entry.
    pub body: &'a str,
    /// Words to find it by.
    pub tags: &'a [String],
}

/// What each signal says of a document, each between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// Its words, of what a perfect match of the question would get.
    pub bm25: f32,
    /// Its spelling, compared with every way to ask for it.
    pub phrasing: f32,
    /// Its spelling, title and body together.
    pub whole: f32,
}

/// BM25F and character n-grams over one set of documents.
#[derive(Debug, Default)]
pub struct Index {
    /// The words.
    pub bm25: Bm25,
    ngrams: Ngrams,
    documents: usize,
}

/// Gathers documents for an [`Index`]. The lexicon learns their words, so it is complete only when all are added.
#[derive(Default)]
pub struct Builder {
    terms: Vec<Terms>,
    ngrams: ngrams::Builder,
}

impl Builder {
    /// Adds a document; they are numbered in the order in which they are added.
    pub fn add(&mut self, document: &Document<'_>, lexicon: &mut Lexicon, stemmer: &Stemmer) {
        #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion documents")]
        let number = self.terms.len() as u32;
        let mut terms = Terms::new();
        let mut learn = |text: &str, field: Field| {
            let tokens = text::tokens(text, stemmer);
            terms.extend(learn(&tokens, lexicon).into_iter().map(|term| (term, field)));
            tokens
        };
        let title = learn(document.title, Field::Question);
        self.ngrams.add(number, Unit::Phrasing, words(&title));
        for alias in document.aliases {
            self.ngrams.add(number, Unit::Phrasing, words(&learn(alias, Field::Aliases)));
        }
        let body = learn(document.body, Field::Answer);
        self.ngrams.add(number, Unit::Whole, words(&title).chain(words(&body)));
        for tag in document.tags {
            learn(tag, Field::Tags);
        }
        self.terms.push(terms);
    }

    /// The index over all documents.
    pub fn build(self, lexicon: &Lexicon) -> Index {
        let documents = self.terms.len();
        Index { bm25: Bm25::new(&self.terms, lexicon.terms()), ngrams: self.ngrams.build(), documents }
    }
}

impl Index {
    /// What each signal says of every document.
    pub fn signals(&self, reading: &Reading) -> Vec<Signals> {
        let cosines = self.ngrams.cosines(reading.words.iter().map(String::as_str), self.documents);
        let bm25 = self.bm25_scores(reading);
        let both = bm25.into_iter().zip(cosines);
        both.map(|(bm25, Cosines { phrasing, whole })| Signals { bm25, phrasing, whole }).collect()
    }

    /// For every document, the weights of the slots that it has, of what a perfect match would get (at most 1): a score
    /// that means the same for every question.
    fn bm25_scores(&self, reading: &Reading) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.documents];
        let mut best = vec![0.0_f32; self.documents];
        let mut touched: Vec<u32> = Vec::new();
        for slot in &reading.slots {
            if let [only] = slot.alternatives.as_slice() {
                for posting in self.bm25.postings(only.term) {
                    scores[posting.document as usize] += slot.weight * only.weight * posting.impact;
                }
                continue;
            }
            for alternative in &slot.alternatives {
                for posting in self.bm25.postings(alternative.term) {
                    let best = &mut best[posting.document as usize];
                    if *best == 0.0 {
                        touched.push(posting.document);
                    }
                    *best = best.max(alternative.weight * posting.impact);
                }
            }
            for document in touched.drain(..) {
                scores[document as usize] += slot.weight * std::mem::take(&mut best[document as usize]);
            }
        }
        let perfect = perfect(reading);
        scores.into_iter().map(|score| (score / perfect).min(1.0)).collect()
    }

    /// What each slot adds to the BM25 score of one document.
    pub fn slot_scores(&self, reading: &Reading, document: u32) -> Vec<f32> {
        let perfect = perfect(reading);
        let score = |slot: &Slot| {
            let impact = |one: &Alternative| one.weight * self.bm25.impact(one.term, document);
            slot.weight * slot.alternatives.iter().map(impact).fold(0.0, f32::max) / perfect
        };
        reading.slots.iter().map(score).collect()
    }
}

/// What a document gets that says everything the question says once, in its title.
fn perfect(reading: &Reading) -> f32 {
    (reading.weight() * Bm25::impact_of_one()).max(f32::MIN_POSITIVE)
}

/// The numbers of a text's terms, and of the ideas of its phrases.
fn learn(tokens: &[Token], lexicon: &mut Lexicon) -> Vec<TermId> {
    let mut terms: Vec<TermId> = tokens.iter().map(|token| lexicon.learn(token)).collect();
    let known: Vec<Option<TermId>> = terms.iter().copied().map(Some).collect();
    terms.extend(lexicon.occurrences(&known).iter().map(|phrase| phrase.idea));
    terms
}

fn words(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().map(|token| token.word.as_str())
}
