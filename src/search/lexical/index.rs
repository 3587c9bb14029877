//! Computes the lexical signals (BM25F, character n-grams) of a set of documents: entries or testimonials.
//!
//! Documents come in immutable segments that many indexes share. Document frequencies are counted over all segments at
//! query time, so that all documents are ranked as one collection. Hidden documents are neither counted nor found. Only
//! the n-gram frequencies include them: their IDF hardly moves, and looking for hidden texts in every list would cost
//! as much as everything else.

use std::sync::Arc;

use crate::search::lexical::bm25::{self, Bm25, DocumentField, DocumentTerms, TermPosting};
use crate::search::lexical::lexicon::{self, TermId};
use crate::search::lexical::ngrams::{self, NgramSimilarity, Ngrams};
use crate::search::query::parser::{ParsedQuery, QueryTerm, TermVariant};
use crate::search::query::phrases::Phrases;
use crate::text::{self, Stemmer, Token};

/// The fields of a document.
pub struct IndexDocument<'a> {
    /// The question of an entry, or the text of a testimonial.
    pub title: &'a str,
    /// Other phrasings of the question.
    pub aliases: &'a [String],
    /// The answer of an entry.
    pub body: &'a str,
    /// Further search terms. For a testimonial, the titles of its topics.
    pub tags: &'a [String],
    /// Japanese phrasings of the question.
    pub japanese: Vec<&'a str>,
}

/// The lexical signals of one document, each between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LexicalSignals {
    /// BM25F score, relative to a perfect match of the question.
    pub bm25: f32,
    /// N-gram cosine of the most similar phrasing, less a penalty for the number of phrasings.
    pub phrasing: f32,
    /// N-gram cosine of title and body together.
    pub whole: f32,
}

/// BM25F and character n-grams over segments of documents. Documents are numbered in the order in which they were
/// added.
#[derive(Debug, Clone, Default)]
pub struct LexicalIndex {
    segments: Vec<Arc<LexicalSegment>>,
    /// Numbers of hidden documents, sorted.
    hidden: Vec<u32>,
    documents: u32,
}

/// Documents that were indexed together.
#[derive(Debug)]
struct LexicalSegment {
    bm25: Bm25,
    ngrams: Ngrams,
}

pub struct LexicalSegmentBuilder<'a> {
    phrases: &'a Phrases,
    stemmer: &'a Stemmer,
    terms: Vec<DocumentTerms>,
    ngrams: ngrams::NgramsBuilder,
}

impl<'a> LexicalSegmentBuilder<'a> {
    pub fn new(phrases: &'a Phrases, stemmer: &'a Stemmer) -> Self {
        Self { phrases, stemmer, terms: Vec::new(), ngrams: ngrams::NgramsBuilder::default() }
    }

