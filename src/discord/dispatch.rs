//! What Discord sends goes to whoever answers it, and is waited for when the bot stops.

use std::sync::Arc;

use poise::FrameworkContext;
use serenity::all::{Client, Context, FullEvent, Interaction, ShardManager};
use tokio_util::task::TaskTracker;

use super::{State, commands, mentions, presses};

/// The handler of every event.
pub struct Dispatch {
    state: Arc<State>,
    options: poise::FrameworkOptions<State, serenity::Error>,
    shards: Option<Arc<ShardManager>>,
    /// Counts what is being answered.
    answering: TaskTracker,
}

impl Dispatch {
    /// A handler that counts in `answering` what it is busy with.
    pub fn new(state: Arc<State>, answering: TaskTracker) -> Self {
        let mut options = commands::options();
        poise::set_qualified_names(&mut options.commands);
        Self { state, options, shards: None, answering }
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for Dispatch {
    async fn init(&mut self, client: &Client) {
        self.shards = Some(Arc::clone(&client.shard_manager));
    }

    async fn dispatch(&self, context: Context, event: FullEvent) {
        let _busy = self.answering.token();
        match event {
            FullEvent::InteractionCreate { interaction: Interaction::Component(pressed) } => {
                presses::pressed(&self.state, &context.http, &pressed).await;
            }
            FullEvent::Message { new_message } => mentions::heard(&self.state, &context.http, &new_message).await,
            FullEvent::GuildCreate { guild, .. } => self.state.guilds.came(&guild),
            FullEvent::GuildDelete { incomplete, .. } if !incomplete.unavailable => {
                tracing::info!(guild = %incomplete.id, "removed from a guild; nothing was stored of it");
                self.state.guilds.left(incomplete.id);
            }
            FullEvent::Ready { data_about_bot } => {
                let guilds = data_about_bot.guilds.len();
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
