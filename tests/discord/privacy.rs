//! What is held about a member: shown to them in plain words, and removed when they want.

use crate::bot;
use crate::discord::STAFF;

#[tokio::test]
async fn whoever_left_nothing_behind_is_told_so() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/privacy show").await;
    ana.locale("ja").types("/privacy show").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    Ana: /privacy show
      jet-senpai (only Ana sees this):
        ┌ What I hold about you
        └ I hold nothing about you.
    Ana: /privacy show
      jet-senpai (only Ana sees this):
        ┌ あなたについて保存している情報
        └ あなたについて保存している情報はありません。
    ");
}

#[tokio::test]
async fn a_member_sees_and_removes_everything_even_after_leaving() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage add").await;
    mo.submits(&[("Question", "Where is the *tea*?"), ("Answer", "In the tower.")]).await;
    mo.presses("Save").await;
    mo.types("/manage add").await;
    let mut cleo = bot.member("Cleo").moderator().in_channel(STAFF);
    cleo.types("/manage block member:Mo").await;
    bot.discord.take_transcript();
    let mut mo = bot.member("Mo").in_dm();
    mo.types("/privacy show").await;
    mo.types("/privacy delete").await;
    mo.presses("Keep it").await;
    mo.types("/privacy delete").await;
    mo.presses("Delete everything about me").await;
    mo.types("/privacy show").await;
    cleo.types("/ask question:where is the tea").await;
    cleo.types("/manage audit").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @r"
    ── DM with Mo ──
    Mo: /privacy show
      jet-senpai (only Mo sees this):
        ┌ What I hold about you
        │ This is all of it. Only you see this. /privacy delete removes it.
        │ **The Lighthouse**
        │ • As a moderator you wrote entries; 1 of their versions have your name.
        │ • You are blocked from asking the moderators, since ‹time›.
        │ **In all servers together**
        └ • Entries that you are writing: 1. They are deleted after a day.
    Mo: /privacy delete
      jet-senpai (only Mo sees this):
        ─ This removes everything that I hold about you, in every server: questions whose answers you wait for (no answer will reach you), answers on their way to you, your name under entries, what helped you, what you are writing, and the experiences you have shared (they are withdrawn). What you wrote as a moderator stays, without your name. It can't be undone. Only a block stays: else deleting would lift it; ask that server's moderators.
        [Delete everything about me] [Keep it]
    Mo presses [Keep it]
      jet-senpai changes its message (only Mo sees this):
        ─ Nothing was removed.
    Mo: /privacy delete
      jet-senpai (only Mo sees this):
        ─ This removes everything that I hold about you, in every server: questions whose answers you wait for (no answer will reach you), answers on their way to you, your name under entries, what helped you, what you are writing, and the experiences you have shared (they are withdrawn). What you wrote as a moderator stays, without your name. It can't be undone. Only a block stays: else deleting would lift it; ask that server's moderators.
        [Delete everything about me] [Keep it]
    Mo presses [Delete everything about me]
      jet-senpai changes its message (only Mo sees this):
        ─ Done. I no longer hold anything about you, except a block where moderators have set one. Messages that were sent on Discord stay there until somebody deletes them.
    Mo: /privacy show
      jet-senpai (only Mo sees this):
        ┌ What I hold about you
        │ This is all of it. Only you see this. /privacy delete removes it.
        │ **The Lighthouse**
        └ • You are blocked from asking the moderators, since ‹time›.
    ── #staff in The Lighthouse ──
    Cleo: /ask question:where is the tea
      jet-senpai:
        ┌ where is the tea
        │ Where is the \*tea\*?
        │ In the tower.
        └ Written by Mo, 2026-11-22
        [This helped] [Not quite] [Remove]
    Cleo: /manage audit
      jet-senpai (only Cleo sees this):
        ┌ What moderators have done
        │ Page 1 of 1
        │ ‹time› @Cleo blocked a member.
        └ ‹time› a moderator added “Where is the \*tea\*?”.
    ");
}
