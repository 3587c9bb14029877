//! Which testimonials a schedule posts, on which days, and what moderators hear of how many are left.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use jet_senpai::config::Config;
use jet_senpai::discord::ControlSignal;
use serde_json::Value;
use tokio::time::timeout;

use crate::bot::{self, Bot, LIGHTHOUSE, copy_of};
use crate::discord::{QUESTIONS, STAFF};
use crate::highlights::{posted, scheduled, until_posted};
use crate::posting::{told, until_told};

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Characters that are too many for a daily post by one.
const TOO_LONG: usize = 1_201;

/// Within this time it must know what it was told to read.
const PATIENCE: Duration = Duration::from_secs(10);

/// What moderators are told of how many are left, whatever it is.
const LEFT: &str = "start over";

/// A testimonial as a curator writes it: its text is its id, made as long as it is to be.
fn testimonial(id: &str, person: &str, topics: &str, length: usize) -> String {
    let text = format!("{id} {}", "o".repeat(length.saturating_sub(id.len() + 1)));
    format!(
        "\n[[testimonial]]\nid = \"{id}\"\nperson = \"{person}\"\ndocument = \"page\"\ntext = \"{text}\"\n\
         topics = [{topics}]\nroles = []\ndaily = true\n"
    )
}

/// The invented knowledge and more testimonials, and a bot that knows them.
async fn start_with(more: &str) -> (Bot, tempfile::TempDir) {
    let knowledge = copy_of(Path::new(LIGHTHOUSE));
    let file = knowledge.path().join("testimonials.toml");
    let text = fs::read_to_string(&file).expect("it is there");
    fs::write(&file, text + more).expect("it can be written");
    let config = Config { knowledge: Some(knowledge.path().into()), ..bot::config() };
    (bot::start_with(&config).await, knowledge)
}

/// What a post quotes, without what makes it long, or says that it begins in the middle.
fn quoted(post: &Value) -> String {
    let text = post["embeds"][0]["description"].as_str().unwrap_or_default();
    let words = text.split(['“', '”']).nth(1).unwrap_or_default();
    words.trim_start_matches("… ").split(" oo").next().unwrap_or_default().to_owned()
}

/// Lets the first post come that is due half an hour after the start, then one on each day after it; on each of them,
/// there must be one more.
async fn until_days(bot: &Bot, days: RangeInclusive<usize>) {
    for day in days {
        bot.clock.passes(if day == 1 { HOUR / 2 } else { DAY }).await;
        until_posted(bot, day).await;
    }
}

#[tokio::test]
async fn moderators_hear_once_in_each_round_that_six_are_left() {
    let mut more = String::new();
    for number in 1..=7 {
        let person = if number % 2 == 0 { "aoife" } else { "jonas" };
        more.push_str(&testimonial(&format!("more-{number}"), person, "\"work\"", 40));
    }
    let (bot, _knowledge) = start_with(&more).await;
    scheduled(&bot, "").await;
    // Of nine, seven are left after the second; that is not few yet.
    until_days(&bot, 1..=2).await;
    assert_eq!(told(&bot), Vec::<String>::new());
    until_days(&bot, 3..=3).await;
    until_told(&bot, "6 stories are left before the daily highlights start over", 1).await;
    // Not again in this round: neither with each that follows, nor with the last, nor when the next round begins.
    until_days(&bot, 4..=9).await;
    let all: BTreeSet<String> = posted(&bot).iter().map(quoted).collect();
    assert_eq!(all.len(), 9, "everything has come once: {all:?}");
    until_days(&bot, 10..=11).await;
    until_told(&bot, LEFT, 1).await;
    until_days(&bot, 12..=12).await;
    until_told(&bot, "6 stories are left before the daily highlights start over", 2).await;
    until_days(&bot, 13..=18).await;
    until_told(&bot, LEFT, 2).await;
    assert_eq!(told(&bot).len(), 2, "{:?}", told(&bot));
}

#[tokio::test]
async fn where_there_is_but_one_moderators_hear_once_that_it_comes_again() {
    let bot = bot::start().await;
    scheduled(&bot, " roles:CIR").await;
    until_days(&bot, 1..=4).await;
    until_told(&bot, "Every story has been posted, so the daily highlights start over", 1).await;
    assert_eq!(told(&bot).len(), 1, "{:?}", told(&bot));
}

