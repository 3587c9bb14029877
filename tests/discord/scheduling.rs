//! What moderators type for a schedule of highlights: understood, offered while they type, or said to be wrong.

use crate::bot;
use crate::discord::QUESTIONS;
use crate::highlights::scheduled;

#[tokio::test]
async fn what_cannot_be_understood_is_said_with_what_would_be_right() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator();
    for wrong in [
        "time:25:00",
        "time:soon",
        "time:9:00 timezone:Mars/Olympus",
        "time:9:00 days:someday",
        "time:9:00 roles:ALT, teacher",
        "time:9:00 topics:cooking",
        "time:9:00 roles:SEA",
        "time:9:00 change:nothing",
    ] {
        mo.types(&format!("/manage highlight schedule channel:#questions {wrong}")).await;
    }
    bot.discord.channel(QUESTIONS).may_send(false);
    mo.types("/manage highlight schedule channel:#questions time:9:00").await;
    mo.types("/manage highlight status").await;
    bot.member("Ana").sees_every_command().types("/manage highlight status").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Mo: /manage highlight schedule channel:#questions time:25:00
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ “25:00” isn't a time. Write it like 9:00, 21:30 or 9:30 pm.
    Mo: /manage highlight schedule channel:#questions time:soon
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ “soon” isn't a time. Write it like 9:00, 21:30 or 9:30 pm.
    Mo: /manage highlight schedule channel:#questions time:9:00 timezone:Mars/Olympus
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ I couldn't find the time zone “Mars/Olympus”. Pick one of the suggestions that appear as you type, such as Asia/Tokyo or Europe/London.
    Mo: /manage highlight schedule channel:#questions time:9:00 days:someday
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ “someday” isn't a list of days. Write it like “mon wed fri”, “weekdays” or “every day”.
    Mo: /manage highlight schedule channel:#questions time:9:00 roles:ALT, teacher
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ “teacher” isn't a JET role. Write ALT, CIR or SEA; separate several with commas.
    Mo: /manage highlight schedule channel:#questions time:9:00 topics:cooking
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ I couldn't find the topic “cooking”. Pick one of the suggestions that appear as you type; separate several with commas.
    Mo: /manage highlight schedule channel:#questions time:9:00 roles:SEA
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ No story matches these roles and topics. Choose others; nothing was saved.
    Mo: /manage highlight schedule channel:#questions time:9:00 change:nothing
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ I couldn't find the schedule “nothing”. Pick one of the suggestions that appear as you type.
    Mo: /manage highlight schedule channel:#questions time:9:00
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ I can't post in that channel. Give me these permissions there, then try again: Send Messages. Nothing was saved.
    Mo: /manage highlight status
      jet-senpai (only Mo sees this):
        ─ No daily highlights are scheduled. Use /manage highlight schedule to post one story a day.
    Ana: /manage highlight status
      jet-senpai (only Ana sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    ");
}

#[tokio::test]
async fn zones_topics_and_schedules_are_offered_while_a_moderator_types() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    let mut offered = Vec::new();
    for typed in ["timezone:tok", "timezone:new york", "timezone:", "topics:work", "topics:A day at work, exch"] {
        let choices = mo.completes(&format!("/manage highlight schedule channel:#questions time:9:00 {typed}")).await;
        let labels: Vec<String> = choices.into_iter().map(|(label, _)| label).take(4).collect();
        offered.push(format!("{typed} → {}", labels.join(" | ")));
    }
    let choices = mo.completes("/manage highlight pause schedule:").await;
    offered.extend(choices.iter().map(|(label, _)| format!("schedule: → {label}")));
    let mut ana = bot.member("Ana").sees_every_command();
    assert!(ana.completes("/manage highlight pause schedule:").await.is_empty());
    insta::assert_snapshot!(offered.join("\n"), @"
    timezone:tok → Asia/Tokyo | Antarctica/Vostok | Asia/Vladivostok
    timezone:new york → America/New_York
    timezone: → Asia/Tokyo | America/New_York | America/Chicago | America/Denver
    topics:work → A day at work
    topics:A day at work, exch → A day at work, The exchange
    schedule: → 21:30 (Asia/Tokyo), every day
    ");
}

#[tokio::test]
async fn several_schedules_are_told_apart_and_one_is_changed() {
    let bot = bot::start().await;
    let mut mo = scheduled(&bot, "").await;
    mo.types("/manage highlight schedule channel:#staff time:8:00 days:weekdays roles:CIR grace-hours:2").await;
    bot.discord.take_transcript();
    mo.types("/manage highlight preview").await;
    mo.picks("Choose a schedule", "08:00 (Asia/Tokyo), weekdays").await;
    let change = "/manage highlight schedule channel:#questions time:7:15 timezone:Europe/London change:";
    mo.chooses(change, "21:30 (Asia/Tokyo), every day").await;
    mo.types("/manage highlight status").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Mo: /manage highlight preview
      jet-senpai (only Mo sees this):
        ┌ Daily highlights
        │ **21:30 (Asia/Tokyo), every day**
        │ #questions ‹time›
        │ **08:00 (Asia/Tokyo), weekdays**
        └ #staff ‹time›
        ⌄ Choose a schedule: 21:30 (Asia/Tokyo), every day | 08:00 (Asia/Tokyo), weekdays
    Mo picks 08:00 (Asia/Tokyo), weekdays
      jet-senpai changes its message (only Mo sees this):
        ┌ Daily highlights
        │ **Channel**
        │ #staff
        │ **Time**
        │ 08:00 (Asia/Tokyo), weekdays
        │ Only: CIR
        │ **Next posts**
        │ ‹time›
        │ ‹time›
        │ ‹time›
        │ **Not posted yet**
        └ 1 of 1 stories, then it starts over
        [Preview] [Pause] [Delete] [All schedules]
    Mo types /manage highlight schedule channel:#questions time:7:15 timezone:Europe/London change:
      ⌄ 21:30 (Asia/Tokyo), every day | 08:00 (Asia/Tokyo), weekdays
    Mo chooses 21:30 (Asia/Tokyo), every day
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Daily highlights
        │ Changed. Its history is kept.
        │ **Channel**
        │ #questions
        │ **Time**
        │ 07:15 (Europe/London), every day
        │ **Next posts**
        │ ‹time›
        │ ‹time›
        │ ‹time›
        │ **Not posted yet**
        └ 2 of 2 stories, then it starts over
        [Preview] [Pause] [Delete] [All schedules]
    Mo: /manage highlight status
      jet-senpai (only Mo sees this):
        ┌ Daily highlights
        │ **07:15 (Europe/London), every day**
        │ #questions ‹time›
        │ **08:00 (Asia/Tokyo), weekdays**
        └ #staff ‹time›
        ⌄ Choose a schedule: 07:15 (Europe/London), every day | 08:00 (Asia/Tokyo), weekdays
    ");
}
