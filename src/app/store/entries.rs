//! A guild's entries, their history, and what moderators are writing.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Actor, Commit, CommitOutcome, GuildRecord, Id, StoreResult};
use crate::knowledge::Entry;
use crate::reply::StableHash;

/// An entry as the database holds it.
#[derive(Debug, Clone)]
pub struct StoredEntry {
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
pub struct EntryVersion {
    /// What.
    pub held: StoredEntry,
    /// Who wrote it.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// What a moderator is writing, as they typed it: whatever is wrong with it is said when they see the card.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EntryDraft {
    /// What they typed.
    pub fields: EntryFields,
    /// The entry that is to change; none for a new one.
    pub changes: Option<String>,
    /// The version of it that they have seen.
    pub from: Option<i64>,
    /// The curated entry that it is to stand in for.
    pub replaces: Option<String>,
    /// What else it is for.
    pub purpose: DraftPurpose,
    /// A file that was handed in, in the place of all that.
    #[serde(default)]
    pub import: Option<PendingImport>,
}

/// A file that a moderator has handed in, and that waits for them to say that it shall be imported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingImport {
    /// What it is called, which says of what kind it is.
    pub file: String,
    /// What is in it.
    pub text: String,
}

/// The fields of an entry's form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFields {
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
pub struct DraftPurpose {
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
    async fn revision(&self, guild: u64) -> StoreResult<i64>;

    /// What a guild has set.
    async fn guild(&self, guild: u64) -> StoreResult<GuildRecord>;

    /// The entries that have changed since a revision, retired ones among them, in the order of their ids; and the
    /// revision up to which that is so.
    async fn changes(&self, guild: u64, since: i64) -> StoreResult<(i64, Vec<StoredEntry>)>;

    /// An entry, retired or not.
    async fn held(&self, guild: u64, name: StableHash) -> StoreResult<Option<StoredEntry>>;

    /// Everything an entry once said, the newest first.
    async fn history(&self, guild: u64, entry: &str) -> StoreResult<Vec<EntryVersion>>;

    /// Does what a moderator wants, whole or not at all.
    async fn commit(&self, commit: &Commit) -> StoreResult<CommitOutcome>;

    /// Keeps a draft for a day; again, where it is there.
    async fn keep(&self, id: Id, guild: u64, owner: u64, draft: &EntryDraft, expires: Timestamp) -> StoreResult<()>;

    /// A draft of somebody's own that has not expired.
    async fn draft(&self, id: Id, guild: u64, owner: u64, now: Timestamp) -> StoreResult<Option<EntryDraft>>;
}
