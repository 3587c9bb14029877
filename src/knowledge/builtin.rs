//! The curated knowledge that is built into the binary, so that it answers from any directory.

/// Name and text of every file in `knowledge/` (`build.rs` writes the list).
pub(super) const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));
