//! Interactions are answered once, in time and in a way that fits them; tokens, nonces and permissions have their ends.

use std::time::Duration;

use serde_json::{Value, json};

use super::wire::{Answer, Wire, request};
use crate::discord::{ABROAD, APPLICATION, Discord, Id, LIGHTHOUSE, Member, Outcome, QUESTIONS, STAFF, THREAD};

const SECOND: Duration = Duration::from_secs(1);

/// Someone at a Discord where a command is registered, and the bot's end of the wire.
async fn scene() -> (Discord, Member, Wire) {
    let discord = Discord::start().await;
    let question = json!({ "type": 3, "name": "question", "description": "x", "autocomplete": true });
    let commands = json!([{ "name": "ask", "description": "x", "options": [question] }]);
    request(&discord, "PUT", &format!("/applications/{APPLICATION}/commands"), &commands).await;
    let (wire, _) = Wire::identified(&discord).await;
    let ana = discord.member("Ana");
    (discord, ana, wire)
}

async fn respond(discord: &Discord, of: &(Id, String), body: &Value) -> Answer {
    request(discord, "POST", &format!("/interactions/{}/{}/callback", of.0, of.1), body).await
}

fn says(text: &str) -> Value {
    json!({ "type": 4, "data": { "content": text, "allowed_mentions": { "parse": [] } } })
}

fn text(text: &str) -> Value {
    json!({ "content": text, "allowed_mentions": { "parse": [] } })
}

/// Sends a command and lets the bot's end answer it.
async fn asked(ana: &Member, wire: &mut Wire) -> (Id, String) {
    let mut ana = ana.clone();
    tokio::spawn(async move {
        let command = ana.command("/ask");
        ana.send_interaction(": /ask", command).await
    });
    wire.interaction().await
}

#[tokio::test]
async fn the_first_response_comes_once_and_within_three_seconds() {
    let (discord, ana, mut wire) = scene().await;
    let one = asked(&ana, &mut wire).await;
    assert_eq!(respond(&discord, &one, &says("yes")).await.brief(), "204");
    assert_eq!(respond(&discord, &one, &says("yes")).await.brief(), "400 40060");
    wire.event("MESSAGE_CREATE").await;
    let late = asked(&ana, &mut wire).await;
    discord.advance(3 * SECOND + SECOND / 10);
    assert_eq!(respond(&discord, &late, &says("yes")).await.brief(), "404 10062");
    assert_eq!(respond(&discord, &(1, late.1), &says("yes")).await.brief(), "404 10062");
    assert_eq!(discord.take_violations().len(), 3);
}

#[tokio::test]
async fn what_is_not_answered_in_time_ends_in_silence() {
    let (discord, mut ana, mut wire) = scene().await;
    let command = ana.command("/ask");
    let asking = tokio::spawn(async move { ana.send_interaction(": /ask", command).await });
    wire.interaction().await;
    discord.advance(4 * SECOND);
    assert!(matches!(asking.await, Ok(Outcome::Silence)));
}

