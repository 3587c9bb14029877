//! Moderators hear of new questions, but not all the time, and not from members whom they have blocked.

use std::time::Duration;

use crate::bot;
use crate::discord::STAFF;
use crate::inbox::{RICE, hands_over};

#[tokio::test]
async fn moderators_are_told_once_an_hour_where_they_want_to_hear_it() {
    let bot = bot::start_with(&bot::config_of_guild()).await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    bot.member("Ana").types(&format!("/ask question:{RICE}")).await;
    mo.hears().await;
    bot.clock.advance(Duration::from_mins(1));
    hands_over(&mut bot.member("Ben"), "how do I bake bread?").await;
    hands_over(&mut bot.member("Cai"), "how do I train a parrot?").await;
    let mut minutes = 1;
    while mo.sees().len() < 2 {
        assert!(minutes < 1_000, "they were never told again");
        bot.clock.advance(Duration::from_mins(1));
        bot.discord.settle().await;
        minutes += 1;
    }
    assert!(minutes >= 60, "they were told again after {minutes} minutes");
    insta::assert_snapshot!(mo.sees()[1].text, @"
    ─ 3 unanswered questions in the inbox.
    [Open the inbox]
    ");
    bot.discord.take_transcript();
    // Whoever may not moderate sees the notice, if they see the channel, and nothing more.
    bot.member("Ana").in_channel(STAFF).presses("Open the inbox").await;
    mo.presses("Open the inbox").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana presses [Open the inbox]
      jet-senpai (only Ana sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    Mo presses [Open the inbox]
      jet-senpai (only Mo sees this):
        ┌ Inbox: 3 questions
        │ **how do I train a parrot?**
        │ 1 member waiting · asked once, last ‹time›
        │ **how do I bake bread?**
        │ 1 member waiting · asked once, last ‹time›
        │ **how do I cook rice at sea?**
        └ asked once, last ‹time›
        ⌄ Choose a question: how do I train a parrot? | how do I bake bread? | how do I cook rice at sea?
    ");
}

#[tokio::test]
async fn who_is_blocked_is_told_so_and_nothing_is_kept_of_what_they_wanted() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator();
    let mut ana = bot.member("Ana");
    mo.types("/manage block member:Ana").await;
    hands_over(&mut ana, RICE).await;
    assert!(bot.discord.take_transcript().contains("can't send questions to this server's moderators"));
    mo.types("/manage inbox").await;
    let said = bot.discord.take_transcript();
    assert!(said.contains(RICE) && !said.contains("waiting"), "{said}");
}
