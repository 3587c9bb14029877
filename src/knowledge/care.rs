//! People in danger or distress: how they say it, and who helps them.

use serde::Deserialize;
use toml::value::Date;

use super::FileLocation;
use crate::text::Locale;

/// Kinds of need with their contacts, and what is said first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Care {
    /// The day on which every number and address was last compared with its own public page.
    pub checked: Option<Date>,
    /// Who helps.
    #[serde(rename = "contact")]
    pub contacts: Vec<Contact>,
    /// Kinds of danger and distress.
    #[serde(rename = "kind")]
    pub kinds: Vec<NeedKind>,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

/// A contact that helps.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Unique id.
    pub id: String,
    /// The name of the contact, with language and hours if they matter.
    pub title: String,
    /// The same in Japanese.
    pub title_ja: String,
    /// The telephone number; empty if there is none.
    #[serde(default)]
    pub phone: String,
    /// The web address; empty if there is none.
    #[serde(default)]
    pub url: String,
}

/// A kind of danger or distress.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedKind {
    /// Unique id.
    pub id: String,
    /// The first sentence of the reply.
    pub lead: String,
    /// The same in Japanese.
    pub lead_ja: String,
    /// Ids of who helps, the most urgent first.
    pub contacts: Vec<String>,
    /// The same for readers of Japanese, if it differs.
    #[serde(default)]
    pub contacts_ja: Vec<String>,
}

impl Care {
    /// The kind with this id.
    pub fn kind(&self, id: &str) -> Option<&NeedKind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// Who helps with a kind, for a reader of `locale`.
    pub fn contacts_for<'a>(&'a self, kind: &'a NeedKind, locale: Locale) -> impl Iterator<Item = &'a Contact> {
        let ids = match locale {
            Locale::Japanese if !kind.contacts_ja.is_empty() => &kind.contacts_ja,
            Locale::English | Locale::Japanese => &kind.contacts,
        };
        ids.iter().filter_map(|id| self.contacts.iter().find(|contact| contact.id == *id))
    }
}
