//! What whoever runs the bot sees of it: registration, invitation, refusals, stopping, reloading, faults.

use std::fs;
use std::path::Path;
use std::time::Duration;

use jet_senpai::discord::ControlSignal;
use tokio::time::timeout;

use crate::bot::{self, LIGHTHOUSE};
use crate::discord::faults::{Fault, What};
use crate::discord::{APPLICATION, Discord, QUESTIONS, undecodable};

/// The mention of the bot.
fn me() -> String {
    format!("<@{APPLICATION}>")
}

/// What the bot has logged in this test, as lines of "LEVEL text".
fn log() -> Vec<String> {
    undecodable::lines().iter().map(|line| format!("{} {}", line.level, line.text)).collect()
}

fn fault(method: &'static str, path: &str, times: usize, what: What) -> Fault {
    Fault { method, path_contains: path.to_owned(), times, what }
}

#[tokio::test]
async fn commands_are_registered_once_and_again_only_when_they_changed() {
    let first = bot::start().await;
    let discord = first.discord.clone();
    first.stop().await.expect("it ends in good order");
    let second = bot::launch(discord.clone(), &bot::config());
    discord.connected().await;
    let (commands, registrations) = discord.commands();
    assert_eq!(registrations, 1);
    let names: Vec<&str> = commands.iter().filter_map(|command| command["name"].as_str()).collect();
    assert_eq!(names, ["ask", "jet", "Answer this", "manage", "Add to FAQ", "privacy", "share"]);
    assert_eq!(
        second.announced(),
        [format!(
            "Invite jet-senpai with https://discord.com/oauth2/authorize?client_id={APPLICATION}\
             &scope=bot+applications.commands&permissions=309237730304"
        )]
    );
}

#[tokio::test]
async fn it_waits_for_a_discord_that_is_down_and_can_be_stopped_meanwhile() {
    let discord = Discord::start().await;
    for path in ["/oauth2/applications/@me", "/users/@me", "/commands", "/gateway/bot"] {
        discord.fault(fault("GET", path, 2, What::Status(502)));
    }
    discord.fault(fault("PUT", "/commands", 1, What::Drop));
    let bot = bot::launch(discord, &bot::config());
    bot.discord.connected().await;

    let discord = Discord::start().await;
    discord.fault(fault("GET", "/oauth2/applications/@me", usize::MAX, What::Drop));
    let bot = bot::launch(discord.clone(), &bot::config());
    discord.until("it has asked twice", |discord| discord.requests().len() >= 2).await;
    bot.stop().await.expect("it ends in good order");
}

#[tokio::test]
async fn a_refused_token_and_refused_intents_are_told_in_one_sentence() {
    let discord = Discord::start().await;
    discord.fault(fault("GET", "/oauth2/applications/@me", 1, What::Status(401)));
    let refused = bot::launch(discord, &bot::config()).ended().await.expect_err("nobody lets it in");
    assert!(refused.to_string().starts_with("Discord refused the token; "), "{refused}");
    for (code, said) in [(4004, "the token"), (4013, "the intents"), (4014, "the intents")] {
        let discord = Discord::start().await;
        discord.refuse_identify(Some(code));
        let refused = bot::launch(discord, &bot::config()).ended().await.expect_err("nobody lets it in").to_string();
        assert!(refused.starts_with(&format!("Discord refused {said}")) && !refused.contains('\n'), "{refused}");
    }
}

#[tokio::test]
async fn it_says_goodbye_to_discord_and_finishes_what_it_is_answering() {
    let bot = bot::start().await;
    let discord = bot.discord.clone();
    discord.fault(fault("POST", "/callback", 1, What::Delay(Duration::from_millis(300))));
    let mut ana = bot.member("Ana");
    let asking = tokio::spawn(async move { ana.types("/ask question:keeper percentage").await });
    discord
        .until("the answer is under way", |discord| discord.requests().iter().any(|one| one.contains("/callback")))
        .await;
    bot.stop().await.expect("it ends in good order");
    asking.await.expect("the answer came");
    assert_eq!(discord.closed_with(), Some(1000));
    assert!(discord.transcript().contains("About ninety percent"));
}

