//! Removing what is older than it may be, a little at a time: whoever writes meanwhile waits for a moment at most.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::error::DbResult;
use super::row::{millis, signed};
use super::{Database, retry};
use crate::app::store::{Retention, Store, StoreResult};

/// Rows that are removed in one transaction.
const ROWS_PER_DELETE: i64 = 500;

/// Days for which an experience is kept that its author has not agreed to.
const DRAFT_DAYS: u32 = 1;

/// Days for which it is kept what was posted on a day: longer than any rotation looks back.
const POST_DAYS: u32 = 400;

#[async_trait]
impl Store for Database {
    async fn sweep(&self, now: Timestamp, retention: &Retention) -> StoreResult<()> {
        let ago = |days: u32| {
            let back = SignedDuration::from_hours(24 * i64::from(days));
            millis(now.checked_sub(back).unwrap_or(Timestamp::MIN))
        };
        let (askers, questions, guilds) = (ago(retention.askers), ago(retention.questions), ago(retention.guilds));
        let old = [
            ("DELETE FROM draft WHERE id IN (SELECT id FROM draft WHERE expires <= $1 LIMIT $2)", millis(now)),
            (
                "DELETE FROM asker WHERE (guild, question, member) IN \
                 (SELECT guild, question, member FROM asker WHERE at <= $1 LIMIT $2)",
                askers,
            ),
            // A parcel says who asked.
            ("DELETE FROM parcel WHERE id IN (SELECT id FROM parcel WHERE made_at <= $1 LIMIT $2)", askers),
            (
                "DELETE FROM credit WHERE id IN \
                 (SELECT id FROM credit WHERE state = 'asked' AND at <= $1 LIMIT $2)",
                askers,
            ),
            (
                "DELETE FROM click WHERE (guild, question, entry, voter) IN \
                 (SELECT guild, question, entry, voter FROM click WHERE at <= $1 LIMIT $2)",
                questions,
            ),
            (
                "DELETE FROM question WHERE (guild, name) IN \
                 (SELECT guild, name FROM question WHERE last_at <= $1 LIMIT $2)",
                questions,
            ),
            // Nobody has agreed to it, and nobody came back to it.
            (
                "DELETE FROM submission WHERE id IN (SELECT id FROM submission WHERE stage = 'written' \
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
            while retry(|| self.remove(sql, until)).await? {}
        }
        self.bring_together().await?;
        self.overwrite().await;
        Ok(())
    }

    async fn guild_left(&self, guild: u64, at: Option<Timestamp>) -> StoreResult<()> {
        let once = async || {
            let mut tx = self.write_for(guild).await?;
            let query = sqlx::query("UPDATE guild SET left_at = $2 WHERE id = $1");
            tx.run(query.bind(signed(guild)).bind(at.map(millis))).await?;
            tx.commit().await
        };
        Ok(retry(once).await?)
    }
}

impl Database {
    /// Removes some of what is old, and says whether there may be more.
    async fn remove(&self, sql: &'static str, until: i64) -> DbResult<bool> {
        let mut tx = self.write().await?;
        let removed = tx.run(sqlx::query(sql).bind(until).bind(ROWS_PER_DELETE)).await?;
        tx.commit().await?;
        Ok(removed == ROWS_PER_DELETE.cast_unsigned())
    }
}
