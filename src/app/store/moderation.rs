//! What moderators have done, and whom they have turned away.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Actor, StoreResult};

/// A line of the audit: one thing that a moderator did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// Who did it.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What, such as `entry.add`.
    pub action: String,
    /// With what: an id, or the name of a question in hexadecimal digits.
    pub item: String,
    /// What it was before.
    pub was: String,
    /// What it is since.
    pub became: String,
}

/// What moderators look up of their own work.
#[async_trait]
pub trait Moderation {
    /// The lines of a guild's audit, the newest first; and how many there are in all.
    async fn audit(&self, guild: u64, skip: u32, most: u32) -> StoreResult<(Vec<AuditRecord>, u32)>;

    /// Who may not use a guild's inbox, and since when, the latest first; at most `most`.
    async fn blocked(&self, guild: u64, most: u32) -> StoreResult<Vec<(u64, Timestamp)>>;

    /// The bot is in these guilds of a shard, and in no others of it: those it was removed from while it was away have
    /// been left now, and those it has again have not.
    async fn guilds_are(&self, shard: u32, of: u32, guilds: &[u64], at: Timestamp) -> StoreResult<()>;
}
