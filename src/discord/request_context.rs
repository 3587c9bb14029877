//! Who asks, and where: what Discord says of it, as the application understands it.

use serenity::http::Http;
use serenity::model::Permissions;
use serenity::model::application::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction, ComponentInteraction,
    ModalInteraction,
};
use serenity::model::channel::MessageFlags;
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, UserId};
use serenity::model::user::User;

use super::BotState;
use super::render::Audience;
use crate::bot::{RequestContext, guild};
use crate::ui::Locale;

/// Who asks, and who sees the answer.
#[derive(Debug, Clone)]
pub struct RequestOrigin {
    /// Who.
    pub user: UserId,
    /// As the application knows them.
    pub request: RequestContext,
    /// Who sees the reply.
    pub audience: Audience,
}

/// The facts that every interaction carries about its member.
struct InteractionFacts<'a> {
    /// The channel that theirs is a thread of.
    parent: Option<ChannelId>,
    user: &'a User,
    member: Option<&'a Member>,
    locale: &'a str,
    guild: Option<GuildId>,
    /// The bot's permissions in the channel.
    app: Option<Permissions>,
    /// Who installed the commands; serenity does not read it of forms.
    owners: Option<&'a AuthorizingIntegrationOwners>,
}

impl RequestOrigin {
    /// The context of a command; `private` if the member wants a private reply. Whether the reply is private anyway
    /// depends on the guild's settings.
    pub fn of_command(state: &BotState, command: &CommandInteraction, private: bool) -> Self {
        let facts = InteractionFacts {
            parent: command.channel.as_ref().and_then(|channel| channel.parent_id),
            user: &command.user,
            member: command.member.as_deref(),
            locale: &command.locale,
            guild: command.guild_id,
            app: command.app_permissions,
            owners: Some(&command.authorizing_integration_owners),
        };
        Self::new(state, &facts, command.channel_id, private)
    }

    /// The context of a click; the reply is private unless it replaces a public one.
    pub fn of_press(state: &BotState, pressed: &ComponentInteraction) -> Self {
        let facts = InteractionFacts {
            parent: None,
            user: &pressed.user,
            member: pressed.member.as_ref(),
            locale: &pressed.locale,
            guild: pressed.guild_id,
            app: pressed.app_permissions,
            owners: Some(&pressed.authorizing_integration_owners),
        };
        Self::new(state, &facts, pressed.channel_id, true)
    }

    /// The context of a submitted form; the reply is private.
    pub fn of_form(state: &BotState, form: &ModalInteraction) -> Self {
        let facts = InteractionFacts {
            parent: None,
            user: &form.user,
            member: form.member.as_ref(),
            locale: &form.locale,
            guild: form.guild_id,
            app: form.app_permissions,
            owners: None,
        };
        Self::new(state, &facts, form.channel_id, true)
    }

    /// The context of a message, in a guild with a language or in a direct message.
    pub fn of_message(user: UserId, channel: ChannelId, guild: Option<GuildId>, locale: Locale) -> Self {
        let request = RequestContext {
            locale,
            member: Some(user.get()),
            channel: guild.map(|_| channel.get()),
            guild: guild.map(GuildId::get),
            // Private replies are handled separately: see `is_private_for_mentions`.
            private: false,
            ..RequestContext::default()
        };
        Self { user, request, audience: Audience::Everybody(user) }
    }

    fn new(state: &BotState, facts: &InteractionFacts<'_>, channel: ChannelId, private: bool) -> Self {
        let installed = |guild: &GuildId| {
            facts.owners.is_none_or(|owners| {
                owners.0.iter().any(|owner| {
                    matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(installed)) if installed == guild)
                })
            })
        };
        // Where only the commands are installed, the bot is no member and has no moderators to ask.
        let guild = facts.guild.filter(installed).filter(|guild| state.guilds.knows(*guild));
        let user = facts.user.id;
        let may_manage = facts.member.and_then(|one| one.permissions).is_some_and(Permissions::manage_messages);
        let owner = state.owners.contains(&user);
        let moderator = owner || (guild.is_some() && may_manage);
        let request = RequestContext {
            locale: Locale::of(facts.locale),
            member: Some(user.get()),
            name: facts.member.map_or_else(|| facts.user.display_name(), Member::display_name).to_owned(),
            channel: (!private && facts.guild.is_some()).then_some(channel.get()),
            parent: facts.parent.map(ChannelId::get),
            private: state.is_private(channel, facts.parent),
            guild: guild.map(GuildId::get),
            roles: facts.member.map(|one| one.roles.iter().map(|role| role.get()).collect()).unwrap_or_default(),
            moderator,
            blind: guild.is_some() && facts.app.is_some_and(|app| !app.view_channel()),
            trusted: owner || (moderator && guild.is_some_and(|guild| state.settings.notices.contains_key(&guild))),
        };
        let audience = if private { Audience::Alone } else { Audience::Everybody(user) };
        Self { user, request, audience }
    }
}

impl BotState {
    /// Whether the operator has answers private in a channel, or in the channel that it is a thread of.
    fn is_private(&self, channel: ChannelId, parent: Option<ChannelId>) -> bool {
        std::iter::once(channel).chain(parent).any(|channel| self.settings.private_channels.contains(&channel))
    }

    /// Whether replies in a channel are private by the guild's settings or the operator's. Discord does not say to
    /// which channel a thread belongs: it is asked once, if it matters; without an answer, replies are private.
    pub async fn is_private_for_mentions(
        &self,
        http: &Http,
        channel: ChannelId,
        guild: &guild::settings::Settings,
    ) -> bool {
        if guild.private.is_empty() && self.settings.private_channels.is_empty() {
            return false;
        }
        if let Some(private) = guild.is_private(channel.get(), None) {
            return private;
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
        guild.is_private(home.get(), None).unwrap_or_else(|| self.is_private(channel, Some(home)))
    }
}

/// Whether only the member sees the message with the clicked button.
pub fn is_alone_with(pressed: &ComponentInteraction) -> bool {
    pressed.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}
