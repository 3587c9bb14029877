//! Holds the walls of the house: who may use whom, what the core must not know, and that the map is right.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

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

/// Modules that do no I/O and know no clock, no async, no Discord and no SQL …
const PURE: [&str; 6] = ["text", "knowledge", "search", "intent", "schedule", "ui"];

/// … and what would show that they do.
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
const MAY_READ: &str = "knowledge/load.rs";

/// Lines of code that a file may have, tests and comments aside.
const MAX_LINES: usize = 400;

/// Every Rust file below a directory, with its text.
fn sources(dir: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for item in fs::read_dir(dir).expect("the directory is there") {
        let path = item.expect("the directory can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("the file is UTF-8");
            found.push((path, text));
        }
    }
    found
}

/// The files of `src/` with their names within it.
fn crate_files() -> Vec<(String, String)> {
    let src = Path::new(ROOT).join("src");
    let name = |path: &Path| path.strip_prefix(&src).expect("it lies in src").to_string_lossy().replace('\\', "/");
    sources(&src).into_iter().map(|(path, text)| (name(&path), text)).collect()
}

/// The module that a file belongs to: `search` for `search/lexical/bm25.rs`.
fn module(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or(file)
}

/// Text without comments and without what follows the first unit test.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"))
}

#[test]
fn each_module_uses_only_those_before_it() {
    for (file, text) in crate_files() {
        let (_, allowed) = WALLS.iter().find(|(name, _)| *name == module(&file)).expect("every module has its wall");
        for line in code(&text) {
            for used in line.split("crate::").skip(1).map(module_name) {
                let fine = used == module(&file) || allowed.contains(&used);
                assert!(fine, "src/{file} uses `crate::{used}`, which it may not: {line}");
            }
        }
    }
}

fn module_name(path: &str) -> &str {
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(path)
}

#[test]
fn the_core_does_no_io_and_knows_no_clock_no_discord_and_no_sql() {
    for (file, text) in crate_files().iter().filter(|(file, _)| PURE.contains(&module(file)) && file != MAY_READ) {
        for line in code(text) {
            // When something is due depends on time zones; what time it is, nobody there knows.
            let zones = module(file) == "schedule" && !line.contains("::now");
            let impure = IMPURE.iter().find(|word| line.contains(**word) && !(zones && **word == "jiff"));
            assert!(impure.is_none(), "src/{file} may not know `{}`: {line}", impure.unwrap_or(&""));
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_is_short_enough_to_hold_in_mind() {
    for dir in ["src", "tests", "benches"] {
        for (path, text) in sources(&Path::new(ROOT).join(dir)) {
            assert!(text.starts_with("//! "), "{} does not begin with what it is for", path.display());
            let lines = code(&text).count();
            assert!(lines <= MAX_LINES, "{} has {lines} lines of code; at most {MAX_LINES}", path.display());
        }
    }
}

#[test]
fn every_path_that_the_documentation_names_exists() {
    for document in ["ARCHITECTURE.md", "README.md"] {
        let text = fs::read_to_string(Path::new(ROOT).join(document)).expect("the document is there");
        let quoted = text.split('`').skip(1).step_by(2);
        let is_path = |word: &&str| {
            let ends = [".rs", ".toml", ".md", "/"].iter().any(|end| word.ends_with(end));
            ends && !word.contains(['*', ' ', '<', '$']) && !word.starts_with(['-', '.', '/'])
        };
        // What a user writes or is given, rather than what lies here.
        let foreign = ["config.toml", "jet-senpai.toml", "my-faq.toml", "entries.toml"];
        for path in quoted.filter(is_path).filter(|path| !foreign.contains(path)) {
            let within = [ROOT.to_owned(), format!("{ROOT}/src"), format!("{ROOT}/knowledge")];
            let exists = within.iter().any(|dir| Path::new(dir).join(path).exists());
            assert!(exists, "{document} names `{path}`, which does not exist");
        }
    }
}
