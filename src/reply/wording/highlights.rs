//! What the bot says in daily highlights, and of them to moderators.

use crate::reply::Locale;

/// Above a highlight: what it is about, where that is known.
pub fn highlight_title(locale: Locale, topic: Option<&str>) -> String {
    match topic {
        Some(topic) => locale.pick(format!("Your senpai on: {topic}"), format!("先輩の声：{topic}")),
        None => locale.pick("Your senpai remember", "先輩の声").to_owned(),
    }
}

/// Above where somebody's words were written.
pub fn where_written(locale: Locale) -> &'static str {
    locale.pick("Where this was written", "出典")
}

/// A member's own experience.
pub fn shared_here(locale: Locale) -> &'static str {
    locale.pick("Shared by a member of this server", "このサーバーのメンバーが共有した体験談です")
}

/// Above what could be talked about.
pub fn talk_about_it(locale: Locale) -> &'static str {
    locale.pick("And you?", "みなさんはどうですか？")
}

/// What could be talked about, whatever the topic.
pub fn highlight_prompt(locale: Locale) -> &'static str {
    locale.pick(
        "Have you lived through something like it, or do you expect it to be different?",
        "似たような経験はありますか？ それとも、違うと思いますか？",
    )
}

/// Asks a question about a highlight's topic.
pub fn ask_about_this(locale: Locale) -> &'static str {
    locale.pick("Ask about this", "これについて質問する")
}

/// More of a person's words; of somebody without a name, where it is empty.
pub fn more_from(locale: Locale, name: &str) -> String {
    let name = if name.is_empty() { locale.pick("them", "この人") } else { name };
    locale.pick(format!("More from {name}"), format!("{name}のほかの言葉"))
}

/// Above a form for a question, and above its field.
pub fn ask_about_form(locale: Locale) -> (&'static str, &'static str) {
    locale.pick(("Ask about this", "Your question"), ("これについて質問する", "質問"))
}

/// The schedules.
pub fn schedules(locale: Locale) -> &'static str {
    locale.pick("Daily highlights", "日替わりの体験談")
}

/// There are none.
pub fn no_schedules(locale: Locale) -> &'static str {
    locale.pick(
        "No highlights are posted here yet. /manage highlight schedule posts one testimonial a day.",
        "まだ投稿の予定はありません。/管理 体験談投稿 予定 で、1日1つの体験談を投稿できます。",
    )
}

/// Above schedules to choose from.
pub fn which_schedule(locale: Locale) -> &'static str {
    locale.pick("Choose a schedule", "予定を選ぶ")
}

/// What was typed is no schedule.
pub fn no_schedule(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I don't know the schedule “{typed}”. Choose one of those that are offered while you type."),
        format!("予定「{typed}」がわかりません。入力中に出る候補から選んでください。"),
    )
}

/// There is no such schedule any more.
pub fn schedule_gone(locale: Locale) -> &'static str {
    locale.pick("That schedule has been removed.", "その予定は削除されました。")
}

/// Somebody else has changed it meanwhile.
pub fn schedule_changed(locale: Locale) -> &'static str {
    locale.pick(
        "That schedule has changed meanwhile, so I did nothing. Please look at it again.",
        "その間に予定が変わったため、何もしませんでした。もう一度ご確認ください。",
    )
}

/// A schedule is stored.
pub fn scheduled(locale: Locale, new: bool) -> &'static str {
    if new {
        locale.pick("Scheduled.", "予定を登録しました。")
    } else {
        locale.pick("Changed. What was shown already stays shown.", "変更しました。表示済みの記録は引き継がれます。")
    }
}

/// There are enough schedules.
pub fn too_many_schedules(locale: Locale, most: usize) -> String {
    locale.pick(
        format!("There are {most} schedules already. Remove one first."),
        format!("予定はすでに{most}件あります。先に1件削除してください。"),
    )
}

/// What was typed is no time of day.
pub fn no_time(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I can't read the time “{typed}”. Write it like 9:00, 21:30 or 9:30 pm."),
        format!("時刻「{typed}」を読み取れませんでした。9:00、21:30、午後9時半 のように書いてください。"),
    )
}

/// What was typed is no time zone.
pub fn no_zone(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!(
            "I don't know the time zone “{typed}”. Choose one while you type, such as Asia/Tokyo or Europe/London."
        ),
        format!("タイムゾーン「{typed}」がわかりません。入力中に出る候補（Asia/Tokyo など）から選んでください。"),
    )
}

/// What was typed are no days of the week.
pub fn no_days(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I can't read the days “{typed}”. Write them like “mon wed fri”, “weekdays” or “every day”."),
        format!("曜日「{typed}」を読み取れませんでした。「月水金」「平日」「毎日」のように書いてください。"),
    )
}

/// What was typed are no roles.
pub fn no_roles(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I don't know the role “{typed}”. Write ALT, CIR or SEA, or several with commas between."),
        format!("職種「{typed}」がわかりません。ALT・CIR・SEA を、複数ならカンマ区切りで書いてください。"),
    )
}

