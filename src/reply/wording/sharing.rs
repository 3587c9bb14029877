//! What the bot says of members' own experiences: to their authors, and to those who review them.

use crate::reply::Locale;

/// A form for an experience: what stands above it, its text and a hint, the name and a hint.
pub fn share_form(locale: Locale) -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
    locale.pick(
        (
            "Share an experience",
            "In your own words, up to 900 characters",
            "One thing you lived through, without names of schools, pupils or colleagues",
            "Your name, as it shall be shown",
            "Ana Lima",
        ),
        (
            "体験を共有する",
            "あなたの言葉で（900字まで）",
            "体験したことを1つ。学校・生徒・同僚の名前は書かないでください",
            "表示する名前",
            "山田アナ",
        ),
    )
}

/// To a member who is blocked.
pub fn may_not_share(locale: Locale) -> &'static str {
    locale.pick(
        "The moderators of this server don't take anything from you through me. I have kept nothing.",
        "このサーバーのモデレーターは、ボットを通したあなたからの投稿を受け付けていません。何も保存していません。",
    )
}

/// Too much waits already.
pub fn too_many_shared(locale: Locale, most: usize) -> String {
    locale.pick(
        format!("{most} of your experiences wait already. See them with /share mine; finish or withdraw one first."),
        format!("未決定の体験談がすでに{most}件あります。/体験を共有 自分の体験 で確認し、先に1件を完了するか取り下げてください。"),
    )
}

/// Somebody's experience is no longer there.
pub fn experience_gone(locale: Locale) -> &'static str {
    locale.pick("That experience is not there any more.", "その体験談はもうありません。")
}

/// It is not as it was seen any more.
pub fn experience_changed(locale: Locale) -> &'static str {
    locale.pick(
        "It has changed meanwhile, so I did nothing. Please look at it again.",
        "その間に内容が変わったため、何もしませんでした。もう一度ご確認ください。",
    )
}

/// What was written is what was there.
pub fn nothing_rewritten(locale: Locale) -> &'static str {
    locale.pick("You changed nothing.", "変更はありません。")
}

/// There is nothing in it.
pub fn nothing_told(locale: Locale) -> &'static str {
    locale.pick(
        "There is nothing in it yet. Press Edit and write.",
        "まだ何も書かれていません。「編集する」を押して書いてください。",
    )
}

/// It is too long.
pub fn told_too_much(locale: Locale, characters: usize, most: usize) -> String {
    locale.pick(
        format!(
            "It has {characters} characters; at most {most} can be quoted. Press Edit to shorten it: nothing is lost. Or \
             share it as several experiences."
        ),
        format!(
            "{characters}字あります。引用できるのは{most}字までです。「編集する」を押して短くしてください（書いた内容は残っています）。\
             いくつかの体験談に分けることもできます。"
        ),
    )
}

/// Above what somebody should know before they agree.
pub fn before_you_agree(locale: Locale) -> &'static str {
    locale.pick("Before you agree", "同意する前に")
}

/// It has several paragraphs.
pub fn has_several(locale: Locale) -> &'static str {
    locale.pick(
        "• It has several parts, which are quoted together. If they are several experiences, share each by itself.",
        "・いくつかの部分に分かれていますが、まとめて引用されます。別々の体験なら、1つずつ共有してください。",
    )
}

/// It has a link.
pub fn has_link(locale: Locale) -> &'static str {
    locale.pick(
        "• It has a link. Moderators often leave links out.",
        "・リンクが含まれています。モデレーターが省くことがあります。",
    )
}

/// It mentions somebody.
pub fn has_mention(locale: Locale) -> &'static str {
    locale.pick("• It mentions somebody. Nobody is pinged by it.", "・メンションが含まれていますが、通知はされません。")
}

/// It may have contact data.
pub fn has_contact(locale: Locale) -> &'static str {
    locale.pick(
        "• It seems to have an address or a telephone number. Everybody would see it.",
        "・メールアドレスか電話番号のようなものが含まれています。全員に見えます。",
    )
}

/// It is in another language.
pub fn is_foreign(locale: Locale) -> &'static str {
    locale.pick(
        "• It does not seem to be in English. It is quoted as it is; I find it for fewer questions.",
        "・英語ではないようです。そのまま引用しますが、質問への回答で引用される機会は少なくなります。",
    )
}

