//! What a guild's moderators decide.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::{Id, TestimonialContent};
use crate::reply::Locale;

/// What a guild has set; everything else is as the operator has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Where its moderators are told of new questions and of trouble.
    pub moderators: Option<u64>,
    /// Where everything that moderators do is written down.
    pub audit: Option<u64>,
    /// Roles that may moderate, beside members who may manage messages.
    pub roles: BTreeSet<u64>,
    /// Whether answers in a channel, and its threads, are private.
    pub private: BTreeMap<u64, bool>,
    /// The language in which it is spoken to everybody.
    pub locale: Option<Locale>,
    /// Questions a minute, of one member.
    pub per_member: Option<NonZeroU32>,
    /// Public replies a minute, in one channel.
    pub per_channel: Option<NonZeroU32>,
}

/// The most that a guild may allow a minute: ten a second are no limit any more, and everything else is a limit that
/// somebody meant.
pub const MOST_A_MINUTE: u32 = 600;

/// One thing that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// See [`Settings::moderators`].
    Moderators(Option<u64>),
    /// See [`Settings::audit`].
    Audit(Option<u64>),
    /// See [`Settings::roles`].
    Role(u64, bool),
    /// See [`Settings::private`]; [`None`] for as the operator has it.
    Private(u64, Option<bool>),
    /// See [`Settings::locale`].
    Language(Option<Locale>),
    /// See [`Settings::per_member`].
    PerMember(Option<NonZeroU32>),
    /// See [`Settings::per_channel`].
    PerChannel(Option<NonZeroU32>),
}

impl Settings {
    /// Whether answers are private in a channel, which may be a thread of another, if the guild has decided that.
    pub fn is_private(&self, channel: u64, parent: Option<u64>) -> Option<bool> {
        let of = |channel: u64| self.private.get(&channel).copied();
        of(channel).or_else(|| parent.and_then(of))
    }

    /// Sets one thing.
    pub fn set(&mut self, setting: Setting) {
        match setting {
            Setting::Moderators(channel) => self.moderators = channel,
            Setting::Audit(channel) => self.audit = channel,
            Setting::Role(role, true) => drop(self.roles.insert(role)),
            Setting::Role(role, false) => drop(self.roles.remove(&role)),
            Setting::Private(channel, Some(private)) => drop(self.private.insert(channel, private)),
            Setting::Private(channel, None) => drop(self.private.remove(&channel)),
            Setting::Language(locale) => self.locale = locale,
            Setting::PerMember(limit) => self.per_member = limit,
            Setting::PerChannel(limit) => self.per_channel = limit,
        }
    }
}

/// What is known of a guild at one revision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuildRecord {
    /// At which.
    pub revision: i64,
    /// What it has set.
    pub settings: Settings,
    /// Ids of the entries it has pinned, in the order of their pinning.
    pub pinned: Vec<String>,
    /// Ids of the curated entries it hides.
    pub hidden: BTreeSet<String>,
    /// Ids of the people it does not quote.
    pub silenced: BTreeSet<String>,
    /// Further phrasings of curated entries, by their ids.
    pub phrasings: BTreeMap<String, Vec<String>>,
    /// Members' own experiences that are approved, the oldest first.
    pub shared: Vec<PublishedTestimonial>,
}

/// A member's own experience as it is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTestimonial {
    /// Its id.
    pub id: Id,
    /// Stands for its author among the guild's: the same for all that they tell under the same name, and for nothing else.
    pub author: String,
    /// What they tell.
    pub told: TestimonialContent,
    /// Whether it may be a daily highlight.
    pub daily: bool,
}
