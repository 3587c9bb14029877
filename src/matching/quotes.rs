//! Which testimonials fit a question: chosen for what was asked, among those that fit the entry, and left out when none
//! does.

use super::focus::{Focus, Names};
use super::fuse::fuse;
use super::index::{Builder, Document, Index};
use super::phrases::Phrases;
use super::reading::Reading;
use crate::knowledge::{Basis, Entry, Knowledge, Testimonial};
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

/// Most quotations under an answer, and their most characters together.
const MOST: usize = 2;
const MOST_CHARACTERS: usize = 900;

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
            let titles = one.topics.iter().filter_map(|id| knowledge.topic(id)).map(|topic| topic.title.clone());
            let tags: Vec<String> = titles.collect();
            let document = Document { title: &one.text, aliases: &[], body: "", tags: &tags };
            builder.add(&document, |_| ());
        }
        Self { index: Index::default().with(builder) }
    }

    /// The testimonials that fit a question under an entry's answer, the best first; never more than fit a reply, never
    /// rough language.
    pub fn choose<'k>(
        &self,
        knowledge: &'k Knowledge,
        names: &Names,
        entry: &Entry,
        (reading, focus): (&Reading, Focus),
        may_quote: impl Fn(&Testimonial) -> bool,
    ) -> Vec<&'k Testimonial> {
        let floor = |one: &Testimonial| match entry.basis {
            Basis::Experience => FIT_FOR_EXPERIENCE,
            Basis::Document if entry.testimonials.contains(&one.id) => FIT_FOR_FACT,
            Basis::Document => FIT_FOR_FACT_UNLISTED,
        };
        let signals = self.index.signals(reading);
        let fit = |(one, signals): (&'k Testimonial, _)| {
            let listed = entry.testimonials.contains(&one.id);
            let speaks = entry.speakers.contains(&one.person);
            let meant = names.names_person(focus, &one.person);
            let mut fit = fuse(&signals);
            fit += if listed { LISTED } else { 0.0 };
            fit += if speaks || meant { SPEAKER } else { 0.0 };
            (one, fit)
        };
        let candidates = knowledge.testimonials.iter().zip(signals);
        let candidates = candidates.filter(|(one, _)| may_stand_beside(one, entry) && may_quote(one));
        let mut fits: Vec<(&Testimonial, f32)> = candidates.map(fit).filter(|(one, fit)| *fit >= floor(one)).collect();
        fits.sort_by(|a, b| b.1.total_cmp(&a.1));
        let second = |(rank, (_, fit)): &(usize, (&Testimonial, f32))| *rank == 0 || *fit >= FIT_FOR_SECOND;
        let best = fits.into_iter().take(MOST).enumerate().take_while(second).map(|(_, (one, _))| one);
        let mut characters = 0;
        let fits_reply = |one: &&Testimonial| {
            characters += one.text.chars().count();
            characters <= MOST_CHARACTERS
        };
        best.take_while(fits_reply).collect()
    }
}

/// Every testimonial that may stand beside an entry: those it lists, in its order, then those on its topic by people of
/// its roles.
pub fn beside<'k>(knowledge: &'k Knowledge, entry: &'k Entry) -> impl Iterator<Item = &'k Testimonial> {
    let listed = entry.testimonials.iter().filter_map(|id| knowledge.testimonial(id));
    let close = |one: &&Testimonial| {
        let person = knowledge.person(&one.person);
        one.topics.contains(&entry.topic)
            && !entry.testimonials.contains(&one.id)
            && (entry.roles.is_empty() || person.is_some_and(|person| entry.roles.contains(&person.role)))
    };
    listed.chain(knowledge.testimonials.iter().filter(close)).filter(|one| may_stand_beside(one, entry))
}

/// Whether somebody's words may stand beside an entry: never rough language, and beside somebody's experience only the
/// words of those it tells of.
fn may_stand_beside(one: &Testimonial, entry: &Entry) -> bool {
    let speaks = match entry.basis {
        Basis::Document => true,
        Basis::Experience => entry.speakers.contains(&one.person),
    };
    speaks && !one.mature
}
