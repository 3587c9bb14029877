//! A process that lives through thirteen years in sixty places, and now and then is down, wakes late or has its clock
//! put back: every date that exists there is done once, at the instant that [`Clocks`] says.

use std::num::NonZero;
use std::thread;

use jet_senpai::schedule::{Occurrences, PostingTime, Weekdays, compute_occurrences, zone};
use jiff::civil::{Date, Time, date};
use jiff::{SignedDuration, Timestamp};

use crate::oracle::{Clocks, Met};

/// Places that changed their rules in these years, skip midnight or a date, or have clocks like no other; and some that
/// have not.
const ZONES: [&str; 60] = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Juba",
    "Africa/Khartoum",
    "Africa/Sao_Tome",
    "Africa/Tripoli",
    "Africa/Tunis",
    "Africa/Windhoek",
    "America/Araguaina",
    "America/Argentina/San_Luis",
    "America/Asuncion",
    "America/Bahia",
    "America/Campo_Grande",
    "America/Cancun",
    "America/Caracas",
    "America/Goose_Bay",
    "America/Grand_Turk",
    "America/Havana",
    "America/Montevideo",
    "America/New_York",
    "America/Port-au-Prince",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Scoresbysund",
    "America/St_Johns",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Baku",
    "Asia/Beirut",
    "Asia/Chita",
    "Asia/Damascus",
    "Asia/Dhaka",
    "Asia/Gaza",
    "Asia/Hebron",
    "Asia/Hovd",
    "Asia/Kamchatka",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Novosibirsk",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Asia/Ulaanbaatar",
    "Asia/Yerevan",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Istanbul",
    "Europe/London",
    "Europe/Minsk",
    "Europe/Moscow",
    "Europe/Samara",
    "Europe/Simferopol",
    "Europe/Volgograd",
    "Pacific/Apia",
    "Pacific/Bougainville",
    "Pacific/Easter",
    "Pacific/Fakaofo",
    "Pacific/Fiji",
];

/// How late a post may be, in seconds.
const GRACE: i64 = 6 * 60 * 60;

/// How far the clock is put back at most, in seconds.
const BACK: i64 = 2 * 60 * 60;

/// Chance that can be repeated.
struct Dice(u64);

impl Dice {
    /// A number below another.
    fn below(&mut self, end: i64) -> i64 {
        // A linear congruential generator, Knuth's MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("it has 31 bits") % end
    }
}

/// A process: what it has stored, and what its clock shows.
struct Process {
    when: PostingTime,
    dice: Dice,
    /// Until when it has looked for what is due.
    since: Timestamp,
    now: Timestamp,
    /// What it has done, and when that was due.
    done: Vec<(Date, Timestamp)>,
}

impl Process {
    /// Lives until after the last of the dates.
    fn live(mut self, last: Date) -> Vec<(Date, Timestamp)> {
        loop {
            let next = self.wake().next.expect("these are not the last days");
            if next.date > last {
                return self.done;
            }
            self.sleep(next.at);
        }
    }

    /// Does what is due.
    fn wake(&mut self) -> Occurrences {
        // Nothing but what was done in the last few days can be found again; to look for more takes long.
        let is_done = |date| self.done.iter().rev().take(4).any(|(done, _)| *done == date);
        let found = compute_occurrences(&self.when, self.since, self.now, SignedDuration::from_secs(GRACE), is_done);
        assert!(found.missed.is_empty(), "{:?} missed {:?}", self.when, found.missed);
        self.done.extend(found.due.map(|due| (due.date, due.at)));
        // A clock that was put back: some keep the latest time that they have seen.
        self.since = if self.dice.below(2) == 0 { self.now } else { self.now.max(self.since) };
        found
    }

    /// Sleeps until what comes next; or not as long, or longer, or only to find its clock put back.
    fn sleep(&mut self, next: Timestamp) {
        let wait = next.as_second() - self.now.as_second();
        self.now += SignedDuration::from_secs(match self.dice.below(16) {
            0 => -self.dice.below(BACK + 1),
            1 => self.dice.below(wait + 1),
            2 | 3 => wait + self.dice.below(GRACE + 1),
            4 => wait + GRACE,
            _ => wait,
        });
    }
}

/// Five times of day, one of them random.
fn times(dice: &mut Dice) -> [Time; 5] {
    let mut random = |end| i8::try_from(dice.below(end)).expect("it is small");
    let any = Time::constant(0, 0, 0, 0).with().hour(random(24)).minute(random(60)).build().expect("it is a time");
    [Time::midnight(), Time::constant(0, 30, 0, 0), Time::constant(2, 30, 0, 0), Time::constant(23, 45, 0, 0), any]
}

/// Lives through the years in a place, at five times of day; what was met on the way.
fn simulate(name: &str, number: u64) -> Met {
    let clocks = Clocks::of(name);
    let zone = zone(name).expect("it is known");
    let last = date(2020, 12, 31);
    let mut all_met = Met::default();
    let mut dice = Dice(number);
    for time in times(&mut dice) {
        let (expect, met) = clocks.dues(time);
        let start = expect[0].1 - SignedDuration::from_hours(1);
        let when = PostingTime { time, zone: zone.clone(), days: Weekdays::ALL };
        let seed = dice.below(i64::MAX).unsigned_abs();
        let process = Process { when, dice: Dice(seed), since: start, now: start, done: Vec::new() };
        let done = process.live(last);
        let differs = done.iter().zip(&expect).find(|(done, expect)| done != expect);
        assert!(differs.is_none() && done.len() == expect.len(), "{name} {time}: done and expected are {differs:?}");
        all_met += met;
    }
    all_met
}

fn simulate_all(zones: &[(u64, &str)]) -> Met {
    let mut met = Met::default();
    for (number, name) in zones {
        met += simulate(name, *number);
    }
    met
}

#[test]
fn every_date_is_done_once_and_at_its_instant_in_sixty_zones_for_thirteen_years() {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let numbered: Vec<_> = (0_u64..).zip(ZONES).collect();
    let mut met = Met::default();
    thread::scope(|scope| {
        let shares = numbered.chunks(ZONES.len().div_ceil(workers));
        let handles: Vec<_> = shares.map(|share| scope.spawn(|| simulate_all(share))).collect();
        for handle in handles {
            met += handle.join().expect("no process fails");
        }
    });
    // Each zone is lived through at five times of day. Samoa and Tokelau skip a date, and North Korea the rest of one.
    assert!(met.gaps > 2_000 && met.overlaps > 2_000, "{met:?}");
    assert!(met.in_gap > 400 && met.twice > 300, "{met:?}");
    assert!(met.skipped == 2 * 5 && met.over_by_then > 0, "{met:?}");
}
