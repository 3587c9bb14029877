//! Parses times of day and days of the week, in English or Japanese.

use jiff::civil::Time;

use crate::schedule::recurrence::Weekdays;

/// Reads a time of day: `9:00`, `21.15`, `9:30 pm`, `noon`, `9時半`, `午後9時30分`.
///
/// None if anything in it is not understood, or if it could be two times: 午前12時 is noon to some and midnight to
/// others.
pub fn time(text: &str) -> Option<Time> {
    let text = plain(text);
    match text.as_str() {
        "noon" | "正午" => return Time::new(12, 0, 0, 0).ok(),
        "midnight" => return Some(Time::midnight()),
        _ => {}
    }
    let (half, clock) = half_of_day(&text);
    let (hour, minute) = hour_and_minute(clock.trim(), half.is_some())?;
    let hour = match half {
        None => hour,
        Some(half) => half.hour(hour)?,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// A half of the day, and the hours that it has.
struct DayHalf {
    begins: i8,
    hours: &'static [i8],
}

impl DayHalf {
    /// The hour of the day: 12 in English is what 0 is in Japanese.
    fn hour(&self, hour: i8) -> Option<i8> {
        self.hours.contains(&hour).then_some(hour % 12 + self.begins)
    }
}

/// What says which half of the day is meant, and the rest.
fn half_of_day(text: &str) -> (Option<DayHalf>, &str) {
    const ENGLISH: &[i8] = &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const JAPANESE: &[i8] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    for (mark, begins) in [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)] {
        if let Some(rest) = text.strip_suffix(mark) {
            return (Some(DayHalf { begins, hours: ENGLISH }), rest);
        }
    }
    for (mark, begins) in [("午前", 0), ("午後", 12)] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (Some(DayHalf { begins, hours: JAPANESE }), rest);
        }
    }
    (None, text)
}

/// Parses an hour and a minute. A number alone is only an hour if something else says so.
fn hour_and_minute(clock: &str, is_hour: bool) -> Option<(i8, i8)> {
    if let Some((hour, minute)) = clock.split_once('時') {
        let minute = match minute.trim() {
            "" => 0,
            "半" => 30,
            minute => number(minute.strip_suffix('分')?)?,
        };
        return Some((number(hour)?, minute));
    }
    match clock.split_once([':', '.']) {
        Some((hour, minute)) => Some((number(hour)?, number(minute).filter(|_| minute.len() == 2)?)),
        None if is_hour => Some((number(clock)?, 0)),
        None => None,
    }
}

/// A number of one or two digits.
fn number(digits: &str) -> Option<i8> {
    let fits = matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| fits)
}

/// Reads days of the week: `mon wed fri`, `Monday and Thursday`, `weekdays`, `every day`, `fri-mon`, `月水金`, `平日`.
///
/// None if anything in it is not understood.
pub fn days(text: &str) -> Option<Weekdays> {
    let text = in_english(&plain(text));
    let words: Vec<&str> = text.split_whitespace().collect();
    Weekdays::from_bits(union(&words)?)
}

const WEEKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

/// The days of the week in English and Japanese, Monday first.
const WEEK: [(&str, &str); 7] = [
    ("monday", "月"),
    ("tuesday", "火"),
    ("wednesday", "水"),
    ("thursday", "木"),
    ("friday", "金"),
    ("saturday", "土"),
    ("sunday", "日"),
];

/// Further Japanese expressions. The first one says that the second of two days is Sunday.
const JAPANESE: [(&str, &str); 7] = [
    ("曜日曜", "曜 日曜"),
    ("毎日", " daily "),
    ("毎週", " every "),
    ("平日", " weekdays "),
    ("週末", " weekends "),
    ("から", " to "),
    ("と", " and "),
];

/// The same in English, the words apart.
fn in_english(text: &str) -> String {
    let mut text = JAPANESE.iter().fold(text.to_owned(), |text, (japanese, english)| text.replace(japanese, english));
    for (english, letter) in WEEK {
        let english = format!(" {english} ");
        for ending in ["曜日", "曜", ""] {
            text = text.replace(&format!("{letter}{ending}"), &english);
        }
    }
    let between = text.replace([',', '.', '、', '・', '/', '&', '+', ';'], " ");
    between.replace(['-', '‐', '–', '—', '~', '〜', 'ー'], " to ")
}

/// The bits of all the days that words name.
fn union(mut words: &[&str]) -> Option<u8> {
    let mut bits = 0;
    loop {
        let (more, rest) = match words {
            [] => return Some(bits),
            ["every", "day", rest @ ..] => (Weekdays::ALL.bits(), rest),
            ["every" | "and", rest @ ..] if !rest.is_empty() => (0, rest),
            [from, "to" | "through", to, rest @ ..] => (range(day(from)?, day(to)?), rest),
            [word, rest @ ..] => (several(word)?, rest),
        };
        bits |= more;
        words = rest;
    }
}

fn several(word: &str) -> Option<u8> {
    match word {
        "all" | "daily" | "everyday" => Some(Weekdays::ALL.bits()),
        "weekday" | "weekdays" => Some(WEEKDAYS),
        "weekend" | "weekends" => Some(WEEKEND),
        _ => day(word).map(|day| 1 << day),
    }
}

/// The days from one to another, past the end of the week if necessary.
fn range(from: usize, to: usize) -> u8 {
    let length = (to + 7 - from) % 7;
    (0..=length).fold(0, |bits, step| bits | 1 << ((from + step) % 7))
}

