//! Sub-commands in groups are typed, completed and registered as Discord has them, with options of every kind.

use serde_json::{Value, json};

use super::bot;
use super::wire::{register, request};
use crate::discord::{APPLICATION, Discord, Member};

#[tokio::test]
async fn a_sub_command_of_a_group_is_typed_with_colons_channels_and_roles() {
    let discord = Discord::start().await;
    discord.role("Keepers");
    let _bot = bot::connected(&discord).await;
    let mut mo = discord.member("Mo").moderator();
    mo.types("/manage highlight schedule channel:#questions time:09:00 timezone:Asia/Tokyo").await;
    mo.types("/manage highlight schedule time:at time:30 sharp channel:#staff ping:@Keepers thread:True weeks:2").await;
    mo.types("/manage highlight stop").await;
    mo.types("/manage inbox").await;
    insta::assert_snapshot!(discord.transcript(), @"
    Mo: /manage highlight schedule channel:#questions time:09:00 timezone:Asia/Tokyo
      jet-senpai:
        highlight schedule channel=#questions time=09:00 timezone=Asia/Tokyo
    Mo: /manage highlight schedule time:at time:30 sharp channel:#staff ping:@Keepers thread:True weeks:2
      jet-senpai:
        highlight schedule time=at time:30 sharp channel=#staff ping=@Keepers thread=true weeks=2
    Mo: /manage highlight stop
      jet-senpai:
        highlight stop
    Mo: /manage inbox
      jet-senpai:
        inbox
    ");
}

#[tokio::test]
async fn an_option_of_a_sub_command_of_a_group_is_completed_and_chosen() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let mut mo = discord.member("Mo").moderator();
    let so_far = "/manage highlight schedule time:09:00 channel:#questions timezone:Asia|";
    assert_eq!(mo.completes(so_far).await[1], ("“Asia”".to_owned(), json!("Asia")));
    mo.chooses(so_far, "What does a keeper do?").await;
    insta::assert_snapshot!(discord.transcript(), @"
    Mo types /manage highlight schedule time:09:00 channel:#questions timezone:Asia|
      ⌄ What does a keeper do? | “Asia”
    Mo types /manage highlight schedule time:09:00 channel:#questions timezone:Asia|
      ⌄ What does a keeper do? | “Asia”
    Mo chooses What does a keeper do?
      jet-senpai:
        highlight schedule time=09:00 channel=#questions timezone==keeper
    ");
}

/// Someone where the small bot's commands are registered.
async fn typing() -> (Discord, Member) {
    let discord = Discord::start().await;
    let command = serde_json::to_value(super::schedule::command()).expect("it is JSON");
    register(&discord, &json!([command])).await;
    let mo = discord.member("Mo");
    (discord, mo)
}

/// What Discord's client would not send, with the reason that the failing test gives.
macro_rules! not_sent {
    ($($name:ident: $typed:literal, $why:literal;)+) => {$(
        #[tokio::test]
        #[should_panic(expected = $why)]
        async fn $name() {
            let (_discord, mo) = typing().await;
            mo.command($typed);
        }
    )+};
}

not_sent! {
    a_group_alone_is_not_sent: "/manage highlight", "/manage highlight has no ``";
    an_unknown_sub_command_of_a_group_is_not_sent: "/manage highlight drop", "/manage highlight has no `drop`";
    a_channel_of_another_kind_is_not_chosen:
        "/manage highlight schedule channel:#visa talk time:9", "`#visa talk` is a channel of another kind";
    a_channel_elsewhere_is_not_chosen:
        "/manage highlight schedule channel:#abroad time:9", "no channel is called `#abroad`";
    an_unknown_role_is_not_chosen:
        "/manage highlight schedule channel:#staff time:9 ping:@Nobody", "no role is called `@Nobody`";
}

#[tokio::test]
#[should_panic(expected = "\"time\" is not completed")]
async fn what_the_bot_does_not_complete_is_not_asked_for() {
    let (_discord, mut mo) = typing().await;
    mo.completes("/manage highlight schedule time:0|").await;
}

fn named(kind: u64, name: &str, options: &[Value]) -> Value {
    let mut named = json!({ "type": kind, "name": name, "description": "x" });
    if !options.is_empty() {
        named["options"] = json!(options);
    }
    named
}

#[tokio::test]
async fn groups_keep_to_their_forms() {
    let sub = named(1, "sub", &[]);
    let group = |options: &[Value]| named(2, "group", options);
    let numbered = |kind: u64, count: usize, options: &[Value]| {
        (0..count).map(|at| named(kind, &format!("n{at}"), options)).collect::<Vec<_>>()
    };
    let mut needed = named(3, "needed", &[]);
    needed["required"] = json!(true);
    let level = |path: &str| format!("400 50035 {path} UNION_TYPE_CHOICES");
    let cases = [
        ("a group and a sub-command", vec![group(std::slice::from_ref(&sub)), sub.clone()], "200".to_owned()),
        ("25 groups of 25 sub-commands", numbered(2, 25, &numbered(1, 25, &[])), "200".to_owned()),
        (
            "26 groups",
            numbered(2, 26, std::slice::from_ref(&sub)),
            "400 50035 0.options BASE_TYPE_BAD_LENGTH".to_owned(),
        ),
        (
            "26 sub-commands",
            vec![group(&numbered(1, 26, &[]))],
            "400 50035 0.options.0.options BASE_TYPE_BAD_LENGTH".to_owned(),
        ),
        ("a group in a group", vec![group(&[group(std::slice::from_ref(&sub))])], level("0.options.0.options.0")),
        ("a sub-command in a sub-command", vec![named(1, "one", &[sub])], level("0.options.0.options.0")),
        ("an option in a group", vec![group(&[named(3, "text", &[])])], level("0.options.0.options.0")),
        ("an empty group", vec![group(&[])], "400 50035 0.options.0.options BASE_TYPE_REQUIRED".to_owned()),
        (
            "required last in a group",
            vec![group(&[named(1, "sub", &[named(3, "text", &[]), needed])])],
            "400 50035 0.options.0.options.0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID".to_owned(),
        ),
        (
            "upper case in a group",
            vec![group(&[named(1, "Sub", &[])])],
            "400 50035 0.options.0.options.0.name APPLICATION_COMMAND_INVALID_NAME".to_owned(),
        ),
    ];
    let discord = Discord::start().await;
    let path = format!("/applications/{APPLICATION}/commands");
    for (what, options, expected) in cases {
        let answer = request(&discord, "PUT", &path, &json!([named(1, "manage", &options)])).await;
        assert_eq!(answer.brief(), expected, "{what}");
        assert_eq!(discord.take_violations().is_empty(), expected == "200", "{what}");
    }
}

#[tokio::test]
async fn a_command_has_8000_characters_of_names_descriptions_and_values_the_longest_localised_ones_counting() {
    let choice = |name: &str| json!({ "name": name, "name_localizations": { "ja": "長い" }, "value": "y".repeat(100) });
    let sub = |at: usize| {
        let mut text = named(3, "text", &[]);
        text["choices"] = json!([choice("a"), choice("b")]);
        let mut sub = named(1, &format!("sub{}", 10 + at), &[text]);
        sub["description_localizations"] = json!({ "ja": "語".repeat(100), "fr": "court" });
        sub
    };
    // Each of 25 sub-commands has 5 + 100 for itself, 4 + 1 for its option and twice 2 + 100 for the choices.
    let command = |rest: usize| {
        let mut group = named(2, "group", &(0..25).map(sub).collect::<Vec<_>>());
        group["description"] = json!("x".repeat(70));
        let mut command = named(1, "manage", &[group]);
        command["description"] = json!("x".repeat(rest));
        json!([command])
    };
    let fits = 8_000 - 25 * (105 + 5 + 204) - 6 - 5 - 70;
    let discord = Discord::start().await;
    let path = format!("/applications/{APPLICATION}/commands");
    assert_eq!(request(&discord, "PUT", &path, &command(fits)).await.brief(), "200");
    let refusal = "400 50035 0 APPLICATION_COMMAND_TOO_LARGE";
    assert_eq!(request(&discord, "PUT", &path, &command(fits + 1)).await.brief(), refusal);
    assert_eq!(discord.take_violations().len(), 1);
}
