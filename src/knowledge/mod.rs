//! What the bot knows: entries, people, testimonials, documents and vocabulary, as a curator writes them in TOML.
//!
//! [`Knowledge::parse`] is pure; [`Knowledge::load`] reads a directory and is the only I/O here. Loading refuses what
//! would break an answer (such as a testimonial of an unknown person); [`check`] finds everything else that a curator
//! should mend.

pub mod browse;
mod builtin;
mod care;
pub mod check;

mod document;
mod entry;
pub mod exchange;
mod gap;
mod japanese;
mod load;
mod parse;
mod people;
mod problem;
mod rules;
mod talk;
mod vocabulary;

use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use browse::BrowseContent;
pub use care::{Care, Contact, NeedKind};
pub use document::{Citation, Document, ExcludedPassage, Link, Support, Topic};
pub use entry::{Authorship, Basis, Entry, Origin, Role};
pub use gap::Gap;
pub use japanese::{JapaneseLexicon, JapaneseWord};
pub use load::{load_faq, read};
pub use parse::parse_faq;
pub use people::{Person, Status, Testimonial};
pub use problem::{FileLocation, LoadError, Problem};
pub use rules::Rules;
pub use talk::{Talk, TalkKind, TalkOffer};
pub use vocabulary::{SynonymGroup, Vocabulary};

/// Everything a curator has written, read-only and consistent: every id that is referred to exists.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// Questions and their answers, in the order of their files.
    pub entries: Vec<Arc<Entry>>,
    /// Whose words are quoted.
    pub people: Vec<Person>,
    /// Word-for-word excerpts.
    pub testimonials: Vec<Testimonial>,
    /// The source documents.
    pub documents: Vec<Document>,
    /// Parts of the documents that hold nothing to know, each with a reason.
    pub set_aside: Vec<ExcludedPassage>,
    /// Where to check officially.
    pub links: Vec<Link>,
    /// What entries and testimonials are about.
    pub topics: Vec<Topic>,
    /// What people ask and no entry answers.
    pub gaps: Vec<Gap>,
    /// What the community says for what the documents say.
    pub vocabulary: Vocabulary,
    /// The content for browsing without a question.
    pub browse: BrowseContent,
    /// Contacts by kind of need.
    pub care: Care,
    /// Rules that recognise calls for help.
    pub need: Rules,
    /// Rules that recognise small talk, with the replies.
    pub talk: Talk,
}

