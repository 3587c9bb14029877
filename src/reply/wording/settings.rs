//! What the bot says of what a guild has set, and of what is wrong with it.

use crate::reply::Locale;

/// Above everything that is set.
pub fn settings(locale: Locale) -> &'static str {
    locale.pick("Settings of this server", "このサーバーの設定")
}

/// Something was set.
pub fn settings_saved(locale: Locale) -> &'static str {
    locale.pick("Saved. This is how it is from now on:", "保存しました。現在の設定は次のとおりです。")
}

/// Nothing had to be set.
pub fn already_set(locale: Locale) -> &'static str {
    locale.pick("That is how it was already; nothing has changed.", "すでにその設定になっています。変更はありません。")
}

/// A channel without what is to be different in it.
pub fn half_said(locale: Locale) -> &'static str {
    locale.pick(
        "You named a channel, but not how answers are to be shown in it: choose “answers”, too. Nothing has changed.",
        "チャンネルは指定されましたが、回答の公開範囲が指定されていません。「回答」も選んでください。変更はありません。",
    )
}

/// A channel that is none of this guild's.
pub fn no_such_channel(locale: Locale) -> &'static str {
    locale.pick(
        "That channel is not in this server (any more). Nothing has changed.",
        "そのチャンネルは、このサーバーにありません。変更はありません。",
    )
}

/// A role that is none of this guild's.
pub fn no_such_role(locale: Locale) -> &'static str {
    locale.pick(
        "That role is not in this server (any more). Nothing has changed.",
        "そのロールは、このサーバーにありません。変更はありません。",
    )
}

/// Everybody's role.
pub fn not_everybody(locale: Locale) -> &'static str {
    locale.pick(
        "Everybody has that role, and not everybody should moderate. Nothing has changed.",
        "それは全員が持つロールです。全員をモデレーターにはできません。変更はありません。",
    )
}

/// A limit beyond all limits.
pub fn not_so_many(locale: Locale) -> &'static str {
    locale.pick("At most 600 a minute. Nothing has changed.", "上限は1分間に600件までです。変更はありません。")
}

/// More than anybody takes in.
pub fn too_many_set(locale: Locale, roles: usize, channels: usize) -> String {
    locale.pick(
        format!("At most {roles} roles and {channels} channels can be set. Nothing has changed."),
        format!("設定できるのは、ロール{roles}個、チャンネル{channels}個までです。変更はありません。"),
    )
}

/// Heading of what is wrong.
pub fn what_is_wrong(locale: Locale) -> &'static str {
    locale.pick("What is wrong", "問題点")
}

/// Nothing is.
pub fn nothing_wrong(locale: Locale) -> &'static str {
    locale.pick("Nothing that I can see.", "見つかりませんでした。")
}

/// Discord does not say.
pub fn cannot_look(locale: Locale) -> &'static str {
    locale.pick(
        "Discord doesn't tell me about this server at the moment, so I can't see whether anything is wrong.",
        "現在Discordからサーバーの情報を取得できないため、問題の有無を確認できません。",
    )
}

/// After a channel's id: it does not exist any more.
pub fn channel_gone(locale: Locale) -> &'static str {
    locale.pick(": this channel is gone.", "：このチャンネルはもうありません。")
}

/// After a role's id: it does not exist any more.
pub fn role_gone(locale: Locale) -> &'static str {
    locale.pick(": this role is gone.", "：このロールはもうありません。")
}

/// How what is gone is removed.
pub fn how_to_tidy(locale: Locale) -> &'static str {
    locale.pick(
        "/manage settings reset:Whatever is gone removes what is gone.",
        "/管理 設定 で「戻す」に「なくなったもの」を選ぶと、なくなったものを設定から外せます。",
    )
}

/// After a channel: what the bot lacks there.
pub fn permits_missing(locale: Locale, lacks: &[&str]) -> String {
    locale.pick(
        format!(": I lack {} there.", lacks.join(", ")),
        format!("：「{}」の権限がありません。", lacks.join("」「")),
    )
}

/// What the bot may have to be allowed, as Discord calls it.
pub fn permits(locale: Locale) -> [&'static str; 4] {
    locale.pick(
        ["View Channel", "Send Messages", "Embed Links", "Read Message History"],
        ["チャンネルを見る", "メッセージを送信", "埋め込みリンク", "メッセージ履歴を読む"],
    )
}

