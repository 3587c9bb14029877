//! What the sentence encoder promises: vectors as those of the reference implementation, the same ones every time; a
//! queue in which nobody waits for long; an embedding cache that is never worse than an empty one; and words for every file that is wrong.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "encoder/embedding_cache.rs"]
mod embedding_cache;
#[path = "encoder/files.rs"]
mod files;
#[path = "encoder/parity.rs"]
mod parity;
#[path = "encoder/pool.rs"]
mod pool;
#[path = "encoder/texts.rs"]
mod texts;

use std::sync::LazyLock;

use jet_senpai::encoder::{Model, ModelSource};

/// The model that is built into the program.
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::load(ModelSource::Builtin).expect("the model loads"));
