//! The outbox: notifications for members and moderators, kept until they are delivered.

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Id, StoreResult};
use crate::reply::Locale;

/// A notification that must be delivered once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxItem {
    /// Part of the delivered message, so that a retry can recognise it.
    pub id: Id,
    /// The guild it comes from.
    pub guild: u64,
    pub content: Notification,
    /// How often delivery was attempted; above 0, it may already have arrived.
    pub tries: u32,
    /// When it was created.
    pub made: Timestamp,
}

/// The content of a notification and its recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notification {
    /// The moderators' answer to a question that was asked publicly.
    AnswerInChannel {
        /// The channel of the question.
        channel: u64,
        /// The bot's reply under which the members asked the moderators.
        message: u64,
        /// The members who wait for the answer.
        members: Vec<u64>,
        /// The question.
        asked: String,
        /// The bits of the entry's hash.
        entry: u64,
        locale: Locale,
    },
    /// The moderators' answer to a question that was asked privately.
    AnswerAlone {
        member: u64,
        asked: String,
        /// The bits of the entry's hash.
        entry: u64,
        locale: Locale,
    },
    /// Asks the author of a message whether an entry may name them.
    Credit {
        member: u64,
        /// The bits of the credit's id.
        credit: u128,
        /// The question of the entry.
        question: String,
        locale: Locale,
    },
    /// Tells an author that a moderator has reviewed their submission.
    Reviewed {
        member: u64,
        /// The bits of the submission's id.
        submission: u128,
        /// The version after the review. If the submission has another version by now, the notification is dropped.
        version: i64,
        locale: Locale,
    },
    /// Alerts the guild's moderators to an event of a highlight schedule, in their channel if they have one.
    Highlight {
        /// The bits of the schedule's id.
        schedule: u128,
        news: HighlightAlert,
    },
}

/// An event of a schedule that moderators should know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HighlightAlert {
    /// Only so many testimonials are left in this cycle.
    Low(u32),
    /// All testimonials have been shown; a new cycle begins.
    Over,
    /// No testimonial matches the schedule.
    Empty,
    /// The channel refused a post.
    Refused,
    /// The schedule is paused: the channel refused several posts in a row, or the time zone is unknown.
    Paused,
    /// So many posts were missed while the bot was offline.
    Missed(u32),
    /// The bot can't tell whether a post arrived; holds the bits of its id.
    Uncertain(u128),
}

/// Reads and writes the outbox.
#[async_trait]
pub trait Parcels {
    /// Takes at most `most` due items and holds them until `until`: meanwhile, no other worker gets them.
    async fn take(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<OutboxItem>>;

    /// Deletes an item that was delivered, or that never will be.
    async fn arrived(&self, id: Id) -> StoreResult<()>;

    /// Schedules another attempt at `at`.
    async fn again(&self, id: Id, at: Timestamp) -> StoreResult<()>;

    /// Keeps an undeliverable item until its member uses the bot again.
    async fn wait(&self, id: Id) -> StoreResult<()>;

    /// Replaces an item by others with the same guild and age, which are due at once; all or none.
    async fn instead(&self, id: Id, contents: &[Notification]) -> StoreResult<()>;

    /// The members for whom items wait, as distinct pairs of guild and member.
    async fn awaited(&self) -> StoreResult<Vec<(u64, u64)>>;

    /// Takes the items that wait for a member in a guild. Each stays stored until [`Parcels::arrived`] is called for
    /// it.
    async fn waiting_for(&self, guild: u64, member: u64) -> StoreResult<Vec<OutboxItem>>;
}
