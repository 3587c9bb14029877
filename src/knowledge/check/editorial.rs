//! What can be judged without the documents: texts that are empty, too long or given twice, ties that lead nowhere.

use rustc_hash::FxHashMap;

use super::{MAX_ANCHOR_WORDS, MAX_ANSWER, MAX_PASSAGE_WORDS, MAX_QUESTION, MAX_TESTIMONIAL};
use crate::knowledge::{Basis, Entry, Knowledge, Problem, Support, Testimonial, japanese};
use crate::text::{self, Stemmer};

/// Every problem in the texts themselves and between them, in the order of the files.
pub fn check(knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in &knowledge.entries {
        problems.extend(about(entry, texts(entry).chain(ties(knowledge, entry)).chain(basis(knowledge, entry))));
    }
    problems.extend(shared_phrasings(knowledge));
    problems.extend(japanese::check(&knowledge.vocabulary));
    for one in &knowledge.testimonials {
        let found = testimonial(knowledge, one).into_iter();
        problems.extend(found.map(|(key, message)| Problem::new(&one.at, key, message).of("testimonial", &one.id)));
    }
    for person in &knowledge.people {
        if !knowledge.testimonials.iter().any(|one| one.person == person.id) {
            let message = "has no testimonial; add one, or remove the person";
            problems.push(Problem::new(&person.at, "", message).of("person", &person.id));
        }
    }
    problems
}

