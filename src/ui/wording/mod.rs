//! Every sentence of the bot's own, as plain functions of the language and the values in the sentence. Each feature has
//! a module.

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
