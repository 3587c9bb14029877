//! What an operator does in a shell with what guilds keep: take entries out and in, copy the database and put it back.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use jet_senpai::bot::{faq, open_database};
use jet_senpai::db::{DEFAULT_TIMEOUT, DatabaseUrl};
use program::{Ran, run, run_in};
use tempfile::TempDir;

const GUILD: &str = "1100000000000000010";

const FAQ: &str = r#"
[[entry]]
id = "hanko"
question = "Where do I get a hanko?"
answer = "At the stamp shop by the pier."
source = { by = "Mo", on = 2026-04-01 }

[[entry]]
id = "sum"
question = "=1+1"
answer = "Two."
"#;

/// A directory in which the bot has run once, with a file of entries.
async fn home() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let database = open_database(&DatabaseUrl::File(dir.path().join("jet-senpai.db")), DEFAULT_TIMEOUT, None).await;
    database.expect("it can be made").close().await;
    fs::write(dir.path().join("faq.toml"), FAQ).expect("it can be written");
    dir
}

fn shell(dir: &Path, line: &str) -> Ran {
    run_in(dir, &line.replace("GUILD", GUILD).split(' ').collect::<Vec<_>>(), b"")
}

/// What it printed, having done what it was to.
fn done(dir: &Path, line: &str) -> String {
    let ran = shell(dir, line);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{line}");
    ran.stdout
}

/// What it said, having done nothing.
fn refused(dir: &Path, line: &str, status: i32) -> String {
    let ran = shell(dir, line);
    assert_eq!((ran.status, ran.stdout.as_str()), (status, ""), "{line}: {}", ran.stderr);
    ran.stderr
}

