//! The gateway's sessions, resumes and refusals, and the faults on the way to the REST API.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use serenity::all::GatewayError;

use super::bot;
use super::wire::{Wire, identify, request, resume, try_request};
use crate::discord::faults::{Fault, Limit, What};
use crate::discord::undecodable::{self, MARK};
use crate::discord::{Discord, LIGHTHOUSE, QUESTIONS};

fn text() -> Value {
    json!({ "content": "x", "allowed_mentions": { "parse": [] } })
}

#[tokio::test]
async fn what_was_missed_is_told_after_a_resume() {
    let discord = Discord::start().await;
    let (wire, session) = Wire::identified(&discord).await;
    discord.send_event("FIRST", &json!(1));
    drop(wire);
    discord.send_event("SECOND", &json!(2));
    let mut wire = Wire::connect(&discord).await;
    wire.says(&resume(&discord, &session, 2)).await;
    assert_eq!(wire.event("FIRST").await, 1);
    assert_eq!(wire.event("SECOND").await, 2);
    wire.event("RESUMED").await;
    let mut wire = Wire::connect(&discord).await;
    wire.says(&resume(&discord, &session, 99)).await;
    assert_eq!(wire.hears().await, Err(4007));
    let mut wire = Wire::connect(&discord).await;
    wire.says(&resume(&discord, "another", 2)).await;
    assert_eq!(
        wire.hears().await.map(|payload| (payload["op"].clone(), payload["d"].clone())),
        Ok((9.into(), false.into()))
    );
    assert_eq!((discord.identifies(), discord.resumes()), (1, 3));
}

#[tokio::test]
async fn two_processes_with_one_token_are_both_told() {
    let discord = Discord::start().await;
    let (mut one, _) = Wire::identified(&discord).await;
    let (mut other, _) = Wire::identified(&discord).await;
    discord.member("Ana").says("<@BOT> hello");
    let (first, second) = (one.event("MESSAGE_CREATE").await, other.event("MESSAGE_CREATE").await);
    assert_eq!(first["id"], second["id"]);
    one.says_goodbye().await;
    discord.until("one is gone", |discord| discord.closed_with() == Some(1000)).await;
    discord.member("Ana").says("<@BOT> still there?");
    other.event("MESSAGE_CREATE").await;
}

#[tokio::test]
async fn nothing_is_served_after_the_last_handle_has_gone() {
    let discord = Discord::start().await;
    let (mut wire, _) = Wire::identified(&discord).await;
    request(&discord, "GET", "/gateway", &Value::Null).await;
    let http = discord.http();
    drop(discord);
    assert_eq!(wire.hears().await, Err(0));
    assert!(http.get("https://discord.com/api/v10/gateway").send().await.is_err());
}

#[tokio::test]
async fn a_session_is_over_after_a_goodbye() {
    let discord = Discord::start().await;
    let (mut wire, session) = Wire::identified(&discord).await;
    wire.says_goodbye().await;
    assert_eq!(wire.hears().await, Err(1000));
    let mut wire = Wire::connect(&discord).await;
    wire.says(&resume(&discord, &session, 1)).await;
    assert!(wire.hears().await.is_ok_and(|payload| payload["op"] == 9));
}

#[tokio::test]
async fn who_identifies_wrongly_is_turned_away() {
    let discord = Discord::start().await;
    let mut stranger = identify(&discord, 1);
    stranger["d"]["token"] = json!("another");
    let cases = [
        (stranger, 4004),
        (identify(&discord, 1 << 15), 4014),
        (identify(&discord, 1 << 23), 4013),
        (json!({ "op": 99 }), 4001),
        (json!({ "op": 3 }), 4003),
    ];
    for (payload, code) in cases {
        let mut wire = Wire::connect(&discord).await;
        wire.says(&payload).await;
        assert_eq!(wire.hears().await, Err(code));
    }
    let (mut wire, _) = Wire::identified(&discord).await;
    wire.says(&identify(&discord, 1)).await;
    assert_eq!(wire.hears().await, Err(4005));
    assert_eq!(discord.take_violations().len(), 5);
}

#[tokio::test]
async fn a_zombie_says_nothing_more() {
    let discord = Discord::start().await;
    let (mut wire, session) = Wire::identified(&discord).await;
    wire.says(&json!({ "op": 1, "d": 2 })).await;
    assert!(wire.hears().await.is_ok_and(|payload| payload["op"] == 11));
    discord.zombie();
    wire.says(&json!({ "op": 1, "d": 2 })).await;
    discord.until("the heartbeat has come", |discord| discord.heartbeats() == 2).await;
    discord.guild_delete(LIGHTHOUSE, true);
    let mut other = Wire::connect(&discord).await;
    other.says(&resume(&discord, &session, 2)).await;
    assert_eq!(other.event("GUILD_DELETE").await["unavailable"], true);
    other.event("RESUMED").await;
}

