//! When something is due: gaps, overlaps and dates that do not exist; downtimes, clocks that are wrong, and zones.

use jet_senpai::schedule::{Occurrence, Occurrences, PostingTime, Weekdays, compute_occurrences, parse, zone, zones};
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const GRACE: SignedDuration = SignedDuration::from_hours(6);

/// A schedule as it would be typed: `Asia/Tokyo 09:00 mon fri`.
fn when(text: &str) -> PostingTime {
    let mut words = text.splitn(3, ' ');
    let mut word = || words.next().unwrap_or("daily");
    let zone = zone(word()).expect("it is a zone");
    let time = parse::time(word()).expect("it is a time");
    PostingTime { zone, time, days: parse::days(word()).expect("these are days") }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("it is an instant")
}

fn on(text: &str) -> Date {
    text.parse().expect("it is a date")
}

fn dates(dues: &[Occurrence]) -> String {
    dues.iter().map(|due| due.date.to_string()).collect::<Vec<_>>().join(" ")
}

fn shown(due: Option<Occurrence>) -> String {
    due.map_or_else(|| "never".to_owned(), |due| format!("{} at {}", due.date, due.at))
}

#[test]
fn a_date_is_due_as_soon_as_clocks_show_the_time_or_a_later_one() {
    fn check(schedule: &str, date: &str, expect: &str) {
        let at = when(schedule).due(on(date)).map_or_else(|| "never".to_owned(), |due| due.at.to_string());
        assert_eq!(at, expect, "{schedule} on {date}");
    }
    check("Asia/Tokyo 09:00", "2024-05-01", "2024-05-01T00:00:00Z");
    check("America/New_York 02:30", "2024-03-09", "2024-03-09T07:30:00Z");
    check("America/New_York 02:30", "2024-03-10", "2024-03-10T07:00:00Z"); // At 3:00, not at 3:30.
    check("America/New_York 01:30", "2024-11-03", "2024-11-03T05:30:00Z"); // At 1:30 for the first time.
    check("Asia/Beirut 00:00", "2024-03-31", "2024-03-30T22:00:00Z"); // Midnight does not exist.
    check("America/St_Johns 00:00", "2010-11-07", "2010-11-07T02:30:00Z"); // A minute later, it is yesterday again.
    check("Asia/Pyongyang 23:45", "2018-05-04", "2018-05-04T15:00:00Z"); // By then it is 5 May.
    check("Asia/Pyongyang 23:45", "2018-05-05", "2018-05-05T14:45:00Z");
    check("Australia/Lord_Howe 02:15", "2024-10-06", "2024-10-05T15:30:00Z"); // Half an hour is skipped.
    check("Pacific/Apia 09:00", "2011-12-29", "2011-12-29T19:00:00Z");
    check("Pacific/Apia 09:00", "2011-12-30", "never");
    check("Pacific/Apia 09:00", "2011-12-31", "2011-12-30T19:00:00Z");
    check("Pacific/Fakaofo 00:00", "2011-12-30", "never");
    check("Pacific/Kwajalein 12:00", "1993-08-21", "never");
    check("Asia/Tokyo 09:00 mon wed", "2024-05-01", "2024-05-01T00:00:00Z");
    check("Asia/Tokyo 09:00 mon tue", "2024-05-01", "never");
}

