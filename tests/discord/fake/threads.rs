//! Threads are begun below messages, one each, are archived and locked, and taken out again when something is said.

use serde_json::{Value, json};
use serenity::all::{AutoArchiveDuration, ChannelId, CreateThread, EditThread, HttpBuilder};

use super::wire::{Wire, identify, request};
use crate::discord::{Discord, LIGHTHOUSE, QUESTIONS, STAFF, THREAD};

fn words(text: &str) -> Value {
    json!({ "content": text, "allowed_mentions": { "parse": [] } })
}

/// Something that the bot says in a channel; where that is.
async fn said(discord: &Discord, channel: u64) -> String {
    let path = format!("/channels/{channel}/messages");
    let posted = request(discord, "POST", &path, &words("Who has seen the lamp?")).await;
    assert_eq!(posted.brief(), "200");
    format!("{path}/{}", posted.body["id"].as_str().expect("it has an id"))
}

/// What comes of saying something in a thread.
async fn says_in(discord: &Discord, thread: u64) -> String {
    request(discord, "POST", &format!("/channels/{thread}/messages"), &words("Here.")).await.brief()
}

async fn stands(discord: &Discord, thread: u64) -> (bool, bool) {
    let thread = request(discord, "GET", &format!("/channels/{thread}"), &Value::Null).await.body;
    let is = |key: &str| thread["thread_metadata"][key] == true;
    (is("archived"), is("locked"))
}

