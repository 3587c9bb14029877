//! Daily highlights: guilds' schedules, and what became of each of their days.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::bot::outbox::store::Notification;
use crate::db::error::{DbResult, unknown, unreadable};
use crate::db::row::{RowColumns as _, millis, readable, signed};
use crate::db::{Database, Id, StoreResult, retry};
use crate::knowledge::Role;
use crate::schedule::{self, PostingTime, Rotation, Weekdays};

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
        Some(PostingTime { time, zone: schedule::zone(&self.zone)?, days })
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

const SCHEDULE: &str = "SELECT id, guild, version, next_at, content FROM schedule";
const POST: &str =
    "SELECT id, schedule, guild, day, state, testimonial, channel, message, due_at, tries FROM highlight";

/// Schedules that are read at once, at least.
const MIN_SCHEDULES_PER_READ: u32 = 16;

/// A guild's schedules, the oldest first.
pub async fn schedules(db: &Database, guild: u64) -> StoreResult<Vec<Schedule>> {
    let mut tx = db.read().await?;
    let sql = AssertSqlSafe(format!("{SCHEDULE} WHERE guild = $1 ORDER BY id"));
    let rows = tx.rows(sqlx::query(sql).bind(signed(guild))).await?;
    Ok(readable(&rows, schedule))
}

pub async fn find_schedule(db: &Database, guild: u64, id: Id) -> StoreResult<Option<Schedule>> {
    let mut tx = db.read().await?;
    let sql = AssertSqlSafe(format!("{SCHEDULE} WHERE guild = $1 AND id = $2"));
    let row = tx.row(sqlx::query(sql).bind(signed(guild)).bind(id.to_string())).await?;
    Ok(row.as_ref().map(schedule).transpose()?)
}

/// At most `most` schedules with something due, in guilds for which this process may write; the longest overdue
/// first.
pub async fn due_schedules(db: &Database, now: Timestamp, most: u32) -> StoreResult<Vec<Schedule>> {
    let sql =
        format!("{SCHEDULE} WHERE next_at <= $1 AND (guild >> 22) % $2 = $3 ORDER BY next_at, id LIMIT $4 OFFSET $5");
    let mut due = our_shards(db, &sql, |query| query.bind(millis(now)), most).await?;
    due.sort_by_key(|schedule| (schedule.next, schedule.id));
    due.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(due)
}

/// When the next post is due, in guilds for which this process may write.
pub async fn next_due(db: &Database) -> StoreResult<Option<Timestamp>> {
    let sql = format!(
        "{SCHEDULE} WHERE next_at IS NOT NULL AND (guild >> 22) % $1 = $2 ORDER BY next_at, id LIMIT $3 OFFSET $4"
    );
    // A schedule whose content is damaged is never due.
    let first = our_shards(db, &sql, |query| query, 1).await?;
    Ok(first.into_iter().filter_map(|schedule| schedule.next).min())
}

/// At most `most` schedules that are not paused, in guilds for which this process may write, ordered by id,
/// starting after `after`.
pub async fn active_schedules(db: &Database, after: Option<Id>, most: u32) -> StoreResult<Vec<Schedule>> {
    let after = after.map_or_else(String::new, |id| id.to_string());
    let sql = format!(
        "{SCHEDULE} WHERE id > $1 AND next_at IS NOT NULL AND (guild >> 22) % $2 = $3 ORDER BY id LIMIT $4 OFFSET $5"
    );
    let mut active = our_shards(db, &sql, |query| query.bind(after.clone()), most).await?;
    active.sort_by_key(|schedule| schedule.id);
    active.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(active)
}

/// The days from `from` on for which a schedule has a post, and the state of each post.
pub async fn post_days(db: &Database, guild: u64, schedule: Id, from: Date) -> StoreResult<Vec<(Date, PostState)>> {
    let mut tx = db.read().await?;
    let query =
        sqlx::query("SELECT day, state FROM highlight WHERE guild = $1 AND schedule = $2 AND day >= $3 ORDER BY day");
    let query = query.bind(signed(guild)).bind(schedule.to_string()).bind(from.to_string());
    let mut days = Vec::new();
    for row in tx.rows(query).await? {
        // A post out of turn has a key that is no day.
        if let Ok(day) = row.text(0)?.parse() {
            days.push((day, state(&row.text(1)?)?));
        }
    }
    Ok(days)
}

/// A schedule's posts, the latest due first; at most `most`.
pub async fn latest_posts(db: &Database, guild: u64, schedule: Id, most: u32) -> StoreResult<Vec<Post>> {
    let mut tx = db.read().await?;
    let sql = format!("{POST} WHERE guild = $1 AND schedule = $2 ORDER BY due_at DESC, id DESC LIMIT $3");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(signed(guild)).bind(schedule.to_string());
    let rows = tx.rows(query.bind(i64::from(most))).await?;
    Ok(readable(&rows, post))
}

pub async fn find_post(db: &Database, guild: u64, id: Id) -> StoreResult<Option<Post>> {
    let mut tx = db.read().await?;
    let sql = AssertSqlSafe(format!("{POST} WHERE guild = $1 AND id = $2"));
    let row = tx.row(sqlx::query(sql).bind(signed(guild)).bind(id.to_string())).await?;
    Ok(row.as_ref().map(post).transpose()?)
}

