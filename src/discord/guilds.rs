//! The guilds of the bot, as far as Discord has told, and channels that refuse its messages.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZeroU64;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serenity::builder::CreateMessage;
use serenity::http::Http;
use serenity::model::guild::{Guild, PartialGuild};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

use super::retry::{ApiError, attempt};
use super::{BotState, render};
use crate::bot::guild;
use crate::ui::{Locale, wording};

/// For how long a channel that refused an answer is left alone, and its guild's moderators are told nothing more of it.
const REFUSAL_COOLDOWN: Duration = Duration::from_hours(1);

/// The guilds, and the channels that refused.
#[derive(Debug, Default)]
pub struct GuildDirectory(Mutex<DirectoryState>);

#[derive(Debug, Default)]
struct DirectoryState {
    guilds: HashMap<GuildId, GuildFacts>,
    /// Guilds that Discord has announced, but not described yet.
    expected: HashSet<GuildId>,
    closed: HashMap<ChannelId, RefusingChannel>,
    /// Guilds whose audit channel did not take the last line, and why.
    unposted: HashMap<GuildId, (ChannelId, String)>,
    /// Where a channel belongs: a thread to its channel, any other to itself.
    homes: HashMap<ChannelId, ChannelId>,
}

/// A channel that refused an answer.
#[derive(Debug, Clone, Copy)]
struct RefusingChannel {
    guild: Option<GuildId>,
    /// Until then, the channel is left alone without another notice.
    until: Instant,
    /// The permissions have changed, so that it may be tried before that.
    reopened: bool,
}

/// Cached channels with their parents; beyond that, the cache is emptied.
const MAX_CHANNEL_PARENTS: usize = 10_000;

#[derive(Debug, Clone)]
struct GuildFacts {
    name: String,
    locale: Locale,
    /// The channel in which Discord itself notifies the moderators of a community.
    notices: Option<ChannelId>,
    /// The role that Discord made for the bot: it has its name, and is easily mentioned in its stead.
    role: Option<RoleId>,
}

impl GuildDirectory {
    /// Announces the guilds of the bot; their descriptions follow one by one.
    pub fn expect(&self, guilds: impl Iterator<Item = GuildId>) {
        self.known().expected.extend(guilds);
    }

    /// Remembers a guild, as the bot `me` sees it; whether it was not expected, because the bot has only now come to it.
    pub fn came(&self, guild: &Guild, me: UserId) -> bool {
        let facts = GuildFacts {
            name: guild.name.clone(),
            locale: Locale::of(&guild.preferred_locale),
            notices: guild.public_updates_channel_id,
            role: guild.roles.values().find(|role| role.tags.bot_id == Some(me)).map(|role| role.id),
        };
        let mut known = self.known();
        known.guilds.insert(guild.id, facts);
        !known.expected.remove(&guild.id)
    }

    /// Updates a guild.
    pub fn changed(&self, guild: &PartialGuild) {
        if let Some(facts) = self.known().guilds.get_mut(&guild.id) {
            facts.name.clone_from(&guild.name);
            facts.locale = Locale::of(&guild.preferred_locale);
            facts.notices = guild.public_updates_channel_id;
        }
    }

    /// How the guilds are called.
    pub fn names(&self) -> BTreeMap<u64, String> {
        self.known().guilds.iter().map(|(guild, facts)| (guild.get(), facts.name.clone())).collect()
    }

    /// Forgets a guild that removed the bot.
    pub fn left(&self, guild: GuildId) {
        self.known().guilds.remove(&guild);
    }

    /// Whether the bot is a member of a guild.
    pub fn knows(&self, guild: GuildId) -> bool {
        self.known().guilds.contains_key(&guild)
    }

    /// Lets the refused channels of a guild be tried again after its permissions changed.
    pub fn reopen(&self, guild: GuildId) {
        self.known().closed.values_mut().filter(|one| one.guild == Some(guild)).for_each(|one| one.reopened = true);
    }

    /// The role that Discord made for the bot in a guild.
    pub fn role(&self, guild: GuildId) -> Option<RoleId> {
        self.known().guilds.get(&guild).and_then(|facts| facts.role)
    }

