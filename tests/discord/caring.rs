//! People in need, and small talk: on every path by which a member's text arrives, they get the right word, and nothing is kept.

use std::time::Duration;

use crate::bot::{self, Bot};
use crate::discord::{APPLICATION, QUESTIONS, STAFF};
use crate::highlights::{scheduled, until_posted};
use crate::places::private;
use crate::sharing;

/// What somebody in need writes in most tests.
const NEED: &str = "i want to die";

/// What is asked, waits and is held about Ana, as moderators and she herself see it.
async fn kept(bot: &Bot) -> String {
    bot.discord.take_transcript();
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage inbox").await;
    mo.types("/manage insight").await;
    bot.member("Ana").types("/privacy show").await;
    bot.discord.take_transcript()
}

#[tokio::test]
async fn a_command_of_somebody_in_need_is_answered_alone_in_their_language() {
    let bot = bot::start().await;
    bot.member("Ana").types(&format!("/ask question:{NEED}")).await;
    bot.member("Aoi").types("/ask question:もう死にたい").await;
    bot.member("Ana").types(&format!("/jet faq search:{NEED}")).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:i want to die
      jet-senpai (only Ana sees this):
        ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
        ┌ People who can help
        │ **Somebody to talk to**
        │ 555-0100 · https://people.example
        │ **Rescue boat**
        └ 119
    Aoi: /ask question:もう死にたい
      jet-senpai (only Aoi sees this):
        ─ 私はボットですが、話を聴いてくれる人がいます。
        ┌ 相談窓口
        │ **話を聴いてくれる人**
        │ 555-0100 · https://people.example
        │ **救助艇**
        └ 119
    Ana: /jet faq search:i want to die
      jet-senpai (only Ana sees this):
        ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
        ┌ People who can help
        │ **Somebody to talk to**
        │ 555-0100 · https://people.example
        │ **Rescue boat**
        └ 119
    ");
}

#[tokio::test]
async fn a_message_that_somebody_wants_answered_is_a_call_for_help_too() {
    let bot = bot::start().await;
    let message = bot.member("Ben").says("my room mate fell off the pier");
    bot.member("Ana").applies("Answer this", message).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ben: my room mate fell off the pier
    Ana applies Answer this
      jet-senpai (only Ana sees this):
        ─ Call 119 now.
        ┌ People who can help
        │ **Rescue boat**
        └ 119
    ");
}

#[tokio::test]
async fn a_mention_is_answered_once_in_ten_minutes_and_then_with_a_heart() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    let call = format!("<@{APPLICATION}> {NEED}");
    ana.says(&call);
    ana.hears().await;
    ana.says(&call);
    bot.discord.until("the bot reacts", |_| bot.discord.transcript().contains("reacts")).await;
    // Somebody else is answered all the same, and she herself after a while.
    let mut ben = bot.member("Ben");
    ben.says(&call);
    ben.hears().await;
    bot.clock.advance(Duration::from_secs(601));
    ana.says(&call);
    ana.hears().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: @jet-senpai i want to die
    jet-senpai to Ana:
      ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
      ┌ People who can help
      │ **Somebody to talk to**
      │ 555-0100 · https://people.example
      │ **Rescue boat**
      └ 119
      [Delete]
    Ana: @jet-senpai i want to die
      (jet-senpai reacts to Ana's message: 💙)
    Ben: @jet-senpai i want to die
    jet-senpai to Ben:
      ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
      ┌ People who can help
      │ **Somebody to talk to**
      │ 555-0100 · https://people.example
      │ **Rescue boat**
      └ 119
      [Delete]
    Ana: @jet-senpai i want to die
    jet-senpai to Ana:
      ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
      ┌ People who can help
      │ **Somebody to talk to**
      │ 555-0100 · https://people.example
      │ **Rescue boat**
      └ 119
      [Delete]
    ");
}

#[tokio::test]
async fn where_answers_are_private_a_mention_is_answered_in_a_direct_message() {
    let bot = bot::start_with(&private(QUESTIONS)).await;
    bot.member("Ana").says(&format!("<@{APPLICATION}> {NEED}"));
    bot.member("Ana").in_dm().hears().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #questions in The Lighthouse ──
    Ana: @jet-senpai i want to die
    ── DM with Ana ──
    jet-senpai to Ana alone:
      ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
      ┌ People who can help
      │ **Somebody to talk to**
      │ 555-0100 · https://people.example
      │ **Rescue boat**
      └ 119
    ");
}

#[tokio::test]
async fn a_direct_message_and_forms_are_calls_for_help_too() {
    let bot = bot::start().await;
    let mut alone = bot.member("Ana").in_dm();
    alone.says(NEED);
    alone.hears().await;
    scheduled(&bot, "").await;
    bot.clock.passes(Duration::from_hours(1)).await;
    until_posted(&bot, 1).await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana");
    ana.presses("Ask about this").await;
    ana.submits(&[("Your question", NEED)]).await;
    sharing::writes(&mut ana, sharing::NAMELESS, NEED).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana presses [Ask about this]
      jet-senpai asks Ana: Ask about this
        Your question:
    Ana submits:
        Your question: i want to die
      jet-senpai (only Ana sees this):
        ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
        ┌ People who can help
        │ **Somebody to talk to**
        │ 555-0100 · https://people.example
        │ **Rescue boat**
        └ 119
    Ana: /share experience role:ALT: Assistant Language Teacher show-as:Anonymous place:Saltmouth
      jet-senpai asks Ana: Share your story
        Your story (up to 900 characters): ‹One experience. Please leave out names of schools, students and colleagues.›
    Ana submits:
        Your story (up to 900 characters): i want to die
      jet-senpai (only Ana sees this):
        ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
        ┌ People who can help
        │ **Somebody to talk to**
        │ 555-0100 · https://people.example
        │ **Rescue boat**
        └ 119
    ");
}

