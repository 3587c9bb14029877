//! The inbox: the sentences for members who ask, for moderators, and for authors of messages.

use crate::text::Locale;

/// A question is in the inbox.
///
/// - `publicly`: it was asked in a channel, where the answer will be posted.
/// - `others`: other members who wait for the same answer.
/// - `days`: how long the member's id is kept at most.
pub fn question_taken(locale: Locale, publicly: bool, others: u32, days: u32) -> String {
    let (reply, reply_ja) = if publicly {
        ("I'll reply here and mention you", "回答があれば、このメッセージへの返信（メンション）でお知らせします")
    } else {
        ("I'll send you their answer in a direct message", "回答があれば、DMでお知らせします")
    };
    let (company, company_ja) = match others {
        0 => (String::new(), String::new()),
        1 => (
            " One other member is waiting for the same answer.".to_owned(),
            "ほかに1人が同じ回答を待っています。".to_owned(),
        ),
        _ => (
            format!(" {others} other members are waiting for the same answer."),
            format!("ほかに{others}人が同じ回答を待っています。"),
        ),
    };
    locale.pick(
        format!(
            "Sent to the moderators. {reply}.{company}\n\
             They see the question, not your name. (I keep your ID until it's answered, {days} days at most.)"
        ),
        format!(
            "質問をモデレーターに送りました。{reply_ja}。{company_ja}\n\
             モデレーターに表示されるのは質問だけで、あなたの名前は表示されません（IDは回答があるまで、最長{days}日間保存します）。"
        ),
    )
}

/// The same member has already sent this question.
pub fn question_known(locale: Locale) -> &'static str {
    locale.pick(
        "You have already sent this question. I'll let you know when the moderators answer it.",
        "この質問はすでに送信済みです。モデレーターの回答があればお知らせします。",
    )
}

/// The member is blocked.
pub fn may_not_ask(locale: Locale) -> &'static str {
    locale.pick(
        "You can't send questions to this server's moderators through me. This one wasn't saved. You can still ask me.",
        "このサーバーでは、ボットを通してモデレーターに質問を送ることができません。この質問は保存していません。\
         ボットへの質問は引き続きできます。",
    )
}

/// The question behind a button is no longer known.
pub fn which_question(locale: Locale) -> &'static str {
    locale.pick(
        "I no longer have that question. Please ask it again with /ask, then press the button.",
        "どの質問かがわからなくなりました。お手数ですが、/質問 でもう一度質問してから、ボタンを押してください。",
    )
}

/// The database failed.
pub fn question_not_taken(locale: Locale) -> &'static str {
    locale.pick(
        "Couldn't send your question: the database isn't available right now. Please try again later.",
        "質問を送れませんでした。現在データベースを利用できません。しばらくしてからもう一度お試しください。",
    )
}

/// Above an answer in the channel of its question; mentions stand before it.
pub fn answered_here(locale: Locale) -> &'static str {
    locale.pick("The moderators have answered this question.", "モデレーターがこの質問に回答しました。")
}

/// Above an answer in a direct message.
pub fn answered_alone(locale: Locale) -> &'static str {
    locale.pick("The moderators have answered your question.", "あなたの質問に、モデレーターが回答しました。")
}

/// Notice to moderators, at most once an hour.
pub fn questions_wait(locale: Locale, waiting: u32) -> String {
    let questions = if waiting == 1 { "1 unanswered question" } else { &format!("{waiting} unanswered questions") };
    locale.pick(format!("{questions} in the inbox."), format!("質問箱に未回答の質問が{waiting}件あります。"))
}

/// Opens the inbox.
pub fn open_the_inbox(locale: Locale) -> &'static str {
    locale.pick("Open the inbox", "質問箱を開く")
}

/// Title of the inbox.
pub fn inbox(locale: Locale, waiting: u32) -> String {
    match waiting {
        0 => locale.pick("Inbox", "質問箱").to_owned(),
        1 => locale.pick("Inbox: 1 question", "質問箱：1件").to_owned(),
        _ => locale.pick(format!("Inbox: {waiting} questions"), format!("質問箱：{waiting}件")),
    }
}

