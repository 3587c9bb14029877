//! Where one asks: in the open, in private, in a channel that is private, by mention, in a direct message, abroad.

use jet_senpai::config::{Config, Snowflake};

use crate::bot;
use crate::discord::{BOT_ROLE, QUESTIONS, STAFF, THREAD};

/// The mention of the bot.
fn me() -> String {
    format!("<@{}>", crate::discord::APPLICATION)
}

/// A configuration in which a channel is private.
pub fn private(channel: u64) -> Config {
    let mut config = bot::config();
    config.discord.private_channels = vec![Snowflake(channel.try_into().expect("it is not zero"))];
    config
}

#[tokio::test]
async fn whoever_asked_can_remove_the_reply_and_so_can_a_moderator_and_nobody_else() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:what do keepers do").await;
    bot.member("Ben").presses("Delete").await;
    bot.member("Aoi").locale("ja").presses("Delete").await;
    bot.member("Ana").presses("Delete").await;
    bot.discord.settle().await;
    bot.member("Ana").types("/ask question:keeper percentage").await;
    bot.member("Mo").moderator().presses("Delete").await;
    bot.discord.settle().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:what do keepers do
      jet-senpai:
        ┌ what do keepers do
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories] [Delete]
    Ben presses [Delete]
      jet-senpai (only Ben sees this):
        ─ Only the person who asked, or a moderator, can delete this.
    Aoi presses [Delete]
      jet-senpai (only Aoi sees this):
        ─ この回答を削除できるのは、質問した人かモデレーターだけです。
    Ana presses [Delete]
      jet-senpai's message is removed
    Ana: /ask question:keeper percentage
      jet-senpai:
        ┌ keeper percentage
        │ How many participants are keepers?
        │ About ninety percent of the participants are keepers.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ⌄ Related questions: What is the Lighthouse Exchange?
        [This helped] [Not what I asked] [More stories] [Delete]
    Mo presses [Delete]
      jet-senpai's message is removed
    ");
}

#[tokio::test]
async fn in_a_private_channel_and_its_threads_only_whoever_asked_sees_the_answer() {
    let bot = bot::start_with(&private(QUESTIONS)).await;
    bot.member("Ana").types("/ask question:keeper percentage").await;
    bot.member("Ben").in_channel(THREAD).types("/jet faq search:translators").await;
    for place in [QUESTIONS, THREAD] {
        let mut ana = bot.member("Ana").in_channel(place);
        ana.says(&format!("{} keeper percentage", me()));
        ana.hears().await;
    }
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    ── #questions in The Lighthouse ──
    Ana: /ask question:keeper percentage
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
      Answers are private in this channel – please use /ask.
    ── #visa talk in The Lighthouse ──
    Ben: /jet faq search:translators
      jet-senpai (only Ben sees this):
        ┌ Questions about “translators”
        │ 1\. Where do translators work, and what do they need?
        └ 2\. Did anybody speak on the radio?
        ⌄ Choose a question: 1. Where do translators work, and what do they need? | 2. Did anybody speak on the radio?
    Ana: @jet-senpai keeper percentage
    jet-senpai to Ana:
      Answers are private in this channel – please use /ask.
    ");
}

#[tokio::test]
async fn a_mention_with_a_question_is_answered_there_and_a_bare_one_points_to_the_command() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.says(&format!("hey {} what do keepers do? @everyone", me()));
    ana.hears().await;
    ana.says(&me());
    ana.hears().await;
    // The role has the bot's name, and Discord does not send what is said to it.
    ana.says(&format!("<@&{BOT_ROLE}> what do keepers do?"));
    ana.hears().await;
    assert!(bot.discord.pings().is_empty(), "{:?}", bot.discord.pings());
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: hey @jet-senpai what do keepers do? @everyone
    jet-senpai to Ana:
      ┌ What does a keeper do?
      │ A keeper tends the lamp, together with a local warden.
      │ **Source: The Lighthouse Exchange (invented, unofficial)**
      └ -# Not a real programme.
      ⌄ Related questions: How many participants are keepers?
      [This helped] [Not what I asked] [More stories] [Delete]
    Ana: @jet-senpai
    jet-senpai to Ana:
      Type /ask, or mention me with your question.
    Ana: @jet-senpai what do keepers do?
    jet-senpai to Ana:
      Type /ask, or mention me with your question.
    ");
}

