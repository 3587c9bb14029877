//! The command line: what can be typed, and with which status the program ends.

mod bot;
mod check;
mod commands;
mod error;
mod import_export;
mod licences;

use std::env;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use error::CommandError;

use crate::config::{Config, DATABASE_VARIABLE, DEFAULT_FILE, Secret};
use crate::knowledge::Role;
use crate::search;
use crate::terminal::plain::PlainWriter;

/// Answers questions about Japan's JET Programme from curated documents, and says when it doesn't know.
#[derive(Debug, Parser)]
#[command(name = "jet-senpai", version, propagate_version = true)]
struct Cli {
    /// Configuration file [default: jet-senpai.toml in the current directory, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print third-party licences
    #[arg(long)]
    licenses: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer a question, or with --batch one per line
    Ask(AskArgs),
    /// Chat with the bot in the terminal
    Chat(ChatArgs),
    /// Check the knowledge files for problems
    Check(CheckArgs),
    /// Score the matching against a question set
    Eval(EvalArgs),
    /// Connect to Discord (the default)
    Run(RunArgs),
    /// Export a server's own entries
    Export(import_export::ExportArgs),
    /// Import entries into a server (all or nothing)
    Import(import_export::ImportArgs),
    /// Back up the database (safe while the bot runs)
    Backup(import_export::BackupArgs),
    /// Restore the database from a backup
    Restore(import_export::RestoreArgs),
}

/// Where the entries come from.
#[derive(Debug, Args)]
struct SourceArgs {
    /// Directory of the curated knowledge [default: the one built into the program]
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
    /// FAQ file with entries to add, as if moderators had written them; repeatable
    #[arg(long, value_name = "FILE")]
    faq: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct AskArgs {
    /// The question
    #[arg(value_name = "QUESTION", required_unless_present = "batch", conflicts_with = "batch")]
    question: Vec<OsString>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Read one question per line from standard input; print one JSON object per line
    #[arg(long)]
    batch: bool,
    /// Your role: ALT, CIR or SEA
    #[arg(long)]
    role: Option<Role>,
    /// Show how the answer was chosen
    #[arg(long)]
    explain: bool,
    /// Number of entries in the ranking
    #[arg(long, value_name = "N", default_value_t = search::TOP)]
    top: usize,
    #[command(flatten)]
    sources: SourceArgs,
}

#[derive(Debug, Args)]
struct ChatArgs {
    /// Your role: ALT, CIR or SEA
    #[arg(long)]
    role: Option<Role>,
    #[command(flatten)]
    sources: SourceArgs,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// Directory of the source documents: verify every quotation, and show which sentences are used
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// Directory of the curated knowledge [default: the one built into the program]
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct EvalArgs {
    /// Question set: [[question]] tables with `ask` and `expect`, and [floors]
    file: PathBuf,
    /// List every question with a wrong answer
    #[arg(long)]
    wrong: bool,
    /// Also score BM25F alone and the encoder alone
    #[arg(long)]
    alone: bool,
    #[command(flatten)]
    sources: SourceArgs,
}

#[derive(Debug, Default, Args)]
struct RunArgs {
    /// Print the commands to register as JSON, without connecting
    #[arg(long)]
    dry_run: bool,
}

/// Runs the program: exit status 0 done, 1 failed or found problems, 2 unusable arguments or configuration.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // --help and --version come this way too. A failure to print has no one to be reported to.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let Err(failure) = dispatch(cli) else {
        return ExitCode::SUCCESS;
    };
    if let Some(message) = failure.message() {
        let _ = writeln!(PlainWriter(std::io::stderr()), "jet-senpai: {message}");
    }
    failure.exit_code()
}

fn dispatch(cli: Cli) -> Result<(), CommandError> {
    // What one owes to others does not depend on a configuration.
    if cli.licenses {
        return licences::print();
    }
    let config = configuration(cli.config.as_deref())?;
    match cli.command.unwrap_or_else(|| Command::Run(RunArgs::default())) {
        Command::Ask(ask) => ask.run(&config),
        Command::Chat(chat) => chat.run(&config),
        Command::Check(check) => check.run(&config),
        Command::Eval(eval) => eval.run(&config),
        Command::Run(run) => run.run(&config),
        Command::Export(export) => export.run(&config),
        Command::Import(import) => import.run(&config),
        Command::Backup(backup) => backup.run(&config),
        Command::Restore(restore) => restore.run(&config),
    }
}

/// The configuration that is named, or the one in the current directory, or the defaults.
fn configuration(named: Option<&Path>) -> Result<Config, CommandError> {
    let mut config = match named {
        Some(path) => Config::load(path)?,
        None if Path::new(DEFAULT_FILE).is_file() => Config::load(Path::new(DEFAULT_FILE))?,
        None => Config::default(),
    };
    let set = env::var(DATABASE_VARIABLE).ok().filter(|url| !url.trim().is_empty());
    config.database_url = set.map(|url| Secret::new(url.trim())).or(config.database_url);
    Ok(config)
}
