//! The difference of two versions of an entry, for reviewers: per key, and in texts per word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::fields::{FieldValue, differing};
use crate::knowledge::Entry;

/// A key with different values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub key: &'static str,
    /// What of it.
    pub parts: ChangeDetail,
}

/// What changed under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeDetail {
    /// A short value was replaced; [`None`] means that it is missing.
    Value {
        /// The old value.
        before: Option<String>,
        /// The new value.
        after: Option<String>,
    },
    /// Items of a list; where neither has any, only their order changed.
    List {
        /// Those that are gone.
        removed: Vec<String>,
        /// Those that are new.
        added: Vec<String>,
    },
    /// A text in segments: without the added ones it is the old text, without the removed ones the new one.
    Text(Vec<DiffSegment>),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffSegment {
    /// Whether it was there, and is.
    pub kind: DiffKind,
    /// The words.
    pub text: String,
}

/// Whether a part of a text was there, and is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffKind {
    /// It was, and is.
    Same,
    /// It was, and is gone.
    Removed,
    /// It is new.
    Added,
}

/// What changed from one version of an entry to the next, in the order of the keys.
pub fn difference(before: &Entry, after: &Entry) -> Vec<FieldChange> {
    let changed = differing(before, after).into_iter();
    changed.map(|(key, before, after)| FieldChange { key, parts: parts(before, after) }).collect()
}

fn parts(before: Option<FieldValue<'_>>, after: Option<FieldValue<'_>>) -> ChangeDetail {
    let text = |value| if let Some(FieldValue::Text(text)) = value { Some(text) } else { None };
    if let (Some(before), Some(after)) = (text(before), text(after)) {
        return ChangeDetail::Text(segments(before, after));
    }
    match (before.map(items), after.map(items)) {
        (Some(Err(before)), Some(Err(after))) => ChangeDetail::Value { before: Some(before), after: Some(after) },
        (Some(Err(before)), _) => ChangeDetail::Value { before: Some(before), after: None },
        (_, Some(Err(after))) => ChangeDetail::Value { before: None, after: Some(after) },
        (before, after) => {
            let list = |items: Option<Result<Vec<String>, String>>| items.and_then(Result::ok).unwrap_or_default();
            let (before, after) = (list(before), list(after));
            ChangeDetail::List { removed: without(&before, &after), added: without(&after, &before) }
        }
    }
}

/// The items of a list, or a value that is none.
fn items(value: FieldValue<'_>) -> Result<Vec<String>, String> {
    match value {
        FieldValue::List(items) => Ok(items.to_vec()),
        FieldValue::Roles(roles) => Ok(roles.iter().map(ToString::to_string).collect()),
        FieldValue::Cites(cites) => {
            Ok(cites.iter().map(|cite| format!("{}: {}", cite.document, cite.support.located())).collect())
        }
        FieldValue::Text(text) | FieldValue::Id(text) => Err(text.to_owned()),
        FieldValue::Basis(basis) => Err(format!("{basis:?}").to_lowercase()),
        FieldValue::Source(source) => Err(format!("{}, {}", source.by, source.on)),
        FieldValue::Date(date) => Err(date.to_string()),
    }
}

/// The items of a list that another lacks, as often as it lacks them.
fn without(items: &[String], other: &[String]) -> Vec<String> {
    let mut other: Vec<&String> = other.iter().collect();
    let mut left = Vec::new();
    for item in items {
        match other.iter().position(|one| *one == item) {
            Some(at) => drop(other.swap_remove(at)),
            None => left.push(item.clone()),
        }
    }
    left
}

/// The parts of two texts, word for word. Between changes no lonely space is kept: that would be two changes to read.
fn segments(before: &str, after: &str) -> Vec<DiffSegment> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_word_bounds().collect(), after.split_word_bounds().collect());
    let mut found = DiffBuilder::default();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => found.same(&old[old_index..old_index + len].concat()),
            _ => found.changed(&old[op.old_range()].concat(), &new[op.new_range()].concat()),
        }
    }
    found.flush();
    found.segments
}

#[derive(Default)]
struct DiffBuilder {
    segments: Vec<DiffSegment>,
    removed: String,
    added: String,
    /// White space after the change, as long as another change may follow.
    space: String,
}

impl DiffBuilder {
    fn same(&mut self, text: &str) {
        let replaced = !self.removed.is_empty() && !self.added.is_empty();
        if replaced && text.trim().is_empty() {
            self.space.push_str(text);
            return;
        }
        self.flush();
        self.push(DiffKind::Same, text.to_owned());
    }

    fn changed(&mut self, removed: &str, added: &str) {
        let space = std::mem::take(&mut self.space);
        self.removed.extend([space.as_str(), removed]);
        self.added.extend([space.as_str(), added]);
    }

    fn flush(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        self.push(DiffKind::Removed, removed);
        self.push(DiffKind::Added, added);
        let space = std::mem::take(&mut self.space);
        self.push(DiffKind::Same, space);
    }

    fn push(&mut self, kind: DiffKind, text: String) {
        match self.segments.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(&text),
            _ => self.segments.push(DiffSegment { kind, text }),
        }
    }
}
