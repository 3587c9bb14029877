//! What a button or a menu's option does when it is pressed. Everything it needs is in it, so that nothing has to be
//! remembered: what was offered yesterday works today, after a restart, and in another process.

use super::{EntryKey, Id, ModeratorAction, SubmissionAction};
use crate::knowledge::Origin;
use crate::knowledge::browse::{Degree, DesiredRole, JapaneseLevel};

/// What happens when something is pressed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UiAction {
    /// Opens an entry.
    Show(StableHash),
    /// Opens an entry that was offered for a question.
    Pick {
        /// The entry.
        entry: StableHash,
        /// The question: see [`StableHash::question`].
        question: StableHash,
    },
    /// The entry was the right one, for a question if it was shown for one.
    Helped(StableHash, Option<StableHash>),
    /// What was shown, for a question if it was shown for one, was not the right thing; these come next.
    NotQuite(Vec<StableHash>, Option<StableHash>),
    /// Another testimonial that fits an entry: which one, counted from 0.
    Voice(StableHash, usize),
    /// Hands a question to the moderators; [`None`] where only what stands above says which.
    Moderators(Option<StableHash>),
    /// A page of a list, counted from 0.
    Page(EntryList, usize),
    /// One of the testimonials of somebody, or on a topic: which one, counted from 0.
    Voices(StoryFilter, usize),
    /// What somebody has told so far of what they bring.
    Eligibility(EligibilityProfile),
    /// What only moderators do.
    Manage(ModeratorAction),
    /// The author of a message says whether an entry made from it may name them.
    Credit(Id, bool),
    /// The moderators' answer to a question, which a parcel brought, was the right one. No other message has this, so that
    /// what the parcel brought can be recognised.
    Brought {
        /// The parcel.
        parcel: Id,
        /// The entry that answers.
        entry: StableHash,
        /// The question.
        question: StableHash,
    },
    /// A member has everything about them removed; or, after all, not.
    Forget(bool),
    /// Somebody asks about what a highlight tells of: this has a form. No other message has this, so that the highlight can
    /// be recognised.
    About {
        /// The highlight.
        post: Id,
        /// Its topic.
        topic: Option<StableHash>,
    },
    /// Something with an experience of one's own.
    Share(Id, SubmissionAction),
    /// One's own experiences: a page, counted from 0.
    Shared(u32),
    /// Something about the bot itself.
    Info(InfoPage),
}

/// What the bot says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InfoPage {
    /// How to use it.
    Help,
    /// What it knows, and from where.
    About,
    /// What it holds about a member.
    Privacy,
}

impl InfoPage {
    /// All of it.
    pub const ALL: [Self; 3] = [Self::Help, Self::About, Self::Privacy];
}

/// A list of entries that is longer than a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EntryList {
    /// All of them.
    All,
    /// Those on a topic.
    Topic(StableHash),
    /// Those found for some words: one plain line, of at most [`super::limits::SEARCH`] characters.
    Search(String),
}

/// Whose testimonials are meant, and on what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StoryFilter {
    /// Somebody's, or anybody's.
    pub person: Option<StableHash>,
    /// On a topic, or on anything.
    pub topic: Option<StableHash>,
}

/// What somebody brings who wants to take part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct EligibilityProfile {
    /// The role they want.
    pub role: Option<DesiredRole>,
    /// Their degree.
    pub degree: Option<Degree>,
    /// Their Japanese.
    pub japanese: Option<JapaneseLevel>,
}

/// A short name of an entry, a topic or a person that stays the same for as long as its id does: ids can be longer than
/// what a button can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StableHash(pub u64);

impl StableHash {
    /// The name of an entry.
    pub fn entry(id: &str, origin: Origin) -> Self {
        match origin {
            Origin::Curated => Self::of(b'c', id),
            Origin::Guild => Self::of(b'g', id),
        }
    }

    /// The name of a topic.
    pub fn topic(id: &str) -> Self {
        Self::of(b't', id)
    }

    /// The name of a person: curated, or a member of a guild who has shared something.
    pub fn person_of(id: &str, origin: Origin) -> Self {
        match origin {
            Origin::Curated => Self::of(b'p', id),
            Origin::Guild => Self::of(b'm', id),
        }
    }

    /// The name of a question that was asked, by its key: the same for everybody who asks it in the same words.
    pub fn question(key: &str) -> Self {
        Self::of(b'q', key)
    }

    /// The name of a testimonial, by what tells it from all others.
    pub fn testimonial(id: &str) -> Self {
        Self::of(b'v', id)
    }

    /// FNV-1a of 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>): among a million ids, the chance that any two
    /// share a name is below one in ten million. It must never change, or buttons in old messages lead astray.
    fn of(kind: u8, id: &str) -> Self {
        let bytes = std::iter::once(kind).chain(id.bytes());
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }
}

impl From<&EntryKey> for StableHash {
    fn from(key: &EntryKey) -> Self {
        Self::entry(&key.id, key.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_change_and_tell_origins_apart() {
        assert_eq!(StableHash::entry("alt-duties", Origin::Curated), StableHash(0x662c_15c0_da1e_78cc));
        assert_ne!(StableHash::entry("alt-duties", Origin::Curated), StableHash::entry("alt-duties", Origin::Guild));
        assert_eq!(StableHash::person_of("mira", Origin::Curated), StableHash(0x34bc_a642_4318_c594));
        assert_ne!(StableHash::person_of("mira", Origin::Curated), StableHash::person_of("mira", Origin::Guild));
    }
}