#[test]
fn the_next_due_is_on_the_next_of_its_days_that_exists() {
    fn check(schedule: &str, after: &str, expect: &str) {
        assert_eq!(dates(&when(schedule).upcoming(at(after), 3)), expect, "{schedule} after {after}");
    }
    check("Asia/Tokyo 09:00", "2024-05-01T00:00:00Z", "2024-05-02 2024-05-03 2024-05-04");
    check("Asia/Tokyo 09:00", "2024-04-30T23:59:59.999999999Z", "2024-05-01 2024-05-02 2024-05-03");
    check("Asia/Tokyo 09:00 mon", "2024-05-06T00:00:00Z", "2024-05-13 2024-05-20 2024-05-27");
    check("Asia/Tokyo 09:00 weekends", "2024-05-06T00:00:00Z", "2024-05-11 2024-05-12 2024-05-18");
    check("Asia/Tokyo 09:00", "2024-02-28T12:00:00Z", "2024-02-29 2024-03-01 2024-03-02");
    check("Asia/Tokyo 09:00", "2023-02-28T12:00:00Z", "2023-03-01 2023-03-02 2023-03-03");
    // 30 December 2011 was a Friday.
    check("Pacific/Apia 09:00", "2011-12-29T00:00:00Z", "2011-12-29 2011-12-31 2012-01-01");
    check("Pacific/Apia 09:00 fri", "2011-12-16T20:00:00Z", "2011-12-23 2012-01-06 2012-01-13");
    check("Pacific/Apia 09:00 fri", "2011-12-23T19:00:00Z", "2012-01-06 2012-01-13 2012-01-20");
    // In the hour that these clocks show twice, 7 November has had its turn, although it is 6 November again.
    check("America/St_Johns 00:00", "2010-11-07T02:45:00Z", "2010-11-08 2010-11-09 2010-11-10");
}

/// What is found at the second of two instants, when it was last looked at the first.
fn check_reckoned(schedule: &str, [since, now]: [&str; 2], done: &[&str], expect: [&str; 3]) {
    let is_done = |date: Date| done.contains(&date.to_string().as_str());
    let found = compute_occurrences(&when(schedule), at(since), at(now), GRACE, is_done);
    let [missed, due, next] = [dates(&found.missed), shown(found.due), shown(found.next)];
    assert_eq!([missed.as_str(), &due, &next], expect, "{schedule} from {since} to {now}");
}

#[test]
fn what_became_due_while_nobody_looked_is_due_within_the_grace_and_missed_after_it() {
    let tokyo = "Asia/Tokyo 09:00";
    let [first, second] = ["2024-05-01 at 2024-05-01T00:00:00Z", "2024-05-02 at 2024-05-02T00:00:00Z"];
    let before = "2024-04-30T12:00:00Z";
    check_reckoned(tokyo, [before, "2024-04-30T23:59:59Z"], &[], ["", "never", first]);
    check_reckoned(tokyo, [before, "2024-05-01T00:00:00Z"], &[], ["", first, second]);
    check_reckoned(tokyo, [before, "2024-05-01T06:00:00Z"], &[], ["", first, second]);
    check_reckoned(tokyo, [before, "2024-05-01T06:00:00.000000001Z"], &[], ["2024-05-01", "never", second]);
    check_reckoned(tokyo, ["2024-05-01T00:00:00Z", "2024-05-01T01:00:00Z"], &[], ["", "never", second]);
    check_reckoned(tokyo, [before, "2024-05-01T01:00:00Z"], &["2024-05-01"], ["", "never", second]);
}

#[test]
fn after_a_long_downtime_one_is_due_at_most_and_the_others_are_missed() {
    let tokyo = "Asia/Tokyo 09:00";
    let next = "2024-05-05 at 2024-05-05T00:00:00Z";
    let [before, soon, late] = ["2024-04-30T12:00:00Z", "2024-05-04T03:00:00Z", "2024-05-04T07:00:00Z"];
    let last = "2024-05-04 at 2024-05-04T00:00:00Z";
    check_reckoned(tokyo, [before, soon], &[], ["2024-05-01 2024-05-02 2024-05-03", last, next]);
    check_reckoned(tokyo, [before, late], &[], ["2024-05-01 2024-05-02 2024-05-03 2024-05-04", "never", next]);
    check_reckoned(tokyo, [before, soon], &["2024-05-02"], ["2024-05-01 2024-05-03", last, next]);
    check_reckoned(tokyo, [before, soon], &["2024-05-04"], ["2024-05-01 2024-05-02 2024-05-03", "never", next]);
    let mondays = "Asia/Tokyo 09:00 mon";
    check_reckoned(
        mondays,
        [before, "2024-05-13T00:30:00Z"],
        &[],
        ["2024-05-06", "2024-05-13 at 2024-05-13T00:00:00Z", "2024-05-20 at 2024-05-20T00:00:00Z"],
    );
}

