//! The figures of single signals on the same questions, to show what their combination adds.

use std::sync::Arc;

use super::{QuestionSet, Scores, mean, reciprocal, table};
use crate::bot::KnowledgeIndex;
use crate::search::{Encoding, EntryPart, Question};

/// The signals measured alone: the common part of their names, and the name of the row.
const ALONE: [(&str, &str); 2] = [("BM25F", "BM25F alone"), ("pooled", "encoder alone")];

impl QuestionSet {
    /// A row for each signal alone, of how it would rank all entries by itself. Blocks for seconds: every entry is compared
    /// with every question.
    pub fn alone(&self, library: &KnowledgeIndex, meant: impl Fn(&Question<'_>) -> Vec<Arc<Encoding>>) -> String {
        let mut out = String::new();
        let answerable = self.question.iter().filter(|expected| !expected.expect.is_empty());
        let explained = answerable.map(|expected| {
            let question = Question { top: library.entries(), ..Question::new(&expected.ask) };
            let entries = library.explain(&Question { meant: &meant(&question), ..question }).entries;
            (&expected.expect, entries)
        });
        let explained: Vec<_> = explained.collect();
        for (part, name) in ALONE {
            let ranks = explained.iter().map(|(expect, entries)| rank(entries, expect, part));
            let ranks: Vec<Option<usize>> = ranks.collect();
            let within =
                |most| mean(ranks.iter().map(|rank| f64::from(u8::from(rank.is_some_and(|rank| rank <= most)))));
            let figures = Scores {
                questions: ranks.len(),
                recall_1: within(1),
                recall_3: within(3),
                mrr: mean(ranks.iter().map(|rank| rank.map_or(0.0, reciprocal))),
                ..Scores::default()
            };
            table::row(&mut out, name, &figures);
        }
        out
    }
}

/// The rank, counted from 1, of the first of these entries, by the sum of the signals whose names have this in common.
fn rank(entries: &[EntryPart], expect: &[String], part: &str) -> Option<usize> {
    let score = |entry: &EntryPart| {
        let signals = entry.signals.iter().filter(|(name, ..)| name.contains(part));
        entry.focus * signals.map(|(.., value)| value).sum::<f32>()
    };
    let mut ranked: Vec<(f32, &EntryPart)> = entries.iter().map(|entry| (score(entry), entry)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.iter().position(|(score, entry)| *score > 0.0 && expect.contains(&entry.id)).map(|at| at + 1)
}
