//! Posting, changing and removing the bot's messages, whichever route the request came by.

use serde_json::{Value, json};

use super::Call;
use super::answer::Refusal;
use super::attach::attach;
use super::multipart::Part;
use crate::discord::permissions::MENTION_EVERYONE;
use crate::discord::rules::mentions::{self, Ping};
use crate::discord::rules::message as rules;
use crate::discord::world::{APPLICATION, Id, Message, World};
use crate::discord::{gateway, payload};

/// What comes with a message besides what the request says.
#[derive(Default)]
pub struct Post<'a> {
    /// The only one who sees it.
    pub only: Option<Id>,
    pub thinking: bool,
    /// The files that came along.
    pub files: &'a [Part],
    /// Fields that Discord adds.
    pub extra: Vec<(&'static str, Value)>,
}

/// Checks what a request says about mentions, and notes whom it pings.
pub fn mind_mentions(world: &mut World, call: &Call, body: &Value) -> Result<(), Refusal> {
    if rules::has_text(body) && !body["allowed_mentions"]["parse"].is_array() {
        world.violate(format!("{} does not state its allowed_mentions\n    {body}", call.says()));
    }
    if world.minds_pings && mentions::parses(&body["allowed_mentions"]) {
        world.violate(format!("{} allows mentions of whomever the text names\n    {body}", call.says()));
    }
    if mentions::contradicts(&body["allowed_mentions"]) {
        let message = "parse:[\"users\"] and users: [ids...] are mutually exclusive.";
        return Err(Refusal::form("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message));
    }
    Ok(())
}

/// Whether a mention that a message allows pings anyone: to mention roles and everyone one needs permission.
fn is_heard(world: &World, message: &Value, ping: &Ping) -> bool {
    let channel = message["channel_id"].as_str().and_then(|id| world.channels.get(&id.parse().ok()?));
    let guild = channel.and_then(|channel| channel.guild);
    let mentions_all = channel.is_some_and(|channel| channel.guild.is_some() && world.may(channel, MENTION_EVERYONE));
    match ping {
        Ping::User(_) => true,
        Ping::Role(id) => world
            .roles
            .iter()
            .any(|role| role.id == *id && Some(role.guild) == guild && (role.mentionable || mentions_all)),
        Ping::Everyone | Ping::Here => mentions_all,
    }
}

/// Those whom a message's text names, whom it allows for, and who hear of it.
fn heard(world: &World, message: &Value, allowed: &Value) -> Vec<Ping> {
    let mut pings = mentions::allowed(message["content"].as_str().unwrap_or_default(), allowed);
    pings.retain(|ping| is_heard(world, message, ping));
    pings
}

/// Notes whom a new message pings, the author of what it replies to among them; their names.
fn ping(world: &mut World, message: &Value, body: &Value) -> Vec<String> {
    let (text, allowed) = (message["content"].as_str().unwrap_or_default(), &body["allowed_mentions"]);
    let mut pings = mentions::allowed(text, allowed);
    let replied = replied_to(world, message).filter(|author| *author != APPLICATION && mentions::of_reply(allowed));
    let replied = replied.map(Ping::User).filter(|author| !pings.contains(author));
    pings.extend(replied);
    let strays: Vec<String> = mentions::strays(&pings, text, allowed).iter().map(|ping| name(world, ping)).collect();
    if world.minds_pings && !strays.is_empty() {
        world.violate(format!(
            "pings that text and allowed_mentions do not both name: {}\n    {body}",
            strays.join(", ")
        ));
    }
    pings.retain(|ping| is_heard(world, message, ping));
    let names: Vec<String> = pings.iter().map(|ping| name(world, ping)).collect();
    world.pings.extend(names.iter().cloned());
    names
}

fn name(world: &World, ping: &Ping) -> String {
    match ping {
        Ping::User(id) => world.name_of(*id).to_owned(),
        Ping::Role(id) => {
            let role = world.roles.iter().find(|role| role.id == *id);
            role.map_or_else(|| format!("role {id}"), |role| format!("@{}", role.name.trim_start_matches('@')))
        }
        Ping::Everyone => "@everyone".to_owned(),
        Ping::Here => "@here".to_owned(),
    }
}

/// The author of the message that another replies to.
fn replied_to(world: &World, message: &Value) -> Option<Id> {
    let of = message["message_reference"]["message_id"].as_str()?.parse::<Id>().ok()?;
    world.messages.get(&of).map(|of| of.author)
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
    let heard = heard(world, message, &body["allowed_mentions"]);
    message["mention_everyone"] = json!(heard.contains(&Ping::Everyone) || heard.contains(&Ping::Here));
    let roles = heard.iter().filter_map(|ping| match ping {
        Ping::Role(id) => Some(json!(id.to_string())),
        _ => None,
    });
    message["mention_roles"] = roles.collect();
}

/// Adds to a component what Discord adds, and leaves out what is null.
fn complete(part: &mut Value) {
    if matches!(part["type"].as_u64(), Some(3 | 5..=8)) {
        for key in ["min_values", "max_values"] {
            part[key] = json!(part[key].as_u64().unwrap_or(1));
        }
    }
    if let Some(fields) = part.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
}

/// Posts a message of the bot's.
pub fn create(world: &mut World, channel: Id, body: &Value, post: Post<'_>) -> Result<Id, Refusal> {
    let id = world.next_id();
    let mut json = payload::message(world, id, channel, APPLICATION);
    fill(world, &mut json, body);
    attach(world, &mut json, body, post.files, post.only.is_some())?;
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
    let pinged = ping(world, &json, body);
    let replied = replied_to(world, &json).filter(|_| mentions::of_reply(&body["allowed_mentions"]));
    if let (Some(author), Some(mentioned)) = (replied, json["mentions"].as_array_mut()) {
        let author = payload::user_of(world, author);
        if !mentioned.contains(&author) {
            mentioned.push(author);
        }
    }
    let (only, thinking) = (post.only, post.thinking);
    let message = Message { id, channel, author: APPLICATION, only, thinking, pinged, json };
    if message.only.is_none() && world.is_member_of(channel) {
        let event = payload::as_event(world, &message);
        gateway::dispatch(world, "MESSAGE_CREATE", &event);
    }
    world.messages.insert(id, message);
    Ok(id)
}

/// Changes a message; one that said "thinking" now says something.
pub fn edit(world: &mut World, id: Id, body: &Value, files: &[Part]) -> Result<(), Refusal> {
    let Some(message) = world.messages.get(&id) else { return Err(Refusal::UNKNOWN_MESSAGE) };
    if message.author != APPLICATION {
        return Err(Refusal::NOT_ITS_AUTHOR);
    }
    let (mut json, was_thinking, private) = (message.json.clone(), message.thinking, message.only.is_some());
    fill(world, &mut json, body);
    attach(world, &mut json, body, files, private)?;
    if rules::is_empty(&json) {
        return Err(Refusal::EMPTY_MESSAGE);
    }
    json["flags"] = json!(json["flags"].as_u64().unwrap_or(0) & !payload::LOADING);
    let mut pinged = Vec::new();
    if was_thinking {
        pinged = ping(world, &json, body);
    } else {
        json["edited_timestamp"] = json!(world.timestamp());
    }
    let Some(message) = world.messages.get_mut(&id) else { return Err(Refusal::UNKNOWN_MESSAGE) };
    (message.json, message.thinking, message.pinged) = (json, false, pinged);
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