#[test]
fn odd_dates_are_neither_lost_nor_missed() {
    let leap = "2024-02-29 at 2024-02-29T00:00:00Z";
    let utc = "UTC 00:00";
    check_reckoned(utc, ["2024-02-28T00:00:00Z", "2024-02-28T12:00:00Z"], &[], ["", "never", leap]);
    let march = "2024-03-01 at 2024-03-01T00:00:00Z";
    check_reckoned(utc, ["2024-02-28T12:00:00Z", "2024-02-29T00:00:00Z"], &[], ["", leap, march]);
    check_reckoned(
        utc,
        ["2023-02-28T12:00:00Z", "2023-03-01T00:00:00Z"],
        &[],
        ["", "2023-03-01 at 2023-03-01T00:00:00Z", "2023-03-02 at 2023-03-02T00:00:00Z"],
    );
    let apia = "Pacific/Apia 09:00";
    let [eve, year] = ["2011-12-31 at 2011-12-30T19:00:00Z", "2012-01-01 at 2011-12-31T19:00:00Z"];
    check_reckoned(apia, ["2011-12-29T20:00:00Z", "2011-12-30T19:00:00Z"], &[], ["", eve, year]);
    // It is 6 November again, and 7 November was due 15 minutes ago.
    let november = "2010-11-07 at 2010-11-07T02:30:00Z";
    let after = "2010-11-08 at 2010-11-08T03:30:00Z";
    let night = ["2010-11-07T02:00:00Z", "2010-11-07T02:45:00Z"];
    check_reckoned("America/St_Johns 00:00", night, &[], ["", november, after]);
    check_reckoned("America/St_Johns 00:00", night, &["2010-11-07"], ["", "never", after]);
}

#[test]
fn nothing_is_due_while_the_clock_has_gone_back_and_what_is_done_does_not_come_again() {
    let tokyo = "Asia/Tokyo 09:00";
    let [first, second] = ["2024-05-01 at 2024-05-01T00:00:00Z", "2024-05-02 at 2024-05-02T00:00:00Z"];
    let [soon, later] = ["2024-05-01T00:30:00Z", "2024-05-01T01:00:00Z"];
    check_reckoned(tokyo, [later, soon], &[], ["", "never", second]);
    check_reckoned(tokyo, [later, later], &[], ["", "never", second]);
    check_reckoned(tokyo, [later, "2024-04-30T23:00:00Z"], &[], ["", "never", first]);
    check_reckoned(tokyo, [later, "2024-04-30T23:00:00Z"], &["2024-05-01"], ["", "never", second]);
    let third = "2024-05-03 at 2024-05-03T00:00:00Z";
    check_reckoned(tokyo, [later, later], &["2024-05-02"], ["", "never", third]);
}

#[test]
fn a_clock_that_was_a_year_ahead_costs_no_day() {
    let when = when("Asia/Tokyo 09:00");
    let mut done = Vec::new();
    let mut look = |since: &str, now: &str| -> Occurrences {
        let found = compute_occurrences(&when, at(since), at(now), GRACE, |date| done.contains(&date));
        done.extend(found.due.map(|due| due.date));
        found
    };
    let ahead = look("2024-05-01T00:00:00Z", "2025-05-01T00:30:00Z");
    assert_eq!((ahead.missed.len(), shown(ahead.due)), (364, "2025-05-01 at 2025-05-01T00:00:00Z".to_owned()));
    let back = look("2025-05-01T00:30:00Z", "2024-05-01T01:00:00Z");
    assert_eq!((dates(&back.missed), shown(back.due)), (String::new(), "never".to_owned()));
    assert_eq!(shown(back.next), "2024-05-02 at 2024-05-02T00:00:00Z");
    assert_eq!(shown(look("2024-05-01T01:00:00Z", "2024-05-02T00:00:00Z").due), shown(back.next));
    let a_year_later = look("2025-04-30T00:00:00Z", "2025-05-01T00:30:00Z");
    assert_eq!(shown(a_year_later.due), "never", "it was done when the clock was ahead");
    assert_eq!(shown(a_year_later.next), "2025-05-02 at 2025-05-02T00:00:00Z");
}

