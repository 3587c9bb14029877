//! The vectors are those of the reference implementation, but for what 8 bits a weight round away: `parity.json` has what
//! that made of 200 texts, and which of two texts it found nearer to a third.

use std::sync::LazyLock;

use jet_senpai::search::Encoder;
use serde::Deserialize;

use crate::MODEL;

/// How near a vector must be to the reference's.
const NEAR: f32 = 0.98;

#[derive(Deserialize)]
struct Reference {
    texts: Vec<Case>,
    /// Texts by their places: the first is nearer to the second than to the third.
    triples: Vec<[usize; 3]>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(rename = "t")]
    text: String,
    /// Word pieces, with the marks at both ends.
    #[serde(rename = "n")]
    pieces: usize,
    /// The vector, a byte for each of its numbers; its length does not matter here.
    #[serde(rename = "v")]
    vector: String,
}

static REFERENCE: LazyLock<Reference> =
    LazyLock::new(|| serde_json::from_str(include_str!("parity.json")).expect("the reference is valid"));

/// The reference takes marks that somebody types for its own; here they are text, as everything that is typed is.
fn texts() -> impl Iterator<Item = &'static Case> {
    REFERENCE.texts.iter().filter(|Case { text, .. }| !text.contains("[SEP]"))
}

fn encoded(text: &str) -> Box<[f32]> {
    MODEL.encode(text).expect("the model works").pooled
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// Signed bytes, written with six bits a letter.
fn signed_bytes(base64: &str) -> Vec<f32> {
    let digits = base64.bytes().filter_map(|letter| {
        Some(u32::from(match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        }))
    });
    let digits: Vec<_> = digits.collect();
    let bytes = digits.chunks(4).flat_map(|four| {
        let bits = four.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    });
    bytes.map(|byte| f32::from(byte.cast_signed())).collect()
}

#[test]
fn a_text_is_cut_into_as_many_pieces_as_the_reference_cuts_it_into() {
    for Case { text, pieces, .. } in texts() {
        assert_eq!(MODEL.encode(text).expect("the model works").pieces.len() + 2, *pieces, "{text}");
    }
}

#[test]
fn every_vector_is_near_that_of_the_reference() {
    for Case { text, vector, .. } in texts() {
        let cosine = cosine(&encoded(text), &signed_bytes(vector));
        assert!(cosine >= NEAR, "{text}: {cosine}");
    }
}

#[test]
fn what_is_nearer_for_the_reference_is_nearer_here() {
    let at = |place: usize| encoded(&REFERENCE.texts[place].text);
    for triple in &REFERENCE.triples {
        let [text, near, far] = triple.map(at);
        let [near, far] = [cosine(&text, &near), cosine(&text, &far)];
        assert!(near > far, "{triple:?}: {near} {far}");
    }
}
