//! Keeping house: what is older than it may be is removed every hour, and a guild that removed the bot is forgotten after a
//! while.

use std::time::Duration;

use crate::bot::{App, GuildServices, guild};
use crate::db::StoreError;

/// How often is looked for what is too old. What is kept for days may stay an hour longer.
const SWEEP_INTERVAL: Duration = Duration::from_hours(1);

impl App {
    /// Removes what is older than it may be, now and every hour; for ever.
    pub async fn run_retention(&self) {
        let Some(GuildServices { store, retention, .. }) = &self.services else {
            return std::future::pending().await;
        };
        loop {
            let next = self.clock.now() + SWEEP_INTERVAL;
            if let Err(error) = guild::sweep::sweep(store, self.clock.time(), retention).await {
                tracing::warn!("deleting expired data failed; retrying in an hour: {error}");
            }
            self.clock.sleep(next.saturating_duration_since(self.clock.now())).await;
        }
    }

    /// A guild removed the bot: unless it comes back, it is forgotten.
    pub async fn guild_left(&self, guild: u64) {
        if let Some(GuildServices { store, guilds, .. }) = &self.services {
            guilds.forget(guild);
            noted(guild::sweep::record_left(store, guild, Some(self.clock.time())).await);
        }
    }

    /// A guild has the bot, perhaps again.
    pub async fn guild_joined(&self, guild: u64) {
        if let Some(GuildServices { store, .. }) = &self.services {
            noted(guild::sweep::record_left(store, guild, None).await);
        }
    }

    /// The bot is in these guilds of a shard, and in no others: whichever removed it while it was away have now left.
    pub async fn guilds_are(&self, shard: u32, of: u32, present: &[u64]) {
        if let Some(GuildServices { store, .. }) = &self.services {
            noted(guild::store::record_guilds(store, shard, of, present, self.clock.time()).await);
        }
    }
}

/// What fails here is put right the next time the bot connects.
fn noted(done: Result<(), StoreError>) {
    if let Err(error) = done {
        tracing::warn!("recording the guilds the bot is in failed: {error}");
    }
}
