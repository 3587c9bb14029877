//! A question in, ranked entries with a confidence and an explanation out.
//!
//! Pure and fast: no I/O, no clock, no lock; the same question over the same entries always gives the same ranking. One
//! file per signal ([`bm25`], [`ngrams`]), [`reading`] before them and [`fuse`], [`focus`], [`confidence`] after.

pub mod audit;
mod bm25;
mod complete;
pub mod confidence;
mod encoding;
mod explain;
mod focus;
mod fuse;
mod fuzzy;
mod index;
mod layers;
mod lexicon;
mod ngrams;
mod phrases;
mod postings;
mod quotes;
mod reading;
mod voices;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::knowledge::{Entry, Knowledge, Origin, Person, Role, Testimonial};
use crate::text::{self, Token, WordRole};
use complete::Typed;
use focus::Focus;
use index::{Document, Index};
use layers::{Ground, Layer};
use lexicon::Lexicon;
use reading::{Reader, Reading};

pub use confidence::Verdict;
pub use encoding::{EncodeError, Encoder, Encoding, Piece};
pub use explain::{EntryPart, Explanation, SlotPart};
pub use layers::{Candidate, Place};
pub use voices::{OwnVoices, Voice};

/// How many entries are ranked unless more or fewer are wanted.
pub const TOP: usize = 10;

/// How many entries are ranked however few are wanted: confidence needs two, suggestions three.
const LEAST_RANKED: usize = 3;

/// Sentences of a long question that are also matched on their own.
const MOST_SENTENCES: usize = 8;

/// Words that a sentence needs, beside stopwords, to be matched on its own: with two, 4 points of R@1 are lost on
/// questions in scope; without sentences, AUROC falls by 2.
const LEAST_WORDS: usize = 3;

/// A question as it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What was typed.
    pub text: &'a str,
    /// The role of whoever asks, where they said so.
    pub role: Option<Role>,
    /// Id of the topic that whoever asks is looking at.
    pub topic: Option<&'a str>,
    /// How many entries to rank; a few more may be, because confidence and suggestions need them.
    pub top: usize,
}

impl<'a> Question<'a> {
    /// A question by anybody.
    pub fn new(text: &'a str) -> Self {
        Self { text, role: None, topic: None, top: TOP }
    }
}

/// What was found for a question.
#[derive(Debug, Clone)]
pub struct Found {
    /// What to do with it.
    pub verdict: Verdict,
    /// How sure it is that the best entry answers, between 0 and 1.
    pub confidence: f32,
    /// The best entries, the best first.
    pub ranked: Vec<Ranked>,
    /// Whether the question says nothing that could be matched ("what is it?", "…").
    pub empty: bool,
    read: Read,
}

/// An entry's place in a ranking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    place: Place,
    /// Its score, of about 1 for a perfect match.
    pub score: f32,
}

/// Finds entries.
pub struct Matcher {
    ground: Arc<Ground>,
    /// The entries, in the order in which they came.
    layers: Vec<Arc<Layer>>,
    /// The words of all layers.
    lexicon: Arc<Lexicon>,
    /// The entries as documents, numbered by their places; it knows which of them are hidden.
    index: Index,
    /// People who are not quoted.
    silent: FxHashSet<String>,
    /// What members of the guild have shared.
    own: Arc<OwnVoices>,
}

