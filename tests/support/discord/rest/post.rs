//! Posting, changing and removing the bot's messages, whichever route the request came by.

use serde_json::{Value, json};

use super::Call;
use super::answer::Refusal;
use crate::discord::rules::mentions::{self, Ping};
use crate::discord::rules::message as rules;
use crate::discord::world::{APPLICATION, Id, Message, World};
use crate::discord::{gateway, payload};

/// What comes with a message besides what the request says.
#[derive(Default)]
pub struct Post {
    /// The only one who sees it.
    pub only: Option<Id>,
    pub thinking: bool,
    /// Fields that Discord adds.
    pub extra: Vec<(&'static str, Value)>,
}

/// Checks what a request says about mentions, and notes whom it pings.
pub fn mind_mentions(world: &mut World, call: &Call, body: &Value) -> Result<(), Refusal> {
    if rules::has_text(body) && !body["allowed_mentions"]["parse"].is_array() {
        world.violate(format!("{} does not state its allowed_mentions\n    {body}", call.says()));
    }
    if mentions::contradicts(&body["allowed_mentions"]) {
        let message = "parse:[\"users\"] and users: [ids...] are mutually exclusive.";
        return Err(Refusal::form("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message));
    }
    Ok(())
}

fn ping(world: &mut World, message: &Value, body: &Value) {
    let text = message["content"].as_str().unwrap_or_default();
    for ping in mentions::allowed(text, &body["allowed_mentions"]) {
        let whom = match ping {
            Ping::User(id) => world.name_of(id).to_owned(),
            Ping::Role(id) => format!("role {id}"),
            Ping::Everyone => "@everyone".to_owned(),
            Ping::Here => "@here".to_owned(),
        };
        world.pings.push(whom);
    }
}

/// Takes what a request says of a message over into it, as Discord would show it.
fn fill(world: &World, message: &mut Value, body: &Value) {
    if let Some(content) = body.get("content") {
        message["content"] = json!(content.as_str().unwrap_or_default());
    }
    if let Some(embeds) = body.get("embeds") {
        let mut embeds = embeds.as_array().cloned().unwrap_or_default();
        for embed in &mut embeds {
            embed["type"] = json!("rich");
            for field in embed["fields"].as_array_mut().into_iter().flatten() {
                field["inline"] = json!(field["inline"] == true);
            }
            if embed["fields"].is_null() {
                embed["fields"] = json!([]);
            }
        }
        message["embeds"] = json!(embeds);
    }
    if let Some(components) = body.get("components") {
        let mut rows = components.as_array().cloned().unwrap_or_default();
        let mut id = 0;
        let mut number = |part: &mut Value| {
            id += 1;
            part["id"] = json!(id);
            complete(part);
        };
        for row in &mut rows {
            number(row);
            row["components"].as_array_mut().into_iter().flatten().for_each(&mut number);
        }
        message["components"] = json!(rows);
    }
    let named = mentions::in_text(message["content"].as_str().unwrap_or_default());
    let users = named.iter().filter_map(|ping| match ping {
        Ping::User(id) if *id == APPLICATION || world.people.contains_key(id) => Some(payload::user_of(world, *id)),
        _ => None,
    });
    message["mentions"] = users.collect();
    let allowed = mentions::allowed(message["content"].as_str().unwrap_or_default(), &body["allowed_mentions"]);
    message["mention_everyone"] = json!(allowed.contains(&Ping::Everyone) || allowed.contains(&Ping::Here));
}

/// Adds to a component what Discord adds, and leaves out what is null.
fn complete(part: &mut Value) {
    if part["type"] == 3 {
        for key in ["min_values", "max_values"] {
            part[key] = json!(part[key].as_u64().unwrap_or(1));
        }
    }
    if let Some(fields) = part.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
}

/// Posts a message of the bot's.
pub fn create(world: &mut World, channel: Id, body: &Value, post: Post) -> Result<Id, Refusal> {
    let id = world.next_id();
    let mut json = payload::message(world, id, channel, APPLICATION);
    fill(world, &mut json, body);
    if !post.thinking && rules::is_empty(&json) {
        return Err(Refusal::EMPTY_MESSAGE);
    }
    let mut flags = body["flags"].as_u64().unwrap_or(0) & !payload::EPHEMERAL;
    flags |= if post.only.is_some() { payload::EPHEMERAL } else { 0 };
    flags |= if post.thinking { payload::LOADING } else { 0 };
    json["flags"] = json!(flags);
    for (key, value) in post.extra {
        json[key] = value;
    }
    ping(world, &json, body);
    let message = Message { id, channel, author: APPLICATION, only: post.only, thinking: post.thinking, json };
    if message.only.is_none() && world.is_member_of(channel) {
        let event = payload::as_event(world, &message);
        gateway::dispatch(world, "MESSAGE_CREATE", &event);
    }
    world.messages.insert(id, message);
    Ok(id)
}

/// Changes a message; one that said "thinking" now says something.
pub fn edit(world: &mut World, id: Id, body: &Value) -> Result<(), Refusal> {
    let Some(message) = world.messages.get(&id) else { return Err(Refusal::UNKNOWN_MESSAGE) };
    if message.author != APPLICATION {
        return Err(Refusal::NOT_ITS_AUTHOR);
    }
    let (mut json, was_thinking) = (message.json.clone(), message.thinking);
    fill(world, &mut json, body);
    if rules::is_empty(&json) {
        return Err(Refusal::EMPTY_MESSAGE);
    }
    json["flags"] = json!(json["flags"].as_u64().unwrap_or(0) & !payload::LOADING);
    if was_thinking {
        ping(world, &json, body);
    } else {
        json["edited_timestamp"] = json!(world.timestamp());
    }
    let Some(message) = world.messages.get_mut(&id) else { return Err(Refusal::UNKNOWN_MESSAGE) };
    (message.json, message.thinking) = (json, false);
    let (public, channel) = (message.only.is_none(), message.channel);
    if public && world.is_member_of(channel) {
        let event = payload::as_event(world, &world.messages[&id]);
        gateway::dispatch(world, "MESSAGE_UPDATE", &event);
    }
    Ok(())
}

/// Removes a message.
pub fn remove(world: &mut World, id: Id) {
    let Some(message) = world.messages.remove(&id) else { return };
    if message.only.is_none() && world.is_member_of(message.channel) {
        let mut event = json!({ "id": id.to_string(), "channel_id": message.channel.to_string() });
        if let Some(guild) = world.channels.get(&message.channel).and_then(|channel| channel.guild) {
            event["guild_id"] = json!(guild.to_string());
        }
        gateway::dispatch(world, "MESSAGE_DELETE", &event);
    }
}
