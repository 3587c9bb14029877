//! What a guild sets, shown at a glance with what is wrong.

use crate::bot;
use crate::discord::{QUESTIONS, STAFF};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "most of them are what was said")]
async fn everything_is_shown_at_a_glance_and_changed_in_one_go() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator();
    bot.discord.role("Wardens");
    mo.types("/manage settings").await;
    mo.types(
        "/manage settings moderators-channel:#staff audit-channel:#staff add-role:@Wardens channel:#questions \
         answers:Private: only whoever asked sees the answer language:Japanese questions-per-minute:3 \
         replies-per-channel:600",
    )
    .await;
    bot.discord.until("that is told", |discord| discord.posts(STAFF) == 1).await;
    mo.types("/manage settings questions-per-minute:3").await;
    mo.types("/manage settings channel:#questions").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #questions in The Lighthouse ──
    Mo: /manage settings
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ **What is wrong**
        │ Nothing that I can see.
        │ **Moderators' channel**
        │ Not set: I tell of trouble where Discord tells you, if at all.
        │ **Audit channel**
        │ Not set: see /manage audit.
        │ **Who may moderate**
        │ Members who may manage messages
        │ **Answers**
        │ Public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    Mo: /manage settings moderators-channel:#staff audit-channel:#staff add-role:@Wardens channel:#questions answers:Private: only whoever asked sees the answer language:Japanese questions-per-minute:3 replies-per-channel:600
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. This is how it is from now on:
        │ **What is wrong**
        │ @Wardens: Discord hides /manage from members with this role, because it can't manage messages, until an admin allows it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit channel**
        │ #staff
        │ **Who may moderate**
        │ Members who may manage messages, and those with @Wardens
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, unless whoever runs me decided otherwise
        │ **Language**
        │ 日本語
        │ **Limits**
        │ 3 questions a minute of one member
        └ 600 public replies a minute in one channel
    Mo: /manage settings questions-per-minute:3
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ That is how it was already; nothing has changed.
        │ **What is wrong**
        │ @Wardens: Discord hides /manage from members with this role, because it can't manage messages, until an admin allows it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit channel**
        │ #staff
        │ **Who may moderate**
        │ Members who may manage messages, and those with @Wardens
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, unless whoever runs me decided otherwise
        │ **Language**
        │ 日本語
        │ **Limits**
        │ 3 questions a minute of one member
        └ 600 public replies a minute in one channel
    Mo: /manage settings channel:#questions
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ You named a channel, but not how answers are to be shown in it: choose “answers”, too. Nothing has changed.
        │ **What is wrong**
        │ @Wardens: Discord hides /manage from members with this role, because it can't manage messages, until an admin allows it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit channel**
        │ #staff
        │ **Who may moderate**
        │ Members who may manage messages, and those with @Wardens
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, unless whoever runs me decided otherwise
        │ **Language**
        │ 日本語
        │ **Limits**
        │ 3 questions a minute of one member
        └ 600 public replies a minute in one channel
    ── #staff in The Lighthouse ──
    jet-senpai:
      ┌ @Moさんが#staffをモデレーター用チャンネルにしました。
      │ @Moさんが#staffを記録用チャンネルにしました。
      │ @Moさんが@Wardensをモデレーターのロールに追加しました。
      │ @Moさんが言語を日本語にしました。
      │ @Moさんがメンバーの質問数の上限を1分間に3件にしました。
      └ …ほか2件
    ");
}

