//! Daily highlights: the posts themselves, and what moderators see of them.

use crate::text::Locale;

/// Title of a highlight: its topic, if known.
pub fn highlight_title(locale: Locale, topic: Option<&str>) -> String {
    match topic {
        Some(topic) => locale.pick(format!("Your senpai on: {topic}"), format!("先輩の声：{topic}")),
        None => locale.pick("From your senpai", "先輩の声").to_owned(),
    }
}

/// Heading of where a quote was published.
pub fn where_written(locale: Locale) -> &'static str {
    locale.pick("Source", "情報源")
}

/// The source of a member's own story.
pub fn shared_here(locale: Locale) -> &'static str {
    locale.pick("Shared by a member of this server", "このサーバーのメンバーが共有した体験談です")
}

/// Heading of a question to talk about.
pub fn talk_about_it(locale: Locale) -> &'static str {
    locale.pick("And you?", "みなさんはどうですか？")
}

/// A question to talk about that suits any topic.
pub fn highlight_prompt(locale: Locale) -> &'static str {
    locale.pick("Has something like this happened to you?", "同じような経験はありますか？")
}

/// Asks a question about a highlight's topic.
pub fn ask_about_this(locale: Locale) -> &'static str {
    locale.pick("Ask about this", "これについて質問する")
}

/// More stories from the same person; `name` is empty for an anonymous author.
pub fn more_from(locale: Locale, name: &str) -> String {
    let (english, japanese) = if name.is_empty() {
        ("them".to_owned(), "この人".to_owned())
    } else {
        (name.to_owned(), format!("{name}さん"))
    };
    locale.pick(format!("More from {english}"), format!("{japanese}の体験談をもっと見る"))
}

/// Title of the form for a question, and label of its field.
pub fn ask_about_form(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(("Ask about this", "Your question"), ("これについて質問する", "質問"))
}

/// Title of the list of schedules.
pub fn schedules(locale: Locale) -> &'static str {
    locale.pick("Daily highlights", "今日の体験談")
}

/// No schedule exists.
pub fn no_schedules(locale: Locale) -> &'static str {
    locale.pick(
        "No daily highlights are scheduled. Use /manage highlight schedule to post one story a day.",
        "「今日の体験談」の予定はまだありません。/管理 今日の体験談 予定 で、1日1件の体験談を投稿できます。",
    )
}

/// Above schedules to choose from.
pub fn which_schedule(locale: Locale) -> &'static str {
    locale.pick("Choose a schedule", "予定を選ぶ")
}

/// The typed schedule does not exist.
pub fn no_schedule(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I couldn't find the schedule “{typed}”. Pick one of the suggestions that appear as you type."),
        format!("「{typed}」という予定は見つかりません。入力中に表示される候補から選んでください。"),
    )
}

/// The schedule has been deleted.
pub fn schedule_gone(locale: Locale) -> &'static str {
    locale.pick(
        "That schedule has been deleted. See the others with /manage highlight status.",
        "その予定は削除されました。ほかの予定は /管理 今日の体験談 状況 で確認できます。",
    )
}

/// Another moderator has changed the schedule.
pub fn schedule_changed(locale: Locale) -> &'static str {
    locale.pick(
        "Someone just changed this schedule. Please check it and try again.",
        "この予定は、ほかのモデレーターがたった今変更しました。内容を確認してから、もう一度お試しください。",
    )
}

/// A schedule was saved.
pub fn scheduled(locale: Locale, new: bool) -> &'static str {
    if new {
        locale.pick("Scheduled.", "予定を登録しました。")
    } else {
        locale.pick("Changed. Its history is kept.", "変更しました。投稿の履歴は引き継がれます。")
    }
}

/// The guild has as many schedules as it may have.
pub fn too_many_schedules(locale: Locale, most: usize) -> String {
    locale.pick(
        format!("This server already has {most} schedules, the maximum. Delete one first."),
        format!("予定は{most}件まで登録できます。先に1件削除してください。"),
    )
}

/// The typed time is not a time of day.
pub fn no_time(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("“{typed}” isn't a time. Write it like 9:00, 21:30 or 9:30 pm."),
        format!("「{typed}」は時刻として読み取れません。9:00、21:30、午後9時半 のように書いてください。"),
    )
}

