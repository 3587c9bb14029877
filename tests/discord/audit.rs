//! What moderators do is written down, and told in the audit channel.

use crate::bot;
use crate::discord::{QUESTIONS, STAFF};

#[tokio::test]
async fn every_action_is_one_line_in_the_audit_channel_and_in_the_audit() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator();
    bot.discord.role("Wardens");
    bot.member("Ana");
    mo.types("/manage settings audit-channel:#staff").await;
    mo.types("/manage add").await;
    mo.submits(&[("Question", "Where is the *tea*? <@&1>"), ("Answer", "In the tower.")]).await;
    mo.presses("Save").await;
    mo.presses("Pin").await;
    mo.presses("Retire").await;
    mo.presses("Bring back").await;
    mo.types("/manage quote person:aoife quoted:False").await;
    mo.types("/manage block member:Ana").await;
    mo.types(
        "/manage settings add-role:@Wardens channel:#questions answers:Private: only whoever asked sees the answer",
    )
    .await;
    mo.types("/manage settings language:Japanese").await;
    mo.types("/manage settings reset:Audit channel").await;
    bot.discord.until("everything is told", |discord| discord.posts(STAFF) == 10).await;
    bot.discord.settle().await;
    let told = bot.member("Mo").in_channel(STAFF).sees().into_iter().map(|one| one.text).collect::<Vec<_>>();
    insta::assert_snapshot!(told.join("\n").replace('\u{200b}', "‹zero width›"), @r"
    ─ @Mo made #staff the audit channel.
    ─ @Mo added “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo pinned “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo retired “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo brought back “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo stopped quoting Aoife Keane.
    ─ @Mo blocked @Ana.
    ┌ @Mo lets @Wardens moderate.
    └ @Mo made answers private in #questions.
    ─ @Moさんが言語を日本語にしました。
    ─ @Moさんが記録用チャンネルの設定を解除しました。
    ");
    bot.discord.take_transcript();
    mo.types("/manage audit").await;
    mo.presses("Next").await;
    assert!(bot.discord.pings().is_empty(), "{:?}", bot.discord.pings());
    insta::assert_snapshot!(bot.discord.take_transcript(), @r"
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ┌ What moderators have done
        │ Page 1 of 2
        │ ‹time› @Mo set no audit channel any more.
        │ ‹time› @Mo set the language to 日本語.
        │ ‹time› @Mo made answers private in #questions.
        │ ‹time› @Mo lets @Wardens moderate.
        │ ‹time› @Mo blocked @Ana.
        │ ‹time› @Mo stopped quoting Aoife Keane.
        │ ‹time› @Mo brought back “Where is the \*tea\*? \<\@‹zero width›&1>”.
        │ ‹time› @Mo retired “Where is the \*tea\*? \<\@‹zero width›&1>”.
        │ ‹time› @Mo pinned “Where is the \*tea\*? \<\@‹zero width›&1>”.
        └ ‹time› @Mo added “Where is the \*tea\*? \<\@‹zero width›&1>”.
        [Next]
    Mo presses [Next]
      jet-senpai changes its message (only Mo sees this):
        ┌ What moderators have done
        │ Page 2 of 2
        └ ‹time› @Mo made #staff the audit channel.
        [Previous]
    ");
}

#[tokio::test]
async fn a_line_that_does_not_arrive_is_told_in_the_settings() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage settings audit-channel:#questions").await;
    bot.discord.until("that is told", |discord| discord.posts(QUESTIONS) == 1).await;
    bot.discord.settle().await;
    bot.discord.channel(QUESTIONS).may_send(false);
    mo.types("/manage block member:Mo").await;
    bot.discord.until("it is tried", |discord| discord.posts(QUESTIONS) == 2).await;
    bot.discord.settle().await;
    assert_eq!(bot.discord.take_violations().len(), 1);
    bot.discord.channel(QUESTIONS).may_send(true);
    bot.discord.take_transcript();
    mo.types("/manage settings").await;
    mo.types("/manage block member:Mo blocked:False").await;
    bot.discord.until("it is told", |discord| discord.posts(QUESTIONS) == 3).await;
    bot.discord.settle().await;
    mo.types("/manage settings").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage settings
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ **What is wrong**
        │ #questions: my last line did not arrive there (403 Missing Permissions (50013)). /manage audit has it.
        │ **Moderators' channel**
        │ Not set: I tell of trouble where Discord tells you, if at all.
        │ **Audit channel**
        │ #questions
        │ **Who may moderate**
        │ Members who may manage messages
        │ **Answers**
        │ Public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    Mo: /manage block member:Mo blocked:False
      jet-senpai (only Mo sees this):
        ─ @Mo can ask the moderators again.
    Mo: /manage settings
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ **What is wrong**
        │ Nothing that I can see.
        │ **Moderators' channel**
        │ Not set: I tell of trouble where Discord tells you, if at all.
        │ **Audit channel**
        │ #questions
        │ **Who may moderate**
        │ Members who may manage messages
        │ **Answers**
        │ Public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    ── #questions in The Lighthouse ──
    jet-senpai:
      ─ @Mo unblocked @Mo.
    ");
}

#[tokio::test]
async fn members_are_blocked_and_listed_and_unblocked() {
    let bot = bot::start().await;
    bot.member("Ana");
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage audit").await;
    mo.types("/manage block").await;
    for _ in 0..2 {
        mo.types("/manage block member:Ana").await;
    }
    mo.types("/manage block").await;
    for _ in 0..2 {
        mo.types("/manage block member:Ana blocked:False").await;
    }
    mo.locale("ja").types("/manage audit").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ─ No moderator has changed anything yet.
    Mo: /manage block
      jet-senpai (only Mo sees this):
        ─ Nobody is blocked. /manage block with a member keeps them from asking the moderators.
    Mo: /manage block member:Ana
      jet-senpai (only Mo sees this):
        ─ @Ana can no longer ask the moderators. They can still ask me.
    Mo: /manage block member:Ana
      jet-senpai (only Mo sees this):
        ─ @Ana was blocked already.
    Mo: /manage block
      jet-senpai (only Mo sees this):
        ┌ Blocked from asking the moderators
        │ /manage block with a member and blocked:False lets them ask again.
        └ @Ana · ‹time›
    Mo: /manage block member:Ana blocked:False
      jet-senpai (only Mo sees this):
        ─ @Ana can ask the moderators again.
    Mo: /manage block member:Ana blocked:False
      jet-senpai (only Mo sees this):
        ─ @Ana is not blocked.
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ┌ モデレーターの操作記録
        │ 1/1ページ
        │ ‹time› @Moさんが@Anaさんのブロックを解除しました。
        └ ‹time› @Moさんが@Anaさんをブロックしました。
    ");
}
