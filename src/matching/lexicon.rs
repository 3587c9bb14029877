//! The words that are known, as people write them: what a misspelt word may be corrected to.
//!
//! A lexicon may stand on another, and then holds only the words that are new.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::fuzzy::{Fuzzy, WordId};
use super::postings::{self, PostingKey};
use crate::text::{self, Token};

/// A term: what stands for a stem, or for an idea of the vocabulary, wherever it is said.
pub type TermId = PostingKey;

/// Kinds of terms, so that a stem and an idea never have the same key.
const STEM: u64 = 0;
const IDEA: u64 = 1;

/// The term of a stem.
pub fn term(stem: &str) -> TermId {
    postings::key(STEM, stem.chars())
}

/// The term of the idea behind a group of the vocabulary.
pub fn idea(group: usize) -> TermId {
    postings::key(IDEA, group.to_string().chars())
}

/// Words with their terms.
#[derive(Debug)]
pub struct Lexicon {
    base: Option<Arc<Lexicon>>,
    words: WordTable,
    /// Its own words in alphabetical order.
    sorted: Box<[WordId]>,
    fuzzy: Fuzzy,
}

/// Words in the order in which they were learnt, all spellings in one string.
#[derive(Debug, Default)]
struct WordTable {
    spellings: String,
    /// Where each spelling ends.
    ends: Vec<u32>,
    /// The term of each word.
    terms: Vec<TermId>,
}

/// Learns the words of a [`Lexicon`].
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    base: Option<Arc<Lexicon>>,
    /// Every word that was met, new or not.
    met: FxHashSet<Box<str>>,
    words: WordTable,
}

/// A word that may have been meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correction<'a> {
    /// As it is spelt.
    pub spelling: &'a str,
    /// Its term.
    pub term: TermId,
    /// How alike it is, at most 1.
    pub similarity: f32,
}

impl LexiconBuilder {
    /// Learns what `base` does not know.
    pub fn over(base: &Arc<Lexicon>) -> Self {
        Self { base: Some(Arc::clone(base)), ..Self::default() }
    }

    /// Remembers a token's word with its term.
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

    /// The lexicon of all words learnt.
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
    /// The term of a word as it is spelt, if the word is known.
    pub fn term_of_word(&self, word: &str) -> Option<TermId> {
        match self.sorted.binary_search_by_key(&word, |other| self.words.spelling(*other)) {
            Ok(at) => Some(self.words.term(self.sorted[at])),
            Err(_) => self.base.as_ref()?.term_of_word(word),
        }
    }

    /// The words that `word` may be a misspelling of, the most alike first; where some are equally alike, those of the
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

    /// Gives back the memory that is not needed when nothing more is learnt.
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
        // However many layers the words are spread over, the same are found.
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
