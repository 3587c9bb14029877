//! Sentence vectors on the CPU: implements [`Encoder`](crate::search::Encoder).
//!
//! A [`Model`] encodes a text on the calling thread. An [`EncoderPool`] has threads of its own, for callers that must
//! not block, and an [`EmbeddingCache`] keeps embeddings of texts that do not change.

mod embedding_cache;
mod encoding_cache;
mod files;
mod graph;
mod model;
mod pool;
mod wordpiece;

pub use embedding_cache::{CACHE_FILE, CacheMiss, EmbeddingCache, cache_dir};
pub use files::ModelSource;
pub use model::{Model, ModelError, POOLED, TOKEN};
pub use pool::{EncoderPool, QUESTION_BUDGET};
