//! What a guild sets is in effect at once.

use std::time::Duration;

use crate::bot;
use crate::discord::{APPLICATION, QUESTIONS, STAFF, THREAD};

#[tokio::test]
async fn a_guild_decides_who_sees_answers_channel_by_channel() {
    let mut config = bot::config();
    config.discord.private_channels = vec![jet_senpai::config::Snowflake(STAFF.try_into().expect("it is not zero"))];
    let bot = bot::start_with(&config).await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/ask question:keeper percentage").await;
    mo.types("/manage settings answers:Public: everyone in the channel sees the answer").await;
    mo.types("/manage settings channel:#questions answers:Private: only the person who asked sees the answer").await;
    bot.discord.take_transcript();
    mo.types("/ask question:keeper percentage").await;
    for place in [QUESTIONS, THREAD] {
        let mut ana = bot.member("Ana").in_channel(place);
        ana.types("/jet role role:ALT: Assistant Language Teacher").await;
        ana.says(&format!("<@{APPLICATION}> keeper percentage"));
        ana.hears().await;
    }
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /ask question:keeper percentage
      jet-senpai:
        ┌ keeper percentage
        │ How many participants are keepers?
        │ About ninety percent of the participants are keepers.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ⌄ Related questions: What is the Lighthouse Exchange?
        [This helped] [Not what I asked] [More stories] [Delete]
    ── #questions in The Lighthouse ──
    Ana: /jet role role:ALT: Assistant Language Teacher
      jet-senpai (only Ana sees this):
        ┌ ALT: Assistant Language Teacher
        │ **What they do**
        │ A keeper tends the lamp, together with a local warden.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **Share of participants**
        │ About ninety percent of the participants are keepers.
        │ -# Source: The Lighthouse Exchange (invented, unofficial) “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ┌ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        ⌄ Choose a question: How many participants are keepers? | Can I ask for a certain harbour? | What does a keeper do?
    Ana: @jet-senpai keeper percentage
    jet-senpai to Ana:
      Answers are private in this channel – please use /ask.
    ── #visa talk in The Lighthouse ──
    Ana: /jet role role:ALT: Assistant Language Teacher
      jet-senpai (only Ana sees this):
        ┌ ALT: Assistant Language Teacher
        │ **What they do**
        │ A keeper tends the lamp, together with a local warden.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **Share of participants**
        │ About ninety percent of the participants are keepers.
        │ -# Source: The Lighthouse Exchange (invented, unofficial) “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ┌ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        ⌄ Choose a question: How many participants are keepers? | Can I ask for a certain harbour? | What does a keeper do?
    Ana: @jet-senpai keeper percentage
    jet-senpai to Ana:
      Answers are private in this channel – please use /ask.
    ");
}

#[tokio::test]
async fn a_guild_decides_how_much_is_asked_and_in_which_language() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage settings questions-per-minute:1 replies-per-channel:2 language:Japanese").await;
    bot.discord.take_transcript();
    for (name, place) in [("Ana", QUESTIONS), ("Ana", QUESTIONS), ("Ben", QUESTIONS), ("Cleo", QUESTIONS)] {
        bot.member(name).in_channel(place).types("/jet help").await;
    }
    bot.clock.advance(Duration::from_mins(1));
    let mut ana = bot.member("Ana");
    ana.says(&format!("<@{APPLICATION}>"));
    ana.hears().await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @r"
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
    Ana: /jet help
      jet-senpai (only Ana sees this):
        ─ That's a lot of questions at once! Please wait 60 s, then ask again.
    Ben: /jet help
      jet-senpai (only Ben sees this):
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
    Cleo: /jet help
      jet-senpai (only Cleo sees this):
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
    Ana: @jet-senpai
    jet-senpai to Ana:
      /質問 を使うか、メンションと一緒に質問を書いてください。
    ");
}

#[tokio::test]
async fn trouble_is_told_in_the_moderators_channel() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage settings moderators-channel:#staff").await;
    bot.discord.take_transcript();
    bot.discord.channel(QUESTIONS).may_send(false);
    bot.member("Ana").says(&format!("<@{APPLICATION}> keeper percentage"));
    mo.hears().await;
    assert_eq!(bot.discord.take_violations().len(), 1);
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #questions in The Lighthouse ──
    Ana: @jet-senpai keeper percentage
    ── #staff in The Lighthouse ──
    jet-senpai:
      I was asked something in #questions but can't answer there: 403 Missing Permissions (50013). I need View Channel, Send Messages (in threads: Send Messages in Threads), Embed Links and Read Message History.
    ");
}
