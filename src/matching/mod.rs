//! A question in, ranked entries with a confidence and an explanation out.
//!
//! Pure and fast: no I/O, no clock, no lock; the same question over the same entries always gives the same ranking. One
//! file per signal ([`bm25`], [`ngrams`]), [`query_parser`] before them and [`ranking_features`], [`entity_match`], [`confidence`] after.

mod answer_type;
mod autocomplete;
mod bm25;
mod coefficients;
pub mod confidence;
mod dot_product;
mod encodable;
mod encoding;
mod entity_match;
mod explain;
mod fuzzy;
mod gloss;
mod index;
mod known_gaps;
mod lexicon;
mod ngrams;
mod phrases;
mod postings;
mod query_parser;
mod question;
mod quote_ranking;
mod quotes;
mod rank;
mod ranking_features;
pub mod reachability;
mod segments;
mod semantic;
mod testimonials;
mod uncovered_terms;
mod vectors;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::knowledge::{Entry, Gap, Knowledge, Origin, Person, Testimonial};
use crate::text;
use encodable::MeaningCell;
use index::{IndexDocument, LexicalIndex};
use lexicon::Lexicon;
use segments::{Segment, SharedIndex};

pub use confidence::{AnswerThreshold, Verdict};
pub use encodable::Encodable;
pub use encoding::{EncodeError, EncodedToken, Encoder, Encoding};
pub use explain::{EntryPart, Explanation, GapPart, QueryTermPart, QuotePart, ScorePart, ScoringMode};
pub use question::{Question, RankedEntry, SearchResult, TOP, UnansweredPart};
use quote_ranking::ScoredQuote;
pub use quote_ranking::{MOST_CHARACTERS, MOST_QUOTES};
pub use segments::{Candidate, DocId};
pub use semantic::Embedding;
pub use testimonials::{AttributedTestimonial, GuildTestimonials};

/// Finds entries.
pub struct Matcher {
    ground: Arc<SharedIndex>,
    /// The entries, in the order in which they came.
    layers: Vec<Arc<Segment>>,
    /// The words of all layers.
    lexicon: Arc<Lexicon>,
    /// The entries as documents, numbered by their places; it knows which of them are hidden.
    index: LexicalIndex,
    /// People who are not quoted.
    silent: FxHashSet<String>,
    /// What members of the guild have shared.
    own: Arc<GuildTestimonials>,
    /// How sure it must be to answer.
    boldness: AnswerThreshold,
}

impl Matcher {
    /// A matcher over the curated entries and a community's own, in one ranking.
    pub fn new(knowledge: Arc<Knowledge>, community: impl Iterator<Item = Arc<Entry>>) -> Self {
        let curated = knowledge.entries.clone().into_iter().map(|entry| (entry, Origin::Curated));
        let entries = curated.chain(community.map(|entry| (entry, Origin::Guild)));
        let mut words = lexicon::LexiconBuilder::default();
        let ground = Arc::new(SharedIndex::new(knowledge, |token| words.learn(token)));
        let lexicon = Arc::new(words.build());
        let bare = Self {
            ground,
            layers: Vec::new(),
            lexicon,
            index: LexicalIndex::default(),
            silent: FxHashSet::default(),
            own: Arc::default(),
            boldness: AnswerThreshold::default(),
        };
        bare.with(entries)
    }

    /// A matcher over everything that `base` finds but what is `hidden`, and over more entries, in one
    /// ranking. It shares what `base` is made of, so that it is made as fast as the entries that come with it are read.
    ///
    /// What is hidden in `base` stays hidden. Every layer makes a question a little dearer: three are plenty.
    ///
    /// The ranking is that of a matcher over the same entries at once, but for what a layer was measured against when it
    /// was built: mean lengths of the fields, and lengths of the n-gram vectors.
    pub fn over(
        base: &Self,
        entries: impl Iterator<Item = (Arc<Entry>, Origin)>,
        hidden: impl IntoIterator<Item = DocId>,
    ) -> Self {
        let mut matcher = base.with(entries);
        // What came with this matcher is not `base`'s to hide.
        matcher.index.hide(hidden.into_iter().map(|place| place.0).filter(|place| *place < base.index.documents()));
        matcher
    }

