//! What only moderators do. Whether they may is looked at here, at the moment they do it: what Discord shows them, and what
//! was offered to them yesterday, decides nothing.

mod audit;
mod blocks;
mod entries;
mod highlights;
mod inbox;
mod insight;
mod phrasings;
mod preview;
mod schedule;
mod settings;
mod teach;
mod testimonials;
mod transfer;

use std::sync::Arc;

use jiff::Timestamp;

use super::moving::{Format, Upload};
use super::store::{Actor, Commit, Committed, Effect, Store, StoreError};
use super::{Action, App, Guild, Under, Visitor};
use crate::reply::{Direct, Handling, Manage, Press, Reply, wording};

/// What a moderator's command asks for.
#[derive(Debug, Clone)]
pub enum Order<'a> {
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
        format: Format,
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
        changes: Vec<Change>,
        /// What Discord says.
        seen: Option<Surroundings>,
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
    Schedule(Box<Wish<'a>>),
    /// Something with a schedule.
    Direct(Directed<'a>),
    /// Members' own experiences.
    Testimonials,
}

pub use highlights::{Directed, Doing};
pub use schedule::Wish;
pub use settings::{Change, Permit, Reset, Surroundings};

/// What becomes of a moderator's wish, unless the database fails.
type Told = Result<Reply, StoreError>;

/// A moderator at work.
struct Desk<'a> {
    app: &'a App,
    store: &'a dyn Store,
    visitor: &'a Visitor,
    guild: Arc<Guild>,
    /// The guild's id.
    id: u64,
    now: Timestamp,
}

/// Whether somebody may moderate a guild: by Discord's account, or by one of the roles that it has named.
pub(super) fn may_moderate(visitor: &Visitor, guild: &Guild) -> bool {
    guild.id.is_some()
        && (visitor.moderator || visitor.roles.iter().any(|role| guild.record.settings.roles.contains(role)))
}

impl App {
    /// Does what a moderator wants, if they may.
    pub(super) async fn manage(&self, visitor: &Visitor, guild: Arc<Guild>, action: Action<'_>) -> Reply {
        let locale = visitor.locale;
        let (Some(community), Some(id)) = (&self.community, guild.id) else {
            return Reply::tells(locale, wording::manage::only_in_guilds(locale));
        };
        if !may_moderate(visitor, &guild) {
            tracing::warn!(guild = id, member = visitor.member, "refused a command: the member is not a moderator");
            return Reply::tells(locale, wording::manage::only_moderators(locale));
        }
        let store = &*community.store;
        let desk = Desk { app: self, store, visitor, guild, id, now: self.clock.time() };
        let done = match action {
            Action::Manage(order) => desk.order(order).await,
            Action::Press(Press::Manage(manage), under) => desk.press(manage, under).await,
            Action::Fill(Press::Manage(manage), filled) => desk.fill(manage, filled).await,
            _ => Ok(Reply::tells(locale, wording::notices::old_button(locale))),
        };
        done.unwrap_or_else(|error| {
            tracing::error!(guild = id, "saving a moderator's change failed: {error}");
            Reply::tells(locale, wording::manage::not_saved(locale))
        })
    }
}

impl Desk<'_> {
    async fn order(&self, order: Order<'_>) -> Told {
        match order {
            Order::Add => self.add().await,
            Order::AddFrom { text, author } => self.add_from(text, author).await,
            Order::Entry(typed) => self.find_entry(typed).await,
            Order::Inbox => self.inbox(0).await,
            Order::Quote { person, on } => self.quote(person, on).await,
            Order::Export { format, retired } => self.export(format, retired).await,
            Order::Import(upload) => self.import(upload).await,
            Order::Insight(weeks) => self.insight(weeks, false).await,
            Order::Settings { changes, seen } => self.settings(&changes, seen.as_ref()).await,
            Order::Block { member, on } => self.block(member, on).await,
            Order::Audit => self.audit(0).await,
            Order::Schedule(wish) => self.schedule(&wish).await,
            Order::Direct(directed) => self.directed(directed).await,
            Order::Testimonials => self.testimonials(0).await,
        }
    }

    async fn press(&self, manage: Manage, _under: Under<'_>) -> Told {
        match manage {
            Manage::Draft(draft, step) => self.draft(draft, step).await,
            Manage::Entry(name, deed) => self.entry(name, deed).await,
            Manage::Inbox(page) => self.inbox(page).await,
            Manage::Question(question, handling) => self.asked(question, handling).await,
            Manage::Proposal { question, entry, weigh } => self.proposal(question, entry, weigh).await,
            Manage::Apply(draft, seen) => self.apply(draft, seen).await,
            Manage::Tables(weeks) => self.insight(weeks, true).await,
            Manage::Audit(page) => self.audit(page).await,
            Manage::Schedules => self.schedules().await,
            Manage::Schedule(schedule, direct) => self.direct(schedule, direct).await,
            Manage::News { schedule, .. } => self.direct(schedule, Direct::Look).await,
            Manage::Settle(post, there) => self.settle(post, there).await,
            Manage::Testimonials(page) => self.testimonials(page).await,
            Manage::Testimonial(submission, version, reviewing) => {
                self.testimonial(submission, version, reviewing).await
            }
        }
    }

    async fn fill(&self, manage: Manage, filled: &[String]) -> Told {
        match manage {
            Manage::Draft(draft, _) => self.written(draft, filled).await,
            Manage::Question(question, Handling::Dismiss) => self.dismissed(question, filled).await,
            Manage::Testimonial(submission, version, reviewing) => {
                self.reviewed(submission, version, reviewing, filled).await
            }
            Manage::Entry(..)
            | Manage::Inbox(_)
            | Manage::Question(..)
            | Manage::Proposal { .. }
            | Manage::Apply(..)
            | Manage::Tables(_)
            | Manage::Audit(_)
            | Manage::Schedules
            | Manage::Schedule(..)
            | Manage::News { .. }
            | Manage::Settle(..)
            | Manage::Testimonials(_) => Ok(self.tell(wording::notices::old_button(self.visitor.locale))),
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
    async fn commit(&self, effects: Vec<Effect>) -> Result<Committed, StoreError> {
        let commit = Commit { guild: self.id, by: self.actor(), at: self.now, effects };
        let committed = self.store.commit(&commit).await?;
        if matches!(committed, Committed::Done(_)) {
            // Whoever asks next need not wait for the index.
            let now = self.app.guild(Some(self.id)).await;
            self.app.mail_has_come();
            self.post(&commit.effects, &now.record.settings).await;
        }
        Ok(committed)
    }
}
