//! Questions that nobody could answer become work for the moderators, each once, and nobody else's.

use crate::bot;
use crate::discord::{Member, STAFF};

/// What nothing in the invented knowledge answers.
pub const RICE: &str = "how do I cook rice at sea?";

/// Asks something that the bot does not know, and hands it to the moderators.
pub async fn hands_over(member: &mut Member, question: &str) {
    member.types(&format!("/ask question:{question}")).await;
    member.presses("Ask the moderators").await;
}

/// What the button or the option with a label carries, on the newest message that has it.
pub fn custom_id(member: &Member, label: &str) -> String {
    let messages = member.sees();
    let rows = messages.iter().rev().flat_map(|one| one.json["components"].as_array().into_iter().flatten());
    let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let options = parts.flat_map(|part| {
        let options = part["options"].as_array().into_iter().flatten().map(|one| (&one["label"], &one["value"]));
        options.chain([(&part["label"], &part["custom_id"])]).collect::<Vec<_>>()
    });
    let found = options.into_iter().find(|(name, _)| *name == label).expect("there is such a thing to press");
    found.1.as_str().expect("it does something").to_owned()
}

#[tokio::test]
async fn a_question_that_five_members_ask_is_one_row_with_five_who_wait() {
    let bot = bot::start().await;
    for name in ["Ana", "Ben", "Cai", "Dee", "Eli"] {
        hands_over(&mut bot.member(name), RICE).await;
    }
    let mut ana = bot.member("Ana");
    ana.presses("Ask the moderators").await;
    bot.member("Fay").types("/ask question:how do I train a parrot?").await;
    let said = bot.discord.take_transcript();
    assert!(said.contains("4 other members are waiting") && said.contains("already sent this question"), "{said}");
    let mut mod_one = bot.member("Mo").moderator();
    mod_one.types("/manage inbox").await;
    mod_one.picks("Choose a question", RICE).await;
    mod_one.presses("Inbox").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox: 2 questions
        │ **how do I cook rice at sea?**
        │ 5 members waiting · asked 5 times, last ‹time›
        │ **how do I train a parrot?**
        └ asked once, last ‹time›
        ⌄ Choose a question: how do I cook rice at sea? | how do I train a parrot?
    Mo picks how do I cook rice at sea?
      jet-senpai changes its message (only Mo sees this):
        ┌ how do I cook rice at sea?
        └ 5 members waiting · asked 5 times, last ‹time›
        ⌄ Add as a phrasing of …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        ⌄ Already answered by …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        [Answer] [Dismiss] [Inbox]
    Mo presses [Inbox]
      jet-senpai changes its message (only Mo sees this):
        ┌ Inbox: 2 questions
        │ **how do I cook rice at sea?**
        │ 5 members waiting · asked 5 times, last ‹time›
        │ **how do I train a parrot?**
        └ asked once, last ‹time›
        ⌄ Choose a question: how do I cook rice at sea? | how do I train a parrot?
    ");
}

