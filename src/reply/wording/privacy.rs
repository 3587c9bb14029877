//! What the bot says of what it holds about somebody.

use crate::reply::Locale;

/// Above what is held about somebody.
pub fn about_you(locale: Locale) -> &'static str {
    locale.pick("What I hold about you", "あなたについて保存している情報")
}

/// Nothing is.
pub fn holds_nothing(locale: Locale) -> &'static str {
    locale.pick("I hold nothing about you.", "あなたについて保存している情報はありません。")
}

/// How it is removed.
pub fn how_to_be_forgotten(locale: Locale) -> &'static str {
    locale.pick(
        "This is all of it. Only you see this. /privacy delete removes it.",
        "これがすべてです。この表示はあなたにしか見えません。/プライバシー 削除 で削除できます。",
    )
}

/// A guild whose name is not known.
pub fn some_server(locale: Locale, guild: u64) -> String {
    locale.pick(format!("A server I am no longer in ({guild})"), format!("現在参加していないサーバー（{guild}）"))
}

/// Around a question that somebody waits for an answer to, and when they asked.
pub fn you_wait(locale: Locale) -> (&'static str, &'static str, &'static str) {
    locale.pick(
        ("• You asked the moderators “", "” (", ") and wait for an answer."),
        ("・モデレーターに「", "」と質問し（", "）、回答を待っています。"),
    )
}

/// Around a question whose answer is on its way.
pub fn on_its_way(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(("• The answer to “", "” is on its way to you."), ("・「", "」への回答をお届けするところです。"))
}

/// Around an experience that somebody shares.
pub fn you_shared(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(
        ("• You share an experience: “", "” (/share mine)"),
        ("・体験談を共有しています：「", "」（/体験を共有 自分の体験）"),
    )
}

/// Around the name under an entry, and when somebody agreed to it or was asked.
pub fn you_are_named(locale: Locale, given: bool) -> (&'static str, &'static str, &'static str) {
    if given {
        locale.pick(
            ("• An entry made from your message names you as ", ", which you agreed to (", ")."),
            ("・あなたの投稿から作られた項目に「", "」という名前が載っています（同意：", "）。"),
        )
    } else {
        locale.pick(
            ("• You were asked whether an entry may name you as ", " (", "), and have not agreed."),
            ("・項目に「", "」という名前を載せてよいかをお尋ねしました（", "）。まだ同意はありません。"),
        )
    }
}

/// What somebody wrote as a moderator.
pub fn you_wrote(locale: Locale, versions: u32) -> String {
    locale.pick(
        format!("• As a moderator you wrote entries; {versions} of their versions have your name."),
        format!("・モデレーターとして書いた項目の版{versions}件に、あなたの名前があります。"),
    )
}

/// Around when somebody was blocked.
pub fn you_are_blocked(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(
        ("• You are blocked from asking the moderators, since ", "."),
        ("・モデレーターへの質問をブロックされています（", "から）。"),
    )
}

/// What is held in no particular guild.
pub fn anywhere(locale: Locale) -> &'static str {
    locale.pick("In all servers together", "すべてのサーバーを通じて")
}

/// Guilds that are not shown.
pub fn and_more_servers(locale: Locale, more: usize) -> String {
    locale.pick(format!("• … and {more} more servers"), format!("・…ほか{more}サーバー"))
}

/// Presses that count once.
pub fn you_clicked(locale: Locale, clicks: u32) -> String {
    locale.pick(
        format!("• What helped you, {clicks} times, as codes from which nobody can tell that it was you."),
        format!("・役に立った回答の記録{clicks}件（個人を特定できない符号）"),
    )
}

/// Drafts.
pub fn you_write(locale: Locale, drafts: u32) -> String {
    locale.pick(
        format!("• Entries that you are writing: {drafts}. They are deleted after a day."),
        format!("・書きかけの項目{drafts}件（1日後に削除されます）"),
    )
}

/// Before everything about somebody is removed.
pub fn really_forget(locale: Locale) -> &'static str {
    locale.pick(
        "This removes everything that I hold about you, in every server: questions whose answers you wait for (no answer \
         will reach you), answers on their way to you, your name under entries, what helped you, what you are writing, and the \
         experiences you have shared (they are withdrawn). \
         What you wrote as a moderator stays, without your name. It can't be undone. Only a block stays: else deleting \
         would lift it; ask that server's moderators.",
        "すべてのサーバーについて、あなたの情報をすべて削除します。回答待ちの質問（回答は届かなくなります）、お届け途中の回答、\
         項目に載っているあなたの名前、役に立った回答の記録、書きかけの項目、共有した体験談（取り下げとなります）が対象です。モデレーターとして書いた内容は、名前を除いて残ります。\
         元に戻すことはできません。ブロックだけは残ります（削除すると解除されてしまうためです。そのサーバーのモデレーターにお尋ねください）。",
    )
}

/// Removes it.
pub fn forget_me(locale: Locale) -> &'static str {
    locale.pick("Delete everything about me", "すべて削除する")
}

/// Does not remove it.
pub fn keep_me(locale: Locale) -> &'static str {
    locale.pick("Keep it", "削除しない")
}

/// It was removed.
pub fn forgotten(locale: Locale) -> &'static str {
    locale.pick(
        "Done. I no longer hold anything about you, except a block where moderators have set one. Messages that were sent on \
         Discord stay there until somebody deletes them.",
        "削除しました。モデレーターによるブロックがある場合を除き、あなたについて保存している情報はもうありません。\
         Discordに投稿済みのメッセージは、誰かが削除するまで残ります。",
    )
}

/// It was not.
pub fn not_forgotten(locale: Locale) -> &'static str {
    locale.pick("Nothing was removed.", "何も削除しませんでした。")
}

/// The database failed.
pub fn not_now(locale: Locale) -> &'static str {
    locale.pick(
        "I can't reach my database at the moment. Nothing was changed; please try again later.",
        "現在データベースを利用できません。何も変更されていませんので、しばらくしてからもう一度お試しください。",
    )
}
