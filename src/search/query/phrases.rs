//! Finds the phrases of the vocabulary in a text, and the ideas that they stand for.
//!
//! An *idea* is a term that stands for all phrases of one vocabulary group. It is indexed beside the words of a text
//! with any of them, so that a question may use another.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::knowledge::Vocabulary;
use crate::search::lexical::lexicon::{self, TermId};
use crate::text::{self, Stemmer, Token};

#[derive(Debug, Default)]
pub struct Phrases {
    /// The phrases by their first term, longest first.
    beginning: FxHashMap<TermId, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    terms: Box<[TermId]>,
    idea: TermId,
}

/// A phrase of the vocabulary found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseMatch {
    /// Index of the first token.
    pub start: usize,
    /// Number of tokens.
    pub len: usize,
    /// The idea of the phrase's group.
    pub idea: TermId,
}

impl Phrases {
    /// Indexes the phrases of a vocabulary. Passes every token of them to `learn`.
    pub fn new(vocabulary: &Vocabulary, stemmer: &Stemmer, mut learn: impl FnMut(&Token)) -> Self {
        let mut phrases = Self::default();
        for (number, group) in vocabulary.terms.iter().enumerate() {
            let idea = lexicon::idea(number);
            for phrase in group.phrases() {
                let tokens = text::tokens(phrase, stemmer);
                tokens.iter().for_each(&mut learn);
                let terms: Box<[TermId]> = tokens.iter().map(|token| lexicon::term(&token.term)).collect();
                if let Some(first) = terms.first() {
                    phrases.beginning.entry(*first).or_default().push(Phrase { terms, idea });
                }
            }
        }
        for phrases in phrases.beginning.values_mut() {
            phrases.sort_by_key(|phrase| Reverse(phrase.terms.len()));
        }
        phrases
    }

    /// The idea of the phrase that consists of this term alone.
    pub fn idea(&self, term: TermId) -> Option<TermId> {
        self.at_start(&[term]).map(|phrase| phrase.idea)
    }

    /// The term, then its idea if the vocabulary has one.
    pub fn with_idea(&self, term: TermId) -> impl Iterator<Item = TermId> {
        std::iter::once(term).chain(self.idea(term))
    }

    /// The phrases in a sequence of terms: from left to right, longest first, without overlap.
    pub fn occurrences(&self, terms: &[TermId]) -> Vec<PhraseMatch> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < terms.len() {
            if let Some(phrase) = self.at_start(&terms[start..]) {
                found.push(PhraseMatch { start, len: phrase.terms.len(), idea: phrase.idea });
                start += phrase.terms.len();
            } else {
                start += 1;
            }
        }
        found
    }

    /// The longest phrase at the start of a sequence of terms.
    fn at_start(&self, terms: &[TermId]) -> Option<&Phrase> {
        let phrases = self.beginning.get(terms.first()?)?;
        phrases.iter().find(|phrase| terms.starts_with(&phrase.terms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{FileLocation, SynonymGroup};

    /// `expect` lists start, length and group of each phrase.
    fn check(groups: &[(&str, &[&str])], text: &str, expect: &[(usize, usize, &str)]) {
        let terms = groups.iter().map(|(means, say)| SynonymGroup {
            means: (*means).to_owned(),
            say: say.iter().map(|phrase| (*phrase).to_owned()).collect(),
            at: FileLocation::default(),
        });
        let stemmer = Stemmer::default();
        let phrases = Phrases::new(&Vocabulary { terms: terms.collect(), ..Vocabulary::default() }, &stemmer, |_| ());
        let terms: Vec<_> = text::tokens(text, &stemmer).iter().map(|token| lexicon::term(&token.term)).collect();
        let group =
            |idea| (0..).zip(groups).find(|(number, _)| lexicon::idea(*number) == idea).map_or("", |(_, it)| it.0);
        let occurrences = phrases.occurrences(&terms);
        let found: Vec<_> = occurrences.iter().map(|one| (one.start, one.len, group(one.idea))).collect();
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
