//! Notices that a request is impossible or refused, and other short replies.

use crate::text::Locale;

/// The entry of a button no longer exists.
pub fn gone(locale: Locale) -> &'static str {
    locale
        .pick("That entry is no longer here. Please ask again.", "その項目はもうありません。もう一度質問してください。")
}

/// A button of another version of the program.
pub fn old_button(locale: Locale) -> &'static str {
    locale.pick(
        "That button is out of date. Please ask again with /ask.",
        "このボタンは古いため使えません。/質問 でもう一度質問してください。",
    )
}

/// Thanks for a vote that an answer helped.
pub fn glad_it_helped(locale: Locale) -> &'static str {
    locale.pick("Glad it helped!", "お役に立ててよかったです。")
}

/// A question can't be sent to moderators: the bot has no inbox here.
pub fn no_inbox(locale: Locale) -> &'static str {
    locale.pick(
        "I can't forward questions in this server. Please ask a moderator directly.",
        "このサーバーでは質問を取り次げません。モデレーターに直接お尋ねください。",
    )
}

/// Only the member who asked, or a moderator, may press the button.
pub fn only_the_asker(locale: Locale) -> &'static str {
    locale.pick(
        "Only the person who asked, or a moderator, can delete this.",
        "この回答を削除できるのは、質問した人かモデレーターだけです。",
    )
}

/// Only the operator, or moderators the operator trusts, may do this.
pub fn only_trusted(locale: Locale) -> &'static str {
    locale.pick(
        "Only the bot's operator can do this, or moderators of servers the operator has authorised.",
        "この操作ができるのは、ボットの運営者と、運営者が許可したサーバーのモデレーターだけです。",
    )
}

/// A member asks faster than the limit; `seconds` until the next question.
pub fn slow_down(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("That's a lot of questions at once! Please wait {seconds} s, then ask again."),
        format!("質問が続いています。{seconds}秒待ってから、もう一度お試しください。"),
    )
}

/// A channel has reached its limit; `seconds` until the next public reply.
pub fn busy_channel(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("There are a lot of questions in this channel right now. Please try again in {seconds} s."),
        format!("このチャンネルは質問が集中しています。{seconds}秒後にもう一度お試しください。"),
    )
}

/// The reply to a mention without a question.
pub fn how_to_ask(locale: Locale) -> &'static str {
    locale.pick(
        "Type /ask, or mention me with your question.",
        "/質問 を使うか、メンションと一緒に質問を書いてください。",
    )
}

/// The reply to a mention in a channel with private answers.
pub fn ask_privately(locale: Locale) -> &'static str {
    locale.pick(
        "Answers are private in this channel – please use /ask.",
        "このチャンネルの回答は本人にだけ表示されます。/質問 をお使いください。",
    )
}

/// A message has no text that could be a question.
pub fn nothing_to_read(locale: Locale) -> &'static str {
    locale.pick("I can't find any text in that message.", "そのメッセージには文章がありません。")
}

/// The knowledge was reloaded.
pub fn reloaded(locale: Locale, entries: usize) -> String {
    locale.pick(
        format!("Knowledge reloaded: {entries} entries."),
        format!("データを再読み込みしました（{entries}項目）。"),
    )
}

/// The knowledge could not be reloaded; `problems` says why.
pub fn not_reloaded(locale: Locale, problems: &str) -> String {
    locale.pick(
        format!("Reload failed; still using the previous version.\n{problems}"),
        format!("再読み込みに失敗したため、以前のデータを使い続けます。\n{problems}"),
    )
}

/// The knowledge is built in and can't be reloaded.
pub fn nothing_to_reload(locale: Locale) -> &'static str {
    locale.pick(
        "The knowledge is built into the program, so there is nothing to reload.",
        "データはプログラムに組み込まれているため、再読み込みするものがありません。",
    )
}

/// An internal error.
pub fn trouble(locale: Locale) -> &'static str {
    locale.pick(
        "Something went wrong on my side. Please try again.",
        "こちらで問題が発生しました。もう一度お試しください。",
    )
}

/// Notice to moderators: the bot may not answer in a channel.
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

/// Opens the data stored about a member.
pub fn your_data(locale: Locale) -> &'static str {
    locale.pick("Your data", "自分の情報")
}
