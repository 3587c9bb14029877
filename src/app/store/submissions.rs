//! Members' own experiences, from the first word to their withdrawal.

use std::fmt::Write as _;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Id, Notification, StoreResult};
use crate::knowledge::Role;
use crate::reply::Locale;

/// How the audit calls whoever does something with an experience of their own: never by their name.
pub const AUTHOR: &str = "@author";

/// An experience that a member shares, at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: Id,
    /// In which guild it is shared.
    pub guild: u64,
    /// Whose it is.
    pub member: u64,
    /// Rises with everything that changes of it. 0 for one that is not stored yet.
    pub version: i64,
    /// Where it stands.
    pub stage: SubmissionStatus,
    /// What they wrote, and how they want to be named.
    pub told: TestimonialContent,
    /// The text with passages left out, as a moderator proposes it.
    pub cut: Option<String>,
    /// Whether it may be a daily highlight.
    pub daily: bool,
    /// What a moderator said to its author last.
    pub note: String,
    /// When its author agreed to its being published: to exactly what [`TestimonialContent::digest`] says.
    pub consented: Option<Timestamp>,
    /// When its author changed it last, or a moderator where it stands.
    pub at: Timestamp,
}

/// What somebody tells, as they agree to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestimonialContent {
    /// The text.
    pub text: String,
    /// How its author is named.
    pub named: Attribution,
    /// Their name; empty unless they want to be named by it.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Where they worked; empty where they don't say.
    pub place: String,
    /// When; empty where they don't say.
    pub years: String,
    /// What it is about, by its topic's id; empty for nothing in particular. Moderators may change it.
    pub topic: String,
}

/// How an author is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    /// By their name.
    Name,
    /// By what they were, and where: "an ALT in Hyōgo".
    Role,
    /// Not at all.
    Nobody,
}

/// Where an experience stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubmissionStatus {
    /// Its author has not agreed to it yet: only they see it, and only for a day.
    Written,
    /// It waits for a moderator.
    Waiting,
    /// A moderator has asked for changes.
    Changes,
    /// A moderator would approve it with passages left out; its author has not said yet what they think of that.
    Cut,
    /// It is quoted.
    Approved,
    /// It will not be.
    Declined,
}

impl TestimonialContent {
    /// The SHA-256 (FIPS 180-4) of everything that is published of it, in hexadecimal digits: what its author agreed to.
    pub fn digest(&self) -> String {
        let Self { text, named, name, role, place, years, topic: _ } = self;
        let mut hash = Sha256::new();
        for part in [text, named.code(), name, role.code(), place, years] {
            // With their lengths, no two different ones are the same together.
            hash.update(part.len().to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl Attribution {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Name, Self::Role, Self::Nobody];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::Nobody => "nobody",
        }
    }
}

impl SubmissionStatus {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Written, Self::Waiting, Self::Changes, Self::Cut, Self::Approved, Self::Declined];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Waiting => "waiting",
            Self::Changes => "changes",
            Self::Cut => "cut",
            Self::Approved => "approved",
            Self::Declined => "declined",
        }
    }
}

/// What a moderator decides about an experience. Its text stays its author's: nobody else changes a letter of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Which.
    pub submission: Id,
    /// The version that they have seen.
    pub from: i64,
    /// Where it stands from now on.
    pub stage: SubmissionStatus,
    /// Whether it may be a daily highlight.
    pub daily: bool,
    /// Its topic.
    pub topic: String,
    /// What they propose to leave out of it, for [`SubmissionStatus::Cut`].
    pub cut: Option<String>,
    /// What its author is told.
    pub note: String,
    /// The language in which they are told; [`None`] if they are told nothing.
    pub tell: Option<Locale>,
}

/// A message that everybody sees, and that quotes members' own experiences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedMessage {
    /// Where.
    pub guild: u64,
    /// The channel.
    pub channel: u64,
    /// The message.
    pub message: u64,
    /// The experiences.
    pub submissions: Vec<Id>,
    /// What it shows, so that it can be shown again without them.
    pub shows: MessageKind,
    /// Its language.
    pub locale: Locale,
}

/// What a message shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    /// An entry, for a question if it was shown for one: the bits of their names.
    Entry(u64, Option<u64>),
    /// People's words, and nothing else.
    Words,
}

/// Members' own experiences.
#[async_trait]
pub trait Submissions {
    /// An experience, whosever it is.
    async fn submission(&self, id: Id) -> StoreResult<Option<Submission>>;

    /// A member's own, in every guild, the latest first.
    async fn submissions_of(&self, member: u64) -> StoreResult<Vec<Submission>>;

    /// A guild's at these stages, those first that have waited longest at the first of them; and how many there are in all.
    async fn submissions(
        &self,
        guild: u64,
        stages: &[SubmissionStatus],
        skip: u32,
        most: u32,
    ) -> StoreResult<(Vec<Submission>, u32)>;

    /// What its author does: the experience is so from now on, if it still has the version that it says, or is new; whether
    /// that was so. What they only write is [`SubmissionStatus::Written`]; nothing is [`SubmissionStatus::Approved`] but what they accept exactly
    /// as a moderator has proposed it. If it was quoted before, or is from now on, the guild's revision rises; if it no
    /// longer is, what quotes it is due to be edited. The audit has a line that says what, with its digest, and not who.
    async fn tell(&self, submission: &Submission, what: AuthorAction) -> StoreResult<bool>;

    /// Its author withdraws it: it is gone, no text stays behind, everything that quotes it is due to be edited, and the
    /// ledger outside the database knows, so that no copy brings it back. If they had ever agreed to it, the audit has a
    /// line with its digest. Whether it was there, and theirs.
    async fn withdraw(&self, id: Id, member: u64, at: Timestamp) -> StoreResult<bool>;

    /// A message quotes experiences from now on, and nothing that it quoted before. One that has been withdrawn meanwhile is
    /// due to be edited at once. Without any, it is forgotten.
    async fn quoted(&self, quoted: &QuotedMessage, at: Timestamp) -> StoreResult<()>;

    /// Takes messages that quote what was withdrawn, at most `most`, for as long as `until`: meanwhile, nobody else gets
    /// them. Each comes with what was withdrawn, and not with what else it quotes; how often it was taken before stands
    /// beside it.
    async fn take_quoted(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<(QuotedMessage, u32)>>;

    /// A message no longer quotes what was withdrawn when it was taken, or never will be edited: that is forgotten. What was
    /// withdrawn meanwhile stays due. What it shows now, [`Submissions::quoted`] is told, before or after.
    async fn edited(&self, message: u64) -> StoreResult<()>;

    /// A message was not edited, and is tried again from a time on.
    async fn edit_again(&self, message: u64, at: Timestamp) -> StoreResult<()>;
}

/// What an author does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorAction {
    /// They write: nobody but them sees it.
    Writes,
    /// They agree to its being published, once a moderator has approved it.
    Consents,
    /// They agree to its being published with what a moderator leaves out.
    Accepts,
}

/// What its author is told of a review.
pub fn tells(review: &Review, member: u64) -> Option<Notification> {
    let locale = review.tell?;
    Some(Notification::Reviewed { member, submission: review.submission.bits(), version: review.from + 1, locale })
}
