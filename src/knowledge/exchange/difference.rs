//! What changed between two versions of an entry, for whoever reviews it: per key, and in texts per word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::fields::{Value, differing};
use crate::knowledge::Entry;

/// A key that does not say what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub key: &'static str,
    /// What of it.
    pub parts: Parts,
}

/// What changed under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parts {
    /// A short value became another; none where there is nothing.
    Value {
        /// What it was.
        before: Option<String>,
        /// What it is.
        after: Option<String>,
    },
    /// Items of a list; where neither has any, only their order changed.
    List {
        /// Those that are gone.
        removed: Vec<String>,
        /// Those that are new.
        added: Vec<String>,
    },
    /// A text, in order: without what was added it is the old one, without what was removed the new one.
    Text(Vec<Segment>),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Whether it was there, and is.
    pub kind: Kind,
    /// The words.
    pub text: String,
}

/// Whether a part of a text was there, and is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It was, and is.
    Same,
    /// It was, and is gone.
    Removed,
    /// It is new.
    Added,
}

/// What changed from one version of an entry to the next, in the order of the keys.
pub fn difference(before: &Entry, after: &Entry) -> Vec<Changed> {
    let changed = differing(before, after).into_iter();
    changed.map(|(key, before, after)| Changed { key, parts: parts(before, after) }).collect()
}

fn parts(before: Option<Value<'_>>, after: Option<Value<'_>>) -> Parts {
    let text = |value| if let Some(Value::Text(text)) = value { Some(text) } else { None };
    if let (Some(before), Some(after)) = (text(before), text(after)) {
        return Parts::Text(segments(before, after));
    }
    match (before.map(items), after.map(items)) {
        (Some(Err(before)), Some(Err(after))) => Parts::Value { before: Some(before), after: Some(after) },
        (Some(Err(before)), _) => Parts::Value { before: Some(before), after: None },
        (_, Some(Err(after))) => Parts::Value { before: None, after: Some(after) },
        (before, after) => {
            let list = |items: Option<Result<Vec<String>, String>>| items.and_then(Result::ok).unwrap_or_default();
            let (before, after) = (list(before), list(after));
            Parts::List { removed: without(&before, &after), added: without(&after, &before) }
        }
    }
}

/// The items of a list, or a value that is none.
fn items(value: Value<'_>) -> Result<Vec<String>, String> {
    match value {
        Value::List(items) => Ok(items.to_vec()),
        Value::Roles(roles) => Ok(roles.iter().map(ToString::to_string).collect()),
        Value::Cites(cites) => {
            Ok(cites.iter().map(|cite| format!("{}: {}", cite.document, cite.support.located())).collect())
        }
        Value::Text(text) | Value::Id(text) => Err(text.to_owned()),
        Value::Basis(basis) => Err(format!("{basis:?}").to_lowercase()),
        Value::Source(source) => Err(format!("{}, {}", source.by, source.on)),
        Value::Date(date) => Err(date.to_string()),
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
fn segments(before: &str, after: &str) -> Vec<Segment> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_word_bounds().collect(), after.split_word_bounds().collect());
    let mut found = Found::default();
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
struct Found {
    segments: Vec<Segment>,
    removed: String,
    added: String,
    /// White space after the change, as long as another change may follow.
    space: String,
}

impl Found {
    fn same(&mut self, text: &str) {
        let replaced = !self.removed.is_empty() && !self.added.is_empty();
        if replaced && text.trim().is_empty() {
            self.space.push_str(text);
            return;
        }
        self.flush();
        self.push(Kind::Same, text.to_owned());
    }

    fn changed(&mut self, removed: &str, added: &str) {
        let space = std::mem::take(&mut self.space);
        self.removed.extend([space.as_str(), removed]);
        self.added.extend([space.as_str(), added]);
    }

    fn flush(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        self.push(Kind::Removed, removed);
        self.push(Kind::Added, added);
        let space = std::mem::take(&mut self.space);
        self.push(Kind::Same, space);
    }

    fn push(&mut self, kind: Kind, text: String) {
        match self.segments.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(&text),
            _ => self.segments.push(Segment { kind, text }),
        }
    }
}
