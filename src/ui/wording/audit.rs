//! The audit log, and the list of blocked members.

use crate::text::Locale;

/// Title of the audit log.
pub fn audit(locale: Locale) -> &'static str {
    locale.pick("Audit log", "操作履歴")
}

/// The audit log is empty.
pub fn no_audit(locale: Locale) -> &'static str {
    locale.pick("Moderators haven't changed anything yet.", "モデレーターによる変更はまだありません。")
}

/// A moderator whose name has been deleted.
pub fn a_former_moderator(locale: Locale) -> &'static str {
    locale.pick("a moderator", "モデレーター")
}

/// The author of a story: the audit log does not record who that is.
pub fn an_author(locale: Locale) -> &'static str {
    locale.pick("The author of a story", "体験談の投稿者")
}

/// What a moderator or an author did: the words before the object of the action, and those after it.
#[expect(clippy::too_many_lines, reason = "these are all the actions there are")]
pub fn did(locale: Locale, action: &str) -> (&'static str, &'static str) {
    let english = match action {
        "entry.add" => (" added “", "”."),
        "entry.edit" => (" edited “", "”."),
        "entry.retire" => (" archived “", "”."),
        "entry.restore" => (" restored “", "”."),
        "pin" => (" pinned “", "”."),
        "unpin" => (" unpinned “", "”."),
        "hide" => (" hid “", "” in this server."),
        "show" => (" made “", "” visible again."),
        "silence" => (" stopped quotes from ", "."),
        "unsilence" => (" allowed quotes from ", " again."),
        "phrase" => (" added the phrasing “", "”."),
        "unphrase" => (" removed the phrasing “", "”."),
        "inbox.answer" => (" answered the question “", "”."),
        "inbox.dismiss" => (" dismissed the question “", "”."),
        "proposal.take" => (" accepted the suggested phrasing “", "”."),
        "proposal.refuse" => (" rejected the suggested phrasing “", "”."),
        "block" => (" blocked ", "."),
        "unblock" => (" unblocked ", "."),
        "credit.ask" => (" asked the author of “", "” for permission to credit them."),
        "role.add" => (" made ", " a moderator role."),
        "role.remove" => (" removed ", " from the moderator roles."),
        "private.on" => (" made answers private in ", "."),
        "private.off" => (" made answers public in ", "."),
        "private.unset" => (" reset answer visibility in ", " to the default."),
        "set.moderators" => (" set the moderators' channel to ", "."),
        "set.moderators.unset" => (" removed the moderators' channel", "."),
        "set.audit" => (" set the audit log channel to ", "."),
        "set.audit.unset" => (" removed the audit log channel", "."),
        "set.language" => (" set the language to ", "."),
        "set.language.unset" => (" set the language to follow Discord", "."),
        "set.per_member" => (" limited members to ", " questions a minute."),
        "set.per_member.unset" => (" reset the question limit to the default", "."),
        "set.per_channel" => (" limited channels to ", " public replies a minute."),
        "set.per_channel.unset" => (" reset the public reply limit to the default", "."),
        "highlight.add" => (" scheduled daily highlights in ", "."),
        "highlight.change" => (" edited the daily highlight schedule in ", "."),
        "highlight.pause" => (" paused daily highlights in ", "."),
        "highlight.resume" => (" resumed daily highlights in ", "."),
        "highlight.remove" => (" deleted the daily highlight schedule in ", "."),
        "highlight.skip" => (" skipped the next daily highlight in ", "."),
        "highlight.now" => (" posted a daily highlight in ", "."),
        "highlight.settle" => (" confirmed whether a daily highlight was posted in ", "."),
        "review.approve" => (" approved a member's story", "."),
        "review.changes" => (" requested changes to a member's story", "."),
        "review.cut" => (" suggested a shorter version of a member's story", "."),
        "review.decline" => (" declined a member's story", "."),
        "review.topic" => (" set the topic of a member's story", "."),
        "share.write" => (" edited it", "."),
        "share.consent" => (" agreed to publish it", "."),
        "share.accept" => (" accepted the shorter version", "."),
        "share.withdraw" => (" withdrew it", "."),
        _ => (" changed ", "."),
    };
    let japanese = match action {
        "entry.add" => ("さんが「", "」を追加しました。"),
        "entry.edit" => ("さんが「", "」を編集しました。"),
        "entry.retire" => ("さんが「", "」をアーカイブしました。"),
        "entry.restore" => ("さんが「", "」を再公開しました。"),
        "pin" => ("さんが「", "」をピン留めしました。"),
        "unpin" => ("さんが「", "」のピン留めを外しました。"),
        "hide" => ("さんが「", "」をこのサーバーで非表示にしました。"),
        "show" => ("さんが「", "」を再び表示しました。"),
        "silence" => ("さんが", "さんの体験談の引用を停止しました。"),
        "unsilence" => ("さんが", "さんの体験談の引用を再開しました。"),
        "unphrase" => ("さんが言い換え「", "」を削除しました。"),
        "inbox.answer" => ("さんが質問「", "」に回答しました。"),
        "inbox.dismiss" => ("さんが質問「", "」に対応しないことにしました。"),
        "phrase" => ("さんが言い換え「", "」を追加しました。"),
        "proposal.take" => ("さんが提案された言い換え「", "」を採用しました。"),
        "proposal.refuse" => ("さんが提案された言い換え「", "」を見送りました。"),
        "block" => ("さんが", "さんをブロックしました。"),
        "unblock" => ("さんが", "さんのブロックを解除しました。"),
        "credit.ask" => ("さんが「", "」の元の投稿者に、名前の掲載の許可を求めました。"),
        "role.add" => ("さんが", "をモデレーターのロールに追加しました。"),
        "role.remove" => ("さんが", "をモデレーターのロールから外しました。"),
        "private.on" => ("さんが", "での回答を非公開にしました。"),
        "private.off" => ("さんが", "での回答を公開にしました。"),
        "private.unset" => ("さんが", "での回答の公開範囲を既定に戻しました。"),
        "set.moderators" => ("さんが", "をモデレーター用チャンネルにしました。"),
        "set.moderators.unset" => ("さんがモデレーター用チャンネルの設定を解除しました", "。"),
        "set.audit" => ("さんが", "を操作履歴チャンネルにしました。"),
        "set.audit.unset" => ("さんが操作履歴チャンネルの設定を解除しました", "。"),
        "set.language" => ("さんが言語を", "にしました。"),
        "set.language.unset" => ("さんが言語をDiscordの設定に合わせました", "。"),
        "set.per_member" => ("さんがメンバーの質問数の上限を1分間に", "件にしました。"),
        "set.per_member.unset" => ("さんがメンバーの質問数の上限を既定に戻しました", "。"),
        "set.per_channel" => ("さんがチャンネルの公開回答数の上限を1分間に", "件にしました。"),
        "set.per_channel.unset" => ("さんがチャンネルの公開回答数の上限を既定に戻しました", "。"),
        "highlight.add" => ("さんが", "に「今日の体験談」の予定を登録しました。"),
        "highlight.change" => ("さんが", "の「今日の体験談」の予定を変更しました。"),
        "highlight.pause" => ("さんが", "の「今日の体験談」を一時停止しました。"),
        "highlight.resume" => ("さんが", "の「今日の体験談」を再開しました。"),
        "highlight.remove" => ("さんが", "の「今日の体験談」の予定を削除しました。"),
        "highlight.skip" => ("さんが", "の次の「今日の体験談」をスキップしました。"),
        "highlight.now" => ("さんが", "に「今日の体験談」を投稿しました。"),
        "highlight.settle" => ("さんが", "に「今日の体験談」が投稿されたかどうかを確認しました。"),
        "review.approve" => ("さんがメンバーの体験談を承認しました", "。"),
        "review.changes" => ("さんがメンバーの体験談の修正を依頼しました", "。"),
        "review.cut" => ("さんがメンバーの体験談の短縮版を提案しました", "。"),
        "review.decline" => ("さんがメンバーの体験談を見送りました", "。"),
        "review.topic" => ("さんがメンバーの体験談のトピックを設定しました", "。"),
        "share.write" => ("が編集しました", "。"),
        "share.consent" => ("が公開に同意しました", "。"),
        "share.accept" => ("が短縮版を承認しました", "。"),
        "share.withdraw" => ("が取り下げました", "。"),
        _ => ("さんが", "を変更しました。"),
    };
    locale.pick(english, japanese)
}

