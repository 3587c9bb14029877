//! What only moderators do. Whether they may is looked at here, at the moment they do it: what Discord shows them, and what
//! was offered to them yesterday, decides nothing.

mod audit;
mod blocklist;
mod entries;
mod entry_editor;
mod highlights;
mod import_export;
mod inbox;
mod phrasings;
mod preview;
mod schedule;
mod settings;
mod stats;
mod testimonials;

use std::sync::Arc;

use jiff::Timestamp;

use super::import_export::{FileFormat, Upload};
use super::store::{Actor, Change, Commit, CommitOutcome, Store, StoreError};
use super::{Action, App, GuildSnapshot, PressedReply, RequestContext};
use crate::reply::{InboxAction, ModeratorAction, Reply, ScheduleAction, UiAction, wording};

/// What a moderator's command asks for.
#[derive(Debug, Clone)]
pub enum ModeratorCommand<'a> {
    /// A new entry, from scratch.
    Add,
    /// A new entry, from what somebody wrote: their id and how they are called, unless it is nobody to be named.
    AddFrom {
        /// What they wrote.
        text: &'a str,
        /// Who.
        author: Option<(u64, &'a str)>,
    },
    /// An entry, as it was chosen or typed, with everything that can be done with it.
    Entry(&'a str),
    /// The questions that wait.
    Inbox,
    /// A person, as they were chosen or typed, is quoted or not.
    Quote {
        /// Who.
        person: &'a str,
        /// Whether they are.
        on: bool,
    },
    /// The guild's entries as a file.
    Export {
        /// Which kind of file.
        format: FileFormat,
        /// Whether those are in it, too, that members do not see.
        retired: bool,
    },
    /// A file's entries, to be looked at first.
    Import(&'a dyn Upload),
    /// What was asked in so many weeks, and what became of it.
    Insight(u32),
    /// What the guild has set, after these changes; and what Discord says of the guild, if it does.
    Settings {
        /// The changes, one after the other.
        changes: Vec<SettingChange>,
        /// What Discord says.
        seen: Option<GuildPermissions>,
    },
    /// A member may not use the inbox, or may again; where nobody is named, who may not.
    Block {
        /// Who.
        member: Option<u64>,
        /// Whether they may not.
        on: bool,
    },
    /// What moderators have done.
    Audit,
    /// A schedule of daily highlights.
    Schedule(Box<ScheduleDraft<'a>>),
    /// Something with a schedule.
    Direct(ScheduleRequest<'a>),
    /// Members' own experiences.
    Testimonials,
}

pub use highlights::{ScheduleCommand, ScheduleRequest};
pub use schedule::ScheduleDraft;
pub use settings::{ChannelPermission, GuildPermissions, SettingChange, SettingReset};

/// What becomes of a moderator's wish, unless the database fails.
type ManageResult = Result<Reply, StoreError>;

/// A moderator at work.
struct ModeratorContext<'a> {
    app: &'a App,
    store: &'a dyn Store,
    visitor: &'a RequestContext,
    guild: Arc<GuildSnapshot>,
    /// The guild's id.
    id: u64,
    now: Timestamp,
}

/// Whether somebody may moderate a guild: by Discord's account, or by one of the roles that it has named.
pub(super) fn may_moderate(visitor: &RequestContext, guild: &GuildSnapshot) -> bool {
    guild.id.is_some()
        && (visitor.moderator || visitor.roles.iter().any(|role| guild.record.settings.roles.contains(role)))
}

impl App {
    /// Does what a moderator wants, if they may.
    pub(super) async fn manage(
        &self,
        visitor: &RequestContext,
        guild: Arc<GuildSnapshot>,
        action: Action<'_>,
    ) -> Reply {
        let locale = visitor.locale;
        let (Some(community), Some(id)) = (&self.community, guild.id) else {
            return Reply::tells(locale, wording::manage::only_in_guilds(locale));
        };
        if !may_moderate(visitor, &guild) {
            tracing::warn!(guild = id, member = visitor.member, "refused a command: the member is not a moderator");
            return Reply::tells(locale, wording::manage::only_moderators(locale));
        }
        let store = &*community.store;
        let desk = ModeratorContext { app: self, store, visitor, guild, id, now: self.clock.time() };
        let done = match action {
            Action::Manage(order) => desk.order(order).await,
            Action::Press(UiAction::Manage(manage), under) => desk.press(manage, under).await,
            Action::Fill(UiAction::Manage(manage), filled) => desk.fill(manage, filled).await,
            _ => Ok(Reply::tells(locale, wording::notices::old_button(locale))),
        };
        done.unwrap_or_else(|error| {
            tracing::error!(guild = id, "saving a moderator's change failed: {error}");
            Reply::tells(locale, wording::manage::not_saved(locale))
        })
    }
}

impl ModeratorContext<'_> {
    async fn order(&self, order: ModeratorCommand<'_>) -> ManageResult {
        match order {
            ModeratorCommand::Add => self.add().await,
            ModeratorCommand::AddFrom { text, author } => self.add_from(text, author).await,
            ModeratorCommand::Entry(typed) => self.find_entry(typed).await,
            ModeratorCommand::Inbox => self.inbox(0).await,
            ModeratorCommand::Quote { person, on } => self.quote(person, on).await,
            ModeratorCommand::Export { format, retired } => self.export(format, retired).await,
            ModeratorCommand::Import(upload) => self.import(upload).await,
            ModeratorCommand::Insight(weeks) => self.insight(weeks, false).await,
            ModeratorCommand::Settings { changes, seen } => self.settings(&changes, seen.as_ref()).await,
            ModeratorCommand::Block { member, on } => self.block(member, on).await,
            ModeratorCommand::Audit => self.audit(0).await,
            ModeratorCommand::Schedule(wish) => self.schedule(&wish).await,
            ModeratorCommand::Direct(directed) => self.directed(directed).await,
            ModeratorCommand::Testimonials => self.testimonials(0).await,
        }
    }

    async fn press(&self, manage: ModeratorAction, _under: PressedReply<'_>) -> ManageResult {
        match manage {
            ModeratorAction::Draft(draft, step) => self.draft(draft, step).await,
            ModeratorAction::Entry(name, deed) => self.entry(name, deed).await,
            ModeratorAction::Inbox(page) => self.inbox(page).await,
            ModeratorAction::Question(question, handling) => self.asked(question, handling).await,
            ModeratorAction::Proposal { question, entry, weigh } => self.proposal(question, entry, weigh).await,
            ModeratorAction::Apply(draft, seen) => self.apply(draft, seen).await,
            ModeratorAction::Tables(weeks) => self.insight(weeks, true).await,
            ModeratorAction::Audit(page) => self.audit(page).await,
            ModeratorAction::Schedules => self.schedules().await,
            ModeratorAction::Schedule(schedule, direct) => self.direct(schedule, direct).await,
            ModeratorAction::News { schedule, .. } => self.direct(schedule, ScheduleAction::Look).await,
            ModeratorAction::Settle(post, there) => self.settle(post, there).await,
            ModeratorAction::Testimonials(page) => self.testimonials(page).await,
            ModeratorAction::Testimonial(submission, version, reviewing) => {
                self.testimonial(submission, version, reviewing).await
            }
        }
    }

    async fn fill(&self, manage: ModeratorAction, filled: &[String]) -> ManageResult {
        match manage {
            ModeratorAction::Draft(draft, _) => self.written(draft, filled).await,
            ModeratorAction::Question(question, InboxAction::Dismiss) => self.dismissed(question, filled).await,
            ModeratorAction::Testimonial(submission, version, reviewing) => {
                self.reviewed(submission, version, reviewing, filled).await
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
            | ModeratorAction::Testimonials(_) => Ok(self.tell(wording::notices::old_button(self.visitor.locale))),
        }
    }

    /// Only a sentence.
    fn tell(&self, said: impl Into<String>) -> Reply {
        Reply::tells(self.visitor.locale, said)
    }

    fn actor(&self) -> Actor {
        Actor { member: self.member(), name: self.visitor.name.clone() }
    }

    fn member(&self) -> u64 {
        self.visitor.member.unwrap_or_default()
    }

    /// Stores what a moderator does. When it says that it is done, the very next question is answered by it.
    async fn commit(&self, effects: Vec<Change>) -> Result<CommitOutcome, StoreError> {
        let commit = Commit { guild: self.id, by: self.actor(), at: self.now, effects };
        let committed = self.store.commit(&commit).await?;
        if matches!(committed, CommitOutcome::Done(_)) {
            // Whoever asks next need not wait for the index.
            let now = self.app.guild(Some(self.id)).await;
            self.app.wake_notifications();
            self.post(&commit.effects, &now.record.settings).await;
        }
        Ok(committed)
    }
}
