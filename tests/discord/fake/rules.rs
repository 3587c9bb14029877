//! Each limit holds: what is just within it is taken, what is just beyond is refused with Discord's error.

use serde_json::{Value, json};

use super::wire::request;
use crate::discord::{APPLICATION, Discord, QUESTIONS, openapi};

fn long(count: usize) -> String {
    // Two bytes each: Discord counts characters.
    "é".repeat(count)
}

fn embed(embed: &Value) -> Value {
    json!({ "embeds": [embed] })
}

fn row(parts: &[Value]) -> Value {
    json!({ "content": "x", "components": [{ "type": 1, "components": parts }] })
}

fn button(id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": "x", "custom_id": id })
}

fn select(options: usize) -> Value {
    let options: Vec<Value> = (0..options).map(|at| json!({ "label": "x", "value": at.to_string() })).collect();
    json!({ "type": 3, "custom_id": "s", "options": options })
}

/// Posts each message; the answers must be as said.
async fn check(cases: &[(&str, Value, &str)]) {
    let discord = Discord::start().await;
    for (what, body, expected) in cases {
        let mut body = body.clone();
        body["allowed_mentions"] = json!({ "parse": [] });
        let answer = request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &body).await;
        assert_eq!(answer.brief(), *expected, "{what}");
        let violations = discord.take_violations();
        assert_eq!(violations.is_empty(), *expected == "200", "{what}: {violations:?}");
    }
}

#[tokio::test]
async fn a_message_keeps_to_its_length() {
    check(&[
        ("nothing", json!({}), "400 50006"),
        ("blank", json!({ "content": "  " }), "400 50006"),
        ("2,000 characters", json!({ "content": long(2_000) }), "200"),
        ("2,001 characters", json!({ "content": long(2_001) }), "400 50035 content BASE_TYPE_MAX_LENGTH"),
        ("ephemeral", json!({ "content": "x", "flags": 64 }), "400 50035 flags MESSAGE_FLAGS_INVALID"),
        ("long nonce", json!({ "content": "x", "nonce": "x".repeat(26) }), "400 50035 nonce BASE_TYPE_MAX_LENGTH"),
    ])
    .await;
}

#[tokio::test]
async fn embeds_keep_to_their_lengths() {
    let field = |name: &str, value: &str| embed(&json!({ "fields": [{ "name": name, "value": value }] }));
    let fields = |count: usize| embed(&json!({ "fields": vec![json!({ "name": "x", "value": "x" }); count] }));
    let too_long = |path: &str| format!("400 50035 embeds.0.{path} BASE_TYPE_MAX_LENGTH");
    check(&[
        ("empty", embed(&json!({ "color": 1 })), "400 50035 embeds.0 EMBED_EMPTY"),
        ("ten", json!({ "embeds": vec![json!({ "title": "x" }); 10] }), "200"),
        ("eleven", json!({ "embeds": vec![json!({ "title": "x" }); 11] }), "400 50035 embeds BASE_TYPE_BAD_LENGTH"),
        ("title", embed(&json!({ "title": long(256) })), "200"),
        ("long title", embed(&json!({ "title": long(257) })), &too_long("title")),
        ("description", embed(&json!({ "description": long(4_096) })), "200"),
        ("long description", embed(&json!({ "description": long(4_097) })), &too_long("description")),
        ("footer", embed(&json!({ "footer": { "text": long(2_048) } })), "200"),
        ("long footer", embed(&json!({ "footer": { "text": long(2_049) } })), &too_long("footer.text")),
        ("long author", embed(&json!({ "author": { "name": long(257) } })), &too_long("author.name")),
        ("25 fields", fields(25), "200"),
        ("26 fields", fields(26), "400 50035 embeds.0.fields BASE_TYPE_BAD_LENGTH"),
        ("field", field(&long(256), &long(1_024)), "200"),
        ("long name", field(&long(257), "x"), &too_long("fields.0.name")),
        ("long value", field("x", &long(1_025)), &too_long("fields.0.value")),
        ("empty name", field("", "x"), "400 50035 embeds.0.fields.0.name BASE_TYPE_REQUIRED"),
        ("bad link", embed(&json!({ "title": "x", "url": "ftp://x" })), "400 50035 embeds.0.url URL_TYPE_INVALID_URL"),
        ("6,000 over all", json!({ "embeds": vec![json!({ "description": long(3_000) }); 2] }), "200"),
        (
            "6,001 over all",
            json!({ "embeds": [{ "description": long(3_000) }, { "description": long(3_000), "title": "x" }] }),
            "400 50035 embeds MAX_EMBED_SIZE_EXCEEDED",
        ),
    ])
    .await;
}

