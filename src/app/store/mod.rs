//! What must not be lost, as the application sees it: the port that a database implements. Everything a moderator does is
//! one [`Commit`]: all of it happens, with its line in the audit and the guild's new revision, or nothing does.

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
pub use settings::{GuildRecord, MOST_A_MINUTE, PublishedTestimonial, Setting, Settings};
pub use stats::{EntryWeek, Insight, QuestionWeek, Week, week};
pub use submissions::{
    AUTHOR, Attribution, AuthorAction, MessageKind, QuotedMessage, Review, Submission, SubmissionStatus, Submissions,
    TestimonialContent, tells,
};

pub use crate::reply::Id;

/// A new id.
pub fn new_id() -> Id {
    Id::from_bits(uuid::Uuid::now_v7().as_u128())
}

/// A new id that says nothing, not even when it was made: for what must not be told from its id.
pub fn new_id_by_chance() -> Id {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Id::from_bits(u128::from_be_bytes(bytes)),
        // Where there is no chance, it is at least new.
        Err(_) => new_id(),
    }
}

/// Why something was not read, or did not change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database is locked, full, broken or out of reach. What was to change has not.
    #[error("the database: {0}")]
    Unavailable(String),
    /// Another process is connected in the place of this one, which may not change anything any more.
    #[error("another process has taken over")]
    Superseded,
}

/// What a database gives.
pub type StoreResult<T> = Result<T, StoreError>;

/// For how long what members leave behind is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days for which it is kept who asked.
    pub askers: u32,
    /// Days for which the texts of questions, and the hashes that tell members apart, are kept.
    pub questions: u32,
    /// Days after which a guild that removed the bot is forgotten.
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
    /// Removes what is older than it may be: drafts, askers, question texts, hashes, guilds that left.
    async fn sweep(&self, now: Timestamp, retention: &Retention) -> StoreResult<()>;

    /// A guild removed the bot, or has it again.
    async fn guild_left(&self, guild: u64, at: Option<Timestamp>) -> StoreResult<()>;
}
