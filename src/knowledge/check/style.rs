//! How texts read: short, plain, whole, and in both languages.

use rustc_hash::FxHashMap;

use super::{Finding, MAX_ABOUT_JA, MAX_ANSWER_JA, MAX_CURATED_ANSWER, MAX_SHORT, problems_of};
use crate::knowledge::document::is_sentences;
use crate::knowledge::{Document, Entry, Gap, Knowledge, Person, Problem, Support, Testimonial, Topic};
use crate::text;

/// Phrases in an answer that refer to pages or people which members don't know.
const FORBIDDEN: [&str; 12] = [
    "the overview page",
    "the guide page",
    "neither page",
    "both pages",
    "the documents",
    "the page says",
    "coordinator of international",
    "(co-workers)",
    "assistant language teacher)",
    "lived through",
    "whoever",
    "an sea ",
];

/// Fewest Japanese phrasings of an entry beside its question.
const MIN_ALIASES_JA: usize = 3;

/// Words with which two daily posts may not both begin.
const SAME_BEGINNING: usize = 6;

/// Every problem with how texts read, in the order of the files.
pub fn check(knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    // A knowledge that is in English alone lacks nothing.
    let speaks_japanese = knowledge.entries.iter().any(|entry| !entry.answer_ja.is_empty());
    let has_titles = knowledge.entries.iter().any(|entry| !entry.short.is_empty());
    let curated = || knowledge.entries.iter().filter(|entry| entry.source.is_none());
    for entry in curated() {
        let mut found = answer(entry, has_titles);
        if speaks_japanese && entry.listed {
            found.extend(japanese(entry));
        }
        found.extend(entry.cites.iter().filter_map(|cite| fragment(&cite.support)).map(|message| ("cites", message)));
        problems.extend(problems_of(&entry.at, "entry", &entry.id, found));
    }
    problems.extend(same_titles(knowledge));
    for gap in &knowledge.gaps {
        problems.extend(problems_of(&gap.at, "gap", &gap.about, gap_in_japanese(gap, speaks_japanese)));
        let unknown = gap.links.iter().filter(|id| !knowledge.links.iter().any(|link| link.id == **id));
        let unknown = unknown.map(|id| ("links", format!("{id:?} is not the id of a link of links.toml")));
        problems.extend(problems_of(&gap.at, "gap", &gap.about, unknown));
    }
    for document in &knowledge.documents {
        problems.extend(problems_of(&document.at, "document", &document.id, labels(document, speaks_japanese)));
    }
    for topic in knowledge.topics.iter().filter(|_| speaks_japanese) {
        problems.extend(problems_of(&topic.at, "topic", &topic.id, topic_in_japanese(topic)));
    }
    for link in knowledge.links.iter().filter(|link| speaks_japanese && link.title_ja.is_empty()) {
        problems.push(Problem::new(&link.at, "title_ja", "has no Japanese title; write one"));
    }
    for person in &knowledge.people {
        problems.extend(problems_of(&person.at, "person", &person.id, years(person)));
    }
    for one in &knowledge.testimonials {
        problems.extend(problems_of(&one.at, "testimonial", &one.id, sentences(one)));
    }
    problems.extend(twins(knowledge));
    problems.extend(care(knowledge));
    problems
}

fn too_long(key: &'static str, text: &str, most: usize) -> Option<Finding> {
    let characters = text.chars().count();
    (characters > most).then(|| (key, format!("has {characters} characters; at most {most}, for people in a hurry")))
}

/// An answer that is long, speaks of pages, or holds words for the index; and a title that fits on no button.
fn answer(entry: &Entry, has_titles: bool) -> Vec<Finding> {
    let mut found: Vec<Finding> = too_long("answer", &entry.answer, MAX_CURATED_ANSWER).into_iter().collect();
    let lower = format!("{} ", entry.answer.to_lowercase());
    let forbidden = FORBIDDEN.iter().filter(|words| lower.contains(**words));
    found.extend(forbidden.map(|words| ("answer", format!("says {words:?}; say it plainly, or not at all"))));
    found.extend(synonym(&entry.answer).map(|word| {
        ("answer", format!("has {word:?} in brackets; what is only a word to find it by belongs into `aliases`"))
    }));
    found.extend(too_long("short", &entry.short, MAX_SHORT));
    if has_titles && entry.short.is_empty() {
        found.push(("short", format!("has no title for buttons; write one of at most {MAX_SHORT} characters")));
    }
    found
}