#[tokio::test]
async fn what_a_member_is_told_says_where_the_answer_comes_and_what_is_kept() {
    let bot = bot::start().await;
    hands_over(&mut bot.member("Ana"), RICE).await;
    let mut ben = bot.member("Ben");
    ben.types(&format!("/ask question:{RICE} private:true")).await;
    ben.presses("Ask the moderators").await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types("/ask question:how do I bake bread?").await;
    aoi.presses("モデレーターに聞く").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:how do I cook rice at sea?
      jet-senpai:
        ┌ how do I cook rice at sea?
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Ana presses [Ask the moderators]
      jet-senpai (only Ana sees this):
        ┌ Sent to the moderators. I'll reply here and mention you.
        └ They see the question, not your name. (I keep your ID until it's answered, 30 days at most.)
    Ben: /ask question:how do I cook rice at sea? private:true
      jet-senpai (only Ben sees this):
        ┌ how do I cook rice at sea?
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Ask the moderators]
        [The exchange's own site ↗ https://lighthouse.example]
    Ben presses [Ask the moderators]
      jet-senpai (only Ben sees this):
        ┌ Sent to the moderators. I'll send you their answer in a direct message. One other member is waiting for the same answer.
        └ They see the question, not your name. (I keep your ID until it's answered, 30 days at most.)
    Aoi: /ask question:how do I bake bread?
      jet-senpai:
        ┌ how do I bake bread?
        │ 申し訳ありません。情報源に回答が見つかりませんでした。
        │
        └ 公式の確認先：
        ⌄ 関連するトピックを見る: The exchange | A day at work
        [モデレーターに聞く] [この返信を削除]
        [The exchange's own site ↗ https://lighthouse.example]
    Aoi presses [モデレーターに聞く]
      jet-senpai (only Aoi sees this):
        ┌ 質問をモデレーターに送りました。回答があれば、このメッセージへの返信（メンション）でお知らせします。
        └ モデレーターに表示されるのは質問だけで、あなたの名前は表示されません（IDは回答があるまで、最長30日間保存します）。
    ");
}

#[tokio::test]
async fn a_moderator_answers_from_the_inbox_and_everybody_is_answered_by_it() {
    let bot = bot::start().await;
    hands_over(&mut bot.member("Ana"), RICE).await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana");
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage inbox").await;
    mo.picks("Choose a question", RICE).await;
    mo.presses("Answer").await;
    mo.submits(&[("Answer", "In sea water, **never**. <@1> and @everyone know why.")]).await;
    mo.presses("Save").await;
    mo.types("/manage inbox").await;
    ana.hears().await;
    bot.member("Ben").types(&format!("/ask question:{RICE}")).await;
    assert_eq!(bot.discord.pings(), ["Ana"]);
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    ── #staff in The Lighthouse ──
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox: 1 question
        │ **how do I cook rice at sea?**
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Choose a question: how do I cook rice at sea?
    Mo picks how do I cook rice at sea?
      jet-senpai changes its message (only Mo sees this):
        ┌ how do I cook rice at sea?
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Add as a phrasing of …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        ⌄ Already answered by …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        [Answer] [Dismiss] [Inbox]
    Mo presses [Answer]
      jet-senpai asks Mo: New entry
        Question: how do I cook rice at sea?
        Answer: ‹In your own words, up to 700 characters›
        Other phrasings (optional): ‹One per line: other ways to ask this›
        Tags (optional): ‹train, airport›
        Review date (optional): ‹YYYY-MM-DD, such as 2027-04-01›
    Mo submits:
        Answer: In sea water, **never**. @someone and @everyone know why.
      jet-senpai changes its message (only Mo sees this):
        ─ Preview of what members will see. Not saved yet.
        ┌ how do I cook rice at sea?
        │ In sea water, \*\*never\*\*. \<\@‹zero width›1> and \@‹zero width›everyone know why.
        └ Answered by Mo · 22 Nov 2026
        [Save] [Edit] [Cancel]
    Mo presses [Save]
      jet-senpai changes its message (only Mo sees this):
        ─ Saved. I can now answer “how do I cook rice at sea?”. Everyone waiting for it will be notified.
        [Edit] [History] [Pin] [Archive]
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox
        └ All caught up. Questions I couldn't answer will appear here.
    ── #questions in The Lighthouse ──
    jet-senpai to jet-senpai (pings Ana):
      @Ana The moderators have answered this question.
      ┌ how do I cook rice at sea?
      │ how do I cook rice at sea?
      │ In sea water, \*\*never\*\*. \<\@‹zero width›1> and \@‹zero width›everyone know why.
      └ Answered by Mo · 22 Nov 2026
      [This helped] [Not what I asked]
    Ben: /ask question:how do I cook rice at sea?
      jet-senpai:
        ┌ how do I cook rice at sea?
        │ how do I cook rice at sea?
        │ In sea water, \*\*never\*\*. \<\@‹zero width›1> and \@‹zero width›everyone know why.
        └ Answered by Mo · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn a_question_becomes_another_phrasing_of_a_curated_entry_that_keeps_its_sources() {
    let bot = bot::start().await;
    let asked = "what is the daily grind of the lamp tender?";
    hands_over(&mut bot.member("Ana"), asked).await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana");
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage inbox").await;
    mo.picks("Choose a question", asked).await;
    mo.picks("Add as a phrasing of …", "What does a keeper do?").await;
    ana.hears().await;
    bot.member("Ben").types(&format!("/ask question:{asked}")).await;
    mo.types("/manage entry entry:What does a keeper do?").await;
    mo.picks("Remove a phrasing added here", asked).await;
    bot.member("Cai").types(&format!("/ask question:{asked} private:true")).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    ── #staff in The Lighthouse ──
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox: 1 question
        │ **what is the daily grind of the lamp tender?**
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Choose a question: what is the daily grind of the lamp tender?
    Mo picks what is the daily grind of the lamp tender?
      jet-senpai changes its message (only Mo sees this):
        ┌ what is the daily grind of the lamp tender?
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Add as a phrasing of …: What is the Lighthouse Exchange? | What does a keeper do? | What are the working hours?
        ⌄ Already answered by …: What is the Lighthouse Exchange? | What does a keeper do? | What are the working hours?
        [Answer] [Dismiss] [Inbox]
    Mo picks What does a keeper do?
      jet-senpai changes its message (only Mo sees this):
        ─ Added. “what is the daily grind of the lamp tender?” now leads to “What does a keeper do?”. Everyone waiting for it will be notified.
        [Undo] [Inbox]
    Mo: /manage entry entry:What does a keeper do?
      jet-senpai (only Mo sees this):
        ─ Built-in entry (all servers). You can replace it with your own answer, or hide it here.
        ┌ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Remove a phrasing added here: what is the daily grind of the lamp tender?
        [Write our own answer] [Pin] [Hide here]
    Mo picks what is the daily grind of the lamp tender?
      jet-senpai changes its message (only Mo sees this):
        ─ Removed the phrasing “what is the daily grind of the lamp tender?” from that entry.
        [Inbox]
    ── #questions in The Lighthouse ──
    jet-senpai to jet-senpai (pings Ana):
      @Ana The moderators have answered this question.
      ┌ what is the daily grind of the lamp tender?
      │ What does a keeper do?
      │ A keeper tends the lamp, together with a local warden.
      │ **Source: The Lighthouse Exchange (invented, unofficial)**
      └ -# Not a real programme.
      ⌄ Related questions: How many participants are keepers?
      [This helped] [Not what I asked] [More stories]
    Ben: /ask question:what is the daily grind of the lamp tender?
      jet-senpai:
        ┌ what is the daily grind of the lamp tender?
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories] [Delete]
    Cai: /ask question:what is the daily grind of the lamp tender? private:true
      jet-senpai (only Cai sees this):
        ┌ what is the daily grind of the lamp tender?
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Ask the moderators]
        [The exchange's own site ↗ https://lighthouse.example]
    ");
}

#[tokio::test]
async fn a_dismissed_question_is_gone_and_nobody_who_asked_is_told() {
    let bot = bot::start().await;
    hands_over(&mut bot.member("Ana"), RICE).await;
    bot.discord.take_transcript();
    let mut mo = bot.member("Mo").moderator();
    let mut pia = bot.member("Pia").moderator();
    for member in [&mut mo, &mut pia] {
        member.types("/manage inbox").await;
        member.picks("Choose a question", RICE).await;
        member.presses("Dismiss").await;
    }
    mo.submits(&[("Reason (only moderators see it)", "Not about the *programme*.")]).await;
    pia.submits(&[("Reason (only moderators see it)", "Too late.")]).await;
    pia.presses("Inbox").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Mo: /manage inbox
      jet-senpai (only Mo sees this):
        ┌ Inbox: 1 question
        │ **how do I cook rice at sea?**
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Choose a question: how do I cook rice at sea?
    Mo picks how do I cook rice at sea?
      jet-senpai changes its message (only Mo sees this):
        ┌ how do I cook rice at sea?
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Add as a phrasing of …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        ⌄ Already answered by …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        [Answer] [Dismiss] [Inbox]
    Mo presses [Dismiss]
      jet-senpai asks Mo: Dismiss the question
        Reason (only moderators see it):
    Pia: /manage inbox
      jet-senpai (only Pia sees this):
        ┌ Inbox: 1 question
        │ **how do I cook rice at sea?**
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Choose a question: how do I cook rice at sea?
    Pia picks how do I cook rice at sea?
      jet-senpai changes its message (only Pia sees this):
        ┌ how do I cook rice at sea?
        └ 1 member waiting · asked once, last ‹time›
        ⌄ Add as a phrasing of …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        ⌄ Already answered by …: How many participants are keepers? | Can I ask for a certain harbour? | Where do translators work, and what do they need?
        [Answer] [Dismiss] [Inbox]
    Pia presses [Dismiss]
      jet-senpai asks Pia: Dismiss the question
        Reason (only moderators see it):
    Mo submits:
        Reason (only moderators see it): Not about the *programme*.
      jet-senpai changes its message (only Mo sees this):
        ─ Dismissed. It returns only if a member sends it to the moderators again.
        [Inbox]
    Pia submits:
        Reason (only moderators see it): Too late.
      jet-senpai changes its message (only Pia sees this):
        ─ Already dismissed: “Not about the \*programme\*.”
        [Inbox]
    Pia presses [Inbox]
      jet-senpai changes its message (only Pia sees this):
        ┌ Inbox
        └ All caught up. Questions I couldn't answer will appear here.
    ");
}

#[tokio::test]
async fn what_is_forged_or_another_guild_s_is_refused_and_changes_nothing() {
    let bot = bot::start().await;
    hands_over(&mut bot.member("Ana"), RICE).await;
    let mut mo = bot.member("Mo").moderator();
    mo.types("/manage inbox").await;
    let look = custom_id(&mo, RICE);
    let question = look.strip_suffix('l').expect("it looks at a question").to_owned();
    mo.picks("Choose a question", RICE).await;
    let entry = custom_id(&mo, "How many participants are keepers?");
    // Somebody who is no moderator, or no more, in the same guild.
    let mut ben = bot.member("Ben");
    ben.types("/jet help").await;
    bot.discord.take_transcript();
    for id in [look.clone(), format!("{question}a"), format!("{question}d"), entry.clone(), "1.0.B0".to_owned()] {
        ben.presses_custom_id(&id).await;
        let said = bot.discord.take_transcript();
        assert!(said.contains("Only moderators can do this"), "{id}: {said}");
    }
    ben.submits_custom_id(&format!("{question}d"), &[("0", "because")]).await;
    assert!(bot.discord.take_transcript().contains("Only moderators can do this"));
    // Somebody who moderates another guild.
    let (_, elsewhere) = bot.discord.invited_to("Elsewhere");
    bot.discord.settle().await;
    let mut eve = bot.member("Eve").moderator().in_channel(elsewhere);
    eve.types("/manage inbox").await;
    assert!(bot.discord.take_transcript().contains("All caught up"));
    for id in [look, format!("{question}a"), entry] {
        eve.presses_custom_id(&id).await;
        let said = bot.discord.take_transcript();
        assert!(said.contains("I no longer have that question"), "{id}: {said}");
    }
    eve.submits_custom_id(&format!("{question}d"), &[("0", "because")]).await;
    assert!(bot.discord.take_transcript().contains("I no longer have that question"));
    // A member there hands over a question that only this guild knows.
    let name = &question["1.0.Q".len()..];
    let mut fay = bot.member("Fay").in_channel(elsewhere);
    fay.types("/jet help").await;
    fay.presses_custom_id(&format!("1.0.m{name}")).await;
    assert!(bot.discord.take_transcript().contains("I no longer have that question"));
    mo.types("/manage inbox").await;
    assert!(bot.discord.take_transcript().contains("1 member waiting"));
}
