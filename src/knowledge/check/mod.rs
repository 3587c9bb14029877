//! Finds everything that a curator should mend, all at once: editorial faults ([`editorial`]) and claims without
//! support in the documents ([`evidence`]).

pub mod editorial;
pub mod evidence;
mod passages;
pub mod style;

use super::{FileLocation, Problem};

pub use evidence::{Coverage, EvidenceReport, RepublishedShare, Sentence};

/// The longest answer, in characters: the limit of the contract for a shown one.
pub const MAX_ANSWER: usize = 700;
/// The longest curated answer, in characters: three lines on a phone are about 120, and members read three such.
pub const MAX_CURATED_ANSWER: usize = 280;
/// Longest curated answer in Japanese, which says as much in half the characters.
pub const MAX_ANSWER_JA: usize = 160;
/// Longest title for a button, in characters: what a phone shows of one.
pub const MAX_SHORT: usize = 34;
/// Longest question or alias, in characters: what a line on a phone and an autocomplete choice can hold.
pub const MAX_QUESTION: usize = 200;
/// Longest text that says what a gap is about, in characters: it stands within a sentence.
pub const MAX_ABOUT: usize = 60;
/// The same in Japanese.
pub const MAX_ABOUT_JA: usize = 40;
/// Longest testimonial, in characters: two of them fit under an answer.
pub const MAX_TESTIMONIAL: usize = 450;
/// Longest passage of a citation, in words.
pub const MAX_PASSAGE_WORDS: usize = 45;
/// Longest anchor of a citation, in words.
pub const MAX_ANCHOR_WORDS: usize = 6;
/// Largest share of a document that may be republished word for word.
pub const MAX_REPUBLISHED: f64 = 0.40;

/// A key, and what is wrong with its value.
type Finding = (&'static str, String);

/// The findings in the text `id` of a `kind`, as problems of its place in a file.
fn problems_of(
    at: &FileLocation,
    kind: &'static str,
    id: &str,
    found: impl IntoIterator<Item = Finding>,
) -> Vec<Problem> {
    found.into_iter().map(|(key, message)| Problem::new(at, key, message).of(kind, id)).collect()
}
