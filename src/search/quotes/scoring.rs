//! Which testimonials are shown with an answer: chosen for the question, among those that may stand below the entry, and
//! left out when none fits.

use crate::knowledge::{Basis, Entry, Origin};
use crate::search::query::entity_match::{EntityLexicon, MentionedEntities};
use crate::search::quotes::testimonials::AttributedTestimonial;
use crate::search::quotes::{QuoteMatch, is_listed, is_told_of, may_stand_below, may_stand_beside};
use crate::search::ranking::explain::{self, ScorePart, ScoringMode};
use crate::search::ranking::features::{self, RankingFeatures, Signal};

/// The most quotations under an answer.
pub const MAX_QUOTES: usize = 2;
/// The most characters of all quotations under an answer.
pub const MAX_CHARACTERS: usize = 900;

/// A testimonial, with the features that speak for showing it under an entry's answer.
#[derive(Debug, Clone, Copy)]
pub struct ScoredQuote<'a> {
    /// The words.
    pub voice: AttributedTestimonial<'a>,
    by: ScoringMode,
    ties: QuoteFeatures,
}

/// Features of a testimonial, given a question and an entry.
#[derive(Debug, Clone, Copy)]
struct QuoteFeatures {
    /// The ranking features of the testimonial for the question.
    evidence: RankingFeatures,
    /// 1 where the entry lists them: a curator has read both.
    listed: f32,
    /// 1 if the entry or the question is about the speaker.
    speaker: f32,
}

/// The signals by words alone.
const BY_WORDS: [Signal<QuoteFeatures>; 3] = [
    ("words and spelling", 1.0, |ties| features::by_words(&ties.evidence.words)),
    ("listed by the entry", 0.30, |ties| ties.listed),
    ("said by whom it is about", 0.15, |ties| ties.speaker),
];

/// The signals by words and meaning. The first three weights are about those with which a logistic function tells best what
/// fits: of 86 pairs of questions and words that a fact lists, judged by hand, AUROC is 0.83 (each pair by the others), and
/// 0.64 by words alone. With the fourth, listed words come before others, as they should.
const BY_MEANING: [Signal<QuoteFeatures>; 5] = [
    ("words and spelling", 0.10, |ties| features::by_words(&ties.evidence.words)),
    ("meaning of the whole (pooled)", 0.40, |ties| ties.evidence.pooled.centre),
    ("meaning of every word (late interaction)", 0.50, |ties| ties.evidence.late.mean),
    ("listed by the entry", 0.20, |ties| ties.listed),
    ("said by whom it is about", 0.05, |ties| ties.speaker),
];

/// Least fits at which words are shown.
struct QuoteFloors {
    /// Under a fact from a document that lists the testimonial: it must touch the question.
    fact: f32,
    /// Under a fact that does not list it: it must nearly answer the question.
    fact_unlisted: f32,
    /// Under an entry about the speaker's experience. What the entry lists always passes.
    experience: f32,
    /// … and the rest of what they say must bear on the question.
    experience_unlisted: f32,
    /// As a second quotation.
    second: f32,
}

/// By words alone. With a lower floor under a fact, 0.40, "who runs JET?" got a speaker's student days.
const FLOORS_BY_WORDS: QuoteFloors =
    QuoteFloors { fact: 0.45, fact_unlisted: 0.75, experience: 0.30, experience_unlisted: 0.30, second: 0.55 };

/// By words and embeddings. Two texts about Japan are always somewhat alike, so that unlisted testimonials must be very
/// much alike: "is the interview hard?" got another interview of the same person at 0.62. Of the pairs judged by hand,
/// 41 of 44 that pass under a fact fit; by words alone, 31 of 39 did.
const FLOORS_BY_MEANING: QuoteFloors =
    QuoteFloors { fact: 0.50, experience_unlisted: 0.70, second: 0.50, ..FLOORS_BY_WORDS };

