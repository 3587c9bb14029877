//! Turns what people type into words that can be compared: one visible, ordered list of steps, one file per step.
//!
//! `"What's the pay w/o a Hyōgo licence??"` becomes `what is the pay without a hyogo license`, and each word of that gets
//! a stem. Questions and knowledge go through the same steps, so a step need not be right about English: it only has to
//! send two spellings of one word to one place.

mod case_folding;
mod chat_form;
mod compounds;
mod dictionary;
mod language;
mod locale;
mod markup;
pub mod polarity;
mod question_parts;
pub mod romaji;
mod shorthand;
mod spelling;
mod stem;
mod stopwords;
mod tokenise;
mod unicode;
pub mod web_address;

use std::borrow::Cow;

pub use chat_form::{chat_form, chat_piece, chat_pieces};
pub use dictionary::{is_english, misspelt};
pub use language::{Language, language_of};
pub use locale::Locale;
pub use question_parts::questions;
pub use spelling::other_spellings;
pub use stem::Stemmer;
pub use stopwords::WordRole;
pub use tokenise::{Token, is_hiragana, is_japanese};

/// One step of normalisation.
pub type NormalisationStep = for<'a> fn(&'a str) -> Cow<'a, str>;

/// The steps a text goes through before it is cut into words, in order.
pub const STEPS: [NormalisationStep; 6] =
    [markup::strip, unicode::compose, case_folding::fold, compounds::join, shorthand::expand, spelling::unify];

/// More words than this are not read: no question needs them, and a pasted novel must not cost more than a question.
pub const MAX_TOKENS: usize = 256;

/// Bytes at the end of a text of which more are not read: far more than [`MAX_TOKENS`] ordinary words.
const MAX_BYTES: usize = 16_384;

/// Runs every step of [`STEPS`] over `text`: lower case, one spelling, no markup, no control characters.
pub fn normalise(text: &str) -> String {
    STEPS
        .iter()
        .fold(Cow::Borrowed(tail(text)), |text, step| match text {
            Cow::Borrowed(text) => step(text),
            Cow::Owned(text) => Cow::Owned(step(&text).into_owned()),
        })
        .into_owned()
}

/// The end of a text, as much as is read of it.
pub fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_BYTES))..]
}

/// The first [`MAX_TOKENS`] words of `text`, normalised and stemmed.
pub fn tokens(text: &str, stemmer: &Stemmer) -> Vec<Token> {
    tokenise::tokenise(&normalise(text), stemmer)
}

/// The sentences and clauses of `text`, each cut into words: the last [`MAX_TOKENS`] words of it, because people ask at
/// the end of what they tell. Those without a word are left out.
pub fn sentences(text: &str, stemmer: &Stemmer) -> Vec<Vec<Token>> {
    let text = normalise(text);
    // A full stop within a word or number ("8.30") ends no sentence.
    let clauses = text.split_inclusive(". ").flat_map(|part| part.split(['?', '!', ';', ',', '。', '、']));
    let mut sentences: Vec<_> = clauses.map(|clause| tokenise::tokenise(clause, stemmer)).collect();
    let mut left = MAX_TOKENS;
    for tokens in sentences.iter_mut().rev() {
        tokens.drain(..tokens.len().saturating_sub(left));
        left -= tokens.len();
    }
    sentences.retain(|tokens| !tokens.is_empty());
    sentences
}

/// How much a normalised word can say.
pub fn word_role(word: &str) -> WordRole {
    stopwords::role(word)
}

/// A key under which two questions that differ only in case, punctuation, spelling variant or word endings are the same.
///
/// A text without any word (`"???"`) has the empty key.
pub fn key(text: &str, stemmer: &Stemmer) -> String {
    let mut key = String::new();
    for token in tokens(text, stemmer) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&token.term);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(normalise(text).split_whitespace().collect::<Vec<_>>().join(" "), expect, "{text:?}");
    }

    #[test]
    fn a_question_is_brought_to_one_spelling() {
        check("What's the PAY like?", "what is the pay like?");
        check("can i get in w/o a bachelor’s", "can i get in without a bachelors");
        check("Hyōgo, HYOGO, Ｈｙｏｇｏ", "hyogo, hyogo, hyogo");
        check("my co-workers & the Co-ordinator", "my coworkers & the coordinator");
        check("colour of my driving licence, neighbours", "color of my driving license, neighbors");
        check("ten schools", "10 schools");
    }

    #[test]
    fn discord_markup_and_links_are_not_words() {
        check("<@123456> what is JET? <:tanuki:99> https://example.org/x", "what is jet?");
        check("**bold** `code`", "**bold** `code`");
        check("5 < 6 and <3", "5 < 6 and <3");
    }

    #[test]
    fn invisible_characters_disappear() {
        check("J\u{200b}E\u{202e}T\u{0}", "jet");
        check("が\u{0}か\u{3099}", "がが");
    }

    #[test]
    fn keys_ignore_case_punctuation_and_endings() {
        let stemmer = Stemmer::default();
        assert_eq!(key("How many schools?", &stemmer), key("how many SCHOOL", &stemmer));
        assert_eq!(key("?!", &stemmer), "");
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let stemmer = Stemmer::default();
        assert_eq!(tokens(&"語".repeat(20_000), &stemmer).len(), MAX_TOKENS);
        assert_eq!(tokens(&"alt ".repeat(20_000), &stemmer).len(), MAX_TOKENS);
    }
}
