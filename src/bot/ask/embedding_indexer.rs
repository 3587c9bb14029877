//! Reads the entries of a guild with the encoder, beside everything else: until then they are found by their words.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::{StreamExt as _, stream};

use crate::bot::ask::embedding;
use crate::bot::ask::embedding::{AsyncEncoder, key, understand};
use crate::bot::ask::embedding_store::{EmbeddingKey, StoredEmbeddings};
use crate::bot::guild::snapshot::{GuildCache, GuildSnapshot};
use crate::bot::{App, ask};
use crate::db::Database;
use crate::search::{Embedding, Encodable, EncodeError, Encoding};

/// Entries that are encoded at the same time: enough that no thread of the encoder waits.
const CONCURRENT_TEXTS: usize = 4;

/// Entries after which embeddings are stored, and it is checked whether the guild has changed.
const BATCH_SIZE: usize = 256;

/// From so many entries on, the operator is told how far it has come.
const PROGRESS_THRESHOLD: usize = 1_000;

/// Encodes the unread entries of a guild.
struct GuildIndexing<'a> {
    guilds: &'a GuildCache,
    id: u64,
    store: &'a Database,
    encoder: &'a dyn AsyncEncoder,
    /// What the encoder makes of any text: everything else must be like it.
    sample: Encoding,
    /// Embeddings from the database.
    kept: HashMap<EmbeddingKey, Vec<u8>>,
}

/// Whether every entry that a guild last knew has been encoded, or failed to be.
pub fn understands(app: &App, guild: u64) -> bool {
    let latest = app.services.as_ref().and_then(|services| services.guilds.latest(guild));
    latest.is_some_and(|guild| guild.comprehended.load(Ordering::Relaxed))
}

impl GuildCache {
    /// Encodes the guild's entries that have no embedding yet, unless a task already does.
    pub(crate) fn index_guild(&self, id: u64, store: &Arc<Database>, encoder: &Arc<dyn AsyncEncoder>) {
        // The shared entries are read first, by another task.
        let waits = |guild: &Arc<GuildSnapshot>| !guild.comprehended.load(Ordering::Relaxed) && guild.is_next();
        let Some(guild) = self.latest(id).filter(waits) else { return };
        // After most changes there is nothing to read, and nothing to look up in the database.
        if embedding::unread(&guild.library).next().is_none() {
            guild.comprehended.store(true, Ordering::Relaxed);
            return;
        }
        if !self.begins_to_read(id) {
            return;
        }
        let (guilds, store, encoder) = (self.clone(), Arc::clone(store), Arc::clone(encoder));
        tokio::spawn(async move {
            let read = GuildIndexing::begin(&guilds, id, &store, &*encoder);
            let read = async { read.await?.read().await };
            let read = read.await;
            if read.is_err()
                && let Some(guild) = guilds.latest(id)
            {
                // It would fail again, until something changes.
                guild.comprehended.store(true, Ordering::Relaxed);
            }
            guilds.has_read(id);
            if let Err(error) = read {
                tracing::warn!(guild = id, "encoding entries failed; matching them by words alone: {error}");
            }
        });
    }
}

impl<'a> GuildIndexing<'a> {
    async fn begin(
        guilds: &'a GuildCache,
        id: u64,
        store: &'a Database,
        encoder: &'a dyn AsyncEncoder,
    ) -> Result<Self, EncodeError> {
        let sample = encoder.entry("JET").await?;
        let kept = ask::embedding_store::load_embeddings(store, id, encoder.model()).await.unwrap_or_else(|error| {
            tracing::debug!(guild = id, "loading the encodings of entries failed; encoding them again: {error}");
            StoredEmbeddings::new()
        });
        Ok(Self { guilds, id, store, encoder, sample, kept: kept.into_iter().collect() })
    }

    async fn read(&self) -> Result<(), EncodeError> {
        let mut done = 0;
        while let Some(guild) = self.guilds.latest(self.id) {
            let unread: Vec<Encodable<'_>> = embedding::unread(&guild.library).collect();
            let unknown: Vec<Encodable<'_>> = unread.into_iter().filter(|one| !self.recall(*one)).collect();
            if done + unknown.len() >= PROGRESS_THRESHOLD {
                tracing::info!(guild = self.id, "encoding entries: {done} of {}", done + unknown.len());
            }
            let portion: Vec<_> = unknown.iter().take(BATCH_SIZE).map(|one| self.encode(*one)).collect();
            let encoded: Vec<_> = stream::iter(portion).buffered(CONCURRENT_TEXTS).collect().await;
            let made: Vec<_> = encoded.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            // The guild may have changed in the meantime.
            if let Some(now) = self.guilds.latest(self.id).filter(|now| !Arc::ptr_eq(now, &guild)) {
                embedding::recall(&now.library, &guild.library);
            }
            if made.is_empty() {
                self.prune(&guild).await;
                guild.comprehended.store(true, Ordering::Relaxed);
                return Ok(());
            }
            done += made.len();
            self.keep(&made, &[]).await;
        }
        Ok(())
    }

    /// Whether it is known what an entry means.
    fn recall(&self, one: Encodable<'_>) -> bool {
        let kept = self.kept.get(&key(one));
        let meaning = kept.and_then(|bytes| Embedding::from_bytes(bytes, &self.sample));
        meaning.map(|meaning| one.understand(Arc::new(meaning))).is_some()
    }

    /// Finds out what an entry means; nothing, if it says nothing.
    async fn encode(&self, one: Encodable<'_>) -> Result<Option<(EmbeddingKey, Vec<u8>)>, EncodeError> {
        let meaning = understand(one, self.encoder).await?;
        Ok(meaning.map(|meaning| (key(one), meaning.to_bytes())))
    }

    /// Deletes the embeddings of entries that no longer exist.
    async fn prune(&self, guild: &GuildSnapshot) {
        let known: HashSet<EmbeddingKey> = embedding::encodable(&guild.library).map(key).collect();
        let gone: Vec<EmbeddingKey> = self.kept.keys().filter(|key| !known.contains(*key)).copied().collect();
        if !gone.is_empty() {
            self.keep(&StoredEmbeddings::new(), &gone).await;
        }
    }

    async fn keep(&self, made: &StoredEmbeddings, gone: &[EmbeddingKey]) {
        if let Err(error) =
            ask::embedding_store::save_embeddings(self.store, self.id, self.encoder.model(), made, gone).await
        {
            tracing::debug!(guild = self.id, "saving the encodings of entries failed: {error}");
        }
    }
}
