//! Forms open from a command and below what is public, for several members at once, and take what Discord's do.

use serde_json::{Value, json};

use super::wire::{Wire, register, request, respond, says_to};
use crate::discord::{Discord, Member, QUESTIONS};

fn form() -> Value {
    let field = |id: &str, label: &str, style: u64| {
        let input = json!({ "type": 4, "custom_id": id, "label": label, "style": style });
        json!({ "type": 1, "components": [input] })
    };
    let rows = [field("who", "Your role", 1), field("what", "Your experience", 2)];
    json!({ "type": 9, "data": { "custom_id": "v1:share", "title": "Share your experience", "components": rows } })
}

/// A Discord with a command, and a message of the bot's with a button; its id.
async fn scene() -> (Discord, Wire, u64) {
    let discord = Discord::start().await;
    register(&discord, &json!([{ "name": "share", "description": "x" }])).await;
    let (wire, _) = Wire::identified(&discord).await;
    let button = json!({ "type": 2, "style": 1, "custom_id": "v1:share", "label": "Share yours" });
    let rows = json!([{ "type": 1, "components": [button] }]);
    let body = json!({ "content": "Today", "components": rows, "allowed_mentions": { "parse": [] } });
    let posted = request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &body).await.body;
    let id = posted["id"].as_str().and_then(|id| id.parse().ok()).expect("it has an id");
    (discord, wire, id)
}

/// Somebody presses the button, and the form opens for them.
async fn pressed(discord: &Discord, wire: &mut Wire, who: &Member, on: u64) {
    let mut who = who.clone();
    let pressing = tokio::spawn(async move { who.presses_on(on, "Share yours").await });
    let event = wire.later("INTERACTION_CREATE").await;
    assert_eq!((&event["message"]["id"], &event["message"]["flags"]), (&json!(on.to_string()), &json!(0)));
    assert_eq!(respond(discord, &event, &form()).await.brief(), "204");
    pressing.await.expect("it is answered");
}

#[tokio::test]
async fn several_members_have_the_form_of_one_button_open_and_fill_it_to_the_brim() {
    let (discord, mut wire, on) = scene().await;
    let (ana, ben) = (discord.member("Ana"), discord.member("Ben"));
    pressed(&discord, &mut wire, &ana, on).await;
    pressed(&discord, &mut wire, &ben, on).await;
    discord.take_transcript();
    let long = "灯".repeat(4_000);
    for (mut who, role, text) in [(ben, "CIR", long.as_str()), (ana, "ALT", "Warm.")] {
        let (name, text) = (who.id().to_string(), text.to_owned());
        let sent = text.clone();
        let submitting =
            tokio::spawn(async move { who.submits(&[("Your role", role), ("Your experience", &sent)]).await });
        let event = wire.later("INTERACTION_CREATE").await;
        assert_eq!((&event["type"], &event["member"]["user"]["id"]), (&json!(5), &json!(name)));
        assert_eq!(event["message"]["id"], on.to_string(), "it says below what it was opened");
        let field = |at: usize| &event["data"]["components"][at]["components"][0]["value"];
        assert_eq!((field(0), field(1)), (&json!(role), &json!(text)));
        let message = json!({ "content": "Thank you.", "allowed_mentions": { "parse": [] } });
        let path =
            format!("/interactions/{}/{}/callback?with_response=true", text_of(&event, "id"), text_of(&event, "token"));
        let said = request(&discord, "POST", &path, &json!({ "type": 4, "data": message })).await.body;
        let by = &said["resource"]["message"]["interaction_metadata"]["triggering_interaction_metadata"];
        assert_eq!((&by["type"], &by["interacted_message_id"]), (&json!(3), &json!(on.to_string())));
        submitting.await.expect("it is answered");
    }
    insta::assert_snapshot!(discord.transcript().replace(&long, "灯…"), @"
    Ben submits:
        Your role: CIR
        Your experience: 灯…
      jet-senpai:
        Thank you.
    Ana submits:
        Your role: ALT
        Your experience: Warm.
      jet-senpai:
        Thank you.
    ");
}

fn text_of<'a>(event: &'a Value, key: &str) -> &'a str {
    event[key].as_str().expect("every interaction has it")
}

/// Somebody for whom a command has opened the form, and the bot's end of the wire.
async fn opened() -> (Discord, Wire, Member) {
    let (discord, mut wire, _) = scene().await;
    let ana = discord.member("Ana");
    let mut typing = ana.clone();
    let typing = tokio::spawn(async move { typing.types("/share").await });
    let event = wire.later("INTERACTION_CREATE").await;
    assert_eq!(respond(&discord, &event, &form()).await.brief(), "204");
    typing.await.expect("it is answered");
    (discord, wire, ana)
}

#[tokio::test]
async fn a_form_of_a_command_stands_below_no_message() {
    let (discord, mut wire, mut ana) = opened().await;
    let submitting =
        tokio::spawn(async move { ana.submits(&[("Your experience", "Warm."), ("Your role", "ALT")]).await });
    let event = wire.later("INTERACTION_CREATE").await;
    assert_eq!(event.get("message"), None);
    let update = json!({ "type": 7, "data": { "content": "x", "allowed_mentions": { "parse": [] } } });
    let wrong = "400 50035 type INTERACTION_RESPONSE_TYPE_INVALID";
    assert_eq!(respond(&discord, &event, &update).await.brief(), wrong, "there is none that could change");
    says_to(&discord, &event, "Thank you.").await;
    submitting.await.expect("it is answered");
    assert_eq!(discord.take_violations().len(), 1);
}

#[tokio::test]
#[should_panic(expected = "\"Your experience\" takes 1 to 4000 characters, not 4001")]
async fn a_form_takes_no_more_than_it_holds() {
    let (_discord, _wire, mut ana) = opened().await;
    ana.submits(&[("Your role", "ALT"), ("Your experience", &"x".repeat(4_001))]).await;
}
