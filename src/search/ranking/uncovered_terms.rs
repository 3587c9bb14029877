//! What an entry makes of those words of a question that it does not have. A paraphrase puts something close in their place;
//! a near miss, which shares the rest, has nothing of the kind ("the N1's *fee*").

use crate::search::query::parser::{ParsedQuery, QueryTerm, TermOrigin, written};
use crate::search::semantic::embedding::mean;

/// An entry lacks a word if it has less than this share of what the word tells: one of many words of a long text says little.
const HAS: f32 = 0.3;

/// How close an entry comes to the words of a question that it lacks, between 0 and 1: the mean over them, by how much each
/// tells, of how close it comes to their pieces (cosines). 1 where it lacks none.
///
/// `told` is what was encoded of the question, `starts` the bytes of it at which its pieces begin, and `nearest` how close
/// the entry comes to each of them. `shares` says for each slot of the reading which share of the score of its words it
/// makes up for that entry.
pub fn nearest(reading: &ParsedQuery, shares: &[f32], told: &str, starts: &[u32], nearest: &[f32]) -> f32 {
    let words = words(told, starts, nearest);
    let all = reading.weight().max(f32::MIN_POSITIVE);
    let (mut sum, mut weight) = (0.0, 0.0);
    for (query_term, share) in reading.slots.iter().zip(shares) {
        let lacks = share * all < HAS * query_term.weight;
        if let Some(close) = lacks.then(|| closest(query_term, &words)).flatten() {
            sum += query_term.weight * close;
            weight += query_term.weight;
        }
    }
    if weight > 0.0 { sum / weight } else { 1.0 }
}

/// The words of what was encoded, each with how close something comes to its pieces.
fn words<'t>(told: &'t str, starts: &[u32], nearest: &[f32]) -> Vec<(&'t str, f32)> {
    let mut pieces = starts.iter().zip(nearest).peekable();
    let mut at = 0;
    let mut words = Vec::new();
    for (letters, end) in written(told) {
        at += letters.len() + end.len();
        let mut close = Vec::new();
        while let Some((_, nearest)) = pieces.next_if(|(start, _)| (**start as usize) < at) {
            close.push(*nearest);
        }
        if !letters.is_empty() && !close.is_empty() {
            words.push((letters, mean(&close)));
        }
    }
    words
}

/// How close something comes to what a slot says; nothing where its words were not encoded as they were read.
fn closest(query_term: &QueryTerm, words: &[(&str, f32)]) -> Option<f32> {
    let said = match &query_term.how {
        TermOrigin::Corrected(spellings) => spellings.first()?,
        _ => &query_term.typed,
    };
    let close = said.split_whitespace().flat_map(|said| {
        words.iter().filter(move |(word, _)| word.eq_ignore_ascii_case(said)).map(|(_, close)| *close)
    });
    let close: Vec<f32> = close.collect();
    (!close.is_empty()).then(|| mean(&close))
}
