//! Leases of shards: which of several processes is connected.

use std::time::Duration;

use crate::db::error::{DbError, DbResult};
use crate::db::fence::HeldLease;
use crate::db::row::{RowColumns as _, strip_nul};
use crate::db::{Database, StoreResult, retry};

/// The right to be connected for a shard and to write for its guilds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence {
    pub shard: u32,
    /// Rises each time another process takes over.
    pub counter: i64,
}

/// Takes or renews the lease of a shard for `during`; [`None`] while another process holds it. From then on, every
/// write for a guild of that shard checks that the lease is still held: see
/// [`StoreError::Superseded`](crate::db::StoreError).
pub async fn acquire_lease(
    db: &Database,
    shard: u32,
    of: u32,
    holder: &str,
    during: Duration,
) -> StoreResult<Option<Fence>> {
    db.fences.divide(of);
    let holder = strip_nul(holder);
    Ok(retry(|| hold_once(db, shard, &holder, during)).await?)
}

/// Releases a lease, so that another process need not wait for its end.
pub async fn release_lease(db: &Database, shard: u32, holder: &str) -> StoreResult<()> {
    // First nothing more is written; then another may begin.
    db.fences.release(shard);
    db.lock.release();
    let once = async || {
        let mut tx = db.write().await?;
        let query = sqlx::query("UPDATE lease SET until = 0 WHERE shard = $1 AND holder = $2");
        tx.run(query.bind(i64::from(shard)).bind(strip_nul(holder))).await?;
        tx.commit().await
    };
    Ok(retry(once).await?)
}

async fn hold_once(db: &Database, shard: u32, holder: &str, during: Duration) -> DbResult<Option<Fence>> {
    let number = i64::from(shard);
    let mut tx = db.write().await?;
    let query =
        sqlx::query("INSERT INTO lease (shard, holder, fence, until) VALUES ($1, '', 0, 0) ON CONFLICT DO NOTHING");
    tx.run(query.bind(number)).await?;
    // Waits for transactions under the old counter.
    let sql = tx.kind.pick(
        "SELECT holder, fence, until FROM lease WHERE shard = $1",
        "SELECT holder, fence, until FROM lease WHERE shard = $1 FOR UPDATE",
    );
    let row = tx.row(sqlx::query(sql).bind(number)).await?;
    let row = row.ok_or_else(|| DbError::Failed("the lease is missing".to_owned()))?;
    let (now, last) = (tx.now().await?, HeldLease { holder: row.text(0)?, counter: row.int(1)? });
    // Without another holder in between, it is the same lease, even if it was renewed late.
    let same = last.holder == holder && db.fences.held(shard).is_some_and(|held| held == last);
    // The holder on this machine ended without releasing it.
    let abandoned = db.lock.take();
    if !same && last.holder != holder && row.int(2)? > now && !abandoned {
        tx.rollback().await?;
        return Ok(None);
    }
    let counter = if same { last.counter } else { last.counter + 1 };
    let until = now.saturating_add(i64::try_from(during.as_millis()).unwrap_or(i64::MAX));
    let query = sqlx::query("UPDATE lease SET holder = $2, fence = $3, until = $4 WHERE shard = $1");
    tx.run(query.bind(number).bind(holder).bind(counter).bind(until)).await?;
    tx.commit().await?;
    db.fences.hold(shard, HeldLease { holder: holder.to_owned(), counter });
    Ok(Some(Fence { shard, counter }))
}