#[tokio::test]
async fn knowledge_is_read_again_and_what_is_broken_changes_nothing_but_the_log() {
    let dir = bot::copy_of(Path::new(LIGHTHOUSE));
    let entries = dir.path().join("faq/exchange.toml");
    let mut config = bot::config_of_guild();
    config.knowledge = Some(dir.path().to_owned());
    let bot = bot::start_with(&config).await;
    let text = fs::read_to_string(&entries).expect("it is there");

    fs::write(&entries, text.replace("About ninety percent", "About ninety-five percent")).expect("it can be written");
    bot.signal(ControlSignal::Reload).await;
    until_logged("reloaded the knowledge").await;
    bot.member("Ana").types("/ask question:keeper percentage").await;
    assert!(bot.discord.take_transcript().contains("About ninety-five percent"));

    fs::write(&entries, text.replace("id = \"keeper-share\"", "id = keeper-share")).expect("it can be written");
    bot.signal(ControlSignal::Reload).await;
    until_logged("still using the previous version").await;
    assert!(log().last().is_some_and(|line| line.contains("exchange.toml:11")), "{:?}", log());
    bot.member("Ana").types("/ask question:keeper percentage").await;
    assert!(bot.discord.take_transcript().contains("About ninety-five percent"));

    bot.member("Mo").moderator().types("/manage reload").await;
    bot.discord.until("the moderator is told", |discord| discord.transcript().contains("exchange.toml")).await;
    let said = bot.discord.transcript().replace(&dir.path().display().to_string(), "DIR");
    insta::assert_snapshot!(said, @"
    Mo: /manage reload
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Reload failed; still using the previous version.
        └ DIR/faq/exchange.toml:11: string values must be quoted, expected literal string
    ");
}

/// Waits until the bot has logged something.
async fn until_logged(text: &str) {
    let logged = async {
        while !log().iter().any(|line| line.contains(text)) {
            tokio::task::yield_now().await;
        }
    };
    let in_time = timeout(Duration::from_secs(5), logged).await;
    assert!(in_time.is_ok(), "nothing of {text:?} was logged: {:?}", log());
}

#[tokio::test]
async fn a_server_s_failure_and_a_broken_line_are_tried_again_and_answered_once() {
    for what in [What::Status(500), What::Status(502), What::Drop, What::ExecuteThenDrop] {
        let bot = bot::start().await;
        bot.discord.fault(fault("POST", "/callback", 2, what));
        bot.member("Ana").types("/ask question:keeper percentage").await;
        bot.discord.settle().await;
        let transcript = bot.discord.transcript();
        assert_eq!(transcript.matches("About ninety percent").count(), 1, "{what:?}: {transcript}");
        assert!(!log().iter().any(|line| line.starts_with("WARN")), "{what:?}: {:?}", log());
        // Where only the answer to the first request was lost, the next ones are refused, which is how that is noticed.
        let refusals = if matches!(what, What::ExecuteThenDrop) { 2 } else { 0 };
        bot.discord.until("it is noticed", |discord| discord.violations().len() == refusals).await;
        assert!(bot.discord.take_violations().iter().all(|one| one.contains("40060")), "{what:?}");
        // Left alone, it would complain of a Discord that is gone.
        let discord = bot.discord.clone();
        bot.stop().await.expect("it ends in good order");
        // Whoever does not hear that it has answered answers again, and is told so.
        let again = discord.take_violations();
        let most = if matches!(what, What::ExecuteThenDrop) { 2 } else { 0 };
        assert!(again.len() <= most, "{what:?}: {again:?}");
    }
}

#[tokio::test]
async fn what_was_sent_too_fast_is_sent_again_and_answered_once() {
    let bot = bot::start().await;
    let slow_down = What::TooMany { retry_after: Duration::from_millis(100), global: false };
    bot.discord.fault(fault("POST", "/callback", 1, slow_down));
    bot.discord.fault(fault("POST", "/messages", 1, slow_down));
    let mut ana = bot.member("Ana");
    ana.types("/ask question:keeper percentage").await;
    ana.says(&format!("{} keeper percentage", me()));
    ana.hears().await;
    bot.discord.settle().await;
    let transcript = bot.discord.transcript();
    assert_eq!(transcript.matches("About ninety percent").count(), 2, "{transcript}");
}

#[tokio::test]
async fn a_mention_s_answer_whose_confirmation_is_lost_is_not_posted_twice() {
    let bot = bot::start().await;
    bot.discord.fault(fault("POST", "/messages", 2, What::ExecuteThenDrop));
    let mut ana = bot.member("Ana");
    ana.says(&format!("{} keeper percentage", me()));
    ana.hears().await;
    bot.discord.settle().await;
    let transcript = bot.discord.transcript();
    assert_eq!(transcript.matches("About ninety percent").count(), 1, "{transcript}");
}

#[tokio::test]
async fn what_discord_refuses_is_logged_once_and_never_tried_again() {
    let bot = bot::start().await;
    let ana = bot.member("Ana");
    bot.discord.fault(fault("POST", "/callback", 1, What::Delay(Duration::from_millis(50))));
    let mut late = ana.clone();
    let entry_action = late.command("/ask question:keeper percentage");
    let asked =
        tokio::spawn(async move { late.send_interaction(": /ask question:keeper percentage", entry_action).await });
    bot.discord.until("the question has been asked", |discord| discord.transcript().contains("/ask")).await;
    bot.discord.advance(Duration::from_secs(4));
    asked.await.expect("the question was asked");
    bot.discord.until("the answer is refused", |discord| !discord.violations().is_empty()).await;
    let refused = bot.discord.take_violations();
    assert_eq!(refused.len(), 1, "{refused:?}");
    let callbacks = bot.discord.requests().iter().filter(|one| one.contains("/callback")).count();
    assert_eq!(callbacks, 1);
    until_logged("delivering the answer").await;
    let warnings: Vec<String> = log().into_iter().filter(|line| line.starts_with("WARN")).collect();
    assert_eq!(warnings, ["WARN delivering the answer to /ask failed: 404 Unknown interaction (10062)"]);
}

/// Somebody has changed a role of a guild.
fn role_update(guild: u64) -> serde_json::Value {
    let role = serde_json::json!({
        "id": "5", "name": "helpers", "color": 0, "hoist": false, "position": 1, "permissions": "0",
        "managed": false, "mentionable": false, "flags": 0,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
    });
    serde_json::json!({ "guild_id": guild.to_string(), "role": role })
}

#[tokio::test]
async fn a_channel_that_refuses_is_told_of_once_to_the_moderators_and_left_alone() {
    let bot = bot::start_with(&bot::config_of_guild()).await;
    bot.discord.channel(QUESTIONS).may_send(false);
    let mut ana = bot.member("Ana");
    for _ in 0..3 {
        ana.says(&format!("{} keeper percentage", me()));
        // What the guild has set is read first, so that nothing may be under way yet.
        bot.discord.until("the moderators are told", |discord| discord.posts(crate::discord::STAFF) == 1).await;
        bot.discord.settle().await;
    }
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #questions in The Lighthouse ──
    Ana: @jet-senpai keeper percentage
    Ana: @jet-senpai keeper percentage
    Ana: @jet-senpai keeper percentage
    ── #staff in The Lighthouse ──
    jet-senpai:
      I was asked something in #questions but can't answer there: 403 Missing Permissions (50013). I need View Channel, Send Messages (in threads: Send Messages in Threads), Embed Links and Read Message History.
    ");
    assert_eq!(bot.discord.take_violations().len(), 1);
    let warnings = log().into_iter().filter(|line| line.starts_with("WARN")).count();
    assert_eq!(warnings, 1, "{:?}", log());
    // What changes elsewhere changes nothing here; what changes here may have mended it, but nobody is told twice.
    for guild in [7, crate::discord::LIGHTHOUSE] {
        bot.discord.send_event("GUILD_ROLE_UPDATE", &role_update(guild));
        bot.discord.settle().await;
        let tried = usize::from(guild == crate::discord::LIGHTHOUSE);
        ana.says(&format!("{} keeper percentage", me()));
        bot.discord.until("it is tried, or not", |discord| discord.posts(QUESTIONS) == 1 + tried).await;
        bot.discord.settle().await;
        assert_eq!(bot.discord.take_violations().len(), tried, "after a change in {guild}");
    }
    bot.discord.take_transcript();
    // Commands need no permission in the channel, and after an hour it is tried again.
    bot.member("Ana").types("/ask question:keeper percentage private:true").await;
    bot.discord.channel(QUESTIONS).may_send(true);
    bot.clock.advance(Duration::from_secs(3_601));
    let mut ana = bot.member("Ana");
    ana.says(&format!("{} keeper percentage", me()));
    ana.hears().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:keeper percentage private:true
      jet-senpai (only Ana sees this):
        ┌ keeper percentage
        │ How many participants are keepers?
        │ About ninety percent of the participants are keepers.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ⌄ Related questions: What is the Lighthouse Exchange?
        [This helped] [Not what I asked] [More stories]
    Ana: @jet-senpai keeper percentage
    jet-senpai to Ana:
      ┌ How many participants are keepers?
      │ About ninety percent of the participants are keepers.
      │ **Source: The Lighthouse Exchange (invented, unofficial)**
      │ “Keepers make up ninety percent of all participants.”
      └ -# Not a real programme.
      ⌄ Related questions: What is the Lighthouse Exchange?
      [This helped] [Not what I asked] [More stories] [Delete]
    ");
}

#[tokio::test]
async fn events_of_tomorrow_and_guilds_that_go_trouble_nobody() {
    let bot = bot::start().await;
    bot.discord.send_event("SOMETHING_NEW", &serde_json::json!({ "what": "nobody knows" }));
    bot.discord.guild_delete(crate::discord::LIGHTHOUSE, true);
    let (guild, _) = bot.discord.invited_to("The Harbour");
    bot.discord.guild_delete(guild, false);
    bot.member("Ana").in_dm().types("/ask question:keeper percentage").await;
    assert!(bot.discord.transcript().contains("About ninety percent"));
    assert!(log().iter().any(|line| line.contains("removed from a guild")), "{:?}", log());
}

#[tokio::test]
async fn nothing_anybody_typed_is_in_the_log() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:a lighthouse secret").await;
    ana.says(&format!("{} another lighthouse secret", me()));
    ana.hears().await;
    bot.discord.fault(fault("POST", "/callback", 9, What::Status(500)));
    let entry_action = ana.command("/ask question:a third secret");
    ana.send_interaction(": /ask", entry_action).await;
    bot.discord.settle().await;
    let log = log().join("\n");
    assert!(log.contains("delivering the answer"), "{log}");
    assert!(!log.contains("secret") && !log.contains(bot.discord.token()), "{log}");
}