/// The inbox is empty.
pub fn inbox_empty(locale: Locale) -> &'static str {
    locale.pick(
        "All caught up. Questions I couldn't answer will appear here.",
        "未回答の質問はありません。ボットが回答できなかった質問は、ここに表示されます。",
    )
}

/// How often a question was asked and how many members wait for its answer; the time it was last asked follows.
pub fn asked_and_awaited(locale: Locale, asked: u32, askers: u32) -> String {
    let times = match asked {
        0 | 1 => "asked once".to_owned(),
        2 => "asked twice".to_owned(),
        _ => format!("asked {asked} times"),
    };
    let wait = match askers {
        0 => String::new(),
        1 => "1 member waiting · ".to_owned(),
        _ => format!("{askers} members waiting · "),
    };
    let wait_ja = if askers == 0 { String::new() } else { format!("{askers}人が回答待ち・") };
    locale.pick(format!("{wait}{times}, last "), format!("{wait_ja}質問{}回・最新 ", asked.max(1)))
}

/// Above the questions to choose from.
pub fn open_a_question(locale: Locale) -> &'static str {
    locale.pick("Choose a question", "質問を選ぶ")
}

/// Above the phrasings that members' clicks suggest.
pub fn weigh_a_phrasing(locale: Locale) -> &'static str {
    locale.pick("Review suggested phrasings", "提案された言い換えを確認する")
}

/// A phrasing that members' clicks suggest.
pub fn proposes(locale: Locale, members: u32, entry: &str) -> String {
    locale.pick(
        format!("{members} members asked this and then chose “{entry}”. Add it as a phrasing of that entry?"),
        format!(
            "{members}人のメンバーが、この質問のあとに「{entry}」を選びました。この項目の言い換えとして追加しますか？"
        ),
    )
}

/// Adds a suggested phrasing.
pub fn take_it(locale: Locale) -> &'static str {
    locale.pick("Add", "追加する")
}

/// Rejects a suggested phrasing.
pub fn refuse_it(locale: Locale) -> &'static str {
    locale.pick("Don't add", "追加しない")
}

/// A suggested phrasing was rejected.
pub fn proposal_refused(locale: Locale) -> &'static str {
    locale
        .pick("OK, no change. I won't suggest this one again.", "追加しませんでした。この言い換えはもう提案しません。")
}

/// Another moderator has already decided on a suggested phrasing.
pub fn no_proposal(locale: Locale) -> &'static str {
    locale.pick("This suggestion has already been dealt with.", "この提案はすでに処理済みです。")
}

/// Opens the form for an answer.
pub fn answer_it(locale: Locale) -> &'static str {
    locale.pick("Answer", "回答する")
}

/// Dismisses a question.
pub fn dismiss_it(locale: Locale) -> &'static str {
    locale.pick("Dismiss", "対応しない")
}

/// Back to the inbox.
pub fn to_the_inbox(locale: Locale) -> &'static str {
    locale.pick("Inbox", "質問箱へ")
}

/// Removes a phrasing that was just added.
pub fn undo(locale: Locale) -> &'static str {
    locale.pick("Undo", "元に戻す")
}

/// Above entries that a question may be a phrasing of.
pub fn another_phrasing_of(locale: Locale) -> &'static str {
    locale.pick("Add as a phrasing of …", "次の項目の言い換えとして追加する")
}

/// Above entries that may answer a question already.
pub fn already_answered_by(locale: Locale) -> &'static str {
    locale.pick("Already answered by …", "次の項目で回答済みにする")
}

/// A question was added as a phrasing.
pub fn phrasing_added(locale: Locale, phrasing: &str, entry: &str) -> String {
    locale.pick(
        format!("Added. “{phrasing}” now leads to “{entry}”. Everyone waiting for it will be notified."),
        format!("追加しました。「{phrasing}」には「{entry}」で回答します。待っている人にもお知らせします。"),
    )
}

/// A phrasing was removed.
pub fn phrasing_removed(locale: Locale, phrasing: &str) -> String {
    locale.pick(
        format!("Removed the phrasing “{phrasing}” from that entry."),
        format!("言い換え「{phrasing}」をこの項目から削除しました。"),
    )
}