/// The typed time zone does not exist.
pub fn no_zone(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!(
            "I couldn't find the time zone “{typed}”. Pick one of the suggestions that appear as you type, such as \
             Asia/Tokyo or Europe/London."
        ),
        format!("「{typed}」というタイムゾーンは見つかりません。入力中に表示される候補（Asia/Tokyo など）から選んでください。"),
    )
}

/// The typed days are not days of the week.
pub fn no_days(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("“{typed}” isn't a list of days. Write it like “mon wed fri”, “weekdays” or “every day”."),
        format!("「{typed}」は曜日として読み取れません。「月水金」「平日」「毎日」のように書いてください。"),
    )
}

/// The typed roles are not JET roles.
pub fn no_roles(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("“{typed}” isn't a JET role. Write ALT, CIR or SEA; separate several with commas."),
        format!("「{typed}」という職種はありません。ALT・CIR・SEA のいずれかを書いてください（複数はカンマ区切り）。"),
    )
}

/// The typed topic does not exist.
pub fn no_topic(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!(
            "I couldn't find the topic “{typed}”. Pick one of the suggestions that appear as you type; separate several \
             with commas."
        ),
        format!(
            "「{typed}」というトピックは見つかりません。入力中に表示される候補から選んでください（複数はカンマ区切り）。"
        ),
    )
}

/// No story matches the roles and topics of a schedule.
pub fn nothing_to_post(locale: Locale) -> &'static str {
    locale.pick(
        "No story matches these roles and topics. Choose others; nothing was saved.",
        "その職種・トピックに合う体験談がありません。別の条件を選んでください（保存されていません）。",
    )
}

/// The bot can't post in a channel.
pub fn cannot_post_there(locale: Locale, lacks: &[&str]) -> String {
    let list = lacks.join(", ");
    locale.pick(
        format!(
            "I can't post in that channel. Give me these permissions there, then try again: {list}. Nothing was saved."
        ),
        format!(
            "そのチャンネルには投稿できません。次の権限を付けてから、もう一度お試しください：{}（保存されていません）。",
            lacks.join("、")
        ),
    )
}

/// The bot can't read a channel's history.
pub fn cannot_look_there(locale: Locale) -> &'static str {
    locale.pick(
        "I can't read that channel's history. If I'm interrupted while posting, I'll have to ask you whether the post is \
         there. To avoid that, give me Read Message History.",
        "そのチャンネルの履歴を読めません。投稿中に中断した場合は、投稿されたかどうかの確認をモデレーターにお願いします。\
         これを避けるには、「メッセージ履歴を読む」の権限を付けてください。",
    )
}

/// When a schedule posts: time, zone, days.
pub fn posts_at(locale: Locale, time: &str, zone: &str, days: &str) -> String {
    locale.pick(format!("{time} ({zone}), {days}"), format!("{days} {time}（{zone}）"))
}

/// Days of the week from a bit set; the lowest bit is Monday.
pub fn weekdays(locale: Locale, bits: u8) -> String {
    const NAMES: [(&str, &str); 7] =
        [("Mon", "月"), ("Tue", "火"), ("Wed", "水"), ("Thu", "木"), ("Fri", "金"), ("Sat", "土"), ("Sun", "日")];
    match bits & 0b111_1111 {
        0b111_1111 => locale.pick("every day", "毎日").to_owned(),
        0b001_1111 => locale.pick("weekdays", "平日").to_owned(),
        0b110_0000 => locale.pick("weekends", "週末").to_owned(),
        bits => {
            let chosen = NAMES.iter().enumerate().filter(|(day, _)| bits & (1 << day) != 0);
            let names: Vec<&str> = chosen.map(|(_, (english, japanese))| locale.pick(*english, *japanese)).collect();
            names.join(locale.pick(", ", "・"))
        }
    }
}

/// The roles and topics that a schedule is limited to.
pub fn only(locale: Locale, what: &str) -> String {
    locale.pick(format!("Only: {what}"), format!("対象：{what}"))
}

/// Headings of a schedule: its channel, its times, its next posts, the stories left, its latest posts.
pub fn schedule_headings(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["Channel", "Time", "Next posts", "Not posted yet", "Latest posts"],
        ["チャンネル", "日時", "次の投稿", "未投稿", "最近の投稿"],
    )
}

