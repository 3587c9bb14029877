//! What the bot says of questions that wait for people: to those who asked, to moderators, and to authors.

use crate::reply::Locale;

/// A question is with the moderators; so many others wait for its answer, too. `publicly`: everybody saw where it was
/// asked. It is kept for so many days who asked.
pub fn question_taken(locale: Locale, publicly: bool, others: u32, days: u32) -> String {
    let (where_to, where_to_ja) = if publicly {
        ("I'll answer here and mention you", "回答があれば、このメッセージへの返信でお知らせ（メンション）します")
    } else {
        ("I'll send you a direct message", "回答があれば、ダイレクトメッセージでお知らせします")
    };
    let (company, company_ja) = match others {
        0 => (String::new(), String::new()),
        1 => (
            " One other member waits for the same answer.".to_owned(),
            "ほかに1人が同じ回答を待っています。".to_owned(),
        ),
        _ => (
            format!(" {others} other members wait for the same answer."),
            format!("ほかに{others}人が同じ回答を待っています。"),
        ),
    };
    locale.pick(
        format!(
            "Your question is with the moderators. Once they have answered, {where_to}.{company}\n\n\
             Until then, and for {days} days at most, I keep that it was you who asked. I show moderators the question, not who \
             asked it."
        ),
        format!(
            "質問をモデレーターに届けました。{where_to_ja}。{company_ja}\n\n\
             回答まで（長くても{days}日間）、あなたが質問したことを記録します。モデレーターに見えるのは質問の内容だけで、誰が質問したかは\
             見えません。"
        ),
    )
}

/// The moderators have a question from the same member already.
pub fn question_known(locale: Locale) -> &'static str {
    locale.pick(
        "The moderators have this question from you already. You'll hear from me once they have answered.",
        "この質問はすでにモデレーターに届けてあります。回答があればお知らせします。",
    )
}

/// To a member who is blocked.
pub fn may_not_ask(locale: Locale) -> &'static str {
    locale.pick(
        "The moderators of this server don't take questions from you through me. I have not kept this one.",
        "このサーバーのモデレーターは、ボットを通したあなたからの質問を受け付けていません。この質問は保存していません。",
    )
}

/// Nobody knows any more what was asked.
pub fn which_question(locale: Locale) -> &'static str {
    locale.pick(
        "I no longer know which question that was. Please ask it again with /ask, and then press the button.",
        "どの質問だったかがわからなくなりました。お手数ですが、/質問 でもう一度質問してから、ボタンを押してください。",
    )
}

/// The database failed.
pub fn question_not_taken(locale: Locale) -> &'static str {
    locale.pick(
        "I could not pass your question on: my database can't be written at the moment. Please try again in a while.",
        "質問を届けられませんでした。現在データベースに書き込めません。しばらくしてからもう一度お試しください。",
    )
}

/// Above an answer, where it was asked; mentions stand before it.
pub fn answered_here(locale: Locale) -> &'static str {
    locale.pick("The moderators have answered this question.", "モデレーターがこの質問に回答しました。")
}

/// Above an answer that somebody gets alone.
pub fn answered_alone(locale: Locale) -> &'static str {
    locale
        .pick("The moderators have answered a question that you asked.", "あなたの質問に、モデレーターが回答しました。")
}

/// To moderators, at most once an hour.
pub fn questions_wait(locale: Locale, waiting: u32) -> String {
    let questions = if waiting == 1 { "1 question waits" } else { &format!("{waiting} questions wait") };
    locale.pick(
        format!("{questions} for a moderator in the inbox."),
        format!("受付箱で{waiting}件の質問が回答を待っています。"),
    )
}

/// Opens the inbox.
pub fn open_the_inbox(locale: Locale) -> &'static str {
    locale.pick("Open the inbox", "受付箱を開く")
}

/// The inbox.
pub fn inbox(locale: Locale, waiting: u32) -> String {
    match waiting {
        0 => locale.pick("Inbox", "受付箱").to_owned(),
        1 => locale.pick("Inbox: 1 question", "受付箱：1件").to_owned(),
        _ => locale.pick(format!("Inbox: {waiting} questions"), format!("受付箱：{waiting}件")),
    }
}

