//! Raw TOML to a resolved [`Config`]: every key has a documented default, an unknown key is refused.

mod discord;
mod secret;

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::knowledge::{Problem, read};
use crate::search::AnswerThreshold;

pub use discord::{DiscordConfig, GuildSettings, Snowflake, TOKEN_VARIABLE};
pub use secret::Secret;

/// The file that is read from the current directory when none is named.
pub const DEFAULT_FILE: &str = "jet-senpai.toml";

/// The database that is made beside the configuration unless another is named.
pub const DEFAULT_DATABASE: &str = "jet-senpai.db";

/// The environment variable that holds the address of a database.
pub const DATABASE_VARIABLE: &str = "DATABASE_URL";

/// Everything an operator can set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Directory of the curated knowledge; without it, the knowledge built into the program. A relative path starts at
    /// the configuration file.
    pub knowledge: Option<PathBuf>,
    /// FAQ files of the community, matched together with the curated knowledge.
    pub faq: Vec<PathBuf>,
    /// The database file, which is created if missing. A relative path starts at the configuration file.
    pub database: PathBuf,
    /// Address of a PostgreSQL database to use instead; the environment variable [`DATABASE_VARIABLE`] takes precedence.
    pub database_url: Option<Secret>,
    /// File that lists the withdrawn stories, so that restoring a backup does not bring them back. The default is a file
    /// beside the database, or, for a database server, `jet-senpai.withdrawn` in the current directory. A relative path starts at
    /// the configuration file.
    pub ledger: Option<PathBuf>,
    /// How sure the bot must be to answer.
    pub boldness: AnswerThreshold,
    /// How long members' data is kept.
    pub keep: RetentionConfig,
    /// Matching by meaning.
    pub semantic: EncoderConfig,
    /// The terminal.
    pub terminal: TerminalConfig,
    /// Discord.
    pub discord: DiscordConfig,
    /// The log's settings.
    pub log: LogConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge: None,
            faq: Vec::new(),
            database: DEFAULT_DATABASE.into(),
            database_url: None,
            ledger: None,
            boldness: AnswerThreshold::default(),
            keep: RetentionConfig::default(),
            semantic: EncoderConfig::default(),
            terminal: TerminalConfig::default(),
            discord: DiscordConfig::default(),
            log: LogConfig::default(),
        }
    }
}

/// How long members' data is kept, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// The texts of questions, without the members who asked, and the hashes that tell members apart.
    pub questions: NonZeroU32,
    /// The members who wait for a moderator's answer.
    pub askers: NonZeroU32,
}

/// Days for which questions are kept.
const QUESTIONS: NonZeroU32 = NonZeroU32::new(90).unwrap();
/// Days for which the ids of askers are kept.
const ASKERS: NonZeroU32 = NonZeroU32::new(30).unwrap();

impl Default for RetentionConfig {
    fn default() -> Self {
        Self { questions: QUESTIONS, askers: ASKERS }
    }
}

/// Matching by meaning, beside matching by words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EncoderConfig {
    /// Whether to match by meaning at all.
    pub enabled: bool,
    /// Directory with another sentence encoder than the one built into the program. A relative path starts at the
    /// configuration file.
    pub model: Option<PathBuf>,
    /// Directory that keeps what the encoder made of the entries, so that the next start is faster. Without it, that is
    /// `jet-senpai` among the user's caches. A relative path starts at the configuration file.
    pub cache: Option<PathBuf>,
}

impl Default for EncoderConfig {
    fn default() -> Self {
        Self { enabled: true, model: None, cache: None }
    }
}

/// How the terminal behaves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TerminalConfig {
    /// File that keeps the lines typed into `chat` from one conversation to the next; without it, nothing is kept.
    pub history: Option<PathBuf>,
    /// When to colour.
    pub colour: Colour,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// When it is printed to a terminal that can, and `NO_COLOR` is not set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The log's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// For whom.
    pub format: LogFormat,
    /// How much.
    pub level: LogLevel,
}

/// For whom the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// People.
    #[default]
    Human,
    /// Programs: one JSON object a line.
    Json,
}

/// How much is logged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What the operator must fix.
    Error,
    /// What the operator should know.
    Warn,
    /// What happened, without any text that members typed.
    #[default]
    Info,
    /// Everything, for finding a bug.
    Debug,
}

impl Config {
    /// The configuration in a file.
    ///
    /// # Errors
    /// Where the file cannot be read, is not UTF-8 or TOML, or has an unknown key; the problem names file and line.
    pub fn load(path: &Path) -> Result<Self, Problem> {
        let mut config = Self::parse(&path.display().to_string(), &read(path)?)?;
        let base = path.parent().unwrap_or(Path::new(""));
        let relative = config.knowledge.iter_mut().chain(&mut config.faq).chain(&mut config.terminal.history);
        let relative = relative.chain(&mut config.discord.token_file).chain(Some(&mut config.database));
        let relative = relative.chain(&mut config.ledger);
        let relative = relative.chain(&mut config.semantic.model).chain(&mut config.semantic.cache);
        for path in relative {
            *path = base.join(&path);
        }
        Ok(config)
    }

    /// Parses a configuration file.
    ///
    /// # Errors
    /// Where it is not TOML or has an unknown key.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|error| Problem::in_toml(file, text, &error))
    }
}
