//! What an encoder made of a guild's entries: kept so that it need not be made again, and worth nothing else.

use async_trait::async_trait;

use super::StoreResult;
use crate::app::EmbeddingKey;

/// What an encoder made of entries, by the hash of what it read.
pub type StoredEmbeddings = Vec<(EmbeddingKey, Vec<u8>)>;

/// Keeps what an encoder made.
#[async_trait]
pub trait EmbeddingStore {
    /// Everything that a model made for a guild.
    async fn embeddings(&self, guild: u64, model: &str) -> StoreResult<StoredEmbeddings>;

    /// Keeps more of it, and removes what was made of something that the guild does not have any more, or by another model.
    async fn save_embeddings(
        &self,
        guild: u64,
        model: &str,
        made: &StoredEmbeddings,
        gone: &[EmbeddingKey],
    ) -> StoreResult<()>;
}
