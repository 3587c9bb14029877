//! Data about members, so that they can see it and have it deleted.

use async_trait::async_trait;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;

use super::{Id, StoreResult, Submission};

/// The name of a message's author under an entry, shown if they agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorCredit {
    pub id: Id,
    pub guild: u64,
    /// The id of the guild's entry.
    pub entry: String,
    pub member: u64,
    /// The display name.
    pub author: String,
    /// Whether the member has agreed.
    pub given: bool,
    /// When the member was asked, or agreed.
    pub at: Timestamp,
}

/// All data about a member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonalData {
    /// Questions for whose answers they wait: guild, text, time.
    pub questions: Vec<(u64, String, Timestamp)>,
    /// Answers being delivered to them: guild and question.
    pub outbox_items: Vec<(u64, String)>,
    /// Entries that name them, or for which they were asked.
    pub credits: Vec<AuthorCredit>,
    /// Guilds whose inbox they are blocked from, and since when.
    pub blocked: Vec<(u64, Timestamp)>,
    /// Entry versions they wrote as a moderator: guild and number of versions.
    pub wrote: Vec<(u64, u32)>,
    /// Votes stored under a pseudonym.
    pub clicks: u32,
    /// Their drafts, and moderators' drafts made from their messages.
    pub drafts: u32,
    /// Their submissions.
    pub shared: Vec<Submission>,
}

/// Reads and writes data about members.
#[async_trait]
pub trait People {
    /// All data about a member, in every guild.
    async fn about(&self, member: u64, pseudonyms: &Pseudonyms) -> StoreResult<PersonalData>;

    /// Deletes everything that [`People::about`] returns, except blocks. Entries they wrote as a moderator stay,
    /// without their name and id. Their submissions are withdrawn.
    async fn forget(&self, member: u64, pseudonyms: &Pseudonyms, at: Timestamp) -> StoreResult<()>;

    /// Stores a request for a credit.
    async fn ask_credit(&self, credit: &AuthorCredit) -> StoreResult<()>;

    /// A credit, if this member was asked for it or gave it.
    async fn credit(&self, id: Id, member: u64) -> StoreResult<Option<AuthorCredit>>;

    /// Stores the author's answer. If they agree, the entry names them from now on; otherwise it never will.
    async fn decide_credit(&self, id: Id, member: u64, given: bool, at: Timestamp)
    -> StoreResult<Option<AuthorCredit>>;

    /// The key for pseudonyms; created once and shared by all processes.
    async fn pseudonyms(&self) -> StoreResult<Pseudonyms>;
}

/// Pseudonyms tell members apart without identifying them: a keyed hash, HMAC-SHA-256 (RFC 2104), of guild, member and
/// item.
#[derive(Clone)]
pub struct Pseudonyms(Vec<u8>);

impl Pseudonyms {
    pub fn new(key: &[u8]) -> Self {
        Self(key.to_vec())
    }

    /// The pseudonym of a member for an item in a guild: 32 hexadecimal digits, different for every item.
    pub fn of(&self, guild: u64, member: u64, item: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(&guild.to_be_bytes());
        mac.update(&member.to_be_bytes());
        mac.update(item.as_bytes());
        mac.finalize().into_bytes().iter().take(16).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }
}
