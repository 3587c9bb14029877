//! Sentence vectors on the CPU: implements the [`Encoder`](crate::matching::Encoder) that the matching wants.
//!
//! A [`Model`] encodes a text on the thread that asks. A [`Desk`] puts threads of its own before it, for those who must
//! not wait, and a [`Shelf`] keeps what was made of texts that do not change.

mod cache;
mod desk;
mod files;
mod graph;
mod model;
mod shelf;
mod wordpiece;

pub use desk::{BUDGET, Desk};
pub use files::Files;
pub use model::{Model, ModelError, POOLED, TOKEN};
pub use shelf::{Lost, SHELF, Shelf, cache_dir};
