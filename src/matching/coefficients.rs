//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](super::fuse::BY_MEANING).
pub const WEIGHTS: [f32; 8] = [
    0.094,  // words (BM25F)
    0.067,  // spelling of the question (n-grams)
    0.129,  // meaning of the nearest phrasing (pooled)
    0.182,  // meaning of all phrasings (pooled)
    0.286,  // meaning of every word (late interaction)
    0.067,  // meaning of the words it covers least
    0.175,  // meaning of the answer alone
    -0.249, // many phrasings
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); 18] = [
    ("", 0.152),
    ("score", 2.585),
    ("lead", 7.410),
    ("lead of the answer alone", 4.368),
    ("meaning of the nearest phrasing", 0.734),
    ("meaning of all phrasings", 0.857),
    ("meaning of every word", 3.985),
    ("meaning of the answer alone", -1.510),
    ("meaning of what it asks beyond", 1.711),
    ("words", 2.359),
    ("spelling", 0.471),
    ("many phrasings", -0.798),
    ("unknown words", 0.445),
    ("few words", -4.332),
    ("roles, people and topic", -1.517),
    ("meaning of the words it lacks", 1.895),
    ("meaning of what nobody knows", -8.681),
    ("lacks the number", -1.499),
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [0.552, 0.333, 0.169];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.070;
