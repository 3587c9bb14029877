//! Daily highlights: decides what is due, and stores it before it is sent. Discord is only asked to send it, and
//! reports the outcome.
//!
//! Each schedule is a small state machine, driven by a clock that is passed in: a day is *claimed* under a unique key,
//! sent, and *posted*. If a process dies in between, the claim stays; the process that finds it looks in the channel
//! before it does anything else.

pub(crate) mod candidates;
pub(crate) mod commands;
pub(crate) mod message;
pub(crate) mod publisher;
pub(crate) mod schedule_draft;
pub(crate) mod schedule_updates;
pub(crate) mod scheduler;
pub mod store;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use tokio::sync::{Mutex as AsyncMutex, MutexGuard as TurnGuard, Notify};

use crate::bot::daily::store::{Post, Schedule, ScheduleUpdate};
use crate::bot::outbox::POLL_INTERVAL;
use crate::bot::testimonials::store::QuotedMessage;
use crate::bot::{App, GuildServices};
use crate::db::{Id, StoreError};
use crate::ui::{Locale, Reply};

pub(crate) use crate::bot::daily::message::{ask_about, composed};
pub(crate) use crate::bot::daily::scheduler::claim;

/// The lease of a post that is being sent: longer than sending may take.
pub(crate) const POST_LEASE: Duration = Duration::from_mins(2);
/// How much of the lease may have passed when a post is sent. A process that is later, because the machine was asleep,
/// leaves the post to the process that takes over the lease.
const MAX_CLAIM_AGE: Duration = Duration::from_secs(45);
/// Posts that are sent at once; Discord takes about fifty a second of everything.
const CONCURRENT_POSTS: usize = 16;
/// Schedules that are looked at in one piece.
const SCHEDULES_PER_PAGE: u32 = 100;
/// The interval at which all schedules are recomputed: the time zone data changes with the program, and clocks are
/// adjusted.
const RECOMPUTE_INTERVAL: Duration = Duration::from_hours(1);
/// The pause after the first failed try to post; it doubles with each try.
const FIRST_RETRY: Duration = Duration::from_secs(5);
/// How often the pause doubles.
const MAX_DOUBLINGS: u32 = 6;
/// A schedule is paused when its channel has refused so many posts in a row.
const MAX_REFUSALS: u32 = 3;
/// The least that is rested: a schedule that can't be written stays due.
const MIN_PAUSE: Duration = Duration::from_secs(1);
/// Messages share so many turns.
const MESSAGE_LOCKS: usize = 32;
/// Moderators are told once when fewer than so many testimonials are left that have not been shown.
const RUNNING_LOW: usize = 7;
/// Attempts to store a change that conflicts with another.
const MAX_TRIES: usize = 5;
/// For how long the outcome of a post is looked for before it is given up.
const UNCERTAIN_TIMEOUT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Held while a message is being changed.
type MessageLock = AsyncMutex<()>;

/// The state of highlights in this process.
#[derive(Default)]
pub(crate) struct HighlightScheduler {
    come: Notify,
    /// Something was withdrawn.
    withdrawn: Notify,
    /// Messages that quote members' own, while the database can't be told so.
    unwritten: Mutex<Vec<QuotedMessage>>,
    /// Claimed by this process, when, and not yet sent.
    fresh: Mutex<Vec<(Post, Instant)>>,
    /// When all schedules were last recomputed.
    recomputed: Mutex<Option<Instant>>,
    /// Messages that change: see `quoted_messages::turn`.
    turns: [MessageLock; MESSAGE_LOCKS],
}

