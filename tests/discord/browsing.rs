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
        ─ Daily life on JET, as told by people who lived it. What would you like to know about?
        ⌄ Choose a topic: A day at work
        [Remove]
    Ana picks A day at work
      jet-senpai (only Ana sees this):
        ┌ A day at work
        │ 1\. What does a keeper do?
        │ 2\. Where do translators work, and what do they need?
        │ 3\. What are the working hours?
        └ 4\. Did anybody speak on the radio?
        ⌄ Open a question: 1. What does a keeper do? | 2. Where do translators work, and what do they need? | 3. What are the working hours? | 4. Did anybody speak on the radio?
    Ana: /jet daily-life topic:work
      jet-senpai:
        ┌ A day at work
        │ 1\. What does a keeper do?
        │ 2\. Where do translators work, and what do they need?
        │ 3\. What are the working hours?
        └ 4\. Did anybody speak on the radio?
        ⌄ Open a question: 1. What does a keeper do? | 2. Where do translators work, and what do they need? | 3. What are the working hours? | 4. Did anybody speak on the radio?
        [Remove]
    Ana: /jet daily-life topic:space travel
      jet-senpai (only Ana sees this):
        ─ I don't know “space travel”. Please choose from what I offer while you type.
    Aoi: /jet daily-life
      jet-senpai:
        ─ JETでの日常生活を、経験者の言葉でご紹介します。どのトピックが気になりますか？
        ⌄ トピックを選ぶ: A day at work
        [削除]
    Aoi: /jet daily-life topic:宇宙
      jet-senpai (only Aoi sees this):
        ─ 「宇宙」は見つかりません。入力中に表示される候補から選んでください。
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
        ┌ 1 of 3
        │
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Remove]
    Ana presses [Next]
      jet-senpai changes its message:
        ┌ 2 of 3
        │
        │ > “… the evenings were golden. […] ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Previous] [Next] [Remove]
    Ana presses [Previous]
      jet-senpai changes its message:
        ┌ 1 of 3
        │
        │ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Remove]
    Ana: /jet voices person:aoife topic:work
      jet-senpai:
        ┌ > “… the evenings were golden. […] ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Remove]
    Ana: /jet voices person:jonas topic:exchange
      jet-senpai (only Ana sees this):
        ─ Nobody in the documents speaks about that.
    Ana: /jet voices person:nobody
      jet-senpai (only Ana sees this):
        ─ I don't know “nobody”. Please choose from what I offer while you type.
    Aoi: /jet voices person:Jonas Wirth
      jet-senpai:
        ┌ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth（Saltmouth、CIR）
        [削除]
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
    ana.picks("Open a question", "4. What does a keeper do?").await;
    ana.types("/jet faq search:translators").await;
    ana.types("/jet faq search:zzzz").await;
    bot.member("Aoi").locale("ja").types("/jet faq search:keeper").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /jet faq
      jet-senpai:
        ┌ Everything I can answer
        │ 1\. What is the Lighthouse Exchange?
        │ 2\. How many participants are keepers?
        │ 3\. Can I ask for a certain harbour?
        │ 4\. What does a keeper do?
        │ 5\. Where do translators work, and what do they need?
        │ 6\. What are the working hours?
        └ 7\. Did anybody speak on the radio?
        ⌄ Open a question: 1. What is the Lighthouse Exchange? | 2. How many participants are keepers? | 3. Can I ask for a certain harbour? | 4. What does a keeper do? | 5. Where do translators work, and what do they need? | 6. What are the working hours? | 7. Did anybody speak on the radio?
        [Remove]
    Ana picks 4. What does a keeper do?
      jet-senpai (only Ana sees this):
        ┌ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange**
        │ “A keeper tends […] local warden.”
        └ -# Not a real programme.
        ⌄ You may also want to ask: How many participants are keepers?
        [This helped] [Not quite] [Another experience]
    Ana: /jet faq search:translators
      jet-senpai:
        ┌ Questions about “translators”
        │ 1\. Where do translators work, and what do they need?
        └ 2\. Did anybody speak on the radio?
        ⌄ Open a question: 1. Where do translators work, and what do they need? | 2. Did anybody speak on the radio?
        [Remove]
    Ana: /jet faq search:zzzz
      jet-senpai (only Ana sees this):
        ─ I can't find a question about that. Please try other words.
    Aoi: /jet faq search:keeper
      jet-senpai:
        ┌ 「keeper」に関する質問
        │ 1\. What does a keeper do?
        │ 2\. How many participants are keepers?
        │ 3\. What are the working hours?
        │ 4\. Can I ask for a certain harbour?
        └ 5\. What is the Lighthouse Exchange?
        ⌄ 質問を選ぶ: 1. What does a keeper do? | 2. How many participants are keepers? | 3. What are the working hours? | 4. Can I ask for a certain harbour? | 5. What is the Lighthouse Exchange?
        [削除]
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
        "│ Page 1 of 18",
        "│ Page 2 of 18",
        "│ Page 3 of 18",
        "│ Page 2 of 18",
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
        │ I'm jet-senpai VERSION. I answer questions about the JET Programme from documents that people wrote, show the passage each answer rests on, and say so when I don't know. I am not the programme's official voice.
        │ **What I know**
        │ 7 questions with answers, and 4 passages in the words of 2 people.
        │ **From where, and how fresh**
        │ The Lighthouse Exchange (an invented page, for tests). Retrieved never. Not a real programme.
        │ **What I store**
        └ Questions asked in a server, without who asked: 90 days. Who asked, only if you press Ask the moderators: until they answer, at most 30 days. What helped whom, as a code that names nobody: 90 days. Experiences you share: until you withdraw them with /share mine. Nothing of what you ask me in direct messages. /privacy show tells you all that I hold about you, /privacy delete removes it.
        ─ Where to check officially:
        [Remove]
        [The exchange's own site ↗ https://lighthouse.example]
    Ana: /jet help
      jet-senpai (only Ana sees this):
        ┌ What you can ask me, and how
        │ **/ask**
        │ Ask in your own words; typos are fine. Set private to True and only you see the answer.
        │ **/jet role, /jet compare**
        │ What each role is, alone or side by side.
        │ **/jet eligibility**
        │ What the documents say about degrees and Japanese.
        │ **/jet daily-life, /jet voices**
        │ How people lived, and their own words.
        │ **/jet faq**
        │ Everything I can answer, page by page.
        │ **/jet about**
        │ What I know, from where, and what I store.
        │ **/share experience, /share mine**
        │ Share what you lived through on JET, and withdraw it whenever you like.
        │ **Apps → Answer this**
        │ Right-click a message (on a phone, hold it), and I answer it.
        │ **\@‹zero width›jet-senpai**
        └ Mention me with a question in the same message, or write to me directly.
    Aoi: /jet about
      jet-senpai:
        ┌ このボットについて
        │ jet-senpai VERSION です。JETプログラムに関する質問に、人が書いた資料をもとに、根拠となる箇所を添えてお答えします。わからないことは「わかりません」とお伝えします。JETプログラムの公式見解ではありません。
        │ **知っていること**
        │ 質問と回答7件、2人の体験談4件。
        │ **情報源と取得時期**
        │ The Lighthouse Exchange (an invented page, for tests). （取得時期：never） Not a real programme.
        │ **保存する情報**
        └ サーバーでの質問の文章（質問した人の情報なし）は90日間保存します。質問した人は「モデレーターに聞く」を押した場合だけ、回答があるまで、最長30日間保存します。どの回答が役に立ったかは、個人を特定できない符号として90日間保存します。共有した体験談は、/体験を共有 自分の体験 で取り下げるまで保存します。DMでの質問は保存しません。/プライバシー 表示 で保存内容を確認し、/プライバシー 削除 で削除できます。
        ─ 公式の確認先：
        [削除]
        [The exchange's own site ↗ https://lighthouse.example]
    Aoi: /jet help
      jet-senpai (only Aoi sees this):
        ┌ 使い方
        │ **/質問**
        │ 自由に質問できます（英語がおすすめです。つづりの間違いがあっても大丈夫です）。「非公開」をTrueにすると、回答は自分にだけ表示されます。
        │ **/jet 職種・/jet 比較**
        │ 職種の説明を見たり、並べて比べたりできます。
        │ **/jet 応募資格**
        │ 学位や日本語力について資料に書かれていることを見られます。
        │ **/jet 日常生活・/jet 体験談**
        │ 日常生活の様子や、経験者の言葉を読めます。
        │ **/jet 質問一覧**
        │ 回答できる質問の一覧を見られます。
        │ **/jet このボットについて**
        │ 知識の内容、情報源、保存する情報を確認できます。
        │ **/体験を共有 新規・/体験を共有 自分の体験**
        │ JETでの体験を共有したり、いつでも取り下げたりできます。
        │ **アプリ → この質問の答えを探す**
        │ メッセージを右クリック（スマートフォンでは長押し）して選ぶと、その質問にお答えします。
        │ **\@‹zero width›jet-senpai**
        └ メンションと一緒に質問を書くか、DMで質問してください。
    ");
}
