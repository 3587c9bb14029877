//! BM25F: how well the words of a question fit the words of a document, field by field.
//!
//! The weighted, length-normalised frequencies of a term are added over the fields first and saturated once: Robertson,
//! Zaragoza, Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (CIKM 2004).

use super::lexicon::TermId;

/// The parts of a document, in the order of [`FIELDS`].
#[derive(Debug, Clone, Copy)]
pub enum Field {
    /// The question of an entry.
    Question = 0,
    /// Its aliases, all together.
    Aliases = 1,
    /// Its answer.
    Answer = 2,
    /// Its tags.
    Tags = 3,
}

/// How many fields a document has.
pub const FIELD_COUNT: usize = 4;

/// How a field counts.
struct Weighing {
    /// Weight of one occurrence, at the field's mean length.
    weight: f32,
    /// BM25's b: how much longer fields count less, between 0 and 1.
    length: f32,
}

/// How each field counts. Chosen together with the numbers of [`reading`](super::reading), [`fuse`](super::fuse) and
/// [`confidence`](super::confidence), as `ARCHITECTURE.md` tells. The answer's weight matters most: at a third of the
/// question's, a moderators' FAQ ranked together with the curated entries has 62 % R@1, at twice 78 %, because entries
/// with a dozen aliases outweigh those that have only an answer to be found by; the public sets do not mind (70.3 %).
const FIELDS: [Weighing; FIELD_COUNT] = [
    Weighing { weight: 1.0, length: 0.3 },
    Weighing { weight: 0.7, length: 0.3 },
    Weighing { weight: 2.0, length: 0.75 },
    Weighing { weight: 1.0, length: 0.3 },
];

/// BM25's k1: how soon more occurrences of a term stop adding; Robertson's usual value.
const K1: f32 = 1.2;

/// One document's place in a term's list.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// Index of the document.
    pub document: u32,
    /// Saturated frequency of the term, between 0 and 1.
    pub impact: f32,
}

/// For every term, the documents that have it.
#[derive(Debug, Default)]
pub struct Bm25 {
    postings: Vec<Vec<Posting>>,
    documents: usize,
}

/// A document's terms: which, in which field, unsorted.
pub type Terms = Vec<(TermId, Field)>;

impl Bm25 {
    /// An index over documents whose terms are numbered below `terms`.
    #[expect(clippy::cast_precision_loss, reason = "lengths and counts are far below 2^24")]
    pub fn new(documents: &[Terms], terms: usize) -> Self {
        let lengths: Vec<[f32; FIELD_COUNT]> = documents.iter().map(lengths).collect();
        let count = documents.len().max(1) as f32;
        let mean = |field: usize| (lengths.iter().map(|length| length[field]).sum::<f32>() / count).max(1.0);
        let mean: [f32; FIELD_COUNT] = std::array::from_fn(mean);

        let mut postings = vec![Vec::new(); terms];
        for (number, (document, length)) in (0..).zip(documents.iter().zip(&lengths)) {
            let norm = |field: usize| {
                let b = FIELDS[field].length;
                1.0 - b + b * length[field] / mean[field]
            };
            let norms: [f32; FIELD_COUNT] = std::array::from_fn(norm);
            let mut sorted: Vec<(TermId, usize)> =
                document.iter().map(|(term, field)| (*term, *field as usize)).collect();
            sorted.sort_unstable();
            for run in sorted.chunk_by(|a, b| a.0 == b.0) {
                let frequency: f32 = run.iter().map(|(_, field)| FIELDS[*field].weight / norms[*field]).sum();
                postings[run[0].0 as usize].push(Posting { document: number, impact: frequency / (K1 + frequency) });
            }
        }
        Self { postings, documents: documents.len() }
    }

    /// The documents that have a term, in order.
    pub fn postings(&self, term: TermId) -> &[Posting] {
        self.postings.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether any document has a term.
    pub fn has(&self, term: TermId) -> bool {
        !self.postings(term).is_empty()
    }

    /// The impact of a term in one document; 0 where it is absent.
    pub fn impact(&self, term: TermId, document: u32) -> f32 {
        let postings = self.postings(term);
        let at = postings.binary_search_by_key(&document, |posting| posting.document);
        at.map_or(0.0, |at| postings[at].impact)
    }

    /// How much a term tells: the inverse document frequency as BM25 has it, kept above zero (as Lucene does).
    pub fn idf(&self, term: TermId) -> f32 {
        self.idf_of(self.postings(term).len())
    }

    /// The inverse document frequency of a term that no document has.
    pub fn idf_unknown(&self) -> f32 {
        self.idf_of(0)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
    fn idf_of(&self, having: usize) -> f32 {
        let (all, having) = (self.documents as f32, having as f32);
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }

    /// The impact of a term that stands once in a question of mean length: what a perfect match gets at least.
    pub fn impact_of_one() -> f32 {
        1.0 / (K1 + 1.0)
    }
}

/// How many terms each field of a document has.
fn lengths(document: &Terms) -> [f32; FIELD_COUNT] {
    let mut lengths = [0.0; FIELD_COUNT];
    for (_, field) in document {
        lengths[*field as usize] += 1.0;
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_term_tells_more_than_a_frequent_one() {
        let documents = vec![vec![(0, Field::Question), (1, Field::Question)], vec![(0, Field::Question)]];
        let bm25 = Bm25::new(&documents, 3);
        assert!(bm25.idf(1) > bm25.idf(0) && bm25.idf_unknown() > bm25.idf(1));
        assert!(bm25.idf(0) > 0.0, "a term that all have still counts for the one who says it");
    }

    #[test]
    fn more_occurrences_add_less_and_less() {
        let times = |n: usize| vec![(0, Field::Question); n];
        let bm25 = Bm25::new(&[times(1), times(2), times(4), vec![(1, Field::Tags)]], 2);
        let [one, two, four] = [0, 1, 2].map(|document| bm25.impact(0, document));
        assert!(one < two && two < four && four < 1.0);
        assert!(two - one > (four - two) / 2.0);
        assert!(bm25.impact(0, 3).abs() < f32::EPSILON, "absent");
    }
}
