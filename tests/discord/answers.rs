//! What the moderators answer returns to whoever asked: where everybody saw it, or to them alone, and once.

use std::path::Path;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use crate::bot::{self, Bot};
use crate::discord::faults::{Fault, What};
use crate::discord::{Discord, Member, QUESTIONS, STAFF};

const RICE: &str = "how do I cook rice at sea?";

/// A moderator answers the question from the inbox.
async fn answered(bot: &Bot) {
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage inbox").await;
    mo.picks("Choose a question", RICE).await;
    mo.presses("Answer").await;
    mo.submits(&[("Answer", "With twice as much water.")]).await;
    mo.presses("Save").await;
}

async fn asks(member: &mut Member, private: bool) {
    member.types(&format!("/ask question:{RICE}{}", if private { " private:true" } else { "" })).await;
    member.presses("Ask the moderators").await;
}

/// What the bot said about the question in answer.
fn answers(of: &Member) -> usize {
    of.sees().iter().filter(|one| one.text.contains("With twice as much water.")).count()
}

/// Waits until an answer waits for its member in the database.
async fn is_put_aside(database: &Path) {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("the database opens");
    let waits = async {
        let query = "SELECT COUNT(*) FROM outbox_item WHERE state = 'waiting'";
        while sqlx::query_scalar::<_, i64>(query).fetch_one(&mut connection).await.expect("it can be read") == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waits).await.expect("it is put aside");
}

/// Whether somebody's direct messages were found closed.
fn is_refused(discord: &Discord) -> bool {
    discord.violations().iter().any(|one| one.contains("50007"))
}

/// Waits until somebody has had an answer.
async fn until_answered(discord: &Discord, member: &Member, times: usize) {
    discord.until("the answer has come", |_| answers(member) >= times).await;
}

/// Lets time pass until somebody has had an answer, for some hours at most.
async fn in_time(bot: &Bot, member: &Member) {
    let passing = async {
        while answers(member) == 0 {
            bot.clock.advance(Duration::from_mins(1));
            bot.discord.settle().await;
        }
    };
    let came = tokio::time::timeout(Duration::from_secs(20), passing).await;
    assert!(came.is_ok(), "no answer came\n{}", bot.discord.transcript());
}

