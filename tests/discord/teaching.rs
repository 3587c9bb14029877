//! Moderators teach: what they write is shown as members will see it, and only then becomes an answer.

use crate::bot;

/// A moderator opens a form, fills it in and saves.
async fn teach(ana: &mut crate::discord::Member, question: &str, answer: &str) {
    ana.types("/manage add").await;
    ana.submits(&[("Question", question), ("Answer", answer)]).await;
    ana.presses("Save").await;
}

#[tokio::test]
async fn what_a_moderator_teaches_answers_the_very_next_question() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    ana.types("/manage add").await;
    ana.submits(&[
        ("Question", "Which train goes to the airport?"),
        ("Answer", "The *blue* line, every twenty minutes from platform two. <@1> knows more."),
        ("Other phrasings", "how do I get to the airport\nairport train"),
        ("Tags", "train, airport"),
        ("Review date", "2027-04-01"),
    ])
    .await;
    ana.presses("Save").await;
    bot.member("Ben").types("/ask question:how do i get to teh airport").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /manage add
      jet-senpai asks Ana: New entry
        Question: ‹Which train goes to the airport?›
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Ana submits:
        Question: Which train goes to the airport?
        Answer: The *blue* line, every twenty minutes from platform two. @someone knows more.
        Other phrasings: how do I get to the airport
          airport train
        Tags: train, airport
        Review date: 2027-04-01
      jet-senpai (only Ana sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ Which train goes to the airport?
        │ The \*blue\* line, every twenty minutes from platform two. \<\@‹zero width›1> knows more.
        └ Answered by Ana · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Ana presses [Save]
      jet-senpai changes its message (only Ana sees this):
        ─ Saved. I can now answer “Which train goes to the airport?”.
        [Edit] [History] [Pin] [Archive]
    Ben: /ask question:how do i get to teh airport
      jet-senpai:
        ┌ how do i get to teh airport
        │ Which train goes to the airport?
        │ The \*blue\* line, every twenty minutes from platform two. \<\@‹zero width›1> knows more.
        └ Answered by Ana · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn what_is_much_alike_and_what_would_go_elsewhere_is_said_before() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    ana.types("/manage add").await;
    ana.submits(&[
        ("Question", "What are the working hours?"),
        ("Answer", "Keepers work from six in the morning until three, and translators from nine to five."),
        ("Other phrasings", "working hours\nwhen does work begin"),
    ])
    .await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage add
      jet-senpai asks Ana: New entry
        Question: ‹Which train goes to the airport?›
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Ana submits:
        Question: What are the working hours?
        Answer: Keepers work from six in the morning until three, and translators from nine to five.
        Other phrasings: working hours
          when does work begin
      jet-senpai (only Ana sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ What are the working hours?
        │ Keepers work from six in the morning until three, and translators from nine to five.
        └ Answered by Ana · 22 Nov 2026
        ┌ Similar entries already exist
        └ • What are the working hours?
        ┌ This entry would answer these questions instead
        └ • “What are the working hours?” (currently “What are the working hours?”)
        [Save] [Edit] [Cancel]
    ");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "most of them are what was said")]
async fn an_entry_is_edited_retired_and_restored_and_everything_it_said_is_kept() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    let mut ben = bot.member("Ben").moderator();
    teach(&mut ana, "Which train goes to the airport?", "The blue line.").await;
    bot.discord.take_transcript();
    ben.types("/manage entry entry:airport train").await;
    ben.presses("Edit").await;
    ben.submits(&[("Question", "Which train goes to the airport?"), ("Answer", "The green line, since May.")]).await;
    ben.presses("Save").await;
    ben.presses("History").await;
    ben.presses("Older").await;
    ben.presses("Newer").await;
    ben.presses("Back").await;
    ben.presses("Archive").await;
    bot.member("Cai").types("/ask question:Which train goes to the airport?").await;
    ben.presses("History").await;
    ben.presses("Older").await;
    ben.presses("Older").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ben: /manage entry entry:airport train
      jet-senpai (only Ben sees this):
        ─ Entry of this server.
        ┌ Which train goes to the airport?
        │ The blue line.
        └ Answered by Ana · 22 Nov 2026
        [Edit] [History] [Pin] [Archive]
    Ben presses [Edit]
      jet-senpai asks Ben: Edit entry
        Question: Which train goes to the airport?
        Answer: The blue line.
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Ben submits:
        Question: Which train goes to the airport?
        Answer: The green line, since May.
      jet-senpai changes its message (only Ben sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ Which train goes to the airport?
        │ The green line, since May.
        └ Answered by Ben · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Ben presses [Save]
      jet-senpai changes its message (only Ben sees this):
        ─ Saved. I can now answer “Which train goes to the airport?”.
        [Edit] [History] [Pin] [Archive]
    Ben presses [History]
      jet-senpai changes its message (only Ben sees this):
        ┌ Which train goes to the airport?
        │ **Version 2 of 2**
        │ by Ben · ‹time›
        │ **Answer**
        └ The ~~blue~~**green** line**, since May**.
        [Older] [Back]
    Ben presses [Older]
      jet-senpai changes its message (only Ben sees this):
        ┌ Which train goes to the airport?
        │ **Version 1 of 2**
        │ by Ana · ‹time›
        │ **Answer**
        └ The blue line.
        [Newer] [Restore this version] [Back]
    Ben presses [Newer]
      jet-senpai changes its message (only Ben sees this):
        ┌ Which train goes to the airport?
        │ **Version 2 of 2**
        │ by Ben · ‹time›
        │ **Answer**
        └ The ~~blue~~**green** line**, since May**.
        [Older] [Back]
    Ben presses [Back]
      jet-senpai changes its message (only Ben sees this):
        ─ Entry of this server.
        ┌ Which train goes to the airport?
        │ The green line, since May.
        └ Answered by Ben · 22 Nov 2026
        [Edit] [History] [Pin] [Archive]
    Ben presses [Archive]
      jet-senpai changes its message (only Ben sees this):
        ─ Archived: members no longer see “Which train goes to the airport?”. You can restore it at any time.
        [Restore] [History]
    Cai: /ask question:Which train goes to the airport?
      jet-senpai:
        ┌ Which train goes to the airport?
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: A day at work | The exchange
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Ben presses [History]
      jet-senpai changes its message (only Ben sees this):
        ┌ Which train goes to the airport?
        │ **Version 3 of 3**
        │ by Ben · ‹time›
        └ Entry archived.
        [Older] [Back]
    Ben presses [Older]
      jet-senpai changes its message (only Ben sees this):
        ┌ Which train goes to the airport?
        │ **Version 2 of 3**
        │ by Ben · ‹time›
        │ **Answer**
        └ The ~~blue~~**green** line**, since May**.
        [Older] [Newer] [Restore this version] [Back]
    Ben presses [Older]
      jet-senpai changes its message (only Ben sees this):
        ┌ Which train goes to the airport?
        │ **Version 1 of 3**
        │ by Ana · ‹time›
        │ **Answer**
        └ The blue line.
        [Newer] [Restore this version] [Back]
    ");
}

#[tokio::test]
async fn two_who_edit_at_once_never_overwrite_each_other_unseen() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    let mut ben = bot.member("Ben").moderator();
    teach(&mut ana, "Which train goes to the airport?", "The blue line.").await;
    for member in [&mut ana, &mut ben] {
        member.types("/manage entry entry:airport train").await;
        member.presses("Edit").await;
    }
    ana.submits(&[("Question", "Which train goes to the airport?"), ("Answer", "The blue line, every hour.")]).await;
    ana.presses("Save").await;
    bot.discord.take_transcript();
    ben.submits(&[("Question", "Which train goes to the airport?"), ("Answer", "The green line.")]).await;
    ben.presses("Save").await;
    ben.presses("Save my version").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ben submits:
        Question: Which train goes to the airport?
        Answer: The green line.
      jet-senpai changes its message (only Ben sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ Which train goes to the airport?
        │ The green line.
        └ Answered by Ben · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Ben presses [Save]
      jet-senpai changes its message (only Ben sees this):
        ┌ Someone else edited this entry in the meantime. Saving your version would change it like this
        │ **Answer**
        └ The ~~blue~~**green** line~~, every hour~~.
        [Save my version] [Edit] [Cancel]
    Ben presses [Save my version]
      jet-senpai changes its message (only Ben sees this):
        ─ Saved. I can now answer “Which train goes to the airport?”.
        [Edit] [History] [Pin] [Archive]
    ");
}

#[tokio::test]
async fn a_guild_answers_a_curated_question_itself_hides_others_and_pins_what_matters() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    let mut ben = bot.member("Ben");
    ana.types("/manage entry entry:What are the working hours?").await;
    ana.presses("Write our own answer").await;
    ana.submits(&[("Question", "What are the working hours?"), ("Answer", "Here: from eight to four.")]).await;
    ana.presses("Save").await;
    ben.types("/ask question:What are the working hours?").await;
    ana.types("/manage entry entry:What does a keeper do?").await;
    ana.presses("Hide here").await;
    ben.types("/ask question:What does a keeper do?").await;
    ana.presses("Show again").await;
    ana.presses("Pin").await;
    ben.completes("/ask question:").await;
    ana.types("/manage quote person:Aoife Keane quoted:False").await;
    ben.types("/jet voices person:Aoife Keane").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage entry entry:What are the working hours?
      jet-senpai (only Ana sees this):
        ─ Built-in entry (all servers). You can replace it with your own answer, or hide it here.
        ┌ What are the working hours?
        │ Aoife Keane, a keeper in Brightwater, worked from six in the morning until three.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “My day began at six and ended at three.”
        └ -# Not a real programme.
        [Write our own answer] [Pin] [Hide here]
    Ana presses [Write our own answer]
      jet-senpai asks Ana: New entry
        Question: What are the working hours?
        Answer: Aoife Keane, a keeper in Brightwater, worked from six in the morning until three.
        Other phrasings (optional): when does the day begin and end?
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Ana submits:
        Question: What are the working hours?
        Answer: Here: from eight to four.
      jet-senpai changes its message (only Ana sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ What are the working hours?
        │ Here: from eight to four.
        └ Answered by Ana · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Ana presses [Save]
      jet-senpai changes its message (only Ana sees this):
        ─ Saved. I can now answer “What are the working hours?”.
        [Edit] [History] [Pin] [Archive]
    Ben: /ask question:What are the working hours?
      jet-senpai:
        ┌ What are the working hours?
        │ What are the working hours?
        │ Here: from eight to four.
        └ Answered by Ana · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    Ana: /manage entry entry:What does a keeper do?
      jet-senpai (only Ana sees this):
        ─ Built-in entry (all servers). You can replace it with your own answer, or hide it here.
        ┌ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        [Write our own answer] [Pin] [Hide here]
    Ana presses [Hide here]
      jet-senpai changes its message (only Ana sees this):
        ─ Hidden: members of this server no longer see “What does a keeper do?”.
        [Show again]
    Ben: /ask question:What does a keeper do?
      jet-senpai:
        ┌ What does a keeper do?
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Ana presses [Show again]
      jet-senpai changes its message (only Ana sees this):
        ─ Members of this server see “What does a keeper do?” again.
        [Write our own answer] [Pin] [Hide here]
    Ana presses [Pin]
      jet-senpai changes its message (only Ana sees this):
        ─ Pinned: members see “What does a keeper do?” as a suggestion before they type.
        [Write our own answer] [Unpin] [Hide here]
    Ben types /ask question:
      ⌄ What does a keeper do? | What is the Lighthouse Exchange?
    Ana: /manage quote person:Aoife Keane quoted:False
      jet-senpai (only Ana sees this):
        ─ I no longer quote Aoife Keane in this server.
    Ben: /jet voices person:Aoife Keane
      jet-senpai (only Ben sees this):
        ─ No stories on that yet. Try another topic or person.
    ");
}
