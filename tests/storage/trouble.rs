//! The database is locked, full, or out of reach: what can be read is read, what was not saved is said not to be, and
//! nothing that was confirmed is lost.

use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use jet_senpai::bot::guild::commit::CommitOutcome;
use jet_senpai::bot::{faq, guild, open_database};
use jet_senpai::db::{DatabaseUrl, StoreError};
use sqlx::{AssertSqlSafe, Connection as _};

use crate::place::{GUILD, PATIENCE, at, both, commit, done, entry, file, write};

#[tokio::test]
async fn while_another_process_keeps_it_locked_it_is_read_and_a_write_says_so_soon() {
    both(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None)]).await;
        let mut other = place.beside().await;
        let lock = if place.is_file() { "BEGIN IMMEDIATE" } else { "BEGIN; SELECT * FROM guild FOR UPDATE" };
        sqlx::raw_sql(lock).execute(&mut other).await.unwrap();
        let began = Instant::now();
        let refused = guild::commit::commit(&store, &commit([write(entry("a", "two"), Some(1))])).await;
        assert_eq!(refused.err(), Some(StoreError::Unavailable("it is locked by another process".to_owned())));
        assert!(began.elapsed() < 4 * PATIENCE, "{:?}", began.elapsed());
        assert_eq!(faq::store::guild_revision(&store, GUILD).await, Ok(1));
        sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
        assert_eq!(done(&store, [write(entry("a", "two"), Some(1))]).await, 2);
        other.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_stops_waiting_leaves_nothing_half_done() {
    both(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None)]).await;
        for micros in (0..4_000).step_by(100) {
            let effects =
                [write(entry(&format!("b{micros}"), "one"), None), write(entry(&format!("c{micros}"), "one"), None)];
            let commit = commit(effects);
            drop(tokio::time::timeout(Duration::from_micros(micros), guild::commit::commit(&store, &commit)).await);
        }
        // Waits for whatever is still being done.
        let revision = done(&store, [write(entry("a", "two"), Some(1))]).await;
        let (_, entries) = faq::store::changes_since(&store, GUILD, 0).await.unwrap();
        let (mut first, mut second): (Vec<String>, Vec<String>) =
            entries.iter().map(|held| held.entry.id.clone()).filter(|id| id != "a").partition(|id| id.starts_with('b'));
        first.iter_mut().chain(&mut second).for_each(|id| *id = id.split_off(1));
        assert_eq!(first, second);
        assert_eq!(revision, 2 + i64::try_from(first.len()).unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_was_cut_is_made_again() {
    both(async |place| {
        if place.is_file() {
            return;
        }
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None)]).await;
        let mut beside = place.beside().await;
        let cut = "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        for version in 1..4 {
            sqlx::query(cut).execute(&mut beside).await.unwrap();
            assert_eq!(faq::store::guild_revision(&store, GUILD).await, Ok(version));
            sqlx::query(cut).execute(&mut beside).await.unwrap();
            assert_eq!(done(&store, [write(entry("a", "more"), Some(version))]).await, version + 1);
        }
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_somebody_damaged_does_not_take_the_others_with_it() {
    both(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None), write(entry("b", "one"), None)]).await;
        place.execute("UPDATE entry SET content = 'nonsense' WHERE id = 'a'").await;
        let (_, entries) = faq::store::changes_since(&store, GUILD, 0).await.unwrap();
        assert_eq!(entries.iter().map(|held| &*held.entry.id).collect::<Vec<_>>(), ["b"]);
        let history = faq::store::entry_history(&store, GUILD, "a").await.unwrap();
        assert_eq!((history.len(), history[0].at), (1, at(0)));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_may_only_be_read_is_refused_before_anything_else() {
    file(async |place| {
        place.open().await.close().await;
        let DatabaseUrl::File(path) = &place.location else { panic!() };
        // Whoever is root may write everything; a directory of nothing but what may be read is what they cannot make.
        let mut permissions = fs::metadata(path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(path, permissions).unwrap();
        if fs::OpenOptions::new().append(true).open(path).is_ok() {
            return;
        }
        let error = open_database(&place.location, PATIENCE, None).await.err().unwrap().to_string();
        assert!(error.contains("can't read and write it"), "{error}");
    })
    .await;
}

/// The limit of the disk, in the process that [`a_full_disk_is_said_and_nothing_is_lost`] starts.
const FULL: &str = "JET_SENPAI_TEST_FULL_DISK";

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("full.sqlite");
    let program = env::current_exe().unwrap();
    // Files may not grow beyond a megabyte there, and trying to is no signal but an error.
    let script = "trap '' XFSZ; ulimit -f 1000; exec \"$0\" --exact trouble::in_a_full_disk --nocapture";
    let mut command = Command::new("bash");
    command.args(["-c", script]).arg(&program).env(FULL, &path);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8_lossy(&output.stdout);
    let confirmed: i64 = said.lines().find_map(|line| line.strip_prefix("confirmed ")).unwrap().parse().unwrap();
    // With room again, it goes on where it was.
    let store = open_database(&DatabaseUrl::File(path), PATIENCE, None).await.unwrap();
    assert!(confirmed > 10);
    assert_eq!(faq::store::guild_revision(&store, GUILD).await, Ok(confirmed));
    assert_eq!(faq::store::changes_since(&store, GUILD, 0).await.unwrap().1.len(), usize::try_from(confirmed).unwrap());
    assert_eq!(done(&store, [write(entry("z", "one"), None)]).await, confirmed + 1);
}

/// What happens where the disk is full: not a test of its own.
#[tokio::test]
async fn in_a_full_disk() {
    let Some(path) = env::var_os(FULL) else { return };
    let store = open_database(&DatabaseUrl::File(path.into()), PATIENCE, None).await.unwrap();
    let answer = "a long answer ".repeat(500);
    let (mut confirmed, mut refused) = (0, 0);
    while refused < 20 {
        match guild::commit::commit(&store, &commit([write(entry(&format!("e{confirmed}"), &answer), None)])).await {
            Ok(CommitOutcome::Done(revision)) => confirmed = revision,
            Ok(CommitOutcome::Conflict { id, .. }) => panic!("{id}"),
            Err(StoreError::Unavailable(why)) => {
                refused += 1;
                assert!(why.contains("the disk"), "{why}");
                // What is there is still read.
                assert_eq!(faq::store::guild_revision(&store, GUILD).await, Ok(confirmed));
            }
            Err(error) => panic!("{error}"),
        }
        assert!(confirmed < 1_000);
    }
    println!("\nconfirmed {confirmed}");
}

#[tokio::test]
async fn the_file_stays_sound() {
    file(async |place| {
        let store = place.open().await;
        for number in 0..50 {
            done(&store, [write(entry(&format!("e{number}"), "one"), None)]).await;
        }
        let check = sqlx::query(AssertSqlSafe("PRAGMA integrity_check".to_owned()));
        let row = check.fetch_one(&mut place.beside().await).await.unwrap();
        assert_eq!(sqlx::Row::get::<String, _>(&row, 0), "ok");
    })
    .await;
}
