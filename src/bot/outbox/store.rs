//! Rows and SQL of the outbox.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::db::error::{DbError, DbResult, unreadable};
use crate::db::row::{RowColumns as _, millis, readable, signed, strip_nul};
use crate::db::transaction::Tx;
use crate::db::{Database, Id, StoreResult, new_id, retry};
use crate::ui::Locale;

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

/// For how long whatever waited for a member is not shown again, in milliseconds: so that two commands at once do not both
/// show it, and that it is not lost where the first of them failed.
const SHOW_COOLDOWN: i64 = 60_000;

/// Takes at most `most` due items and holds them until `until`: meanwhile, no other worker gets them.
pub async fn take_due(db: &Database, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<OutboxItem>> {
    Ok(retry(|| take_once(db, now, until, most)).await?)
}

/// Deletes an item that was delivered, or that never will be.
///
/// Not fenced: a delivery must be recorded by any process.
pub async fn delete_item(db: &Database, id: Id) -> StoreResult<()> {
    let once = async || {
        let mut tx = db.write().await?;
        tx.run(sqlx::query("DELETE FROM outbox_item WHERE id = $1").bind(id.to_string())).await?;
        tx.commit().await
    };
    Ok(retry(once).await?)
}

/// Schedules another attempt at `at`.
pub async fn reschedule_item(db: &Database, id: Id, at: Timestamp) -> StoreResult<()> {
    Ok(retry(|| reschedule_once(db, id, at)).await?)
}

/// Keeps an undeliverable item until its member uses the bot again.
pub async fn park_item(db: &Database, id: Id) -> StoreResult<()> {
    Ok(retry(|| park_once(db, id)).await?)
}

/// Replaces an item by others with the same guild and age, which are due at once; all or none.
pub async fn replace_item(db: &Database, id: Id, contents: &[Notification]) -> StoreResult<()> {
    Ok(retry(|| replace_once(db, id, contents)).await?)
}

/// The members for whom items wait, as distinct pairs of guild and member.
pub async fn awaited_members(db: &Database) -> StoreResult<Vec<(u64, u64)>> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT DISTINCT guild, member FROM outbox_item WHERE state = 'waiting' AND member IS NOT NULL \
         ORDER BY guild, member",
    );
    let rows = tx.rows(query).await?;
    Ok(rows.iter().map(|row| Ok((row.bits(0)?, row.bits(1)?))).collect::<DbResult<_>>()?)
}

/// Takes the items that wait for a member in a guild. Each stays stored until [`delete_item`] is called for
/// it.
pub async fn take_parked(db: &Database, guild: u64, member: u64) -> StoreResult<Vec<OutboxItem>> {
    // This is asked with every command, and mostly there is nothing.
    let mut tx = db.read().await?;
    let query =
        sqlx::query("SELECT id FROM outbox_item WHERE member = $1 AND guild = $2 AND state = 'waiting' LIMIT 1");
    if tx.row(query.bind(signed(member)).bind(signed(guild))).await?.is_none() {
        return Ok(Vec::new());
    }
    drop(tx);
    Ok(retry(|| take_parked_once(db, guild, member)).await?)
}

async fn take_once(db: &Database, now: Timestamp, until: Timestamp, most: u32) -> DbResult<Vec<OutboxItem>> {
    let mut tx = db.write().await?;
    let (of, shards) = db.fences.still_held(&mut tx).await?;
    let mut rows = Vec::new();
    for shard in shards {
        let sql = tx.kind.pick(
            "SELECT id, guild, content, tries, made_at FROM outbox_item WHERE state IN ('due', 'sending') \
             AND due_at <= $1 AND (guild >> 22) % $2 = $3 ORDER BY due_at, id LIMIT $4",
            "SELECT id, guild, content, tries, made_at FROM outbox_item WHERE state IN ('due', 'sending') \
             AND due_at <= $1 AND (guild >> 22) % $2 = $3 ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED",
        );
        let left = i64::from(most).saturating_sub_unsigned(rows.len() as u64);
        let query = sqlx::query(sql).bind(millis(now)).bind(i64::from(of)).bind(i64::from(shard)).bind(left);
        rows.extend(tx.rows(query).await?);
    }
    if rows.is_empty() {
        tx.rollback().await?;
        return Ok(Vec::new());
    }
    for row in &rows {
        let query =
            sqlx::query("UPDATE outbox_item SET state = 'sending', tries = tries + 1, due_at = $2 WHERE id = $1");
        tx.run(query.bind(row.text(0)?).bind(millis(until))).await?;
    }
    tx.commit().await?;
    Ok(readable(&rows, outbox_item))
}

async fn reschedule_once(db: &Database, id: Id, at: Timestamp) -> DbResult<()> {
    let Some((mut tx, _)) = lock_item(db, id).await? else { return Ok(()) };
    let query = sqlx::query("UPDATE outbox_item SET state = 'due', due_at = $2 WHERE id = $1");
    tx.run(query.bind(id.to_string()).bind(millis(at))).await?;
    tx.commit().await
}

