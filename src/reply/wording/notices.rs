//! What the bot says when something is not to be had, and in short exchanges.

use crate::reply::Locale;

/// When an entry that a button names is gone.
pub fn gone(locale: Locale) -> &'static str {
    locale.pick(
        "That entry is no longer here. Ask again, and I'll look for what has taken its place.",
        "その項目はもうありません。もう一度質問していただければ、代わりのものを探します。",
    )
}

/// When a button comes from another version of the program.
pub fn old_button(locale: Locale) -> &'static str {
    locale.pick(
        "That button is from an older version of me, and I no longer know what it did. Ask again with /ask.",
        "このボタンは以前のバージョンのもので、今は使えません。/ask でもう一度質問してください。",
    )
}

/// Thanks for a word of approval.
pub fn glad_it_helped(locale: Locale) -> &'static str {
    locale.pick(
        "Thank you for telling me. I'm glad it helped.",
        "教えてくださってありがとうございます。お役に立ててよかったです。",
    )
}

/// When somebody wants to hand a question to the moderators, and nothing is there to take it.
pub fn no_inbox(locale: Locale) -> &'static str {
    locale.pick(
        "No inbox is set up here yet, so I can't pass your question on, and I have not kept it. \
         Please ask the moderators yourself.",
        "このサーバーにはまだ受付箱が設定されていないため、質問を取り次げません（質問は保存していません）。\
         お手数ですが、モデレーターに直接お尋ねください。",
    )
}

/// When somebody presses a button that only whoever asked may press.
pub fn only_the_asker(locale: Locale) -> &'static str {
    locale.pick(
        "Only whoever asked, or a moderator, can remove this reply.",
        "この回答を削除できるのは、質問した本人かモデレーターだけです。",
    )
}

/// When somebody without the right asks for what only moderators may do.
pub fn only_moderators(locale: Locale) -> &'static str {
    locale.pick(
        "Only moderators of this server (those who may manage messages) can do that.",
        "この操作ができるのは、このサーバーのモデレーター（「メッセージの管理」権限を持つ人）だけです。",
    )
}

/// When somebody asks faster than the limit; `seconds` until they may ask again.
pub fn slow_down(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("That's a lot of questions at once! Please give me {seconds} s, then ask again."),
        format!("少し質問が続きすぎているようです。{seconds}秒ほど待ってから、もう一度お願いします。"),
    )
}

/// When too much is asked in one channel; `seconds` until it may be asked there again.
pub fn busy_channel(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("This channel asks faster than I may answer. Please try again in {seconds} s."),
        format!("このチャンネルでの質問が集中しています。{seconds}秒後にもう一度お試しください。"),
    )
}

/// The answer to a mention without a question.
pub fn how_to_ask(locale: Locale) -> &'static str {
    locale.pick(
        "Ask me with /ask, or write your question after my name.",
        "/ask で質問するか、メンションのあとに質問を書いてください。",
    )
}

/// The answer to a mention in a channel where answers are private.
pub fn ask_privately(locale: Locale) -> &'static str {
    locale.pick(
        "In this channel I answer only where nobody else sees it: please use /ask.",
        "このチャンネルでは本人にだけ見える形で回答します。/ask をご利用ください。",
    )
}

/// When a message has no text that could be a question.
pub fn nothing_to_read(locale: Locale) -> &'static str {
    locale.pick("I find no text in that message.", "そのメッセージには文章が見当たりません。")
}

/// The knowledge was read again.
pub fn reloaded(locale: Locale, entries: usize) -> String {
    locale.pick(
        format!("I have read the knowledge again: {entries} entries."),
        format!("知識を読み直しました（{entries}項目）。"),
    )
}

/// The knowledge could not be read; `problems` says why.
pub fn not_reloaded(locale: Locale, problems: &str) -> String {
    locale.pick(
        format!("The new knowledge can't be used, so I keep what I had.\n{problems}"),
        format!("新しい知識に問題があるため、これまでのものを使い続けます。\n{problems}"),
    )
}

/// There is nothing to read again.
pub fn nothing_to_reload(locale: Locale) -> &'static str {
    locale.pick(
        "My knowledge is built into the program; there is nothing to read again.",
        "知識はプログラムに組み込まれているため、読み直すものがありません。",
    )
}

/// Something went wrong that is nobody's fault here.
pub fn trouble(locale: Locale) -> &'static str {
    locale.pick(
        "Something went wrong on my side. It has been noted; please try again.",
        "こちらで問題が発生しました。記録しましたので、もう一度お試しください。",
    )
}

/// What a guild's moderators are told when the bot may not answer in one of its channels.
pub fn cannot_answer_in(locale: Locale, channel: u64, why: &str) -> String {
    locale.pick(
        format!(
            "I was asked something in <#{channel}> but can't answer there: {why}. \
             I need View Channel, Send Messages, Embed Links and Read Message History."
        ),
        format!(
            "<#{channel}> で質問されましたが、回答できません（{why}）。「チャンネルを見る」「メッセージを送信」\
             「埋め込みリンク」「メッセージ履歴を読む」の権限が必要です。"
        ),
    )
}
