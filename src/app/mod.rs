//! The use cases: an [`Action`] in, a [`Reply`] out. Every face (terminal, Discord, browser) goes through here, so that
//! all of them show the same.

mod ask;

use std::sync::Arc;

use crate::knowledge::{Entry, Knowledge, Origin};
use crate::matching::{Candidate, Explanation, Matcher, Question, Ranked};
use crate::reply::{Key, Reply, wording};

pub use ask::Asked;

/// What somebody wants.
#[derive(Debug, Clone)]
pub enum Action<'a> {
    /// An answer.
    Ask(Question<'a>),
    /// A certain entry: one that was offered.
    Show(Key),
}

/// The application: what it knows, and how it answers.
pub struct App {
    matcher: Matcher,
}

impl App {
    /// An application over curated knowledge and a community's own entries, matched together in one ranking.
    pub fn new(knowledge: Arc<Knowledge>, community: Vec<Entry>) -> Self {
        Self { matcher: Matcher::new(knowledge, community.into_iter().map(Arc::new)) }
    }

    /// What the bot knows.
    pub fn knowledge(&self) -> &Knowledge {
        self.matcher.knowledge()
    }

    /// Does what somebody wants and says what they see.
    pub fn handle(&self, action: Action<'_>) -> Reply {
        match action {
            Action::Ask(question) => self.ask(&question).reply,
            Action::Show(key) => self.show(&key),
        }
    }

    /// Answers a question, and also says how it was matched.
    pub fn ask(&self, question: &Question<'_>) -> Asked {
        ask::ask(&self.matcher, question)
    }

    /// Whether an entry with this id can be found, whosever it is.
    pub fn has_entry(&self, id: &str) -> bool {
        [Origin::Curated, Origin::Guild].iter().any(|origin| self.matcher.find_entry(id, *origin).is_some())
    }

    /// The entry at a place of a ranking.
    pub fn candidate(&self, ranked: &Ranked) -> &Candidate {
        self.matcher.candidate(ranked)
    }

    /// How a question was read, and what each signal said of the best entries.
    pub fn explain(&self, question: &Question<'_>) -> Explanation {
        self.matcher.explain(question)
    }

    fn show(&self, key: &Key) -> Reply {
        let Some(candidate) = self.matcher.find_entry(&key.id, key.origin) else {
            return Reply::says(wording::gone());
        };
        let found = self.matcher.ask(&Question::new(&candidate.entry.question));
        ask::answer(&self.matcher, &found, candidate, 1.0)
    }
}
