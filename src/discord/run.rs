//! The bot's life on Discord: from the token to the connection, and to an end in good order.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{
    ApplicationId, ClientBuilder, CurrentApplicationInfo, GatewayError, GatewayIntents, ShardManager, UserId,
};
use serenity::http::{Http, HttpBuilder};
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use super::deliver::{Refusal, attempt};
use super::dispatch::Dispatch;
use super::guilds::Guilds;
use super::register::register;
use super::{Settings, State};
use crate::app::{App, Clock};

/// What reaches the bot from outside Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Finish what is being answered, and end.
    Stop,
    /// Read the knowledge again.
    Reload,
}

/// How the bot reaches Discord, and is reached itself.
pub struct Connection {
    /// What every request goes through.
    pub http: reqwest::Client,
    /// Where to connect, instead of where Discord says.
    pub gateway: Option<String>,
    /// The bot's token.
    pub token: String,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Signals; the bot stops when nobody can send one any more.
    pub signals: Receiver<Signal>,
    /// Tells the operator something that is not for the log.
    pub announce: Box<dyn Fn(&str) + Send>,
}

/// Why the bot is not connected any more, other than because it was told to stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// Discord does not know the token.
    #[error(
        "Discord refused the token; copy it again from your application's Bot page \
         (https://discord.com/developers/applications)"
    )]
    TokenRefused,
    /// Discord does not let the bot listen to what it asked for.
    #[error(
        "Discord refused the intents of this bot (code {0}); it needs none that are privileged, so please report this"
    )]
    IntentsRefused(u16),
    /// Discord did not take the commands, or anything else that comes before the connection.
    #[error("Discord refused {0}")]
    Refused(String),
    /// Discord was not reached, or went away for good.
    #[error("the connection to Discord failed: {0}")]
    Unreachable(String),
}

/// What the bot listens to: guilds (where moderators are told of trouble), and messages, whose text Discord sends only
/// where they mention it or are written to it directly. None of this is privileged.
const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

/// What the bot needs in a guild: to answer where it is mentioned, below the question.
const PERMISSIONS: serenity::model::Permissions = serenity::model::Permissions::VIEW_CHANNEL
    .union(serenity::model::Permissions::SEND_MESSAGES)
    .union(serenity::model::Permissions::SEND_MESSAGES_IN_THREADS)
    .union(serenity::model::Permissions::EMBED_LINKS)
    .union(serenity::model::Permissions::READ_MESSAGE_HISTORY);

/// For how long the connection is given to close, and then replies in flight to be sent: 5 s in all.
const CLOSING: Duration = Duration::from_millis(1_500);
const FINISHING: Duration = Duration::from_secs(3);

/// Connects, answers until it is told to stop, and ends in good order.
///
/// # Errors
/// Where Discord refuses the bot, or cannot be reached.
pub async fn run(app: Arc<App>, settings: Settings, connection: Connection) -> Result<(), Stopped> {
    let Connection { http, gateway, token, clock, mut signals, announce } = connection;
    let http = HttpBuilder::new(token).client(http).build();
    let application = application(&http).await?;
    let id = ApplicationId::new(application.id.get());
    http.set_application_id(id);
    let changed = register(&http, id).await.map_err(|refusal| refused("the commands", &refusal))?;
    tracing::info!("the commands {}", if changed { "have been registered" } else { "are registered already" });
    announce(&format!("Invite {} with {}", application.name, invitation(id)));

    let answering = TaskTracker::new();
    let state = Arc::new(State {
        app: Arc::clone(&app),
        settings,
        // Not always the application's id: bots older than 2016 have a user of their own.
        me: me(&http).await?,
        owners: owners(&application),
        guilds: Guilds::default(),
        clock,
    });
    let dispatch = Dispatch::new(state, answering.clone());
    let client = ClientBuilder::new_with_http(http, INTENTS).framework(dispatch).await;
    let mut client = client.map_err(|error| Stopped::Unreachable(Refusal::from(&error).message))?;
    if let Some(gateway) = gateway {
        *client.ws_url.lock().await = gateway;
    }
    let shards = Arc::clone(&client.shard_manager);
    let mut connected = pin!(client.start_autosharded());
    loop {
        tokio::select! {
            ended = &mut connected => return ended.map_err(|error| why(&error)),
            signal = signals.recv() => match signal {
                Some(Signal::Reload) => reload(&app).await,
                Some(Signal::Stop) | None => break,
            },
        }
    }
    tokio::select! {
        _ = &mut connected => {}
        () = finish(&shards, &answering) => {}
    }
    tracing::info!("stopped");
    Ok(())
}

/// Closes the connection, so that nothing new arrives, and waits for what is being answered.
async fn finish(shards: &ShardManager, answering: &TaskTracker) {
    tracing::info!("stopping");
    if timeout(CLOSING, shards.shutdown_all()).await.is_err() {
        tracing::warn!("the connection to Discord did not close in time");
    }
    answering.close();
    if timeout(FINISHING, answering.wait()).await.is_err() {
        tracing::warn!("{} replies were not sent in time", answering.len());
    }
}

async fn reload(app: &Arc<App>) {
    let app = Arc::clone(app);
    match tokio::task::spawn_blocking(move || app.reload()).await {
        Ok(Ok(Some(entries))) => tracing::info!(entries, "the knowledge has been read again"),
        Ok(Ok(None)) => tracing::info!("the knowledge is built into the program; there is nothing to read again"),
        Ok(Err(error)) => tracing::error!("the new knowledge can't be used, the old one is kept: {error}"),
        Err(error) => tracing::error!("reading the knowledge again failed: {error}"),
    }
}

/// What Discord knows of the application whose token this is.
async fn application(http: &Http) -> Result<CurrentApplicationInfo, Stopped> {
    attempt(|| http.get_current_application_info()).await.map_err(|refusal| refused("the application", &refusal))
}

async fn me(http: &Http) -> Result<UserId, Stopped> {
    let user = attempt(|| http.get_current_user()).await;
    user.map(|user| user.id).map_err(|refusal| refused("the bot's user", &refusal))
}

fn owners(application: &CurrentApplicationInfo) -> std::collections::HashSet<UserId> {
    let team = application.team.iter().flat_map(|team| team.members.iter().map(|member| member.user.id));
    application.owner.iter().map(|owner| owner.id).chain(team).collect()
}

fn refused(what: &str, refusal: &Refusal) -> Stopped {
    match refusal.status {
        Some(401) => Stopped::TokenRefused,
        Some(_) => Stopped::Refused(format!("{what}: {}", refusal.message)),
        None => Stopped::Unreachable(refusal.message.clone()),
    }
}

/// Why the connection ended by itself.
fn why(error: &serenity::Error) -> Stopped {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Stopped::TokenRefused,
        serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => Stopped::IntentsRefused(4013),
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => Stopped::IntentsRefused(4014),
        other => refused("to tell where to connect", &Refusal::from(other)),
    }
}

/// Where a moderator adds the bot to their guild, with exactly what it needs.
fn invitation(application: ApplicationId) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        PERMISSIONS.bits()
    )
}
