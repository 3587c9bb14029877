//! What people ask and no entry answers, as far as a curator knows.

use serde::Deserialize;

use super::FileLocation;
use crate::text::Locale;

/// Something that is asked for and not known. The reply says so, instead of showing the entry that is most like it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// The unknown thing, such as "the fee for a visa", as a part of a sentence.
    pub about: String,
    /// The same in Japanese.
    #[serde(default)]
    pub about_ja: String,
    /// Ways to ask for it.
    pub ask: Vec<String>,
    /// The sentence instead of "My sources don't cover …"; empty if the usual one fits.
    #[serde(default)]
    pub say: String,
    /// The same in Japanese.
    #[serde(default)]
    pub say_ja: String,
    /// Ids of the links (`links.toml`) that answer it; the general links if there are none.
    #[serde(default)]
    pub links: Vec<String>,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

impl Gap {
    /// The unknown thing in the language of `locale`; [`None`] if it is not translated.
    pub fn about_in(&self, locale: Locale) -> Option<&str> {
        Some(locale.pick(self.about.as_str(), self.about_ja.as_str())).filter(|about| !about.is_empty())
    }

    /// Its own sentence for a reader of `locale`, if it has one.
    pub fn say_in(&self, locale: Locale) -> Option<&str> {
        Some(locale.or_english(&self.say, &self.say_ja)).filter(|say| !say.is_empty())
    }
}
