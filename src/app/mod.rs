//! The use cases: an [`Action`] in, a [`Reply`] out. Every face (terminal, Discord, browser) goes through here, so that
//! all of them show the same.

mod about;
mod ask;
mod browse;
mod eligibility;
mod gate;
mod library;
mod press;
mod type_ahead;

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use crate::knowledge::{LoadError, Role};
use crate::matching::Question;
use crate::reply::{List, Locale, Press, Profile, Reply, wording};

pub use ask::Asked;
pub use gate::{Clock, Limits, SystemClock};
pub use library::Library;
pub use type_ahead::{Completion, Field};

use gate::Gate;

/// What somebody wants.
#[derive(Debug, Clone)]
pub enum Action<'a> {
    /// An answer.
    Ask(Question<'a>),
    /// Whatever a button or an option does that they pressed.
    Press(Press),
    /// What a role is.
    Role(Role),
    /// Two or three roles side by side.
    Compare(Vec<Role>),
    /// What the documents say to somebody who wants to take part.
    Eligibility,
    /// What daily life is like; on a topic, by its id or title.
    DailyLife(Option<&'a str>),
    /// People's own words: somebody's, by their id or name, on a topic, by its id or title.
    Voices {
        /// Whose.
        person: Option<&'a str>,
        /// On what.
        topic: Option<&'a str>,
    },
    /// The questions that can be answered; those that fit a search.
    Faq(Option<&'a str>),
    /// What the bot knows, from where, and what it stores.
    About,
    /// How to ask.
    Help,
    /// A word to somebody who spoke to the bot without asking anything.
    Greet,
    /// A word to somebody who asked aloud where answers are private.
    AskPrivately,
    /// Reading the knowledge again: for those whom whoever runs the bot trusts with it.
    Reload,
}

impl Action<'_> {
    /// Whether it counts as a question: turning a page and saying thanks do not.
    fn is_a_question(&self) -> bool {
        match self {
            Self::Press(press) => matches!(press, Press::Show(_) | Press::NotQuite(_) | Press::Moderators),
            _ => true,
        }
    }
}

/// Who wants something, and where.
#[derive(Debug, Clone, Copy, Default)]
pub struct Visitor {
    /// The language they use.
    pub locale: Locale,
    /// Who they are, where somebody knows: then there are limits to how often they may ask, and they can say what helped.
    pub member: Option<u64>,
    /// The channel in which others see the reply; none where they are alone with it.
    pub channel: Option<u64>,
    /// The guild they are in, if the bot is a member of it: then there are moderators.
    pub guild: Option<u64>,
    /// Whether they moderate that guild.
    pub moderator: bool,
    /// Whether whoever runs the bot trusts them with it.
    pub trusted: bool,
}

/// Where the knowledge is read again from.
pub trait Source: Send + Sync {
    /// Reads everything; does I/O, and takes as long as building the index takes.
    ///
    /// # Errors
    /// Where anything that is read cannot be used, with every problem.
    fn load(&self) -> Result<Library, LoadError>;
}

/// The application: what it knows, and what it does with it.
pub struct App {
    library: ArcSwap<Library>,
    source: Option<Box<dyn Source>>,
    gate: Gate,
    /// Held while the knowledge is read again, so that what was read last is what is known.
    reloading: Mutex<()>,
}

impl App {
    /// An application that answers from a library, for ever.
    pub fn new(library: Library) -> Self {
        Self { library: ArcSwap::from_pointee(library), source: None, gate: Gate::open(), reloading: Mutex::default() }
    }

    /// The same, able to read its knowledge again.
    #[must_use]
    pub fn reading_from(self, source: Box<dyn Source>) -> Self {
        Self { source: Some(source), ..self }
    }

    /// The same, with limits to how often anybody may ask.
    #[must_use]
    pub fn limited(self, limits: &Limits, clock: &Arc<dyn Clock>) -> Self {
        Self { gate: Gate::new(limits, clock), ..self }
    }

    /// What is known at this moment.
    pub fn library(&self) -> Arc<Library> {
        self.library.load_full()
    }

    /// Does what somebody wants and says what they see. [`Action::Reload`] takes long; everything else some
    /// microseconds.
    pub fn handle(&self, visitor: &Visitor, action: Action<'_>) -> Reply {
        let library = self.library.load();
        // However fast somebody in need asks, they are answered.
        if let Action::Ask(question) = &action
            && library.needs_a_person(question.text)
        {
            return library.care(visitor.locale);
        }
        if action.is_a_question()
            && let Err(reply) = self.gate.admit(visitor)
        {
            return *reply;
        }
        match action {
            Action::Ask(question) => match library.chosen(question.text) {
                Some(name) => library.press(visitor, Press::Show(name)),
                None => library.match_up(visitor, &question).reply,
            },
            Action::Press(press) => library.press(visitor, press),
            Action::Role(role) => library.role(visitor.locale, role),
            Action::Compare(roles) => library.compare(visitor.locale, &roles),
            Action::Eligibility => library.eligibility(visitor.locale, Profile::default()),
            Action::DailyLife(topic) => library.daily_life(visitor.locale, topic),
            Action::Voices { person, topic } => library.voices_of(visitor.locale, person, topic),
            Action::Faq(None) => library.list(visitor.locale, List::All, 0),
            Action::Faq(Some(search)) => library.search(visitor.locale, search),
            Action::About => library.about(visitor.locale),
            Action::Help => about::help(visitor.locale),
            Action::Greet => Reply::says(visitor.locale, wording::how_to_ask(visitor.locale)),
            Action::AskPrivately => Reply::says(visitor.locale, wording::ask_privately(visitor.locale)),
            Action::Reload if !visitor.trusted => Reply::tells(visitor.locale, wording::only_trusted(visitor.locale)),
            Action::Reload => self.reload_for(visitor.locale),
        }
    }

    /// What a field's value may become, for somebody who has typed `typed` so far.
    pub fn complete(&self, field: Field, typed: &str) -> Vec<Completion> {
        self.library.load().complete(field, typed)
    }

    /// Reads the knowledge again and takes it, whole, if all of it can be used. Gives how many entries there are now;
    /// none where there is nothing to read.
    ///
    /// # Errors
    /// With every problem of what was read; what was known before stays.
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

    fn reload_for(&self, locale: Locale) -> Reply {
        let said = match self.reload() {
            Ok(Some(entries)) => wording::reloaded(locale, entries),
            Ok(None) => wording::nothing_to_reload(locale).to_owned(),
            Err(error) => wording::not_reloaded(locale, &error.to_string()),
        };
        Reply::tells(locale, said)
    }
}
