//! Builds everything from what is configured.

use std::path::Path;
use std::sync::Arc;

use crate::app::Library;
use crate::knowledge::{Knowledge, LoadError, load_faq, unusable};

/// The curated knowledge of a directory, or the one built into the program.
///
/// # Errors
/// Where the directory or a file in it cannot be used.
pub fn knowledge(dir: Option<&Path>) -> Result<Knowledge, LoadError> {
    dir.map_or_else(Knowledge::builtin, Knowledge::load)
}

/// Everything known: curated knowledge and a community's FAQ files.
///
/// # Errors
/// Where the knowledge or a FAQ file cannot be used.
pub fn library(dir: Option<&Path>, faq: &[&Path]) -> Result<Library, LoadError> {
    let mut community = Vec::new();
    let mut problems = Vec::new();
    for path in faq {
        match load_faq(path) {
            Ok(entries) => community.extend(entries),
            Err(LoadError(found)) => problems.extend(found),
        }
    }
    problems.extend(unusable(&community));
    if problems.is_empty() { Ok(Library::new(Arc::new(knowledge(dir)?), community)) } else { Err(LoadError(problems)) }
}
