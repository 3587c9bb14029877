//! A testimonial a day: scheduled, looked at, posted once, and told what to do.

use std::time::Duration;

use serde_json::Value;

use crate::bot::{self, Bot};
use crate::discord::{Member, QUESTIONS, STAFF};

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Daily at half past nine in the evening in Japan: half an hour after a test begins.
const DAILY: &str = "/manage highlight schedule channel:#questions time:9:30 pm timezone:Asia/Tokyo";

/// A bot that posts daily, and its moderator.
pub async fn scheduled(bot: &Bot, more: &str) -> Member {
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage settings moderators-channel:#staff").await;
    mo.types(&format!("{DAILY}{more}")).await;
    mo
}

/// What the bot has posted by itself in the channel, oldest first.
pub fn posted(bot: &Bot) -> Vec<Value> {
    let messages = bot.discord.messages(QUESTIONS);
    messages.into_iter().filter(|one| one.to_string().contains("Your senpai")).collect()
}

/// Waits for the post with a number, counted from 1, and no further.
pub async fn until_posted(bot: &Bot, number: usize) {
    bot.discord.until("it is posted", |_| posted(bot).len() >= number).await;
    bot.clock.rests().await;
    assert_eq!(posted(bot).len(), number);
}

#[tokio::test]
async fn a_schedule_says_when_it_posts_and_posts_then() {
    let bot = bot::start().await;
    let mo = scheduled(&bot, " thread:true").await;
    // Half past nine in Japan is half past twelve in UTC: on 22 November 2026, and the two days after it.
    let shown = mo.sees().last().expect("they were told").json.to_string();
    for due in [1_795_350_600, 1_795_437_000, 1_795_523_400] {
        assert!(shown.contains(&format!("<t:{due}:f>")), "{due} is not in {shown}");
    }
    bot.clock.passes(HOUR / 2).await;
    until_posted(&bot, 1).await;
    bot.clock.passes(DAY).await;
    until_posted(&bot, 2).await;
    assert!(bot.discord.pings().is_empty());
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage settings moderators-channel:#staff
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. Current settings:
        │ **Problems**
        │ None found.
        │ **Moderators' channel**
        │ #staff
        │ **Audit log channel**
        │ Not set. /manage audit shows the audit log.
        │ **Moderators**
        │ Members with the Manage Messages permission
        │ **Answers**
        │ Public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
    Mo: /manage highlight schedule channel:#questions time:9:30 pm timezone:Asia/Tokyo thread:true
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Daily highlights
        │ Scheduled.
        │ **Channel**
        │ #questions
        │ With a thread for each post
        │ **Time**
        │ 21:30 (Asia/Tokyo), every day
        │ **Next posts**
        │ ‹time›
        │ ‹time›
        │ ‹time›
        │ **Not posted yet**
        └ 2 of 2 stories, then it starts over
        [Preview] [Pause] [Delete] [All schedules]
    jet-senpai:
      ─ 1 story is left before the daily highlights start over. Members can add theirs with /share experience.
      [Open the schedule]
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
      (a thread: ‹Your senpai on: A day at work›)
    jet-senpai:
      ┌ Your senpai on: The exchange
      │ > “I asked to go to Brightwater because my home town is its sister harbour.”
      │ > — Aoife Keane, ALT in Brightwater, 2011–2013
      │ **Source**
      │ The Lighthouse Exchange (invented, unofficial)
      │ Not a real programme.
      │ **And you?**
      └ Has something like this happened to you?
      [Ask about this] [More from Aoife Keane]
      (a thread: ‹Your senpai on: The exchange›)
    ");
}

