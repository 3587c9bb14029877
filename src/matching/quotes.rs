//! Which testimonials fit a question: chosen for what was asked, among those that fit the entry, and left out when none
//! does.

use super::focus::{Focus, Names};
use super::fuse;
use super::index::{Builder, Index, Signals};
use super::phrases::Phrases;
use super::reading::Reading;
use super::voices::{self, Voice};
use crate::knowledge::{Basis, Entry, Knowledge, Origin};
use crate::text::Stemmer;

/// Added for a testimonial that the entry lists: a curator has read both.
const LISTED: f32 = 0.30;

/// Added for the words of whoever the entry or the question is about.
const SPEAKER: f32 = 0.15;

/// Least fit at which words are shown under a fact of a document: a curator's choice must touch the question, other words
/// must nearly answer it (at 0.40, "who runs JET?" got somebody's student days).
const FIT_FOR_FACT: f32 = 0.45;
const FIT_FOR_FACT_UNLISTED: f32 = 0.75;

/// Least fit at which words are shown under an experience; its speaker's listed words always pass.
const FIT_FOR_EXPERIENCE: f32 = 0.30;

/// Least fit of a second quotation.
const FIT_FOR_SECOND: f32 = 0.55;

/// Most quotations under an answer …
pub const MOST_QUOTES: usize = 2;
/// … and their most characters together.
pub const MOST_CHARACTERS: usize = 900;

/// The testimonials of the knowledge, indexed like entries.
#[derive(Debug, Default)]
pub struct Quotes {
    index: Index,
}

impl Quotes {
    /// Indexes the testimonials.
    pub fn new(knowledge: &Knowledge, phrases: &Phrases, stemmer: &Stemmer) -> Self {
        let mut builder = Builder::new(phrases, stemmer);
        for one in &knowledge.testimonials {
            voices::add(&mut builder, knowledge, one);
        }
        Self { index: Index::default().with(builder) }
    }

    /// Where they are found.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The testimonials, each with what the signals say of it.
    pub fn heard<'k>(&self, knowledge: &'k Knowledge, reading: &Reading) -> impl Iterator<Item = (Voice<'k>, Signals)> {
        let signals = self.index.signals(reading);
        let voices = knowledge.testimonials.iter().map(|said| Voice::curated(knowledge, said));
        voices.zip(signals).filter_map(|(voice, signals)| Some((voice?, signals)))
    }
}

/// Of everybody who was `heard`, those who fit a question of this focus under an entry's answer, the best first; never more
/// than fit a reply, never rough language.
pub fn choose<'a>(
    heard: impl Iterator<Item = (Voice<'a>, Signals)>,
    names: &Names,
    entry: &Entry,
    focus: Focus,
) -> Vec<Voice<'a>> {
    let floor = |one: Voice<'_>| match entry.basis {
        Basis::Experience => FIT_FOR_EXPERIENCE,
        Basis::Document if is_listed(one, entry) => FIT_FOR_FACT,
        Basis::Document => FIT_FOR_FACT_UNLISTED,
    };
    let fit = |(one, signals): (Voice<'a>, Signals)| {
        // Members go by any word that they like: a question that has it need not mean them.
        let meant = one.origin == Origin::Curated && names.names_person(focus, &one.by.id);
        let mut fit = fuse::by_words(&signals);
        fit += if is_listed(one, entry) { LISTED } else { 0.0 };
        fit += if is_told_of(one, entry) || meant { SPEAKER } else { 0.0 };
        (one, fit)
    };
    let candidates = heard.filter(|(one, _)| may_stand_beside(*one, entry) && may_stand_below(*one, entry));
    let mut fits: Vec<(Voice<'_>, f32)> = candidates.map(fit).filter(|(one, fit)| *fit >= floor(*one)).collect();
    fits.sort_by(|a, b| b.1.total_cmp(&a.1));
    let second = |(rank, (_, fit)): &(usize, (Voice<'_>, f32))| *rank == 0 || *fit >= FIT_FOR_SECOND;
    let best = fits.into_iter().take(MOST_QUOTES).enumerate().take_while(second).map(|(_, (one, _))| one);
    let mut characters = 0;
    let fits_reply = |one: &Voice<'_>| {
        characters += one.said.text.chars().count();
        characters <= MOST_CHARACTERS
    };
    best.take_while(fits_reply).collect()
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
fn is_listed(one: Voice<'_>, entry: &Entry) -> bool {
    one.origin == Origin::Curated && entry.testimonials.contains(&one.said.id)
}

/// Whether an entry tells of whoever speaks; it never does of members.
fn is_told_of(one: Voice<'_>, entry: &Entry) -> bool {
    one.origin == Origin::Curated && entry.speakers.contains(&one.by.id)
}

/// Whether whoever speaks has one of an entry's roles.
fn has_its_role(one: Voice<'_>, entry: &Entry) -> bool {
    entry.roles.is_empty() || entry.roles.contains(&one.by.role)
}

/// Whether somebody's words may stand beside an entry: never rough language, and beside somebody's experience only the
/// words of those it tells of.
fn may_stand_beside(one: Voice<'_>, entry: &Entry) -> bool {
    let speaks = match entry.basis {
        Basis::Document => true,
        Basis::Experience => is_told_of(one, entry),
    };
    speaks && !one.said.mature
}

/// Whether words that fit a question may stand under an entry's answer. No curator has read what members share beside all
/// entries, and among hundreds some share a question's words by chance: theirs must not speak of another topic than the
/// entry does, nor as another role.
fn may_stand_below(one: Voice<'_>, entry: &Entry) -> bool {
    let topics = &one.said.topics;
    let on_topic = entry.topic.is_empty() || topics.is_empty() || topics.contains(&entry.topic);
    one.origin == Origin::Curated || on_topic && has_its_role(one, entry) && !is_too_long(one)
}

/// Whether words fill more than a reply has room for: they would take the place of others, and not be shown either.
fn is_too_long(one: Voice<'_>) -> bool {
    one.said.text.chars().count() > MOST_CHARACTERS
}
