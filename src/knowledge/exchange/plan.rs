//! What an import would do, before it does anything.

use rustc_hash::FxHashMap;

use super::fields::differing;
use crate::knowledge::Entry;
use crate::text::{self, Stemmer};

/// An entry that is there already.
#[derive(Debug, Clone, Copy)]
pub struct CurrentEntry<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Whether members find it; a retired one keeps its id.
    pub active: bool,
}

/// What happens to the entries of a file; each is in one of these lists.
#[derive(Debug, Default)]
pub struct ImportPlan<'a> {
    /// Those with a new id and a new question.
    pub added: Vec<Entry>,
    /// Those that say something else than the current entry with their id.
    pub changed: Vec<EntryUpdate<'a>>,
    /// Entries with the id of an archived entry, which is restored; `keys` is empty if nothing else changes.
    pub revived: Vec<EntryUpdate<'a>>,
    /// Current entries that the file has, too, just as they are.
    pub same: Vec<&'a Entry>,
    /// Those with a new id, but with a question that is asked already.
    pub collides: Vec<DuplicateQuestion<'a>>,
}

/// A current entry, and its new content.
#[derive(Debug)]
pub struct EntryUpdate<'a> {
    /// As it is.
    pub old: &'a Entry,
    /// As it is in the file.
    pub new: Entry,
    /// The changed keys, in order.
    pub keys: Vec<&'static str>,
}

/// An entry that asks what another asks already.
#[derive(Debug)]
pub struct DuplicateQuestion<'a> {
    /// The current entry.
    pub with: &'a Entry,
    /// The one in the file.
    pub new: Entry,
}

/// Compares entries with the current ones, by id. Entries that are not in the file stay as they are.
pub fn plan<'a>(current: &[CurrentEntry<'a>], incoming: Vec<Entry>) -> ImportPlan<'a> {
    let stemmer = Stemmer::default();
    let ids: FxHashMap<&str, CurrentEntry<'a>> = current.iter().map(|one| (one.entry.id.as_str(), *one)).collect();
    let asks = |entry: &Entry| same_question(&entry.question, &stemmer);
    let replaced: FxHashMap<String, String> = incoming.iter().map(|entry| (entry.id.clone(), asks(entry))).collect();
    let mut asked: FxHashMap<String, &'a Entry> = FxHashMap::default();
    for one in current.iter().filter(|one| one.active) {
        let question = asks(one.entry);
        // The entry is another question's from now on.
        if replaced.get(&one.entry.id).is_none_or(|new| *new == question) {
            asked.insert(question, one.entry);
        }
    }
    let mut plan = ImportPlan::default();
    for new in incoming {
        let collides = || asked.get(&asks(&new)).copied().filter(|with| with.id != new.id);
        let Some(one) = ids.get(new.id.as_str()) else {
            match collides() {
                Some(with) => plan.collides.push(DuplicateQuestion { with, new }),
                None => plan.added.push(new),
            }
            continue;
        };
        let keys: Vec<&'static str> = differing(one.entry, &new).into_iter().map(|(key, ..)| key).collect();
        // An entry that is left as it is cannot come to ask what another asks.
        let moves = !one.active || keys.contains(&"question");
        match moves.then(collides).flatten() {
            Some(with) => plan.collides.push(DuplicateQuestion { with, new }),
            None if !one.active => plan.revived.push(EntryUpdate { old: one.entry, new, keys }),
            None if keys.is_empty() => plan.same.push(one.entry),
            None => plan.changed.push(EntryUpdate { old: one.entry, new, keys }),
        }
    }
    plan
}

/// What two questions have in common that are the same but for how they are written.
pub(super) fn same_question(question: &str, stemmer: &Stemmer) -> String {
    let key = text::key(question, stemmer);
    if key.is_empty() { text::normalise(question).trim().to_owned() } else { key }
}
