//! How often anybody may ask: so many questions a minute per member, and so many public replies a minute per channel.
//! Counted in memory and forgotten; the algorithm is GCRA (`governor`), which lets through short bursts.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use governor::clock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::Visitor;
use crate::reply::{Reply, wording};

/// The time, as far as anything here depends on it.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// How often may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Questions a minute, of one member.
    pub per_member: NonZeroU32,
    /// Replies a minute that everybody in a channel sees.
    pub per_channel: NonZeroU32,
}

/// Every so many questions, those who have not asked for a while are forgotten.
const SWEEP: u32 = 1_024;

/// Lets questions through, or says how long to wait.
pub struct Gate {
    limits: Option<[Limiter; 2]>,
    asked: AtomicU32,
}

type Limiter = RateLimiter<u64, DashMapStateStore<u64>, Time, NoOpMiddleware<Instant>>;

/// Our clock, as the limiter wants it.
#[derive(Clone)]
struct Time(Arc<dyn Clock>);

impl clock::Clock for Time {
    type Instant = Instant;

    fn now(&self) -> Instant {
        self.0.now()
    }
}

impl Gate {
    /// A gate that lets everybody through.
    pub fn open() -> Self {
        Self { limits: None, asked: AtomicU32::new(0) }
    }

    /// A gate with limits.
    pub fn new(limits: &Limits, clock: &Arc<dyn Clock>) -> Self {
        let limiter = |a_minute| {
            RateLimiter::new(Quota::per_minute(a_minute), DashMapStateStore::default(), Time(Arc::clone(clock)))
        };
        Self { limits: Some([limiter(limits.per_member), limiter(limits.per_channel)]), asked: AtomicU32::new(0) }
    }

    /// Lets somebody through, or gives what they are told instead.
    pub fn admit(&self, visitor: &Visitor) -> Result<(), Box<Reply>> {
        let Some([members, channels]) = &self.limits else {
            return Ok(());
        };
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            members.retain_recent();
            channels.retain_recent();
        }
        let wait = |limiter: &Limiter, key: Option<u64>| key.and_then(|key| seconds(limiter, key));
        let told = wait(members, visitor.member)
            .map(|seconds| wording::slow_down(visitor.locale, seconds))
            .or_else(|| Some(wording::busy_channel(visitor.locale, wait(channels, visitor.channel)?)));
        told.map_or(Ok(()), |told| Err(Box::new(Reply::tells(visitor.locale, told))))
    }
}

/// How many seconds somebody has to wait, if they have to.
fn seconds(limiter: &Limiter, key: u64) -> Option<u64> {
    let early = limiter.check_key(&key).err()?;
    let wait = early.wait_time_from(clock::Clock::now(limiter.clock()));
    // Never a second too little.
    Some(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
}
