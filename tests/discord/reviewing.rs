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
    mo.presses("Request changes").await;
    mo.submits(&[("What to change (the author sees it)", "Please say *when*. <@1>")]).await;
    told_alone(&bot, "Ana", 1).await;
    bot.discord.take_transcript();
    let mut at_home = bot.member("Ana").in_dm();
    at_home.presses("Open my story").await;
    at_home.presses("Edit").await;
    at_home
        .submits(&[("Your story (up to 900 characters)", "In 2011, Mr Warden's lamp sang at night, and I miss it.")])
        .await;
    at_home.presses("Agree & send").await;
    let mut mo = reviews(&bot, "In 2011, Mr Warden's lamp sang at night, and I miss it.").await;
    mo.presses("Shorten").await;
    mo.submits(&[
        ("Replace what you leave out with […]", "In 2011, the lamp sang at night."),
        ("Reason (the author sees it)", "A name."),
    ])
    .await;
    mo.presses("Shorten").await;
    mo.submits(&[
        ("Replace what you leave out with […]", "In 2011, […] lamp sang at night, and I miss it."),
        ("Reason (the author sees it)", "A name."),
    ])
    .await;
    told_alone(&bot, "Ana", 1).await;
    bot.discord.settle().await;
    ana.types("/share mine").await;
    ana.picks("Choose a story", "In 2011, Mr Warden's lamp sang at night, and I miss it.").await;
    ana.presses("Accept shorter version").await;
    bot.member("Ben").types("/jet voices person:Ana").await;
    let mut mo = reviews(&bot, "In 2011, […] lamp sang at night, and I miss it.").await;
    mo.presses("Decline").await;
    mo.submits(&[("Reason (the author sees it)", "We have another one.")]).await;
    told_alone(&bot, "Ana", 2).await;
    let quotes = |bot: &Bot| {
        bot.discord.messages(QUESTIONS).iter().filter(|one| one.to_string().contains("lamp sang at night")).count()
    };
    bot.discord.until("what Ben sees is edited", |_| quotes(&bot) == 0).await;
    bot.member("Ben").types("/jet voices person:Ana").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    ── DM with Ana ──
    Ana presses [Open my story]
      jet-senpai changes its message:
        ┌ Your story
        │ The moderators ask for changes. Press Edit, then send it again.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Note from the moderators**
        └ Please say \*when\*. \<\@‹zero width›1>
        [Edit] [Withdraw]
    Ana presses [Edit]
      jet-senpai asks Ana: Share your story
        Your story (up to 900 characters): The lamp of Saltmouth sings at night, and I miss it.
        Name to show: Ana
    Ana submits:
        Your story (up to 900 characters): In 2011, Mr Warden's lamp sang at night, and I miss it.
      jet-senpai (only Ana sees this):
        ┌ Your story
        │ Your earlier version has been withdrawn. This one replaces it once you agree.
        │ Draft: only you can see it, and it isn't sent yet. Drafts are deleted after 24 hours.
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Topic**
        │ A day at work
        │ **When you agree**
        │ • Once a moderator approves it, everyone in this server may see exactly this text and signature, in answers and daily posts, and nothing else about you.
        │ • Moderators can set its topic, but can't change your words; cuts need your OK.
        └ • You can withdraw it at any time with /share mine (after you leave the server: /privacy show). It is then deleted, and public posts quoting it are edited. Screenshots, copies and private replies can't be recalled.
        [Agree & send] [Edit] [Discard]
    Ana presses [Agree & send]
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ Thank you! I'll let you know when the moderators have reviewed it.
        │ Waiting for a moderator.
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        └ > — Ana, ALT in Saltmouth · server member
        [Edit] [Withdraw]
    jet-senpai to Ana alone:
      ┌ The moderators have reviewed your story.
      └ The moderators suggest a shorter version. It needs your OK.
      [Open my story]
    jet-senpai to Ana alone:
      ┌ The moderators have reviewed your story.
      └ Declined: I won't quote it.
      [Open my story]
    ── #staff in The Lighthouse ──
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ┌ Members' stories: 1
        │ **In 2011, Mr Warden's lamp sang at night, and I miss it.**
        └ waiting for review
        ⌄ Choose a story: In 2011, Mr Warden's lamp sang at night, and I miss it.
    Mo picks In 2011, Mr Warden's lamp sang at night, and I miss it.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ waiting for review
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set the topic: The exchange | A day at work
        [Approve (incl. daily)] [Approve (answers only)] [Request changes] [Shorten] [Decline]
        [All stories]
    Mo presses [Shorten]
      jet-senpai asks Mo: Shorten
        Replace what you leave out with […]: In 2011, Mr Warden's lamp sang at night, and I miss it.
        Reason (the author sees it):
    Mo submits:
        Replace what you leave out with […]: In 2011, the lamp sang at night.
        Reason (the author sees it): A name.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ You can only shorten the text. Replace what you leave out with […] and change nothing else, or use “Request changes”.
        │ waiting for review
        │
        │ > “In 2011, Mr Warden's lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set the topic: The exchange | A day at work
        [Approve (incl. daily)] [Approve (answers only)] [Request changes] [Shorten] [Decline]
        [All stories]
    Mo presses [Shorten]
      jet-senpai asks Mo: Shorten
        Replace what you leave out with […]: In 2011, Mr Warden's lamp sang at night, and I miss it.
        Reason (the author sees it):
    Mo submits:
        Replace what you leave out with […]: In 2011, […] lamp sang at night, and I miss it.
        Reason (the author sees it): A name.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ The author will be asked for their OK.
        │ shorter version awaits the author's OK
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set the topic: The exchange | A day at work
        [Decline] [All stories]
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ┌ Members' stories: 1
        │ **In 2011, […] lamp sang at night, and I miss it.**
        └ approved for answers only
        ⌄ Choose a story: In 2011, […] lamp sang at night, and I miss it.
    Mo picks In 2011, […] lamp sang at night, and I miss it.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ approved for answers only
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set the topic: The exchange | A day at work
        [Approve (incl. daily)] [Decline] [All stories]
    Mo presses [Decline]
      jet-senpai asks Mo: Decline
        Reason (the author sees it):
    Mo submits:
        Reason (the author sees it): We have another one.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ Declined. The author will be told the reason.
        │ declined
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ @Ana
        │ **Topic**
        └ A day at work
        ⌄ Set the topic: The exchange | A day at work
        [Approve (incl. daily)] [Approve (answers only)] [All stories]
    ── #questions in The Lighthouse ──
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ┌ Your story
        │ **In 2011, Mr Warden's lamp sang at night, and I miss it.**
        └ The moderators suggest a shorter version. It needs your OK.
        ⌄ Choose a story: In 2011, Mr Warden's lamp sang at night, and I miss it.
    Ana picks In 2011, Mr Warden's lamp sang at night, and I miss it.
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ The moderators suggest a shorter version. It needs your OK.
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        │ > — Ana, ALT in Saltmouth · server member
        │ **Note from the moderators**
        └ A name.
        [Accept shorter version] [Edit] [Withdraw]
    Ana presses [Accept shorter version]
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ Approved: I can quote it.
        │
        │ > “In 2011, […] lamp sang at night, and I miss it.”
        └ > — Ana, ALT in Saltmouth · server member
        [Edit] [Withdraw]
    Ben: /jet voices person:Ana
      jet-senpai:
        ┌ > “In 2011, […] lamp sang at night, and I miss it.”
        └ > — Ana, ALT in Saltmouth · server member
        [Delete]
    jet-senpai changes its message:
      ─ This story is no longer shared.
    Ben: /jet voices person:Ana
      jet-senpai (only Ben sees this):
        ─ I couldn't find “Ana”. Pick one of the suggestions that appear as you type.
    ");
}
