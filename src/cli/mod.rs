//! The command line: what can be typed, and with which status the program ends.

mod bot;
mod check;
mod commands;
mod failure;
mod licences;
mod moving;

use std::env;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, DATABASE_VARIABLE, DEFAULT_FILE, Secret};
use crate::knowledge::Role;
use crate::matching;
use crate::terminal::plain::Plain;
use failure::Failure;

/// Answers questions about Japan's JET Programme from curated documents, and says when it doesn't know.
#[derive(Debug, Parser)]
#[command(name = "jet-senpai", version, propagate_version = true)]
struct Cli {
    /// Configuration file [default: jet-senpai.toml in the current directory, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print what is in this program that others made, and under which terms
    #[arg(long)]
    licenses: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer one question, or with --batch one a line
    Ask(Ask),
    /// Hold a conversation in the terminal
    Chat(Chat),
    /// Find everything in the knowledge that a curator should mend
    Check(Check),
    /// Measure the matching on a set of questions
    Eval(Eval),
    /// Connect to Discord (the default)
    Run(Run),
    /// Write a server's own entries to a file
    Export(moving::Export),
    /// Take a file's entries into a server's, all of them or none
    Import(moving::Import),
    /// Copy the database, while the bot runs
    Backup(moving::Backup),
    /// Put a copy in the place of the database
    Restore(moving::Restore),
}

/// Where the entries come from.
#[derive(Debug, Args)]
struct Sources {
    /// Directory of the curated knowledge [default: the one built into the program]
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
    /// FAQ file whose entries are added as if moderators had written them; may be given several times
    #[arg(long, value_name = "FILE")]
    faq: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct Ask {
    /// The question
    #[arg(value_name = "QUESTION", required_unless_present = "batch", conflicts_with = "batch")]
    question: Vec<OsString>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Read one question a line from standard input, print one JSON object a line
    #[arg(long)]
    batch: bool,
    /// The role of whoever asks: ALT, CIR or SEA
    #[arg(long)]
    role: Option<Role>,
    /// Show how the question was read and every signal's part of the scores
    #[arg(long)]
    explain: bool,
    /// How many entries to rank
    #[arg(long, value_name = "N", default_value_t = matching::TOP)]
    top: usize,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Debug, Args)]
struct Chat {
    /// The role of whoever asks: ALT, CIR or SEA
    #[arg(long)]
    role: Option<Role>,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Debug, Args)]
struct Check {
    /// Directory of the source documents, to prove every quotation and see what became of every sentence
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// Directory of the curated knowledge [default: the one built into the program]
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Eval {
    /// The questions: [[question]] tables with `ask` and `expect`, and [floors]
    file: PathBuf,
    /// List every question that went wrong
    #[arg(long)]
    wrong: bool,
    /// Also say what BM25F and the encoder would reach alone
    #[arg(long)]
    alone: bool,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Debug, Default, Args)]
struct Run {
    /// Print the commands that would be registered, as JSON, and connect to nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs the program: exit status 0 done, 1 failed or found problems, 2 unusable arguments or configuration.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // --help and --version come this way too. Where printing fails, nobody is left to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let Err(failure) = dispatch(cli) else {
        return ExitCode::SUCCESS;
    };
    if let Some(message) = failure.message() {
        let _ = writeln!(Plain(std::io::stderr()), "jet-senpai: {message}");
    }
    failure.exit_code()
}

fn dispatch(cli: Cli) -> Result<(), Failure> {
    // What one owes to others does not depend on a configuration.
    if cli.licenses {
        return licences::print();
    }
    let config = configuration(cli.config.as_deref())?;
    match cli.command.unwrap_or_else(|| Command::Run(Run::default())) {
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
fn configuration(named: Option<&Path>) -> Result<Config, Failure> {
    let mut config = match named {
        Some(path) => Config::load(path)?,
        None if Path::new(DEFAULT_FILE).is_file() => Config::load(Path::new(DEFAULT_FILE))?,
        None => Config::default(),
    };
    let set = env::var(DATABASE_VARIABLE).ok().filter(|url| !url.trim().is_empty());
    config.database_url = set.map(|url| Secret::new(url.trim())).or(config.database_url);
    Ok(config)
}
