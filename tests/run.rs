//! What whoever installs the bot meets on the command line, before anything is connected.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "support/program.rs"]
mod program;

use std::fs;

use program::{Ran, run, run_in};

/// A directory with a configuration in it.
fn configured(text: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    fs::write(dir.path().join("jet-senpai.toml"), text).expect("the file can be written");
    dir
}

fn check_refused(ran: &Ran, expect: &[&str]) {
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    for part in expect {
        assert!(ran.stderr.contains(part), "{part:?} is not in {}", ran.stderr);
    }
}

#[test]
fn without_a_token_it_says_in_three_lines_how_to_get_one_and_what_works_now() {
    for arguments in [&[][..], &["run"]] {
        let ran = run(arguments, b"");
        check_refused(&ran, &["jet-senpai chat", "https://discord.com/developers/applications", "DISCORD_TOKEN="]);
        assert_eq!(ran.stderr.lines().count(), 3, "{}", ran.stderr);
    }
}

#[test]
fn what_cannot_be_a_token_is_refused_without_being_told() {
    let dir = configured("[discord]\ntoken_file = \"token\"");
    check_refused(&run_in(dir.path(), &[], b""), &["token: cannot be read"]);
    fs::write(dir.path().join("token"), "hunter2").expect("the file can be written");
    let ran = run_in(dir.path(), &[], b"");
    check_refused(&ran, &["token: is not a bot token"]);
    assert!(!ran.stderr.contains("hunter2"));
}

#[test]
fn a_configuration_is_checked_before_anything_is_connected() {
    let check = |text: &str, expect: &[&str]| check_refused(&run_in(configured(text).path(), &[], b""), expect);
    check("[discord]\nprivate_channels = [\"general\"]", &["jet-senpai.toml:2", "general", "a Discord ID"]);
    check("[discord]\nquestions_per_minute = 0", &["jet-senpai.toml:2", "nonzero"]);
    check("[discord]\ntoken = \"secret\"", &["jet-senpai.toml:2", "unknown field `token`"]);
    check("[log]\nlevel = \"loud\"", &["jet-senpai.toml:2", "loud"]);
}

#[test]
fn a_dry_run_shows_the_commands_and_connects_to_nothing() {
    let ran = run(&["run", "--dry-run"], b"");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let commands: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).expect("it is JSON");
    let names: Vec<&str> = commands.iter().filter_map(|command| command["name"].as_str()).collect();
    assert_eq!(names, ["ask", "jet", "Answer this", "manage", "Add to FAQ", "privacy", "share"]);
    let dir = configured("knowledge = \"nowhere\"");
    check_refused(&run_in(dir.path(), &["run", "--dry-run"], b""), &["nowhere", "no such directory"]);
}
