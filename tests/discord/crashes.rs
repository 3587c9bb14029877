//! The bot is killed while it posts, at any moment: each day has its one post all the same. `CRASH_KILLS` says how often
//! (10 if it does not).
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use crate::bot::LIGHTHOUSE;
use crate::discord::faults::{Fault, What};
use crate::discord::{Discord, QUESTIONS, STAFF};
use crate::process::{Hand, Process};

/// A day on the clocks of the bots, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;
/// So far a clock is set ahead while nothing happens: a post that somebody died over is nobody else's for two minutes.
const STEP: i64 = 30_000;
/// So much later than it is made, the first post of a schedule is due; and a minute.
const LATER: i64 = 31 * 60 * 1_000;
/// A lease is so short that nobody waits long to take over.
const LEASE: Duration = Duration::from_millis(600);
/// Until then a day must have its post.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many days at most in one piece: what is older than 400 is forgotten.
const MAX_DAYS: usize = 250;
/// A bot is killed within so many milliseconds after a post is due.
const WITHIN: u64 = 60;

/// For so long Discord keeps a bot that is killed meanwhile waiting.
const HELD_UP: Duration = Duration::from_mins(1);

/// Chance, the same for every run: `SplitMix64`.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % end
    }
}

/// Where somebody may be killed on the way of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Window {
    /// It is due, and nobody has claimed it.
    Due,
    /// It is claimed, and not sent.
    Claimed,
    /// It is there, and the database does not know.
    Sent,
    /// The database knows that it is there.
    Confirmed,
}

impl Window {
    const ALL: [Self; 4] = [Self::Due, Self::Claimed, Self::Sent, Self::Confirmed];
}

/// Bots on one database, and the clock that they go by.
struct Bots {
    discord: Discord,
    hand: Hand,
    /// How far ahead it is set.
    ahead: i64,
    database: String,
    running: Vec<Process>,
}

impl Bots {
    async fn start(database: String, number: usize) -> Self {
        let discord = Discord::start().await;
        let mut bots = Self { discord, hand: Hand::new(), ahead: 0, database, running: Vec::new() };
        bots.running.push(bots.another());
        bots.discord.connected().await;
        bots.discord.settle().await;
        while bots.running.len() < number {
            bots.running.push(bots.another());
        }
        bots
    }

    fn another(&self) -> Process {
        let started = Process::start_by(&self.discord, Path::new(LIGHTHOUSE), &self.database, &self.hand, LEASE);
        started.expect("it starts")
    }

    fn advance(&mut self, milliseconds: i64) {
        self.ahead += milliseconds;
        self.hand.set(self.ahead);
    }

    /// Sets the clocks to when the post of a day, counted from 1, is due; and a minute.
    fn is_due(&mut self, day: usize) {
        let days = i64::try_from(day - 1).expect("a number");
        self.advance(days * DAY + LATER - self.ahead);
    }

    /// Kills the one that has run longest, and starts another. Where it was on its way with the post of a day is what it
    /// leaves behind: what is in the database, and what is in the channel.
    async fn kill(&mut self, day: usize) -> Window {
        let mut oldest = self.running.remove(0);
        oldest.signal("KILL");
        oldest.ended().await;
        let states = rows(&self.database).await;
        let is_there = self.posts().len() >= day;
        let confirmed = states.iter().filter(|(_, state, _)| state == "posted").count();
        let window = match states.len() {
            claimed if claimed < day => Window::Due,
            _ if confirmed >= day => Window::Confirmed,
            _ if is_there => Window::Sent,
            _ => Window::Claimed,
        };
        self.running.push(self.another());
        window
    }

    /// Something happens to the next request that sends a message into the channel.
    fn next_post(&self, what: What) {
        let path_contains = format!("/channels/{QUESTIONS}/messages");
        self.discord.fault(Fault { method: "POST", path_contains, times: 1, what });
    }

