//! Opens a database: creates and migrates it, or refuses it with a line that says what to do.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AnyPool, AssertSqlSafe, ConnectOptions as _, Connection as _};
use tokio::time::{Instant, sleep, timeout};

use crate::db::error::DbError;
use crate::db::transaction::Backend;
use crate::db::url::DatabaseUrl;

/// The schema, from its beginning.
pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!();

/// For how long a database may take to be opened. Another process may be bringing it up to date meanwhile.
const OPEN_TIMEOUT: Duration = Duration::from_secs(30);

/// For how long a race with another process that creates the same file is waited out.
const RACE_TIMEOUT: Duration = Duration::from_secs(1);
/// The pause between two tries.
const RACE_POLL: Duration = Duration::from_millis(20);

/// Readers of a file. Each is a thread; reading takes microseconds.
const READERS: u32 = 4;

/// Connections to a server.
const CONNECTIONS: u32 = 10;

/// Idle connections to a server are closed after this time: routers forget them without notice.
const IDLE_CONNECTION: Duration = Duration::from_mins(4);

/// For how long a server lets a transaction of ours be open without a word: a process that was stopped in the middle
/// of one must not keep another from taking over.
const IDLE_TRANSACTION_TIMEOUT: &str = "5s";

/// Why a database cannot be opened. The message names the database, never a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A newer version of this program has been at work.
    #[error(
        "{location}: this database is from a newer jet-senpai (its schema is {found}, this one knows {known}); \
         use that version, or another database"
    )]
    Newer {
        /// Which.
        location: String,
        /// The schema it has.
        found: i64,
        /// The newest one that is known.
        known: i64,
    },
    /// It is out of reach, or refuses; this may pass.
    #[error("{0}: {1}")]
    Unreachable(String, String),
    /// It is something else, or may not be used.
    #[error("{0}: {1}")]
    Unusable(String, String),
}

/// The pools of an open database.
pub(crate) struct Pools {
    pub(crate) readers: AnyPool,
    pub(crate) writers: AnyPool,
    pub(crate) kind: Backend,
}

impl Pools {
    /// Closes every connection after running statements have finished.
    pub(crate) async fn close(&self) {
        self.writers.close().await;
        self.readers.close().await;
    }
}

/// Opens a database and brings it up to date.
pub(crate) async fn open(location: &DatabaseUrl, patience: Duration) -> Result<Pools, OpenError> {
    install_default_drivers();
    let unusable = |why: &str| OpenError::Unusable(location.to_string(), why.to_owned());
    let (kind, url) = match location {
        DatabaseUrl::File(path) => (Backend::Sqlite, prepare(path).map_err(|why| unusable(&why))?),
        DatabaseUrl::Server(address) => (Backend::Postgres, address.reveal().to_owned()),
    };
    let options: AnyConnectOptions = url.parse().map_err(|_| unusable("this is not a database address"))?;
    let options = options.disable_statement_logging();
    let migrated = timeout(OPEN_TIMEOUT, migrate(&options, kind)).await;
    migrated.unwrap_or(Err(ConnectError::Silent)).map_err(|error| explain(location, &error))?;

    let pool = |most: u32, settings: String| pool(patience, most, settings);
    Ok(match kind {
        Backend::Sqlite => {
            // Nothing is between a file and us: a connection stays, and is as good as when it was left.
            let pool =
                |most, settings| pool(most, settings).idle_timeout(None).max_lifetime(None).test_before_acquire(false);
            let writers = pool(1, sqlite_settings(patience)).connect_lazy_with(options.clone());
            let readers = pool(READERS, sqlite_settings(patience) + "PRAGMA query_only = ON;");
            Pools { readers: readers.connect_lazy_with(options), writers, kind }
        }
        Backend::Postgres => {
            let both =
                pool(CONNECTIONS, postgres_settings(patience)).idle_timeout(IDLE_CONNECTION).connect_lazy_with(options);
            Pools { readers: both.clone(), writers: both, kind }
        }
    })
}

/// A pool whose connections run `settings` first.
fn pool(patience: Duration, most: u32, settings: String) -> AnyPoolOptions {
    let settings: Arc<str> = settings.into();
    AnyPoolOptions::new().max_connections(most).acquire_timeout(patience).after_connect(move |connection, _| {
        let settings = AssertSqlSafe(Arc::clone(&settings));
        Box::pin(async move { sqlx::raw_sql(settings).execute(connection).await.map(drop) })
    })
}

/// With `FULL`, confirmed writes survive a power cut, for one more `fsync` a write; moderators write a few times an
/// hour. `secure_delete` overwrites what is deleted in the file.
fn sqlite_settings(patience: Duration) -> String {
    let patience = patience.as_millis();
    format!(
        "PRAGMA busy_timeout = {patience}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
    )
}

fn postgres_settings(patience: Duration) -> String {
    let patience = patience.as_millis();
    format!(
        "SET lock_timeout = {patience}; SET statement_timeout = {}; SET idle_in_transaction_session_timeout = '{IDLE_TRANSACTION_TIMEOUT}';",
        patience * 3 / 2
    )
}

