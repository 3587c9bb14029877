//! What may go wrong with a post, and what becomes of it: one for each day, or a word to the moderators.

use std::time::Duration;

use crate::bot::{self, Bot};
use crate::discord::faults::{Fault, What};
use crate::discord::{QUESTIONS, STAFF, THREAD};
use crate::highlights::{posted, scheduled, until_posted};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// What the moderators were told in their channel, a line each.
pub fn told(bot: &Bot) -> Vec<String> {
    let descriptions = bot
        .discord
        .messages(STAFF)
        .into_iter()
        .filter_map(|one| one["embeds"][0]["description"].as_str().map(str::to_owned));
    descriptions.collect()
}

/// Waits until they were told something so often, and no more often.
pub async fn until_told(bot: &Bot, what: &str, times: usize) {
    let count = |bot: &Bot| told(bot).iter().filter(|one| one.contains(what)).count();
    bot.discord.until(what, |_| count(bot) >= times).await;
    bot.discord.settle().await;
    assert_eq!(count(bot), times, "{:?}", told(bot));
}

/// Something happens to the next request that sends a message into the channel.
fn next_post(bot: &Bot, what: What, times: usize) {
    bot.discord.fault(Fault { method: "POST", path_contains: format!("/channels/{QUESTIONS}/messages"), times, what });
}

/// Lets time pass, minute by minute, until something is so.
async fn in_time(bot: &Bot, what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        bot.clock.passes(MINUTE).await;
    }
    panic!("waited in vain until {what}\n{}", bot.discord.transcript());
}

#[tokio::test]
async fn whatever_becomes_of_the_answer_it_is_posted_once() {
    let too_fast = What::TooMany { retry_after: Duration::from_millis(100), global: false };
    for what in [What::ExecuteThenStatus(502), What::ExecuteThenDrop, What::Status(503), What::Drop, too_fast] {
        let bot = bot::start().await;
        scheduled(&bot, "").await;
        // More often than it is tried at once.
        next_post(&bot, what, 5);
        bot.clock.passes(HOUR / 2).await;
        // Discord forgets nonces; what was claimed is looked for.
        in_time(&bot, "it is there", || {
            bot.discord.advance(10 * MINUTE);
            !posted(&bot).is_empty()
        })
        .await;
        for _ in 0..30 {
            bot.clock.passes(MINUTE).await;
        }
        assert_eq!(posted(&bot).len(), 1, "{what:?}");
        let mut mo = bot.member("Mo").moderator();
        mo.types("/manage highlight status").await;
        assert!(bot.discord.transcript().contains("‹time›: posted"), "{what:?}");
    }
}

#[tokio::test]
async fn while_discord_is_down_for_hours_it_waits_and_posts_late_or_not_at_all() {
    for (down, posts) in [(5 * HOUR, 1), (7 * HOUR, 0)] {
        let bot = bot::start().await;
        scheduled(&bot, "").await;
        next_post(&bot, What::Status(503), usize::MAX);
        bot.clock.passes(HOUR / 2).await;
        for _ in 0..(down.as_secs() / 600) {
            bot.clock.passes(10 * MINUTE).await;
        }
        bot.discord.mend();
        if posts == 1 {
            in_time(&bot, "it is there", || !posted(&bot).is_empty()).await;
        } else {
            in_time(&bot, "moderators hear of it", || told(&bot).iter().any(|one| one.contains("missed"))).await;
        }
        assert_eq!(posted(&bot).len(), posts);
    }
}

#[tokio::test]
async fn what_was_missed_while_the_bot_was_away_is_not_made_up_for_twice() {
    let bot = bot::start().await;
    scheduled(&bot, "").await;
    bot.clock.passes(3 * DAY + HOUR).await;
    until_posted(&bot, 1).await;
    until_told(&bot, "3 daily highlights were missed", 1).await;
    bot.clock.passes(23 * HOUR + HOUR / 2).await;
    until_posted(&bot, 2).await;
    until_told(&bot, "missed", 1).await;
}

#[tokio::test]
async fn a_channel_that_refuses_is_told_of_once_and_paused_after_three_days() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    bot.discord.channel(QUESTIONS).may_send(false);
    bot.clock.passes(HOUR / 2).await;
    until_told(&bot, "couldn't post today's highlight", 1).await;
    bot.clock.passes(DAY).await;
    bot.clock.passes(DAY).await;
    until_told(&bot, "three times in a row", 1).await;
    until_told(&bot, "couldn't post today's highlight", 1).await;
    bot.discord.channel(QUESTIONS).may_send(true);
    bot.clock.passes(DAY).await;
    assert!(posted(&bot).is_empty());
    bot.discord.take_transcript();
    mo.presses("Open the schedule").await;
    mo.presses("Resume").await;
    bot.clock.passes(DAY).await;
    until_posted(&bot, 1).await;
    bot.discord.take_violations();
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo presses [Open the schedule]
      jet-senpai (only Mo sees this):
        ┌ Daily highlights
        │ **Channel**
        │ #questions
        │ **Time**
        │ 21:30 (Asia/Tokyo), every day
        │ **Next posts**
        │ Paused after three failed posts. Fix the channel or permissions, then resume.
        │ **Not posted yet**
        │ 2 of 2 stories, then it starts over
        │ **Latest posts**
        │ ‹time›: failed
        │ ‹time›: failed
        └ ‹time›: failed
        [Preview] [Resume] [Delete] [All schedules]
    Mo presses [Resume]
      jet-senpai changes its message (only Mo sees this):
        ┌ Daily highlights
        │ Resumed.
        │ **Channel**
        │ #questions
        │ **Time**
        │ 21:30 (Asia/Tokyo), every day
        │ **Next posts**
        │ ‹time›
        │ ‹time›
        │ ‹time›
        │ **Not posted yet**
        │ 2 of 2 stories, then it starts over
        │ **Latest posts**
        │ ‹time›: failed
        │ ‹time›: failed
        └ ‹time›: failed
        [Preview] [Pause] [Delete] [All schedules]
    ── #questions in The Lighthouse ──
    jet-senpai:
      ┌ Your senpai on: A day at work
      │ > “I translated letters for the harbour master and read the weather on the radio.”
      │ > — Jonas Wirth, CIR in Saltmouth
      │ **Source**
      │ The Lighthouse Exchange (invented, unofficial)
      │ Not a real programme.
      │ **And you?**
      └ What does your lamp sound like at night?
      [Ask about this]
    ");
}

