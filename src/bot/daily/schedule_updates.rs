//! What changes of a schedule at once: itself, a post that is claimed, days that were missed, a post that is settled, and
//! what moderators are told. All of it is stored, or nothing is.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::bot::daily::store::{Post, PostState, Schedule, SchedulePlan, ScheduleUpdate};
use crate::bot::faq::entry_writes::{ColumnValue, InsertTarget, VersionConflict, insert};
use crate::bot::faq::store::ensure_guild;
use crate::bot::guild::commit::{CommitTx, ScheduleChange, bump_revision};
use crate::bot::outbox::store;
use crate::db::error::{DbError, DbResult, unreadable};
use crate::db::row::{RowColumns as _, millis, signed, strip_nul};
use crate::db::transaction::Tx;
use crate::db::{Database, Id, new_id};

/// Missed days; a day that has a post keeps it.
const MISSED: InsertTarget = InsertTarget {
    into: "INSERT INTO highlight (id, schedule, guild, day, state, testimonial, channel, due_at, until_at, tries)",
    or: "ON CONFLICT DO NOTHING",
};

pub(crate) async fn update_schedule_once(db: &Database, schedule_update: &ScheduleUpdate) -> DbResult<bool> {
    let mut tx = db.write_for(schedule_update.guild).await?;
    ensure_guild(&mut tx, schedule_update.guild).await?;
    // Whatever is done in a guild is done one after the other.
    bump_revision(&mut tx, schedule_update.guild, 0).await?;
    let Some(words) = turn(&mut tx, schedule_update).await? else {
        tx.rollback().await?;
        return Ok(false);
    };
    match tx.commit().await {
        // The outcome of the commit is unknown, so the database is read: a process that is told that a day is not its
        // own never posts it.
        Err(DbError::Lost(why)) => {
            if was_updated(db, schedule_update, &words).await? {
                Ok(true)
            } else {
                Err(DbError::Lost(why))
            }
        }
        done => done.map(|()| true),
    }
}

/// Whether it was stored.
async fn was_updated(db: &Database, schedule_update: &ScheduleUpdate, words: &[Id]) -> DbResult<bool> {
    let mut tx = crate::bot::guild::commit::lock_guild(db, schedule_update.guild).await?;
    let done = is_turned(&mut tx, schedule_update, words).await?;
    tx.rollback().await?;
    Ok(done)
}

/// Stores a schedule update and returns the notifications for moderators. Returns [`None`] if something has changed
/// since it was read: then the transaction holds a part of the update and must not be committed.
pub(crate) async fn turn(tx: &mut Tx, schedule_update: &ScheduleUpdate) -> DbResult<Option<Vec<Id>>> {
    let ScheduleUpdate { guild, schedule, claim: claimed, missed, settled, .. } = schedule_update;
    if let Some(schedule) = schedule
        && (schedule.guild != *guild || !write(tx, schedule).await?)
    {
        return Ok(None);
    }
    if let Some((post, until)) = claimed
        && (post.guild != *guild || !claim(tx, post, millis(*until)).await?)
    {
        return Ok(None);
    }
    if let Some((post, from)) = settled
        && !settle(tx, *guild, post, *from).await?
    {
        return Ok(None);
    }
    if let Some(schedule) = schedule {
        let row = |(day, due): &(Date, Timestamp)| missed_day(schedule, *day, *due);
        insert(tx, MISSED, &missed.iter().map(row).collect::<Vec<_>>()).await?;
    }
    tell(tx, schedule_update).await.map(Some)
}

/// Something that a moderator does with a schedule.
pub(crate) async fn direct(
    doing: &mut CommitTx<'_>,
    schedule_update: &ScheduleUpdate,
    what: ScheduleChange,
) -> DbResult<Option<VersionConflict>> {
    let ScheduleUpdate { schedule, claim, settled, .. } = schedule_update;
    let post = claim.as_ref().map(|(post, _)| post).or(settled.as_ref().map(|(post, _)| post));
    let id = schedule.as_ref().map(|schedule| schedule.id).or(post.map(|post| post.schedule));
    let id = id.map_or_else(String::new, |id| id.to_string());
    let channel = if schedule_update.guild != doing.commit.guild {
        None
    } else if what == ScheduleChange::Remove {
        remove(&mut doing.tx, schedule_update).await?
    } else {
        let channel = schedule.as_ref().map(|schedule| schedule.plan.channel).or(post.map(|post| post.channel));
        turn(&mut doing.tx, schedule_update).await?.map(|_| channel.unwrap_or_default())
    };
    let Some(channel) = channel else { return Ok(Some(VersionConflict { id, now: None })) };
    doing.audit(what.code(), &channel.to_string(), "", &id).await?;
    Ok(None)
}

/// Removes a schedule with its posts; the channel it posted in, if it was as it was thought to be.
async fn remove(tx: &mut Tx, schedule_update: &ScheduleUpdate) -> DbResult<Option<u64>> {
    let Some(schedule) = &schedule_update.schedule else { return Ok(None) };
    let query = sqlx::query("DELETE FROM schedule WHERE id = $1 AND guild = $2 AND version = $3 RETURNING content");
    let query = query.bind(schedule.id.to_string()).bind(signed(schedule_update.guild)).bind(schedule.version);
    let Some(row) = tx.row(query).await? else { return Ok(None) };
    tell(tx, schedule_update).await?;
    // A schedule whose content is damaged can still be removed.
    Ok(Some(serde_json::from_str(&row.text(0)?).map_or(0, |plan: SchedulePlan| plan.channel)))
}

