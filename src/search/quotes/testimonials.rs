//! Testimonials with their speakers: those of the knowledge, and those that members of a guild shared.

use crate::knowledge::{Knowledge, Origin, Person, Testimonial};
use crate::search::lexical::index::{self, IndexDocument, LexicalIndex};
use crate::search::lexical::segments::SharedIndex;
use crate::search::query::parser::ParsedQuery;
use crate::search::quotes::QuoteMatch;

/// A testimonial with its speaker.
#[derive(Debug, Clone, Copy)]
pub struct AttributedTestimonial<'a> {
    /// The words.
    pub said: &'a Testimonial,
    /// Who says them.
    pub by: &'a Person,
    /// Whose they are: a guild's own were shared by its members.
    pub origin: Origin,
}

impl<'a> AttributedTestimonial<'a> {
    /// A curated testimonial; [`None`] if its speaker is unknown, which loading excludes.
    pub(crate) fn curated(knowledge: &'a Knowledge, said: &'a Testimonial) -> Option<Self> {
        Some(Self { said, by: knowledge.person(&said.person)?, origin: Origin::Curated })
    }

    /// Whether these are the same words: an id is unique only within its origin.
    pub fn is(self, other: AttributedTestimonial<'_>) -> bool {
        self.origin == other.origin && self.said.id == other.said.id
    }
}

/// What members of a guild have shared, indexed beside the testimonials of the knowledge.
#[derive(Debug, Default)]
pub struct GuildTestimonials {
    shared: Vec<(Person, Testimonial)>,
    index: LexicalIndex,
    /// How many testimonials of the knowledge are indexed before them.
    curated: usize,
}

impl GuildTestimonials {
    /// Indexes what was shared over the testimonials of the knowledge, so that it is measured as they are, be it little or
    /// much; they themselves go on being measured without it.
    pub(crate) fn new(shared_index: &SharedIndex, shared: Vec<(Person, Testimonial)>) -> Self {
        let SharedIndex { knowledge, stemmer, phrases, quotes, .. } = shared_index;
        let mut builder = index::LexicalSegmentBuilder::new(phrases, stemmer);
        for (_, said) in &shared {
            add(&mut builder, knowledge, said);
        }
        let below = quotes.index();
        Self { shared, index: below.with(builder), curated: below.documents() as usize }
    }

    /// Whether no member has shared anything.
    pub fn is_empty(&self) -> bool {
        self.shared.is_empty()
    }

    /// All of them, in the order in which they came.
    pub(crate) fn iter(&self) -> impl Iterator<Item = AttributedTestimonial<'_>> {
        self.shared.iter().map(|(by, said)| AttributedTestimonial { said, by, origin: Origin::Guild })
    }

    /// All of them, each with how well it fits a question. No encoder ever reads them.
    pub(crate) fn quote_match(&self, reading: &ParsedQuery) -> impl Iterator<Item = QuoteMatch<'_>> {
        let signals = if self.is_empty() { Vec::new() } else { self.index.signals(reading) };
        self.iter().zip(signals.into_iter().skip(self.curated)).map(|(voice, words)| QuoteMatch::by_words(voice, words))
    }
}

/// Adds a testimonial to an index: its words, and the titles of its topics to find it by.
pub(crate) fn add(builder: &mut index::LexicalSegmentBuilder<'_>, knowledge: &Knowledge, said: &Testimonial) {
    let titles = said.topics.iter().filter_map(|id| knowledge.topic(id)).map(|topic| topic.title.clone());
    let tags: Vec<String> = titles.collect();
    builder
        .add(&IndexDocument { title: &said.text, aliases: &[], body: "", tags: &tags, japanese: Vec::new() }, |_| ());
}