    /// The same, never quoting these curated people (by their ids) either.
    #[must_use]
    pub fn without_quotes_from(mut self, people: impl IntoIterator<Item = String>) -> Self {
        self.silent.extend(people);
        self
    }

    /// Indexes what members of a guild have shared. It belongs to matchers over the same knowledge as this one.
    pub fn shared_testimonials(&self, shared: Vec<(Person, Testimonial)>) -> GuildTestimonials {
        GuildTestimonials::new(&self.ground, shared)
    }

    /// The same, quoting these members of a guild beside the curated people, in the place of those that it quoted before.
    #[must_use]
    pub fn with_shared_quotes(self, own: Arc<GuildTestimonials>) -> Self {
        Self { own, ..self }
    }

    /// The same, answering only where it is as sure as that asks for; matchers over it do the same.
    #[must_use]
    pub fn with_threshold(self, boldness: AnswerThreshold) -> Self {
        Self { boldness, ..self }
    }

    /// The same with a further layer.
    fn with(&self, entries: impl Iterator<Item = (Arc<Entry>, Origin)>) -> Self {
        let SharedIndex { stemmer, phrases, names, .. } = &*self.ground;
        let first = self.index.documents();
        let mut words = lexicon::LexiconBuilder::over(&self.lexicon);
        let mut documents = index::LexicalSegmentBuilder::new(phrases, stemmer);
        let mut candidates = Vec::new();
        for (place, (entry, origin)) in (first..).zip(entries) {
            let document = IndexDocument {
                title: &entry.question,
                aliases: &entry.aliases,
                body: &entry.answer,
                tags: &entry.tags,
                japanese: entry.phrasings_ja().collect(),
            };
            documents.add(&document, |token| words.learn(token));
            let (focus, numbers) = (names.of_entry(&entry), answer_type::tells(&entry));
            candidates.push(Candidate {
                entry,
                origin,
                sense: MeaningCell::default(),
                place: DocId(place),
                focus,
                numbers,
            });
        }
        let layer = Arc::new(Segment::new(DocId(first), candidates));
        Self {
            ground: Arc::clone(&self.ground),
            layers: self.layers.iter().cloned().chain([layer]).collect(),
            lexicon: Arc::new(words.build()),
            index: self.index.with(documents),
            silent: self.silent.clone(),
            own: Arc::clone(&self.own),
            boldness: self.boldness,
        }
    }

