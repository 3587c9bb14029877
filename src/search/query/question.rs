//! The plain values that go into the matcher and come out of it.

use std::sync::Arc;

use crate::knowledge::Role;
use crate::search::lexical::segments::{Candidate, DocId};
use crate::search::query::entity_match::{self, MentionedEntities};
use crate::search::query::parser::ParsedQuery;
use crate::search::ranking::confidence::Verdict;
use crate::search::ranking::explain::{ScorePart, ScoringMode};
use crate::search::semantic::embedding::QueryEmbedding;
use crate::search::semantic::encoding::Encoding;
use crate::search::semantic::known_gaps;

/// How many entries are ranked unless more or fewer are wanted.
pub const TOP: usize = 10;

/// A question as it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// The asker's role, if they gave it.
    pub role: Option<Role>,
    /// The id of the topic that the asker is looking at.
    pub topic: Option<&'a str>,
    /// How many entries to rank; a few more may be, because confidence and suggestions need them.
    pub top: usize,
    /// What an encoder made of what [`Matcher::wording`](crate::search::Matcher::wording) gave for this question, in its order.
    /// Without it, entries are found by their words alone.
    pub meant: &'a [Arc<Encoding>],
}

impl<'a> Question<'a> {
    /// A question without role and topic.
    pub fn new(text: &'a str) -> Self {
        Self { text, role: None, topic: None, top: TOP, meant: &[] }
    }
}

/// The result of a search.
#[derive(Debug, Clone)]
pub struct SearchResult {
    /// What to do with it.
    pub verdict: Verdict,
    /// How sure it is that the best entry answers, between 0 and 1.
    pub confidence: f32,
    /// The best entries, the best first.
    pub ranked: Vec<RankedEntry>,
    /// Whether the question says nothing that could be matched ("what is it?", "…").
    pub empty: bool,
    /// The signals that found the entries.
    pub by: ScoringMode,
    /// What answers the other questions, where several were asked that have each an answer of their own.
    pub also: Vec<SearchResult>,
    /// The most similar known gap; only with an encoding.
    pub(crate) gap: Option<known_gaps::NearestGap>,
    /// Those of several questions that have no answer, where another one has.
    pub open: Vec<UnansweredPart>,
    /// What the confidence comes from.
    pub(crate) reasons: Vec<ScorePart>,
    pub(crate) read: ParsedQuestion,
    /// The embedding of the question; [`None`] if it was searched by words alone.
    pub(crate) meant: Option<QueryEmbedding>,
}

/// A question among several, to which nothing is an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct UnansweredPart {
    /// The question, normalised.
    pub text: String,
    /// The most similar known gap.
    pub(crate) gap: Option<known_gaps::NearestGap>,
    /// The best match.
    pub(crate) best: Option<DocId>,
}

/// An entry's place in a ranking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedEntry {
    pub(crate) place: DocId,
    /// Its score, of about 1 for a perfect match.
    pub score: f32,
}

/// A question, read.
#[derive(Debug, Clone)]
pub struct ParsedQuestion {
    /// All of it.
    pub whole: ParsedQuery,
    /// Its sentences, if it has several; and, if it was glossed, the text as typed.
    pub parts: Vec<ParsedQuery>,
    /// Which roles and people it names.
    pub focus: MentionedEntities,
    /// The id of the topic that the asker is looking at.
    pub topic: Option<String>,
    /// The gloss of a Japanese question.
    pub gloss: Option<String>,
    /// The questions that it consists of, where those are several.
    pub questions: Vec<ParsedQuestion>,
    /// What an encoder must read to know what all of it means.
    pub told: String,
}

impl ParsedQuestion {
    /// Whether it says anything that could be matched.
    pub fn has_content(&self) -> bool {
        self.readings().any(ParsedQuery::has_content)
    }

    /// The factor for an entry's score: for its roles and people, and for its topic. A member looking at one topic may
    /// well ask about another, so that no topic lowers a score.
    pub fn factor(&self, candidate: &Candidate) -> f32 {
        let on_topic = self.topic.as_deref().is_some_and(|topic| topic == candidate.entry.topic);
        self.focus.factor(candidate.focus, candidate.origin) * if on_topic { entity_match::AGREES } else { 1.0 }
    }

    /// All that was read: the whole, then its sentences.
    pub fn readings(&self) -> impl Iterator<Item = &ParsedQuery> {
        std::iter::once(&self.whole).chain(&self.parts)
    }
}
