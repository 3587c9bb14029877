//! Measures the matching on a set of questions, against floors that are kept beside it.

mod single_signals;
mod table;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::bot::{KnowledgeIndex, RequestContext};
use crate::knowledge::{FileLocation, LoadError, Problem, read};
use crate::search::{Encoding, Question, ScoringMode, Verdict};

pub use table::{table, wrong};

/// A set of questions with what is expected of each.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSet {
    /// Least figures, in percent.
    #[serde(default)]
    pub floors: RequiredScores,
    /// The same for the questions of a style.
    #[serde(default)]
    pub floors_of: BTreeMap<String, RequiredScores>,
    /// The questions.
    #[serde(default)]
    pub question: Vec<Expected>,
}

/// A question and what a good answer to it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The question.
    pub ask: String,
    /// Ids of the entries that answer it, any of them; none when the bot must abstain.
    pub expect: Vec<String>,
    /// Its topic.
    #[serde(default)]
    pub topic: String,
    /// How it is asked.
    #[serde(default)]
    pub style: String,
    /// Id of the person whose words belong to a good answer.
    pub quote_by: Option<String>,
    /// Why nothing answers it.
    pub why: Option<String>,
    /// Ids of the entries that answer the other questions in it, any of each group.
    #[serde(default)]
    pub also: Vec<Vec<String>>,
    /// Whether another question in it has no answer, and the reply must say so.
    #[serde(default)]
    pub open: bool,
    /// A regular expression that a right answer matches, ignoring case.
    pub must: Option<String>,
}

impl Expected {
    /// Whether it asks for several things.
    fn has_parts(&self) -> bool {
        self.open || !self.also.is_empty()
    }
}

/// Least figures, in percent; 0 asks for nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RequiredScores {
    /// See [`Scores::recall_1`].
    pub recall_1: f64,
    /// See [`Scores::recall_3`].
    pub recall_3: f64,
    /// See [`Scores::mrr`].
    pub mrr: f64,
    /// See [`Scores::shown_right`].
    pub shown_right: f64,
    /// See [`Scores::abstention_precision`].
    pub abstention_precision: f64,
    /// See [`Scores::abstention_recall`].
    pub abstention_recall: f64,
    /// See [`Scores::quoted_right`].
    pub quoted_right: f64,
    /// See [`Scores::says`].
    pub says: f64,
    /// See [`Scores::parts`].
    pub parts: f64,
}

/// What became of one question.
#[expect(clippy::struct_excessive_bools, reason = "each is a figure of its own")]
#[derive(Debug, Clone)]
pub struct QuestionOutcome {
    /// Its place in the set.
    pub index: usize,
    /// Rank, counted from 1, of the first entry that answers it.
    pub rank: Option<usize>,
    /// Whether an answer was shown.
    pub shown: bool,
    /// Whether the person who should be quoted was.
    pub quoted: bool,
    /// Whether the shown answer matches `must`.
    pub says: bool,
    /// Whether every question in it got its answer, and one without an answer was said to have none.
    pub parts: bool,
    /// How sure the match was.
    pub confidence: f32,
    /// The signals that found it.
    pub by: ScoringMode,
    /// Id of the entry ranked first.
    pub first: Option<String>,
}

/// The figures of some questions, in percent; none where no question asks for it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    /// How many questions.
    pub questions: usize,
    /// Answerable ones whose first entry is right.
    pub recall_1: Option<f64>,
    /// Answerable ones with a right entry among the first three.
    pub recall_3: Option<f64>,
    /// Mean over the answerable ones of 1 / rank of the first right entry.
    pub mrr: Option<f64>,
    /// Answerable ones that were shown a right answer.
    pub shown_right: Option<f64>,
    /// Of those without an answer, the ones that nothing answers.
    pub abstention_precision: Option<f64>,
    /// Of those that nothing answers, the ones without an answer.
    pub abstention_recall: Option<f64>,
    /// The share of the questions for testimonials that got one from the right person.
    pub quoted_right: Option<f64>,
    /// Of those whose answer must match a pattern, the ones whose answer does.
    pub says: Option<f64>,
    /// Of those that ask for several things, the ones in which each got its answer, or was said to have none.
    pub parts: Option<f64>,
}

