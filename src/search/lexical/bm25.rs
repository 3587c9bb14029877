//! BM25F: how well the words of a question fit the words of a document, field by field.
//!
//! The weighted, length-normalised frequencies of a term are added over the fields first and saturated once: Robertson,
//! Zaragoza, Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (CIKM 2004).

use crate::search::lexical::lexicon::TermId;
use crate::search::lexical::postings::{self, Postings};

/// The parts of a document, in the order of [`FIELDS`].
#[derive(Debug, Clone, Copy)]
pub enum DocumentField {
    /// The question of an entry.
    Question = 0,
    /// Its aliases, all together.
    Aliases = 1,
    /// Its answer.
    Answer = 2,
    /// Its tags.
    Tags = 3,
    /// Its phrasings in Japanese, all together.
    Japanese = 4,
}

/// How many fields a document has.
pub const FIELD_COUNT: usize = 5;

/// How a field counts.
struct FieldWeight {
    /// Weight of one occurrence, at the field's mean length.
    weight: f32,
    /// BM25's b: how much longer fields count less, between 0 and 1.
    length: f32,
}

/// How each field counts. Chosen together with the numbers of [`query_parser`](crate::search::query::parser), [`ranking_features`](crate::search::ranking::features) and
/// [`confidence`](crate::search::ranking::confidence), as `ARCHITECTURE.md` tells. The answer's weight matters most: at a third of the
/// question's, a moderators' FAQ ranked together with the curated entries has 62 % R@1, at twice 78 %, because entries
/// with a dozen aliases outweigh those that have only an answer to be found by; the public sets do not mind (70.3 %).
const FIELDS: [FieldWeight; FIELD_COUNT] = [
    FieldWeight { weight: 1.0, length: 0.3 },
    FieldWeight { weight: 0.7, length: 0.3 },
    FieldWeight { weight: 2.0, length: 0.75 },
    FieldWeight { weight: 1.0, length: 0.3 },
    FieldWeight { weight: 0.7, length: 0.3 },
];

/// BM25's k1: how soon more occurrences of a term stop adding; Robertson's usual value.
const K1: f32 = 1.2;

/// One document's place in a term's list.
#[derive(Debug, Clone, Copy)]
pub struct TermPosting {
    /// Number of the document.
    pub document: u32,
    /// Saturated frequency of the term, between 0 and 1.
    pub impact: f32,
}

/// For every term, the documents of one segment that have it.
#[derive(Debug)]
pub struct Bm25 {
    postings: Postings<TermPosting>,
    lengths: FieldLengths,
}

/// How long the fields of some documents are.
#[derive(Debug, Clone, Copy, Default)]
struct FieldLengths {
    documents: usize,
    /// How many terms each field has in all of them together.
    terms: [f32; FIELD_COUNT],
}

/// A document's terms: which, in which field, unsorted.
pub type DocumentTerms = Vec<(TermId, DocumentField)>;

impl Bm25 {
    /// An index of a segment whose documents are numbered from `first`, beside the segments `below`.
    ///
    /// Field lengths are normalised by their mean over all segments. Segments below keep the mean of when they were
    /// built: their impacts are shared by many guilds, and the mean over more documents of the same kind hardly moves.
    pub fn new<'a>(documents: &[DocumentTerms], first: u32, below: impl Iterator<Item = &'a Self>) -> Self {
        let of_each: Vec<FieldLengths> = documents.iter().map(FieldLengths::of).collect();
        let lengths = of_each.iter().copied().fold(FieldLengths::default(), FieldLengths::and);
        let mean = below.map(|one| one.lengths).fold(lengths, FieldLengths::and).mean();

        let mut postings = postings::PostingsBuilder::default();
        for ((document, terms), lengths) in (first..).zip(documents).zip(&of_each) {
            let norm = |field: usize| {
                let b = FIELDS[field].length;
                1.0 - b + b * lengths.terms[field] / mean[field]
            };
            let norms: [f32; FIELD_COUNT] = std::array::from_fn(norm);
            let mut sorted: Vec<(TermId, usize)> = terms.iter().map(|(term, field)| (*term, *field as usize)).collect();
            sorted.sort_unstable();
            for run in sorted.chunk_by(|a, b| a.0 == b.0) {
                let frequency: f32 = run.iter().map(|(_, field)| FIELDS[*field].weight / norms[*field]).sum();
                let number = postings.number(run[0].0);
                postings.push(number, TermPosting { document, impact: frequency / (K1 + frequency) });
            }
        }
        Self { postings: postings.build(|_| true), lengths }
    }

    /// How many documents there are.
    pub fn documents(&self) -> usize {
        self.lengths.documents
    }

    /// The documents that have a term, in order.
    pub fn postings(&self, term: TermId) -> &[TermPosting] {
        self.postings.get(term).unwrap_or_default()
    }

    /// The impact of a term in one document; 0 where it is absent.
    pub fn impact(&self, term: TermId, document: u32) -> f32 {
        let postings = self.postings(term);
        let at = postings.binary_search_by_key(&document, |posting| posting.document);
        at.map_or(0.0, |at| postings[at].impact)
    }
}

/// The impact of a term that stands once in a question of mean length: what a perfect match gets at least.
pub fn impact_of_one() -> f32 {
    1.0 / (K1 + 1.0)
}

/// How much a term tells that so many of all documents have: the inverse document frequency as BM25 has it, kept above
/// zero (as Lucene does).
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
pub fn idf(all: usize, having: usize) -> f32 {
    let (all, having) = (all as f32, having as f32);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

impl FieldLengths {
    /// Those of a single document.
    fn of(document: &DocumentTerms) -> Self {
        let mut terms = [0.0; FIELD_COUNT];
        for (_, field) in document {
            terms[*field as usize] += 1.0;
        }
        Self { documents: 1, terms }
    }

    fn and(self, other: Self) -> Self {
        let terms = std::array::from_fn(|field| self.terms[field] + other.terms[field]);
        Self { documents: self.documents + other.documents, terms }
    }

    /// The mean length of each field, at least one term.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
    fn mean(&self) -> [f32; FIELD_COUNT] {
        self.terms.map(|terms| (terms / self.documents.max(1) as f32).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_term_tells_more_than_a_frequent_one() {
        assert!(idf(2, 1) > idf(2, 2) && idf(2, 0) > idf(2, 1));
        assert!(idf(2, 2) > 0.0, "a term that all have still counts for the one who says it");
    }

    #[test]
    fn more_occurrences_add_less_and_less() {
        let times = |n: usize| vec![(0, DocumentField::Question); n];
        let bm25 = Bm25::new(&[times(1), times(2), times(4), vec![(1, DocumentField::Tags)]], 0, std::iter::empty());
        let [one, two, four] = [0, 1, 2].map(|document| bm25.impact(0, document));
        assert!(one < two && two < four && four < 1.0);
        assert!(two - one > (four - two) / 2.0);
        assert!(bm25.impact(0, 3).abs() < f32::EPSILON, "absent");
    }

    #[test]
    fn documents_beside_others_are_measured_against_the_mean_of_all() {
        let long: DocumentTerms = vec![(0, DocumentField::Answer); 9];
        let short: DocumentTerms = vec![(0, DocumentField::Answer); 3];
        let together = Bm25::new(&[long.clone(), short.clone()], 0, std::iter::empty());
        let below = Bm25::new(&[long], 0, std::iter::empty());
        let beside = Bm25::new(&[short], 1, std::iter::once(&below));
        assert!((together.impact(0, 1) - beside.impact(0, 1)).abs() < f32::EPSILON);
    }
}
