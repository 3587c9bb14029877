//! What the bot says when something is not to be had, and in short exchanges.

use crate::reply::Locale;

/// When an entry that a button names is gone.
pub fn gone(locale: Locale) -> &'static str {
    locale.pick(
        "That entry is no longer here. Ask again, and I'll look for another answer.",
        "その項目はもうありません。もう一度質問していただければ、別の回答を探します。",
    )
}

/// When a button comes from another version of the program.
pub fn old_button(locale: Locale) -> &'static str {
    locale.pick(
        "That button is from an older version of me, and I no longer know what it did. Ask again with /ask.",
        "このボタンは以前のバージョンのもので、今は使えません。/質問 でもう一度質問してください。",
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
        "No inbox is set up here, so I can't pass your question on to the moderators, and I have not kept it. \
         Please ask them directly.",
        "このサーバーには受付箱がないため、モデレーターへ質問を取り次ぐことができません（質問は保存していません）。\
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

/// When somebody asks for what only those may do whom whoever runs the bot trusts with it.
pub fn only_trusted(locale: Locale) -> &'static str {
    locale.pick(
        "Only whoever runs me can do that, or a moderator (with the Manage Messages permission) of a server they have \
         named in my configuration.",
        "この操作ができるのは、ボットの運営者、または運営者が設定で指定したサーバーのモデレーター（「メッセージの管理」権限が必要）\
         だけです。",
    )
}

/// When somebody asks faster than the limit; `seconds` until they may ask again.
pub fn slow_down(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("That's a lot of questions at once! Please wait {seconds} s, then ask again."),
        format!("短い間に質問が続いています。{seconds}秒待ってから、もう一度お試しください。"),
    )
}

/// When too much is asked in one channel; `seconds` until it may be asked there again.
pub fn busy_channel(locale: Locale, seconds: u64) -> String {
    locale.pick(
        format!("There are a lot of questions in this channel right now. Please try again in {seconds} s."),
        format!("このチャンネルでの質問が集中しています。{seconds}秒後にもう一度お試しください。"),
    )
}

/// The answer to a mention without a question.
pub fn how_to_ask(locale: Locale) -> &'static str {
    locale.pick(
        "Ask me with /ask, or write your question after my name.",
        "/質問（/ask）で質問するか、メンションのあとに質問を書いてください。",
    )
}

/// The answer to a mention in a channel where answers are private.
pub fn ask_privately(locale: Locale) -> &'static str {
    locale.pick(
        "In this channel only you may see my answers, so please use /ask.",
        "このチャンネルでは、質問した人にだけ見える形でお答えしています。/質問（/ask）をお使いください。",
    )
}

/// When a message has no text that could be a question.
pub fn nothing_to_read(locale: Locale) -> &'static str {
    locale.pick("I can't find any text in that message.", "そのメッセージには文章が見当たりません。")
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

/// To somebody who needs a person rather than an answer. The numbers are those of Japan's emergency services.
pub fn talk_to_people(locale: Locale) -> &'static str {
    locale.pick(
        "I'm only a bot, and I can't help with this, but people can, and they want to. Please talk to somebody you trust, or \
         to those below. If you or somebody else is in danger in Japan now, call 119 (ambulance) or 110 (police).",
        "私はボットなので、このことではお力になれません。でも、力になってくれる人がいます。信頼できる人や、下の窓口に話してください。\
         今、あなたや誰かの身に危険があるときは、119（救急）または110（警察）に電話してください。",
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
             I need View Channel, Send Messages (in threads: Send Messages in Threads), Embed Links and Read \
             Message History."
        ),
        format!(
            "<#{channel}> で質問を受けましたが、回答できません（{why}）。「チャンネルを見る」「メッセージを送信」\
             「埋め込みリンク」「メッセージ履歴を読む」（スレッドでは「スレッドでメッセージを送信」も）の権限が必要です。"
        ),
    )
}
