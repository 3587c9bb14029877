//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](super::fuse::BY_MEANING).
pub const WEIGHTS: [f32; 8] = [
    0.094,  // words (BM25F)
    0.067,  // spelling of the question (n-grams)
    0.130,  // meaning of the nearest phrasing (pooled)
    0.182,  // meaning of all phrasings (pooled)
    0.283,  // meaning of every word (late interaction)
    0.068,  // meaning of the words it covers least
    0.176,  // meaning of the answer alone
    -0.249, // many phrasings
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); 17] = [
    ("", -3.136),
    ("score", 2.126),
    ("lead", 7.178),
    ("lead of the answer alone", 5.145),
    ("meaning of the nearest phrasing", 0.711),
    ("meaning of all phrasings", 0.499),
    ("meaning of every word", 2.842),
    ("meaning of the answer alone", -2.138),
    ("meaning of what it asks beyond", 2.149),
    ("words", 2.764),
    ("spelling", 0.839),
    ("many phrasings", -0.807),
    ("unknown words", 0.570),
    ("few words", -4.359),
    ("roles, people and topic", -2.537),
    ("meaning of the words it lacks", 1.985),
    ("lacks the number", -1.750),
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [0.629, 0.316, 0.198];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.101;
