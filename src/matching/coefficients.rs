//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](super::fuse::BY_MEANING).
pub const WEIGHTS: [f32; 6] = [
    0.134,  // words (BM25F)
    0.058,  // spelling of the question (n-grams)
    0.106,  // meaning of the nearest phrasing (pooled)
    0.244,  // meaning of all phrasings (pooled)
    0.458,  // meaning of every word (late interaction)
    -0.285, // many phrasings
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); 14] = [
    ("", -2.961),
    ("score", 2.222),
    ("lead", 7.347),
    ("lead over the field", 1.953),
    ("meaning of the nearest phrasing", 1.269),
    ("meaning of all phrasings", 0.309),
    ("meaning of every word", 2.059),
    ("meaning of the words it covers least", 1.594),
    ("words", 2.390),
    ("spelling", 1.323),
    ("many phrasings", -0.658),
    ("unknown words", 1.182),
    ("few words", -3.858),
    ("roles, people and topic", -2.848),
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [0.645, 0.343, 0.261];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.098;
