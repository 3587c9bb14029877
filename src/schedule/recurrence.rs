//! When the daily testimonial is due: once on every local date of some weekdays, whatever the clocks of its zone do.

use std::iter;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// Dates that are looked at to find the next that is due: the next of a weekday is at most seven days off, a fortnight
/// if that one does not exist.
const DATES_AHEAD: usize = 22;

/// The latest dues before now that [`compute_occurrences`] looks at.
const DUES_BEHIND: usize = 400;

/// The next dues that [`compute_occurrences`] looks at for one that is not done: ten years of days.
const DUES_AHEAD: usize = 4_000;

/// Names without a region that are offered all the same.
const WITHOUT_REGION: [&str; 2] = ["Japan", "UTC"];

/// Some days of the week, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);

    /// The days of some bits, Monday the lowest, as they were stored; none if there is no day among them or anything
    /// else.
    pub fn from_bits(bits: u8) -> Option<Self> {
        (bits != 0 && bits & !Self::ALL.0 == 0).then_some(Self(bits))
    }

    /// A bit for each day, Monday the lowest.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether a day is among them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// The days, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::Monday.cycle_forward().take(7).filter(move |day| self.contains(*day))
    }
}

/// No days are all days: a schedule without a day would never be due.
impl FromIterator<Weekday> for Weekdays {
    fn from_iter<T: IntoIterator<Item = Weekday>>(days: T) -> Self {
        Self::from_bits(days.into_iter().fold(0, |bits, day| bits | bit(day))).unwrap_or(Self::ALL)
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

/// A time of day in a time zone, on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingTime {
    /// The time of day.
    pub time: Time,
    /// Where.
    pub zone: TimeZone,
    /// The days of the week.
    pub days: Weekdays,
}

/// A date and the instant at which it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The local date, which occurs once.
    pub date: Date,
    /// The instant.
    pub at: Timestamp,
}

impl PostingTime {
    /// When a local date is due: as soon as the clocks there show the time or a later one.
    ///
    /// That is the first of two such times where clocks are turned back, and the end of the gap where they skip the
    /// time, even if the next date has begun by then. It is not due at all if it is on another day of the week, or if
    /// clocks skip the whole date (Samoa had no 30 December 2011).
    pub fn due(&self, date: Date) -> Option<Occurrence> {
        if !self.days.contains(date.weekday()) {
            return None;
        }
        let local = date.to_datetime(self.time);
        let at = match self.zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).ok()?,
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local).ok()?,
            AmbiguousOffset::Gap { before, after } => self.after_gap(local, before, after)?,
        };
        Some(Occurrence { date, at })
    }

    /// The end of the gap that a local time lies in, unless the gap swallows its date.
    fn after_gap(&self, local: DateTime, before: Offset, after: Offset) -> Option<Timestamp> {
        // Clocks jump over the time between these two instants; they may do other things there, too.
        let (from, to) = (after.to_timestamp(local).ok()?, before.to_timestamp(local).ok()?);
        let mut changes = self.zone.following(from).map(|change| change.timestamp()).take_while(|at| *at <= to);
        let end = changes.find(|at| self.zone.to_datetime(*at) > local)?;
        let begins_before_gap = before.to_datetime(end) > local.date().to_datetime(Time::midnight());
        let goes_on_after_gap = self.zone.to_datetime(end).date() == local.date();
        (begins_before_gap || goes_on_after_gap).then_some(end)
    }

    /// The first due after an instant; there is none only at the end of time, in the year 9999.
    pub fn next(&self, after: Timestamp) -> Option<Occurrence> {
        // Whatever is due on an earlier date has been, since the clocks show a later time.
        let mut date = self.zone.to_datetime(after).date();
        for _ in 0..DATES_AHEAD {
            if let Some(due) = self.due(date).filter(|due| due.at > after) {
                return Some(due);
            }
            date = date.tomorrow().ok()?;
        }
        None
    }

    /// The first dues after an instant.
    pub fn upcoming(&self, after: Timestamp, most: usize) -> Vec<Occurrence> {
        self.following(after).take(most).collect()
    }

    fn following(&self, mut after: Timestamp) -> impl Iterator<Item = Occurrence> {
        iter::from_fn(move || {
            let due = self.next(after)?;
            after = due.at;
            Some(due)
        })
    }

    /// The occurrences at an instant or before, the latest first.
    fn preceding(&self, until: Timestamp) -> impl Iterator<Item = Occurrence> {
        // Tomorrow may have been due: clocks that are turned back at midnight show the old date again.
        let here = self.zone.to_datetime(until).date();
        let latest = here.tomorrow().unwrap_or(here);
        let dates = iter::successors(Some(latest), |date| date.yesterday().ok());
        dates.filter_map(|date| self.due(date)).skip_while(move |due| due.at > until)
    }
}

/// What [`compute_occurrences`] finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrences {
    /// Occurrences that are too late, the oldest first.
    pub missed: Vec<Occurrence>,
    /// The occurrence that is due now.
    pub due: Option<Occurrence>,
    /// The next occurrence after now.
    pub next: Option<Occurrence>,
}

/// The occurrences after `since` until `now` that are not done, and the next one.
///
/// At most one is due: the latest, if it is not later than `grace`. The others are missed. Nothing is due while a clock
/// that went back shows a time before `since`.
///
/// Only the latest 400 occurrences before `now` are looked at, so that a `since` long ago costs nothing; and only the
/// next 4,000, so that `next` is [`None`] if those are all done.
pub fn compute_occurrences(
    when: &PostingTime,
    since: Timestamp,
    now: Timestamp,
    grace: SignedDuration,
    is_done: impl Fn(Date) -> bool,
) -> Occurrences {
    let is_open = |due: &Occurrence| !is_done(due.date);
    let recent = when.preceding(now).take(DUES_BEHIND).take_while(|due| due.at > since);
    let mut missed: Vec<Occurrence> = recent.filter(is_open).collect();
    missed.reverse();
    let due = missed.pop_if(|latest| now.duration_since(latest.at) <= grace);
    let next = when.following(now).take(DUES_AHEAD).find(is_open);
    Occurrences { missed, due, next }
}

/// The time zone of an IANA name, in any case; its `iana_name()` is spelt as it should be.
///
/// The data comes with the program: what the machine it runs on knows about time zones does not matter.
pub fn zone(name: &str) -> Option<TimeZone> {
    let zone = TimeZoneDatabase::bundled().get(name).ok()?;
    // Both mean that no zone was chosen.
    let is_a_place = !zone.is_unknown() && zone.iana_name() != Some("Factory");
    is_a_place.then_some(zone)
}

/// The names of time zones to choose from, sorted.
///
/// [`zone`] accepts a few more, which are misleading: `EST` has no summer time, and `Etc/GMT+9` is nine hours west of
/// Greenwich.
pub fn zones() -> impl Iterator<Item = &'static str> {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let database = TimeZoneDatabase::bundled();
        let mut names: Vec<String> = database.available().map(|name| name.as_str().to_owned()).collect();
        names.retain(|name| is_offered(name));
        names.sort_unstable();
        names
    });
    NAMES.iter().map(String::as_str)
}

fn is_offered(name: &str) -> bool {
    WITHOUT_REGION.contains(&name) || name.split_once('/').is_some_and(|(region, _)| region != "Etc")
}
