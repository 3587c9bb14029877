//! Reads a guild's permissions from Discord for its settings. They are read on demand, because cached events might be
//! outdated and settings are rarely looked at.

use std::time::Duration;

use serenity::http::Http;
use serenity::model::Permissions;
use serenity::model::application::{CommandPermissionType, CommandPermissions};
use serenity::model::channel::GuildChannel;
use serenity::model::guild::{Member, PartialGuild, Role};
use serenity::model::id::{CommandId, GuildId, RoleId, UserId};
use tokio::time::timeout;

use super::BotState;
use super::retry::{ApiError, attempt};
use crate::bot::{ChannelPermission, GuildPermissions};

/// The timeout of a read; meanwhile, Discord shows that the bot is thinking.
const PATIENCE: Duration = Duration::from_secs(10);

/// What each permission is to Discord.
const PERMITS: [(ChannelPermission, Permissions); 4] = [
    (ChannelPermission::View, Permissions::VIEW_CHANNEL),
    (ChannelPermission::Send, Permissions::SEND_MESSAGES),
    (ChannelPermission::Embed, Permissions::EMBED_LINKS),
    (ChannelPermission::History, Permissions::READ_MESSAGE_HISTORY),
];

/// The results of the queries: the guild with its roles, its channels, the bot's member, and the permissions of its
/// commands.
type GuildQueryResults = (PartialGuild, Vec<GuildChannel>, Member, Vec<CommandPermissions>);

/// A guild's channels and roles as seen by the bot, and who sees a command; empty if Discord does not answer.
pub async fn guild_permissions(state: &BotState, guild: GuildId, command: CommandId) -> Option<GuildPermissions> {
    let asked = timeout(PATIENCE, ask(&state.http, guild, state.me)).await;
    match asked.unwrap_or_else(|_| Err(ApiError { status: None, message: "no answer in time".to_owned() })) {
        Ok((guild, channels, me, decided)) => {
            let shown = |role: &Role| {
                let may = role.permissions.manage_messages() || role.permissions.administrator();
                (role.id.get(), may || is_shown(&decided, command, role.id))
            };
            let lacks = |channel: &GuildChannel| {
                let may = guild.user_permissions_in(channel, &me);
                // Without "view channel", the other permissions don't matter.
                let most = if may.view_channel() { PERMITS.len() } else { 1 };
                let lacks = PERMITS[..most].iter().filter(|(_, needs)| !may.contains(*needs));
                (channel.id.get(), lacks.map(|(permit, _)| *permit).collect())
            };
            let unposted = state.guilds.unposted(guild.id);
            let channels = channels.iter().map(lacks).collect();
            Some(GuildPermissions { channels, roles: guild.roles.values().map(shown).collect(), unposted })
        }
        Err(api_error) => {
            tracing::warn!(%guild, "fetching the channels and roles of a guild failed: {api_error}");
            None
        }
    }
}

async fn ask(http: &Http, guild: GuildId, me: UserId) -> Result<GuildQueryResults, ApiError> {
    tokio::try_join!(
        attempt(|| http.get_guild(guild)),
        attempt(|| http.get_channels(guild)),
        attempt(|| http.get_member(guild, me)),
        attempt(|| http.get_guild_commands_permissions(guild)),
    )
}

/// Whether an admin has allowed a command to a role.
fn is_shown(decided: &[CommandPermissions], command: CommandId, role: RoleId) -> bool {
    let of_command = decided.iter().filter(|one| one.id == command).flat_map(|one| &one.permissions);
    let mut allowed = of_command.filter(|one| one.kind == CommandPermissionType::Role && one.permission);
    allowed.any(|one| one.id.to_role_id() == role)
}
