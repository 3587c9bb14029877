//! Pings are seen in the transcript, and only who is named on purpose may be pinged where a test minds.

use serde_json::{Value, json};

use super::wire::request;
use crate::discord::{Discord, QUESTIONS};

async fn post(discord: &Discord, body: &Value) -> Value {
    let answer = request(discord, "POST", &format!("/channels/{QUESTIONS}/messages"), body).await;
    assert_eq!(answer.brief(), "200");
    answer.body
}

#[tokio::test]
async fn whom_text_and_list_both_name_is_pinged_for_all_to_see() {
    let discord = Discord::start().await;
    discord.minds_pings();
    let (ana, ben) = (discord.member("Ana").id(), discord.member("Ben").id());
    let allowed = json!({ "parse": [], "users": [ana.to_string()] });
    let body = json!({ "content": format!("<@{ana}> <@{ben}> @everyone"), "allowed_mentions": allowed });
    let posted = post(&discord, &body).await;
    let path = format!("/channels/{QUESTIONS}/messages/{}", posted["id"].as_str().expect("an id"));
    let body = json!({ "content": format!("<@{ana}>!"), "allowed_mentions": allowed });
    assert_eq!(request(&discord, "PATCH", &path, &body).await.brief(), "200");
    assert_eq!(discord.pings(), ["Ana"], "a change pings nobody again");
    insta::assert_snapshot!(discord.transcript(), @"
    jet-senpai (pings Ana):
      @Ana @Ben @everyone
    jet-senpai changes its message:
      @Ana!
    ");
}

#[tokio::test]
async fn whoever_is_pinged_or_allowed_for_otherwise_is_a_violation_where_a_test_minds() {
    let discord = Discord::start().await;
    discord.minds_pings();
    let mut ana = discord.member("Ana");
    let (id, said) = (ana.id(), ana.says("why?"));
    let keepers = discord.role("Keepers");
    let reply = json!({ "message_id": said.to_string() });
    let cases = [
        (format!("<@{id}>"), json!({ "parse": ["users"] }), "Ana"),
        ("@everyone".to_owned(), json!({ "parse": ["everyone"] }), "@everyone"),
        ("<@&5>".to_owned(), json!({ "parse": ["roles"] }), "role 5"),
        ("hello".to_owned(), json!({ "parse": [], "roles": [keepers.to_string()] }), "@Keepers"),
        ("hello".to_owned(), json!({ "parse": [], "users": [id.to_string()] }), "Ana"),
        ("hello".to_owned(), json!({ "parse": [], "replied_user": true }), "Ana"),
    ];
    for (content, allowed, stray) in cases {
        let body = json!({ "content": content, "allowed_mentions": allowed, "message_reference": reply });
        post(&discord, &body).await;
        let violations = discord.take_violations();
        let says = |what: &str| violations.iter().any(|one| one.contains(what));
        assert!(says(&format!("do not both name: {stray}\n")), "{allowed}: {violations:?}");
        let parses = allowed["parse"] != json!([]);
        assert_eq!(says("allows mentions of whomever the text names"), parses, "{allowed}: {violations:?}");
    }
    let body = json!({ "content": "hello", "allowed_mentions": { "parse": [] }, "message_reference": reply });
    assert_eq!(post(&discord, &body).await["mentions"], json!([]));
    let body = json!({ "content": "x", "allowed_mentions": { "replied_user": true, "parse": [] }, "message_reference": reply });
    assert_eq!(post(&discord, &body).await["mentions"][0]["id"], id.to_string());
    discord.take_violations();
    assert!(discord.transcript().ends_with("jet-senpai to Ana (pings Ana):\n  x"), "{}", discord.transcript());
}

#[tokio::test]
async fn a_role_is_pinged_where_it_is_named_twice_and_may_be_pinged() {
    let discord = Discord::start().await;
    discord.minds_pings();
    let (keepers, others) = (discord.role("Keepers"), discord.role("Others"));
    discord.mentionable(keepers, true);
    let content = format!("<@&{keepers}> <@&{others}> Who has seen the lamp?");
    let named = |roles: &[u64]| {
        let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
        json!({ "content": content, "allowed_mentions": { "parse": [], "roles": roles } })
    };
    assert_eq!(post(&discord, &named(&[])).await["mention_roles"], json!([]));
    let both = post(&discord, &named(&[keepers, others])).await;
    assert_eq!(both["mention_roles"], json!([keepers.to_string()]), "anyone may ping the one, but not the other");
    assert_eq!(discord.pings(), ["@Keepers"]);
    discord.channel(QUESTIONS).may_mention_everyone(true);
    let both = post(&discord, &named(&[others])).await;
    assert_eq!(both["mention_roles"], json!([others.to_string()]));
    let path = format!("/channels/{QUESTIONS}/messages/{}", both["id"].as_str().expect("an id"));
    assert_eq!(request(&discord, "PATCH", &path, &named(&[others, keepers])).await.brief(), "200");
    assert_eq!(discord.pings(), ["@Keepers", "@Others"], "a change pings nobody");
    insta::assert_snapshot!(discord.transcript(), @"
    jet-senpai:
      @Keepers @Others Who has seen the lamp?
    jet-senpai (pings @Keepers):
      @Keepers @Others Who has seen the lamp?
    jet-senpai (pings @Others):
      @Keepers @Others Who has seen the lamp?
    jet-senpai changes its message:
      @Keepers @Others Who has seen the lamp?
    ");
}