/// After the name of a blocked or unblocked member; `already`: the member was so before.
pub fn blocked(locale: Locale, on: bool, already: bool) -> &'static str {
    match (on, already) {
        (true, false) => locale.pick(
            " is blocked: they can't send questions or stories to the moderators. They can still ask me.",
            "さんをブロックしました。モデレーターに質問や体験談を送れなくなりますが、ボットへの質問は引き続きできます。",
        ),
        (true, true) => locale.pick(" is already blocked.", "さんは、すでにブロックされています。"),
        (false, false) => locale.pick(
            " is unblocked: they can send questions and stories to the moderators again.",
            "さんのブロックを解除しました。再びモデレーターに質問や体験談を送れます。",
        ),
        (false, true) => locale.pick(" is not blocked.", "さんは、ブロックされていません。"),
    }
}

/// The list of blocked members is empty.
pub fn nobody_blocked(locale: Locale) -> &'static str {
    locale.pick(
        "No members are blocked. To block one, use /manage block and choose a member.",
        "ブロックされているメンバーはいません。ブロックするには、/管理 ブロック でメンバーを指定してください。",
    )
}

/// Title of the list of blocked members.
pub fn who_is_blocked(locale: Locale) -> &'static str {
    locale.pick("Blocked members", "ブロックされているメンバー")
}

/// How to unblock a member.
pub fn how_to_unblock(locale: Locale) -> &'static str {
    locale.pick(
        "To unblock a member, use /manage block with that member and blocked:False.",
        "解除するには、/管理 ブロック でメンバーを指定し、「ブロックする」をFalseにしてください。",
    )
}
