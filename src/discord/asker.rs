//! Who asks, and where: what Discord says of it, as the application understands it.

use serenity::http::Http;
use serenity::model::Permissions;
use serenity::model::application::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction, ComponentInteraction,
};
use serenity::model::channel::{MessageFlags, PartialChannel};
use serenity::model::id::{ChannelId, GuildId, UserId};

use super::State;
use super::render::Audience;
use crate::app::Visitor;
use crate::reply::Locale;

/// Who asks, and who sees the answer.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// Who.
    pub user: UserId,
    /// As the application knows them.
    pub visitor: Visitor,
    /// Who sees what is answered.
    pub audience: Audience,
}

/// What every interaction says of whoever caused it.
struct Facts<'a> {
    user: UserId,
    locale: &'a str,
    guild: Option<GuildId>,
    permissions: Option<Permissions>,
    owners: &'a AuthorizingIntegrationOwners,
}

impl Asker {
    /// Whoever typed a command; `private` if they want to be alone with the answer.
    pub fn of_command(state: &State, command: &CommandInteraction, private: bool) -> Self {
        let facts = Facts {
            user: command.user.id,
            locale: &command.locale,
            guild: command.guild_id,
            permissions: command.member.as_ref().and_then(|member| member.permissions),
            owners: &command.authorizing_integration_owners,
        };
        let private = private || state.is_private(command.channel_id, command.channel.as_ref());
        Self::new(state, &facts, command.channel_id, private)
    }

    /// Whoever pressed something; what they get is for them alone, unless it takes the place of what everybody sees.
    pub fn of_press(state: &State, pressed: &ComponentInteraction) -> Self {
        let facts = Facts {
            user: pressed.user.id,
            locale: &pressed.locale,
            guild: pressed.guild_id,
            permissions: pressed.member.as_ref().and_then(|member| member.permissions),
            owners: &pressed.authorizing_integration_owners,
        };
        Self::new(state, &facts, pressed.channel_id, true)
    }

    /// Whoever wrote a message, in a guild that has a language, or to the bot alone in their own.
    pub fn of_message(user: UserId, channel: ChannelId, guild: Option<GuildId>, locale: Locale) -> Self {
        let visitor = Visitor {
            locale,
            member: Some(user.get()),
            channel: guild.map(|_| channel.get()),
            guild: guild.map(GuildId::get),
            moderator: false,
            trusted: false,
        };
        Self { user, visitor, audience: Audience::Everybody(user) }
    }

    fn new(state: &State, facts: &Facts<'_>, channel: ChannelId, private: bool) -> Self {
        let installed = |guild: &GuildId| {
            facts.owners.0.iter().any(|owner| {
                matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(installed)) if installed == guild)
            })
        };
        // Where only the commands were installed, the bot is no member, and there is nobody it could ask.
        let guild = facts.guild.filter(installed).filter(|guild| state.guilds.knows(*guild));
        let may_manage = facts.permissions.is_some_and(Permissions::manage_messages);
        let owner = state.owners.contains(&facts.user);
        let moderator = owner || (guild.is_some() && may_manage);
        let visitor = Visitor {
            locale: Locale::of(facts.locale),
            member: Some(facts.user.get()),
            channel: (!private && facts.guild.is_some()).then_some(channel.get()),
            guild: guild.map(GuildId::get),
            moderator,
            trusted: owner || (moderator && guild.is_some_and(|guild| state.settings.notices.contains_key(&guild))),
        };
        let audience = if private { Audience::Alone } else { Audience::Everybody(facts.user) };
        Self { user: facts.user, visitor, audience }
    }
}

impl State {
    /// Whether answers in a channel, or in the channel its thread belongs to, are private.
    pub fn is_private(&self, channel: ChannelId, known: Option<&PartialChannel>) -> bool {
        let parent = known.and_then(|channel| channel.parent_id);
        std::iter::once(channel).chain(parent).any(|channel| self.settings.private_channels.contains(&channel))
    }

    /// The same, where Discord does not say which channel a thread belongs to. It is asked once, and only where there are
    /// private channels; where it does not say, the channel is taken for one.
    pub async fn is_private_for_mentions(&self, http: &Http, channel: ChannelId) -> bool {
        if self.settings.private_channels.is_empty() {
            return false;
        }
        if self.settings.private_channels.contains(&channel) {
            return true;
        }
        let home = match self.guilds.home(channel) {
            Some(home) => home,
            None => match http.get_channel(channel).await {
                Ok(found) => {
                    let thread = found.guild().filter(|one| one.thread_metadata.is_some());
                    let home = thread.and_then(|thread| thread.parent_id).unwrap_or(channel);
                    self.guilds.belongs(channel, home);
                    home
                }
                Err(_) => return true,
            },
        };
        self.settings.private_channels.contains(&home)
    }
}

/// Whether nobody but whoever pressed sees the message under which they pressed.
pub fn is_alone_with(pressed: &ComponentInteraction) -> bool {
    pressed.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}
