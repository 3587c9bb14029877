//! Reads a file that a moderator hands in: all of it, or not at all.

use rustc_hash::FxHashMap;

use super::draft::EntryBuilder;
use super::plan::same_question;
use super::problems::{ProblemList, RejectedFile, quoted};
use super::slug::{base, numbered};
use super::{MAX_BYTES, read_toml, table};
use crate::knowledge::Entry;
use crate::knowledge::problem::line_of;
use crate::text::Stemmer;

/// Reads an untrusted file of entries; the file name says whether it is TOML or CSV. Texts are trimmed; CSV entries
/// without an id get one from their question.
///
/// # Errors
/// With every problem of the file.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Vec<Entry>, RejectedFile> {
    let mut problems = ProblemList::of(file_name);
    let ends_with = |end: &str| file_name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(end));
    let drafts = match text(bytes, &mut problems) {
        None => Vec::new(),
        Some(text) if ends_with("toml") => read_toml::drafts(text, &mut problems),
        Some(text) if ends_with("csv") => table::drafts(text, &mut problems),
        Some(_) => {
            problems.add(0, "", "is neither a .toml nor a .csv file; export one to see what it looks like");
            Vec::new()
        }
    };
    let mut entries = finish(drafts, &mut problems);
    if entries.is_empty() && problems.is_empty() {
        problems.add(0, "", "holds no entry; export a file to see what one looks like");
    }
    if !problems.is_empty() {
        return Err(problems.refuse());
    }
    name(&mut entries);
    Ok(entries)
}

/// The text of a file, if it can be one.
fn text<'a>(bytes: &'a [u8], problems: &mut ProblemList) -> Option<&'a str> {
    if bytes.len() > MAX_BYTES {
        let message = format!("has {} bytes; at most {MAX_BYTES}, so make several files of it", bytes.len());
        problems.add(0, "", message);
        return None;
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        problems.add(0, "", "is UTF-16; save the file as UTF-8 (in Excel: CSV UTF-8)");
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let line = line_of(bytes, error.valid_up_to());
            problems.add(line, "", "is not UTF-8 here; save the file as UTF-8 (in Excel: CSV UTF-8)");
            None
        }
    }
}

/// The entries of drafts, which must not have an id or a question twice.
fn finish(drafts: Vec<EntryBuilder>, problems: &mut ProblemList) -> Vec<Entry> {
    let stemmer = Stemmer::default();
    let mut ids: FxHashMap<String, usize> = FxHashMap::default();
    let mut questions: FxHashMap<String, usize> = FxHashMap::default();
    let mut entries = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        let entry = &draft.entry;
        let (at_id, at_question) = (draft.line("id"), draft.line("question"));
        let id = (!entry.id.is_empty()).then(|| ids.insert(entry.id.clone(), at_id)).flatten();
        let asked = same_question(&entry.question, &stemmer);
        let question = (!asked.is_empty()).then(|| questions.insert(asked, at_question)).flatten();
        if let Some(first) = id {
            let message = format!("{} is already used on line {first}; choose another", quoted(&draft.entry.id));
            draft.wrong("id", at_id, message);
        }
        if let Some(first) = question {
            let message = format!("{} is already asked on line {first}; keep one", quoted(&draft.entry.question));
            draft.wrong("question", at_question, message);
        }
        entries.push(draft.finish(problems));
    }
    entries
}

/// Gives an id to those that have none.
fn name(entries: &mut [Entry]) {
    let mut taken: FxHashMap<String, usize> = entries.iter().map(|entry| (entry.id.clone(), 1)).collect();
    for entry in entries.iter_mut().filter(|entry| entry.id.is_empty()) {
        let base = base(&entry.question);
        let mut id = base.clone();
        // The next entry with the same words continues the numbering.
        let mut number = taken.get(&base).copied().unwrap_or(1);
        while taken.contains_key(&id) {
            number += 1;
            id = numbered(&base, number);
        }
        taken.insert(base, number);
        taken.insert(id.clone(), 1);
        entry.id = id;
    }
}
