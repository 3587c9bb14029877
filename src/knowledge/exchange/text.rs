//! Entries as TOML: as a file that a moderator reads, and one by one as they are stored.

use std::borrow::Borrow;

use serde::Serialize;
use toml::ser::ValueSerializer;

use super::fields::{FieldValue, fields};
use crate::knowledge::{Entry, Problem};

/// Characters of a line, as in the curated files; longer lists have a line for each item.
const WIDTH: usize = 120;

/// A FAQ file of these entries, as [`crate::knowledge::parse_faq`] reads it.
pub fn to_toml(entries: &[impl Borrow<Entry>]) -> String {
    let tables = entries.iter().map(|entry| format!("[[entry]]\n{}", entry_to_toml(entry.borrow())));
    tables.collect::<Vec<_>>().join("\n")
}

/// The keys of one entry, a line each; without the `[[entry]]` above them.
pub fn entry_to_toml(entry: &Entry) -> String {
    let mut text = String::new();
    for (key, value) in fields(entry) {
        text.push_str(key);
        text.push_str(" = ");
        match value {
            FieldValue::List(items) => list(&mut text, key, items),
            FieldValue::Cites(cites) => list(&mut text, key, cites),
            _ => write(&mut text, &value),
        }
        text.push('\n');
    }
    text
}

/// What [`entry_to_toml`] wrote.
///
/// # Errors
/// Where the text is not TOML, has a key that no entry has, or lacks one that every entry needs.
pub fn entry_from_toml(text: &str) -> Result<Entry, Problem> {
    toml::from_str(text).map_err(|error| Problem::in_toml("entry", text, &error))
}

/// A list on one line if it fits, otherwise on a line for each item, so that a difference shows whole items.
fn list(text: &mut String, key: &str, items: &[impl Serialize]) {
    let written: Vec<String> = items.iter().map(inline).collect();
    let line = written.join(", ");
    if key.len() + " = []".len() + line.chars().count() <= WIDTH {
        text.extend(["[", &line, "]"]);
        return;
    }
    text.push_str("[\n");
    for item in written {
        text.extend(["  ", &item, ",\n"]);
    }
    text.push(']');
}

fn inline(value: &impl Serialize) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

/// A value on its own; nothing in an entry is without a form in TOML.
fn write(text: &mut String, value: &impl Serialize) {
    let written = value.serialize(ValueSerializer::new(text));
    debug_assert!(written.is_ok(), "an entry holds something that TOML does not: {:?}", written.err());
}