#[tokio::test]
async fn what_is_not_meant_for_the_bot_is_left_alone() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.says("what do keepers do?");
    ana.says(&format!("{} keeper percentage", me()));
    let answer = ana.hears().await.id;
    // A reply pings whoever wrote what it replies to; that is no question.
    ana.replies(answer, "thank you!");
    bot.discord.settle().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: what do keepers do?
    Ana: @jet-senpai keeper percentage
    jet-senpai to Ana:
      ┌ How many participants are keepers?
      │ About ninety percent of the participants are keepers.
      │ **Source: The Lighthouse Exchange (invented, unofficial)**
      │ “Keepers make up ninety percent of all participants.”
      └ -# Not a real programme.
      ⌄ Related questions: What is the Lighthouse Exchange?
      [This helped] [Not what I asked] [More stories] [Delete]
    Ana replies: thank you!
    ");
}

#[tokio::test]
async fn a_direct_message_is_a_question() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").in_dm();
    ana.says("what do keepers do");
    ana.hears().await;
    ana.types("/ask question:how do I cook rice").await;
    ana.says("");
    ana.hears().await;
    // Nobody says which language they read; but one sees which they write.
    ana.says("灯台守のしごとは？");
    ana.hears().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: what do keepers do
    jet-senpai to Ana:
      ┌ What does a keeper do?
      │ A keeper tends the lamp, together with a local warden.
      │ **Source: The Lighthouse Exchange (invented, unofficial)**
      └ -# Not a real programme.
      ⌄ Related questions: How many participants are keepers?
      [This helped] [Not what I asked] [More stories] [Delete]
    Ana: /ask question:how do I cook rice
      jet-senpai:
        ┌ how do I cook rice
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Ana:
    jet-senpai to Ana:
      Type /ask, or mention me with your question.
    Ana: 灯台守のしごとは？
    jet-senpai to Ana:
      ┌ 申し訳ありません。情報源に回答が見つかりませんでした。
      │
      └ 公式の確認先：
      [この返信を削除]
      [The exchange's own site ↗ https://lighthouse.example]
    ");
}

#[tokio::test]
async fn abroad_the_knowledge_answers_and_there_are_no_moderators_to_ask() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").abroad();
    ana.types("/ask question:what do keepers do").await;
    ana.presses("Not what I asked").await;
    ana.types("/ask question:how do I cook rice").await;
    ana.presses("Delete").await;
    bot.discord.settle().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:what do keepers do
      jet-senpai:
        ┌ what do keepers do
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories] [Delete]
    Ana presses [Not what I asked]
      jet-senpai changes its message:
        ┌ what do keepers do
        └ Sorry about that. Is it one of these?
        [Where do translators work, and what do they need?] [How many participants are keepers?] [Did anybody speak on the radio?]
        [Not what I asked] [Delete]
    Ana: /ask question:how do I cook rice
      jet-senpai:
        ┌ how do I cook rice
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Ana presses [Delete]
      jet-senpai's message is removed
    ");
}

#[tokio::test]
async fn only_moderators_whom_the_operator_trusts_may_reload() {
    let stranger = bot::start().await;
    stranger.member("Mo").moderator().types("/manage reload").await;
    assert!(stranger.discord.transcript().contains("Only the bot's operator"), "{}", stranger.discord.transcript());
    let bot = bot::start_with(&bot::config_of_guild()).await;
    bot.member("Ben").sees_every_command().types("/manage reload").await;
    bot.member("Aoi").locale("ja").sees_every_command().types("/manage reload").await;
    bot.member("Mo").moderator().in_channel(STAFF).types("/manage reload").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #questions in The Lighthouse ──
    Ben: /manage reload
      jet-senpai is thinking… (only Ben sees this)
      jet-senpai (only Ben sees this):
        ─ Only the bot's operator can do this, or moderators of servers the operator has authorised.
    Aoi: /manage reload
      jet-senpai is thinking… (only Aoi sees this)
      jet-senpai (only Aoi sees this):
        ─ この操作ができるのは、ボットの運営者と、運営者が許可したサーバーのモデレーターだけです。
    ── #staff in The Lighthouse ──
    Mo: /manage reload
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ Knowledge reloaded: 7 entries.
    ");
}
