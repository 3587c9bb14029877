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
         answers:Private: only the person who asked sees the answer language:Japanese questions-per-minute:3 \
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
    Mo: /manage settings moderators-channel:#staff audit-channel:#staff add-role:@Wardens channel:#questions answers:Private: only the person who asked sees the answer language:Japanese questions-per-minute:3 replies-per-channel:600
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. Current settings:
        │ **Problems**
        │ @Wardens: Discord hides /manage from this role, because it doesn't have the Manage Messages permission. An admin can allow it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit log channel**
        │ #staff
        │ **Moderators**
        │ Members with the Manage Messages permission or one of these roles: @Wardens
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, except in channels that the bot's operator has made private
        │ **Language**
        │ 日本語
        │ **Limits**
        │ 3 questions a minute per member
        └ 600 public replies a minute per channel
    Mo: /manage settings questions-per-minute:3
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ These are already the current settings. Nothing changed.
        │ **Problems**
        │ @Wardens: Discord hides /manage from this role, because it doesn't have the Manage Messages permission. An admin can allow it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit log channel**
        │ #staff
        │ **Moderators**
        │ Members with the Manage Messages permission or one of these roles: @Wardens
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, except in channels that the bot's operator has made private
        │ **Language**
        │ 日本語
        │ **Limits**
        │ 3 questions a minute per member
        └ 600 public replies a minute per channel
    Mo: /manage settings channel:#questions
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Also choose “answers” (public or private) for that channel. Nothing changed.
        │ **Problems**
        │ @Wardens: Discord hides /manage from this role, because it doesn't have the Manage Messages permission. An admin can allow it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit log channel**
        │ #staff
        │ **Moderators**
        │ Members with the Manage Messages permission or one of these roles: @Wardens
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, except in channels that the bot's operator has made private
        │ **Language**
        │ 日本語
        │ **Limits**
        │ 3 questions a minute per member
        └ 600 public replies a minute per channel
    ── #staff in The Lighthouse ──
    jet-senpai:
      ┌ @Moさんが#staffをモデレーター用チャンネルにしました。
      │ @Moさんが#staffを操作履歴チャンネルにしました。
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
    mo.types("/manage settings answers:Private: only the person who asked sees the answer questions-per-minute:3")
        .await;
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
        │ Saved. Current settings:
        │ **Problems**
        │ None found.
        │ **Moderators' channel**
        │ Not set. Notices go to Discord's community updates channel, if you have one.
        │ **Audit log channel**
        │ #staff
        │ **Moderators**
        │ Members with the Manage Messages permission
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, except in channels that the bot's operator has made private
        │ **Language**
        │ English
        │ **Limits**
        │ 3 questions a minute per member
        └ 30 public replies a minute per channel (default)
    Mo: /manage settings language:Automatic: this server's language in Discord reset:Limits
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. Current settings:
        │ **Problems**
        │ None found.
        │ **Moderators' channel**
        │ Not set. Notices go to Discord's community updates channel, if you have one.
        │ **Audit log channel**
        │ #staff
        │ **Moderators**
        │ Members with the Manage Messages permission
        │ **Answers**
        │ Private in #questions
        │ Elsewhere public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
    Mo: /manage settings reset:Everything
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
    ── #staff in The Lighthouse ──
    jet-senpai:
      ┌ @Mo removed the moderators' channel.
      └ @Mo removed @Wardens from the moderator roles.
    jet-senpai:
      ┌ @Mo reset the question limit to the default.
      └ @Mo set the language to follow Discord.
    jet-senpai:
      ┌ @Mo removed the audit log channel.
      └ @Mo reset answer visibility in #questions to the default.
    ");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_is_gone_can_be_removed() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    let wardens = bot.discord.role("Wardens");
    let helpers = bot.discord.role("Helpers");
    mo.types("/manage settings moderators-channel:#staff audit-channel:#questions add-role:@Wardens").await;
    mo.types(
        "/manage settings channel:#questions answers:Public: everyone in the channel sees the answer add-role:@Helpers",
    )
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
    mo.types("/manage settings reset:Deleted channels and roles").await;
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
        │ **Problems**
        │ #questions: I need these permissions there: Embed Links, Read Message History.
        │ #staff: I need these permissions there: View Channel.
        │ @Wardens: Discord hides /manage from this role, because it doesn't have the Manage Messages permission. An admin can allow it in Server Settings → Integrations.
        │ **Moderators' channel**
        │ #staff
        │ **Audit log channel**
        │ #questions
        │ **Moderators**
        │ Members with the Manage Messages permission or one of these roles: @Wardens @Helpers
        │ **Answers**
        │ Public in #questions
        │ Elsewhere public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
    Mo: /manage settings
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ **Problems**
        │ 1100000000000000011: this channel was deleted.
        │ ‹id of Wardens›: this role was deleted.
        │ Use /manage settings reset:Deleted channels and roles to clean up.
        │ **Moderators' channel**
        │ #staff
        │ **Audit log channel**
        │ #questions
        │ **Moderators**
        │ Members with the Manage Messages permission or one of these roles: @unknown-role @Helpers
        │ **Answers**
        │ Public in #questions
        │ Elsewhere public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
    Mo: /manage settings reset:Deleted channels and roles
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ Saved. Current settings:
        │ **Problems**
        │ None found.
        │ **Moderators' channel**
        │ #staff
        │ **Audit log channel**
        │ Not set. /manage audit shows the audit log.
        │ **Moderators**
        │ Members with the Manage Messages permission or one of these roles: @Helpers
        │ **Answers**
        │ Public, except in channels that the bot's operator has made private
        │ **Language**
        │ Automatic: this server's language in Discord
        │ **Limits**
        │ 10 questions a minute per member (default)
        └ 30 public replies a minute per channel (default)
    ");
}

#[tokio::test]
async fn not_everybody_moderates() {
    let bot = bot::start().await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage settings add-role:@everyone language:Japanese").await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @r"
    Mo: /manage settings add-role:@everyone language:Japanese
      jet-senpai is thinking… (only Mo sees this)
      jet-senpai (only Mo sees this):
        ┌ Settings of this server
        │ \@‹zero width›everyone can't be a moderator role. Choose another role. Nothing changed.
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
        │ @Wardens：このロールには「メッセージの管理」権限がないため、Discordで /管理 が表示されません。管理者が「サーバー設定 → 連携サービス」で許可できます。
        │ **モデレーター用チャンネル**
        │ #staff
        │ **操作履歴チャンネル**
        │ 未設定（/管理 操作履歴 で確認できます）
        │ **モデレーター**
        │ 「メッセージの管理」権限を持つメンバーと、次のロールを持つメンバー：@Wardens
        │ **回答の公開範囲**
        │ 公開（ボットの運営者が非公開にしたチャンネルを除く）
        │ **言語**
        │ 自動（Discordでのサーバーの言語）
        │ **上限**
        │ メンバー1人につき1分間に質問3件
        └ チャンネル1つにつき1分間に公開の回答30件（既定）
    ");
}
