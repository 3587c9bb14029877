//! Processes that are killed while they write. Whatever one had said was stored is there afterwards, whole, with its
//! history, its audit and its revision. `TORTURE_KILLS` says how often (10).
#![cfg(unix)]

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use jet_senpai::bot::daily::store::ScheduleUpdate;
use jet_senpai::bot::guild::commit::{Actor, Change, Commit, CommitOutcome};
use jet_senpai::bot::{daily, faq, guild, open_database};
use jet_senpai::db::{Database, DatabaseUrl, new_id};
use jet_senpai::knowledge::Origin;
use jet_senpai::ui::StableHash;

use crate::highlights;
use crate::place::{GUILD, PATIENCE, Place, at, both, entry, write};

/// Where the process that writes finds its database, and who it is.
const PLACE: &str = "JET_SENPAI_TEST_PLACE";
const ROUND: &str = "JET_SENPAI_TEST_ROUND";
/// How many edits each of the processes makes that write at the same time …
const EDITS: &str = "JET_SENPAI_TEST_EDITS";
/// … and on how many entries.
const SHARED: usize = 50;

/// A process that writes; it does not outlive its test.
struct Writer(Child);

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Writer {
    fn start(what: &str, place: &Place, round: usize, edits: usize) -> Self {
        let child = Command::new(env::current_exe().unwrap())
            .args(["--exact", what, "--ignored", "--nocapture"])
            .env(PLACE, place.address())
            .env(ROUND, round.to_string())
            .env(EDITS, edits.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn();
        Self(child.unwrap())
    }

    /// What it has said, line by line, until it ends or `enough` lines are there; then it is killed.
    fn said(mut self, enough: usize, kill: bool) -> Vec<String> {
        let lines = BufReader::new(self.0.stdout.take().unwrap()).lines().map_while(Result::ok);
        let told = lines.filter_map(|line| line.strip_prefix("stored ").map(str::to_owned));
        let mut said = Vec::new();
        for line in told {
            said.push(line);
            if kill && said.len() == enough {
                // On and on it writes; SIGKILL comes at whatever moment that is.
                self.0.kill().unwrap();
            }
        }
        self.0.wait().unwrap();
        said
    }
}

/// The database of the process that writes; none where this is no such process.
async fn place() -> Option<Database> {
    let address = env::var(PLACE).ok()?;
    let location = address.parse().unwrap_or_else(|_| DatabaseUrl::File(address.into()));
    Some(open_database(&location, PATIENCE * 20, None).await.unwrap())
}

/// Not a test, but what one kills: it writes three entries at a time, and says so once they are stored.
#[tokio::test]
#[ignore = "only as a process of another test"]
async fn writer() {
    let Some(store) = place().await else { return };
    let round = env::var(ROUND).unwrap();
    for number in 0.. {
        let id = format!("r{round}-{number}");
        let three = ["x", "y", "z"].map(|part| write(entry(&format!("{id}-{part}"), "stored"), None));
        let by = Actor { member: 77, name: "Mori".to_owned() };
        let commit = Commit { guild: GUILD, by, at: at(0), effects: three.into_iter().collect() };
        if let Ok(CommitOutcome::Done(revision)) = guild::commit::commit(&store, &commit).await {
            println!("stored {id} {revision}");
        }
    }
}

#[tokio::test]
async fn whoever_is_killed_while_writing_loses_nothing_that_was_confirmed_and_leaves_nothing_half_done() {
    let kills: usize = env::var("TORTURE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10);
    crate::place::file(async |place| {
        let mut confirmed = Vec::new();
        place.open().await.close().await;
        for round in 0..kills {
            let said = Writer::start("torture::writer", place, round, 0).said(1 + round * 7 % 40, true);
            assert!(!said.is_empty(), "it wrote nothing in round {round}");
            confirmed.extend(said);
            assert_eq!(place.text("PRAGMA integrity_check").await, "ok");
        }
        let store = place.open().await;
        let (revision, entries) = faq::store::changes_since(&store, GUILD, 0).await.unwrap();
        for line in &confirmed {
            let (id, at) = line.split_once(' ').unwrap();
            assert!(at.parse::<i64>().unwrap() <= revision);
            for part in ["x", "y", "z"] {
                let name = StableHash::entry(&format!("{id}-{part}"), Origin::Guild);
                assert!(faq::store::find_entry(&store, GUILD, name).await.unwrap().is_some(), "{id}-{part} is lost");
            }
        }
        // Of the last commits nobody heard; they, too, are whole.
        assert!(entries.len() >= confirmed.len() * 3 && entries.len() % 3 == 0, "{} entries", entries.len());
        let all = i64::try_from(entries.len()).unwrap();
        assert_eq!(place.number("SELECT COUNT(*) FROM entry_version").await, all);
        assert_eq!(place.number("SELECT COUNT(*) FROM audit").await, all);
        assert_eq!(revision, all / 3);
        store.close().await;
    })
    .await;
}

/// Not a test, but one of those that write at the same time: it adds its marks to whatever the others have written.
#[tokio::test]
#[ignore = "only as a process of another test"]
async fn editor() {
    let Some(store) = place().await else { return };
    let (who, edits) = (env::var(ROUND).unwrap(), env::var(EDITS).unwrap().parse::<usize>().unwrap());
    for number in 0..edits {
        let id = format!("shared-{}", number % SHARED);
        loop {
            let held =
                faq::store::find_entry(&store, GUILD, StableHash::entry(&id, Origin::Guild)).await.unwrap().unwrap();
            let mut edited = jet_senpai::knowledge::Entry::clone(&held.entry);
            edited.aliases.push(format!("{who}-{number}"));
            let by = Actor { member: 77, name: who.clone() };
            let effects: Vec<Change> = vec![write(edited, Some(held.version))];
            match guild::commit::commit(&store, &Commit { guild: GUILD, by, at: at(0), effects }).await {
                Ok(CommitOutcome::Done(_)) => break,
                // Somebody was faster, or the database is busy: whoever edits tries again on what is there now.
                Ok(CommitOutcome::Conflict { .. }) | Err(_) => {}
            }
        }
    }
    println!("stored all 0");
}

/// Not a test, but one of those that want to post on every day, and say on which they may.
#[tokio::test]
#[ignore = "only as a process of another test"]
async fn poster() {
    let Some(store) = place().await else { return };
    let days = env::var(EDITS).unwrap().parse::<usize>().unwrap();
    for day in 0..days {
        let mut schedule = daily::store::schedules(&store, GUILD).await.unwrap().remove(0);
        let post = highlights::post(&schedule, &format!("{day}"));
        schedule.plan.checked += 1;
        let claim = Some((post, at(60)));
        if daily::store::update_schedule(&store, &ScheduleUpdate { claim, ..highlights::schedule_update(&schedule) })
            .await
            == Ok(true)
        {
            println!("stored {day} 0");
        }
    }
}

#[tokio::test]
async fn two_processes_that_post_on_the_same_days_post_once_on_each() {
    both(async |place| {
        let store = place.open().await;
        let schedule = highlights::stored(&store, GUILD).await;
        let days = if place.is_file() { 100 } else { 500 };
        let posters: Vec<Writer> = (0..2).map(|who| Writer::start("torture::poster", place, who, days)).collect();
        let mut said = Vec::new();
        for poster in posters {
            said.extend(tokio::task::spawn_blocking(|| poster.said(usize::MAX, false)).await.unwrap());
        }
        let all = said.len();
        said.sort();
        said.dedup();
        let posts = place.number("SELECT COUNT(*) FROM highlight").await;
        assert_eq!((said.len(), i64::try_from(all).unwrap()), (all, posts));
        // Each claim has changed the schedule, and nothing else has.
        let schedule = daily::store::find_schedule(&store, GUILD, schedule.id).await.unwrap().unwrap();
        let version = 1 + i64::try_from(all).unwrap();
        assert_eq!((schedule.version, schedule.plan.checked), (version, version - 1));
        assert!(all >= days / 2, "{all}");
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn two_processes_that_edit_the_same_entries_lose_none_of_each_other_s_edits() {
    both(async |place| {
        let store = place.open().await;
        let by = Actor { member: 77, name: new_id().to_string() };
        let effects = (0..SHARED).map(|number| write(entry(&format!("shared-{number}"), "shared"), None)).collect();
        let commit = Commit { guild: GUILD, by, at: at(0), effects };
        assert!(matches!(guild::commit::commit(&store, &commit).await, Ok(CommitOutcome::Done(1))));
        // SQLite has one writer, and waits for the disk: a tenth shows the same.
        let edits: usize = if place.is_file() { 100 } else { 1_000 };
        let writers: Vec<Writer> = (0..2).map(|who| Writer::start("torture::editor", place, who, edits)).collect();
        for writer in writers {
            let done = tokio::task::spawn_blocking(|| writer.said(1, false)).await.unwrap();
            assert_eq!(done, ["all 0"]);
        }
        let (revision, entries) = faq::store::changes_since(&store, GUILD, 0).await.unwrap();
        assert_eq!(revision, i64::try_from(1 + 2 * edits).unwrap());
        let mut marks = 0;
        for held in entries {
            let added = &held.entry.aliases[1..];
            marks += added.len();
            let history = faq::store::entry_history(&store, GUILD, &held.entry.id).await.unwrap();
            let versions: Vec<i64> = history.iter().map(|one| one.stored.version).collect();
            let all: Vec<i64> = (1..=held.version).rev().collect();
            assert_eq!(versions, all, "the history of {} has gaps", held.entry.id);
            assert_eq!(added.len() + 1, all.len(), "{} has lost an edit", held.entry.id);
        }
        assert_eq!(marks, 2 * edits);
        store.close().await;
    })
    .await;
}
