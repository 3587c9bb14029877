//! An entry while it is read from a file of either kind: takes the value of each key, and collects problems.

use toml::value::Date;

use super::problems::{ProblemList, quoted};
use super::slug::slug;
use super::{KEYS, MAX_ALIAS, MAX_ALIASES, MAX_ANSWER, MAX_ID, MAX_NAME, MAX_QUESTION, MAX_RELATED, MAX_TAG, MAX_TAGS};
use crate::knowledge::{Authorship, CITES, Entry, Problem, QUOTES};

/// The value of a key.
#[derive(Debug)]
pub(super) enum RawValue {
    Text(String),
    List(Vec<String>),
    Date(Date),
    /// A cell where a date belongs, and is none.
    NoDate(String),
    /// Something that no key takes.
    Other(String),
}

/// An entry that may still be wrong.
#[derive(Debug)]
pub(super) struct EntryBuilder {
    pub(super) entry: Entry,
    by: Option<String>,
    on: Option<Date>,
    /// Keys that stand there, and on which line.
    lines: Vec<(&'static str, usize)>,
    wrong: Vec<(&'static str, usize, String)>,
    needs_id: bool,
}

/// The one of [`KEYS`], or of a source's, that a name means.
pub(super) fn key(name: &str) -> Option<&'static str> {
    KEYS.into_iter().chain(["by", "on"]).find(|key| *key == name)
}

impl EntryBuilder {
    pub(super) fn new(problems: &ProblemList, line: usize, needs_id: bool) -> Self {
        let entry = Entry { at: problems.at(line), ..Entry::default() };
        Self { entry, by: None, on: None, lines: Vec::new(), wrong: Vec::new(), needs_id }
    }

    pub(super) fn wrong(&mut self, key: &'static str, line: usize, message: impl Into<String>) {
        self.wrong.push((key, line, message.into()));
    }

    /// Whether a key stands there, rightly or not.
    fn has(&self, key: &str) -> bool {
        self.lines.iter().any(|(at, _)| *at == key)
    }

    /// The line that a key stands on, or else the entry.
    pub(super) fn line(&self, key: &str) -> usize {
        let is = |at: &str| at == key || key == "source" && matches!(at, "by" | "on");
        self.lines.iter().find(|(at, _)| is(at)).map_or(self.entry.at.line, |(_, line)| *line)
    }

    /// Sets the value of a key.
    pub(super) fn set(&mut self, key: &'static str, line: usize, raw: RawValue) {
        self.lines.push((key, line));
        let entry = &mut self.entry;
        match (key, raw) {
            ("id", RawValue::Text(text)) => entry.id = tidy(&text),
            ("question", RawValue::Text(text)) => entry.question = tidy(&text),
            ("answer", RawValue::Text(text)) => entry.answer = tidy(&text),
            ("topic", RawValue::Text(text)) => entry.topic = tidy(&text),
            ("by", RawValue::Text(text)) => self.by = Some(tidy(&text)),
            ("aliases", RawValue::List(items)) => entry.aliases = tidy_all(&items),
            ("tags", RawValue::List(items)) => entry.tags = tidy_all(&items),
            ("related", RawValue::List(items)) => entry.related = tidy_all(&items),
            ("roles", RawValue::List(items)) => self.roles(line, &items),
            ("review_by", RawValue::Date(date)) => entry.review_by = Some(date),
            ("on", RawValue::Date(date)) => self.on = Some(date),
            (_, RawValue::NoDate(text)) => {
                self.wrong(key, line, format!("{} is no date; write one such as 2026-04-01", quoted(&text)));
            }
            ("basis", RawValue::Text(text)) if text == "document" => {}
            ("basis", RawValue::Text(text)) if text == "experience" => {
                self.wrong(key, line, "only curated entries tell of somebody's experience; remove `basis`");
            }
            ("basis", RawValue::Text(text)) => self.wrong(key, line, format!("is {}; remove it", quoted(&text))),
            ("cites" | "speakers" | "testimonials", RawValue::List(items)) if items.is_empty() => {}
            ("cites", _) => self.wrong(key, line, CITES),
            ("speakers" | "testimonials", _) => self.wrong(key, line, QUOTES),
            (_, raw) => {
                let (found, expected) = (raw.name(), expected(key));
                self.wrong(key, line, format!("is {found}; expected {expected}"));
            }
        }
    }

    fn roles(&mut self, line: usize, items: &[String]) {
        for item in items {
            match item.parse() {
                Ok(role) if self.entry.roles.contains(&role) => {}
                Ok(role) => self.entry.roles.push(role),
                Err(_) => {
                    let message = format!("{} is not a role of the JET Programme; write ALT, CIR or SEA", quoted(item));
                    self.wrong("roles", line, message);
                }
            }
        }
    }