#[tokio::test]
async fn a_token_works_after_the_first_response_for_fifteen_minutes() {
    let (discord, ana, mut wire) = scene().await;
    let one = asked(&ana, &mut wire).await;
    let follow_up = format!("/webhooks/{APPLICATION}/{}", one.1);
    let original = format!("{follow_up}/messages/@original");
    assert_eq!(request(&discord, "POST", &follow_up, &text("early")).await.brief(), "404 10015");
    respond(&discord, &one, &json!({ "type": 5, "data": { "flags": 64 } })).await;
    assert_eq!(request(&discord, "PATCH", &original, &text("done")).await.brief(), "200");
    let more = request(&discord, "POST", &follow_up, &text("more")).await;
    let more = format!("{follow_up}/messages/{}", more.body["id"].as_str().unwrap_or_default());
    assert_eq!(request(&discord, "PATCH", &more, &text("more and more")).await.brief(), "200");
    assert_eq!(request(&discord, "DELETE", &more, &Value::Null).await.brief(), "204");
    assert_eq!(request(&discord, "GET", &more, &Value::Null).await.brief(), "404 10008");
    assert_eq!(request(&discord, "GET", &original, &Value::Null).await.body["content"], "done");
    discord.advance(15 * 60 * SECOND);
    assert_eq!(request(&discord, "PATCH", &original, &text("late")).await.brief(), "401 50027");
    assert_eq!(discord.take_violations().len(), 3);
    insta::assert_snapshot!(discord.transcript(), @"
    Ana: /ask
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        done
      jet-senpai:
        more
      jet-senpai changes its message:
        more and more
      jet-senpai's message is removed
    ");
}

#[tokio::test]
async fn a_response_fits_its_interaction() {
    let (discord, mut ana, mut wire) = scene().await;
    let command = asked(&ana, &mut wire).await;
    let wrong = "400 50035 type INTERACTION_RESPONSE_TYPE_INVALID";
    for kind in [6, 7, 8] {
        assert_eq!(respond(&discord, &command, &json!({ "type": kind, "data": {} })).await.brief(), wrong);
    }
    let modal = |title: &str, label: &str| {
        let input = json!({ "type": 4, "custom_id": "q", "style": 1, "label": label });
        let rows = json!([{ "type": 1, "components": [input] }]);
        json!({ "type": 9, "data": { "custom_id": "m", "title": title, "components": rows } })
    };
    let long = "x".repeat(46);
    let title = "400 50035 data.title BASE_TYPE_MAX_LENGTH";
    assert_eq!(respond(&discord, &command, &modal(&long, "Question")).await.brief(), title);
    let label = "400 50035 data.components.0.components.0.label BASE_TYPE_MAX_LENGTH";
    assert_eq!(respond(&discord, &command, &modal("Ask", &long)).await.brief(), label);
    assert_eq!(respond(&discord, &command, &modal("Ask", "Question")).await.brief(), "204");
    let submission = tokio::spawn(async move {
        ana.submits(&[("Question", "why?")]).await;
        ana
    });
    let submitted = wire.interaction().await;
    assert_eq!(respond(&discord, &submitted, &modal("Again", "Question")).await.brief(), wrong);
    assert_eq!(respond(&discord, &submitted, &says("because")).await.brief(), "204");
    let mut ana = submission.await.expect("the answer came");
    wire.event("MESSAGE_CREATE").await;
    tokio::spawn(async move { ana.completes("/ask question:w|").await });
    let typing = wire.interaction().await;
    assert_eq!(respond(&discord, &typing, &says("no")).await.brief(), wrong);
    let choices = |count: usize, name: &str, value: &str| {
        let choices = vec![json!({ "name": name, "value": value }); count];
        json!({ "type": 8, "data": { "choices": choices } })
    };
    let refused = [
        (choices(26, "x", "x"), "400 50035 data.choices BASE_TYPE_BAD_LENGTH"),
        (choices(1, &"x".repeat(101), "x"), "400 50035 data.choices.0.name BASE_TYPE_MAX_LENGTH"),
        (choices(1, "x", &"x".repeat(101)), "400 50035 data.choices.0.value BASE_TYPE_MAX_LENGTH"),
        (choices(1, "", "x"), "400 50035 data.choices.0.name BASE_TYPE_REQUIRED"),
    ];
    for (body, expected) in refused {
        assert_eq!(respond(&discord, &typing, &body).await.brief(), expected);
    }
    assert_eq!(respond(&discord, &typing, &choices(25, "x", "x")).await.brief(), "204");
    discord.take_violations();
}

#[tokio::test]
async fn every_message_says_whom_it_may_mention_and_pings_are_counted() {
    let discord = Discord::start().await;
    let (ana, ben) = (discord.member("Ana").id(), discord.member("Ben").id());
    let path = format!("/channels/{QUESTIONS}/messages");
    let keepers = discord.role("Keepers");
    discord.channel(QUESTIONS).may_mention_everyone(true);
    let content = format!("<@{ana}> <@!{ben}> <@&{keepers}> <@&5> @everyone @here");
    let cases = [
        (json!({ "parse": [] }), vec![]),
        (json!({ "parse": [], "users": [ben.to_string()] }), vec!["Ben"]),
        (json!({ "parse": ["users"] }), vec!["Ana", "Ben"]),
        (json!({ "parse": ["roles", "everyone"] }), vec!["@everyone", "@here", "@Keepers"]),
    ];
    let mut pinged: Vec<&str> = Vec::new();
    for (allowed, pings) in cases {
        let body = json!({ "content": content, "allowed_mentions": allowed });
        assert_eq!(request(&discord, "POST", &path, &body).await.brief(), "200");
        pinged.extend(pings);
        assert_eq!(discord.pings(), pinged, "{allowed}");
    }
    let unsaid = request(&discord, "POST", &path, &json!({ "content": content })).await;
    assert_eq!(unsaid.brief(), "200", "Discord does not mind");
    assert_eq!(discord.pings().len(), pinged.len() + 5, "and pings all that there are");
    assert_eq!(discord.take_violations().len(), 1, "but we do");
    let both = json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": [ben.to_string()] } });
    let refusal = "400 50035 allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE";
    assert_eq!(request(&discord, "POST", &path, &both).await.brief(), refusal);
    discord.take_violations();
}

#[tokio::test]
async fn a_nonce_makes_a_retry_safe_for_minutes_and_is_not_shown_in_history() {
    let discord = Discord::start().await;
    let path = format!("/channels/{QUESTIONS}/messages");
    let mut body = text("once");
    body["nonce"] = json!("n1");
    body["enforce_nonce"] = json!(true);
    let first = request(&discord, "POST", &path, &body).await.body;
    assert_eq!(first["nonce"], "n1");
    discord.advance(4 * 60 * SECOND);
    let again = request(&discord, "POST", &path, &body).await.body;
    assert_eq!(again["id"], first["id"], "the earlier message is returned");
    let elsewhere = request(&discord, "POST", &format!("/channels/{STAFF}/messages"), &body).await.body;
    assert_ne!(elsewhere["id"], first["id"]);
    discord.advance(60 * SECOND);
    let later = request(&discord, "POST", &path, &body).await.body;
    assert_ne!(later["id"], first["id"], "it is forgotten");
    let history = request(&discord, "GET", &format!("{path}?&limit=1"), &Value::Null).await.body;
    assert_eq!(history.as_array().map(Vec::len), Some(1));
    assert_eq!((&history[0]["id"], history[0].get("nonce")), (&later["id"], None));
    let older = first["id"].as_str().unwrap_or_default();
    let history = request(&discord, "GET", &format!("{path}?&after={older}"), &Value::Null).await.body;
    assert_eq!(history.as_array().map(Vec::len), Some(1), "{history}");
}

#[tokio::test]
async fn permissions_are_asked_for_where_they_are_needed() {
    let discord = Discord::start().await;
    let post = async |channel: Id, body: &Value| {
        request(&discord, "POST", &format!("/channels/{channel}/messages"), body).await.brief()
    };
    let card = json!({ "embeds": [{ "title": "x" }], "allowed_mentions": { "parse": [] } });
    discord.channel(QUESTIONS).may_embed(false);
    assert_eq!(post(QUESTIONS, &text("x")).await, "200");
    assert_eq!(post(QUESTIONS, &card).await, "403 50013");
    discord.channel(QUESTIONS).may_send(false).may_read_history(false);
    assert_eq!(post(QUESTIONS, &text("x")).await, "403 50013");
    let history = request(&discord, "GET", &format!("/channels/{QUESTIONS}/messages"), &Value::Null).await;
    assert_eq!(history.body, json!([]));
    discord.channel(STAFF).may_view(false);
    assert_eq!(post(STAFF, &text("x")).await, "403 50001");
    discord.channel(THREAD).deleted();
    assert_eq!(post(THREAD, &text("x")).await, "404 10003");
    assert_eq!(post(1, &text("x")).await, "404 10003");
    assert_eq!(post(ABROAD, &text("x")).await, "403 50001");
    let ben = discord.member("Ben");
    let recipient = json!({ "recipient_id": ben.id().to_string() });
    let opened = request(&discord, "POST", "/users/@me/channels", &recipient).await;
    let dm: Id = opened.body["id"].as_str().and_then(|id| id.parse().ok()).expect("it is open");
    assert_eq!(dm, ben.clone().in_dm().channel());
    assert_eq!(post(dm, &text("x")).await, "200");
    ben.closes_dms();
    assert_eq!(post(dm, &text("x")).await, "403 50007");
    let (guild, general) = discord.invited_to("Harbour");
    assert_eq!(post(general, &text("x")).await, "200");
    discord.guild_delete(guild, true);
    assert_eq!(post(general, &text("x")).await, "200", "an outage is over before one asks again");
    discord.guild_delete(guild, false);
    assert_eq!(post(general, &text("x")).await, "403 50001");
    discord.take_violations();
}

#[tokio::test]
async fn messages_are_read_changed_and_removed_by_whom_they_belong_to() {
    let discord = Discord::start().await;
    let mut ana = discord.member("Ana");
    let hers = ana.says("not for the bot");
    let path = |id: &dyn std::fmt::Display| format!("/channels/{QUESTIONS}/messages/{id}");
    let own = request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &text("x")).await.body;
    let own = own["id"].as_str().expect("it has an id");
    assert_eq!(request(&discord, "GET", &path(&hers), &Value::Null).await.body["content"], "");
    assert_eq!(request(&discord, "PATCH", &path(&hers), &text("y")).await.brief(), "403 50005");
    assert_eq!(request(&discord, "PATCH", &path(&own), &text("y")).await.body["content"], "y");
    assert_eq!(request(&discord, "PATCH", &path(&own), &text("")).await.brief(), "400 50006");
    assert_eq!(request(&discord, "DELETE", &path(&own), &Value::Null).await.brief(), "204");
    assert_eq!(request(&discord, "DELETE", &path(&own), &Value::Null).await.brief(), "404 10008");
    assert_eq!(discord.take_violations().len(), 3);
    insta::assert_snapshot!(discord.transcript(), @"
    Ana: not for the bot
    jet-senpai:
      x
    jet-senpai changes its message:
      y
    jet-senpai's message is removed
    ");
}

#[tokio::test]
async fn abroad_an_answer_goes_only_through_the_interaction() {
    let (discord, ana, mut wire) = scene().await;
    let commands = json!([{ "name": "ask", "description": "x", "integration_types": [0, 1], "contexts": [0, 1, 2] }]);
    request(&discord, "PUT", &format!("/applications/{APPLICATION}/commands"), &commands).await;
    let ben = discord.member("Ben");
    for (mut who, context) in [(ana.clone().abroad(), 0), (ana.clone().in_private_with(&ben), 2)] {
        let (entry_action, channel) = (who.command("/ask"), who.channel());
        let asking = tokio::spawn(async move { who.send_interaction(": /ask", entry_action).await });
        let event = wire.event("INTERACTION_CREATE").await;
        assert_eq!(event["context"], context);
        assert_eq!(event["authorizing_integration_owners"], json!({ "1": ana.id().to_string() }));
        assert_ne!(event["guild_id"], LIGHTHOUSE.to_string());
        let text = |key: &str| event[key].as_str().expect("every interaction has it").to_owned();
        let of = (text("id").parse().expect("ids are numbers"), text("token"));
        assert_eq!(respond(&discord, &of, &says("here too")).await.brief(), "204");
        assert!(matches!(asking.await, Ok(Outcome::Message(_))));
        let path = format!("/channels/{channel}/messages");
        assert_eq!(request(&discord, "POST", &path, &self::text("not here")).await.brief(), "403 50001");
    }
    assert_eq!(discord.take_violations().len(), 2);
}
