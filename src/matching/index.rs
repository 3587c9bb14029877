//! The lexical signals over a set of documents: entries, or testimonials.
//!
//! Documents come in segments, which never change and which many indexes share. What is counted (how many documents have
//! a word) is counted over all of them at the moment of the question, so that they are ranked as one; documents that an
//! index hides are neither counted nor found. (The n-grams do count them: their IDF hardly moves, and looking for hidden
//! texts in every list would cost as much as the rest.)

use std::sync::Arc;

use super::bm25::{self, Bm25, DocumentField, DocumentTerms, TermPosting};
use super::lexicon::{self, TermId};
use super::ngrams::{self, NgramSimilarity, Ngrams};
use super::phrases::Phrases;
use super::query_parser::{ParsedQuery, QueryTerm, TermVariant};
use crate::text::{self, Stemmer, Token};

/// What is indexed of a document.
pub struct IndexDocument<'a> {
    /// What it is called: the question of an entry.
    pub title: &'a str,
    /// Other ways to ask for it.
    pub aliases: &'a [String],
    /// What it says: the answer of an entry.
    pub body: &'a str,
    /// Words to find it by.
    pub tags: &'a [String],
    /// Other ways to ask for it in Japanese.
    pub japanese: Vec<&'a str>,
}

/// What each signal says of a document, each between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LexicalSignals {
    /// Its words, of what a perfect match of the question would get.
    pub bm25: f32,
    /// Its spelling, compared with every way to ask for it.
    pub phrasing: f32,
    /// Its spelling, title and body together.
    pub whole: f32,
}

/// BM25F and character n-grams over some segments of documents, which are numbered in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct LexicalIndex {
    segments: Vec<Arc<LexicalSegment>>,
    /// Documents that are not to be found, in order.
    hidden: Vec<u32>,
    documents: u32,
}

/// Documents that came together.
#[derive(Debug)]
struct LexicalSegment {
    bm25: Bm25,
    ngrams: Ngrams,
}

/// Gathers documents for a segment.
pub struct LexicalSegmentBuilder<'a> {
    phrases: &'a Phrases,
    stemmer: &'a Stemmer,
    terms: Vec<DocumentTerms>,
    ngrams: ngrams::NgramsBuilder,
}

impl<'a> LexicalSegmentBuilder<'a> {
    /// A builder that knows how texts are read.
    pub fn new(phrases: &'a Phrases, stemmer: &'a Stemmer) -> Self {
        Self { phrases, stemmer, terms: Vec::new(), ngrams: ngrams::NgramsBuilder::default() }
    }

    /// Adds a document, and shows every word of it to `learn`.
    pub fn add(&mut self, document: &IndexDocument<'_>, mut learn: impl FnMut(&Token)) {
        let mut terms = DocumentTerms::new();
        let mut read = |text: &str, field: DocumentField| {
            let tokens = text::tokens(text, self.stemmer);
            tokens.iter().for_each(&mut learn);
            terms.extend(self.terms_and_ideas(&tokens).into_iter().map(|term| (term, field)));
            tokens
        };
        let title = read(document.title, DocumentField::Question);
        let aliases: Vec<_> = document.aliases.iter().map(|alias| read(alias, DocumentField::Aliases)).collect();
        let body = read(document.body, DocumentField::Answer);
        for tag in document.tags {
            read(tag, DocumentField::Tags);
        }
        // Words in Latin letters are in the other fields already: counted here, they would change what English finds.
        for text in &document.japanese {
            let written = self.japanese(text).into_iter();
            terms.extend(written.map(|token| (lexicon::term(&token.term), DocumentField::Japanese)));
        }
        self.terms.push(terms);
        let phrasings = std::iter::once(&title).chain(&aliases).map(|tokens| words(tokens));
        self.ngrams.add(phrasings, words(&title).chain(words(&body)));
    }

    /// The Japanese words of a text.
    fn japanese(&self, text: &str) -> Vec<Token> {
        let tokens = text::tokens(text, self.stemmer).into_iter();
        tokens.filter(|token| token.word.chars().any(text::is_japanese)).collect()
    }

    /// The terms of a text, and the ideas of its phrases.
    fn terms_and_ideas(&self, tokens: &[Token]) -> Vec<TermId> {
        let mut terms: Vec<TermId> = tokens.iter().map(|token| lexicon::term(&token.term)).collect();
        let phrases = self.phrases.occurrences(&terms);
        terms.extend(phrases.iter().map(|phrase| phrase.idea));
        terms
    }
}

fn words(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().map(|token| token.word.as_str())
}