/// How many of all stories are left before the schedule starts over.
pub fn still_to_come(locale: Locale, unseen: usize, all: usize) -> String {
    locale.pick(
        format!("{unseen} of {all} stories, then it starts over"),
        format!("{all}件中{unseen}件（すべて投稿すると最初に戻ります）"),
    )
}

/// A schedule that does not post.
pub fn standing(locale: Locale, failing: bool) -> &'static str {
    if failing {
        locale.pick(
            "Paused after three failed posts. Fix the channel or permissions, then resume.",
            "一時停止中：投稿が3回続けて失敗しました。チャンネルと権限を確認してから再開してください。",
        )
    } else {
        locale.pick("Paused.", "一時停止中です。")
    }
}

/// Before the role that a post pings.
pub fn pings(locale: Locale) -> &'static str {
    locale.pick("Pings: ", "メンション：")
}

/// Each post gets a thread.
pub fn with_thread(locale: Locale) -> &'static str {
    locale.pick("With a thread for each post", "投稿ごとにスレッドを作成")
}

/// The state of a post.
pub fn post_state(locale: Locale, code: &str) -> &'static str {
    match code {
        "claimed" => locale.pick("being posted", "送信中"),
        "posted" => locale.pick("posted", "投稿済み"),
        "missed" => locale.pick("missed", "投稿できず"),
        "failed" => locale.pick("failed", "投稿失敗"),
        _ => locale.pick("not confirmed", "投稿されたか未確認"),
    }
}

/// Buttons under a schedule: preview, pause, resume, remove, back.
pub fn schedule_buttons(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["Preview", "Pause", "Resume", "Delete", "All schedules"],
        ["プレビュー", "一時停止する", "再開する", "削除する", "予定の一覧"],
    )
}

/// Buttons under a preview: skip, post now, back.
pub fn preview_buttons(locale: Locale) -> [&'static str; 3] {
    locale.pick(["Skip", "Post now", "Back"], ["スキップする", "今すぐ投稿する", "戻る"])
}

/// Above the next post; its time follows.
pub fn next_is(locale: Locale) -> &'static str {
    locale.pick("Next post: ", "次の投稿：")
}

/// Above the next post of a paused schedule.
pub fn next_when_resumed(locale: Locale) -> &'static str {
    locale.pick("Next post, once you resume the schedule:", "予定を再開すると、次にこれを投稿します。")
}

/// A story was skipped; the next one follows.
pub fn skipped(locale: Locale) -> &'static str {
    locale.pick("Skipped.", "スキップしました。")
}

/// A story is being posted now.
pub fn posting_now(locale: Locale) -> &'static str {
    locale.pick(
        "Posting it now. The schedule continues with the next story.",
        "投稿しています。予定は変わらず、次回は次の体験談を投稿します。",
    )
}

/// A schedule was paused.
pub fn schedule_paused(locale: Locale) -> &'static str {
    locale.pick("Paused. I won't post until you resume it.", "一時停止しました。再開するまで投稿しません。")
}

/// A schedule was resumed.
pub fn schedule_resumed(locale: Locale) -> &'static str {
    locale.pick("Resumed.", "再開しました。")
}

/// Asks for confirmation before a schedule is deleted.
pub fn remove_schedule(locale: Locale) -> &'static str {
    locale.pick(
        "Delete this schedule? Its history is lost; existing posts stay.",
        "この予定を削除しますか？ 履歴は失われますが、投稿済みのメッセージは残ります。",
    )
}

/// A schedule was deleted.
pub fn schedule_removed(locale: Locale) -> &'static str {
    locale.pick("Schedule deleted.", "予定を削除しました。")
}

/// Confirms that a schedule is to be deleted.
pub fn remove_surely(locale: Locale) -> &'static str {
    locale.pick("Yes, delete it", "はい、削除する")
}

/// Opens a schedule from a notice to moderators.
pub fn open_schedule(locale: Locale) -> &'static str {
    locale.pick("Open the schedule", "予定を開く")
}

