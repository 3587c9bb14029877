//! Which words are English, whether or not the knowledge has them: those are not misspelt.
//!
//! Without it, "insurance" was read as "instance" and "friendship" as "friends", for want of anything closer in the
//! knowledge; then the wrong entries had words in common with the question, and the encoder read another one.

use std::sync::LazyLock;

/// Every word that the sentence encoder knows as a whole, sorted; `models/make.py` takes them from its vocabulary.
const WORDS: &str = include_str!("../../models/words.txt");

/// Words of that list which are more often other words misspelt, in questions like ours.
const MISSPELT: [&str; 4] = ["dose", "oder", "stil", "wen"];

static SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| WORDS.lines().collect());

/// Whether a word, normalised, is an ordinary English one.
pub fn is_english(word: &str) -> bool {
    !MISSPELT.contains(&word) && SORTED.binary_search(&word).is_ok()
}

/// The shortest word in which a letter may be missing: of shorter ones, too many are another word without a letter.
const MIN_LETTERS: usize = 6;

/// Longer words are no words, and to try them costs the square of their length.
const MAX_LETTERS: usize = 24;

/// The ordinary English word that another word is when two of its letters that stand side by side change places, or else when a
/// letter is put in that it lacks; none where that makes several. What else a word may be misspelt for, only the knowledge
/// can tell: there are too many words.
pub fn misspelt(word: &str) -> Option<String> {
    let is_a_word = word.len() <= MAX_LETTERS && word.bytes().all(|letter| letter.is_ascii_lowercase());
    if !is_a_word || is_english(word) {
        return None;
    }
    let swapped = (1..word.len()).map(|at| {
        let mut letters = word.as_bytes().to_vec();
        letters.swap(at - 1, at);
        letters
    });
    let put_in = (1..word.len()).flat_map(|at| {
        (b'a'..=b'z').map(move |letter| [&word.as_bytes()[..at], &[letter], &word.as_bytes()[at..]].concat())
    });
    match only_english(swapped) {
        MatchCount::None if word.len() >= MIN_LETTERS => only_english(put_in),
        found => found,
    }
    .one()
}

/// How many English words are among some.
enum MatchCount {
    None,
    One(String),
    Several,
}

impl MatchCount {
    fn one(self) -> Option<String> {
        match self {
            Self::One(word) => Some(word),
            Self::None | Self::Several => None,
        }
    }
}

fn only_english(words: impl Iterator<Item = Vec<u8>>) -> MatchCount {
    let mut english = words.filter_map(|word| String::from_utf8(word).ok()).filter(|word| is_english(word));
    match english.next() {
        None => MatchCount::None,
        Some(first) if english.all(|other| other == first) => MatchCount::One(first),
        Some(_) => MatchCount::Several,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_misspellings() {
        let check = |word: &str, expected: bool| assert_eq!(is_english(word), expected, "{word}");
        check("insurance", true);
        check("friendship", true);
        check("quantity", true);
        check("the", true);
        check("aardvark", false); // rare words may be taken for misspellings
        check("interveiw", false);
        check("recieve", false);
        check("dose", false);
        check("", false);
    }

    #[test]
    fn what_was_meant_is_an_english_word_with_two_letters_swapped_or_one_put_in() {
        let check = |word: &str, expected: Option<&str>| assert_eq!(misspelt(word).as_deref(), expected, "{word}");
        check("dgo", Some("dog"));
        check("whereabuots", Some("whereabouts"));
        check("galeries", Some("galleries")); // either l may be the one
        check("demads", Some("demands"));
        check("delet", None); // too short, and nothing is put in at the end
        check("delete", None);
        check("form", None); // that is a word itself
        check("ocn", Some("con"));
        check("gpa", None); // "gap" or "pga"
        check("tow", None); // a word itself
        check("saw", None);
        check("mukade", None);
        check("面接", None);
        check("n2", None);
        check("", None);
    }

    #[test]
    fn words_are_sorted_and_new() {
        assert!(SORTED.is_sorted_by(|a, b| a < b), "they are searched by halves");
    }
}