/// The number of a day, from Monday on, by its name, at least three letters of it, or an abbreviation.
fn day(word: &str) -> Option<usize> {
    let is_meant = |name: &str| match word {
        "weds" => name == "wednesday",
        _ => (word.len() >= 3 && name.starts_with(word)) || word.strip_suffix('s') == Some(name),
    };
    WEEK.iter().position(|(name, _)| is_meant(name))
}

/// Lower case without surrounding white space, and full-width letters, digits and signs as plain ones.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).collect::<String>().trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    fn check_time(texts: &[&str], expect: Option<(i8, i8)>) {
        for text in texts {
            let expect = expect.map(|(hour, minute)| Time::constant(hour, minute, 0, 0));
            assert_eq!(time(text), expect, "{text:?}");
        }
    }

    fn check_days(texts: &[&str], expect: &str) {
        for text in texts {
            let names = |days: Weekdays| days.iter().map(|day| &WEEK[usize::from(bit(day))].0[..2]).collect::<Vec<_>>();
            assert_eq!(days(text).map(names).unwrap_or_default().join(" "), expect, "{text:?}");
        }
    }

    fn bit(day: Weekday) -> u8 {
        day.to_monday_zero_offset().unsigned_abs()
    }

    #[test]
    fn times_of_a_whole_day_are_read() {
        check_time(
            &["9:00", "09:00", " 9.00 ", "９：００", "９．００", "9時", "09時00分", "９時", "9時 0分"],
            Some((9, 0)),
        );
        check_time(&["21:15", "21.15", "21時15分", "２１時１５分"], Some((21, 15)));
        check_time(&["9時半"], Some((9, 30)));
        check_time(&["0:00", "00:00", "0時", "midnight"], Some((0, 0)));
        check_time(&["23:59"], Some((23, 59)));
        check_time(&["noon", "Noon", "正午", "12:00"], Some((12, 0)));
    }

    #[test]
    fn halves_of_the_day_are_understood() {
        check_time(&["9am", "9 AM", "9:00am", "9 a.m.", "９ＡＭ", "午前9時", "午前9:00"], Some((9, 0)));
        check_time(&["9:30 pm", "9.30pm", "9:30 P.M.", "午後9時30分", "午後９時半", "午後 9:30"], Some((21, 30)));
        check_time(&["12am", "12:00 am", "午前0時"], Some((0, 0)));
        check_time(&["12pm", "12:00pm", "午後0時"], Some((12, 0)));
        check_time(&["12:05 am"], Some((0, 5)));
    }

    #[test]
    fn what_is_no_time_or_could_be_two_is_not_guessed_at() {
        let none = [
            "", " ", "9", "24:00", "9:60", "9:5", "9:005", "123:00", "-1:00", "+9:00", "9:+5", "9:00:00", "9::00",
            ":30",
        ];
        check_time(&none, None);
        check_time(
            &["am", "0am", "13pm", "21:00pm", "9 o'clock", "9am pm", "half past nine", "tomorrow", "9am!"],
            None,
        );
        check_time(
            &["時", "9分", "25時", "9時30", "9時分", "9時60分", "午後", "午後12時", "午前12時", "午後13時", "夜9時"],
            None,
        );
        check_time(&["午前9am", "9:00 午後", "٩:٠٠", "🕘"], None);
    }

    #[test]
    fn days_are_read_however_they_are_listed() {
        check_days(
            &["mon wed fri", "Monday, Wednesday & Friday", "mon/wed/fri", "Mon. Wed. Fri.", "fri wed mon mon"],
            "mo we fr",
        );
        check_days(
            &["月水金", "月、水、金", "月・水・金", "月曜日と水曜日と金曜日", "毎週月水金曜日", "月曜 水曜 金曜"],
            "mo we fr",
        );
        check_days(&["MONDAY", "mondays", "every monday", "月曜日", "月", "ｍｏｎ"], "mo");
        check_days(&["tue, thurs", "tues thur", "tuesdays and thursdays", "every tuesday and every thursday"], "tu th");
        check_days(&["weds", "wed", "wednesdays"], "we");
        check_days(
            &["土日", "土曜日曜", "土曜日日曜日", "土曜日曜日", "weekends", "weekend", "週末", "sat+sun"],
            "sa su",
        );
    }

    #[test]
    fn sets_and_ranges_of_days_are_understood() {
        check_days(
            &["weekdays", "every weekday", "平日", "mon-fri", "Mon – Fri", "monday to friday", "monday through friday"],
            "mo tu we th fr",
        );
        check_days(&["月-金", "月〜金", "月～金", "月ー金", "月曜から金曜"], "mo tu we th fr");
        check_days(&["fri-mon", "金〜月"], "mo fr sa su");
        check_days(&["mon-mon"], "mo");
        check_days(&["mon-wed, sat", "月〜水、土", "sat mon-wed"], "mo tu we sa");
        check_days(&["weekdays sat", "平日と土曜日"], "mo tu we th fr sa");
        let all = [
            "every day",
            "Every  Day",
            "everyday",
            "daily",
            "all",
            "毎日",
            "月火水木金土日",
            "sun-sat",
            "weekdays and weekends",
        ];
        check_days(&all, "mo tu we th fr sa su");
    }

    #[test]
    fn days_are_none_where_anything_is_not_understood() {
        check_days(
            &[
                "",
                " , ",
                "mo",
                "m w f",
                "mon and",
                "every",
                "every other monday",
                "day",
                "mon tus",
                "not monday",
                "mondayy",
            ],
            "",
        );
        check_days(&["mon-", "-fri", "mon-wed-fri", "weekdays-sun", "mon to", "1", "mon 9:00", "monfri"], "");
        check_days(&["曜日", "曜", "今日", "祝日", "月曜日祝日", "と", "から金", "明日", "🗓"], "");
    }
}
