//! Asking: by command, by autocomplete, from a message, by mention, in private.

use crate::bot;

#[tokio::test]
async fn a_fact_is_answered_with_its_passage_and_can_be_judged() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:what do keepers do").await;
    ana.presses("This helped").await;
    ana.presses("More stories").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:what do keepers do
      jet-senpai:
        ┌ what do keepers do
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories] [Delete]
    Ana presses [This helped]
      jet-senpai (only Ana sees this):
        ─ Glad it helped!
    Ana presses [More stories]
      jet-senpai (only Ana sees this):
        ┌ > “My day began at six and ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
    ");
}

#[tokio::test]
async fn an_experience_is_answered_with_its_speaker_s_own_words() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:Did anyone get to talk on the raido? role:CIR: Coordinator for International Relations private:true").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:Did anyone get to talk on the raido? role:CIR: Coordinator for International Relations private:true
      jet-senpai (only Ana sees this):
        ┌ Did anyone get to talk on the raido?
        │ Did anybody speak on the radio?
        │ Jonas Wirth, a translator, read the weather on the radio and translated letters; he calls it the best year of his life.
        │
        │ > “I translated letters for the harbour master and read the weather on the radio.”
        │ > — Jonas Wirth, CIR in Saltmouth
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “It was the best year of my life.”
        └ -# Not a real programme.
        [This helped] [Not what I asked]
    ");
}

#[tokio::test]
async fn doubt_is_said_in_words() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:translator in the lighthouse").await;
    bot.member("Aoi").locale("ja").types("/ask question:translator in the lighthouse").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:translator in the lighthouse
      jet-senpai:
        ┌ translator in the lighthouse
        │ What is the Lighthouse Exchange?
        │ The Lighthouse Exchange brings people from abroad to small harbours as keepers of the light.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ -# Not a real programme.
        └ Closest match – not sure it's what you meant.
        ⌄ Related questions: How many participants are keepers? | Where do translators work, and what do they need?
        [This helped] [Not what I asked] [More stories] [Delete]
    Aoi: /ask question:translator in the lighthouse
      jet-senpai:
        ┌ translator in the lighthouse
        │ What is the Lighthouse Exchange?
        │ The Lighthouse Exchange brings people from abroad to small harbours as keepers of the light.
        │ **情報源：灯台交流（架空・非公式）**
        │ -# 実在しない制度です。
        └ お探しの内容と違うかもしれませんが、近いものを表示しています。
        ⌄ 関連する質問: How many participants are keepers? | Where do translators work, and what do they need?
        [役に立った] [違う内容だった] [ほかの体験談] [この返信を削除]
    ");
}

#[tokio::test]
async fn an_unclear_question_offers_candidates_and_whoever_asked_sees_theirs_open_in_place() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:day with somebody").await;
    bot.member("Ben").presses("What are the working hours?").await;
    bot.member("Ana").presses("What are the working hours?").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:day with somebody
      jet-senpai:
        ┌ day with somebody
        └ I don't have an exact match. Is it one of these?
        [What does a keeper do?] [What are the working hours?]
        [Not what I asked] [Delete]
    Ben presses [What are the working hours?]
      jet-senpai (only Ben sees this):
        ┌ What are the working hours?
        │ Aoife Keane, a keeper in Brightwater, worked from six in the morning until three.
        │
        │ > “My day began at six and ended at three.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “My day began at six and ended at three.”
        └ -# Not a real programme.
        ⌄ Related questions: What does a keeper do?
        [This helped] [Not what I asked]
    Ana presses [What are the working hours?]
      jet-senpai changes its message:
        ┌ day with somebody
        │ What are the working hours?
        │ Aoife Keane, a keeper in Brightwater, worked from six in the morning until three.
        │
        │ > “My day began at six and ended at three.”
        │ > — Aoife Keane, ALT in Brightwater, 2011–2013
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “My day began at six and ended at three.”
        └ -# Not a real programme.
        ⌄ Related questions: What does a keeper do?
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn not_quite_offers_what_comes_next_and_then_the_moderators() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:what do keepers do").await;
    bot.member("Ben").presses("Not what I asked").await;
    for _ in 0..2 {
        ana.presses("Not what I asked").await;
    }
    ana.presses("Ask the moderators").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:what do keepers do
      jet-senpai:
        ┌ what do keepers do
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories] [Delete]
    Ben presses [Not what I asked]
      jet-senpai (only Ben sees this):
        ─ Sorry about that. Is it one of these?
        [Where do translators work, and what do they need?] [How many participants are keepers?] [Did anybody speak on the radio?]
        [Not what I asked] [Ask the moderators]
    Ana presses [Not what I asked]
      jet-senpai changes its message:
        ┌ what do keepers do
        └ Sorry about that. Is it one of these?
        [Where do translators work, and what do they need?] [How many participants are keepers?] [Did anybody speak on the radio?]
        [Not what I asked] [Ask the moderators] [Delete]
    Ana presses [Not what I asked]
      jet-senpai changes its message:
        ┌ what do keepers do
        │ Sorry, I don't have an answer to that one.
        │
        └ Check the official site:
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Ana presses [Ask the moderators]
      jet-senpai (only Ana sees this):
        ┌ Sent to the moderators. I'll reply here and mention you.
        └ They see the question, not your name. (I keep your ID until it's answered, 30 days at most.)
    ");
}

