//! Which of several processes is connected.

use std::time::Duration;

use async_trait::async_trait;

use super::StoreResult;

/// The right to be connected for a shard, and to write for its guilds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence {
    /// Which shard.
    pub shard: u32,
    /// Rises each time another process takes over.
    pub counter: i64,
}

/// Leases of shards. Time is the database's own, so that it does not matter how well the clocks of several machines agree.
#[async_trait]
pub trait Leases {
    /// Takes the lease of a shard, or renews it, for so long; none while another process holds it. From then on, every
    /// write for a guild of that shard checks that it is still held: see [`StoreError::Superseded`](super::StoreError).
    async fn acquire(&self, shard: u32, of: u32, holder: &str, during: Duration) -> StoreResult<Option<Fence>>;

    /// Gives a lease back, so that another process need not wait until it ends.
    async fn release(&self, shard: u32, holder: &str) -> StoreResult<()>;
}