    /// The curated knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        &self.ground.knowledge
    }

    /// The words of a text without their endings, with a space before and after each.
    pub fn stems(&self, text: &str) -> String {
        format!(" {} ", text::key(text, &self.ground.stemmer))
    }

    /// Every entry, hidden ones among them, place by place.
    fn all(&self) -> impl Iterator<Item = &Candidate> {
        self.layers.iter().flat_map(|layer| layer.candidates.iter())
    }

    /// Every entry that can be found: the curated ones, then the community's.
    pub fn candidates(&self) -> impl Iterator<Item = &Candidate> {
        self.all().filter(|candidate| self.index.shows(candidate.place.0))
    }

    /// Everything that an encoder reads to find answers by what is meant: the entries, then the curated testimonials and
    /// gaps.
    pub fn legible(&self) -> impl Iterator<Item = Encodable<'_>> {
        let SharedIndex { knowledge, quotes, gaps, .. } = &*self.ground;
        self.candidates().map(Candidate::legible).chain(quotes.legible(knowledge)).chain(gaps.legible(knowledge))
    }

    /// The entries that came last: what this matcher has beside its base.
    pub fn newest(&self) -> &[Candidate] {
        self.layers.last().map_or(&[], |layer| &layer.candidates)
    }

    /// How many entries can be found.
    pub fn entries(&self) -> usize {
        self.index.visible()
    }

    /// The entry that stands at a place of a ranking.
    pub fn candidate(&self, ranked: &RankedEntry) -> &Candidate {
        self.at(ranked.place)
    }

    /// The entry at a place, unless it is hidden.
    pub fn shown(&self, place: DocId) -> Option<&Candidate> {
        self.index.shows(place.0).then(|| self.at(place))
    }

    fn at(&self, place: DocId) -> &Candidate {
        let above = self.layers.partition_point(|layer| layer.first.0 <= place.0);
        let layer = &self.layers[above - 1];
        &layer.candidates[place.index() - layer.first.index()]
    }

    /// The entry with this id and origin.
    pub fn find_entry(&self, id: &str, origin: Origin) -> Option<&Candidate> {
        self.candidates().find(|candidate| candidate.origin == origin && candidate.entry.id == id)
    }

    /// The testimonials of those who may be quoted: the curated ones, then the guild's own.
    pub fn testimonials(&self) -> impl Iterator<Item = AttributedTestimonial<'_>> {
        self.everybody().filter(|one| self.may_quote(*one))
    }

    fn everybody(&self) -> impl Iterator<Item = AttributedTestimonial<'_>> {
        let knowledge = self.knowledge();
        let curated = knowledge.testimonials.iter().filter_map(|said| AttributedTestimonial::curated(knowledge, said));
        curated.chain(self.own.iter())
    }

    /// Members are never silenced: what they no longer want to share is withdrawn.
    fn may_quote(&self, one: AttributedTestimonial<'_>) -> bool {
        one.origin == Origin::Guild || !self.silent.contains(&one.by.id)
    }

    /// The testimonials that fit a question under an entry's answer.
    pub fn quotes(&self, found: &SearchResult, entry: &Entry) -> Vec<AttributedTestimonial<'_>> {
        quote_ranking::choose(&self.fits(found, entry), entry)
    }

    /// The testimonials that may be quoted under an entry's answer, those first that fit a question best.
    fn fits(&self, found: &SearchResult, entry: &Entry) -> Vec<ScoredQuote<'_>> {
        let SharedIndex { knowledge, names, quotes, .. } = &*self.ground;
        let question::ParsedQuestion { whole, focus, .. } = &found.read;
        // To compare what they mean is dear: only those are heard who may be shown.
        let may = |one: AttributedTestimonial<'_>| self.may_quote(one) && quote_ranking::may_be_shown(one, entry);
        let own = self.own.heard(whole).filter(|one| may(one.voice));
        quote_ranking::fits(quotes.heard(knowledge, whole, found.meant.as_ref(), may).chain(own), names, entry, *focus)
    }

    /// Every testimonial that may stand beside an entry, in an order that does not depend on any question: the guild's own
    /// come last.
    pub fn voices<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = AttributedTestimonial<'a>> {
        quotes::beside(self.knowledge(), self.everybody(), entry).filter(|one| self.may_quote(*one))
    }

    /// Gets ready to complete: otherwise whoever types first waits for every phrasing to be read.
    pub fn build_autocomplete(&self) {
        for layer in &self.layers {
            layer.completer(&self.ground.stemmer);
        }
    }

    /// What a question, or the first of several without an answer, asks for that is known not to be known.
    pub fn gap(&self, found: &SearchResult) -> Option<&Gap> {
        match found.verdict {
            Verdict::Answer => found.open.iter().find_map(|open| self.gap_of(open)),
            Verdict::Suggest | Verdict::Abstain => found.gap.filter(|near| near.is_recognised())?.gap(self.knowledge()),
        }
    }

    /// What one of several questions asks for that is known not to be known.
    pub fn gap_of(&self, open: &UnansweredPart) -> Option<&Gap> {
        open.gap?.gap(self.knowledge())
    }

    /// Whether any entry is a community's own.
    pub fn has_own_entries(&self) -> bool {
        self.candidates().any(|candidate| candidate.origin == Origin::Guild)
    }

    /// Whether the vocabulary knows every word of a text as Japanese.
    pub fn knows_as_japanese(&self, text: &str) -> bool {
        self.glossed(text).is_some_and(|gloss| !gloss.text.chars().any(text::is_japanese))
    }

    /// How a question was read, and what each signal said of the best entries.
    pub fn explain(&self, question: &Question<'_>) -> Explanation {
        explain::explain(self, question)
    }
}
