//! Leases of shards: they decide which of several processes is connected.

use std::time::Duration;

use async_trait::async_trait;

use super::StoreResult;

/// The right to be connected for a shard and to write for its guilds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence {
    pub shard: u32,
    /// Rises each time another process takes over.
    pub counter: i64,
}

/// Leases of shards. The database's clock counts, so that the clocks of several machines need not agree.
#[async_trait]
pub trait Leases {
    /// Takes or renews the lease of a shard for `during`; [`None`] while another process holds it. From then on, every
    /// write for a guild of that shard checks that the lease is still held: see
    /// [`StoreError::Superseded`](super::StoreError).
    async fn acquire(&self, shard: u32, of: u32, holder: &str, during: Duration) -> StoreResult<Option<Fence>>;

    /// Releases a lease, so that another process need not wait for its end.
    async fn release(&self, shard: u32, holder: &str) -> StoreResult<()>;
}
