//! What is picked from menus: a message's author comes along, and channels, roles and users as Discord resolves them.

use serde_json::{Value, json};

use super::wire::{Wire, register, request, says_to};
use crate::discord::{APPLICATION, Discord, LIGHTHOUSE, Member, QUESTIONS, STAFF, THREAD};

/// Applies a menu item to a message; the resolved message that the bot hears of.
async fn applied(discord: &Discord, wire: &mut Wire, mo: &Member, to: u64) -> Value {
    let mut mo = mo.clone();
    let applying = tokio::spawn(async move { mo.applies("Add to FAQ", to).await });
    let event = wire.later("INTERACTION_CREATE").await;
    assert_eq!(event["data"]["target_id"], to.to_string());
    says_to(discord, &event, "Noted.").await;
    applying.await.expect("it is answered");
    assert_eq!(event["data"]["resolved"].as_object().map(serde_json::Map::len), Some(1), "messages, and nothing else");
    event["data"]["resolved"]["messages"][to.to_string()].clone()
}

#[tokio::test]
async fn a_message_that_a_menu_item_is_applied_to_tells_who_wrote_it_and_all_that_is_in_it() {
    let discord = Discord::start().await;
    register(&discord, &json!([{ "name": "Add to FAQ", "type": 3 }])).await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let (mut ben, mo) = (discord.member("Ben"), discord.member("Mo").moderator());
    let said = ben.attaching("rota.txt", "Mo").says("Tea is at four.");
    let message = applied(&discord, &mut wire, &mo, said).await;
    let author = &message["author"];
    assert_eq!((&author["id"], &author["username"]), (&json!(ben.id().to_string()), &json!("ben")));
    assert_eq!((&author["global_name"], author.get("bot")), (&json!("Ben"), None));
    assert_eq!(
        (&message["content"], &message["attachments"][0]["filename"]),
        (&json!("Tea is at four."), &json!("rota.txt"))
    );
    assert_eq!(message.get("member"), None, "Discord tells of the member only in events of messages");
    let text = json!({ "content": "I am the bot.", "allowed_mentions": { "parse": [] } });
    let own = request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &text).await.body;
    let own = own["id"].as_str().and_then(|id| id.parse().ok()).expect("it has an id");
    let message = applied(&discord, &mut wire, &mo, own).await;
    assert_eq!((&message["author"]["id"], &message["author"]["bot"]), (&json!(APPLICATION.to_string()), &json!(true)));
}

fn select(kind: u64, name: &str, more: &Value) -> Value {
    let mut select = json!({ "type": kind, "custom_id": name, "placeholder": name });
    for (key, value) in more.as_object().into_iter().flatten() {
        select[key] = value.clone();
    }
    json!({ "type": 1, "components": [select] })
}

/// A message with selects of every kind, and who picks in them.
async fn settings(rows: &[Value]) -> (Discord, Wire, Member) {
    let discord = Discord::start().await;
    let (wire, _) = Wire::identified(&discord).await;
    let body = json!({ "content": "Settings", "components": rows, "allowed_mentions": { "parse": [] } });
    let posted = request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &body).await;
    assert_eq!(posted.brief(), "200");
    let mo = discord.member("Mo").moderator();
    (discord, wire, mo)
}

