//! The actions of buttons and menu options. An action carries everything it needs, so that a button of an old message
//! still works after a restart and in another process.

use crate::knowledge::Origin;
use crate::knowledge::browse::{Degree, DesiredRole, JapaneseLevel};
use crate::ui::card::EntryKey;
use crate::ui::id::Id;
use crate::ui::manage::{ModeratorAction, SubmissionAction};

/// The action of a button or menu option.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UiAction {
    /// Opens an entry.
    Show(StableHash),
    /// Opens an entry that was offered for a question.
    Pick {
        entry: StableHash,
        /// See [`StableHash::question`].
        question: StableHash,
    },
    /// The member says that the entry helped, with the question it was shown for, if any.
    Helped(StableHash, Option<StableHash>),
    /// The member says that the reply was not what they meant. Holds the candidates to offer next, and the question, if
    /// any.
    NotQuite(Vec<StableHash>, Option<StableHash>),
    /// Another testimonial that fits an entry, by its index, counted from 0.
    Voice(StableHash, usize),
    /// Sends a question to the moderators; [`None`] if the question is only in the message above the button.
    Moderators(Option<StableHash>),
    /// A page of a list, counted from 0.
    Page(EntryList, usize),
    /// One of the testimonials that match a filter, by its index, counted from 0.
    Voices(StoryFilter, usize),
    /// The eligibility form with the choices made so far.
    Eligibility(EligibilityProfile),
    /// An action of a moderator.
    Manage(ModeratorAction),
    /// The author of a message says whether an entry made from it may name them.
    Credit(Id, bool),
    /// The member says that the moderators' answer, delivered from the outbox, helped. No other message has this
    /// action, so that a retry can recognise a delivered one.
    Brought {
        /// The outbox item.
        outbox_item: Id,
        /// The entry that answers.
        entry: StableHash,
        question: StableHash,
    },
    /// Deletes all data about a member (`true`), or cancels that (`false`).
    Forget(bool),
    /// Opens the form for a question about a highlight. No other message has this action, so that a sent highlight can
    /// be recognised.
    About {
        /// The id of the highlight.
        post: Id,
        /// The topic of the highlight.
        topic: Option<StableHash>,
    },
    /// An action on the member's own submission.
    Share(Id, SubmissionAction),
    /// The member's own submissions: a page, counted from 0.
    Shared(u32),
    /// A page about the bot.
    Info(InfoPage),
}

/// A page about the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InfoPage {
    Help,
    /// What the bot knows, its sources, and what it stores.
    About,
    /// The data stored about the member.
    Privacy,
}

impl InfoPage {
    pub const ALL: [Self; 3] = [Self::Help, Self::About, Self::Privacy];
}

/// A list of entries that is shown in pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EntryList {
    All,
    /// The entries of a topic.
    Topic(StableHash),
    /// The entries found for a search: one plain line, of at most [`crate::ui::limits::SEARCH`] characters.
    Search(String),
}

/// The testimonials to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StoryFilter {
    /// [`None`] for any person.
    pub person: Option<StableHash>,
    /// [`None`] for any topic.
    pub topic: Option<StableHash>,
}

/// The qualifications of a member who asks about eligibility; [`None`] for a question not answered yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct EligibilityProfile {
    /// The role they want.
    pub role: Option<DesiredRole>,
    pub degree: Option<Degree>,
    pub japanese: Option<JapaneseLevel>,
}

/// A hash of the id of an entry, topic, person, question or testimonial. It stays the same as long as the id does, and
/// fits into a button's custom id, which an id may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StableHash(pub u64);

impl StableHash {
    pub fn entry(id: &str, origin: Origin) -> Self {
        match origin {
            Origin::Curated => Self::of(b'c', id),
            Origin::Guild => Self::of(b'g', id),
        }
    }

    pub fn topic(id: &str) -> Self {
        Self::of(b't', id)
    }

    /// The hash of a person: a curated one, or a member who has shared a testimonial.
    pub fn person_of(id: &str, origin: Origin) -> Self {
        match origin {
            Origin::Curated => Self::of(b'p', id),
            Origin::Guild => Self::of(b'm', id),
        }
    }

    /// The hash of a question, by its key: equal for everyone who asks it in the same words.
    pub fn question(key: &str) -> Self {
        Self::of(b'q', key)
    }

    /// The hash of a testimonial, by its key, which is unique among curated and guild testimonials.
    pub fn testimonial(id: &str) -> Self {
        Self::of(b'v', id)
    }

    /// 64-bit FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>): among a million ids, a collision has a probability
    /// below one in ten million. It must never change: buttons of old messages hold these hashes.
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