/// A key and what is wrong with it.
type Finding = (&'static str, String);

fn about(entry: &Entry, found: impl Iterator<Item = Finding>) -> Vec<Problem> {
    found.map(|(key, message)| Problem::new(&entry.at, key, message).of("entry", &entry.id)).collect()
}

/// Texts of an entry that are empty or too long to be shown.
fn texts(entry: &Entry) -> impl Iterator<Item = Finding> {
    let aliases = entry.aliases.iter().map(|alias| ("aliases", alias.as_str(), MAX_QUESTION));
    [("question", entry.question.as_str(), MAX_QUESTION), ("answer", entry.answer.as_str(), MAX_ANSWER)]
        .into_iter()
        .chain(aliases)
        .filter_map(|(key, text, most)| length(text, most).map(|message| (key, message)))
}

/// The beginning of a text, to be recognised by.
fn shorten(text: &str, most: usize) -> String {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}

fn length(text: &str, most: usize) -> Option<String> {
    let characters = text.chars().count();
    if text.trim().is_empty() {
        return Some("is empty; write it or remove it".to_owned());
    }
    (characters > most)
        .then(|| format!("{:?} has {characters} characters; at most {most} can be shown", shorten(text, 40)))
}

/// References of an entry to what does not exist.
fn ties(knowledge: &Knowledge, entry: &Entry) -> impl Iterator<Item = Finding> {
    let known = |id: &str| knowledge.entries.iter().any(|other| other.id == id);
    let related = entry.related.iter().filter(move |id| !known(id) || **id == entry.id);
    let related = related.map(|id| ("related", format!("{id:?} is not the id of another entry")));
    let topic = knowledge.topic(&entry.topic).is_none();
    let topic = topic.then(|| ("topic", format!("{:?} is not a topic of topics.toml", entry.topic)));
    related.chain(topic)
}

/// An answer must say what it rests on: a document, somebody's experience told as theirs, or a moderator.
fn basis(knowledge: &Knowledge, entry: &Entry) -> Vec<Finding> {
    let mut found = Vec::new();
    if entry.cites.is_empty() && entry.source.is_none() {
        found.push(("cites", "nothing supports this answer; cite a passage, or give a `source`".to_owned()));
    }
    for cite in &entry.cites {
        found.extend(support(&cite.support).map(|message| ("cites", message)));
    }
    match entry.basis {
        Basis::Document if !entry.speakers.is_empty() => {
            found.push(("speakers", "only an experience has speakers; set basis = \"experience\"".to_owned()));
        }
        Basis::Experience if entry.speakers.is_empty() => {
            found.push(("speakers", "an experience is somebody's; name whose".to_owned()));
        }
        Basis::Document | Basis::Experience => {}
    }
    if entry.basis == Basis::Experience {
        found.extend(unnamed(knowledge, entry));
    }
    found
}

/// Speakers whom an experience does not name: the first clause must name one of them, the answer all.
fn unnamed(knowledge: &Knowledge, entry: &Entry) -> Vec<Finding> {
    let clause = first_clause(&entry.answer);
    let named = |text: &str, id: &str| knowledge.person(id).is_none_or(|person| person.is_named_in(text));
    let mut found = Vec::new();
    if !entry.speakers.is_empty() && !entry.speakers.iter().any(|id| named(clause, id)) {
        found.push(("answer", format!("its first clause ({clause:?}) does not name whose experience it is")));
    }
    let missing = entry.speakers.iter().filter(|id| !named(&entry.answer, id));
    found.extend(missing.map(|id| ("answer", format!("does not name {id:?}, one of its speakers"))));
    found
}

/// The words of a sentence up to where its second statement could begin.
fn first_clause(answer: &str) -> &str {
    let end = answer.find(['.', ',', ';', ':', '!', '?']).unwrap_or(answer.len());
    &answer[..end]
}

fn support(support: &Support) -> Option<String> {
    let words = |text: &str| text.split_whitespace().count();
    match support {
        Support::Passage(passage) if words(passage) > MAX_PASSAGE_WORDS => Some(format!(
            "the passage {:?} has {} words; at most {MAX_PASSAGE_WORDS}, or use `from` and `to`",
            shorten(passage, 40),
            words(passage)
        )),
        Support::Span { from, to } => [from, to]
            .into_iter()
            .find(|anchor| words(anchor) > MAX_ANCHOR_WORDS)
            .map(|anchor| format!("the anchor {anchor:?} has {} words; at most {MAX_ANCHOR_WORDS}", words(anchor))),
        Support::Passage(_) => None,
    }
}

fn testimonial(knowledge: &Knowledge, one: &Testimonial) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(length(&one.text, MAX_TESTIMONIAL).map(|message| ("text", message)));
    if one.daily && one.mature {
        found.push(("daily", "rough language is not for a daily post; set one of `daily` and `mature`".to_owned()));
    }
    if one.parts().next().is_none() {
        found.push(("text", "holds no words".to_owned()));
    }
    let told_in = knowledge.person(&one.person).map(|person| &person.document);
    if told_in.is_some_and(|document| *document != one.document) {
        let message = format!("{:?} is not the document that {:?} speaks in", one.document, one.person);
        found.push(("document", message));
    }
    if one.topics.is_empty() {
        found.push(("topics", "name at least one topic it speaks about".to_owned()));
    }
    let unknown = one.topics.iter().filter(|id| knowledge.topic(id).is_none());
    found.extend(unknown.map(|id| ("topics", format!("{id:?} is not a topic of topics.toml"))));
    found
}

/// Questions and aliases that two entries share, or that one entry has twice, once case and endings are put aside.
fn shared_phrasings(knowledge: &Knowledge) -> Vec<Problem> {
    let stemmer = Stemmer::default();
    let mut seen: FxHashMap<String, (&Entry, &str)> = FxHashMap::default();
    let mut problems = Vec::new();
    for entry in &knowledge.entries {
        let aliases = entry.aliases.iter().map(|alias| ("aliases", alias));
        for (key, phrasing) in std::iter::once(("question", &entry.question)).chain(aliases) {
            match seen.insert(text::key(phrasing, &stemmer), (entry, phrasing)) {
                Some((other, same)) if other.id == entry.id => problems.push(
                    Problem::new(&entry.at, key, format!("{phrasing:?} is the same as {same:?}; keep one"))
                        .of("entry", &entry.id),
                ),
                Some((other, same)) => problems.push(
                    Problem::new(
                        &entry.at,
                        key,
                        format!("{phrasing:?} is also asked by entry {:?} ({}) as {same:?}", other.id, other.at),
                    )
                    .of("entry", &entry.id),
                ),
                None => {}
            }
        }
    }
    problems
}
