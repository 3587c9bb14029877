//! A question in, ranked entries with a confidence and an explanation out.
//!
//! Pure and fast: no I/O, no clock, no lock; the same question over the same entries always gives the same ranking. One
//! file per signal ([`bm25`], [`ngrams`]), [`reading`] before them and [`fuse`], [`focus`], [`confidence`] after.

pub mod audit;
mod bm25;
mod complete;
pub mod confidence;
mod explain;
mod focus;
mod fuse;
mod fuzzy;
mod index;
mod lexicon;
mod ngrams;
mod quotes;
mod reading;

use std::sync::{Arc, OnceLock};

use crate::knowledge::{Entry, Knowledge, Origin, Role, Testimonial};
use crate::text::{self, Stemmer, Token, WordRole};
use complete::Completer;
use focus::{Focus, Names};
use fuzzy::Fuzzy;
use index::{Document, Index};
use lexicon::Lexicon;
use quotes::Quotes;
use reading::{Reader, Reading};

pub use confidence::Verdict;
pub use explain::{EntryPart, Explanation, SlotPart};

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
    /// How many entries to rank; a few more may be, because confidence and suggestions need them.
    pub top: usize,
}

impl<'a> Question<'a> {
    /// A question by anybody.
    pub fn new(text: &'a str) -> Self {
        Self { text, role: None, top: TOP }
    }
}

/// An entry that can be found.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Whose it is.
    pub origin: Origin,
    focus: Focus,
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
    /// Index of the candidate.
    index: u32,
    /// Its score, of about 1 for a perfect match.
    pub score: f32,
}

/// Finds entries.
pub struct Matcher {
    knowledge: Arc<Knowledge>,
    candidates: Vec<Candidate>,
    stemmer: Stemmer,
    lexicon: Lexicon,
    fuzzy: Fuzzy,
    names: Names,
    index: Index,
    quotes: Quotes,
    /// Made before somebody first types: answering needs none.
    completer: OnceLock<Completer>,
}

impl Matcher {
    /// A matcher over the curated entries and a community's own, in one ranking.
    pub fn new(knowledge: Arc<Knowledge>, community: impl Iterator<Item = Arc<Entry>>) -> Self {
        let stemmer = Stemmer::default();
        let mut lexicon = Lexicon::new(&knowledge.vocabulary, &stemmer);
        let mut builder = index::Builder::default();
        let curated = knowledge.entries.iter().cloned().map(|entry| (entry, Origin::Curated));
        let mut candidates = Vec::new();
        for (entry, origin) in curated.chain(community.map(|entry| (entry, Origin::Guild))) {
            let document =
                Document { title: &entry.question, aliases: &entry.aliases, body: &entry.answer, tags: &entry.tags };
            builder.add(&document, &mut lexicon, &stemmer);
            candidates.push(Candidate { entry, origin, focus: Focus::default() });
        }
        let index = builder.build(&lexicon);
        let fuzzy = Fuzzy::new(&lexicon, |word| {
            let (_, term) = lexicon.spelling(word);
            std::iter::once(term).chain(lexicon.idea(term)).any(|term| index.bm25.has(term))
        });
        let names = Names::new(&knowledge, &lexicon, &stemmer);
        for candidate in &mut candidates {
            candidate.focus = names.of_entry(&candidate.entry);
        }
        let quotes = Quotes::new(&knowledge, &mut lexicon, &stemmer);
        Self { knowledge, candidates, stemmer, lexicon, fuzzy, names, index, quotes, completer: OnceLock::new() }
    }

    /// The curated knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The words of a text without their endings, with a space before and after each.
    pub fn stems(&self, text: &str) -> String {
        format!(" {} ", text::key(text, &self.stemmer))
    }

    /// Every entry that can be found: the curated ones, then the community's.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The entry that stands at a place of a ranking.
    pub fn candidate(&self, ranked: &Ranked) -> &Candidate {
        &self.candidates[ranked.index as usize]
    }

