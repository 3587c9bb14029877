//! What a question costs: matching and composing the reply, at the curated size and with ever more entries of a
//! community; building the index; and the whole program from start to printed answer. `cargo bench`

#![expect(clippy::expect_used, reason = "a benchmark may fail loudly")]

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::{Bencher, black_box};
use jet_senpai::app::{App, Field, Library, Visitor};
use jet_senpai::knowledge::{Entry, Knowledge};
use jet_senpai::matching::Question;

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

fn curated() -> Arc<Knowledge> {
    Arc::new(Knowledge::builtin().expect("the curated knowledge loads"))
}

/// A library of the curated knowledge and `count` made-up entries.
fn library(count: usize) -> Library {
    Library::new(curated(), synthetic(count))
}

/// Made-up entries: a question of 8 words and an answer of 35, drawn from a vocabulary that grows with the number of
/// entries and is used as unevenly as English is (Zipf's law, roughly), so that frequent words have long lists.
fn synthetic(count: usize) -> Vec<Entry> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let vocabulary = vocabulary(3_000 + count / 5, &mut random);
    let mut text = |words: usize| {
        let words: Vec<&str> = (0..words).map(|_| vocabulary[random.zipf(vocabulary.len())].as_str()).collect();
        words.join(" ")
    };
    let entry = |number: usize| Entry {
        id: format!("entry-{number}"),
        question: text(8) + "?",
        answer: text(35) + ".",
        ..Entry::default()
    };
    (0..count).map(entry).collect()
}

/// Words that every question has.
const FREQUENT: &str = "the a to of in is what how do i can my for on it and you at with from when where who why are be \
                        have get japan school work pay teach japanese town office day year";
const ONSETS: [&str; 14] = ["b", "ch", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "tr"];
const ENDS: [&str; 10] = ["a", "an", "e", "er", "i", "in", "o", "on", "u", "ing"];

/// Pronounceable words of one to four syllables, beside the words that every question has.
fn vocabulary(count: usize, random: &mut Random) -> Vec<String> {
    let mut words: Vec<String> = FREQUENT.split(' ').map(str::to_owned).collect();
    while words.len() < count {
        let syllables = 1 + random.below(4);
        let syllable = |_| format!("{}{}", ONSETS[random.below(14)], ENDS[random.below(10)]);
        words.push((0..syllables).map(syllable).collect());
    }
    words
}

/// A xorshift generator: the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[expect(clippy::cast_possible_truncation, reason = "a remainder is below its bound")]
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// A rank below `count`, about as likely as one over it.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a rank, between 0 and a count far below 2^53"
    )]
    fn zipf(&mut self, count: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((count as f64).powf(unit) - 1.0) as usize
    }
}

/// Asks the questions in turn, so that the median is that of the mix.
fn ask(bencher: Bencher, library: &Library) {
    let turn = AtomicUsize::new(0);
    bencher.with_inputs(|| QUESTIONS[turn.fetch_add(1, Ordering::Relaxed) % QUESTIONS.len()]).bench_values(
        |question| {
            black_box(library.ask(&Visitor::default(), &Question::new(question)));
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

#[divan::bench(sample_count = 20, sample_size = 1)]
fn build_curated(bencher: Bencher) {
    bencher.with_inputs(curated).bench_values(|knowledge| black_box(Library::new(knowledge, Vec::new())));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn build_curated_and(bencher: Bencher, entries: usize) {
    let knowledge = curated();
    let inputs = || (Arc::clone(&knowledge), synthetic(entries));
    bencher.with_inputs(inputs).bench_values(|(knowledge, entries)| black_box(Library::new(knowledge, entries)));
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
    let app = App::new(library(entries).ready());
    let turn = AtomicUsize::new(0);
    bencher.with_inputs(|| TYPED[turn.fetch_add(1, Ordering::Relaxed) % TYPED.len()]).bench_values(|typed| {
        black_box(app.complete(Field::Question, typed));
    });
}
