//! The bot as a process of its own, for what only a process has: signals, and an exit status. This test executable runs
//! itself again, wired to a Discord of our own; the shipped program has no such switch.
#![cfg(unix)]

use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use async_trait::async_trait;
use jet_senpai::boot::{self, Dependencies};
use jet_senpai::bot::{Clock, SystemClock};
use jet_senpai::config::{Config, EncoderConfig, Secret};
use jet_senpai::encoder::CACHE_FILE;
use jiff::{SignedDuration, Timestamp};
use tokio::time::timeout;

use crate::bot::{LIGHTHOUSE, config, copy_of};
use crate::discord::Discord;
use crate::discord::faults::{Fault, What};

/// Where the Discord of our own is, for the process that is the bot.
const REST: &str = "JET_SENPAI_TEST_REST";
const GATEWAY: &str = "JET_SENPAI_TEST_GATEWAY";
const CERTIFICATE: &str = "JET_SENPAI_TEST_CERTIFICATE";
const TOKEN: &str = "JET_SENPAI_TEST_TOKEN";
const KNOWLEDGE: &str = "JET_SENPAI_TEST_KNOWLEDGE";
const DATABASE: &str = "JET_SENPAI_TEST_DATABASE";
const CLOCK: &str = "JET_SENPAI_TEST_CLOCK";
const LEASE: &str = "JET_SENPAI_TEST_LEASE";
const CACHE: &str = "JET_SENPAI_TEST_CACHE";

/// Sets the clocks of the processes that look at it.
pub struct Hand(tempfile::TempDir);

impl Hand {
    /// Clocks that show what all others show.
    pub fn new() -> Self {
        let hand = Self(tempfile::tempdir().expect("a temporary directory"));
        hand.set(0);
        hand
    }

    /// Sets the clocks so many milliseconds ahead of all others.
    pub fn set(&self, ahead: i64) {
        let new = self.0.path().join("new");
        fs::write(&new, ahead.to_string()).expect("it can be written");
        fs::rename(new, self.path()).expect("it can be moved");
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("ahead")
    }
}

/// A clock that is ahead of all others by what a file says.
struct SetClock {
    path: PathBuf,
    start: Instant,
}

impl SetClock {
    fn ahead(&self) -> i64 {
        fs::read_to_string(&self.path).expect("the test has set it").parse().expect("it is a number")
    }
}

#[async_trait]
impl Clock for SetClock {
    fn now(&self) -> Instant {
        self.start + self.start.elapsed() + Duration::from_millis(u64::try_from(self.ahead()).unwrap_or_default())
    }

    fn time(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_millis(self.ahead())
    }

    async fn sleep(&self, time: Duration) {
        let until = self.now() + time;
        while self.now() < until {
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// How often whoever sleeps looks at a clock that may be set.
const LOOK: Duration = Duration::from_millis(5);

/// The clock that the test wants.
fn clock() -> Arc<dyn Clock> {
    match env::var(CLOCK) {
        Ok(path) => Arc::new(SetClock { path: path.into(), start: Instant::now() }),
        Err(_) => Arc::new(SystemClock),
    }
}

/// The lease that the test wants.
fn lease() -> Duration {
    let milliseconds = env::var(LEASE).ok().and_then(|lease| lease.parse().ok());
    milliseconds.map_or(jet_senpai::discord::LEASE, Duration::from_millis)
}

/// A running bot; it does not outlive its test.
pub struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    /// A bot whose database is a file, or on a server.
    pub fn start(discord: &Discord, knowledge: &Path, database: &str) -> io::Result<Self> {
        Self::start_with(discord, knowledge, database, &[])
    }

    /// The same, by a clock that is set, and with a shorter lease.
    pub fn start_by(
        discord: &Discord,
        knowledge: &Path,
        database: &str,
        hand: &Hand,
        lease: Duration,
    ) -> io::Result<Self> {
        let (path, lease) = (hand.path(), lease.as_millis().to_string());
        Self::start_with(discord, knowledge, database, &[(CLOCK, &path.to_string_lossy()), (LEASE, &lease)])
    }

    fn start_with(discord: &Discord, knowledge: &Path, database: &str, more: &[(&str, &str)]) -> io::Result<Self> {
        let (address, certificate) = discord.rest();
        let mut hex = String::new();
        for byte in certificate {
            write!(hex, "{byte:02x}").expect("a text takes everything");
        }
        let child = Command::new(env::current_exe()?)
            .args(["--exact", "process::bot", "--ignored", "--nocapture"])
            .env(REST, address.to_string())
            .env(GATEWAY, discord.gateway())
            .env(CERTIFICATE, hex)
            .env(TOKEN, discord.token())
            .env(KNOWLEDGE, knowledge)
            .env(DATABASE, database)
            .envs(more.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self(child))
    }

    /// Megabytes of memory that it has, of this kind; nothing where the system does not say.
    fn megabytes(&self, kind: &str) -> Option<u32> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(kind))?;
        let kilobytes: u32 = line.trim().trim_end_matches(" kB").parse().ok()?;
        Some(kilobytes / 1_000)
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.0.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "the signal could not be sent");
    }

    /// Waits until it has ended; its exit status.
    pub async fn ended(&mut self) -> Option<i32> {
        let began = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().expect("it can be asked") {
                return status.code();
            }
            assert!(began.elapsed() < Duration::from_secs(5), "it did not end within 5 s");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Where a test's database lies.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    fn file(&self) -> String {
        self.0.path().join("kept.db").to_string_lossy().into_owned()
    }
}