impl Knowledge {
    /// The knowledge this program was built with.
    ///
    /// # Errors
    /// Never in a released program: a test loads it.
    pub fn builtin() -> Result<Self, LoadError> {
        Self::parse(builtin::FILES.iter().copied())
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The testimonial with this id.
    pub fn testimonial(&self, id: &str) -> Option<&Testimonial> {
        self.testimonials.iter().find(|testimonial| testimonial.id == id)
    }

    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The topic with this id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// Problems that would break an answer: repeated ids, and references to what does not exist. All at once.
    fn broken(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        twice(&mut problems, ("entry", "id"), self.entries.iter().map(|entry| (entry.id.as_str(), &entry.at)));
        twice(&mut problems, ("person", "id"), self.people.iter().map(|person| (person.id.as_str(), &person.at)));
        twice(&mut problems, ("testimonial", "id"), self.testimonials.iter().map(|one| (one.id.as_str(), &one.at)));
        twice(&mut problems, ("topic", "id"), self.topics.iter().map(|topic| (topic.id.as_str(), &topic.at)));
        twice(&mut problems, ("gap", "about"), self.gaps.iter().map(|gap| (gap.about.as_str(), &gap.at)));
        twice(
            &mut problems,
            ("document", "id"),
            self.documents.iter().map(|document| (document.id.as_str(), &document.at)),
        );

        for entry in &self.entries {
            let mut unknown = |key, id: &str| problems.push(missing(&entry.at, key, id).of("entry", &entry.id));
            entry.speakers.iter().filter(|id| self.person(id).is_none()).for_each(|id| unknown("speakers", id));
            let quoted = entry.testimonials.iter();
            quoted.filter(|id| self.testimonial(id).is_none()).for_each(|id| unknown("testimonials", id));
            let cited = entry.cites.iter().map(|cite| &cite.document);
            cited.filter(|id| self.document(id).is_none()).for_each(|id| unknown("cites", id));
        }
        for one in &self.testimonials {
            let mut unknown = |key, id: &str| problems.push(missing(&one.at, key, id).of("testimonial", &one.id));
            if self.person(&one.person).is_none() {
                unknown("person", &one.person);
            }
            if self.document(&one.document).is_none() {
                unknown("document", &one.document);
            }
        }
        for person in self.people.iter().filter(|person| self.document(&person.document).is_none()) {
            problems.push(missing(&person.at, "document", &person.document).of("person", &person.id));
        }
        for part in self.set_aside.iter().filter(|part| self.document(&part.document).is_none()) {
            problems.push(missing(&part.at, "document", &part.document));
        }
        let care = &self.care;
        for kind in &care.kinds {
            let named = kind.contacts.iter().chain(&kind.contacts_ja);
            let unknown = named.filter(|id| !care.contacts.iter().any(|contact| contact.id == **id));
            problems.extend(unknown.map(|id| missing(&care.at, "contacts", id).of("kind", &kind.id)));
        }
        let kinds = self.need.kinds().filter(|kind| care.kind(kind).is_none());
        problems.extend(kinds.map(|kind| missing(&FileLocation { file: "need.toml".into(), line: 0 }, "kind", kind)));
        let browse = &self.browse;
        let entry = |id: &str| self.entries.iter().any(|entry| entry.id == id);
        let lost = browse.entries().filter(|(_, id)| !entry(id));
        problems.extend(lost.map(|(key, id)| missing(&browse.at, key, id)));
        let lost = browse.daily_life.iter().filter(|id| self.topic(id).is_none());
        problems.extend(lost.map(|id| missing(&browse.at, "daily_life", id)));
        problems
    }
}

/// A reference that leads nowhere.
fn missing(at: &FileLocation, key: &'static str, id: &str) -> Problem {
    Problem::new(at, key, format!("there is no {id:?}; correct the id, or add what it names"))
}

/// Why a community's entry cannot cite.
const CITES: &str = "only curated entries cite documents; say who wrote it in `source`";
/// Why it cannot quote.
const QUOTES: &str = "only curated entries quote people; remove `speakers` and `testimonials`";

/// Problems that would break a community's own entries, over all of its files: repeated ids, empty texts, and
/// references to curated documents and people, which only a curator can check.
pub fn unusable(community: &[Entry]) -> Vec<Problem> {
    let mut problems = Vec::new();
    twice(&mut problems, ("entry", "id"), community.iter().map(|entry| (entry.id.as_str(), &entry.at)));
    for entry in community {
        let mut wrong =
            |key, message: &str| problems.push(Problem::new(&entry.at, key, message).of("entry", &entry.id));
        for (key, text) in [("question", &entry.question), ("answer", &entry.answer)] {
            if text.trim().is_empty() {
                wrong(key, "is empty; write it, or remove the entry");
            }
        }
        if !entry.cites.is_empty() {
            wrong("cites", CITES);
        }
        if !entry.speakers.is_empty() || !entry.testimonials.is_empty() {
            wrong("testimonials", QUOTES);
        }
    }
    problems
}

/// Reports ids, which are under this key of things of this kind, that are empty or used again.
fn twice<'a>(
    problems: &mut Vec<Problem>,
    (what, key): (&'static str, &'static str),
    ids: impl Iterator<Item = (&'a str, &'a FileLocation)>,
) {
    let mut seen: FxHashMap<&str, &FileLocation> = FxHashMap::default();
    for (id, at) in ids {
        if id.trim().is_empty() {
            problems.push(Problem::new(at, key, format!("a {what} needs an `{key}` that is not empty")));
        } else if let Some(first) = seen.insert(id, at) {
            problems.push(Problem::new(at, key, format!("is already used at {first}; choose another")).of(what, id));
        }
    }
}