#[tokio::test]
async fn nothing_is_kept_of_a_call_for_help() {
    let bot = bot::start().await;
    let before = kept(&bot).await;
    let mut ana = bot.member("Ana");
    ana.types(&format!("/ask question:{NEED}")).await;
    ana.says(&format!("<@{APPLICATION}> {NEED}"));
    ana.hears().await;
    let mut alone = bot.member("Ana").in_dm();
    alone.says(NEED);
    alone.hears().await;
    assert_eq!(kept(&bot).await, before);
}

#[tokio::test]
async fn nobody_in_need_is_offered_a_question_while_they_type() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    assert!(!ana.completes("/ask question:keepers").await.is_empty());
    assert!(ana.completes(&format!("/ask question:keepers {NEED}")).await.is_empty());
}

#[tokio::test]
async fn small_talk_gets_a_short_word_with_the_button_that_fits() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:thank you so much!").await;
    ana.types("/ask question:hello, senpai!").await;
    ana.presses("How to use me").await;
    ana.types("/ask question:what do you store about me?").await;
    ana.presses("Your data").await;
    ana.types("/ask question:can i talk to a human").await;
    bot.member("Aoi").locale("ja").types("/ask question:ありがとうございます").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /ask question:thank you so much!
      jet-senpai:
        ┌ thank you so much!
        └ You're welcome!
        [Delete]
    Ana: /ask question:hello, senpai!
      jet-senpai:
        ┌ hello, senpai!
        └ Hello, sailor.
        [How to use me] [Delete]
    Ana presses [How to use me]
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
    Ana: /ask question:what do you store about me?
      jet-senpai:
        ┌ what do you store about me?
        └ I keep little, and you can see it.
        [Your data] [Delete]
    Ana presses [Your data]
      jet-senpai (only Ana sees this):
        ┌ Your data
        └ I store nothing about you.
    Ana: /ask question:can i talk to a human
      jet-senpai:
        ┌ can i talk to a human
        └ The wardens are people. Ask them.
        [Ask the moderators] [Delete]
    Aoi: /ask question:ありがとうございます
      jet-senpai:
        ┌ ありがとうございます
        └ どういたしまして。
        [この返信を削除]
    ");
}

#[tokio::test]
async fn small_talk_by_mention_in_a_direct_message_and_in_a_message_gets_the_same_word() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.says(&format!("<@{APPLICATION}> thx"));
    ana.hears().await;
    let message = bot.member("Ben").says("good morning!");
    ana.applies("Answer this", message).await;
    let mut alone = bot.member("Ana").in_dm();
    alone.says("ありがとう");
    alone.hears().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #questions in The Lighthouse ──
    Ana: @jet-senpai thx
    jet-senpai to Ana:
      You're welcome!
    Ben: good morning!
    Ana applies Answer this
      jet-senpai:
        ┌ good morning!
        └ Hello, sailor.
        [How to use me] [Delete]
    ── DM with Ana ──
    Ana: ありがとう
    jet-senpai to Ana:
      どういたしまして。
    ");
}

#[tokio::test]
async fn small_talk_with_a_question_in_it_is_the_question() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:hi! what do keepers do?").await;
    assert!(bot.discord.transcript().contains("A keeper tends the lamp"), "{}", bot.discord.transcript());
}

#[tokio::test]
async fn nothing_is_kept_of_small_talk() {
    let bot = bot::start().await;
    let before = kept(&bot).await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:thanks").await;
    ana.says(&format!("<@{APPLICATION}> hello"));
    ana.hears().await;
    assert_eq!(kept(&bot).await, before);
}

#[tokio::test]
async fn what_a_community_has_answered_is_no_small_talk_there() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage add").await;
    mo.submits(&[
        ("Question", "What do you keep about me?"),
        ("Answer", "Your name is on the board in the harbour office."),
    ])
    .await;
    mo.presses("Save").await;
    bot.discord.take_transcript();
    bot.member("Ana").types("/ask question:what do you keep about me").await;
    assert!(bot.discord.transcript().contains("on the board"), "{}", bot.discord.transcript());
}

#[tokio::test]
async fn a_language_that_is_not_spoken_is_told_so_in_the_member_s_own() {
    let bot = bot::start().await;
    bot.member("Ana").locale("zh-CN").types("/ask question:看守人的工资是多少？").await;
    bot.member("Aoi").locale("ja").types("/ask question:등대지기는 무엇을 합니까?").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:看守人的工资是多少？
      jet-senpai:
        ┌ 看守人的工资是多少？
        └ I can't read this language, sorry. Please ask me in English or Japanese.
        [Delete]
    Aoi: /ask question:등대지기는 무엇을 합니까?
      jet-senpai:
        ┌ 등대지기는 무엇을 합니까?
        └ 申し訳ありません。この言語は読めません。日本語か英語で質問してください。
        [この返信を削除]
    ");
}
