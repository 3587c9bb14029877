//! Builds everything from what is configured, and runs it.

mod knowledge;
pub mod log;
mod mind;
mod run;
mod signals;

pub use knowledge::{Files, knowledge, library};
pub use mind::{Mind, Mindless};
pub use run::{Failed, Wiring, location, open, run};
pub use signals::signals;
