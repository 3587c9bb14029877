//! Replies as plain values: a [`Reply`] holds everything a member sees. A front end (terminal, Discord, browser) adds
//! no text of its own.

pub(crate) mod action;
pub(crate) mod card;
pub(crate) mod id;
pub mod limits;
pub(crate) mod manage;
pub mod plain;
pub mod wording;

use crate::knowledge::Link;

pub use crate::text::Locale;
pub use crate::ui::action::{EligibilityProfile, EntryList, InfoPage, StableHash, StoryFilter, UiAction};
pub use crate::ui::card::{Card, CitedPassage, EntryKey, Quote, card, cautions, quote, sources};
pub use crate::ui::id::Id;
pub use crate::ui::manage::{
    DraftAction, EntryAction, FileAttachment, Form, FormField, InboxAction, ModeratorAction, ProposalAction,
    ReviewAction, ScheduleAction, SubmissionAction,
};

/// An answer, an offer of candidates or a plain "I don't know".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    /// The language of the bot's own words.
    pub locale: Locale,
    /// The question as it was typed; empty if there was none. It is shown where others read along.
    pub asked: String,
    /// A sentence above everything else; empty if the cards need none.
    pub lead: String,
    /// The answers, at most three.
    pub cards: Vec<Card>,
    /// Titled lists of texts, or texts side by side.
    pub panels: Vec<Panel>,
    /// Quotes without a card.
    pub voices: Vec<Quote>,
    /// Candidates to choose from, when the question could mean several things.
    pub choices: Vec<Button>,
    /// Menus to continue from here, each under its own prompt.
    pub menus: Vec<Menu>,
    /// Other actions, such as feedback or paging.
    pub buttons: Vec<Button>,
    /// Pages for checking the answer officially.
    pub links: Vec<PageLink>,
    /// Only the asker may see it.
    pub private: bool,
    /// It names help for a person in danger or distress.
    pub care: bool,
    /// A form, shown instead of everything else.
    pub form: Option<Form>,
    /// Files to download.
    pub files: Vec<FileAttachment>,
    /// The action that renders this reply again with current data; [`None`] if no entry can be shown again. It is
    /// stored with messages that quote members.
    pub again: Option<UiAction>,
}

/// A button or menu option; in a terminal, its number is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub press: UiAction,
}

/// A menu of which one option can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The text above the options.
    pub prompt: &'static str,
    pub options: Vec<Button>,
    /// The index of the option already chosen.
    pub chosen: Option<usize>,
}

/// Texts under headings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    pub title: String,
    /// Shown before the items.
    pub text: String,
    /// The quote that the panel is about.
    pub quote: Option<Quote>,
    /// Row by row.
    pub items: Vec<PanelItem>,
    /// Items side by side, where there is room; 1 for a list.
    pub columns: usize,
}

/// A text under a heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PanelItem {
    pub heading: String,
    pub text: String,
    /// Shown after `text`; each front end renders these in its own way.
    pub pieces: Vec<Span>,
    /// The sources of the text; empty if the bot speaks for itself.
    pub sources: Vec<CitedPassage>,
}

/// A part of a text that a front end renders in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    Plain(String),
    /// Text of the old version only.
    Removed(String),
    /// Text of the new version only.
    Added(String),
    /// A channel id.
    Channel(u64),
    /// A role id.
    Role(u64),
    /// A member id; shown without a ping.
    Member(u64),
    /// A time in seconds since 1970, shown in the reader's time zone.
    Time(i64),
}

/// A link to a web page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    pub title: String,
    pub url: String,
    /// Whether the JET Programme itself publishes the page.
    pub official: bool,
}

impl PageLink {
    /// A link with its title in `locale`.
    pub fn new(locale: Locale, link: &Link) -> Self {
        Self { title: link.title_in(locale).to_owned(), url: link.url.clone(), official: link.official }
    }
}

impl Button {
    pub fn new(label: impl Into<String>, press: UiAction) -> Self {
        Self { label: label.into(), press }
    }
}

impl Menu {
    /// A menu; [`None`] without options.
    pub fn new(prompt: &'static str, options: Vec<Button>) -> Option<Self> {
        (!options.is_empty()).then_some(Self { prompt, options, chosen: None })
    }
}

impl PanelItem {
    /// A text without sources.
    pub fn new(heading: impl Into<String>, text: impl Into<String>) -> Self {
        Self { heading: heading.into(), text: text.into(), ..Self::default() }
    }
}

impl Reply {
    /// A reply with one sentence.
    pub fn says(locale: Locale, lead: impl Into<String>) -> Self {
        Self { locale, lead: lead.into(), ..Self::default() }
    }

    /// A private reply with one form.
    pub fn form(locale: Locale, form: Form) -> Self {
        Self { locale, form: Some(form), private: true, ..Self::default() }
    }

    /// A private reply with one sentence.
    pub fn tells(locale: Locale, lead: impl Into<String>) -> Self {
        Self { private: true, ..Self::says(locale, lead) }
    }

    /// A reply with one panel.
    pub fn panel(locale: Locale, panel: Panel) -> Self {
        Self { locale, panels: vec![panel], ..Self::default() }
    }

    /// Sets the question that the reply is about.
    #[must_use]
    pub fn about(mut self, asked: &str) -> Self {
        asked.clone_into(&mut self.asked);
        self
    }

    /// True for a private sentence without content or further actions. It does not replace the message whose button was
    /// pressed.
    pub fn is_notice(&self) -> bool {
        let goes_on = !self.links.is_empty() || self.presses().next().is_some();
        let shows = !(self.cards.is_empty() && self.panels.is_empty() && self.files.is_empty() && self.form.is_none());
        self.private && !shows && !goes_on
    }

    /// All quotes in the reply.
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        let cards = self.cards.iter().flat_map(|card| &card.quotes);
        cards.chain(self.panels.iter().filter_map(|panel| panel.quote.as_ref())).chain(&self.voices)
    }

    /// All buttons and options, in the order in which they are shown.
    pub fn presses(&self) -> impl Iterator<Item = &Button> {
        let options = self.menus.iter().flat_map(|menu| &menu.options);
        self.choices.iter().chain(options).chain(&self.buttons)
    }
}
