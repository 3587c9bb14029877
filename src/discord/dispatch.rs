//! Dispatches gateway events to handlers, which are awaited when the bot stops.

use crate::bot::guild::retention;
use std::sync::Arc;

use poise::FrameworkContext;
use serenity::all::{Client, Context, Event, FullEvent, Guild, GuildId, Interaction, RawEventHandler, ShardManager};
use serenity::http::Http;
use tokio_util::task::TaskTracker;

use super::{BotState, commands, components, mentions, modals};

/// The handler of every event.
pub struct EventHandler {
    state: Arc<BotState>,
    options: poise::FrameworkOptions<BotState, serenity::Error>,
    shards: Option<Arc<ShardManager>>,
    /// Answers interactions: see [`super::run`].
    responses: Arc<Http>,
    /// Tracks running handlers.
    answering: TaskTracker,
}

impl EventHandler {
    /// A handler that is tracked in `answering` and replies to interactions through `responses`.
    pub fn new(state: Arc<BotState>, responses: Arc<Http>, answering: TaskTracker) -> Self {
        let mut options = commands::options();
        poise::set_qualified_names(&mut options.commands);
        Self { state, options, shards: None, responses, answering }
    }
}

impl EventHandler {
    /// The bot is in a guild: as it was, or only now.
    async fn came(&self, guild: &Guild) {
        if self.state.guilds.came(guild, self.state.me) {
            retention::guild_joined(&self.state.app, guild.id.get()).await;
        }
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for EventHandler {
    async fn init(&mut self, client: &Client) {
        self.shards = Some(Arc::clone(&client.shard_manager));
    }

    async fn dispatch(&self, mut context: Context, event: FullEvent) {
        let _busy = self.answering.token();
        if matches!(event, FullEvent::InteractionCreate { .. }) {
            context.http = Arc::clone(&self.responses);
        }
        match event {
            FullEvent::InteractionCreate { interaction: Interaction::Component(pressed) } => {
                components::pressed(&self.state, &context.http, &pressed).await;
            }
            FullEvent::InteractionCreate { interaction: Interaction::Modal(filled) } => {
                modals::filled(&self.state, &context.http, &filled).await;
            }
            FullEvent::Message { new_message } => mentions::heard(&self.state, &context.http, &new_message).await,
            FullEvent::ChannelUpdate { new, .. } => self.state.guilds.reopen(new.guild_id),
            FullEvent::GuildRoleUpdate { new, .. } => self.state.guilds.reopen(new.guild_id),
            FullEvent::GuildMemberUpdate { event, .. } if event.user.id == self.state.me => {
                self.state.guilds.reopen(event.guild_id);
            }
            FullEvent::ShardStageUpdate { event } => {
                tracing::info!("the connection to Discord changed from {} to {}", event.old, event.new);
            }
            FullEvent::GuildCreate { guild, .. } => self.came(&guild).await,
            FullEvent::GuildUpdate { new_data, .. } => self.state.guilds.changed(&new_data),
            FullEvent::GuildDelete { incomplete, .. } if !incomplete.unavailable => {
                tracing::info!(guild = %incomplete.id, "removed from a guild; its data will be deleted in 30 days");
                self.state.guilds.left(incomplete.id);
                retention::guild_left(&self.state.app, incomplete.id.get()).await;
            }
            FullEvent::Ready { data_about_bot } => {
                let guilds: Vec<GuildId> = data_about_bot.guilds.iter().map(|guild| guild.id).collect();
                self.state.guilds.expect(guilds.iter().copied());
                let (shard, of) = data_about_bot.shard.map_or((0, 1), |info| (info.id.0, info.total));
                let ids: Vec<u64> = guilds.iter().map(|guild| guild.get()).collect();
                retention::guilds_are(&self.state.app, shard, of, &ids).await;
                let guilds = guilds.len();
                tracing::info!(guilds, "connected to Discord as {}", data_about_bot.user.name);
            }
            event @ FullEvent::InteractionCreate { .. } => {
                let Some(shards) = &self.shards else { return };
                let framework = FrameworkContext {
                    serenity_context: &context,
                    bot_id: self.state.me,
                    options: &self.options,
                    user_data: &*self.state,
                    shard_manager: shards,
                };
                // What poise keeps while it waits is large; most events need none of it.
                Box::pin(poise::dispatch_event(framework, event)).await;
            }
            _ => {}
        }
    }
}

/// Logs events that serenity cannot decode and drops: a member may be waiting for a reply.
pub struct UndecodableEvents;

#[serenity::async_trait]
impl RawEventHandler for UndecodableEvents {
    async fn raw_event(&self, _: Context, event: Event) {
        if let Event::Unknown(unknown) = event
            && matches!(unknown.kind.as_str(), "INTERACTION_CREATE" | "MESSAGE_CREATE" | "GUILD_CREATE")
        {
            tracing::error!("Discord sent an unknown kind of {}; this version may be too old", unknown.kind);
        }
    }
}
