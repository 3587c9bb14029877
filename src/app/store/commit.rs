//! What a moderator does, as one piece.

use jiff::Timestamp;

use super::{Id, Review, ScheduleUpdate, Setting, StoredEntry};
use crate::knowledge::Entry;
use crate::reply::{Locale, StableHash};

/// Somebody who changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Their Discord id; 0 for whoever uses the shell.
    pub member: u64,
    /// How they are called in the guild.
    pub name: String,
}

/// Everything that one press or one command changes. All of it is stored, with its lines in the audit and a new
/// revision, or nothing is.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Where.
    pub guild: u64,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What.
    pub effects: Vec<Change>,
}

/// One thing that changes.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "where there are many, as in an import, all of them are writes")]
pub enum Change {
    /// An entry of the guild's: new, changed, retired or brought back.
    Write(Edit),
    /// A curated entry, or a person, by its id: pinned, hidden, or not any more.
    Curate {
        /// What is done with it.
        what: CuratedOverride,
        /// Its id.
        item: String,
        /// Whether it is so from now on.
        on: bool,
    },
    /// A setting.
    Set(Setting),
    /// A question is answered by the guild's or curated entry with this id: whoever waits for it will hear of it.
    Answer {
        /// The question.
        question: StableHash,
        /// The name of the entry that answers it.
        entry: StableHash,
    },
    /// A question will not be answered; whoever waited is forgotten.
    Dismiss {
        /// The question.
        question: StableHash,
        /// Why, for the other moderators.
        reason: String,
    },
    /// What the members' clicks proposed is decided.
    Decide {
        /// The phrasing.
        question: StableHash,
        /// The entry that it was to be another phrasing of.
        entry: StableHash,
        /// Whether it is one now.
        taken: bool,
    },
    /// A member may not use the inbox, or may again.
    Block {
        /// Who.
        member: u64,
        /// Whether they may not.
        on: bool,
    },
    /// The author of a message is asked whether an entry made from it may name them.
    AskCredit {
        /// What they answer to.
        credit: Id,
        /// The guild's entry.
        entry: String,
        /// Its question.
        question: String,
        /// Who.
        member: u64,
        /// How they are called.
        author: String,
        /// The language in which they are asked.
        locale: Locale,
    },
    /// A member's own experience is reviewed.
    Review(Review),
    /// Something with a schedule of highlights, and what the audit says of it. Where that is not as it was, the commit is a
    /// conflict.
    Highlight(Box<ScheduleUpdate>, ScheduleChange),
    /// A draft is done with.
    Discard(Id),
}

/// A change of an entry.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What it says from now on; its id says which entry it is.
    pub entry: Entry,
    /// Whether members see it.
    pub active: bool,
    /// The curated entry that it stands in for.
    pub replaces: Option<String>,
    /// The version that whoever changes it has seen; [`None`] where it must be new.
    pub from: Option<i64>,
}

/// What a guild may do with knowledge that is not its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CuratedOverride {
    /// An entry is offered before anything is typed.
    Pin,
    /// An entry is not shown.
    Hide,
    /// A person is not quoted.
    Silence,
    /// A curated entry has another phrasing here: see [`CuratedOverride::phrasing`].
    Phrase,
}

impl CuratedOverride {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pin, Self::Hide, Self::Silence, Self::Phrase];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Hide => "hide",
            Self::Silence => "silence",
            Self::Phrase => "phrase",
        }
    }

    /// What [`CuratedOverride::Phrase`] is about: the curated entry's id and the phrasing, which is one line.
    pub fn phrasing(id: &str, phrasing: &str) -> String {
        format!("{phrasing}\n{id}")
    }

    /// The curated entry's id and the phrasing again.
    pub fn phrased(item: &str) -> Option<(&str, &str)> {
        let (phrasing, id) = item.split_once('\n')?;
        Some((id, phrasing))
    }
}

/// What is done with a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleChange {
    /// It is new.
    Add,
    /// It posts at another time, elsewhere, or something else.
    Change,
    /// It posts no more until it is resumed.
    Pause,
    /// It posts again.
    Resume,
    /// It is removed, with its posts: nothing but its id and version is read of the turnover's schedule, and of the
    /// turnover nothing else but its words.
    Remove,
    /// The next testimonial is left out this time.
    Skip,
    /// A post is made now.
    Now,
    /// It was found out whether a post is there.
    Settle,
}

impl ScheduleChange {
    /// As the audit has it.
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

/// What became of a commit.
#[derive(Debug, Clone)]
pub enum CommitOutcome {
    /// It is stored. The guild's revision from now on.
    Done(i64),
    /// Somebody else was faster, and nothing has changed: the entry as it is now; none if it does not exist.
    Conflict {
        /// Its id.
        id: String,
        /// What it says now.
        now: Option<Box<StoredEntry>>,
    },
}
