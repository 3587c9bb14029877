//! What only moderators press, and the forms they fill in.

use super::{Id, Name, Press};

/// What a moderator's button does. Pressing it opens a form where one is needed; sending the form is the same press, with
/// what was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Manage {
    /// Something with what they are writing.
    Draft(Id, Step),
    /// Something with an entry: a guild's own, or a curated one.
    Entry(Name, Deed),
    /// The questions that wait: a page, counted from 0.
    Inbox(u32),
    /// Something with a question that waits.
    Question(Name, Handling),
    /// A question that members' clicks propose as another phrasing of an entry.
    Proposal {
        /// The question.
        question: Name,
        /// The entry.
        entry: Name,
        /// What is done with it.
        weigh: Weigh,
    },
    /// What a file would do is done, if it is still what was shown, by its digest.
    Apply(Id, u64),
    /// What was asked in so many weeks, as files.
    Tables(u32),
    /// What moderators have done: a page, counted from 0.
    Audit(u32),
}

/// What is done with a question that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handling {
    /// It is shown, with everything that can be done with it.
    Look,
    /// It gets an entry of its own: this has a form.
    Answer,
    /// It becomes another phrasing of an entry, which answers it from now on.
    Phrasing(Name),
    /// It is no longer another phrasing of a curated entry.
    Unphrase(Name),
    /// An entry answers it already.
    Same(Name),
    /// It will not be answered: this has a form.
    Dismiss,
}

/// What is done with a phrasing that members' clicks propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weigh {
    /// It is shown.
    Look,
    /// It becomes a phrasing of the entry.
    Take,
    /// It does not.
    Refuse,
}

/// What is done with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is written: this has a form.
    Write,
    /// It becomes an entry.
    Save,
    /// It becomes an entry, though somebody else has changed that meanwhile: to this version.
    SaveOver(u32),
    /// It is thrown away.
    Cancel,
}

/// What is done with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// It is shown, with everything that can be done with it.
    Look,
    /// It is changed, or a curated one gets an answer of the guild's own: this has a form.
    Edit,
    /// It is not shown any more.
    Retire,
    /// It is shown again.
    Revive,
    /// What it once said: a page, counted from 0.
    History(u32),
    /// It says again what it said in a version.
    Restore(u32),
    /// It is offered before anything is typed, or not any more.
    Pin(bool),
    /// A curated entry is not shown, or again.
    Hide(bool),
}

/// Something to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What stands above.
    pub title: &'static str,
    /// What it was opened with, and what sending it does.
    pub press: Press,
    /// At most five.
    pub fields: Vec<Blank>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// What stands above it.
    pub label: &'static str,
    /// What stands in it while it is empty.
    pub hint: &'static str,
    /// What it is filled in with already.
    pub value: String,
    /// Whether it has several lines.
    pub long: bool,
    /// Whether it may not be empty.
    pub required: bool,
    /// How many characters it takes at most.
    pub most: u16,
}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}
