//! Texts of every kind: what is made of them, and that nothing else has a part in it.

use jet_senpai::encoder::{POOLED, TOKEN};
use jet_senpai::search::{Encoder, Encoding};
use proptest::prelude::*;

use crate::MODEL;

fn encoded(text: &str) -> Encoding {
    let encoding = MODEL.encode(text).expect("the model works");
    let Encoding { pooled, pieces, vectors } = &encoding;
    assert_eq!((pooled.len(), vectors.len()), (POOLED, pieces.len() * TOKEN));
    for vector in vectors.chunks_exact(TOKEN).chain([&**pooled]) {
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        assert!((length - 1.0).abs() < 0.001, "a vector of {text:?} is of length {length}");
    }
    let starts: Vec<_> = pieces.iter().map(|piece| piece.start as usize).collect();
    assert!(starts.is_sorted() && starts.iter().all(|start| text.is_char_boundary(*start) && *start < text.len()));
    encoding
}

/// The pieces of a text: what is typed from each to the next.
fn cut(text: &str) -> Vec<&str> {
    let starts: Vec<_> = encoded(text).pieces.iter().map(|piece| piece.start as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect()
}

#[test]
fn a_piece_says_where_in_the_text_it_begins() {
    assert_eq!(cut("What does a CIR do?"), ["What ", "does ", "a ", "CI", "R ", "do", "?"]);
    assert_eq!(cut("embeddings"), ["em", "bed", "ding", "s"]);
    // Accents and full-width letters take more bytes than what is made of them.
    assert_eq!(cut("Café Ōsaka"), ["Café ", "Ōsaka"]);
    // Kanji are words of their own, with or without spaces.
    assert_eq!(cut("the 日本 school"), ["the ", "日", "本 ", "school"]);
    assert_eq!(cut("a\u{200b}b\0c \u{fffd}d"), cut("a\u{200b}b\0c \u{fffd}d"));
}

#[test]
fn what_is_invisible_counts_for_nothing() {
    let plain = encoded("teach english");
    for text in
        ["teach\0 english", "te\u{200d}ach english", "teach\u{fffd} english", " teach\n\tenglish\r\n", "TEACH Énglish"]
    {
        assert_eq!(encoded(text).pooled, plain.pooled, "{text:?}");
    }
}

#[test]
fn nobody_can_type_the_marks_that_the_encoder_puts_around_a_text() {
    assert_eq!(cut("[SEP]"), ["[", "SEP", "]"]);
}

#[test]
fn nothing_at_all_has_a_vector_and_no_pieces() {
    for text in ["", " ", "\0", "\u{301}", "\u{200b}\u{200b}"] {
        assert!(encoded(text).pieces.is_empty(), "{text:?}");
    }
}

#[test]
fn what_is_beyond_254_pieces_does_not_count() {
    let long = "tea ".repeat(254);
    assert_eq!(encoded(&long).pieces.len(), 254);
    assert_eq!(encoded(&(long.clone() + "and something else")), encoded(&long));
    for endless in ["a".repeat(100_000), "東".repeat(100_000), "a ".repeat(100_000), "\u{301}".repeat(100_000)] {
        assert!(encoded(&endless).pieces.len() <= 254);
    }
}

#[test]
fn what_is_made_of_a_text_does_not_depend_on_what_came_before() {
    let text = "Can I choose where I am placed?";
    let first = encoded(text);
    for other in ["", "weather", &"long ".repeat(300), "場所は選べますか"] {
        encoded(other);
        assert_eq!(encoded(text), first);
    }
    // Nor on what others ask at the same time.
    std::thread::scope(|scope| {
        for n in 0..4 {
            let first = &first;
            scope.spawn(move || {
                for round in 0..10 {
                    encoded(&format!("something else {n} {round}"));
                    assert_eq!(encoded(text), *first);
                }
            });
        }
    });
}

#[test]
fn what_means_the_same_is_near_and_what_does_not_is_far() {
    let cosine =
        |a: &str, b: &str| -> f32 { encoded(a).pooled.iter().zip(&encoded(b).pooled).map(|(a, b)| a * b).sum() };
    let same = cosine("How much money will I make?", "What is the salary?");
    let other = cosine("How much money will I make?", "Do I need a driving licence?");
    assert!(same > other + 0.3, "{same} {other}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_fail(text in any::<String>()) {
        encoded(&text);
    }

    #[test]
    fn no_text_of_awkward_characters_makes_it_fail(
        text in prop::collection::vec(prop::sample::select(vec![
            "\0", "\u{301}", "\u{200d}", "\u{202e}", "שלום", "👩‍👩‍👧", "🇯🇵", "ß", "İ", "ﬁ", "각", "漢", "か゛", "\u{feff}", "\u{10ffff}", "a",
            "'", " ", "\n", "[SEP]", "##ing", "𝔍𝔈𝔗", "\u{e000}", "\u{ad}", "…",
        ]), 0..40)
    ) {
        encoded(&text.concat());
    }
}