#[test]
fn a_date_that_is_done_in_one_zone_is_not_due_again_in_another() {
    let since = "2024-05-01T00:00:00Z";
    let (first, second) = ("2024-05-01 at 2024-05-01T13:00:00Z", "2024-05-02 at 2024-05-02T13:00:00Z");
    let moved = "America/New_York 09:00";
    check_reckoned(moved, [since, "2024-05-01T13:00:00Z"], &["2024-05-01"], ["", "never", second]);
    check_reckoned(moved, [since, "2024-05-01T12:00:00Z"], &["2024-05-01"], ["", "never", second]);
    check_reckoned(moved, [since, "2024-05-01T12:00:00Z"], &["2024-04-30"], ["", "never", first]);
    // The other way, the new zone is ahead: what was due there before the change is not due.
    check_reckoned(
        "Pacific/Kiritimati 00:00",
        ["2024-05-01T12:00:00Z", "2024-05-01T12:01:00Z"],
        &["2024-05-01"],
        ["", "never", "2024-05-03 at 2024-05-02T10:00:00Z"],
    );
}

#[test]
fn however_long_ago_it_was_looked_at_last_the_latest_four_hundred_are_found_and_soon() {
    let when = when("Asia/Tokyo 09:00");
    let now = at("2024-05-01T00:00:00Z");
    for since in [Timestamp::MIN, at("1950-01-01T00:00:00Z"), at("2023-01-01T00:00:00Z")] {
        let found = compute_occurrences(&when, since, now, GRACE, |_| false);
        assert_eq!((found.missed.len(), dates(&found.missed[..1])), (399, "2023-03-29".to_owned()));
        assert_eq!(shown(found.due), "2024-05-01 at 2024-05-01T00:00:00Z");
        assert!(found.missed.is_sorted_by_key(|due| due.at));
    }
    let all_done = compute_occurrences(&when, Timestamp::MIN, now, GRACE, |_| true);
    assert_eq!(all_done, Occurrences { missed: Vec::new(), due: None, next: None });
}

#[test]
fn zones_are_known_by_their_names_in_any_case_and_by_nothing_else() {
    let name = |text: &str| zone(text).and_then(|zone| zone.iana_name().map(str::to_owned)).unwrap_or_default();
    for (text, expect) in [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("asia/tokyo", "Asia/Tokyo"),
        ("AMERICA/ARGENTINA/BUENOS_AIRES", "America/Argentina/Buenos_Aires"),
        ("america/st_johns", "America/St_Johns"),
        ("utc", "UTC"),
        ("japan", "Japan"),
        ("est5edt", "EST5EDT"),
    ] {
        assert_eq!(name(text), expect);
    }
    let unknown =
        [" ", "", "Tokyo", "Asia", "Asia/", "Asia/Tokyo ", "JST", "JST-9", "<+09>-9", "EST5EDT,M3.2.0,M11.1.0"];
    let strange = ["+09:00", "Factory", "Etc/Unknown", "posixrules", "localtime", "../etc/passwd", "/Asia/Tokyo"];
    for text in unknown.into_iter().chain(strange) {
        assert!(zone(text).is_none(), "{text:?}");
    }
}

