//! Entries as a table: CSV that every spreadsheet reads, runs nothing of, and may give back with its own separators.

use std::borrow::Borrow;

use csv::{QuoteStyle, ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use toml::value::{Date, Datetime};

use super::MAX_ENTRIES;
use super::cells::{guard, unguard};
use super::draft::{EntryBuilder, RawValue, key};
use super::problems::{ProblemList, quoted};
use crate::knowledge::Entry;

/// The columns, in the order of an export.
const COLUMNS: [&str; 11] =
    ["id", "question", "answer", "aliases", "tags", "topic", "roles", "related", "review_by", "by", "on"];

/// Columns that an import cannot do without.
const NEEDED: [&str; 2] = ["question", "answer"];

/// A table of these entries, a row each; lists are in one cell, an item a line. Begins with a byte order mark, without
/// which Excel would not take it for UTF-8. What only curated entries have is left out.
pub fn to_csv(entries: &[impl Borrow<Entry>]) -> String {
    table(COLUMNS, entries.iter().map(|entry| row(entry.borrow())))
}

/// A table of anything, for a spreadsheet that runs nothing of it; it begins with a byte order mark, too.
pub fn table<const N: usize>(columns: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut writer =
        WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(Vec::new());
    let mut written = writer.write_record(columns);
    for cells in rows {
        written = written.and_then(|()| writer.write_record(cells.iter().map(|cell| guard(cell).into_owned())));
    }
    debug_assert!(written.is_ok(), "a vector takes every row");
    let table = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&table))
}

fn row(entry: &Entry) -> [String; COLUMNS.len()] {
    let Entry { id, question, answer, aliases, tags, topic, roles, related, review_by, source, .. } = entry;
    let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
    [
        id.clone(),
        question.clone(),
        answer.clone(),
        lines(aliases),
        lines(tags),
        topic.clone(),
        lines(&roles),
        lines(related),
        review_by.map(|date| date.to_string()).unwrap_or_default(),
        source.as_ref().map(|source| source.by.clone()).unwrap_or_default(),
        source.as_ref().map(|source| source.on.to_string()).unwrap_or_default(),
    ]
}

/// An item a line; an item never has more than one.
fn lines(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| item.replace(['\r', '\n'], " ")).collect();
    items.join("\n")
}

/// The drafts of a table; problems of the table itself are added to `problems`.
pub(super) fn drafts(text: &str, problems: &mut ProblemList) -> Vec<EntryBuilder> {
    let separator = separator(text);
    if let Some(line) = unclosed(text, separator) {
        problems.add(line, "", "a quote is opened here and never closed; close it, and double those within the text");
        return Vec::new();
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = reader.records();
    let Some(Ok(head)) = rows.next() else {
        return Vec::new();
    };
    let Some(columns) = columns(&head, problems) else {
        return Vec::new();
    };
    let mut drafts = Vec::new();
    // A text can end anywhere and still be a table, so that no row is an error.
    for row in rows.flatten().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())) {
        if drafts.len() == MAX_ENTRIES {
            problems.add(0, "", format!("holds more than {MAX_ENTRIES} entries; make several files of it"));
            return Vec::new();
        }
        drafts.extend(draft(&row, line(&row, text), &columns, problems));
    }
    drafts
}

/// What separates the cells of the first line: some spreadsheets write semicolons or tabs.
fn separator(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |separator: u8| head.bytes().filter(|byte| *byte == separator).count();
    // Of those that are found equally often the last wins.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// The line of a quoted cell that never ends: everything after it would be taken for its text.
fn unclosed(text: &str, separator: u8) -> Option<usize> {
    let (mut open, mut line, mut start) = (None, 1, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if start => open = Some(line),
            b'"' if open.is_some() && bytes.peek() == Some(&b'"') => drop(bytes.next()),
            b'"' => open = None,
            _ => {}
        }
        line += usize::from(byte == b'\n');
        start = open.is_none() && (byte == separator || matches!(byte, b'\n' | b'\r'));
    }
    open
}

/// The columns that the first row names.
fn columns(head: &StringRecord, problems: &mut ProblemList) -> Option<Vec<&'static str>> {
    let mut columns: Vec<&'static str> = Vec::new();
    let mut fine = true;
    let mut wrong = |message: String| {
        problems.add(1, "", message);
        fine = false;
    };
    for name in head {
        let plain = name.trim().to_lowercase();
        match key(&plain).filter(|key| COLUMNS.contains(key)) {
            Some(key) if columns.contains(&key) => {
                wrong(format!("the column {} is given twice; keep one", quoted(name)));
            }
            Some(key) => columns.push(key),
            None => wrong(format!("{} is not a column; expected some of {}", quoted(name), COLUMNS.join(", "))),
        }
    }
    for needed in NEEDED.into_iter().filter(|needed| !columns.contains(needed)) {
        wrong(format!("the column {needed:?} is missing; name the columns in the first line"));
    }
    fine.then_some(columns)
}

/// The line on which a row begins. The reader counts it from the end of the one before, which may be in the middle of a
/// line's end, and before empty lines.
fn line(row: &StringRecord, text: &str) -> usize {
    let Some(at) = row.position() else { return 0 };
    let rest = usize::try_from(at.byte()).ok().and_then(|byte| text.as_bytes().get(byte..)).unwrap_or_default();
    let between = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    usize::try_from(at.line()).unwrap_or(0) + between.count()
}

fn draft(
    row: &StringRecord,
    line: usize,
    columns: &[&'static str],
    problems: &mut ProblemList,
) -> Option<EntryBuilder> {
    let surplus = row.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty());
    if row.len() < columns.len() || surplus {
        let (cells, columns) = (row.len(), columns.len());
        let message =
            format!("has {cells} cells, but there are {columns} columns; put texts with separators into quotes");
        problems.add(line, "", message);
        return None;
    }
    let mut draft = EntryBuilder::new(problems, line, false);
    for (key, cell) in columns.iter().copied().zip(row) {
        let cell = unguard(cell);
        if !cell.trim().is_empty() || NEEDED.contains(&key) {
            draft.set(key, line, raw(key, cell));
        }
    }
    Some(draft)
}

fn raw(key: &str, cell: &str) -> RawValue {
    let items =
        |split: fn(char) -> bool| cell.split(split).filter(|item| !item.is_empty()).map(str::to_owned).collect();
    match key {
        "aliases" | "tags" | "related" => RawValue::List(items(|c| matches!(c, '\n' | '\r'))),
        "roles" => RawValue::List(items(|c| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '、'))),
        "review_by" | "on" => date(cell).map_or_else(|| RawValue::NoDate(cell.to_owned()), RawValue::Date),
        _ => RawValue::Text(cell.to_owned()),
    }
}

/// A date as it is exported, or as a spreadsheet in Japan makes it: `2026-04-01`, `2026/4/1`.
fn date(cell: &str) -> Option<Date> {
    let mut parts = cell.trim().split(['-', '/']).map(str::parse::<u16>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let when: Datetime = format!("{year:04}-{month:02}-{day:02}").parse().ok()?;
    when.date
}
