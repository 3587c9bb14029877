//! Calls for help and small talk are told from questions: on messages that were written by people who saw neither the rules nor what
//! the classifier was trained on. `need-*.tsv` and `talk-*.tsv` hold a label and a message a line: a kind of need, a sort of small talk,
//! or `question` for what only sounds like one. `cargo test --test intents -- --nocapture` prints the figures.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::thread;

use jet_senpai::boot::EncoderRuntime;
use jet_senpai::bot::{KnowledgeIndex, ReplyKind, RequestContext};
use jet_senpai::config::EncoderConfig;
use jet_senpai::knowledge::Knowledge;
use jet_senpai::search::Question;

static LIBRARY: LazyLock<KnowledgeIndex> = LazyLock::new(|| {
    let knowledge = Knowledge::builtin().expect("the curated knowledge loads");
    let library = KnowledgeIndex::new(Arc::new(knowledge), Vec::new());
    MIND.read(&library);
    library
});

static MIND: LazyLock<EncoderRuntime> =
    LazyLock::new(|| EncoderRuntime::new(&EncoderConfig::default()).expect("it is built in").expect("it is on"));

/// A message with what it is.
struct Labelled {
    label: &'static str,
    message: &'static str,
}

fn labelled(file: &'static str) -> Vec<Labelled> {
    let pairs = file.lines().map(|line| line.split_once('\t').expect("a label and a message"));
    pairs.map(|(label, message)| Labelled { label, message }).collect()
}

/// What is made of a message: the kind of reply, and which one.
fn replied(message: &str, by_meaning: bool) -> (ReplyKind, String) {
    let question = Question::new(message);
    let meant = if by_meaning { MIND.meant(&LIBRARY, &question) } else { Vec::new() };
    let asked = LIBRARY.ask(&RequestContext::default(), &Question { meant: &meant, ..question });
    (asked.kind, asked.reply.lead)
}

/// The same for many, on both cores.
fn all_replied(messages: &[Labelled], by_meaning: bool) -> Vec<(ReplyKind, String)> {
    let half = messages.len().div_ceil(2);
    thread::scope(|scope| {
        let parts = messages.chunks(half).map(|part| {
            scope.spawn(move || part.iter().map(|one| replied(one.message, by_meaning)).collect::<Vec<_>>())
        });
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().expect("no message is too much")).collect()
    })
}

/// Percent of the messages for which something holds.
#[expect(clippy::cast_precision_loss, reason = "there are some hundreds")]
fn percent(hits: usize, of: usize) -> f64 {
    100.0 * hits as f64 / of.max(1) as f64
}

/// Of those in need, the share that is shown who helps, and of the others the share that is, too.
fn need(file: &'static str, by_meaning: bool) -> (f64, f64) {
    let messages = labelled(file);
    let replies = all_replied(&messages, by_meaning);
    let (mut caught, mut in_need, mut taken) = (0, 0, 0);
    for (one, (kind, _)) in messages.iter().zip(&replies) {
        match (one.label, kind) {
            ("question", ReplyKind::Care) => {
                taken += 1;
                println!("taken: {}", one.message);
            }
            ("question", _) => {}
            (_, kind) => {
                in_need += 1;
                caught += usize::from(*kind == ReplyKind::Care);
                if *kind != ReplyKind::Care {
                    println!("missed: {}", one.message);
                }
            }
        }
    }
    let figures = (percent(caught, in_need), percent(taken, messages.len() - in_need));
    println!(
        "in need: {:.1} % of {in_need} caught, {:.1} % of {} others taken",
        figures.0,
        figures.1,
        messages.len() - in_need
    );
    figures
}

/// Of small talk, the share that gets the word of its sort, and of what only sounds like it the share that gets one.
fn talk(file: &'static str) -> (f64, f64) {
    let knowledge = LIBRARY.knowledge();
    let words: BTreeMap<&str, [&str; 2]> = knowledge
        .talk
        .sorts
        .iter()
        .map(|sort| (sort.id.as_str(), [sort.reply.as_str(), sort.reply_ja.as_str()]))
        .collect();
    let messages = labelled(file);
    let replies = all_replied(&messages, true);
    let (mut right, mut talk, mut taken) = (0, 0, 0);
    for (one, (kind, lead)) in messages.iter().zip(&replies) {
        if one.label == "question" {
            taken += usize::from(*kind == ReplyKind::Talk);
        } else {
            talk += 1;
            right += usize::from(*kind == ReplyKind::Talk && words[one.label].contains(&lead.as_str()));
        }
    }
    let figures = (percent(right, talk), percent(taken, messages.len() - talk));
    println!(
        "small talk: {:.1} % of {talk} right, {:.1} % of {} others taken",
        figures.0,
        figures.1,
        messages.len() - talk
    );
    figures
}

#[track_caller]
fn check(what: &str, (hit, taken): (f64, f64), (least, most): (f64, f64)) {
    assert!(
        hit >= least && taken <= most,
        "{what}: {hit:.1} % (at least {least}), falsely {taken:.1} % (at most {most})"
    );
}

#[test]
fn people_in_need_are_shown_who_helps_and_others_are_not() {
    let files =
        [include_str!("intents/need-a.tsv"), include_str!("intents/need-b.tsv"), include_str!("intents/need-c.tsv")];
    let sets = files.map(|file| need(file, true));
    check("need, first set", sets[0], (95.0, 3.0));
    check("need, second set", sets[1], (92.0, 3.0));
    check("need, third set", sets[2], (95.0, 3.5));
}

#[test]
fn people_in_need_are_shown_who_helps_when_the_encoder_has_too_much_to_do() {
    check("need by words", need(include_str!("intents/need-b.tsv"), false), (75.0, 2.0));
}

#[test]
fn small_talk_gets_the_word_of_its_sort_and_questions_are_answered() {
    let files =
        [include_str!("intents/talk-a.tsv"), include_str!("intents/talk-b.tsv"), include_str!("intents/talk-c.tsv")];
    let sets = files.map(talk);
    check("small talk, first set", sets[0], (93.0, 2.0));
    check("small talk, second set", sets[1], (90.0, 2.0));
    check("small talk, third set", sets[2], (95.0, 2.0));
}

#[test]
fn ordinary_questions_are_neither_calls_for_help_nor_small_talk() {
    let knowledge = LIBRARY.knowledge();
    let phrasings = knowledge.entries.iter().flat_map(|entry| {
        let english = std::iter::once(&entry.question).chain(&entry.aliases).map(String::as_str);
        english.chain(entry.phrasings_ja()).collect::<Vec<_>>()
    });
    let taken: Vec<&str> = phrasings.filter(|text| !replied(text, false).0.is_a_question()).collect();
    // By words alone: what the encoder adds is measured on the sets above.
    assert!(percent(taken.len(), 4_000) <= 0.3, "{}: {taken:?}", taken.len());
}