#[tokio::test]
async fn channels_roles_and_users_are_picked_and_resolved() {
    let chosen = json!({ "default_values": [{ "id": STAFF.to_string(), "type": "channel" }] });
    let options = ["one", "two", "three"].map(|name| json!({ "label": name, "value": name[..2] }));
    let rows = [
        select(8, "Where", &chosen),
        select(6, "Moderators", &json!({})),
        select(5, "Who", &json!({})),
        select(7, "Anyone", &json!({})),
        select(3, "Some", &json!({ "options": options, "min_values": 0, "max_values": 2 })),
    ];
    let (discord, mut wire, mo) = settings(&rows).await;
    let keepers = discord.role("Keepers");
    let ben = discord.member("Ben").with_role(keepers).id();
    let mut his = mo.clone();
    let picking = tokio::spawn(async move {
        his.picks_channel("Where", THREAD).await;
        his.picks_role("Moderators", keepers).await;
        his.picks_user("Who", ben).await;
        his.picks_role("Anyone", keepers).await;
        his.picks_all("Some", &["one", "two"]).await;
        his.picks_all("Some", &[]).await;
    });
    let mut heard = Vec::new();
    for _ in 0..6 {
        let event = wire.later("INTERACTION_CREATE").await;
        says_to(&discord, &event, "Kept.").await;
        heard.push(event["data"].clone());
    }
    picking.await.expect("all are answered");
    assert_eq!((&heard[0]["component_type"], &heard[0]["values"]), (&json!(8), &json!([THREAD.to_string()])));
    assert_eq!(heard[0]["resolved"]["channels"][THREAD.to_string()]["type"], 11);
    assert_eq!((&heard[1]["component_type"], &heard[1]["values"]), (&json!(6), &json!([keepers.to_string()])));
    assert_eq!(heard[1]["resolved"]["roles"][keepers.to_string()]["name"], "Keepers");
    assert_eq!(heard[2]["resolved"]["users"][ben.to_string()]["global_name"], "Ben");
    assert_eq!(heard[2]["resolved"]["members"][ben.to_string()]["roles"], json!([keepers.to_string()]));
    assert_eq!(heard[3]["component_type"], 7);
    assert_eq!((&heard[4]["values"], &heard[5]["values"]), (&json!(["on", "tw"]), &json!([])));
    let transcript = discord.take_transcript();
    insta::assert_snapshot!(transcript.lines().take(8).collect::<Vec<_>>().join("\n"), @"
    jet-senpai:
      Settings
      ⌄ Where: #staff ✓
      ⌄ Moderators:
      ⌄ Who:
      ⌄ Anyone:
      ⌄ Some: one | two | three
    Mo picks #visa talk
    ");
}

#[tokio::test]
#[should_panic(expected = "Mo sees no `#visa talk` to pick in `Where`")]
async fn only_channels_of_the_kinds_that_a_select_lists_can_be_picked() {
    let (_discord, _wire, mut mo) = settings(&[select(8, "Where", &json!({ "channel_types": [0] }))]).await;
    mo.picks_channel("Where", THREAD).await;
}

#[tokio::test]
#[should_panic(expected = "Mo sees no `@unknown` to pick in `Moderators`")]
async fn only_roles_of_the_guild_can_be_picked() {
    let (_discord, _wire, mut mo) = settings(&[select(6, "Moderators", &json!({}))]).await;
    mo.picks_role("Moderators", LIGHTHOUSE + 5).await;
}

#[tokio::test]
async fn selects_keep_to_their_forms() {
    let discord = Discord::start().await;
    let of = |kind: &str| json!([{ "id": "1", "type": kind }]);
    let part = "400 50035 components.0.components.0";
    let cases = [
        (select(8, "x", &json!({ "channel_types": [0, 5] })), "200".to_owned()),
        (
            select(8, "x", &json!({ "default_values": of("role") })),
            format!("{part}.default_values.0.type BASE_TYPE_CHOICES"),
        ),
        (select(6, "x", &json!({ "max_values": 26 })), format!("{part}.max_values BASE_TYPE_BAD_INTEGER")),
        (select(6, "x", &json!({ "channel_types": [0] })), format!("{part}.channel_types UNION_TYPE_CHOICES")),
        (
            select(5, "x", &json!({ "placeholder": "x".repeat(151) })),
            format!("{part}.placeholder BASE_TYPE_MAX_LENGTH"),
        ),
    ];
    for (row, expected) in cases {
        let body = json!({ "content": "x", "components": [row], "allowed_mentions": { "parse": [] } });
        let answer = request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &body).await;
        assert_eq!(answer.brief(), expected);
        assert_eq!(discord.take_violations().is_empty(), expected == "200", "{expected}");
    }
}
