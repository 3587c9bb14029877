//! The gateway connection of one shard, which at most one process has at a time. Only the holder of the lease is
//! connected; a process that loses it, or can't renew it, disconnects before another may take over.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ClientBuilder, GatewayIntents};
use serenity::http::{Http, HttpBuilder};
use tokio::sync::Mutex;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout, timeout_at};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::BotState;
use super::dispatch::{EventHandler, UndecodableEvents};
use super::retry::ApiError;
use super::run::{ConnectionLost, why};

/// The gateway intents: guilds, and messages, whose text Discord sends only if they mention the bot or are sent to it
/// directly. None of them is privileged.
const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

/// The length of a lease.
pub const LEASE: Duration = Duration::from_secs(30);
/// The part of the lease after which it is renewed; a standby process checks it at the same interval.
const RENEWAL: f64 = 1.0 / 3.0;
/// The part of a lease without a successful renewal after which the shard disconnects, counted from the request of the
/// last renewal: the rest is the time to disconnect.
const WITHOUT: f64 = 5.0 / 6.0;

/// For how long a connection is given to close.
const CLOSING: Duration = Duration::from_millis(1_500);

/// Discord lets a bot connect once in so long (<https://discord.com/developers/docs/events/gateway#identifying>).
const IDENTIFY: Duration = Duration::from_secs(5);

/// Whose turn it is to connect: one shard after the other.
pub type IdentifyLimiter = Mutex<Option<Instant>>;

/// What every connection needs.
pub struct ShardContext {
    /// The client for everything but interaction responses.
    pub http: Arc<Http>,
    /// For answers to interactions: see [`super::run`].
    pub responses: Arc<Http>,
    /// What every handler needs.
    pub state: Arc<BotState>,
    /// Where to connect, instead of where Discord says.
    pub gateway: Option<String>,
    /// The bot's token.
    pub token: String,
    /// What every request goes through.
    pub requests: reqwest::Client,
    /// For how long a lease is taken.
    pub lease: Duration,
}

/// A shard's place among all of them.
pub struct ShardRunner<'a> {
    /// The shared state.
    pub bot: &'a ShardContext,
    /// Its number, from 0.
    pub shard: u32,
    /// How many there are.
    pub count: u32,
    /// Whose turn it is.
    pub turn: &'a IdentifyLimiter,
    /// When to end.
    pub stop: &'a CancellationToken,
    /// Tracks running handlers.
    pub answering: &'a TaskTracker,
}

impl ShardRunner<'_> {
    /// Is connected whenever no other process is, until it is told to stop.
    ///
    /// # Errors
    /// Where Discord refuses the bot.
    pub async fn keep(self) -> Result<(), ConnectionLost> {
        let mut waited = false;
        loop {
            let asked = Instant::now();
            match self.bot.state.app.hold(self.shard, self.count, self.bot.lease).await {
                Ok(true) => {
                    if waited {
                        tracing::info!(shard = self.shard, "taking over");
                    }
                    waited = false;
                    let ended = self.connected(asked).await;
                    // A process that was told to stop releases the lease when everything has been answered.
                    if self.stop.is_cancelled() || ended.is_err() {
                        return ended;
                    }
                }
                Ok(false) if !waited => {
                    tracing::info!(shard = self.shard, "another process is connected; waiting to take over");
                    waited = true;
                }
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(shard = self.shard, "not connecting: the database is unavailable: {error}");
                }
            }
            tokio::select! {
                () = self.stop.cancelled() => return Ok(()),
                () = sleep(self.bot.lease.mul_f64(RENEWAL)) => {}
            }
        }
    }

    /// Is connected for as long as the lease is renewed; `held` is when it was asked for.
    async fn connected(&self, held: Instant) -> Result<(), ConnectionLost> {
        let mut client = self.client().await?;
        let shards = Arc::clone(&client.shard_manager);
        self.wait_for_turn().await;
        let mut running = Box::pin(client.start_shard(self.shard, self.count));
        tokio::select! {
            ended = &mut running => return ended.map_err(|error| why(&error)),
            () = self.stop.cancelled() => {}
            () = self.lost(held) => {
                tracing::warn!(shard = self.shard, "disconnecting: another process takes over, or the database is unavailable");
            }
        }
        tokio::select! {
            _ = &mut running => {}
            closed = timeout(CLOSING, shards.shutdown_all()) => if closed.is_err() {
                tracing::warn!("closing the connection to Discord timed out");
            },
        }
        Ok(())
    }

    /// Renews the lease, and ends when it is lost.
    async fn lost(&self, mut held: Instant) {
        let mut renewals = interval(self.bot.lease.mul_f64(RENEWAL));
        renewals.set_missed_tick_behavior(MissedTickBehavior::Delay);
        renewals.tick().await;
        loop {
            let end = held + self.bot.lease.mul_f64(WITHOUT);
            if timeout_at(end, renewals.tick()).await.is_err() {
                return;
            }
            let asked = Instant::now();
            match timeout_at(end, self.bot.state.app.hold(self.shard, self.count, self.bot.lease)).await {
                Ok(Ok(true)) => held = asked,
                Ok(Ok(false)) | Err(_) => return,
                Ok(Err(error)) => tracing::warn!(shard = self.shard, "renewing the lease failed: {error}"),
            }
        }
    }

    /// Waits until this shard may connect.
    async fn wait_for_turn(&self) {
        let mut last = self.turn.lock().await;
        if let Some(last) = *last {
            tokio::time::sleep_until(last + IDENTIFY).await;
        }
        *last = Some(Instant::now());
    }

    async fn client(&self) -> Result<serenity::Client, ConnectionLost> {
        let ShardContext { http, responses, state, gateway, token, requests, .. } = self.bot;
        let dispatch = EventHandler::new(Arc::clone(state), Arc::clone(responses), self.answering.clone());
        // A client wants one of its own; the limits it keeps are Discord's for its whole connection.
        let own = HttpBuilder::new(token).client(requests.clone()).build();
        if let Some(application) = http.application_id() {
            own.set_application_id(application);
        }
        let client =
            ClientBuilder::new_with_http(own, INTENTS).framework(dispatch).raw_event_handler(UndecodableEvents).await;
        let client = client.map_err(|error| ConnectionLost::Unreachable(ApiError::from(&error).message))?;
        if let Some(gateway) = gateway {
            gateway.clone_into(&mut *client.ws_url.lock().await);
        }
        Ok(client)
    }
}
