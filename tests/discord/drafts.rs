//! What a moderator is writing: kept as it was typed, theirs alone, and no answer until it can be one.

use crate::bot;

/// What the button with a label carries.
fn custom_id(member: &crate::discord::Member, label: &str) -> String {
    let messages = member.sees();
    let rows = messages.iter().flat_map(|one| one.json["components"].as_array().into_iter().flatten());
    let mut buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let button = buttons.find(|one| one["label"] == label).expect("there is such a button");
    button["custom_id"].as_str().expect("it does something").to_owned()
}

#[tokio::test]
async fn nothing_is_saved_that_could_not_be_shown() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    ana.types("/manage add").await;
    ana.submits(&[("Question", "Which train?"), ("Answer", "The blue line."), ("Review date", "next year")]).await;
    ana.presses("Edit").await;
    ana.submits(&[("Question", "Which train?"), ("Answer", "The blue line."), ("Review date", "2027-02-30")]).await;
    ana.presses("Cancel").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage add
      jet-senpai asks Ana: New entry
        Question: ‹Which train goes to the airport?›
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Ana submits:
        Question: Which train?
        Answer: The blue line.
        Review date: next year
      jet-senpai (only Ana sees this):
        ┌ Please fix this before saving
        └ “next year” isn't a date. Use YYYY-MM-DD, or leave it blank.
        [Edit] [Cancel]
    Ana presses [Edit]
      jet-senpai asks Ana: New entry
        Question: Which train?
        Answer: The blue line.
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): next year
    Ana submits:
        Question: Which train?
        Answer: The blue line.
        Review date: 2027-02-30
      jet-senpai changes its message (only Ana sees this):
        ┌ Please fix this before saving
        └ “2027-02-30” isn't a date. Use YYYY-MM-DD, or leave it blank.
        [Edit] [Cancel]
    Ana presses [Cancel]
      jet-senpai changes its message (only Ana sees this):
        ─ Cancelled. Nothing changed.
    ");
}

#[tokio::test]
async fn a_message_becomes_an_entry_and_its_author_is_not_named_unasked() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    let mut ben = bot.member("Ben");
    let message = ben.says("How do I get to the island?\nThe ferry leaves at eight from pier three.");
    ana.applies("Add to FAQ", message).await;
    ana.submits(&[]).await;
    ana.presses("Save").await;
    bot.discord.until("Ben is asked", |discord| discord.transcript().contains("May I credit you")).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #questions in The Lighthouse ──
    Ben: How do I get to the island?
    The ferry leaves at eight from pier three.
    Ana applies Add to FAQ
      jet-senpai asks Ana: New entry
        Question: How do I get to the island?
        Answer: The ferry leaves at eight from pier three.
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Ana submits:
      jet-senpai (only Ana sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ How do I get to the island?
        │ The ferry leaves at eight from pier three.
        └ Answered by a member · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Ana presses [Save]
      jet-senpai changes its message (only Ana sees this):
        ─ Saved. I can now answer “How do I get to the island?”.
        [Edit] [History] [Pin] [Archive]
    ── DM with Ben ──
    jet-senpai to Ben alone:
      ┌ How do I get to the island?
      └ A moderator turned your message into an FAQ answer. May I credit you by name? Otherwise it will say “a member”.
      [Yes, credit me] [No thanks]
    ");
}

#[tokio::test]
async fn a_draft_outlives_a_restart_and_is_its_writer_s_alone() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let config = jet_senpai::config::Config { database: home.path().join("kept.db"), ..bot::config() };
    let before = bot::start_with(&config).await;
    let discord = before.discord.clone();
    let mut ana = before.member("Ana").moderator();
    ana.types("/manage add").await;
    ana.submits(&[("Question", "Which train goes to the airport?"), ("Answer", "The blue line.")]).await;
    before.stop().await.expect("it ends in good order");
    let after = bot::launch(discord, &config);
    after.discord.connected().await;
    let mut ana = after.member("Ana").moderator();
    let mut eve = after.member("Eve").moderator();
    let save = custom_id(&ana, "Save");
    after.discord.take_transcript();
    eve.types("/jet about").await;
    eve.presses_custom_id(&save).await;
    ana.presses("Save").await;
    ana.presses_custom_id(&save).await;
    insta::assert_snapshot!(after.discord.transcript().replace(&save, "her button"), @"
    Eve: /jet about
      jet-senpai:
        ┌ About me
        │ I'm jet-senpai 0.1.0. I answer questions about the JET Programme from community pages and from what this server's moderators have added. I show my sources, and I say so when I don't know. I'm not official.
        │ **What I know**
        │ 7 questions with answers, and 4 quotes from 2 people.
        │ **Sources (unofficial)**
        │ The Lighthouse Exchange (invented, unofficial). Retrieved never.
        │ Not a real programme.
        │ **What I store**
        │ • Questions asked in a server, without your name: 90 days
        │ • Your ID, only if you press “Ask the moderators”: until you have the answer, 30 days at most
        │ • Clicks on “This helped” or a suggested question, under a code instead of your name: 90 days
        │ • Stories you share: until you withdraw them (/share mine)
        │ • Questions in direct messages: nothing
        └ /privacy show lists everything I store about you; /privacy delete deletes it.
        ─ Check the official site:
        [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Eve presses «her button»
      jet-senpai (only Eve sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    Ana presses [Save]
      jet-senpai changes its message (only Ana sees this):
        ─ Saved. I can now answer “Which train goes to the airport?”.
        [Edit] [History] [Pin] [Archive]
    Ana presses «her button»
      jet-senpai (only Ana sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    ");
}
