//! A moderator's changes, stored as one transaction.

use jiff::Timestamp;

use super::{Id, Review, ScheduleUpdate, Setting, StoredEntry};
use crate::knowledge::Entry;
use crate::reply::{Locale, StableHash};

/// The author of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Discord id; 0 for the operator's shell.
    pub member: u64,
    /// Display name in the guild.
    pub name: String,
}

/// All changes of one button or command. The database stores all of them, with their lines in the audit log and a new
/// revision, or none.
#[derive(Debug, Clone)]
pub struct Commit {
    pub guild: u64,
    pub by: Actor,
    pub at: Timestamp,
    pub effects: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "where there are many, as in an import, all of them are writes")]
pub enum Change {
    /// Adds, edits, retires or reactivates an entry of the guild.
    Write(Edit),
    /// Sets or removes an override of curated knowledge.
    Curate {
        what: CuratedOverride,
        /// The id of the curated entry or person; see [`CuratedOverride::phrasing`] for phrasings.
        item: String,
        on: bool,
    },
    Set(Setting),
    /// An entry, the guild's own or a curated one, answers a question. The members who wait for the answer are
    /// notified.
    Answer {
        question: StableHash,
        entry: StableHash,
    },
    /// Dismisses a question and deletes its list of waiting members.
    Dismiss {
        question: StableHash,
        /// Shown to other moderators.
        reason: String,
    },
    /// Accepts or rejects a phrasing that members' clicks proposed.
    Decide {
        /// The proposed phrasing, as a question.
        question: StableHash,
        /// The entry that would get the phrasing.
        entry: StableHash,
        /// Whether the phrasing is accepted.
        taken: bool,
    },
    /// Blocks a member from the inbox, or unblocks them.
    Block {
        member: u64,
        on: bool,
    },
    /// Asks the author of a message whether an entry made from it may name them.
    AskCredit {
        /// The id that the author's answer refers to.
        credit: Id,
        /// The id of the guild's entry.
        entry: String,
        /// The question of the entry.
        question: String,
        member: u64,
        author: String,
        /// The language of the request.
        locale: Locale,
    },
    Review(Review),
    /// Updates a schedule of highlights; [`ScheduleChange`] names the action in the audit log. The commit is a conflict
    /// if the schedule or post is no longer as it was read.
    Highlight(Box<ScheduleUpdate>, ScheduleChange),
    /// Deletes a draft.
    Discard(Id),
}

/// A change of an entry.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The new content; its id says which entry is changed.
    pub entry: Entry,
    /// False for a retired entry, which members don't see.
    pub active: bool,
    /// The curated entry that it replaces.
    pub replaces: Option<String>,
    /// The version the moderator saw; [`None`] if the entry must be new.
    pub from: Option<i64>,
}

/// What a guild can do with curated knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CuratedOverride {
    /// Offers an entry as a suggestion before anything is typed.
    Pin,
    /// Hides an entry.
    Hide,
    /// Stops quoting a person.
    Silence,
    /// Adds a phrasing to an entry: see [`CuratedOverride::phrasing`].
    Phrase,
}

impl CuratedOverride {
    pub const ALL: [Self; 4] = [Self::Pin, Self::Hide, Self::Silence, Self::Phrase];

    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Hide => "hide",
            Self::Silence => "silence",
            Self::Phrase => "phrase",
        }
    }

    /// The item of a [`CuratedOverride::Phrase`]: the phrasing, which is one line, then the id of the curated entry.
    pub fn phrasing(id: &str, phrasing: &str) -> String {
        format!("{phrasing}\n{id}")
    }

    /// The id of the curated entry and the phrasing, from [`CuratedOverride::phrasing`].
    pub fn phrased(item: &str) -> Option<(&str, &str)> {
        let (phrasing, id) = item.split_once('\n')?;
        Some((id, phrasing))
    }
}

/// What a moderator does with a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleChange {
    Add,
    /// Changes time, channel or selection.
    Change,
    Pause,
    Resume,
    /// Removes the schedule with its posts. Only the id and version of [`ScheduleUpdate::schedule`] are used; of the
    /// rest of the update, only its notifications.
    Remove,
    /// Skips the next testimonial in this cycle.
    Skip,
    /// Posts the next testimonial now.
    Now,
    /// Records whether an uncertain post arrived.
    Settle,
}

impl ScheduleChange {
    /// The action code in the audit log.
    pub fn code(self) -> &'static str {
        match self {
            Self::Add => "highlight.add",
            Self::Change => "highlight.change",
            Self::Pause => "highlight.pause",
            Self::Resume => "highlight.resume",
            Self::Remove => "highlight.remove",
            Self::Skip => "highlight.skip",
            Self::Now => "highlight.now",
            Self::Settle => "highlight.settle",
        }
    }
}

/// The result of a commit.
#[derive(Debug, Clone)]
pub enum CommitOutcome {
    /// Stored; holds the guild's new revision.
    Done(i64),
    /// Nothing is stored: the object was changed or removed in the meantime.
    Conflict {
        /// The id of the object: an entry, schedule or submission.
        id: String,
        /// The entry as it is now; [`None`] if it does not exist.
        now: Option<Box<StoredEntry>>,
    },
}
