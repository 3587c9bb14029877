//! What matching by meaning costs: the encoder, a question from its text to its reply, at the curated size and with 10,000
//! entries of a community; 500 questions a second for a minute; and reading 10,000 new entries while questions are asked.
//! `cargo bench --bench meaning`, or a part of it: `cargo bench --bench meaning -- ask`, `… -- load`, `… -- read`

#![expect(clippy::expect_used, reason = "a benchmark may fail loudly")]

#[path = "support/synthetic.rs"]
mod synthetic;
#[path = "support/times.rs"]
mod times;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jet_senpai::boot::EncoderRuntime;
use jet_senpai::bot::ask;
use jet_senpai::bot::ask::embedding_indexer;
use jet_senpai::bot::guild::commit::{Actor, Change, Commit, CommitOutcome, Edit};
use jet_senpai::bot::{Action, App, AsyncEncoder, KnowledgeIndex, RequestContext, guild, open_database};
use jet_senpai::config::EncoderConfig;
use jet_senpai::db::{DEFAULT_TIMEOUT, Database, DatabaseUrl};
use jet_senpai::encoder::{EncoderPool, Model, ModelSource, POOLED, TOKEN};
use jet_senpai::knowledge::Knowledge;
use jet_senpai::search::{Embedding, EncodeError, EncodedToken, Encoder as _, Encoding, Question};
use jiff::Timestamp;
use times::report;

/// Entries of a community that has many.
const MANY: usize = 10_000;

/// Questions that are measured one by one.
const QUESTIONS: usize = 1_000;

/// Questions a second, and for how long.
const RATE: u32 = 500;
const MINUTE: Duration = Duration::from_mins(1);

/// The guild whose entries are read.
const GUILD: u64 = 1_100_000_000_000_000_001;

/// Questions of twelve words, whose last one is made up so that no cache knows them.
const TWELVE_WORDS: [&str; 4] = [
    "do i need to speak japanese to be an ALT in",
    "how hard is the interview for somebody who has never taught",
    "can i choose the town or the school where i work",
    "what time do you start and finish work on days like",
];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wants = |part: &str| wanted.is_empty() || wanted.iter().any(|one| one == part);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if wants("ask") {
        ask();
    }
    if wants("load") {
        runtime.block_on(load());
    }
    if wants("read") {
        runtime.block_on(read());
    }
}

fn question(number: usize) -> String {
    format!("{} {number}", TWELVE_WORDS[number % TWELVE_WORDS.len()])
}

/// The curated knowledge and `count` made-up entries, understood: the former by the encoder, the latter, to save an hour of
/// it, by vectors that are made up like themselves.
fn library(encoder_runtime: &EncoderRuntime, count: usize) -> KnowledgeIndex {
    let knowledge = Arc::new(Knowledge::builtin().expect("the curated knowledge loads"));
    let library = KnowledgeIndex::new(knowledge, synthetic::synthetic(count)).with_autocomplete();
    let mut seed = 1;
    let made_up = ask::embedding::encodable(&library)
        .filter(|one| one.entry().is_some_and(|entry| entry.id.starts_with("entry-")));
    for one in made_up {
        let encodings: Vec<Encoding> = one.texts().iter().map(|text| made_up_encoding(text, &mut seed)).collect();
        one.understand(Arc::new(Embedding::new(&encodings).expect("every entry says something")));
    }
    encoder_runtime.read(&library);
    library
}

/// An encoding of as many pieces as a text has words, and a third more.
fn made_up_encoding(text: &str, seed: &mut u64) -> Encoding {
    let pieces = text.split(' ').count() * 4 / 3;
    let mut vectors = |count: usize, dimension: usize| {
        let mut random = || {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f32::from(u8::try_from(*seed >> 56).unwrap_or_default()) - 127.5
        };
        let vector = |_| {
            let vector: Vec<f32> = (0..dimension).map(|_| random()).collect();
            let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
            vector.into_iter().map(move |value| value / length)
        };
        (0..count).flat_map(vector).collect()
    };
    let (pooled, each) = (vectors(1, POOLED), vectors(pieces, TOKEN));
    Encoding { pooled, pieces: vec![EncodedToken { id: 0, start: 0 }; pieces].into(), vectors: each }
}

fn encoder_runtime() -> EncoderRuntime {
    EncoderRuntime::new(&EncoderConfig::default()).expect("the encoder works").expect("it is enabled")
}

