//! Retention: expired data is deleted every hour, and so are guilds that removed the bot a while ago.

use std::time::Duration;

use crate::bot::{App, GuildServices, guild};
use crate::db::StoreError;

/// The interval between two sweeps; data may stay an hour longer than configured.
const SWEEP_INTERVAL: Duration = Duration::from_hours(1);

/// Sweeps now and every hour; never returns.
pub async fn run_retention(app: &App) {
    let Some(GuildServices { store, retention, .. }) = &app.services else {
        return std::future::pending().await;
    };
    loop {
        let next = app.clock.now() + SWEEP_INTERVAL;
        if let Err(error) = guild::sweep::sweep(store, app.clock.time(), retention).await {
            tracing::warn!("deleting expired data failed; retrying in an hour: {error}");
        }
        app.clock.sleep(next.saturating_duration_since(app.clock.now())).await;
    }
}

/// A guild removed the bot: unless it comes back, it is forgotten.
pub async fn guild_left(app: &App, guild: u64) {
    if let Some(GuildServices { store, guilds, .. }) = &app.services {
        guilds.forget(guild);
        noted(guild::sweep::record_left(store, guild, Some(app.clock.time())).await);
    }
}

/// A guild has the bot, perhaps again.
pub async fn guild_joined(app: &App, guild: u64) {
    if let Some(GuildServices { store, .. }) = &app.services {
        noted(guild::sweep::record_left(store, guild, None).await);
    }
}

/// The bot is in these guilds of a shard, and in no others: whichever removed it while it was away have now left.
pub async fn guilds_are(app: &App, shard: u32, of: u32, present: &[u64]) {
    if let Some(GuildServices { store, .. }) = &app.services {
        noted(guild::store::record_guilds(store, shard, of, present, app.clock.time()).await);
    }
}

/// What fails here is put right the next time the bot connects.
fn noted(done: Result<(), StoreError>) {
    if let Err(error) = done {
        tracing::warn!("recording the guilds the bot is in failed: {error}");
    }
}
