//! A document as a row of words and sentences in which passages are looked up, white space aside.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::knowledge::Support;

/// The text of a document with its white space folded, and where its words and sentences are.
pub struct Passages {
    text: String,
    /// Byte ranges of words: runs without white space that have a letter or a digit.
    words: Vec<Range<usize>>,
    /// Byte ranges of sentences that have at least one word.
    sentences: Vec<Range<usize>>,
}

/// Where a support stands.
pub struct PassageLocation {
    /// Bytes of everything it covers.
    pub covers: Range<usize>,
    /// Bytes of the words that are republished to point at it.
    pub quotes: Vec<Range<usize>>,
}

impl Passages {
    /// Folds white space; a line of the document is a paragraph, and no sentence runs over its end.
    pub fn new(document: &str) -> Self {
        let mut passages =
            Self { text: String::with_capacity(document.len()), words: Vec::new(), sentences: Vec::new() };
        for line in document.lines() {
            let line = folded(line);
            if line.is_empty() {
                continue;
            }
            if !passages.text.is_empty() {
                passages.text.push(' ');
            }
            let start = passages.text.len();
            passages.text.push_str(&line);
            let shift = |(at, part): (usize, &str)| start + at..start + at + part.trim_end().len();
            let sentences = line.split_sentence_bound_indices().filter(|(_, part)| has_word(part)).map(shift);
            passages.sentences.extend(sentences);
            let mut at = start;
            for word in line.split(' ') {
                if has_word(word) {
                    passages.words.push(at..at + word.len());
                }
                at += word.len() + 1;
            }
        }
        passages
    }

    /// Every place where `part` stands word for word: its ends may not cut a word.
    pub fn find(&self, part: &str) -> Vec<Range<usize>> {
        let part = folded(part);
        if part.is_empty() {
            return Vec::new();
        }
        let cuts = |at: usize| {
            let (before, after) = self.text.split_at(at);
            let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            within(before.chars().next_back()) && within(after.chars().next())
        };
        let places = self.text.match_indices(&part).map(|(at, _)| at..at + part.len());
        places.filter(|place| !cuts(place.start) && !cuts(place.end)).collect()
    }

    /// Every place that a support names: each occurrence of a passage, or the first span between two anchors.
    pub fn locate(&self, support: &Support) -> Vec<PassageLocation> {
        match support {
            Support::Passage(passage) => {
                let places = self.find(passage).into_iter();
                places.map(|place| PassageLocation { covers: place.clone(), quotes: vec![place] }).collect()
            }
            Support::Span { from, to } => self.span(from, to).into_iter().collect(),
        }
    }

    fn span(&self, from: &str, to: &str) -> Option<PassageLocation> {
        let from = self.find(from).into_iter().next()?;
        let to = self.find(to).into_iter().find(|to| to.start >= from.end)?;
        Some(PassageLocation { covers: from.start..to.end, quotes: vec![from, to] })
    }

    /// Places of parts that follow one another, or the first part that is not there.
    pub fn in_order<'p>(&self, parts: impl Iterator<Item = &'p str>) -> Result<Vec<Range<usize>>, &'p str> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for part in parts {
            let after = places.last().map_or(0, |place| place.end);
            let place = self.find(part).into_iter().find(|place| place.start >= after).ok_or(part)?;
            places.push(place);
        }
        Ok(places)
    }

    /// The sentences, with their text.
    pub fn sentences(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.sentences.iter().map(|range| (range.clone(), &self.text[range.clone()]))
    }

    /// How many of the words lie in any of the ranges, and how many there are.
    pub fn words_in(&self, ranges: &[Range<usize>]) -> (usize, usize) {
        let within = |word: &&Range<usize>| ranges.iter().any(|range| overlap(word, range));
        (self.words.iter().filter(within).count(), self.words.len())
    }
}

/// Whether two ranges share a byte.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Start at 8. Finish at five.\n\n  It’s a very   varied\tbag.\nLunch!";

    #[test]
    fn white_space_aside_words_must_be_the_same() {
        let page = Passages::new(PAGE);
        assert_eq!(page.find("a very varied bag").len(), 1);
        assert_eq!(page.find("It’s\na  very").len(), 1);
        assert!(page.find("It's a very").is_empty(), "a curly apostrophe is not a straight one");
        assert!(page.find("").is_empty());
        assert!(page.find("a var").is_empty(), "half a word is not a word");
    }

    #[test]
    fn a_span_runs_from_the_first_anchor_to_the_next_second_one() {
        let page = Passages::new(PAGE);
        let span = Support::Span { from: "Start".into(), to: "five.".into() };
        let found = page.locate(&span);
        assert_eq!(&page.text[found[0].covers.clone()], "Start at 8. Finish at five.");
        assert_eq!(page.words_in(&found[0].quotes), (2, 12));
        assert!(page.locate(&Support::Span { from: "five".into(), to: "Start".into() }).is_empty(), "wrong order");
    }

    #[test]
    fn sentences_end_with_their_line() {
        let page = Passages::new(PAGE);
        let sentences: Vec<_> = page.sentences().map(|(_, text)| text).collect();
        assert_eq!(sentences, ["Start at 8.", "Finish at five.", "It’s a very varied bag.", "Lunch!"]);
    }

    #[test]
    fn parts_of_an_excerpt_must_follow_one_another() {
        let page = Passages::new(PAGE);
        assert_eq!(page.in_order(["Finish", "varied"].into_iter()).map(|places| places.len()), Ok(2));
        assert_eq!(page.in_order(["varied", "Finish"].into_iter()), Err("Finish"));
    }
}
