//! What this process may write for: the shards whose leases it holds.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::db::error::{DbError, DbResult};
use crate::db::row::RowColumns as _;
use crate::db::transaction::Tx;

/// The leases that this process has had. A process that never asked for one (a command in the shell) is not fenced.
#[derive(Default)]
pub(crate) struct Fences(Mutex<Option<ShardFences>>);

/// Into how many shards guilds fall, and the counters under which this process has held some of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ShardFences {
    of: u32,
    held: BTreeMap<u32, HeldLease>,
}

/// A lease as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeldLease {
    pub(crate) holder: String,
    pub(crate) counter: i64,
}

/// The shard of a guild, as Discord has it.
pub(crate) fn shard(guild: u64, of: u32) -> u32 {
    u32::try_from((guild >> 22) % u64::from(of.max(1))).unwrap_or(0)
}

impl Fences {
    /// From now on, writes are fenced.
    pub(crate) fn divide(&self, of: u32) {
        self.lock().get_or_insert_default().of = of;
    }

    /// A lease was given.
    pub(crate) fn hold(&self, shard: u32, held: HeldLease) {
        self.lock().get_or_insert_default().held.insert(shard, held);
    }

    /// A lease was given back.
    pub(crate) fn release(&self, shard: u32) {
        if let Some(shards) = &mut *self.lock() {
            shards.held.remove(&shard);
        }
    }

    /// The lease that this process has had of a shard.
    pub(crate) fn held(&self, shard: u32) -> Option<HeldLease> {
        self.lock().as_ref()?.held.get(&shard).cloned()
    }

    /// Fails where another process has taken the guild's shard over; until the transaction ends, none can.
    pub(crate) async fn check(&self, tx: &mut Tx, guild: u64) -> DbResult<()> {
        let shard = {
            let lock = self.lock();
            let Some(shards) = &*lock else { return Ok(()) };
            shard(guild, shards.of)
        };
        if self.still_holds(tx, shard).await? { Ok(()) } else { Err(DbError::Superseded) }
    }

    /// Fails where other processes have taken over every shard of this one: for what belongs to no guild alone.
    pub(crate) async fn check_any(&self, tx: &mut Tx) -> DbResult<()> {
        self.still_held(tx).await.map(drop)
    }

    /// The number of shards, and the shards that this process still holds. Fails if it holds none any more.
    pub(crate) async fn still_held(&self, tx: &mut Tx) -> DbResult<(u32, Vec<u32>)> {
        let Some(ShardFences { of, held }) = self.lock().clone() else { return Ok((1, vec![0])) };
        let mut shards = Vec::new();
        for shard in held.into_keys() {
            if self.still_holds(tx, shard).await? {
                shards.push(shard);
            }
        }
        if shards.is_empty() { Err(DbError::Superseded) } else { Ok((of.max(1), shards)) }
    }

    async fn still_holds(&self, tx: &mut Tx, shard: u32) -> DbResult<bool> {
        let Some(held) = self.held(shard) else { return Ok(false) };
        let sql = tx.kind.pick(
            "SELECT holder, fence FROM lease WHERE shard = $1",
            "SELECT holder, fence FROM lease WHERE shard = $1 FOR SHARE",
        );
        let row = tx.row(sqlx::query(sql).bind(i64::from(shard))).await?;
        let Some(row) = row else { return Ok(false) };
        Ok(held == HeldLease { holder: row.text(0)?, counter: row.int(1)? })
    }

    fn lock(&self) -> MutexGuard<'_, Option<ShardFences>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
