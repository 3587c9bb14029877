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
    fn words_are_sorted_and_new() {
        assert!(SORTED.is_sorted_by(|a, b| a < b), "they are searched by halves");
    }
}
