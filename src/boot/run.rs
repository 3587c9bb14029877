//! The bot, from its configuration to its end.

use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId};
use tokio::sync::mpsc::Receiver;

use super::{EncoderError, EncoderRuntime, KnowledgeFiles, library};
use crate::bot::guild::retention;
use crate::bot::guild::sweep::Retention;
use crate::bot::{App, Clock, RateLimits, SystemClock, open_database};
use crate::config::{Config, Secret};
use crate::db::{DEFAULT_TIMEOUT, Database, DatabaseUrl, DatabaseUrlError, OpenError};
use crate::discord::{self, Connection, ConnectionLost, ControlSignal, DiscordSettings, LEASE};
use crate::knowledge::LoadError;

/// For how long a request may take: longer than Discord ever needs, and short enough to be tried again.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// What the bot is connected to, other than by its configuration: the world, or a test.
pub struct Dependencies {
    /// What every request to Discord goes through.
    pub http: reqwest::Client,
    /// Where to connect, instead of where Discord says.
    pub gateway: Option<String>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// For how long the right to be connected is taken at once.
    pub lease: Duration,
    /// Signals from outside.
    pub signals: Receiver<ControlSignal>,
    /// Tells the operator something that is not for the log, such as the invitation.
    pub announce: Box<dyn Fn(&str) + Send>,
}

impl Dependencies {
    /// The real world.
    ///
    /// # Errors
    /// Where the machine has no way to make encrypted connections.
    pub fn production(
        signals: Receiver<ControlSignal>,
        announce: Box<dyn Fn(&str) + Send>,
    ) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder().https_only(true).timeout(REQUEST_TIMEOUT).build()?;
        Ok(Self { http, gateway: None, clock: Arc::new(SystemClock), lease: LEASE, signals, announce })
    }
}

/// Why the bot does not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The knowledge cannot be used.
    #[error(transparent)]
    Knowledge(#[from] LoadError),
    /// The encoder cannot be used.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
    /// Discord refused the bot, or was not reached.
    #[error(transparent)]
    Discord(#[from] ConnectionLost),
    /// The configured URL names no database.
    #[error("database_url: {0}")]
    DatabaseUrl(#[from] DatabaseUrlError),
    /// The database cannot be opened.
    #[error(transparent)]
    Database(#[from] OpenError),
}

/// Reads the knowledge, connects, and answers until a signal says to stop.
///
/// # Errors
/// Where the knowledge cannot be used, which is found before anything is connected, or Discord refuses the bot.
pub async fn run(config: &Config, token: &Secret, wiring: Dependencies) -> Result<(), RunError> {
    let faq: Vec<_> = config.faq.iter().map(std::path::PathBuf::as_path).collect();
    let library = library(config.knowledge.as_deref(), &faq)?.with_threshold(config.boldness).with_autocomplete();
    let encoder_runtime = EncoderRuntime::new(&config.semantic)?.map(Arc::new);
    if let Some(encoder_runtime) = &encoder_runtime {
        encoder_runtime.recall(&library);
    }
    let Dependencies { http, gateway, clock, lease, signals, announce } = wiring;
    let limits =
        RateLimits { per_member: config.discord.questions_per_minute, per_channel: config.discord.replies_per_channel };
    let mut app = App::new(library).with_rate_limits(&limits, &clock);
    let mut reading = None;
    if let Some(encoder_runtime) = &encoder_runtime {
        let encoder_pool = Arc::new(encoder_runtime.encoder_pool()?);
        // The first start does not wait until all entries are read.
        reading = Some(tokio::spawn(Arc::clone(encoder_runtime).read_beside(app.library(), Arc::clone(&encoder_pool))));
        app = app.with_encoder(encoder_pool);
    }
    if let Some(files) = KnowledgeFiles::of(config, encoder_runtime.as_ref()) {
        app = app.with_source(Box::new(files));
    }
    let store = Arc::new(open(&location(config)?, config, DEFAULT_TIMEOUT).await?);
    let app = Arc::new(app.with_store(Arc::<Database>::clone(&store)).with_retention(retention(config)));
    let notes = tokio::spawn({
        let app = Arc::clone(&app);
        async move { app.keep_notes().await }
    });
    let house = tokio::spawn({
        let app = Arc::clone(&app);
        async move { retention::run_retention(&app).await }
    });

    let connection = Connection { http, gateway, token: token.reveal().to_owned(), clock, lease, announce };
    let ended = discord::run(Arc::clone(&app), settings(config), connection, signals).await;
    notes.abort();
    house.abort();
    if let Some(reading) = reading {
        reading.abort();
    }
    store.close().await;
    Ok(ended?)
}

/// Where the database is.
///
/// # Errors
/// Where the address that is given is none.
pub fn location(config: &Config) -> Result<DatabaseUrl, DatabaseUrlError> {
    match &config.database_url {
        Some(url) => url.reveal().parse(),
        None => Ok(DatabaseUrl::File(config.database.clone())),
    }
}

/// Opens the configured database; a call waits at most `patience` for its turn.
///
/// # Errors
/// Where it cannot be opened.
pub async fn open(location: &DatabaseUrl, config: &Config, patience: Duration) -> Result<Database, OpenError> {
    open_database(location, patience, config.ledger.clone()).await
}

/// For how long what members leave behind is kept.
fn retention(config: &Config) -> Retention {
    Retention { questions: config.keep.questions.get(), askers: config.keep.askers.get(), ..Retention::default() }
}

fn settings(config: &Config) -> DiscordSettings {
    let guilds = config.discord.guild.iter();
    DiscordSettings {
        private_channels: config.discord.private_channels.iter().map(|id| ChannelId::from(id.0)).collect(),
        notices: guilds.map(|guild| (GuildId::from(guild.id.0), ChannelId::from(guild.moderators.0))).collect(),
    }
}
