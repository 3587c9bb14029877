//! Rate limits: questions a minute per member, and public replies a minute per channel. Counters are kept in memory
//! only; the algorithm is GCRA (`governor`), which allows short bursts.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter, clock};
use jiff::Timestamp;

use crate::bot::action::RequestContext;
use crate::bot::guild::settings::{MAX_RATE_PER_MINUTE, Settings};
use crate::ui::{Reply, wording};

/// The time, as far as anything here depends on it.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Now, for measuring how long something takes.
    fn now(&self) -> Instant;

    /// Now, for writing down when something was.
    fn time(&self) -> Timestamp;

    /// Waits until so much time has passed.
    async fn sleep(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// How often may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimits {
    /// Questions a minute, of one member.
    pub per_member: NonZeroU32,
    /// Public replies a minute in a channel.
    pub per_channel: NonZeroU32,
}

/// No guild lets through more, whatever its row in the database says.
const MAX_PER_MINUTE: NonZeroU32 = NonZeroU32::new(MAX_RATE_PER_MINUTE).unwrap();

/// Every so many questions, those who have not asked for a while are forgotten.
const SWEEP_EVERY: u32 = 1_024;

/// Lets questions through, or says how long to wait.
pub struct RequestLimiter {
    limits: Option<RateLimits>,
    clock: Arc<dyn Clock>,
    /// Limiters for members and for channels.
    members: Limiters,
    channels: Limiters,
    asked: AtomicU32,
    /// In which channels members were shown who helps.
    helped: Limiter,
}

/// For how long a member's messages in need get no second public reply in a channel, so that it can't be flooded.
const HELP_COOLDOWN: Duration = Duration::from_mins(10);

/// Limiters by how much they let through; there are at most [`MAX_RATE_PER_MINUTE`] of them.
type Limiters = Mutex<BTreeMap<NonZeroU32, Arc<Limiter>>>;

/// Counts by guild and member or channel; guild 0 stands for the operator's limit, which counts across guilds.
type Limiter = RateLimiter<(u64, u64), DashMapStateStore<(u64, u64)>, Time, NoOpMiddleware<Instant>>;

/// Our clock, as the limiter wants it.
#[derive(Clone)]
struct Time(Arc<dyn Clock>);

impl clock::Clock for Time {
    type Instant = Instant;

    fn now(&self) -> Instant {
        self.0.now()
    }
}

impl RequestLimiter {
    /// A limiter without limits.
    pub fn open() -> Self {
        Self::made(None, Arc::new(SystemClock))
    }

    /// A gate with limits, where a guild has none of its own.
    pub fn new(limits: &RateLimits, clock: &Arc<dyn Clock>) -> Self {
        Self::made(Some(limits.clone()), Arc::clone(clock))
    }

    fn made(limits: Option<RateLimits>, clock: Arc<dyn Clock>) -> Self {
        let once = Quota::with_period(HELP_COOLDOWN).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
        let helped = RateLimiter::new(once, DashMapStateStore::default(), Time(Arc::clone(&clock)));
        let (members, channels) = (Mutex::default(), Mutex::default());
        Self { limits, clock, members, channels, asked: AtomicU32::new(0), helped }
    }

    /// Whether the reply to a member in need may be public: once per member and channel in [`HELP_COOLDOWN`].
    pub fn should_show_help(&self, request: &RequestContext) -> bool {
        let (Some(member), Some(channel)) = (request.member, request.channel) else { return true };
        self.helped.retain_recent();
        self.helped.check_key(&(channel, member)).is_ok()
    }

    /// How often may be asked where a guild has no limits of its own.
    pub fn limits(&self) -> Option<&RateLimits> {
        self.limits.as_ref()
    }

    /// Counts a request; returns the reply if it exceeds a limit.
    pub fn check(&self, request: &RequestContext, settings: &Settings) -> Result<(), Box<Reply>> {
        let Some(limits) = &self.limits else {
            return Ok(());
        };
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            let all = [&self.members, &self.channels].map(|limiters| locked(limiters).values().cloned().collect());
            all.into_iter().flat_map(|some: Vec<_>| some).for_each(|limiter: Arc<Limiter>| limiter.retain_recent());
        }
        let wait = |limiters: &Limiters, own: Option<NonZeroU32>, everybody: NonZeroU32, key: Option<u64>| {
            // The operator's limit counts across guilds; a guild's own counts there alone.
            let guild = own.and(request.guild).unwrap_or_default();
            let limiter = self.limiter(limiters, own.unwrap_or(everybody));
            key.and_then(|key| seconds(&limiter, (guild, key)))
        };
        let told = wait(&self.members, settings.per_member, limits.per_member, request.member)
            .map(|seconds| wording::notices::slow_down(request.locale, seconds))
            .or_else(|| {
                let wait = wait(&self.channels, settings.per_channel, limits.per_channel, request.channel);
                Some(wording::notices::busy_channel(request.locale, wait?))
            });
        told.map_or(Ok(()), |told| Err(Box::new(Reply::tells(request.locale, told))))
    }

    /// The limiter that lets so many through.
    fn limiter(&self, limiters: &Limiters, a_minute: NonZeroU32) -> Arc<Limiter> {
        let a_minute = a_minute.min(MAX_PER_MINUTE);
        let made = || {
            let time = Time(Arc::clone(&self.clock));
            Arc::new(RateLimiter::new(Quota::per_minute(a_minute), DashMapStateStore::default(), time))
        };
        Arc::clone(locked(limiters).entry(a_minute).or_insert_with(made))
    }
}

fn locked(limiters: &Limiters) -> MutexGuard<'_, BTreeMap<NonZeroU32, Arc<Limiter>>> {
    limiters.lock().unwrap_or_else(PoisonError::into_inner)
}

/// For how many seconds a member has to wait, if at all.
fn seconds(limiter: &Limiter, key: (u64, u64)) -> Option<u64> {
    let early = limiter.check_key(&key).err()?;
    let wait = early.wait_time_from(clock::Clock::now(limiter.clock()));
    // Never a second too little.
    Some(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
}
