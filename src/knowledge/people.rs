//! The people whose words are quoted, and their words.

use serde::Deserialize;

use super::{FileLocation, Role};

/// A speaker. What a document does not say of them stays unknown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Unique id, such as `mira`.
    pub id: String,
    /// The name as the document gives it.
    pub name: String,
    /// Other names that members type.
    #[serde(default)]
    pub also: Vec<String>,
    /// Their role.
    pub role: Role,
    /// Where they worked, as far as the document says.
    pub place: String,
    /// When, where the document says it: `2018–2021`.
    #[serde(default)]
    pub years: String,
    /// Whether they had left when they wrote.
    pub status: Status,
    /// Id of the document that tells of them.
    pub document: String,
    /// Who they are, in one sentence.
    #[serde(default)]
    pub about: String,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

impl Person {
    /// Every name they go by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.also).map(String::as_str)
    }

    /// Whether a text has one of their names, as a word of its own: "Marketing" does not name Mark.
    pub fn is_named_in(&self, text: &str) -> bool {
        let alone = |at: usize, name: &str| {
            let before = text[..at].chars().next_back();
            let after = text[at + name.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let stands = |name: &str| !name.is_empty() && text.match_indices(name).any(|(at, _)| alone(at, name));
        self.names().any(stands)
    }
}

/// Whether the person had left the programme when they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// They tell of a time that is over.
    Alumnus,
    /// They were in the programme when they wrote.
    Serving,
}

/// A person's own words from a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Testimonial {
    /// Unique id.
    pub id: String,
    /// Id of who says it.
    pub person: String,
    /// Id of the document it stands in.
    pub document: String,
    /// The words, with [`Testimonial::OMISSION`] for passages that are left out.
    pub text: String,
    /// Ids of the topics it speaks about.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Roles it speaks about.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Rough language, kept out of public replies.
    #[serde(default)]
    pub mature: bool,
    /// Fit to stand alone as a daily highlight.
    #[serde(default)]
    pub daily: bool,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

impl Testimonial {
    /// Stands where words of the document are left out.
    pub const OMISSION: &'static str = "[…]";

    /// The parts that stand word for word in the document, in order.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.text.split(Self::OMISSION).map(str::trim).filter(|part| !part.is_empty())
    }
}
