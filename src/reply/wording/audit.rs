//! What the bot says of what moderators have done, and of members that they have blocked.

use crate::reply::Locale;

/// Above the audit.
pub fn audit(locale: Locale) -> &'static str {
    locale.pick("What moderators have done", "モデレーターの操作記録")
}

/// Where nothing has been done.
pub fn no_audit(locale: Locale) -> &'static str {
    locale.pick("No moderator has changed anything yet.", "モデレーターによる変更はまだありません。")
}

/// Whoever did something and has had their name removed.
pub fn a_former_moderator(locale: Locale) -> &'static str {
    locale.pick("a moderator", "モデレーター")
}

/// Whoever shares an experience: the audit does not know who.
pub fn an_author(locale: Locale) -> &'static str {
    locale.pick("The author of an experience", "体験談の投稿者")
}

/// What somebody did: the words between them and what they did it with, and those after it.
#[expect(clippy::too_many_lines, reason = "these are all the actions there are")]
pub fn did(locale: Locale, action: &str) -> (&'static str, &'static str) {
    let english = match action {
        "entry.add" => (" added “", "”."),
        "entry.edit" => (" changed “", "”."),
        "entry.retire" => (" retired “", "”."),
        "entry.restore" => (" brought back “", "”."),
        "pin" => (" pinned “", "”."),
        "unpin" => (" unpinned “", "”."),
        "hide" => (" hid “", "”."),
        "show" => (" showed “", "” again."),
        "silence" => (" stopped quoting ", "."),
        "unsilence" => (" has ", " quoted again."),
        "phrase" => (" added “", "” as another phrasing."),
        "unphrase" => (" took back “", "” as another phrasing."),
        "inbox.answer" => (" answered “", "”."),
        "inbox.dismiss" => (" dismissed “", "”."),
        "proposal.take" => (" took “", "” as another phrasing."),
        "proposal.refuse" => (" refused “", "” as another phrasing."),
        "block" => (" blocked ", "."),
        "unblock" => (" unblocked ", "."),
        "credit.ask" => (" had the author of “", "” asked whether to be named."),
        "role.add" => (" lets ", " moderate."),
        "role.remove" => (" no longer lets ", " moderate."),
        "private.on" => (" made answers private in ", "."),
        "private.off" => (" made answers public in ", "."),
        "private.unset" => (" left it to whoever runs me how answers are shown in ", "."),
        "set.moderators" => (" made ", " the moderators' channel."),
        "set.moderators.unset" => (" set no moderators' channel any more", "."),
        "set.audit" => (" made ", " the audit channel."),
        "set.audit.unset" => (" set no audit channel any more", "."),
        "set.language" => (" set the language to ", "."),
        "set.language.unset" => (" left the language to Discord's setting", "."),
        "set.per_member" => (" allows members ", " questions a minute."),
        "set.per_member.unset" => (" left the questions a minute as they are by default", "."),
        "set.per_channel" => (" allows channels ", " public replies a minute."),
        "set.per_channel.unset" => (" left the public replies a minute as they are by default", "."),
        "highlight.add" => (" scheduled highlights in ", "."),
        "highlight.change" => (" changed the schedule of highlights in ", "."),
        "highlight.pause" => (" paused the highlights in ", "."),
        "highlight.resume" => (" resumed the highlights in ", "."),
        "highlight.remove" => (" removed the schedule of highlights in ", "."),
        "highlight.skip" => (" skipped the next highlight in ", "."),
        "highlight.now" => (" had a highlight posted in ", "."),
        "highlight.settle" => (" said whether a highlight is in ", "."),
        "review.approve" => (" approved a member's experience", "."),
        "review.changes" => (" asked for changes of a member's experience", "."),
        "review.cut" => (" proposed to leave out passages of a member's experience", "."),
        "review.decline" => (" declined a member's experience", "."),
        "review.topic" => (" set the topic of a member's experience", "."),
        "share.write" => (" rewrote it", "."),
        "share.consent" => (" agreed to its being published", "."),
        "share.accept" => (" accepted that passages are left out", "."),
        "share.withdraw" => (" withdrew it", "."),
        _ => (" changed ", "."),
    };
    let japanese = match action {
        "entry.add" => ("さんが「", "」を追加しました。"),
        "entry.edit" => ("さんが「", "」を変更しました。"),
        "entry.retire" => ("さんが「", "」を引退させました。"),
        "entry.restore" => ("さんが「", "」を元に戻しました。"),
        "pin" => ("さんが「", "」をピン留めしました。"),
        "unpin" => ("さんが「", "」のピン留めを外しました。"),
        "hide" => ("さんが「", "」を非表示にしました。"),
        "show" => ("さんが「", "」を再び表示しました。"),
        "silence" => ("さんが", "さんの言葉の引用をやめました。"),
        "unsilence" => ("さんが", "さんの言葉の引用を再開しました。"),
        "unphrase" => ("さんが「", "」をほかの言い方から外しました。"),
        "inbox.answer" => ("さんが「", "」に回答しました。"),
        "inbox.dismiss" => ("さんが「", "」を却下しました。"),
        "phrase" | "proposal.take" => ("さんが「", "」をほかの言い方として追加しました。"),
        "proposal.refuse" => ("さんが「", "」をほかの言い方として追加しないことにしました。"),
        "block" => ("さんが", "さんをブロックしました。"),
        "unblock" => ("さんが", "さんのブロックを解除しました。"),
        "credit.ask" => ("さんが「", "」の元の投稿者に、名前を載せてよいかを尋ねました。"),
        "role.add" => ("さんが", "をモデレーターのロールに追加しました。"),
        "role.remove" => ("さんが", "をモデレーターのロールから外しました。"),
        "private.on" => ("さんが", "での回答を非公開にしました。"),
        "private.off" => ("さんが", "での回答を公開にしました。"),
        "private.unset" => ("さんが", "での回答の公開範囲を既定に戻しました。"),
        "set.moderators" => ("さんが", "をモデレーター用チャンネルにしました。"),
        "set.moderators.unset" => ("さんがモデレーター用チャンネルの設定を解除しました", "。"),
        "set.audit" => ("さんが", "を記録用チャンネルにしました。"),
        "set.audit.unset" => ("さんが記録用チャンネルの設定を解除しました", "。"),
        "set.language" => ("さんが言語を", "にしました。"),
        "set.language.unset" => ("さんが言語をDiscordの設定に合わせました", "。"),
        "set.per_member" => ("さんがメンバーの質問数の上限を1分間に", "件にしました。"),
        "set.per_member.unset" => ("さんがメンバーの質問数の上限を既定に戻しました", "。"),
        "set.per_channel" => ("さんがチャンネルの公開回答数の上限を1分間に", "件にしました。"),
        "set.per_channel.unset" => ("さんがチャンネルの公開回答数の上限を既定に戻しました", "。"),
        "highlight.add" => ("さんが", "の体験談投稿の予定を登録しました。"),
        "highlight.change" => ("さんが", "の体験談投稿の予定を変更しました。"),
        "highlight.pause" => ("さんが", "の体験談投稿を停止しました。"),
        "highlight.resume" => ("さんが", "の体験談投稿を再開しました。"),
        "highlight.remove" => ("さんが", "の体験談投稿の予定を削除しました。"),
        "highlight.skip" => ("さんが", "の次の体験談を飛ばしました。"),
        "highlight.now" => ("さんが", "に体験談を投稿しました。"),
        "highlight.settle" => ("さんが", "に体験談が投稿されたかどうかを確認しました。"),
        "review.approve" => ("さんがメンバーの体験談を承認しました", "。"),
        "review.changes" => ("さんがメンバーの体験談の修正を依頼しました", "。"),
        "review.cut" => ("さんがメンバーの体験談の一部を省くことを提案しました", "。"),
        "review.decline" => ("さんがメンバーの体験談を見送りました", "。"),
        "review.topic" => ("さんがメンバーの体験談のトピックを設定しました", "。"),
        "share.write" => ("が書き直しました", "。"),
        "share.consent" => ("が公開に同意しました", "。"),
        "share.accept" => ("が一部を省くことを了承しました", "。"),
        "share.withdraw" => ("が取り下げました", "。"),
        _ => ("さんが", "を変更しました。"),
    };
    locale.pick(english, japanese)
}