impl QuoteFloors {
    fn below(&self, entry: &Entry, is_listed: bool) -> f32 {
        match (entry.basis, is_listed) {
            (Basis::Document, true) => self.fact,
            (Basis::Document, false) => self.fact_unlisted,
            (Basis::Experience, true) => self.experience,
            (Basis::Experience, false) => self.experience_unlisted,
        }
    }
}

impl ScoredQuote<'_> {
    /// How well they fit, of about 1 where everything agrees.
    pub fn worth(&self) -> f32 {
        features::sum(self.signals(), &self.ties)
    }

    /// What that is the sum of.
    pub fn parts(&self) -> Vec<ScorePart> {
        explain::parts(self.signals(), &self.ties)
    }

    fn signals(&self) -> &'static [Signal<QuoteFeatures>] {
        match self.by {
            ScoringMode::Words => &BY_WORDS,
            ScoringMode::Meaning => &BY_MEANING,
        }
    }

    fn floors(&self) -> &'static QuoteFloors {
        match self.by {
            ScoringMode::Words => &FLOORS_BY_WORDS,
            ScoringMode::Meaning => &FLOORS_BY_MEANING,
        }
    }
}

/// Whether a testimonial may stand below an entry's answer, if it fits.
pub fn may_be_shown(voice: AttributedTestimonial<'_>, entry: &Entry) -> bool {
    may_stand_beside(voice, entry) && may_stand_below(voice, entry)
}

/// The scored testimonials, the best first.
pub fn fits<'a>(
    quote_match: impl Iterator<Item = QuoteMatch<'a>>,
    names: &EntityLexicon,
    entry: &Entry,
    focus: MentionedEntities,
) -> Vec<ScoredQuote<'a>> {
    let fit = |QuoteMatch { voice, by, evidence }: QuoteMatch<'a>| {
        // Members go by any word that they like: a question that has it need not mean them.
        let meant = voice.origin == Origin::Curated && names.names_person(focus, &voice.by.id);
        let listed = f32::from(u8::from(is_listed(voice, entry)));
        let speaker = f32::from(u8::from(is_told_of(voice, entry) || meant));
        ScoredQuote { voice, by, ties: QuoteFeatures { evidence, listed, speaker } }
    };
    let mut fits: Vec<ScoredQuote<'_>> = quote_match.map(fit).collect();
    fits.sort_by(|a, b| b.worth().total_cmp(&a.worth()));
    fits
}

/// The testimonials to show: the best first, those that fit well enough, at most as many as a reply holds, and none
/// twice.
pub fn choose<'a>(fits: &[ScoredQuote<'a>], entry: &Entry) -> Vec<AttributedTestimonial<'a>> {
    let mut chosen: Vec<AttributedTestimonial<'a>> = Vec::new();
    let least = |one: &ScoredQuote<'_>| one.floors().below(entry, is_listed(one.voice, entry));
    for one in fits.iter().filter(|one| one.worth() >= least(one)) {
        if !chosen.is_empty() && one.worth() < one.floors().second {
            continue;
        }
        if chosen.iter().any(|other| repeats(one.voice, *other)) {
            continue;
        }
        match chosen.iter().position(|other| repeats(*other, one.voice)) {
            // It says that, and more.
            Some(place) => chosen[place] = one.voice,
            None if chosen.len() < MAX_QUOTES => chosen.push(one.voice),
            None => {}
        }
    }
    let mut characters = 0;
    let fits_reply = |one: &AttributedTestimonial<'_>| {
        characters += one.said.text.chars().count();
        characters <= MAX_CHARACTERS
    };
    chosen.into_iter().take_while(fits_reply).collect()
}

/// Whether a testimonial says nothing that the other does not say.
fn repeats(one: AttributedTestimonial<'_>, other: AttributedTestimonial<'_>) -> bool {
    let by_the_same = (one.origin, &one.by.id) == (other.origin, &other.by.id);
    by_the_same && one.said.parts().all(|part| other.said.parts().any(|whole| whole.contains(part)))
}
