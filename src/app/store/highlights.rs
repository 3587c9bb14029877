//! Daily highlights, as they must not be lost: when and where they are posted, and what became of every day.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Id, Notification, StoreResult};
use crate::highlights::{self, PostingTime, Rotation, Weekdays};
use crate::knowledge::Role;

/// A guild's schedule at one version.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub guild: u64,
    /// Rises with everything that changes of it: a post that is claimed, a moderator who pauses it. 0 for one that is not
    /// stored yet.
    pub version: i64,
    /// When something is due next; [`None`] while it is paused.
    pub next: Option<Timestamp>,
    /// What it is.
    pub plan: SchedulePlan,
}

/// When, where and of what highlights are posted, and how far they have come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SchedulePlan {
    /// The channel.
    pub channel: u64,
    /// The local time, in minutes since midnight.
    pub minute: u16,
    /// The time zone, by its IANA name.
    pub zone: String,
    /// The days of the week, as bits, the lowest a Monday.
    pub days: u8,
    /// Only people of these roles; of any, where there is none.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Only on these topics, by their ids; on any, where there is none.
    #[serde(default)]
    pub topics: Vec<String>,
    /// A role that is pinged.
    #[serde(default)]
    pub ping: Option<u64>,
    /// Whether each post gets a thread to talk in.
    #[serde(default)]
    pub thread: bool,
    /// For how many minutes after its time a post that was missed is still made.
    pub grace: u32,
    /// Whether it posts.
    #[serde(default)]
    pub standing: ScheduleStatus,
    /// Which testimonials it has shown.
    pub rotation: Rotation,
    /// Nothing that was due until then is anybody's business: when it was made, resumed, or given another time; in
    /// milliseconds since 1970.
    pub since: i64,
    /// What became of everything that was due until then is written down; in milliseconds since 1970.
    pub checked: i64,
    /// How many posts in a row the channel has refused.
    #[serde(default)]
    pub failures: u32,
    /// The round of which moderators have been told that it is nearly over.
    #[serde(default)]
    pub told: Option<u32>,
}

impl SchedulePlan {
    /// When it posts; [`None`] if nobody knows its time zone any more.
    pub fn when(&self) -> Option<PostingTime> {
        let minute = i8::try_from(self.minute % 60).ok()?;
        let time = Time::new(i8::try_from(self.minute / 60).ok()?, minute, 0, 0).ok()?;
        let days = Weekdays::from_bits(self.days).unwrap_or(Weekdays::ALL);
        Some(PostingTime { time, zone: highlights::zone(&self.zone)?, days })
    }
}

/// Whether a schedule posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScheduleStatus {
    /// It does.
    #[default]
    Active,
    /// A moderator has paused it.
    Paused,
    /// Its channel has refused too often.
    Failing,
}

/// A post, from the moment at which it was decided that it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its id, which its buttons carry.
    pub id: Id,
    /// The schedule.
    pub schedule: Id,
    /// Whose.
    pub guild: u64,
    /// What it is for: a local date, or something of which there is only one. A schedule has one post for each.
    pub day: String,
    /// Where it stands.
    pub state: PostState,
    /// The testimonial, by what tells it from all others: the curated and the guild's own. Empty where none was chosen.
    pub testimonial: String,
    /// Where.
    pub channel: u64,
    /// The message that it became.
    pub message: Option<u64>,
    /// When it was due.
    pub due: Timestamp,
    /// How often somebody took it before, to send it: it may be there already.
    pub tries: u32,
}

/// Where a post stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostState {
    /// It shall be sent, or is being sent.
    Claimed,
    /// It is there.
    Posted,
    /// Its time passed while nobody could post it.
    Missed,
    /// Its channel did not take it.
    Failed,
    /// Nobody knows whether it is there; moderators decide.
    Uncertain,
}

impl PostState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Claimed, Self::Posted, Self::Missed, Self::Failed, Self::Uncertain];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Posted => "posted",
            Self::Missed => "missed",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
        }
    }
}

/// What changes at once: all of it is stored, or nothing is.
#[derive(Debug, Clone)]
pub struct ScheduleUpdate {
    /// Whose.
    pub guild: u64,
    /// When.
    pub at: Timestamp,
    /// The schedule from now on, with the version at which it was read: if it has another by now, nothing is stored.
    pub schedule: Option<Schedule>,
    /// A new post, which is claimed by whoever stores this, and nobody else's until then. Where its schedule has a post
    /// for that day already, nothing is stored; unless that is said to be missed, which a clock that was wrong may have
    /// brought about.
    pub claim: Option<(Post, Timestamp)>,
    /// Days that were missed, and when something was due; those that are known stay as they are.
    pub missed: Vec<(Date, Timestamp)>,
    /// A post that changes, and the state it must be in: if it is in another by now, nothing is stored. Its id, state,
    /// testimonial and message are stored.
    pub settled: Option<(Post, PostState)>,
    /// What moderators are told.
    pub words: Vec<Notification>,
}

impl ScheduleUpdate {
    /// Nothing, so far.
    pub fn new(guild: u64, at: Timestamp) -> Self {
        Self { guild, at, schedule: None, claim: None, missed: Vec::new(), settled: None, words: Vec::new() }
    }
}

/// Guilds' highlights.
#[async_trait]
pub trait Highlights {
    /// A guild's schedules, the oldest first.
    async fn schedules(&self, guild: u64) -> StoreResult<Vec<Schedule>>;

    /// A schedule.
    async fn schedule(&self, guild: u64, id: Id) -> StoreResult<Option<Schedule>>;

    /// The schedules of which something is due, at most `most`: those of the guilds for which this process may write. The
    /// longest overdue come first.
    async fn due(&self, now: Timestamp, most: u32) -> StoreResult<Vec<Schedule>>;

    /// When something is due next, of the guilds for which this process may write.
    async fn next_due(&self) -> StoreResult<Option<Timestamp>>;

    /// All schedules that are not paused, of the guilds for which this process may write, in the order of their ids, after
    /// one; at most `most`.
    async fn active(&self, after: Option<Id>, most: u32) -> StoreResult<Vec<Schedule>>;

    /// The days from one on for which a schedule has a post, and where that stands.
    async fn days(&self, guild: u64, schedule: Id, from: Date) -> StoreResult<Vec<(Date, PostState)>>;

    /// A schedule's posts, the latest due first; at most `most`.
    async fn posts(&self, guild: u64, schedule: Id, most: u32) -> StoreResult<Vec<Post>>;

    /// A post.
    async fn post(&self, guild: u64, id: Id) -> StoreResult<Option<Post>>;

    /// Takes claimed posts that nobody is sending any more, at most `most`, for as long as `until`: meanwhile, nobody else
    /// gets them.
    async fn take_posts(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<Post>>;

    /// Just before a post is sent: it is held for as long as `until`, if it is still claimed by whoever was given it as it
    /// is; whether that was so. Nobody sends what another has taken since, or what is for a shard that is another's.
    async fn hold_post(&self, post: &Post, until: Timestamp) -> StoreResult<bool>;

    /// A claimed post is taken again only from a time on.
    async fn post_again(&self, guild: u64, id: Id, at: Timestamp) -> StoreResult<()>;

    /// Stores something, whole or not at all; whether it was.
    async fn update_schedule(&self, turnover: &ScheduleUpdate) -> StoreResult<bool>;
}
