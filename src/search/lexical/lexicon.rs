//! Holds the known words as people write them: the candidates for correcting a misspelt word.
//!
//! A lexicon may extend a base lexicon; it then holds only the words that the base lacks.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::search::lexical::fuzzy::{Fuzzy, WordId};
use crate::search::lexical::postings::{self, PostingKey};
use crate::text::{self, Token};

/// Identifies a stem, or an idea of the vocabulary, in every document and question.
pub type TermId = PostingKey;

/// Kinds of terms. They give a stem and an idea different keys.
const STEM: u64 = 0;
const IDEA: u64 = 1;

pub fn term(stem: &str) -> TermId {
    postings::key(STEM, stem.chars())
}

/// The term for the idea of the vocabulary group with this number.
pub fn idea(group: usize) -> TermId {
    postings::key(IDEA, group.to_string().chars())
}

/// Known words with their terms.
#[derive(Debug)]
pub struct Lexicon {
    base: Option<Arc<Lexicon>>,
    words: WordTable,
    /// Its own words, without those of the base, in alphabetical order.
    sorted: Box<[WordId]>,
    fuzzy: Fuzzy,
}

/// Words in the order in which they were learnt, with all spellings in one string.
#[derive(Debug, Default)]
struct WordTable {
    spellings: String,
    /// Byte offset of the end of each spelling.
    ends: Vec<u32>,
    terms: Vec<TermId>,
}

#[derive(Debug, Default)]
pub struct LexiconBuilder {
    base: Option<Arc<Lexicon>>,
    /// Every word seen so far, whether the base has it or not.
    met: FxHashSet<Box<str>>,
    words: WordTable,
}

/// A known word that a typed one may be a misspelling of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correction<'a> {
    pub spelling: &'a str,
    pub term: TermId,
    /// At most 1.
    pub similarity: f32,
}

impl LexiconBuilder {
    /// Learns only the words that `base` lacks.
    pub fn over(base: &Arc<Lexicon>) -> Self {
        Self { base: Some(Arc::clone(base)), ..Self::default() }
    }

    /// Adds a token's word and its other spellings with its term, unless the word is known.
    pub fn learn(&mut self, token: &Token) {
        if self.met.contains(token.word.as_str()) {
            return;
        }
        let known = self.base.as_ref().is_some_and(|base| base.term_of_word(&token.word).is_some());
        let term = term(&token.term);
        for word in std::iter::once(token.word.clone()).chain(text::other_spellings(&token.word)) {
            if !known {
                self.words.push(&word, term);
            }
            self.met.insert(word.into());
        }
    }

    pub fn build(self) -> Lexicon {
        let Self { base, mut words, .. } = self;
        words.shrink();
        let mut sorted: Box<[WordId]> = words.numbers().collect();
        sorted.sort_unstable_by_key(|word| words.spelling(*word));
        let fuzzy = Fuzzy::new(words.numbers().map(|word| words.spelling(word)));
        Lexicon { base, words, sorted, fuzzy }
    }
}

impl Lexicon {
    /// The term of a word in exactly this spelling; `None` if the word is unknown.
    pub fn term_of_word(&self, word: &str) -> Option<TermId> {
        match self.sorted.binary_search_by_key(&word, |other| self.words.spelling(*other)) {
            Ok(at) => Some(self.words.term(self.sorted[at])),
            Err(_) => self.base.as_ref()?.term_of_word(word),
        }
    }

    /// The words that `word` may be a misspelling of, most similar first. Among equally similar words, those of the
    /// base come first.
    pub fn corrections(&self, word: &str) -> Vec<Correction<'_>> {
        let mut found = Vec::new();
        self.collect_corrections(word, &mut found);
        found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        found
    }

    fn collect_corrections<'a>(&'a self, word: &str, found: &mut Vec<Correction<'a>>) {
        if let Some(base) = &self.base {
            base.collect_corrections(word, found);
        }
        let own = self.fuzzy.corrections(word, |other| self.words.spelling(other)).into_iter();
        found.extend(own.map(|(word, similarity)| {
            let (spelling, term) = (self.words.spelling(word), self.words.term(word));
            Correction { spelling, term, similarity }
        }));
    }
}

impl WordTable {
    fn push(&mut self, spelling: &str, term: TermId) {
        self.spellings.push_str(spelling);
        #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion letters")]
        self.ends.push(self.spellings.len() as u32);
        self.terms.push(term);
    }

    /// Frees spare capacity once nothing more is learnt.
    fn shrink(&mut self) {
        self.spellings.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.terms.shrink_to_fit();
    }

    fn numbers(&self) -> std::ops::Range<WordId> {
        #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion words")]
        let words = self.ends.len() as WordId;
        0..words
    }

    fn spelling(&self, word: WordId) -> &str {
        let word = word as usize;
        let start = if word == 0 { 0 } else { self.ends[word - 1] };
        &self.spellings[start as usize..self.ends[word] as usize]
    }

    fn term(&self, word: WordId) -> TermId {
        self.terms[word as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Stemmer;

    fn lexicon(base: Option<&Arc<Lexicon>>, known: &str) -> Arc<Lexicon> {
        let mut builder = base.map_or_else(LexiconBuilder::default, LexiconBuilder::over);
        for token in &text::tokens(known, &Stemmer::default()) {
            builder.learn(token);
        }
        Arc::new(builder.build())
    }

    fn check(known: &str, typed: &str, expect: &[&str]) {
        fn spellings<'a>(lexicon: &'a Lexicon, typed: &str) -> Vec<&'a str> {
            lexicon.corrections(typed).iter().map(|one| one.spelling).collect()
        }
        assert_eq!(spellings(&lexicon(None, known), typed), expect, "{typed:?}");
        // The corrections do not depend on how the words are spread over a base and its extension.
        for (cut, _) in known.match_indices(' ') {
            let base = lexicon(None, &known[..cut]);
            assert_eq!(spellings(&lexicon(Some(&base), known), typed), expect, "{typed:?} over {:?}", &known[..cut]);
        }
    }

    #[test]
    fn misspelt_words_find_the_ones_that_were_meant() {
        check("interview teaching schools", "intervew", &["interview"]);
        check("interview teaching schools", "teahcing", &["teaching"]);
        check("interview teaching schools", "scools", &["schools"]);
        check("placement replacement", "plaecment", &["placement", "replacement"]);
        check("salary celery", "salery", &["salary"]);
        check("wait want what", "waht", &["what", "wait", "want"]);
        check("the program", "progamme", &["programme"]);
    }

    #[test]
    fn short_words_codes_and_other_scripts_are_left_alone() {
        check("alt cir", "al", &[]);
        check("n2", "n3", &[]);
        check("tax", "xyz", &[]);
        check("面接", "面談", &[]);
    }

    #[test]
    fn words_are_known_wherever_they_were_learnt() {
        let base = lexicon(None, "the program");
        let over = lexicon(Some(&base), "the teaching program");
        assert_eq!(over.term_of_word("programme"), Some(term("program")));
        assert_eq!(over.term_of_word("teaching"), Some(term("teach")));
        assert_eq!((over.term_of_word("teach"), base.term_of_word("teaching")), (None, None));
    }
}
