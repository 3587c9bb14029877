//! The limits of what is shown, in characters (never bytes) unless noted.

use std::borrow::Cow;

use crate::knowledge::check;

/// The longest answer, in characters.
pub const ANSWER: usize = check::MAX_ANSWER;
/// Candidates offered when the question could mean several things.
pub const SUGGESTIONS: usize = 3;
/// Related entries offered under an answer.
pub const RELATED: usize = 3;

/// Entries on a page of a list.
pub const PAGE: usize = 10;
/// Options of a menu; Discord's limit.
pub const MENU: usize = 25;
/// Autocomplete choices; Discord's limit.
pub const COMPLETIONS: usize = 25;
/// Characters of a search; they must fit into a button's custom id.
pub const SEARCH: usize = 40;
/// Characters of an answer shown beside others.
pub const BESIDE: usize = 280;
/// Characters of an entry's question; Discord's limit for an embed's title.
pub const QUESTION: usize = 256;
/// Characters of a form field with one item per line; Discord allows 4,000.
pub const FIELD: usize = 4_000;
/// Characters of a form's tags.
pub const TAGS: usize = 400;
/// Characters of a date such as 2026-11-22.
pub const DAY: usize = 10;
/// Bytes of an attached file; Discord's limit for bots.
pub const FILE: usize = 10 << 20;
/// Characters of an uploaded file's name, where it is shown.
pub const FILE_NAME: usize = 40;
/// Lines of a difference, or of any other list that could outgrow a phone screen.
pub const LINES: usize = 10;
/// Characters of a text that shares a line with others.
pub const BRIEF: usize = 80;
/// Characters of an asked question, where it is shown again.
pub const ASKED: usize = 200;

/// `text` if it has at most `most` characters, otherwise as many whole sentences as fit, or whole words and "…".
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return Cow::Borrowed(text);
    };
    let head = &text[..end];
    if let Some(stop) = head.rfind(". ").filter(|stop| *stop > end / 2) {
        return Cow::Borrowed(&head[..=stop]);
    }
    // One character less, for the ellipsis.
    let head = head.char_indices().next_back().map_or("", |(last, _)| &head[..last]);
    let words = head.rfind(char::is_whitespace).filter(|at| *at > head.len() / 2).map_or(head, |at| &head[..at]);
    Cow::Owned(format!("{}…", words.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, most: usize, expect: &str) {
        let short = shorten(text, most);
        assert_eq!(short, expect);
        assert!(short.chars().count() <= most, "{short:?} is longer than {most}");
    }

    #[test]
    fn a_text_is_cut_at_a_sentence_a_word_or_a_character() {
        check("Short.", 6, "Short.");
        check("One is here. Two is there.", 20, "One is here.");
        check("no sentence ends in this one", 16, "no sentence…");
        check("日本語日本語", 4, "日本語…");
        check("abc", 1, "…");
    }
}
