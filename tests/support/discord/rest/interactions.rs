//! Answering interactions: the first response, and what their tokens allow afterwards.

use serde_json::{Value, json};

use super::Call;
use super::answer::{Answer, Refusal};
use super::multipart::Part;
use super::post::{self, Post};
use crate::discord::rules::{components, message as rules};
use crate::discord::world::{APPLICATION, FIRST_RESPONSE, Id, OpenModal, Outcome, TOKEN_LIFE, World};
use crate::discord::{payload, transcript};

const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const AUTOCOMPLETE: u64 = 4;
const MODAL: u64 = 5;

/// The first response, which comes once and within 3 s.
pub fn respond(world: &mut World, id: Id, token: &str, call: &Call) -> Result<Answer, Refusal> {
    let now = world.now();
    let known = world.interactions.iter().position(|one| one.id == id && one.token == token);
    let at = known.ok_or(Refusal::UNKNOWN_INTERACTION)?;
    let interaction = &world.interactions[at];
    if interaction.outcome.is_some() {
        return Err(Refusal::ACKNOWLEDGED);
    }
    if now.saturating_sub(interaction.created) > FIRST_RESPONSE {
        return Err(Refusal::UNKNOWN_INTERACTION);
    }
    let (kind, on) = (interaction.kind, interaction.on);
    let of_message = kind == COMPONENT || kind == MODAL && on.is_some();
    let response = call.body["type"].as_u64().unwrap_or(0);
    let outcome = match response {
        4 | 5 if kind != AUTOCOMPLETE => message_response(world, at, response == 5, call)?,
        6 if of_message => Outcome::Acknowledged,
        7 if of_message => update(world, at, call)?,
        8 if kind == AUTOCOMPLETE => choices(world, at, &call.body["data"])?,
        9 if matches!(kind, COMMAND | COMPONENT) => modal(world, at, &call.body["data"])?,
        _ => {
            let message = format!("A response of type {response} does not answer an interaction of type {kind}.");
            return Err(Refusal::form("type", "INTERACTION_RESPONSE_TYPE_INVALID", &message));
        }
    };
    let interaction = &mut world.interactions[at];
    interaction.original = match outcome {
        Outcome::Message(message) | Outcome::Thinking(message) => Some(message),
        _ => on,
    };
    interaction.outcome = Some(outcome);
    if call.param("with_response") != Some("true") {
        return Ok(Answer::nothing());
    }
    let shown = interaction.original.filter(|_| matches!(response, 4 | 5 | 7));
    let mut body = json!({ "interaction": { "id": id.to_string(), "type": kind } });
    if let Some(message) = shown.and_then(|shown| world.messages.get(&shown)) {
        body["interaction"]["response_message_id"] = json!(message.id.to_string());
        body["interaction"]["response_message_loading"] = json!(message.thinking);
        body["interaction"]["response_message_ephemeral"] = json!(message.only.is_some());
        // A promise of an answer is nothing that could be shown.
        if response != 5 {
            body["resource"] = json!({ "type": response, "message": payload::as_told(world, message) });
        }
    }
    Ok(Answer::ok(body))
}

/// Posts what answers an interaction, seen by all or by its user only.
fn post(
    world: &mut World,
    at: usize,
    body: &Value,
    files: &[Part],
    ephemeral: bool,
    thinking: bool,
) -> Result<Id, Refusal> {
    let interaction = &world.interactions[at];
    let kind = if interaction.kind == COMMAND { 20 } else { 0 };
    let extra = vec![
        ("type", json!(kind)),
        ("application_id", json!(APPLICATION.to_string())),
        ("webhook_id", json!(APPLICATION.to_string())),
        ("interaction_metadata", interaction.metadata.clone()),
    ];
    let only = ephemeral.then_some(interaction.user);
    post::create(world, interaction.channel, body, Post { only, thinking, files, extra })
}

fn is_ephemeral(body: &Value) -> bool {
    body["flags"].as_u64().is_some_and(|flags| flags & payload::EPHEMERAL != 0)
}

fn message_response(world: &mut World, at: usize, thinking: bool, call: &Call) -> Result<Outcome, Refusal> {
    let body = &call.body["data"];
    if thinking {
        let id = post(world, at, &json!({}), &[], is_ephemeral(body), true)?;
        transcript::answered(world, id);
        return Ok(Outcome::Thinking(id));
    }
    Refusal::unless_fine(rules::check(body, true))?;
    post::mind_mentions(world, call, body)?;
    let id = post(world, at, body, &call.files, is_ephemeral(body), false)?;
    transcript::answered(world, id);
    Ok(Outcome::Message(id))
}

