//! What is held about members, so that they can see it and have it removed.

use async_trait::async_trait;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;

use super::{Id, StoreResult, Submission};

/// The name of a message's author under an entry, if they agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorCredit {
    /// Its id.
    pub id: Id,
    /// In which guild.
    pub guild: u64,
    /// The guild's entry.
    pub entry: String,
    /// Whose.
    pub member: u64,
    /// How they are called.
    pub author: String,
    /// Whether they have agreed.
    pub given: bool,
    /// When they were asked, or agreed.
    pub at: Timestamp,
}

/// Everything held about a member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonalData {
    /// Questions whose answers they wait for: guild, text, when.
    pub questions: Vec<(u64, String, Timestamp)>,
    /// Answers that are on their way to them: guild, the question.
    pub parcels: Vec<(u64, String)>,
    /// Entries that name them, or that they were asked about.
    pub credits: Vec<AuthorCredit>,
    /// Guilds in which they are blocked from the inbox.
    pub blocked: Vec<(u64, Timestamp)>,
    /// Entries they wrote as a moderator: guild, how many versions.
    pub wrote: Vec<(u64, u32)>,
    /// Clicks that count once, by hash.
    pub clicks: u32,
    /// Drafts they are writing, and those that moderators are writing from a message of theirs.
    pub drafts: u32,
    /// Experiences they share.
    pub shared: Vec<Submission>,
}

/// What is known about people.
#[async_trait]
pub trait People {
    /// Everything held about a member, in every guild.
    async fn about(&self, member: u64, pseudonyms: &Pseudonyms) -> StoreResult<PersonalData>;

    /// Removes everything about a member that [`People::about`] names, but for blocks; what they wrote as a moderator
    /// stays, without their name and id. What they have shared is withdrawn.
    async fn forget(&self, member: u64, pseudonyms: &Pseudonyms, at: Timestamp) -> StoreResult<()>;

    /// An author is asked.
    async fn ask_credit(&self, credit: &AuthorCredit) -> StoreResult<()>;

    /// A credit that this member was asked for, or gave.
    async fn credit(&self, id: Id, member: u64) -> StoreResult<Option<AuthorCredit>>;

    /// What the author says; the entry names them from now on, or never will.
    async fn decide_credit(&self, id: Id, member: u64, given: bool, at: Timestamp)
    -> StoreResult<Option<AuthorCredit>>;

    /// The key with which members are told apart without being known: made once, the same for every process.
    async fn pseudonyms(&self) -> StoreResult<Pseudonyms>;
}

/// Tells members apart without knowing them: a keyed hash, HMAC-SHA-256 (RFC 2104), of guild, member and item.
#[derive(Clone)]
pub struct Pseudonyms(Vec<u8>);

impl Pseudonyms {
    /// Pseudonyms under a key.
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
