//! Who may moderate: looked at when something is done, whatever was shown or offered before.

use serde_json::json;

use crate::bot;
use crate::discord::{Member, STAFF};

/// What the button with a label carries.
fn custom_id(member: &Member, label: &str) -> String {
    let messages = member.sees();
    let rows = messages.iter().flat_map(|one| one.json["components"].as_array().into_iter().flatten());
    let mut buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let button = buttons.find(|one| one["label"] == label).expect("there is such a button");
    button["custom_id"].as_str().expect("it does something").to_owned()
}

#[tokio::test]
async fn a_member_without_rights_is_refused_whatever_they_do() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator();
    bot.discord.role("Wardens");
    mo.types("/manage entry entry:keeper percentage").await;
    let press = custom_id(&mo, "Hide here");
    mo.types("/manage add").await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana").sees_every_command();
    for command in [
        "add",
        "entry entry:keeper percentage",
        "quote person:aoife quoted:False",
        "settings",
        "settings add-role:@Wardens",
        "block",
        "block member:Ana",
        "audit",
    ] {
        ana.types(&format!("/manage {command}")).await;
        let seen = ana.sees().pop().expect("they are told something").text;
        assert!(seen.contains("Only moderators can do this"), "/manage {command}: {seen}");
    }
    for id in [press.as_str(), "1.0.L0", "1.0.L0zz"] {
        ana.presses_custom_id(id).await;
        let seen = ana.sees().pop().expect("they are told something").text;
        assert!(seen.contains("Only moderators can do this"), "{id}: {seen}");
    }
    let option = json!([{ "type": 3, "name": "entry", "value": "k", "focused": true }]);
    let data = json!({ "id": "1", "name": "manage", "type": 1, "options": [{ "type": 1, "name": "entry", "options": option }] });
    assert_eq!(ana.completes_forged(data).await, Vec::new());
    bot.discord.take_transcript();
    mo.types("/manage audit").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ─ Moderators haven't changed anything yet.
    ");
}

#[tokio::test]
async fn a_role_makes_a_moderator_for_as_long_as_somebody_has_it_and_it_is_named() {
    let bot = bot::start().await;
    let wardens = bot.discord.role("Wardens");
    bot.member("Mo").moderator().in_channel(STAFF).types("/manage settings add-role:@Wardens").await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana").sees_every_command().with_role(wardens);
    assert!(!ana.completes("/manage entry entry:keeper|").await.is_empty());
    ana.types("/manage block").await;
    ana.types("/manage add").await;
    // Between opening the form and sending it, she loses the role.
    let mut ana = ana.without_role(wardens);
    ana.submits(&[("Question", "Where is the tea?"), ("Answer", "In the tower.")]).await;
    assert!(ana.completes("/manage entry entry:keeper|").await.is_empty());
    let mut ben = bot.member("Ben").sees_every_command().with_role(wardens);
    ben.types("/manage block").await;
    bot.member("Mo").moderator().in_channel(STAFF).types("/manage settings remove-role:@Wardens").await;
    ben.types("/manage block").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #questions in The Lighthouse ──
    Ana types /manage entry entry:keeper|
      ⌄ What does a keeper do? | How many participants are keepers? | What are the working hours? | Can I ask for a certain harbour? | What is the Lighthouse Exchange?
    Ana: /manage block
      jet-senpai (only Ana sees this):
        ─ No members are blocked. To block one, use /manage block and choose a member.
    Ana: /manage add
      jet-senpai asks Ana: New entry
        Question: ‹Which train goes to the airport?›
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Ana submits:
        Question: Where is the tea?
        Answer: In the tower.
      jet-senpai (only Ana sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    Ana types /manage entry entry:keeper|
      ⌄ (nothing)
    Ben: /manage block
      jet-senpai (only Ben sees this):
        ─ No members are blocked. To block one, use /manage block and choose a member.
    Ben: /manage block
      jet-senpai (only Ben sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    ── #staff in The Lighthouse ──
    Mo: /manage settings remove-role:@Wardens
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. Current settings:
        │ **Problems**
        │ None found.
        │ **Moderators' channel**
        │ Not set. Notices go to Discord's community updates channel, if you have one.
        │ **Audit log channel**
        │ Not set. /manage audit shows the audit log.
        │ **Moderators**
        │ Members with the Manage Messages permission
        │ **Answers**
        │ Public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
    ");
}
