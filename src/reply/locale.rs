//! The languages the bot speaks. Knowledge stays in the language it was written in; only the bot's own words follow.

use serde::{Deserialize, Serialize};

/// A language of the bot's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// For everybody whose language is none of the others.
    #[default]
    English,
    /// For those who use Discord in Japanese.
    Japanese,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Japanese];

    /// The language for a tag such as `ja`, `ja-JP` or `en-GB`.
    pub fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next() {
            Some("ja") => Self::Japanese,
            _ => Self::English,
        }
    }

    /// The language somebody writes in, as far as one sees it: Japanese, unless its characters are few beside words in
    /// small Latin letters (`what does 面接 mean?`). Abbreviations are part of every language.
    pub fn of_text(text: &str) -> Self {
        // Kana, in full and half width, and kanji.
        let japanese =
            |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' | '\u{4e00}'..='\u{9fff}');
        let written = text.chars().filter(|c| japanese(*c)).count();
        let words =
            text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.contains(char::is_lowercase)).count();
        if written > 0 && written >= 2 * words { Self::Japanese } else { Self::English }
    }

    /// One text per language: with a further language, whatever has not been translated no longer compiles.
    pub fn pick<T>(self, english: T, japanese: T) -> T {
        match self {
            Self::English => english,
            Self::Japanese => japanese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_japanese_unless_it_only_names_something_japanese() {
        let check = |text: &str, expect: Locale| assert_eq!(Locale::of_text(text), expect, "{text:?}");
        check("給料はいくらですか", Locale::Japanese);
        check("応募資格", Locale::Japanese);
        check("ALTとCIRの違い", Locale::Japanese);
        check("altの給料は", Locale::Japanese);
        check("ｱﾙﾊﾞｲﾄ", Locale::Japanese);
        check("what does 面接 mean?", Locale::English);
        check("what is こたつ", Locale::English);
        check("How much is the salary?", Locale::English);
        check("???", Locale::English);
    }
}