/// A single small word in brackets, after another word: "left (quit)".
fn synonym(answer: &str) -> Option<&str> {
    answer
        .split('(')
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(inside, _)| inside)
        .find(|inside| !inside.is_empty() && inside.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

/// What an entry lacks in Japanese.
fn japanese(entry: &Entry) -> Vec<Finding> {
    let missing = |key, text: &str| text.is_empty().then(|| (key, "is missing; write it in Japanese".to_owned()));
    let mut found: Vec<Finding> = [missing("question_ja", &entry.question_ja), missing("answer_ja", &entry.answer_ja)]
        .into_iter()
        .flatten()
        .collect();
    found.extend(too_long("answer_ja", &entry.answer_ja, MAX_ANSWER_JA));
    if entry.aliases_ja.len() < MIN_ALIASES_JA {
        found.push(("aliases_ja", format!("has fewer than {MIN_ALIASES_JA} phrasings; write more")));
    }
    found
}

/// Short titles that two entries share: their buttons would look the same.
fn same_titles(knowledge: &Knowledge) -> Vec<Problem> {
    let mut seen: FxHashMap<String, &str> = FxHashMap::default();
    let titled = knowledge.entries.iter().filter(|entry| !entry.short.is_empty());
    let same = titled.filter_map(|entry| {
        let other = seen.insert(entry.short.to_lowercase(), &entry.id)?;
        let message = format!("{:?} is also the title of {other:?}; choose another", entry.short);
        Some(Problem::new(&entry.at, "short", message).of("entry", &entry.id))
    });
    same.collect()
}

fn gap_in_japanese(gap: &Gap, speaks_japanese: bool) -> Vec<Finding> {
    let mut found: Vec<Finding> = too_long("about_ja", &gap.about_ja, MAX_ABOUT_JA).into_iter().collect();
    if speaks_japanese && gap.about_ja.is_empty() {
        found.push(("about_ja", "is missing; write it in Japanese".to_owned()));
    }
    if speaks_japanese && !gap.say.is_empty() && gap.say_ja.is_empty() {
        found.push(("say_ja", "is missing; write it in Japanese".to_owned()));
    }
    found
}

fn labels(document: &Document, speaks_japanese: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    if !document.label.to_lowercase().contains("official") {
        found.push(("label", "does not say whether the source is official; members would take it for that".to_owned()));
    }
    let both = [("label_ja", &document.label_ja), ("caution_ja", &document.caution_ja)];
    for (key, _) in both.iter().filter(|(_, text)| speaks_japanese && text.is_empty()) {
        found.push((key, "is missing; write it in Japanese".to_owned()));
    }
    found
}

fn topic_in_japanese(topic: &Topic) -> Vec<Finding> {
    let mut found = Vec::new();
    if topic.title_ja.is_empty() {
        found.push(("title_ja", "is missing; write it in Japanese".to_owned()));
    }
    if topic.prompts_ja.len() != topic.prompts.len() {
        found.push(("prompts_ja", "has not as many prompts as `prompts`; write each in Japanese".to_owned()));
    }
    found
}

/// Years that look broken below a quotation.
fn years(person: &Person) -> Vec<Finding> {
    let message =
        || ("years", format!("{:?} would stand below every quotation; leave out what is unknown", person.years));
    person.years.contains('?').then(message).into_iter().collect()
}

/// A passage that is a fragment would be shown as debris.
fn fragment(support: &Support) -> Option<String> {
    match support {
        Support::Passage(passage) if !is_sentences(passage) => {
            Some(format!("{passage:?} is no whole sentence; cite the sentence, or locate it by `from` and `to`"))
        }
        Support::Passage(_) | Support::Span { .. } => None,
    }
}

/// Parts of a testimonial that begin or end within a sentence.
fn sentences(one: &Testimonial) -> Vec<Finding> {
    let broken = one.parts().filter(|part| !is_sentences(part));
    broken.map(|part| ("text", format!("{part:?} is no whole sentence; quote all of it"))).collect()
}

/// Daily posts that begin alike or share a sentence: a month would show the same thing twice.
fn twins(knowledge: &Knowledge) -> Vec<Problem> {
    let mut seen: FxHashMap<String, &str> = FxHashMap::default();
    let mut problems = Vec::new();
    for one in knowledge.testimonials.iter().filter(|one| one.daily) {
        let words: Vec<String> =
            one.text.split_whitespace().map(text::normalise).map(|word| word.trim().to_owned()).collect();
        let beginning = words.iter().take(SAME_BEGINNING).cloned().collect::<Vec<_>>().join(" ");
        let sentences = one.text.split_inclusive(['.', '!', '?']).map(|part| text::normalise(part).trim().to_owned());
        let long = sentences.filter(|part| part.split(' ').count() > SAME_BEGINNING);
        for key in long.chain([beginning]) {
            if let Some(other) = seen.insert(key, &one.id).filter(|other| *other != one.id) {
                let message = format!("begins like {other:?}, or shares a sentence with it; only one can be `daily`");
                problems.push(Problem::new(&one.at, "daily", message).of("testimonial", &one.id));
                break;
            }
        }
    }
    problems
}

/// Kinds of need without contacts, and contacts without a date of checking.
fn care(knowledge: &Knowledge) -> Vec<Problem> {
    let care = &knowledge.care;
    let mut problems = Vec::new();
    for kind in care.kinds.iter().filter(|kind| kind.contacts.is_empty()) {
        problems.push(Problem::new(&care.at, "contacts", "names nobody who helps").of("kind", &kind.id));
    }
    if !care.contacts.is_empty() && care.checked.is_none() {
        let message = "is missing; write the day on which every number was last compared with its own page";
        problems.push(Problem::new(&care.at, "checked", message));
    }
    problems
}
