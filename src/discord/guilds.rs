//! What is known of the guilds the bot is in, for as long as it runs; and trouble in one of them, which stays its own.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serenity::builder::CreateMessage;
use serenity::http::Http;
use serenity::model::guild::Guild;
use serenity::model::id::{ChannelId, GuildId};

use super::deliver::{Refusal, attempt};
use super::{State, render};
use crate::reply::{Locale, wording};

/// For how long a channel that refused an answer is left alone, and its guild's moderators are told nothing more of it.
const PEACE: Duration = Duration::from_hours(1);

/// The guilds, and the channels that refused.
#[derive(Debug, Default)]
pub struct Guilds(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    guilds: HashMap<GuildId, Facts>,
    closed: HashMap<ChannelId, Instant>,
}

#[derive(Debug, Clone, Copy)]
struct Facts {
    locale: Locale,
    /// Where Discord itself tells the moderators of a community what they should know.
    notices: Option<ChannelId>,
}

impl Guilds {
    /// Remembers a guild.
    pub fn came(&self, guild: &Guild) {
        let facts = Facts { locale: Locale::of(&guild.preferred_locale), notices: guild.public_updates_channel_id };
        self.known().guilds.insert(guild.id, facts);
    }

    /// Forgets a guild that removed the bot.
    pub fn left(&self, guild: GuildId) {
        self.known().guilds.remove(&guild);
    }

    /// Whether the bot is a member of a guild.
    pub fn knows(&self, guild: GuildId) -> bool {
        self.known().guilds.contains_key(&guild)
    }

    /// Somebody changed what the bot may do: a channel that refused may take an answer now.
    pub fn reopen(&self) {
        self.known().closed.clear();
    }

    /// The language of a guild.
    pub fn locale(&self, guild: GuildId) -> Locale {
        self.known().guilds.get(&guild).map_or_else(Locale::default, |facts| facts.locale)
    }

    /// Whether a channel has refused an answer not long ago.
    pub fn is_closed(&self, channel: ChannelId, now: Instant) -> bool {
        self.known().closed.get(&channel).is_some_and(|until| now < *until)
    }

    /// Leaves a channel alone for a while; whether it had not been already.
    fn close(&self, channel: ChannelId, now: Instant) -> bool {
        let mut known = self.known();
        known.closed.retain(|_, until| now < *until);
        known.closed.insert(channel, now + PEACE).is_none()
    }

    fn notices(&self, guild: GuildId) -> Option<ChannelId> {
        self.known().guilds.get(&guild).and_then(|facts| facts.notices)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// An answer in a channel was refused: once an hour it is logged and the guild's moderators are told.
    pub async fn refused_in(&self, http: &Http, guild: Option<GuildId>, channel: ChannelId, refusal: &Refusal) {
        if refusal.is_for_good() && !self.guilds.close(channel, self.now()) {
            return;
        }
        tracing::warn!(%channel, "an answer to a mention was not delivered: {refusal}");
        let Some(guild) = guild.filter(|_| refusal.is_for_good()) else {
            return;
        };
        let notices = self.settings.notices.get(&guild).copied().or_else(|| self.guilds.notices(guild));
        let Some(notices) = notices.filter(|notices| *notices != channel) else {
            return;
        };
        let why = wording::cannot_answer_in(self.guilds.locale(guild), channel.get(), &refusal.message);
        let told = attempt(|| {
            let notice = CreateMessage::new().content(why.clone()).allowed_mentions(render::nobody());
            async move { notices.send_message(http, notice).await.map(drop) }
        });
        if let Err(refusal) = told.await {
            tracing::warn!(%guild, %notices, "the moderators could not be told: {refusal}");
        }
    }
}
