//! Matches a question against the entries: ranks them, with a confidence and an explanation.
//!
//! There is no I/O and no clock. The same question over the same entries and embeddings always gives the same ranking.
//! Embeddings and lookup tables are written once behind `&self`, while questions are answered: until an entry has its
//! embedding, it is ranked by its words.
//!
//! [`query`] reads a question; [`lexical`] and [`semantic`] compare it with the entries by words and by meaning;
//! [`ranking`] brings both together; [`quotes`] chooses the testimonials that fit.

pub(crate) mod autocomplete;
pub(crate) mod lexical;
pub(crate) mod query;
pub(crate) mod quotes;
pub(crate) mod ranking;
pub mod reachability;
pub(crate) mod semantic;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::knowledge::{Entry, Gap, Knowledge, Origin, Person, Testimonial};
use crate::search::lexical::index::{self, IndexDocument, LexicalIndex};
use crate::search::lexical::lexicon::{self, Lexicon};
use crate::search::lexical::segments::{Segment, SharedIndex};
use crate::search::query::{answer_type, question};
use crate::search::quotes::scoring::{self, ScoredQuote};
use crate::search::ranking::explain;
use crate::search::semantic::encodable::MeaningCell;
use crate::text;

pub use crate::search::lexical::segments::{Candidate, DocId};
pub use crate::search::query::question::{Question, RankedEntry, SearchResult, TOP, UnansweredPart};
pub use crate::search::quotes::scoring::{MAX_CHARACTERS, MAX_QUOTES};
pub use crate::search::quotes::testimonials::{AttributedTestimonial, GuildTestimonials};
pub use crate::search::ranking::confidence::{AnswerThreshold, Verdict};
pub use crate::search::ranking::explain::{
    EntryPart, Explanation, GapPart, QueryTermPart, QuotePart, ScorePart, ScoringMode,
};
pub use crate::search::semantic::embedding::Embedding;
pub use crate::search::semantic::encodable::Encodable;
pub use crate::search::semantic::encoding::{EncodeError, EncodedToken, Encoder, Encoding};

/// Ranks entries for questions. A matcher built over another one shares its segments, lexicon and shared index.
pub struct Matcher {
    shared_index: Arc<SharedIndex>,
    /// In order of doc ids.
    layers: Vec<Arc<Segment>>,
    /// The words of the vocabulary and of all segments.
    lexicon: Arc<Lexicon>,
    /// Document numbers are doc ids. The index also records which entries are hidden.
    index: LexicalIndex,
    /// Ids of curated people who are not quoted.
    silent: FxHashSet<String>,
    /// Testimonials that members of the guild have shared.
    own: Arc<GuildTestimonials>,
    boldness: AnswerThreshold,
}

impl Matcher {
    /// Ranks the curated entries and a guild's own ones together.
    pub fn new(knowledge: Arc<Knowledge>, community: impl Iterator<Item = Arc<Entry>>) -> Self {
        let curated = knowledge.entries.clone().into_iter().map(|entry| (entry, Origin::Curated));
        let entries = curated.chain(community.map(|entry| (entry, Origin::Guild)));
        let mut words = lexicon::LexiconBuilder::default();
        let shared_index = Arc::new(SharedIndex::new(knowledge, |token| words.learn(token)));
        let lexicon = Arc::new(words.build());
        let bare = Self {
            shared_index,
            layers: Vec::new(),
            lexicon,
            index: LexicalIndex::default(),
            silent: FxHashSet::default(),
            own: Arc::default(),
            boldness: AnswerThreshold::default(),
        };
        bare.with(entries)
    }

    /// A matcher over the entries of `base` without `hidden`, plus further entries, in one ranking. It shares the
    /// segments of `base`, so that building it takes only as long as reading the further entries.
    ///
    /// Entries that `base` hides stay hidden. Each segment adds query cost; keep to three.
    ///
    /// The ranking equals that of a single matcher over the same entries, except for the statistics that a segment was
    /// built with: mean field lengths and the lengths of the n-gram vectors.
    pub fn over(
        base: &Self,
        entries: impl Iterator<Item = (Arc<Entry>, Origin)>,
        hidden: impl IntoIterator<Item = DocId>,
    ) -> Self {
        let mut matcher = base.with(entries);
        // `hidden` refers to documents of `base` only, never to the further entries.
        matcher.index.hide(hidden.into_iter().map(|place| place.0).filter(|place| *place < base.index.documents()));
        matcher
    }

