//! Sentence vectors on the CPU: implements the [`Encoder`](crate::search::Encoder) that the matching wants.
//!
//! A [`Model`] encodes a text on the thread that asks. A [`EncoderPool`] puts threads of its own before it, for those who must
//! not wait, and a [`EmbeddingCache`] keeps what was made of texts that do not change.

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