/// What agreeing means: what stands above, and what it says.
pub fn what_agreeing_means(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(
        (
            "If you agree",
            "Exactly this is shown, with this signature and nothing else about you, once a moderator has approved it: to \
             everybody in this server, in answers and daily highlights. Moderators can set its topic, and leave passages out only if \
             you accept that; they change nothing else. You can withdraw it at any time with /share mine, or, if you have left \
             the server, with /privacy show: it is gone at once from everything I show, and I edit the public messages that \
             quote it. What can't be called back: screenshots, copies, \
             and replies that only one person saw.",
        ),
        (
            "同意すると",
            "モデレーターの承認後、上の文章がこのまま、この署名だけを付けて、このサーバーの全員に回答や日替わりの投稿で表示されます。\
             モデレーターはトピックを設定でき、一部を省けるのはあなたが了承した場合だけで、ほかの変更はできません。\
             /体験を共有 自分の体験（サーバーを離れた後は /プライバシー 表示）でいつでも取り下げられます。\
             取り下げるとすぐに表示されなくなり、引用した公開メッセージも編集します。スクリーンショットやコピー、1人だけに見えた返信は取り戻せません。",
        ),
    )
}

/// Above what moderators have said to an author.
pub fn moderators_say(locale: Locale) -> &'static str {
    locale.pick("The moderators say", "モデレーターから")
}

/// Buttons under one's own experience: agree, edit, withdraw, discard, accept.
pub fn share_buttons(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["I agree: send it for review", "Edit", "Withdraw", "Discard", "Accept the shortened text"],
        ["同意して送る", "編集する", "取り下げる", "破棄する", "短くした文章を了承する"],
    )
}

/// Buttons of the question whether somebody is sure: yes, no.
pub fn withdraw_buttons(locale: Locale) -> [&'static str; 2] {
    locale.pick(["Yes, withdraw it", "No, keep it"], ["はい、取り下げる", "いいえ、残す"])
}

/// Whether somebody is sure.
pub fn really_withdraw(locale: Locale) -> &'static str {
    locale.pick(
        "Withdraw it? I delete it at once and quote it no more, and I edit the public messages that quote it. I can't call \
         back screenshots, copies, and replies that only one person saw.",
        "取り下げますか？ すぐに削除して今後は引用せず、引用した公開メッセージも編集します。スクリーンショットやコピー、1人だけに見えた返信は\
         取り戻せません。",
    )
}

/// It is withdrawn.
pub fn withdrawn(locale: Locale) -> &'static str {
    locale.pick(
        "Withdrawn. It is deleted and not quoted any more; I am editing the public messages that quote it.",
        "取り下げました。削除済みで、今後は引用しません。引用した公開メッセージは順に編集します。",
    )
}

/// It could not be withdrawn at once.
pub fn not_withdrawn_yet(locale: Locale) -> &'static str {
    locale.pick(
        "I could not delete it at once: my database can't be written at the moment. Please try again in a while, and check \
         with /share mine that it is gone.",
        "すぐには削除できませんでした。現在データベースに書き込めません。しばらくしてからもう一度お試しになり、/体験を共有 自分の体験 で\
         消えていることをご確認ください。",
    )
}

/// What was agreed to before is withdrawn, because it was rewritten.
pub fn taken_back(locale: Locale) -> &'static str {
    locale.pick(
        "What you had agreed to is taken back and not quoted any more. This takes its place once you agree to it.",
        "以前同意した文章は取り下げられ、今後は引用されません。こちらに同意すると、代わりに確認に回ります。",
    )
}

/// In the place of words that are not quoted any more: their author has withdrawn them, or moderators have declined them,
/// and whoever reads it need not know which.
pub fn no_longer_shared(locale: Locale) -> &'static str {
    locale
        .pick("The experience that stood here is no longer shared.", "ここにあった体験談は、現在は共有されていません。")
}

/// Somebody agreed.
pub fn thanks_for_sharing(locale: Locale) -> &'static str {
    locale.pick(
        "Thank you! The moderators will look at it, and I'll tell you.",
        "ありがとうございます！ モデレーターが確認したらお知らせします。",
    )
}

