//! The outbox: answers that return to their askers, requests to authors, and notices to moderators. What is sent, and
//! when it is tried again, is decided here; a face only delivers it.

pub(crate) mod audit_feed;
pub(crate) mod contents;
pub mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rustc_hash::FxHashSet;
use tokio::sync::Notify;

use crate::bot::action::RequestContext;
use crate::bot::outbox::store::{Notification, OutboxItem};
use crate::bot::{App, GuildServices, inbox, privacy};
use crate::db::{Database, Id};
use crate::ui::{Locale, Reply, UiAction};

/// The lease of an item that is being delivered: longer than Discord's slowest replies take together, and short enough
/// that a member hardly notices that a process died.
const DELIVERY_LEASE: Duration = Duration::from_mins(5);
/// How often is looked for what other processes, and the time, have made due.
pub const POLL_INTERVAL: Duration = Duration::from_secs(30);
/// The pause after the first failed delivery; it doubles with each try.
const FIRST_RETRY: Duration = Duration::from_secs(30);
/// The longest pause, so that deliveries resume soon after a long outage.
const MAX_RETRY: Duration = Duration::from_mins(15);
/// The shortest time between two notices of new questions to a guild's moderators.
const NOTICE_INTERVAL: SignedDuration = SignedDuration::from_hours(1);
/// How often due notices are looked for.
const NOTICE_POLL: SignedDuration = SignedDuration::from_mins(5);

/// The state of the outbox in this process.
#[derive(Default)]
pub(crate) struct NotificationQueue {
    come: Notify,
    /// Guilds in which something may need a moderator.
    needing: Mutex<BTreeMap<u64, PendingNotice>>,
    /// The shards for which this process is connected: only for their guilds it delivers anything.
    held: Mutex<BTreeSet<u32>>,
    /// Pairs of guild and member for whom items are parked: a command only looks here.
    awaited: RwLock<FxHashSet<(u64, u64)>>,
}

/// Something may need a moderator.
#[derive(Debug, Clone, Copy)]
struct PendingNotice {
    /// Since when.
    since: Timestamp,
    /// When is looked again.
    next: Timestamp,
}

/// Something to be delivered once.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Where to.
    pub to: Destination,
    /// The message. Its lead contains no member's text.
    pub reply: Reply,
    /// A button that only this message has, by which it is recognised in the channel.
    pub marker: UiAction,
    /// Whether it was tried before, and may have arrived.
    pub tried: bool,
    outbox_item: OutboxItem,
}

/// Where a delivery goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A reply to a message in a channel, which pings only these members.
    Channel {
        /// The channel.
        channel: u64,
        /// The message.
        message: u64,
        /// The members.
        members: Vec<u64>,
    },
    /// To a member alone.
    Member(u64),
    /// To a guild's moderators, in the channel that it has set for this, if it has.
    Moderators {
        /// The guild.
        guild: u64,
        /// The channel.
        channel: Option<u64>,
    },
}

/// The outcome of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// It was delivered.
    Arrived,
    /// It will never be taken there.
    Refused,
    /// It may be taken there later.
    Failed,
}

/// A word to a guild's moderators.
#[derive(Debug, Clone)]
pub struct ModeratorNotice {
    /// The guild.
    pub guild: u64,
    /// The channel that it has set for this, if it has.
    pub channel: Option<u64>,
    /// The message.
    pub reply: Reply,
}

impl Delivery {
    /// The id of the outbox item.
    pub fn id(&self) -> Id {
        self.outbox_item.id
    }

    /// The guild that it comes from.
    pub fn guild(&self) -> u64 {
        self.outbox_item.guild
    }
}

impl NotificationQueue {
    /// Something may need the moderators of these guilds.
    pub(crate) fn needs_moderators(&self, guilds: BTreeSet<u64>, now: Timestamp) {
        if !guilds.is_empty() {
            self.needing().extend(guilds.into_iter().map(|guild| (guild, PendingNotice { since: now, next: now })));
            self.come.notify_one();
        }
    }

