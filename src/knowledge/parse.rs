//! TOML to knowledge: one function per kind of file; every error names its file and line.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::japanese::RawJapaneseWord;
use super::problem::line_of;
use super::{
    Document, Entry, ExcludedPassage, FileLocation, Gap, Knowledge, Link, LoadError, Person, Problem, SynonymGroup,
    Testimonial, Topic,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaqFile {
    #[serde(default)]
    entry: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    #[serde(default)]
    person: Vec<Spanned<Person>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestimonialsFile {
    #[serde(default)]
    testimonial: Vec<Spanned<Testimonial>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentsFile {
    #[serde(default)]
    document: Vec<Spanned<Document>>,
    #[serde(default)]
    set_aside: Vec<Spanned<ExcludedPassage>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinksFile {
    #[serde(default)]
    link: Vec<Spanned<Link>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicsFile {
    #[serde(default)]
    topic: Vec<Spanned<Topic>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GapsFile {
    #[serde(default)]
    gap: Vec<Spanned<Gap>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    #[serde(default)]
    term: Vec<Spanned<SynonymGroup>>,
    #[serde(default)]
    japanese: RawJapaneseWord,
}

/// The entries of one FAQ file: curated, exported or written by hand.
///
/// # Errors
/// Where the text is not TOML, has a key that no entry has, or lacks one that every entry needs.
pub fn parse_faq(file: &str, text: &str) -> Result<Vec<Entry>, Problem> {
    let raw: FaqFile = parse(file, text)?;
    let entries = placed(raw.entry, file, text, |entry, at| entry.at = at);
    match entries.iter().find(|entry| entry.id.trim().is_empty()) {
        Some(entry) => Err(Problem::new(&entry.at, "id", "an entry needs an id that is not empty")),
        None => Ok(entries),
    }
}

impl Knowledge {
    /// Knowledge from the texts of its files, each with its name relative to the knowledge directory.
    ///
    /// # Errors
    /// With the first problem of *every* file that cannot be read, or, when all can, with every broken reference.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LoadError> {
        let (knowledge, problems) = Self::inspect(files);
        if problems.is_empty() { Ok(knowledge) } else { Err(LoadError(problems)) }
    }

    /// Reads as much as possible, with all problems.
    pub(super) fn inspect<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Problem>) {
        let mut knowledge = Self::default();
        let mut problems = Vec::new();
        for (file, text) in files {
            if let Err(problem) = knowledge.add(file, text) {
                problems.push(problem);
            }
        }
        if problems.is_empty() {
            problems = knowledge.broken();
        }
        (knowledge, problems)
    }

    /// Adds what one file holds; a file's name says what that is, and any name that is not special holds entries.
    fn add(&mut self, file: &str, text: &str) -> Result<(), Problem> {
        match file {
            "people.toml" => {
                let raw: PeopleFile = parse(file, text)?;
                self.people.extend(placed(raw.person, file, text, |person, at| person.at = at));
            }
            "testimonials.toml" => {
                let raw: TestimonialsFile = parse(file, text)?;
                self.testimonials.extend(placed(raw.testimonial, file, text, |one, at| one.at = at));
            }
            "documents.toml" => {
                let raw: DocumentsFile = parse(file, text)?;
                self.documents.extend(placed(raw.document, file, text, |document, at| document.at = at));
                self.set_aside.extend(placed(raw.set_aside, file, text, |part, at| part.at = at));
            }
            "links.toml" => {
                let raw: LinksFile = parse(file, text)?;
                self.links.extend(placed(raw.link, file, text, |link, at| link.at = at));
            }
            "topics.toml" => {
                let raw: TopicsFile = parse(file, text)?;
                self.topics.extend(placed(raw.topic, file, text, |topic, at| topic.at = at));
            }
            "gaps.toml" => {
                let raw: GapsFile = parse(file, text)?;
                self.gaps.extend(placed(raw.gap, file, text, |gap, at| gap.at = at));
            }
            "vocabulary.toml" => {
                let raw: VocabularyFile = parse(file, text)?;
                self.vocabulary.terms.extend(placed(raw.term, file, text, |term, at| term.at = at));
                self.vocabulary.japanese = raw.japanese.placed(file, text);
            }
            "care.toml" => {
                self.care = parse(file, text)?;
                self.care.at = FileLocation { file: file.into(), line: 0 };
            }
            "need.toml" => {
                self.need = parse(file, text)?;
            }
            "talk.toml" => {
                self.talk = parse(file, text)?;
            }
            "browse.toml" => {
                self.browse = parse(file, text)?;
                self.browse.at = FileLocation { file: file.into(), line: 0 };
            }
            _ => self.entries.extend(parse_faq(file, text)?.into_iter().map(Arc::new)),
        }
        Ok(())
    }
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(|error| Problem::in_toml(file, text, &error))
}

/// Takes the items out of their spans, and sets the position of each.
fn placed<T>(items: Vec<Spanned<T>>, file: &str, text: &str, place: impl Fn(&mut T, FileLocation)) -> Vec<T> {
    let file: Arc<str> = file.into();
    let mut lines = LineCounter::new(text);
    let items = items.into_iter().map(|item| {
        let line = lines.line_at(item.span().start);
        let mut item = item.into_inner();
        place(&mut item, FileLocation { file: Arc::clone(&file), line });
        item
    });
    items.collect()
}

/// Counts lines forward, so that a file of 100,000 entries is read once and not once per entry.
pub(super) struct LineCounter<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    /// At the beginning of a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line, counted from 1, that a byte stands on.
    pub(super) fn line_at(&mut self, to: usize) -> usize {
        if to < self.at {
            return line_of(self.text.as_bytes(), to);
        }
        self.line += line_of(&self.text.as_bytes()[self.at..], to - self.at) - 1;
        self.at = to;
        self.line
    }
}