impl Matcher {
    /// A matcher over the curated entries and a community's own, in one ranking.
    pub fn new(knowledge: Arc<Knowledge>, community: impl Iterator<Item = Arc<Entry>>) -> Self {
        let curated = knowledge.entries.clone().into_iter().map(|entry| (entry, Origin::Curated));
        let entries = curated.chain(community.map(|entry| (entry, Origin::Guild)));
        let mut words = lexicon::Builder::default();
        let ground = Arc::new(Ground::new(knowledge, |token| words.learn(token)));
        let lexicon = Arc::new(words.build());
        let bare = Self {
            ground,
            layers: Vec::new(),
            lexicon,
            index: Index::default(),
            silent: FxHashSet::default(),
            own: Arc::default(),
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
        hidden: impl IntoIterator<Item = Place>,
    ) -> Self {
        let mut matcher = base.with(entries);
        // What came with this matcher is not `base`'s to hide.
        matcher.index.hide(hidden.into_iter().map(|place| place.0).filter(|place| *place < base.index.documents()));
        matcher
    }

    /// The same, never quoting these curated people (by their ids) either.
    #[must_use]
    pub fn silencing(mut self, people: impl IntoIterator<Item = String>) -> Self {
        self.silent.extend(people);
        self
    }

    /// Indexes what members of a guild have shared. It belongs to matchers over the same knowledge as this one.
    pub fn own_voices(&self, shared: Vec<(Person, Testimonial)>) -> OwnVoices {
        OwnVoices::new(&self.ground, shared)
    }

    /// The same, quoting these members of a guild beside the curated people, in the place of those that it quoted before.
    #[must_use]
    pub fn voicing(self, own: Arc<OwnVoices>) -> Self {
        Self { own, ..self }
    }

    /// The same with a further layer.
    fn with(&self, entries: impl Iterator<Item = (Arc<Entry>, Origin)>) -> Self {
        let Ground { stemmer, phrases, names, .. } = &*self.ground;
        let first = self.index.documents();
        let mut words = lexicon::Builder::over(&self.lexicon);
        let mut documents = index::Builder::new(phrases, stemmer);
        let mut candidates = Vec::new();
        for (place, (entry, origin)) in (first..).zip(entries) {
            let document =
                Document { title: &entry.question, aliases: &entry.aliases, body: &entry.answer, tags: &entry.tags };
            documents.add(&document, |token| words.learn(token));
            let focus = names.of_entry(&entry);
            candidates.push(Candidate { entry, origin, place: Place(place), focus });
        }
        let layer = Arc::new(Layer::new(Place(first), candidates));
        Self {
            ground: Arc::clone(&self.ground),
            layers: self.layers.iter().cloned().chain([layer]).collect(),
            lexicon: Arc::new(words.build()),
            index: self.index.with(documents),
            silent: self.silent.clone(),
            own: Arc::clone(&self.own),
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

    /// The entries that came last: what this matcher has beside its base.
    pub fn newest(&self) -> &[Candidate] {
        self.layers.last().map_or(&[], |layer| &layer.candidates)
    }

    /// How many entries can be found.
    pub fn entries(&self) -> usize {
        self.index.visible()
    }

    /// The entry that stands at a place of a ranking.
    pub fn candidate(&self, ranked: &Ranked) -> &Candidate {
        self.at(ranked.place)
    }

    /// The entry at a place, unless it is hidden.
    pub fn shown(&self, place: Place) -> Option<&Candidate> {
        self.index.shows(place.0).then(|| self.at(place))
    }

    fn at(&self, place: Place) -> &Candidate {
        let above = self.layers.partition_point(|layer| layer.first.0 <= place.0);
        let layer = &self.layers[above - 1];
        &layer.candidates[place.index() - layer.first.index()]
    }

    /// The entry with this id and origin.
    pub fn find_entry(&self, id: &str, origin: Origin) -> Option<&Candidate> {
        self.candidates().find(|candidate| candidate.origin == origin && candidate.entry.id == id)
    }

    /// Ranks the entries for a question and says how sure the best one is.
    pub fn ask(&self, question: &Question<'_>) -> Found {
        let read = self.read(question);
        let scores = self.scores(&read);
        let ranked = self.best(scores, question.top.max(LEAST_RANKED));
        let score = |place: usize| ranked.get(place).map_or(0.0, |ranked| ranked.score);
        let empty = !read.whole.says_something();
        let confidence = if empty { 0.0 } else { confidence::confidence(score(0), score(1)) };
        Found { verdict: confidence::verdict(confidence), confidence, ranked, empty, read }
    }

    /// The testimonials of those who may be quoted: the curated ones, then the guild's own.
    pub fn testimonials(&self) -> impl Iterator<Item = Voice<'_>> {
        self.everybody().filter(|one| self.may_quote(*one))
    }

    fn everybody(&self) -> impl Iterator<Item = Voice<'_>> {
        let knowledge = self.knowledge();
        let curated = knowledge.testimonials.iter().filter_map(|said| Voice::curated(knowledge, said));
        curated.chain(self.own.iter())
    }

    /// Members are never silenced: what they no longer want to share is withdrawn.
    fn may_quote(&self, one: Voice<'_>) -> bool {
        one.origin == Origin::Guild || !self.silent.contains(&one.by.id)
    }

    /// The testimonials that fit a question under an entry's answer.
    pub fn quotes(&self, found: &Found, entry: &Entry) -> Vec<Voice<'_>> {
        let Ground { knowledge, names, quotes, .. } = &*self.ground;
        let Read { whole, focus, .. } = &found.read;
        let heard = quotes.heard(knowledge, whole).chain(self.own.heard(whole));
        quotes::choose(heard.filter(|(one, _)| self.may_quote(*one)), names, entry, *focus)
    }

