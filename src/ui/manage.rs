//! The actions of buttons that only moderators or authors see, and the forms they fill in.

use crate::ui::action::{StableHash, UiAction};
use crate::ui::id::Id;

/// The action of a moderator's button. If it needs a form, pressing the button opens it, and sending the form runs the
/// same action with the filled-in fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ModeratorAction {
    /// An action on the moderator's own draft.
    Draft(Id, DraftAction),
    /// An action on an entry, the guild's own or a curated one.
    Entry(StableHash, EntryAction),
    /// The open questions: a page, counted from 0.
    Inbox(u32),
    /// An action on a question in the inbox.
    Question(StableHash, InboxAction),
    /// An action on a phrasing that members' clicks propose.
    Proposal {
        /// The proposed phrasing, as a question.
        question: StableHash,
        /// The entry that would get the phrasing.
        entry: StableHash,
        weigh: ProposalAction,
    },
    /// Applies an import, if its digest is still the one previewed.
    Apply(Id, u64),
    /// The statistics of so many weeks, as files.
    Tables(u32),
    /// The audit log: a page, counted from 0.
    Audit(u32),
    Schedules,
    /// An action on a schedule of highlights.
    Schedule(Id, ScheduleAction),
    /// Opens the schedule that an alert is about. No other message has this outbox item, so that a retry can recognise
    /// a delivered alert.
    News {
        /// The outbox item that delivered the alert.
        outbox_item: Id,
        schedule: Id,
    },
    /// Says whether an uncertain highlight arrived; if not, it is posted again.
    Settle(Id, bool),
    /// The members' submissions: a page, counted from 0.
    Testimonials(u32),
    /// An action on a submission at the version that the moderator saw.
    Testimonial(Id, u32, ReviewAction),
}

/// An action on a schedule of highlights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleAction {
    /// Shows it with its buttons.
    Look,
    /// Shows its next post.
    Preview,
    /// Skips this testimonial in this cycle, if it is still next.
    Skip(StableHash),
    /// Posts this testimonial now, if it is still next.
    Now(StableHash),
    Pause,
    Resume,
    /// Asks for confirmation (`false`), or removes the schedule (`true`).
    Remove(bool),
}

/// A moderator's action on a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewAction {
    /// Shows it with its buttons.
    Look,
    /// Approves it for answers; `true`: for daily highlights, too.
    Approve(bool),
    /// Asks the author for changes; opens a form.
    Changes,
    /// Declines it, or no longer quotes it; opens a form.
    Decline,
    /// Proposes a shorter version to the author; opens a form.
    Cut,
    /// Sets its topic.
    Topic(StableHash),
}

/// An author's action on their own submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubmissionAction {
    /// Shows it as it is now, with its buttons. The version it had when the button was made tells the notifications
    /// about it apart.
    Look(u32),
    /// Opens the form for its text.
    Write,
    /// Consents to publishing this version.
    Consent(u32),
    /// Consents to publishing this version, shortened as a moderator proposes.
    Accept(u32),
    /// Asks for confirmation (`false`), or withdraws it (`true`).
    Withdraw(bool),
}

/// An action on a question in the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InboxAction {
    /// Shows it with its buttons.
    Look,
    /// Answers it with a new entry; opens a form.
    Answer,
    /// Makes it a phrasing of an entry, which then answers it.
    Phrasing(StableHash),
    /// Removes it from the phrasings of a curated entry.
    Unphrase(StableHash),
    /// Marks it as answered by an existing entry.
    Same(StableHash),
    /// Dismisses it; opens a form.
    Dismiss,
}

/// An action on a phrasing that members' clicks propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalAction {
    Look,
    /// Makes it a phrasing of the entry.
    Take,
    /// Rejects it.
    Refuse,
}

/// An action on a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftAction {
    /// Opens its form.
    Write,
    /// Saves it as an entry.
    Save,
    /// Saves it over this version, which another moderator has stored meanwhile.
    SaveOver(u32),
    /// Discards it.
    Cancel,
}

/// An action on an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryAction {
    /// Shows it with its buttons.
    Look,
    /// Edits it, or writes the guild's own answer to a curated entry; opens a form.
    Edit,
    /// Hides the guild's own entry from members.
    Retire,
    /// Shows a retired entry to members again.
    Revive,
    /// Its versions: a page, counted from 0.
    History(u32),
    /// Makes this version the current one.
    Restore(u32),
    /// Offers it as a suggestion before anything is typed, or no longer does.
    Pin(bool),
    /// Hides a curated entry, or shows it again.
    Hide(bool),
}

/// A form to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub title: &'static str,
    /// Opened this form; sending the form runs it.
    pub press: UiAction,
    /// At most five.
    pub fields: Vec<FormField>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    pub label: &'static str,
    /// The placeholder of the empty field.
    pub hint: &'static str,
    /// The initial value.
    pub value: String,
    /// Whether it has several lines.
    pub long: bool,
    pub required: bool,
    /// The maximum length in characters.
    pub most: u16,
}

/// A file to download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAttachment {
    pub name: String,
    pub bytes: Vec<u8>,
}
