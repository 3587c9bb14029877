//! A moderator reviews what a member shares, and its author has the last word.

use crate::bot::{self, Bot};
use crate::discord::QUESTIONS;
use crate::sharing::{BY_NAME, LAMP, reviews, shares, told_alone};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "most of them are what was said")]
async fn a_moderator_asks_for_changes_shortens_and_declines_and_the_author_has_the_last_word() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    shares(&mut ana, BY_NAME, LAMP).await;
    let mut mo = reviews(&bot, LAMP).await;
    mo.presses("Ask for changes").await;
    mo.submits(&[("What? Its author reads it.", "Please say *when*. <@1>")]).await;
    told_alone(&bot, "Ana", 1).await;
    bot.discord.take_transcript();
    let mut at_home = bot.member("Ana").in_dm();
    at_home.presses("Open it").await;
    at_home.presses("Edit").await;
    at_home
        .submits(&[(
            "In your own words, up to 900 characters",
            "In 2011, Mr Warden's lamp sang at night, and I miss it.",
        )])
        .await;
    at_home.presses("I agree: send it for review").await;
    let mut mo = reviews(&bot, "In 2011, Mr Warden's lamp sang at night, and I miss it.").await;
    mo.presses("Leave passages out").await;
    mo.submits(&[
        ("Put […] for what is left out", "In 2011, the lamp sang at night."),
        ("Why? Its author reads it.", "A name."),
    ])
    .await;
    mo.presses("Leave passages out").await;
    mo.submits(&[
        ("Put […] for what is left out", "In 2011, […] lamp sang at night, and I miss it."),
        ("Why? Its author reads it.", "A name."),
    ])
    .await;
    told_alone(&bot, "Ana", 1).await;
    bot.discord.settle().await;
    ana.types("/share mine").await;
    ana.picks("Open an experience", "In 2011, Mr Warden's lamp sang at night, and I miss it.").await;
    ana.presses("Accept the shortened text").await;
    bot.member("Ben").types("/jet voices person:Ana").await;
    let mut mo = reviews(&bot, "In 2011, […] lamp sang at night, and I miss it.").await;
    mo.presses("Decline").await;
    mo.submits(&[("Why? Its author reads it.", "We have another one.")]).await;
    told_alone(&bot, "Ana", 2).await;
    let quotes = |bot: &Bot| {
        bot.discord.messages(QUESTIONS).iter().filter(|one| one.to_string().contains("lamp sang at night")).count()
    };
    bot.discord.until("what Ben sees is edited", |_| quotes(&bot) == 0).await;
    bot.member("Ben").types("/jet voices person:Ana").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    ── DM with Ana ──
    Ana presses [Open it]
      jet-senpai changes its message:
        ┌ Your experience
        │ The moderators ask you to change it.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **The moderators say**
        └ Please say \*when\*. \<\@‹zero width›1>
        [Edit] [Withdraw]
    Ana presses [Edit]
      jet-senpai asks Ana: Share an experience
        In your own words, up to 900 characters: The lamp of Saltmouth sings at night, and I miss it.
        Your name, as it shall be shown: Ana
    Ana submits:
        In your own words, up to 900 characters: In 2011, Mr Warden's lamp sang at night, and I miss it.
      jet-senpai (only Ana sees this):
        ┌ Your experience
        │ What you had agreed to is taken back and not quoted any more. This takes its place once you agree to it.
        │ Only you see this, for 24 hours. Nothing is sent yet.
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **Topic**
        │ A day at work
        │ **If you agree**
        └ Exactly this is shown, with this signature and nothing else about you, once a moderator has approved it: to everybody in this server, in answers and daily highlights. Moderators can set its topic, and leave passages out only if you accept that; they change nothing else. You can withdraw it at any time with /share mine, or, if you have left the server, with /privacy show: it is gone at once from everything I show, and I edit the public messages that quote it. What can't be called back: screenshots, copies, and replies that only one person saw.
        [I agree: send it for review] [Edit] [Discard]
    Ana presses [I agree: send it for review]
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Thank you! The moderators will look at it, and I'll tell you.
        │ It waits for a moderator.
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        └ > — Ana, ALT in Saltmouth · shared in this server
        [Edit] [Withdraw]
    jet-senpai to Ana alone:
      ┌ The moderators have looked at the experience you shared.
      └ The moderators would show it with passages left out, as it stands here. That needs your consent.
      [Open it]
    jet-senpai to Ana alone:
      ┌ The moderators have looked at the experience you shared.
      └ Declined: it is not quoted.
      [Open it]
    ── #staff in The Lighthouse ──
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ┌ Members' experiences: 1
        │ **In 2011, Mr Warden's lamp sang at night, and I miss it.**
        └ waits for you
        ⌄ Open an experience: In 2011, Mr Warden's lamp sang at night, and I miss it.
    Mo picks In 2011, Mr Warden's lamp sang at night, and I miss it.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ waits for you
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set its topic: The exchange | A day at work
        [Approve, also daily] [Approve for answers] [Ask for changes] [Leave passages out] [Decline]
        [All]
    Mo presses [Leave passages out]
      jet-senpai asks Mo: Leave passages out
        Put […] for what is left out: In 2011, Mr Warden's lamp sang at night, and I miss it.
        Why? Its author reads it.:
    Mo submits:
        Put […] for what is left out: In 2011, the lamp sang at night.
        Why? Its author reads it.: A name.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ That does more than leave passages out. Put […] where something is left out, and change nothing else; or ask the author for changes.
        │ waits for you
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set its topic: The exchange | A day at work
        [Approve, also daily] [Approve for answers] [Ask for changes] [Leave passages out] [Decline]
        [All]
    Mo presses [Leave passages out]
      jet-senpai asks Mo: Leave passages out
        Put […] for what is left out: In 2011, Mr Warden's lamp sang at night, and I miss it.
        Why? Its author reads it.:
    Mo submits:
        Put […] for what is left out: In 2011, […] lamp sang at night, and I miss it.
        Why? Its author reads it.: A name.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ Its author is asked whether that may be left out.
        │ its author was asked whether passages may be left out
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set its topic: The exchange | A day at work
        [Decline] [All]
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ┌ Members' experiences: 1
        │ **In 2011, […] lamp sang at night, and I miss it.**
        └ approved for answers
        ⌄ Open an experience: In 2011, […] lamp sang at night, and I miss it.
    Mo picks In 2011, […] lamp sang at night, and I miss it.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ approved for answers
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set its topic: The exchange | A day at work
        [Approve, also daily] [Decline] [All]
    Mo presses [Decline]
      jet-senpai asks Mo: Decline
        Why? Its author reads it.:
    Mo submits:
        Why? Its author reads it.: We have another one.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ Declined. Its author hears why.
        │ declined
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set its topic: The exchange | A day at work
        [Approve, also daily] [Approve for answers] [All]
    ── #questions in The Lighthouse ──
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ┌ Your experience
        │ **In 2011, Mr Warden's lamp sang at night, and I miss it.**
        └ The moderators would show it with passages left out, as it stands here. That needs your consent.
        ⌄ Open an experience: In 2011, Mr Warden's lamp sang at night, and I miss it.
    Ana picks In 2011, Mr Warden's lamp sang at night, and I miss it.
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ The moderators would show it with passages left out, as it stands here. That needs your consent.
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · shared in this server
        │ **The moderators say**
        └ A name.
        [Accept the shortened text] [Edit] [Withdraw]
    Ana presses [Accept the shortened text]
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Approved: it is quoted.
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        └ > — Ana, ALT in Saltmouth · shared in this server
        [Edit] [Withdraw]
    Ben: /jet voices person:Ana
      jet-senpai:
        ┌ > “In 2011, […] lamp sang at night, and I miss it.”
        └ > — Ana, ALT in Saltmouth · shared in this server
        [Remove]
    jet-senpai changes its message:
      ─ The experience that stood here is no longer shared.
    Ben: /jet voices person:Ana
      jet-senpai (only Ben sees this):
        ─ I don't know “Ana”. Please choose from what I offer while you type.
    ");
}
