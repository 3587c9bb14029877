//! A database of a test's own, and what a test puts into it.

use std::env;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::time::Duration;

use futures_util::FutureExt as _;
use jet_senpai::bot::guild::commit::{Actor, Change, Commit, CommitOutcome, Edit};
use jet_senpai::bot::{guild, open_database};
use jet_senpai::db::{Database, DatabaseUrl, new_id};
use jet_senpai::knowledge::Entry;
use jiff::Timestamp;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;
use toml::value::{Date, Datetime};

/// A guild, of shard 0 of any number of shards.
pub const GUILD: u64 = 12 << 22;
/// Another one, of shard 1 of 2.
pub const OTHER: u64 = 13 << 22;
/// For how long a test waits for its turn: longer than a busy machine needs, but no second.
pub const PATIENCE: Duration = Duration::from_millis(500);

/// Where a test's database is.
pub struct Place {
    pub location: DatabaseUrl,
    /// The address for a connection beside the store's.
    url: String,
    dir: TempDir,
}

impl Place {
    fn file() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a guild's & more?.sqlite");
        let url = format!("sqlite://{}/a%20guild's%20&%20more%3F.sqlite?mode=rwc", dir.path().display());
        Self { location: DatabaseUrl::File(path), url, dir }
    }

    async fn server(admin: &str) -> (Self, String) {
        let name = format!("test_{}", new_id());
        let url = format!("{}/{name}", admin.rsplit_once('/').unwrap().0);
        execute(admin, &format!("CREATE DATABASE {name}")).await;
        let dir = tempfile::tempdir().unwrap();
        (Self { location: url.parse().unwrap(), url, dir }, name)
    }

    pub fn is_file(&self) -> bool {
        matches!(self.location, DatabaseUrl::File(_))
    }

    /// Where another process finds it.
    pub fn address(&self) -> String {
        match &self.location {
            DatabaseUrl::File(path) => path.to_string_lossy().into_owned(),
            DatabaseUrl::Server(_) => self.url.clone(),
        }
    }

    /// Host and port of the server; none where there is none.
    pub fn server_address(&self) -> Option<String> {
        let (_, rest) = self.url.strip_prefix("postgres://")?.split_once('@')?;
        rest.split_once('/').map(|(server, _)| server.to_owned())
    }

    /// The user at the server.
    pub fn user(&self) -> String {
        let user = self.url.trim_start_matches("postgres://").split(['@', ':']).next();
        user.unwrap_or_default().to_owned()
    }

    /// The same database by another port of this machine.
    pub fn through(&self, port: u16) -> String {
        self.url.replace(&self.server_address().unwrap(), &format!("127.0.0.1:{port}"))
    }

    /// Files of the database, or whatever the test keeps.
    pub fn dir(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    /// Where its ledger is: for a file, where that is if nothing is said.
    pub fn ledger(&self) -> PathBuf {
        match &self.location {
            DatabaseUrl::File(path) => path.with_extension("sqlite.withdrawn"),
            DatabaseUrl::Server(_) => self.dir.path().join("ledger"),
        }
    }

    /// Opens it.
    pub async fn open(&self) -> Database {
        let ledger = (!self.is_file()).then(|| self.ledger());
        open_database(&self.location, PATIENCE, ledger).await.unwrap()
    }

    /// A connection that knows nothing of the store.
    pub async fn beside(&self) -> AnyConnection {
        install_default_drivers();
        AnyConnection::connect(&self.url).await.unwrap()
    }

    /// Does something beside the store.
    pub async fn execute(&self, sql: &str) {
        execute(&self.url, sql).await;
    }

    /// One text, from beside the store.
    pub async fn text(&self, sql: &str) -> String {
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut self.beside().await).await.unwrap();
        row.get(0)
    }

    /// Every text in the database, from beside the store.
    pub async fn texts(&self) -> Vec<String> {
        let columns = if self.is_file() {
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'"
        } else {
            "SELECT table_name::TEXT, column_name::TEXT FROM information_schema.columns \
             WHERE table_schema = 'public' AND data_type = 'text' AND table_name NOT LIKE '\\_sqlx%'"
        };
        let mut connection = self.beside().await;
        let columns = sqlx::query(AssertSqlSafe(columns)).fetch_all(&mut connection).await.unwrap();
        assert!(columns.len() > 40, "{}", columns.len());
        let mut texts = Vec::new();
        for column in columns {
            let (table, column): (String, String) = (column.get(0), column.get(1));
            let sql = AssertSqlSafe(format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL"));
            let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
            texts.extend(rows.iter().map(|row| row.get::<String, _>(0)));
        }
        texts
    }

    /// One number, from beside the store.
    pub async fn number(&self, sql: &str) -> i64 {
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut self.beside().await).await.unwrap();
        row.get(0)
    }
}

pub async fn execute(url: &str, sql: &str) {
    install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Tells a story on a new SQLite file, and on a new PostgreSQL database where there is a server.
pub async fn both(story: impl AsyncFn(&Place)) {
    story(&Place::file()).await;
    if let Ok(admin) = env::var("TEST_POSTGRES_URL") {
        let (place, name) = Place::server(&admin).await;
        let told = AssertUnwindSafe(story(&place)).catch_unwind().await;
        execute(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        told.unwrap_or_else(|panic| resume_unwind(panic));
    }
}

/// The same, with the store opened.
pub async fn store(story: impl AsyncFn(&Database)) {
    both(async |place| {
        let store = place.open().await;
        story(&store).await;
        store.close().await;
    })
    .await;
}

/// Only SQLite.
pub async fn file(story: impl AsyncFn(&Place)) {
    story(&Place::file()).await;
}

/// A time: so many seconds after the tests' beginning.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// A day.
pub fn day(text: &str) -> Date {
    text.parse::<Datetime>().unwrap().date.unwrap()
}

/// An entry.
pub fn entry(id: &str, answer: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        question: format!("What about {id}?"),
        answer: answer.to_owned(),
        aliases: vec![format!("tell me of {id}")],
        ..Entry::default()
    }
}

/// Writes an entry that members see.
pub fn write(entry: Entry, from: Option<i64>) -> Change {
    Change::Write(Edit { entry, active: true, replaces: None, from })
}

/// What Mori does in the guild.
pub fn commit(effects: impl IntoIterator<Item = Change>) -> Commit {
    let by = Actor { member: 77, name: "Mori".to_owned() };
    Commit { guild: GUILD, by, at: at(0), effects: effects.into_iter().collect() }
}

/// Does it, and says at which revision the guild is.
pub async fn done(store: &Database, effects: impl IntoIterator<Item = Change>) -> i64 {
    match guild::commit::commit(store, &commit(effects)).await.unwrap() {
        CommitOutcome::Done(revision) => revision,
        CommitOutcome::Conflict { id, now } => panic!("{id} is {now:?}"),
    }
}
