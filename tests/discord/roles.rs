//! Roles, by themselves and side by side, and what the documents say to somebody who wants one, in both languages.

use crate::bot;

#[tokio::test]
async fn a_role_is_told_aspect_by_aspect() {
    let bot = bot::start().await;
    bot.member("Ana").types("/jet role role:ALT: Assistant Language Teacher").await;
    bot.member("Aoi").locale("ja").types("/jet role role:CIR: Coordinator for International Relations").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /jet role role:ALT: Assistant Language Teacher
      jet-senpai:
        ┌ ALT: Assistant Language Teacher
        │ **What they do**
        │ A keeper tends the lamp, together with a local warden.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **Share of participants**
        │ About ninety percent of the participants are keepers.
        │ -# Source: The Lighthouse Exchange (invented, unofficial) “Keepers make up ninety percent of all participants.”
        └ -# Not a real programme.
        ┌ > “I asked to go to Brightwater because my home town is its sister harbour.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        ⌄ Choose a question: How many participants are keepers? | Can I ask for a certain harbour? | What does a keeper do?
        [Delete]
    Aoi: /jet role role:CIR: Coordinator for International Relations
      jet-senpai:
        ┌ CIR（国際交流員）
        │ **仕事の内容**
        │ Translators work in the harbour office and need to know the language well.
        │ -# 情報源：灯台交流（架空・非公式）
        └ -# 実在しない制度です。
        ┌ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth（Saltmouth、CIR）
        ⌄ 質問を選ぶ: Where do translators work, and what do they need?
        [この返信を削除]
    ");
}

#[tokio::test]
async fn roles_stand_side_by_side() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    let (alt, cir) = ("ALT: Assistant Language Teacher", "CIR: Coordinator for International Relations");
    ana.types(&format!("/jet compare first:{alt} second:{cir}")).await;
    ana.types(&format!("/jet compare first:{cir} second:{cir}")).await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types(&format!("/jet compare first:{alt} second:{cir} third:SEA: Sports Exchange Advisor")).await;
    aoi.types(&format!("/jet compare first:{alt} second:{alt}")).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /jet compare first:ALT: Assistant Language Teacher second:CIR: Coordinator for International Relations
      jet-senpai:
        ┌ ALT vs CIR
        │ **ALT: What they do**
        │ A keeper tends the lamp, together with a local warden.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **CIR: What they do**
        │ Translators work in the harbour office and need to know the language well.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **‹zero width›**
        │ ‹zero width›
        │ **ALT: Share of participants**
        │ About ninety percent of the participants are keepers.
        │ -# Source: The Lighthouse Exchange (invented, unofficial) “Keepers make up ninety percent of all participants.”
        │ **CIR: Share of participants**
        │ My sources don't say.
        │ **‹zero width›**
        │ ‹zero width›
        └ -# Not a real programme.
        ⌄ Choose a question: What does a keeper do? | Where do translators work, and what do they need? | How many participants are keepers?
        [Delete]
    Ana: /jet compare first:CIR: Coordinator for International Relations second:CIR: Coordinator for International Relations
      jet-senpai (only Ana sees this):
        ─ Choose two different roles to compare.
    Aoi: /jet compare first:ALT: Assistant Language Teacher second:CIR: Coordinator for International Relations third:SEA: Sports Exchange Advisor
      jet-senpai:
        ┌ ALT・CIR・SEAの比較
        │ **ALT：仕事の内容**
        │ A keeper tends the lamp, together with a local warden.
        │ -# 情報源：灯台交流（架空・非公式）
        │ **CIR：仕事の内容**
        │ Translators work in the harbour office and need to know the language well.
        │ -# 情報源：灯台交流（架空・非公式）
        │ **SEA：仕事の内容**
        │ 手元の資料には書かれていません。
        │ **ALT：参加者に占める割合**
        │ About ninety percent of the participants are keepers.
        │ -# 情報源：灯台交流（架空・非公式） “Keepers make up ninety percent of all participants.”
        │ **CIR：参加者に占める割合**
        │ 手元の資料には書かれていません。
        │ **SEA：参加者に占める割合**
        │ 手元の資料には書かれていません。
        └ -# 実在しない制度です。
        ⌄ 質問を選ぶ: What does a keeper do? | Where do translators work, and what do they need? | How many participants are keepers?
        [この返信を削除]
    Aoi: /jet compare first:ALT: Assistant Language Teacher second:ALT: Assistant Language Teacher
      jet-senpai (only Aoi sees this):
        ─ 異なる職種を2つ以上選んでください。
    ");
}