/// Above what a moderator has decided.
pub fn reviewed(locale: Locale) -> &'static str {
    locale.pick(
        "The moderators have looked at the experience you shared.",
        "共有した体験談をモデレーターが確認しました。",
    )
}

/// Opens one's own experience.
pub fn open_yours(locale: Locale) -> &'static str {
    locale.pick("Open it", "開く")
}

/// Above one's own experience.
pub fn your_experience(locale: Locale) -> &'static str {
    locale.pick("Your experience", "あなたの体験談")
}

/// Above one's own experiences.
pub fn your_experiences(locale: Locale, number: usize) -> String {
    locale.pick(
        if number == 1 { "Your experience".to_owned() } else { format!("Your {number} experiences") },
        format!("あなたの体験談：{number}件"),
    )
}

/// Nothing is shared.
pub fn nothing_shared(locale: Locale) -> &'static str {
    locale.pick(
        "You have shared nothing here. /share experience lets others learn from what you lived through.",
        "共有した体験談はありません。/体験を共有 新規 で、あなたの体験を後輩に伝えられます。",
    )
}

/// Above experiences to choose from.
pub fn open_an_experience(locale: Locale) -> &'static str {
    locale.pick("Open an experience", "体験談を選ぶ")
}

/// Where an experience stands, to its author.
pub fn stage(locale: Locale, code: &str) -> &'static str {
    match code {
        "written" => locale.pick(
            "Only you see this, for 24 hours. Nothing is sent yet.",
            "あなただけに見えています（24時間保存）。まだ送っていません。",
        ),
        "waiting" => locale.pick("It waits for a moderator.", "モデレーターの確認待ちです。"),
        "changes" => locale.pick("The moderators ask you to change it.", "モデレーターが修正をお願いしています。"),
        "cut" => locale.pick(
            "The moderators would show it with passages left out, as it stands here. That needs your consent.",
            "モデレーターが一部を省いて（ここに示すとおり）表示したいと考えています。あなたの了承が必要です。",
        ),
        "approved" => locale.pick("Approved: it is quoted.", "承認済み：引用されます。"),
        _ => locale.pick("Declined: it is not quoted.", "見送り：引用されません。"),
    }
}

/// Above members' own experiences.
pub fn testimonials(locale: Locale, waiting: u32) -> String {
    match waiting {
        0 => locale.pick("Members' experiences", "メンバーの体験談").to_owned(),
        _ => locale.pick(format!("Members' experiences: {waiting}"), format!("メンバーの体験談：{waiting}件")),
    }
}

/// There are none.
pub fn no_testimonials(locale: Locale) -> &'static str {
    locale.pick(
        "Nobody has shared an experience yet. Members do with /share experience.",
        "まだ体験談はありません。メンバーは /体験を共有 新規 で投稿できます。",
    )
}

/// Where an experience stands, to moderators.
pub fn stage_for_moderators(locale: Locale, code: &str, daily: bool) -> &'static str {
    match code {
        "waiting" => locale.pick("waits for you", "確認待ち"),
        "changes" => locale.pick("its author was asked for changes", "修正を依頼済み"),
        "cut" => locale.pick("its author was asked whether passages may be left out", "省略の了承待ち"),
        "approved" if daily => locale.pick("approved, also for daily highlights", "承認済み（日替わり投稿も可）"),
        "approved" => locale.pick("approved for answers", "承認済み（回答のみ）"),
        _ => locale.pick("declined", "見送り"),
    }
}

/// Above what a reviewer looks for, and what that is.
pub fn checklist(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(
        (
            "Look for",
            "☐ names of schools, pupils, colleagues or landlords\n\
             ☐ contact data, links, other people's private matters\n\
             ☐ whether it can be understood alone, and is kind to any group (for daily highlights)\n\
             You can leave passages out, if its author accepts that; you can't change a word.",
        ),
        (
            "確認すること",
            "☐ 学校・生徒・同僚・大家などの名前\n\
             ☐ 連絡先、リンク、ほかの人の私的なこと\n\
             ☐ 単独で読んで意味が通り、特定の集団を傷つけないか（日替わり投稿の場合）\n\
             投稿者が了承すれば一部を省けます。言葉の変更はできません。",
        ),
    )
}

