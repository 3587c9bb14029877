//! Holds the walls of the house: who may use whom, what the core must not know, which names and words are gone, and
//! that the documentation names files that exist. Each rule is tried on a planted fault, too.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The modules in reading order, and the modules of this crate that each may use.
const WALLS: [(&str, &[&str]); 17] = [
    ("text", &[]),
    ("knowledge", &["text"]),
    ("search", &["knowledge", "text"]),
    ("intent", &["text", "search"]),
    ("encoder", &["search"]),
    ("schedule", &["knowledge"]),
    ("ui", &["text", "knowledge", "search"]),
    ("db", &["ui"]),
    ("bot", &["text", "knowledge", "search", "intent", "schedule", "ui", "db"]),
    ("eval", &["knowledge", "search", "bot"]),
    ("terminal", &["knowledge", "search", "ui", "bot"]),
    ("discord", &["text", "knowledge", "search", "ui", "db", "bot"]),
    ("config", &["knowledge", "search"]),
    ("boot", &["knowledge", "search", "encoder", "db", "bot", "discord", "config"]),
    ("cli", &["knowledge", "search", "ui", "db", "bot", "discord", "eval", "terminal", "config", "boot"]),
    ("lib", &[]),
    ("main", &[]),
];

/// Modules that do no I/O and know no clock, no async, no Discord and no SQL.
const PURE: [&str; 6] = ["text", "knowledge", "search", "intent", "schedule", "ui"];

/// What would show that a module does.
const IMPURE: [&str; 15] = [
    "std::{",
    "std::fs",
    "std::net",
    "std::env",
    "std::time",
    "std::thread",
    "std::process",
    "std::io",
    "tokio",
    "async ",
    "serenity",
    "poise",
    "sqlx",
    "println!",
    "jiff",
];

/// The one file of the core that reads files.
const MAY_READ: &str = "src/knowledge/load.rs";

/// Lines of code that a file may have, tests and comments aside.
const MAX_LINES: usize = 400;

/// Words of a private language that this code once spoke. Each has a standard term: a worker pool, a cache, an outbox
/// item, a schedule update, "encodable", "compute".
const FORBIDDEN: [&str; 20] = [
    "desk",
    "seat",
    "shelf",
    "parcel",
    "parcels",
    "turnover",
    "legible",
    "reckon",
    "reckoned",
    "reckons",
    "surroundings",
    "hereby",
    "mindless",
    "comprehend",
    "comprehension",
    "unlocated",
    "unopened",
    "glance",
    "deed",
    "whosever",
];

/// The files in which the inherent methods of one type may lie.
const MAX_IMPL_FILES: usize = 3;

/// A file: its path from the root of the repository, and its text.
type Source = (String, String);

/// Every Rust file below these directories.
fn sources(dirs: &[&str]) -> Vec<Source> {
    fn collect(dir: &Path, found: &mut Vec<Source>) {
        for item in fs::read_dir(dir).expect("the directory is there") {
            let path = item.expect("the directory can be read").path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the file is UTF-8");
                let name =
                    path.strip_prefix(ROOT).expect("it lies below the root").to_string_lossy().replace('\\', "/");
                found.push((name, text));
            }
        }
    }
    let mut found = Vec::new();
    for dir in dirs {
        collect(&Path::new(ROOT).join(dir), &mut found);
    }
    found
}

/// The module that a file belongs to: `search` for `src/search/lexical/bm25.rs`.
fn module(file: &str) -> &str {
    let file = file.strip_prefix("src/").unwrap_or(file);
    file.split(['/', '.']).next().unwrap_or(file)
}

/// Lines of code: without comments, and without what follows the first unit test.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"))
}

