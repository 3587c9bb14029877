//! The bot as it is shipped, in this process, connected to a Discord of our own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jet_senpai::boot::{self, Dependencies, RunError};
use jet_senpai::bot::Clock;
use jet_senpai::config::{Config, EncoderConfig, GuildSettings, Secret, Snowflake};
use jet_senpai::discord::{ControlSignal, LEASE};
use jiff::Timestamp;
use tokio::sync::mpsc::{Sender, channel};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::discord::{Discord, Member};

/// The invented knowledge.
pub const LIGHTHOUSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lighthouse");

/// The bot has 5 s to end; a test gives it no more.
const TO_END: Duration = Duration::from_secs(5);
/// For so long it may be busy, on a busy machine.
const TO_REST: Duration = Duration::from_secs(30);

/// A clock that stands still until a test moves it: noon of 22 November 2026, in UTC, when it starts.
pub struct StoppedClock {
    start: Instant,
    passed: watch::Sender<Duration>,
    /// Until when each of those sleeps that do.
    asleep: watch::Sender<BTreeMap<u64, Duration>>,
    sleeps: AtomicU64,
}

/// When it starts.
const NOON: Timestamp = Timestamp::constant(1_795_348_800, 0);

/// Who sleeps when there is nothing to do: whoever posts, edits, delivers, and keeps house.
const RESTING: usize = 4;

impl StoppedClock {
    fn new() -> Self {
        Self {
            start: Instant::now(),
            passed: watch::Sender::default(),
            asleep: watch::Sender::default(),
            sleeps: AtomicU64::default(),
        }
    }

    /// Lets time pass for the bot.
    pub fn advance(&self, time: Duration) {
        let now = self.passed() + time;
        // Whoever is due is awake from now on, even if they have not noticed yet.
        self.asleep.send_modify(|asleep| asleep.retain(|_, until| *until > now));
        self.passed.send_replace(now);
    }

    /// Lets time pass while there is nothing to do, and waits until everything is done that it brought about.
    pub async fn passes(&self, time: Duration) {
        self.rests().await;
        self.advance(time);
        self.rests().await;
    }

    /// Waits until there is nothing to do but to wait.
    pub async fn rests(&self) {
        let mut asleep = self.asleep.subscribe();
        let resting = asleep.wait_for(|asleep| asleep.len() >= RESTING);
        timeout(TO_REST, resting).await.expect("the bot has done everything in time").expect("the clock is there");
    }

    fn passed(&self) -> Duration {
        *self.passed.borrow()
    }
}

/// Somebody sleeps for as long as there is one of these.
struct Asleep<'a>(&'a StoppedClock, u64);

impl Drop for Asleep<'_> {
    fn drop(&mut self) {
        self.0.asleep.send_modify(|asleep| _ = asleep.remove(&self.1));
    }
}

#[async_trait]
impl Clock for StoppedClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn time(&self) -> Timestamp {
        NOON + self.passed()
    }

    async fn sleep(&self, time: Duration) {
        let until = self.passed() + time;
        let sleep = self.sleeps.fetch_add(1, Ordering::Relaxed);
        self.asleep.send_modify(|asleep| _ = asleep.insert(sleep, until));
        let _asleep = Asleep(self, sleep);
        let _ = self.passed.subscribe().wait_for(|passed| *passed >= until).await;
    }
}

/// A running bot, and the Discord it runs on.
pub struct Bot {
    pub discord: Discord,
    pub clock: Arc<StoppedClock>,
    signals: Sender<ControlSignal>,
    announced: Arc<Mutex<Vec<String>>>,
    running: JoinHandle<Result<(), RunError>>,
    _home: tempfile::TempDir,
}

/// The bot's configuration where a test has no other wish.
pub fn config() -> Config {
    // What is tested here does not depend on how entries are found; reading them takes the encoder longer than most tests.
    let semantic = EncoderConfig { enabled: false, ..EncoderConfig::default() };
    Config { knowledge: Some(LIGHTHOUSE.into()), semantic, ..Config::default() }
}

/// The same, where the operator has named the guild, and where its moderators are told of trouble.
pub fn config_of_guild() -> Config {
    let snowflake = |id: u64| Snowflake(id.try_into().expect("it is not zero"));
    let guild =
        GuildSettings { id: snowflake(crate::discord::LIGHTHOUSE), moderators: snowflake(crate::discord::STAFF) };
    let mut config = config();
    config.discord.guild = vec![guild];
    config
}

/// A bot that knows the invented knowledge, connected.
pub async fn start() -> Bot {
    start_with(&config()).await
}

/// A connected bot.
pub async fn start_with(config: &Config) -> Bot {
    let bot = launch(Discord::start().await, config);
    bot.discord.connected().await;
    bot
}

/// A bot that is about to connect.
pub fn launch(discord: Discord, config: &Config) -> Bot {
    discord.minds_pings();
    let clock = Arc::new(StoppedClock::new());
    let announced = Arc::new(Mutex::new(Vec::new()));
    let (signals, receiver) = channel(1);
    let wiring = {
        let announced = Arc::clone(&announced);
        let announce = move |line: &str| announced.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
        Dependencies {
            http: discord.http(),
            gateway: Some(discord.gateway()),
            clock: Arc::<StoppedClock>::clone(&clock),
            lease: LEASE,
            signals: receiver,
            announce: Box::new(announce),
        }
    };
    let (mut config, token) = (config.clone(), Secret::new(discord.token()));
    // Unless a test names one, nobody else has the database.
    let home = tempfile::tempdir().expect("a temporary directory");
    config.database = home.path().join(config.database);
    let running = tokio::spawn(async move { boot::run(&config, &token, wiring).await });
    Bot { discord, clock, signals, announced, running, _home: home }
}

impl Bot {
    /// Someone in its guild.
    pub fn member(&self, name: &str) -> Member {
        self.discord.member(name)
    }

    /// What it has told its operator.
    pub fn announced(&self) -> Vec<String> {
        self.announced.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends it a signal.
    pub async fn signal(&self, signal: ControlSignal) {
        self.signals.send(signal).await.expect("the bot listens");
    }

    /// Tells it to stop, and waits until it has.
    pub async fn stop(self) -> Result<(), RunError> {
        self.signal(ControlSignal::Stop).await;
        self.ended().await
    }

    /// Waits until it has ended.
    pub async fn ended(self) -> Result<(), RunError> {
        let ended = timeout(TO_END, self.running).await.expect("it ends in time");
        ended.expect("it does not panic")
    }
}

/// A copy of a directory's files, to be changed.
pub fn copy_of(dir: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary directory");
    copy_into(dir, copy.path());
    copy
}

fn copy_into(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("it can be made");
    for item in std::fs::read_dir(from).expect("it is there") {
        let path = item.expect("it can be read").path();
        let target = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy_into(&path, &target);
        } else {
            std::fs::copy(&path, target).expect("it can be copied");
        }
    }
}

/// A configuration whose database outlives the bot, and where that lies.
pub fn kept() -> (Config, tempfile::TempDir) {
    let home = tempfile::tempdir().expect("a temporary directory");
    (Config { database: home.path().join("kept.db"), ..config() }, home)
}
