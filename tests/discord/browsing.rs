//! Looking around with `/jet`, in both languages.

use crate::bot;

#[tokio::test]
async fn daily_life_offers_its_topics() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/jet daily-life").await;
    ana.picks("Choose a topic", "A day at work").await;
    ana.types("/jet daily-life topic:work").await;
    ana.types("/jet daily-life topic:space travel").await;
    bot.member("Aoi").locale("ja").types("/jet daily-life").await;
    bot.member("Aoi").locale("ja").types("/jet daily-life topic:宇宙").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /jet daily-life
      jet-senpai:
        ─ Daily life on JET, as told by people who were there. Which topic interests you?
        ⌄ Choose a topic: A day at work
        [Delete]
    Ana picks A day at work
      jet-senpai (only Ana sees this):
        ┌ A day at work
        │ 1\. What does a keeper do?
        │ 2\. Where do translators work, and what do they need?
        │ 3\. What are the working hours?
        └ 4\. Did anybody speak on the radio?
        ⌄ Choose a question: 1. What does a keeper do? | 2. Where do translators work, and what do they need? | 3. What are the working hours? | 4. Did anybody speak on the radio?
    Ana: /jet daily-life topic:work
      jet-senpai:
        ┌ A day at work
        │ 1\. What does a keeper do?
        │ 2\. Where do translators work, and what do they need?
        │ 3\. What are the working hours?
        └ 4\. Did anybody speak on the radio?
        ⌄ Choose a question: 1. What does a keeper do? | 2. Where do translators work, and what do they need? | 3. What are the working hours? | 4. Did anybody speak on the radio?
        [Delete]
    Ana: /jet daily-life topic:space travel
      jet-senpai (only Ana sees this):
        ─ I couldn't find “space travel”. Pick one of the suggestions that appear as you type.
    Aoi: /jet daily-life
      jet-senpai:
        ─ JETでの日常生活を、経験者の言葉で紹介します。どのトピックが気になりますか？
        ⌄ トピックを選ぶ: A day at work
        [この返信を削除]
    Aoi: /jet daily-life topic:宇宙
      jet-senpai (only Aoi sees this):
        ─ 「宇宙」は見つかりませんでした。入力中に表示される候補から選んでください。
    ");
}

#[tokio::test]
async fn people_speak_for_themselves_and_one_can_go_on_to_the_next() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/jet voices").await;
    ana.presses("Next").await;
    ana.presses("Previous").await;
    ana.types("/jet voices person:aoife topic:work").await;
    ana.types("/jet voices person:jonas topic:exchange").await;
    ana.types("/jet voices person:nobody").await;
    bot.member("Aoi").locale("ja").types("/jet voices person:Jonas Wirth").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /jet voices
      jet-senpai:
        ┌ 1 of 2
        │
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Delete]
    Ana presses [Next]
      jet-senpai changes its message:
        ┌ 2 of 2
        │
        │ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth, CIR in Saltmouth
        [Previous] [Delete]
    Ana presses [Previous]
      jet-senpai changes its message:
        ┌ 1 of 2
        │
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Delete]
    Ana: /jet voices person:aoife topic:work
      jet-senpai:
        ┌ > “My day began at six and ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Delete]
    Ana: /jet voices person:jonas topic:exchange
      jet-senpai (only Ana sees this):
        ─ No stories on that yet. Try another topic or person.
    Ana: /jet voices person:nobody
      jet-senpai (only Ana sees this):
        ─ I couldn't find “nobody”. Pick one of the suggestions that appear as you type.
    Aoi: /jet voices person:Jonas Wirth
      jet-senpai:
        ┌ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth（Saltmouth、CIR）
        [この返信を削除]
    ");
}