    /// Whether this process is connected for a shard: if it is so from now on, something may be due that was not its own.
    /// Whether it was not until now.
    pub(crate) fn holds(&self, shard: u32, held: bool) -> bool {
        let mut all = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if !held {
            all.remove(&shard);
            return false;
        }
        let is_new = all.insert(shard);
        if is_new {
            self.come.notify_one();
        }
        is_new
    }

    /// Whether this process is connected at all: else it sends nothing.
    pub(crate) fn is_connected(&self) -> bool {
        !self.held.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    fn needing(&self) -> MutexGuard<'_, BTreeMap<u64, PendingNotice>> {
        self.needing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn awaits(&self, who: (u64, u64)) -> bool {
        self.awaited.read().unwrap_or_else(PoisonError::into_inner).contains(&who)
    }

    fn awaited(&self, change: impl FnOnce(&mut FxHashSet<(u64, u64)>)) {
        change(&mut self.awaited.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Something may be due.
pub(crate) fn wake_notifications(app: &App) {
    if let Some(services) = &app.services {
        services.notifications.come.notify_one();
    }
}

/// Waits until something may be due.
pub async fn wait_for_notifications(app: &App) {
    let Some(GuildServices { notifications, .. }) = &app.services else {
        return std::future::pending().await;
    };
    tokio::select! {
        () = notifications.come.notified() => {}
        () = app.clock.sleep(POLL_INTERVAL) => {}
    }
}

/// Waits for the next delivery; the caller reports its outcome to [`delivered`]. `language` is used for guilds without
/// a language of their own.
pub async fn delivery(app: &App, language: impl Fn(u64) -> Locale) -> Option<Delivery> {
    let services = app.services.as_ref().filter(|services| services.notifications.is_connected())?;
    let store = &services.store;
    loop {
        let now = app.clock.time();
        let taken = store::take_due(store, now, now + DELIVERY_LEASE, 1).await;
        let taken = taken.inspect_err(|error| tracing::warn!("looking for messages to deliver failed: {error}"));
        let outbox_item = taken.ok()?.into_iter().next()?;
        match contents::open(app, services, &outbox_item, language(outbox_item.guild)).await {
            Ok(Some(delivery)) => return Some(delivery),
            Ok(None) => forget(store, outbox_item.id).await,
            Err(error) => {
                tracing::warn!("composing an answer failed; retrying later: {error}");
                later(store, &outbox_item, now).await;
            }
        }
    }
}

/// Stores the outcome of a delivery.
pub async fn delivered(app: &App, delivery: &Delivery, fate: DeliveryOutcome) {
    let Some(GuildServices { store, notifications, .. }) = &app.services else { return };
    let OutboxItem { id, guild, content, .. } = &delivery.outbox_item;
    let done = match (fate, content) {
        // What moderators were to be told is in the status, too.
        (DeliveryOutcome::Arrived, _) | (DeliveryOutcome::Refused, Notification::Highlight { .. }) => {
            store::delete_item(store, *id).await
        }
        (DeliveryOutcome::Failed, _) => return later(store, &delivery.outbox_item, app.clock.time()).await,
        (DeliveryOutcome::Refused, Notification::AnswerInChannel { members, asked, entry, locale, .. }) => {
            let alone = |member: &u64| Notification::AnswerAlone {
                member: *member,
                asked: asked.clone(),
                entry: *entry,
                locale: *locale,
            };
            let outbox_items: Vec<Notification> = members.iter().map(alone).collect();
            store::replace_item(store, *id, &outbox_items).await
        }
        (DeliveryOutcome::Refused, Notification::AnswerAlone { member, .. }) => {
            let put_aside = store::park_item(store, *id).await;
            notifications.awaited(|who| _ = who.insert((*guild, *member)));
            put_aside
        }
        (DeliveryOutcome::Refused, Notification::Reviewed { .. }) => store::park_item(store, *id).await,
        // An author who can't be asked is not named.
        (DeliveryOutcome::Refused, Notification::Credit { member, credit, .. }) => {
            let refused =
                privacy::store::decide_credit(store, Id::from_bits(*credit), *member, false, app.clock.time()).await;
            match refused {
                Ok(_) => store::delete_item(store, *id).await,
                Err(error) => Err(error),
            }
        }
    };
    // It comes again when its lease has ended, and is recognised then.
    if let Err(error) = done {
        tracing::warn!("recording the delivery of an answer failed: {error}");
    }
    if fate == DeliveryOutcome::Refused {
        notifications.come.notify_one();
    }
}

/// Looks who is waited for: other processes put answers aside, too.
pub async fn refresh_awaited(app: &App) {
    let Some(GuildServices { store, notifications, .. }) = &app.services else { return };
    match store::awaited_members(store).await {
        Ok(who) => notifications.awaited(|awaited| *awaited = who.into_iter().collect()),
        Err(error) => tracing::warn!("looking for members with undelivered answers failed: {error}"),
    }
}

/// The items parked for a member who just used the bot in a guild and can be shown them privately. The caller reports
/// the outcome of each to [`handed_over`].
pub async fn waiting_for(app: &App, request: &RequestContext) -> Vec<Delivery> {
    let (Some(services), Some(guild), Some(member)) = (&app.services, request.guild, request.member) else {
        return Vec::new();
    };
    let GuildServices { store, notifications, .. } = services;
    if !notifications.awaits((guild, member)) {
        return Vec::new();
    }
    let outbox_items = match store::take_parked(store, guild, member).await {
        Ok(outbox_items) => outbox_items,
        Err(error) => {
            tracing::warn!(guild, "loading a member's undelivered answers failed: {error}");
            return Vec::new();
        }
    };
    notifications.awaited(|who| _ = who.remove(&(guild, member)));
    let mut letters = Vec::new();
    for outbox_item in outbox_items {
        match contents::open(app, services, &outbox_item, request.locale).await {
            Ok(Some(delivery)) => letters.push(delivery),
            Ok(None) => forget(store, outbox_item.id).await,
            Err(error) => {
                tracing::warn!(guild, "loading a member's undelivered answers failed: {error}");
                notifications.awaited(|who| _ = who.insert((guild, member)));
            }
        }
    }
    letters
}

/// Reports whether a parked item was shown; if not, it stays parked.
pub async fn handed_over(app: &App, delivery: &Delivery, arrived: bool) {
    delivered(app, delivery, if arrived { DeliveryOutcome::Arrived } else { DeliveryOutcome::Refused }).await;
}

/// What moderators are to be told now, in the language of their guild: never twice within an hour, whatever happens.
pub async fn notices(app: &App, language: impl Fn(u64) -> Locale) -> Vec<ModeratorNotice> {
    let Some(GuildServices { store, notifications, .. }) = &app.services else { return Vec::new() };
    let now = app.clock.time();
    let due: Vec<(u64, PendingNotice)> = notifications
        .needing()
        .iter()
        .filter(|(_, need)| need.next <= now)
        .map(|(guild, need)| (*guild, *need))
        .collect();
    let mut notices = Vec::new();
    for (guild, need) in due {
        match inbox::store::take_pending_counts(store, guild, now, NOTICE_INTERVAL).await {
            Ok(Some(waiting)) => {
                notifications.needing().remove(&guild);
                notices.push(contents::notice(app, guild, waiting, language(guild)).await);
            }
            // They were told less than an hour ago; or nothing waits that they have not been told of.
            Ok(None) if now.duration_since(need.since) <= NOTICE_INTERVAL => {
                notifications.needing().insert(guild, PendingNotice { next: now + NOTICE_POLL, ..need });
            }
            Ok(None) => drop(notifications.needing().remove(&guild)),
            Err(error) => tracing::warn!(guild, "preparing a notice to moderators failed: {error}"),
        }
    }
    notices
}

async fn forget(store: &Database, outbox_item: Id) {
    if let Err(error) = store::delete_item(store, outbox_item).await {
        tracing::warn!("deleting an undeliverable message failed: {error}");
    }
}

/// Schedules another attempt, later with each try.
async fn later(store: &Database, outbox_item: &OutboxItem, now: Timestamp) {
    let pause = FIRST_RETRY.saturating_mul(1 << outbox_item.tries.min(10)).min(MAX_RETRY);
    if let Err(error) = store::reschedule_item(store, outbox_item.id, now + pause).await {
        tracing::warn!("recording the time of the next try failed: {error}");
    }
}
