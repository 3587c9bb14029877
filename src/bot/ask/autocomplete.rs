//! Autocompletes questions, people and topics. A chosen value begins with an equals sign before the entry's id; a value
//! that does not resolve is taken as typed text.

use crate::bot::ask::intent;
use rustc_hash::FxHashSet;

use crate::bot::ask::browse::speaker;
use crate::bot::ask::knowledge_index::{KnowledgeIndex, name};
use crate::knowledge::{Origin, Person, Topic};
use crate::schedule;
use crate::search::{AttributedTestimonial, Candidate};
use crate::ui::limits::{self, shorten};
use crate::ui::{Locale, StableHash, plain};

/// A field that is being completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AutocompleteField {
    /// A question to be answered: the choice is an entry.
    Question,
    /// Words to search for: the choice is a question's text.
    Search,
    /// Whose words.
    Person,
    /// On what.
    Topic,
    /// On what, of daily life.
    DailyLife,
    /// Any entry, for moderators: hidden and retired ones, too.
    Entry,
    /// Whose words, for moderators: those who are not quoted, too.
    Quoted,
    /// Topics separated by commas, the last of which is being typed; for moderators.
    Topics,
    /// A time zone, for moderators.
    Zone,
    /// A schedule of highlights, for moderators.
    Schedule,
    /// A topic of any kind.
    AnyTopic,
}

impl AutocompleteField {
    /// Whether only moderators may type into it.
    pub(crate) fn is_for_moderators(self) -> bool {
        matches!(self, Self::Entry | Self::Quoted | Self::Topics | Self::Zone | Self::Schedule)
    }
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// As shown, at most [`LONGEST`] characters.
    pub label: String,
    /// As sent when it is chosen, at most [`LONGEST`] characters.
    pub value: String,
}

/// Time zones that are offered before anything is typed: Japan's, and those from which most participants come.
const ZONES: [&str; 14] = [
    "Asia/Tokyo",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "Europe/London",
    "Europe/Dublin",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Africa/Johannesburg",
    "Asia/Singapore",
    "Asia/Manila",
    "UTC",
];

/// Longest label and value, in characters: Discord's limit.
pub const LONGEST: usize = 100;

/// The prefix of a curated entry's id.
const CURATED: &str = "=";
/// The prefix of the id of a guild's entry, or of a member who shared a story.
const GUILD: &str = "=+";
/// The prefix of the id of an archived entry.
pub(crate) const RETIRED: &str = "=-";

/// What a field's value may become, the likeliest first.
pub fn complete(index: &KnowledgeIndex, locale: Locale, field: AutocompleteField, typed: &str) -> Vec<Completion> {
    let completions: Vec<Completion> = match field {
        // A message in need gets no cheerful suggestion.
        AutocompleteField::Question | AutocompleteField::Search if intent::need(index, typed).is_some() => Vec::new(),
        AutocompleteField::Question | AutocompleteField::Entry => {
            let likely = likely(index, typed).into_iter();
            let likely = likely.filter(|one| one.entry.listed || field == AutocompleteField::Entry);
            likely.filter_map(|one| completion(one.entry.question_in(locale), value(one)?)).collect()
        }
        AutocompleteField::Search => {
            let likely = likely(index, typed).into_iter().filter(|one| one.entry.listed);
            let questions = likely.map(|one| one.entry.question_in(locale));
            let short = questions.filter(|question| question.chars().count() <= limits::SEARCH);
            short.filter_map(|question| completion(question, question.to_owned())).collect()
        }
        AutocompleteField::Quoted => people(index, typed).collect(),
        AutocompleteField::Person => people(index, typed).chain(members(index, typed)).collect(),
        AutocompleteField::Topic => {
            let spoken = |topic: &&Topic| {
                let mut voices = index.matcher.testimonials();
                voices.any(|one| !one.said.mature && one.said.topics.contains(&topic.id))
            };
            topics(locale, index.knowledge().topics.iter().filter(spoken), typed)
        }
        AutocompleteField::AnyTopic => topics(locale, index.knowledge().topics.iter(), typed),
        AutocompleteField::Topics => {
            let (before, last) = typed.rsplit_once([',', '、']).unwrap_or(("", typed));
            let before = before.trim();
            let joined = |one: Completion| {
                let with = |text: &str| if before.is_empty() { text.to_owned() } else { format!("{before}, {text}") };
                completion(&with(&one.label), with(&one.value))
            };
            topics(locale, index.knowledge().topics.iter(), last).into_iter().filter_map(joined).collect()
        }
        AutocompleteField::Zone => zones(typed),
        // Only the database knows them.
        AutocompleteField::Schedule => Vec::new(),
        AutocompleteField::DailyLife => {
            let daily = &index.knowledge().browse.daily_life;
            topics(locale, daily.iter().filter_map(|id| index.knowledge().topic(id)), typed)
        }
    };
    completions.into_iter().take(limits::COMPLETIONS).collect()
}

/// The curated people whom a name may become.
fn people(index: &KnowledgeIndex, typed: &str) -> impl Iterator<Item = Completion> {
    let people = index.knowledge().people.iter().filter(move |one| one.names().any(|name| has(name, typed)));
    people.filter_map(|one| completion(&one.name, one.id.clone()))
}

