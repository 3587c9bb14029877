//! Nobody is named under an entry who has not agreed to be.

use crate::bot::{self, Bot};
use crate::discord::{Discord, Member};
use crate::inbox::custom_id;

/// A moderator makes an entry of what Ben wrote.
async fn made_from_a_message(bot: &Bot, ben: &mut Member) {
    let message = ben.says("Where do I get fish?\nAt the pier, before **eight**.");
    let mut mo = bot.member("Mo").moderator();
    mo.applies("Add to FAQ", message).await;
    mo.submits(&[]).await;
    mo.presses("Save").await;
}

#[tokio::test]
async fn an_author_who_agrees_is_named_from_then_on() {
    let bot = bot::start().await;
    let mut ben = bot.member("Ben");
    made_from_a_message(&bot, &mut ben).await;
    let mut alone = bot.member("Ben").in_dm();
    bot.discord.until("he is asked", |_| !alone.sees().is_empty()).await;
    insta::assert_snapshot!(alone.sees()[0].text, @"
    ┌ Where do I get fish?
    └ A moderator turned your message into an FAQ answer. May I credit you by name? Otherwise it will say “a member”.
    [Yes, credit me] [No thanks]
    ");
    // Nobody else decides that.
    let ok = custom_id(&alone, "Yes, credit me");
    let mut eve = bot.member("Eve");
    eve.types("/ask question:Where do I get fish?").await;
    assert!(bot.discord.take_transcript().contains("Answered by a member"));
    eve.presses_custom_id(&ok).await;
    assert!(bot.discord.take_transcript().contains("expired or was already answered"));
    alone.presses("Yes, credit me").await;
    eve.types("/ask question:Where do I get fish?").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    ── DM with Ben ──
    Ben presses [Yes, credit me]
      jet-senpai changes its message:
        ─ Thanks! You're credited as “Ben”.
    ── #questions in The Lighthouse ──
    Eve: /ask question:Where do I get fish?
      jet-senpai:
        ┌ Where do I get fish?
        │ Where do I get fish?
        │ At the pier, before \*\*eight\*\*.
        └ Answered by Ben · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn an_author_who_says_no_is_a_member_and_is_not_asked_again() {
    let bot = bot::start().await;
    let mut ben = bot.member("Ben").locale("ja");
    made_from_a_message(&bot, &mut ben).await;
    let mut alone = bot.member("Ben").locale("ja").in_dm();
    bot.discord.until("he is asked", |_| !alone.sees().is_empty()).await;
    let ok = custom_id(&alone, "Yes, credit me");
    bot.discord.take_transcript();
    alone.presses("No thanks").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    Ben presses [No thanks]
      jet-senpai changes its message:
        ─ わかりました。「メンバー」と表示します。
    ");
    alone.presses_custom_id(&ok).await;
    assert!(bot.discord.take_transcript().contains("この確認は期限が過ぎたか"));
    bot.member("Eve").types("/ask question:Where do I get fish?").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Eve: /ask question:Where do I get fish?
      jet-senpai:
        ┌ Where do I get fish?
        │ Where do I get fish?
        │ At the pier, before \*\*eight\*\*.
        └ Answered by a member · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn an_author_who_takes_no_messages_is_never_named() {
    let bot = bot::start().await;
    let mut ben = bot.member("Ben");
    ben.closes_dms();
    made_from_a_message(&bot, &mut ben).await;
    let closed = |discord: &Discord| discord.violations().iter().any(|one| one.contains("50007"));
    bot.discord.until("the request was refused", closed).await;
    bot.discord.take_violations();
    ben.types("/ask question:Where do I get fish?").await;
    let said = bot.discord.take_transcript();
    assert!(said.contains("Answered by a member") && !said.contains("May I credit you"), "{said}");
}
