//! Sentence vectors on the CPU: implements the [`Encoder`](crate::matching::Encoder) that the matching wants.
//!
//! A [`Model`] encodes a text on the thread that asks. A [`Desk`] puts threads of its own before it, for those who must
//! not wait, and a [`EmbeddingCache`] keeps what was made of texts that do not change.

mod cache;
mod desk;
mod files;
mod graph;
mod model;
mod shelf;
mod wordpiece;

pub use desk::{BUDGET, EncoderPool};
pub use files::ModelSource;
pub use model::{Model, ModelError, POOLED, TOKEN};
pub use shelf::{CacheMiss, EmbeddingCache, SHELF, cache_dir};