    /// Adds a document. Passes every token of its title, aliases, body and tags to `learn`.
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
        // The other fields already have the words in Latin letters. Counting them here, too, would change the results
        // of English questions.
        for text in &document.japanese {
            let written = self.japanese(text).into_iter();
            terms.extend(written.map(|token| (lexicon::term(&token.term), DocumentField::Japanese)));
        }
        self.terms.push(terms);
        let phrasings = std::iter::once(&title).chain(&aliases).map(|tokens| words(tokens));
        self.ngrams.add(phrasings, words(&title).chain(words(&body)));
    }

    /// The tokens that contain a Japanese character.
    fn japanese(&self, text: &str) -> Vec<Token> {
        let tokens = text::tokens(text, self.stemmer).into_iter();
        tokens.filter(|token| token.word.chars().any(text::is_japanese)).collect()
    }

    /// The terms of the tokens, then the ideas of the vocabulary phrases among them.
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
    /// A copy of this index with a further segment.
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

    pub fn hide(&mut self, documents: impl IntoIterator<Item = u32>) {
        self.hidden.extend(documents);
        self.hidden.sort_unstable();
        self.hidden.dedup();
    }

    /// Numbers of hidden documents, sorted.
    pub fn hidden(&self) -> &[u32] {
        &self.hidden
    }

    /// Whether a document exists and is not hidden.
    pub fn shows(&self, document: u32) -> bool {
        document < self.documents && self.hidden.binary_search(&document).is_err()
    }

    /// The number of documents, hidden ones included.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// The number of documents that are not hidden.
    pub fn visible(&self) -> usize {
        self.documents as usize - self.hidden.len()
    }

    fn ngrams(&self) -> Vec<&Ngrams> {
        self.segments.iter().map(|segment| &segment.ngrams).collect()
    }

    /// The postings of a term, one list per segment, hidden documents included.
    fn postings(&self, term: TermId) -> impl Iterator<Item = &[TermPosting]> {
        self.segments.iter().map(move |segment| segment.bm25.postings(term))
    }

    /// The number of visible documents that contain a term.
    fn having(&self, term: TermId) -> usize {
        self.postings(term).map(|postings| postings.len() - common(postings, &self.hidden)).sum()
    }

    /// Whether any visible document contains a term.
    pub fn has(&self, term: TermId) -> bool {
        self.having(term) > 0
    }

    /// The IDF of a term over the visible documents.
    pub fn idf(&self, term: TermId) -> f32 {
        bm25::idf(self.visible(), self.having(term))
    }

    /// The IDF of a term that no document contains.
    pub fn idf_unknown(&self) -> f32 {
        bm25::idf(self.visible(), 0)
    }

    /// The signals of every document, hidden ones included, by document number.
    pub fn signals(&self, reading: &ParsedQuery) -> Vec<LexicalSignals> {
        let cosines = ngrams::cosines(&self.ngrams(), reading.words.iter().map(String::as_str));
        let both = self.bm25_scores(reading).into_iter().zip(cosines);
        both.map(|(bm25, NgramSimilarity { phrasing, whole })| LexicalSignals { bm25, phrasing, whole }).collect()
    }

    /// The BM25F score of every document, relative to a perfect match and at most 1, so that scores of different
    /// questions can be compared. A query term counts by the best of its variants.
    fn bm25_scores(&self, reading: &ParsedQuery) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.documents as usize];
        let mut best = vec![0.0_f32; self.documents as usize];
        let mut touched: Vec<u32> = Vec::new();
        for query_term in &reading.slots {
            if let [only] = query_term.alternatives.as_slice() {
                for posting in self.postings(only.term).flatten() {
                    scores[posting.document as usize] += query_term.weight * only.weight * posting.impact;
                }
                continue;
            }
            for alternative in &query_term.alternatives {
                for posting in self.postings(alternative.term).flatten() {
                    let best = &mut best[posting.document as usize];
                    if *best == 0.0 {
                        touched.push(posting.document);
                    }
                    *best = best.max(alternative.weight * posting.impact);
                }
            }
            for document in touched.drain(..) {
                scores[document as usize] += query_term.weight * std::mem::take(&mut best[document as usize]);
            }
        }
        let perfect = perfect(reading);
        scores.into_iter().map(|score| (score / perfect).min(1.0)).collect()
    }

    /// What each query term adds to the BM25F score of one document.
    pub fn slot_scores(&self, reading: &ParsedQuery, document: u32) -> Vec<f32> {
        let perfect = perfect(reading);
        let impact = |term| self.segments.iter().map(|segment| segment.bm25.impact(term, document)).fold(0.0, f32::max);
        let score = |query_term: &QueryTerm| {
            let impact = |one: &TermVariant| one.weight * impact(one.term);
            query_term.weight * query_term.alternatives.iter().map(impact).fold(0.0, f32::max) / perfect
        };
        reading.slots.iter().map(score).collect()
    }
}

/// The number of hidden documents in a posting list. Looks up each item of the shorter list in the longer one.
fn common(postings: &[TermPosting], hidden: &[u32]) -> usize {
    let document = |posting: &TermPosting| posting.document;
    if postings.len() < hidden.len() {
        postings.iter().filter(|posting| hidden.binary_search(&document(posting)).is_ok()).count()
    } else {
        hidden.iter().filter(|hidden| postings.binary_search_by_key(*hidden, document).is_ok()).count()
    }
}

/// The score of a document whose title, of mean length, contains every query term once.
fn perfect(reading: &ParsedQuery) -> f32 {
    (reading.weight() * bm25::impact_of_one()).max(f32::MIN_POSITIVE)
}
