//! Whatever was pressed yesterday works today; what is old, forged or broken gets a friendly word.

use std::time::Duration;

use jet_senpai::ui::{StableHash, wording};

use crate::bot;
use crate::discord::APPLICATION;

#[tokio::test]
async fn what_was_offered_before_a_restart_works_after_it() {
    let before = bot::start().await;
    let discord = before.discord.clone();
    before.member("Ana").types("/ask question:day with somebody").await;
    before.stop().await.expect("it ends in good order");
    let after = bot::launch(discord, &bot::config());
    after.discord.connected().await;
    after.member("Ana").presses("What are the working hours?").await;
    insta::assert_snapshot!(after.discord.transcript(), @"
    Ana: /ask question:day with somebody
      jet-senpai:
        ┌ day with somebody
        └ I don't have an exact match. Is it one of these?
        [What does a keeper do?] [What are the working hours?]
        [Not what I asked] [Delete]
    Ana presses [What are the working hours?]
      jet-senpai changes its message:
        ┌ day with somebody
        │ What are the working hours?
        │ Aoife Keane, a keeper in Brightwater, worked from six in the morning until three.
        │
        │ > “My day began at six and ended at three.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “My day began at six and ended at three.”
        └ -# Not a real programme.
        ⌄ Related questions: What does a keeper do?
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn buttons_of_other_versions_get_a_friendly_word() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/jet about").await;
    for id in ["2.0.m", "0.abc.s", "1.0.z", "1.0.s-too-short", "faq:next:3", "=keeper-duties"] {
        bot.discord.take_transcript();
        ana.presses_custom_id(id).await;
        let said = bot.discord.take_transcript();
        assert!(said.contains("That button is out of date"), "{id}: {said}");
    }
    bot.member("Aoi").locale("ja").presses_custom_id("2.0.m").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Aoi presses «2.0.m»
      jet-senpai (only Aoi sees this):
        ─ このボタンは古いため使えません。/質問 でもう一度質問してください。
    ");
}

#[tokio::test]
async fn what_has_gone_meanwhile_is_said_to_have_gone() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/jet about").await;
    // Thirteen digits of base 36 name an entry; nobody knows this one.
    for press in ["s0000000000007", "v00000000000070", "p0.t0000000000007", "w00000000000070000000000007a"] {
        bot.discord.take_transcript();
        ana.presses_custom_id(&format!("1.0.{press}")).await;
        let said = bot.discord.take_transcript();
        assert!(said.contains("no longer here") || said.contains("No stories on that yet"), "{press}: {said}");
    }
    // An entry that is there, but not that many testimonials beside it, nor that many pages.
    let entry = StableHash::entry("keeper-duties", jet_senpai::knowledge::Origin::Curated);
    ana.presses_custom_id(&format!("1.0.v{:0>13}zzzzzz", base36(entry.0))).await;
    ana.presses_custom_id("1.0.pzzzzzzzzz.a").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana presses «1.0.v2gxtgret3y493zzzzzz»
      jet-senpai (only Ana sees this):
        ─ No stories on that yet. Try another topic or person.
    Ana presses «1.0.pzzzzzzzzz.a»
      jet-senpai changes its message (only Ana sees this):
        ┌ All questions
        │ 1\. What is the Lighthouse Exchange?
        │ 2\. How many participants are keepers?
        │ 3\. Can I ask for a certain harbour?
        │ 4\. What does a keeper do?
        │ 5\. Where do translators work, and what do they need?
        │ 6\. What are the working hours?
        └ 7\. Did anybody speak on the radio?
        ⌄ Choose a question: 1. What is the Lighthouse Exchange? | 2. How many participants are keepers? | 3. Can I ask for a certain harbour? | 4. What does a keeper do? | 5. Where do translators work, and what do they need? | 6. What are the working hours? | 7. Did anybody speak on the radio?
    ");
}

fn base36(mut number: u64) -> String {
    let mut digits = String::new();
    while number > 0 {
        digits.insert(0, char::from_digit(u32::try_from(number % 36).unwrap_or_default(), 36).unwrap_or_default());
        number /= 36;
    }
    digits
}

#[tokio::test]
async fn whoever_claims_to_have_asked_removes_and_changes_nothing() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:keeper percentage").await;
    let claims =
        [("Ben", "x", "Only the person who asked, or a moderator"), ("Cai", "p0.qCai was here", "only Cai sees this")];
    for (name, does, expect) in claims {
        bot.discord.take_transcript();
        let mut liar = bot.member(name);
        liar.presses_custom_id(&format!("1.{}.{does}", base36(liar.id()))).await;
        let said = bot.discord.take_transcript();
        assert!(said.contains(expect) && !said.contains("changes its message"), "{said}");
    }
}

#[tokio::test]
async fn who_asks_too_fast_is_asked_kindly_to_wait_and_then_may_go_on() {
    let mut config = bot::config();
    config.discord.questions_per_minute = 2.try_into().expect("it is not zero");
    config.discord.replies_per_channel = 4.try_into().expect("it is not zero");
    let bot = bot::start_with(&config).await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:keeper percentage").await;
    ana.types("/ask question:keeper percentage").await;
    bot.discord.take_transcript();
    ana.types("/ask question:keeper percentage").await;
    ana.presses("Not what I asked").await;
    // What turns a page or says thanks is no question.
    ana.presses("This helped").await;
    bot.clock.advance(Duration::from_secs(31));
    ana.types("/jet help").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @r"
    Ana: /ask question:keeper percentage
      jet-senpai (only Ana sees this):
        ─ That's a lot of questions at once! Please wait 30 s, then ask again.
    Ana presses [Not what I asked]
      jet-senpai (only Ana sees this):
        ─ That's a lot of questions at once! Please wait 30 s, then ask again.
    Ana presses [This helped]
      jet-senpai (only Ana sees this):
        ─ Glad it helped!
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
    for name in ["Ben", "Cai", "Dee", "Fay", "Gus"] {
        bot.member(name).locale("ja").types("/ask question:keeper percentage").await;
    }
    let said = bot.discord.take_transcript();
    let told = wording::notices::busy_channel(jet_senpai::ui::Locale::Japanese, 15);
    assert!(said.contains(&told), "{said}");
    // Somebody else, elsewhere, is not held up; alone with the bot one is told in a message.
    let mut eve = bot.member("Eve").in_dm();
    for expect in ["About ninety percent", "About ninety percent", "Please wait"] {
        eve.says("keeper percentage");
        eve.hears().await;
        let said = bot.discord.take_transcript();
        assert!(said.contains(expect), "{said}");
    }
    // In front of others nobody is told so.
    bot.clock.advance(Duration::from_secs(61));
    for _ in 0..5 {
        bot.member("Ana").says(&format!("<@{APPLICATION}>"));
        bot.discord.settle().await;
    }
    assert_eq!(bot.discord.take_transcript().matches("Type /ask, or mention me").count(), 2);
}
