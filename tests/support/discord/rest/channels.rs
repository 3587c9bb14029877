//! Channels, what the bot posts there on its own account, and their history.

use serde_json::{Value, json};

use super::Call;
use super::answer::{Answer, Refusal};
use super::post::{self, Post};
use crate::discord::permissions::{
    ADD_REACTIONS, ATTACH_FILES, EMBED_LINKS, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS,
    VIEW_CHANNEL,
};
use crate::discord::rules::message as rules;
use crate::discord::world::{APPLICATION, Channel, Id, Kind, NONCE_LIFE, Nonce, World};
use crate::discord::{guilds, payload, threads, transcript};

/// Opens the channel with someone, or finds it.
pub fn open_dm(world: &mut World, body: &Value) -> Result<Answer, Refusal> {
    let with = body["recipient_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
    if !world.people.contains_key(&with) {
        return Err(Refusal::form("recipient_id", "BASE_TYPE_REQUIRED", "Nobody has this id."));
    }
    let channel = world.dm_with(with);
    Ok(Answer::ok(payload::channel(world, &world.channels[&channel])))
}

/// A channel that the bot sees.
pub fn seen(world: &World, id: Id) -> Result<&Channel, Refusal> {
    let channel = world.channels.get(&id).filter(|channel| !channel.gone).ok_or(Refusal::UNKNOWN_CHANNEL)?;
    if world.may(channel, VIEW_CHANNEL) && world.is_member_of(id) { Ok(channel) } else { Err(Refusal::MISSING_ACCESS) }
}

/// Whether the bot may post or change something there.
fn may_post(world: &World, id: Id, call: &Call) -> Result<(), Refusal> {
    let channel = seen(world, id)?;
    if let Kind::Dm { with } = channel.kind {
        let closed = world.people.get(&with).is_some_and(|person| person.closed_dms);
        return if closed { Err(Refusal::CLOSED_DMS) } else { Ok(()) };
    }
    let embeds = call.body["embeds"].as_array().is_some_and(|all| !all.is_empty());
    let may = world.may(channel, to_send(channel))
        && (world.may(channel, EMBED_LINKS) || !embeds)
        && (world.may(channel, ATTACH_FILES) || call.files.is_empty());
    if !may {
        return Err(Refusal::MISSING_PERMISSIONS);
    }
    Ok(threads::open(channel, guilds::rights(world, channel))?)
}

/// What it takes to say something in a channel.
pub fn to_send(channel: &Channel) -> u64 {
    if channel.thread.is_some() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES }
}

pub fn get(world: &World, id: Id) -> Result<Answer, Refusal> {
    seen(world, id).map(|channel| Answer::ok(payload::channel(world, channel)))
}

