//! With the bot alone: it can write to members first, and what hangs on its messages works there as in a guild.

use serde_json::{Value, json};

use super::wire::{Wire, request, respond, says_to};
use crate::discord::{Discord, Id, Member};

fn notice() -> Value {
    let button = json!({ "type": 2, "style": 1, "custom_id": "v1:more", "label": "Ask more" });
    let rows = json!([{ "type": 1, "components": [button] }]);
    json!({ "content": "Your question has an answer.", "components": rows, "allowed_mentions": { "parse": [] } })
}

/// Opens the channel with someone, as the bot.
async fn opened(discord: &Discord, with: &Member) -> Id {
    let recipient = json!({ "recipient_id": with.id().to_string() });
    let channel = request(discord, "POST", "/users/@me/channels", &recipient).await;
    assert_eq!((channel.status, &channel.body["type"]), (200, &json!(1)));
    channel.body["id"].as_str().and_then(|id| id.parse().ok()).expect("it has an id")
}

#[tokio::test]
async fn a_notice_arrives_its_button_is_pressed_and_its_modal_submitted() {
    let discord = Discord::start().await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let ana = discord.member("Ana").in_dm();
    let path = format!("/channels/{}/messages", opened(&discord, &ana).await);
    let posted = request(&discord, "POST", &path, &notice()).await.body;
    let mut hers = ana.clone();
    let pressing = tokio::spawn(async move { hers.presses("Ask more").await });
    let press = wire.later("INTERACTION_CREATE").await;
    assert_eq!((&press["context"], &press["user"]["global_name"]), (&json!(1), &json!("Ana")));
    assert_eq!((press.get("member"), press.get("guild_id"), press.get("guild")), (None, None, None));
    assert_eq!((&press["message"]["id"], &press["channel"]["type"]), (&posted["id"], &json!(1)));
    let input = json!({ "type": 4, "custom_id": "q", "style": 2, "label": "Question", "value": "One\nTwo" });
    let modal = json!({ "custom_id": "m", "title": "More", "components": [{ "type": 1, "components": [input] }] });
    assert_eq!(respond(&discord, &press, &json!({ "type": 9, "data": modal })).await.brief(), "204");
    pressing.await.expect("it is answered");
    let mut hers = ana.clone();
    let submitting = tokio::spawn(async move { hers.submits(&[]).await });
    let submission = wire.later("INTERACTION_CREATE").await;
    assert_eq!((&submission["context"], &submission["user"]["global_name"]), (&json!(1), &json!("Ana")));
    says_to(&discord, &submission, "Noted.").await;
    submitting.await.expect("it is answered");
    let edit = json!({ "content": "Done.", "components": [], "allowed_mentions": { "parse": [] } });
    let own = format!("{path}/{}", posted["id"].as_str().expect("an id"));
    assert_eq!(request(&discord, "PATCH", &own, &edit).await.brief(), "200");
    let history = request(&discord, "GET", &path, &Value::Null).await.body;
    assert_eq!(history.as_array().map(Vec::len), Some(1), "what is ephemeral is in no history: {history}");
    insta::assert_snapshot!(discord.transcript(), @"
    jet-senpai to Ana alone:
      Your question has an answer.
      [Ask more]
    Ana presses [Ask more]
      jet-senpai asks Ana: More
        Question: One
          Two
    Ana submits:
      jet-senpai (only Ana sees this):
        Noted.
    jet-senpai changes its message:
      Done.
    ");
}

#[tokio::test]
async fn who_closes_their_direct_messages_gets_none() {
    let discord = Discord::start().await;
    let ana = discord.member("Ana");
    ana.closes_dms();
    let dm = opened(&discord, &ana).await;
    let path = format!("/channels/{dm}/messages");
    assert_eq!(request(&discord, "POST", &path, &notice()).await.brief(), "403 50007");
    assert_eq!(discord.take_violations().len(), 1);
    assert_eq!(discord.transcript(), "");
}
