//! What is right, found in another way than by the code under test: chrono's time zones, and walking through the years.

use std::ops::AddAssign;

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// The first year that is walked through, and the last.
pub const YEARS: [i32; 2] = [2008, 2020];

const DAY: i64 = 24 * 60 * 60;

/// No zone changes its clocks twice within so many seconds in these years.
const STEP: i64 = 6 * 60 * 60;

/// A stretch of time in which the clocks of a zone run evenly, in seconds since 1970.
struct Stretch {
    from: i64,
    until: i64,
    offset: i64,
}

/// How the clocks of a zone run in [`YEARS`].
pub struct Clocks {
    stretches: Vec<Stretch>,
    /// The dates that they show, and the seconds from 1970 until then as if it were in UTC.
    dates: Vec<(Date, i64)>,
    skipped: usize,
}

/// What is worth a test.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// Times at which clocks were put forward.
    pub gaps: usize,
    /// Times at which clocks were put back.
    pub overlaps: usize,
    /// Dates that do not exist.
    pub skipped: usize,
    /// Dates whose time of day clocks skip.
    pub in_gap: usize,
    /// Of those, dates that are over when the gap is.
    pub over_by_then: usize,
    /// Dates that have the time of day twice.
    pub twice: usize,
}

impl AddAssign for Met {
    fn add_assign(&mut self, more: Self) {
        self.gaps += more.gaps;
        self.overlaps += more.overlaps;
        self.skipped += more.skipped;
        self.in_gap += more.in_gap;
        self.over_by_then += more.over_by_then;
        self.twice += more.twice;
    }
}

impl Clocks {
    /// The clocks of a zone.
    pub fn of(zone: &str) -> Self {
        let zone: Tz = zone.parse().expect("chrono knows the zone");
        let offset = |at: i64| {
            let utc = DateTime::from_timestamp(at, 0).expect("it is an instant").naive_utc();
            i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
        };
        let [begin, end] = [first_day(YEARS[0]) - 3 * DAY, first_day(YEARS[1] + 1) + 3 * DAY];
        let mut stretches = Vec::new();
        let mut last = Stretch { from: begin, until: end, offset: offset(begin) };
        let mut at = begin;
        while at < end {
            let new = offset(at);
            if new != last.offset {
                let (mut old, mut from) = (at - STEP, at);
                while from - old > 1 {
                    let middle = old.midpoint(from);
                    *(if offset(middle) == new { &mut from } else { &mut old }) = middle;
                }
                stretches.push(Stretch { until: from, ..last });
                last = Stretch { from, until: end, offset: new };
            }
            at += STEP;
        }
        stretches.push(last);
        Self { stretches, dates: Vec::new(), skipped: 0 }.with_dates()
    }

    fn with_dates(mut self) -> Self {
        let all = NaiveDate::from_ymd_opt(YEARS[0], 1, 1).expect("it is a date").iter_days();
        for date in all.take_while(|date| date.year() <= YEARS[1]) {
            let day = seconds(date);
            let shows = |one: &Stretch| one.from + one.offset < day + DAY && day < one.until + one.offset;
            if self.near(day).iter().any(shows) {
                self.dates.push((converted(date), day));
            } else {
                self.skipped += 1;
            }
        }
        self
    }

    /// The stretches that end when it is about a local time, or later: the others need not be looked at.
    fn near(&self, local: i64) -> &[Stretch] {
        let begin = self.stretches.partition_point(|one| one.until < local - 3 * DAY);
        &self.stretches[begin..]
    }

    /// The dates that exist, and the instants at which they are due: the earliest at which the clocks show the time,
    /// or, where they never do, the first after they have skipped it. Also what was met on the way.
    pub fn dues(&self, time: Time) -> (Vec<(Date, Timestamp)>, Met) {
        let mut met = Met { skipped: self.skipped, ..Met::default() };
        for pair in self.stretches.windows(2) {
            let forward = pair[1].offset > pair[0].offset;
            *(if forward { &mut met.gaps } else { &mut met.overlaps }) += 1;
        }
        let time = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
        let due = |(date, day): &(Date, i64)| {
            let at = self.first(day + time, day + DAY, &mut met);
            (*date, Timestamp::from_second(at).expect("it is an instant"))
        };
        (self.dates.iter().map(due).collect(), met)
    }

    /// The first instant at which the clocks show a local time on a date that ends at `midnight`, or a later one.
    fn first(&self, local: i64, midnight: i64, met: &mut Met) -> i64 {
        let mut shown = None;
        for one in self.near(local) {
            let starts = one.from + one.offset;
            if starts > local && shown.is_none() {
                met.in_gap += 1;
                met.over_by_then += usize::from(starts >= midnight);
                return one.from;
            }
            if one.from > local + 3 * DAY {
                break;
            }
            if starts <= local && local < one.until + one.offset {
                met.twice += usize::from(shown.is_some());
                shown = shown.or(Some(local - one.offset));
            }
        }
        shown.expect("the clocks run on")
    }
}

fn first_day(year: i32) -> i64 {
    seconds(NaiveDate::from_ymd_opt(year, 1, 1).expect("it is a date"))
}

fn seconds(date: NaiveDate) -> i64 {
    let since: TimeDelta = date - DateTime::UNIX_EPOCH.date_naive();
    since.num_seconds()
}

fn converted(date: NaiveDate) -> Date {
    let small = |number: u32| i8::try_from(number).expect("months and days are small");
    let year = i16::try_from(date.year()).expect("it is a year of ours");
    Date::new(year, small(date.month()), small(date.day())).expect("it is a date")
}
