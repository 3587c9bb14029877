//! A guild's settings, and problems with them.

use crate::text::Locale;

/// Title of the settings.
pub fn settings(locale: Locale) -> &'static str {
    locale.pick("Settings of this server", "このサーバーの設定")
}

/// A setting was changed.
pub fn settings_saved(locale: Locale) -> &'static str {
    locale.pick("Saved. Current settings:", "保存しました。現在の設定は次のとおりです。")
}

/// The settings were already like this.
pub fn already_set(locale: Locale) -> &'static str {
    locale.pick(
        "These are already the current settings. Nothing changed.",
        "すでにその設定になっています。変更はありません。",
    )
}

/// A channel was given without the visibility of answers in it.
pub fn half_said(locale: Locale) -> &'static str {
    locale.pick(
        "Also choose “answers” (public or private) for that channel. Nothing changed.",
        "そのチャンネルの「回答」（公開または非公開）も選んでください。変更はありません。",
    )
}

/// The channel is not in this guild.
pub fn no_such_channel(locale: Locale) -> &'static str {
    locale.pick(
        "That channel isn't in this server. Choose another one. Nothing changed.",
        "そのチャンネルはこのサーバーにありません。別のチャンネルを選んでください。変更はありません。",
    )
}

/// The role is not in this guild.
pub fn no_such_role(locale: Locale) -> &'static str {
    locale.pick(
        "That role isn't in this server. Choose another one. Nothing changed.",
        "そのロールはこのサーバーにありません。別のロールを選んでください。変更はありません。",
    )
}

/// `@everyone` can't be a moderator role.
pub fn not_everybody(locale: Locale) -> &'static str {
    locale.pick(
        "@everyone can't be a moderator role. Choose another role. Nothing changed.",
        "@everyone をモデレーターのロールにすることはできません。別のロールを選んでください。変更はありません。",
    )
}

/// A limit that is too high.
pub fn not_so_many(locale: Locale) -> &'static str {
    locale.pick("The highest limit is 600 a minute. Nothing changed.", "上限は1分間に600件までです。変更はありません。")
}

/// Too many roles or channels.
pub fn too_many_set(locale: Locale, roles: usize, channels: usize) -> String {
    locale.pick(
        format!("You can set at most {roles} roles and {channels} channels. Remove some first. Nothing changed."),
        format!("設定できるのは、ロール{roles}個、チャンネル{channels}個までです。先にいくつか外してください。変更はありません。"),
    )
}

/// Heading of the problems.
pub fn what_is_wrong(locale: Locale) -> &'static str {
    locale.pick("Problems", "問題点")
}

/// There are no problems.
pub fn nothing_wrong(locale: Locale) -> &'static str {
    locale.pick("None found.", "見つかりませんでした。")
}

/// Discord gave no information about the guild.
pub fn cannot_look(locale: Locale) -> &'static str {
    locale.pick(
        "I can't get this server's details from Discord right now, so I couldn't check for problems. Please try again later.",
        "現在Discordからサーバーの情報を取得できないため、問題の有無を確認できません。しばらくしてからもう一度お試しください。",
    )
}

/// After the id of a deleted channel.
pub fn channel_gone(locale: Locale) -> &'static str {
    locale.pick(": this channel was deleted.", "：このチャンネルは削除されました。")
}

/// After the id of a deleted role.
pub fn role_gone(locale: Locale) -> &'static str {
    locale.pick(": this role was deleted.", "：このロールは削除されました。")
}

/// How to remove deleted channels and roles from the settings.
pub fn how_to_tidy(locale: Locale) -> &'static str {
    locale.pick(
        "Use /manage settings reset:Deleted channels and roles to clean up.",
        "/管理 設定 の「リセット」で「削除済みのチャンネル・ロール」を選ぶと、設定から外せます。",
    )
}

/// After a channel: the permissions the bot needs there.
pub fn permits_missing(locale: Locale, lacks: &[&str]) -> String {
    locale.pick(
        format!(": I need these permissions there: {}.", lacks.join(", ")),
        format!("：「{}」の権限が必要です。", lacks.join("」「")),
    )
}

/// The permissions the bot may need, as Discord calls them.
pub fn permits(locale: Locale) -> [&'static str; 4] {
    locale.pick(
        ["View Channel", "Send Messages", "Embed Links", "Read Message History"],
        ["チャンネルを見る", "メッセージを送信", "埋め込みリンク", "メッセージ履歴を読む"],
    )
}

