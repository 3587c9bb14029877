//! Cosine of character n-grams: sees that two texts are written alike where no word is the same.
//!
//! Each text is a vector of its n-grams weighed by TF-IDF. An entry has one for every phrasing and one for question and
//! answer together; a question is compared with all of them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::search::lexical::postings::{self, PostingKey, Postings};

/// Lengths of the n-grams, in characters; each word is read with a space at either end. 2 to 5 is as good and costs half
/// as much again; 2 to 4 loses 0.3 R@1.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=5;

/// Added to every IDF, so that n-grams which most texts have still count.
const IDF_FLOOR: f32 = 2.0;

/// N-grams that more texts than this have, and more than this share of all, say next to nothing and cost the most: they
/// are left out. At the curated size that is none.
const FREQUENT: f32 = 2_048.0;
const FREQUENT_SHARE: f32 = 0.10;

/// Taken off the best cosine of an entry's phrasings for each e-fold of their number: the best of many is higher by mere
/// chance, and an entry with twenty aliases must not beat one that has none by that. +6 points of R@3 on a moderators' FAQ
/// ranked together with the curated entries, −0.4 of R@1 on the public sets; 0.04 to 0.1 are alike.
const CHANCE: f32 = 0.07;

/// The best cosines of a document's texts with a question.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct NgramSimilarity {
    /// Of its phrasings.
    pub phrasing: f32,
    /// Of question and answer together.
    pub whole: f32,
}

/// The n-grams of the texts of one segment.
#[derive(Debug)]
pub struct Ngrams {
    /// For every n-gram, the texts that have it; none, if they are too many.
    postings: Postings<NgramPosting>,
    /// One over the length of each text's vector.
    scales: Box<[f32]>,
    documents: Box<[DocumentTexts]>,
}

/// A text that has an n-gram, and how many times: one number for both, because nothing else takes as much memory.
#[derive(Debug, Clone, Copy)]
struct NgramPosting(u32);

impl NgramPosting {
    /// The low bits count the times; the others are enough for sixteen million texts of a segment.
    const BITS: u32 = 8;
    const MAX_COUNT: usize = (1 << Self::BITS) - 1;

    #[expect(clippy::cast_possible_truncation, reason = "so few times")]
    fn new(text: u32, times: usize) -> Self {
        Self(text << Self::BITS | times.min(Self::MAX_COUNT) as u32)
    }

    fn text(self) -> usize {
        (self.0 >> Self::BITS) as usize
    }

    fn times(self) -> usize {
        self.0 as usize & Self::MAX_COUNT
    }
}

/// For a number of times, how much they count: the second occurrence adds less than the first.
static DAMPED: LazyLock<[f32; NgramPosting::MAX_COUNT + 1]> = LazyLock::new(|| std::array::from_fn(damped));

/// A document's texts: its phrasings, and the last one is all of it together.
#[derive(Debug, Clone, Copy)]
struct DocumentTexts {
    /// The end of its postings.
    end: u32,
    /// Subtracted from the best cosine of its phrasings.
    chance: f32,
}

/// Gathers texts for [`Ngrams`].
#[derive(Debug, Default)]
pub struct NgramsBuilder {
    postings: postings::PostingsBuilder<NgramPosting>,
    /// For every word, the numbers of its n-grams: a text is made of few different words.
    grams_of: FxHashMap<Box<str>, Box<[u32]>>,
    texts: u32,
    documents: Vec<DocumentTexts>,
}

impl NgramsBuilder {
    /// Adds a document: the words of each of its phrasings, and of all of it.
    #[expect(clippy::cast_precision_loss, reason = "documents have some dozens of phrasings")]
    pub fn add<'a, W: Iterator<Item = &'a str>>(
        &mut self,
        phrasings: impl Iterator<Item = W>,
        whole: impl Iterator<Item = &'a str>,
    ) {
        let first = self.texts;
        phrasings.for_each(|words| self.text(words));
        let phrasings = self.texts - first;
        self.text(whole);
        self.documents.push(DocumentTexts { end: self.texts, chance: CHANCE * (phrasings.max(1) as f32).ln() });
    }

