//! Entries that a guild writes itself: editing, phrasings, import and export.

pub(crate) mod editor;
pub(crate) mod entries;
pub(crate) mod entry_writes;
pub(crate) mod import_commands;
pub(crate) mod import_export;
pub(crate) mod phrasings;
pub(crate) mod preview;
pub mod store;