/// A post to be made, or to be looked for.
#[derive(Debug, Clone)]
pub struct PendingPost {
    /// The post. Its id stands on one of its buttons, as [`UiAction::About`](crate::ui::UiAction::About).
    pub post: Post,
    /// The post; [`None`] if it is only looked for: it may have been sent since the time in its id.
    pub reply: Option<Reply>,
    /// The language in which the guild is spoken to.
    pub locale: Locale,
    /// A role that is pinged.
    pub ping: Option<u64>,
    /// What a thread below it is called, if it gets one.
    pub thread: Option<String>,
}

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostOutcome {
    /// It is there, as this message.
    There(u64),
    /// It was looked for, and is not there.
    NotThere,
    /// It will never be taken there as things are.
    Refused,
    /// It may have been taken, or may be taken later.
    Failed,
    /// It cannot be found out whether it is there.
    Unreadable,
}

impl HighlightScheduler {
    /// A schedule has changed, or is this process's from now on.
    pub(crate) fn changed(&self) {
        self.come.notify_one();
    }

    /// All schedules are to be recomputed: some may not have been this process's.
    pub(crate) fn recompute_schedules(&self) {
        *self.recomputed.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.come.notify_one();
    }

    /// Messages may have to be edited.
    pub(crate) fn was_withdrawn(&self) {
        self.withdrawn.notify_one();
    }

    /// The database is to be told of a message as soon as it can be.
    pub(crate) fn remember(&self, quoted: QuotedMessage) {
        self.unwritten.lock().unwrap_or_else(PoisonError::into_inner).push(quoted);
    }

    /// Waits for the turn of a message.
    pub(crate) async fn turn(&self, message: u64) -> TurnGuard<'_, ()> {
        // What tells messages of one moment apart are the lowest bits, and the time from the 22nd on.
        let place = (message ^ (message >> 22)) % MESSAGE_LOCKS as u64;
        self.turns[usize::try_from(place).unwrap_or_default()].lock().await
    }

    /// Messages whose quotes are still to be stored.
    pub(crate) fn remembered(&self) -> Vec<QuotedMessage> {
        std::mem::take(&mut *self.unwritten.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until messages may have to be edited.
    pub(crate) async fn withdrawal(&self) {
        self.withdrawn.notified().await;
    }

    /// A post is this process's to send.
    pub(crate) fn take(&self, post: Post, now: Instant) {
        self.fresh().push((post, now));
        self.come.notify_one();
    }

    fn fresh(&self) -> MutexGuard<'_, Vec<(Post, Instant)>> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether all schedules are due to be recomputed; true at most once an interval.
    fn is_recompute_due(&self, now: Instant) -> bool {
        let mut last = self.recomputed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_time = last.is_none_or(|last| now.saturating_duration_since(last) >= RECOMPUTE_INTERVAL);
        if is_time {
            *last = Some(now);
        }
        is_time
    }
}

/// Waits until something may be due.
pub async fn wait_for_highlights(app: &App) {
    let Some(GuildServices { daily, store, notifications, .. }) = &app.services else {
        return std::future::pending().await;
    };
    let next = if notifications.is_connected() { store::next_due(store).await.ok().flatten() } else { None };
    let left = next.map(|next| next.duration_since(app.clock.time()));
    // A due schedule that could not be claimed is looked at again, but not at once.
    let left = left.map(|left| Duration::try_from(left).unwrap_or_default().max(MIN_PAUSE));
    tokio::select! {
        () = daily.come.notified() => {}
        () = app.clock.sleep(left.unwrap_or(POLL_INTERVAL).min(POLL_INTERVAL)) => {}
    }
}

/// Applies a change to the current state of a schedule, and tries again if another process was faster. Returns whether
/// the schedule exists and was changed. What belongs to the change is stored with it, or not at all.
async fn change(
    app: &App,
    services: &GuildServices,
    (guild, schedule): (u64, Id),
    change: impl Fn(&mut Schedule, &mut ScheduleUpdate),
) -> Result<bool, StoreError> {
    let store = &services.store;
    for _ in 0..MAX_TRIES {
        let Some(mut now) = store::find_schedule(store, guild, schedule).await? else {
            return Ok(false);
        };
        let mut schedule_update = ScheduleUpdate::new(guild, app.clock.time());
        change(&mut now, &mut schedule_update);
        schedule_update.schedule = Some(now);
        if store::update_schedule(store, &schedule_update).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
