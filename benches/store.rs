//! What the database costs, on SQLite, and on PostgreSQL where `TEST_POSTGRES_URL` is set:
//! `.ci/postgres cargo bench --bench store`

#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark may fail loudly")]

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::{Bencher, black_box};
use jet_senpai::bot::guild::commit::{Actor, Change, Commit, CommitOutcome, Edit};
use jet_senpai::bot::inbox::store::{LoggedQuestion, QueryOutcome};
use jet_senpai::bot::{faq, guild, inbox, open_database};
use jet_senpai::db::{DEFAULT_TIMEOUT, Database, DatabaseUrl, new_id};
use jet_senpai::knowledge::{Entry, Origin};
use jet_senpai::ui::StableHash;
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Runtime;

fn main() {
    divan::main();
}

/// The databases.
const KINDS: [&str; 2] = ["SQLite", "PostgreSQL"];

/// Entries of a huge guild.
const MANY: usize = 10_000;

/// Entries of the largest import.
const IMPORT: usize = 5_000;

/// A database, and what keeps it.
struct Place {
    runtime: Runtime,
    store: Database,
    _dir: TempDir,
}

impl Place {
    /// A new one; none where there is no such server. On a server each guild is new instead.
    fn new(kind: &str) -> Option<Self> {
        let dir = tempfile::tempdir().expect("there is room");
        let location = match kind {
            "SQLite" => DatabaseUrl::File(dir.path().join("bench.sqlite")),
            _ => env::var("TEST_POSTGRES_URL").ok()?.parse().expect("it is an address"),
        };
        let runtime = Runtime::new().expect("there are threads");
        let store = runtime.block_on(open_database(&location, DEFAULT_TIMEOUT, None)).expect("it opens");
        Some(Self { runtime, store, _dir: dir })
    }

    fn commit(&self, guild: u64, entries: Vec<Entry>, from: Option<i64>) -> i64 {
        let write = |entry| Change::Write(Edit { entry, active: true, replaces: None, from });
        let effects = entries.into_iter().map(write).collect();
        let commit =
            Commit { guild, by: Actor { member: 1, name: "Mori".to_owned() }, at: Timestamp::UNIX_EPOCH, effects };
        match self.runtime.block_on(guild::commit::commit(&self.store, &commit)).expect("it is stored") {
            CommitOutcome::Done(revision) => revision,
            CommitOutcome::Conflict { id, .. } => panic!("{id} is there"),
        }
    }
}

/// A guild that nobody has used.
fn guild() -> u64 {
    u64::try_from(new_id().bits() >> 65).expect("it is cut")
}

fn entry(number: usize) -> Entry {
    Entry {
        id: format!("entry-{number}"),
        question: format!("What does a teacher do on the {number}th day of school?"),
        aliases: (0..4).map(|other| format!("another way ({other}) to ask of day {number}")).collect(),
        answer: "They introduce themselves in both languages, and play a game. ".repeat(5),
        tags: vec!["school".to_owned(), "day".to_owned()],
        ..Entry::default()
    }
}

#[divan::bench(args = KINDS)]
fn revision(bencher: Bencher, kind: &str) {
    let Some(place) = Place::new(kind) else { return };
    let guild = guild();
    place.commit(guild, vec![entry(0)], None);
    bencher.bench_local(|| {
        black_box(place.runtime.block_on(faq::store::guild_revision(&place.store, guild)).expect("it is read"))
    });
}

#[divan::bench(args = KINDS)]
fn commit_an_edit(bencher: Bencher, kind: &str) {
    let Some(place) = Place::new(kind) else { return };
    let (guild, mut version) = (guild(), None);
    bencher.bench_local(|| {
        place.commit(guild, vec![entry(0)], version);
        version = Some(version.unwrap_or(0) + 1);
    });
}

#[divan::bench(args = KINDS, sample_count = 5, sample_size = 1)]
fn load_10_000_entries(bencher: Bencher, kind: &str) {
    let Some(place) = Place::new(kind) else { return };
    let guild = guild();
    for some in (0..MANY).collect::<Vec<_>>().chunks(IMPORT) {
        place.commit(guild, some.iter().map(|number| entry(*number)).collect(), None);
    }
    bencher.bench_local(|| {
        let (_, entries) =
            place.runtime.block_on(faq::store::changes_since(&place.store, guild, 0)).expect("it is read");
        assert_eq!(entries.len(), MANY);
    });
}

#[divan::bench(args = KINDS, sample_count = 5, sample_size = 1)]
fn import_5_000_entries(bencher: Bencher, kind: &str) {
    let Some(place) = Place::new(kind) else { return };
    bencher.bench_local(|| place.commit(guild(), (0..IMPORT).map(entry).collect(), None));
}

#[divan::bench(args = KINDS, sample_count = 20, sample_size = 1)]
fn note_500_questions(bencher: Bencher, kind: &str) {
    let Some(place) = Place::new(kind) else { return };
    let (guild, count) = (guild(), AtomicUsize::new(0));
    bencher.bench_local(|| {
        let asked = |_| {
            let text = format!("Question {}?", count.fetch_add(1, Ordering::Relaxed) % 5_000);
            let (question, entry) = (StableHash::question(&text), Some(StableHash::entry("a", Origin::Guild)));
            LoggedQuestion { guild, question, text, at: Timestamp::UNIX_EPOCH, what: QueryOutcome::Answered, entry }
        };
        let asked: Vec<LoggedQuestion> = (0..500).map(asked).collect();
        place.runtime.block_on(inbox::store::log_questions(&place.store, &asked)).expect("it is stored");
    });
}
