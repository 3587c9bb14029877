//! Work on the database: one connection, for one reading or one transaction, within a bounded time.

use std::future::Future;
use std::time::Duration;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::pool::PoolConnection;
use sqlx::query::Query;
use sqlx::{Any, AnyPool};
use tokio::time::{Instant, timeout_at};

use crate::db::error::{DbError, DbResult};

/// The kind of database, where it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    /// Whichever of two texts this database understands.
    pub(crate) fn pick(self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }
}

/// A connection in use. If it is dropped halfway, on an error or because the caller stopped waiting, it is closed and
/// the database rolls back: a connection never returns to its pool in an unknown state.
pub(crate) struct Tx {
    conn: PoolConnection<Any>,
    pub(crate) kind: Backend,
    /// When it has taken too long. On SQLite nothing but a lock can take long, and that is bounded there.
    until: Option<Instant>,
    /// Whether a transaction is open.
    open: bool,
    /// Whether an answer is awaited.
    amid: bool,
}

impl Tx {
    pub(crate) async fn new(pool: &AnyPool, kind: Backend, patience: Duration) -> DbResult<Self> {
        let until = match kind {
            Backend::Sqlite => None,
            Backend::Postgres => Some(Instant::now() + patience),
        };
        Ok(Self { conn: pool.acquire().await?, kind, until, open: false, amid: false })
    }

    /// Extends the time limit for a large transaction.
    pub(crate) fn longer(&mut self, by: Duration) {
        self.until = self.until.map(|until| until + by);
    }

    /// Begins a transaction that writes. On SQLite, only a transaction that says so at once can wait for its turn; one
    /// that reads first and writes then is refused if another was faster.
    pub(crate) async fn begin_write(&mut self) -> DbResult<()> {
        let begin = self.kind.pick("BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED");
        self.open = true;
        let done = self.say(begin).await;
        if matches!(done, Err(DbError::Locked)) {
            // It has not begun, and the connection is as good as before.
            (self.open, self.amid) = (false, false);
        }
        done
    }

    pub(crate) async fn commit(mut self) -> DbResult<()> {
        self.say("COMMIT").await?;
        self.open = false;
        Ok(())
    }

    pub(crate) async fn rollback(mut self) -> DbResult<()> {
        self.say("ROLLBACK").await?;
        self.open = false;
        Ok(())
    }

    /// Does something, and says how many rows it touched.
    pub(crate) async fn run(&mut self, query: Query<'_, Any, AnyArguments>) -> DbResult<u64> {
        self.amid = true;
        let done = bounded(self.until, query.execute(&mut *self.conn)).await?;
        self.amid = false;
        Ok(done.rows_affected())
    }

    /// A row, if there is one.
    pub(crate) async fn row(&mut self, query: Query<'_, Any, AnyArguments>) -> DbResult<Option<AnyRow>> {
        self.amid = true;
        let row = bounded(self.until, query.fetch_optional(&mut *self.conn)).await?;
        self.amid = false;
        Ok(row)
    }

    /// All rows.
    pub(crate) async fn rows(&mut self, query: Query<'_, Any, AnyArguments>) -> DbResult<Vec<AnyRow>> {
        self.amid = true;
        let rows = bounded(self.until, query.fetch_all(&mut *self.conn)).await?;
        self.amid = false;
        Ok(rows)
    }

    /// The database's own time, in milliseconds since 1970: for what several machines must agree on.
    pub(crate) async fn now(&mut self) -> DbResult<i64> {
        let sql = self.kind.pick(
            "SELECT CAST(unixepoch('subsec') * 1000 AS BIGINT)",
            "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
        );
        let row = self.row(sqlx::query(sql)).await?;
        row.map_or(Err(DbError::Failed("it did not return the time".to_owned())), |row| {
            crate::db::row::RowColumns::int(&row, 0)
        })
    }

    async fn say(&mut self, sql: &'static str) -> DbResult<()> {
        self.amid = true;
        bounded(self.until, sqlx::raw_sql(sql).execute(&mut *self.conn)).await?;
        self.amid = false;
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if self.open || self.amid {
            self.conn.close_on_drop();
        }
    }
}

async fn bounded<T>(until: Option<Instant>, doing: impl Future<Output = Result<T, sqlx::Error>>) -> DbResult<T> {
    match until {
        None => Ok(doing.await?),
        Some(until) => {
            Ok(timeout_at(until, doing).await.map_err(|_| DbError::Lost("it did not answer in time".to_owned()))??)
        }
    }
}