#[tokio::test]
async fn everything_can_be_put_back() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator();
    bot.discord.role("Wardens");
    mo.types("/manage settings moderators-channel:#staff audit-channel:#staff add-role:@Wardens language:English")
        .await;
    mo.types("/manage settings answers:Private: only whoever asked sees the answer questions-per-minute:3").await;
    bot.discord.until("that is told", |discord| discord.posts(STAFF) == 2).await;
    bot.discord.take_transcript();
    mo.types("/manage settings reset:Moderators' channel remove-role:@Wardens").await;
    bot.discord.until("that is told", |discord| discord.posts(STAFF) == 3).await;
    mo.types("/manage settings language:Automatic: this server's language in Discord reset:Limits").await;
    bot.discord.until("that is told", |discord| discord.posts(STAFF) == 4).await;
    mo.types("/manage settings reset:Everything").await;
    bot.discord.until("that is told", |discord| discord.posts(STAFF) == 5).await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #questions in The Lighthouse ──
    Mo: /manage settings reset:Moderators' channel remove-role:@Wardens
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. This is how it is from now on:
        │ **What is wrong**
        │ Nothing that I can see.
        │ **Moderators' channel**
        │ Not set: I tell of trouble where Discord tells you, if at all.
        │ **Audit channel**
        │ #staff
        │ **Who may moderate**
        │ Members who may manage messages
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, unless whoever runs me decided otherwise
        │ **Language**
        │ English
        │ **Limits**
        │ 3 questions a minute of one member
        └ 30 public replies a minute in one channel (default)
    Mo: /manage settings language:Automatic: this server's language in Discord reset:Limits
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. This is how it is from now on:
        │ **What is wrong**
        │ Nothing that I can see.
        │ **Moderators' channel**
        │ Not set: I tell of trouble where Discord tells you, if at all.
        │ **Audit channel**
        │ #staff
        │ **Who may moderate**
        │ Members who may manage messages
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    Mo: /manage settings reset:Everything
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. This is how it is from now on:
        │ **What is wrong**
        │ Nothing that I can see.
        │ **Moderators' channel**
        │ Not set: I tell of trouble where Discord tells you, if at all.
        │ **Audit channel**
        │ Not set: see /manage audit.
        │ **Who may moderate**
        │ Members who may manage messages
        │ **Answers**
        │ Public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    ── #staff in The Lighthouse ──
    jet-senpai:
      ┌ @Mo set no moderators' channel any more.
      └ @Mo no longer lets @Wardens moderate.
    jet-senpai:
      ┌ @Mo left the questions a minute as they are by default.
      └ @Mo left the language to Discord's setting.
    jet-senpai:
      ┌ @Mo set no audit channel any more.
      └ @Mo left it to whoever runs me how answers are shown in #questions.
    ");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_is_gone_can_be_removed() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    let wardens = bot.discord.role("Wardens");
    let helpers = bot.discord.role("Helpers");
    mo.types("/manage settings moderators-channel:#staff audit-channel:#questions add-role:@Wardens").await;
    mo.types("/manage settings channel:#questions answers:Public: everybody in the channel sees the answer add-role:@Helpers")
        .await;
    bot.discord.until("that is told", |discord| discord.posts(QUESTIONS) == 2).await;
    bot.discord.take_transcript();
    bot.discord.channel(QUESTIONS).may_read_history(false);
    bot.discord.channel(QUESTIONS).may_embed(false);
    bot.discord.channel(STAFF).may_view(false);
    bot.discord.allows("manage", helpers);
    mo.types("/manage settings").await;
    bot.discord.channel(STAFF).may_view(true);
    bot.discord.delete_role(wardens);
    bot.discord.channel(QUESTIONS).deleted();
    mo.types("/manage settings").await;
    mo.types("/manage settings reset:Whatever is gone").await;
    bot.discord.until("that is told", |discord| discord.posts(QUESTIONS) == 3).await;
    bot.discord.settle().await;
    // The channel in which this would be told is the one that is gone.
    assert_eq!(bot.discord.take_violations().len(), 1);
    let told = bot.discord.take_transcript().replace(&wardens.to_string(), "‹id of Wardens›");
    insta::assert_snapshot!(told, @"
    Mo: /manage settings
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ **What is wrong**
        │ #questions: I lack Embed Links, Read Message History there.
        │ #staff: I lack View Channel there.
        │ @Wardens: Discord hides /manage from members with this role, because it can't manage messages, until an admin allows it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit channel**
        │ #questions
        │ **Who may moderate**
        │ Members who may manage messages, and those with @Wardens @Helpers
        │ **Answers**
        │ Public in #questions
        │ Elsewhere public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    Mo: /manage settings
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ **What is wrong**
        │ 1100000000000000011: this channel is gone.
        │ ‹id of Wardens›: this role is gone.
        │ /manage settings reset:Whatever is gone removes what is gone.
        │ **Moderators' channel**
        │ #staff
        │ **Audit channel**
        │ #questions
        │ **Who may moderate**
        │ Members who may manage messages, and those with @unknown-role @Helpers
        │ **Answers**
        │ Public in #questions
        │ Elsewhere public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    Mo: /manage settings reset:Whatever is gone
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. This is how it is from now on:
        │ **What is wrong**
        │ Nothing that I can see.
        │ **Moderators' channel**
        │ #staff
        │ **Audit channel**
        │ Not set: see /manage audit.
        │ **Who may moderate**
        │ Members who may manage messages, and those with @Helpers
        │ **Answers**
        │ Public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    ");
}

#[tokio::test]
async fn not_everybody_moderates() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage settings add-role:@everyone language:Japanese").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    Mo: /manage settings add-role:@everyone language:Japanese
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Everybody has that role, and not everybody should moderate. Nothing has changed.
        │ **What is wrong**
        │ Nothing that I can see.
        │ **Moderators' channel**
        │ Not set: I tell of trouble where Discord tells you, if at all.
        │ **Audit channel**
        │ Not set: see /manage audit.
        │ **Who may moderate**
        │ Members who may manage messages
        │ **Answers**
        │ Public, unless whoever runs me decided otherwise
        │ **Language**
        │ Automatic: the language of this server in Discord
        │ **Limits**
        │ 10 questions a minute of one member (default)
        └ 30 public replies a minute in one channel (default)
    ");
}

#[tokio::test]
async fn settings_in_japanese() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().locale("ja").in_channel(STAFF);
    bot.discord.role("Wardens");
    mo.types("/manage settings moderators-channel:#staff add-role:@Wardens questions-per-minute:3").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    Mo: /manage settings moderators-channel:#staff add-role:@Wardens questions-per-minute:3
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ このサーバーの設定
        │ 保存しました。現在の設定は次のとおりです。
        │ **問題点**
        │ @Wardens：このロールには「メッセージの管理」権限がないため、Discordで /管理 が表示されません。管理者が「サーバー設定 → 連携サービス」で許可する必要があります。
        │ **モデレーター用チャンネル**
        │ #staff
        │ **記録用チャンネル**
        │ 未設定（/管理 記録 で確認できます）
        │ **モデレーター**
        │ 「メッセージの管理」権限を持つメンバーと、次のロールを持つメンバー：@Wardens
        │ **回答の公開範囲**
        │ 公開（ボットの運営者による設定がある場合を除く）
        │ **言語**
        │ 自動（Discordでのサーバーの言語）
        │ **上限**
        │ メンバー1人につき1分間に質問3件
        └ チャンネル1つにつき1分間に公開の回答30件（既定）
    ");
}
