//! The testimonials of the knowledge: how well they fit a question, and which of them may stand beside an entry.

use super::explain::By;
use super::fit::MOST_CHARACTERS;
use super::fuse::Evidence;
use super::index::{Builder, Index, Signals};
use super::legible::{Legible, Sense};
use super::phrases::Phrases;
use super::reading::Reading;
use super::semantic::Meant;
use super::voices::{self, Voice};
use crate::knowledge::{Basis, Entry, Knowledge, Origin};
use crate::text::Stemmer;

/// The testimonials of the knowledge, indexed like entries.
#[derive(Debug, Default)]
pub struct Quotes {
    index: Index,
    /// What each of them means, in their order.
    senses: Vec<Sense>,
}

/// Somebody's words, heard with a question in mind.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// The words.
    pub voice: Voice<'a>,
    /// By what they may fit.
    pub by: By,
    /// What speaks for their fitting the question.
    pub evidence: Evidence,
}

impl<'a> Heard<'a> {
    /// Words that no encoder has read, or not the question.
    pub fn by_words(voice: Voice<'a>, words: Signals) -> Self {
        Self { voice, by: By::Words, evidence: Evidence { words, ..Evidence::default() } }
    }

    /// Words that an encoder has read, and the question, too.
    fn by_meaning(voice: Voice<'a>, evidence: Evidence) -> Self {
        Self { voice, by: By::Meaning, evidence }
    }
}

impl Quotes {
    /// Indexes the testimonials.
    pub fn new(knowledge: &Knowledge, phrases: &Phrases, stemmer: &Stemmer) -> Self {
        let mut builder = Builder::new(phrases, stemmer);
        for one in &knowledge.testimonials {
            voices::add(&mut builder, knowledge, one);
        }
        let senses = knowledge.testimonials.iter().map(|_| Sense::default()).collect();
        Self { index: Index::default().with(builder), senses }
    }

    /// Where they are found.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The testimonials, as something that an encoder reads.
    pub fn legible<'q>(&'q self, knowledge: &'q Knowledge) -> impl Iterator<Item = Legible<'q>> {
        knowledge.testimonials.iter().zip(&self.senses).map(|(said, sense)| Legible::words_of(said, sense))
    }

    /// The testimonials that `may` be heard, each with how well it fits a question: as it was read and, where an encoder has
    /// read it, meant.
    pub fn heard<'k>(
        &self,
        knowledge: &'k Knowledge,
        reading: &Reading,
        meant: Option<&Meant>,
        may: impl Fn(Voice<'k>) -> bool,
    ) -> impl Iterator<Item = Heard<'k>> {
        let voices = knowledge.testimonials.iter().map(|said| Voice::curated(knowledge, said));
        let signals = self.index.signals(reading).into_iter().zip(&self.senses);
        voices.zip(signals).filter_map(move |(voice, (words, sense))| {
            let voice = voice.filter(|voice| may(*voice))?;
            Some(match sense.meaning().zip(meant) {
                Some((meaning, meant)) => Heard::by_meaning(voice, Evidence::known(meaning, words, meant, true)),
                None => Heard::by_words(voice, words),
            })
        })
    }
}

/// Of everybody, those who may stand beside an entry: whom it lists, in its order, then those on its topic who have one of
/// its roles.
pub fn beside<'a>(
    knowledge: &'a Knowledge,
    everybody: impl Iterator<Item = Voice<'a>>,
    entry: &'a Entry,
) -> impl Iterator<Item = Voice<'a>> {
    let listed = entry.testimonials.iter().filter_map(|id| Voice::curated(knowledge, knowledge.testimonial(id)?));
    let close = |one: &Voice<'_>| {
        one.said.topics.contains(&entry.topic) && !is_listed(*one, entry) && has_its_role(*one, entry)
    };
    listed.chain(everybody.filter(close)).filter(|one| may_stand_beside(*one, entry))
}

/// Whether an entry lists somebody's words. What it lists is curated: members may give theirs the same id.
pub fn is_listed(one: Voice<'_>, entry: &Entry) -> bool {
    one.origin == Origin::Curated && entry.testimonials.contains(&one.said.id)
}

/// Whether an entry tells of whoever speaks; it never does of members.
pub fn is_told_of(one: Voice<'_>, entry: &Entry) -> bool {
    one.origin == Origin::Curated && entry.speakers.contains(&one.by.id)
}

/// Whether whoever speaks has one of an entry's roles.
fn has_its_role(one: Voice<'_>, entry: &Entry) -> bool {
    entry.roles.is_empty() || entry.roles.contains(&one.by.role)
}

/// Whether somebody's words may stand beside an entry: never rough language, and beside somebody's experience only the
/// words of those it tells of.
pub fn may_stand_beside(one: Voice<'_>, entry: &Entry) -> bool {
    let speaks = match entry.basis {
        Basis::Document => true,
        Basis::Experience => is_told_of(one, entry),
    };
    speaks && !one.said.mature
}

/// Whether words that fit a question may stand under an entry's answer. No curator has read what members share beside all
/// entries, and among hundreds some share a question's words by chance: theirs must not speak of another topic than the
/// entry does, nor as another role.
pub fn may_stand_below(one: Voice<'_>, entry: &Entry) -> bool {
    let topics = &one.said.topics;
    let on_topic = entry.topic.is_empty() || topics.is_empty() || topics.contains(&entry.topic);
    one.origin == Origin::Curated || on_topic && has_its_role(one, entry) && !is_too_long(one)
}

/// Whether words fill more than a reply has room for: they would take the place of others, and not be shown either.
fn is_too_long(one: Voice<'_>) -> bool {
    one.said.text.chars().count() > MOST_CHARACTERS
}