#[test]
fn zones_to_choose_from_are_sorted_known_and_meant() {
    let names: Vec<&str> = zones().collect();
    assert!(names.len() > 400 && names.is_sorted());
    assert!(names.iter().all(|name| zone(name).is_some_and(|zone| zone.iana_name() == Some(name))));
    for offered in ["Asia/Tokyo", "America/Argentina/Buenos_Aires", "US/Eastern", "Japan", "UTC"] {
        assert!(names.contains(&offered), "{offered}");
    }
    for odd in ["Factory", "Etc/GMT+9", "Etc/Unknown", "EST", "EST5EDT", "GMT0", "posixrules", "localtime", "W-SU"] {
        assert!(!names.contains(&odd), "{odd}");
    }
}

#[test]
fn days_are_never_none() {
    let days = |days: &[Weekday]| days.iter().copied().collect::<Weekdays>();
    let some = days(&[Weekday::Sunday, Weekday::Monday, Weekday::Sunday]);
    assert_eq!((some.bits(), some.iter().collect::<Vec<_>>()), (0b100_0001, vec![Weekday::Monday, Weekday::Sunday]));
    assert!(some.contains(Weekday::Sunday) && !some.contains(Weekday::Tuesday));
    assert_eq!(days(&[]), Weekdays::ALL);
    assert_eq!((Weekdays::ALL.iter().count(), Weekdays::from_bits(0), Weekdays::from_bits(128)), (7, None, None));
    assert!((1..128).all(|bits| Weekdays::from_bits(bits).is_some_and(|days| days.bits() == bits)));
}

/// Any instant that there is, the first and last more often than others.
fn instants() -> impl Strategy<Value = Timestamp> {
    let [first, last] = [Timestamp::MIN.as_second(), Timestamp::MAX.as_second()];
    let seconds = prop_oneof![
        first..=last,
        0..=4_000_000_000_i64,
        first..=first + 1_000_000,
        last - 1_000_000..=last,
        Just(first),
        Just(last)
    ];
    let instant = |(second, nanosecond)| Timestamp::new(second, nanosecond).unwrap_or(Timestamp::MAX);
    (seconds, 0..=999_999_999).prop_map(instant)
}

fn schedules() -> impl Strategy<Value = PostingTime> {
    let names: Vec<&str> = zones().collect();
    let time = |second| Time::midnight() + SignedDuration::from_secs(second);
    (prop::sample::select(names), 0..86_400_i64, 1..128_u8).prop_map(move |(name, second, bits)| PostingTime {
        zone: zone(name).unwrap_or(TimeZone::UTC),
        time: time(second),
        days: Weekdays::from_bits(bits).unwrap_or(Weekdays::ALL),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_next_due_is_the_earliest_after_any_instant_in_any_zone(when in schedules(), after in instants()) {
        let here = when.zone.to_datetime(after).date();
        let around = (-3..=22).filter_map(|days| here.checked_add(SignedDuration::from_hours(24 * days)).ok());
        let dues = around.filter_map(|date| when.due(date)).filter(|due| due.at > after);
        prop_assert_eq!(when.next(after), dues.min_by_key(|due| due.at));
        prop_assert!(when.next(after).is_some() || after > Timestamp::MAX - SignedDuration::from_hours(24 * 23));
    }

    #[test]
    fn reckoning_never_panics_and_finds_what_next_promised(
        when in schedules(), since in instants(), now in instants(), hours in 0..100_i64
    ) {
        let found = compute_occurrences(&when, since, now, SignedDuration::from_hours(hours), |_| false);
        prop_assert!(found.missed.iter().chain(&found.due).all(|due| since < due.at && due.at <= now));
        prop_assert_eq!(found.next, when.next(now));
        if let Some(next) = found.next {
            let then = compute_occurrences(&when, now, next.at, SignedDuration::ZERO, |_| false);
            prop_assert_eq!((then.missed.len(), then.due), (0, found.next));
        }
    }
}
