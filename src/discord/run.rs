//! The bot's life on Discord: from the token to the connection, and to an end in good order.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::try_join_all;
use serenity::all::{ApplicationId, CurrentApplicationInfo, GatewayError, MembershipState, TeamMemberRole, UserId};
use serenity::http::HttpBuilder;
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::guilds::GuildDirectory;
use super::register::register;
use super::retry::{ApiError, retry_forever};
use super::shard_runner::{IdentifyLimiter, ShardContext, ShardRunner};
use super::{BotState, DiscordSettings, daily, outbox};
use crate::bot::{App, Clock};
use crate::discord::audit;

/// What reaches the bot from outside Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlSignal {
    /// Finish running handlers, and stop.
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
    /// The length of a shard's lease; a standby process waits as long to take over.
    pub lease: Duration,
    /// Tells the operator something that is not for the log.
    pub announce: Box<dyn Fn(&str) + Send>,
}

/// Why the bot is not connected any more, other than because it was told to stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectionLost {
    /// Discord does not know the token.
    #[error(
        "Discord refused the token; copy it again from your application's Bot page \
         (https://discord.com/developers/applications)"
    )]
    TokenRefused,
    /// Discord refuses the gateway intents.
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

/// The permissions that the bot needs in a guild: to answer mentions below the question.
const PERMISSIONS: serenity::model::Permissions = serenity::model::Permissions::VIEW_CHANNEL
    .union(serenity::model::Permissions::SEND_MESSAGES)
    .union(serenity::model::Permissions::SEND_MESSAGES_IN_THREADS)
    .union(serenity::model::Permissions::CREATE_PUBLIC_THREADS)
    .union(serenity::model::Permissions::EMBED_LINKS)
    .union(serenity::model::Permissions::READ_MESSAGE_HISTORY);

/// For how long the connection is given to close, then replies in flight to be sent, and then audit channels to be told:
/// 5 s in all.
const CLOSING: Duration = Duration::from_millis(1_500);
const FINISHING: Duration = Duration::from_millis(2_500);
const TELLING: Duration = Duration::from_millis(500);

/// Connects, and answers until a signal says to stop (or none can be sent any more); then shuts down in good order. It
/// can be stopped while Discord is down.
///
/// # Errors
/// Where Discord refuses the bot.
pub async fn run(
    app: Arc<App>,
    settings: DiscordSettings,
    connection: Connection,
    mut signals: Receiver<ControlSignal>,
) -> Result<(), ConnectionLost> {
    let answering = TaskTracker::new();
    let stop = CancellationToken::new();
    let Some(started) = run_until_signal(&app, &mut signals, start(&app, settings, connection)).await else {
        return Ok(());
    };
    let bot = started?;
    let asked = retry_forever("how to connect", || bot.http.get_bot_gateway());
    let Some(told) = run_until_signal(&app, &mut signals, asked).await else {
        return Ok(());
    };
    let count = told.map_err(|api_error| refused("to tell how to connect", &api_error))?.shards;
    let _whatever_ends_it = stop.clone().drop_guard();
    {
        let (state, stop) = (Arc::clone(&bot.state), stop.clone());
        answering.spawn(async move {
            tokio::join!(outbox::run(&state, &stop), daily::run(&state, &stop), daily::edit_withdrawn(&state, &stop));
        });
    }
    let turn = IdentifyLimiter::default();
    let seats = (0..count).map(|shard| ShardRunner {
        bot: &bot,
        shard,
        count,
        turn: &turn,
        stop: &stop,
        answering: &answering,
    });
    let mut connected = pin!(try_join_all(seats.map(ShardRunner::keep)));
    let living = async {
        tokio::select! {
            ended = &mut connected => ended,
            never = audit::post_audit(&bot.state) => never,
        }
    };
    if let Some(ended) = run_until_signal(&app, &mut signals, living).await {
        return ended.map(drop);
    }
    tracing::info!("stopping");
    // After the connection is closed, nothing new arrives; running handlers are awaited.
    stop.cancel();
    if timeout(CLOSING, connected).await.is_err() {
        tracing::warn!("closing the connection to Discord timed out");
    }
    answering.close();
    if timeout(FINISHING, answering.wait()).await.is_err() {
        tracing::warn!("sending {} replies timed out", answering.len());
    }
    if timeout(TELLING, audit::post_rest_of_audit(&bot.state)).await.is_err() {
        tracing::warn!("posting in the audit log channels timed out; /manage audit shows every line");
    }
    // Nothing is written without the lease.
    app.write_notes().await;
    for shard in 0..count {
        app.release(shard).await;
    }
    tracing::info!("stopped");
    Ok(())
}

