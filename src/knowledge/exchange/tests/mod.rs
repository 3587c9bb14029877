//! Exports can be imported again, hostile files are refused, and a refusal says why.

mod changes;
mod properties;
mod refusals;
mod round_trips;

use super::fields;
use crate::knowledge::{Authorship, Entry, Role};

fn entry(id: &str, question: &str, answer: &str) -> Entry {
    Entry { id: id.to_owned(), question: question.to_owned(), answer: answer.to_owned(), ..Entry::default() }
}

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

/// What every entry says, `at` aside.
fn said(entry: &Entry) -> Vec<(&'static str, String)> {
    fields::fields(entry).map(|(key, value)| (key, format!("{value:?}"))).collect()
}

fn all_said(entries: &[Entry]) -> Vec<Vec<(&'static str, String)>> {
    entries.iter().map(said).collect()
}

fn hanko() -> Entry {
    Entry {
        aliases: texts(&["where do I buy a hanko", "do I need a seal"]),
        topic: "life".to_owned(),
        tags: texts(&["arrival"]),
        roles: vec![Role::Alt, Role::Cir],
        source: Some(Authorship { by: "Mika".to_owned(), on: date("2026-04-01") }),
        related: texts(&["bank"]),
        review_by: Some(date("2027-04-01")),
        ..entry("hanko", "Where do I get a hanko?", "At a stationery shop.\nSay \"hanko\"; it's quick.")
    }
}

fn date(text: &str) -> toml::value::Date {
    text.parse::<toml::value::Datetime>().unwrap().date.unwrap()
}
