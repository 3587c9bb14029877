//! What a question costs in a guild with 10,000 entries of its own, from the action to the reply, with a database: while
//! nothing changes, and while a moderator edits; how soon an edit answers, and when its index is built again.
//! `cargo bench --bench guild`

#![expect(clippy::expect_used, reason = "a benchmark may fail loudly")]

#[path = "support/synthetic.rs"]
mod synthetic;
#[path = "support/times.rs"]
mod times;

use std::sync::Arc;
use std::time::{Duration, Instant};

use jet_senpai::bot::guild::commit::{Actor, Change, Commit, CommitOutcome, Edit};
use jet_senpai::bot::{Action, App, KnowledgeIndex, RequestContext, guild, open_database};
use jet_senpai::db::{DEFAULT_TIMEOUT, Database, DatabaseUrl};
use jet_senpai::knowledge::{Entry, Knowledge};
use jet_senpai::search::Question;
use jiff::Timestamp;
use times::{millis, report};

/// The guild, and how many entries it has.
const GUILD: u64 = 1_100_000_000_000_000_001;
const ENTRIES: usize = 10_000;
/// Questions that are measured.
const QUESTIONS: usize = 2_000;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let database =
        open_database(&DatabaseUrl::File(home.path().join("bench.db")), DEFAULT_TIMEOUT, None).await.expect("it opens");
    let store = Arc::new(database);
    let knowledge = Arc::new(Knowledge::builtin().expect("the curated knowledge loads"));
    let app = App::new(KnowledgeIndex::new(knowledge, Vec::new()).with_autocomplete())
        .with_store(Arc::<Database>::clone(&store));

    let began = Instant::now();
    let new = synthetic::synthetic(ENTRIES).into_iter().map(|entry| write(entry, None)).collect();
    commit(&store, new).await;
    println!("{:40} {:>9.1} ms", "storing 10,000 entries at once", millis(began.elapsed()));
    let began = Instant::now();
    ask(&app, "What does a CIR do?").await;
    println!("{:40} {:>9.1} ms", "the first question, which reads them all", millis(began.elapsed()));

    report("a question", measured(&app, &store, false).await);
    report("a question, with an edit before every tenth", measured(&app, &store, true).await);
}

/// Asks, and says how long each question took; an edit is answered by the question that follows it.
async fn measured(app: &App, store: &Database, edits: bool) -> Vec<Duration> {
    let asked = ["how hard is the jet interview", "waht time do you strat and finsh work", "whats the pay like"];
    let mut times = Vec::new();
    for number in 0..QUESTIONS {
        if edits && number % 10 == 0 {
            let entry = Entry {
                id: format!("edit-{number}"),
                question: format!("Where does ferry {number} to the island leave?"),
                answer: format!("From pier {number}."),
                ..Entry::default()
            };
            commit(store, vec![write(entry, None)]).await;
            let began = Instant::now();
            let answer = ask(app, &format!("where does ferry {number} leave?")).await;
            times.push(began.elapsed());
            assert!(answer.contains(&format!("pier {number}.")), "the edit does not answer: {answer}");
            continue;
        }
        let began = Instant::now();
        ask(app, asked[number % asked.len()]).await;
        times.push(began.elapsed());
    }
    times
}

async fn ask(app: &App, question: &str) -> String {
    let visitor = RequestContext { guild: Some(GUILD), member: Some(7), ..RequestContext::default() };
    let reply = app.handle(&visitor, Action::Ask(Question::new(question))).await;
    reply.cards.first().map(|card| card.answer.clone()).unwrap_or_default()
}

fn write(entry: Entry, from: Option<i64>) -> Change {
    Change::Write(Edit { entry, active: true, replaces: None, from })
}

async fn commit(store: &Database, effects: Vec<Change>) {
    let by = Actor { member: 77, name: "Mori".to_owned() };
    let commit = Commit { guild: GUILD, by, at: Timestamp::now(), effects };
    assert!(matches!(guild::commit::commit(store, &commit).await, Ok(CommitOutcome::Done(_))), "it is stored");
}
