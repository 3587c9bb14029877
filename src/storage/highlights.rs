//! Daily highlights: guilds' schedules, and what became of each of their days.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::error::{DbResult, unknown, unreadable};
use super::row::{RowColumns as _, millis, readable, signed};
use super::{Database, retry};
use crate::app::store::{Highlights, Id, Post, PostState, Schedule, ScheduleUpdate, StoreResult};

const SCHEDULE: &str = "SELECT id, guild, version, next_at, content FROM schedule";
const POST: &str =
    "SELECT id, schedule, guild, day, state, testimonial, channel, message, due_at, tries FROM highlight";

/// Schedules that are read at once, at least.
const MIN_SCHEDULES_PER_READ: u32 = 16;

#[async_trait]
impl Highlights for Database {
    async fn schedules(&self, guild: u64) -> StoreResult<Vec<Schedule>> {
        let mut tx = self.read().await?;
        let sql = AssertSqlSafe(format!("{SCHEDULE} WHERE guild = $1 ORDER BY id"));
        let rows = tx.rows(sqlx::query(sql).bind(signed(guild))).await?;
        Ok(readable(&rows, schedule))
    }

    async fn schedule(&self, guild: u64, id: Id) -> StoreResult<Option<Schedule>> {
        let mut tx = self.read().await?;
        let sql = AssertSqlSafe(format!("{SCHEDULE} WHERE guild = $1 AND id = $2"));
        let row = tx.row(sqlx::query(sql).bind(signed(guild)).bind(id.to_string())).await?;
        Ok(row.as_ref().map(schedule).transpose()?)
    }

    async fn due(&self, now: Timestamp, most: u32) -> StoreResult<Vec<Schedule>> {
        let sql = format!(
            "{SCHEDULE} WHERE next_at <= $1 AND (guild >> 22) % $2 = $3 ORDER BY next_at, id LIMIT $4 OFFSET $5"
        );
        let mut due = self.ours(&sql, |query| query.bind(millis(now)), most).await?;
        due.sort_by_key(|schedule| (schedule.next, schedule.id));
        due.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(due)
    }

    async fn next_due(&self) -> StoreResult<Option<Timestamp>> {
        let sql = format!(
            "{SCHEDULE} WHERE next_at IS NOT NULL AND (guild >> 22) % $1 = $2 ORDER BY next_at, id LIMIT $3 OFFSET $4"
        );
        // Of one that nobody can read nothing is ever due.
        let first = self.ours(&sql, |query| query, 1).await?;
        Ok(first.into_iter().filter_map(|schedule| schedule.next).min())
    }

    async fn active(&self, after: Option<Id>, most: u32) -> StoreResult<Vec<Schedule>> {
        let after = after.map_or_else(String::new, |id| id.to_string());
        let sql = format!(
            "{SCHEDULE} WHERE id > $1 AND next_at IS NOT NULL AND (guild >> 22) % $2 = $3 ORDER BY id LIMIT $4 OFFSET $5"
        );
        let mut active = self.ours(&sql, |query| query.bind(after.clone()), most).await?;
        active.sort_by_key(|schedule| schedule.id);
        active.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(active)
    }

    async fn days(&self, guild: u64, schedule: Id, from: Date) -> StoreResult<Vec<(Date, PostState)>> {
        let mut tx = self.read().await?;
        let query = sqlx::query(
            "SELECT day, state FROM highlight WHERE guild = $1 AND schedule = $2 AND day >= $3 ORDER BY day",
        );
        let query = query.bind(signed(guild)).bind(schedule.to_string()).bind(from.to_string());
        let mut days = Vec::new();
        for row in tx.rows(query).await? {
            // What is posted out of turn is for no day.
            if let Ok(day) = row.text(0)?.parse() {
                days.push((day, state(&row.text(1)?)?));
            }
        }
        Ok(days)
    }

    async fn posts(&self, guild: u64, schedule: Id, most: u32) -> StoreResult<Vec<Post>> {
        let mut tx = self.read().await?;
        let sql = format!("{POST} WHERE guild = $1 AND schedule = $2 ORDER BY due_at DESC, id DESC LIMIT $3");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(signed(guild)).bind(schedule.to_string());
        let rows = tx.rows(query.bind(i64::from(most))).await?;
        Ok(readable(&rows, post))
    }

    async fn post(&self, guild: u64, id: Id) -> StoreResult<Option<Post>> {
        let mut tx = self.read().await?;
        let sql = AssertSqlSafe(format!("{POST} WHERE guild = $1 AND id = $2"));
        let row = tx.row(sqlx::query(sql).bind(signed(guild)).bind(id.to_string())).await?;
        Ok(row.as_ref().map(post).transpose()?)
    }

    async fn take_posts(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<Post>> {
        Ok(retry(|| self.take_posts_once(now, until, most)).await?)
    }

    async fn hold_post(&self, post: &Post, until: Timestamp) -> StoreResult<bool> {
        let once = async || {
            let mut tx = self.write_for(post.guild).await?;
            // Whoever takes a post is given how often it was taken before.
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

    async fn post_again(&self, guild: u64, id: Id, at: Timestamp) -> StoreResult<()> {
        let once = async || {
            let mut tx = self.write_for(guild).await?;
            let query =
                sqlx::query("UPDATE highlight SET until_at = $3 WHERE guild = $1 AND id = $2 AND state = 'claimed'");
            tx.run(query.bind(signed(guild)).bind(id.to_string()).bind(millis(at))).await?;
            tx.commit().await
        };
        Ok(retry(once).await?)
    }

    async fn update_schedule(&self, schedule_update: &ScheduleUpdate) -> StoreResult<bool> {
        Ok(retry(|| self.update_schedule_once(schedule_update)).await?)
    }
}

type AnyQuery<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

impl Database {
    /// The first schedules of each shard for which this process may write, and at least `most` of them where there are so
    /// many: those that nobody can read do not stand in for others. What is sought is bound first, then how many shards
    /// there are, the shard, how many schedules, and how many were seen.
    async fn ours(
        &self,
        sql: &str,
        sought: impl Fn(AnyQuery<'static>) -> AnyQuery<'static>,
        most: u32,
    ) -> DbResult<Vec<Schedule>> {
        let mut tx = self.read().await?;
        let (of, shards) = self.fences.still_held(&mut tx).await?;
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

    async fn take_posts_once(&self, now: Timestamp, until: Timestamp, most: u32) -> DbResult<Vec<Post>> {
        let mut tx = self.write().await?;
        let (of, shards) = self.fences.still_held(&mut tx).await?;
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

/// A post whose state nobody knows must not be taken for one that may be sent.
fn state(code: &str) -> DbResult<PostState> {
    let state = PostState::ALL.into_iter().find(|state| state.code() == code);
    state.ok_or_else(|| unknown("a highlight's state", code))
}
