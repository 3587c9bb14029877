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
        ┌ Your data
        └ I store nothing about you.
    Ana: /privacy show
      jet-senpai (only Ana sees this):
        ┌ 保存されている自分の情報
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
    mo.presses("Delete everything").await;
    mo.types("/privacy show").await;
    cleo.types("/ask question:where is the tea").await;
    cleo.types("/manage audit").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @r"
    ── DM with Mo ──
    Mo: /privacy show
      jet-senpai (only Mo sees this):
        ┌ Your data
        │ This is everything I store about you. Only you can see this message. Use /privacy delete to delete it.
        │ **The Lighthouse**
        │ • Your name on 1 version of an entry that you edited as a moderator.
        │ • You are blocked from sending questions and stories to the moderators since ‹time›.
        │ **All servers**
        └ • 1 draft entry, deleted after a day.
    Mo: /privacy delete
      jet-senpai (only Mo sees this):
        ┌ Delete everything I store about you, in every server?
        │ • Questions you are waiting on, and answers on their way: you won't get those answers.
        │ • Your stories: they are withdrawn, and posts that quote them are edited.
        │ • Your name on entries, your clicks, your drafts.
        └ Entries you wrote as a moderator stay, without your name. This can't be undone. Blocks stay in place; please contact that server's moderators.
        [Delete everything] [Keep it]
    Mo presses [Keep it]
      jet-senpai changes its message (only Mo sees this):
        ─ Nothing was deleted.
    Mo: /privacy delete
      jet-senpai (only Mo sees this):
        ┌ Delete everything I store about you, in every server?
        │ • Questions you are waiting on, and answers on their way: you won't get those answers.
        │ • Your stories: they are withdrawn, and posts that quote them are edited.
        │ • Your name on entries, your clicks, your drafts.
        └ Entries you wrote as a moderator stay, without your name. This can't be undone. Blocks stay in place; please contact that server's moderators.
        [Delete everything] [Keep it]
    Mo presses [Delete everything]
      jet-senpai changes its message (only Mo sees this):
        ─ Deleted. I store nothing about you any more, except blocks set by moderators. Messages already on Discord stay there until someone deletes them.
    Mo: /privacy show
      jet-senpai (only Mo sees this):
        ┌ Your data
        │ This is everything I store about you. Only you can see this message. Use /privacy delete to delete it.
        │ **The Lighthouse**
        └ • You are blocked from sending questions and stories to the moderators since ‹time›.
    ── #staff in The Lighthouse ──
    Cleo: /ask question:where is the tea
      jet-senpai:
        ┌ where is the tea
        │ Where is the \*tea\*?
        │ In the tower.
        └ Answered by Mo · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    Cleo: /manage audit
      jet-senpai (only Cleo sees this):
        ┌ Audit log
        │ Page 1 of 1
        │ ‹time› @Cleo blocked a member.
        └ ‹time› a moderator added “Where is the \*tea\*?”.
    ");
}