#[tokio::test]
async fn a_thread_has_the_id_of_its_message_and_is_seen_below_it() {
    let discord = Discord::start().await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let message = said(&discord, QUESTIONS).await;
    let told = wire.event("MESSAGE_CREATE").await;
    let begun = request(&discord, "POST", &format!("{message}/threads"), &json!({ "name": "The lamp" })).await;
    assert_eq!(begun.brief(), "201");
    assert_eq!((&begun.body["id"], &begun.body["parent_id"]), (&told["id"], &json!(QUESTIONS.to_string())));
    assert_eq!((&begun.body["type"], &begun.body["name"]), (&json!(11), &json!("The lamp")));
    let thread = wire.event("THREAD_CREATE").await;
    assert_eq!((&thread["id"], &thread["newly_created"]), (&told["id"], &json!(true)));
    let changed = wire.event("MESSAGE_UPDATE").await;
    assert_eq!((&changed["flags"], &changed["thread"]["name"]), (&json!(32), &json!("The lamp")));
    let first = wire.event("MESSAGE_CREATE").await;
    assert_eq!((&first["type"], &first["channel_id"]), (&json!(21), &told["id"]));
    assert_eq!(first["referenced_message"]["content"], "Who has seen the lamp?");
    let id = told["id"].as_str().and_then(|id| id.parse().ok()).expect("it has an id");
    assert_eq!(says_in(&discord, id).await, "200");
    assert_eq!(request(&discord, "GET", &message, &Value::Null).await.body["thread"]["message_count"], 1);
    discord.member("Ana").in_channel(id).says("I have.");
    insta::assert_snapshot!(discord.transcript(), @"
    ── #questions in The Lighthouse ──
    jet-senpai:
      Who has seen the lamp?
      (a thread: ‹The lamp›)
    ── #The lamp in The Lighthouse ──
    jet-senpai:
      Here.
    Ana: I have.
    ");
}

#[tokio::test]
async fn a_message_has_one_thread_until_that_is_deleted() {
    let discord = Discord::start().await;
    let message = said(&discord, QUESTIONS).await;
    let (threads, name) = (format!("{message}/threads"), json!({ "name": "The lamp" }));
    let begin = async |path: &str, body: &Value| request(&discord, "POST", path, body).await.brief();
    let long = json!({ "name": "é".repeat(101) });
    assert_eq!(begin(&threads, &json!({ "name": "" })).await, "400 50035 name BASE_TYPE_REQUIRED");
    assert_eq!(begin(&threads, &long).await, "400 50035 name BASE_TYPE_MAX_LENGTH");
    let odd = json!({ "name": "x", "auto_archive_duration": 61 });
    assert_eq!(begin(&threads, &odd).await, "400 50035 auto_archive_duration BASE_TYPE_CHOICES");
    discord.channel(QUESTIONS).may_start_threads(false);
    assert_eq!(begin(&threads, &name).await, "403 50013");
    discord.channel(QUESTIONS).may_start_threads(true).may_view(false);
    assert_eq!(begin(&threads, &name).await, "403 50001");
    discord.channel(QUESTIONS).may_view(true);
    assert_eq!(begin(&format!("/channels/{QUESTIONS}/messages/5/threads"), &name).await, "404 10008");
    assert_eq!(begin(&threads, &name).await, "201");
    assert_eq!(begin(&threads, &name).await, "400 160004");
    let id = message.rsplit('/').next().and_then(|id| id.parse().ok()).expect("it ends with the id");
    discord.channel(id).deleted();
    assert_eq!(says_in(&discord, id).await, "404 10003");
    assert_eq!(begin(&threads, &json!({ "name": "é".repeat(100) })).await, "201");
    let within = said(&discord, THREAD).await;
    assert_eq!(begin(&format!("{within}/threads"), &name).await, "400 50024");
    discord.channel(QUESTIONS).deleted();
    assert_eq!(begin(&threads, &name).await, "404 10003");
    assert_eq!(says_in(&discord, id).await, "404 10003", "threads go with their channel");
    discord.take_violations();
}

#[tokio::test]
async fn what_is_said_in_an_archived_thread_takes_it_out_again_unless_it_is_locked() {
    let discord = Discord::start().await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let message = said(&discord, THREAD).await;
    wire.event("MESSAGE_CREATE").await;
    discord.channel(THREAD).archived(true);
    assert_eq!(wire.event("THREAD_UPDATE").await["thread_metadata"]["archived"], true);
    assert_eq!(request(&discord, "PATCH", &message, &words("y")).await.brief(), "400 50083", "it stays as it is");
    assert_eq!(request(&discord, "GET", &message, &Value::Null).await.brief(), "200");
    assert_eq!(says_in(&discord, THREAD).await, "200");
    assert_eq!(wire.event("THREAD_UPDATE").await["thread_metadata"]["archived"], false);
    assert_eq!(wire.event("MESSAGE_CREATE").await["content"], "Here.");
    discord.channel(THREAD).locked(true);
    assert_eq!(says_in(&discord, THREAD).await, "403 50013");
    discord.channel(THREAD).archived(true);
    assert_eq!(says_in(&discord, THREAD).await, "400 50083");
    assert_eq!(request(&discord, "DELETE", &message, &Value::Null).await.brief(), "400 50083");
    assert_eq!(stands(&discord, THREAD).await, (true, true));
    discord.channel(THREAD).may_manage_threads(true);
    assert_eq!(says_in(&discord, THREAD).await, "200");
    assert_eq!(stands(&discord, THREAD).await, (false, true));
    discord.channel(THREAD).may_manage_threads(false).locked(false).archived(true);
    assert_eq!(request(&discord, "DELETE", &message, &Value::Null).await.brief(), "204", "what is old can go");
    let mut ana = discord.member("Ana").in_channel(THREAD);
    ana.says("Anyone?");
    assert_eq!(stands(&discord, THREAD).await, (false, false));
    assert_eq!(discord.take_violations().len(), 4);
}

#[tokio::test]
#[should_panic(expected = "the thread is locked, and Ana is no moderator")]
async fn only_moderators_write_in_a_locked_thread() {
    let discord = Discord::start().await;
    discord.channel(THREAD).locked(true);
    discord.member("Ana").in_channel(THREAD).says("Anyone?");
}

#[tokio::test]
async fn a_thread_is_taken_out_by_whoever_may_write_in_it_and_otherwise_changed_by_whoever_began_it() {
    let discord = Discord::start().await;
    let path = format!("/channels/{THREAD}");
    let change = async |path: &str, body: Value| request(&discord, "PATCH", path, &body).await.brief();
    discord.channel(THREAD).archived(true);
    assert_eq!(change(&path, json!({ "locked": true })).await, "403 50013");
    assert_eq!(change(&path, json!({ "name": "x" })).await, "403 50013");
    discord.channel(THREAD).may_send(false);
    assert_eq!(change(&path, json!({ "archived": false })).await, "403 50013");
    discord.channel(THREAD).may_send(true);
    assert_eq!(change(&path, json!({ "archived": false })).await, "200");
    discord.channel(THREAD).archived(true).locked(true);
    assert_eq!(change(&path, json!({ "archived": false })).await, "403 50013");
    discord.channel(THREAD).may_manage_threads(true);
    assert_eq!(change(&path, json!({ "locked": false })).await, "400 50083", "it is to be taken out first");
    assert_eq!(change(&path, json!({ "archived": false, "locked": false })).await, "200");
    discord.channel(THREAD).may_manage_threads(false).archived(true);
    let message = said(&discord, QUESTIONS).await;
    request(&discord, "POST", &format!("{message}/threads"), &json!({ "name": "Own" })).await;
    let own = format!("/channels/{}", message.rsplit('/').next().expect("it ends with the id"));
    assert_eq!(change(&own, json!({ "name": "Mine", "archived": true })).await, "200");
    assert_eq!(change(&own, json!({ "name": "Ours" })).await, "400 50083");
    assert_eq!(change(&own, json!({ "name": "Ours", "archived": false })).await, "200");
    assert_eq!(change(&own, json!({ "locked": true })).await, "403 50013");
    assert_eq!(change(&format!("/channels/{STAFF}"), json!({ "name": "x" })).await, "403 50013");
    let mut wire = Wire::connect(&discord).await;
    wire.says(&identify(&discord, 1)).await;
    let guild = wire.later("GUILD_CREATE").await;
    let threads = guild["threads"].as_array().into_iter().flatten();
    let names = threads.map(|thread| (&thread["name"], &thread["guild_id"])).collect::<Vec<_>>();
    assert_eq!(names, [(&json!("Ours"), &json!(LIGHTHOUSE.to_string()))], "archived threads are not told of");
    discord.take_violations();
}

#[tokio::test]
async fn serenity_begins_and_takes_out_threads() {
    let discord = Discord::start().await;
    let http = HttpBuilder::new(discord.token()).client(discord.http()).build();
    let message = said(&discord, QUESTIONS).await;
    let id: u64 = message.rsplit('/').next().and_then(|id| id.parse().ok()).expect("it ends with the id");
    let thread = CreateThread::new("The lamp").auto_archive_duration(AutoArchiveDuration::OneWeek);
    let mut thread = ChannelId::new(QUESTIONS).create_thread_from_message(&http, id, thread).await.expect("it begins");
    assert_eq!((thread.id.get(), thread.name.as_str(), thread.member.is_some()), (id, "The lamp", true));
    discord.channel(id).archived(true);
    thread.edit_thread(&http, EditThread::new().archived(false)).await.expect("it is taken out");
    let seen = http.get_channel(thread.id).await.expect("it is there").guild().expect("it is a guild's");
    let stands = seen.thread_metadata.expect("it is a thread");
    assert_eq!((stands.archived, stands.auto_archive_duration), (false, AutoArchiveDuration::OneWeek));
    let message = http.get_message(QUESTIONS.into(), id.into()).await.expect("the message");
    assert_eq!(message.thread.map(|thread| thread.id.get()), Some(id));
}
