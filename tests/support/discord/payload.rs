//! The objects of Discord's API as JSON, complete enough for any client to decode them.

use serde_json::{Value, json};

use super::permissions::MEMBER;
use super::world::{APPLICATION, BOT_NAME, BOT_ROLE, Channel, Guild, Id, Kind, Message, Person, World};

const JOINED: &str = "2024-04-01T09:00:00.000000+00:00";

/// A new message's flag for "only you can see this".
pub const EPHEMERAL: u64 = 1 << 6;
/// A message's flag for "… is thinking".
pub const LOADING: u64 = 1 << 7;

pub fn bot() -> Value {
    json!({
        "id": APPLICATION.to_string(), "username": BOT_NAME, "discriminator": "4021", "global_name": null,
        "avatar": null, "bot": true, "system": false, "mfa_enabled": true, "verified": true, "email": null,
        "flags": 0, "public_flags": 0, "banner": null, "accent_color": null, "primary_guild": null,
        "locale": "en-US",
    })
}

pub fn user(person: &Person) -> Value {
    json!({
        "id": person.id.to_string(), "username": person.name.to_lowercase().replace(' ', "_"), "discriminator": "0",
        "global_name": person.name, "avatar": null, "flags": 0, "public_flags": 0, "avatar_decoration_data": null,
        "clan": null, "primary_guild": null, "collectibles": null,
    })
}

/// Anyone by id, the bot included.
pub fn user_of(world: &World, id: Id) -> Value {
    world.people.get(&id).map_or_else(bot, user)
}

/// A guild's member, without the user.
pub fn partial_member() -> Value {
    json!({
        "roles": [], "joined_at": JOINED, "nick": null, "avatar": null, "banner": null, "premium_since": null,
        "deaf": false, "mute": false, "flags": 0, "pending": false, "communication_disabled_until": null,
        "unusual_dm_activity_until": null,
    })
}

/// A guild's member as an interaction has them.
pub fn member(world: &World, id: Id, permissions: u64) -> Value {
    let mut member = partial_member();
    member["user"] = user_of(world, id);
    member["permissions"] = json!(permissions.to_string());
    member
}

pub fn application() -> Value {
    json!({
        "id": APPLICATION.to_string(), "name": BOT_NAME, "icon": null, "description": "", "summary": "",
        "type": null, "bot": bot(), "bot_public": true, "bot_require_code_grant": false, "is_monetized": false,
        "verify_key": "0".repeat(64), "flags": 0, "flags_new": "0", "explicit_content_filter": 0,
        "approximate_user_install_count": 0, "approximate_user_authorization_count": 0, "eligible_oauth2_scopes": [], "hook": true, "owner": user(&Person {
            id: APPLICATION + 1, name: "Owner".to_owned(), closed_dms: false,
        }),
        "team": null, "integration_types_config": { "0": {}, "1": {} }, "redirect_uris": [],
        "interactions_endpoint_url": null, "role_connections_verification_url": null, "approximate_guild_count": 1,
    })
}

pub fn channel(world: &World, channel: &Channel) -> Value {
    let id = channel.id.to_string();
    let guild = channel.guild.map(|guild| guild.to_string());
    match channel.kind {
        Kind::Dm { with } | Kind::Private { with } => json!({
            "id": id, "type": 1, "last_message_id": null, "flags": 0, "recipients": [user_of(world, with)],
        }),
        Kind::Text => json!({
            "id": id, "type": 0, "guild_id": guild, "name": channel.name, "position": 0, "parent_id": null,
            "permission_overwrites": [], "nsfw": false, "topic": null, "last_message_id": null,
            "rate_limit_per_user": 0, "flags": 0,
        }),
        Kind::Thread { parent } => json!({
            "id": id, "type": 11, "guild_id": guild, "name": channel.name, "parent_id": parent.to_string(),
            "owner_id": APPLICATION.to_string(), "last_message_id": null, "message_count": 0, "member_count": 1,
            "rate_limit_per_user": 0, "flags": 0, "total_message_sent": 0, "thread_metadata": {
                "archived": false, "auto_archive_duration": 1440, "archive_timestamp": JOINED, "locked": false,
                "create_timestamp": JOINED,
            },
        }),
    }
}