/// Everything up to the connection: who the bot is, its commands, its invitation.
async fn start(
    app: &Arc<App>,
    settings: DiscordSettings,
    connection: Connection,
) -> Result<ShardContext, ConnectionLost> {
    let Connection { http: requests, gateway, token, clock, lease, announce } = connection;
    let http = HttpBuilder::new(&token).client(requests.clone()).build();
    let application = retry_forever("the application", || http.get_current_application_info()).await;
    let application = application.map_err(|api_error| refused("the application", &api_error))?;
    let id = ApplicationId::new(application.id.get());
    http.set_application_id(id);
    let me = retry_forever("the bot's user", || http.get_current_user()).await;
    let me = me.map_err(|api_error| refused("the bot's user", &api_error))?.id;
    let changed = register(&http, id).await.map_err(|api_error| refused("the commands", &api_error))?;
    tracing::info!("the commands {}", if changed { "have been registered" } else { "are registered already" });
    announce(&format!("Invite {} with {}", application.name, invitation(id)));

    // serenity's limiter keeps something for every interaction that was ever answered, for ever, and Discord does not
    // limit how often interactions are answered: that goes without it.
    let responses = HttpBuilder::new(&token).client(requests.clone()).ratelimiter_disabled(true).build();
    let later = HttpBuilder::new(&token).client(requests.clone()).build();
    responses.set_application_id(id);
    later.set_application_id(id);
    let state = Arc::new(BotState {
        app: Arc::clone(app),
        settings,
        me,
        owners: owners(&application),
        guilds: GuildDirectory::default(),
        http: later,
        requests: requests.clone(),
        clock,
    });
    Ok(ShardContext { http: Arc::new(http), responses: Arc::new(responses), state, gateway, token, requests, lease })
}

/// Does something until it is done, and meanwhile what signals ask for; nothing comes of it if one says to stop.
async fn run_until_signal<T>(
    app: &Arc<App>,
    signals: &mut Receiver<ControlSignal>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return Some(done),
            signal = signals.recv() => match signal {
                Some(ControlSignal::Reload) => reload(app),
                Some(ControlSignal::Stop) | None => return None,
            },
        }
    }
}

/// Reads the knowledge again, beside everything else.
fn reload(app: &Arc<App>) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        match tokio::task::spawn_blocking(move || app.reload()).await {
            Ok(Ok(Some(entries))) => tracing::info!(entries, "reloaded the knowledge"),
            Ok(Ok(None)) => tracing::info!("nothing to reload: the knowledge is built into the program"),
            Ok(Err(error)) => {
                let problems = error.to_string().replace('\n', "; ");
                tracing::error!("reloading the knowledge failed; still using the previous version: {problems}");
            }
            Err(error) => tracing::error!("reloading the knowledge failed: {error}"),
        }
    });
}

/// The operators: the owner of the application, or the members of its team with more than read access.
fn owners(application: &CurrentApplicationInfo) -> HashSet<UserId> {
    let team = application.team.iter().flat_map(|team| &team.members);
    let joined = team.filter(|member| {
        member.membership_state == MembershipState::Accepted && member.role != TeamMemberRole::ReadOnly
    });
    application.owner.iter().map(|owner| owner.id).chain(joined.map(|member| member.user.id)).collect()
}

pub(super) fn refused(what: &str, api_error: &ApiError) -> ConnectionLost {
    match api_error.status {
        Some(401) => ConnectionLost::TokenRefused,
        Some(_) => ConnectionLost::Refused(format!("{what}: {}", api_error.message)),
        None => ConnectionLost::Unreachable(api_error.message.clone()),
    }
}

/// Why the connection ended by itself.
pub(super) fn why(error: &serenity::Error) -> ConnectionLost {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => ConnectionLost::TokenRefused,
        serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => ConnectionLost::IntentsRefused(4013),
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => ConnectionLost::IntentsRefused(4014),
        other => refused("to tell where to connect", &ApiError::from(other)),
    }
}

/// The URL with which a moderator adds the bot, with exactly these permissions.
fn invitation(application: ApplicationId) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        PERMISSIONS.bits()
    )
}