/// The members whom a name may become: those who have shared something under it.
fn members(index: &KnowledgeIndex, typed: &str) -> impl Iterator<Item = Completion> {
    let mut seen = FxHashSet::default();
    let members = named_members(index).filter(move |one| has(&one.by.name, typed));
    let once = members.filter(move |one| seen.insert(&one.by.id));
    once.filter_map(|one| completion(&one.by.name, format!("{GUILD}{}", one.by.id)))
}

/// What members have shared under their names.
fn named_members(index: &KnowledgeIndex) -> impl Iterator<Item = AttributedTestimonial<'_>> {
    let own = index.matcher.testimonials().filter(|one| one.origin == Origin::Guild && !one.said.mature);
    own.filter(|one| !one.by.name.is_empty())
}

/// The entries that a question may become; the pinned ones before anything is typed.
fn likely<'a>(index: &'a KnowledgeIndex, typed: &str) -> Vec<&'a Candidate> {
    if typed.trim().is_empty() {
        let curated = index.knowledge().browse.pinned.iter().filter_map(|id| index.curated(id));
        let mut pinned: Vec<&Candidate> = index.pinned.iter().filter_map(|one| index.find(*one)).collect();
        for one in curated {
            if !pinned.iter().any(|other| name(other) == name(one)) {
                pinned.push(one);
            }
        }
        return pinned;
    }
    index.matcher.complete(typed, limits::COMPLETIONS)
}

/// The entry that was chosen, if this is what a choice looks like.
pub(crate) fn chosen(index: &KnowledgeIndex, text: &str) -> Option<StableHash> {
    let (id, origin) = match text.strip_prefix(GUILD) {
        Some(id) => (id, Origin::Guild),
        None => (text.strip_prefix(CURATED)?, Origin::Curated),
    };
    index.find(StableHash::entry(id, origin)).map(name)
}

/// The entry that words fit best, if any does.
pub(crate) fn likeliest(index: &KnowledgeIndex, typed: &str) -> Option<StableHash> {
    index.matcher.complete(typed, 1).first().map(|one| name(one))
}

/// The topic with this id or title.
pub(crate) fn topic_called<'a>(index: &'a KnowledgeIndex, typed: &str) -> Option<&'a Topic> {
    let typed = typed.trim();
    let goes_by = |topic: &&Topic| [&topic.id, &topic.title, &topic.title_ja].iter().any(|name| same(name, typed));
    index.knowledge().topics.iter().find(goes_by)
}

/// The speaker of this name: a curated person, or a member who shared a story under it.
pub(crate) fn speaker_called(index: &KnowledgeIndex, typed: &str) -> Option<StableHash> {
    if let Some(person) = person_called(index, typed) {
        return Some(StableHash::person_of(&person.id, Origin::Curated));
    }
    let typed = typed.trim();
    let is =
        |one: &AttributedTestimonial<'_>| typed.strip_prefix(GUILD) == Some(&one.by.id) || same(&one.by.name, typed);
    named_members(index).find(is).and_then(speaker)
}

/// The curated person with this id or one of these names.
pub(crate) fn person_called<'a>(index: &'a KnowledgeIndex, typed: &str) -> Option<&'a Person> {
    let typed = typed.trim();
    index.knowledge().people.iter().find(|one| same(&one.id, typed) || one.names().any(|name| same(name, typed)))
}

/// The value of an entry; [`None`] if its id is too long for Discord.
fn value(candidate: &Candidate) -> Option<String> {
    let prefix = if candidate.origin == Origin::Curated { CURATED } else { GUILD };
    let value = format!("{prefix}{}", candidate.entry.id);
    (value.chars().count() <= LONGEST).then_some(value)
}

/// Time zones whose name contains what was typed; those that begin with it come first.
fn zones(typed: &str) -> Vec<Completion> {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    let typed = plain(typed);
    if typed.is_empty() {
        return ZONES.iter().filter_map(|name| completion(name, (*name).to_owned())).collect();
    }
    let typed = typed.as_str();
    let begins = |name: &str| name.split('/').any(|part| part.starts_with(typed));
    let mut found: Vec<(bool, &str)> = schedule::zones()
        .map(|name| (name, plain(name)))
        .filter(|(_, plain)| plain.contains(typed))
        .map(|(name, plain)| (!begins(&plain) && !plain.starts_with(typed), name))
        .collect();
    found.sort_unstable();
    found.into_iter().filter_map(|(_, name)| completion(name, name.to_owned())).collect()
}

fn topics<'a>(locale: Locale, topics: impl Iterator<Item = &'a Topic>, typed: &str) -> Vec<Completion> {
    let fitting = topics.filter(|topic| has(&topic.title, typed) || has(&topic.title_ja, typed));
    fitting.filter_map(|topic| completion(topic.title_in(locale), topic.id.clone())).collect()
}

/// A completion, unless nothing of it can be shown or sent.
fn completion(label: &str, value: String) -> Option<Completion> {
    let label = shorten(&plain::line(label), LONGEST).into_owned();
    (!label.is_empty() && !value.is_empty() && value.chars().count() <= LONGEST).then_some(Completion { label, value })
}

fn has(text: &str, typed: &str) -> bool {
    text.to_lowercase().contains(&typed.trim().to_lowercase())
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