/// Buttons that tell whether a post is there: yes, no.
pub fn settle_buttons(locale: Locale) -> [&'static str; 2] {
    locale.pick(["It's there", "Missing: post it"], ["投稿されている", "ないので投稿する"])
}

/// A moderator has told whether a post is there.
pub fn settled(locale: Locale, there: bool) -> &'static str {
    if there {
        locale.pick(
            "Thank you, I'll leave it. I don't know which message it is: if its author later withdraws the story, please delete \
             that message yourself.",
            "ありがとうございます。そのままにします。どのメッセージかがわからないため、投稿者が後日体験談を取り下げた場合は、お手数ですが\
             そのメッセージを削除してください。",
        )
    } else {
        locale.pick("Thank you. Posting it now.", "ありがとうございます。投稿しています。")
    }
}

/// Another moderator has already told whether a post is there.
pub fn settled_before(locale: Locale) -> &'static str {
    locale.pick("This was already answered.", "これはすでに回答済みです。")
}

/// Notice to moderators: few stories are left.
pub fn running_low(locale: Locale, left: u32) -> String {
    let stories = if left == 1 { "1 story is" } else { &format!("{left} stories are") };
    locale.pick(
        format!(
            "{stories} left before the daily highlights start over. Members can add theirs with /share experience."
        ),
        format!(
            "「今日の体験談」の未投稿は残り{left}件です。すべて投稿すると最初に戻ります。メンバーは /体験談 書く で体験談を追加できます。"
        ),
    )
}

/// Notice to moderators: every story has been posted.
pub fn starts_over(locale: Locale) -> &'static str {
    locale.pick(
        "Every story has been posted, so the daily highlights start over. Members can add theirs with /share experience.",
        "体験談をすべて投稿したため、「今日の体験談」は最初に戻ります。メンバーは /体験談 書く で体験談を追加できます。",
    )
}

/// Notice to moderators: no story matches a schedule.
pub fn nothing_left(locale: Locale) -> &'static str {
    locale.pick(
        "I have no story to post as a daily highlight: none matches the schedule. Change its roles and topics.",
        "「今日の体験談」に投稿できる体験談がありません。予定の条件に合うものが残っていないため、職種やトピックを変更してください。",
    )
}

/// Notice to moderators: a channel refused a post.
pub fn post_refused(locale: Locale, paused: bool) -> &'static str {
    if paused {
        locale.pick(
            "I couldn't post the daily highlight three times in a row, so I paused its schedule. Check that the channel exists \
             and that I can post there, then resume the schedule.",
            "「今日の体験談」の投稿が3回続けて失敗したため、予定を一時停止しました。チャンネルがあるか、ボットに投稿の権限があるかを確認して、\
             再開してください。",
        )
    } else {
        locale.pick(
            "I couldn't post today's highlight. Check that the channel exists and that I can post there. After three failures \
             I'll pause the schedule.",
            "「今日の体験談」を投稿できませんでした。チャンネルがあるか、ボットに投稿の権限があるかを確認してください。\
             3回失敗すると、予定を一時停止します。",
        )
    }
}

/// Notice to moderators: posts were missed.
pub fn posts_missed(locale: Locale, missed: u32) -> String {
    let posts = if missed == 1 {
        "One daily highlight was missed because I was offline or Discord was down. Its story will be posted later."
            .to_owned()
    } else {
        format!(
            "{missed} daily highlights were missed because I was offline or Discord was down. Their stories will be posted \
             later."
        )
    };
    locale.pick(
        posts,
        format!(
            "ボットの停止またはDiscordの障害のため、「今日の体験談」を{missed}回投稿できませんでした。その体験談は後日投稿します。"
        ),
    )
}

/// Notice to moderators: the bot does not know whether a post is there.
pub fn post_uncertain(locale: Locale) -> &'static str {
    locale.pick(
        "I was interrupted while posting a daily highlight, and I can't check whether it's there: I can't read the channel's \
         history, there are too many newer messages, or the channel is gone. Is the post there? I won't post it again unless \
         you tell me to.",
        "「今日の体験談」の投稿中に中断しました。履歴を読む権限がない、その後の投稿が多い、チャンネルがない、のいずれかの理由で、\
         投稿されたかどうかを確認できません。お手数ですが、確認してお知らせください。自動では再投稿しません。",
    )
}
