//! What the bot says to moderators who want to know what is asked.

use crate::reply::Locale;

/// Above the weeks.
pub fn weeks(locale: Locale, weeks: u32) -> String {
    match weeks {
        1 => locale.pick("Questions this week".to_owned(), "今週の質問".to_owned()),
        _ => locale.pick(format!("Questions in {weeks} weeks"), format!("{weeks}週間の質問")),
    }
}

/// A week: its bar, how much was asked, and which part of it nobody could answer.
pub fn week(locale: Locale, number: i8, bar: &str, asked: u32, unanswered: u32) -> String {
    if asked == 0 {
        return locale.pick(format!("W{number:02} –"), format!("第{number:02}週 –"));
    }
    // As far as a percentage goes it must not say that nothing, or everything, was unanswered where that is not so.
    let share = (u64::from(unanswered) * 100 + u64::from(asked) / 2) / u64::from(asked);
    let share = match share {
        0 if unanswered > 0 => 1,
        100 if unanswered < asked => 99,
        share => share,
    };
    locale.pick(
        format!("W{number:02} {bar} {asked} · {share} % open"),
        format!("第{number:02}週 {bar} {asked}件・未{share}%"),
    )
}

/// What the bars mean.
pub fn bars(locale: Locale) -> &'static str {
    locale.pick("█ answered or suggested, ░ left open", "█ 回答・候補あり　░ 未回答")
}

/// Where nothing was asked.
pub fn nothing_asked(locale: Locale) -> &'static str {
    locale.pick("Nobody has asked anything in this time.", "この期間に質問はありませんでした。")
}

/// Above what was asked most.
pub fn most_asked(locale: Locale) -> &'static str {
    locale.pick("Most asked", "よくある質問")
}

/// A question, how often it was asked, and how often ever nobody could answer it.
pub fn asked_times(locale: Locale, question: &str, asked: u32, unanswered: u32) -> String {
    let open = match unanswered {
        0 => (String::new(), String::new()),
        _ => (format!(" (unanswered {unanswered} in all)"), format!("（未回答は通算{unanswered}件）")),
    };
    locale.pick(format!("• {asked} × {question}{}", open.0), format!("・{asked}件　{question}{}", open.1))
}

/// Above entries that did not help.
pub fn least_helpful(locale: Locale) -> &'static str {
    locale.pick("Least helpful", "役に立たなかった回答")
}

/// An entry, and of how many it helped.
pub fn helped_of(locale: Locale, question: &str, helped: u32, votes: u32) -> String {
    locale.pick(
        format!("• helped {helped} of {votes}: {question}"),
        format!("・{votes}人中{helped}人に役立った：{question}"),
    )
}

/// Above entries that nobody has seen.
pub fn never_shown(locale: Locale, number: usize) -> String {
    locale.pick(format!("Never shown ({number})"), format!("一度も表示されていない項目（{number}件）"))
}

/// Above entries that somebody should look at.
pub fn due(locale: Locale, number: usize) -> String {
    locale.pick(format!("Due for review ({number})"), format!("見直し時期の項目（{number}件）"))
}

/// Such an entry, and the day; whether that is over.
pub fn due_on(locale: Locale, question: &str, day: &str, over: bool) -> String {
    let late = if over { locale.pick(" (overdue)", "（期限切れ）") } else { "" };
    locale.pick(format!("• {day}{late}: {question}"), format!("・{day}{late}　{question}"))
}

/// Above a menu of entries that did not help.
pub fn open_least_helpful(locale: Locale) -> &'static str {
    locale.pick("Open one of the least helpful", "役に立たなかった回答を開く")
}

/// Above a menu of entries that nobody has seen.
pub fn open_never_shown(locale: Locale) -> &'static str {
    locale.pick("Open one that was never shown", "表示されていない項目を開く")
}

/// Above a menu of entries that somebody should look at.
pub fn open_due(locale: Locale) -> &'static str {
    locale.pick("Open one that is due for review", "見直し時期の項目を開く")
}

/// The numbers as files.
pub fn as_table(locale: Locale) -> &'static str {
    locale.pick("Tables (CSV)", "表（CSV）")
}
