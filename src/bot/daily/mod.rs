//! Daily highlights: what is due is decided here, written down before it is sent, and never forgotten until it is known to
//! be there. A face only carries it, and says what became of it.
//!
//! One small state machine, driven by the clock that it is given: a schedule's day is *claimed* under a key of its own, sent,
//! and *posted*. Whoever dies in between leaves a claim; whoever finds it looks in the channel before doing anything else.

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

/// For how long a post that is being sent is nobody else's: longer than sending it may take …
pub(crate) const POST_LEASE: Duration = Duration::from_mins(2);
/// … of which so much may have passed when it is sent. Whoever comes later, because their process was asleep, leaves it to
/// whoever finds it.
const MAX_CLAIM_AGE: Duration = Duration::from_secs(45);
/// Posts that are sent at once; Discord takes about fifty a second of everything.
const CONCURRENT_POSTS: usize = 16;
/// Schedules that are looked at in one piece.
const SCHEDULES_PER_PAGE: u32 = 100;
/// All schedules are reckoned again so often: time zones change with the program, and clocks by themselves.
const RECOMPUTE_INTERVAL: Duration = Duration::from_hours(1);
/// A post that Discord did not take is tried again after so long; after each further try twice as long …
const FIRST_RETRY: Duration = Duration::from_secs(5);
/// … for so many times.
const MAX_DOUBLINGS: u32 = 6;
/// A schedule is paused when its channel has refused so many posts in a row.
const MAX_REFUSALS: u32 = 3;
/// The least that is rested: a schedule that can't be written stays due.
const MIN_PAUSE: Duration = Duration::from_secs(1);
/// Messages share so many turns.
const MESSAGE_LOCKS: usize = 32;
/// Moderators are told once when fewer than so many testimonials are left that have not been shown.
const RUNNING_LOW: usize = 7;
/// How often something is stored that somebody else has changed meanwhile.
const MAX_TRIES: usize = 5;
/// Somebody who can never be asked what became of a post is not asked for longer than this.
const UNCERTAIN_TIMEOUT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Somebody's turn.
type MessageLock = AsyncMutex<()>;

/// What is on its way in this process.
#[derive(Default)]
pub(crate) struct HighlightScheduler {
    come: Notify,
    /// Something was withdrawn.
    withdrawn: Notify,
    /// Messages that quote members' own, while the database can't be told so.
    unwritten: Mutex<Vec<QuotedMessage>>,
    /// Claimed by this process, when, and not yet sent.
    fresh: Mutex<Vec<(Post, Instant)>>,
    /// When all schedules were reckoned last.
    recomputed: Mutex<Option<Instant>>,
    /// Messages that change: see [`App::turn`].
    turns: [MessageLock; MESSAGE_LOCKS],
}

/// A post to be made, or to be looked for.
#[derive(Debug, Clone)]
pub struct PendingPost {
    /// The post. Its id stands on one of its buttons, as [`UiAction::About`](crate::ui::UiAction::About).
    pub post: Post,
    /// What it shows; [`None`] where it is only to be looked for: it may be there already, sent since the time in its id.
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

    /// Of which messages the database is to be told.
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

    /// Whether it is time to reckon all schedules; it is not again for a while.
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
    let Some(GuildServices { daily, store, mail, .. }) = &app.services else {
        return std::future::pending().await;
    };
    let next = if mail.is_connected() { store::next_due(store).await.ok().flatten() } else { None };
    let left = next.map(|next| next.duration_since(app.clock.time()));
    // What is due and could not be claimed is looked at again, and not at once.
    let left = left.map(|left| Duration::try_from(left).unwrap_or_default().max(MIN_PAUSE));
    tokio::select! {
        () = daily.come.notified() => {}
        () = app.clock.sleep(left.unwrap_or(POLL_INTERVAL).min(POLL_INTERVAL)) => {}
    }
}

/// Changes a schedule as it is now, whoever else changes it meanwhile; whether it is there, and was changed. Whatever
/// else belongs to it is stored with it, or not at all.
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
