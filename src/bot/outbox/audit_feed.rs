//! Lines for guilds' audit channels. The process that stored an action posts its line, so that it is posted once; a
//! line that is lost here is still in the audit log.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

use crate::bot::{App, GuildServices};
use crate::db::{Id, new_id};
use crate::ui::{Locale, Panel, PanelItem, Reply, Span, wording};

/// So many wait at most while Discord is out of reach; then the oldest are dropped, which the log says.
const MAX_PENDING: usize = 1_000;

/// What a moderator did, for a guild's audit channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditMessage {
    /// Its id, so that it is posted once, however often it is sent.
    pub id: Id,
    /// The guild.
    pub guild: u64,
    /// Its audit channel.
    pub channel: u64,
    /// The language that the guild has chosen.
    pub locale: Option<Locale>,
    /// The lines, in every language.
    lines: [Vec<Vec<Span>>; Locale::ALL.len()],
    /// How much more was done at once.
    more: usize,
}

impl AuditMessage {
    /// A message with lines from `line`, in every language.
    pub(crate) fn new(
        (guild, channel): (u64, u64),
        locale: Option<Locale>,
        more: usize,
        lines: impl Fn(Locale) -> Vec<Vec<Span>>,
    ) -> Self {
        Self { id: new_id(), guild, channel, locale, lines: Locale::ALL.map(lines), more }
    }

    /// The message in the guild's language, or in `otherwise`.
    pub fn reply(&self, otherwise: Locale) -> Reply {
        let locale = self.locale.unwrap_or(otherwise);
        let [english, japanese] = &self.lines;
        let lines = locale.pick(english, japanese).iter();
        let mut items: Vec<PanelItem> =
            lines.map(|line| PanelItem { pieces: line.clone(), ..PanelItem::default() }).collect();
        if self.more > 0 {
            items.push(PanelItem::new("", wording::manage::and_more(locale, self.more)));
        }
        Reply::panel(locale, Panel { items, columns: 1, ..Panel::default() })
    }
}

/// Postings that wait.
#[derive(Default)]
pub struct AuditFeed {
    waiting: Mutex<VecDeque<AuditMessage>>,
    come: Notify,
}

impl AuditFeed {
    /// Takes one; it is posted soon.
    pub fn take(&self, posting: AuditMessage) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= MAX_PENDING
            && let Some(dropped) = waiting.pop_front()
        {
            tracing::warn!(guild = dropped.guild, "the queue of lines for audit log channels is full; dropped one");
        }
        waiting.push_back(posting);
        self.come.notify_one();
    }

    /// The one that has waited longest. It waits on, until it is [done](AuditFeed::done) with.
    fn first(&self) -> Option<AuditMessage> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).front().cloned()
    }

    fn done(&self, id: Id) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.front().is_some_and(|first| first.id == id) {
            waiting.pop_front();
        }
    }
}

/// Waits for the next message; it stays the next one until it is [`posted`].
pub async fn posting(app: &App) -> AuditMessage {
    let Some(GuildServices { audit_feed, .. }) = &app.services else {
        return std::future::pending().await;
    };
    loop {
        if let Some(posting) = audit_feed.first() {
            return posting;
        }
        audit_feed.come.notified().await;
    }
}

/// The next message, if there is one.
pub fn waiting_posting(app: &App) -> Option<AuditMessage> {
    app.services.as_ref().and_then(|services| services.audit_feed.first())
}

/// Something was posted, or could not be.
pub fn posted(app: &App, id: Id) {
    if let Some(services) = &app.services {
        services.audit_feed.done(id);
    }
}
