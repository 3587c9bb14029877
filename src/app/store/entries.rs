//! A guild's entries, their history, and moderators' drafts.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Actor, Commit, CommitOutcome, GuildRecord, Id, StoreResult};
use crate::knowledge::Entry;
use crate::reply::StableHash;

/// An entry as it is stored.
#[derive(Debug, Clone)]
pub struct StoredEntry {
    pub entry: Arc<Entry>,
    /// Counted from 1.
    pub version: i64,
    /// False for a retired entry, which members don't see and moderators can reactivate.
    pub active: bool,
    /// The curated entry that it replaces.
    pub replaces: Option<String>,
}

/// An entry at an earlier or the current version.
#[derive(Debug, Clone)]
pub struct EntryVersion {
    pub held: StoredEntry,
    pub by: Actor,
    pub at: Timestamp,
}

/// A draft, stored as it was typed. The preview reports its problems.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EntryDraft {
    pub fields: EntryFields,
    /// The id of the entry to change; [`None`] for a new entry.
    pub changes: Option<String>,
    /// The version of that entry that the moderator saw.
    pub from: Option<i64>,
    /// The curated entry that it will replace.
    pub replaces: Option<String>,
    pub purpose: DraftPurpose,
    /// An uploaded file; the other fields are then unused.
    #[serde(default)]
    pub import: Option<PendingImport>,
}

/// An uploaded file that waits for its moderator to confirm the import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingImport {
    /// The file name; its extension tells the format.
    pub file: String,
    /// The content of the file.
    pub text: String,
}

/// The fields of an entry's form, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFields {
    pub question: String,
    pub answer: String,
    /// One phrasing per line.
    pub phrasings: String,
    /// Separated by commas.
    pub tags: String,
    /// The date of the next review.
    pub review: String,
}

/// The purpose of a draft beyond its entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftPurpose {
    /// The inbox question that the entry will answer, by the bits of its [`StableHash`].
    pub question: Option<u64>,
    /// Discord id and display name of the author of the message that the entry is made from.
    pub author: Option<(u64, String)>,
}

/// Reads and writes entries.
#[async_trait]
pub trait Entries {
    /// The guild's revision, which rises with every change that members can see; 0 if there was none. It is read before
    /// every answer.
    async fn revision(&self, guild: u64) -> StoreResult<i64>;

    /// The guild's settings and overrides.
    async fn guild(&self, guild: u64) -> StoreResult<GuildRecord>;

    /// The entries changed since a revision, retired ones included, ordered by id, and the revision up to which the
    /// list is complete.
    async fn changes(&self, guild: u64, since: i64) -> StoreResult<(i64, Vec<StoredEntry>)>;

    /// An entry, active or retired.
    async fn held(&self, guild: u64, name: StableHash) -> StoreResult<Option<StoredEntry>>;

    /// All versions of an entry, the newest first.
    async fn history(&self, guild: u64, entry: &str) -> StoreResult<Vec<EntryVersion>>;

    /// Stores a moderator's changes, all or none.
    async fn commit(&self, commit: &Commit) -> StoreResult<CommitOutcome>;

    /// Stores a draft until `expires`, replacing an earlier one with this id.
    async fn keep(&self, id: Id, guild: u64, owner: u64, draft: &EntryDraft, expires: Timestamp) -> StoreResult<()>;

    /// An unexpired draft, if `owner` wrote it.
    async fn draft(&self, id: Id, guild: u64, owner: u64, now: Timestamp) -> StoreResult<Option<EntryDraft>>;
}
