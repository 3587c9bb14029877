//! A small invented knowledge, so that tests do not change when the curated one grows.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::sync::Arc;

use jet_senpai::bot::KnowledgeIndex;
use jet_senpai::knowledge::Knowledge;

/// Its directory.
pub const DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lighthouse");

/// Everything known of it.
pub fn library() -> KnowledgeIndex {
    KnowledgeIndex::new(Arc::new(Knowledge::load(Path::new(DIR)).expect("the fixture loads")), Vec::new())
}