#[tokio::test]
async fn a_file_is_imported_as_on_discord_and_exported_again() {
    let home = home().await;
    let dir = home.path();
    insta::assert_snapshot!(done(dir, "import --guild GUILD faq.toml --dry-run"), @"
    faq.toml: 2 new

    New (2)
      line 2: Where do I get a hanko? [hanko]
      line 8: =1+1 [sum]

    Nothing changed.
    ");
    insta::assert_snapshot!(refused(dir, "export --guild GUILD", 1), @"jet-senpai: server 1100000000000000010: has no entries of its own; check the id");
    assert!(done(dir, "import --guild GUILD faq.toml").ends_with("\nImported.\n"));
    assert!(done(dir, "import --guild GUILD faq.toml").ends_with("\nNothing changed.\n"));
    let exported = done(dir, "export --guild GUILD");
    insta::assert_snapshot!(exported.lines().filter(|line| !line.starts_with("source")).collect::<Vec<_>>().join("\n"), @r#"
    [[entry]]
    id = "hanko"
    question = "Where do I get a hanko?"
    answer = "At the stamp shop by the pier."

    [[entry]]
    id = "sum"
    question = "=1+1"
    answer = "Two."
    "#);
    assert!(exported.contains("source = { by = \"the operator\", on = "), "{exported}");
    assert_eq!(done(dir, "export --guild GUILD -o out.csv"), "");
    let table = fs::read_to_string(dir.join("out.csv")).expect("it was written");
    assert!(table.contains("\"'=1+1\"") && table == done(dir, "export --guild GUILD --format CSV"), "{table}");
    fs::write(dir.join("faq.toml"), FAQ.replace("Two.", "Three.")).expect("it can be written");
    assert!(done(dir, "import --guild GUILD faq.toml").contains("Answer: [-Two-]{+Three+}."));
}

#[tokio::test]
async fn what_cannot_be_imported_is_named_with_its_line_and_nothing_is_written() {
    let home = home().await;
    let dir = home.path();
    let refuses = |name: &str, bytes: &[u8], expected: &str| {
        fs::write(dir.join(name), bytes).expect("it can be written");
        let said = refused(dir, &format!("import --guild GUILD {name}"), 2);
        assert!(said.starts_with(&format!("jet-senpai: {name}")) && said.contains(expected), "{said}");
    };
    refuses("twice.toml", b"[[entry]]\nid = \"a\"\nid = \"b\"\nquestion = \"q\"\nanswer = \"a\"", "twice.toml:3: ");
    refuses("deep.toml", format!("a = {}", "[".repeat(500_000)).as_bytes(), "deep.toml:1: ");
    refuses("binary.csv", &[0xff; 64], "binary.csv:1: is not UTF-8");
    refuses("huge.toml", &vec![b'#'; 20 << 20], "has 20971520 bytes; the limit is 1048576");
    refuses("many.csv", format!("question,answer{}", "\nq,a".repeat(5_001)).as_bytes(), "holds more than 5000 entries");
    refuses("cells.csv", b"question,answer\r\n\r\n=1+1,two,three\r\n", "cells.csv:3: has 3 cells");
    refuses("faq.exe", FAQ.as_bytes(), "is neither a .toml nor a .csv file");
    let said = refused(dir, "import --guild GUILD none.toml", 2);
    assert!(said.contains("none.toml: cannot be read"), "{said}");
    assert!(refused(dir, "export --guild GUILD", 1).contains("has no entries"));
}

#[tokio::test]
async fn arguments_and_databases_that_are_none_are_told_so() {
    let home = home().await;
    let dir = home.path();
    for line in [
        "export",
        "export --guild x",
        "export --guild 0",
        "import --guild GUILD",
        "backup",
        "restore",
        "export --guild GUILD --format xml",
    ] {
        let ran = run(&line.replace("GUILD", GUILD).split(' ').collect::<Vec<_>>(), b"");
        assert!(ran.status == 2 && ran.stdout.is_empty() && ran.stderr.contains("--help"), "{line}: {}", ran.stderr);
    }
    fs::remove_file(dir.join("jet-senpai.db")).expect("it was there");
    for line in ["export --guild GUILD", "import --guild GUILD faq.toml", "backup copy.db"] {
        assert!(refused(dir, line, 2).starts_with("jet-senpai: jet-senpai.db: there is no database there"), "{line}");
    }
    assert!(!dir.join("jet-senpai.db").exists(), "only the bot makes one");
    fs::write(dir.join("jet-senpai.toml"), "database_url = \"postgres://me:hunter2@127.0.0.1:1/x\"")
        .expect("it can be written");
    let said = refused(dir, "backup copy.db", 2);
    assert!(said.contains("postgres://me@127.0.0.1:1/x: is a PostgreSQL server; back it up with `pg_dump`"), "{said}");
    assert!(!refused(dir, "export --guild GUILD", 1).contains("hunter2"));
}

#[tokio::test]
async fn a_copy_is_made_checked_and_put_back() {
    let home = home().await;
    let dir = home.path();
    done(dir, "import --guild GUILD faq.toml");
    let said = done(dir, "backup copy.db");
    assert!(said.starts_with("copy.db: ") && said.ends_with(" bytes, verified\n"), "{said}");
    assert!(refused(dir, "backup copy.db", 2).contains("copy.db: already exists"));
    fs::write(dir.join("faq.toml"), FAQ.replace("Two.", "Three.")).expect("it can be written");
    done(dir, "import --guild GUILD faq.toml");
    insta::assert_snapshot!(refused(dir, "restore copy.db", 2), @"jet-senpai: jet-senpai.db: is not empty: it holds the data of 1 server; --force replaces it, and keeps the old one beside it");
    insta::assert_snapshot!(done(dir, "restore copy.db --force"), @"
    jet-senpai.db: restored from copy.db
    jet-senpai.db-old: the previous database
    ");
    assert!(done(dir, "export --guild GUILD").contains("\"Two.\""));
    fs::write(dir.join("bad.db"), b"no").expect("it can be written");
    insta::assert_snapshot!(refused(dir, "restore bad.db --force", 2), @"jet-senpai: bad.db: is damaged or not a database; use another backup");
    assert!(done(dir, "export --guild GUILD").contains("\"Two.\""));
}

#[tokio::test]
async fn the_bot_sees_what_was_imported_in_a_shell_while_it_runs() {
    let home = home().await;
    let dir = home.path();
    let running = open_database(&DatabaseUrl::File(dir.join("jet-senpai.db")), DEFAULT_TIMEOUT, None)
        .await
        .expect("it can be opened");
    let guild = GUILD.parse().expect("it is a number");
    assert_eq!(faq::store::guild_revision(&running, guild).await, Ok(0));
    done(dir, "import --guild GUILD faq.toml");
    assert_eq!(faq::store::guild_revision(&running, guild).await, Ok(1));
    assert!(refused(dir, "restore faq.toml", 2).contains("faq.toml: is damaged or not a database"));
    done(dir, "backup copy.db");
    assert!(refused(dir, "restore copy.db --force", 1).contains("is in use; stop the bot"));
    running.close().await;
}
