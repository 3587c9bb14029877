//! What people ask and no entry answers, as far as a curator knows.

use serde::Deserialize;

use super::At;

/// Something that is asked for and not known: whoever asks gets told so, rather than what is most like it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// What is not known, such as "the fee for a visa": it stands within a sentence.
    pub about: String,
    /// Ways to ask for it.
    pub ask: Vec<String>,
    /// Whether whoever asks may need people rather than words: they are told where people are, too.
    #[serde(default)]
    pub care: bool,
    /// Where this is written.
    #[serde(skip)]
    pub at: At,
}