    fn text<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let mut grams: Vec<u32> = Vec::with_capacity(256);
        for word in words {
            if let Some(known) = self.grams_of.get(word) {
                grams.extend(known);
            } else {
                let numbers: Box<[u32]> =
                    hashes(std::iter::once(word)).into_iter().map(|hash| self.postings.number(hash)).collect();
                grams.extend(&numbers);
                self.grams_of.insert(word.into(), numbers);
            }
        }
        grams.sort_unstable();
        for run in grams.chunk_by(|a, b| a == b) {
            self.postings.push(run[0], NgramPosting::new(self.texts, run.len()));
        }
        self.texts += 1;
    }

    /// The index of all texts, to stand beside those `below`. An n-gram tells as much as it does among all of them; the
    /// lengths of those below stay as they were when they were built.
    pub fn build(self, below: &[&Ngrams]) -> Ngrams {
        let texts = self.texts as usize + texts(below);
        let own = self.postings.lengths();
        let mut idfs = vec![0.0; own.len()];
        for (key, number) in self.postings.keys() {
            let lists = below.iter().map(|ngrams| ngrams.postings.get(key));
            idfs[number as usize] = joint_idf(texts, own[number as usize] as usize, lists);
        }
        let mut squares = vec![0.0_f32; self.texts as usize];
        for (number, posting) in self.postings.items() {
            squares[posting.text()] += (DAMPED[posting.times()] * idfs[*number as usize]).powi(2);
        }
        let scales = squares.into_iter().map(|squares| 1.0 / squares.sqrt().max(f32::MIN_POSITIVE)).collect();
        let postings = self.postings.build(|number| idfs[number as usize] > 0.0);
        Ngrams { postings, scales, documents: self.documents.into() }
    }
}

impl Ngrams {
    /// The best cosines of every document, whose texts have these products with a question of this length.
    fn best<'a>(&'a self, dots: &'a [f32], length: f32) -> impl Iterator<Item = NgramSimilarity> + 'a {
        let mut start = 0;
        self.documents.iter().map(move |document| {
            let end = document.end as usize;
            let texts = std::mem::replace(&mut start, end)..end;
            let mut cosines =
                dots[texts.clone()].iter().zip(&self.scales[texts]).map(|(dot, scale)| dot * scale / length);
            let whole = cosines.next_back().unwrap_or(0.0);
            let phrasing = cosines.fold(0.0, f32::max);
            NgramSimilarity { phrasing: (phrasing - document.chance).max(0.0), whole }
        })
    }
}

/// The best cosines of every document of all segments with the words of a question.
pub fn cosines<'a>(segments: &[&Ngrams], words: impl Iterator<Item = &'a str>) -> Vec<NgramSimilarity> {
    let mut hashes = hashes(words);
    hashes.sort_unstable();
    let texts = texts(segments);
    let damping = &*DAMPED;
    let mut dots: Vec<Vec<f32>> = segments.iter().map(|ngrams| vec![0.0; ngrams.scales.len()]).collect();
    let mut lists: Vec<Option<&[NgramPosting]>> = Vec::with_capacity(segments.len());
    let mut squares = 0.0_f32;
    for run in hashes.chunk_by(|a, b| a == b) {
        lists.clear();
        lists.extend(segments.iter().map(|ngrams| ngrams.postings.get(run[0])));
        let idf = joint_idf(texts, 0, lists.iter().copied());
        let weight = damped(run.len()) * idf;
        squares += weight * weight;
        for (dots, list) in dots.iter_mut().zip(&lists) {
            for posting in list.unwrap_or_default() {
                dots[posting.text()] += weight * idf * damping[posting.times()];
            }
        }
    }
    let length = squares.sqrt().max(f32::MIN_POSITIVE);
    segments.iter().zip(&dots).flat_map(|(ngrams, dots)| ngrams.best(dots, length)).collect()
}

