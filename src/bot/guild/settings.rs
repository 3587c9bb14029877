//! A guild's settings and overrides.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::bot::testimonials::store::TestimonialContent;
use crate::db::Id;
use crate::ui::Locale;

/// A guild's settings; unset values follow the operator's configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The channel for notices of new questions and problems.
    pub moderators: Option<u64>,
    /// The channel for the audit log.
    pub audit: Option<u64>,
    /// Moderator roles. Members who may manage messages moderate as well.
    pub roles: BTreeSet<u64>,
    /// Whether answers are private, by channel; threads follow their parent channel.
    pub private: BTreeMap<u64, bool>,
    /// The language of the bot's public messages.
    pub locale: Option<Locale>,
    /// Questions a minute per member.
    pub per_member: Option<NonZeroU32>,
    /// Public replies a minute per channel.
    pub per_channel: Option<NonZeroU32>,
}

/// The highest limit a guild may set, per minute. Ten a second no longer limits anything; any lower value may be
/// intended.
pub const MAX_RATE_PER_MINUTE: u32 = 600;

/// A change of one setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Moderators(Option<u64>),
    Audit(Option<u64>),
    Role(u64, bool),
    /// See [`Settings::private`]; [`None`] restores the operator's setting.
    Private(u64, Option<bool>),
    Language(Option<Locale>),
    PerMember(Option<NonZeroU32>),
    PerChannel(Option<NonZeroU32>),
}

impl Settings {
    /// Whether answers are private in a channel or its parent; [`None`] if the guild has not set it.
    pub fn is_private(&self, channel: u64, parent: Option<u64>) -> Option<bool> {
        let of = |channel: u64| self.private.get(&channel).copied();
        of(channel).or_else(|| parent.and_then(of))
    }

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

/// A guild's settings and overrides at one revision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuildRecord {
    pub revision: i64,
    pub settings: Settings,
    /// Ids of the pinned entries, in the order in which they were pinned.
    pub pinned: Vec<String>,
    /// Ids of the hidden curated entries.
    pub hidden: BTreeSet<String>,
    /// Ids of the people that the guild does not quote.
    pub silenced: BTreeSet<String>,
    /// Additional phrasings of curated entries, by entry id.
    pub phrasings: BTreeMap<String, Vec<String>>,
    /// Approved submissions, the oldest first.
    pub shared: Vec<PublishedTestimonial>,
}

/// An approved submission as it is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTestimonial {
    pub id: Id,
    /// A pseudonym of the author in this guild: equal for all testimonials under the same name, unique otherwise.
    pub author: String,
    pub content: TestimonialContent,
    /// Whether it may be a daily highlight.
    pub daily: bool,
}
