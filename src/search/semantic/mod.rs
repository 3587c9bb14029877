//! Matching by meaning: embeddings and their similarity.

pub(crate) mod dot_product;
pub(crate) mod embedding;
pub(crate) mod encodable;
pub(crate) mod encoding;
pub(crate) mod known_gaps;
pub(crate) mod vectors;
