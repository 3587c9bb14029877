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
    ana.submits(&[("Question", "Which train?"), ("Answer", "The blue line."), ("Review on", "next year")]).await;
    ana.presses("Edit").await;
    ana.submits(&[("Question", "Which train?"), ("Answer", "The blue line."), ("Review on", "2027-02-30")]).await;
    ana.presses("Cancel").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage add
      jet-senpai asks Ana: A new entry
        Question: ‹Which train goes to the airport?›
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One a line: how else would somebody ask?›
        Tags (optional): ‹train, airport›
        Review on (optional): ‹2027-04-01›
    Ana submits:
        Question: Which train?
        Answer: The blue line.
        Review on: next year
      jet-senpai (only Ana sees this):
        ┌ This can't be saved yet
        └ “next year” is not a day; write it like 2027-04-01, or leave it empty.
        [Edit] [Cancel]
    Ana presses [Edit]
      jet-senpai asks Ana: A new entry
        Question: Which train?
        Answer: The blue line.
        Other phrasings (optional): ‹One a line: how else would somebody ask?›
        Tags (optional): ‹train, airport›
        Review on (optional): next year
    Ana submits:
        Question: Which train?
        Answer: The blue line.
        Review on: 2027-02-30
      jet-senpai changes its message (only Ana sees this):
        ┌ This can't be saved yet
        └ “2027-02-30” is not a day; write it like 2027-04-01, or leave it empty.
        [Edit] [Cancel]
    Ana presses [Cancel]
      jet-senpai changes its message (only Ana sees this):
        ─ Cancelled. Nothing was changed.
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
    bot.discord.until("Ben is asked", |discord| discord.transcript().contains("May your name")).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #questions in The Lighthouse ──
    Ben: How do I get to the island?
    The ferry leaves at eight from pier three.
    Ana applies Add to FAQ
      jet-senpai asks Ana: A new entry
        Question: How do I get to the island?
        Answer: The ferry leaves at eight from pier three.
        Other phrasings (optional): ‹One a line: how else would somebody ask?›
        Tags (optional): ‹train, airport›
        Review on (optional): ‹2027-04-01›
    Ana submits:
      jet-senpai (only Ana sees this):
        ─ This is how members will see it. Nothing is saved yet.
        ┌ How do I get to the island?
        │ The ferry leaves at eight from pier three.
        └ Written by a member, 2026-11-22
        [Save] [Edit] [Cancel]
    Ana presses [Save]
      jet-senpai changes its message (only Ana sees this):
        ─ Saved. From now on I answer “How do I get to the island?”.
        [Edit] [History] [Pin] [Retire]
    ── DM with Ben ──
    jet-senpai to Ben alone:
      ┌ How do I get to the island?
      └ A moderator has made an answer to this question from a message that you wrote, for their server's FAQ. May your name stand under it? If you don't press OK, it says “a member”.
      [OK] [No, thanks]
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
        │ I'm jet-senpai 0.1.0. I answer questions about the JET Programme from documents that people wrote, show the passage each answer rests on, and say so when I don't know. I am not the programme's official voice.
        │ **What I know**
        │ 7 questions with answers, and 4 passages in the words of 2 people.
        │ **From where, and how fresh**
        │ The Lighthouse Exchange (an invented page, for tests). Retrieved never. Not a real programme.
        │ **What I store**
        └ Questions asked in a server, without who asked: 90 days. Who asked, only if you press Ask the moderators: until they answer, at most 30 days. What helped whom, as a code that names nobody: 90 days. Experiences you share: until you withdraw them with /share mine. Nothing of what you ask me in direct messages. /privacy show tells you all that I hold about you, /privacy delete removes it.
        ─ Where to check officially:
        [Remove]
        [The exchange's own site ↗ https://lighthouse.example]
    Eve presses «her button»
      jet-senpai (only Eve sees this):
        ─ That draft is no longer here: it has been saved or cancelled, is somebody else's, or is older than a day.
    Ana presses [Save]
      jet-senpai changes its message (only Ana sees this):
        ─ Saved. From now on I answer “Which train goes to the airport?”.
        [Edit] [History] [Pin] [Retire]
    Ana presses «her button»
      jet-senpai (only Ana sees this):
        ─ That draft is no longer here: it has been saved or cancelled, is somebody else's, or is older than a day.
    ");
}
