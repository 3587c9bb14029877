//! What is shown, as plain values: a [`Reply`] holds everything a member sees, and no face (terminal, Discord, browser)
//! adds a word to it.

mod card;
pub mod limits;
pub mod wording;

pub use card::{Card, Key, Quote, Source, card};

use crate::knowledge::Link;

/// An answer, an offer or a plain "I don't know".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    /// A sentence above everything else; empty when the cards speak for themselves.
    pub lead: String,
    /// The answers, at most three.
    pub cards: Vec<Card>,
    /// Candidates to choose from, when the question could mean several things.
    pub choices: Vec<Button>,
    /// Entries that go on from the answer.
    pub related: Vec<Button>,
    /// Where to check officially.
    pub links: Vec<Reference>,
}

/// Something to press: in a terminal its number is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// The entry it opens.
    pub opens: Key,
}

/// A page outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What one finds there.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it speaks for the programme.
    pub official: bool,
}

impl From<&Link> for Reference {
    fn from(link: &Link) -> Self {
        Self { title: link.title.clone(), url: link.url.clone(), official: link.official }
    }
}

impl Reply {
    /// Only a sentence.
    pub fn says(lead: impl Into<String>) -> Self {
        Self { lead: lead.into(), ..Self::default() }
    }

    /// The answers to a question, and where to go on from there.
    pub fn answers(cards: Vec<Card>, related: Vec<Button>) -> Self {
        Self { cards, related, ..Self::default() }
    }

    /// "Did you mean …".
    pub fn suggests(choices: Vec<Button>) -> Self {
        Self { lead: wording::did_you_mean().to_owned(), choices, ..Self::default() }
    }

    /// "I don't know", with where to check.
    pub fn abstains<'a>(links: impl IntoIterator<Item = &'a Link>) -> Self {
        Self {
            lead: wording::does_not_know().to_owned(),
            links: links.into_iter().map(Reference::from).collect(),
            ..Self::default()
        }
    }
}