/// One question after another, on one core.
fn ask() {
    let model = Model::load(ModelSource::Builtin).expect("the encoder works");
    let encoded = (0..QUESTIONS).map(|number| timed(|| model.encode(&question(number)).expect("it is encoded")));
    report("encoding a question of 12 words", encoded.collect());
    drop(model);

    let encoder_runtime = encoder_runtime();
    let curated = library(&encoder_runtime, 0);
    let answered = (0..QUESTIONS).map(|number| timed(|| answer(&encoder_runtime, &curated, &question(number))));
    report("a question, over the curated entries", answered.collect());
    println!("{:55} {:>8.1} MB", "resident memory by then", resident());
    drop(curated);

    let many = library(&encoder_runtime, MANY);
    let answered = (0..QUESTIONS).map(|number| timed(|| answer(&encoder_runtime, &many, &question(number))));
    report("a question, over 10,000 entries more", answered.collect());
}

fn answer(encoder_runtime: &EncoderRuntime, library: &KnowledgeIndex, text: &str) -> usize {
    let question = Question::new(text);
    let meant = encoder_runtime.meant(library, &question);
    library.ask(&RequestContext::default(), &Question { meant: &meant, ..question }).reply.cards.len()
}

/// How long something takes.
fn timed<T>(what: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    std::hint::black_box(what());
    began.elapsed()
}

/// An encoder that counts what it takes and what it turns away.
struct Counting {
    encoder_pool: EncoderPool,
    taken: AtomicUsize,
    turned_away: AtomicUsize,
}

#[async_trait]
impl AsyncEncoder for Counting {
    fn model(&self) -> &str {
        self.encoder_pool.model()
    }

    async fn question(&self, text: &str) -> Option<Arc<Encoding>> {
        let encoding = self.encoder_pool.question(text).await;
        let count = if encoding.is_some() { &self.taken } else { &self.turned_away };
        count.fetch_add(1, Ordering::Relaxed);
        encoding
    }

    async fn entry(&self, text: &str) -> Result<Encoding, EncodeError> {
        self.encoder_pool.entry(text).await
    }
}

/// As many different questions a second as no two cores can encode, each asked when it is due, however late others are.
async fn load() {
    let encoder_runtime = encoder_runtime();
    let curated = library(&encoder_runtime, 0);
    let encoder_pool = encoder_runtime.encoder_pool().expect("the system gives threads");
    let counting =
        Arc::new(Counting { encoder_pool, taken: AtomicUsize::default(), turned_away: AtomicUsize::default() });
    let app = Arc::new(App::new(curated).with_encoder(Arc::<Counting>::clone(&counting)));
    let began = Instant::now();
    let mut asking = Vec::new();
    for number in 0.. {
        let due = began + Duration::from_secs(1) * number / RATE;
        if due - began >= MINUTE {
            break;
        }
        tokio::time::sleep_until(due.into()).await;
        let app = Arc::clone(&app);
        asking.push(tokio::spawn(async move {
            let text = question(usize::try_from(number).unwrap_or_default());
            app.handle(&RequestContext::default(), Action::Ask(Question::new(&text))).await;
            due.elapsed()
        }));
    }
    let mut times = Vec::new();
    for one in asking {
        times.push(one.await.expect("it is answered"));
    }
    println!("{} questions in {:.1} s:", times.len(), began.elapsed().as_secs_f64());
    report("  from when it was due to its answer", times);
    let [taken, turned_away] = [&counting.taken, &counting.turned_away].map(|count| count.load(Ordering::Relaxed));
    println!("  by meaning {taken}, by words alone, because the encoder had too much to do, {turned_away}");
}

/// Ten thousand new entries at once, and questions while they are read.
async fn read() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let database =
        open_database(&DatabaseUrl::File(home.path().join("bench.db")), DEFAULT_TIMEOUT, None).await.expect("it opens");
    let store = Arc::new(database);
    let encoder_runtime = encoder_runtime();
    let encoder_pool = Arc::new(encoder_runtime.encoder_pool().expect("the system gives threads"));
    let app =
        App::new(library(&encoder_runtime, 0)).with_store(Arc::<Database>::clone(&store)).with_encoder(encoder_pool);
    let write = |entry| Change::Write(Edit { entry, active: true, replaces: None, from: None });
    let commit = Commit {
        guild: GUILD,
        by: Actor { member: 77, name: "Mori".to_owned() },
        at: Timestamp::now(),
        effects: synthetic::synthetic(MANY).into_iter().map(write).collect(),
    };
    assert!(matches!(guild::commit::commit(&store, &commit).await, Ok(CommitOutcome::Done(_))), "it is stored");

    let visitor = RequestContext { guild: Some(GUILD), member: Some(7), ..RequestContext::default() };
    let began = Instant::now();
    let mut times = Vec::new();
    for number in 0.. {
        let text = question(number);
        let asked = Instant::now();
        app.handle(&visitor, Action::Ask(Question::new(&text))).await;
        if number > 0 {
            times.push(asked.elapsed());
        }
        if embedding_indexer::understands(&app, GUILD) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!("{:55} {:>8.1} s", "reading 10,000 new entries, beside everything else", began.elapsed().as_secs_f64());
    report("a question meanwhile", times);
}

/// Megabytes of memory that this process has.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1_000.0)
}
