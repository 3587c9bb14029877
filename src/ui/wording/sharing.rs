//! Members' stories: what their authors and the reviewing moderators see.

use crate::text::Locale;

/// The form for a story: its title, the label and hint of the text, the label and hint of the name.
pub fn share_form(locale: Locale) -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
    locale.pick(
        (
            "Share your story",
            "Your story (up to 900 characters)",
            "One experience. Please leave out names of schools, students and colleagues.",
            "Name to show",
            "Ana Lima",
        ),
        (
            "体験談を共有する",
            "体験談（900字まで・ご自身の言葉で）",
            "体験を1つ書いてください。学校・生徒・同僚の名前は書かないでください",
            "表示する名前",
            "山田 花子",
        ),
    )
}

/// The member is blocked.
pub fn may_not_share(locale: Locale) -> &'static str {
    locale.pick(
        "You can't share stories in this server. Nothing was saved. For questions, contact its moderators directly.",
        "このサーバーでは体験談を共有できません。何も保存していません。ご不明な点は、モデレーターに直接お問い合わせください。",
    )
}

/// The member has too many unfinished stories.
pub fn too_many_shared(locale: Locale, most: usize) -> String {
    locale.pick(
        format!("You already have {most} stories in progress. Finish or withdraw one first (/share mine)."),
        format!("手続き中の体験談が{most}件あります。先に1件を完了するか取り下げてください（/体験談 自分の投稿）。"),
    )
}

/// The story no longer exists.
pub fn experience_gone(locale: Locale) -> &'static str {
    locale.pick("That story no longer exists.", "その体験談はもうありません。")
}

/// The story has changed since it was shown.
pub fn experience_changed(locale: Locale) -> &'static str {
    locale.pick(
        "This story changed in the meantime, so I did nothing. Please check it and try again.",
        "その間に体験談の内容や状態が変わったため、何もしませんでした。確認してから、もう一度お試しください。",
    )
}

/// The edited text is the same as before.
pub fn nothing_rewritten(locale: Locale) -> &'static str {
    locale.pick("Nothing changed.", "変更はありません。")
}

/// The story is empty.
pub fn nothing_told(locale: Locale) -> &'static str {
    locale.pick(
        "Your story is empty. Press Edit to write it.",
        "まだ何も書かれていません。「編集する」を押して書いてください。",
    )
}

/// The story is too long.
pub fn told_too_much(locale: Locale, characters: usize, most: usize) -> String {
    locale.pick(
        format!(
            "Your story has {characters} characters; the limit is {most}. Press Edit to shorten it (your text is kept), or \
             share it as several stories."
        ),
        format!(
            "{characters}字あります。上限は{most}字です。「編集する」を押して短くするか（書いた内容は残っています）、\
             いくつかの体験談に分けてください。"
        ),
    )
}

/// Above what the author should know before they agree.
pub fn before_you_agree(locale: Locale) -> &'static str {
    locale.pick("Before you agree", "同意する前に")
}

/// The story has several paragraphs.
pub fn has_several(locale: Locale) -> &'static str {
    locale.pick(
        "• It has several paragraphs, which are quoted together. If they are separate experiences, share them one by one.",
        "・いくつかの段落に分かれていますが、まとめて引用されます。別々の体験なら、1つずつ共有してください。",
    )
}

/// The story has a link.
pub fn has_link(locale: Locale) -> &'static str {
    locale.pick(
        "• It contains a link. Moderators may ask you to cut it.",
        "・リンクが含まれています。モデレーターが削除をお願いすることがあります。",
    )
}

/// The story mentions a member or a role.
pub fn has_mention(locale: Locale) -> &'static str {
    locale
        .pick("• It contains a mention, which won't ping anyone.", "・メンションが含まれていますが、通知はされません。")
}

/// The story may contain contact details.
pub fn has_contact(locale: Locale) -> &'static str {
    locale.pick(
        "• It seems to contain an address or a phone number, which everyone would see.",
        "・メールアドレスか電話番号のようなものが含まれています。全員に見えます。",
    )
}

/// The story is in another language.
pub fn is_foreign(locale: Locale) -> &'static str {
    locale.pick(
        "• This doesn't look like English. It will be quoted as written, but shown less often.",
        "・英語ではないようです。そのまま引用されますが、表示される機会は少なくなります。",
    )
}

