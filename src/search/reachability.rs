//! Finds unreachable entries: those that their own question, or one of their aliases, does not find first.

use std::sync::Arc;

use crate::knowledge::{Knowledge, Problem};
use crate::search::Matcher;
use crate::search::query::question::Question;

/// Asks every question and alias of the curated entries, and reports those that lead elsewhere.
pub fn unreachable(knowledge: &Arc<Knowledge>) -> Vec<Problem> {
    let matcher = Matcher::new(Arc::clone(knowledge), std::iter::empty());
    let mut problems = Vec::new();
    for entry in &knowledge.entries {
        let aliases = entry.aliases.iter().map(|alias| ("aliases", alias));
        for (key, phrasing) in std::iter::once(("question", &entry.question)).chain(aliases) {
            let found = matcher.ask(&Question { top: 1, ..Question::new(phrasing) });
            let shown = std::iter::once(&found).chain(&found.also).filter_map(|one| one.ranked.first());
            if shown.clone().any(|ranked| matcher.candidate(ranked).entry.id == entry.id) {
                continue;
            }
            let first = shown.map(|ranked| matcher.candidate(ranked)).next();
            let message = match first {
                Some(first) => format!("{phrasing:?} finds entry {:?} first; reword one of the two", first.entry.id),
                None => format!("{phrasing:?} finds nothing; it has no word that could be found"),
            };
            problems.push(Problem::new(&entry.at, key, message).of("entry", &entry.id));
        }
    }
    problems
}
