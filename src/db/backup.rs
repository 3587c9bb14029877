//! Copies of a database file: made while it is in use, checked, and put back in one step.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use crate::db::open::{self, MIGRATIONS};
use crate::db::url::DatabaseUrl;
use crate::db::{DEFAULT_TIMEOUT as ANSWERS, OpenError};

/// How long a writer is waited for.
const WRITER_TIMEOUT: Duration = Duration::from_secs(10);

/// For how long a database must be unused.
const IDLE_WAIT: Duration = Duration::from_millis(200);

/// Old databases kept under a number; an operator with more should look at them.
const MAX_OLD_COPIES: u32 = 100;

/// Why a copy or a restore failed: the file, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The request cannot be carried out: file, and what would be right.
    #[error("{0}: {1}")]
    Unusable(String, String),
    /// It did not work, and may the next time.
    #[error("{0}: {1}")]
    Failed(String, String),
}

type BackupResult<T> = Result<T, BackupError>;

/// Copies a database, as it is at one moment, into a new file; other processes may use it meanwhile. Returns the bytes
/// of the copy.
///
/// # Errors
/// Where it is no file, there is none, or the copy cannot be written or is not sound; then there is no copy.
pub async fn backup(location: &DatabaseUrl, to: &Path) -> BackupResult<u64> {
    let from = file(location, "is a PostgreSQL server; back it up with `pg_dump`, as in docs/OPERATING.md")?;
    if !from.is_file() {
        return Err(unusable(from, "there is no database there"));
    }
    if to.exists() {
        return Err(unusable(to, "already exists; name a new file"));
    }
    let part = beside(to, "part");
    let copied = async {
        let made = new_file(&part).map_err(|error| failed(to, &error))?;
        drop(made);
        let mut connection = connect(from, false).await?;
        let into = part.to_str().ok_or_else(|| unusable(to, "its name is not UTF-8; name another file"))?;
        let done = sqlx::query("VACUUM INTO ?1").bind(into).execute(&mut connection).await;
        let _ = connection.close().await;
        done.map_err(|error| broken(to, &error))?;
        is_sound(&part, to).await?;
        let length = synced(&part).map_err(|error| failed(to, &error))?;
        place_new(&part, to)?;
        Ok(length)
    };
    let copied = copied.await;
    let _ = fs::remove_file(&part);
    copied
}

/// Checks a copy and puts it in the place of a database that is not in use. The old database is kept; its path is
/// returned. With `force`, even a database with content is replaced.
///
/// # Errors
/// Where the copy is not one, or is damaged or from a newer program; where the database is in use; and, without
/// `force`, where it has content. Then everything is as it was.
pub async fn restore(from: &Path, location: &DatabaseUrl, force: bool) -> BackupResult<Option<PathBuf>> {
    let to = file(location, "is a PostgreSQL server; restore it with `pg_restore` or `psql`, as in docs/OPERATING.md")?;
    if !from.is_file() {
        return Err(unusable(from, "does not exist; name a backup"));
    }
    if to.exists() && from.canonicalize().ok() == to.canonicalize().ok() {
        return Err(unusable(from, "is the database itself; name a backup of it"));
    }
    is_sound(from, from).await?;
    let part = beside(to, "part");
    let restored = async {
        copy(from, &part).map_err(|error| failed(to, &error))?;
        opens(&part, from).await?;
        synced(&part).map_err(|error| failed(to, &error))?;
        let old = if to.exists() { Some(put_aside(to, force).await?) } else { None };
        fs::rename(&part, to).map_err(|error| failed(to, &error))?;
        sync_directory(to);
        Ok(old)
    };
    let restored = restored.await;
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(with_end(&part, end));
    }
    restored
}