#[tokio::test]
async fn people_and_topics_are_completed() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    let person = ana.completes("/jet voices person:jo|").await;
    assert_eq!(person, [("Jonas Wirth".to_owned(), "jonas".into())]);
    let topic = ana.completes("/jet voices topic:|").await;
    assert_eq!(topic, [("The exchange".to_owned(), "exchange".into()), ("A day at work".to_owned(), "work".into())]);
    let daily = ana.completes("/jet daily-life topic:DAY|").await;
    assert_eq!(daily, [("A day at work".to_owned(), "work".into())]);
    let search = ana.completes("/jet faq search:keep|").await;
    assert_eq!(search[0], ("What does a keeper do?".to_owned(), "What does a keeper do?".into()));
}

#[tokio::test]
async fn the_list_of_questions_can_be_searched() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/jet faq").await;
    ana.picks("Choose a question", "4. What does a keeper do?").await;
    ana.types("/jet faq search:translators").await;
    ana.types("/jet faq search:zzzz").await;
    bot.member("Aoi").locale("ja").types("/jet faq search:keeper").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /jet faq
      jet-senpai:
        ┌ All questions
        │ 1\. What is the Lighthouse Exchange?
        │ 2\. How many participants are keepers?
        │ 3\. Can I ask for a certain harbour?
        │ 4\. What does a keeper do?
        │ 5\. Where do translators work, and what do they need?
        │ 6\. What are the working hours?
        └ 7\. Did anybody speak on the radio?
        ⌄ Choose a question: 1. What is the Lighthouse Exchange? | 2. How many participants are keepers? | 3. Can I ask for a certain harbour? | 4. What does a keeper do? | 5. Where do translators work, and what do they need? | 6. What are the working hours? | 7. Did anybody speak on the radio?
        [Delete]
    Ana picks 4. What does a keeper do?
      jet-senpai (only Ana sees this):
        ┌ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        ⌄ Related questions: How many participants are keepers?
        [This helped] [Not what I asked] [More stories]
    Ana: /jet faq search:translators
      jet-senpai:
        ┌ Questions about “translators”
        │ 1\. Where do translators work, and what do they need?
        └ 2\. Did anybody speak on the radio?
        ⌄ Choose a question: 1. Where do translators work, and what do they need? | 2. Did anybody speak on the radio?
        [Delete]
    Ana: /jet faq search:zzzz
      jet-senpai (only Ana sees this):
        ─ I couldn't find a question about that. Try other words, or ask with /ask.
    Aoi: /jet faq search:keeper
      jet-senpai:
        ┌ 「keeper」に関する質問
        │ 1\. What does a keeper do?
        │ 2\. How many participants are keepers?
        │ 3\. What are the working hours?
        │ 4\. Can I ask for a certain harbour?
        └ 5\. What is the Lighthouse Exchange?
        ⌄ 質問を選ぶ: 1. What does a keeper do? | 2. How many participants are keepers? | 3. What are the working hours? | 4. Can I ask for a certain harbour? | 5. What is the Lighthouse Exchange?
        [この返信を削除]
    ");
}

