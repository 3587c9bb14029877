//! The database, SQLite or PostgreSQL: connections, transactions, leases, backups. It knows no table of a feature: each
//! feature of the bot holds its own rows and SQL, one text for both databases, through the `Any` driver of sqlx. Where
//! the two differ is in `transaction.rs`, `open.rs` and `error.rs`.
#![expect(clippy::missing_errors_doc, reason = "every function fails with a `StoreError`, whose variants say when")]

pub(crate) mod backup;
pub(crate) mod error;
pub(crate) mod fence;
pub(crate) mod ids;
pub mod leases;
pub(crate) mod lock;
pub(crate) mod open;
pub(crate) mod row;
pub(crate) mod tombstones;
pub(crate) mod transaction;
pub(crate) mod url;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::db::error::{DbError, DbResult};
use crate::db::fence::Fences;
use crate::db::lock::ProcessLock;
use crate::db::open::Pools;
use crate::db::row::RowColumns as _;
use crate::db::tombstones::TombstoneFile;
use crate::db::transaction::{Backend, Tx};

pub use crate::db::backup::{BackupError, backup, restore};
pub use crate::db::error::{StoreError, StoreResult};
pub use crate::db::ids::{Id, new_id, new_id_by_chance};
pub use crate::db::leases::Fence;
pub use crate::db::open::OpenError;
pub use crate::db::url::{DatabaseUrl, DatabaseUrlError, ServerAddress};

/// For how long something waits for its turn, if nothing else is said. What waits for a connection and then for the lock
/// of another process, and what loses its connection and then looks whether it was done, take at most two and a half
/// times as long: that is within the three seconds that Discord gives.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(1);

/// How often something is tried that was in another's way.
const MAX_TRIES: u32 = 5;

/// An open database. It is closed by dropping it; whatever was confirmed is stored already.
pub struct Database {
    pub(crate) pools: Pools,
    pub(crate) patience: Duration,
    pub(crate) fences: Fences,
    pub(crate) lock: ProcessLock,
    pub(crate) ledger: TombstoneFile,
}

impl Database {
    /// Opens a database without looking at the tombstone file: see [`open_database`](crate::bot::open_database).
    pub(crate) async fn connect(
        location: &DatabaseUrl,
        patience: Duration,
        ledger: Option<PathBuf>,
    ) -> Result<Self, OpenError> {
        let pools = open::open(location, patience).await?;
        let ledger = TombstoneFile::of(location, ledger);
        Ok(Self { pools, patience, fences: Fences::default(), lock: ProcessLock::of(location), ledger })
    }

    /// Closes every connection after running statements have finished.
    pub async fn close(&self) {
        self.pools.close().await;
    }

    /// A connection that only reads.
    pub(crate) async fn read(&self) -> DbResult<Tx> {
        Tx::new(&self.pools.readers, self.pools.kind, self.patience).await
    }

    /// A transaction that writes what belongs to no guild alone.
    pub(crate) async fn write(&self) -> DbResult<Tx> {
        self.write_within(self.patience * 3 / 2).await
    }

    /// The same, with another time limit.
    pub(crate) async fn write_within(&self, limit: Duration) -> DbResult<Tx> {
        let mut tx = Tx::new(&self.pools.writers, self.pools.kind, limit).await?;
        tx.begin_write().await?;
        Ok(tx)
    }

    /// A transaction that writes for a guild, which this process must be allowed to.
    pub(crate) async fn write_for(&self, guild: u64) -> DbResult<Tx> {
        let mut tx = self.write().await?;
        self.fences.check(&mut tx, guild).await?;
        Ok(tx)
    }

    /// Truncates SQLite's write-ahead log, which still contains deleted rows.
    pub(crate) async fn truncate_wal(&self) {
        if self.pools.kind == Backend::Sqlite {
            let done = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.pools.writers).await;
            // With a steady reader, SQLite reports busy; the next sweep does it.
            let later = match done.map_err(DbError::from).and_then(|row| row.flag(0)) {
                Ok(false) => return,
                Ok(true) => DbError::Locked,
                Err(error) => error,
            };
            tracing::warn!("overwriting deleted data failed; retrying later: {later}");
        }
    }
}

/// Tries again after a conflict with another transaction, as long as a caller would still wait.
pub(crate) async fn retry<T, F: Future<Output = DbResult<T>>>(mut once: impl FnMut() -> F) -> DbResult<T> {
    let began = Instant::now();
    for _ in 1..MAX_TRIES {
        match once().await {
            Err(DbError::Clash) if began.elapsed() < DEFAULT_TIMEOUT => {}
            done => return done,
        }
    }
    once().await
}
