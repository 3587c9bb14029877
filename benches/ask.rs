//! What a question costs: matching and composing the reply, at the curated size and with ever more entries of a
//! community; building the index; and the whole program from start to printed answer. `cargo bench`

#![expect(clippy::expect_used, reason = "a benchmark may fail loudly")]

#[path = "support/synthetic.rs"]
mod synthetic;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::{Bencher, black_box};
use jet_senpai::bot::ask;
use jet_senpai::bot::{AutocompleteField, KnowledgeIndex, RequestContext};
use jet_senpai::knowledge::{Entry, Knowledge};
use jet_senpai::search::Question;
use jet_senpai::ui::Locale;
use rustc_hash::FxHashSet;
use synthetic::synthetic;

fn main() {
    divan::main();
}

/// Questions as people ask them: short, long, misspelt, of several sentences, and about something unknown.
const QUESTIONS: [&str; 8] = [
    "What does a CIR do?",
    "how hard is the jet interview",
    "do i need to speak japanese to be an ALT in a small town",
    "whats the pay like",
    "waht time do you strat and finsh work",
    "who pays for my flight to japan",
    "I have never been abroad, I have two kids, and I don't speak any Japanese. Can I still come?",
    "radio show cir",
];

/// Entries of a community beside the curated ones.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Entries of an ordinary guild's own, and of a huge one, over the curated ones.
const GUILDS: [usize; 2] = [50, 10_000];

/// Entries that were edited since the guild's were indexed.
const EDITED: usize = 10;

fn curated() -> Arc<Knowledge> {
    Arc::new(Knowledge::builtin().expect("the curated knowledge loads"))
}

/// A library of the curated knowledge and `count` made-up entries.
fn library(count: usize) -> KnowledgeIndex {
    KnowledgeIndex::new(curated(), synthetic(count))
}

/// What a guild knows that has so many entries of its own, over the curated ones.
fn guild(curated: &Arc<KnowledgeIndex>, entries: usize) -> Arc<KnowledgeIndex> {
    Arc::new(over(curated, synthetic(entries)))
}

/// The same after ten of its entries were edited: what they were is hidden.
fn edited(guild: &Arc<KnowledgeIndex>) -> KnowledgeIndex {
    let edit = |entry: Entry| Entry { answer: format!("{} As of today.", entry.answer), ..entry };
    over(guild, synthetic(EDITED).into_iter().map(edit).collect())
}

fn over(base: &Arc<KnowledgeIndex>, entries: Vec<Entry>) -> KnowledgeIndex {
    let entries = entries.into_iter().map(Arc::new).collect();
    KnowledgeIndex::over(Arc::clone(base), entries, &FxHashSet::default(), &FxHashSet::default()).with_autocomplete()
}

/// Asks the questions in turn, so that the median is that of the mix.
fn ask(bencher: Bencher, library: &KnowledgeIndex) {
    let turn = AtomicUsize::new(0);
    bencher.with_inputs(|| QUESTIONS[turn.fetch_add(1, Ordering::Relaxed) % QUESTIONS.len()]).bench_values(
        |question| {
            black_box(library.ask(&RequestContext::default(), &Question::new(question)));
        },
    );
}

#[divan::bench(sample_count = 4_000, sample_size = 1)]
fn ask_curated(bencher: Bencher) {
    ask(bencher, &library(0));
}

#[divan::bench(args = SIZES, sample_count = 400, sample_size = 1)]
fn ask_curated_and(bencher: Bencher, entries: usize) {
    ask(bencher, &library(entries));
}

#[divan::bench(args = GUILDS, sample_count = 400, sample_size = 1)]
fn ask_over(bencher: Bencher, entries: usize) {
    ask(bencher, &guild(&Arc::new(library(0)), entries));
}

#[divan::bench(args = GUILDS, sample_count = 400, sample_size = 1)]
fn ask_over_edited(bencher: Bencher, entries: usize) {
    ask(bencher, &edited(&guild(&Arc::new(library(0)), entries)));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn build_curated(bencher: Bencher) {
    bencher.with_inputs(curated).bench_values(|knowledge| black_box(KnowledgeIndex::new(knowledge, Vec::new())));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn build_curated_and(bencher: Bencher, entries: usize) {
    let knowledge = curated();
    let inputs = || (Arc::clone(&knowledge), synthetic(entries));
    bencher.with_inputs(inputs).bench_values(|(knowledge, entries)| black_box(KnowledgeIndex::new(knowledge, entries)));
}

#[divan::bench(args = GUILDS, sample_count = 10, sample_size = 1)]
fn build_over(bencher: Bencher, entries: usize) {
    let curated = Arc::new(library(0));
    bencher.with_inputs(|| synthetic(entries)).bench_values(|entries| black_box(over(&curated, entries)));
}

#[divan::bench(args = GUILDS, sample_count = 100, sample_size = 1)]
fn build_edited(bencher: Bencher, entries: usize) {
    let guild = guild(&Arc::new(library(0)), entries);
    bencher.bench(|| black_box(edited(&guild)));
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn from_start_to_printed_answer() {
    let ran = Command::new(env!("CARGO_BIN_EXE_jet-senpai")).args(["ask", "What does a CIR do?"]).output();
    assert!(ran.expect("the program runs").status.success());
}

/// What somebody has typed so far.
const TYPED: [&str; 4] = ["how", "how many sch", "inter", "do i need to speak jap"];

#[divan::bench(args = [0, 1_000, 10_000, 100_000], sample_count = 400, sample_size = 1)]
fn complete(bencher: Bencher, entries: usize) {
    type_ahead(bencher, &library(entries).with_autocomplete());
}

#[divan::bench(args = GUILDS, sample_count = 400, sample_size = 1)]
fn complete_over_edited(bencher: Bencher, entries: usize) {
    type_ahead(bencher, &edited(&guild(&Arc::new(library(0)), entries)));
}

fn type_ahead(bencher: Bencher, library: &KnowledgeIndex) {
    let turn = AtomicUsize::new(0);
    bencher.with_inputs(|| TYPED[turn.fetch_add(1, Ordering::Relaxed) % TYPED.len()]).bench_values(|typed| {
        black_box(ask::autocomplete::complete(library, Locale::English, AutocompleteField::Question, typed));
    });
}
