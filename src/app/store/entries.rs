//! A guild's entries, their history, and what moderators are writing.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Actor, Commit, Committed, GuildRecord, Id, Stored};
use crate::knowledge::Entry;
use crate::reply::Name;

/// An entry as the database holds it.
#[derive(Debug, Clone)]
pub struct Held {
    /// What it says.
    pub entry: Arc<Entry>,
    /// Counted from 1.
    pub version: i64,
    /// Whether members see it; a retired one can be brought back.
    pub active: bool,
    /// The curated entry that it stands in for.
    pub replaces: Option<String>,
}

/// What an entry once said.
#[derive(Debug, Clone)]
pub struct Version {
    /// What.
    pub held: Held,
    /// Who wrote it.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// What a moderator is writing, as they typed it: whatever is wrong with it is said when they see the card.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What they typed.
    pub fields: Fields,
    /// The entry that is to change; none for a new one.
    pub changes: Option<String>,
    /// The version of it that they have seen.
    pub from: Option<i64>,
    /// The curated entry that it is to stand in for.
    pub replaces: Option<String>,
    /// What else it is for.
    pub purpose: Purpose,
    /// A file that was handed in, in the place of all that.
    #[serde(default)]
    pub import: Option<Import>,
}

/// A file that a moderator has handed in, and that waits for them to say that it shall be imported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// What it is called, which says of what kind it is.
    pub file: String,
    /// What is in it.
    pub text: String,
}

/// The fields of an entry's form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Other phrasings, one a line.
    pub phrasings: String,
    /// Tags, with commas between.
    pub tags: String,
    /// The day on which somebody should look at it again.
    pub review: String,
}

/// What a draft is for, beside the entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Purpose {
    /// The question in the inbox that it answers, by the bits of its name.
    pub question: Option<u64>,
    /// Who wrote the message that it was made from: their id, and how they are called.
    pub author: Option<(u64, String)>,
}

/// A guild's entries.
#[async_trait]
pub trait Entries {
    /// The guild's revision: it rises with every change of what its members see. 0 for a guild that has changed nothing.
    /// This is asked before every answer.
    async fn revision(&self, guild: u64) -> Stored<i64>;

    /// What a guild has set.
    async fn guild(&self, guild: u64) -> Stored<GuildRecord>;

    /// The entries that have changed since a revision, retired ones among them, in the order of their ids; and the
    /// revision up to which that is so.
    async fn changes(&self, guild: u64, since: i64) -> Stored<(i64, Vec<Held>)>;

    /// An entry, retired or not.
    async fn held(&self, guild: u64, name: Name) -> Stored<Option<Held>>;

    /// Everything an entry once said, the newest first.
    async fn history(&self, guild: u64, entry: &str) -> Stored<Vec<Version>>;

    /// Does what a moderator wants, whole or not at all.
    async fn commit(&self, commit: &Commit) -> Stored<Committed>;

    /// Keeps a draft for a day; again, where it is there.
    async fn keep(&self, id: Id, guild: u64, owner: u64, draft: &Draft, expires: Timestamp) -> Stored<()>;

    /// A draft of somebody's own that has not expired.
    async fn draft(&self, id: Id, guild: u64, owner: u64, now: Timestamp) -> Stored<Option<Draft>>;
}