/// After a member who is blocked, or not any more; `already`: nothing had to be changed for that.
pub fn blocked(locale: Locale, on: bool, already: bool) -> &'static str {
    match (on, already) {
        (true, false) => locale.pick(
            " can no longer ask the moderators. They can still ask me.",
            "さんは、モデレーターに質問できなくなりました。ボットへの質問は引き続きできます。",
        ),
        (true, true) => locale.pick(" was blocked already.", "さんは、すでにブロックされています。"),
        (false, false) => {
            locale.pick(" can ask the moderators again.", "さんは、再びモデレーターに質問できるようになりました。")
        }
        (false, true) => locale.pick(" is not blocked.", "さんは、ブロックされていません。"),
    }
}

/// Where nobody is blocked.
pub fn nobody_blocked(locale: Locale) -> &'static str {
    locale.pick(
        "Nobody is blocked. /manage block with a member keeps them from asking the moderators.",
        "ブロックされているメンバーはいません。/管理 ブロック でメンバーを指定すると、モデレーターへの質問を止められます。",
    )
}

/// Above members who are blocked.
pub fn who_is_blocked(locale: Locale) -> &'static str {
    locale.pick("Blocked from asking the moderators", "モデレーターへの質問をブロックされているメンバー")
}

/// How a member is unblocked.
pub fn how_to_unblock(locale: Locale) -> &'static str {
    locale.pick(
        "/manage block with a member and blocked:False lets them ask again.",
        "/管理 ブロック で「ブロックする」をFalseにすると、解除できます。",
    )
}
