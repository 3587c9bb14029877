//! What has not been said in Japanese elsewhere in these tests: the bot's own words follow the member, the knowledge stays
//! in its language.

use std::time::Duration;

use jet_senpai::config::Snowflake;

use crate::bot;
use crate::discord::{APPLICATION, Discord, LIGHTHOUSE, QUESTIONS, STAFF, THREAD};

#[tokio::test]
async fn a_whole_conversation_in_japanese() {
    let bot = bot::start().await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types("/ask question:day with somebody").await;
    aoi.presses("違う内容だった").await;
    aoi.types("/ask question:what do keepers do").await;
    aoi.presses("違う内容だった").await;
    aoi.types("/ask question:what do keepers do").await;
    aoi.presses("役に立った").await;
    aoi.presses("ほかの体験談").await;
    aoi.picks("関連する質問", "How many participants are keepers?").await;
    aoi.presses("この返信を削除").await;
    bot.discord.settle().await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Aoi: /ask question:day with somebody
      jet-senpai:
        ┌ day with somebody
        └ ぴったりの回答が見つかりませんでした。お探しの内容は次の中にありますか？
        [What does a keeper do?] [What are the working hours?]
        [違う内容だった] [この返信を削除]
    Aoi presses [違う内容だった]
      jet-senpai changes its message:
        ┌ day with somebody
        │ 申し訳ありません。ほかに近い回答はありませんでした。
        │
        └ 公式の確認先：
        [モデレーターに聞く] [この返信を削除]
        [The exchange's own site ↗ https://lighthouse.example]
    Aoi: /ask question:what do keepers do
      jet-senpai:
        ┌ what do keepers do
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **情報源：灯台交流（架空・非公式）**
        └ -# 実在しない制度です。
        ⌄ 関連する質問: How many participants are keepers?
        [役に立った] [違う内容だった] [ほかの体験談] [この返信を削除]
    Aoi presses [違う内容だった]
      jet-senpai changes its message:
        ┌ what do keepers do
        └ 失礼しました。次のどれかでしょうか？
        [Where do translators work, and what do they need?] [How many participants are keepers?] [Did anybody speak on the radio?]
        [違う内容だった] [モデレーターに聞く] [この返信を削除]
    Aoi: /ask question:what do keepers do
      jet-senpai:
        ┌ what do keepers do
        │ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **情報源：灯台交流（架空・非公式）**
        └ -# 実在しない制度です。
        ⌄ 関連する質問: How many participants are keepers?
        [役に立った] [違う内容だった] [ほかの体験談] [この返信を削除]
    Aoi presses [役に立った]
      jet-senpai (only Aoi sees this):
        ─ お役に立ててよかったです。
    Aoi presses [ほかの体験談]
      jet-senpai (only Aoi sees this):
        ┌ > “My day began at six and ended at three.”
        └ > — Aoife Keane（Brightwater、ALT、2011–2013）
    Aoi picks How many participants are keepers?
      jet-senpai (only Aoi sees this):
        ┌ How many participants are keepers?
        │ About ninety percent of the participants are keepers.
        │ **情報源：灯台交流（架空・非公式）**
        │ “Keepers make up ninety percent of all participants.”
        └ -# 実在しない制度です。
        ⌄ 関連する質問: What is the Lighthouse Exchange?
        [役に立った] [違う内容だった] [ほかの体験談]
    Aoi presses [この返信を削除]
      jet-senpai's message is removed
    ");
}

#[tokio::test]
async fn notices_in_japanese() {
    let mut config = bot::config_of_guild();
    config.discord.questions_per_minute = 2.try_into().expect("it is not zero");
    let bot = bot::start_with(&config).await;
    let picture = bot.member("Ben").says("");
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types("/jet about").await;
    bot.discord.take_transcript();
    aoi.presses_custom_id("1.0.s0000000000007").await;
    aoi.types("/ask question:keeper percentage").await;
    bot.clock.advance(Duration::from_mins(1));
    aoi.applies("Answer this", picture).await;
    aoi.types("/jet faq search:zzzz").await;
    let mut mo = bot.member("Mo").moderator().locale("ja").in_channel(STAFF);
    mo.types("/manage reload").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #questions in The Lighthouse ──
    Aoi presses «1.0.s0000000000007»
      jet-senpai (only Aoi sees this):
        ─ その項目はもうありません。もう一度質問してください。
    Aoi: /ask question:keeper percentage
      jet-senpai (only Aoi sees this):
        ─ 質問が続いています。30秒待ってから、もう一度お試しください。
    Aoi applies Answer this
      jet-senpai (only Aoi sees this):
        ─ そのメッセージには文章がありません。
    Aoi: /jet faq search:zzzz
      jet-senpai (only Aoi sees this):
        ─ 該当する質問が見つかりませんでした。別の言葉で検索するか、/質問 で質問してください。
    ── #staff in The Lighthouse ──
    Mo: /manage reload
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ─ データを再読み込みしました（7項目）。
    ");
}

#[tokio::test]
async fn mentions_in_a_guild_that_speaks_japanese() {
    let discord = Discord::start().await;
    discord.speaks(LIGHTHOUSE, "ja");
    let mut config = bot::config_of_guild();
    config.discord.private_channels = vec![Snowflake(THREAD.try_into().expect("it is not zero"))];
    let bot = bot::launch(discord, &config);
    bot.discord.connected().await;
    let me = format!("<@{APPLICATION}>");
    for place in [QUESTIONS, THREAD] {
        let mut aoi = bot.member("Aoi").in_channel(place);
        aoi.says(&me);
        aoi.hears().await;
    }
    bot.discord.channel(QUESTIONS).may_send(false);
    bot.member("Aoi").says(&format!("{me} keeper percentage"));
    bot.discord.until("the moderators are told", |discord| discord.posts(STAFF) == 1).await;
    bot.discord.settle().await;
    assert_eq!(bot.discord.take_violations().len(), 1);
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #questions in The Lighthouse ──
    Aoi: @jet-senpai
    jet-senpai to Aoi:
      /質問 を使うか、メンションと一緒に質問を書いてください。
    Aoi: @jet-senpai keeper percentage
    ── #visa talk in The Lighthouse ──
    Aoi: @jet-senpai
    jet-senpai to Aoi:
      このチャンネルの回答は本人にだけ表示されます。/質問 をお使いください。
    ── #staff in The Lighthouse ──
    jet-senpai:
      #questions で質問を受けましたが、回答できません（403 Missing Permissions (50013)）。「チャンネルを見る」「メッセージを送信」「埋め込みリンク」「メッセージ履歴を読む」（スレッドでは「スレッドでメッセージを送信」も）の権限が必要です。
    ");
}