/// Above what was found in a text.
pub fn found_in_it(locale: Locale) -> &'static str {
    locale.pick("I noticed", "気づいたこと")
}

/// What was found: several parts, a link, a mention, contact data, another language.
pub fn noticed(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        [
            "• several parts",
            "• a link",
            "• a mention",
            "• perhaps an address or a telephone number",
            "• it does not seem to be in English",
        ],
        ["・いくつかの部分", "・リンク", "・メンション", "・メールアドレスか電話番号の可能性", "・英語ではない可能性"],
    )
}

/// Who shares it, where they want to be named.
pub fn shared_by(locale: Locale) -> &'static str {
    locale.pick("Shared by", "投稿者")
}

/// Whoever shares it does not want to be named.
pub fn author_unknown(locale: Locale) -> &'static str {
    locale.pick("a member who does not want to be named", "名前を出さないメンバー")
}

/// Above its topic.
pub fn its_topic(locale: Locale) -> &'static str {
    locale.pick("Topic", "トピック")
}

/// It has none.
pub fn no_topic_yet(locale: Locale) -> &'static str {
    locale.pick("none: choose one, so that it is found", "なし：選ぶと見つかりやすくなります")
}

/// Above topics for an experience.
pub fn set_topic(locale: Locale) -> &'static str {
    locale.pick("Set its topic", "トピックを設定する")
}

/// Buttons of a review: approve for both, for answers, changes, cut, decline, back.
pub fn review_buttons(locale: Locale) -> [&'static str; 6] {
    locale.pick(
        ["Approve, also daily", "Approve for answers", "Ask for changes", "Leave passages out", "Decline", "All"],
        ["承認（日替わりも）", "承認（回答のみ）", "修正を頼む", "一部を省く", "見送る", "一覧"],
    )
}

/// Above a form for a note to an author, and above its field.
pub fn note_form(locale: Locale, declines: bool) -> (&'static str, &'static str) {
    if declines {
        locale.pick(("Decline", "Why? Its author reads it."), ("見送る", "理由（投稿者に伝わります）"))
    } else {
        locale.pick(("Ask for changes", "What? Its author reads it."), ("修正を頼む", "内容（投稿者に伝わります）"))
    }
}

/// Above a form for leaving passages out: its title, its text, a hint, a note.
pub fn cut_form(locale: Locale) -> (&'static str, &'static str, &'static str, &'static str) {
    locale.pick(
        ("Leave passages out", "Put […] for what is left out", "Change nothing else", "Why? Its author reads it."),
        ("一部を省く", "省く部分を […] に置き換える", "ほかは変更しないでください", "理由（投稿者に伝わります）"),
    )
}

/// What was typed is no cut.
pub fn no_cut(locale: Locale) -> &'static str {
    locale.pick(
        "That does more than leave passages out. Put […] where something is left out, and change nothing else; or ask the \
         author for changes.",
        "省略以外の変更が含まれています。省く部分だけを […] に置き換えてください。ほかの変更は投稿者に修正を依頼してください。",
    )
}

/// A review is stored.
pub fn review_done(locale: Locale, code: &str) -> &'static str {
    match code {
        "approved" => locale.pick(
            "Approved. From now on it can be quoted, and its author hears of it.",
            "承認しました。今後引用でき、投稿者に知らせます。",
        ),
        "changes" => locale.pick("Its author is asked for changes.", "投稿者に修正を依頼します。"),
        "cut" => {
            locale.pick("Its author is asked whether that may be left out.", "省略してよいか、投稿者に確認します。")
        }
        "declined" => locale.pick("Declined. Its author hears why.", "見送りました。理由を投稿者に知らせます。"),
        _ => locale.pick("Saved.", "保存しました。"),
    }
}

/// To moderators, at most once an hour.
pub fn experiences_wait(locale: Locale, waiting: u32) -> String {
    let experiences = if waiting == 1 { "1 experience waits" } else { &format!("{waiting} experiences wait") };
    locale.pick(
        format!("{experiences} for review in /manage testimonials."),
        format!("{waiting}件の体験談が確認を待っています（/管理 体験談）。"),
    )
}

/// Opens the experiences that wait.
pub fn open_testimonials(locale: Locale) -> &'static str {
    locale.pick("Review experiences", "体験談を確認する")
}
