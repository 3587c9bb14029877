//! Loads the configured knowledge, and again on reload.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::EncoderRuntime;
use crate::bot::{KnowledgeIndex, KnowledgeSource};
use crate::config::Config;
use crate::knowledge::{Knowledge, LoadError, load_faq, unusable};
use crate::search::AnswerThreshold;

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
pub fn library(dir: Option<&Path>, faq: &[&Path]) -> Result<KnowledgeIndex, LoadError> {
    let mut community = Vec::new();
    let mut problems = Vec::new();
    for path in faq {
        match load_faq(path) {
            Ok(entries) => community.extend(entries),
            Err(LoadError(found)) => problems.extend(found),
        }
    }
    problems.extend(unusable(&community));
    if problems.is_empty() {
        Ok(KnowledgeIndex::new(Arc::new(knowledge(dir)?), community))
    } else {
        Err(LoadError(problems))
    }
}

/// The files of a configuration, which a reload reads again.
pub struct KnowledgeFiles {
    knowledge: Option<PathBuf>,
    faq: Vec<PathBuf>,
    boldness: AnswerThreshold,
    encoder_runtime: Option<Arc<EncoderRuntime>>,
}

impl KnowledgeFiles {
    /// The files that a configuration names; none if it names none, and nothing can change while the program runs.
    pub fn of(config: &Config, encoder_runtime: Option<&Arc<EncoderRuntime>>) -> Option<Self> {
        let Config { knowledge, faq, boldness, .. } = config;
        let any = knowledge.is_some() || !faq.is_empty();
        let encoder_runtime = encoder_runtime.cloned();
        any.then(|| Self { knowledge: knowledge.clone(), faq: faq.clone(), boldness: *boldness, encoder_runtime })
    }
}

impl KnowledgeSource for KnowledgeFiles {
    fn load(&self) -> Result<KnowledgeIndex, LoadError> {
        let faq: Vec<&Path> = self.faq.iter().map(PathBuf::as_path).collect();
        let library = library(self.knowledge.as_deref(), &faq)?.with_threshold(self.boldness).with_autocomplete();
        if let Some(encoder_runtime) = &self.encoder_runtime {
            encoder_runtime.read(&library);
        }
        Ok(library)
    }
}
