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
    mo.presses("Archive").await;
    mo.presses("Restore").await;
    mo.types("/manage quote person:aoife quoted:False").await;
    mo.types("/manage block member:Ana").await;
    mo.types(
        "/manage settings add-role:@Wardens channel:#questions answers:Private: only the person who asked sees the answer",
    )
    .await;
    mo.types("/manage settings language:Japanese").await;
    mo.types("/manage settings reset:Audit log channel").await;
    bot.discord.until("everything is told", |discord| discord.posts(STAFF) == 10).await;
    bot.discord.settle().await;
    let told = bot.member("Mo").in_channel(STAFF).sees().into_iter().map(|one| one.text).collect::<Vec<_>>();
    insta::assert_snapshot!(told.join("\n").replace('\u{200b}', "‹zero width›"), @r"
    ─ @Mo set the audit log channel to #staff.
    ─ @Mo added “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo pinned “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo archived “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo restored “Where is the \*tea\*? \<\@‹zero width›&1>”.
    ─ @Mo stopped quotes from Aoife Keane.
    ─ @Mo blocked @Ana.
    ┌ @Mo made @Wardens a moderator role.
    └ @Mo made answers private in #questions.
    ─ @Moさんが言語を日本語にしました。
    ─ @Moさんが操作履歴チャンネルの設定を解除しました。
    ");
    bot.discord.take_transcript();
    mo.types("/manage audit").await;
    mo.presses("Next").await;
    assert!(bot.discord.pings().is_empty(), "{:?}", bot.discord.pings());
    insta::assert_snapshot!(bot.discord.take_transcript(), @r"
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ┌ Audit log
        │ Page 1 of 2
        │ ‹time› @Mo removed the audit log channel.
        │ ‹time› @Mo set the language to 日本語.
        │ ‹time› @Mo made answers private in #questions.
        │ ‹time› @Mo made @Wardens a moderator role.
        │ ‹time› @Mo blocked @Ana.
        │ ‹time› @Mo stopped quotes from Aoife Keane.
        │ ‹time› @Mo restored “Where is the \*tea\*? \<\@‹zero width›&1>”.
        │ ‹time› @Mo archived “Where is the \*tea\*? \<\@‹zero width›&1>”.
        │ ‹time› @Mo pinned “Where is the \*tea\*? \<\@‹zero width›&1>”.
        └ ‹time› @Mo added “Where is the \*tea\*? \<\@‹zero width›&1>”.
        [Next]
    Mo presses [Next]
      jet-senpai changes its message (only Mo sees this):
        ┌ Audit log
        │ Page 2 of 2
        └ ‹time› @Mo set the audit log channel to #staff.
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
        │ **Problems**
        │ #questions: I couldn't post the last line there (403 Missing Permissions (50013)). /manage audit shows it.
        │ **Moderators' channel**
        │ Not set. Notices go to Discord's community updates channel, if you have one.
        │ **Audit log channel**
        │ #questions
        │ **Moderators**
        │ Members with the Manage Messages permission
        │ **Answers**
        │ Public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
    Mo: /manage block member:Mo blocked:False
      jet-senpai (only Mo sees this):
        ─ @Mo is unblocked: they can send questions and stories to the moderators again.
    Mo: /manage settings
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ **Problems**
        │ None found.
        │ **Moderators' channel**
        │ Not set. Notices go to Discord's community updates channel, if you have one.
        │ **Audit log channel**
        │ #questions
        │ **Moderators**
        │ Members with the Manage Messages permission
        │ **Answers**
        │ Public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
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
        ─ Moderators haven't changed anything yet.
    Mo: /manage block
      jet-senpai (only Mo sees this):
        ─ No members are blocked. To block one, use /manage block and choose a member.
    Mo: /manage block member:Ana
      jet-senpai (only Mo sees this):
        ─ @Ana is blocked: they can't send questions or stories to the moderators. They can still ask me.
    Mo: /manage block member:Ana
      jet-senpai (only Mo sees this):
        ─ @Ana is already blocked.
    Mo: /manage block
      jet-senpai (only Mo sees this):
        ┌ Blocked members
        │ To unblock a member, use /manage block with that member and blocked:False.
        └ @Ana · ‹time›
    Mo: /manage block member:Ana blocked:False
      jet-senpai (only Mo sees this):
        ─ @Ana is unblocked: they can send questions and stories to the moderators again.
    Mo: /manage block member:Ana blocked:False
      jet-senpai (only Mo sees this):
        ─ @Ana is not blocked.
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ┌ 操作履歴
        │ 1/1ページ
        │ ‹time› @Moさんが@Anaさんのブロックを解除しました。
        └ ‹time› @Moさんが@Anaさんをブロックしました。
    ");
}
