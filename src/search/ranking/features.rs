//! Makes one score of all signals: a weighted sum. The signals are absolute (of what a perfect match would get), so they
//! may be added and compared between questions, which ranks alone could not.

use crate::search::lexical::index::LexicalSignals;
use crate::search::lexical::segments::Candidate;
use crate::search::ranking::coefficients::WEIGHTS;
use crate::search::semantic::embedding::{Embedding, MaxSim, PooledSimilarity, QueryEmbedding};

/// What speaks for an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RankingFeatures {
    /// Its words.
    pub words: LexicalSignals,
    /// The similarity of the pooled embeddings.
    pub pooled: PooledSimilarity,
    /// … and looked at closely.
    pub late: MaxSim,
    /// How many chances it had to be alike: between 0, where it has a single phrasing, and 1.
    pub breadth: f32,
}

/// A signal: its name, its weight, and where its value is.
pub type Signal<T> = (&'static str, f32, fn(&T) -> f32);

/// The signals of an entry's words. The weights add up to 1, so that a score lies between 0 and 1. A further signal is a
/// further line.
pub const BY_WORDS: [Signal<LexicalSignals>; 3] = [
    ("words (BM25F)", 0.61, |signals| signals.bm25),
    ("spelling of the question (n-grams)", 0.30, |signals| signals.phrasing),
    ("spelling of the whole entry (n-grams)", 0.09, |signals| signals.whole),
];

/// The signals of words and meaning together; the weights of those that speak for an entry add up to 1.
pub const BY_MEANING: [Signal<RankingFeatures>; 8] = [
    ("words (BM25F)", WEIGHTS[0], |evidence| evidence.words.bm25),
    ("spelling of the question (n-grams)", WEIGHTS[1], |evidence| evidence.words.phrasing),
    ("meaning of the nearest phrasing (pooled)", WEIGHTS[2], |evidence| evidence.pooled.nearest),
    ("meaning of all phrasings (pooled)", WEIGHTS[3], |evidence| evidence.pooled.centre),
    ("meaning of every word (late interaction)", WEIGHTS[4], |evidence| evidence.late.mean),
    ("meaning of the words it covers least", WEIGHTS[5], |evidence| evidence.late.least),
    ("meaning of the answer alone", WEIGHTS[6], |evidence| evidence.late.answer),
    ("many phrasings", WEIGHTS[7], |evidence| evidence.breadth),
];

/// The score by words alone, between 0 and 1.
pub fn by_words(signals: &LexicalSignals) -> f32 {
    sum(&BY_WORDS, signals)
}

/// The score by words and meaning, at most 1.
pub fn by_meaning(evidence: &RankingFeatures) -> f32 {
    sum(&BY_MEANING, evidence)
}

/// The weighted sum of signals.
pub fn sum<T>(signals: &[Signal<T>], of: &T) -> f32 {
    signals.iter().map(|(_, weight, value)| weight * value(of)).sum()
}

/// How quickly a score falls with the sum of its signals: any two texts are a little alike, so that of sums between 0.3 and
/// 1, where everything lies, a lower one must be worth much less.
const STEEPNESS: f32 = 3.5;

/// The score of a sum of signals by words and meaning: above 0, and 1 where everything agrees.
pub fn to_score(sum: f32) -> f32 {
    (STEEPNESS * (sum - 1.0)).exp()
}

/// The sum of signals that has a score.
pub fn from_score(score: f32) -> f32 {
    1.0 + score.ln() / STEEPNESS
}

/// As many phrasings as this, or more, have as many chances as there are: where entries have dozens, those which are asked
/// for most have most, and must not be ranked below the others for it.
const MAX_COUNTED_PHRASINGS: usize = 6;

impl RankingFeatures {
    /// What speaks for an entry, given its words' signals; looked at closely only if `late`, because that is dear.
    pub fn of(candidate: &Candidate, words: LexicalSignals, meant: &QueryEmbedding, late: bool) -> Self {
        match candidate.meaning_cell.meaning() {
            Some(known) => Self::known(known, words, meant, late),
            None => Self::guess(words, late),
        }
    }

    /// What speaks for something that an encoder has read.
    pub fn known(meaning: &Embedding, words: LexicalSignals, meant: &QueryEmbedding, late: bool) -> Self {
        let pooled = meaning.pooled(meant);
        let late = if late { meaning.late(meant) } else { MaxSim::default() };
        Self { words, pooled, late, breadth: breadth(meaning.phrasings()) }
    }

    /// The features of an entry with a single phrasing, by its pooled embedding.
    pub fn of_single(words: LexicalSignals, pooled: PooledSimilarity) -> Self {
        Self { words, pooled, late: MaxSim::default(), breadth: breadth(1) }
    }

    /// What may speak for an entry that no encoder has read yet, by what its words say.
    fn guess(words: LexicalSignals, late: bool) -> Self {
        let score = by_words(&words);
        let like = 0.3 + 0.5 * score;
        // An entry with token embeddings is compared by them, too, and must not rank lower for that.
        let late = if late { MaxSim { mean: like, least: like, answer: like } } else { MaxSim::default() };
        Self { words, pooled: PooledSimilarity { nearest: like, centre: like }, late, breadth: 0.0 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "few phrasings")]
fn breadth(phrasings: usize) -> f32 {
    (phrasings.clamp(1, MAX_COUNTED_PHRASINGS) as f32).ln() / (MAX_COUNTED_PHRASINGS as f32).ln()
}