/// A phrasing that can't be added; `message` says why.
pub fn no_phrasing(locale: Locale, message: &str) -> String {
    locale.pick(format!("This phrasing can't be added: {message}"), format!("この言い換えは追加できません：{message}"))
}

/// An existing entry answers a question.
pub fn answered_already(locale: Locale, entry: &str) -> String {
    locale.pick(
        format!("Done. Everyone waiting for it will get “{entry}”."),
        format!("完了しました。待っている人には「{entry}」で回答します。"),
    )
}

/// A new entry answers a question from the inbox.
pub fn saved_as_answer(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Saved. I can now answer “{question}”. Everyone waiting for it will be notified."),
        format!("保存しました。「{question}」に回答できるようになりました。待っている人にもお知らせします。"),
    )
}

/// Title of the form for the reason of a dismissal.
pub fn dismiss_title(locale: Locale) -> &'static str {
    locale.pick("Dismiss the question", "この質問に対応しない")
}

/// Label of the reason of a dismissal.
pub fn reason(locale: Locale) -> &'static str {
    locale.pick("Reason (only moderators see it)", "理由（モデレーターにのみ表示）")
}

/// A question was dismissed.
pub fn dismissed(locale: Locale) -> &'static str {
    locale.pick(
        "Dismissed. It returns only if a member sends it to the moderators again.",
        "この質問には対応しないことにしました。メンバーがもう一度モデレーターに送った場合だけ、再び表示されます。",
    )
}

/// Another moderator has dealt with a question: the entry that answers it, or the reason of its dismissal.
pub fn dealt_with(locale: Locale, entry: Option<&str>, reason: Option<&str>) -> String {
    match (entry, reason) {
        (Some(entry), _) => {
            locale.pick(format!("Already answered by “{entry}”."), format!("「{entry}」で回答済みです。"))
        }
        (None, Some(reason)) if !reason.is_empty() => {
            locale.pick(format!("Already dismissed: “{reason}”"), format!("対応しないことになりました：「{reason}」"))
        }
        _ => locale
            .pick("No member is waiting for this question any more.", "この質問の回答を待っている人は、もういません。")
            .to_owned(),
    }
}

/// Asks the author of a message for permission, above the question of the entry.
pub fn may_i_name_you(locale: Locale) -> &'static str {
    locale.pick(
        "A moderator turned your message into an FAQ answer. May I credit you by name? Otherwise it will say “a member”.",
        "モデレーターが、あなたのメッセージをもとにFAQの回答を作成しました。回答にお名前を載せてもよろしいですか？\
         載せない場合は「メンバー」と表示されます。",
    )
}

/// Permits the credit.
pub fn may_name_me(locale: Locale) -> &'static str {
    locale.pick("Yes, credit me", "載せてよい")
}

/// Refuses the credit.
pub fn not_my_name(locale: Locale) -> &'static str {
    locale.pick("No thanks", "載せない")
}

/// The author agreed.
pub fn credit_given(locale: Locale, author: &str) -> String {
    locale.pick(
        format!("Thanks! You're credited as “{author}”."),
        format!("ありがとうございます。回答に「{author}」と表示します。"),
    )
}

/// The author did not agree.
pub fn credit_refused(locale: Locale) -> &'static str {
    locale.pick("OK, it will say “a member”. I won't ask again.", "わかりました。「メンバー」と表示します。")
}

/// The request for a credit has ended, or was for another member.
pub fn credit_gone(locale: Locale) -> &'static str {
    locale.pick("This request has expired or was already answered.", "この確認は期限が過ぎたか、すでに回答済みです。")
}

/// A question that is too long to be a phrasing.
pub fn phrasing_too_long(locale: Locale, most: usize) -> String {
    locale.pick(
        format!("Too long for a phrasing (max {most} characters). Use “Answer” and shorten the question."),
        format!("言い換えとしては長すぎます（{most}文字まで）。「回答する」を押して、質問を短く書き直してください。"),
    )
}

/// Above a guild's phrasings of a curated entry.
pub fn take_a_phrasing_back(locale: Locale) -> &'static str {
    locale.pick("Remove a phrasing added here", "このサーバーで追加した言い換えを削除する")
}
