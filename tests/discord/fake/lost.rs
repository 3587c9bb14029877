//! What was done although nobody heard of it: it stands in the history, and a nonce tells of it for some minutes only.

use std::time::Duration;

use serde_json::{Value, json};

use super::wire::{Wire, request, try_request};
use crate::discord::faults::{Fault, What};
use crate::discord::{Discord, Id, QUESTIONS, STAFF};

fn posts() -> String {
    format!("/channels/{QUESTIONS}/messages")
}

fn words(text: &str) -> Value {
    json!({ "content": text, "nonce": text, "enforce_nonce": true, "allowed_mentions": { "parse": [] } })
}

fn contents(messages: &[Value]) -> String {
    messages.iter().map(|one| one["content"].as_str().unwrap_or("?")).collect::<Vec<_>>().join(" ")
}

fn id_of(message: &Value) -> Id {
    message["id"].as_str().and_then(|id| id.parse().ok()).expect("it has an id")
}

#[tokio::test]
async fn a_message_is_there_although_the_line_broke_or_the_answer_was_an_error() {
    let discord = Discord::start().await;
    for (text, what) in [("one", What::ExecuteThenDrop), ("two", What::ExecuteThenStatus(502)), ("three", What::Drop)] {
        discord.fault(Fault { method: "POST", path_contains: posts(), times: 1, what });
        let heard = try_request(&discord, "POST", &posts(), &words(text)).await.map(|answer| answer.status);
        assert_eq!(heard, if text == "two" { Some(502) } else { None });
    }
    assert_eq!(contents(&discord.messages(QUESTIONS)), "one two", "what broke before it was done was not done");
    for text in ["one", "two", "three"] {
        request(&discord, "POST", &posts(), &words(text)).await;
    }
    assert_eq!(contents(&discord.messages(QUESTIONS)), "one two three", "nonces make a second try safe");
    let edit = |what| Fault { method: "PATCH", path_contains: posts(), times: 1, what };
    discord.fault(edit(What::ExecuteThenStatus(500)));
    let path = format!("{}/{}", posts(), id_of(&discord.messages(QUESTIONS)[0]));
    let body = json!({ "content": "changed", "allowed_mentions": { "parse": [] } });
    assert_eq!(request(&discord, "PATCH", &path, &body).await.status, 500);
    assert_eq!(contents(&discord.messages(QUESTIONS)), "changed two three");
}

#[tokio::test]
async fn a_nonce_is_forgotten_after_minutes_and_so_nobody_can_rely_on_it_alone() {
    let discord = Discord::start().await;
    let fault = Fault { method: "POST", path_contains: posts(), times: 1, what: What::ExecuteThenDrop };
    discord.fault(fault);
    assert!(try_request(&discord, "POST", &posts(), &words("once")).await.is_none());
    discord.advance(Duration::from_mins(4));
    request(&discord, "POST", &posts(), &words("once")).await;
    assert_eq!(discord.messages(QUESTIONS).len(), 1);
    let elsewhere = format!("/channels/{STAFF}/messages");
    request(&discord, "POST", &elsewhere, &words("once")).await;
    assert_eq!(discord.messages(STAFF).len(), 1, "another channel knows nothing of it");
    discord.advance(Duration::from_mins(1));
    request(&discord, "POST", &posts(), &words("once")).await;
    assert_eq!(contents(&discord.messages(QUESTIONS)), "once once");
    let unenforced = json!({ "content": "once", "nonce": "once", "allowed_mentions": { "parse": [] } });
    request(&discord, "POST", &posts(), &unenforced).await;
    assert_eq!(discord.messages(QUESTIONS).len(), 3, "and it counts only where one asks for it");
}

#[tokio::test]
async fn a_moderator_deletes_a_message_of_which_the_bot_is_told() {
    let discord = Discord::start().await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let own = id_of(&request(&discord, "POST", &posts(), &words("once")).await.body);
    let hers = discord.member("Ana").says("hello");
    assert_eq!(contents(&discord.messages(QUESTIONS)), "once hello");
    for id in [own, hers] {
        discord.delete_message(QUESTIONS, id);
        assert_eq!(wire.later("MESSAGE_DELETE").await["id"], id.to_string());
    }
    assert_eq!(request(&discord, "GET", &format!("{}/{own}", posts()), &Value::Null).await.brief(), "404 10008");
    assert!(discord.messages(QUESTIONS).is_empty());
    assert_eq!(discord.take_violations().len(), 1);
    insta::assert_snapshot!(discord.transcript(), @"
    jet-senpai:
      once
    Ana: hello
    (jet-senpai's message is deleted)
    (Ana's message is deleted)
    ");
}

#[tokio::test]
#[should_panic(expected = "there is no message 5 that could be deleted")]
async fn what_is_not_there_cannot_be_deleted() {
    Discord::start().await.delete_message(QUESTIONS, 5);
}
