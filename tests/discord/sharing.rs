//! Members share what they lived through: exactly what they agreed to is seen, and nothing of it once they withdraw it.

use crate::bot::{self, Bot};
use crate::discord::{Member, STAFF};

/// What somebody tells in most tests.
pub const LAMP: &str = "The lamp of Saltmouth sings at night, and I miss it.";

/// Writes an experience, and sees it back.
pub async fn writes(member: &mut Member, how: &str, text: &str) {
    member.types(&format!("/share experience role:ALT: Assistant Language Teacher {how}")).await;
    member.submits(&[("Your story (up to 900 characters)", text)]).await;
}

/// The same, and agrees to it.
pub async fn shares(member: &mut Member, how: &str, text: &str) {
    writes(member, how, text).await;
    member.presses("Agree & send").await;
}

/// Waits until the bot has told somebody alone of so many reviews.
pub async fn told_alone(bot: &Bot, name: &str, times: usize) {
    let member = bot.member(name).in_dm();
    let reviews = || member.sees().iter().filter(|one| one.text.contains("have reviewed your story")).count();
    bot.discord.until("they are told alone", |_| reviews() >= times).await;
}

/// A moderator opens what waits.
pub async fn reviews(bot: &Bot, text: &str) -> Member {
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage testimonials").await;
    mo.picks("Choose a story", text).await;
    mo
}

pub const AS_ROLE: &str = "show-as:Role and place (“an ALT in Hyōgo”) place:Saltmouth years:2018–2021";
pub const NAMELESS: &str = "show-as:Anonymous place:Saltmouth";
pub const BY_NAME: &str = "show-as:My name place:Saltmouth topic:A day at work";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "most of them are what was said")]
async fn an_experience_is_written_agreed_to_approved_and_quoted() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    shares(&mut ana, AS_ROLE, LAMP).await;
    let mut mo = reviews(&bot, LAMP).await;
    mo.picks("Set the topic", "A day at work").await;
    mo.presses("Approve (incl. daily)").await;
    told_alone(&bot, "Ana", 1).await;
    bot.member("Ben").types("/jet voices topic:A day at work").await;
    let mut cai = bot.member("Cai");
    cai.types("/jet voices").await;
    for _ in 0..3 {
        cai.presses("Next").await;
    }
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #questions in The Lighthouse ──
    Ana: /share experience role:ALT: Assistant Language Teacher show-as:Role and place (“an ALT in Hyōgo”) place:Saltmouth years:2018–2021
      jet-senpai asks Ana: Share your story
        Your story (up to 900 characters): ‹One experience. Please leave out names of schools, students and colleagues.›
    Ana submits:
        Your story (up to 900 characters): The lamp of Saltmouth sings at night, and I miss it.
      jet-senpai (only Ana sees this):
        ┌ Your story
        │ Draft: only you can see it, and it isn't sent yet. Drafts are deleted after 24 hours.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · server member
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
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT in Saltmouth, 2018–2021 · server member
        [Edit] [Withdraw]
    Ben: /jet voices topic:A day at work
      jet-senpai:
        ┌ 1 of 2
        │
        │ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth, CIR in Saltmouth
        [Next] [Delete]
    Cai: /jet voices
      jet-senpai:
        ┌ 1 of 3
        │
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Delete]
    Cai presses [Next]
      jet-senpai changes its message:
        ┌ 2 of 3
        │
        │ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth, CIR in Saltmouth
        [Previous] [Next] [Delete]
    Cai presses [Next]
      jet-senpai changes its message:
        ┌ 3 of 3
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT in Saltmouth, 2018–2021 · server member
        [Previous] [Delete]
    Cai presses [Next]
      jet-senpai (only Cai sees this):
        ┌ 2 of 2
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT in Saltmouth, 2018–2021 · server member
        [Previous]
    ── #staff in The Lighthouse ──
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ┌ Members' stories: 1
        │ **The lamp of Saltmouth sings at night, and I miss it.**
        └ waiting for review
        ⌄ Choose a story: The lamp of Saltmouth sings at night, and I miss it.
    Mo picks The lamp of Saltmouth sings at night, and I miss it.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ waiting for review
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ a member (name withheld)
        │ **Topic**
        └ None. Choose one below so that members find the story.
        ⌄ Set the topic: The exchange | A day at work
        [Approve (incl. daily)] [Approve (answers only)] [Request changes] [Shorten] [Decline]
        [All stories]
    Mo picks A day at work
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ Saved.
        │ waiting for review
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ a member (name withheld)
        │ **Topic**
        └ A day at work
        ⌄ Set the topic: The exchange | A day at work
        [Approve (incl. daily)] [Approve (answers only)] [Request changes] [Shorten] [Decline]
        [All stories]
    Mo presses [Approve (incl. daily)]
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' stories
        │ Approved. The author will be notified.
        │ approved for answers and daily highlights
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · server member
        │ **Check for**
        │ ☐ names of schools, students, colleagues or landlords
        │ ☐ contact details, links, other people's private matters
        │ ☐ whether it makes sense on its own and is kind to every group (for daily highlights)
        │ You can shorten it if the author agrees. You can't change the words.
        │ **Shared by**
        │ a member (name withheld)
        │ **Topic**
        └ A day at work
        ⌄ Set the topic: The exchange | A day at work
        [Approve (answers only)] [Decline] [All stories]
    ── DM with Ana ──
    jet-senpai to Ana alone:
      ┌ The moderators have reviewed your story.
      └ Approved: I can quote it.
      [Open my story]
    ");
}

#[tokio::test]
async fn a_member_who_is_blocked_shares_nothing_and_nobody_shares_too_much_at_once() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    let mut mo = bot.member("Mo").moderator();
    mo.types("/manage block member:@Ana").await;
    ana.types("/share experience role:ALT: Assistant Language Teacher show-as:Anonymous").await;
    mo.types("/manage block member:@Ana blocked:False").await;
    ana.types("/share experience role:ALT: Assistant Language Teacher show-as:Anonymous topic:cooking").await;
    assert!(bot.discord.take_transcript().contains("I couldn't find the topic “cooking”."));
    for number in 0..5 {
        writes(&mut ana, NAMELESS, &format!("{LAMP} {number}")).await;
    }
    bot.discord.take_transcript();
    ana.types("/share experience role:ALT: Assistant Language Teacher show-as:Anonymous").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /share experience role:ALT: Assistant Language Teacher show-as:Anonymous
      jet-senpai (only Ana sees this):
        ─ You already have 5 stories in progress. Finish or withdraw one first (/share mine).
    ");
}
