//! What is on its way to members, until it has arrived: answers that return to those who asked, and requests to authors.

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Id, StoreResult};
use crate::reply::Locale;

/// Something to be delivered once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxItem {
    /// Its id, which stands on what is delivered, so that it can be recognised.
    pub id: Id,
    /// Where it comes from.
    pub guild: u64,
    /// What it is.
    pub content: Notification,
    /// How often it was tried before. More than 0: it may have arrived.
    pub tries: u32,
    /// When it was made.
    pub made: Timestamp,
}

/// What is delivered, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notification {
    /// The moderators have answered a question that was asked where everybody sees it.
    AnswerInChannel {
        /// Where it was asked.
        channel: u64,
        /// The bot's reply under which it was asked.
        message: u64,
        /// Who wants to hear of it.
        members: Vec<u64>,
        /// The question.
        asked: String,
        /// The bits of the entry's name.
        entry: u64,
        /// The language.
        locale: Locale,
    },
    /// The moderators have answered a question that was asked privately.
    AnswerAlone {
        /// Who asked.
        member: u64,
        /// The question.
        asked: String,
        /// The bits of the entry's name.
        entry: u64,
        /// The language.
        locale: Locale,
    },
    /// The author of a message is asked whether they want to be named.
    Credit {
        /// Who.
        member: u64,
        /// The bits of the credit's id.
        credit: u128,
        /// The question of the entry.
        question: String,
        /// The language.
        locale: Locale,
    },
    /// A moderator has looked at somebody's experience.
    Reviewed {
        /// Whose it is.
        member: u64,
        /// The bits of its id.
        submission: u128,
        /// The version that came of it: if it has another by now, there is nothing to tell.
        version: i64,
        /// The language.
        locale: Locale,
    },
    /// The moderators of the guild are told something of a schedule of highlights, in their channel if they have one.
    Highlight {
        /// The bits of the schedule's id.
        schedule: u128,
        /// What.
        news: HighlightAlert,
    },
}

/// What moderators are told of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HighlightAlert {
    /// Only so many are left that have not been shown.
    Low(u32),
    /// All have been shown, and it starts over.
    Over,
    /// There is nothing to post.
    Empty,
    /// The channel did not take a post.
    Refused,
    /// The channel did not take several posts in a row, and the schedule is paused.
    Paused,
    /// So many posts were missed while the bot was down.
    Missed(u32),
    /// Nobody knows whether a post is there: the bits of its id.
    Uncertain(u128),
}

/// The parcels.
#[async_trait]
pub trait Parcels {
    /// Takes parcels that are due, at most `most`, for as long as `until`: meanwhile, nobody else gets them.
    async fn take(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<OutboxItem>>;

    /// It has arrived, or never will: it is forgotten.
    async fn arrived(&self, id: Id) -> StoreResult<()>;

    /// It has not arrived, and is tried again from a time on.
    async fn again(&self, id: Id, at: Timestamp) -> StoreResult<()>;

    /// It cannot be delivered, and waits for its member to come by.
    async fn wait(&self, id: Id) -> StoreResult<()>;

    /// Other parcels of the same guild and the same age take the place of one, all of them or none, and are due at once.
    async fn instead(&self, id: Id, contents: &[Notification]) -> StoreResult<()>;

    /// The members for whom something waits: guild and member, each once.
    async fn awaited(&self) -> StoreResult<Vec<(u64, u64)>>;

    /// What waits for a member in a guild, taken: it is forgotten once [`Parcels::arrived`] says so.
    async fn waiting_for(&self, guild: u64, member: u64) -> StoreResult<Vec<OutboxItem>>;
}
