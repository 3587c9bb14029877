//! What members choose teaches: after three of them, moderators are offered the phrasing.

use crate::bot::{self, Bot};
use crate::discord::STAFF;

const ASKED: &str = "day with somebody";
const CHOSEN: &str = "What are the working hours?";

/// Members ask the same, and choose the same of what they are offered.
async fn choose(bot: &Bot, names: &[&str]) {
    for name in names {
        let mut member = bot.member(name);
        member.types(&format!("/ask question:{ASKED}")).await;
        member.presses(CHOSEN).await;
    }
}

#[tokio::test]
async fn after_three_different_members_a_phrasing_is_offered_and_taken() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    // However often the same two choose it, they are two.
    choose(&bot, &["Ana", "Ben", "Ana", "Ben", "Ana"]).await;
    mo.types("/manage inbox").await;
    let said = bot.discord.take_transcript();
    assert!(!said.contains("Review suggested phrasings"), "{said}");
    choose(&bot, &["Cai"]).await;
    bot.discord.take_transcript();
    mo.types("/manage inbox").await;
    mo.picks("Review suggested phrasings", &format!("{ASKED} → {CHOSEN}")).await;
    mo.presses("Add").await;
    bot.member("Dee").types(&format!("/ask question:{ASKED}")).await;
    mo.types("/manage inbox").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox
        └ All caught up. Questions I couldn't answer will appear here.
        ⌄ Review suggested phrasings: day with somebody → What are the working hours?
    Mo picks day with somebody → What are the working hours?
      jet-senpai changes its message (only Mo sees this):
        ┌ day with somebody
        └ 3 members asked this and then chose “What are the working hours?”. Add it as a phrasing of that entry?
        [Add] [Don't add] [Inbox]
    Mo presses [Add]
      jet-senpai changes its message (only Mo sees this):
        ─ Added. “day with somebody” now leads to “What are the working hours?”. Everyone waiting for it will be notified.
        [Undo] [Inbox]
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox
        └ All caught up. Questions I couldn't answer will appear here.
    ── #questions in The Lighthouse ──
    Dee: /ask question:day with somebody
      jet-senpai:
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
async fn a_phrasing_that_moderators_refuse_is_not_offered_again() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    choose(&bot, &["Ana", "Ben", "Cai"]).await;
    mo.types("/manage inbox").await;
    mo.picks("Review suggested phrasings", &format!("{ASKED} → {CHOSEN}")).await;
    let take = crate::inbox::custom_id(&mo, "Add");
    mo.presses("Don't add").await;
    choose(&bot, &["Dee", "Eli", "Fay"]).await;
    bot.discord.take_transcript();
    mo.types("/manage inbox").await;
    mo.presses_custom_id(&take).await;
    bot.member("Ana").presses_custom_id(&take).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox
        └ All caught up. Questions I couldn't answer will appear here.
    Mo presses «1.0.Pt2sysyrwxisfpi2rvylbxitw9cm»
      jet-senpai changes its message (only Mo sees this):
        ─ This suggestion has already been dealt with.
        [Inbox]
    ── #questions in The Lighthouse ──
    Ana presses «1.0.Pt2sysyrwxisfpi2rvylbxitw9cm»
      jet-senpai (only Ana sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    ");
}
