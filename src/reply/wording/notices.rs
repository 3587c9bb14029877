//! What the bot says when something is not to be had, and in short exchanges.

use crate::reply::Locale;

/// When an entry that a button names is gone.
pub fn gone(locale: Locale) -> &'static str {
    locale
        .pick("That entry is no longer here. Please ask again.", "その項目はもうありません。もう一度質問してください。")
}

/// When a button comes from another version of the program.
pub fn old_button(locale: Locale) -> &'static str {
    locale.pick(
        "That button is out of date. Please ask again with /ask.",
        "このボタンは古いため使えません。/質問 でもう一度質問してください。",
    )
}

/// Thanks for a word of approval.
pub fn glad_it_helped(locale: Locale) -> &'static str {
    locale.pick("Glad it helped!", "お役に立ててよかったです。")
}

/// When somebody wants to hand a question to the moderators, and nothing is there to take it.
pub fn no_inbox(locale: Locale) -> &'static str {
    locale.pick(
        "I can't forward questions in this server. Please ask a moderator directly.",
        "このサーバーでは質問を取り次げません。モデレーターに直接お尋ねください。",
    )
}

/// When somebody presses a button that only whoever asked may press.
pub fn only_the_asker(locale: Locale) -> &'static str {
    locale.pick(
        "Only the person who asked, or a moderator, can delete this.",
        "この回答を削除できるのは、質問した人かモデレーターだけです。",
    )
}

/// When somebody asks for what only those may do whom whoever runs the bot trusts with it.
pub fn only_trusted(locale: Locale) -> &'static str {
    locale.pick(
        "Only the bot's operator can do this, or moderators of servers the operator has authorised.",
        "この操作ができるのは、ボットの運営者と、運営者が許可したサーバーのモデレーターだけです。",
    )
}

/// When somebody asks faster than the limit; `seconds` until they may ask again.
pub fn slow_down(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("That's a lot of questions at once! Please wait {seconds} s, then ask again."),
        format!("質問が続いています。{seconds}秒待ってから、もう一度お試しください。"),
    )
}

/// When too much is asked in one channel; `seconds` until it may be asked there again.
pub fn busy_channel(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("There are a lot of questions in this channel right now. Please try again in {seconds} s."),
        format!("このチャンネルは質問が集中しています。{seconds}秒後にもう一度お試しください。"),
    )
}

/// The answer to a mention without a question.
pub fn how_to_ask(locale: Locale) -> &'static str {
    locale.pick(
        "Type /ask, or mention me with your question.",
        "/質問 を使うか、メンションと一緒に質問を書いてください。",
    )
}

/// The answer to a mention in a channel where answers are private.
pub fn ask_privately(locale: Locale) -> &'static str {
    locale.pick(
        "Answers are private in this channel – please use /ask.",
        "このチャンネルの回答は本人にだけ表示されます。/質問 をお使いください。",
    )
}

/// When a message has no text that could be a question.
pub fn nothing_to_read(locale: Locale) -> &'static str {
    locale.pick("I can't find any text in that message.", "そのメッセージには文章がありません。")
}

/// The knowledge was read again.
pub fn reloaded(locale: Locale, entries: usize) -> String {
    locale.pick(
        format!("Knowledge reloaded: {entries} entries."),
        format!("データを再読み込みしました（{entries}項目）。"),
    )
}

/// The knowledge could not be read; `problems` says why.
pub fn not_reloaded(locale: Locale, problems: &str) -> String {
    locale.pick(
        format!("Reload failed; still using the previous version.\n{problems}"),
        format!("再読み込みに失敗したため、以前のデータを使い続けます。\n{problems}"),
    )
}

/// There is nothing to read again.
pub fn nothing_to_reload(locale: Locale) -> &'static str {
    locale.pick(
        "The knowledge is built into the program, so there is nothing to reload.",
        "データはプログラムに組み込まれているため、再読み込みするものがありません。",
    )
}

/// Something went wrong that is nobody's fault here.
pub fn trouble(locale: Locale) -> &'static str {
    locale.pick(
        "Something went wrong on my side. Please try again.",
        "こちらで問題が発生しました。もう一度お試しください。",
    )
}

/// What a guild's moderators are told when the bot may not answer in one of its channels.
pub fn cannot_answer_in(locale: Locale, channel: u64, why: &str) -> String {
    locale.pick(
        format!(
            "I was asked something in <#{channel}> but can't answer there: {why}. \
             I need View Channel, Send Messages (in threads: Send Messages in Threads), Embed Links and Read \
             Message History."
        ),
        format!(
            "<#{channel}> で質問を受けましたが、回答できません（{why}）。「チャンネルを見る」「メッセージを送信」\
             「埋め込みリンク」「メッセージ履歴を読む」（スレッドでは「スレッドでメッセージを送信」も）の権限が必要です。"
        ),
    )
}

/// On a button that opens what is held about a member.
pub fn your_data(locale: Locale) -> &'static str {
    locale.pick("Your data", "自分の情報")
}