/// Whole words of a line, outside of string literals. A snake-case or camel-case name counts as its parts.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut in_string = false;
    let mut before = ' ';
    for c in line.chars().chain([' ']) {
        if c == '"' && before != '\\' && before != '\'' {
            in_string = !in_string;
        }
        let begins = c.is_uppercase() && before.is_lowercase();
        if (!c.is_alphabetic() || begins || in_string) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() && !in_string {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

fn uses_across_walls(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, text) in files {
        let allowed = WALLS.iter().find(|(name, _)| *name == module(file)).map_or(&[][..], |(_, allowed)| allowed);
        for line in code(text) {
            for path in line.split("crate::").skip(1) {
                let used = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(path);
                if used != module(file) && !allowed.contains(&used) {
                    faults.push(format!("{file} uses `crate::{used}`, which it may not: {line}"));
                }
            }
        }
    }
    faults
}

fn impurities(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| PURE.contains(&module(file)) && file != MAY_READ) {
        for line in code(text) {
            // When something is due depends on time zones; what time it is, the core does not know.
            let zones = module(file) == "schedule" && !line.contains("::now");
            if let Some(word) = IMPURE.iter().find(|word| line.contains(**word) && !(zones && **word == "jiff")) {
                faults.push(format!("{file} may not know `{word}`: {line}"));
            }
        }
    }
    faults
}

fn unreadable_files(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, text) in files {
        if !text.starts_with("//! ") {
            faults.push(format!("{file} does not begin with what it is for"));
        }
        let lines = code(text).count();
        if lines > MAX_LINES {
            faults.push(format!("{file} has {lines} lines of code; at most {MAX_LINES}"));
        }
    }
    faults
}

/// Two types of one name make a reader look twice, wherever they lie.
fn repeated_type_names(files: &[Source]) -> Vec<String> {
    let mut places: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in files {
        for line in code(text) {
            let item = line.strip_prefix("pub").map_or(line, |rest| match rest.strip_prefix('(') {
                Some(rest) => rest.split_once(')').map_or("", |(_, item)| item).trim_start(),
                None => rest.trim_start(),
            });
            let Some(name) = ["struct ", "enum ", "trait ", "union "].iter().find_map(|kind| item.strip_prefix(kind))
            else {
                continue;
            };
            let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(name);
            places.entry(name).or_default().insert(file);
        }
    }
    let repeated = places.into_iter().filter(|(_, files)| files.len() > 1);
    repeated.map(|(name, files)| format!("{name} is a type in {files:?}")).collect()
}

/// A type whose methods lie all over the place has no edge.
fn scattered_methods(files: &[Source]) -> Vec<String> {
    let mut places: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in files {
        for line in code(text).filter(|line| line.starts_with("impl") && !line.contains(" for ")) {
            let rest = line.trim_start_matches("impl");
            let rest = if rest.starts_with('<') { rest.split_once("> ").map_or(rest, |(_, rest)| rest) } else { rest };
            let name = rest.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(rest);
            places.entry(name).or_default().insert(file);
        }
    }
    let scattered = places.into_iter().filter(|(_, files)| files.len() > MAX_IMPL_FILES);
    scattered.map(|(name, files)| format!("{name} has methods in {files:?}")).collect()
}

fn forbidden_words(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, text) in files {
        for line in text.lines() {
            if let Some(word) = words(line).iter().find(|word| FORBIDDEN.contains(&word.as_str())) {
                faults.push(format!("{file} says `{word}`: {}", line.trim()));
            }
        }
    }
    faults
}