/// What was typed is no topic.
pub fn no_topic(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I don't know the topic “{typed}”. Choose one while you type; several go with commas between."),
        format!("トピック「{typed}」がわかりません。入力中に出る候補から選んでください（複数はカンマ区切り）。"),
    )
}

/// Nothing fits what was asked for.
pub fn nothing_to_post(locale: Locale) -> &'static str {
    locale.pick(
        "No testimonial fits these roles and topics, so there would be nothing to post. I saved nothing.",
        "その職種・トピックに合う体験談がないため、投稿できるものがありません。保存していません。",
    )
}

/// The bot can't post in a channel.
pub fn cannot_post_there(locale: Locale, lacks: &[&str]) -> String {
    let list = lacks.join(", ");
    locale.pick(
        format!("I can't post there. In that channel I still need: {list}. I saved nothing."),
        format!("そのチャンネルには投稿できません。必要な権限：{list}。保存していません。"),
    )
}

/// The bot can't read a channel's history.
pub fn cannot_look_there(locale: Locale) -> &'static str {
    locale.pick(
        "I can't read that channel's history (Read Message History). If I am interrupted while posting, I'll ask you whether \
         the post is there instead of looking myself.",
        "そのチャンネルの履歴を読めません（メッセージ履歴を読む）。投稿中に中断した場合、投稿されたかどうかを自分で確認できず、\
         モデレーターに確認をお願いすることになります。",
    )
}

/// When a schedule posts: time, zone, days.
pub fn posts_at(locale: Locale, time: &str, zone: &str, days: &str) -> String {
    locale.pick(format!("{time} ({zone}), {days}"), format!("{days} {time}（{zone}）"))
}

/// Days of the week, the bits of which are the lowest for a Monday.
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

/// What a schedule is about, where it is not about everything.
pub fn only(locale: Locale, what: &str) -> String {
    locale.pick(format!("Only: {what}"), format!("対象：{what}"))
}

/// Headings of what is shown of a schedule: where, when, next, what is left, lately.
pub fn schedule_headings(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["Where", "When", "Next posts", "Still to come", "Lately"],
        ["チャンネル", "日時", "次の投稿", "残り", "最近の投稿"],
    )
}

/// How many testimonials are left in a round, of how many.
pub fn still_to_come(locale: Locale, unseen: usize, all: usize) -> String {
    locale.pick(
        format!("{unseen} of {all} testimonials before it starts over"),
        format!("{all}件中{unseen}件（すべて投稿すると最初に戻ります）"),
    )
}

/// A schedule that does not post.
pub fn standing(locale: Locale, failing: bool) -> &'static str {
    if failing {
        locale.pick(
            "Paused: its channel has refused three posts in a row. Mend that, and resume it.",
            "停止中：チャンネルへの投稿が3回続けて拒否されました。直してから再開してください。",
        )
    } else {
        locale.pick("Paused.", "停止中です。")
    }
}

/// A ping.
pub fn pings(locale: Locale) -> &'static str {
    locale.pick("Pings: ", "メンション：")
}

/// A thread.
pub fn with_thread(locale: Locale) -> &'static str {
    locale.pick("With a thread for each post", "投稿ごとにスレッドを作成")
}

/// What became of a post.
pub fn post_state(locale: Locale, code: &str) -> &'static str {
    match code {
        "claimed" => locale.pick("on its way", "送信中"),
        "posted" => locale.pick("posted", "投稿済み"),
        "missed" => locale.pick("missed", "投稿できず"),
        "failed" => locale.pick("refused by the channel", "チャンネルに拒否されました"),
        _ => locale.pick("nobody knows whether it is there", "投稿されたか不明"),
    }
}

/// Buttons under a schedule: preview, pause, resume, remove, back.
pub fn schedule_buttons(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["Preview", "Pause", "Resume", "Remove", "All schedules"],
        ["プレビュー", "停止する", "再開する", "削除する", "予定の一覧"],
    )
}

/// Buttons under a preview: leave it out, post it now, back.
pub fn preview_buttons(locale: Locale) -> [&'static str; 3] {
    locale.pick(["Skip this one", "Post it now", "Back"], ["これを飛ばす", "今すぐ投稿する", "戻る"])
}

/// Above what is posted next; when follows.
pub fn next_is(locale: Locale) -> &'static str {
    locale.pick("This comes next, ", "次の投稿です：")
}

/// Above what is posted next, while a schedule is paused.
pub fn next_when_resumed(locale: Locale) -> &'static str {
    locale.pick("This comes next, once the schedule is resumed.", "再開すると、次はこれを投稿します。")
}

/// One was left out; the next follows.
pub fn skipped(locale: Locale) -> &'static str {
    locale.pick("Skipped for this round.", "この一巡では飛ばします。")
}

/// It is being posted.
pub fn posting_now(locale: Locale) -> &'static str {
    locale.pick(
        "It is being posted. The schedule goes on as it is, with the next testimonial.",
        "投稿しています。予定はそのままで、次はその次の体験談になります。",
    )
}