/// The newest messages first; nothing tells their nonces.
pub fn history(world: &mut World, channel: Id, call: &Call) -> Result<Answer, Refusal> {
    if !world.may(seen(world, channel)?, READ_MESSAGE_HISTORY) {
        return Ok(Answer::ok(json!([])));
    }
    let number = |name: &str| call.param(name).and_then(|text| text.parse::<Id>().ok());
    let limit = number("limit").unwrap_or(50);
    if !(1..=100).contains(&limit) {
        return Err(Refusal::form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100."));
    }
    let anchors = ["around", "before", "after"].map(number);
    if anchors.iter().flatten().count() > 1 {
        world.violate(format!("{}: of around, before and after only one is heeded: {}", call.says(), call.query));
    }
    let here = world.messages.values().filter(|message| message.channel == channel && message.only.is_none());
    let (limit, here) = (usize::try_from(limit).unwrap_or(50), here.collect::<Vec<_>>());
    let first_not = |fits: &dyn Fn(Id) -> bool| here.iter().position(|one| !fits(one.id)).unwrap_or(here.len());
    let (from, to) = match anchors {
        [Some(around), ..] => {
            let at = first_not(&|id| id < around);
            (at.saturating_sub(limit / 2), at + limit - limit / 2)
        }
        [_, Some(before), _] => (0, first_not(&|id| id < before)),
        [_, _, Some(after)] => {
            let at = first_not(&|id| id <= after);
            (at, at + limit)
        }
        _ => (0, here.len()),
    };
    let to = to.min(here.len());
    let newest = here[from.min(to)..to].iter().rev().take(limit);
    Ok(Answer::ok(newest.map(|message| payload::as_told(world, message)).collect()))
}

pub fn create(world: &mut World, channel: Id, call: &Call) -> Result<Answer, Refusal> {
    let body = &call.body;
    may_post(world, channel, call)?;
    Refusal::unless_fine(rules::check(body, false))?;
    post::mind_mentions(world, call, body)?;
    let nonce = body["nonce"].as_str().map(str::to_owned).or_else(|| body["nonce"].as_i64().map(|n| n.to_string()));
    let now = world.now();
    world.nonces.retain(|one| now.saturating_sub(one.at) < NONCE_LIFE);
    if body["enforce_nonce"] == true {
        let same = |one: &&Nonce| one.channel == channel && Some(&one.text) == nonce.as_ref();
        let earlier = world.nonces.iter().find(same).and_then(|one| world.messages.get(&one.message));
        if let Some(earlier) = earlier {
            return Ok(as_posted(payload::as_told(world, earlier), body));
        }
    }
    let mut extra = Vec::new();
    if let Some(of) = body["message_reference"]["message_id"].as_str() {
        if !world.may(seen(world, channel)?, READ_MESSAGE_HISTORY) {
            return Err(Refusal::REPLY_UNREAD);
        }
        let known = of.parse().is_ok_and(|of: Id| world.messages.get(&of).is_some_and(|one| one.channel == channel));
        if !known && body["message_reference"]["fail_if_not_exists"] != false {
            return Err(Refusal::form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"));
        }
        let reference = json!({ "type": 0, "message_id": of, "channel_id": channel.to_string() });
        extra.extend(known.then_some(("message_reference", reference)));
        extra.push(("type", json!(19)));
    }
    threads::wake(world, channel);
    let id = post::create(world, channel, body, Post { files: &call.files, extra, ..Post::default() })?;
    transcript::posted(world, id);
    if let Some(nonce) = nonce {
        world.nonces.push(Nonce { channel, text: nonce, message: id, at: now });
    }
    Ok(as_posted(payload::as_told(world, &world.messages[&id]), body))
}

/// Only who posts a message is told its nonce, and only then.
fn as_posted(mut message: Value, body: &Value) -> Answer {
    if !body["nonce"].is_null() {
        message["nonce"] = body["nonce"].clone();
    }
    Answer::ok(message)
}

/// The bot reacts to a message.
pub fn react(world: &mut World, channel: Id, id: Id, emoji: &str) -> Result<Answer, Refusal> {
    let place = seen(world, channel)?;
    if !world.may(place, READ_MESSAGE_HISTORY) || !world.may(place, ADD_REACTIONS) {
        return Err(Refusal::MISSING_PERMISSIONS);
    }
    if !world.messages.get(&id).is_some_and(|message| message.channel == channel && message.only.is_none()) {
        return Err(Refusal::UNKNOWN_MESSAGE);
    }
    transcript::reacted(world, id, emoji);
    Ok(Answer::nothing())
}

/// A message that is there for all: reads, changes or removes it.
pub fn message(world: &mut World, method: &str, channel: Id, id: Id, call: &Call) -> Result<Answer, Refusal> {
    seen(world, channel)?;
    let known = world.messages.get(&id).filter(|message| message.channel == channel && message.only.is_none());
    let author = known.ok_or(Refusal::UNKNOWN_MESSAGE)?.author;
    let place = seen(world, channel)?;
    let rights = guilds::rights(world, place);
    match method {
        "GET" if !world.may(place, READ_MESSAGE_HISTORY) => return Err(Refusal::MISSING_PERMISSIONS),
        "GET" => {}
        "PATCH" => {
            threads::changeable(place, rights)?;
            Refusal::unless_fine(rules::check(&call.body, false))?;
            post::mind_mentions(world, call, &call.body)?;
            post::edit(world, id, &call.body, &call.files)?;
            transcript::changed(world, id, transcript::UNASKED);
        }
        "DELETE" if author == APPLICATION => {
            threads::removable(place, rights)?;
            transcript::removed(world, id, transcript::UNASKED);
            post::remove(world, id);
            return Ok(Answer::nothing());
        }
        "DELETE" => return Err(Refusal::MISSING_PERMISSIONS),
        _ => return Err(Refusal::METHOD_NOT_ALLOWED),
    }
    Ok(Answer::ok(payload::as_told(world, &world.messages[&id])))
}
