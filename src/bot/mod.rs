//! The use cases: an [`Action`] in, a [`Reply`] out. Every face (terminal, Discord, browser) goes through here, so that
//! all of them show the same.
#![expect(
    clippy::missing_errors_doc,
    reason = "what reads or writes the database fails with a `StoreError`, whose variants say when"
)]

pub(crate) mod action;
pub mod ask;
pub mod daily;
pub(crate) mod database;
pub mod faq;
pub mod guild;
pub mod inbox;
pub mod outbox;
pub mod privacy;
pub mod stats;
pub mod testimonials;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;

use crate::bot::ask::{about, knowledge_index};
use crate::bot::daily::HighlightScheduler;
use crate::bot::daily::commands;
use crate::bot::guild::moderator;
use crate::bot::guild::rate_limit::RequestLimiter;
use crate::bot::guild::settings::Settings;
use crate::bot::guild::snapshot::{GuildCache, GuildSnapshot};
use crate::bot::guild::sweep::Retention;
use crate::bot::inbox::ask_moderators;
use crate::bot::inbox::store::QueryOutcome;
use crate::bot::outbox::NotificationQueue;
use crate::bot::outbox::audit_feed::AuditFeed;
use crate::bot::stats::query_log::QueryLog;
use crate::db::{self, Database, StoreResult};
use crate::knowledge::LoadError;
use crate::search::{Encoding, Question, SearchResult, Verdict};
use crate::ui::{EligibilityProfile, EntryList, InfoPage, Reply, StableHash, UiAction, wording};

pub use crate::bot::action::{Action, PressedReply, RequestContext};
pub use crate::bot::ask::autocomplete::{AutocompleteField, Completion};
pub use crate::bot::ask::embedding::{AsyncEncoder, key, understand};
pub use crate::bot::ask::knowledge_index::KnowledgeIndex;
pub use crate::bot::ask::{AskResult, ReplyKind};
pub use crate::bot::daily::commands::{ScheduleCommand, ScheduleRequest};
pub use crate::bot::daily::schedule_draft::ScheduleDraft;
pub use crate::bot::daily::{PendingPost, PostOutcome};
pub use crate::bot::database::open_database;
pub use crate::bot::guild::moderator::ModeratorCommand;
pub use crate::bot::guild::rate_limit::{Clock, RateLimits, SystemClock};
pub use crate::bot::guild::setting_commands::{ChannelPermission, GuildPermissions, SettingChange, SettingReset};
pub use crate::bot::outbox::audit_feed::AuditMessage;
pub use crate::bot::outbox::{Delivery, DeliveryOutcome, Destination, ModeratorNotice};
pub use crate::bot::testimonials::SubmissionCommand;
pub use crate::bot::testimonials::quoted_messages::{EditOutcome, MessageEdit};

/// Where the knowledge is read again from.
pub trait KnowledgeSource: Send + Sync {
    /// Reads everything; does I/O, and takes as long as building the index takes.
    ///
    /// # Errors
    /// Where anything that is read cannot be used, with every problem.
    fn load(&self) -> Result<KnowledgeIndex, LoadError>;
}

/// For how long questions gather before they are written down together.
const QUERY_LOG_INTERVAL: Duration = Duration::from_millis(200);

/// The state of the bot: shared knowledge, limits, guilds.
pub struct App {
    library: ArcSwap<KnowledgeIndex>,
    source: Option<Box<dyn KnowledgeSource>>,
    rate_limiter: RequestLimiter,
    clock: Arc<dyn Clock>,
    /// Held during a reload, so that of two reloads the later one wins.
    reloading: Mutex<()>,
    services: Option<GuildServices>,
    encoder: Option<Arc<dyn AsyncEncoder>>,
}

/// A snapshot of a guild, or of what is known outside of guilds.
#[derive(Clone)]
pub struct GuildHandle(Arc<GuildSnapshot>);

impl GuildHandle {
    /// What the guild has set.
    pub fn settings(&self) -> &Settings {
        &self.0.record.settings
    }
}

/// What guilds keep, and where.
pub(crate) struct GuildServices {
    store: Arc<Database>,
    guilds: GuildCache,
    query_log: QueryLog,
    notifications: NotificationQueue,
    daily: HighlightScheduler,
    audit_feed: AuditFeed,
    retention: Retention,
    /// By which this process is told from others.
    process: String,
}