    /// The finished entry; its problems are added to `problems`.
    pub(super) fn finish(mut self, problems: &mut ProblemList) -> Entry {
        let source = self.line("source");
        match (self.by.take(), self.on.take()) {
            (Some(by), Some(on)) if !by.is_empty() => self.entry.source = Some(Authorship { by, on }),
            (None, None) => {}
            (by, on) if !self.wrong.iter().any(|(key, ..)| matches!(*key, "by" | "on" | "source")) => {
                let lacks = match (by.as_deref(), on) {
                    (None | Some(""), _) => "lacks `by`, the name of who wrote the entry",
                    _ => "lacks `on`, the day it was written, such as 2026-04-01",
                };
                self.wrong("source", source, lacks);
            }
            _ => {}
        }
        self.required();
        self.id();
        self.texts();
        let Self { entry, wrong, .. } = self;
        for (key, line, message) in wrong {
            let problem = Problem::new(&problems.at(line), key, message);
            problems.push(if entry.id.is_empty() { problem } else { problem.of("entry", &shown(&entry.id)) });
        }
        entry
    }

    fn required(&mut self) {
        let Entry { question, answer, .. } = &self.entry;
        for (key, empty) in [("question", question.is_empty()), ("answer", answer.is_empty())] {
            if empty && !self.wrong.iter().any(|(at, ..)| *at == key) {
                let written = "is empty; write it, or remove the entry";
                self.wrong(key, self.line(key), if self.has(key) { written } else { "is missing; write it" });
            }
        }
    }

    fn id(&mut self) {
        let id = &self.entry.id;
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let message = if id.is_empty() {
            if !self.needs_id || self.wrong.iter().any(|(key, ..)| *key == "id") {
                return;
            }
            let how = if self.has("id") { "is empty" } else { "is missing" };
            format!("{how}; write one, such as {:?}", slug(&self.entry.question, |_| false))
        } else if !id.chars().all(fine) {
            let right = slug(id, |_| false);
            format!("{} may only have a to z, 0 to 9 and hyphens; write {right:?}", quoted(id))
        } else if id.len() > MAX_ID {
            format!("{} has {} characters; at most {MAX_ID}", quoted(id), id.len())
        } else {
            return;
        };
        self.wrong("id", self.line("id"), message);
    }

    /// Texts that could not be shown whole, or not as they are, and lists without end.
    fn texts(&mut self) {
        let Entry { question, answer, topic, aliases, tags, related, source, .. } = &self.entry;
        let one = [("question", question, MAX_QUESTION), ("answer", answer, MAX_ANSWER), ("topic", topic, MAX_ID)];
        let by = source.iter().map(|source| ("source", &source.by, MAX_NAME));
        let mut texts: Vec<(&'static str, &String, usize)> = one.into_iter().chain(by).collect();
        let mut found = Vec::new();
        for (key, items, many, most) in [
            ("aliases", aliases, MAX_ALIASES, MAX_ALIAS),
            ("tags", tags, MAX_TAGS, MAX_TAG),
            ("related", related, MAX_RELATED, MAX_ID),
        ] {
            texts.extend(items.iter().map(|item| (key, item, most)));
            if items.len() > many {
                found.push((key, format!("has {} items; at most {many}", items.len())));
            }
        }
        for (key, text, most) in texts {
            let characters = text.chars().count();
            if characters > most {
                found.push((key, format!("{} has {characters} characters; at most {most} can be shown", quoted(text))));
            }
            found.extend(unfit(text, key == "answer").map(|message| (key, message)));
        }
        for (key, message) in found {
            self.wrong(key, self.line(key), message);
        }
    }
}

impl RawValue {
    pub(super) fn name(&self) -> String {
        match self {
            Self::Text(text) => format!("the text {}", quoted(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Date(date) => format!("the date {date}"),
            Self::NoDate(text) => quoted(text),
            Self::Other(what) => what.clone(),
        }
    }
}

/// What a key takes.
fn expected(key: &str) -> &'static str {
    match key {
        "aliases" | "tags" | "related" | "roles" => "a list of texts, such as [\"one\", \"two\"]",
        "review_by" | "on" => "a date without quotes, such as 2026-04-01",
        "source" => "who wrote it and when, such as { by = \"Mika\", on = 2026-04-01 }",
        _ => "a text in quotes",
    }
}

/// An id as a message may repeat it.
fn shown(id: &str) -> String {
    match id.char_indices().nth(MAX_ID) {
        Some((end, _)) => format!("{}…", &id[..end]),
        None => id.to_owned(),
    }
}

/// Text without white space around it, its lines ended in one way.
fn tidy(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

fn tidy_all(items: &[String]) -> Vec<String> {
    items.iter().map(|item| tidy(item)).filter(|item| !item.is_empty()).collect()
}

/// Why a text cannot be shown as it is: characters that show nothing, or make what follows look other than it is.
fn unfit(text: &str, lines: bool) -> Option<String> {
    let turns =
        |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let bad = text.chars().find(|c| turns(*c) || c.is_control() && !(lines && matches!(c, '\n' | '\t')))?;
    let what = match bad {
        '\n' => return Some(format!("{} has a line break; write it on one line", quoted(text))),
        c if turns(c) => "changes the direction of writing",
        _ => "is a control character",
    };
    Some(format!("{} has U+{:04X}, which {what}; remove it", quoted(text), u32::from(bad)))
}
