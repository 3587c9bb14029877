//! Guilds as the gateway tells of them: their roles, and what these and a channel's overwrites let the bot do.

use serde_json::{Value, json};

use super::payload;
use super::permissions::{ADMINISTRATOR, MEMBER, VIEW_CHANNEL};
use super::world::{APPLICATION, BOT_ROLE, Channel, Guild, Id, Kind, OWNER, World};

/// A role of a guild. Everyone's has the id of the guild.
pub struct Role {
    pub id: Id,
    pub guild: Id,
    pub name: String,
    pub permissions: u64,
    /// Whether it was made for an app, and nobody can give it to others.
    pub managed: bool,
    /// Whether anyone may ping it.
    pub mentionable: bool,
}

/// What a channel allows or denies to a role, or to the bot itself, besides what the guild does.
pub struct Overwrite {
    pub of: Id,
    pub allow: u64,
    pub deny: u64,
}

/// Everyone's role and the bot's own, which every guild has that it was invited to.
pub fn first_roles(guild: Id) -> [Role; 2] {
    let role = |id, name: &str, managed| {
        let (name, permissions) = (name.to_owned(), MEMBER);
        Role { id, guild, name, permissions, managed, mentionable: false }
    };
    [role(guild, "@everyone", false), role(BOT_ROLE, "jet-senpai", true)]
}

/// The permissions that the bot has in a channel, computed as Discord documents it.
pub fn rights(world: &World, channel: &Channel) -> u64 {
    let Some(guild) = channel.guild else { return MEMBER };
    // A thread has no overwrites but its parent's.
    let place = match channel.kind {
        Kind::Thread { parent } => world.channels.get(&parent).unwrap_or(channel),
        _ => channel,
    };
    let own = |role: &&Role| role.guild == guild && (role.id == guild || role.id == BOT_ROLE);
    let base = world.roles.iter().filter(own).fold(0, |all, role| all | role.permissions);
    if base & ADMINISTRATOR != 0 {
        return u64::MAX;
    }
    let steps = [guild, BOT_ROLE, APPLICATION];
    let overwrites = steps.iter().filter_map(|of| place.overwrites.iter().find(|one| one.of == *of));
    let rights = overwrites.fold(base, |rights, one| rights & !one.deny | one.allow);
    // Whoever does not see a channel can do nothing in it.
    if rights & VIEW_CHANNEL == 0 { 0 } else { rights }
}

/// The overwrites of a channel, as channels have them.
pub fn overwrites(channel: &Channel) -> Value {
    let kind = |of: Id| u64::from(of == APPLICATION);
    let overwrite = |one: &Overwrite| {
        json!({
            "id": one.of.to_string(), "type": kind(one.of), "allow": one.allow.to_string(),
            "deny": one.deny.to_string(),
        })
    };
    channel.overwrites.iter().map(overwrite).collect()
}

pub fn role(role: &Role, position: usize) -> Value {
    let mut json = json!({
        "id": role.id.to_string(), "name": role.name, "color": 0, "hoist": false, "position": position,
        "permissions": role.permissions.to_string(), "managed": role.managed,
        "mentionable": role.mentionable, "flags": 0,
        "icon": null, "unicode_emoji": null,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
    });
    if role.managed {
        json["tags"] = json!({ "bot_id": APPLICATION.to_string() });
    }
    json
}

/// The roles of a guild, everyone's first.
pub fn roles(world: &World, guild: Id) -> Vec<Value> {
    let of_guild = world.roles.iter().filter(|role| role.guild == guild);
    of_guild.enumerate().map(|(position, one)| role(one, position)).collect()
}

/// A guild as `GUILD_CREATE` has it: with every channel, seen or not, but only with the threads that the bot sees and
/// that nobody has archived.
pub fn created(world: &World, guild: &Guild) -> Value {
    let here = || world.channels.values().filter(|channel| channel.guild == Some(guild.id) && !channel.gone);
    let is_thread = |channel: &&Channel| matches!(channel.kind, Kind::Thread { .. });
    let channels: Vec<Value> = here().filter(|one| !is_thread(one)).map(|one| payload::channel(world, one)).collect();
    let seen = |channel: &&Channel| rights(world, channel) & VIEW_CHANNEL != 0;
    let active = |channel: &&Channel| channel.thread.as_ref().is_some_and(|thread| !thread.archived);
    let threads = here().filter(active).filter(seen);
    let threads: Vec<Value> = threads.map(|one| payload::channel(world, one)).collect();
    let mut own = payload::partial_member();
    own["user"] = payload::bot();
    own["roles"] = json!([BOT_ROLE.to_string()]);
    let mut json = settings(guild);
    json["roles"] = json!(roles(world, guild.id));
    json["joined_at"] = json!(payload::JOINED);
    json["members"] = json!([own]);
    json["channels"] = json!(channels);
    json["threads"] = json!(threads);
    for nothing in ["voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"] {
        json[nothing] = json!([]);
    }
    json
}

/// A guild's own fields.
pub fn settings(guild: &Guild) -> Value {
    let mut json = json!({
        "id": guild.id.to_string(), "name": guild.name, "icon": null, "splash": null, "discovery_splash": null,
        "owner_id": OWNER.to_string(), "afk_channel_id": null, "afk_timeout": 300,
        "verification_level": 1, "default_message_notifications": 1, "explicit_content_filter": 0, "emojis": [],
        "features": [], "mfa_level": 0, "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
        "rules_channel_id": null, "max_members": 500_000, "vanity_url_code": null, "description": null,
        "banner": null, "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": guild.locale,
        "public_updates_channel_id": null, "nsfw_level": 0, "nsfw": false, "stickers": [], "large": false,
        "premium_progress_bar_enabled": false, "unavailable": false, "member_count": 3,
        "safety_alerts_channel_id": null, "incidents_data": null,
    });
    for nothing in ["home_header", "widget_channel_id", "max_presences"] {
        json[nothing] = Value::Null;
    }
    json["region"] = json!("deprecated");
    json["widget_enabled"] = json!(false);
    json["max_stage_video_channel_users"] = json!(50);
    json["max_video_channel_users"] = json!(25);
    json
}