impl App {
    /// A bot without a database, rate limits or encoder.
    pub fn new(library: KnowledgeIndex) -> Self {
        Self {
            library: ArcSwap::from_pointee(library),
            source: None,
            rate_limiter: RequestLimiter::open(),
            clock: Arc::new(SystemClock),
            reloading: Mutex::default(),
            services: None,
            encoder: None,
        }
    }

    /// The same, able to read its knowledge again.
    #[must_use]
    pub fn with_source(self, source: Box<dyn KnowledgeSource>) -> Self {
        Self { source: Some(source), ..self }
    }

    /// The same, with rate limits.
    #[must_use]
    pub fn with_rate_limits(self, limits: &RateLimits, clock: &Arc<dyn Clock>) -> Self {
        Self { rate_limiter: RequestLimiter::new(limits, clock), clock: Arc::clone(clock), ..self }
    }

    /// The same, finding entries not by their words alone.
    #[must_use]
    pub fn with_encoder(self, encoder: Arc<dyn AsyncEncoder>) -> Self {
        Self { encoder: Some(encoder), ..self }
    }

    /// The same, for guilds that keep entries of their own.
    #[must_use]
    pub fn with_store(self, store: Arc<Database>) -> Self {
        let services = GuildServices {
            store,
            guilds: GuildCache::default(),
            query_log: QueryLog::default(),
            notifications: NotificationQueue::default(),
            daily: HighlightScheduler::default(),
            audit_feed: AuditFeed::default(),
            retention: Retention::default(),
            process: db::ids::new_id().to_string(),
        };
        Self { services: Some(services), ..self }
    }

    /// The same, where what members leave behind is kept for so long.
    #[must_use]
    pub fn with_retention(mut self, retention: Retention) -> Self {
        if let Some(services) = &mut self.services {
            services.retention = retention;
        }
        self
    }

    /// What time it is.
    pub fn time(&self) -> jiff::Timestamp {
        self.clock.time()
    }

    /// The current shared knowledge.
    pub fn library(&self) -> Arc<KnowledgeIndex> {
        self.library.load_full()
    }

    /// Handles an action and returns the reply. [`Action::Reload`] blocks for long: see [`App::reload_for`].
    pub async fn handle(&self, request: &RequestContext, action: Action<'_>) -> Reply {
        let place = self.place(request.guild).await;
        self.handle_in(place, request, action).await
    }

    /// Whether the reply to a member in need may be public.
    pub fn should_show_help(&self, request: &RequestContext) -> bool {
        self.rate_limiter.should_show_help(request)
    }

    /// The current snapshot of a guild.
    pub async fn place(&self, guild: Option<u64>) -> GuildHandle {
        GuildHandle(self.guild(guild).await)
    }

    /// The same as [`App::handle`], with a snapshot that the caller has already read.
    pub async fn handle_in(&self, place: GuildHandle, request: &RequestContext, action: Action<'_>) -> Reply {
        let GuildHandle(guild) = place;
        let guild = if request.blind { guild.discreet() } else { guild };
        // A member in need is always answered, beyond any rate limit, and nothing of it is stored.
        let asks = matches!(action, Action::Ask(_) | Action::Fill(UiAction::About { .. }, _));
        if let Some(reply) =
            action.text().and_then(|text| ask::intent::help_for(&guild.library, request.locale, text, asks))
        {
            return reply;
        }
        let settings = &guild.record.settings;
        let alone = request.is_in_private(settings) && !matches!(action, Action::AskPrivately(_));
        let request = &if alone { RequestContext { channel: None, ..request.clone() } } else { request.clone() };
        if action.is_a_question()
            && let Err(reply) = self.rate_limiter.check(request, settings)
        {
            return *reply;
        }
        let reply = match action {
            Action::Reload => self.reload_for(request),
            Action::Press(UiAction::Credit(credit, given), _) => {
                ask_moderators::credit(self, request, credit, given).await
            }
            Action::Press(UiAction::Moderators(question), under) => {
                ask_moderators::ask_moderators(self, request, &guild, question, under).await
            }
            Action::Manage(_) | Action::Fill(UiAction::Manage(_), _) | Action::Press(UiAction::Manage(_), _) => {
                moderator::manage(self, request, guild, action).await
            }
            Action::Privacy(_) | Action::Forget | Action::Press(UiAction::Forget(_), _) => {
                privacy::personal(self, request, action).await
            }
            Action::Share(_)
            | Action::Shared
            | Action::Press(UiAction::Share(..) | UiAction::Shared(_), _)
            | Action::Fill(UiAction::Share(..), _) => testimonials::share(self, request, &guild, action).await,
            Action::Press(press @ UiAction::About { .. }, _) => daily::ask_about(request.locale, press),
            Action::Fill(UiAction::About { topic, .. }, filled) => {
                let topic = topic.and_then(|topic| guild.library.topic(topic)).map(|topic| topic.id.clone());
                let text = filled.first().map_or("", String::as_str);
                let question = Question { topic: topic.as_deref(), ..Question::new(text) };
                self.look(request, &guild, Action::Ask(question)).await
            }
            Action::Press(UiAction::Info(InfoPage::Privacy), _) => {
                privacy::personal(self, request, Action::Privacy(&BTreeMap::new())).await
            }
            Action::About | Action::Press(UiAction::Info(InfoPage::About), _) => {
                about::about(&guild.library, request.locale, self.services.as_ref().map(|one| &one.retention))
            }
            action => self.look(request, &guild, action).await,
        };
        Reply { private: reply.private || alone, ..reply }
    }

