//! The encoder, from its configuration, and what it makes of the curated entries: made once, and kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use async_trait::async_trait;

use crate::app::{Encodes, Key, Library, key};
use crate::config::Semantic;
use crate::encoder::{Desk, Files, Model, ModelError, SHELF, Shelf, cache_dir};
use crate::matching::{Candidate, EncodeError, Encoder as _, Encoding, Meaning, Question, texts};

#[async_trait]
impl Encodes for Desk {
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
pub enum Mindless {
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

/// A sentence encoder, and where what it makes is kept.
pub struct Mind {
    model: Arc<Model>,
    shelf: Option<Shelf>,
    /// What it makes of any text: everything else must be like it.
    sample: Encoding,
}

impl Mind {
    /// The encoder that is configured; none where matching by meaning is disabled.
    ///
    /// # Errors
    /// Where the model cannot be used.
    pub fn new(config: &Semantic) -> Result<Option<Self>, Mindless> {
        if !config.enabled {
            return Ok(None);
        }
        let model = Arc::new(Model::load(Files::from(config.model.as_deref()))?);
        let sample = model.encode("JET")?;
        let shelf = cache_dir(config.cache.as_deref()).map(|dir| Shelf::open(&dir.join(SHELF), model.model()));
        Ok(Some(Self { model, shelf, sample }))
    }

    /// The same encoder for those who must not wait for it: it has threads of its own.
    ///
    /// # Errors
    /// Where the system gives it none.
    pub fn desk(&self) -> Result<Desk, Mindless> {
        Ok(Desk::open(Arc::<Model>::clone(&self.model))?)
    }

    /// Reads every entry that has not been read yet: from what is kept, or, which takes longer, with the model; then that
    /// is kept for the next start. Blocks.
    pub fn read(&self, library: &Library) {
        let unread: Vec<&Candidate> = library.unread().collect();
        let keys: Vec<Key> = unread.iter().map(|candidate| key(&candidate.entry)).collect();
        let mut missing = Vec::new();
        for (candidate, key) in unread.iter().zip(&keys) {
            let kept = self.shelf.as_ref().and_then(|shelf| Meaning::from_bytes(shelf.get(key)?, &self.sample));
            match kept {
                Some(meaning) => candidate.understand(Arc::new(meaning)),
                None => missing.push(*candidate),
            }
        }
        if missing.is_empty() {
            return;
        }
        self.encode(&missing);
        let made = unread.iter().zip(&keys).filter_map(|(candidate, key)| Some((key, candidate.meaning()?.to_bytes())));
        let made: Vec<(&Key, Vec<u8>)> = made.collect();
        if let Some(shelf) = &self.shelf
            && let Err(error) = shelf.keep(made.iter().map(|(key, bytes)| (*key, bytes.as_slice())))
        {
            tracing::debug!("what the encoder made of the entries is not kept: {error}");
        }
    }

    /// Encodes entries, on all cores.
    fn encode(&self, entries: &[&Candidate]) {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(candidate) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                let encoded: Result<Vec<_>, _> = texts(&candidate.entry).map(|text| self.model.encode(&text)).collect();
                match encoded.map(|texts| Meaning::new(&texts)) {
                    Ok(Some(meaning)) => candidate.understand(Arc::new(meaning)),
                    Ok(None) => {}
                    Err(error) => tracing::warn!("an entry is found by its words alone: {error}"),
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
    pub fn meant(&self, library: &Library, question: &Question<'_>) -> Vec<Arc<Encoding>> {
        let encoded = library.wording(question).into_iter().map(|text| self.model.encode(&text).map(Arc::new));
        encoded.collect::<Result<_, _>>().unwrap_or_else(|error| {
            tracing::warn!("a question is answered by its words alone: {error}");
            Vec::new()
        })
    }
}
