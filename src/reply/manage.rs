//! What only moderators press, and the forms they fill in.

use super::{Id, StableHash, UiAction};

/// What a moderator's button does. Pressing it opens a form where one is needed; sending the form is the same press, with
/// what was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ModeratorAction {
    /// Something with what they are writing.
    Draft(Id, DraftAction),
    /// Something with an entry: a guild's own, or a curated one.
    Entry(StableHash, EntryAction),
    /// The questions that wait: a page, counted from 0.
    Inbox(u32),
    /// Something with a question that waits.
    Question(StableHash, InboxAction),
    /// A question that members' clicks propose as another phrasing of an entry.
    Proposal {
        /// The question.
        question: StableHash,
        /// The entry.
        entry: StableHash,
        /// What is done with it.
        weigh: ProposalAction,
    },
    /// What a file would do is done, if it is still what was shown, by its digest.
    Apply(Id, u64),
    /// What was asked in so many weeks, as files.
    Tables(u32),
    /// What moderators have done: a page, counted from 0.
    Audit(u32),
    /// All schedules of highlights.
    Schedules,
    /// Something with a schedule of highlights.
    Schedule(Id, ScheduleAction),
    /// A schedule, of which moderators were told something: no other message has this parcel.
    News {
        /// What brought it.
        parcel: Id,
        /// The schedule.
        schedule: Id,
    },
    /// Whether a highlight is there, of which nobody else knows; if not, it is posted.
    Settle(Id, bool),
    /// Members' own experiences that wait: a page, counted from 0.
    Testimonials(u32),
    /// Something with a member's own experience, at the version that was seen.
    Testimonial(Id, u32, ReviewAction),
}

/// What is done with a schedule of highlights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleAction {
    /// It is shown, with everything that can be done with it.
    Look,
    /// What it posts next is shown.
    Preview,
    /// This testimonial, which is next, is left out this time.
    Skip(StableHash),
    /// This testimonial, which is next, is posted now.
    Now(StableHash),
    /// It posts no more until it is resumed.
    Pause,
    /// It posts again.
    Resume,
    /// It is removed; at first, whoever wants that is asked whether they are sure.
    Remove(bool),
}

/// What a moderator does with a member's own experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewAction {
    /// It is shown, with everything that can be done with it.
    Look,
    /// It is quoted from now on; as a daily highlight, too, or not.
    Approve(bool),
    /// Its author is asked for changes: this has a form.
    Changes,
    /// It will not be quoted, or not any more: this has a form.
    Decline,
    /// Passages are left out, if its author agrees: this has a form.
    Cut,
    /// It is about this topic.
    Topic(StableHash),
}

/// What somebody does with an experience of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubmissionAction {
    /// It is shown as it is now, with everything that can be done with it. The version that it had when this was offered
    /// tells one message of it from the others.
    Look(u32),
    /// It is written: this has a form.
    Write,
    /// They agree to this version's being published.
    Consent(u32),
    /// They agree to this version's being published with what a moderator leaves out.
    Accept(u32),
    /// It is withdrawn; at first, they are asked whether they are sure.
    Withdraw(bool),
}

/// What is done with a question that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InboxAction {
    /// It is shown, with everything that can be done with it.
    Look,
    /// It gets an entry of its own: this has a form.
    Answer,
    /// It becomes another phrasing of an entry, which answers it from now on.
    Phrasing(StableHash),
    /// It is no longer another phrasing of a curated entry.
    Unphrase(StableHash),
    /// An entry answers it already.
    Same(StableHash),
    /// It will not be answered: this has a form.
    Dismiss,
}

/// What is done with a phrasing that members' clicks propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalAction {
    /// It is shown.
    Look,
    /// It becomes a phrasing of the entry.
    Take,
    /// It does not.
    Refuse,
}

/// What is done with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftAction {
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
pub enum EntryAction {
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
    pub press: UiAction,
    /// At most five.
    pub fields: Vec<FormField>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
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
pub struct FileAttachment {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}
