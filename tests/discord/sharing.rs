//! Members share what they lived through: exactly what they agreed to is seen, and nothing of it once they withdraw it.

use crate::bot::{self, Bot};
use crate::discord::{Member, STAFF};

/// What somebody tells in most tests.
pub const LAMP: &str = "The lamp of Saltmouth sings at night, and I miss it.";

/// Writes an experience, and sees it back.
pub async fn writes(member: &mut Member, how: &str, text: &str) {
    member.types(&format!("/share experience role:ALT: Assistant Language Teacher {how}")).await;
    member.submits(&[("In your own words, up to 900 characters", text)]).await;
}

/// The same, and agrees to it.
pub async fn shares(member: &mut Member, how: &str, text: &str) {
    writes(member, how, text).await;
    member.presses("I agree: send it for review").await;
}

/// Waits until the bot has told somebody alone of so many reviews.
pub async fn told_alone(bot: &Bot, name: &str, times: usize) {
    let member = bot.member(name).in_dm();
    let reviews = || member.sees().iter().filter(|one| one.text.contains("have looked at")).count();
    bot.discord.until("they are told alone", |_| reviews() >= times).await;
}

/// A moderator opens what waits.
pub async fn reviews(bot: &Bot, text: &str) -> Member {
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage testimonials").await;
    mo.picks("Open an experience", text).await;
    mo
}

pub const AS_ROLE: &str = "name-as:By what I was, such as “an ALT in Hyōgo” place:Saltmouth years:2018–2021";
pub const NAMELESS: &str = "name-as:Not at all: anonymous place:Saltmouth";
pub const BY_NAME: &str = "name-as:By my name place:Saltmouth topic:A day at work";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "most of them are what was said")]
async fn an_experience_is_written_agreed_to_approved_and_quoted() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    shares(&mut ana, AS_ROLE, LAMP).await;
    let mut mo = reviews(&bot, LAMP).await;
    mo.picks("Set its topic", "A day at work").await;
    mo.presses("Approve, also daily").await;
    told_alone(&bot, "Ana", 1).await;
    bot.member("Ben").types("/jet voices topic:A day at work").await;
    let mut cai = bot.member("Cai");
    cai.types("/jet voices").await;
    for _ in 0..3 {
        cai.presses("Next").await;
    }
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #questions in The Lighthouse ──
    Ana: /share experience role:ALT: Assistant Language Teacher name-as:By what I was, such as “an ALT in Hyōgo” place:Saltmouth years:2018–2021
      jet-senpai asks Ana: Share an experience
        In your own words, up to 900 characters: ‹One thing you lived through, without names of schools, pupils or colleagues›
    Ana submits:
        In your own words, up to 900 characters: The lamp of Saltmouth sings at night, and I miss it.
      jet-senpai (only Ana sees this):
        ┌ Your experience
        │ Only you see this, for 24 hours. Nothing is sent yet.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · shared in this server
        │ **If you agree**
        └ Exactly this is shown, with this signature and nothing else about you, once a moderator has approved it: to everybody in this server, in answers and daily highlights. Moderators can set its topic, and leave passages out only if you accept that; they change nothing else. You can withdraw it at any time with /share mine, or, if you have left the server, with /privacy show: it is gone at once from everything I show, and I edit the public messages that quote it. What can't be called back: screenshots, copies, and replies that only one person saw.
        [I agree: send it for review] [Edit] [Discard]
    Ana presses [I agree: send it for review]
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Thank you! The moderators will look at it, and I'll tell you.
        │ It waits for a moderator.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT in Saltmouth, 2018–2021 · shared in this server
        [Edit] [Withdraw]
    Ben: /jet voices topic:A day at work
      jet-senpai:
        ┌ 1 of 3
        │
        │ > “… the evenings were golden. […] ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Remove]
    Cai: /jet voices
      jet-senpai:
        ┌ 1 of 4
        │
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Remove]
    Cai presses [Next]
      jet-senpai changes its message:
        ┌ 2 of 4
        │
        │ > “… the evenings were golden. […] ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Previous] [Next] [Remove]
    Cai presses [Next]
      jet-senpai changes its message:
        ┌ 3 of 4
        │
        │ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth, CIR in Saltmouth
        [Previous] [Next] [Remove]
    Cai presses [Next]
      jet-senpai changes its message:
        ┌ 4 of 4
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT in Saltmouth, 2018–2021 · shared in this server
        [Previous] [Remove]
    ── #staff in The Lighthouse ──
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ┌ Members' experiences: 1
        │ **The lamp of Saltmouth sings at night, and I miss it.**
        └ waits for you
        ⌄ Open an experience: The lamp of Saltmouth sings at night, and I miss it.
    Mo picks The lamp of Saltmouth sings at night, and I miss it.
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ waits for you
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ a member who does not want to be named
        │ **Topic**
        └ none: choose one, so that it is found
        ⌄ Set its topic: The exchange | A day at work
        [Approve, also daily] [Approve for answers] [Ask for changes] [Leave passages out] [Decline]
        [All]
    Mo picks A day at work
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ Saved.
        │ waits for you
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ a member who does not want to be named
        │ **Topic**
        └ A day at work
        ⌄ Set its topic: The exchange | A day at work
        [Approve, also daily] [Approve for answers] [Ask for changes] [Leave passages out] [Decline]
        [All]
    Mo presses [Approve, also daily]
      jet-senpai changes its message (only Mo sees this):
        ┌ Members' experiences
        │ Approved. From now on it can be quoted, and its author hears of it.
        │ approved, also for daily highlights
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        │ > — an ALT in Saltmouth, 2018–2021 · shared in this server
        │ **Look for**
        │ ☐ names of schools, pupils, colleagues or landlords
        │ ☐ contact data, links, other people's private matters
        │ ☐ whether it can be understood alone, and is kind to any group (for daily highlights)
        │ You can leave passages out, if its author accepts that; you can't change a word.
        │ **Shared by**
        │ a member who does not want to be named
        │ **Topic**
        └ A day at work
        ⌄ Set its topic: The exchange | A day at work
        [Approve for answers] [Decline] [All]
    ── DM with Ana ──
    jet-senpai to Ana alone:
      ┌ The moderators have looked at the experience you shared.
      └ Approved: it is quoted.
      [Open it]
    ");
}

#[tokio::test]
async fn a_member_who_is_blocked_shares_nothing_and_nobody_shares_too_much_at_once() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    let mut mo = bot.member("Mo").moderator();
    mo.types("/manage block member:@Ana").await;
    ana.types("/share experience role:ALT: Assistant Language Teacher name-as:Not at all: anonymous").await;
    mo.types("/manage block member:@Ana blocked:False").await;
    ana.types("/share experience role:ALT: Assistant Language Teacher name-as:Not at all: anonymous topic:cooking")
        .await;
    assert!(bot.discord.take_transcript().contains("I don't know the topic “cooking”."));
    for number in 0..5 {
        writes(&mut ana, NAMELESS, &format!("{LAMP} {number}")).await;
    }
    bot.discord.take_transcript();
    ana.types("/share experience role:ALT: Assistant Language Teacher name-as:Not at all: anonymous").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /share experience role:ALT: Assistant Language Teacher name-as:Not at all: anonymous
      jet-senpai (only Ana sees this):
        ─ 5 of your experiences wait already. See them with /share mine; finish or withdraw one first.
    ");
}
