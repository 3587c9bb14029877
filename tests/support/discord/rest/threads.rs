//! Threads: the bot begins them below messages, and changes how they stand.

use serde_json::{Value, json};

use super::answer::{Answer, Refusal};
use super::channels::{seen, to_send};
use crate::discord::permissions::{CREATE_PUBLIC_THREADS, MANAGE_THREADS};
use crate::discord::rules::Problems;
use crate::discord::threads::{self, Thread};
use crate::discord::world::{APPLICATION, Id, Kind, Message, World};
use crate::discord::{gateway, payload, transcript};

/// After how many minutes without a word threads can go from the list of channels.
const DURATIONS: [u64; 4] = [60, 1_440, 4_320, 10_080];

/// Begins a thread below a message, which can have only one.
pub fn start(world: &mut World, channel: Id, message: Id, body: &Value) -> Result<Answer, Refusal> {
    let place = seen(world, channel)?;
    if place.kind != Kind::Text {
        return Err(Refusal::NOT_IN_THIS_CHANNEL);
    }
    if !world.may(place, CREATE_PUBLIC_THREADS) {
        return Err(Refusal::MISSING_PERMISSIONS);
    }
    let known = world.messages.get(&message).filter(|one| one.channel == channel && one.only.is_none());
    known.ok_or(Refusal::UNKNOWN_MESSAGE)?;
    if world.channels.get(&message).is_some_and(|thread| !thread.gone) {
        return Err(Refusal::HAS_A_THREAD);
    }
    let mut problems = Problems::default();
    problems.required("name", &body["name"], 1..=100);
    duration(&mut problems, body);
    Refusal::unless_fine(problems)?;
    let (guild, name) = (place.guild, body["name"].as_str().unwrap_or_default().to_owned());
    world.add_channel(message, Kind::Thread { parent: channel }, guild, &name);
    let mut thread = Thread::begun(APPLICATION, world.timestamp());
    thread.lasts = body["auto_archive_duration"].as_u64().unwrap_or(thread.lasts);
    if let Some(place) = world.channels.get_mut(&message) {
        place.thread = Some(thread);
    }
    threads::tell(world, message, "THREAD_CREATE");
    let event = payload::as_event(world, &world.messages[&message]);
    gateway::dispatch(world, "MESSAGE_UPDATE", &event);
    begin(world, channel, message);
    transcript::began_thread(world, channel, &name);
    Ok(Answer::created(payload::channel(world, &world.channels[&message])))
}

/// The first message of a thread, in which nothing is but where it belongs.
fn begin(world: &mut World, channel: Id, thread: Id) {
    let id = world.next_id();
    let mut json = payload::message(world, id, thread, APPLICATION);
    json["type"] = json!(payload::THREAD_STARTER);
    json["message_reference"] =
        json!({ "type": 0, "message_id": thread.to_string(), "channel_id": channel.to_string() });
    if let Some(guild) = world.channels.get(&thread).and_then(|thread| thread.guild) {
        json["message_reference"]["guild_id"] = json!(guild.to_string());
    }
    let message =
        Message { id, channel: thread, author: APPLICATION, only: None, thinking: false, pinged: Vec::new(), json };
    let event = payload::as_event(world, &message);
    world.messages.insert(id, message);
    gateway::dispatch(world, "MESSAGE_CREATE", &event);
}

fn duration(problems: &mut Problems, body: &Value) {
    let asked = &body["auto_archive_duration"];
    if !asked.is_null() && !asked.as_u64().is_some_and(|minutes| DURATIONS.contains(&minutes)) {
        problems.add("auto_archive_duration", "BASE_TYPE_CHOICES", format!("Value must be one of {DURATIONS:?}."));
    }
}

/// Changes a thread. Whoever may write in it may take it out again, unless it is locked; for the rest one must have
/// begun it, or be a moderator.
pub fn change(world: &mut World, id: Id, body: &Value) -> Result<Answer, Refusal> {
    let place = seen(world, id)?;
    // Other channels are changed by those who manage them.
    let thread = place.thread.as_ref().ok_or(Refusal::MISSING_PERMISSIONS)?;
    let asked = |key: &str| !body[key].is_null();
    let moderates = world.may(place, MANAGE_THREADS);
    let own = moderates || thread.owner == APPLICATION && !thread.locked;
    let takes_out = body["archived"] == false;
    let may = (!takes_out || world.may(place, to_send(place)) && (moderates || !thread.locked))
        && (own || !asked("name") && !asked("auto_archive_duration") && body["archived"] != true)
        && (moderates || !asked("locked") && !asked("rate_limit_per_user"));
    if !may {
        return Err(Refusal::MISSING_PERMISSIONS);
    }
    if thread.archived && !takes_out {
        return Err(Refusal::ARCHIVED);
    }
    let mut problems = Problems::default();
    problems.optional("name", &body["name"], 1..=100);
    duration(&mut problems, body);
    Refusal::unless_fine(problems)?;
    if let (Some(name), Some(place)) = (body["name"].as_str(), world.channels.get_mut(&id)) {
        name.clone_into(&mut place.name);
    }
    threads::update(world, id, |thread| {
        thread.archived = body["archived"].as_bool().unwrap_or(thread.archived);
        thread.locked = body["locked"].as_bool().unwrap_or(thread.locked);
        thread.lasts = body["auto_archive_duration"].as_u64().unwrap_or(thread.lasts);
    });
    Ok(Answer::ok(payload::channel(world, &world.channels[&id])))
}
