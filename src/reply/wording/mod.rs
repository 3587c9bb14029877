//! Every sentence the bot says in its own voice: plain functions that take the language and what the sentence is about, in one
//! module a feature.

pub mod answers;
pub mod audit;
pub mod browse;
pub mod controls;
pub mod highlights;
pub mod import_export;
pub mod inbox;
pub mod manage;
pub mod notices;
pub mod privacy;
pub mod settings;
pub mod sharing;
pub mod stats;