    /// Brings the only bot to where it is to be killed with the post of a day, and keeps it there.
    async fn reaches(&mut self, window: Window, day: usize) {
        let sent = self.discord.posts(QUESTIONS);
        match window {
            Window::Due => self.running[0].signal("STOP"),
            Window::Claimed => self.next_post(What::Delay(HELD_UP)),
            Window::Sent => self.next_post(What::ExecuteThenDelay(HELD_UP)),
            Window::Confirmed => {}
        }
        self.is_due(day);
        match window {
            Window::Due => {}
            Window::Claimed => self.sees("it is sent", || self.discord.posts(QUESTIONS) > sent).await,
            Window::Sent => self.sees("it is there", || self.posts().len() >= day).await,
            Window::Confirmed => self.until_confirmed(day).await,
        }
    }

    /// Waits until something has happened, for as long as processes may take to start beside many others.
    async fn sees(&self, what: &str, has_happened: impl Fn() -> bool) {
        let began = Instant::now();
        while !has_happened() {
            assert!(began.elapsed() < PATIENCE, "waited in vain until {what}\n{}", self.discord.transcript());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The posts in the channel, the oldest first.
    fn posts(&self) -> Vec<Value> {
        let messages = self.discord.messages(QUESTIONS);
        messages.into_iter().filter(|one| one.to_string().contains("Your senpai")).collect()
    }

    /// A post a day, the first of them in half an hour by the clock that everybody has.
    async fn schedule(&self) {
        let mut mo = self.discord.member("Mo").moderator().in_channel(STAFF);
        let now = Timestamp::now().to_zoned(TimeZone::UTC).datetime();
        let due = now.checked_add(SignedDuration::from_mins(30)).expect("a time");
        let time = format!("time:{:02}:{:02}", due.hour(), due.minute());
        mo.types(&format!("/manage highlight schedule channel:#questions {time} timezone:UTC grace-hours:20")).await;
    }

    /// Waits until there are so many posts, while the clocks go on.
    async fn until(&mut self, posts: usize) {
        let began = Instant::now();
        while self.posts().len() < posts {
            assert!(began.elapsed() < PATIENCE, "post {posts} did not come\n{}", self.discord.transcript());
            tokio::time::sleep(Duration::from_millis(50)).await;
            if self.posts().len() < posts {
                self.advance(STEP);
            }
        }
    }

    /// Waits until the database has so many posts that are there, while the clocks go on.
    async fn until_confirmed(&mut self, posts: usize) {
        let began = Instant::now();
        loop {
            let states = rows(&self.database).await;
            if states.iter().filter(|(_, state, _)| state == "posted").count() >= posts {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "post {posts} was not confirmed: {states:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
            self.advance(STEP);
        }
    }
}

async fn connect(database: &str) -> AnyConnection {
    install_default_drivers();
    let url = if database.contains("://") { database.to_owned() } else { format!("sqlite://{database}") };
    AnyConnection::connect(&url).await.expect("the database answers")
}

/// What the database says of every day: its date, its state, its message.
async fn rows(database: &str) -> Vec<(String, String, Option<i64>)> {
    let mut connection = connect(database).await;
    let rows = sqlx::query("SELECT day, state, message FROM highlight ORDER BY day").fetch_all(&mut connection).await;
    let rows = rows.expect("it can be read");
    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
}

/// Kills bots, a day each, and looks at what was posted at the end. Where there is but one, every other kill is aimed, at
/// each window in turn; the rest come by chance, wherever they do.
async fn kills(mut bots: Bots, kills: usize) {
    bots.schedule().await;
    let mut chance = Chance(u64::try_from(kills).expect("a number"));
    let is_alone = bots.running.len() == 1;
    let mut hit: BTreeMap<Window, usize> = BTreeMap::new();
    for day in 1..=kills {
        let aimed = (is_alone && day % 2 == 1).then(|| Window::ALL[day / 2 % Window::ALL.len()]);
        if let Some(window) = aimed {
            bots.reaches(window, day).await;
        } else {
            bots.is_due(day);
            tokio::time::sleep(Duration::from_millis(chance.below(WITHIN))).await;
        }
        let window = bots.kill(day).await;
        assert!(aimed.is_none_or(|aimed| aimed == window), "day {day}: {window:?} instead of {aimed:?}");
        *hit.entry(window).or_default() += 1;
        bots.discord.mend();
        // What Discord remembers of nonces is of no help.
        bots.discord.advance(Duration::from_mins(10));
        bots.until(day).await;
        bots.until_confirmed(day).await;
    }
    println!("killed while it was {hit:?}");
    if is_alone && kills >= 2 * Window::ALL.len() - 1 {
        assert!(hit.keys().eq(&Window::ALL), "nobody was killed in one of the windows: {hit:?}");
    }
    // The day after the last.
    bots.is_due(kills + 1);
    bots.until(kills + 1).await;
    bots.until_confirmed(kills + 1).await;
    let days = rows(&bots.database).await;
    let posts = bots.posts();
    assert_eq!((days.len(), posts.len()), (kills + 1, kills + 1), "a day has no post, or two: {days:?}");
    assert!(days.iter().all(|(_, state, _)| state == "posted"), "{days:?}");
    let said: BTreeSet<i64> = days.iter().filter_map(|(.., message)| *message).collect();
    let there: BTreeSet<i64> = posts.iter().filter_map(|one| one["id"].as_str()?.parse().ok()).collect();
    assert_eq!(said, there, "the database names other messages than there are");
    // Somebody was killed while they answered Discord.
    bots.discord.take_violations();
}

fn wanted() -> usize {
    env::var("CRASH_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10)
}

#[tokio::test]
async fn whoever_is_killed_while_they_post_has_posted_each_day_once_when_they_are_back() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let mut left = wanted();
    while left > 0 {
        let some = left.min(MAX_DAYS);
        let database = home.path().join(format!("{left}.db")).to_string_lossy().into_owned();
        kills(Bots::start(database, 1).await, some).await;
        left -= some;
    }
}

#[tokio::test]
async fn of_two_on_postgresql_one_posts_whichever_is_killed() {
    let Ok(admin) = env::var("TEST_POSTGRES_URL") else { return };
    let name = format!("crashes_{}", std::process::id());
    execute(&admin, &format!("CREATE DATABASE {name}")).await;
    let url = format!("{}/{name}", admin.rsplit_once('/').map_or("", |(server, _)| server));
    kills(Bots::start(url, 2).await, wanted().min(50)).await;
    execute(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn execute(url: &str, sql: &str) {
    let mut connection = connect(url).await;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("it does as it is told");
}

/// Killed at exactly one step: after it was claimed and before it was sent; after it was sent and before anybody knew,
/// with the answer under way or lost; after it was confirmed. The next day comes as if nothing had been.
#[tokio::test]
async fn killed_after_each_step_it_goes_on_from_there() {
    for (step, lost) in
        [(Window::Claimed, false), (Window::Sent, false), (Window::Sent, true), (Window::Confirmed, false)]
    {
        let home = tempfile::tempdir().expect("a temporary directory");
        let database = home.path().join("kept.db").to_string_lossy().into_owned();
        let mut bots = Bots::start(database, 1).await;
        bots.schedule().await;
        if lost {
            bots.next_post(What::ExecuteThenDrop);
        }
        bots.reaches(step, 1).await;
        assert_eq!(bots.kill(1).await, step, "{lost}");
        bots.discord.mend();
        for day in 1..=2 {
            bots.discord.advance(Duration::from_mins(10));
            bots.is_due(day);
            bots.until(day).await;
            bots.until_confirmed(day).await;
            assert_eq!(bots.posts().len(), day, "{step:?}");
        }
        bots.discord.take_violations();
    }
}
