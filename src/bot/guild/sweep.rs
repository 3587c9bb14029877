//! Deletes expired data in small portions, so that other writers wait only for a moment.

use jiff::{SignedDuration, Timestamp};

use crate::db::error::DbResult;
use crate::db::row::{millis, signed};
use crate::db::{Database, StoreResult, retry};

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

/// Rows that are removed in one transaction.
const ROWS_PER_DELETE: i64 = 500;

/// Days for which a draft of a story is kept.
const DRAFT_DAYS: u32 = 1;

/// Days for which posts are kept: longer than any rotation looks back.
const POST_DAYS: u32 = 400;

/// Deletes expired data: drafts, waiting members, question texts, pseudonyms, and guilds that removed the bot.
pub async fn sweep(db: &Database, now: Timestamp, retention: &Retention) -> StoreResult<()> {
    let ago = |days: u32| {
        let back = SignedDuration::from_hours(24 * i64::from(days));
        millis(now.checked_sub(back).unwrap_or(Timestamp::MIN))
    };
    let (askers, questions, guilds) = (ago(retention.askers), ago(retention.questions), ago(retention.guilds));
    let old = [
        ("DELETE FROM draft WHERE id IN (SELECT id FROM draft WHERE expires <= $1 LIMIT $2)", millis(now)),
        (
            "DELETE FROM waiting_member WHERE (guild, question, member) IN \
             (SELECT guild, question, member FROM waiting_member WHERE at <= $1 LIMIT $2)",
            askers,
        ),
        // An item of the outbox holds the ids of those who asked.
        ("DELETE FROM outbox_item WHERE id IN (SELECT id FROM outbox_item WHERE made_at <= $1 LIMIT $2)", askers),
        (
            "DELETE FROM credit WHERE id IN \
             (SELECT id FROM credit WHERE state = 'asked' AND at <= $1 LIMIT $2)",
            askers,
        ),
        (
            "DELETE FROM vote WHERE (guild, question, entry, voter) IN \
             (SELECT guild, question, entry, voter FROM vote WHERE at <= $1 LIMIT $2)",
            questions,
        ),
        (
            "DELETE FROM question WHERE (guild, name) IN \
             (SELECT guild, name FROM question WHERE last_at <= $1 LIMIT $2)",
            questions,
        ),
        // Drafts that their authors abandoned.
        (
            "DELETE FROM submission WHERE id IN (SELECT id FROM submission WHERE status = 'written' \
             AND consented_at IS NULL AND consented_to IS NULL AND at <= $1 LIMIT $2)",
            ago(DRAFT_DAYS),
        ),
        (
            "DELETE FROM highlight WHERE id IN (SELECT id FROM highlight \
             WHERE state IN ('posted', 'missed', 'failed') AND due_at <= $1 LIMIT $2)",
            ago(POST_DAYS),
        ),
        (
            "DELETE FROM entry WHERE (guild, id) IN (SELECT e.guild, e.id FROM entry e \
             JOIN guild g ON g.id = e.guild WHERE g.left_at <= $1 LIMIT $2)",
            guilds,
        ),
        ("DELETE FROM guild WHERE id IN (SELECT id FROM guild WHERE left_at <= $1 LIMIT $2)", guilds),
    ];
    for (sql, until) in old {
        while retry(|| remove_some(db, sql, until)).await? {}
    }
    crate::bot::testimonials::withdrawal::bring_together(db).await?;
    db.truncate_wal().await;
    Ok(())
}

/// Records when a guild removed the bot; [`None`] means that it has the bot again.
pub async fn record_left(db: &Database, guild: u64, at: Option<Timestamp>) -> StoreResult<()> {
    let once = async || {
        let mut tx = db.write_for(guild).await?;
        let query = sqlx::query("UPDATE guild SET left_at = $2 WHERE id = $1");
        tx.run(query.bind(signed(guild)).bind(at.map(millis))).await?;
        tx.commit().await
    };
    Ok(retry(once).await?)
}

/// Deletes some expired rows; returns whether there may be more.
async fn remove_some(db: &Database, sql: &'static str, until: i64) -> DbResult<bool> {
    let mut tx = db.write().await?;
    let removed = tx.run(sqlx::query(sql).bind(until).bind(ROWS_PER_DELETE)).await?;
    tx.commit().await?;
    Ok(removed == ROWS_PER_DELETE.cast_unsigned())
}