/// An item for several members in a channel is parked for each of them alone.
async fn park_once(db: &Database, id: Id) -> DbResult<()> {
    let Some((mut tx, outbox_item)) = lock_item(db, id).await? else { return Ok(()) };
    if let Notification::AnswerInChannel { members, asked, entry, locale, .. } = &outbox_item.content {
        for member in members {
            let content =
                Notification::AnswerAlone { member: *member, asked: asked.clone(), entry: *entry, locale: *locale };
            let alone = post(&mut tx, outbox_item.guild, outbox_item.made, &content).await?;
            put_aside(&mut tx, alone).await?;
        }
        tx.run(sqlx::query("DELETE FROM outbox_item WHERE id = $1").bind(id.to_string())).await?;
    } else {
        put_aside(&mut tx, id).await?;
    }
    tx.commit().await
}

async fn replace_once(db: &Database, id: Id, contents: &[Notification]) -> DbResult<()> {
    let Some((mut tx, outbox_item)) = lock_item(db, id).await? else { return Ok(()) };
    for content in contents {
        post(&mut tx, outbox_item.guild, outbox_item.made, content).await?;
    }
    tx.run(sqlx::query("DELETE FROM outbox_item WHERE id = $1").bind(id.to_string())).await?;
    tx.commit().await
}

/// An item, with the transaction that has locked it.
async fn lock_item(db: &Database, id: Id) -> DbResult<Option<(Tx, OutboxItem)>> {
    let mut tx = db.write().await?;
    let query = sqlx::query("SELECT id, guild, content, tries, made_at FROM outbox_item WHERE id = $1");
    let row = tx.row(query.bind(id.to_string())).await?;
    let Some(outbox_item) = row.as_ref().map(outbox_item).transpose()? else {
        tx.rollback().await?;
        return Ok(None);
    };
    db.fences.check(&mut tx, outbox_item.guild).await?;
    Ok(Some((tx, outbox_item)))
}

async fn take_parked_once(db: &Database, guild: u64, member: u64) -> DbResult<Vec<OutboxItem>> {
    let mut tx = db.write_for(guild).await?;
    let now = tx.now().await?;
    let sql = tx.kind.pick(
        "SELECT id, guild, content, tries, made_at FROM outbox_item \
         WHERE member = $1 AND guild = $2 AND state = 'waiting' AND due_at <= $3 ORDER BY made_at, id",
        "SELECT id, guild, content, tries, made_at FROM outbox_item \
         WHERE member = $1 AND guild = $2 AND state = 'waiting' AND due_at <= $3 ORDER BY made_at, id FOR UPDATE",
    );
    let rows = tx.rows(sqlx::query(sql).bind(signed(member)).bind(signed(guild)).bind(now)).await?;
    for row in &rows {
        let query = sqlx::query("UPDATE outbox_item SET tries = tries + 1, due_at = $2 WHERE id = $1");
        tx.run(query.bind(row.text(0)?).bind(now + SHOW_COOLDOWN)).await?;
    }
    tx.commit().await?;
    Ok(readable(&rows, outbox_item))
}

/// Puts something on its way.
pub(crate) async fn post(tx: &mut Tx, guild: u64, at: Timestamp, content: &Notification) -> DbResult<Id> {
    let member = match content {
        Notification::AnswerInChannel { .. } | Notification::Highlight { .. } => None,
        Notification::AnswerAlone { member, .. }
        | Notification::Credit { member, .. }
        | Notification::Reviewed { member, .. } => Some(signed(*member)),
    };
    let id = new_id();
    let query = sqlx::query(
        "INSERT INTO outbox_item (id, guild, member, content, state, tries, due_at, made_at) \
         VALUES ($1, $2, $3, $4, 'due', 0, $5, $5)",
    );
    let query = query.bind(id.to_string()).bind(signed(guild)).bind(member).bind(written(content)?);
    tx.run(query.bind(millis(at))).await?;
    Ok(id)
}

/// Parks an item until its member uses the bot again.
async fn put_aside(tx: &mut Tx, id: Id) -> DbResult<()> {
    let query = sqlx::query("UPDATE outbox_item SET state = 'waiting', due_at = 0 WHERE id = $1");
    tx.run(query.bind(id.to_string())).await.map(drop)
}

/// A content as it is stored.
pub(crate) fn written(content: &Notification) -> DbResult<String> {
    serde_json::to_string(content).map(|text| strip_nul(&text)).map_err(|error| DbError::Failed(error.to_string()))
}

/// A content that was stored.
pub(crate) fn content(text: &str) -> DbResult<Notification> {
    serde_json::from_str(text).map_err(|error| unreadable("a parcel", &error))
}

fn outbox_item(row: &AnyRow) -> DbResult<OutboxItem> {
    Ok(OutboxItem {
        id: row.id(0)?,
        guild: row.bits(1)?,
        content: content(&row.text(2)?)?,
        tries: row.count(3)?,
        made: row.time(4)?,
    })
}