/// Keeps the database that is about to be replaced, if that is allowed. It stays in its place until then.
async fn put_aside(database: &Path, force: bool) -> BackupResult<PathBuf> {
    let empty = database.metadata().is_ok_and(|metadata| metadata.len() == 0);
    if !empty {
        let mut connection = connect(database, false).await?;
        let looked = async {
            if !force {
                is_empty(&mut connection, database).await?;
            }
            // Only succeeds without other connections; then everything is in one file.
            let alone = sqlx::query("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await;
            let mode = alone.and_then(|row| row.try_get::<String, _>(0));
            match mode.as_deref() {
                Ok("delete") => Ok(()),
                Err(error) if !is_busy(error) && force => Ok(()),
                Err(error) if !is_busy(error) => Err(broken(database, error)),
                _ => Err(BackupError::Failed(
                    database.display().to_string(),
                    "is in use; stop the bot and every other program that has it open".to_owned(),
                )),
            }
        };
        let looked = looked.await;
        let _ = connection.close().await;
        looked?;
    }
    let kept = keep(database).map_err(|error| failed(database, &error))?;
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(with_end(database, end));
    }
    Ok(kept)
}

/// Fails if the database has content, or was in use a moment ago.
async fn is_empty(connection: &mut SqliteConnection, database: &Path) -> BackupResult<()> {
    let number = async |connection: &mut SqliteConnection, sql: &'static str| {
        let row = sqlx::query(sql).fetch_one(connection).await?;
        row.try_get::<i64, _>(0)
    };
    let force = "; --force replaces it, and keeps the old one beside it";
    match number(connection, "SELECT COUNT(*) FROM guild").await {
        Ok(0) => {}
        Ok(guilds) => {
            let what = if guilds == 1 { "1 server".to_owned() } else { format!("{guilds} servers") };
            return Err(unusable(database, &format!("is not empty: it holds the data of {what}{force}")));
        }
        Err(_) => return Err(unusable(database, &format!("is not a jet-senpai database{force}"))),
    }
    let held = "SELECT COUNT(*) FROM lease WHERE until > CAST(unixepoch('subsec') * 1000 AS BIGINT)";
    match number(connection, held).await {
        Ok(0) | Err(_) => Ok(()),
        Ok(_) => Err(unusable(database, "a bot used it moments ago; stop the bot and try again in 30 s")),
    }
}

/// Gives a database a second name, so that it is still there when another takes its place: `…-old`, `…-old-2`.
fn keep(database: &Path) -> io::Result<PathBuf> {
    for number in 1..=MAX_OLD_COPIES {
        let kept = with_end(database, &if number == 1 { "-old".to_owned() } else { format!("-old-{number}") });
        match fs::hard_link(database, &kept) {
            Ok(()) => return Ok(kept),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // Not every file system has second names.
            Err(_) if !kept.exists() => {
                copy(database, &kept)?;
                synced(&kept)?;
                return Ok(kept);
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("there are too many old databases beside it; move them away"))
}

/// The file of a database that is one.
fn file<'a>(location: &'a DatabaseUrl, otherwise: &str) -> BackupResult<&'a Path> {
    match location {
        DatabaseUrl::File(path) => Ok(path),
        DatabaseUrl::Server(_) => Err(BackupError::Unusable(location.to_string(), otherwise.to_owned())),
    }
}

async fn connect(path: &Path, only_look: bool) -> BackupResult<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false).disable_statement_logging();
    // The copy has no other users: no journal is made beside it.
    let options = if only_look { options.read_only(true).immutable(true) } else { options };
    let patience = if only_look { IDLE_WAIT } else { WRITER_TIMEOUT };
    options.busy_timeout(patience).connect().await.map_err(|error| broken(path, &error))
}