impl QuestionSet {
    /// The set in a file.
    ///
    /// # Errors
    /// Where the file cannot be read, is not TOML of this shape, or holds no question.
    pub fn load(path: &Path) -> Result<Self, Problem> {
        let file = path.display().to_string();
        let text = read(path)?;
        let set: Self = toml::from_str(&text).map_err(|error| Problem::in_toml(&file, &text, &error))?;
        if set.question.is_empty() {
            return Err(Problem::in_file(&file, "holds no question; expected [[question]] tables"));
        }
        Ok(set)
    }

    /// Checks the set against the index: entries and people must exist, floors must be shares.
    ///
    /// # Errors
    /// With every unknown id and every floor outside of the possible range.
    pub fn check(&self, path: &Path, library: &KnowledgeIndex) -> Result<(), LoadError> {
        let file = path.display().to_string();
        let mut problems = Vec::new();
        for expected in &self.question {
            let mut unknown = |key, id: &str| {
                let at = FileLocation { file: file.as_str().into(), line: 0 };
                let problem = Problem::new(&at, key, format!("there is no {id:?}; correct the id"));
                problems.push(problem.of("question", &expected.ask));
            };
            let all = expected.expect.iter().chain(expected.also.iter().flatten());
            all.filter(|id| !library.has_entry(id)).for_each(|id| unknown("expect", id));
            let person = expected.quote_by.iter().filter(|id| library.knowledge().person(id).is_none());
            person.for_each(|id| unknown("quote_by", id));
        }
        let floors = self.floors_of.values().chain([&self.floors]);
        for (name, _, floor) in floors.flat_map(|floors| Scores::default().against(floors)) {
            if !(0.0..=100.0).contains(&floor) {
                problems.push(Problem::in_file(&file, format!("the floor of {name} is {floor}; expected 0 to 100")));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(LoadError(problems)) }
    }

    /// Asks every question, each with what `meant` says that it means.
    pub fn ask(
        &self,
        library: &KnowledgeIndex,
        meant: impl Fn(&Question<'_>) -> Vec<Arc<Encoding>>,
    ) -> Vec<QuestionOutcome> {
        let questions = self.question.iter().enumerate();
        let asked = questions.map(|(index, expected)| {
            let question = Question::new(&expected.ask);
            outcome(library, index, expected, &Question { meant: &meant(&question), ..question })
        });
        asked.collect()
    }

    /// The figures of those questions that are `meant`.
    pub fn figures(&self, outcomes: &[QuestionOutcome], meant: impl Fn(&Expected) -> bool) -> Scores {
        let both = outcomes.iter().map(|outcome| (&self.question[outcome.index], outcome));
        let both: Vec<_> = both.filter(|(expected, _)| meant(expected)).collect();
        let answerable: Vec<_> = both.iter().filter(|(expected, _)| !expected.expect.is_empty()).collect();
        let unanswerable: Vec<_> = both.iter().filter(|(expected, _)| expected.expect.is_empty()).collect();
        let silent: Vec<_> = both.iter().filter(|(_, outcome)| !outcome.shown).collect();
        let quotable: Vec<_> = both.iter().filter(|(expected, _)| expected.quote_by.is_some()).collect();
        let patterned: Vec<_> = both.iter().filter(|(expected, _)| expected.must.is_some()).collect();
        let several: Vec<_> = both.iter().filter(|(expected, _)| expected.has_parts()).collect();
        let within = |rank: usize| move |outcome: &QuestionOutcome| outcome.rank.is_some_and(|found| found <= rank);
        Scores {
            questions: both.len(),
            recall_1: share(&answerable, |(_, outcome)| within(1)(outcome)),
            recall_3: share(&answerable, |(_, outcome)| within(3)(outcome)),
            mrr: mean(answerable.iter().map(|(_, outcome)| outcome.rank.map_or(0.0, reciprocal))),
            shown_right: share(&answerable, |(_, outcome)| outcome.shown && within(1)(outcome)),
            abstention_precision: share(&silent, |(expected, _)| expected.expect.is_empty()),
            abstention_recall: share(&unanswerable, |(_, outcome)| !outcome.shown),
            quoted_right: share(&quotable, |(_, outcome)| outcome.quoted),
            says: share(&patterned, |(_, outcome)| outcome.says),
            parts: share(&several, |(_, outcome)| outcome.parts),
        }
    }
}

impl Scores {
    /// Each figure with its name and its floor.
    pub fn against(&self, floors: &RequiredScores) -> [(&'static str, Option<f64>, f64); 9] {
        [
            ("recall@1", self.recall_1, floors.recall_1),
            ("recall@3", self.recall_3, floors.recall_3),
            ("MRR", self.mrr, floors.mrr),
            ("shown right", self.shown_right, floors.shown_right),
            ("abstention precision", self.abstention_precision, floors.abstention_precision),
            ("abstention recall", self.abstention_recall, floors.abstention_recall),
            ("quoted right", self.quoted_right, floors.quoted_right),
            ("says what it must", self.says, floors.says),
            ("all parts answered", self.parts, floors.parts),
        ]
    }
}

fn outcome(library: &KnowledgeIndex, index: usize, expected: &Expected, question: &Question<'_>) -> QuestionOutcome {
    let asked = library.ask(&RequestContext::default(), question);
    let ids: Vec<&str> = asked.found.ranked.iter().map(|ranked| library.candidate(ranked).entry.id.as_str()).collect();
    let speakers = asked.reply.cards.iter().flat_map(|card| &card.quotes).map(|quote| quote.speaker.as_str());
    let shown: Vec<&str> = asked.reply.cards.iter().map(|card| card.key.id.as_str()).collect();
    let is_shown = |group: &Vec<String>| group.iter().any(|id| shown.contains(&id.as_str()));
    let parts = std::iter::once(&expected.expect).chain(&expected.also).all(is_shown)
        && expected.open != asked.reply.lead.is_empty();
    let answers = asked.reply.cards.iter().map(|card| card.answer.as_str()).collect::<Vec<_>>().join("\n");
    let must = expected.must.as_ref().and_then(|must| regex::Regex::new(&format!("(?i){must}")).ok());
    let wanted = expected.quote_by.as_ref().and_then(|id| library.knowledge().person(id));
    QuestionOutcome {
        index,
        rank: ids.iter().position(|id| expected.expect.iter().any(|right| right == id)).map(|at| at + 1),
        shown: asked.found.verdict == Verdict::Answer,
        quoted: wanted.is_some_and(|person| speakers.into_iter().any(|speaker| speaker == person.name)),
        says: must.is_some_and(|must| must.is_match(&answers)),
        parts,
        confidence: asked.found.confidence,
        by: asked.found.by,
        first: ids.first().map(|id| (*id).to_owned()),
    }
}

fn share<T>(items: &[T], good: impl Fn(&T) -> bool) -> Option<f64> {
    mean(items.iter().map(|item| f64::from(u8::from(good(item)))))
}

/// The mean in percent.
#[expect(clippy::cast_precision_loss, reason = "no set has 2^52 questions")]
fn mean(values: impl ExactSizeIterator<Item = f64>) -> Option<f64> {
    let count = values.len();
    (count > 0).then(|| 100.0 * values.sum::<f64>() / count as f64)
}

#[expect(clippy::cast_precision_loss, reason = "ranks are small")]
fn reciprocal(rank: usize) -> f64 {
    1.0 / rank as f64
}

/// Every figure below its floor, with its name; a figure without questions counts as 0.
pub fn below_floors(set: &QuestionSet, outcomes: &[QuestionOutcome]) -> Vec<String> {
    let all = (String::new(), set.figures(outcomes, |_| true), &set.floors);
    let styles = set.floors_of.iter().map(|(style, floors)| {
        (format!("style {style}, "), set.figures(outcomes, |expected| expected.style == *style), floors)
    });
    let below = std::iter::once(all).chain(styles).flat_map(|(of, figures, floors)| {
        let below = figures.against(floors).into_iter().filter(|(_, figure, floor)| figure.unwrap_or(0.0) < *floor);
        let said = below.map(|(name, figure, floor)| {
            format!("{of}{name}: {:.1} % is below its floor, {floor:.1} %", figure.unwrap_or(0.0))
        });
        said.collect::<Vec<_>>()
    });
    below.collect()
}