#[tokio::test]
async fn eligibility_asks_first_and_never_judges() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    ana.types("/jet eligibility").await;
    ana.picks("Which role interests you?", "CIR: Coordinator for International Relations").await;
    ana.picks("How good is your Japanese?", "None, or a few words").await;
    ana.picks("How good is your Japanese?", "About JLPT N2 or better").await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types("/jet eligibility").await;
    aoi.picks("日本語のレベルはどのくらいですか？", "JLPT N2相当以上").await;
    aoi.picks("どの職種に興味がありますか？", "ALT（外国語指導助手）").await;
    let transcript = bot.discord.transcript();
    assert!(!transcript.to_lowercase().contains("you are eligible"), "{transcript}");
    insta::assert_snapshot!(transcript, @"
    Ana: /jet eligibility
      jet-senpai (only Ana sees this):
        ─ Answer the questions below and I'll show what my sources say. Only you can see this; nothing is saved.
        ⌄ Which role interests you?: ALT: Assistant Language Teacher | CIR: Coordinator for International Relations
        ⌄ How good is your Japanese?: None, or a few words | Some, below JLPT N2 | About JLPT N2 or better
    Ana picks CIR: Coordinator for International Relations
      jet-senpai changes its message (only Ana sees this):
        ─ Answer the questions below and I'll show what my sources say. Only you can see this; nothing is saved.
        ⌄ Which role interests you?: ALT: Assistant Language Teacher | CIR: Coordinator for International Relations ✓
        ⌄ How good is your Japanese?: None, or a few words | Some, below JLPT N2 | About JLPT N2 or better
    Ana picks None, or a few words
      jet-senpai changes its message (only Ana sees this):
        ┌ Here's what my unofficial sources say. Only the JET Programme can tell you whether you're eligible.
        │ **Which role interests you? CIR: Coordinator for International Relations**
        │ Translators work in the harbour office and need to know the language well.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **How good is your Japanese? None, or a few words**
        │ Translators work in the harbour office and need to know the language well.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **Not covered**
        │ Please check the official site for: seasickness; pay.
        └ -# Not a real programme.
        ─ Check the official site:
        ⌄ Which role interests you?: ALT: Assistant Language Teacher | CIR: Coordinator for International Relations ✓
        ⌄ How good is your Japanese?: None, or a few words ✓ | Some, below JLPT N2 | About JLPT N2 or better
        [The exchange's own site ↗ https://lighthouse.example]
    Ana picks About JLPT N2 or better
      jet-senpai changes its message (only Ana sees this):
        ┌ Here's what my unofficial sources say. Only the JET Programme can tell you whether you're eligible.
        │ **Which role interests you? CIR: Coordinator for International Relations**
        │ Translators work in the harbour office and need to know the language well.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **How good is your Japanese? About JLPT N2 or better**
        │ Translators work in the harbour office and need to know the language well.
        │ -# Source: The Lighthouse Exchange (invented, unofficial)
        │ **Not covered**
        │ Please check the official site for: seasickness; pay.
        └ -# Not a real programme.
        ─ Check the official site:
        ⌄ Which role interests you?: ALT: Assistant Language Teacher | CIR: Coordinator for International Relations ✓
        ⌄ How good is your Japanese?: None, or a few words | Some, below JLPT N2 | About JLPT N2 or better ✓
        [The exchange's own site ↗ https://lighthouse.example]
    Aoi: /jet eligibility
      jet-senpai (only Aoi sees this):
        ─ 下の質問に答えると、手元の資料に書かれていることを表示します。この表示はあなたにしか見えず、回答は保存されません。
        ⌄ どの職種に興味がありますか？: ALT（外国語指導助手） | CIR（国際交流員）
        ⌄ 日本語のレベルはどのくらいですか？: まったくできない、または単語程度 | ある程度（JLPT N2未満） | JLPT N2相当以上
    Aoi picks JLPT N2相当以上
      jet-senpai changes its message (only Aoi sees this):
        ─ 下の質問に答えると、手元の資料に書かれていることを表示します。この表示はあなたにしか見えず、回答は保存されません。
        ⌄ どの職種に興味がありますか？: ALT（外国語指導助手） | CIR（国際交流員）
        ⌄ 日本語のレベルはどのくらいですか？: まったくできない、または単語程度 | ある程度（JLPT N2未満） | JLPT N2相当以上 ✓
    Aoi picks ALT（外国語指導助手）
      jet-senpai changes its message (only Aoi sees this):
        ┌ 非公式の資料に書かれていることは次のとおりです。応募資格の有無を判断できるのは、JETプログラムだけです。
        │ **どの職種に興味がありますか？ ALT（外国語指導助手）**
        │ A keeper tends the lamp, together with a local warden.
        │ -# 情報源：灯台交流（架空・非公式）
        │ **日本語のレベルはどのくらいですか？ JLPT N2相当以上**
        │ Translators work in the harbour office and need to know the language well.
        │ -# 情報源：灯台交流（架空・非公式）
        │ **資料にないこと**
        │ 次のことは、公式サイトで確認してください：船酔い、給料。
        └ -# 実在しない制度です。
        ─ 公式の確認先：
        ⌄ どの職種に興味がありますか？: ALT（外国語指導助手） ✓ | CIR（国際交流員）
        ⌄ 日本語のレベルはどのくらいですか？: まったくできない、または単語程度 | ある程度（JLPT N2未満） | JLPT N2相当以上 ✓
        [The exchange's own site ↗ https://lighthouse.example]
    ");
}