#[tokio::test]
async fn what_is_not_known_is_said_so_with_what_is_near_where_to_check_and_whom_to_ask() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:how do I cook rice at sea?").await;
    ana.picks("Browse related topics", "A day at work").await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types("/ask question:how do I cook rice at sea?").await;
    aoi.presses("モデレーターに聞く").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /ask question:how do I cook rice at sea?
      jet-senpai:
        ┌ how do I cook rice at sea?
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    Ana picks A day at work
      jet-senpai (only Ana sees this):
        ┌ A day at work
        │ 1\. What does a keeper do?
        │ 2\. Where do translators work, and what do they need?
        │ 3\. What are the working hours?
        └ 4\. Did anybody speak on the radio?
        ⌄ Choose a question: 1. What does a keeper do? | 2. Where do translators work, and what do they need? | 3. What are the working hours? | 4. Did anybody speak on the radio?
    Aoi: /ask question:how do I cook rice at sea?
      jet-senpai:
        ┌ how do I cook rice at sea?
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
async fn somebody_in_need_is_sent_to_people_and_where_possible_nobody_else_sees_it() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:keepers are mean to me and i want to kill myself").await;
    bot.member("Aoi").locale("ja").types("/ask question:もう死にたい").await;
    let mut ben = bot.member("Ben");
    ben.says(&format!("<@{}> thinking of suicide", crate::discord::APPLICATION));
    ben.hears().await;
    bot.member("Ben").types("/ask question:do keepers overkill myselfies").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:keepers are mean to me and i want to kill myself
      jet-senpai (only Ana sees this):
        ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
        ┌ People who can help
        │ **Somebody to talk to**
        │ 555-0100 · https://people.example
        │ **Rescue boat**
        └ 119
    Aoi: /ask question:もう死にたい
      jet-senpai (only Aoi sees this):
        ─ 私はボットですが、話を聴いてくれる人がいます。
        ┌ 相談窓口
        │ **話を聴いてくれる人**
        │ 555-0100 · https://people.example
        │ **救助艇**
        └ 119
    Ben: @jet-senpai thinking of suicide
    jet-senpai to Ben:
      ─ I'm a bot, so I'm not the right one to help – but you don't have to handle this alone.
      ┌ People who can help
      │ **Somebody to talk to**
      │ 555-0100 · https://people.example
      │ **Rescue boat**
      └ 119
      [Delete]
    Ben: /ask question:do keepers overkill myselfies
      jet-senpai:
        ┌ do keepers overkill myselfies
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: A day at work | The exchange
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    ");
}

#[tokio::test]
async fn a_related_question_opens_beside_the_answer() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/ask question:what do keepers do").await;
    ana.picks("Related questions", "How many participants are keepers?").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:what do keepers do
      jet-senpai:
        ┌ what do keepers do
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories] [Delete]
    Ana picks How many participants are keepers?
      jet-senpai (only Ana sees this):
        ┌ How many participants are keepers?
        │ About ninety percent of the participants are keepers.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ⌄ Related questions: What is the Lighthouse Exchange?
        [This helped] [Not what I asked] [More stories]
    ");
}

#[tokio::test]
async fn what_is_typed_is_completed_and_a_choice_is_told_from_typed_text() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    let offered = |choices: Vec<(String, serde_json::Value)>| {
        choices.into_iter().map(|(name, value)| format!("{name} → {value}")).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(offered(ana.completes("/ask question:|").await), @r#"
    What is the Lighthouse Exchange? → "=what-is-it"
    What does a keeper do? → "=keeper-duties"
    "#);
    insta::assert_snapshot!(offered(ana.completes("/ask question:share of k|").await), @r#"How many participants are keepers? → "=keeper-share""#);
    insta::assert_snapshot!(offered(ana.completes("/ask question:what does a keepr d|").await), @r#"
    What does a keeper do? → "=keeper-duties"
    What are the working hours? → "=aoife-hours"
    "#);
    insta::assert_snapshot!(offered(ana.completes("/ask question:=|").await), @"");
    bot.discord.take_transcript();
    ana.chooses("/ask question:share of k|", "How many participants are keepers?").await;
    ana.types("/ask question:=keeper-nonsense").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana types /ask question:share of k|
      ⌄ How many participants are keepers?
    Ana chooses How many participants are keepers?
      jet-senpai:
        ┌ How many participants are keepers?
        │ About ninety percent of the participants are keepers.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        │ “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ⌄ Related questions: What is the Lighthouse Exchange?
        [This helped] [Not what I asked] [More stories] [Delete]
    Ana: /ask question:=keeper-nonsense
      jet-senpai:
        ┌ =keeper-nonsense
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: A day at work | The exchange
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    ");
}

#[tokio::test]
async fn a_message_s_question_is_answered_from_its_menu() {
    let bot = bot::start().await;
    let question = bot.member("Ben").says("hi all! so what do keepers do actually?");
    let picture = bot.member("Ben").says("");
    let mut ana = bot.member("Ana");
    ana.applies("Answer this", question).await;
    ana.applies("Answer this", picture).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ben: hi all! so what do keepers do actually?
    Ben:
    Ana applies Answer this
      jet-senpai:
        ┌ hi all! so what do keepers do actually?
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories] [Delete]
    Ana applies Answer this
      jet-senpai (only Ana sees this):
        ─ I can't find any text in that message.
    ");
}

#[tokio::test]
async fn nothing_to_match_is_met_with_how_to_ask() {
    let bot = bot::start().await;
    bot.member("Ana").types("/ask question:🎉🎉").await;
    bot.member("Aoi").locale("ja").types("/ask question:…").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /ask question:🎉🎉
      jet-senpai:
        ┌ 🎉🎉
        └ Ask me something about the JET Programme, such as “What does a CIR do?” or “How hard is the interview?”
        [Delete]
    Aoi: /ask question:…
      jet-senpai:
        ┌ …
        └ JETプログラムについて質問してください。例：「CIRはどんな仕事をしますか」「面接は難しいですか」
        [この返信を削除]
    ");
}