#[tokio::test]
async fn whoever_asks_about_a_post_is_answered_with_its_topic_in_mind_and_alone() {
    let bot = bot::start().await;
    scheduled(&bot, " topics:A day at work").await;
    bot.clock.passes(HOUR).await;
    until_posted(&bot, 1).await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana");
    ana.presses("Ask about this").await;
    ana.submits(&[("Your question", "when do they begin?")]).await;
    let mut ben = bot.member("Ben");
    ben.presses("Ask about this").await;
    ben.submits(&[("Your question", "What are the working hours?")]).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana presses [Ask about this]
      jet-senpai asks Ana: Ask about this
        Your question:
    Ana submits:
        Your question: when do they begin?
      jet-senpai (only Ana sees this):
        ┌ when do they begin?
        │ What are the working hours?
        │ Aoife Keane, a keeper in Brightwater, worked from six in the morning until three.
        │
        │ > “My day began at six and ended at three.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “My day began at six and ended at three.”
        │ -# Not a real programme.
        └ Closest match – not sure it's what you meant.
        ⌄ Related questions: What does a keeper do?
        [This helped] [Not what I asked]
    Ben presses [Ask about this]
      jet-senpai asks Ben: Ask about this
        Your question:
    Ben submits:
        Your question: What are the working hours?
      jet-senpai (only Ben sees this):
        ┌ What are the working hours?
        │ What are the working hours?
        │ Aoife Keane, a keeper in Brightwater, worked from six in the morning until three.
        │
        │ > “My day began at six and ended at three.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “My day began at six and ended at three.”
        └ -# Not a real programme.
        ⌄ Related questions: What does a keeper do?
        [This helped] [Not what I asked]
    ");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "most of them are what was said")]
async fn moderators_look_skip_post_pause_resume_and_remove() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    bot.discord.take_transcript();
    mo.types("/manage highlight preview").await;
    mo.presses("Skip").await;
    mo.presses("Post now").await;
    until_posted(&bot, 1).await;
    mo.types("/manage highlight pause").await;
    bot.clock.passes(DAY).await;
    assert_eq!(posted(&bot).len(), 1, "nothing is posted while it is paused");
    mo.types("/manage highlight resume").await;
    bot.clock.passes(HOUR / 2).await;
    until_posted(&bot, 2).await;
    mo.types("/manage highlight status").await;
    mo.types("/manage highlight remove").await;
    mo.presses("Yes, delete it").await;
    mo.types("/manage highlight status").await;
    bot.clock.passes(DAY).await;
    assert_eq!(posted(&bot).len(), 2);
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage highlight preview
      jet-senpai (only Mo sees this):
        ─ Next post: ‹time›
        ┌ Your senpai on: A day at work
        │ > “I translated letters for the harbour master and read the weather on the radio.”
        │ > — Jonas Wirth, CIR in Saltmouth
        │ **Source**
        │ The Lighthouse Exchange (invented, unofficial)
        │ Not a real programme.
        │ **And you?**
        └ What does your lamp sound like at night?
        [Skip] [Post now] [Back]
    Mo presses [Skip]
      jet-senpai changes its message (only Mo sees this):
        ┌ Skipped.
        └ Next post: ‹time›
        ┌ Your senpai on: The exchange
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source**
        │ The Lighthouse Exchange (invented, unofficial)
        │ Not a real programme.
        │ **And you?**
        └ Has something like this happened to you?
        [Skip] [Post now] [Back]
    Mo presses [Post now]
      jet-senpai changes its message (only Mo sees this):
        ─ Posting it now. The schedule continues with the next story.
    Mo: /manage highlight pause
      jet-senpai (only Mo sees this):
        ┌ Daily highlights
        │ Paused. I won't post until you resume it.
        │ **Channel**
        │ #questions
        │ **Time**
        │ 21:30 (Asia/Tokyo), every day
        │ **Next posts**
        │ Paused.
        │ **Not posted yet**
        │ 0 of 2 stories, then it starts over
        │ **Latest posts**
        └ ‹time›: posted
        [Preview] [Resume] [Delete] [All schedules]
    Mo: /manage highlight resume
      jet-senpai (only Mo sees this):
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
        │ 0 of 2 stories, then it starts over
        │ **Latest posts**
        └ ‹time›: posted
        [Preview] [Pause] [Delete] [All schedules]
    jet-senpai:
      ─ 1 story is left before the daily highlights start over. Members can add theirs with /share experience.
      [Open the schedule]
    Mo: /manage highlight status
      jet-senpai (only Mo sees this):
        ┌ Daily highlights
        │ **Channel**
        │ #questions
        │ **Time**
        │ 21:30 (Asia/Tokyo), every day
        │ **Next posts**
        │ ‹time›
        │ ‹time›
        │ ‹time›
        │ **Not posted yet**
        │ 1 of 2 stories, then it starts over
        │ **Latest posts**
        │ ‹time›: posted
        └ ‹time›: posted
        [Preview] [Pause] [Delete] [All schedules]
    Mo: /manage highlight remove
      jet-senpai (only Mo sees this):
        ┌ 21:30 (Asia/Tokyo), every day
        └ Delete this schedule? Its history is lost; existing posts stay.
        [Yes, delete it] [Back]
    Mo presses [Yes, delete it]
      jet-senpai changes its message (only Mo sees this):
        ─ Schedule deleted.
    Mo: /manage highlight status
      jet-senpai (only Mo sees this):
        ─ No daily highlights are scheduled. Use /manage highlight schedule to post one story a day.
    ── #questions in The Lighthouse ──
    jet-senpai:
      ┌ Your senpai on: The exchange
      │ > “I asked to go to Brightwater because my home town is its sister harbour.”
      │ > — Aoife Keane, ALT in Brightwater, 2011–2013
      │ **Source**
      │ The Lighthouse Exchange (invented, unofficial)
      │ Not a real programme.
      │ **And you?**
      └ Has something like this happened to you?
      [Ask about this] [More from Aoife Keane]
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
async fn moderators_type_that_the_next_one_is_skipped_or_posted_now() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    bot.discord.take_transcript();
    mo.types("/manage highlight skip").await;
    mo.types("/manage highlight now").await;
    bot.clock.rests().await;
    assert!(posted(&bot).is_empty(), "they see it before it is posted");
    mo.presses("Post now").await;
    until_posted(&bot, 1).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage highlight skip
      jet-senpai (only Mo sees this):
        ┌ Skipped.
        └ Next post: ‹time›
        ┌ Your senpai on: The exchange
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source**
        │ The Lighthouse Exchange (invented, unofficial)
        │ Not a real programme.
        │ **And you?**
        └ Has something like this happened to you?
        [Skip] [Post now] [Back]
    Mo: /manage highlight now
      jet-senpai (only Mo sees this):
        ─ Next post: ‹time›
        ┌ Your senpai on: The exchange
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source**
        │ The Lighthouse Exchange (invented, unofficial)
        │ Not a real programme.
        │ **And you?**
        └ Has something like this happened to you?
        [Skip] [Post now] [Back]
    Mo presses [Post now]
      jet-senpai changes its message (only Mo sees this):
        ─ Posting it now. The schedule continues with the next story.
    ── #questions in The Lighthouse ──
    jet-senpai:
      ┌ Your senpai on: The exchange
      │ > “I asked to go to Brightwater because my home town is its sister harbour.”
      │ > — Aoife Keane, ALT in Brightwater, 2011–2013
      │ **Source**
      │ The Lighthouse Exchange (invented, unofficial)
      │ Not a real programme.
      │ **And you?**
      └ Has something like this happened to you?
      [Ask about this] [More from Aoife Keane]
    ");
}

