//! What `export`, `import`, `backup` and `restore` do: a guild's entries as a file, and the whole database as one.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::error::CommandError;
use crate::boot;
use crate::bot::faq::import_export::{FileFormat, ImportPreview, day_of};
use crate::bot::faq::store::StoredEntry;
use crate::bot::guild::commit::{Actor, Commit, CommitOutcome};
use crate::bot::{RequestContext, faq, guild};
use crate::config::Config;
use crate::db::{self, BackupError, Database, DatabaseUrl, OpenError};
use crate::knowledge::exchange::MAX_BYTES;
use crate::knowledge::{Authorship, Entry};
use crate::terminal::plain::PlainWriter;

/// The name that stands for the user of the shell, where moderators are named.
const OPERATOR: &str = "the operator";

/// How long a command waits for the bot or for another command.
const DATABASE_TIMEOUT: Duration = Duration::from_secs(10);

/// How often an import is tried again because moderators edited entries meanwhile.
const TRIES: u32 = 5;

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The server's id (right-click it in Discord, Copy Server ID)
    #[arg(long, value_name = "ID")]
    guild: NonZeroU64,
    /// toml or csv [default: the extension of the output file, or toml]
    #[arg(long, value_name = "FORMAT")]
    format: Option<FileFormat>,
    /// Include archived entries
    #[arg(long)]
    retired: bool,
    /// File to write instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The server's id (right-click it in Discord, Copy Server ID)
    #[arg(long, value_name = "ID")]
    guild: NonZeroU64,
    /// The entries: a .toml or .csv file, as `export` writes them
    file: PathBuf,
    /// Only show what would change
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub struct BackupArgs {
    /// File to create
    file: PathBuf,
}

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// A file made by `backup`
    file: PathBuf,
    /// Replace a non-empty database (the old one is kept beside it)
    #[arg(long)]
    force: bool,
}

impl ExportArgs {
    pub fn run(&self, config: &Config) -> Result<(), CommandError> {
        let held = with_database(config, async |database| Ok(entries(database, self.guild.get()).await?.1))?;
        let entries: Vec<&Entry> =
            held.iter().filter(|one| one.active || self.retired).map(|one| &*one.entry).collect();
        if entries.is_empty() {
            return Err(CommandError::Failed(format!(
                "server {}: has no entries of its own; check the id",
                self.guild
            )));
        }
        let named = self.output.as_deref().and_then(Path::extension).and_then(|end| end.to_str()?.parse().ok());
        let text = self.format.or(named).unwrap_or(FileFormat::Toml).write(&entries);
        match &self.output {
            None => Ok(io::stdout().write_all(text.as_bytes())?),
            Some(path) => std::fs::write(path, text)
                .map_err(|error| CommandError::Failed(format!("{}: cannot be written: {error}", path.display()))),
        }
    }
}

impl ImportArgs {
    pub fn run(&self, config: &Config) -> Result<(), CommandError> {
        let name = self.file.display().to_string();
        let unreadable = |error: io::Error| CommandError::Unusable(format!("{name}: cannot be read: {error}"));
        let file = File::open(&self.file).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        if length > MAX_BYTES as u64 {
            let message = format!("{name}: has {length} bytes; the limit is {MAX_BYTES}, so split the file");
            return Err(CommandError::Unusable(message));
        }
        let mut bytes = Vec::new();
        // What says nothing of its length, such as a pipe, is not read without end either.
        file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let knowledge = boot::knowledge(config.knowledge.as_deref())?;
        let is_curated = |id: &str| knowledge.entries.iter().any(|entry| entry.id == id);
        let now = jiff::Timestamp::now();
        let by = Authorship { by: OPERATOR.to_owned(), on: day_of(now) };
        let report = with_database(config, async |database| {
            for _ in 0..TRIES {
                let (_, held) = entries(database, self.guild.get()).await?;
                let held = held.into_iter().map(|one| (one.entry.id.clone(), one)).collect();
                let intake = ImportPreview::of(&name, &bytes, &held, is_curated, &by)
                    .map_err(|refused| CommandError::Unusable(refused.to_string()))?;
                let report = intake.report(RequestContext::default().locale, &name);
                if self.dry_run || intake.is_nothing() {
                    return Ok(report + "\nNothing changed.\n");
                }
                let by = Actor { member: 0, name: OPERATOR.to_owned() };
                let commit = Commit { guild: self.guild.get(), by, at: now, effects: intake.effects() };
                let committed = guild::commit::commit(database, &commit).await;
                if let CommitOutcome::Done(_) = committed.map_err(|error| CommandError::Failed(error.to_string()))? {
                    return Ok(report + "\nImported.\n");
                }
            }
            Err(CommandError::Failed(format!(
                "server {}: entries were being edited during the import; please try again",
                self.guild
            )))
        })?;
        Ok(PlainWriter(io::stdout()).write_all(report.as_bytes())?)
    }
}

impl BackupArgs {
    pub fn run(&self, config: &Config) -> Result<(), CommandError> {
        let location = location(config)?;
        let length = runtime()?.block_on(db::backup::backup(&location, &self.file))?;
        Ok(writeln!(PlainWriter(io::stdout()), "{}: {length} bytes, verified", self.file.display())?)
    }
}

impl RestoreArgs {
    pub fn run(&self, config: &Config) -> Result<(), CommandError> {
        let location = location(config)?;
        let old = runtime()?.block_on(db::backup::restore(&self.file, &location, self.force))?;
        let mut output = PlainWriter(io::stdout());
        writeln!(output, "{location}: restored from {}", self.file.display())?;
        if let Some(old) = old {
            writeln!(output, "{}: the previous database", old.display())?;
        }
        Ok(())
    }
}

/// Everything a guild has, retired or not.
async fn entries(database: &Database, guild: u64) -> Result<(i64, Vec<StoredEntry>), CommandError> {
    faq::store::changes_since(database, guild, 0).await.map_err(|error| CommandError::Failed(error.to_string()))
}

/// Does something with the database that is configured, which must be there: only the bot makes one.
fn with_database<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Database) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let location = location(config)?;
    if let DatabaseUrl::File(path) = &location
        && !path.is_file()
    {
        let why = "there is no database there yet; `jet-senpai run` creates it";
        return Err(CommandError::Unusable(format!("{}: {why}", path.display())));
    }
    runtime()?.block_on(async {
        let database = Arc::new(boot::open(&location, config, DATABASE_TIMEOUT).await?);
        let done = work(&database).await;
        database.close().await;
        done
    })
}

fn location(config: &Config) -> Result<DatabaseUrl, CommandError> {
    boot::location(config).map_err(|error| CommandError::Unusable(format!("database_url: {error}")))
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()
}

impl From<OpenError> for CommandError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Unreachable(..) => Self::Failed(error.to_string()),
            _ => Self::Unusable(error.to_string()),
        }
    }
}

impl From<BackupError> for CommandError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Unusable(..) => Self::Unusable(error.to_string()),
            BackupError::Failed(..) => Self::Failed(error.to_string()),
        }
    }
}
