//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](super::fuse::BY_MEANING).
pub const WEIGHTS: [f32; 6] = [
    0.133,  // words (BM25F)
    0.058,  // spelling of the question (n-grams)
    0.107,  // meaning of the nearest phrasing (pooled)
    0.244,  // meaning of all phrasings (pooled)
    0.458,  // meaning of every word (late interaction)
    -0.285, // many phrasings
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); 14] = [
    ("", -3.163),
    ("score", 2.218),
    ("lead", 7.408),
    ("lead over the field", 1.985),
    ("meaning of the nearest phrasing", 1.224),
    ("meaning of all phrasings", 0.282),
    ("meaning of every word", 2.133),
    ("meaning of the words it covers least", 1.614),
    ("words", 2.351),
    ("spelling", 1.303),
    ("many phrasings", -0.652),
    ("unknown words", 1.175),
    ("few words", -3.802),
    ("roles, people and topic", -2.671),
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [0.642, 0.347, 0.260];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.100;
