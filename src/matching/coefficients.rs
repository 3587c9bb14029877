//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](super::fuse::BY_MEANING).
pub const WEIGHTS: [f32; 8] = [
    0.097,  // words (BM25F)
    0.069,  // spelling of the question (n-grams)
    0.128,  // meaning of the nearest phrasing (pooled)
    0.183,  // meaning of all phrasings (pooled)
    0.277,  // meaning of every word (late interaction)
    0.074,  // meaning of the words it covers least
    0.172,  // meaning of the answer alone
    -0.249, // many phrasings
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); 18] = [
    ("", 0.617),
    ("score", 2.566),
    ("lead", 7.501),
    ("lead of the answer alone", 4.321),
    ("meaning of the nearest phrasing", 0.670),
    ("meaning of all phrasings", 0.890),
    ("meaning of every word", 3.811),
    ("meaning of the answer alone", -1.412),
    ("meaning of what it asks beyond", 1.749),
    ("words", 2.439),
    ("spelling", 0.449),
    ("many phrasings", -0.785),
    ("unknown words", 0.486),
    ("few words", -4.342),
    ("roles, people and topic", -1.967),
    ("meaning of the words it lacks", 2.021),
    ("meaning of what nobody knows", -8.751),
    ("lacks the number", -1.471),
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [0.544, 0.325, 0.173];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.070;
