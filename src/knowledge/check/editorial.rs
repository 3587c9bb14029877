//! Rules that need no document: texts that are empty, too long or repeated, and references that lead nowhere.

use rustc_hash::FxHashMap;

use super::{
    Finding, MAX_ABOUT, MAX_ANCHOR_WORDS, MAX_ANSWER, MAX_PASSAGE_WORDS, MAX_QUESTION, MAX_TESTIMONIAL, problems_of,
};
use crate::knowledge::{Basis, Entry, FileLocation, Gap, Knowledge, Problem, Support, Testimonial, japanese};
use crate::text::{self, Stemmer};

/// Every problem in the texts themselves and between them, in the order of the files.
pub fn check(knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in &knowledge.entries {
        let found = texts(entry).chain(ties(knowledge, entry)).chain(basis(knowledge, entry));
        problems.extend(problems_of(&entry.at, "entry", &entry.id, found));
    }
    for gap in &knowledge.gaps {
        problems.extend(problems_of(&gap.at, "gap", &gap.about, gap_texts(gap)));
    }
    problems.extend(shared_phrasings(knowledge));
    problems.extend(japanese::check(&knowledge.vocabulary));
    for one in &knowledge.testimonials {
        problems.extend(problems_of(&one.at, "testimonial", &one.id, testimonial(knowledge, one)));
    }
    for person in &knowledge.people {
        if !knowledge.testimonials.iter().any(|one| one.person == person.id) {
            let message = "has no testimonial; add one, or remove the person";
            problems.push(Problem::new(&person.at, "", message).of("person", &person.id));
        }
    }
    problems
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

/// An answer must have a basis: a document, an experience told as the speaker's, or a moderator.
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

/// Texts of a gap that are missing, empty or too long.
fn gap_texts(gap: &Gap) -> Vec<Finding> {
    let mut found: Vec<Finding> = length(&gap.about, MAX_ABOUT).map(|message| ("about", message)).into_iter().collect();
    if gap.ask.is_empty() {
        found.push(("ask", "nobody can ask for it; give at least one way to".to_owned()));
    }
    found.extend(gap.ask.iter().filter_map(|text| length(text, MAX_QUESTION)).map(|message| ("ask", message)));
    found
}

/// A way to ask for something.
struct LocatedPhrasing<'a> {
    /// `entry` or `gap`.
    kind: &'static str,
    /// Its id.
    id: &'a str,
    /// Where it is written.
    at: &'a FileLocation,
    /// The key of the phrasing.
    key: &'static str,
    text: &'a str,
}

/// Every way to ask for something, in the order of the files: first for the entries, then for the gaps.
fn phrasings(knowledge: &Knowledge) -> impl Iterator<Item = LocatedPhrasing<'_>> {
    let entries = knowledge.entries.iter().flat_map(|entry| {
        let (id, at) = (entry.id.as_str(), &entry.at);
        let question = std::iter::once(("question", &entry.question));
        let all = question.chain(entry.aliases.iter().map(|alias| ("aliases", alias)));
        all.map(move |(key, text)| LocatedPhrasing { kind: "entry", id, at, key, text })
    });
    let gaps = knowledge.gaps.iter().flat_map(|gap| {
        let (id, at) = (gap.about.as_str(), &gap.at);
        gap.ask.iter().map(move |text| LocatedPhrasing { kind: "gap", id, at, key: "ask", text })
    });
    entries.chain(gaps)
}

/// Ways to ask that two share, or that one has twice, once case and endings are put aside.
fn shared_phrasings(knowledge: &Knowledge) -> Vec<Problem> {
    let stemmer = Stemmer::default();
    let mut seen: FxHashMap<String, LocatedPhrasing<'_>> = FxHashMap::default();
    let mut problems = Vec::new();
    // An empty phrasing is a problem of its own.
    for one in phrasings(knowledge).filter(|one| !one.text.trim().is_empty()) {
        let LocatedPhrasing { kind, id, at, key, text } = one;
        if let Some(other) = seen.insert(text::key(text, &stemmer), one) {
            let message = if (other.kind, other.id) == (kind, id) {
                format!("{text:?} is the same as {:?}; keep one", other.text)
            } else {
                format!("{text:?} is also asked by {} {:?} ({}) as {:?}", other.kind, other.id, other.at, other.text)
            };
            problems.push(Problem::new(at, key, message).of(kind, id));
        }
    }
    problems
}