/// How many texts some segments have.
fn texts(segments: &[&Ngrams]) -> usize {
    segments.iter().map(|ngrams| ngrams.scales.len()).sum()
}

/// How much an n-gram tells that `own` texts have, and those in `lists`, one of each segment; nothing, if they are too
/// many, or were in one of the segments.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
fn joint_idf<'a>(texts: usize, own: usize, lists: impl Iterator<Item = Option<&'a [NgramPosting]>>) -> f32 {
    let mut having = own;
    for list in lists.flatten() {
        if list.is_empty() {
            return 0.0;
        }
        having += list.len();
    }
    let (all, having) = (texts as f32, having as f32);
    let frequent = having > FREQUENT.max(all * FREQUENT_SHARE);
    if frequent { 0.0 } else { ((1.0 + all) / (1.0 + having)).ln() + IDF_FLOOR }
}

/// What so many occurrences count.
#[expect(clippy::cast_precision_loss, reason = "texts are short")]
fn damped(times: usize) -> f32 {
    1.0 + (times.max(1) as f32).ln()
}

/// A hash of every n-gram of every word.
fn hashes<'a>(words: impl Iterator<Item = &'a str>) -> Vec<PostingKey> {
    let mut hashes = Vec::with_capacity(256);
    let mut word_chars: Vec<char> = Vec::with_capacity(32);
    for word in words {
        word_chars.clear();
        word_chars.push(' ');
        word_chars.extend(word.chars());
        word_chars.push(' ');
        for length in LENGTHS {
            hashes.extend(word_chars.windows(length).map(|gram| postings::key(length as u64, gram.iter().copied())));
        }
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents, each a row of phrasings.
    fn segment(documents: &[&[&str]], below: &[&Ngrams]) -> Ngrams {
        let mut builder = NgramsBuilder::default();
        for phrasings in documents {
            builder.add(phrasings.iter().map(|text| text.split(' ')), std::iter::empty());
        }
        builder.build(below)
    }

    fn phrasings(segments: &[&Ngrams], question: &str) -> Vec<f32> {
        cosines(segments, question.split(' ')).iter().map(|best| best.phrasing).collect()
    }

    fn check(documents: &[&[&str]], question: &str) -> Vec<f32> {
        phrasings(&[&segment(documents, &[])], question)
    }

    #[test]
    fn a_text_is_most_like_itself() {
        let found = check(&[&["placement request"], &["interview questions"]], "placement request");
        assert!((found[0] - 1.0).abs() < 1e-5 && found[1] < 0.5, "{found:?}");
    }

    #[test]
    fn texts_written_alike_are_near_without_a_common_word() {
        let found = check(&[&["volunteering"], &["interview"]], "volunteers");
        assert!(found[0] > 0.4 && found[0] > 3.0 * found[1], "{found:?}");
    }

    #[test]
    fn a_document_counts_by_its_best_text() {
        let found = check(&[&["radio", "police training"], &["taiko club"]], "police training");
        assert!(found[0] > 0.9 && found[1] < 0.2, "{found:?}");
    }

    #[test]
    fn of_two_documents_with_the_same_best_text_the_one_with_fewer_wins() {
        let found = check(&[&["radio show"], &["radio show", "taiko club", "police"]], "radio show");
        assert!(found[0] > found[1] && found[1] > 0.9, "{found:?}");
    }

    #[test]
    fn in_segments_documents_are_nearly_as_like_as_together() {
        let (some, more): (&[&[&str]], &[&[&str]]) =
            (&[&["radio show", "taiko club"], &["police training"]], &[&["show me the radio"], &["rice"]]);
        let below = segment(some, &[]);
        let apart = phrasings(&[&below, &segment(more, &[&below])], "a radio show");
        let together = check(&[some, more].concat(), "a radio show");
        let alike = |(a, b): (&f32, &f32)| (a - b).abs() < 0.05;
        assert!(apart.iter().zip(&together).all(alike), "{apart:?} {together:?}");
    }
}
