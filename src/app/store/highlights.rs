//! Schedules of daily highlights and their posts, stored so that no day is lost or posted twice.

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
    pub id: Id,
    pub guild: u64,
    /// Rises with every change, such as a claimed post or a pause. 0 if it is not stored yet.
    pub version: i64,
    /// When the next post is due; [`None`] while it is paused.
    pub next: Option<Timestamp>,
    pub plan: SchedulePlan,
}

/// The times, the channel and the selection of a schedule, and its progress.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SchedulePlan {
    pub channel: u64,
    /// The local time, in minutes since midnight.
    pub minute: u16,
    /// The IANA name of the time zone.
    pub zone: String,
    /// A bit set of weekdays; the lowest bit is Monday.
    pub days: u8,
    /// Posts only people with these roles; empty for any role.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Posts only these topics, by id; empty for any topic.
    #[serde(default)]
    pub topics: Vec<String>,
    /// The role that posts ping.
    #[serde(default)]
    pub ping: Option<u64>,
    /// Whether each post gets a thread for discussion.
    #[serde(default)]
    pub thread: bool,
    /// Minutes after its time during which a missed post is still made.
    pub grace: u32,
    #[serde(default)]
    pub standing: ScheduleStatus,
    /// The testimonials already shown.
    pub rotation: Rotation,
    /// Occurrences before this instant are ignored. It is set when the schedule is created, resumed or re-timed;
    /// milliseconds since 1970.
    pub since: i64,
    /// The outcome of every occurrence before this instant is stored; milliseconds since 1970.
    pub checked: i64,
    /// Consecutive posts that the channel has refused.
    #[serde(default)]
    pub failures: u32,
    /// The cycle for which moderators have been told that it is nearly over. [`u32::MAX`] means that they have been
    /// told that no testimonial matches.
    #[serde(default)]
    pub told: Option<u32>,
}

impl SchedulePlan {
    /// The posting times; [`None`] if the time zone is unknown to this version.
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
    #[default]
    Active,
    /// A moderator has paused it.
    Paused,
    /// The channel has refused too many posts in a row, or the time zone is unknown.
    Failing,
}

/// A post, from its claim on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Also part of the ids of the post's buttons.
    pub id: Id,
    pub schedule: Id,
    pub guild: u64,
    /// The occurrence: a local date, or a unique key for an extra post. A schedule has one post per value.
    pub day: String,
    pub state: PostState,
    /// The key of the testimonial, unique among curated and guild ones; empty if none was chosen.
    pub testimonial: String,
    pub channel: u64,
    /// The message id, once it is posted.
    pub message: Option<u64>,
    /// When it was due.
    pub due: Timestamp,
    /// How many workers have taken it before; above 0, the message may already be there.
    pub tries: u32,
}

/// The state of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostState {
    /// Waiting to be sent, or being sent.
    Claimed,
    /// The message is there.
    Posted,
    /// Its time passed while no process could post.
    Missed,
    /// The channel refused it.
    Failed,
    /// The bot can't tell whether the message is there; moderators decide.
    Uncertain,
}

impl PostState {
    pub const ALL: [Self; 5] = [Self::Claimed, Self::Posted, Self::Missed, Self::Failed, Self::Uncertain];

    /// The code in the database.
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

/// Changes of a schedule that are stored together or not at all.
#[derive(Debug, Clone)]
pub struct ScheduleUpdate {
    pub guild: u64,
    pub at: Timestamp,
    /// The new schedule, with the version at which it was read. Nothing is stored if the version has changed since.
    pub schedule: Option<Schedule>,
    /// A new post, held by this process until the given time. Nothing is stored if the schedule already has a post for
    /// that day, unless that one is [`PostState::Missed`]: a wrong clock may have caused that.
    pub claim: Option<(Post, Timestamp)>,
    /// Missed days and the times at which they were due. Days that already have a post keep it.
    pub missed: Vec<(Date, Timestamp)>,
    /// A changed post and the state it must still be in; otherwise nothing is stored. Only its state, testimonial and
    /// message are written.
    pub settled: Option<(Post, PostState)>,
    /// Notifications for the moderators.
    pub words: Vec<Notification>,
}

impl ScheduleUpdate {
    /// An update without changes.
    pub fn new(guild: u64, at: Timestamp) -> Self {
        Self { guild, at, schedule: None, claim: None, missed: Vec::new(), settled: None, words: Vec::new() }
    }
}

/// Reads and writes schedules and their posts.
#[async_trait]
pub trait Highlights {
    /// A guild's schedules, the oldest first.
    async fn schedules(&self, guild: u64) -> StoreResult<Vec<Schedule>>;

    async fn schedule(&self, guild: u64, id: Id) -> StoreResult<Option<Schedule>>;

    /// At most `most` schedules with something due, in guilds for which this process may write; the longest overdue
    /// first.
    async fn due(&self, now: Timestamp, most: u32) -> StoreResult<Vec<Schedule>>;

    /// When the next post is due, in guilds for which this process may write.
    async fn next_due(&self) -> StoreResult<Option<Timestamp>>;

    /// At most `most` schedules that are not paused, in guilds for which this process may write, ordered by id,
    /// starting after `after`.
    async fn active(&self, after: Option<Id>, most: u32) -> StoreResult<Vec<Schedule>>;

    /// The days from `from` on for which a schedule has a post, and the state of each post.
    async fn days(&self, guild: u64, schedule: Id, from: Date) -> StoreResult<Vec<(Date, PostState)>>;

    /// A schedule's posts, the latest due first; at most `most`.
    async fn posts(&self, guild: u64, schedule: Id, most: u32) -> StoreResult<Vec<Post>>;

    async fn post(&self, guild: u64, id: Id) -> StoreResult<Option<Post>>;

    /// Takes at most `most` claimed posts that no worker holds any more, and holds them until `until`: meanwhile, no
    /// other worker gets them.
    async fn take_posts(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<Post>>;

    /// Called just before a post is sent: extends the hold until `until`. Returns false if the post is not claimed any
    /// more or another worker has taken it since. Fails with [`StoreError::Superseded`](super::StoreError) if another
    /// process has taken over the shard. In both cases, this process must not send it.
    async fn hold_post(&self, post: &Post, until: Timestamp) -> StoreResult<bool>;

    /// Releases a claimed post; no worker takes it again before `at`.
    async fn post_again(&self, guild: u64, id: Id, at: Timestamp) -> StoreResult<()>;

    /// Stores an update, all or nothing; false if something had changed since it was read.
    async fn update_schedule(&self, schedule_update: &ScheduleUpdate) -> StoreResult<bool>;
}