    /// Adds curated people (ids) who are never quoted.
    #[must_use]
    pub fn without_quotes_from(mut self, people: impl IntoIterator<Item = String>) -> Self {
        self.silent.extend(people);
        self
    }

    /// Indexes testimonials of a guild's members, for any matcher over the same knowledge as this one.
    pub fn shared_testimonials(&self, shared: Vec<(Person, Testimonial)>) -> GuildTestimonials {
        GuildTestimonials::new(&self.shared_index, shared)
    }

    /// Sets the guild's testimonials that are quoted beside the curated ones; they replace earlier ones.
    #[must_use]
    pub fn with_shared_quotes(self, own: Arc<GuildTestimonials>) -> Self {
        Self { own, ..self }
    }

    /// Sets the answer threshold. Matchers built over this one inherit it.
    #[must_use]
    pub fn with_threshold(self, boldness: AnswerThreshold) -> Self {
        Self { boldness, ..self }
    }

    /// Adds a segment.
    fn with(&self, entries: impl Iterator<Item = (Arc<Entry>, Origin)>) -> Self {
        let SharedIndex { stemmer, phrases, names, .. } = &*self.shared_index;
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
                meaning_cell: MeaningCell::default(),
                place: DocId(place),
                focus,
                numbers,
            });
        }
        let layer = Arc::new(Segment::new(DocId(first), candidates));
        Self {
            shared_index: Arc::clone(&self.shared_index),
            layers: self.layers.iter().cloned().chain([layer]).collect(),
            lexicon: Arc::new(words.build()),
            index: self.index.with(documents),
            silent: self.silent.clone(),
            own: Arc::clone(&self.own),
            boldness: self.boldness,
        }
    }

    pub fn knowledge(&self) -> &Knowledge {
        &self.shared_index.knowledge
    }

    /// The stems of a text's words, with a space before and after each.
    pub fn stems(&self, text: &str) -> String {
        format!(" {} ", text::key(text, &self.shared_index.stemmer))
    }

    /// Every entry, hidden ones included, in order of doc ids.
    fn all(&self) -> impl Iterator<Item = &Candidate> {
        self.layers.iter().flat_map(|layer| layer.candidates.iter())
    }

    /// Every entry that is not hidden, in order of doc ids.
    pub fn candidates(&self) -> impl Iterator<Item = &Candidate> {
        self.all().filter(|candidate| self.index.shows(candidate.place.0))
    }

    /// Everything that an encoder must encode for matching by embedding: the visible entries, then the curated
    /// testimonials and gaps.
    pub fn encodable(&self) -> impl Iterator<Item = Encodable<'_>> {
        let SharedIndex { knowledge, quotes, gaps, .. } = &*self.shared_index;
        self.candidates().map(Candidate::encodable).chain(quotes.encodable(knowledge)).chain(gaps.encodable(knowledge))
    }

    /// The entries of the last segment: those that this matcher has beyond its base.
    pub fn newest(&self) -> &[Candidate] {
        self.layers.last().map_or(&[], |layer| &layer.candidates)
    }

    /// The number of entries that are not hidden.
    pub fn entries(&self) -> usize {
        self.index.visible()
    }

    pub fn candidate(&self, ranked: &RankedEntry) -> &Candidate {
        self.at(ranked.place)
    }

    /// The entry with this doc id; `None` if it is hidden or does not exist.
    pub fn shown(&self, place: DocId) -> Option<&Candidate> {
        self.index.shows(place.0).then(|| self.at(place))
    }

    fn at(&self, place: DocId) -> &Candidate {
        let above = self.layers.partition_point(|layer| layer.first.0 <= place.0);
        let layer = &self.layers[above - 1];
        &layer.candidates[place.index() - layer.first.index()]
    }

    /// The visible entry with this id and origin.
    pub fn find_entry(&self, id: &str, origin: Origin) -> Option<&Candidate> {
        self.candidates().find(|candidate| candidate.origin == origin && candidate.entry.id == id)
    }

    /// The testimonials that may be quoted: the curated ones, then the guild's own.
    pub fn testimonials(&self) -> impl Iterator<Item = AttributedTestimonial<'_>> {
        self.everybody().filter(|one| self.may_quote(*one))
    }

    fn everybody(&self) -> impl Iterator<Item = AttributedTestimonial<'_>> {
        let knowledge = self.knowledge();
        let curated = knowledge.testimonials.iter().filter_map(|said| AttributedTestimonial::curated(knowledge, said));
        curated.chain(self.own.iter())
    }

    /// A guild's own testimonials may always be quoted: members withdraw what they no longer want to share.
    fn may_quote(&self, one: AttributedTestimonial<'_>) -> bool {
        one.origin == Origin::Guild || !self.silent.contains(&one.by.id)
    }

    /// The testimonials to show under an entry's answer to this question.
    pub fn quotes(&self, found: &SearchResult, entry: &Entry) -> Vec<AttributedTestimonial<'_>> {
        scoring::choose(&self.fits(found, entry), entry)
    }

    /// The testimonials that may be quoted under an entry's answer, best match for the question first.
    fn fits(&self, found: &SearchResult, entry: &Entry) -> Vec<ScoredQuote<'_>> {
        let SharedIndex { knowledge, names, quotes, .. } = &*self.shared_index;
        let question::ParsedQuestion { whole, focus, .. } = &found.read;
        // Comparing embeddings is expensive, so only testimonials that may be shown are scored.
        let may = |one: AttributedTestimonial<'_>| self.may_quote(one) && scoring::may_be_shown(one, entry);
        let own = self.own.quote_match(whole).filter(|one| may(one.voice));
        scoring::fits(quotes.quote_match(knowledge, whole, found.meant.as_ref(), may).chain(own), names, entry, *focus)
    }

    /// Every testimonial that may stand beside an entry, in an order that does not depend on any question. The guild's
    /// own come last.
    pub fn voices<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = AttributedTestimonial<'a>> {
        quotes::beside(self.knowledge(), self.everybody(), entry).filter(|one| self.may_quote(*one))
    }

    /// Builds the autocomplete indexes. Without this call, the first member to type waits until every phrasing is
    /// indexed.
    pub fn build_autocomplete(&self) {
        for layer in &self.layers {
            layer.completer(&self.shared_index.stemmer);
        }
    }

    /// The recognised gap that the question asks about. For an answered question, the first gap among its unanswered
    /// parts.
    pub fn gap(&self, found: &SearchResult) -> Option<&Gap> {
        match found.verdict {
            Verdict::Answer => found.open.iter().find_map(|open| self.gap_of(open)),
            Verdict::Suggest | Verdict::Abstain => found.gap.filter(|near| near.is_recognised())?.gap(self.knowledge()),
        }
    }

    /// The recognised gap that an unanswered part asks about.
    pub fn gap_of(&self, open: &UnansweredPart) -> Option<&Gap> {
        open.gap?.gap(self.knowledge())
    }

    /// Whether any visible entry is the guild's own.
    pub fn has_own_entries(&self) -> bool {
        self.candidates().any(|candidate| candidate.origin == Origin::Guild)
    }

    /// Whether the vocabulary covers all the Japanese of a text; false for a text without a gloss.
    pub fn knows_as_japanese(&self, text: &str) -> bool {
        self.glossed(text).is_some_and(|gloss| !gloss.text.chars().any(text::is_japanese))
    }

    /// Reports how the question was parsed and how each signal scored the best entries.
    pub fn explain(&self, question: &Question<'_>) -> Explanation {
        explain::explain(self, question)
    }
}
