//! A channel's history is read in pieces, with the bot's own messages whole, and not without permission.

use serde_json::{Value, json};

use super::wire::request;
use crate::discord::{Discord, QUESTIONS};

/// Ten messages of the bot's, each with a button; their ids, the oldest first.
async fn ten(discord: &Discord) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..10 {
        let button = json!({ "type": 2, "style": 1, "custom_id": format!("v1:{number}"), "label": "x" });
        let rows = json!([{ "type": 1, "components": [button] }]);
        let nonce = format!("n{number}");
        let body = json!({
            "content": number.to_string(), "components": rows, "allowed_mentions": { "parse": [] },
            "nonce": nonce, "enforce_nonce": true,
        });
        let posted = request(discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &body).await.body;
        ids.push(posted["id"].as_str().expect("it has an id").to_owned());
    }
    ids
}

#[tokio::test]
async fn it_is_read_before_after_and_around_a_message_the_newest_first() {
    let discord = Discord::start().await;
    let ids = ten(&discord).await;
    let cases = [
        ("limit=3".to_owned(), "9 8 7"),
        (format!("limit=2&before={}", ids[5]), "4 3"),
        (format!("limit=2&after={}", ids[5]), "7 6"),
        (format!("limit=4&around={}", ids[5]), "6 5 4 3"),
        (format!("limit=50&after={}", ids[7]), "9 8"),
        (format!("limit=5&before={}", ids[1]), "0"),
    ];
    for (query, expected) in cases {
        let path = format!("/channels/{QUESTIONS}/messages?{query}");
        let found = request(&discord, "GET", &path, &Value::Null).await.body;
        let found = found.as_array().into_iter().flatten();
        let contents: Vec<&str> = found.clone().filter_map(|one| one["content"].as_str()).collect();
        assert_eq!(contents.join(" "), expected, "{query}");
        assert!(found.clone().all(|one| one.get("nonce").is_none()), "nobody is told a nonce later");
        let ids = found.map(|one| one["components"][0]["components"][0]["custom_id"].clone());
        assert_eq!(ids.collect::<Vec<_>>(), contents.iter().map(|one| json!(format!("v1:{one}"))).collect::<Vec<_>>());
    }
    for limit in [0, 101] {
        let path = format!("/channels/{QUESTIONS}/messages?limit={limit}");
        assert_eq!(request(&discord, "GET", &path, &Value::Null).await.status, 400);
    }
    let both = format!("/channels/{QUESTIONS}/messages?before={}&after={}", ids[5], ids[2]);
    assert_eq!(request(&discord, "GET", &both, &Value::Null).await.status, 200);
    assert_eq!(discord.take_violations().len(), 3);
}

#[tokio::test]
async fn without_permission_it_is_empty_and_a_message_cannot_be_read_or_replied_to() {
    let discord = Discord::start().await;
    let id = ten(&discord).await.remove(0);
    let path = format!("/channels/{QUESTIONS}/messages");
    discord.channel(QUESTIONS).may_read_history(false);
    assert_eq!(request(&discord, "GET", &path, &Value::Null).await.body, json!([]));
    assert_eq!(request(&discord, "GET", &format!("{path}/{id}"), &Value::Null).await.brief(), "403 50013");
    let reply =
        json!({ "content": "x", "message_reference": { "message_id": id }, "allowed_mentions": { "parse": [] } });
    assert_eq!(request(&discord, "POST", &path, &reply).await.brief(), "400 160002");
    let edit = json!({ "content": "y", "allowed_mentions": { "parse": [] } });
    assert_eq!(request(&discord, "PATCH", &format!("{path}/{id}"), &edit).await.brief(), "200");
    discord.channel(QUESTIONS).may_read_history(true);
    assert_eq!(request(&discord, "GET", &format!("{path}/{id}"), &Value::Null).await.body["content"], "y");
    assert_eq!(discord.take_violations().len(), 2);
}

#[tokio::test]
async fn all_of_it_is_read_a_hundred_at_a_time_from_either_end() {
    let discord = Discord::start().await;
    let mut ana = discord.member("Ana");
    for _ in 0..25 {
        ten(&discord).await;
        discord.advance(std::time::Duration::from_mins(5));
        ana.says("So it is.");
    }
    let all: Vec<String> = discord.messages(QUESTIONS).iter().map(|one| one["id"].to_string()).collect();
    let path = format!("/channels/{QUESTIONS}/messages?limit=100");
    for direction in ["before", "after"] {
        let (mut read, mut from, mut pages) = (Vec::new(), None, Vec::new());
        loop {
            let anchor = from.unwrap_or(if direction == "before" { u64::MAX >> 1 } else { 0 });
            let page = request(&discord, "GET", &format!("{path}&{direction}={anchor}"), &Value::Null).await.body;
            let mut ids: Vec<String> = page.as_array().into_iter().flatten().map(|one| one["id"].to_string()).collect();
            let last = if direction == "before" { ids.last() } else { ids.first() };
            let Some(last) = last else { break };
            from = last.trim_matches('"').parse::<u64>().ok();
            pages.push(ids.len());
            if direction == "after" {
                ids.reverse();
            }
            read.extend(ids);
        }
        if direction == "before" {
            read.reverse();
        }
        assert_eq!((read, pages), (all.clone(), vec![100, 100, 75]), "{direction}");
    }
}
