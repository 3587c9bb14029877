//! Database errors, by how a caller should react.

use std::error::Error;

use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// Why a read or write failed, as callers see it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database is locked, full, broken or unreachable. Nothing has changed.
    #[error("the database: {0}")]
    Unavailable(String),
    /// Another process has taken over from this one, which may no longer write.
    #[error("another process has taken over")]
    Superseded,
}

pub type StoreResult<T> = Result<T, StoreError>;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DbError {
    /// Two transactions were in each other's way; this one has been undone and can be done again.
    #[error("it conflicts with another transaction")]
    Clash,
    /// Another process held the lock for too long.
    #[error("it is locked by another process")]
    Locked,
    /// The connection is lost or too slow; the last statement may have been executed.
    #[error("{0}")]
    Lost(String),
    /// The database is full, damaged, or not as expected.
    #[error("{0}")]
    Failed(String),
    /// Another process is connected in the place of this one.
    #[error("another process has taken over")]
    Superseded,
}

/// What a try gives.
pub(crate) type DbResult<T> = Result<T, DbError>;

impl From<DbError> for StoreError {
    fn from(trouble: DbError) -> Self {
        match trouble {
            DbError::Superseded => Self::Superseded,
            trouble => Self::Unavailable(trouble.to_string()),
        }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&sqlx::Error> for DbError {
    fn from(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(refused) => {
                if let Some(error) = refused.try_downcast_ref::<SqliteError>() {
                    of_sqlite(error)
                } else if let Some(error) = refused.try_downcast_ref::<PgDatabaseError>() {
                    of_postgres(error)
                } else {
                    Self::Failed(refused.message().to_owned())
                }
            }
            sqlx::Error::Io(error) => Self::Lost(format!("the connection is lost ({})", error.kind())),
            sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Self::Lost("the connection is broken".to_owned()),
            sqlx::Error::PoolTimedOut => Self::Lost("it is unreachable or too busy".to_owned()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Lost("it is closed".to_owned()),
            sqlx::Error::ColumnDecode { index, .. } => Self::Failed(format!("column {index} has an unexpected value")),
            _ => Self::Failed("it returned an unexpected error".to_owned()),
        }
    }
}

/// Maps SQLite's result codes (<https://www.sqlite.org/rescode.html>); the low byte is the primary code.
fn of_sqlite(error: &SqliteError) -> DbError {
    use sqlx::error::DatabaseError as _;
    let code = error.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or(0);
    let why = match code & 0xff {
        5 if code >> 8 == 2 => return DbError::Clash,
        5 | 6 => return DbError::Locked,
        8 => "it is read-only",
        10 => "the disk reports an error",
        11 | 26 => "it is damaged",
        13 => "the disk is full",
        14 => "it cannot be opened",
        _ => return DbError::Failed(error.message().to_owned()),
    };
    DbError::Failed(why.to_owned())
}

/// By PostgreSQL's classes of errors (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn of_postgres(error: &PgDatabaseError) -> DbError {
    match error.code() {
        "40001" | "40P01" => DbError::Clash,
        "55P03" => DbError::Locked,
        "57014" => DbError::Failed("the query timed out".to_owned()),
        "53100" => DbError::Failed("the disk is full".to_owned()),
        "25006" => DbError::Failed("it is read-only".to_owned()),
        code if code.starts_with("57P") || code.starts_with("08") || code == "25P03" => {
            DbError::Lost("the connection is lost".to_owned())
        }
        _ => DbError::Failed(error.message().to_owned()),
    }
}

/// Something stored cannot be read.
pub(crate) fn unreadable(what: &str, why: &dyn Error) -> DbError {
    DbError::Failed(format!("{what} cannot be read: {why}"))
}

/// A stored word is none of those that there are.
pub(crate) fn unknown(what: &str, word: &str) -> DbError {
    DbError::Failed(format!("{what} cannot be read: there is no {word:?}"))
}
