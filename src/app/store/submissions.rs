//! Members' submissions, from the first draft to their withdrawal.

use std::fmt::Write as _;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Id, Notification, StoreResult};
use crate::knowledge::Role;
use crate::reply::Locale;

/// The name that the audit log gives to the author of a submission: it never records who they are.
pub const AUTHOR: &str = "@author";

/// A testimonial that a member submits, at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    pub id: Id,
    pub guild: u64,
    pub member: u64,
    /// Rises with every change. 0 if it is not stored yet.
    pub version: i64,
    pub stage: SubmissionStatus,
    pub told: TestimonialContent,
    /// The shortened text that a moderator proposes.
    pub cut: Option<String>,
    /// Whether it may be a daily highlight.
    pub daily: bool,
    /// The last note from a moderator to the author.
    pub note: String,
    /// When the author agreed to publish exactly the content that [`TestimonialContent::digest`] hashes.
    pub consented: Option<Timestamp>,
    /// When the author last changed it, or a moderator its status.
    pub at: Timestamp,
}

/// The content of a testimonial, as its author consents to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestimonialContent {
    pub text: String,
    pub named: Attribution,
    /// The author's name; empty unless they want to be named.
    pub name: String,
    pub role: Role,
    /// Where they worked; empty if they don't say.
    pub place: String,
    /// When they worked there; empty if they don't say.
    pub years: String,
    /// The id of its topic; empty for none. Moderators may change it without new consent.
    pub topic: String,
}

/// How an author is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    Name,
    /// By role and place: "an ALT in Hyōgo".
    Role,
    /// Anonymous: no name, place or years.
    Nobody,
}

/// The status of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubmissionStatus {
    /// A draft without consent: only its author sees it, for one day.
    Written,
    /// Waits for a moderator.
    Waiting,
    /// A moderator has asked for changes.
    Changes,
    /// A moderator proposes a shorter version; the author has not answered yet.
    Cut,
    /// Approved: it can be quoted.
    Approved,
    /// Declined: it is not quoted.
    Declined,
}

impl TestimonialContent {
    /// The SHA-256 (FIPS 180-4) of everything that is published, in hexadecimal digits: this is what the author
    /// consents to. The topic is not part of it.
    pub fn digest(&self) -> String {
        let Self { text, named, name, role, place, years, topic: _ } = self;
        let mut hash = Sha256::new();
        for part in [text, named.code(), name, role.code(), place, years] {
            // The length prefixes keep different contents from hashing the same bytes.
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
    pub const ALL: [Self; 3] = [Self::Name, Self::Role, Self::Nobody];

    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::Nobody => "nobody",
        }
    }
}

impl SubmissionStatus {
    pub const ALL: [Self; 6] = [Self::Written, Self::Waiting, Self::Changes, Self::Cut, Self::Approved, Self::Declined];

    /// The code in the database.
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

/// A moderator's decision about a submission. Only the author can change the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub submission: Id,
    /// The version the moderator saw.
    pub from: i64,
    /// The new status.
    pub stage: SubmissionStatus,
    /// Whether it may be a daily highlight.
    pub daily: bool,
    pub topic: String,
    /// The shortened text, for [`SubmissionStatus::Cut`].
    pub cut: Option<String>,
    /// The note to the author.
    pub note: String,
    /// The language of the notification to the author; [`None`] for no notification.
    pub tell: Option<Locale>,
}

/// A public message that quotes members' submissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedMessage {
    pub guild: u64,
    pub channel: u64,
    pub message: u64,
    pub submissions: Vec<Id>,
    /// What the message shows, so that it can be rendered again without the submissions.
    pub shows: MessageKind,
    pub locale: Locale,
}

/// What a message shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    /// An entry, and the question it was shown for, if any: the bits of their hashes.
    Entry(u64, Option<u64>),
    /// Only quotes.
    Words,
}

/// Reads and writes submissions.
#[async_trait]
pub trait Submissions {
    /// A submission of any member.
    async fn submission(&self, id: Id) -> StoreResult<Option<Submission>>;

    /// All submissions of a member, in every guild, the latest first.
    async fn submissions_of(&self, member: u64) -> StoreResult<Vec<Submission>>;

    /// A page of a guild's submissions with these statuses, and the number of all of them. They are ordered by status,
    /// in the given order, then by age, the oldest first.
    async fn submissions(
        &self,
        guild: u64,
        stages: &[SubmissionStatus],
        skip: u32,
        most: u32,
    ) -> StoreResult<(Vec<Submission>, u32)>;

    /// Stores the author's change, if the submission still has the given version or is new; returns whether it was
    /// stored.
    ///
    /// - [`AuthorAction::Writes`] always leads to [`SubmissionStatus::Written`].
    /// - [`SubmissionStatus::Approved`] is only reached if the author accepts exactly what a moderator proposed.
    /// - The guild's revision rises if the submission was quoted before or is quoted now.
    /// - If it is no longer quoted, the messages that quote it become due for editing.
    /// - The audit log records the action and the digest, but not the author.
    async fn tell(&self, submission: &Submission, what: AuthorAction) -> StoreResult<bool>;

    /// Withdraws a submission. Returns false if it does not exist or is not this member's.
    ///
    /// - Its text is deleted, and the messages that quote it become due for editing.
    /// - The tombstone file outside the database records it, so that no backup brings it back.
    /// - If the author ever consented to it, the audit log records its digest.
    async fn withdraw(&self, id: Id, member: u64, at: Timestamp) -> StoreResult<bool>;

    /// Records which submissions a message quotes now, instead of those it quoted before. If one of them has been
    /// withdrawn meanwhile, the message becomes due for editing at once. Without submissions, the message is forgotten.
    async fn quoted(&self, quoted: &QuotedMessage, at: Timestamp) -> StoreResult<()>;

    /// Takes at most `most` messages that quote withdrawn submissions, and holds them until `until`: meanwhile, no
    /// other worker gets them. Each lists only its withdrawn submissions. The number says how often it was taken
    /// before.
    async fn take_quoted(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<(QuotedMessage, u32)>>;

    /// Marks a message as edited, or as never to be edited: forgets the withdrawn submissions it was taken for.
    /// Submissions withdrawn in the meantime stay due. [`Submissions::quoted`] records the new content, before or
    /// after.
    async fn edited(&self, message: u64) -> StoreResult<()>;

    /// Schedules another attempt to edit a message at `at`.
    async fn edit_again(&self, message: u64, at: Timestamp) -> StoreResult<()>;
}

/// An action of an author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorAction {
    /// Saves a draft that only they see.
    Writes,
    /// Agrees to publish it, once a moderator has approved it.
    Consents,
    /// Agrees to publish the moderator's shorter version.
    Accepts,
}

/// The notification to the author of a review.
pub fn tells(review: &Review, member: u64) -> Option<Notification> {
    let locale = review.tell?;
    Some(Notification::Reviewed { member, submission: review.submission.bits(), version: review.from + 1, locale })
}
