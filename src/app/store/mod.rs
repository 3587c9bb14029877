//! The port that a database implements, as the application sees it. Each moderator action is one [`Commit`]: the
//! database stores all of it, with its line in the audit log and the guild's new revision, or nothing.

mod commit;
mod embeddings;
mod entries;
mod highlights;
mod inbox;
mod leases;
mod moderation;
mod outbox;
mod people;
mod settings;
mod stats;
mod submissions;

use async_trait::async_trait;
use jiff::Timestamp;

pub use commit::{Actor, Change, Commit, CommitOutcome, CuratedOverride, Edit, ScheduleChange};
pub use embeddings::{EmbeddingStore, StoredEmbeddings};
pub use entries::{DraftPurpose, Entries, EntryDraft, EntryFields, EntryVersion, PendingImport, StoredEntry};
pub use highlights::{Highlights, Post, PostState, Schedule, SchedulePlan, ScheduleStatus, ScheduleUpdate};
pub use inbox::{
    AskOutcome, Inbox, InboxQuestion, LoggedQuestion, PendingCounts, Proposal, QueryOutcome, QuestionState, Vote,
    WaitingMember,
};
pub use leases::{Fence, Leases};
pub use moderation::{AuditRecord, Moderation};
pub use outbox::{HighlightAlert, Notification, OutboxItem, Parcels};
pub use people::{AuthorCredit, People, PersonalData, Pseudonyms};
pub use settings::{GuildRecord, MAX_RATE_PER_MINUTE, PublishedTestimonial, Setting, Settings};
pub use stats::{EntryWeek, Insight, QuestionWeek, Week, week};
pub use submissions::{
    AUTHOR, Attribution, AuthorAction, MessageKind, QuotedMessage, Review, Submission, SubmissionStatus, Submissions,
    TestimonialContent, tells,
};

pub use crate::reply::Id;

pub fn new_id() -> Id {
    Id::from_bits(uuid::Uuid::now_v7().as_u128())
}

/// A random id that reveals nothing, not even when it was made.
pub fn new_id_by_chance() -> Id {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Id::from_bits(u128::from_be_bytes(bytes)),
        // Without a source of randomness, the id is at least unique.
        Err(_) => new_id(),
    }
}

/// Why a read or write failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database is locked, full, broken or unreachable. Nothing has changed.
    #[error("the database: {0}")]
    Unavailable(String),
    /// Another process has taken over from this one, which may no longer write.
    #[error("another process has taken over")]
    Superseded,
}

pub type StoreResult<T> = Result<T, StoreError>;

/// How long members' data is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days for which the ids of members who wait for an answer are kept.
    pub askers: u32,
    /// Days for which question texts and pseudonyms are kept.
    pub questions: u32,
    /// Days after which the data of a guild that removed the bot is deleted.
    pub guilds: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { askers: 30, questions: 90, guilds: 30 }
    }
}

/// A database.
#[async_trait]
pub trait Store:
    Entries
    + Highlights
    + Inbox
    + Insight
    + Leases
    + Moderation
    + Parcels
    + People
    + Submissions
    + EmbeddingStore
    + Send
    + Sync
{
    /// Deletes expired data: drafts, waiting members, question texts, pseudonyms, and guilds that removed the bot.
    async fn sweep(&self, now: Timestamp, retention: &Retention) -> StoreResult<()>;

    /// Records when a guild removed the bot; [`None`] means that it has the bot again.
    async fn guild_left(&self, guild: u64, at: Option<Timestamp>) -> StoreResult<()>;
}
