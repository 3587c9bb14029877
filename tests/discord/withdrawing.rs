//! What a member withdraws is gone from every message that everybody sees, whatever it was quoted in, and whatever Discord
//! does meanwhile.

use std::time::Duration;

use sqlx::Connection as _;

use crate::bot::{self, Bot};
use crate::discord::faults::{Fault, What};
use crate::discord::{Member, QUESTIONS, THREAD};
use crate::highlights::scheduled;
use crate::sharing::{reviews, shares, told_alone};

const MINUTE: Duration = Duration::from_mins(1);

/// Said of the question of an entry, so that it is quoted under its answer.
const SINGS: &str = "The lamp of Saltmouth sings at night.";
const NAMELESS: &str = "show-as:Anonymous";

/// Ana's experience, approved.
async fn approved(bot: &Bot, text: &str, as_what: &str) -> Member {
    let mut ana = bot.member("Ana");
    shares(&mut ana, NAMELESS, text).await;
    reviews(bot, text).await.presses(as_what).await;
    told_alone(bot, "Ana", 1).await;
    ana
}

/// An entry that it fits.
async fn entry(bot: &Bot) {
    let mut mo = bot.member("Mo").moderator();
    mo.types("/manage add").await;
    mo.submits(&[("Question", "Does the lamp of Saltmouth sing at night?"), ("Answer", "Some say so.")]).await;
    mo.presses("Save").await;
}

async fn withdraws(ana: &mut Member, text: &str) {
    ana.types("/share mine").await;
    ana.picks("Choose a story", text).await;
    ana.presses("Withdraw").await;
    ana.presses("Yes, withdraw it").await;
}

/// The messages in the channel that have a text.
fn with(bot: &Bot, text: &str) -> usize {
    bot.discord.messages(QUESTIONS).iter().filter(|one| one.to_string().contains(text)).count()
}

#[tokio::test]
async fn answers_stay_without_it_and_posts_say_that_it_is_gone() {
    let bot = bot::start().await;
    entry(&bot).await;
    let mut ana = approved(&bot, SINGS, "Approve (incl. daily)").await;
    scheduled(&bot, "").await;
    bot.member("Ben").types("/ask question:does the lamp of saltmouth sing at night?").await;
    bot.member("Cai").says(&format!("<@{}> does the lamp of saltmouth sing at night?", crate::discord::APPLICATION));
    bot.discord.until("Cai is answered", |_| with(&bot, "Some say so.") == 2).await;
    for wait in [30 * MINUTE, 24 * 60 * MINUTE, 24 * 60 * MINUTE] {
        bot.clock.passes(wait).await;
    }
    assert!(with(&bot, "sings at night") >= 3, "{}", bot.discord.transcript());
    bot.discord.take_transcript();
    withdraws(&mut ana, SINGS).await;
    bot.discord.until("nothing quotes it", |_| with(&bot, "sings at night") == 0).await;
    assert_eq!(with(&bot, "Some say so."), 2, "the answers are still there");
    let shown = bot.discord.messages(QUESTIONS).into_iter().filter(|one| one["author"]["bot"] == true);
    let mut shown: Vec<String> = shown.map(|one| one["embeds"][0]["description"].to_string()).collect();
    // In which order it was posted is a matter of its id.
    shown.sort();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    "> “I asked to go to Brightwater because my home town is its sister harbour.”\n> — Aoife Keane, ALT in Brightwater, 2011–2013"
    "> “I translated letters for the harbour master and read the weather on the radio.”\n> — Jonas Wirth, CIR in Saltmouth"
    "Some say so."
    "Some say so."
    "This story is no longer shared."
    "#);
}

#[tokio::test]
async fn while_discord_is_down_edits_wait_and_are_made_later() {
    let bot = bot::start().await;
    entry(&bot).await;
    let mut ana = approved(&bot, SINGS, "Approve (answers only)").await;
    bot.member("Ben").types("/ask question:does the lamp of saltmouth sing at night?").await;
    assert_eq!(with(&bot, "sings at night"), 1);
    let path_contains = format!("/channels/{QUESTIONS}/messages/");
    bot.discord.fault(Fault { method: "PATCH", path_contains, times: usize::MAX, what: What::Status(503) });
    withdraws(&mut ana, SINGS).await;
    for _ in 0..10 {
        bot.clock.passes(MINUTE).await;
    }
    assert_eq!(with(&bot, "sings at night"), 1);
    bot.discord.mend();
    for _ in 0..20 {
        bot.clock.passes(MINUTE).await;
    }
    assert_eq!(with(&bot, "sings at night"), 0);
}