    /// Handles what needs no moderator and no member's data.
    async fn look(&self, request: &RequestContext, guild: &GuildSnapshot, action: Action<'_>) -> Reply {
        let library = &guild.library;
        if let Action::Press(press, under) = &action {
            ask_moderators::learn(self, request, guild, press, *under).await;
        }
        if let Action::Ask(question) = &action
            && ask::autocomplete::chosen(library, question.text).is_none()
        {
            // Small talk needs no encoder, unless a community may have written an answer to it.
            let talk = || library.reply_to_talk(request, question, None);
            if let Some((_, reply)) = (!library.has_own_entries()).then(talk).flatten() {
                return reply;
            }
            let meant = self.meant(library, question).await;
            let AskResult { kind, found, reply } = library.ask(request, &Question { meant: &meant, ..*question });
            if kind.is_a_question() && !found.empty {
                let best = found.ranked.first().map(|best| knowledge_index::name(library.candidate(best)));
                let (what, shown) = match found.verdict {
                    Verdict::Answer => (QueryOutcome::Answered, best),
                    Verdict::Suggest => (QueryOutcome::Suggested, None),
                    Verdict::Abstain => (QueryOutcome::Abstained, None),
                };
                self.note(guild, question.text, what, shown);
            }
            return reply;
        }
        respond(library, request, action)
    }

    /// The encodings of a question; empty if it is answered by its words.
    async fn meant(&self, library: &KnowledgeIndex, question: &Question<'_>) -> Vec<Arc<Encoding>> {
        match &self.encoder {
            Some(encoder) => ask::embedding::meant(library, &**encoder, question).await,
            None => Vec::new(),
        }
    }

    /// The search result for a question, as its asker would get it.
    async fn find(&self, library: &KnowledgeIndex, question: &Question<'_>) -> SearchResult {
        let meant = self.meant(library, question).await;
        library.matcher.ask(&Question { meant: &meant, ..*question })
    }

    /// Buffers a question for the query log.
    fn note(&self, guild: &GuildSnapshot, text: &str, what: QueryOutcome, entry: Option<StableHash>) {
        let (Some(services), Some(id)) = (&self.services, guild.id) else {
            return;
        };
        services.query_log.take(inbox::store::LoggedQuestion {
            guild: id,
            question: guild.library.question(text),
            text: text.to_owned(),
            at: self.clock.time(),
            what,
            entry,
        });
    }

    /// A guild as it is now.
    async fn guild(&self, id: Option<u64>) -> Arc<GuildSnapshot> {
        let common = self.library();
        match (&self.services, id) {
            (Some(GuildServices { store, guilds, .. }), Some(id)) => {
                let guild = guilds.get(store, id, &common, self.clock.now()).await;
                if let Some(encoder) = &self.encoder {
                    guilds.index_guild(id, store, encoder);
                }
                guild
            }
            (None, _) | (_, None) => Arc::new(GuildSnapshot::bare(None, &common)),
        }
    }

    /// Completions of a field's value, for what was typed so far.
    pub async fn complete(&self, request: &RequestContext, field: AutocompleteField, typed: &str) -> Vec<Completion> {
        let guild = self.guild(request.guild).await;
        if field.is_for_moderators() && !moderator::may_moderate(request, &guild) {
            return Vec::new();
        }
        if field == AutocompleteField::Schedule {
            return commands::complete_schedule(self, request, typed).await;
        }
        ask::autocomplete::complete(&guild.library, request.locale, field, typed)
    }

