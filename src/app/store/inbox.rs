//! The query log and the inbox.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::StoreResult;
use crate::reply::{Locale, StableHash};

/// A logged question, without the member who asked it.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedQuestion {
    pub guild: u64,
    /// See [`StableHash::question`].
    pub question: StableHash,
    /// As it was typed.
    pub text: String,
    pub at: Timestamp,
    pub what: QueryOutcome,
    /// The entry that was shown, or that the member says is not what they meant.
    pub entry: Option<StableHash>,
}

/// The outcome of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryOutcome {
    Answered,
    /// Candidates were offered.
    Suggested,
    /// No answer; the question goes to the inbox.
    Abstained,
    /// The member says that the answer was not what they meant; the question goes to the inbox.
    NotQuite,
    /// The member says that the answer helped.
    Helped,
    /// The member opened an entry.
    Opened,
}

/// The state of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionState {
    /// Needs no moderator.
    Quiet,
    /// Waits for a moderator.
    Open,
    Answered,
    /// Moderators will not answer it.
    Dismissed,
}

impl QuestionState {
    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Dismissed => "dismissed",
        }
    }
}

/// A question in the inbox; repeated questions are one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxQuestion {
    pub question: StableHash,
    /// As it was first typed.
    pub text: String,
    pub state: QuestionState,
    /// When it was first asked.
    pub first: Timestamp,
    /// When it was last asked.
    pub last: Timestamp,
    /// How often it was asked.
    pub asked: u32,
    /// How many members wait for the answer.
    pub askers: u32,
    /// Why it was dismissed, or the bits of the answering entry's hash as 16 hexadecimal digits.
    pub outcome: Option<String>,
}

/// A member who waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMember {
    pub guild: u64,
    pub question: StableHash,
    /// The question's text, in case the database has deleted it.
    pub text: String,
    pub member: u64,
    /// The channel of the question.
    pub channel: u64,
    /// The bot's reply under which the member asked the moderators; [`None`] if the reply was private, so that the
    /// answer must be private, too.
    pub message: Option<u64>,
    /// The language of the answer.
    pub locale: Locale,
    pub at: Timestamp,
}

/// The result of asking the moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskOutcome {
    /// The question is in the inbox; this many other members wait for it, too.
    Taken(u32),
    /// This member has already sent it.
    Known,
    /// The member is blocked.
    Blocked,
}

/// A member chose an entry for a question, or said that it helped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    pub guild: u64,
    pub question: StableHash,
    pub entry: StableHash,
    /// A pseudonym of the member, made by [`super::Pseudonyms`] for [`Vote::item`].
    pub voter: String,
    pub at: Timestamp,
}

impl Vote {
    /// The item of the pseudonym. It can be recomputed, so that a member's votes can be found when they ask for their
    /// data.
    pub fn item(question: StableHash, entry: StableHash) -> String {
        format!("{:016x}:{:016x}", question.0, entry.0)
    }
}

/// Counts of what waits for moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingCounts {
    /// Questions in the inbox.
    pub questions: u32,
    /// Submissions that wait for review.
    pub experiences: u32,
}

/// A phrasing of an entry, proposed by members' clicks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub question: StableHash,
    pub text: String,
    pub entry: StableHash,
    /// How many different members chose the entry.
    pub members: u32,
}

/// Reads and writes the query log, the inbox and the proposals.
#[async_trait]
pub trait Inbox {
    /// Stores logged questions, all or none. Does not reopen a question that was answered or dismissed: only
    /// [`Inbox::ask_moderators`] does.
    async fn note(&self, asked: &[LoggedQuestion]) -> StoreResult<()>;

    /// A page of the open questions, those with the most waiting members first, then the newest; and the number of open
    /// questions.
    async fn inbox(&self, guild: u64, skip: u32, most: u32) -> StoreResult<(Vec<InboxQuestion>, u32)>;

    /// A question in any state.
    async fn waiting(&self, guild: u64, question: StableHash) -> StoreResult<Option<InboxQuestion>>;

    /// The texts of the latest questions, at most `most`.
    async fn recent(&self, guild: u64, most: u32) -> StoreResult<Vec<String>>;

    /// Adds a member to those who wait for an answer, and opens the question.
    async fn ask_moderators(&self, asker: &WaitingMember) -> StoreResult<AskOutcome>;

    /// Decides whether moderators are to be notified of new questions and submissions now: at most once within `every`,
    /// across all processes. Returns the counts if so.
    async fn tell_moderators(
        &self,
        guild: u64,
        now: Timestamp,
        every: SignedDuration,
    ) -> StoreResult<Option<PendingCounts>>;

    /// Counts a vote, once per member. The `enough`-th member's vote creates a proposal, once.
    async fn click(&self, click: &Vote, enough: u32) -> StoreResult<()>;

    /// The undecided proposals, at most `most`.
    async fn proposals(&self, guild: u64, most: u32) -> StoreResult<Vec<Proposal>>;

    /// Whether a member is blocked from the inbox.
    async fn is_blocked(&self, guild: u64, member: u64) -> StoreResult<bool>;
}