/// What agreeing means: heading and text.
pub fn what_agreeing_means(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(
        (
            "When you agree",
            "• Once a moderator approves it, everyone in this server may see exactly this text and signature, in answers and \
             daily posts, and nothing else about you.\n\
             • Moderators can set its topic, but can't change your words; cuts need your OK.\n\
             • You can withdraw it at any time with /share mine (after you leave the server: /privacy show). It is then deleted, \
             and public posts quoting it are edited. Screenshots, copies and private replies can't be recalled.",
        ),
        (
            "同意すると",
            "・モデレーターが承認すると、この文章と署名がこのまま、回答や「今日の体験談」でこのサーバーの全員に表示されます。\
             ほかの情報は表示されません。\n\
             ・モデレーターはトピックを設定できますが、文章は変更できません。短縮にはあなたの承認が必要です。\n\
             ・/体験談 自分の投稿（サーバーを離れた後は /プライバシー 表示）でいつでも取り下げられます。取り下げると削除され、\
             引用した公開メッセージも編集されます。スクリーンショットやコピー、本人だけに表示された返信は取り消せません。",
        ),
    )
}

/// Heading of the moderators' note to an author.
pub fn moderators_say(locale: Locale) -> &'static str {
    locale.pick("Note from the moderators", "モデレーターから")
}

/// Buttons under an author's story: agree, edit, withdraw, discard, accept.
pub fn share_buttons(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["Agree & send", "Edit", "Withdraw", "Discard", "Accept shorter version"],
        ["同意して送る", "編集する", "取り下げる", "破棄する", "短縮版を承認する"],
    )
}

/// Buttons that confirm a withdrawal: yes, no.
pub fn withdraw_buttons(locale: Locale) -> [&'static str; 2] {
    locale.pick(["Yes, withdraw it", "No, keep it"], ["はい、取り下げる", "いいえ、残す"])
}

/// Asks for confirmation before a story is withdrawn.
pub fn really_withdraw(locale: Locale) -> &'static str {
    locale.pick(
        "Withdraw this story? It's deleted now, and public posts that quote it are edited. Screenshots, copies and private \
         replies can't be recalled.",
        "この体験談を取り下げますか？ すぐに削除され、引用した公開メッセージも編集されます。スクリーンショットやコピー、\
         本人だけに表示された返信は取り消せません。",
    )
}

/// A story was withdrawn.
pub fn withdrawn(locale: Locale) -> &'static str {
    locale.pick(
        "Withdrawn and deleted. I'm now editing the public posts that quote it.",
        "取り下げて削除しました。引用した公開メッセージは順に編集します。",
    )
}

/// A story could not be withdrawn yet.
pub fn not_withdrawn_yet(locale: Locale) -> &'static str {
    locale.pick(
        "Not withdrawn yet: the database isn't available right now. Please try again later, then check with /share mine that \
         the story is gone.",
        "まだ取り下げられていません。現在データベースを利用できません。しばらくしてからもう一度お試しになり、/体験談 自分の投稿 で\
         消えていることをご確認ください。",
    )
}

/// The earlier version was withdrawn because the author edited the story.
pub fn taken_back(locale: Locale) -> &'static str {
    locale.pick(
        "Your earlier version has been withdrawn. This one replaces it once you agree.",
        "以前の文章は取り下げました。同意すると、代わりにこの文章がモデレーターの確認に回ります。",
    )
}

/// Replaces the words of a story in public messages, after its author has withdrawn it or moderators have declined it;
/// readers need not know which.
pub fn no_longer_shared(locale: Locale) -> &'static str {
    locale.pick("This story is no longer shared.", "この体験談は、現在は共有されていません。")
}

/// The author agreed.
pub fn thanks_for_sharing(locale: Locale) -> &'static str {
    locale.pick(
        "Thank you! I'll let you know when the moderators have reviewed it.",
        "ありがとうございます！ モデレーターが確認したらお知らせします。",
    )
}

/// Above a moderator's decision.
pub fn reviewed(locale: Locale) -> &'static str {
    locale.pick("The moderators have reviewed your story.", "モデレーターがあなたの体験談を確認しました。")
}