/// Not a test, but the bot: another test runs it as a process.
#[test]
#[ignore = "only as a process of another test"]
fn bot() {
    let Ok(address) = env::var(REST) else { return };
    let told = |name: &str| env::var(name).expect("the test says so");
    let hex = told(CERTIFICATE);
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let certificate: Vec<u8> = digits.chunks(2).filter_map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect();
    let http = crate::discord::client(address.parse().expect("it is an address"), &certificate);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let ended = runtime.block_on(async {
        let wiring = Dependencies {
            http,
            gateway: Some(told(GATEWAY)),
            clock: clock(),
            lease: lease(),
            signals: boot::signals().expect("signals can be listened to"),
            announce: Box::new(|_| ()),
        };
        let database = told(DATABASE);
        let database_url = database.contains("://").then(|| Secret::new(&*database));
        let knowledge = Some(told(KNOWLEDGE).into());
        let mut config = Config { knowledge, database: database.into(), database_url, ..config() };
        if let Ok(cache) = env::var(CACHE) {
            config.semantic = EncoderConfig { cache: Some(cache.into()), ..EncoderConfig::default() };
        }
        // Whoever waits for something to change asks more often than a member would.
        config.discord.questions_per_minute = NonZeroU32::MAX;
        config.discord.replies_per_channel = NonZeroU32::MAX;
        boot::run(&config, &Secret::new(told(TOKEN)), wiring).await
    });
    std::process::exit(i32::from(ended.is_err()));
}

#[tokio::test]
async fn signals_reload_and_stop_it_in_good_order() {
    for stop in ["TERM", "INT"] {
        let discord = Discord::start().await;
        let home = Home::new();
        let knowledge = copy_of(Path::new(LIGHTHOUSE));
        let mut process = Process::start(&discord, knowledge.path(), &home.file()).expect("it starts");
        discord.connected().await;
        let entries = knowledge.path().join("faq/exchange.toml");
        let text = fs::read_to_string(&entries).expect("it is there");
        fs::write(&entries, text.replace("About ninety", "About ninety-nine")).expect("it can be written");
        process.signal("HUP");
        let reloaded = async {
            while !discord.take_transcript().contains("About ninety-nine") {
                discord.member("Ana").types("/ask question:keeper percentage").await;
            }
        };
        timeout(Duration::from_secs(5), reloaded).await.expect("it answers from what it was told to read");
        process.signal(stop);
        assert_eq!(process.ended().await, Some(0), "after SIG{stop}");
        discord.until("it says goodbye", |discord| discord.closed_with() == Some(1000)).await;
    }
}

#[tokio::test]
async fn what_is_being_answered_when_it_is_told_to_stop_is_answered() {
    let discord = Discord::start().await;
    let home = Home::new();
    let mut process = Process::start(&discord, Path::new(LIGHTHOUSE), &home.file()).expect("it starts");
    discord.connected().await;
    let slow = What::Delay(Duration::from_millis(700));
    discord.fault(Fault { method: "POST", path_contains: "/callback".to_owned(), times: 1, what: slow });
    let mut ana = discord.member("Ana");
    let asking = tokio::spawn(async move { ana.types("/ask question:keeper percentage").await });
    let asked = |discord: &Discord| discord.requests().iter().any(|request| request.contains("/callback"));
    discord.until("the answer is under way", asked).await;
    process.signal("TERM");
    assert_eq!(process.ended().await, Some(0));
    asking.await.expect("the answer came");
    assert!(discord.transcript().contains("About ninety percent"));
}

/// Megabytes that the bot may take beside its own program, with the encoder and all that is known of the curated entries.
/// With the program, of which a test has twice as much in memory as a release (60 MB for 30), that should be 90.
const MAX_MEGABYTES: u32 = 55;

#[tokio::test]
async fn with_the_encoder_and_all_curated_entries_it_takes_no_more_memory_than_a_small_server_has() {
    let discord = Discord::start().await;
    let home = Home::new();
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let cache = home.0.path().join("cache");
    let started = Process::start_with(&discord, &knowledge, &home.file(), &[(CACHE, &cache.to_string_lossy())]);
    let process = started.expect("it starts");
    discord.connected().await;
    // It answers while it reads, and keeps what it has read.
    let read = async {
        while !cache.join(CACHE_FILE).exists() {
            discord.member("Ana").types("/ask question:do I need a degree for JET?").await;
        }
    };
    timeout(Duration::from_mins(5), read).await.expect("it reads the entries");
    assert!(discord.take_transcript().contains("bachelor's degree"));
    for number in 0..100 {
        discord.member("Ana").types(&format!("/ask question:who would I work for in year {number}?")).await;
    }
    if let (Some(own), Some(all)) = (process.megabytes("RssAnon:"), process.megabytes("VmRSS:")) {
        println!("it takes {all} MB, {own} of them beside its program");
        assert!(own <= MAX_MEGABYTES, "it takes {own} MB beside its program");
    }
}

#[tokio::test]
async fn killed_and_started_again_it_answers_what_it_offered_before() {
    let discord = Discord::start().await;
    let home = Home::new();
    let mut first = Process::start(&discord, Path::new(LIGHTHOUSE), &home.file()).expect("it starts");
    discord.connected().await;
    discord.member("Ana").types("/ask question:day with somebody").await;
    first.signal("KILL");
    assert_eq!(first.ended().await, None);
    let _second = Process::start(&discord, Path::new(LIGHTHOUSE), &home.file()).expect("it starts");
    discord.until("it is back", |discord| discord.identifies() == 2 && discord.is_heard()).await;
    discord.member("Ana").presses("What are the working hours?").await;
    assert!(discord.transcript().contains("from six in the morning"));
}
