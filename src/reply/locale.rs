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

    /// The language somebody writes in, as far as one sees it: kana are Japanese.
    pub fn of_text(text: &str) -> Self {
        let kana = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c);
        if text.chars().any(kana) { Self::Japanese } else { Self::English }
    }

    /// One text per language: with a further language, whatever has not been translated no longer compiles.
    pub fn pick<T>(self, english: T, japanese: T) -> T {
        match self {
            Self::English => english,
            Self::Japanese => japanese,
        }
    }
}