/// Nothing waits.
pub fn inbox_empty(locale: Locale) -> &'static str {
    locale.pick(
        "Nothing waits. Questions that I can't answer, or that got the wrong answer, will be here.",
        "待っている質問はありません。答えられなかった質問や、答えが違った質問がここに並びます。",
    )
}

/// How often a question was asked and how many wait for its answer; the time when it was asked last stands after it.
pub fn asked_and_awaited(locale: Locale, asked: u32, askers: u32) -> String {
    let times = match asked {
        0 | 1 => "asked once".to_owned(),
        2 => "asked twice".to_owned(),
        _ => format!("asked {asked} times"),
    };
    let wait = match askers {
        0 => String::new(),
        1 => "1 member waits · ".to_owned(),
        _ => format!("{askers} members wait · "),
    };
    let wait_ja = if askers == 0 { String::new() } else { format!("{askers}人が回答待ち・") };
    locale.pick(format!("{wait}{times}, last "), format!("{wait_ja}質問{}回・最新 ", asked.max(1)))
}

/// Above the questions to choose from.
pub fn open_a_question(locale: Locale) -> &'static str {
    locale.pick("Open a question", "質問を選ぶ")
}

/// Above phrasings that members' clicks propose.
pub fn weigh_a_phrasing(locale: Locale) -> &'static str {
    locale.pick("Weigh a phrasing from members' clicks", "メンバーの選択から見つかった言い方を検討する")
}

/// What members' clicks propose.
pub fn proposes(locale: Locale, members: u32, entry: &str) -> String {
    locale.pick(
        format!("{members} different members chose “{entry}” when they asked this. Should it lead there from now on?"),
        format!("この質問をした{members}人が「{entry}」を選びました。今後はこの項目が答えるようにしますか？"),
    )
}

/// A proposal becomes a phrasing.
pub fn take_it(locale: Locale) -> &'static str {
    locale.pick("Add", "追加する")
}

/// A proposal does not.
pub fn refuse_it(locale: Locale) -> &'static str {
    locale.pick("No", "追加しない")
}

/// A proposal was refused.
pub fn proposal_refused(locale: Locale) -> &'static str {
    locale.pick("Then it stays as it is. I won't propose this again.", "変更しません。この言い方はもう提案しません。")
}

/// A proposal that is no longer there.
pub fn no_proposal(locale: Locale) -> &'static str {
    locale.pick("That has been decided already.", "これはすでに決定済みです。")
}

/// Writes an entry that answers.
pub fn answer_it(locale: Locale) -> &'static str {
    locale.pick("Answer", "回答する")
}

/// A question will not be answered.
pub fn dismiss_it(locale: Locale) -> &'static str {
    locale.pick("Dismiss", "却下する")
}

/// Back to the inbox.
pub fn to_the_inbox(locale: Locale) -> &'static str {
    locale.pick("Inbox", "受付箱へ")
}

/// Takes a phrasing back.
pub fn undo(locale: Locale) -> &'static str {
    locale.pick("Undo", "元に戻す")
}

/// Above entries of which a question may be another phrasing.
pub fn another_phrasing_of(locale: Locale) -> &'static str {
    locale.pick("Add as another phrasing of …", "次の項目の別の言い方として追加")
}

/// Above entries that may answer already.
pub fn already_answered_by(locale: Locale) -> &'static str {
    locale.pick("Already answered by …", "次の項目が回答済み")
}

/// A question is a phrasing from now on.
pub fn phrasing_added(locale: Locale, phrasing: &str, entry: &str) -> String {
    locale.pick(
        format!("Added. From now on “{phrasing}” is answered by “{entry}”. Whoever waits for it will hear of it."),
        format!("追加しました。これから「{phrasing}」には「{entry}」が答えます。待っている人にもお知らせします。"),
    )
}

/// A question is no phrasing any more.
pub fn phrasing_removed(locale: Locale, phrasing: &str) -> String {
    locale.pick(
        format!("Taken back: “{phrasing}” is no longer another phrasing of that entry."),
        format!("元に戻しました。「{phrasing}」はこの項目の別の言い方ではなくなりました。"),
    )
}