#[tokio::test]
async fn whoever_has_everything_removed_withdraws_all_of_it() {
    let bot = bot::start().await;
    entry(&bot).await;
    let mut ana = approved(&bot, SINGS, "Approve (answers only)").await;
    bot.member("Ben").types("/ask question:does the lamp of saltmouth sing at night?").await;
    bot.discord.take_transcript();
    ana.types("/privacy show").await;
    let said = bot.discord.take_transcript();
    assert!(said.contains("• Your story: “The lamp of Saltmouth sings at night.”"), "{said}");
    ana.types("/privacy delete").await;
    ana.presses("Delete everything").await;
    bot.discord.until("nothing quotes it", |_| with(&bot, "sings at night") == 0).await;
    bot.discord.take_transcript();
    ana.types("/privacy show").await;
    ana.types("/share mine").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /privacy show
      jet-senpai (only Ana sees this):
        ┌ Your data
        └ I store nothing about you.
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ─ You haven't shared anything here yet. Try /share experience.
    ");
}

#[tokio::test]
async fn a_message_that_shows_something_else_by_now_is_left_alone() {
    let bot = bot::start().await;
    entry(&bot).await;
    let mut ana = approved(&bot, SINGS, "Approve (answers only)").await;
    let mut ben = bot.member("Ben");
    ben.types("/ask question:does the lamp of saltmouth sing at night?").await;
    ben.presses("Not what I asked").await;
    assert_eq!(with(&bot, "sings at night"), 0);
    withdraws(&mut ana, SINGS).await;
    let edits = |bot: &Bot| bot.discord.requests().iter().filter(|one| one.starts_with("PATCH /channels")).count();
    bot.clock.passes(10 * MINUTE).await;
    assert_eq!(edits(&bot), 0);
}

#[tokio::test]
async fn what_stands_in_a_thread_that_was_archived_is_edited_there() {
    let bot = bot::start().await;
    entry(&bot).await;
    let mut ana = approved(&bot, SINGS, "Approve (answers only)").await;
    bot.member("Ben").in_channel(THREAD).types("/ask question:does the lamp of saltmouth sing at night?").await;
    let quotes = |bot: &Bot| bot.discord.messages(THREAD).iter().filter(|one| one.to_string().contains(SINGS)).count();
    assert_eq!(quotes(&bot), 1);
    bot.discord.channel(THREAD).archived(true);
    withdraws(&mut ana, SINGS).await;
    bot.discord.until("it is edited", |_| quotes(&bot) == 0).await;
    bot.discord.take_violations();
}

#[tokio::test]
async fn where_the_bot_could_not_edit_what_it_said_it_quotes_no_member() {
    let bot = bot::start().await;
    entry(&bot).await;
    approved(&bot, SINGS, "Approve (answers only)").await;
    bot.discord.channel(QUESTIONS).may_view(false);
    bot.member("Ben").types("/ask question:does the lamp of saltmouth sing at night?").await;
    assert_eq!((with(&bot, "Some say so."), with(&bot, "sings at night")), (1, 0));
}

#[tokio::test]
async fn while_the_database_does_not_answer_nobody_is_quoted_who_may_have_withdrawn_it() {
    let (config, home) = bot::kept();
    let bot = bot::start_with(&config).await;
    entry(&bot).await;
    approved(&bot, SINGS, "Approve (answers only)").await;
    let mut ben = bot.member("Ben");
    ben.types("/ask question:does the lamp of saltmouth sing at night? private:true").await;
    assert!(ben.sees().last().is_some_and(|one| one.text.contains(SINGS)));
    // Nobody can read it any more.
    let url = format!("sqlite://{}", home.path().join("kept.db").display());
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(&url).await.expect("it can be opened");
    sqlx::raw_sql("ALTER TABLE guild RENAME TO away").execute(&mut connection).await.expect("it can be renamed");
    ben.types("/ask question:does the lamp of saltmouth sing at night? private:true").await;
    let last = ben.sees().pop().expect("they were answered");
    assert!(last.text.contains("Some say so.") && !last.text.contains(SINGS), "{}", last.text);
    sqlx::raw_sql("ALTER TABLE away RENAME TO guild").execute(&mut connection).await.expect("it can be renamed");
    ben.types("/ask question:does the lamp of saltmouth sing at night? private:true").await;
    assert!(ben.sees().last().is_some_and(|one| one.text.contains(SINGS)));
}