fn update(world: &mut World, at: usize, call: &Call) -> Result<Outcome, Refusal> {
    let body = &call.body["data"];
    let on = world.interactions[at].on.ok_or(Refusal::UNKNOWN_MESSAGE)?;
    Refusal::unless_fine(rules::check(body, true))?;
    post::mind_mentions(world, call, body)?;
    post::edit(world, on, body, &call.files)?;
    transcript::changed(world, on, transcript::ANSWERING);
    Ok(Outcome::Updated(on))
}

fn choices(world: &mut World, at: usize, data: &Value) -> Result<Outcome, Refusal> {
    Refusal::unless_fine(components::of_autocomplete(data))?;
    let pair = |choice: &Value| (choice["name"].as_str().unwrap_or_default().to_owned(), choice["value"].clone());
    let choices: Vec<(String, Value)> = data["choices"].as_array().into_iter().flatten().map(pair).collect();
    let channel = world.interactions[at].channel;
    transcript::offered(world, channel, choices.iter().map(|(name, _)| name.as_str()));
    Ok(Outcome::Choices(choices))
}

fn modal(world: &mut World, at: usize, data: &Value) -> Result<Outcome, Refusal> {
    Refusal::unless_fine(components::of_modal(data))?;
    let interaction = &world.interactions[at];
    let (user, channel, on) = (interaction.user, interaction.channel, interaction.on);
    world.modals.insert(user, OpenModal { data: data.clone(), channel, on });
    transcript::asked(world, channel, user, data);
    Ok(Outcome::Modal)
}

/// The interaction of a token that still works; it does so only once there was a first response.
fn of_token(world: &World, application: Id, token: &str) -> Result<usize, Refusal> {
    let known = world.interactions.iter().position(|one| one.token == token && application == APPLICATION);
    let at = known.ok_or(Refusal::UNKNOWN_WEBHOOK)?;
    let interaction = &world.interactions[at];
    if world.now().saturating_sub(interaction.created) > TOKEN_LIFE {
        return Err(Refusal::EXPIRED_TOKEN);
    }
    if matches!(interaction.outcome, None | Some(Outcome::Choices(_))) {
        return Err(Refusal::UNKNOWN_WEBHOOK);
    }
    Ok(at)
}

/// A further message; the first after "thinking" takes its place and is seen by whoever saw that.
pub fn follow_up(world: &mut World, application: Id, token: &str, call: &Call) -> Result<Answer, Refusal> {
    let at = of_token(world, application, token)?;
    let body = &call.body;
    Refusal::unless_fine(rules::check(body, true))?;
    post::mind_mentions(world, call, body)?;
    let thinking = world.interactions[at].original.filter(|id| world.messages.get(id).is_some_and(|one| one.thinking));
    let id = if let Some(id) = thinking {
        post::edit(world, id, body, &call.files)?;
        transcript::answered(world, id);
        id
    } else {
        let id = post(world, at, body, &call.files, is_ephemeral(body), false)?;
        transcript::answered(world, id);
        id
    };
    Ok(Answer::ok(payload::as_told(world, &world.messages[&id])))
}

/// A message of the interaction's: reads, changes or removes it.
pub fn message(
    world: &mut World,
    method: &str,
    application: Id,
    token: &str,
    which: &str,
    call: &Call,
) -> Result<Answer, Refusal> {
    let at = of_token(world, application, token)?;
    let interaction = &world.interactions[at];
    let wanted = if which == "@original" { interaction.original } else { which.parse().ok() };
    let channel = interaction.channel;
    let id = wanted.filter(|id| world.messages.get(id).is_some_and(|one| one.channel == channel));
    let id = id.ok_or(Refusal::UNKNOWN_MESSAGE)?;
    match method {
        "GET" => {}
        "PATCH" => {
            Refusal::unless_fine(rules::check(&call.body, true))?;
            post::mind_mentions(world, call, &call.body)?;
            let thinking = world.messages[&id].thinking;
            post::edit(world, id, &call.body, &call.files)?;
            if thinking {
                transcript::answered(world, id);
            } else {
                transcript::changed(world, id, transcript::ANSWERING);
            }
        }
        "DELETE" => {
            transcript::removed(world, id, transcript::ANSWERING);
            post::remove(world, id);
            return Ok(Answer::nothing());
        }
        _ => return Err(Refusal::METHOD_NOT_ALLOWED),
    }
    Ok(Answer::ok(payload::as_told(world, &world.messages[&id])))
}
