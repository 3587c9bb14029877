//! What an import would do, and the differences between two versions.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::{entry, hanko, texts};
use crate::knowledge::exchange::{ChangeDetail, CurrentEntry, DiffKind, DiffSegment, FieldChange, difference, plan};
use crate::knowledge::{Basis, Entry, Role};

#[test]
fn an_import_says_what_it_would_do() {
    let (bank, gone) = (entry("bank", "Where is the bank?", "Here."), entry("gone", "What was?", "That."));
    let old = hanko();
    let current = [
        CurrentEntry { entry: &bank, active: true },
        CurrentEntry { entry: &old, active: true },
        CurrentEntry { entry: &gone, active: false },
    ];
    let changed = Entry { answer: "Online.".to_owned(), tags: Vec::new(), ..hanko() };
    let again = entry("again", "where IS the bank", "There.");
    let incoming = vec![bank.clone(), changed, gone.clone(), entry("new", "Really new?", "Yes."), again];
    let plan = plan(&current, incoming);
    let ids = |entries: &[Entry]| entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&plan.added), ["new"]);
    assert_eq!(plan.same.iter().map(|entry| &entry.id).collect::<Vec<_>>(), ["bank"]);
    assert_eq!(plan.changed.iter().map(|one| one.keys.clone()).collect::<Vec<_>>(), [["answer", "tags"]]);
    assert_eq!(plan.revived.iter().map(|one| (&*one.old.id, one.keys.len())).collect::<Vec<_>>(), [("gone", 0)]);
    let collisions: Vec<_> = plan.collides.iter().map(|one| (&*one.new.id, &*one.with.id)).collect();
    assert_eq!(collisions, [("again", "bank")]);
}

#[test]
fn two_entries_may_change_places_but_none_may_take_anothers_question() {
    let (a, b) = (entry("a", "One?", "1"), entry("b", "Two?", "2"));
    let current = [CurrentEntry { entry: &a, active: true }, CurrentEntry { entry: &b, active: true }];
    let swapped = plan(&current, vec![entry("a", "Two?", "1"), entry("b", "One?", "2")]);
    assert_eq!((swapped.changed.len(), swapped.collides.len()), (2, 0));
    let taken = plan(&current, vec![entry("a", "two", "1")]);
    assert_eq!((taken.changed.len(), taken.collides.len()), (0, 1));
}

/// A difference, a line a key: `-removed-`, `+added+`.
fn shown(before: &Entry, after: &Entry) -> String {
    let mut out = String::new();
    for FieldChange { key, parts } in difference(before, after) {
        let parts = match parts {
            ChangeDetail::Value { before, after } => {
                format!("{} → {}", before.unwrap_or_default(), after.unwrap_or_default())
            }
            ChangeDetail::List { removed, added } => format!("-{}- +{}+", removed.join("|"), added.join("|")),
            ChangeDetail::Text(segments) => segments
                .iter()
                .map(|DiffSegment { kind, text }| match kind {
                    DiffKind::Same => text.clone(),
                    DiffKind::Removed => format!("-{text}-"),
                    DiffKind::Added => format!("+{text}+"),
                })
                .collect(),
        };
        let _ = writeln!(out, "{key}: {parts}");
    }
    out
}

#[test]
fn a_difference_shows_words_items_and_values() {
    let after = Entry {
        question: "Where do I buy a seal or hanko?".to_owned(),
        answer: "At any stationery shop.\nSay \"hanko\"; it is quick.".to_owned(),
        topic: "money".to_owned(),
        tags: texts(&["arrival", "bank"]),
        roles: vec![Role::Cir, Role::Alt],
        aliases: texts(&["do I need a seal"]),
        source: None,
        review_by: None,
        basis: Basis::Experience,
        ..hanko()
    };
    assert_snapshot!(shown(&hanko(), &after), @r#"
    question: Where do I -get-+buy+ a +seal or +hanko?
    aliases: -where do I buy a hanko- ++
    answer: At -a-+any+ stationery shop.
    Say "hanko"; -it's-+it is+ quick.
    topic: life → money
    tags: -- +bank+
    roles: -- ++
    basis:  → experience
    source: Mika, 2026-04-01 → 
    review_by: 2027-04-01 →
    "#);
    assert_snapshot!(shown(&entry("a", "日本語は必要ですか", "x"), &entry("a", "英語は必要ですか", "x")), @"question: -日本-+英+語は必要ですか");
    assert_eq!(shown(&after, &after), "");
}
