//! The languages that the bot speaks.

use serde::{Deserialize, Serialize};

use super::{Language, language_of};

/// A language of the bot's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// For all other languages.
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

    /// The language to answer a message in where nothing else says which its author uses.
    pub fn of_message(text: &str) -> Self {
        match language_of(text) {
            Language::Japanese => Self::Japanese,
            Language::English | Language::Kanji | Language::Other => Self::English,
        }
    }

    /// The Japanese text for readers of Japanese, or the English one where there is no Japanese.
    pub fn or_english<'a>(self, english: &'a str, japanese: &'a str) -> &'a str {
        match self {
            Self::Japanese if !japanese.is_empty() => japanese,
            Self::English | Self::Japanese => english,
        }
    }

    /// One text per language: with a further language, whatever has not been translated no longer compiles.
    pub fn pick<T>(self, english: T, japanese: T) -> T {
        match self {
            Self::English => english,
            Self::Japanese => japanese,
        }
    }
}