    /// The entry with this id and origin.
    pub fn find_entry(&self, id: &str, origin: Origin) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.origin == origin && candidate.entry.id == id)
    }

    /// Ranks the entries for a question and says how sure the best one is.
    pub fn ask(&self, question: &Question<'_>) -> Found {
        let read = self.read(question);
        let scores = self.scores(&read);
        let ranked = self.best(&scores, question.top.max(LEAST_RANKED));
        let score = |place: usize| ranked.get(place).map_or(0.0, |ranked| ranked.score);
        let empty = !read.whole.says_something();
        let confidence = if empty { 0.0 } else { confidence::confidence(score(0), score(1)) };
        Found { verdict: confidence::verdict(confidence), confidence, ranked, empty, read }
    }

    /// The testimonials that fit a question under an entry's answer.
    pub fn quotes(&self, found: &Found, entry: &Entry) -> Vec<&Testimonial> {
        self.quotes.choose(&self.knowledge, &self.names, entry, &found.read.whole, found.read.focus)
    }

    /// Gets ready to complete: otherwise whoever types first waits for every phrasing to be read.
    pub fn prepare_completion(&self) {
        self.completer();
    }

    fn completer(&self) -> &Completer {
        self.completer.get_or_init(|| Completer::new(&self.candidates, &self.stemmer))
    }

    /// The entries that what is being typed may become, the likeliest first.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<&Candidate> {
        let mut scores = self.scores(&self.read(&Question::new(typed)));
        self.completer().raise(&mut scores, typed, &self.stemmer);
        let best = self.best(&scores, most);
        let floor = complete::FLOOR * best.first().map_or(0.0, |first| first.score.min(1.0));
        let likely = best.iter().filter(|ranked| ranked.score >= floor.max(complete::LEAST));
        likely.map(|ranked| self.candidate(ranked)).collect()
    }

    /// Every testimonial that may stand beside an entry, in an order that does not depend on any question.
    pub fn voices<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Testimonial> {
        quotes::beside(&self.knowledge, entry)
    }

    /// How a question was read, and what each signal said of the best entries.
    pub fn explain(&self, question: &Question<'_>) -> Explanation {
        explain::explain(self, question)
    }

    fn reader(&self) -> Reader<'_> {
        Reader { lexicon: &self.lexicon, bm25: &self.index.bm25, fuzzy: &self.fuzzy, stemmer: &self.stemmer }
    }

    fn read(&self, question: &Question<'_>) -> Read {
        let sentences = text::sentences(question.text, &self.stemmer);
        let reader = self.reader();
        let whole = reader.read(&sentences.concat());
        let focus = self.names.in_question(&whole, question.role);
        let content = |tokens: &[Token]| tokens.iter().filter(|token| token.role == WordRole::Content).count();
        let mut parts: Vec<&Vec<Token>> = Vec::new();
        if sentences.len() > 1 {
            parts.extend(sentences.iter().filter(|tokens| content(tokens) >= LEAST_WORDS));
            // People ask at the end of what they tell.
            parts.drain(..parts.len().saturating_sub(MOST_SENTENCES));
        }
        let parts = parts.into_iter().map(|tokens| reader.read(tokens)).collect();
        Read { whole, parts, focus }
    }

    /// The score of every entry: for the whole question or for the sentence of it that fits best. People tell a story
    /// before they ask, and what they tell must not drown what they ask.
    fn scores(&self, read: &Read) -> Vec<f32> {
        let fused = |reading: &Reading| self.index.signals(reading).into_iter().map(|signals| fuse::fuse(&signals));
        let mut scores: Vec<f32> = fused(&read.whole).collect();
        for part in &read.parts {
            scores.iter_mut().zip(fused(part)).for_each(|(score, part)| *score = score.max(part));
        }
        for (score, candidate) in scores.iter_mut().zip(&self.candidates) {
            *score *= read.focus.factor(candidate.focus, candidate.origin);
        }
        scores
    }

    /// The best entries that have any score at all; where two are equal, a guild's own entry comes first.
    fn best(&self, scores: &[f32], top: usize) -> Vec<Ranked> {
        let all = (0..).zip(scores).map(|(index, score)| Ranked { index, score: *score });
        let mut ranked: Vec<Ranked> = all.filter(|ranked| ranked.score > 0.0).collect();
        let curated = |ranked: &Ranked| self.candidate(ranked).origin == Origin::Curated;
        let order = |a: &Ranked, b: &Ranked| {
            b.score.total_cmp(&a.score).then_with(|| curated(a).cmp(&curated(b))).then(a.index.cmp(&b.index))
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
}
