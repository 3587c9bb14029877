//! What moderators have done, whom they have turned away, and which guilds are still there.

use std::collections::BTreeSet;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::bot::guild::commit::Actor;
use crate::db::error::DbResult;
use crate::db::fence::shard;
use crate::db::row::{RowColumns as _, millis, signed};
use crate::db::{Database, StoreResult, retry};

/// A line of the audit log: one change by one moderator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    pub by: Actor,
    pub at: Timestamp,
    /// The action code, such as `entry.add`.
    pub action: String,
    /// The object: an id, or the hash of a question in hexadecimal digits.
    pub item: String,
    /// The value before.
    pub was: String,
    /// The value after.
    pub became: String,
}

/// A page of a guild's audit log, the newest line first; and the number of all lines.
pub async fn audit_page(db: &Database, guild: u64, skip: u32, most: u32) -> StoreResult<(Vec<AuditRecord>, u32)> {
    let mut tx = db.read().await?;
    let all = tx.row(sqlx::query("SELECT COUNT(*) FROM audit WHERE guild = $1").bind(signed(guild))).await?;
    let all = all.map_or(Ok(0), |row| row.count(0))?;
    let query = sqlx::query(
        "SELECT by_member, by_name, at, action, item, was, became FROM audit WHERE guild = $1 \
         ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3",
    );
    let query = query.bind(signed(guild)).bind(i64::from(most)).bind(i64::from(skip));
    let rows = tx.rows(query).await?;
    Ok((rows.iter().map(audited).collect::<DbResult<_>>()?, all))
}

/// At most `most` members blocked from a guild's inbox, and since when; the latest first.
pub async fn blocked_members(db: &Database, guild: u64, most: u32) -> StoreResult<Vec<(u64, Timestamp)>> {
    let mut tx = db.read().await?;
    let query = sqlx::query("SELECT member, at FROM blocked WHERE guild = $1 ORDER BY at DESC, member LIMIT $2");
    let rows = tx.rows(query.bind(signed(guild)).bind(i64::from(most))).await?;
    Ok(rows.iter().map(|row| Ok((row.bits(0)?, row.time(1)?))).collect::<DbResult<_>>()?)
}

/// Records the guilds of a shard. Guilds that removed the bot while it was offline count as left from `at` on;
/// guilds that have it again no longer do.
pub async fn record_guilds(db: &Database, which: u32, of: u32, guilds: &[u64], at: Timestamp) -> StoreResult<()> {
    let present: BTreeSet<u64> = guilds.iter().copied().collect();
    let known = {
        let mut tx = db.read().await?;
        let rows = tx.rows(sqlx::query("SELECT id, left_at FROM guild")).await?;
        rows.iter().map(|row| Ok((row.bits(0)?, row.maybe_int(1)?.is_some()))).collect::<DbResult<Vec<_>>>()?
    };
    // Most guilds are unchanged and need no write.
    let ours = known.into_iter().filter(|(guild, _)| shard(*guild, of) == which);
    for (guild, _) in ours.filter(|(guild, has_left)| present.contains(guild) == *has_left) {
        let left_at = (!present.contains(&guild)).then(|| millis(at));
        let once = async || {
            let mut tx = db.write_for(guild).await?;
            let query = sqlx::query("UPDATE guild SET left_at = $2 WHERE id = $1");
            tx.run(query.bind(signed(guild)).bind(left_at)).await?;
            tx.commit().await
        };
        retry(once).await?;
    }
    Ok(())
}

fn audited(row: &AnyRow) -> DbResult<AuditRecord> {
    Ok(AuditRecord {
        by: Actor { member: row.bits(0)?, name: row.text(1)? },
        at: row.time(2)?,
        action: row.text(3)?,
        item: row.text(4)?,
        was: row.text(5)?,
        became: row.text(6)?,
    })
}
