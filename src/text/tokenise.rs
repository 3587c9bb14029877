//! Cuts a normalised text into words; Japanese, which writes no spaces, into pairs of neighbouring characters.

use super::stopwords::{self, WordRole};
use super::{MAX_TOKENS, Stemmer};

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word as normalised: `teaching`.
    pub word: String,
    /// Its stem: `teach`.
    pub term: String,
    /// How much it can say.
    pub role: WordRole,
}

/// The first [`MAX_TOKENS`] words of a text that is already normalised.
pub fn tokenise(text: &str, stemmer: &Stemmer) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    for run in text.split(|c: char| !c.is_alphanumeric() && c != 'ー') {
        for word in words_of(run) {
            if tokens.len() == MAX_TOKENS {
                return tokens;
            }
            tokens.push(Token {
                term: stemmer.stem(word).into_owned(),
                role: stopwords::role(word),
                word: word.to_owned(),
            });
        }
    }
    tokens
}

/// The words of a run of letters and digits: the run itself, or, for its Japanese parts, pairs of characters.
fn words_of(run: &str) -> Vec<&str> {
    if run.is_ascii() {
        return if run.is_empty() { Vec::new() } else { vec![run] };
    }
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let slice = |piece: &[(usize, char)]| match (piece.first(), piece.last()) {
        (Some((start, _)), Some((end, last))) => &run[*start..end + last.len_utf8()],
        _ => "",
    };
    let mut words = Vec::new();
    for piece in chars.chunk_by(|a, b| is_japanese(a.1) == is_japanese(b.1)) {
        if piece.len() > 1 && is_japanese(piece[0].1) {
            words.extend(piece.windows(2).map(slice));
        } else {
            words.push(slice(piece));
        }
    }
    words
}

/// Whether a character is a kana that Japanese endings are written in.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// Han, hiragana, katakana and its long-vowel mark.
pub fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let words: Vec<_> = tokenise(text, &Stemmer::default()).into_iter().map(|token| token.word).collect();
        assert_eq!(words, expect, "{text:?}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("jlpt n2, or 90%?", &["jlpt", "n2", "or", "90"]);
        check("... !?", &[]);
    }

    #[test]
    fn japanese_is_cut_into_pairs() {
        check("面接", &["面接"]);
        check("面接は厳しい", &["面接", "接は", "は厳", "厳し", "しい"]);
        check("altの給料", &["alt", "の給", "給料"]);
        check("祭 a", &["祭", "a"]);
        check("n2級", &["n2", "級"]);
        check("jetプログラム", &["jet", "プロ", "ログ", "グラ", "ラム"]);
    }

    #[test]
    fn stems_and_stopwords_are_marked() {
        let tokens = tokenise("the teaching", &Stemmer::default());
        assert_eq!((tokens[0].role, tokens[1].role), (WordRole::Stop, WordRole::Content));
        assert_eq!(tokens[1].term, "teach");
    }
}
