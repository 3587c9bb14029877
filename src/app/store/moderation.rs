//! The audit log and the block list.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Actor, StoreResult};

/// A line of the audit log: one change by one moderator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    pub by: Actor,
    pub at: Timestamp,
    /// The action code, such as `entry.add`.
    pub action: String,
    /// The object: an id, or the hash of a question in hexadecimal digits.
    pub item: String,
    /// The value before.
    pub was: String,
    /// The value after.
    pub became: String,
}

/// Reads the audit log and the block list.
#[async_trait]
pub trait Moderation {
    /// A page of a guild's audit log, the newest line first; and the number of all lines.
    async fn audit(&self, guild: u64, skip: u32, most: u32) -> StoreResult<(Vec<AuditRecord>, u32)>;

    /// At most `most` members blocked from a guild's inbox, and since when; the latest first.
    async fn blocked(&self, guild: u64, most: u32) -> StoreResult<Vec<(u64, Timestamp)>>;

    /// Records the guilds of a shard. Guilds that removed the bot while it was offline count as left from `at` on;
    /// guilds that have it again no longer do.
    async fn guilds_are(&self, shard: u32, of: u32, guilds: &[u64], at: Timestamp) -> StoreResult<()>;
}