    /// Takes or renews the lease of a shard; returns whether this process holds it. Without a database, it always does.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn hold(&self, shard: u32, of: u32, during: Duration) -> StoreResult<bool> {
        match &self.services {
            Some(GuildServices { store, process, notifications, daily, .. }) => {
                let held = db::leases::acquire_lease(store, shard, of, process, during).await?.is_some();
                if notifications.holds(shard, held) {
                    daily.recompute_schedules();
                }
                Ok(held)
            }
            None => Ok(true),
        }
    }

    /// Gives it back; if that fails, it ends by itself.
    pub async fn release(&self, shard: u32) {
        if let Some(GuildServices { store, process, .. }) = &self.services
            && let Err(error) = db::leases::release_lease(store, shard, process).await
        {
            tracing::warn!(shard, "the lease was not given back, and ends by itself: {error}");
        }
    }

    /// Writes buffered questions regularly; never returns.
    pub async fn keep_notes(&self) {
        let Some(GuildServices { store, query_log, notifications, .. }) = &self.services else {
            return std::future::pending().await;
        };
        loop {
            query_log.wait_for_questions().await;
            tokio::time::sleep(QUERY_LOG_INTERVAL).await;
            match query_log.flush(store).await {
                Ok(needing) => notifications.needs_moderators(needing, self.clock.time()),
                Err(error) => tracing::warn!("what was asked could not be written down, and waits: {error}"),
            }
        }
    }

    /// Writes buffered questions now: before the bot stops, and before they are read.
    pub async fn write_notes(&self) {
        if let Some(GuildServices { store, query_log, notifications, .. }) = &self.services {
            match query_log.flush(store).await {
                Ok(needing) => notifications.needs_moderators(needing, self.clock.time()),
                Err(error) => tracing::warn!("what was asked could not be written down: {error}"),
            }
        }
    }

    /// Reloads the knowledge and swaps it whole. Returns the number of entries; [`None`] without a source. Blocks for
    /// as long as building the index takes.
    ///
    /// # Errors
    /// With every problem; the old knowledge stays.
    pub fn reload(&self) -> Result<Option<usize>, LoadError> {
        let Some(source) = &self.source else {
            return Ok(None);
        };
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let library = source.load()?;
        let entries = library.entries();
        self.library.store(Arc::new(library));
        Ok(Some(entries))
    }

    /// Reloads the knowledge if the member may. Blocks.
    pub fn reload_for(&self, request: &RequestContext) -> Reply {
        let locale = request.locale;
        if !request.trusted {
            return Reply::tells(locale, wording::notices::only_trusted(locale));
        }
        let said = match self.reload() {
            Ok(Some(entries)) => wording::notices::reloaded(locale, entries),
            Ok(None) => wording::notices::nothing_to_reload(locale).to_owned(),
            Err(error) => wording::notices::not_reloaded(locale, &error.to_string()),
        };
        Reply::tells(locale, said)
    }
}

/// Answers from an index alone, outside of guilds.
pub fn respond(index: &KnowledgeIndex, request: &RequestContext, action: Action<'_>) -> Reply {
    let locale = request.locale;
    match action {
        Action::Ask(question) => match ask::autocomplete::chosen(index, question.text) {
            Some(name) => ask::feedback::press(index, request, UiAction::Show(name)),
            None => index.ask(request, &question).reply,
        },
        Action::Press(press, _) => ask::feedback::press(index, request, press),
        Action::Role(role) => index.role(locale, role),
        Action::Compare(roles) => index.compare(locale, &roles),
        Action::Eligibility => ask::eligibility::eligibility(index, locale, EligibilityProfile::default()),
        Action::DailyLife(topic) => index.daily_life(locale, topic),
        Action::Voices { person, topic } => index.voices_of(locale, person, topic),
        Action::Faq(None) => index.list(locale, EntryList::All, 0),
        Action::Faq(Some(search)) => index.search(locale, search),
        Action::About => about::about(index, locale, None),
        Action::Help => about::help(locale),
        Action::Greet => Reply::says(locale, wording::notices::how_to_ask(locale)),
        Action::AskPrivately(_) => Reply::says(locale, wording::notices::ask_privately(locale)),
        Action::Reload => Reply::tells(locale, wording::notices::only_trusted(locale)),
        Action::Manage(_) | Action::Fill(..) | Action::Share(_) | Action::Shared => {
            Reply::tells(locale, wording::notices::no_inbox(locale))
        }
        Action::Privacy(_) | Action::Forget => Reply::tells(locale, wording::privacy::holds_nothing(locale)),
    }
}
