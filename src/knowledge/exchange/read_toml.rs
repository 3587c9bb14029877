//! A TOML file to drafts of entries, past its first mistake: the parser goes on after one, and so does this.

use toml::Spanned;
use toml::de::{self, DeTable, DeValue};

use super::draft::{EntryBuilder, RawValue, key};
use super::problems::{ProblemList, quoted};
use super::{KEYS, MAX_ENTRIES};

/// Bytes after the first mistake in which others are looked for: a file of nothing but mistakes has a million, and each
/// takes memory (300 MB were measured).
const LOOK_ON: usize = 32_768;

/// The drafts of a file; problems of the file itself are added to `problems`. An entry with a syntax error has no
/// draft: further problems may follow from the error.
pub(super) fn drafts(text: &str, problems: &mut ProblemList) -> Vec<EntryBuilder> {
    let lines = LineStarts::of(text);
    let (whole, table, mistakes) = parse(text);
    for mistake in &mistakes {
        let span = mistake.span().unwrap_or_default();
        problems.add(lines.at(span.start), "", said(text, mistake));
    }
    let (mut drafts, mut entries) = (Vec::new(), Vec::new());
    for (name, value) in in_order(&table) {
        match value.get_ref() {
            DeValue::Array(items) if name.get_ref() == "entry" => entries = items.iter().collect(),
            _ if name.get_ref() == "entry" => {
                problems.add(
                    lines.at(name.span().start),
                    "entry",
                    "is a single table; write [[entry]] above each entry",
                );
            }
            _ => {
                let message = format!("{} belongs to no entry; write [[entry]] above it", quoted(name.get_ref()));
                problems.add(lines.at(name.span().start), "", message);
            }
        }
    }
    if entries.len() > MAX_ENTRIES {
        problems.add(
            0,
            "",
            format!("holds {} entries; at most {MAX_ENTRIES}, so make several files of it", entries.len()),
        );
        return drafts;
    }
    let mut mistakes: Vec<usize> = mistakes.iter().map(|mistake| mistake.span().unwrap_or_default().start).collect();
    mistakes.sort_unstable();
    for (number, item) in entries.iter().enumerate() {
        let start = item.span().start;
        let end = entries.get(number + 1).map_or(whole, |next| next.span().start);
        let first = mistakes.partition_point(|at| *at < start);
        let broken = mistakes.get(first).is_some_and(|at| *at < end) || end == whole && whole < text.len();
        if !broken {
            drafts.extend(draft(item, &lines, problems));
        }
    }
    drafts
}

/// What could be read of a text, of how much of it, and the mistakes in that.
fn parse(text: &str) -> (usize, DeTable<'_>, Vec<de::Error>) {
    let mistake = match DeTable::parse(text) {
        Ok(table) => return (text.len(), table.into_inner(), Vec::new()),
        Err(mistake) => mistake,
    };
    let first = mistake.span().map_or(0, |span| span.start);
    let enough = first.saturating_add(LOOK_ON);
    let whole = if enough >= text.len() {
        text.len()
    } else {
        text[..text.floor_char_boundary(enough)].rfind('\n').map_or(0, |at| at + 1)
    };
    let whole = whole.max(text.len().min(first + 1));
    let whole = text.ceil_char_boundary(whole);
    let (table, mistakes) = DeTable::parse_recoverable(&text[..whole]);
    let inside = |mistake: &de::Error| whole == text.len() || mistake.span().is_some_and(|span| span.start < whole);
    let mut found: Vec<de::Error> = mistakes.into_iter().filter(inside).collect();
    if found.is_empty() {
        // A mistake that only shows in the context of the whole file counts as well.
        found.push(mistake);
    }
    (whole, table.into_inner(), found)
}

/// The parser's message, with what it leaves out.
fn said(text: &str, mistake: &de::Error) -> String {
    let there = mistake.span().and_then(|span| text.get(span)).unwrap_or_default();
    match mistake.message() {
        "duplicate key" => format!("the key {} is given twice; keep one", quoted(there)),
        message if message.contains("recur") => "is nested too deeply; an entry needs no depth".to_owned(),
        message if there.is_empty() => message.to_owned(),
        message => format!("{message}; found {}", quoted(there)),
    }
}

fn draft(item: &Spanned<DeValue<'_>>, lines: &LineStarts, problems: &mut ProblemList) -> Option<EntryBuilder> {
    let line = lines.at(item.span().start);
    let DeValue::Table(table) = item.get_ref() else {
        problems.add(line, "entry", format!("is {}; expected a table", raw(item.get_ref()).name()));
        return None;
    };
    let mut draft = EntryBuilder::new(problems, line, true);
    for (name, value) in in_order(table) {
        let line = lines.at(name.span().start);
        match (key(name.get_ref()), value.get_ref()) {
            (Some("source"), DeValue::Table(source)) => self::source(&mut draft, source, line, lines),
            (Some(key), value) if KEYS.contains(&key) => draft.set(key, line, raw(value)),
            _ => {
                let message =
                    format!("{} is not a key of an entry; expected one of {}", quoted(name.get_ref()), KEYS.join(", "));
                draft.wrong("", line, message);
            }
        }
    }
    Some(draft)
}

/// Who wrote an entry, and when.
fn source(draft: &mut EntryBuilder, source: &DeTable<'_>, line: usize, lines: &LineStarts) {
    if source.is_empty() {
        draft.wrong("source", line, "is empty; write { by = \"Mika\", on = 2026-04-01 }, or remove it");
    }
    for (name, value) in in_order(source) {
        let line = lines.at(name.span().start);
        match key(name.get_ref()).filter(|key| matches!(*key, "by" | "on")) {
            Some(key) => draft.set(key, line, raw(value.get_ref())),
            None => draft.wrong(
                "source",
                line,
                format!("{} is not a key of a source; expected by and on", quoted(name.get_ref())),
            ),
        }
    }
}

fn raw(value: &DeValue<'_>) -> RawValue {
    match value {
        DeValue::String(text) => RawValue::Text(text.to_string()),
        DeValue::Array(items) => {
            let texts: Option<Vec<String>> =
                items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect();
            texts.map_or_else(|| RawValue::Other("a list of other things than texts".to_owned()), RawValue::List)
        }
        DeValue::Datetime(when) => match when.date {
            Some(date) if when.time.is_none() => RawValue::Date(date),
            _ => RawValue::Other(format!("the time {when}")),
        },
        DeValue::Integer(_) => RawValue::Other("an integer".to_owned()),
        other => RawValue::Other(format!("a {}", other.type_str())),
    }
}

/// What a table holds, in the order of the file.
fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a Spanned<de::DeString<'i>>, &'a Spanned<DeValue<'i>>)> {
    let mut items: Vec<_> = table.iter().collect();
    items.sort_by_key(|(name, _)| name.span().start);
    items
}

/// Where the lines of a text begin.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line, counted from 1, that a byte stands on.
    fn at(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|end| *end < byte)
    }
}