/// A phrasing that can't become one; `message` says what would be right.
pub fn no_phrasing(locale: Locale, message: &str) -> String {
    locale
        .pick(format!("That can't be added as a phrasing: {message}"), format!("この言い方は追加できません：{message}"))
}

/// An entry answers a question already.
pub fn answered_already(locale: Locale, entry: &str) -> String {
    locale.pick(
        format!("Done. Whoever waits for it is answered with “{entry}”."),
        format!("完了しました。待っている人には「{entry}」で回答します。"),
    )
}

/// An entry was saved that answers a question from the inbox.
pub fn saved_as_answer(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Saved. From now on I answer “{question}”, and whoever waits for it will hear of it."),
        format!("保存しました。これから「{question}」に回答します。待っている人にもお知らせします。"),
    )
}

/// Above the form in which a moderator says why.
pub fn dismiss_title(locale: Locale) -> &'static str {
    locale.pick("Dismiss the question", "質問の却下")
}

/// Why, for the other moderators.
pub fn reason(locale: Locale) -> &'static str {
    locale.pick("Why? Only moderators see it.", "理由（モデレーターにのみ表示）")
}

/// A question was dismissed.
pub fn dismissed(locale: Locale) -> &'static str {
    locale.pick(
        "Dismissed. It comes back only if a member asks the moderators again.",
        "却下しました。メンバーがもう一度モデレーターに聞いた場合にのみ、再び届きます。",
    )
}

/// A question that another moderator has dealt with: the entry that answers it, or why it was dismissed.
pub fn dealt_with(locale: Locale, entry: Option<&str>, reason: Option<&str>) -> String {
    match (entry, reason) {
        (Some(entry), _) => {
            locale.pick(format!("That has been answered by “{entry}”."), format!("「{entry}」で回答済みです。"))
        }
        (None, Some(reason)) if !reason.is_empty() => {
            locale.pick(format!("That has been dismissed: “{reason}”"), format!("却下済みです：「{reason}」"))
        }
        _ => locale.pick("Nobody waits for that any more.", "この質問はもう待っていません。").to_owned(),
    }
}

/// Asks the author of a message, above the question of the entry.
pub fn may_i_name_you(locale: Locale) -> &'static str {
    locale.pick(
        "A moderator has made an answer to this question from a message that you wrote, for their server's FAQ. May your \
         name stand under it? If you don't press OK, it says “a member”.",
        "あなたの書いたメッセージをもとに、モデレーターがサーバーのFAQにこの質問の回答を作成しました。回答の下にお名前を載せてもよろし\
         いですか？「OK」を押さなければ「メンバー」と表示されます。",
    )
}

/// Yes.
pub fn may_name_me(locale: Locale) -> &'static str {
    locale.pick("OK", "OK")
}

/// No.
pub fn not_my_name(locale: Locale) -> &'static str {
    locale.pick("No, thanks", "載せない")
}

/// The author agreed.
pub fn credit_given(locale: Locale, author: &str) -> String {
    locale.pick(
        format!("Thank you! “{author}” now stands under it."),
        format!("ありがとうございます。回答の下に「{author}」と表示します。"),
    )
}

/// The author did not agree.
pub fn credit_refused(locale: Locale) -> &'static str {
    locale.pick("All right, it says “a member”. I won't ask again.", "わかりました。「メンバー」と表示します。")
}

/// There is nothing to agree to any more, or somebody else was asked.
pub fn credit_gone(locale: Locale) -> &'static str {
    locale.pick(
        "There is nothing to decide any more: you have said no before, or it is too long ago.",
        "この確認はすでに終了しています（以前に断ったか、期限が過ぎています）。",
    )
}

/// A phrasing that is too long to be one.
pub fn phrasing_too_long(locale: Locale, most: usize) -> String {
    locale.pick(
        format!("That is too long for a phrasing, which has {most} characters at most. Press Answer instead, and put it shorter."),
        format!("言い方としては長すぎます（{most}文字まで）。「回答する」を押して、短く書き直してください。"),
    )
}

/// Above a guild's phrasings of a curated entry.
pub fn take_a_phrasing_back(locale: Locale) -> &'static str {
    locale.pick("Take back a phrasing added here", "このサーバーで追加した言い方を取り消す")
}