/// After a role: Discord hides from it what is for moderators.
pub fn role_sees_nothing(locale: Locale) -> &'static str {
    locale.pick(
        ": Discord hides /manage from members with this role, because it can't manage messages, until an admin allows it in \
         Server Settings → Integrations.",
        "：このロールには「メッセージの管理」権限がないため、Discordで /管理 が表示されません。管理者が「サーバー設定 → 連携サービス」で\
         許可する必要があります。",
    )
}

/// After the audit channel: its last line did not arrive.
pub fn audit_unposted(locale: Locale, why: &str) -> String {
    locale.pick(
        format!(": my last line did not arrive there ({why}). /manage audit has it."),
        format!("：最後の記録を投稿できませんでした（{why}）。/管理 記録 で確認できます。"),
    )
}

/// Heading of the moderators' channel.
pub fn moderators_channel(locale: Locale) -> &'static str {
    locale.pick("Moderators' channel", "モデレーター用チャンネル")
}

/// There is none.
pub fn no_moderators_channel(locale: Locale) -> &'static str {
    locale.pick(
        "Not set: I tell of trouble where Discord tells you, if at all.",
        "未設定（問題が起きたときは、可能であればDiscordのお知らせと同じチャンネルに投稿します）",
    )
}

/// Heading of the audit channel.
pub fn audit_channel(locale: Locale) -> &'static str {
    locale.pick("Audit channel", "記録用チャンネル")
}

/// There is none.
pub fn no_audit_channel(locale: Locale) -> &'static str {
    locale.pick("Not set: see /manage audit.", "未設定（/管理 記録 で確認できます）")
}

/// Heading of who may moderate.
pub fn who_moderates(locale: Locale) -> &'static str {
    locale.pick("Who may moderate", "モデレーター")
}

/// Those who need no role for it; `alone` if no role is named.
pub fn whoever_manages(locale: Locale, alone: bool) -> &'static str {
    if alone {
        locale.pick("Members who may manage messages", "「メッセージの管理」権限を持つメンバー")
    } else {
        locale.pick(
            "Members who may manage messages, and those with ",
            "「メッセージの管理」権限を持つメンバーと、次のロールを持つメンバー：",
        )
    }
}

/// Heading of who sees answers.
pub fn answers(locale: Locale) -> &'static str {
    locale.pick("Answers", "回答の公開範囲")
}

/// Before channels in which answers are private.
pub fn private_in(locale: Locale) -> &'static str {
    locale.pick("Private in ", "非公開：")
}

/// Before channels in which answers are public.
pub fn public_in(locale: Locale) -> &'static str {
    locale.pick("Public in ", "公開：")
}

/// In all others; `everywhere` if there are no others.
pub fn answers_elsewhere(locale: Locale, everywhere: bool) -> &'static str {
    if everywhere {
        locale.pick(
            "Public, unless whoever runs me decided otherwise",
            "公開（ボットの運営者による設定がある場合を除く）",
        )
    } else {
        locale.pick(
            "Elsewhere public, unless whoever runs me decided otherwise",
            "そのほかのチャンネル：公開（ボットの運営者による設定がある場合を除く）",
        )
    }
}

/// Heading of the language.
pub fn language_heading(locale: Locale) -> &'static str {
    locale.pick("Language", "言語")
}

/// A language, in itself.
pub fn language(language: Locale) -> &'static str {
    language.pick("English", "日本語")
}

/// The language is Discord's.
pub fn automatic(locale: Locale) -> &'static str {
    locale.pick("Automatic: the language of this server in Discord", "自動（Discordでのサーバーの言語）")
}

/// Heading of the limits.
pub fn limits_heading(locale: Locale) -> &'static str {
    locale.pick("Limits", "上限")
}

/// How much may be asked, and whether the guild itself has set that.
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
            "{questions} questions a minute of one member{of_questions}\n\
             {replies} public replies a minute in one channel{of_replies}"
        ),
        format!(
            "メンバー1人につき1分間に質問{questions}件{of_questions}\nチャンネル1つにつき1分間に公開の回答{replies}件{of_replies}"
        ),
    )
}