/// A guild as `GUILD_CREATE` has it.
pub fn guild(world: &World, guild: &Guild) -> Value {
    let here = || world.channels.values().filter(|channel| channel.guild == Some(guild.id) && !channel.gone);
    let is_thread = |channel: &&Channel| matches!(channel.kind, Kind::Thread { .. });
    let channels: Vec<Value> = here().filter(|one| !is_thread(one)).map(|one| channel(world, one)).collect();
    let threads: Vec<Value> = here().filter(is_thread).map(|one| channel(world, one)).collect();
    let mut own = partial_member();
    own["user"] = bot();
    let mut json = settings(guild);
    // Besides everyone's there is the role that Discord makes for an app that asks for permissions.
    let mut of_app = role(BOT_ROLE, "jet-senpai");
    of_app["managed"] = json!(true);
    of_app["tags"] = json!({ "bot_id": APPLICATION.to_string() });
    json["roles"] = json!([role(guild.id, "@everyone"), of_app]);
    json["joined_at"] = json!(JOINED);
    json["members"] = json!([own]);
    json["channels"] = json!(channels);
    json["threads"] = json!(threads);
    for nothing in ["voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"] {
        json[nothing] = json!([]);
    }
    json
}

fn role(id: Id, name: &str) -> Value {
    json!({
        "id": id.to_string(), "name": name, "color": 0, "hoist": false, "position": 0,
        "permissions": MEMBER.to_string(), "managed": false, "mentionable": false, "flags": 0,
        "icon": null, "unicode_emoji": null,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
    })
}

/// A guild's own fields.
fn settings(guild: &Guild) -> Value {
    json!({
        "id": guild.id.to_string(), "name": guild.name, "icon": null, "splash": null, "discovery_splash": null,
        "owner_id": (APPLICATION + 1).to_string(), "afk_channel_id": null, "afk_timeout": 300,
        "verification_level": 1, "default_message_notifications": 1, "explicit_content_filter": 0, "emojis": [],
        "features": [], "mfa_level": 0, "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
        "rules_channel_id": null, "max_members": 500_000, "vanity_url_code": null, "description": null,
        "banner": null, "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": guild.locale,
        "public_updates_channel_id": null, "nsfw_level": 0, "nsfw": false, "stickers": [], "large": false,
        "premium_progress_bar_enabled": false, "unavailable": false, "member_count": 3,
        "safety_alerts_channel_id": null, "incidents_data": null,
    })
}

/// A message with nothing in it yet.
pub fn message(world: &World, id: Id, channel: Id, author: Id) -> Value {
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "author": user_of(world, author), "content": "",
        "timestamp": world.timestamp(), "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": [], "pinned": false,
        "type": 0, "flags": 0,
    })
}

/// A message as the bot is told of it: without what was written, unless the bot is meant (it has no privileged intent).
pub fn as_told(world: &World, message: &Message) -> Value {
    let mut json = message.json.clone();
    let bot_id = APPLICATION.to_string();
    let private = world.channels.get(&message.channel).is_some_and(|channel| channel.guild.is_none());
    let meant = json["mentions"].as_array().is_some_and(|all| all.iter().any(|user| user["id"] == bot_id.as_str()));
    if message.author != APPLICATION && !private && !meant {
        json["content"] = json!("");
        for part in ["embeds", "attachments", "components"] {
            json[part] = json!([]);
        }
    }
    if let Some(of) = json["message_reference"]["message_id"].as_str().and_then(|id| id.parse::<Id>().ok()) {
        json["referenced_message"] = world.messages.get(&of).map_or(Value::Null, |of| as_told(world, of));
    }
    json
}

/// A message as an event carries it: with guild and member.
pub fn as_event(world: &World, message: &Message) -> Value {
    let mut json = as_told(world, message);
    if let Some(guild) = world.channels.get(&message.channel).and_then(|channel| channel.guild) {
        json["guild_id"] = json!(guild.to_string());
        json["member"] = partial_member();
    }
    json
}

/// A member as one is resolved for an option: without the user, who is beside.
pub fn resolved_member() -> Value {
    let mut member = partial_member();
    member["permissions"] = json!(MEMBER.to_string());
    member
}

/// A channel as interactions have it.
pub fn partial_channel(world: &World, one: &Channel) -> Value {
    let mut json = channel(world, one);
    json["permissions"] = json!(MEMBER.to_string());
    json
}
