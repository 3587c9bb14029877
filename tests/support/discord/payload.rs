//! The objects of Discord's API as JSON, complete enough for any client to decode them.

use serde_json::{Value, json};

use super::guilds;
use super::permissions::MEMBER;
use super::world::{APPLICATION, BOT_NAME, BOT_ROLE, Channel, Id, Kind, Message, OWNER, Person, World};

pub const JOINED: &str = "2024-04-01T09:00:00.000000+00:00";

/// A new message's flag for "only you can see this".
pub const EPHEMERAL: u64 = 1 << 6;
/// A message's flag for "… is thinking".
pub const LOADING: u64 = 1 << 7;
/// A message's flag for having a thread.
const HAS_THREAD: u64 = 1 << 5;
/// The type of the message with which a thread begins that belongs to another message.
pub const THREAD_STARTER: u64 = 21;

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

/// A guild's member with the roles that they have there, without the user.
pub fn member_of(world: &World, id: Id, guild: Option<Id>) -> Value {
    let mut member = partial_member();
    let of_guild = |role: &&Id| world.roles.iter().any(|one| one.id == **role && Some(one.guild) == guild);
    let roles = world.people.get(&id).into_iter().flat_map(|person| &person.roles).filter(of_guild);
    member["roles"] = roles.map(|role| json!(role.to_string())).collect();
    member
}

/// A guild's member as an interaction has them.
pub fn member(world: &World, id: Id, guild: Id, permissions: u64) -> Value {
    let mut member = member_of(world, id, Some(guild));
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
            id: OWNER, name: "Owner".to_owned(), closed_dms: false, roles: Vec::new(),
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
            "permission_overwrites": guilds::overwrites(channel), "nsfw": false, "topic": null, "last_message_id": null,
            "rate_limit_per_user": 0, "flags": 0,
        }),
        Kind::Thread { parent } => thread(world, channel, parent),
    }
}

fn thread(world: &World, channel: &Channel, parent: Id) -> Value {
    let said = world.messages.values().filter(|one| one.channel == channel.id && one.json["type"] != THREAD_STARTER);
    let said = said.count();
    let mut json = json!({
        "id": channel.id.to_string(), "type": 11, "guild_id": channel.guild.map(|guild| guild.to_string()),
        "name": channel.name, "parent_id": parent.to_string(),
        "last_message_id": null, "message_count": said, "member_count": 1, "rate_limit_per_user": 0, "flags": 0,
        "total_message_sent": said,
    });
    if let Some(thread) = &channel.thread {
        json["thread_metadata"] = thread.metadata();
        json["owner_id"] = json!(thread.owner.to_string());
        if thread.owner == APPLICATION {
            json["member"] = json!({
                "id": channel.id.to_string(), "user_id": APPLICATION.to_string(), "join_timestamp": thread.begun,
                "flags": 0,
            });
        }
    }
    json
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

/// A message with all that is in it, and with its thread.
pub fn whole(world: &World, message: &Message) -> Value {
    let mut json = message.json.clone();
    if let Some(thread) = world.channels.get(&message.id).filter(|thread| !thread.gone) {
        json["flags"] = json!(json["flags"].as_u64().unwrap_or(0) | HAS_THREAD);
        json["thread"] = channel(world, thread);
    }
    json
}

/// A message as the bot is told of it: without what was written, unless the bot is meant (it has no privileged intent).
pub fn as_told(world: &World, message: &Message) -> Value {
    let mut json = whole(world, message);
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
        json["member"] = member_of(world, message.author, Some(guild));
        if message.author == APPLICATION {
            json["member"]["roles"] = json!([BOT_ROLE.to_string()]);
        }
    }
    json
}

/// A member as one is resolved for an option: without the user, who is beside.
pub fn resolved_member(world: &World, id: Id, guild: Option<Id>) -> Value {
    let mut member = member_of(world, id, guild);
    member["permissions"] = json!(MEMBER.to_string());
    member
}

/// A channel as interactions have it.
pub fn partial_channel(world: &World, one: &Channel) -> Value {
    let mut json = channel(world, one);
    json["permissions"] = json!(MEMBER.to_string());
    json
}
