//! Question statistics for moderators.

use crate::text::Locale;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Title of the statistics.
pub fn weeks(locale: Locale, weeks: u32) -> String {
    match weeks {
        1 => locale.pick("Questions this week".to_owned(), "今週の質問".to_owned()),
        _ => locale.pick(format!("Questions in the last {weeks} weeks"), format!("過去{weeks}週間の質問")),
    }
}

/// A week: month and day of its Monday, its bar, its number of questions, and the share without an answer.
pub fn week(locale: Locale, (month, day): (i8, i8), bar: &str, asked: u32, unanswered: u32) -> String {
    let name = usize::from(month.unsigned_abs()).checked_sub(1).and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    let name = locale.pick(format!("{day:02} {name}"), format!("{month}/{day}週"));
    if asked == 0 {
        return format!("{name} –");
    }
    // Rounds to 0% only if every question had an answer, and to 100% only if none had.
    let share = (u64::from(unanswered) * 100 + u64::from(asked) / 2) / u64::from(asked);
    let share = match share {
        0 if unanswered > 0 => 1,
        100 if unanswered < asked => 99,
        share => share,
    };
    locale.pick(format!("{name} {bar} {asked} · {share}% ░"), format!("{name} {bar} {asked}件・未回答{share}%"))
}

/// What the bars mean.
pub fn bars(locale: Locale) -> &'static str {
    locale.pick("█ answered or suggested  ░ no answer", "█ 回答・候補あり　░ 未回答")
}

/// No question was asked.
pub fn nothing_asked(locale: Locale) -> &'static str {
    locale.pick("No questions were asked in this time.", "この期間に質問はありませんでした。")
}

/// Above the questions that were asked most.
pub fn most_asked(locale: Locale) -> &'static str {
    locale.pick("Most asked", "よくある質問")
}

/// A question, how often it was asked, and how often in all it had no answer.
pub fn asked_times(locale: Locale, question: &str, asked: u32, unanswered: u32) -> String {
    let open = match unanswered {
        0 => (String::new(), String::new()),
        _ => (format!(" (unanswered {unanswered} times in all)"), format!("（未回答は通算{unanswered}回）")),
    };
    locale.pick(format!("• {asked} × {question}{}", open.0), format!("・{asked}回　{question}{}", open.1))
}

/// Above the entries that helped least.
pub fn least_helpful(locale: Locale) -> &'static str {
    locale.pick("Least helpful", "役に立たなかった回答")
}

/// An entry, and how many members it helped.
pub fn helped_of(locale: Locale, question: &str, helped: u32, votes: u32) -> String {
    locale.pick(
        format!("• helped {helped} of {votes}: {question}"),
        format!("・{votes}人中{helped}人に役立った：{question}"),
    )
}

/// Above the entries that no member has seen.
pub fn never_shown(locale: Locale, number: usize) -> String {
    locale.pick(format!("Never shown ({number})"), format!("一度も表示されていない項目（{number}件）"))
}

/// Above the entries that are due for review.
pub fn due(locale: Locale, number: usize) -> String {
    locale.pick(format!("Due for review ({number})"), format!("見直し時期の項目（{number}件）"))
}

/// An entry that is due for review, its review date, and whether that is past.
pub fn due_on(locale: Locale, question: &str, day: &str, over: bool) -> String {
    let late = if over { locale.pick(" (overdue)", "（期限切れ）") } else { "" };
    locale.pick(format!("• {day}{late}: {question}"), format!("・{day}{late}　{question}"))
}

/// Above a menu of the entries that helped least.
pub fn open_least_helpful(locale: Locale) -> &'static str {
    locale.pick("Open a least helpful entry", "役に立たなかった回答を開く")
}

/// Above a menu of the entries that no member has seen.
pub fn open_never_shown(locale: Locale) -> &'static str {
    locale.pick("Open an entry never shown", "表示されていない項目を開く")
}

/// Above a menu of the entries that are due for review.
pub fn open_due(locale: Locale) -> &'static str {
    locale.pick("Open an entry due for review", "見直し時期の項目を開く")
}

/// Downloads the statistics as files.
pub fn as_table(locale: Locale) -> &'static str {
    locale.pick("Download CSV", "CSVをダウンロード")
}
