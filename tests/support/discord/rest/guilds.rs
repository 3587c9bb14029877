//! What the bot may ask of a guild that it is a member of.

use serde_json::json;

use super::answer::{Answer, Refusal};
use crate::discord::world::{APPLICATION, BOT_ROLE, Guild, Id, Kind, World};
use crate::discord::{guilds, payload};

/// A guild that the bot is a member of.
fn joined(world: &World, id: Id) -> Result<&Guild, Refusal> {
    world.guilds.get(&id).filter(|guild| guild.joined).ok_or(Refusal::UNKNOWN_GUILD)
}

/// The guild with its roles, and without anything in it.
pub fn get(world: &World, id: Id) -> Result<Answer, Refusal> {
    let mut json = guilds::settings(joined(world, id)?);
    json["roles"] = json!(guilds::roles(world, id));
    for only_in_events in ["large", "unavailable", "member_count"] {
        json.as_object_mut().map(|guild| guild.remove(only_in_events));
    }
    Ok(Answer::ok(json))
}

/// Every channel, seen or not; threads are elsewhere.
pub fn channels(world: &World, id: Id) -> Result<Answer, Refusal> {
    joined(world, id)?;
    let here = world.channels.values().filter(|one| one.guild == Some(id) && !one.gone && one.kind == Kind::Text);
    Ok(Answer::ok(here.map(|one| payload::channel(world, one)).collect()))
}

/// A member: the bot itself, or whoever it knows.
pub fn member(world: &World, id: Id, user: Id) -> Result<Answer, Refusal> {
    joined(world, id)?;
    let mut member = payload::member_of(world, user, Some(id));
    member["user"] = payload::user_of(world, user);
    if user == APPLICATION {
        member["roles"] = json!([BOT_ROLE.to_string()]);
    }
    Ok(Answer::ok(member))
}

/// What an admin has decided in the guild of who may use which command.
pub fn command_permissions(world: &World, id: Id) -> Result<Answer, Refusal> {
    joined(world, id)?;
    let command = |(command, role): &(String, Id)| {
        json!({
            "id": command, "application_id": APPLICATION.to_string(), "guild_id": id.to_string(),
            "permissions": [{ "id": role.to_string(), "type": 1, "permission": true }],
        })
    };
    Ok(Answer::ok(world.allowed.iter().map(command).collect()))
}
