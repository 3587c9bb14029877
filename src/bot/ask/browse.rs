//! Looking around: roles, daily life, the list of all questions, people's words.

use crate::bot::ask::autocomplete;
use crate::bot::ask::button;
use crate::bot::ask::knowledge_index::{KnowledgeIndex, name};
use crate::knowledge::{Origin, Role};
use crate::search::{AttributedTestimonial, Candidate};
use crate::ui::limits::{self, shorten};
use crate::ui::{
    Button, EntryList, Locale, Menu, Panel, PanelItem, Reply, StableHash, StoryFilter, UiAction, plain, quote, sources,
    wording,
};

impl KnowledgeIndex {
    /// A role: what the documents say, one testimonial, and further questions.
    pub(crate) fn role(&self, locale: Locale, role: Role) -> Reply {
        let items = self.knowledge().browse.aspects.iter().filter_map(|(aspect, entries)| {
            let candidate = self.curated(entries.get(&role)?)?;
            Some(self.item(locale, wording::browse::aspect(locale, *aspect), candidate, limits::ANSWER))
        });
        let panel =
            Panel { title: wording::browse::role(locale, role).to_owned(), items: items.collect(), ..Panel::default() };
        let entries = self.by_topic().into_iter().filter(|one| one.entry.roles == [role] && one.entry.listed);
        let menu = Menu::new(
            wording::controls::open_one(locale),
            entries.take(limits::MENU).map(|one| button(locale, one)).collect(),
        );
        let of_role = |one: &AttributedTestimonial<'_>| {
            one.origin == Origin::Curated && one.by.role == role && one.said.daily && !one.said.mature
        };
        let voices = self.matcher.testimonials().find(of_role).map(quote).into_iter().collect();
        Reply { voices, menus: menu.into_iter().collect(), ..Reply::panel(locale, panel) }
    }

    /// Roles side by side, aspect by aspect.
    pub(crate) fn compare(&self, locale: Locale, roles: &[Role]) -> Reply {
        let mut wanted: Vec<Role> = roles.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.len() < 2 {
            return Reply::tells(locale, wording::browse::same_roles(locale));
        }
        let mut opens: Vec<&Candidate> = Vec::new();
        let mut items = Vec::new();
        for (aspect, entries) in &self.knowledge().browse.aspects {
            for role in &wanted {
                let heading = wording::browse::aspect_of(locale, *aspect, *role);
                let candidate = entries.get(role).and_then(|id| self.curated(id));
                items.push(match candidate {
                    Some(candidate) => self.item(locale, &heading, candidate, limits::BESIDE),
                    None => PanelItem::new(heading, wording::browse::not_said(locale)),
                });
                let new = |one: &&Candidate| !opens.iter().any(|other| name(other) == name(one));
                opens.extend(candidate.filter(new));
            }
        }
        let title = wording::browse::compared(locale, &wanted);
        let panel = Panel { title, items, columns: wanted.len(), ..Panel::default() };
        let opens = opens.into_iter().take(limits::MENU).map(|one| button(locale, one));
        let menu = Menu::new(wording::controls::open_one(locale), opens.collect());
        Reply { menus: menu.into_iter().collect(), ..Reply::panel(locale, panel) }
    }

    /// An entry's answer under a heading, with its sources.
    pub(crate) fn item(&self, locale: Locale, heading: &str, candidate: &Candidate, most: usize) -> PanelItem {
        PanelItem {
            heading: heading.to_owned(),
            text: shorten(candidate.entry.answer_in(locale), most).into_owned(),
            sources: sources(locale, self.knowledge(), &candidate.entry),
            ..PanelItem::default()
        }
    }

    /// The topics of daily life, or the questions on one.
    pub(crate) fn daily_life(&self, locale: Locale, topic: Option<&str>) -> Reply {
        let Some(typed) = topic else {
            let topics = self.knowledge().browse.daily_life.iter().filter_map(|id| self.knowledge().topic(id));
            let open = |id: &str| UiAction::Page(EntryList::Topic(StableHash::topic(id)), 0);
            let topics = topics.map(|topic| Button::new(topic.title_in(locale), open(&topic.id))).collect();
            let menus = Menu::new(wording::controls::choose_topic(locale), topics).into_iter().collect();
            return Reply { menus, ..Reply::says(locale, wording::browse::daily_life(locale)) };
        };
        match autocomplete::topic_called(self, typed) {
            Some(topic) => self.list(locale, EntryList::Topic(StableHash::topic(&topic.id)), 0),
            None => Reply::tells(locale, wording::browse::not_known(locale, typed)),
        }
    }

    /// The entries that match a search.
    pub(crate) fn search(&self, locale: Locale, search: &str) -> Reply {
        self.list(locale, EntryList::Search(shorten(&plain::line(search), limits::SEARCH).into_owned()), 0)
    }

    /// A page of a list of entries; the last one, if there are fewer.
    pub(crate) fn list(&self, locale: Locale, list: EntryList, page: usize) -> Reply {
        let (title, entries) = match &list {
            EntryList::All => (wording::browse::all_questions(locale).to_owned(), self.by_topic()),
            EntryList::Topic(name) => {
                let Some(topic) = self.topic(*name) else {
                    return Reply::tells(locale, wording::notices::gone(locale));
                };
                let on_topic = self.matcher.candidates().filter(|one| one.entry.topic == topic.id && one.entry.listed);
                (topic.title_in(locale).to_owned(), on_topic.collect())
            }
            EntryList::Search(search) => {
                let found = self.matcher.complete(search, limits::PAGE * limits::PAGE);
                (wording::browse::search_results(locale, search), found)
            }
        };
        if entries.is_empty() {
            return Reply::tells(locale, wording::browse::nothing_found(locale));
        }
        let pages = entries.len().div_ceil(limits::PAGE);
        let page = page.min(pages - 1);
        let shown = entries.iter().skip(page * limits::PAGE).take(limits::PAGE);
        let mut buttons = Vec::new();
        if page > 0 {
            buttons.push(Button::new(wording::controls::previous(locale), UiAction::Page(list.clone(), page - 1)));
        }
        if page + 1 < pages {
            buttons.push(Button::new(wording::controls::next(locale), UiAction::Page(list, page + 1)));
        }
        let text = if pages > 1 { wording::browse::page_of(locale, page + 1, pages) } else { String::new() };
        let panel = Panel { title, text, ..Panel::default() };
        Reply { choices: shown.map(|one| button(locale, one)).collect(), buttons, ..Reply::panel(locale, panel) }
    }

    /// Every entry, in the order of the topics; those without a topic come last.
    fn by_topic(&self) -> Vec<&Candidate> {
        let topics = &self.knowledge().topics;
        let place = |one: &Candidate| topics.iter().position(|topic| topic.id == one.entry.topic).unwrap_or(usize::MAX);
        let mut entries: Vec<&Candidate> = self.matcher.candidates().filter(|one| one.entry.listed).collect();
        entries.sort_by_cached_key(|one| place(one));
        entries
    }

    /// Testimonials of a person or on a topic; without either, any.
    pub(crate) fn voices_of(&self, locale: Locale, person: Option<&str>, topic: Option<&str>) -> Reply {
        let (mut voices, mut unknown) = (StoryFilter::default(), None);
        if let Some(typed) = person {
            voices.person = autocomplete::speaker_called(self, typed);
            unknown = unknown.or(voices.person.is_none().then_some(typed));
        }
        if let Some(typed) = topic {
            let called = autocomplete::topic_called(self, typed);
            voices.topic = called.map(|topic| StableHash::topic(&topic.id));
            unknown = unknown.or(called.is_none().then_some(typed));
        }
        match unknown {
            Some(typed) => Reply::tells(locale, wording::browse::not_known(locale, typed)),
            None => self.voices(locale, voices, 0),
        }
    }

    /// One of the testimonials that a filter selects.
    pub(crate) fn voices(&self, locale: Locale, wanted: StoryFilter, place: usize) -> Reply {
        let fits = |one: &AttributedTestimonial<'_>| {
            let by = wanted.person.is_none_or(|person| speaker(*one) == Some(person));
            let on = wanted.topic.is_none_or(|topic| one.said.topics.iter().any(|id| StableHash::topic(id) == topic));
            // Some curated testimonials are only shown under an answer, or when all of a person's are listed.
            let alone = wanted.person.is_some() || one.origin == Origin::Guild || one.said.daily;
            by && on && alone && !one.said.mature
        };
        let fitting: Vec<_> = self.matcher.testimonials().filter(fits).collect();
        let Some(last) = fitting.len().checked_sub(1) else {
            return Reply::tells(locale, wording::browse::no_voices(locale));
        };
        let place = place.min(last);
        let mut buttons = Vec::new();
        if place > 0 {
            buttons.push(Button::new(wording::controls::previous(locale), UiAction::Voices(wanted, place - 1)));
        }
        if place < last {
            buttons.push(Button::new(wording::controls::next(locale), UiAction::Voices(wanted, place + 1)));
        }
        let voices = vec![quote(fitting[place])];
        let several = (last > 0).then(|| wording::browse::voice_of(locale, place + 1, fitting.len()));
        let lead = several.unwrap_or_default();
        Reply { voices, buttons, ..Reply::says(locale, lead) }
    }
}

/// The hash of a speaker's name. A story that was shared anonymously is not found by its author's name.
pub(crate) fn speaker(voice: AttributedTestimonial<'_>) -> Option<StableHash> {
    (!voice.by.name.is_empty()).then(|| StableHash::person_of(&voice.by.id, voice.origin))
}
