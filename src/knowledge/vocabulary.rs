//! What the community says for what the documents say: `BOE` for `board of education`, `gomi` for `garbage`.

use serde::Deserialize;

use super::{FileLocation, JapaneseLexicon};

/// Groups of words that mean the same to the community.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// The groups, in the order of their file.
    pub terms: Vec<SynonymGroup>,
    /// The Japanese lexicon.
    pub japanese: JapaneseLexicon,
}

/// Words that mean the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynonymGroup {
    /// The plain word for it.
    pub means: String,
    /// What people say for it.
    pub say: Vec<String>,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

impl SynonymGroup {
    /// Every way to say it, the plain one first.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.means).chain(&self.say).map(String::as_str)
    }
}
