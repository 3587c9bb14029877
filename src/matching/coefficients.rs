//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](super::fuse::BY_MEANING).
pub const WEIGHTS: [f32; 7] = [
    0.081,  // words (BM25F)
    0.066,  // spelling of the question (n-grams)
    0.119,  // meaning of the nearest phrasing (pooled)
    0.191,  // meaning of all phrasings (pooled)
    0.313,  // meaning of every word (late interaction)
    0.230,  // meaning of every word, in the answer alone
    -0.243, // many phrasings
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); 17] = [
    ("", -4.035),
    ("score", 2.169),
    ("lead", 10.379),
    ("lead over the field", 1.545),
    ("meaning of the nearest phrasing", 1.487),
    ("meaning of all phrasings", 0.535),
    ("meaning of every word", 3.012),
    ("meaning of the words it covers least", 0.250),
    ("meaning of every word, in the answer alone", -1.359),
    ("words", 2.408),
    ("spelling", 0.738),
    ("many phrasings", -0.664),
    ("unknown words", 0.971),
    ("few words", -4.427),
    ("roles, people and topic", -1.980),
    ("meaning of the words it lacks", 1.967),
    ("lacks the number", -1.406),
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [0.664, 0.364, 0.260];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.119;