/// Opens the author's story.
pub fn open_yours(locale: Locale) -> &'static str {
    locale.pick("Open my story", "体験談を開く")
}

/// Title of the author's story.
pub fn your_experience(locale: Locale) -> &'static str {
    locale.pick("Your story", "あなたの体験談")
}

/// Title of the author's stories.
pub fn your_experiences(locale: Locale, number: usize) -> String {
    locale.pick(
        if number == 1 { "Your story".to_owned() } else { format!("Your {number} stories") },
        format!("あなたの体験談：{number}件"),
    )
}

/// The member has shared no story.
pub fn nothing_shared(locale: Locale) -> &'static str {
    locale.pick(
        "You haven't shared anything here yet. Try /share experience.",
        "共有した体験談はまだありません。/体験談 書く で投稿できます。",
    )
}

/// Above stories to choose from.
pub fn open_an_experience(locale: Locale) -> &'static str {
    locale.pick("Choose a story", "体験談を選ぶ")
}

/// The state of a story, to its author.
pub fn stage(locale: Locale, code: &str) -> &'static str {
    match code {
        "written" => locale.pick(
            "Draft: only you can see it, and it isn't sent yet. Drafts are deleted after 24 hours.",
            "下書き：あなただけに表示され、まだ送信されていません。24時間後に削除されます。",
        ),
        "waiting" => locale.pick("Waiting for a moderator.", "モデレーターの確認待ちです。"),
        "changes" => locale.pick(
            "The moderators ask for changes. Press Edit, then send it again.",
            "モデレーターから修正の依頼があります。「編集する」で直して、もう一度送ってください。",
        ),
        "cut" => locale.pick(
            "The moderators suggest a shorter version. It needs your OK.",
            "モデレーターが短縮版を提案しています。あなたの承認が必要です。",
        ),
        "approved" => locale.pick("Approved: I can quote it.", "承認済み：引用されます。"),
        _ => locale.pick("Declined: I won't quote it.", "見送り：引用されません。"),
    }
}

/// Title of the members' stories.
pub fn testimonials(locale: Locale, waiting: u32) -> String {
    match waiting {
        0 => locale.pick("Members' stories", "メンバーの体験談").to_owned(),
        _ => locale.pick(format!("Members' stories: {waiting}"), format!("メンバーの体験談：{waiting}件")),
    }
}

/// No member has shared a story.
pub fn no_testimonials(locale: Locale) -> &'static str {
    locale.pick(
        "No stories yet. Members can share theirs with /share experience.",
        "まだ体験談はありません。メンバーは /体験談 書く で投稿できます。",
    )
}

/// The state of a story, to moderators.
pub fn stage_for_moderators(locale: Locale, code: &str, daily: bool) -> &'static str {
    match code {
        "waiting" => locale.pick("waiting for review", "確認待ち"),
        "changes" => locale.pick("changes requested", "修正を依頼済み"),
        "cut" => locale.pick("shorter version awaits the author's OK", "短縮版の承認待ち"),
        "approved" if daily => {
            locale.pick("approved for answers and daily highlights", "承認済み（「今日の体験談」にも使用）")
        }
        "approved" => locale.pick("approved for answers only", "承認済み（回答のみ）"),
        _ => locale.pick("declined", "見送り"),
    }
}

/// What a reviewer should check: heading and list.
pub fn checklist(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(
        (
            "Check for",
            "☐ names of schools, students, colleagues or landlords\n\
             ☐ contact details, links, other people's private matters\n\
             ☐ whether it makes sense on its own and is kind to every group (for daily highlights)\n\
             You can shorten it if the author agrees. You can't change the words.",
        ),
        (
            "確認すること",
            "☐ 学校・生徒・同僚・大家などの名前\n\
             ☐ 連絡先、リンク、ほかの人の私的なこと\n\
             ☐ 単独で読んで意味が通り、特定の集団を傷つけないか（「今日の体験談」の場合）\n\
             投稿者が承認すれば短縮できます。言葉の変更はできません。",
        ),
    )
}

/// Heading of what the bot found in a story.
pub fn found_in_it(locale: Locale) -> &'static str {
    locale.pick("Found in the text", "文章に含まれるもの")
}