#[tokio::test]
async fn serenity_resumes_after_a_broken_connection_and_after_being_asked_to() {
    let discord = Discord::start().await;
    discord.heartbeat_interval(60_000);
    let _bot = bot::connected(&discord).await;
    let resumed = |times: usize| move |discord: &Discord| discord.resumes() == times;
    discord.drop_socket();
    discord.until("serenity has resumed", resumed(1)).await;
    discord.reconnect();
    discord.until("serenity has resumed again", resumed(2)).await;
    discord.invalid_session(true);
    discord.until("serenity has resumed a third time", resumed(3)).await;
    discord.close(Some(4000));
    discord.until("serenity has resumed a fourth time", resumed(4)).await;
    discord.member("Ana").types("/ask question:are you there").await;
    assert_eq!(discord.identifies(), 1);
}

#[tokio::test]
async fn serenity_gives_up_if_its_token_is_refused() {
    let discord = Discord::start().await;
    discord.refuse_identify(Some(4004));
    let mut bot = bot::start(&discord).await;
    let ended = tokio::time::timeout(Duration::from_secs(5), &mut bot.running).await.expect("it ends");
    let error = ended.expect("it does not panic").expect_err("it fails");
    assert!(matches!(error, serenity::Error::Gateway(GatewayError::InvalidAuthentication)), "{error:?}");
}

#[tokio::test]
async fn serenity_says_goodbye() {
    let discord = Discord::start().await;
    let bot = bot::connected(&discord).await;
    bot.shards.shutdown_all().await;
    discord.until("it has said goodbye", |discord| discord.closed_with().is_some()).await;
    assert_eq!(discord.closed_with(), Some(1000));
    assert!(!discord.is_heard());
}

#[tokio::test]
async fn unknown_and_malformed_events_disturb_nobody_but_ours_are_all_decoded() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    discord.send_event("SOMETHING_NEW", &json!({ "a": 1 }));
    discord.send_event("INTERACTION_CREATE", &json!({ "id": "1" }));
    discord.send(&json!({ "op": 0, "s": 1, "t": "SOMETHING_OLD", "d": null }));
    discord.member("Ana").types("/think").await;
    discord.settle().await;
    discord.assert_clean();
}

#[tokio::test]
async fn an_event_that_serenity_cannot_decode_is_noticed() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    // Marked as if we had told it: no Discord has the mark 0.
    discord.send_event("INTERACTION_CREATE", &json!({ "id": "1", MARK: 0 }));
    discord.send(&json!({ "op": 0, "t": "WITHOUT_NUMBER", "d": { "id": "1", MARK: 0 } }));
    discord.settle().await;
    let lines = undecodable::undecodable(0);
    assert!(lines.len() == 2 && lines[0].contains("INTERACTION_CREATE"), "{lines:?}");
    assert!(lines[1].contains("Err deserializing text"), "{lines:?}");
}

#[tokio::test]
async fn too_many_requests_are_turned_away_until_the_bucket_is_empty_again() {
    let discord = Discord::start().await;
    discord.limit("POST /channels", Limit { requests: 2, within: Duration::from_hours(1) });
    let path = format!("/channels/{QUESTIONS}/messages");
    let header = |answer: &super::wire::Answer, name: &str| answer.headers[name].to_str().unwrap_or("").to_owned();
    let first = request(&discord, "POST", &path, &text()).await;
    assert_eq!(
        (header(&first, "x-ratelimit-limit"), header(&first, "x-ratelimit-remaining")),
        ("2".into(), "1".into())
    );
    assert_eq!(request(&discord, "POST", &path, &text()).await.status, 200);
    let refused = request(&discord, "POST", &path, &text()).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.body["global"], false);
    assert!(header(&refused, "retry-after").parse::<f64>().is_ok_and(|seconds| seconds > 3_500.0));
    assert_eq!(request(&discord, "GET", &path, &Value::Null).await.status, 200, "another bucket");
    discord.advance(Duration::from_hours(1));
    assert_eq!(request(&discord, "POST", &path, &text()).await.status, 200);
}

#[tokio::test]
async fn faults_happen_as_often_as_they_are_asked_for() {
    let discord = Discord::start().await;
    let path = format!("/channels/{QUESTIONS}/messages");
    let fault = |what: What| {
        discord.fault(Fault { method: "POST", path_contains: "/messages".to_owned(), times: 1, what });
    };
    let count = || discord.member("Ana").sees().len();
    fault(What::Status(502));
    assert_eq!(request(&discord, "POST", &path, &text()).await.status, 502);
    fault(What::TooMany { retry_after: Duration::from_millis(1_500), global: true });
    let refused = request(&discord, "POST", &path, &text()).await;
    assert_eq!((refused.status, refused.body["retry_after"].as_f64()), (429, Some(1.5)));
    assert!(refused.headers.contains_key("x-ratelimit-global"));
    fault(What::Drop);
    assert!(try_request(&discord, "POST", &path, &text()).await.is_none());
    assert_eq!(count(), 0, "nothing was done");
    fault(What::ExecuteThenDrop);
    assert!(try_request(&discord, "POST", &path, &text()).await.is_none());
    assert_eq!(count(), 1, "it was done");
    let before = Instant::now();
    fault(What::Delay(Duration::from_millis(50)));
    assert_eq!(request(&discord, "POST", &path, &text()).await.status, 200);
    assert!(before.elapsed() >= Duration::from_millis(50));
    assert_eq!(discord.requests().len(), 5);
}