/// After a moderator role: Discord hides the moderators' commands from it.
pub fn role_sees_nothing(locale: Locale) -> &'static str {
    locale.pick(
        ": Discord hides /manage from this role, because it doesn't have the Manage Messages permission. An admin can allow \
         it in Server Settings → Integrations.",
        "：このロールには「メッセージの管理」権限がないため、Discordで /管理 が表示されません。管理者が「サーバー設定 → 連携サービス」で\
         許可できます。",
    )
}

/// After the audit log channel: the last line could not be posted.
pub fn audit_unposted(locale: Locale, why: &str) -> String {
    locale.pick(
        format!(": I couldn't post the last line there ({why}). /manage audit shows it."),
        format!("：最後の操作履歴を投稿できませんでした（{why}）。/管理 操作履歴 で確認できます。"),
    )
}

/// Heading of the moderators' channel.
pub fn moderators_channel(locale: Locale) -> &'static str {
    locale.pick("Moderators' channel", "モデレーター用チャンネル")
}

/// No moderators' channel is set.
pub fn no_moderators_channel(locale: Locale) -> &'static str {
    locale.pick(
        "Not set. Notices go to Discord's community updates channel, if you have one.",
        "未設定（コミュニティサーバーでは、Discordからのお知らせと同じチャンネルに投稿します）",
    )
}

/// Heading of the audit log channel.
pub fn audit_channel(locale: Locale) -> &'static str {
    locale.pick("Audit log channel", "操作履歴チャンネル")
}

/// No audit log channel is set.
pub fn no_audit_channel(locale: Locale) -> &'static str {
    locale.pick("Not set. /manage audit shows the audit log.", "未設定（/管理 操作履歴 で確認できます）")
}

/// Heading of the moderators.
pub fn who_moderates(locale: Locale) -> &'static str {
    locale.pick("Moderators", "モデレーター")
}

/// Members who moderate without a moderator role; `alone` if no role is set.
pub fn whoever_manages(locale: Locale, alone: bool) -> &'static str {
    if alone {
        locale.pick("Members with the Manage Messages permission", "「メッセージの管理」権限を持つメンバー")
    } else {
        locale.pick(
            "Members with the Manage Messages permission or one of these roles: ",
            "「メッセージの管理」権限を持つメンバーと、次のロールを持つメンバー：",
        )
    }
}

/// Heading of the visibility of answers.
pub fn answers(locale: Locale) -> &'static str {
    locale.pick("Answers", "回答の公開範囲")
}

/// Before channels with private answers.
pub fn private_in(locale: Locale) -> &'static str {
    locale.pick("Private in ", "非公開：")
}

/// Before channels with public answers.
pub fn public_in(locale: Locale) -> &'static str {
    locale.pick("Public in ", "公開：")
}

/// The visibility in all other channels; `everywhere` if there are no others.
pub fn answers_elsewhere(locale: Locale, everywhere: bool) -> &'static str {
    if everywhere {
        locale.pick(
            "Public, except in channels that the bot's operator has made private",
            "公開（ボットの運営者が非公開にしたチャンネルを除く）",
        )
    } else {
        locale.pick(
            "Elsewhere public, except in channels that the bot's operator has made private",
            "そのほかのチャンネル：公開（ボットの運営者が非公開にしたチャンネルを除く）",
        )
    }
}

/// Heading of the language.
pub fn language_heading(locale: Locale) -> &'static str {
    locale.pick("Language", "言語")
}

/// The name of a language, in that language.
pub fn language(language: Locale) -> &'static str {
    language.pick("English", "日本語")
}

/// The language follows Discord.
pub fn automatic(locale: Locale) -> &'static str {
    locale.pick("Automatic: this server's language in Discord", "自動（Discordでのサーバーの言語）")
}

/// Heading of the limits.
pub fn limits_heading(locale: Locale) -> &'static str {
    locale.pick("Limits", "上限")
}

/// The limits, and whether the guild has set them itself.
pub fn limits(
    locale: Locale,
    (questions, own_questions): (Option<u32>, bool),
    (replies, own_replies): (Option<u32>, bool),
) -> String {
    let number =
        |limit: Option<u32>| limit.map_or_else(|| locale.pick("∞", "無制限").to_owned(), |limit| limit.to_string());
    let default = |own: bool| if own { "" } else { locale.pick(" (default)", "（既定）") };
    let (questions, replies) = (number(questions), number(replies));
    let (of_questions, of_replies) = (default(own_questions), default(own_replies));
    locale.pick(
        format!(
            "{questions} questions a minute per member{of_questions}\n\
             {replies} public replies a minute per channel{of_replies}"
        ),
        format!(
            "メンバー1人につき1分間に質問{questions}件{of_questions}\nチャンネル1つにつき1分間に公開の回答{replies}件{of_replies}"
        ),
    )
}
