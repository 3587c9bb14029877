//! Builds everything from what is configured, and runs it.

mod knowledge;
pub mod log;
mod mind;
mod run;
mod signals;

pub use knowledge::{KnowledgeFiles, knowledge, library};
pub use mind::{EncoderError, EncoderRuntime};
pub use run::{Dependencies, RunError, location, open, run};
pub use signals::signals;
