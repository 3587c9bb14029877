//! What is shown, as plain values: a [`Reply`] holds everything a member sees, and no face (terminal, Discord, browser)
//! adds a word to it.

mod action;
mod card;
mod id;
pub mod limits;
mod manage;
pub mod plain;
pub mod wording;

pub use crate::text::Locale;
pub use action::{EligibilityProfile, EntryList, InfoPage, StableHash, StoryFilter, UiAction};
pub use card::{Card, CitedPassage, EntryKey, Quote, card, cautions, quote, sources};
pub use id::Id;
pub use manage::{
    DraftAction, EntryAction, FileAttachment, Form, FormField, InboxAction, ModeratorAction, ProposalAction,
    ReviewAction, ScheduleAction, SubmissionAction,
};

use crate::knowledge::Link;

/// An answer, an offer or a plain "I don't know".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    /// The language of the bot's own words in it.
    pub locale: Locale,
    /// The question it is about, as it was typed; empty when there was none. Where others read along, they see it too.
    pub asked: String,
    /// A sentence above everything else; empty when the cards speak for themselves.
    pub lead: String,
    /// The answers, at most three.
    pub cards: Vec<Card>,
    /// What is shown beside each other, or under headings.
    pub panels: Vec<Panel>,
    /// People's words that stand alone.
    pub voices: Vec<Quote>,
    /// Candidates to choose from, when the question could mean several things.
    pub choices: Vec<Button>,
    /// What can be gone on to, each menu under its own prompt.
    pub menus: Vec<Menu>,
    /// What else can be done: say whether it helped, turn the page.
    pub buttons: Vec<Button>,
    /// Where to check officially.
    pub links: Vec<PageLink>,
    /// Whether it is for whoever asked alone, wherever they asked.
    pub private: bool,
    /// Whether it says who helps somebody in danger or distress.
    pub care: bool,
    /// Something to fill in, in the place of everything else.
    pub form: Option<Form>,
    /// Files to take away.
    pub files: Vec<FileAttachment>,
    /// What would show the same again, as it is known then; none where nothing is kept of that.
    pub again: Option<UiAction>,
}

/// Something to press: in a terminal its number is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it does.
    pub press: UiAction,
}

/// Things of which one can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What stands above them.
    pub prompt: &'static str,
    /// The things.
    pub options: Vec<Button>,
    /// The one that was chosen already.
    pub chosen: Option<usize>,
}

/// Texts under headings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// What stands above.
    pub title: String,
    /// What stands before the items.
    pub text: String,
    /// Somebody's words that it is about.
    pub quote: Option<Quote>,
    /// The items, row by row.
    pub items: Vec<PanelItem>,
    /// How many items stand side by side, where there is room; 1 where each stands alone.
    pub columns: usize,
}

/// A text under a heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PanelItem {
    /// The heading.
    pub heading: String,
    /// The text.
    pub text: String,
    /// After the text: what a face shows in its own way.
    pub pieces: Vec<Span>,
    /// What it rests on; none where the bot speaks for itself.
    pub sources: Vec<CitedPassage>,
}

/// A piece of a text that is shown in a way of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// What was there before and is not any more.
    Removed(String),
    /// What was not there before.
    Added(String),
    /// A channel.
    Channel(u64),
    /// A role.
    Role(u64),
    /// A member; nobody is pinged.
    Member(u64),
    /// A time, in seconds since 1970: as everybody reads it where they are.
    Time(i64),
}

/// A page outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// What one finds there.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it speaks for the programme.
    pub official: bool,
}

impl PageLink {
    /// A link for a reader of `locale`.
    pub fn new(locale: Locale, link: &Link) -> Self {
        Self { title: link.title_in(locale).to_owned(), url: link.url.clone(), official: link.official }
    }
}

impl Button {
    /// A button with a label.
    pub fn new(label: impl Into<String>, press: UiAction) -> Self {
        Self { label: label.into(), press }
    }
}

impl Menu {
    /// A menu, unless there is nothing to choose.
    pub fn new(prompt: &'static str, options: Vec<Button>) -> Option<Self> {
        (!options.is_empty()).then_some(Self { prompt, options, chosen: None })
    }
}

impl PanelItem {
    /// A text of the bot's own.
    pub fn new(heading: impl Into<String>, text: impl Into<String>) -> Self {
        Self { heading: heading.into(), text: text.into(), ..Self::default() }
    }
}

impl Reply {
    /// Only a sentence.
    pub fn says(locale: Locale, lead: impl Into<String>) -> Self {
        Self { locale, lead: lead.into(), ..Self::default() }
    }

    /// Only a form.
    pub fn form(locale: Locale, form: Form) -> Self {
        Self { locale, form: Some(form), private: true, ..Self::default() }
    }

    /// Only a sentence, for whoever asked alone.
    pub fn tells(locale: Locale, lead: impl Into<String>) -> Self {
        Self { private: true, ..Self::says(locale, lead) }
    }

    /// A panel.
    pub fn panel(locale: Locale, panel: Panel) -> Self {
        Self { locale, panels: vec![panel], ..Self::default() }
    }

    /// The same, about a question.
    #[must_use]
    pub fn about(mut self, asked: &str) -> Self {
        asked.clone_into(&mut self.asked);
        self
    }

    /// Whether it is only a word to whoever asked: it takes the place of nothing.
    pub fn is_notice(&self) -> bool {
        let goes_on = !self.links.is_empty() || self.presses().next().is_some();
        let shows = !(self.cards.is_empty() && self.panels.is_empty() && self.files.is_empty() && self.form.is_none());
        self.private && !shows && !goes_on
    }

    /// Everybody whose words it shows.
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        let cards = self.cards.iter().flat_map(|card| &card.quotes);
        cards.chain(self.panels.iter().filter_map(|panel| panel.quote.as_ref())).chain(&self.voices)
    }

    /// Everything that can be pressed, in the order in which it is shown.
    pub fn presses(&self) -> impl Iterator<Item = &Button> {
        let options = self.menus.iter().flat_map(|menu| &menu.options);
        self.choices.iter().chain(options).chain(&self.buttons)
    }
}