#[tokio::test]
async fn who_asked_publicly_is_answered_there_and_alone_is_pinged() {
    let bot = bot::start().await;
    let (mut ana, mut ben, mut cai) = (bot.member("Ana"), bot.member("Ben"), bot.member("Cai"));
    asks(&mut ana, false).await;
    asks(&mut ben, false).await;
    cai.types(&format!("/ask question:{RICE}")).await;
    bot.discord.take_transcript();
    answered(&bot).await;
    until_answered(&bot.discord, &ana, 1).await;
    assert_eq!(bot.discord.pings(), ["Ana", "Ben"]);
    // Others may say that it helped, or not: what stands there stays.
    cai.presses("This helped").await;
    cai.presses("Not what I asked").await;
    bot.discord.settle().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox: 1 question
        │ **how do I cook rice at sea?**
        └ 2 members waiting · asked 3 times, last ‹time›
        ⌄ Choose a question: how do I cook rice at sea?
    Mo picks how do I cook rice at sea?
      jet-senpai changes its message (only Mo sees this):
        ┌ how do I cook rice at sea?
        └ 2 members waiting · asked 3 times, last ‹time›
        ⌄ Add as a phrasing of …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        ⌄ Already answered by …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        [Answer] [Dismiss] [Inbox]
    Mo presses [Answer]
      jet-senpai asks Mo: New entry
        Question: how do I cook rice at sea?
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Mo submits:
        Answer: With twice as much water.
      jet-senpai changes its message (only Mo sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ how do I cook rice at sea?
        │ With twice as much water.
        └ Answered by Mo · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Mo presses [Save]
      jet-senpai changes its message (only Mo sees this):
        ─ Saved. I can now answer “how do I cook rice at sea?”. Everyone waiting for it will be notified.
        [Edit] [History] [Pin] [Archive]
    ── #questions in The Lighthouse ──
    jet-senpai to jet-senpai (pings Ana, Ben):
      @Ana @Ben The moderators have answered this question.
      ┌ how do I cook rice at sea?
      │ how do I cook rice at sea?
      │ With twice as much water.
      └ Answered by Mo · 22 Nov 2026
      [This helped] [Not what I asked]
    Cai presses [This helped]
      jet-senpai (only Cai sees this):
        ─ Glad it helped!
    Cai presses [Not what I asked]
      jet-senpai (only Cai sees this):
        ┌ Sorry, I don't have an answer to that one.
        │
        └ Check the official site:
        [Ask the moderators]
        [The exchange's own site ↗ https://lighthouse.example]
    ");
}

#[tokio::test]
async fn who_asked_privately_is_answered_alone() {
    let bot = bot::start().await;
    asks(&mut bot.member("Ana"), true).await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types(&format!("/ask question:{RICE} private:true")).await;
    aoi.presses("モデレーターに聞く").await;
    bot.discord.take_transcript();
    answered(&bot).await;
    let mut ana = bot.member("Ana").in_dm();
    until_answered(&bot.discord, &ana, 1).await;
    until_answered(&bot.discord, &bot.member("Aoi").in_dm(), 1).await;
    ana.presses("This helped").await;
    assert!(bot.discord.pings().is_empty());
    assert_eq!(answers(&bot.member("Cai")), 0, "nobody sees it in the channel");
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox: 1 question
        │ **how do I cook rice at sea?**
        └ 2 members waiting · asked twice, last ‹time›
        ⌄ Choose a question: how do I cook rice at sea?
    Mo picks how do I cook rice at sea?
      jet-senpai changes its message (only Mo sees this):
        ┌ how do I cook rice at sea?
        └ 2 members waiting · asked twice, last ‹time›
        ⌄ Add as a phrasing of …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        ⌄ Already answered by …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        [Answer] [Dismiss] [Inbox]
    Mo presses [Answer]
      jet-senpai asks Mo: New entry
        Question: how do I cook rice at sea?
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Mo submits:
        Answer: With twice as much water.
      jet-senpai changes its message (only Mo sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ how do I cook rice at sea?
        │ With twice as much water.
        └ Answered by Mo · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Mo presses [Save]
      jet-senpai changes its message (only Mo sees this):
        ─ Saved. I can now answer “how do I cook rice at sea?”. Everyone waiting for it will be notified.
        [Edit] [History] [Pin] [Archive]
    ── DM with Ana ──
    jet-senpai to Ana alone:
      ┌ how do I cook rice at sea?
      └ The moderators have answered your question.
      ┌ how do I cook rice at sea?
      │ With twice as much water.
      └ Answered by Mo · 22 Nov 2026
      [This helped] [Not what I asked]
    Ana presses [This helped]
      jet-senpai (only Ana sees this):
        ─ Glad it helped!
    ── DM with Aoi ──
    jet-senpai to Aoi alone:
      ┌ how do I cook rice at sea?
      └ あなたの質問に、モデレーターが回答しました。
      ┌ how do I cook rice at sea?
      │ With twice as much water.
      └ 回答：Moさん（2026年11月22日）
      [役に立った] [違う内容だった]
    ");
}

#[tokio::test]
async fn whose_direct_messages_are_closed_sees_the_answer_beside_what_they_do_next_and_nobody_else_does() {
    let (config, _home) = bot::kept();
    let bot = bot::start_with(&config).await;
    let mut ana = bot.member("Ana");
    asks(&mut ana, true).await;
    ana.closes_dms();
    answered(&bot).await;
    bot.discord.until("the message alone was refused", is_refused).await;
    bot.discord.take_violations();
    bot.discord.settle().await;
    // In another guild, and by somebody else, nothing is seen of it.
    let (_, elsewhere) = bot.discord.invited_to("Elsewhere");
    bot.discord.settle().await;
    bot.member("Ana").in_channel(elsewhere).types("/jet help").await;
    bot.member("Ben").types("/jet help").await;
    // The answer is put aside a moment after it was refused.
    is_put_aside(&config.database).await;
    bot.discord.settle().await;
    bot.discord.take_transcript();
    // Nobody may ask that often at once.
    bot.clock.advance(Duration::from_secs(10));
    ana.types("/jet help").await;
    bot.discord.until("it is shown", |_| answers(&ana) == 1).await;
    bot.discord.settle().await;
    ana.types("/jet help").await;
    bot.discord.settle().await;
    assert_eq!((answers(&ana), answers(&bot.member("Ben"))), (1, 0));
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /jet help
      jet-senpai (only Ana sees this):
        ┌ How to use me
        │ **/ask**
        │ Ask in your own words; typos are fine. With private:True, only you see the answer.
        │ **/jet role, /jet compare**
        │ What each role does, alone or side by side.
        │ **/jet eligibility**
        │ What's known about who can apply.
        │ **/jet daily-life, /jet voices**
        │ Daily life by topic, and quotes from JETs.
        │ **/jet faq**
        │ Browse or search all questions.
        │ **/jet about**
        │ My sources, and what I store.
        │ **/share experience, /share mine**
        │ Share your JET story; edit or withdraw it at any time.
        │ **Apps → Answer this**
        │ Right-click a message (on a phone, press and hold it) and I'll answer it.
        │ **\@‹zero width›jet-senpai**
        └ Mention me with your question, or send me a direct message.
      jet-senpai (only Ana sees this):
        ┌ how do I cook rice at sea?
        └ The moderators have answered your question.
        ┌ how do I cook rice at sea?
        │ With twice as much water.
        └ Answered by Mo · 22 Nov 2026
        [This helped] [Not what I asked]
    Ana: /jet help
      jet-senpai (only Ana sees this):
        ┌ How to use me
        │ **/ask**
        │ Ask in your own words; typos are fine. With private:True, only you see the answer.
        │ **/jet role, /jet compare**
        │ What each role does, alone or side by side.
        │ **/jet eligibility**
        │ What's known about who can apply.
        │ **/jet daily-life, /jet voices**
        │ Daily life by topic, and quotes from JETs.
        │ **/jet faq**
        │ Browse or search all questions.
        │ **/jet about**
        │ My sources, and what I store.
        │ **/share experience, /share mine**
        │ Share your JET story; edit or withdraw it at any time.
        │ **Apps → Answer this**
        │ Right-click a message (on a phone, press and hold it) and I'll answer it.
        │ **\@‹zero width›jet-senpai**
        └ Mention me with your question, or send me a direct message.
    ");
}

#[tokio::test]
async fn where_the_reply_or_the_channel_is_gone_the_answer_comes_alone() {
    for how in ["removed", "forbidden", "deleted"] {
        let bot = bot::start().await;
        let mut ana = bot.member("Ana");
        asks(&mut ana, false).await;
        match how {
            "removed" => ana.presses("Delete").await,
            "forbidden" => drop(bot.discord.channel(QUESTIONS).may_send(false)),
            _ => drop(bot.discord.channel(QUESTIONS).deleted()),
        }
        answered(&bot).await;
        until_answered(&bot.discord, &bot.member("Ana").in_dm(), 1).await;
        assert_eq!(answers(&bot.member("Ana")), 0, "{how}");
        assert!(bot.discord.pings().is_empty(), "{how}");
        bot.discord.take_violations();
    }
}

#[tokio::test]
async fn while_discord_is_down_an_answer_waits_and_then_comes_once() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    asks(&mut ana, false).await;
    let path = format!("/channels/{QUESTIONS}/messages");
    let failing = |times| Fault { method: "POST", path_contains: path.clone(), times, what: What::Status(503) };
    // One letter is tried four times at once.
    bot.discord.fault(failing(8));
    answered(&bot).await;
    let tried = |times: usize| {
        let path = format!("POST {path}");
        move |discord: &Discord| discord.requests().iter().filter(|one| **one == path).count() >= times
    };
    bot.discord.until("it was tried in vain", tried(4)).await;
    bot.discord.settle().await;
    in_time(&bot, &ana).await;
    bot.clock.advance(Duration::from_hours(1));
    bot.discord.settle().await;
    assert_eq!(answers(&ana), 1);
}

#[tokio::test]
async fn an_answer_whose_arrival_was_not_heard_of_is_recognised_and_not_sent_again() {
    for private in [false, true] {
        let (config, _home) = bot::kept();
        let bot = bot::start_with(&config).await;
        let mut ana = bot.member("Ana");
        asks(&mut ana, private).await;
        let lost =
            Fault { method: "POST", path_contains: "/messages".to_owned(), times: 20, what: What::ExecuteThenDrop };
        bot.discord.fault(lost);
        answered(&bot).await;
        let seen = if private { bot.member("Ana").in_dm() } else { bot.member("Ana") };
        until_answered(&bot.discord, &seen, 1).await;
        let discord = bot.discord.clone();
        bot.stop().await.expect("it ends in good order");
        // Longer than Discord remembers a nonce.
        discord.advance(Duration::from_hours(2));
        let bot = bot::launch(discord, &config);
        bot.clock.advance(Duration::from_hours(2));
        bot.discord.connected().await;
        let looked = |discord: &Discord| discord.requests().iter().any(|one| one.starts_with("GET /channels/"));
        bot.discord.until("it has looked for its message", looked).await;
        bot.discord.settle().await;
        bot.clock.advance(Duration::from_hours(2));
        bot.discord.settle().await;
        assert_eq!(answers(&seen), 1, "private: {private}");
    }
}

#[tokio::test]
async fn an_answer_that_was_on_its_way_when_the_bot_ended_is_delivered_by_the_next() {
    let (config, _home) = bot::kept();
    let bot = bot::start_with(&config).await;
    let mut ana = bot.member("Ana");
    asks(&mut ana, false).await;
    let path = format!("/channels/{QUESTIONS}/messages");
    bot.discord.fault(Fault { method: "POST", path_contains: path, times: 4, what: What::Drop });
    answered(&bot).await;
    let discord = bot.discord.clone();
    bot.stop().await.expect("it ends in good order");
    let bot = bot::launch(discord, &config);
    bot.discord.connected().await;
    in_time(&bot, &ana).await;
    bot.clock.advance(Duration::from_hours(2));
    bot.discord.settle().await;
    assert_eq!(answers(&ana), 1);
    assert_eq!(bot.discord.pings(), ["Ana"]);
}

#[tokio::test]
async fn what_waits_for_a_member_waits_for_them_after_a_restart_too() {
    let (config, _home) = bot::kept();
    let bot = bot::start_with(&config).await;
    let mut ana = bot.member("Ana");
    asks(&mut ana, true).await;
    ana.closes_dms();
    answered(&bot).await;
    bot.discord.until("the message alone was refused", is_refused).await;
    bot.discord.settle().await;
    let discord = bot.discord.clone();
    discord.take_violations();
    bot.stop().await.expect("it ends in good order");
    let bot = bot::launch(discord, &config);
    bot.discord.connected().await;
    for _ in 0..100 {
        if answers(&ana) == 0 {
            ana.types("/jet help").await;
            bot.discord.settle().await;
        }
    }
    assert_eq!(answers(&ana), 1);
}
