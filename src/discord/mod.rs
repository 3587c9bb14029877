//! The bot on Discord. A handler converts an event into one call of the application, and sends the reply.

mod attachments;
mod audit;
mod commands;
mod components;
mod custom_id;
mod daily;
mod dispatch;
mod guild_permissions;
mod guilds;
mod history;
mod limits;
mod mentions;
mod modals;
mod outbox;
mod register;
pub mod render;
mod request_context;
mod retry;
mod run;
mod shard_runner;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use guilds::GuildDirectory;
use serenity::http::Http;
use serenity::model::id::{ChannelId, GuildId, UserId};

use crate::bot::{App, Clock};

pub use register::commands;
pub use run::{Connection, ConnectionLost, ControlSignal, run};
pub use shard_runner::LEASE;

/// What an operator decides about the bot's behaviour on Discord.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiscordSettings {
    /// Channels in which answers are private; their threads go with them.
    pub private_channels: HashSet<ChannelId>,
    /// The guilds the operator trusts, and where their moderators are told of trouble; in others, they are told where
    /// Discord itself tells them.
    pub notices: HashMap<GuildId, ChannelId>,
}

/// What every handler needs.
pub struct BotState {
    app: Arc<App>,
    settings: DiscordSettings,
    /// This bot's user.
    me: UserId,
    /// Who runs it.
    owners: HashSet<UserId>,
    guilds: GuildDirectory,
    /// For what Discord limits how often it is done, such as removing a reply.
    http: Http,
    /// For files that members attach.
    requests: reqwest::Client,
    clock: Arc<dyn Clock>,
}

impl BotState {
    fn now(&self) -> Instant {
        self.clock.now()
    }
}
