//! The words that the index knows, with numbers for names.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::knowledge::Vocabulary;
use crate::text::{self, Stemmer, Token};

/// Number of a term: a stem, or an idea of the vocabulary.
pub type TermId = u32;

/// Number of a word as people write it.
pub type WordId = u32;

/// Every word of the knowledge with its term, and the phrases of the vocabulary.
///
/// An *idea* is a term of its own that stands for all phrases of one vocabulary group. Wherever a text says one of them,
/// the idea is indexed beside the words, so that a question may say another.
#[derive(Default)]
pub struct Lexicon {
    terms: FxHashMap<Box<str>, TermId>,
    words: FxHashMap<Box<str>, WordId>,
    /// Spelling and term of each word, by its number.
    spelt: Vec<(Box<str>, TermId)>,
    /// For the first term of a phrase: the phrases that begin so, the longest first.
    phrases: FxHashMap<TermId, Vec<Phrase>>,
    terms_and_ideas: TermId,
}

struct Phrase {
    terms: Box<[TermId]>,
    idea: TermId,
}

/// A phrase of the vocabulary found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Index of its first token.
    pub start: usize,
    /// How many tokens it has.
    pub len: usize,
    /// The term that stands for what it means.
    pub idea: TermId,
}

impl Lexicon {
    /// A lexicon that knows the vocabulary and nothing else yet.
    pub fn new(vocabulary: &Vocabulary, stemmer: &Stemmer) -> Self {
        let mut lexicon = Self::default();
        for group in &vocabulary.terms {
            let idea = lexicon.number();
            for phrase in group.phrases() {
                let terms: Box<[TermId]> =
                    text::tokens(phrase, stemmer).iter().map(|token| lexicon.learn(token)).collect();
                if let Some(first) = terms.first() {
                    lexicon.phrases.entry(*first).or_default().push(Phrase { terms, idea });
                }
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| Reverse(phrase.terms.len()));
        }
        lexicon
    }

    /// A number that no term has yet.
    fn number(&mut self) -> TermId {
        self.terms_and_ideas += 1;
        self.terms_and_ideas - 1
    }

    /// Remembers a token's word and term, and gives the number of the term.
    pub fn learn(&mut self, token: &Token) -> TermId {
        let term = if let Some(term) = self.terms.get(token.term.as_str()) {
            *term
        } else {
            let term = self.number();
            self.terms.insert(token.term.as_str().into(), term);
            term
        };
        if !self.words.contains_key(token.word.as_str()) {
            self.learn_word(&token.word, term);
            for other in text::other_spellings(&token.word) {
                self.learn_word(&other, term);
            }
        }
        term
    }

    fn learn_word(&mut self, word: &str, term: TermId) {
        self.words.insert(word.into(), self.words());
        self.spelt.push((word.into(), term));
    }

    /// The number of a stem, if it is known.
    pub fn term(&self, stem: &str) -> Option<TermId> {
        self.terms.get(stem).copied()
    }

    /// The term of a word as it is spelt, if the word is known.
    pub fn term_of_word(&self, word: &str) -> Option<TermId> {
        self.words.get(word).map(|id| self.spelt[*id as usize].1)
    }

    /// Spelling and term of a word.
    pub fn spelling(&self, word: WordId) -> (&str, TermId) {
        let (spelling, term) = &self.spelt[word as usize];
        (spelling, *term)
    }

    /// How many words there are; they are numbered from 0.
    pub fn words(&self) -> WordId {
        #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion words")]
        let words = self.spelt.len() as WordId;
        words
    }

    /// How many terms and ideas there are; they are numbered from 0.
    pub fn terms(&self) -> usize {
        self.terms_and_ideas as usize
    }

    /// The idea of a single term, if the vocabulary has one.
    pub fn idea(&self, term: TermId) -> Option<TermId> {
        self.phrase_at(&[Some(term)]).map(|phrase| phrase.idea)
    }

    /// The phrases of the vocabulary in a row of terms: from left to right, the longest first, none overlapping.
    pub fn occurrences(&self, terms: &[Option<TermId>]) -> Vec<Occurrence> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < terms.len() {
            if let Some(phrase) = self.phrase_at(&terms[start..]) {
                found.push(Occurrence { start, len: phrase.terms.len(), idea: phrase.idea });
                start += phrase.terms.len();
            } else {
                start += 1;
            }
        }
        found
    }

    /// The longest phrase that a row of terms begins with.
    fn phrase_at(&self, terms: &[Option<TermId>]) -> Option<&Phrase> {
        let phrases = self.phrases.get(&(*terms.first()?)?)?;
        phrases.iter().find(|phrase| {
            phrase.terms.len() <= terms.len() && phrase.terms.iter().zip(terms).all(|(a, b)| Some(*a) == *b)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{At, Term};

    fn lexicon(groups: &[(&str, &[&str])]) -> (Lexicon, Stemmer) {
        let terms = groups.iter().map(|(means, say)| Term {
            means: (*means).to_owned(),
            say: say.iter().map(|phrase| (*phrase).to_owned()).collect(),
            at: At::default(),
        });
        let stemmer = Stemmer::default();
        (Lexicon::new(&Vocabulary { terms: terms.collect() }, &stemmer), stemmer)
    }

    /// `expect` lists start, length and group of each phrase.
    fn check(groups: &[(&str, &[&str])], text: &str, expect: &[(usize, usize, &str)]) {
        let (lexicon, stemmer) = lexicon(groups);
        let terms: Vec<_> = text::tokens(text, &stemmer).iter().map(|token| lexicon.term(&token.term)).collect();
        let group_of = |idea| {
            let names = |phrase: &str| {
                let terms: Vec<_> = text::tokens(phrase, &stemmer).iter().map(|t| lexicon.term(&t.term)).collect();
                lexicon.occurrences(&terms).iter().any(|one| one.idea == idea)
            };
            groups.iter().find(|(means, _)| names(means)).map_or("", |(means, _)| *means)
        };
        let occurrences = lexicon.occurrences(&terms);
        let found: Vec<_> = occurrences.iter().map(|one| (one.start, one.len, group_of(one.idea))).collect();
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn phrases_are_found_whatever_their_wording_the_longest_first() {
        let groups: &[(&str, &[&str])] = &[("board of education", &["BOE", "教育委員会"]), ("board", &[])];
        check(groups, "who is my BOE?", &[(3, 1, "board of education")]);
        check(groups, "the boards of education and the board", &[(1, 3, "board of education"), (6, 1, "board")]);
        check(groups, "教育委員会", &[(0, 4, "board of education")]);
        check(groups, "education of boards", &[(2, 1, "board")]);
    }
}
