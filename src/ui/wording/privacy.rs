//! What the bot stores about a member, and its deletion.

use crate::text::Locale;

/// Title of what the bot stores about a member.
pub fn about_you(locale: Locale) -> &'static str {
    locale.pick("Your data", "保存されている自分の情報")
}

/// The bot stores nothing about the member.
pub fn holds_nothing(locale: Locale) -> &'static str {
    locale.pick("I store nothing about you.", "あなたについて保存している情報はありません。")
}

/// How a member deletes their data.
pub fn how_to_be_forgotten(locale: Locale) -> &'static str {
    locale.pick(
        "This is everything I store about you. Only you can see this message. Use /privacy delete to delete it.",
        "保存している情報はこれですべてです。この表示はあなたにしか見えません。/プライバシー 削除 で削除できます。",
    )
}

/// A guild whose name is unknown.
pub fn some_server(locale: Locale, guild: u64) -> String {
    locale.pick(format!("A server I have left ({guild})"), format!("現在参加していないサーバー（{guild}）"))
}

/// Before and after a question in the inbox, and after the time it was sent.
pub fn you_wait(locale: Locale) -> (&'static str, &'static str, &'static str) {
    locale.pick(
        ("• Your question to the moderators: “", "” (", "). You are waiting for an answer."),
        ("・モデレーターへの質問「", "」（", "）。回答待ちです。"),
    )
}

/// Before and after a question whose answer is being delivered.
pub fn on_its_way(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(("• The answer to “", "” is being sent to you."), ("・「", "」への回答を送信中です。"))
}

/// Before and after a story.
pub fn you_shared(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(("• Your story: “", "” (/share mine)"), ("・あなたの体験談「", "」（/体験談 自分の投稿）"))
}

/// Before and after the name in a credit, and after the time at which the member agreed or was asked.
pub fn you_are_named(locale: Locale, given: bool) -> (&'static str, &'static str, &'static str) {
    if given {
        locale.pick(
            ("• An entry made from your message credits you as ", " (you agreed ", ")."),
            ("・あなたのメッセージから作られたFAQ項目に「", "」という名前が表示されています（同意：", "）。"),
        )
    } else {
        locale.pick(
            ("• I asked whether an entry may credit you as ", " (", "). You haven't agreed."),
            ("・FAQ項目に「", "」という名前を載せてよいかをお尋ねしました（", "）。まだ同意はありません。"),
        )
    }
}

/// Entry versions the member wrote as a moderator.
pub fn you_wrote(locale: Locale, versions: u32) -> String {
    let english = if versions == 1 {
        "• Your name on 1 version of an entry that you edited as a moderator.".to_owned()
    } else {
        format!("• Your name on {versions} versions of entries that you edited as a moderator.")
    };
    locale.pick(
        english,
        format!("・編集履歴{versions}件に、あなたの名前が記録されています（モデレーターとしての編集）。"),
    )
}

/// Before and after the time at which the member was blocked.
pub fn you_are_blocked(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(
        ("• You are blocked from sending questions and stories to the moderators since ", "."),
        ("・モデレーターへの質問と体験談の送信をブロックされています（", "から）。"),
    )
}

/// Heading of data that belongs to no particular guild.
pub fn anywhere(locale: Locale) -> &'static str {
    locale.pick("All servers", "全サーバー共通")
}

/// How many guilds are not shown.
pub fn and_more_servers(locale: Locale, more: usize) -> String {
    let servers = if more == 1 { "server" } else { "servers" };
    locale.pick(format!("• … and {more} more {servers}"), format!("・…ほか{more}サーバー"))
}

/// Votes, which are stored under a pseudonym.
pub fn you_clicked(locale: Locale, clicks: u32) -> String {
    let times = if clicks == 1 { "click" } else { "clicks" };
    locale.pick(
        format!(
            "• {clicks} {times} on “This helped” or a suggested question, stored under a code instead of your name."
        ),
        format!("・「役に立った」または候補のクリック{clicks}件（名前の代わりに符号で保存）"),
    )
}

pub fn you_write(locale: Locale, drafts: u32) -> String {
    let entries = if drafts == 1 { "draft entry" } else { "draft entries" };
    locale.pick(
        format!("• {drafts} {entries}, deleted after a day."),
        format!("・FAQ項目の下書き{drafts}件（1日後に削除されます）"),
    )
}

/// Asks for confirmation before everything about a member is deleted.
pub fn really_forget(locale: Locale) -> &'static str {
    locale.pick(
        "Delete everything I store about you, in every server?\n\
         • Questions you are waiting on, and answers on their way: you won't get those answers.\n\
         • Your stories: they are withdrawn, and posts that quote them are edited.\n\
         • Your name on entries, your clicks, your drafts.\n\
         Entries you wrote as a moderator stay, without your name. This can't be undone. Blocks stay in place; please contact \
         that server's moderators.",
        "すべてのサーバーで保存されているあなたの情報を削除しますか？\n\
         ・回答待ちの質問と、送信中の回答：回答は届かなくなります。\n\
         ・共有した体験談：取り下げられ、引用した投稿は編集されます。\n\
         ・FAQ項目に表示されている名前、クリックの記録、下書き。\n\
         モデレーターとして書いたFAQ項目は、名前を除いて残ります。この操作は取り消せません。ブロックは解除されません（サーバーのモデレーターに\
         お問い合わせください）。",
    )
}

/// Confirms the deletion.
pub fn forget_me(locale: Locale) -> &'static str {
    locale.pick("Delete everything", "すべて削除する")
}

/// Cancels the deletion.
pub fn keep_me(locale: Locale) -> &'static str {
    locale.pick("Keep it", "削除しない")
}

/// Everything about the member was deleted.
pub fn forgotten(locale: Locale) -> &'static str {
    locale.pick(
        "Deleted. I store nothing about you any more, except blocks set by moderators. Messages already on Discord stay there \
         until someone deletes them.",
        "削除しました。モデレーターによるブロックを除き、あなたについて保存している情報はもうありません。\
         Discordに投稿済みのメッセージは、誰かが削除するまで残ります。",
    )
}

/// Nothing was deleted.
pub fn not_forgotten(locale: Locale) -> &'static str {
    locale.pick("Nothing was deleted.", "何も削除しませんでした。")
}

/// The database failed.
pub fn not_now(locale: Locale) -> &'static str {
    locale.pick(
        "The database isn't available right now. Nothing changed; please try again later.",
        "現在データベースを利用できません。何も変更されていませんので、しばらくしてからもう一度お試しください。",
    )
}
