//! Cosine of character n-grams: sees that two texts are written alike where no word is the same.
//!
//! Each text is a vector of its n-grams weighed by TF-IDF, of length one. An entry has one for every phrasing and one for
//! question and answer together; a question is compared with all of them.

use rustc_hash::FxHashMap;

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

/// What a text is, for the entry that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// One way to ask.
    Phrasing,
    /// Question and answer together.
    Whole,
}

/// One text of the index.
#[derive(Debug, Clone, Copy)]
struct Text {
    document: u32,
    unit: Unit,
}

/// The best cosines of a document's texts with a question.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cosines {
    /// Of its phrasings.
    pub phrasing: f32,
    /// Of question and answer together.
    pub whole: f32,
}

/// The n-grams of all texts.
#[derive(Debug, Default)]
pub struct Ngrams {
    /// For the hash of an n-gram, its number. Two n-grams with one hash would count as one: with 64 bits that takes
    /// billions of them.
    numbers: FxHashMap<u64, u32>,
    idf: Vec<f32>,
    /// For every n-gram, the texts that have it, and its share of their vectors.
    postings: Vec<Vec<(u32, f32)>>,
    texts: Vec<Text>,
}

/// Gathers texts for [`Ngrams`].
#[derive(Debug, Default)]
pub struct Builder {
    numbers: FxHashMap<u64, u32>,
    /// For every word, the numbers of its n-grams: a text is made of few different words.
    grams_of: FxHashMap<Box<str>, Box<[u32]>>,
    texts: Vec<Text>,
    /// For every text, its n-grams and how often it has them.
    grams: Vec<Vec<(u32, f32)>>,
}

impl Builder {
    /// Adds a text of a document.
    pub fn add<'a>(&mut self, document: u32, unit: Unit, words: impl Iterator<Item = &'a str>) {
        let mut grams: Vec<u32> = Vec::with_capacity(256);
        for word in words {
            if let Some(known) = self.grams_of.get(word) {
                grams.extend(known);
            } else {
                let numbers = self.number(word);
                grams.extend(&numbers);
                self.grams_of.insert(word.into(), numbers);
            }
        }
        grams.sort_unstable();
        self.grams.push(grams.chunk_by(|a, b| a == b).map(|run| (run[0], damped(run.len()))).collect());
        self.texts.push(Text { document, unit });
    }

    /// The numbers of a word's n-grams.
    #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion n-grams")]
    fn number(&mut self, word: &str) -> Box<[u32]> {
        let number = |hash: u64| {
            let next = self.numbers.len() as u32;
            *self.numbers.entry(hash).or_insert(next)
        };
        hashes(std::iter::once(word)).into_iter().map(number).collect()
    }

    /// The index of all texts.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
    pub fn build(self) -> Ngrams {
        let count = self.texts.len() as f32;
        let mut having = vec![0_u32; self.numbers.len()];
        for (number, _) in self.grams.iter().flatten() {
            having[*number as usize] += 1;
        }
        let idf = |having: &u32| {
            let frequent = *having as f32 > FREQUENT.max(count * FREQUENT_SHARE);
            if frequent { 0.0 } else { idf(count, *having as f32) }
        };
        let idf: Vec<f32> = having.iter().map(idf).collect();

        let mut postings = vec![Vec::new(); having.len()];
        for (text, grams) in (0..).zip(&self.grams) {
            let weight = |(number, frequency): &(u32, f32)| frequency * idf[*number as usize];
            let length = grams.iter().map(|gram| weight(gram).powi(2)).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            for gram in grams.iter().filter(|gram| weight(gram) > 0.0) {
                postings[gram.0 as usize].push((text, weight(gram) / length));
            }
        }
        Ngrams { numbers: self.numbers, idf, postings, texts: self.texts }
    }
}