impl LexicalIndex {
    /// This index, with a further segment.
    #[must_use]
    pub fn with(&self, builder: LexicalSegmentBuilder<'_>) -> Self {
        let bm25 = Bm25::new(&builder.terms, self.documents, self.segments.iter().map(|segment| &segment.bm25));
        let ngrams = builder.ngrams.build(&self.ngrams());
        let mut index = self.clone();
        #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion documents")]
        let documents = bm25.documents() as u32;
        index.documents += documents;
        index.segments.push(Arc::new(LexicalSegment { bm25, ngrams }));
        index
    }

    /// Hides documents.
    pub fn hide(&mut self, documents: impl IntoIterator<Item = u32>) {
        self.hidden.extend(documents);
        self.hidden.sort_unstable();
        self.hidden.dedup();
    }

    /// The documents that are hidden, in order.
    pub fn hidden(&self) -> &[u32] {
        &self.hidden
    }

    /// Whether a document can be found.
    pub fn shows(&self, document: u32) -> bool {
        document < self.documents && self.hidden.binary_search(&document).is_err()
    }

    /// How many documents there are, hidden ones among them.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// How many documents can be found.
    pub fn visible(&self) -> usize {
        self.documents as usize - self.hidden.len()
    }

    fn ngrams(&self) -> Vec<&Ngrams> {
        self.segments.iter().map(|segment| &segment.ngrams).collect()
    }

    /// The documents that have a term, segment by segment, hidden ones among them.
    fn postings(&self, term: TermId) -> impl Iterator<Item = &[TermPosting]> {
        self.segments.iter().map(move |segment| segment.bm25.postings(term))
    }

    /// How many documents that can be found have a term.
    fn having(&self, term: TermId) -> usize {
        self.postings(term).map(|postings| postings.len() - common(postings, &self.hidden)).sum()
    }

    /// Whether any document that can be found has a term.
    pub fn has(&self, term: TermId) -> bool {
        self.having(term) > 0
    }

    /// How much a term tells.
    pub fn idf(&self, term: TermId) -> f32 {
        bm25::idf(self.visible(), self.having(term))
    }

    /// How much a term tells that no document has.
    pub fn idf_unknown(&self) -> f32 {
        bm25::idf(self.visible(), 0)
    }

    /// What each signal says of every document, hidden ones among them.
    pub fn signals(&self, reading: &ParsedQuery) -> Vec<LexicalSignals> {
        let cosines = ngrams::cosines(&self.ngrams(), reading.words.iter().map(String::as_str));
        let both = self.bm25_scores(reading).into_iter().zip(cosines);
        both.map(|(bm25, NgramSimilarity { phrasing, whole })| LexicalSignals { bm25, phrasing, whole }).collect()
    }

    /// For every document, the weights of the slots that it has, of what a perfect match would get (at most 1): a score
    /// that means the same for every question.
    fn bm25_scores(&self, reading: &ParsedQuery) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.documents as usize];
        let mut best = vec![0.0_f32; self.documents as usize];
        let mut touched: Vec<u32> = Vec::new();
        for slot in &reading.slots {
            if let [only] = slot.alternatives.as_slice() {
                for posting in self.postings(only.term).flatten() {
                    scores[posting.document as usize] += slot.weight * only.weight * posting.impact;
                }
                continue;
            }
            for alternative in &slot.alternatives {
                for posting in self.postings(alternative.term).flatten() {
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
    pub fn slot_scores(&self, reading: &ParsedQuery, document: u32) -> Vec<f32> {
        let perfect = perfect(reading);
        let impact = |term| self.segments.iter().map(|segment| segment.bm25.impact(term, document)).fold(0.0, f32::max);
        let score = |slot: &QueryTerm| {
            let impact = |one: &TermVariant| one.weight * impact(one.term);
            slot.weight * slot.alternatives.iter().map(impact).fold(0.0, f32::max) / perfect
        };
        reading.slots.iter().map(score).collect()
    }
}

/// How many of a list's documents are hidden: the longer of the two is searched for everything in the shorter.
fn common(postings: &[TermPosting], hidden: &[u32]) -> usize {
    let document = |posting: &TermPosting| posting.document;
    if postings.len() < hidden.len() {
        postings.iter().filter(|posting| hidden.binary_search(&document(posting)).is_ok()).count()
    } else {
        hidden.iter().filter(|hidden| postings.binary_search_by_key(*hidden, document).is_ok()).count()
    }
}

/// What a document gets that says everything the question says once, in its title.
fn perfect(reading: &ParsedQuery) -> f32 {
    (reading.weight() * bm25::impact_of_one()).max(f32::MIN_POSITIVE)
}
