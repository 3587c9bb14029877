//! What nobody can reach: entries that their own question, or one of their aliases, does not find first.

use std::sync::Arc;

use super::{Matcher, Question};
use crate::knowledge::{Knowledge, Problem};

/// Asks every question and alias of the curated entries, and reports those that lead elsewhere.
pub fn unreachable(knowledge: &Arc<Knowledge>) -> Vec<Problem> {
    let matcher = Matcher::new(Arc::clone(knowledge), std::iter::empty());
    let mut problems = Vec::new();
    for entry in &knowledge.entries {
        let aliases = entry.aliases.iter().map(|alias| ("aliases", alias));
        for (key, phrasing) in std::iter::once(("question", &entry.question)).chain(aliases) {
            let found = matcher.ask(&Question { top: 1, ..Question::new(phrasing) });
            let first = found.ranked.first().map(|ranked| matcher.candidate(ranked));
            let message = match first {
                Some(first) if first.entry.id == entry.id => continue,
                Some(first) => format!("{phrasing:?} finds entry {:?} first; reword one of the two", first.entry.id),
                None => format!("{phrasing:?} finds nothing; it has no word that could be found"),
            };
            problems.push(Problem::new(&entry.at, key, message).of("entry", &entry.id));
        }
    }
    problems
}