    /// Every testimonial that may stand beside an entry, in an order that does not depend on any question: the guild's own
    /// come last.
    pub fn voices<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = Voice<'a>> {
        quotes::beside(self.knowledge(), self.everybody(), entry).filter(|one| self.may_quote(*one))
    }

    /// Gets ready to complete: otherwise whoever types first waits for every phrasing to be read.
    pub fn prepare_completion(&self) {
        for layer in &self.layers {
            layer.completer(&self.ground.stemmer);
        }
    }

    /// The entries that what is being typed may become, the likeliest first.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<&Candidate> {
        let mut scores = self.scores(&self.read(&Question::new(typed)));
        if let Some(typed) = Typed::read(typed, &self.ground.stemmer) {
            for layer in &self.layers {
                layer.completer(&self.ground.stemmer).raise(&mut scores, &typed);
            }
        }
        let best = self.best(scores, most);
        let floor = complete::FLOOR * best.first().map_or(0.0, |first| first.score.min(1.0));
        let likely = best.iter().filter(|ranked| ranked.score >= floor.max(complete::LEAST));
        likely.map(|ranked| self.candidate(ranked)).collect()
    }

    /// How a question was read, and what each signal said of the best entries.
    pub fn explain(&self, question: &Question<'_>) -> Explanation {
        explain::explain(self, question)
    }

    fn reader(&self) -> Reader<'_> {
        let Ground { phrases, stemmer, .. } = &*self.ground;
        Reader { lexicon: &self.lexicon, phrases, index: &self.index, stemmer }
    }

    fn read(&self, question: &Question<'_>) -> Read {
        let sentences = text::sentences(question.text, &self.ground.stemmer);
        let reader = self.reader();
        let whole = reader.read(&sentences.concat());
        let focus = self.ground.names.in_question(&whole, question.role);
        let content = |tokens: &[Token]| tokens.iter().filter(|token| token.role == WordRole::Content).count();
        let mut parts: Vec<&Vec<Token>> = Vec::new();
        if sentences.len() > 1 {
            parts.extend(sentences.iter().filter(|tokens| content(tokens) >= LEAST_WORDS));
            // People ask at the end of what they tell.
            parts.drain(..parts.len().saturating_sub(MOST_SENTENCES));
        }
        let parts = parts.into_iter().map(|tokens| reader.read(tokens)).collect();
        let topic = question.topic.filter(|topic| !topic.is_empty()).map(str::to_owned);
        Read { whole, parts, focus, topic }
    }

    /// The score of every entry: for the whole question or for the sentence of it that fits best. People tell a story
    /// before they ask, and what they tell must not drown what they ask.
    fn scores(&self, read: &Read) -> Vec<f32> {
        let fused = |reading: &Reading| self.index.signals(reading).into_iter().map(|signals| fuse::fuse(&signals));
        let mut scores: Vec<f32> = fused(&read.whole).collect();
        for part in &read.parts {
            scores.iter_mut().zip(fused(part)).for_each(|(score, part)| *score = score.max(part));
        }
        for (score, candidate) in scores.iter_mut().zip(self.all()) {
            *score *= read.factor(candidate);
        }
        scores
    }

    /// The best entries that have any score at all, but no hidden ones; where two are equal, a guild's own entry comes
    /// first.
    fn best(&self, mut scores: Vec<f32>, top: usize) -> Vec<Ranked> {
        for hidden in self.index.hidden() {
            scores[*hidden as usize] = 0.0;
        }
        let all = (0..).zip(scores).map(|(place, score)| Ranked { place: Place(place), score });
        let mut ranked: Vec<Ranked> = all.filter(|ranked| ranked.score > 0.0).collect();
        let curated = |ranked: &Ranked| self.candidate(ranked).origin == Origin::Curated;
        let order = |a: &Ranked, b: &Ranked| {
            b.score.total_cmp(&a.score).then_with(|| curated(a).cmp(&curated(b))).then(a.place.0.cmp(&b.place.0))
        };
        if ranked.len() > top {
            ranked.select_nth_unstable_by(top, order);
            ranked.truncate(top);
        }
        ranked.sort_unstable_by(order);
        ranked
    }
}

/// A question, read.
#[derive(Debug, Clone)]
struct Read {
    whole: Reading,
    /// Its sentences, where it has several.
    parts: Vec<Reading>,
    focus: Focus,
    /// Id of the topic that whoever asks is looking at.
    topic: Option<String>,
}

impl Read {
    /// By how much an entry's score is multiplied: for the roles and people it is about, and for its topic. Whoever looks
    /// at one topic may well ask about another, so that no topic speaks against an entry.
    fn factor(&self, candidate: &Candidate) -> f32 {
        let on_topic = self.topic.as_deref() == Some(&candidate.entry.topic);
        self.focus.factor(candidate.focus, candidate.origin) * if on_topic { focus::AGREES } else { 1.0 }
    }
}