impl Ngrams {
    /// The best cosines of every document, with the words of a question; `documents` is how many there are.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
    pub fn cosines<'a>(&self, words: impl Iterator<Item = &'a str>, documents: usize) -> Vec<Cosines> {
        let mut hashes = hashes(words);
        hashes.sort_unstable();
        let unknown = idf(self.texts.len() as f32, 0.0);
        let mut dots = vec![0.0_f32; self.texts.len()];
        let mut squares = 0.0;
        for run in hashes.chunk_by(|a, b| a == b) {
            let frequency = damped(run.len());
            let Some(number) = self.numbers.get(&run[0]) else {
                squares += (frequency * unknown).powi(2);
                continue;
            };
            let weight = frequency * self.idf[*number as usize];
            squares += weight * weight;
            for (text, share) in &self.postings[*number as usize] {
                dots[*text as usize] += weight * share;
            }
        }
        let length = squares.sqrt().max(f32::MIN_POSITIVE);
        let mut best = vec![Cosines::default(); documents];
        let mut phrasings = vec![0.0_f32; documents];
        for (text, dot) in self.texts.iter().zip(dots) {
            let best = &mut best[text.document as usize];
            let best = match text.unit {
                Unit::Phrasing => {
                    phrasings[text.document as usize] += 1.0;
                    &mut best.phrasing
                }
                Unit::Whole => &mut best.whole,
            };
            *best = best.max(dot / length);
        }
        for (best, phrasings) in best.iter_mut().zip(phrasings) {
            best.phrasing = (best.phrasing - CHANCE * phrasings.max(1.0).ln()).max(0.0);
        }
        best
    }
}

/// The smoothed inverse document frequency.
fn idf(all: f32, having: f32) -> f32 {
    ((1.0 + all) / (1.0 + having)).ln() + IDF_FLOOR
}

/// Frequency of an n-gram within a text, damped: the second occurrence adds less than the first.
#[expect(clippy::cast_precision_loss, reason = "texts are short")]
fn damped(times: usize) -> f32 {
    1.0 + (times as f32).ln()
}

/// A hash of every n-gram of every word.
fn hashes<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(256);
    let mut word_chars: Vec<char> = Vec::with_capacity(32);
    for word in words {
        word_chars.clear();
        word_chars.push(' ');
        word_chars.extend(word.chars());
        word_chars.push(' ');
        for length in LENGTHS {
            hashes.extend(word_chars.windows(length).map(hash));
        }
    }
    hashes
}

/// A fixed hash (that of `FxHash`): the same n-gram has the same number on every machine.
fn hash(gram: &[char]) -> u64 {
    const MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;
    gram.iter().fold(gram.len() as u64, |hash, c| (hash.rotate_left(5) ^ u64::from(*c)).wrapping_mul(MULTIPLIER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosines(texts: &[(u32, &str)], question: &str) -> Vec<f32> {
        let mut builder = Builder::default();
        for (document, text) in texts {
            builder.add(*document, Unit::Phrasing, text.split(' '));
        }
        let documents = texts.iter().map(|(document, _)| *document as usize + 1).max().unwrap_or(0);
        builder.build().cosines(question.split(' '), documents).iter().map(|best| best.phrasing).collect()
    }

    #[test]
    fn a_text_is_most_like_itself() {
        let found = cosines(&[(0, "placement request"), (1, "interview questions")], "placement request");
        assert!((found[0] - 1.0).abs() < 1e-5 && found[1] < 0.5, "{found:?}");
    }

    #[test]
    fn texts_written_alike_are_near_without_a_common_word() {
        let found = cosines(&[(0, "volunteering"), (1, "interview")], "volunteers");
        assert!(found[0] > 0.4 && found[0] > 3.0 * found[1], "{found:?}");
    }

    #[test]
    fn a_document_counts_by_its_best_text() {
        let found = cosines(&[(0, "radio"), (0, "police training"), (1, "taiko club")], "police training");
        assert!(found[0] > 0.9 && found[1] < 0.2, "{found:?}");
    }

    #[test]
    fn of_two_documents_with_the_same_best_text_the_one_with_fewer_wins() {
        let found = cosines(&[(0, "radio show"), (1, "radio show"), (1, "taiko club"), (1, "police")], "radio show");
        assert!(found[0] > found[1] && found[1] > 0.9, "{found:?}");
    }
}