/// What the bot found: several paragraphs, a link, a mention, contact details, another language.
pub fn noticed(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        [
            "• several paragraphs",
            "• a link",
            "• a mention",
            "• perhaps an address or a phone number",
            "• perhaps another language than English",
        ],
        ["・いくつかの段落", "・リンク", "・メンション", "・メールアドレスか電話番号の可能性", "・英語ではない可能性"],
    )
}

/// Heading of the author.
pub fn shared_by(locale: Locale) -> &'static str {
    locale.pick("Shared by", "投稿者")
}

/// An author who does not want to be named.
pub fn author_unknown(locale: Locale) -> &'static str {
    locale.pick("a member (name withheld)", "メンバー（名前は非公開）")
}

/// Heading of the topic.
pub fn its_topic(locale: Locale) -> &'static str {
    locale.pick("Topic", "トピック")
}

/// The story has no topic.
pub fn no_topic_yet(locale: Locale) -> &'static str {
    locale.pick("None. Choose one below so that members find the story.", "なし（下で選ぶと見つかりやすくなります）")
}

/// Above topics for a story.
pub fn set_topic(locale: Locale) -> &'static str {
    locale.pick("Set the topic", "トピックを設定する")
}

/// Buttons of a review: approve for both, approve for answers, request changes, shorten, decline, back.
pub fn review_buttons(locale: Locale) -> [&'static str; 6] {
    locale.pick(
        ["Approve (incl. daily)", "Approve (answers only)", "Request changes", "Shorten", "Decline", "All stories"],
        ["承認（今日の体験談も）", "承認（回答のみ）", "修正を依頼する", "短縮する", "見送る", "一覧"],
    )
}

/// The form for a note to an author: its title, and the label of its field.
pub fn note_form(locale: Locale, declines: bool) -> (&'static str, &'static str) {
    if declines {
        locale.pick(("Decline", "Reason (the author sees it)"), ("見送る", "理由（投稿者に表示されます）"))
    } else {
        locale.pick(
            ("Request changes", "What to change (the author sees it)"),
            ("修正を依頼する", "修正してほしい点（投稿者に表示されます）"),
        )
    }
}

/// The form for a shorter version: its title, the label and hint of the text, the label of the note.
pub fn cut_form(locale: Locale) -> (&'static str, &'static str, &'static str, &'static str) {
    locale.pick(
        ("Shorten", "Replace what you leave out with […]", "Change nothing else", "Reason (the author sees it)"),
        ("短縮する", "省く部分を […] に置き換える", "ほかは変更しないでください", "理由（投稿者に表示されます）"),
    )
}

/// The typed text is not a shorter version.
pub fn no_cut(locale: Locale) -> &'static str {
    locale.pick(
        "You can only shorten the text. Replace what you leave out with […] and change nothing else, or use “Request \
         changes”.",
        "ここでは短縮だけができます。省く部分を […] に置き換え、ほかは変更しないでください。ほかの変更は「修正を依頼する」でお願いします。",
    )
}

/// A review was saved.
pub fn review_done(locale: Locale, code: &str) -> &'static str {
    match code {
        "approved" => locale.pick("Approved. The author will be notified.", "承認しました。投稿者にお知らせします。"),
        "changes" => locale.pick("Changes requested. The author will be notified.", "投稿者に修正を依頼します。"),
        "cut" => locale.pick("The author will be asked for their OK.", "短縮版の承認を投稿者に依頼します。"),
        "declined" => {
            locale.pick("Declined. The author will be told the reason.", "見送りました。理由を投稿者にお知らせします。")
        }
        _ => locale.pick("Saved.", "保存しました。"),
    }
}

/// Notice to moderators, at most once an hour.
pub fn experiences_wait(locale: Locale, waiting: u32) -> String {
    let stories = if waiting == 1 { "1 story is" } else { &format!("{waiting} stories are") };
    locale.pick(
        format!("{stories} waiting for review (/manage testimonials)."),
        format!("{waiting}件の体験談が確認を待っています（/管理 体験談）。"),
    )
}

/// Opens the stories that wait for review.
pub fn open_testimonials(locale: Locale) -> &'static str {
    locale.pick("Review stories", "体験談を確認する")
}
