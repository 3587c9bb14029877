//! Somebody's words and who says them: the testimonials of the knowledge, and those that members of a guild have shared.

use super::index::{self, Document, Index};
use super::layers::Ground;
use super::quotes::Heard;
use super::reading::Reading;
use crate::knowledge::{Knowledge, Origin, Person, Testimonial};

/// Somebody's words, and who says them.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// The words.
    pub said: &'a Testimonial,
    /// Who says them.
    pub by: &'a Person,
    /// Whose they are: a guild's own were shared by its members.
    pub origin: Origin,
}

impl<'a> Voice<'a> {
    /// A testimonial of the knowledge; none if nobody knows who said it, which no knowledge that loads allows.
    pub(super) fn curated(knowledge: &'a Knowledge, said: &'a Testimonial) -> Option<Self> {
        Some(Self { said, by: knowledge.person(&said.person)?, origin: Origin::Curated })
    }

    /// Whether these are the same words: an id is unique only within its origin.
    pub fn is(self, other: Voice<'_>) -> bool {
        self.origin == other.origin && self.said.id == other.said.id
    }
}

/// What members of a guild have shared, indexed beside the testimonials of the knowledge.
#[derive(Debug, Default)]
pub struct OwnVoices {
    shared: Vec<(Person, Testimonial)>,
    index: Index,
    /// How many testimonials of the knowledge are indexed before them.
    curated: usize,
}

impl OwnVoices {
    /// Indexes what was shared over the testimonials of the knowledge, so that it is measured as they are, be it little or
    /// much; they themselves go on being measured without it.
    pub(super) fn new(ground: &Ground, shared: Vec<(Person, Testimonial)>) -> Self {
        let Ground { knowledge, stemmer, phrases, quotes, .. } = ground;
        let mut builder = index::Builder::new(phrases, stemmer);
        for (_, said) in &shared {
            add(&mut builder, knowledge, said);
        }
        let below = quotes.index();
        Self { shared, index: below.with(builder), curated: below.documents() as usize }
    }

    /// Whether nobody has shared anything.
    pub fn is_empty(&self) -> bool {
        self.shared.is_empty()
    }

    /// All of them, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = Voice<'_>> {
        self.shared.iter().map(|(by, said)| Voice { said, by, origin: Origin::Guild })
    }

    /// All of them, each with how well it fits a question. No encoder ever reads them.
    pub(super) fn heard(&self, reading: &Reading) -> impl Iterator<Item = Heard<'_>> {
        let signals = if self.is_empty() { Vec::new() } else { self.index.signals(reading) };
        self.iter().zip(signals.into_iter().skip(self.curated)).map(|(voice, words)| Heard::by_words(voice, words))
    }
}

/// Adds a testimonial to an index: its words, and the titles of its topics to find it by.
pub(super) fn add(builder: &mut index::Builder<'_>, knowledge: &Knowledge, said: &Testimonial) {
    let titles = said.topics.iter().filter_map(|id| knowledge.topic(id)).map(|topic| topic.title.clone());
    let tags: Vec<String> = titles.collect();
    builder.add(&Document { title: &said.text, aliases: &[], body: "", tags: &tags, japanese: Vec::new() }, |_| ());
}
