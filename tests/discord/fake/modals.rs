//! Modals show what is in them already, take what Discord's client takes, and come back more than once, late or forged.

use serde_json::{Value, json};

use super::wire::{Wire, register, respond, says_to};
use crate::discord::{Discord, Member, permissions};

fn input(id: &str, label: &str, more: &Value) -> Value {
    let mut input = json!({ "type": 4, "custom_id": id, "label": label, "style": 1 });
    for (key, value) in more.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    json!({ "type": 1, "components": [input] })
}

/// Five fields, some filled in.
fn entry() -> Value {
    let rows = [
        input("id", "Id", &json!({ "value": "tea", "required": false, "min_length": 2, "max_length": 5 })),
        input("question", "Question", &json!({ "value": "Who makes tea?" })),
        input("answer", "Answer", &json!({ "value": "Whoever\nis last.", "style": 2 })),
        input("aliases", "Aliases", &json!({ "required": false, "placeholder": "one a line" })),
        input("tags", "Tags", &json!({ "required": false })),
    ];
    json!({ "type": 9, "data": { "custom_id": "v1:entry", "title": "Change an entry", "components": rows } })
}

/// A moderator for whom the modal is open, and the bot's end of the wire.
async fn open() -> (Discord, Member, Wire) {
    let discord = Discord::start().await;
    register(&discord, &json!([{ "name": "edit", "description": "x" }])).await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let mo = discord.member("Mo").moderator();
    let mut typing = mo.clone();
    let typing = tokio::spawn(async move { typing.types("/edit").await });
    let event = wire.later("INTERACTION_CREATE").await;
    assert_eq!(respond(&discord, &event, &entry()).await.brief(), "204");
    typing.await.expect("it is answered");
    (discord, mo, wire)
}

fn values(event: &Value) -> Vec<String> {
    let rows = event["data"]["components"].as_array().into_iter().flatten();
    let field = |row: &Value| row["components"][0].clone();
    let show = |field: Value| format!("{}={}", field["custom_id"], field["value"]).replace('"', "");
    rows.map(field).map(show).collect()
}

#[tokio::test]
async fn five_fields_come_back_as_they_were_filled_in_beforehand_and_since() {
    let (discord, mo, mut wire) = open().await;
    let (title, fields) = mo.is_asked().expect("the modal is open");
    assert_eq!((title.as_str(), fields.len(), fields[0].1.as_str()), ("Change an entry", 5, "tea"));
    let mut his = mo.clone();
    let submitting = tokio::spawn(async move {
        his.submits(&[("Answer", "Whoever\nis first."), ("Id", "")]).await;
        his.submits_again().await;
    });
    let first = wire.later("INTERACTION_CREATE").await;
    assert_eq!(values(&first), ["id=", "question=Who makes tea?", "answer=Whoever\\nis first.", "aliases=", "tags="]);
    says_to(&discord, &first, "Changed.").await;
    let second = wire.later("INTERACTION_CREATE").await;
    assert_eq!(first["data"], second["data"]);
    assert_ne!((&first["id"], &first["token"]), (&second["id"], &second["token"]));
    says_to(&discord, &second, "I have that already.").await;
    submitting.await.expect("it is answered");
    assert!(mo.is_asked().is_none());
    insta::assert_snapshot!(discord.transcript(), @"
    Mo: /edit
      jet-senpai asks Mo: Change an entry
        Id (optional): tea
        Question: Who makes tea?
        Answer: Whoever
          is last.
        Aliases (optional): ‹one a line›
        Tags (optional):
    Mo submits:
        Answer: Whoever
          is first.
        Id:
      jet-senpai (only Mo sees this):
        Changed.
    Mo submits the same again
      jet-senpai (only Mo sees this):
        I have that already.
    ");
}

#[tokio::test]
async fn whoever_submits_may_have_lost_what_they_had_when_it_opened() {
    let (discord, mo, mut wire) = open().await;
    let mut his = mo.may(permissions::MEMBER);
    let submitting = tokio::spawn(async move { his.submits(&[]).await });
    let event = wire.later("INTERACTION_CREATE").await;
    assert_eq!(event["member"]["permissions"], permissions::MEMBER.to_string());
    says_to(&discord, &event, "No more.").await;
    submitting.await.expect("it is answered");
}

#[tokio::test]
async fn any_modal_can_be_forged() {
    let (discord, _, mut wire) = open().await;
    let mut ana = discord.member("Ana");
    let submitting = tokio::spawn(async move { ana.submits_custom_id("v0:gone", &[("x", "y")]).await });
    let event = wire.later("INTERACTION_CREATE").await;
    assert_eq!((&event["data"]["custom_id"], values(&event)), (&json!("v0:gone"), vec!["x=y".to_owned()]));
    assert_eq!((&event["type"], event.get("message")), (&json!(5), None));
    says_to(&discord, &event, "What is that?").await;
    submitting.await.expect("it is answered");
}

#[tokio::test]
async fn a_modal_is_the_first_response_or_none_and_never_answers_a_modal() {
    let (discord, mut mo, mut wire) = open().await;
    let submitting = tokio::spawn(async move {
        mo.submits(&[]).await;
        mo.types("/edit").await;
    });
    let submission = wire.later("INTERACTION_CREATE").await;
    let wrong = "400 50035 type INTERACTION_RESPONSE_TYPE_INVALID";
    assert_eq!(respond(&discord, &submission, &entry()).await.brief(), wrong);
    says_to(&discord, &submission, "Changed.").await;
    let command = wire.later("INTERACTION_CREATE").await;
    assert_eq!(respond(&discord, &command, &json!({ "type": 5, "data": { "flags": 64 } })).await.brief(), "204");
    assert_eq!(respond(&discord, &command, &entry()).await.brief(), "400 40060");
    assert_eq!(discord.take_violations().len(), 2);
    submitting.abort();
}

/// What Discord's client would not submit, with the reason that the failing test gives.
macro_rules! not_submitted {
    ($($name:ident: $label:literal = $text:literal, $why:literal;)+) => {$(
        #[tokio::test]
        #[should_panic(expected = $why)]
        async fn $name() {
            let (_discord, mut mo, _wire) = open().await;
            mo.submits(&[($label, $text)]).await;
        }
    )+};
}

not_submitted! {
    what_is_required_is_not_emptied: "Question" = "", "\"Question\" takes 1 to 4000 characters, not 0";
    what_is_too_short_is_not_submitted: "Id" = "x", "\"Id\" takes 2 to 5 characters, not 1";
    what_is_too_long_is_not_submitted: "Id" = "coffee", "\"Id\" takes 2 to 5 characters, not 6";
    what_is_not_asked_for_is_not_submitted: "Colour" = "red", "there is no field `Colour`";
}
