//! The curated knowledge that is built into the binary, so that it answers from any directory.

use super::{Knowledge, LoadError};

/// Name and text of every file in `knowledge/` (the list is made by `build.rs`).
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));

impl Knowledge {
    /// The knowledge this program was built with.
    ///
    /// # Errors
    /// Never in a released program: a test loads it.
    pub fn builtin() -> Result<Self, LoadError> {
        Self::parse(FILES.iter().copied())
    }
}
