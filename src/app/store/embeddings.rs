//! Embeddings of a guild's entries. They are only a cache: the encoder can compute them again.

use async_trait::async_trait;

use super::StoreResult;
use crate::app::EmbeddingKey;

/// Stored embeddings by the hash of the encoded text.
pub type StoredEmbeddings = Vec<(EmbeddingKey, Vec<u8>)>;

/// Stores embeddings.
#[async_trait]
pub trait EmbeddingStore {
    /// All embeddings of a guild that this model computed.
    async fn embeddings(&self, guild: u64, model: &str) -> StoreResult<StoredEmbeddings>;

    /// Adds the embeddings in `made`. Removes those in `gone`, which no entry uses any more, and those of other models.
    async fn save_embeddings(
        &self,
        guild: u64,
        model: &str,
        made: &StoredEmbeddings,
        gone: &[EmbeddingKey],
    ) -> StoreResult<()>;
}