/// The URL of a file, which is created if missing, readable for its owner only.
fn prepare(path: &Path) -> Result<String, String> {
    let path = std::path::absolute(path).map_err(|error| error.to_string())?;
    if path.is_dir() {
        return Err("this is a directory; name a file in it".to_owned());
    }
    let mut opening = OpenOptions::new();
    opening.read(true).write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut opening, 0o600);
    opening.open(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "its directory does not exist; create it, or name another file".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "the bot's user can't read and write it; change its permissions, or name another file".to_owned()
        }
        _ => error.to_string(),
    })?;
    let Some(text) = path.to_str() else { return Err("its name is not UTF-8; name another file".to_owned()) };
    Ok(format!("sqlite://{}?mode=rw", escaped(text)))
}

/// A path as it stands in an address.
fn escaped(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    path.bytes().fold(String::new(), |url, byte| {
        if plain(byte) { url + &char::from(byte).to_string() } else { url + &format!("%{byte:02X}") }
    })
}

/// Why a database was not opened, before it is put into words.
enum ConnectError {
    Silent,
    Newer(i64),
    Refused(sqlx::Error),
    Differs,
}

impl From<sqlx::Error> for ConnectError {
    fn from(error: sqlx::Error) -> Self {
        Self::Refused(error)
    }
}

impl From<MigrateError> for ConnectError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version) => Self::Newer(version),
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => Self::Refused(error),
            _ => Self::Differs,
        }
    }
}

/// Brings a database up to date, on a connection of its own, which may wait for another process that does the same.
async fn migrate(options: &AnyConnectOptions, kind: Backend) -> Result<(), ConnectError> {
    let mut connection = options.connect().await?;
    if kind == Backend::Sqlite {
        sqlx::raw_sql("PRAGMA busy_timeout = 10000;").execute(&mut connection).await?;
        // In WAL mode, which is stored in the file, readers don't wait for writers. Two processes that set it for a new
        // file at once don't wait for each other: one of them is refused.
        let began = Instant::now();
        while let Err(error) = sqlx::raw_sql("PRAGMA journal_mode = WAL;").execute(&mut connection).await {
            if began.elapsed() > RACE_TIMEOUT || DbError::from(&error) != DbError::Locked {
                return Err(error.into());
            }
            sleep(RACE_POLL).await;
        }
    }
    // On SQLite, two processes may migrate at once: the loser finds it done, and may lose at each migration.
    let mut migrated = MIGRATIONS.run_direct(None, &mut connection, false).await;
    for _ in MIGRATIONS.iter() {
        let lost = matches!(migrated, Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)));
        if kind != Backend::Sqlite || !lost {
            break;
        }
        migrated = MIGRATIONS.run_direct(None, &mut connection, false).await;
    }
    drop(connection.close().await);
    Ok(migrated?)
}

/// Puts it into one line.
fn explain(location: &DatabaseUrl, error: &ConnectError) -> OpenError {
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    let (passes, why) = match error {
        ConnectError::Newer(found) if *found > known => {
            return OpenError::Newer { location: location.to_string(), found: *found, known };
        }
        ConnectError::Newer(_) | ConnectError::Differs => {
            (false, "this is not a jet-senpai database, or its tables were changed; name another one".to_owned())
        }
        ConnectError::Silent => (true, format!("no answer within {} s", OPEN_TIMEOUT.as_secs())),
        ConnectError::Refused(error) => refused(error),
    };
    if passes {
        OpenError::Unreachable(location.to_string(), why)
    } else {
        OpenError::Unusable(location.to_string(), why)
    }
}

/// Whether the error may pass, and its message.
fn refused(error: &sqlx::Error) -> (bool, String) {
    let fixed = |why: &str| (false, why.to_owned());
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code.as_deref() {
        Some("26") => return fixed("this is not a database; name another file"),
        Some("28P01" | "28000") => return fixed("the server refused this user and password; check `database_url`"),
        Some("3D000") => return fixed("the server has no database of this name; create it with `createdb`"),
        Some("42501") => {
            return fixed("this user can't create tables there; allow it with `GRANT CREATE ON SCHEMA public`");
        }
        _ => {}
    }
    match error {
        sqlx::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            (true, "the connection was refused; check that the server is running and that the port is right".to_owned())
        }
        sqlx::Error::Io(error) => (true, format!("the connection failed: {error}")),
        sqlx::Error::Tls(_) => {
            (true, "the connection can't be encrypted; check `sslmode` in `database_url`".to_owned())
        }
        sqlx::Error::Configuration(_) => fixed("this is not a database address"),
        _ => match DbError::from(error) {
            DbError::Locked => (true, "another process has locked it; stop that process, or wait for it".to_owned()),
            DbError::Lost(why) => (true, why),
            other => fixed(&other.to_string()),
        },
    }
}
