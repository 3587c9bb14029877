//! What was asked, and what waits for a moderator.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::StoreResult;
use crate::reply::{Locale, StableHash};

/// A question that was asked, without a person.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedQuestion {
    /// Where.
    pub guild: u64,
    /// The question: see [`StableHash::question`].
    pub question: StableHash,
    /// As it was typed.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub what: QueryOutcome,
    /// The entry that was shown, or was not what was meant.
    pub entry: Option<StableHash>,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryOutcome {
    /// It was answered.
    Answered,
    /// Candidates were offered.
    Suggested,
    /// It was not answered, and goes to the inbox.
    Abstained,
    /// Somebody said that what they saw was not what they meant; it goes to the inbox.
    NotQuite,
    /// Somebody said that it helped.
    Helped,
    /// Somebody opened an entry.
    Opened,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionState {
    /// It needs nobody.
    Quiet,
    /// It waits for a moderator.
    Open,
    /// It has been answered.
    Answered,
    /// It will not be.
    Dismissed,
}

impl QuestionState {
    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Dismissed => "dismissed",
        }
    }
}

/// A question in the inbox: asked five times, it is there once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxQuestion {
    /// Its name.
    pub question: StableHash,
    /// As it was first typed.
    pub text: String,
    /// Where it stands.
    pub state: QuestionState,
    /// When it was first asked, and last.
    pub first: Timestamp,
    /// See [`InboxQuestion::first`].
    pub last: Timestamp,
    /// How often it was asked.
    pub asked: u32,
    /// How many members wait for its answer.
    pub askers: u32,
    /// Why it was dismissed, or the bits of the name of the entry that answers it, as 16 hexadecimal digits.
    pub outcome: Option<String>,
}

/// Somebody who wants to hear of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMember {
    /// Where.
    pub guild: u64,
    /// What they asked.
    pub question: StableHash,
    /// Its text, where the database has forgotten it.
    pub text: String,
    /// Who.
    pub member: u64,
    /// The channel they asked in.
    pub channel: u64,
    /// The bot's reply under which they asked for help; [`None`] if nobody else sees it, and nobody else shall see the answer.
    pub message: Option<u64>,
    /// Their language.
    pub locale: Locale,
    /// When.
    pub at: Timestamp,
}

/// What became of asking the moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskOutcome {
    /// They will see it, and so many others wait for it, too.
    Taken(u32),
    /// They had it already from this member.
    Known,
    /// This member is blocked.
    Blocked,
}

/// Somebody chose an entry for a question, or said that it helped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Where.
    pub guild: u64,
    /// The question.
    pub question: StableHash,
    /// The entry.
    pub entry: StableHash,
    /// Who, by a keyed hash: see [`super::Pseudonyms`], for [`Vote::item`].
    pub voter: String,
    /// When.
    pub at: Timestamp,
}

impl Vote {
    /// What its pseudonym is for: with it, somebody's clicks can be found again when they want to know of them.
    pub fn item(question: StableHash, entry: StableHash) -> String {
        format!("{:016x}:{:016x}", question.0, entry.0)
    }
}

/// What waits for moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingCounts {
    /// Questions in the inbox.
    pub questions: u32,
    /// Experiences that nobody has reviewed.
    pub experiences: u32,
}

/// A phrasing that members' clicks propose for an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The question.
    pub question: StableHash,
    /// Its text.
    pub text: String,
    /// The entry.
    pub entry: StableHash,
    /// How many different members chose it.
    pub members: u32,
}

/// The inbox.
#[async_trait]
pub trait Inbox {
    /// Writes down what was asked, all of it or nothing. A question that has been answered or dismissed before is opened
    /// again only by members who ask for it: see [`Inbox::ask_moderators`].
    async fn note(&self, asked: &[LoggedQuestion]) -> StoreResult<()>;

    /// The questions that wait, those for which most members wait first, then the newest; and how many there are in all.
    async fn inbox(&self, guild: u64, skip: u32, most: u32) -> StoreResult<(Vec<InboxQuestion>, u32)>;

    /// A question.
    async fn waiting(&self, guild: u64, question: StableHash) -> StoreResult<Option<InboxQuestion>>;

    /// The texts that were asked most recently, at most `most`.
    async fn recent(&self, guild: u64, most: u32) -> StoreResult<Vec<String>>;

    /// Somebody wants to hear of an answer; their question waits from now on.
    async fn ask_moderators(&self, asker: &WaitingMember) -> StoreResult<AskOutcome>;

    /// Whether the moderators are to be told of new questions and experiences now: never twice within `every`, whoever
    /// asks, in whichever process. How many wait, if so.
    async fn tell_moderators(
        &self,
        guild: u64,
        now: Timestamp,
        every: SignedDuration,
    ) -> StoreResult<Option<PendingCounts>>;

    /// Counts a click; whoever clicks twice counts once. After `enough` different members it becomes a proposal, once.
    async fn click(&self, click: &Vote, enough: u32) -> StoreResult<()>;

    /// What the clicks propose and nobody has decided yet, at most `most`.
    async fn proposals(&self, guild: u64, most: u32) -> StoreResult<Vec<Proposal>>;

    /// Whether a member may not use the inbox.
    async fn is_blocked(&self, guild: u64, member: u64) -> StoreResult<bool>;
}