#[tokio::test]
async fn a_long_list_has_pages_and_turning_them_needs_no_memory() {
    let bot = bot::start_with(&jet_senpai::config::Config::default()).await;
    let mut ana = bot.member("Ana");
    ana.types("/jet faq").await;
    ana.presses("Next").await;
    ana.presses("Next").await;
    ana.presses("Previous").await;
    let transcript = bot.discord.transcript();
    let pages: Vec<&str> = transcript.lines().filter(|line| line.contains("Page ")).map(str::trim).collect();
    insta::assert_debug_snapshot!(pages, @r#"
    [
        "│ Page 1 of 16",
        "│ Page 2 of 16",
        "│ Page 3 of 16",
        "│ Page 2 of 16",
    ]
    "#);
}

#[tokio::test]
async fn it_says_what_it_is_and_how_to_ask() {
    let bot = bot::start().await;
    bot.member("Ana").types("/jet about").await;
    bot.member("Ana").types("/jet help").await;
    bot.member("Aoi").locale("ja").types("/jet about").await;
    bot.member("Aoi").locale("ja").types("/jet help").await;
    let version = env!("CARGO_PKG_VERSION");
    insta::assert_snapshot!(bot.discord.transcript().replace(version, "VERSION"), @r"
    Ana: /jet about
      jet-senpai:
        ┌ About me
        │ I'm jet-senpai VERSION. I answer questions about the JET Programme from community pages and from what this server's moderators have added. I show my sources, and I say so when I don't know. I'm not official.
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
    Ana: /jet help
      jet-senpai (only Ana sees this):
        ┌ How to use me
        │ **/ask**
        │ Ask in your own words; typos are fine. With private:True, only you see the answer.
        │ **/jet role, /jet compare**
        │ What each role does, alone or side by side.
        │ **/jet eligibility**
        │ What's known about who can apply.
        │ **/jet daily-life, /jet voices**
        │ Daily life by topic, and quotes from JETs.
        │ **/jet faq**
        │ Browse or search all questions.
        │ **/jet about**
        │ My sources, and what I store.
        │ **/share experience, /share mine**
        │ Share your JET story; edit or withdraw it at any time.
        │ **Apps → Answer this**
        │ Right-click a message (on a phone, press and hold it) and I'll answer it.
        │ **\@‹zero width›jet-senpai**
        └ Mention me with your question, or send me a direct message.
    Aoi: /jet about
      jet-senpai:
        ┌ このボットについて
        │ jet-senpai VERSION です。経験者などが書いた資料と、このサーバーのモデレーターの回答をもとに、JETプログラムに関する質問にお答えします。回答には情報源を表示し、わからないことはわからないとお伝えします。公式のボットではありません。
        │ **回答できる内容**
        │ 質問と回答7件、2人の体験談4件。
        │ **情報源（非公式）**
        │ 灯台交流（架空・非公式）. （取得時期：never）
        │ 実在しない制度です。
        │ **保存する情報**
        │ ・サーバーでの質問（質問した人の名前なし）：90日間
        │ ・質問した人のID（「モデレーターに聞く」を押した場合のみ）：回答が届くまで、最長30日間
        │ ・「役に立った」または候補のクリック（名前の代わりに符号で保存）：90日間
        │ ・共有した体験談：取り下げるまで（/体験談 自分の投稿）
        │ ・DMでの質問：保存しません
        └ 保存されている自分の情報は /プライバシー 表示 で確認し、/プライバシー 削除 で削除できます。
        ─ 公式の確認先：
        [この返信を削除]
        [The exchange's own site ↗ https://lighthouse.example]
    Aoi: /jet help
      jet-senpai (only Aoi sees this):
        ┌ 使い方
        │ **/質問**
        │ 自由な文章で質問できます。日本語でも英語でも大丈夫です（資料は英語です）。「非公開」をTrueにすると、回答は自分にだけ表示されます。
        │ **/jet 職種・/jet 比較**
        │ 職種ごとの仕事内容を見たり、並べて比べたりできます。
        │ **/jet 応募資格**
        │ 応募資格についてわかっていることを確認できます。
        │ **/jet 日常生活・/jet 体験談を読む**
        │ トピック別の日常生活と、経験者の体験談を読めます。
        │ **/jet 質問一覧**
        │ すべての質問を一覧・検索できます。
        │ **/jet このボットについて**
        │ 情報源と、保存する情報を確認できます。
        │ **/体験談 書く・/体験談 自分の投稿**
        │ JETでの体験談を共有できます。編集や取り下げはいつでもできます。
        │ **アプリ → この質問の答えを探す**
        │ メッセージを右クリック（スマートフォンでは長押し）して選ぶと、その質問にお答えします。
        │ **\@‹zero width›jet-senpai**
        └ メンションと一緒に質問を書くか、DMで質問してください。
    ");
}