#[tokio::test]
async fn whoever_wants_more_of_a_person_sees_what_that_person_said_and_alone() {
    let bot = bot::start().await;
    scheduled(&bot, " roles:ALT").await;
    bot.clock.passes(HOUR).await;
    until_posted(&bot, 1).await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana");
    ana.presses("More from Aoife Keane").await;
    ana.presses("Next").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana presses [More from Aoife Keane]
      jet-senpai (only Ana sees this):
        ┌ 1 of 2
        │
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next]
    Ana presses [Next]
      jet-senpai changes its message (only Ana sees this):
        ┌ 2 of 2
        │
        │ > “My day began at six and ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Previous]
    ");
}

#[tokio::test]
async fn what_is_previewed_is_what_comes() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    for number in 1..=5 {
        bot.discord.take_transcript();
        mo.types("/manage highlight preview").await;
        let shown = bot.discord.take_transcript();
        bot.clock.passes(if number == 1 { HOUR / 2 } else { DAY }).await;
        until_posted(&bot, number).await;
        let words = |text: &str| text.lines().find(|line| line.contains('“')).map(str::trim).map(str::to_owned);
        assert_eq!(words(&shown), words(&bot.discord.transcript()), "post {number}");
    }
}

#[tokio::test]
async fn a_post_pings_the_one_role_that_was_chosen_and_nobody_else() {
    let bot = bot::start().await;
    let role = bot.discord.role("Daily");
    bot.discord.mentionable(role, true);
    scheduled(&bot, " ping:@Daily").await;
    bot.clock.passes(HOUR).await;
    until_posted(&bot, 1).await;
    assert_eq!(bot.discord.pings(), ["@Daily"]);
}