/// Paths that a document quotes, as `path/to/file.rs`, and that do not exist.
fn missing_paths(document: &str, text: &str) -> Vec<String> {
    // What a user writes or is given, rather than what lies here.
    const FOREIGN: [&str; 4] = ["config.toml", "jet-senpai.toml", "my-faq.toml", "entries.toml"];
    let is_path = |word: &&str| {
        let ends = [".rs", ".toml", ".md", ".py", "/"].iter().any(|end| word.ends_with(end));
        ends && !word.contains(['*', ' ', '<', '$', '{']) && !word.starts_with(['-', '.', '/'])
    };
    let exists =
        |path: &str| ["", "src", "knowledge", "models"].iter().any(|dir| Path::new(ROOT).join(dir).join(path).exists());
    let quoted = text.split('`').skip(1).step_by(2).filter(is_path).filter(|path| !FOREIGN.contains(path));
    quoted.filter(|path| !exists(path)).map(|path| format!("{document} names `{path}`, which does not exist")).collect()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_module_uses_only_those_before_it() {
    let files = sources(&["src"]);
    for (file, _) in &files {
        assert!(WALLS.iter().any(|(name, _)| *name == module(file)), "{file} belongs to no module that has a wall");
    }
    assert_none(&uses_across_walls(&files));
}

#[test]
fn the_core_does_no_io_and_knows_no_clock_no_discord_and_no_sql() {
    assert_none(&impurities(&sources(&["src"])));
}

#[test]
fn every_file_says_what_it_is_for_and_is_short_enough_to_hold_in_mind() {
    assert_none(&unreadable_files(&sources(&["src", "tests", "benches"])));
}

#[test]
fn no_two_types_have_one_name() {
    assert_none(&repeated_type_names(&sources(&["src"])));
}

#[test]
fn no_type_has_its_methods_all_over_the_place() {
    assert_none(&scattered_methods(&sources(&["src"])));
}

#[test]
fn no_word_of_the_old_private_language_is_left() {
    assert_none(&forbidden_words(&sources(&["src", "benches"])));
}

#[test]
fn every_path_that_the_documentation_names_exists() {
    for document in [
        "ARCHITECTURE.md",
        "README.md",
        "CONTRIBUTING.md",
        "docs/EVALUATION.md",
        "docs/OPERATING.md",
        "docs/KNOWLEDGE.md",
    ] {
        let text = fs::read_to_string(Path::new(ROOT).join(document)).expect("the document is there");
        assert_none(&missing_paths(document, &text));
    }
}

/// Every rule finds the fault that it is there for, and leaves what is right alone.
#[test]
fn each_rule_finds_a_planted_fault() {
    fn check(rule: fn(&[Source]) -> Vec<String>, planted: &[(&str, &str)], expected: Option<&str>) {
        let files: Vec<Source> = planted.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        match (rule(&files).as_slice(), expected) {
            ([], None) => {}
            ([fault], Some(expected)) => assert!(fault.contains(expected), "{fault:?} instead of {expected:?}"),
            (faults, expected) => panic!("{faults:?} instead of {expected:?}"),
        }
    }
    check(uses_across_walls, &[("src/text/mod.rs", "use crate::bot::App;")], Some("crate::bot"));
    check(uses_across_walls, &[("src/bot/mod.rs", "use crate::text;\n// crate::discord")], None);

    check(impurities, &[("src/search/mod.rs", "fn now() { std::time::Instant::now(); }")], Some("std::time"));
    check(impurities, &[("src/schedule/mod.rs", "jiff::Timestamp::now()")], Some("jiff"));
    check(impurities, &[("src/db/mod.rs", "use sqlx::any::AnyRow;")], None);

    let long = format!("//! A file.\n{}", "let x = 1;\n".repeat(MAX_LINES + 1));
    check(unreadable_files, &[("src/a.rs", &long)], Some("401 lines"));
    check(unreadable_files, &[("src/a.rs", "fn main() {}")], Some("does not begin"));
    check(
        unreadable_files,
        &[("src/a.rs", &format!("//! A file.\n{}", "// A comment.\n".repeat(MAX_LINES + 1)))],
        None,
    );

    let twice = [("src/a.rs", "pub(crate) struct Known;"), ("src/b.rs", "enum Known {}")];
    check(repeated_type_names, &twice, Some("Known"));
    check(
        repeated_type_names,
        &[("src/a.rs", "struct Known;\nstruct KnownGap;"), ("src/b.rs", "// struct Known")],
        None,
    );

    let files = ["src/a.rs", "src/b.rs", "src/c.rs", "src/d.rs"];
    check(scattered_methods, &files.map(|file| (file, "impl<'a> Known<'a> {}")), Some("Known"));
    check(scattered_methods, &files.map(|file| (file, "impl Default for Known {}")), None);

    check(forbidden_words, &[("src/a.rs", "let parcel_id = 1;")], Some("`parcel`"));
    check(forbidden_words, &[("src/a.rs", "/// The desk of the encoder.")], Some("`desk`"));
    check(forbidden_words, &[("src/a.rs", "struct OldTurnover;")], Some("`turnover`"));
    check(forbidden_words, &[("src/a.rs", "\"SELECT * FROM parcel\"; let helpdesk = '\"';")], None);

    assert_eq!(missing_paths("A.md", "see `src/nowhere.rs`"), ["A.md names `src/nowhere.rs`, which does not exist"]);
    assert!(missing_paths("A.md", "see `src/lib.rs`, `bot/mod.rs` and `cargo test`").is_empty());
}
