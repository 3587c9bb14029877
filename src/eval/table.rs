//! The figures as a table that one can read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Expected, QuestionOutcome, QuestionSet, Scores};
use crate::search::AnswerThreshold;

/// The rows: all questions, each style, each topic; then the figures below their floors.
pub fn table(set: &QuestionSet, outcomes: &[QuestionOutcome]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:22} {:>9} {:>6} {:>6} {:>6} {:>7} {:>15} {:>7}",
        "", "questions", "R@1", "R@3", "MRR", "shown", "abstain P / R", "quoted"
    );
    let all = set.figures(outcomes, |_| true);
    row(&mut out, "all", &all);
    for (heading, key) in [("style", style as fn(&Expected) -> &str), ("topic", topic)] {
        let names: BTreeSet<&str> = set.question.iter().map(key).filter(|name| !name.is_empty()).collect();
        for name in names {
            row(&mut out, &format!("{heading} {name}"), &set.figures(outcomes, |expected| key(expected) == name));
        }
    }
    for boldness in AnswerThreshold::ALL {
        with_threshold(&mut out, boldness, set, outcomes);
    }
    let of = |name: &str, share: Option<f64>, what: &str| {
        share.map(|share| format!("{name:22} {share:.1} % {what}\n")).unwrap_or_default()
    };
    out += &of("says what it must", all.says, "of the answers that must match a pattern");
    out += &of("all parts answered", all.parts, "of the questions in several parts");
    for below in super::below_floors(set, outcomes) {
        let _ = writeln!(out, "{below}");
    }
    out
}

/// The figures at each answer threshold.
fn with_threshold(out: &mut String, boldness: AnswerThreshold, set: &QuestionSet, outcomes: &[QuestionOutcome]) {
    let answerable = |outcome: &&QuestionOutcome| !set.question[outcome.index].expect.is_empty();
    let sure = |outcome: &QuestionOutcome| outcome.confidence >= boldness.bar(outcome.by);
    let right = |outcome: &&QuestionOutcome| sure(outcome) && outcome.rank == Some(1);
    let all = outcomes.iter().filter(answerable);
    let others = outcomes.iter().filter(|outcome| !answerable(outcome));
    #[expect(clippy::cast_precision_loss, reason = "few questions")]
    let share = |some: usize, all: usize| 100.0 * some as f64 / all.max(1) as f64;
    let shown = share(all.clone().filter(right).count(), all.count());
    let wrongly = share(others.clone().filter(|outcome| sure(outcome)).count(), others.count());
    let name = format!("{boldness:?}").to_lowercase();
    let _ = writeln!(out, "{name:22} shows {shown:.1} % of what it should, and {wrongly:.1} % of what nothing answers");
}

fn style(expected: &Expected) -> &str {
    &expected.style
}

fn topic(expected: &Expected) -> &str {
    &expected.topic
}

/// Adds a row of figures.
pub(super) fn row(out: &mut String, name: &str, figures: &Scores) {
    let cell = |figure: Option<f64>| figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.1}"));
    let _ = writeln!(
        out,
        "{name:22} {:>9} {:>6} {:>6} {:>6} {:>7} {:>15} {:>7}",
        figures.questions,
        cell(figures.recall_1),
        cell(figures.recall_3),
        cell(figures.mrr),
        cell(figures.shown_right),
        format!("{} / {}", cell(figures.abstention_precision), cell(figures.abstention_recall)),
        cell(figures.quoted_right),
    );
}

/// A line for every question that went wrong: shown though nothing answers it, or without a right entry in first place.
pub fn wrong(set: &QuestionSet, outcomes: &[QuestionOutcome]) -> String {
    let mut out = String::new();
    for outcome in outcomes {
        let expected = &set.question[outcome.index];
        let what = match (expected.expect.is_empty(), outcome.rank) {
            (true, _) if outcome.shown => "shown, though nothing answers",
            (false, Some(1)) if !outcome.shown => "right, but not shown",
            (false, rank) if rank != Some(1) => "another entry first",
            _ => continue,
        };
        let first = outcome.first.as_deref().unwrap_or("nothing");
        let _ = writeln!(
            out,
            "{what:30} {:.2} {:?} → {first}, not {:?}",
            outcome.confidence, expected.ask, expected.expect
        );
    }
    out
}