/// It posts no more.
pub fn schedule_paused(locale: Locale) -> &'static str {
    locale.pick("Paused. Nothing is posted until you resume it.", "停止しました。再開するまで投稿しません。")
}

/// It posts again.
pub fn schedule_resumed(locale: Locale) -> &'static str {
    locale.pick("Resumed.", "再開しました。")
}

/// Whether somebody is sure.
pub fn remove_schedule(locale: Locale) -> &'static str {
    locale.pick(
        "Remove this schedule? What it has shown is forgotten; posts that are there stay.",
        "この予定を削除しますか？ 表示済みの記録は消えますが、投稿はそのまま残ります。",
    )
}

/// It is removed.
pub fn schedule_removed(locale: Locale) -> &'static str {
    locale.pick("Removed.", "削除しました。")
}

/// Removes it, after all.
pub fn remove_surely(locale: Locale) -> &'static str {
    locale.pick("Yes, remove it", "はい、削除する")
}

/// Opens the schedule of which moderators are told something.
pub fn open_schedule(locale: Locale) -> &'static str {
    locale.pick("Open the schedule", "予定を開く")
}

/// Whether a post is there.
pub fn settle_buttons(locale: Locale) -> [&'static str; 2] {
    locale.pick(["It is there", "It is not: post it"], ["投稿されている", "投稿されていない：投稿する"])
}

/// It was decided.
pub fn settled(locale: Locale, there: bool) -> &'static str {
    if there {
        locale.pick(
            "Thank you. I leave it as it is. I don't know which message it is: if a member later withdraws what it quotes, please \
             delete it.",
            "ありがとうございます。このままにします。どのメッセージかがわからないため、引用されたメンバーが後日取り下げた場合は、お手数ですが\
             削除してください。",
        )
    } else {
        locale.pick("Thank you. It is being posted.", "ありがとうございます。投稿しています。")
    }
}

/// It was decided before.
pub fn settled_before(locale: Locale) -> &'static str {
    locale.pick("That has been decided already.", "これはすでに決定済みです。")
}

/// What moderators are told: so few are left that have not been shown.
pub fn running_low(locale: Locale, left: u32) -> String {
    let testimonials = if left == 1 { "1 testimonial is" } else { &format!("{left} testimonials are") };
    locale.pick(
        format!("{testimonials} left before the daily highlights start over. Members can add theirs with /share experience."),
        format!("未投稿の体験談は残り{left}件です。すべて投稿すると最初に戻ります。メンバーは /体験を共有 新規 で体験談を追加できます。"),
    )
}

/// What moderators are told: all have been shown.
pub fn starts_over(locale: Locale) -> &'static str {
    locale.pick(
        "All testimonials have been shown; the daily highlights start over. Members can add theirs with /share experience.",
        "体験談をすべて投稿したため、最初に戻ります。メンバーは /体験を共有 新規 で体験談を追加できます。",
    )
}

/// What moderators are told: there is nothing to post.
pub fn nothing_left(locale: Locale) -> &'static str {
    locale.pick(
        "There is no testimonial to post as a daily highlight: none that fits the schedule is left.",
        "投稿できる体験談がありません。予定の条件に合うものが残っていません。",
    )
}

/// What moderators are told: a channel did not take a post.
pub fn post_refused(locale: Locale, paused: bool) -> &'static str {
    if paused {
        locale.pick(
            "The channel has refused three daily highlights in a row, so I paused that schedule. Check that the channel is there \
             and that I may write in it, then resume it.",
            "チャンネルへの日替わり投稿が3回続けて拒否されたため、予定を停止しました。チャンネルがあるか、書き込み権限があるかを確認して、\
             再開してください。",
        )
    } else {
        locale.pick(
            "The channel did not take today's highlight. Check that the channel is there and that I may write in it; after three \
             refusals I pause the schedule.",
            "チャンネルに今日の体験談を投稿できませんでした。チャンネルがあるか、書き込み権限があるかを確認してください。3回続くと予定を停止します。",
        )
    }
}

/// What moderators are told: posts were missed.
pub fn posts_missed(locale: Locale, missed: u32) -> String {
    let posts = if missed == 1 {
        "One daily highlight was missed while I was away or Discord was down. Its testimonial comes later.".to_owned()
    } else {
        format!(
            "{missed} daily highlights were missed while I was away or Discord was down. Their testimonials come later."
        )
    };
    locale.pick(
        posts,
        format!(
            "ボットの停止またはDiscordの障害のため、{missed}回分の投稿ができませんでした。その体験談は後日投稿します。"
        ),
    )
}

/// What moderators are told: nobody knows whether a post is there.
pub fn post_uncertain(locale: Locale) -> &'static str {
    locale.pick(
        "I was interrupted while I posted a daily highlight, and I can't find out whether it is there: I may not read the \
         channel's history, or too much was written since, or the channel is gone. Please look, and tell me. I won't post it \
         again by myself.",
        "体験談の投稿中に中断し、投稿されたかどうかを確認できません（履歴を読む権限がない、その後の投稿が多い、チャンネルがない、のいずれかです）。\
         お手数ですが、確認してお知らせください。自動では再投稿しません。",
    )
}
