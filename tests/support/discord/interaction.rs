//! The interactions that members' clients bring about: the whole `INTERACTION_CREATE` payload.

use serde_json::{Value, json};

use super::world::{APPLICATION, Id, Interaction, Kind, World};
use super::{gateway, guilds, payload, permissions};

/// Who does something, and where.
#[derive(Clone)]
pub struct Scene {
    pub user: Id,
    pub locale: String,
    pub permissions: u64,
    pub channel: Id,
}

/// What is done.
pub struct EntryAction {
    /// The type of the interaction.
    pub kind: u64,
    pub data: Value,
    /// The message whose component is used, directly or before a modal.
    pub on: Option<Id>,
}

/// Creates an interaction and tells the bot of it.
pub fn create(world: &mut World, scene: &Scene, entry_action: &EntryAction) -> Id {
    let id = world.next_id();
    let token = format!("token-of-{id}");
    let owners = owners(world, scene);
    let mut json = json!({
        "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": entry_action.kind, "data": entry_action.data,
        "token": token, "version": 1, "locale": scene.locale, "entitlements": [],
        "entitlement_sku_ids": [], "authorizing_integration_owners": owners, "context": context(world, scene),
        "attachment_size_limit": 10_485_760,
    });
    place(world, scene, &mut json);
    if let Some(message) = entry_action.on.and_then(|on| world.messages.get(&on)) {
        json["message"] = payload::whole(world, message);
    }
    let interaction = Interaction {
        id,
        token,
        kind: entry_action.kind,
        channel: scene.channel,
        user: scene.user,
        created: world.now(),
        on: entry_action.on,
        original: None,
        outcome: None,
        metadata: metadata(world, id, scene, entry_action, &owners),
    };
    world.interactions.push(interaction);
    gateway::dispatch(world, "INTERACTION_CREATE", &json);
    id
}

/// What someone may do: of themselves, and by their roles.
pub fn permissions_of(world: &World, scene: &Scene) -> u64 {
    let guild = world.channels.get(&scene.channel).and_then(|channel| channel.guild);
    let own = world.people.get(&scene.user).map(|person| person.roles.as_slice()).unwrap_or_default();
    let roles = world.roles.iter().filter(|role| Some(role.guild) == guild && own.contains(&role.id));
    roles.fold(scene.permissions, |all, role| all | role.permissions)
}

/// Whether it was done in a guild, with the bot, or in someone else's conversation.
pub fn context(world: &World, scene: &Scene) -> u64 {
    match world.channels.get(&scene.channel).map(|channel| channel.kind) {
        Some(Kind::Dm { .. }) => 1,
        Some(Kind::Private { .. }) => 2,
        _ => 0,
    }
}

/// Whoever has installed the app so that it can be used here.
fn owners(world: &World, scene: &Scene) -> Value {
    let channel = world.channels.get(&scene.channel);
    match channel.and_then(|channel| channel.guild) {
        _ if !world.is_member_of(scene.channel) => json!({ "1": scene.user.to_string() }),
        Some(guild) => json!({ "0": guild.to_string() }),
        None => json!({ "0": "0" }),
    }
}

fn place(world: &World, scene: &Scene, json: &mut Value) {
    let Some(channel) = world.channels.get(&scene.channel) else { return };
    json["channel_id"] = json!(channel.id.to_string());
    json["channel"] = payload::partial_channel(world, channel);
    json["channel"]["permissions"] = json!(permissions_of(world, scene).to_string());
    let mut rights = guilds::rights(world, channel);
    if let Some(guild) = channel.guild {
        json["guild_id"] = json!(guild.to_string());
        json["guild"] = json!({ "id": guild.to_string(), "locale": "en-US", "features": [] });
        json["guild_locale"] = json!("en-US");
        json["member"] = payload::member(world, scene.user, guild, permissions_of(world, scene));
        if !world.is_member_of(scene.channel) {
            // A guest may do what anyone may do there who has no role.
            rights = permissions::MEMBER;
        }
    } else {
        json["user"] = payload::user_of(world, scene.user);
    }
    if channel.guild.is_none() {
        rights = permissions::MEMBER;
    }
    json["app_permissions"] = json!(rights.to_string());
}

/// What a message that answers the interaction tells of it.
fn metadata(world: &World, id: Id, scene: &Scene, entry_action: &EntryAction, owners: &Value) -> Value {
    let mut json = json!({
        "id": id.to_string(), "type": entry_action.kind, "user": payload::user_of(world, scene.user),
        "authorizing_integration_owners": owners,
    });
    match (entry_action.kind, entry_action.on) {
        (2, _) => {
            json["name"] = entry_action.data["name"].clone();
            json["command_type"] = entry_action.data["type"].clone();
        }
        (3, Some(on)) => json["interacted_message_id"] = json!(on.to_string()),
        (5, on) => {
            let mut opened_by = json!({
                "id": id.to_string(), "type": 2, "user": payload::user_of(world, scene.user),
                "authorizing_integration_owners": owners,
            });
            if let Some(on) = on {
                opened_by["type"] = json!(3);
                opened_by["interacted_message_id"] = json!(on.to_string());
            } else {
                opened_by["name"] = json!("");
                opened_by["command_type"] = json!(1);
            }
            json["triggering_interaction_metadata"] = opened_by;
        }
        _ => {}
    }
    json
}
