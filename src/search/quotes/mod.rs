//! The testimonials of the knowledge: how well they fit a question, and which of them may stand beside an entry.

pub(crate) mod scoring;
pub(crate) mod testimonials;

use crate::knowledge::{Basis, Entry, Knowledge, Origin};
use crate::search::lexical::index::{LexicalIndex, LexicalSegmentBuilder, LexicalSignals};
use crate::search::query::parser::ParsedQuery;
use crate::search::query::phrases::Phrases;
use crate::search::quotes::scoring::MAX_CHARACTERS;
use crate::search::quotes::testimonials::AttributedTestimonial;
use crate::search::ranking::explain::ScoringMode;
use crate::search::ranking::features::RankingFeatures;
use crate::search::semantic::embedding::QueryEmbedding;
use crate::search::semantic::encodable::{Encodable, MeaningCell};
use crate::text::Stemmer;

/// The testimonials of the knowledge, indexed like entries.
#[derive(Debug, Default)]
pub struct QuoteIndex {
    index: LexicalIndex,
    /// What each of them means, in their order.
    senses: Vec<MeaningCell>,
}

/// A testimonial, scored against a question.
#[derive(Debug, Clone, Copy)]
pub struct QuoteMatch<'a> {
    /// The words.
    pub voice: AttributedTestimonial<'a>,
    /// The signals that are compared.
    pub by: ScoringMode,
    /// The ranking features of the testimonial for the question.
    pub evidence: RankingFeatures,
}

impl<'a> QuoteMatch<'a> {
    /// Words that no encoder has read, or not the question.
    pub fn by_words(voice: AttributedTestimonial<'a>, words: LexicalSignals) -> Self {
        Self { voice, by: ScoringMode::Words, evidence: RankingFeatures { words, ..RankingFeatures::default() } }
    }

    /// Words that an encoder has read, and the question, too.
    fn by_meaning(voice: AttributedTestimonial<'a>, evidence: RankingFeatures) -> Self {
        Self { voice, by: ScoringMode::Meaning, evidence }
    }
}

impl QuoteIndex {
    /// Indexes the testimonials.
    pub fn new(knowledge: &Knowledge, phrases: &Phrases, stemmer: &Stemmer) -> Self {
        let mut builder = LexicalSegmentBuilder::new(phrases, stemmer);
        for one in &knowledge.testimonials {
            testimonials::add(&mut builder, knowledge, one);
        }
        let senses = knowledge.testimonials.iter().map(|_| MeaningCell::default()).collect();
        Self { index: LexicalIndex::default().with(builder), senses }
    }

    /// The index of the testimonials.
    pub fn index(&self) -> &LexicalIndex {
        &self.index
    }

    /// The testimonials, as something that an encoder reads.
    pub fn encodable<'q>(&'q self, knowledge: &'q Knowledge) -> impl Iterator<Item = Encodable<'q>> {
        knowledge
            .testimonials
            .iter()
            .zip(&self.senses)
            .map(|(said, meaning_cell)| Encodable::words_of(said, meaning_cell))
    }

    /// The testimonials that `may` be heard, each with how well it fits a question: as it was read and, where an encoder has
    /// read it, meant.
    pub fn quote_match<'k>(
        &self,
        knowledge: &'k Knowledge,
        reading: &ParsedQuery,
        meant: Option<&QueryEmbedding>,
        may: impl Fn(AttributedTestimonial<'k>) -> bool,
    ) -> impl Iterator<Item = QuoteMatch<'k>> {
        let voices = knowledge.testimonials.iter().map(|said| AttributedTestimonial::curated(knowledge, said));
        let signals = self.index.signals(reading).into_iter().zip(&self.senses);
        voices.zip(signals).filter_map(move |(voice, (words, meaning_cell))| {
            let voice = voice.filter(|voice| may(*voice))?;
            Some(match meaning_cell.meaning().zip(meant) {
                Some((meaning, meant)) => {
                    QuoteMatch::by_meaning(voice, RankingFeatures::known(meaning, words, meant, true))
                }
                None => QuoteMatch::by_words(voice, words),
            })
        })
    }
}

/// The testimonials that may stand beside an entry: those it lists, in its order, then those on its topic by speakers
/// with one of its roles.
pub fn beside<'a>(
    knowledge: &'a Knowledge,
    everybody: impl Iterator<Item = AttributedTestimonial<'a>>,
    entry: &'a Entry,
) -> impl Iterator<Item = AttributedTestimonial<'a>> {
    let listed = entry
        .testimonials
        .iter()
        .filter_map(|id| AttributedTestimonial::curated(knowledge, knowledge.testimonial(id)?));
    let close = |one: &AttributedTestimonial<'_>| {
        one.said.topics.contains(&entry.topic) && !is_listed(*one, entry) && has_its_role(*one, entry)
    };
    listed.chain(everybody.filter(close)).filter(|one| may_stand_beside(*one, entry))
}

/// Whether an entry lists a testimonial. Only curated testimonials are listed: members' may have the same id.
pub fn is_listed(one: AttributedTestimonial<'_>, entry: &Entry) -> bool {
    one.origin == Origin::Curated && entry.testimonials.contains(&one.said.id)
}

/// Whether an entry tells of the speaker; it never does of members.
pub fn is_told_of(one: AttributedTestimonial<'_>, entry: &Entry) -> bool {
    one.origin == Origin::Curated && entry.speakers.contains(&one.by.id)
}

/// Whether the speaker has one of the entry's roles.
fn has_its_role(one: AttributedTestimonial<'_>, entry: &Entry) -> bool {
    entry.roles.is_empty() || entry.roles.contains(&one.by.role)
}

/// Whether a testimonial may stand beside an entry: never rough language, and beside an experience only the words of
/// its speakers.
pub fn may_stand_beside(one: AttributedTestimonial<'_>, entry: &Entry) -> bool {
    let speaks = match entry.basis {
        Basis::Document => true,
        Basis::Experience => is_told_of(one, entry),
    };
    speaks && !one.said.mature
}

/// Whether words that fit a question may stand under an entry's answer. No curator has read what members share beside all
/// entries, and among hundreds some share a question's words by chance: theirs must not speak of another topic than the
/// entry does, nor as another role.
pub fn may_stand_below(one: AttributedTestimonial<'_>, entry: &Entry) -> bool {
    let topics = &one.said.topics;
    let on_topic = entry.topic.is_empty() || topics.is_empty() || topics.contains(&entry.topic);
    one.origin == Origin::Curated || on_topic && has_its_role(one, entry) && !is_too_long(one)
}

/// Whether words fill more than a reply has room for: they would take the place of others, and not be shown either.
fn is_too_long(one: AttributedTestimonial<'_>) -> bool {
    one.said.text.chars().count() > MAX_CHARACTERS
}
