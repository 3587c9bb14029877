//! Makes one score of all signals: a weighted sum. The signals are absolute (of what a perfect match would get), so they
//! may be added and compared between questions, which ranks alone could not.

use super::index::Signals;

/// A signal: its name, its weight, and where its value is.
pub type Signal = (&'static str, f32, fn(&Signals) -> f32);

/// Every signal. The weights add up to 1, so that a score lies between 0 and 1. A further signal is a further line.
pub const SIGNALS: [Signal; 3] = [
    ("words (BM25F)", 0.61, |signals| signals.bm25),
    ("spelling of the question (n-grams)", 0.30, |signals| signals.phrasing),
    ("spelling of the whole entry (n-grams)", 0.09, |signals| signals.whole),
];

/// The fused score, between 0 and 1.
pub fn fuse(signals: &Signals) -> f32 {
    SIGNALS.iter().map(|(_, weight, value)| weight * value(signals)).sum()
}
