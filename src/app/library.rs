//! Everything that is known at one moment, ready to be asked; on reload it is replaced whole.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::knowledge::{Entry, Knowledge, Origin, Topic};
use crate::matching::{Candidate, Explanation, Matcher, Question, Ranked};
use crate::reply::Name;

/// What is known, and where it is found.
pub struct Library {
    pub(super) matcher: Matcher,
    /// Places of the entries among the candidates.
    by_name: FxHashMap<Name, usize>,
    /// What somebody says who needs a person rather than an answer: as stems, where it is English.
    care: Vec<String>,
}

impl Library {
    /// A library of curated knowledge and a community's own entries, matched together in one ranking.
    pub fn new(knowledge: Arc<Knowledge>, community: Vec<Entry>) -> Self {
        let matcher = Matcher::new(knowledge, community.into_iter().map(Arc::new));
        let by_name =
            matcher.candidates().iter().enumerate().map(|(place, candidate)| (name(candidate), place)).collect();
        let say = matcher.knowledge().care.say.iter().filter(|phrase| !phrase.trim().is_empty());
        let care = say.map(|phrase| if phrase.is_ascii() { matcher.stems(phrase) } else { phrase.clone() }).collect();
        Self { matcher, by_name, care }
    }

    /// The same, ready to complete what is typed: takes a while, and a terminal needs none of it.
    #[must_use]
    pub fn ready(self) -> Self {
        self.matcher.prepare_completion();
        self
    }

    /// The curated knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        self.matcher.knowledge()
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.by_name.len()
    }

    /// Whether an entry with this id can be found, whosever it is.
    pub fn has_entry(&self, id: &str) -> bool {
        [Origin::Curated, Origin::Guild].iter().any(|origin| self.find(Name::entry(id, *origin)).is_some())
    }

    /// Whether somebody says that they need a person rather than an answer.
    pub(super) fn needs_a_person(&self, said: &str) -> bool {
        if self.care.is_empty() {
            return false;
        }
        let stems = self.matcher.stems(said);
        // Japanese puts no spaces between words.
        let has = |phrase: &String| if phrase.is_ascii() { stems.contains(phrase) } else { said.contains(phrase) };
        self.care.iter().any(has)
    }

    /// The entry at a place of a ranking.
    pub fn candidate(&self, ranked: &Ranked) -> &Candidate {
        self.matcher.candidate(ranked)
    }

    /// The entry with a name.
    pub fn find(&self, name: Name) -> Option<&Candidate> {
        self.by_name.get(&name).map(|place| &self.matcher.candidates()[*place])
    }

    /// The curated entry with an id.
    pub(super) fn curated(&self, id: &str) -> Option<&Candidate> {
        self.find(Name::entry(id, Origin::Curated))
    }

    /// The topic with a name.
    pub(super) fn topic(&self, name: Name) -> Option<&Topic> {
        self.knowledge().topics.iter().find(|topic| Name::topic(&topic.id) == name)
    }

    /// How a question was read, and what each signal said of the best entries.
    pub fn explain(&self, question: &Question<'_>) -> Explanation {
        self.matcher.explain(question)
    }
}

/// The name of an entry that can be found.
pub(super) fn name(candidate: &Candidate) -> Name {
    Name::entry(&candidate.entry.id, candidate.origin)
}
