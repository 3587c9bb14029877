//! Sets up the encoder from its configuration, and keeps the embeddings of the curated entries for the next start.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use async_trait::async_trait;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use crate::bot::ask;
use crate::bot::ask::embedding_store::EmbeddingKey;
use crate::bot::{AsyncEncoder, KnowledgeIndex, key, understand};
use crate::config::EncoderConfig;
use crate::encoder::{CACHE_FILE, EmbeddingCache, EncoderPool, Model, ModelError, ModelSource, cache_dir};
use crate::search::{Embedding, Encodable, EncodeError, Encoder as _, Encoding, Question};

#[async_trait]
impl AsyncEncoder for EncoderPool {
    fn model(&self) -> &str {
        self.model()
    }

    async fn question(&self, text: &str) -> Option<Arc<Encoding>> {
        self.question(text).await
    }

    async fn entry(&self, text: &str) -> Result<Encoding, EncodeError> {
        self.entry(text).await
    }
}

/// Why there is no encoder.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// Its files cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// It does not work.
    #[error("the encoder: {0}")]
    Encode(#[from] EncodeError),
    /// The system gives it no threads.
    #[error("the encoder: {0}")]
    Threads(#[from] std::io::Error),
}

/// Entries that are read beside everything else at the same time: enough that no thread of the encoder waits.
const CONCURRENT_TEXTS: usize = 4;

/// The number of texts from which on progress is logged.
const PROGRESS_THRESHOLD: usize = 1_000;

/// Texts between two lines of progress.
const PROGRESS_STEP: usize = 256;

/// A sentence encoder with its embedding cache.
pub struct EncoderRuntime {
    model: Arc<Model>,
    /// The file of the embedding cache. It is only open while it is read or written, because it is megabytes large.
    embedding_cache: Option<PathBuf>,
    /// The encoding of a fixed text, by which other encodings are recognised as this model's.
    sample: Encoding,
}

impl EncoderRuntime {
    /// The encoder that is configured; none where matching by meaning is disabled.
    ///
    /// # Errors
    /// Where the model cannot be used.
    pub fn new(config: &EncoderConfig) -> Result<Option<Self>, EncoderError> {
        if !config.enabled {
            return Ok(None);
        }
        let model = Arc::new(Model::load(ModelSource::from(config.model.as_deref()))?);
        let sample = model.encode("JET")?;
        let embedding_cache = cache_dir(config.cache.as_deref()).map(|dir| dir.join(CACHE_FILE));
        Ok(Some(Self { model, embedding_cache, sample }))
    }

    /// The same encoder for those who must not wait for it: it has threads of its own.
    ///
    /// # Errors
    /// Where the system gives it none.
    pub fn encoder_pool(&self) -> Result<EncoderPool, EncoderError> {
        Ok(EncoderPool::open(Arc::<Model>::clone(&self.model))?)
    }

    /// Encodes every entry that has no embedding yet: from the cache or, which takes longer, with the model; then the
    /// cache is written. Blocks.
    pub fn read(&self, library: &KnowledgeIndex) {
        self.recall(library);
        let unread: Vec<Encodable<'_>> = ask::embedding::unread(library).collect();
        if !unread.is_empty() {
            self.encode(&unread);
            self.keep(library);
        }
    }

    /// Takes embeddings of entries from the cache.
    pub fn recall(&self, library: &KnowledgeIndex) {
        if ask::embedding::unread(library).next().is_none() {
            return;
        }
        let Some(kept) = self.embedding_cache() else { return };
        for one in ask::embedding::unread(library) {
            let bytes = kept.get(&key(one));
            if let Some(meaning) = bytes.and_then(|bytes| Embedding::from_bytes(bytes, &self.sample)) {
                one.understand(Arc::new(meaning));
            }
        }
    }

    fn embedding_cache(&self) -> Option<EmbeddingCache> {
        Some(EmbeddingCache::open(self.embedding_cache.as_deref()?, self.model.model()))
    }

    /// Writes the embeddings of all entries to the cache.
    fn keep(&self, library: &KnowledgeIndex) {
        let Some(kept) = self.embedding_cache() else { return };
        let made = ask::embedding::encodable(library).filter_map(|one| Some((key(one), one.meaning()?.to_bytes())));
        let made: Vec<(EmbeddingKey, Vec<u8>)> = made.collect();
        if let Err(error) = kept.keep(made.iter().map(|(key, bytes)| (key, bytes.as_slice()))) {
            tracing::debug!("saving the encodings of entries failed: {error}");
        }
    }

    /// Encodes, in the background, every entry that has no embedding yet; the encoder pool prefers questions. Until
    /// then, entries are found by their words. The embeddings are kept for the next start.
    pub async fn read_beside(self: Arc<Self>, library: Arc<KnowledgeIndex>, encoder_pool: Arc<EncoderPool>) {
        let unread: Vec<Encodable<'_>> = ask::embedding::unread(&library).collect();
        let (count, mut done) = (unread.len(), 0);
        for portion in unread.chunks(PROGRESS_STEP) {
            if count >= PROGRESS_THRESHOLD {
                tracing::info!("encoding entries: {done} of {count}");
            }
            let read = stream::iter(portion).map(Ok);
            let read = read.try_for_each_concurrent(CONCURRENT_TEXTS, |one| async {
                understand(*one, &*encoder_pool).await.map(drop)
            });
            if let Err(error) = read.await {
                tracing::warn!("encoding entries failed; matching them by words alone: {error}");
                break;
            }
            done += portion.len();
        }
        if count > 0 {
            // Whatever becomes of it, the entries are read.
            let _ = tokio::task::spawn_blocking(move || self.keep(&library)).await;
        }
    }

    /// Encodes entries, on all cores.
    fn encode(&self, unread: &[Encodable<'_>]) {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(one) = unread.get(next.fetch_add(1, Ordering::Relaxed)) {
                let encoded: Result<Vec<_>, _> = one.texts().iter().map(|text| self.model.encode(text)).collect();
                match encoded.map(|texts| Embedding::new(&texts)) {
                    Ok(Some(meaning)) => one.understand(Arc::new(meaning)),
                    Ok(None) => {}
                    Err(error) => tracing::warn!("encoding an entry failed; matching it by words alone: {error}"),
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
            work();
        });
    }

    /// What a question means; nothing where the model fails. Blocks for as long as encoding takes.
    pub fn meant(&self, library: &KnowledgeIndex, question: &Question<'_>) -> Vec<Arc<Encoding>> {
        let encoded =
            ask::embedding::wording(library, question).into_iter().map(|text| self.model.encode(&text).map(Arc::new));
        encoded.collect::<Result<_, _>>().unwrap_or_else(|error| {
            tracing::warn!("encoding a question failed; matching it by words alone: {error}");
            Vec::new()
        })
    }
}
