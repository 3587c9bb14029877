//! What the bot has said in public it can read and change later, by the message's id, for as long as it sees the channel.

use std::time::Duration;

use serde_json::{Value, json};

use super::wire::{Answer, Wire, register, request, respond};
use crate::discord::{APPLICATION, Discord, QUESTIONS, STAFF};

fn card(title: &str, label: &str) -> Value {
    let button = json!({ "type": 2, "style": 1, "custom_id": "v1:more", "label": label });
    json!({
        "embeds": [{ "title": title }], "components": [{ "type": 1, "components": [button] }],
        "allowed_mentions": { "parse": [] },
    })
}

async fn posted(discord: &Discord, channel: u64, body: &Value) -> String {
    let path = format!("/channels/{channel}/messages");
    let posted = request(discord, "POST", &path, body).await;
    assert_eq!(posted.brief(), "200");
    format!("{path}/{}", posted.body["id"].as_str().expect("it has an id"))
}

async fn patch(discord: &Discord, path: &str, body: &Value) -> Answer {
    request(discord, "PATCH", path, body).await
}

#[tokio::test]
async fn a_message_is_changed_where_it_stands_and_shown_as_it_is_then() {
    let discord = Discord::start().await;
    let (questions, staff) = (
        posted(&discord, QUESTIONS, &card("Today", "0 found it helpful")).await,
        posted(&discord, STAFF, &card("Waiting", "Approve")).await,
    );
    let counted = patch(&discord, &questions, &card("Today", "1 found it helpful")).await;
    assert_eq!((counted.brief().as_str(), &counted.body["embeds"][0]["title"]), ("200", &json!("Today")));
    assert!(counted.body["edited_timestamp"].is_string());
    let none = json!({ "content": "Posted.", "components": [], "allowed_mentions": { "parse": [] } });
    assert_eq!(patch(&discord, &staff, &none).await.brief(), "200");
    let seen = request(&discord, "GET", &staff, &Value::Null).await.body;
    assert_eq!((&seen["content"], &seen["components"]), (&json!("Posted."), &json!([])));
    assert_eq!(seen["embeds"][0]["title"], "Waiting", "what is not spoken of stays");
    insta::assert_snapshot!(discord.transcript(), @"
    ── #questions in The Lighthouse ──
    jet-senpai:
      ─ Today
      [0 found it helpful]
    jet-senpai changes its message:
      ─ Today
      [1 found it helpful]
    ── #staff in The Lighthouse ──
    jet-senpai:
      ─ Waiting
      [Approve]
    jet-senpai changes its message:
      Posted.
      ─ Waiting
    ");
}

#[tokio::test]
async fn only_its_own_and_what_it_sees_can_be_changed() {
    let discord = Discord::start().await;
    let own = posted(&discord, QUESTIONS, &card("Today", "More")).await;
    let mut ana = discord.member("Ana");
    let hers = format!("/channels/{QUESTIONS}/messages/{}", ana.says("Nice."));
    let gone = format!("/channels/{QUESTIONS}/messages/5");
    let body = card("Yesterday", "More");
    for (path, read, changed) in [(&own, "200", "200"), (&hers, "200", "403 50005"), (&gone, "404 10008", "404 10008")]
    {
        assert_eq!(request(&discord, "GET", path, &Value::Null).await.brief(), read);
        assert_eq!(patch(&discord, path, &body).await.brief(), changed);
    }
    let elsewhere = own.replace(&QUESTIONS.to_string(), &STAFF.to_string());
    assert_eq!(patch(&discord, &elsewhere, &body).await.brief(), "404 10008", "it stands in another channel");
    discord.channel(QUESTIONS).may_send(false);
    assert_eq!(patch(&discord, &own, &body).await.brief(), "200", "what is said may be mended");
    discord.channel(QUESTIONS).may_view(false);
    assert_eq!(patch(&discord, &own, &body).await.brief(), "403 50001");
    assert_eq!(request(&discord, "GET", &own, &Value::Null).await.brief(), "403 50001");
    let history = format!("/channels/{QUESTIONS}/messages");
    assert_eq!(request(&discord, "GET", &history, &Value::Null).await.brief(), "403 50001");
    discord.channel(QUESTIONS).may_view(true).deleted();
    for path in [&own, &history] {
        assert_eq!(request(&discord, "GET", path, &Value::Null).await.brief(), "404 10003");
    }
    assert_eq!(patch(&discord, &own, &body).await.brief(), "404 10003");
    assert_eq!(discord.take_violations().len(), 10);
}

#[tokio::test]
async fn a_public_reply_has_an_id_by_which_it_is_changed_when_its_token_has_long_ended() {
    let discord = Discord::start().await;
    register(&discord, &json!([{ "name": "ask", "description": "x" }])).await;
    let (mut wire, _) = Wire::identified(&discord).await;
    for flags in [0, 64] {
        let mut ana = discord.member("Ana");
        let typing = tokio::spawn(async move { ana.types("/ask").await });
        let event = wire.later("INTERACTION_CREATE").await;
        let mut data = card("Answer", "More");
        data["flags"] = json!(flags);
        assert_eq!(respond(&discord, &event, &json!({ "type": 4, "data": data })).await.brief(), "204");
        typing.await.expect("it is answered");
        let token = event["token"].as_str().expect("every interaction has it");
        let original = format!("/webhooks/{APPLICATION}/{token}/messages/@original");
        let told = request(&discord, "GET", &original, &Value::Null).await.body;
        discord.advance(Duration::from_mins(16));
        assert_eq!(patch(&discord, &original, &card("Answer", "Late")).await.brief(), "401 50027");
        let path = format!("/channels/{QUESTIONS}/messages/{}", told["id"].as_str().expect("it has an id"));
        let changed = patch(&discord, &path, &card("Answer", "Later")).await.brief();
        assert_eq!(changed, if flags == 0 { "200" } else { "404 10008" }, "what only Ana sees is in no channel");
    }
    assert_eq!(discord.take_violations().len(), 3);
}

#[tokio::test]
async fn who_answers_may_ask_for_what_became_of_it() {
    let discord = Discord::start().await;
    register(&discord, &json!([{ "name": "ask", "description": "x" }])).await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let answer = async |wire: &mut Wire, body: &Value| {
        let event = wire.later("INTERACTION_CREATE").await;
        let text = |key: &str| event[key].as_str().expect("every interaction has it");
        let path = format!("/interactions/{}/{}/callback?with_response=true", text("id"), text("token"));
        let answer = request(&discord, "POST", &path, body).await;
        assert_eq!((answer.brief().as_str(), &answer.body["interaction"]["id"]), ("200", &event["id"]));
        answer.body
    };
    let mut ana = discord.member("Ana");
    let asking = tokio::spawn(async move {
        ana.types("/ask").await;
        ana.presses("More").await;
        ana.presses("More").await;
        let command = ana.command("/ask");
        ana.send_interaction(": /ask", command).await
    });
    let said = answer(&mut wire, &json!({ "type": 4, "data": card("Answer", "More") })).await;
    let id = &said["resource"]["message"]["id"];
    assert_eq!((&said["interaction"]["response_message_id"], &said["resource"]["type"]), (id, &json!(4)));
    let changed = answer(&mut wire, &json!({ "type": 7, "data": card("Answer", "More") })).await;
    assert_eq!((&changed["interaction"]["response_message_id"], &changed["resource"]["type"]), (id, &json!(7)));
    let heard = answer(&mut wire, &json!({ "type": 6 })).await;
    assert_eq!((heard.get("resource"), heard["interaction"].get("response_message_id")), (None, None));
    let promised = answer(&mut wire, &json!({ "type": 5, "data": { "flags": 64 } })).await;
    assert_eq!(promised.get("resource"), None);
    let flags = ["response_message_loading", "response_message_ephemeral"].map(|key| &promised["interaction"][key]);
    assert_eq!(flags, [&json!(true), &json!(true)]);
    asking.await.expect("all is answered");
}