/// Stores a schedule, if it is new or has still the version that was read.
async fn write(tx: &mut Tx, schedule: &Schedule) -> DbResult<bool> {
    let sql = if schedule.version == 0 {
        "INSERT INTO schedule (id, guild, version, next_at, content) VALUES ($1, $2, $3 + 1, $4, $5) \
         ON CONFLICT DO NOTHING"
    } else {
        "UPDATE schedule SET version = version + 1, next_at = $4, content = $5 \
         WHERE id = $1 AND guild = $2 AND version = $3"
    };
    let query = sqlx::query(sql).bind(schedule.id.to_string()).bind(signed(schedule.guild)).bind(schedule.version);
    Ok(tx.run(query.bind(schedule.next.map(millis)).bind(content(&schedule.plan)?)).await? == 1)
}

/// Claims a day, unless it is already claimed. The claim counts as the first try: a process that takes it over has to
/// look for the post.
async fn claim(tx: &mut Tx, post: &Post, until: i64) -> DbResult<bool> {
    let query = sqlx::query("SELECT version FROM schedule WHERE id = $1 AND guild = $2");
    if tx.row(query.bind(post.schedule.to_string()).bind(signed(post.guild))).await?.is_none() {
        return Ok(false);
    }
    let query = sqlx::query(
        "INSERT INTO highlight \
         (id, schedule, guild, day, state, testimonial, channel, message, due_at, until_at, tries) \
         VALUES ($1, $2, $3, $4, 'claimed', $5, $6, $7, $8, $9, $10) ON CONFLICT (schedule, day) DO UPDATE SET \
         id = excluded.id, state = excluded.state, testimonial = excluded.testimonial, channel = excluded.channel, \
         message = excluded.message, due_at = excluded.due_at, until_at = excluded.until_at, tries = excluded.tries \
         WHERE highlight.state = 'missed'",
    );
    let query = query.bind(post.id.to_string()).bind(post.schedule.to_string()).bind(signed(post.guild));
    let query = query.bind(strip_nul(&post.day)).bind(strip_nul(&post.testimonial)).bind(signed(post.channel));
    let query = query.bind(post.message.map(signed)).bind(millis(post.due)).bind(until);
    Ok(tx.run(query.bind(i64::from(post.tries) + 1)).await? == 1)
}

/// Stores the outcome of a post, if it is still in the given state.
async fn settle(tx: &mut Tx, guild: u64, post: &Post, from: PostState) -> DbResult<bool> {
    let query = sqlx::query(
        "UPDATE highlight SET state = $4, testimonial = $5, message = $6 WHERE id = $1 AND guild = $2 AND state = $3",
    );
    let query = query.bind(post.id.to_string()).bind(signed(guild)).bind(from.code()).bind(post.state.code());
    Ok(tx.run(query.bind(strip_nul(&post.testimonial)).bind(post.message.map(signed))).await? == 1)
}

/// A day that was missed, for [`MISSED`].
fn missed_day(schedule: &Schedule, day: Date, due: Timestamp) -> Vec<ColumnValue> {
    let texts = [new_id().to_string(), schedule.id.to_string()].map(ColumnValue::from);
    let day = [day.to_string(), PostState::Missed.code().to_owned(), String::new()].map(ColumnValue::from);
    let numbers = [signed(schedule.plan.channel), millis(due), 0, 0].map(ColumnValue::from);
    texts.into_iter().chain([signed(schedule.guild).into()]).chain(day).chain(numbers).collect()
}

/// Puts what moderators are told on its way.
async fn tell(tx: &mut Tx, schedule_update: &ScheduleUpdate) -> DbResult<Vec<Id>> {
    let mut words = Vec::new();
    for content in &schedule_update.words {
        words.push(store::post(tx, schedule_update.guild, schedule_update.at, content).await?);
    }
    Ok(words)
}

/// Whether the database holds what an update stored: its claim, which is unique, or else everything else of it that
/// leaves a trace.
async fn is_turned(tx: &mut Tx, schedule_update: &ScheduleUpdate, words: &[Id]) -> DbResult<bool> {
    let guild = signed(schedule_update.guild);
    if let Some((post, _)) = &schedule_update.claim {
        let query = sqlx::query("SELECT state FROM highlight WHERE id = $1 AND guild = $2");
        return Ok(tx.row(query.bind(post.id.to_string()).bind(guild)).await?.is_some());
    }
    if let Some(schedule) = &schedule_update.schedule {
        let query = sqlx::query("SELECT version, content FROM schedule WHERE id = $1 AND guild = $2");
        let Some(row) = tx.row(query.bind(schedule.id.to_string()).bind(guild)).await? else { return Ok(false) };
        if row.int(0)? != schedule.version + 1 || row.text(1)? != content(&schedule.plan)? {
            return Ok(false);
        }
    }
    if let Some((post, _)) = &schedule_update.settled {
        let query = sqlx::query("SELECT state, testimonial, message FROM highlight WHERE id = $1 AND guild = $2");
        let Some(row) = tx.row(query.bind(post.id.to_string()).bind(guild)).await? else { return Ok(false) };
        let is = (row.text(0)?, row.text(1)?, row.maybe_int(2)?);
        if is != (post.state.code().to_owned(), strip_nul(&post.testimonial), post.message.map(signed)) {
            return Ok(false);
        }
    }
    for word in words {
        let query = sqlx::query("SELECT due_at FROM outbox_item WHERE id = $1");
        if tx.row(query.bind(word.to_string())).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A plan as it is stored.
fn content(plan: &SchedulePlan) -> DbResult<String> {
    serde_json::to_string(plan).map(|text| strip_nul(&text)).map_err(|error| unreadable("a schedule", &error))
}