#[tokio::test]
async fn a_channel_that_is_deleted_is_told_of_and_the_bot_goes_on() {
    let bot = bot::start().await;
    scheduled(&bot, "").await;
    bot.discord.channel(QUESTIONS).deleted();
    bot.clock.passes(HOUR / 2).await;
    bot.clock.passes(DAY).await;
    bot.clock.passes(DAY).await;
    until_told(&bot, "three times in a row", 1).await;
    bot.member("Ana").in_channel(STAFF).types("/ask question:What are the working hours?").await;
    bot.discord.take_violations();
}

#[tokio::test]
async fn where_the_history_cant_be_read_moderators_decide_and_nothing_is_sent_again() {
    for there in [true, false] {
        let bot = bot::start().await;
        let mut mo = scheduled(&bot, "").await;
        bot.discord.channel(QUESTIONS).may_read_history(false);
        next_post(&bot, What::ExecuteThenDrop, 5);
        bot.clock.passes(HOUR / 2).await;
        in_time(&bot, "moderators are asked", || told(&bot).iter().any(|one| one.contains("can't check whether")))
            .await;
        bot.discord.advance(HOUR);
        for _ in 0..12 {
            bot.clock.passes(10 * MINUTE).await;
        }
        assert_eq!(posted(&bot).len(), 1, "it is never sent again by itself");
        bot.discord.take_transcript();
        mo.presses(if there { "It's there" } else { "Missing: post it" }).await;
        mo.presses(if there { "It's there" } else { "Missing: post it" }).await;
        bot.clock.rests().await;
        assert_eq!(posted(&bot).len(), if there { 1 } else { 2 });
        let transcript = bot.discord.transcript();
        assert!(transcript.contains("already answered"), "{transcript}");
    }
}

#[tokio::test]
async fn a_thread_that_was_archived_is_opened_again() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage highlight schedule channel:#visa talk time:9:30 pm timezone:Asia/Tokyo").await;
    bot.discord.channel(THREAD).archived(true);
    bot.clock.passes(HOUR / 2).await;
    let is_there = |bot: &Bot| bot.discord.messages(THREAD).iter().any(|one| one.to_string().contains("Your senpai"));
    bot.discord.until("it is posted in the thread", |_| is_there(&bot)).await;
}

#[tokio::test]
async fn a_thread_that_may_not_be_begun_keeps_no_post_away() {
    let bot = bot::start().await;
    bot.discord.channel(QUESTIONS).may_start_threads(false);
    scheduled(&bot, " thread:true").await;
    bot.clock.passes(HOUR / 2).await;
    until_posted(&bot, 1).await;
    bot.discord.take_violations();
}

#[tokio::test]
async fn two_bots_on_one_database_file_post_once_after_the_first_has_died() {
    let (config, _home) = bot::kept();
    let first = bot::start_with(&config).await;
    scheduled(&first, "").await;
    first.clock.passes(HOUR / 2).await;
    until_posted(&first, 1).await;
    let discord = first.discord.clone();
    first.stop().await.expect("it stops");
    let second = bot::launch(discord, &config);
    second.discord.until("it is connected", |discord| discord.identifies() == 2 && discord.is_heard()).await;
    second.clock.passes(HOUR).await;
    assert_eq!(posted(&second).len(), 1, "the day has its post");
    second.clock.passes(DAY).await;
    until_posted(&second, 2).await;
}

#[tokio::test]
async fn a_time_that_moderators_change_posts_no_day_twice() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    bot.clock.passes(HOUR / 2).await;
    until_posted(&bot, 1).await;
    // It is half past nine on the 22nd in Japan, and half past seven in the morning in New York, on the same day.
    let change = "/manage highlight schedule channel:#questions time:8:00 timezone:America/New_York change:";
    mo.chooses(change, "21:30 (Asia/Tokyo), every day").await;
    bot.clock.passes(2 * HOUR).await;
    assert_eq!(posted(&bot).len(), 1, "the 22nd has its post");
    bot.clock.passes(DAY).await;
    until_posted(&bot, 2).await;
}

#[tokio::test]
async fn what_was_claimed_before_moderators_paused_it_is_not_posted() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    next_post(&bot, What::Status(503), usize::MAX);
    bot.clock.passes(HOUR / 2).await;
    mo.types("/manage highlight pause").await;
    bot.discord.mend();
    for _ in 0..60 {
        bot.clock.passes(MINUTE).await;
    }
    assert!(posted(&bot).is_empty());
    assert!(!told(&bot).iter().any(|one| one.contains("missed")));
}