/// Whether a file is a whole database of this program's, of this version or an older one; `named` so to the operator.
async fn is_sound(path: &Path, named: &Path) -> BackupResult<()> {
    let mut connection = connect(path, true).await.map_err(|error| renamed(error, named))?;
    let looked = async {
        let damaged = |_| unusable(named, "is damaged or not a database; use another backup");
        let rows = sqlx::query("PRAGMA integrity_check").fetch_all(&mut connection).await.map_err(damaged)?;
        let first = rows.first().and_then(|row| row.try_get::<String, _>(0).ok());
        if first.as_deref() != Some("ok") {
            return Err(unusable(named, "is damaged; use another backup"));
        }
        let lost = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection).await.map_err(damaged)?;
        if !lost.is_empty() {
            return Err(unusable(named, "is damaged: rows refer to missing rows; use another backup"));
        }
        let found = sqlx::query("SELECT MAX(version) FROM _sqlx_migrations WHERE success").fetch_one(&mut connection);
        let found = found.await.and_then(|row| row.try_get::<i64, _>(0));
        found.map_err(|_| unusable(named, "is a database, but not of jet-senpai; use another backup"))
    };
    let found = looked.await;
    let _ = connection.close().await;
    let (found, known) = (found?, MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0));
    if found > known {
        let newer = OpenError::Newer { location: named.display().to_string(), found, known }.to_string();
        let why = newer.split_once(": ").map_or(newer.as_str(), |(_, why)| why).to_owned();
        return Err(BackupError::Unusable(named.display().to_string(), why));
    }
    Ok(())
}

/// Opens a copy as the bot will, which migrates it. Stories withdrawn since it was made are deleted when it is opened
/// in its place, beside the tombstone file.
async fn opens(path: &Path, named: &Path) -> BackupResult<()> {
    let opened = open::open(&DatabaseUrl::File(path.to_owned()), ANSWERS).await;
    let pools = opened.map_err(|error| {
        let text = error.to_string();
        let why = text.strip_prefix(&format!("{}: ", path.display())).unwrap_or(&text).to_owned();
        BackupError::Unusable(named.display().to_string(), why)
    })?;
    pools.close().await;
    Ok(())
}

/// Gives a file its name, unless another has it by now.
fn place_new(part: &Path, to: &Path) -> BackupResult<()> {
    match fs::hard_link(part, to) {
        Ok(()) => {}
        Err(_) if to.exists() => return Err(unusable(to, "already exists; name a new file")),
        // Not every file system has second names.
        Err(_) => fs::rename(part, to).map_err(|error| failed(to, &error))?,
    }
    sync_directory(to);
    Ok(())
}

/// A new file that only its owner can read.
fn new_file(path: &Path) -> io::Result<File> {
    let mut opening = OpenOptions::new();
    opening.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut opening, 0o600);
    opening.open(path)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut target = new_file(to)?;
    io::copy(&mut File::open(from)?, &mut target).map(drop)
}

/// Waits until a file is on the disk; how long it is.
fn synced(path: &Path) -> io::Result<u64> {
    let file = OpenOptions::new().write(true).open(path)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Flushes a directory to the disk, where the system allows it.
fn sync_directory(path: &Path) {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(directory).and_then(|directory| directory.sync_all());
}

/// A file of this process's beside another.
fn beside(path: &Path, what: &str) -> PathBuf {
    with_end(path, &format!(".{what}-{}", std::process::id()))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| matches!(code & 0xff, 5 | 6))
}

fn unusable(path: &Path, why: &str) -> BackupError {
    BackupError::Unusable(path.display().to_string(), why.to_owned())
}

fn failed(path: &Path, error: &io::Error) -> BackupError {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "its directory does not exist; create it, or name another file".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "its directory is not writable; change its permissions, or name another file".to_owned()
        }
        _ => error.to_string(),
    };
    BackupError::Failed(path.display().to_string(), why)
}

fn broken(path: &Path, error: &sqlx::Error) -> BackupError {
    let why = error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned());
    BackupError::Failed(path.display().to_string(), why)
}

fn renamed(error: BackupError, named: &Path) -> BackupError {
    let named = named.display().to_string();
    match error {
        BackupError::Unusable(_, why) => BackupError::Unusable(named, why),
        BackupError::Failed(_, why) => BackupError::Failed(named, why),
    }
}
