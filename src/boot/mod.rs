//! Builds everything from the configuration, and runs it.

mod encoder_setup;
mod knowledge;
pub mod log;
mod run;
mod signals;

pub use encoder_setup::{EncoderError, EncoderRuntime};
pub use knowledge::{KnowledgeFiles, knowledge, library};
pub use run::{Dependencies, RunError, location, open, run};
pub use signals::signals;