#[tokio::test]
async fn when_nothing_is_left_moderators_hear_once_and_it_goes_on_when_there_is_something() {
    let (bot, knowledge) = start_with("").await;
    scheduled(&bot, " roles:CIR").await;
    until_days(&bot, 1..=1).await;
    let file = knowledge.path().join("testimonials.toml");
    let text = fs::read_to_string(&file).expect("it is there");
    let reloads = async |text: &str, left: &str| {
        fs::write(&file, text).expect("it can be written");
        bot.signal(ControlSignal::Reload).await;
        let mut mo = bot.member("Mo").moderator();
        let read = async {
            while !bot.discord.take_transcript().contains(left) {
                mo.types("/manage highlight status").await;
            }
        };
        timeout(PATIENCE, read).await.expect("it knows what it was told to read");
    };
    reloads(&text.replace("daily = true", "daily = false"), "0 of 0").await;
    for _ in 0..3 {
        bot.clock.passes(DAY).await;
        until_told(&bot, "I have no story to post", 1).await;
    }
    assert_eq!(posted(&bot).len(), 1);
    reloads(&text, "of 1 stories").await;
    until_days(&bot, 2..=3).await;
    until_told(&bot, "I have no story to post", 1).await;
    until_told(&bot, "missed", 0).await;
}

#[tokio::test]
async fn on_weekdays_only_nothing_is_posted_on_a_saturday_or_sunday() {
    let bot = bot::start().await;
    scheduled(&bot, " days:weekdays").await;
    // It begins on a Sunday.
    let mut posts = 0;
    for (number, day) in "Sun Mon Tue Wed Thu Fri Sat Sun Mon Tue".split(' ').enumerate() {
        bot.clock.passes(if number == 0 { HOUR / 2 } else { DAY }).await;
        posts += usize::from(!day.starts_with('S'));
        until_posted(&bot, posts).await;
    }
    assert_eq!(posts, 7);
    until_told(&bot, "missed", 0).await;
}

#[tokio::test]
async fn of_certain_topics_and_roles_only_what_is_on_them_is_posted_and_all_of_it() {
    let more = [
        testimonial("of-both", "jonas", "\"exchange\", \"work\"", 40),
        testimonial("of-the-other", "jonas", "\"exchange\"", 40),
        testimonial("of-nothing", "jonas", "", 40),
        testimonial("of-another-role", "aoife", "\"work\"", 40),
    ];
    let (bot, _knowledge) = start_with(&more.concat()).await;
    scheduled(&bot, " topics:A day at work roles:CIR").await;
    until_days(&bot, 1..=6).await;
    let posts = posted(&bot);
    let seen: BTreeSet<String> = posts.iter().map(quoted).collect();
    let radio = "I translated letters for the harbour master and read the weather on the radio.";
    assert_eq!(seen, BTreeSet::from([radio, "of-both"].map(str::to_owned)));
    // What is on several is posted for the one that was chosen.
    assert!(posts.iter().all(|one| one["embeds"][0]["title"] == "Your senpai on: A day at work"));
}

#[tokio::test]
async fn what_is_too_long_to_be_read_is_never_posted_however_fit_it_is() {
    let more = [
        testimonial("as-long-as-may-be", "jonas", "\"work\"", TOO_LONG - 1),
        testimonial("too-long", "jonas", "\"work\"", TOO_LONG),
    ];
    let (bot, _knowledge) = start_with(&more.concat()).await;
    scheduled(&bot, "").await;
    until_days(&bot, 1..=6).await;
    let seen: Vec<String> = posted(&bot).iter().map(quoted).collect();
    assert_eq!(seen.iter().filter(|one| *one == "as-long-as-may-be").count(), 2, "{seen:?}");
    assert!(!seen.contains(&"too-long".to_owned()), "{seen:?}");
}

#[tokio::test]
async fn two_schedules_of_a_guild_both_post_on_their_days() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    mo.types("/manage highlight schedule channel:#staff time:8:00 timezone:Asia/Tokyo days:mon wed roles:CIR").await;
    let of = |channel| {
        let messages = bot.discord.messages(channel);
        messages.into_iter().filter(|one| one.to_string().contains("Your senpai")).collect::<Vec<_>>()
    };
    // Each evening one, and on the mornings of Monday and Wednesday another elsewhere.
    let mut log = String::new();
    for (number, morning) in "Mon Tue Wed Thu Fri".split(' ').enumerate() {
        bot.clock.passes(if number == 0 { HOUR / 2 } else { 13 * HOUR }).await;
        until_posted(&bot, number + 1).await;
        bot.clock.passes(11 * HOUR).await;
        let elsewhere = if number < 2 { 1 } else { 2 };
        bot.discord.until("it is posted elsewhere", |_| of(STAFF).len() >= elsewhere).await;
        let _ = writeln!(log, "{morning}: {} and {}", of(QUESTIONS).len(), of(STAFF).len());
    }
    insta::assert_snapshot!(log, @"
    Mon: 1 and 1
    Tue: 2 and 1
    Wed: 3 and 2
    Thu: 4 and 2
    Fri: 5 and 2
    ");
    assert!(of(STAFF).iter().all(|one| one.to_string().contains("Jonas Wirth")));
}
