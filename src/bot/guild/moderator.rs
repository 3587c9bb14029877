//! Moderator commands, buttons and forms. Permission is checked at the moment an action runs: commands that Discord
//! shows, or buttons of earlier messages, grant nothing.

use std::sync::Arc;

use jiff::Timestamp;

use crate::bot::action::{Action, PressedReply, RequestContext};
use crate::bot::daily;
use crate::bot::faq;
use crate::bot::faq::import_export::{FileFormat, Upload};
use crate::bot::guild::audit;
use crate::bot::guild::blocklist;
use crate::bot::guild::commit::{Actor, Change, Commit, CommitOutcome};
use crate::bot::guild::setting_commands;
use crate::bot::inbox;
use crate::bot::outbox;
use crate::bot::stats;
use crate::bot::testimonials;
use crate::bot::{App, GuildSnapshot, guild};
use crate::db::{Database, StoreError};
use crate::ui::{InboxAction, ModeratorAction, Reply, ScheduleAction, UiAction, wording};

use crate::bot::daily::commands::ScheduleRequest;
use crate::bot::daily::schedule_draft::ScheduleDraft;
use crate::bot::guild::setting_commands::{GuildPermissions, SettingChange};

/// A command that only moderators may use.
#[derive(Debug, Clone)]
pub enum ModeratorCommand<'a> {
    /// Opens an empty form for a new entry.
    Add,
    /// Opens the form for a new entry, filled from a message.
    AddFrom {
        text: &'a str,
        /// Discord id and display name of the author; [`None`] for a bot or webhook, which cannot agree to be named.
        author: Option<(u64, &'a str)>,
    },
    /// Shows an entry (an autocomplete value or typed text) with its buttons.
    Entry(&'a str),
    /// Shows the open questions.
    Inbox,
    /// Quotes a person (an autocomplete value or typed text), or stops quoting them.
    Quote { person: &'a str, on: bool },
    /// Exports the guild's entries to a file.
    Export {
        format: FileFormat,
        /// Includes the retired entries, which members don't see.
        retired: bool,
    },
    /// Previews a file's entries; a button then imports them.
    Import(&'a dyn Upload),
    /// Shows the question statistics of so many weeks.
    Insight(u32),
    /// Changes the settings and shows them.
    Settings {
        /// Applied in this order.
        changes: Vec<SettingChange>,
        /// The permissions Discord reports; [`None`] if Discord did not answer.
        seen: Option<GuildPermissions>,
    },
    /// Blocks a member from the inbox or unblocks them. Without a member, lists the blocked members.
    Block { member: Option<u64>, on: bool },
    /// Shows the audit log.
    Audit,
    /// Creates or changes a schedule of daily highlights.
    Schedule(Box<ScheduleDraft<'a>>),
    /// Runs a command on an existing schedule.
    Direct(ScheduleRequest<'a>),
    /// Shows the members' submissions.
    Testimonials,
}

/// The reply to a moderator; an error only if the database fails.
pub(crate) type ManageResult = Result<Reply, StoreError>;

/// One moderator action: who acts, in which guild, and when.
pub(crate) struct ModeratorContext<'a> {
    pub(crate) app: &'a App,
    pub(crate) store: &'a Database,
    pub(crate) request: &'a RequestContext,
    pub(crate) guild: Arc<GuildSnapshot>,
    pub(crate) id: u64,
    pub(crate) now: Timestamp,
}

/// True for members whom Discord lets moderate, and for members with one of the guild's moderator roles.
pub(crate) fn may_moderate(request: &RequestContext, guild: &GuildSnapshot) -> bool {
    guild.id.is_some()
        && (request.moderator || request.roles.iter().any(|role| guild.record.settings.roles.contains(role)))
}

/// Runs a moderator action, after checking that the member may moderate.
pub(crate) async fn manage(
    app: &App,
    request: &RequestContext,
    guild: Arc<GuildSnapshot>,
    action: Action<'_>,
) -> Reply {
    let locale = request.locale;
    let (Some(services), Some(id)) = (&app.services, guild.id) else {
        return Reply::tells(locale, wording::manage::only_in_guilds(locale));
    };
    if !may_moderate(request, &guild) {
        tracing::warn!(guild = id, member = request.member, "refused a command: the member is not a moderator");
        return Reply::tells(locale, wording::manage::only_moderators(locale));
    }
    let store = &*services.store;
    let context = ModeratorContext { app, store, request, guild, id, now: app.clock.time() };
    let done = match action {
        Action::Manage(order) => context.order(order).await,
        Action::Press(UiAction::Manage(manage), under) => context.press(manage, under).await,
        Action::Fill(UiAction::Manage(manage), filled) => context.fill(manage, filled).await,
        _ => Ok(Reply::tells(locale, wording::notices::old_button(locale))),
    };
    done.unwrap_or_else(|error| {
        tracing::error!(guild = id, "saving a moderator's change failed: {error}");
        Reply::tells(locale, wording::manage::not_saved(locale))
    })
}

impl ModeratorContext<'_> {
    async fn order(&self, order: ModeratorCommand<'_>) -> ManageResult {
        match order {
            ModeratorCommand::Add => faq::editor::open_form(self).await,
            ModeratorCommand::AddFrom { text, author } => faq::editor::add_from(self, text, author).await,
            ModeratorCommand::Entry(typed) => faq::entries::find_entry(self, typed).await,
            ModeratorCommand::Inbox => inbox::review::list_questions(self, 0).await,
            ModeratorCommand::Quote { person, on } => faq::entries::quote(self, person, on).await,
            ModeratorCommand::Export { format, retired } => {
                faq::import_commands::export_entries(self, format, retired).await
            }
            ModeratorCommand::Import(upload) => faq::import_commands::import_entries(self, upload).await,
            ModeratorCommand::Insight(weeks) => stats::show_stats(self, weeks, false).await,
            ModeratorCommand::Settings { changes, seen } => {
                setting_commands::change_settings(self, &changes, seen.as_ref()).await
            }
            ModeratorCommand::Block { member, on } => blocklist::block(self, member, on).await,
            ModeratorCommand::Audit => audit::show_log(self, 0).await,
            ModeratorCommand::Schedule(wish) => daily::schedule_draft::draft_schedule(self, &wish).await,
            ModeratorCommand::Direct(directed) => daily::commands::handle_command(self, directed).await,
            ModeratorCommand::Testimonials => testimonials::review::list_pending(self, 0).await,
        }
    }

    async fn press(&self, manage: ModeratorAction, _under: PressedReply<'_>) -> ManageResult {
        match manage {
            ModeratorAction::Draft(draft, step) => faq::editor::draft(self, draft, step).await,
            ModeratorAction::Entry(name, entry_action) => faq::entries::handle_action(self, name, entry_action).await,
            ModeratorAction::Inbox(page) => inbox::review::list_questions(self, page).await,
            ModeratorAction::Question(question, handling) => {
                inbox::review::handle_action(self, question, handling).await
            }
            ModeratorAction::Proposal { question, entry, weigh } => {
                faq::phrasings::handle_proposal(self, question, entry, weigh).await
            }
            ModeratorAction::Apply(draft, seen) => faq::import_commands::apply_import(self, draft, seen).await,
            ModeratorAction::Tables(weeks) => stats::show_stats(self, weeks, true).await,
            ModeratorAction::Audit(page) => audit::show_log(self, page).await,
            ModeratorAction::Schedules => daily::commands::list_schedules(self).await,
            ModeratorAction::Schedule(schedule, direct) => daily::commands::handle_action(self, schedule, direct).await,
            ModeratorAction::News { schedule, .. } => {
                daily::commands::handle_action(self, schedule, ScheduleAction::Look).await
            }
            ModeratorAction::Settle(post, there) => daily::commands::settle(self, post, there).await,
            ModeratorAction::Testimonials(page) => testimonials::review::list_pending(self, page).await,
            ModeratorAction::Testimonial(submission, version, reviewing) => {
                testimonials::review::handle_action(self, submission, version, reviewing).await
            }
        }
    }

    async fn fill(&self, manage: ModeratorAction, filled: &[String]) -> ManageResult {
        match manage {
            ModeratorAction::Draft(draft, _) => faq::editor::handle_form(self, draft, filled).await,
            ModeratorAction::Question(question, InboxAction::Dismiss) => {
                inbox::review::dismiss(self, question, filled).await
            }
            ModeratorAction::Testimonial(submission, version, reviewing) => {
                testimonials::review::handle_form(self, submission, version, reviewing, filled).await
            }
            ModeratorAction::Entry(..)
            | ModeratorAction::Inbox(_)
            | ModeratorAction::Question(..)
            | ModeratorAction::Proposal { .. }
            | ModeratorAction::Apply(..)
            | ModeratorAction::Tables(_)
            | ModeratorAction::Audit(_)
            | ModeratorAction::Schedules
            | ModeratorAction::Schedule(..)
            | ModeratorAction::News { .. }
            | ModeratorAction::Settle(..)
            | ModeratorAction::Testimonials(_) => Ok(self.tell(wording::notices::old_button(self.request.locale))),
        }
    }

    /// A private reply with one sentence.
    pub(crate) fn tell(&self, said: impl Into<String>) -> Reply {
        Reply::tells(self.request.locale, said)
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor { member: self.member(), name: self.request.name.clone() }
    }

    pub(crate) fn member(&self) -> u64 {
        self.request.member.unwrap_or_default()
    }

    /// Stores a moderator's changes. After [`CommitOutcome::Done`], the next question already uses them.
    pub(crate) async fn commit(&self, effects: Vec<Change>) -> Result<CommitOutcome, StoreError> {
        let commit = Commit { guild: self.id, by: self.actor(), at: self.now, effects };
        let committed = guild::commit::commit(self.store, &commit).await?;
        if matches!(committed, CommitOutcome::Done(_)) {
            // Rebuilds the guild's index here, so that the next question doesn't wait for it.
            let now = self.app.guild(Some(self.id)).await;
            outbox::wake_notifications(self.app);
            audit::post(self, &commit.effects, &now.record.settings).await;
        }
        Ok(committed)
    }
}