#[tokio::test]
async fn components_keep_to_their_forms() {
    let labelled = |label: &str| row(&[json!({ "type": 2, "style": 1, "label": label, "custom_id": "a" })]);
    let link = |url: &str| row(&[json!({ "type": 2, "style": 5, "label": "x", "url": url })]);
    let both = json!({ "type": 2, "style": 5, "label": "x", "url": "https://example.org", "custom_id": "a" });
    let rows = |count: usize| {
        let row = |at: usize| json!({ "type": 1, "components": [button(&at.to_string())] });
        json!({ "content": "x", "components": (0..count).map(row).collect::<Vec<_>>() })
    };
    let buttons: Vec<Value> = (0..6).map(|at| button(&at.to_string())).collect();
    let mut option_twice = select(2);
    option_twice["options"][1]["value"] = json!("0");
    let mut long_option = select(1);
    long_option["options"][0]["label"] = json!(long(101));
    let part = "400 50035 components.0.components.0";
    check(&[
        ("five rows", rows(5), "200"),
        ("six rows", rows(6), "400 50035 components BASE_TYPE_BAD_LENGTH"),
        ("five buttons", row(&buttons[..5]), "200"),
        ("six buttons", row(&buttons), "400 50035 components.0.components BASE_TYPE_BAD_LENGTH"),
        (
            "two alike",
            row(&[button("a"), button("a")]),
            "400 50035 components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        ("no id", row(&[button("")]), &format!("{part}.custom_id BASE_TYPE_REQUIRED")),
        ("id", row(&[button(&long(100))]), "200"),
        ("long id", row(&[button(&long(101))]), &format!("{part}.custom_id BASE_TYPE_MAX_LENGTH")),
        ("label", labelled(&long(80)), "200"),
        ("long label", labelled(&long(81)), &format!("{part}.label BASE_TYPE_MAX_LENGTH")),
        ("no label", labelled(""), &format!("{part} BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED")),
        ("link", link("https://example.org"), "200"),
        ("odd link", link("javascript:x"), &format!("{part}.url URL_TYPE_INVALID_URL")),
        (
            "long link",
            link(&format!("https://example.org/{}", "x".repeat(500))),
            &format!("{part}.url URL_TYPE_INVALID_URL"),
        ),
        ("link with id", row(&[both]), &format!("{part}.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL")),
        ("select", row(&[select(25)]), "200"),
        ("empty select", row(&[select(0)]), &format!("{part}.options BASE_TYPE_BAD_LENGTH")),
        ("long select", row(&[select(26)]), &format!("{part}.options BASE_TYPE_BAD_LENGTH")),
        ("two selects", row(&[select(1), button("a")]), "400 50035 components.0.components BASE_TYPE_BAD_LENGTH"),
        (
            "options alike",
            row(&[option_twice]),
            &format!("{part}.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
        ),
        ("long option", row(&[long_option]), &format!("{part}.options.0.label BASE_TYPE_MAX_LENGTH")),
    ])
    .await;
}

#[tokio::test]
async fn commands_keep_to_their_forms() {
    let described = |name: &str, description: &str| json!({ "name": name, "description": description });
    let with = |options: Value| json!({ "name": "ask", "description": "x", "options": options });
    let option =
        |name: &str, required: bool| json!({ "type": 3, "name": name, "description": "x", "required": required });
    let many: Vec<Value> = (0..26).map(|at| option(&format!("o{at}"), false)).collect();
    let localised = json!({ "name": "ask", "description": "x", "name_localizations": { "xx": "y", "ja": "きく" } });
    let huge: Vec<Value> = (0..25)
        .map(|at| {
            let choice = |c: usize| json!({ "name": format!("{c}{}", long(90)), "value": format!("{c}{}", long(90)) });
            let choices: Vec<Value> = (0..25).map(choice).collect();
            json!({ "type": 3, "name": format!("o{at}"), "description": "x", "choices": choices })
        })
        .collect();
    let sub = json!({ "type": 1, "name": "sub", "description": "x" });
    let invalid = "400 50035 0.name APPLICATION_COMMAND_INVALID_NAME";
    let cases = [
        ("fine", described("ask", "Ask something"), "200"),
        ("in Japanese", described("質問", "きく"), "200"),
        ("upper case", described("Ask", "x"), invalid),
        ("with a space", described("ask me", "x"), invalid),
        ("long name", described(&"x".repeat(33), "x"), invalid),
        ("no description", described("ask", ""), "400 50035 0.description BASE_TYPE_REQUIRED"),
        ("long description", described("ask", &long(101)), "400 50035 0.description BASE_TYPE_MAX_LENGTH"),
        ("an odd locale", localised, "400 50035 0.name_localizations.xx ENUM_TYPE_COERCE"),
        ("26 options", with(json!(many)), "400 50035 0.options BASE_TYPE_BAD_LENGTH"),
        (
            "required last",
            with(json!([option("a", false), option("b", true)])),
            "400 50035 0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            "options alike",
            with(json!([option("a", true), option("a", true)])),
            "400 50035 0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        ),
        (
            "mixed with a sub-command",
            with(json!([option("a", true), sub])),
            "400 50035 0.options.1 APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        ("too much", with(json!(huge)), "400 50035 0 APPLICATION_COMMAND_TOO_LARGE"),
        (
            "a described menu item",
            json!({ "type": 3, "name": "Answer this", "description": "x" }),
            "400 50035 0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
        ),
    ];
    let discord = Discord::start().await;
    let path = format!("/applications/{APPLICATION}/commands");
    for (what, command, expected) in cases {
        let answer = request(&discord, "PUT", &path, &json!([command])).await;
        assert_eq!(answer.brief(), expected, "{what}");
        let violations = discord.take_violations();
        assert_eq!(violations.is_empty(), expected == "200", "{what}: {violations:?}");
    }
}

#[tokio::test]
async fn commands_are_kept_as_discord_keeps_them() {
    let discord = Discord::start().await;
    let path = format!("/applications/{APPLICATION}/commands");
    let ask = json!([{
        "name": "ask", "description": "Ask", "name_localizations": { "ja": "質問" }, "type": 1,
        "default_member_permissions": "8192", "contexts": [0, 1], "integration_types": [0, 1],
        "options": [{ "type": 3, "name": "question", "description": "What", "required": false, "choices": [] }],
    }]);
    request(&discord, "PUT", &path, &ask).await;
    let first = request(&discord, "GET", &format!("{path}?&with_localizations=true"), &Value::Null).await.body;
    assert_eq!(first[0]["name_localizations"]["ja"], "質問");
    assert_eq!(first[0]["default_member_permissions"], "8192");
    assert_eq!(first[0]["options"][0].get("choices"), None, "Discord does not keep empty lists");
    assert_eq!(first[0]["options"][0].get("required"), None, "nor what is false");
    let plain = request(&discord, "GET", &path, &Value::Null).await.body;
    assert_eq!(plain[0].get("name_localizations"), None);
    request(&discord, "PUT", &path, &ask).await;
    let (second, registered) = discord.commands();
    assert_eq!(second[0]["id"], first[0]["id"], "a command of the same name keeps its id");
    assert_ne!(second[0]["version"], first[0]["version"]);
    assert_eq!(registered, 2);
}

#[tokio::test]
async fn requests_are_compared_with_the_openapi_document() {
    let discord = Discord::start().await;
    let body = json!({ "content": "x", "allowed_mentions": { "parse": [] }, "tts": "loudly" });
    request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &body).await;
    let found = discord.take_violations();
    if openapi::skipped() {
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(openapi::validated(), 0);
    } else {
        assert!(found.iter().any(|one| one.contains("OpenAPI: /tts")), "{found:?}");
        assert!(openapi::validated() > 0);
    }
}

#[tokio::test]
async fn what_nobody_serves_and_who_has_no_token_is_turned_away() {
    let discord = Discord::start().await;
    assert_eq!(request(&discord, "GET", "/guilds/1/bans", &Value::Null).await.brief(), "404 0");
    let stranger = discord.http().get("https://discord.com/api/v10/users/@me").header("authorization", "Bot x");
    assert_eq!(stranger.send().await.expect("it is answered").status(), 401);
    assert!(discord.http().get("https://example.org").send().await.is_err(), "there is nothing beyond");
    assert_eq!(discord.take_violations().len(), 2);
}

#[tokio::test]
#[should_panic(expected = "against Discord's rules")]
async fn a_test_that_forgets_a_violation_fails() {
    let discord = Discord::start().await;
    request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &json!({})).await;
}
