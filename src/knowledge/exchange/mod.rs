//! Import and export of entries: the files, what an import would do, and the difference of two versions. Pure values;
//! files are read and written elsewhere.
//!
//! One schema for all: an exported TOML file is a FAQ file like the curated ones, so that promoting a community's entry
//! is copying it. CSV is for spreadsheets and for existing FAQs.

mod cells;
mod difference;
mod draft;
mod fields;
mod limits;
mod plan;
mod problems;
mod read;
mod read_toml;
mod slug;
mod table;
mod text;

#[cfg(test)]
mod tests;

pub use difference::{ChangeDetail, DiffKind, DiffSegment, FieldChange, difference};
pub use limits::*;
pub use plan::{CurrentEntry, DuplicateQuestion, EntryUpdate, ImportPlan, plan};
pub use problems::RejectedFile;
pub use read::read;
pub use slug::{MAX_SLUG, slug};
pub use table::{table, to_csv};
pub use text::{entry_from_toml, entry_to_toml, to_toml};

/// The keys of an entry, in order.
const KEYS: [&str; 14] = [
    "id",
    "question",
    "aliases",
    "answer",
    "topic",
    "tags",
    "roles",
    "basis",
    "speakers",
    "cites",
    "source",
    "related",
    "testimonials",
    "review_by",
];