/// Takes at most `most` claimed posts that no worker holds any more, and holds them until `until`: meanwhile, no
/// other worker gets them.
pub async fn take_posts(db: &Database, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<Post>> {
    Ok(retry(|| take_posts_once(db, now, until, most)).await?)
}

/// Called just before a post is sent: extends the hold until `until`. Returns false if the post is not claimed any
/// more or another worker has taken it since. Fails with [`StoreError::Superseded`](crate::db::StoreError) if another
/// process has taken over the shard. In both cases, this process must not send it.
pub async fn hold_post(db: &Database, post: &Post, until: Timestamp) -> StoreResult<bool> {
    let once = async || {
        let mut tx = db.write_for(post.guild).await?;
        // Each taker learns how often the post was taken before.
        let query = sqlx::query(
            "UPDATE highlight SET until_at = $3 WHERE guild = $1 AND id = $2 AND state = 'claimed' AND tries = $4",
        );
        let query = query.bind(signed(post.guild)).bind(post.id.to_string()).bind(millis(until));
        let held = tx.run(query.bind(i64::from(post.tries) + 1)).await? == 1;
        tx.commit().await?;
        Ok(held)
    };
    Ok(retry(once).await?)
}

/// Releases a claimed post; no worker takes it again before `at`.
pub async fn release_post(db: &Database, guild: u64, id: Id, at: Timestamp) -> StoreResult<()> {
    let once = async || {
        let mut tx = db.write_for(guild).await?;
        let query =
            sqlx::query("UPDATE highlight SET until_at = $3 WHERE guild = $1 AND id = $2 AND state = 'claimed'");
        tx.run(query.bind(signed(guild)).bind(id.to_string()).bind(millis(at))).await?;
        tx.commit().await
    };
    Ok(retry(once).await?)
}

/// Stores an update, all or nothing; false if something had changed since it was read.
pub async fn update_schedule(db: &Database, schedule_update: &ScheduleUpdate) -> StoreResult<bool> {
    Ok(retry(|| crate::bot::daily::schedule_updates::update_schedule_once(db, schedule_update)).await?)
}

type AnyQuery<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

/// The first schedules of each shard for which this process may write, and at least `most` of them if there are as
/// many; damaged rows don't count. Bound to `$1` onwards: the query's own value, the number of shards, the shard, the
/// limit, and the offset.
async fn our_shards(
    db: &Database,
    sql: &str,
    sought: impl Fn(AnyQuery<'static>) -> AnyQuery<'static>,
    most: u32,
) -> DbResult<Vec<Schedule>> {
    let mut tx = db.read().await?;
    let (of, shards) = db.fences.still_held(&mut tx).await?;
    let page = most.max(MIN_SCHEDULES_PER_READ);
    let mut found = Vec::new();
    for shard in shards {
        let (mut seen, mut read) = (0, 0);
        loop {
            let query = sought(sqlx::query(AssertSqlSafe(sql.to_owned()))).bind(i64::from(of));
            let query = query.bind(i64::from(shard)).bind(i64::from(page)).bind(seen);
            let rows = tx.rows(query).await?;
            let schedules = readable(&rows, schedule);
            read += schedules.len();
            seen += i64::from(page);
            found.extend(schedules);
            if rows.len() < page as usize || read >= most as usize {
                break;
            }
        }
    }
    Ok(found)
}

async fn take_posts_once(db: &Database, now: Timestamp, until: Timestamp, most: u32) -> DbResult<Vec<Post>> {
    let mut tx = db.write().await?;
    let (of, shards) = db.fences.still_held(&mut tx).await?;
    let mut rows = Vec::new();
    for shard in shards {
        let alone = tx.kind.pick("", "FOR UPDATE SKIP LOCKED");
        let sql = format!(
            "{POST} WHERE state = 'claimed' AND until_at <= $1 AND (guild >> 22) % $2 = $3 \
             ORDER BY until_at, id LIMIT $4 {alone}"
        );
        let left = i64::from(most).saturating_sub_unsigned(rows.len() as u64);
        let query = sqlx::query(AssertSqlSafe(sql)).bind(millis(now)).bind(i64::from(of));
        rows.extend(tx.rows(query.bind(i64::from(shard)).bind(left)).await?);
    }
    if rows.is_empty() {
        tx.rollback().await?;
        return Ok(Vec::new());
    }
    for row in &rows {
        let query = sqlx::query("UPDATE highlight SET tries = tries + 1, until_at = $2 WHERE id = $1");
        tx.run(query.bind(row.text(0)?).bind(millis(until))).await?;
    }
    tx.commit().await?;
    Ok(readable(&rows, post))
}

fn schedule(row: &AnyRow) -> DbResult<Schedule> {
    Ok(Schedule {
        id: row.id(0)?,
        guild: row.bits(1)?,
        version: row.int(2)?,
        next: row.maybe_time(3)?,
        plan: serde_json::from_str(&row.text(4)?).map_err(|error| unreadable("a schedule", &error))?,
    })
}

fn post(row: &AnyRow) -> DbResult<Post> {
    Ok(Post {
        id: row.id(0)?,
        schedule: row.id(1)?,
        guild: row.bits(2)?,
        day: row.text(3)?,
        state: state(&row.text(4)?)?,
        testimonial: row.text(5)?,
        channel: row.bits(6)?,
        message: row.maybe_int(7)?.map(i64::cast_unsigned),
        due: row.time(8)?,
        tries: row.count(9)?,
    })
}

/// An unknown state must not be taken for one in which a post may be sent.
fn state(code: &str) -> DbResult<PostState> {
    let state = PostState::ALL.into_iter().find(|state| state.code() == code);
    state.ok_or_else(|| unknown("a highlight's state", code))
}
