//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](crate::search::ranking::features::BY_MEANING).
pub const WEIGHTS: [f32; 8] = [
    0.099,  // words (BM25F)
    0.071,  // spelling of the question (n-grams)
    0.140,  // meaning of the nearest phrasing (pooled)
    0.175,  // meaning of all phrasings (pooled)
    0.309,  // meaning of every word (late interaction)
    0.055,  // meaning of the words it covers least
    0.151,  // meaning of the answer alone
    -0.254, // many phrasings
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); 18] = [
    ("", 2.987),
    ("score", 2.695),
    ("lead", 8.288),
    ("lead of the answer alone", 1.983),
    ("meaning of the nearest phrasing", 0.427),
    ("meaning of all phrasings", 1.010),
    ("meaning of every word", 4.053),
    ("meaning of the answer alone", -0.532),
    ("meaning of what it asks beyond", 2.008),
    ("words", 2.278),
    ("spelling", 0.649),
    ("many phrasings", -1.005),
    ("unknown words", 0.533),
    ("few words", -4.125),
    ("roles, people and topic", -3.283),
    ("meaning of the words it lacks", 1.682),
    ("meaning of what nobody knows", -10.732),
    ("lacks the number", -1.354),
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [0.577, 0.360, 0.144];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.052;
