//! Members can do what Discord's client lets them do, and a test that has them do more fails, showing the conversation.

use serde_json::json;

use super::bot;
use super::wire::request;
use crate::discord::{APPLICATION, Discord, Member, permissions, undecodable};

/// Someone where these commands are registered.
async fn with_commands() -> (Discord, Member) {
    let discord = Discord::start().await;
    let option = |kind: u64, name: &str| json!({ "type": kind, "name": name, "description": "x" });
    let mut role = option(3, "role");
    role["choices"] = json!([{ "name": "ALT", "value": "alt" }, { "name": "CIR", "value": "cir" }]);
    let mut count = option(4, "count");
    count["max_value"] = json!(5);
    let mut text = option(3, "text");
    text["max_length"] = json!(10);
    let mut add = option(1, "add");
    let mut needed = option(3, "question");
    needed["required"] = json!(true);
    add["options"] = json!([needed, role, count, text, option(5, "loud"), option(6, "who"), option(7, "where")]);
    let faq = json!({ "name": "faq", "description": "x", "options": [add] });
    let staff = json!({
        "name": "staff", "description": "x", "contexts": [0], "integration_types": [0],
        "default_member_permissions": permissions::MANAGE_MESSAGES.to_string(),
    });
    request(&discord, "PUT", &format!("/applications/{APPLICATION}/commands"), &json!([faq, staff])).await;
    let ana = discord.member("Ana");
    (discord, ana)
}

#[tokio::test]
async fn a_typed_command_is_sent_with_its_options_as_they_were_declared() {
    let (_discord, ana) = with_commands().await;
    let typed = "/faq add question:why: not? count:3 role:CIR loud:True who:@Ana where:#staff text:a b";
    let data = ana.command(typed).data;
    let options = &data["options"][0]["options"];
    let pairs = options.as_array().into_iter().flatten().map(|one| format!("{}={}", one["name"], one["value"]));
    let staff = crate::discord::STAFF;
    assert_eq!(
        pairs.collect::<Vec<_>>().join(" ").replace('"', ""),
        format!("question=why: not? count=3 role=cir loud=true who={} where={staff} text=a b", ana.id())
    );
    assert_eq!(data["resolved"]["users"][ana.id().to_string()]["global_name"], "Ana");
    assert_eq!(data["resolved"]["channels"][staff.to_string()]["name"], "staff");
}

/// What Discord's client would not send, with the reason that the failing test gives.
macro_rules! not_sent {
    ($($name:ident: $typed:literal, $why:literal;)+) => {$(
        #[tokio::test]
        #[should_panic(expected = $why)]
        async fn $name() {
            let (_discord, ana) = with_commands().await;
            ana.command($typed);
        }
    )+};
}

not_sent! {
    an_unknown_command_is_not_sent: "/ask", "there is no command /ask";
    an_unknown_sub_command_is_not_sent: "/faq drop", "/faq has no `drop`";
    a_required_option_is_not_left_out: "/faq add role:ALT", "the option \"question\" is required";
    stray_words_are_not_sent: "/faq add hello question:x", "`hello ` belongs to no option";
    only_choices_can_be_chosen: "/faq add question:x role:SEA", "`SEA` is no choice";
    numbers_keep_to_their_range: "/faq add question:x count:6", "6 is out of range";
    texts_keep_to_their_length: "/faq add question:x text:far too long", "a text of 12 characters does not fit";
    a_command_for_moderators_is_hidden: "/staff", "not shown to those without its permissions";
}

#[tokio::test]
#[should_panic(expected = "the command is not for this context")]
async fn a_command_for_guilds_is_not_shown_in_private() {
    let (_discord, ana) = with_commands().await;
    ana.in_dm().moderator().command("/staff");
}

#[tokio::test]
#[should_panic(expected = "the command is not for this kind of installation")]
async fn a_command_for_guild_installs_is_not_shown_abroad() {
    let (_discord, ana) = with_commands().await;
    ana.abroad().moderator().command("/staff");
}

#[tokio::test]
async fn a_guild_may_show_a_command_to_whomever_it_likes() {
    let (_discord, ana) = with_commands().await;
    ana.clone().moderator().command("/staff");
    ana.clone().may(permissions::ADMINISTRATOR).command("/staff");
    ana.sees_every_command().command("/staff");
}

#[tokio::test]
#[should_panic(expected = "Ana sees no button [Not yet] to press")]
async fn a_disabled_button_cannot_be_pressed() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let mut ana = discord.member("Ana");
    ana.types("/ask question:what").await;
    ana.presses("Not yet").await;
}

#[tokio::test]
#[should_panic(expected = "\"Your question\" takes 1 to 200 characters, not 0")]
async fn a_modal_is_not_submitted_without_what_it_requires() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let mut ana = discord.member("Ana");
    ana.types("/ask question:what").await;
    ana.presses("Ask a keeper").await;
    ana.submits(&[("Your role", "ALT")]).await;
}

#[tokio::test]
async fn an_older_message_can_still_be_pressed_on_by_whoever_sees_it() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let (mut ana, mut ben) = (discord.member("Ana"), discord.member("Ben"));
    ana.types("/ask question:first").await;
    let first = ana.sees()[0].id;
    ben.types("/ask question:second private:true").await;
    assert_eq!((ana.sees().len(), ben.sees().len()), (1, 2));
    ben.presses_on(first, "This helped").await;
    assert!(!ana.sees()[0].text.contains("[This helped]"), "{:?}", ana.sees());
    ben.presses("This helped").await;
}

#[tokio::test]
async fn the_bots_own_log_lines_are_kept_for_each_test() {
    let _discord = Discord::start().await;
    tracing::info!(target: "jet_senpai::somewhere", answer = 42, "said");
    tracing::info!(target: "elsewhere", "not kept");
    let lines = undecodable::lines();
    let line = |line: &undecodable::Line| format!("{} {} {}", line.level, line.target, line.text);
    assert_eq!(lines.iter().map(line).collect::<Vec<_>>(), ["INFO jet_senpai::somewhere said answer=42"]);
}

#[tokio::test]
async fn what_the_libraries_write_to_the_log_is_kept_on_whatever_thread() {
    let _discord = Discord::start().await;
    let says = || {
        tracing::warn!(target: "sqlx::query", "a slow statement");
        tracing::debug!(target: "sqlx::query", "a statement");
        tracing::error!(target: "serenity::gateway::bridge", "a payload");
    };
    std::thread::spawn(says).join().expect("it says so");
    let lines = undecodable::written();
    let has = |text: &str| lines.iter().any(|line| line.text == text);
    assert_eq!(["a slow statement", "a statement", "a payload"].map(has), [true, false, false]);
}
