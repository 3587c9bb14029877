//! Every sentence the bot says in its own voice, as plain functions.

use super::Quote;
use crate::matching::confidence;

/// Above candidates, when the question could mean several things.
pub fn did_you_mean() -> &'static str {
    "I'm not sure I know that. Did you mean one of these?"
}

/// When nothing known answers the question.
pub fn does_not_know() -> &'static str {
    "I don't know. Nothing in the documents I was given answers that, and I won't guess."
}

/// When there was no question in what was typed.
pub fn no_question() -> &'static str {
    "Ask me something about the JET Programme, such as \"What does a CIR do?\" or \"How hard is the interview?\""
}

/// When an entry that a button names is gone.
pub fn gone() -> &'static str {
    "That entry is no longer here. Ask again, and I'll look for what has taken its place."
}

/// The confidence in words, unless it is high.
pub fn doubt(confidence: f32) -> Option<&'static str> {
    (confidence < confidence::SURE).then_some("I think this is what you mean, but I'm not certain.")
}

/// Who of the community wrote an answer.
pub fn credit(by: &str, on: &str) -> String {
    format!("Written by {by}, {on}")
}

/// Who says a quotation: name, role and place; the years where any of them is known.
pub fn speaker(quote: &Quote) -> String {
    let Quote { speaker, role, place, years, .. } = quote;
    let years = if years.contains(|c: char| c.is_ascii_digit()) { format!(", {years}") } else { String::new() };
    format!("{speaker}, {role} in {place}{years}")
}

/// Somebody's words in quotation marks; an ellipsis shows where they begin or end within a sentence.
pub fn quoted(text: &str) -> String {
    let before = if text.starts_with(char::is_lowercase) { "… " } else { "" };
    let after = if text.ends_with(char::is_alphanumeric) { " …" } else { "" };
    format!("“{before}{text}{after}”")
}

/// Before the passages that an answer rests on.
pub fn source(title: &str) -> String {
    format!("Source: {title}")
}

/// Above the entries that go on from an answer.
pub fn related() -> &'static str {
    "You may also want to ask:"
}

/// Above where to check.
pub fn check_officially() -> &'static str {
    "Where to check officially:"
}

/// Above other pages.
pub fn look_here() -> &'static str {
    "Where to look:"
}
