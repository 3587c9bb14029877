//! Finds everything a curator should mend, all at once: what is badly written ([`editorial`]) and what the documents do
//! not bear out ([`evidence`]).

pub mod editorial;
pub mod evidence;
mod passages;

pub use evidence::{Coverage, Evidence, Sentence, Share};

/// Longest answer, in characters: what a member can take in at one look (and the contract's bound for what is shown).
pub const MAX_ANSWER: usize = 700;
/// Longest question or alias, in characters: what a line on a phone and an autocomplete choice can hold.
pub const MAX_QUESTION: usize = 200;
/// Longest text that says what a gap is about, in characters: it stands within a sentence.
pub const MAX_ABOUT: usize = 80;
/// Longest testimonial, in characters: two of them fit under an answer.
pub const MAX_TESTIMONIAL: usize = 450;
/// Longest passage of a citation, in words.
pub const MAX_PASSAGE_WORDS: usize = 25;
/// Longest anchor of a citation, in words.
pub const MAX_ANCHOR_WORDS: usize = 6;
/// Largest share of a document that may be republished word for word.
pub const MAX_REPUBLISHED: f64 = 0.40;