    /// Where a channel belongs, if that is known: a thread to its channel, any other to itself.
    pub fn home(&self, channel: ChannelId) -> Option<ChannelId> {
        self.known().homes.get(&channel).copied()
    }

    /// Remembers where a channel belongs.
    pub fn belongs(&self, channel: ChannelId, home: ChannelId) {
        let mut known = self.known();
        if known.homes.len() >= MAX_CHANNEL_PARENTS {
            known.homes.clear();
        }
        known.homes.insert(channel, home);
    }

    /// The language of a guild.
    pub fn locale(&self, guild: GuildId) -> Locale {
        self.known().guilds.get(&guild).map_or_else(Locale::default, |facts| facts.locale)
    }

    /// Whether a channel has refused an answer not long ago.
    pub fn is_closed(&self, channel: ChannelId, now: Instant) -> bool {
        self.known().closed.get(&channel).is_some_and(|closed| now < closed.until && !closed.reopened)
    }

    /// Leaves a channel alone for a while; whether its guild's moderators are to be told of it, and not for the second
    /// time within that while.
    fn close(&self, channel: ChannelId, guild: Option<GuildId>, now: Instant) -> bool {
        let mut known = self.known();
        known.closed.retain(|_, closed| now < closed.until);
        let before = known.closed.get(&channel).map(|closed| closed.until);
        let closed = RefusingChannel { guild, until: before.unwrap_or(now + REFUSAL_COOLDOWN), reopened: false };
        known.closed.insert(channel, closed);
        before.is_none()
    }

    /// A guild's audit channel took a line, or did not for this reason; whether that is new.
    pub fn posted(&self, guild: GuildId, channel: ChannelId, refused: Option<String>) -> bool {
        let mut known = self.known();
        match refused {
            Some(why) => known.unposted.insert(guild, (channel, why)).is_none_or(|(before, _)| before != channel),
            None => known.unposted.remove(&guild).is_some(),
        }
    }

    /// The audit channel of a guild that did not take the last line, and why, if it did not.
    pub fn unposted(&self, guild: GuildId) -> Option<(u64, String)> {
        self.known().unposted.get(&guild).map(|(channel, why)| (channel.get(), why.clone()))
    }

    fn notices(&self, guild: GuildId) -> Option<ChannelId> {
        self.known().guilds.get(&guild).and_then(|facts| facts.notices)
    }

    fn known(&self) -> MutexGuard<'_, DirectoryState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BotState {
    /// Where a guild's moderators are told something, unless they have set it themselves.
    pub fn notices(&self, guild: GuildId) -> Option<ChannelId> {
        self.settings.notices.get(&guild).copied().or_else(|| self.guilds.notices(guild))
    }

    /// An answer in a channel was refused: once an hour it is logged and the guild's moderators are told.
    pub async fn refused_in(
        &self,
        http: &Http,
        guild: Option<GuildId>,
        channel: ChannelId,
        api_error: &ApiError,
        set: &guild::settings::Settings,
    ) {
        if api_error.is_for_good() && !self.guilds.close(channel, guild, self.now()) {
            return;
        }
        tracing::warn!(%channel, "delivering the answer to a mention failed: {api_error}");
        let Some(guild) = guild.filter(|_| api_error.is_for_good()) else {
            return;
        };
        let own = set.moderators.and_then(NonZeroU64::new).map(ChannelId::from);
        let notices = own.or_else(|| self.notices(guild));
        let Some(notices) = notices.filter(|notices| *notices != channel) else {
            return;
        };
        let why = wording::notices::cannot_answer_in(
            set.locale.unwrap_or_else(|| self.guilds.locale(guild)),
            channel.get(),
            &api_error.message,
        );
        let told = attempt(|| {
            let notice = CreateMessage::new().content(why.clone()).allowed_mentions(render::nobody());
            async move { notices.send_message(http, notice).await.map(drop) }
        });
        if let Err(api_error) = told.await {
            tracing::warn!(%guild, %notices, "notifying the moderators failed: {api_error}");
        }
    }
}
