//! A guild: its settings, moderators, limits, audit log, and what of it is kept for how long.

pub(crate) mod audit;
pub(crate) mod blocklist;
pub mod commit;
pub(crate) mod moderator;
pub(crate) mod rate_limit;
pub(crate) mod retention;
pub(crate) mod setting_commands;
pub mod settings;
pub(crate) mod snapshot;
pub mod store;
pub mod sweep;
