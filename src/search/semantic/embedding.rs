//! How well a question's meaning fits an entry's, as an encoder sees both.
//!
//! Two ways to compare. *Pooled*: one vector for a whole text, quick enough for every entry, but it blurs what sets two
//! near misses apart. *Late interaction*: for each word piece of the question, the nearest one of the entry (Khattab,
//! Zaharia, "`ColBERT`", SIGIR 2020), for the best few only.

use std::ops::Range;

use rten_simd::SimdOp as _;

use crate::search::semantic::dot_product::{LargestCosine, PackedVectors, RowCosines};
use crate::search::semantic::encoding::Encoding;
use crate::search::semantic::vectors::QuantizedVectors;

/// The embedding of an entry, a testimonial, or a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    /// A vector for each way to ask for it, and one for their centre.
    pooled: QuantizedVectors,
    /// A vector for its answer, or for what a gap is about, if it has one.
    answer: QuantizedVectors,
    /// A vector for each word piece: of all the ways to ask for it, one after another, then of its answer.
    pieces: QuantizedVectors,
    /// For each way to ask for it, how many pieces come before its end.
    ends: Box<[u32]>,
}

/// The pooled embeddings of many entries, side by side: looked up one by one, ten thousand of them take three times as
/// long.
#[derive(Debug)]
pub struct PooledMatrix {
    /// The values of each entry's centre, one after another …
    values: Box<[i8]>,
    /// … and what a unit of each one's stands for.
    scales: Box<[f32]>,
    /// Whether an entry has but one phrasing, which is its own centre.
    single: Box<[bool]>,
}

/// What a question, or a part of one, means.
#[derive(Debug, Clone)]
pub struct QueryEmbedding {
    pooled: QuantizedVectors,
    pieces: QuantizedVectors,
    /// The same, to be compared with the pieces of an entry.
    columns: PackedVectors,
    /// The bytes at which the pieces begin, of the text that was encoded.
    starts: Box<[u32]>,
}

/// How alike the pooled vectors of a question and an entry are: cosines.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct PooledSimilarity {
    /// With the way to ask for the entry that is most like the question.
    pub nearest: f32,
    /// With the centre of all of them.
    pub centre: f32,
}

/// How well an entry covers what was meant, looked at closely: cosines.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MaxSim {
    /// Of all pieces of the question.
    pub mean: f32,
    /// Of the third of them that is covered least: near misses leave out just what sets them apart.
    pub least: f32,
    /// Of the question with the answer alone, pooled: few phrasings foresee how people ask, but what they ask for stands
    /// there.
    pub answer: f32,
}

/// The last so many pieces of a question are compared: each costs as much as the next, and no question needs more.
const MAX_PIECES: usize = 64;

/// One in so many pieces counts as least covered.
const WEAKEST_SHARE: usize = 3;

/// Bytes of a number among the bytes that a meaning is kept as.
const NUMBER: usize = size_of::<u32>();

impl Embedding {
    /// What something means whose [`texts`](crate::search::semantic::encodable::Encodable::texts) were encoded in their order; none where that says
    /// nothing. The last of several is no way to ask for it.
    pub fn new(texts: &[Encoding]) -> Option<Self> {
        let phrasings = &texts[..texts.len().saturating_sub(1).max(1).min(texts.len())];
        let dimension = phrasings.first()?.pooled.len();
        let mut pooled: Vec<f32> = phrasings.iter().flat_map(|one| &one.pooled).copied().collect();
        let centre: Vec<f32> = (0..dimension).map(|at| pooled.iter().skip(at).step_by(dimension).sum()).collect();
        pooled.extend(unit(centre));
        let answer = texts.get(phrasings.len()..).unwrap_or_default();
        let pieces: Vec<f32> = texts.iter().flat_map(|one| &one.vectors).copied().collect();
        let ends = phrasings.iter().scan(0, |end, one| {
            *end += u32::try_from(one.pieces.len()).ok()?;
            Some(*end)
        });
        let whole = Self {
            pooled: QuantizedVectors::new(dimension, &pooled),
            answer: QuantizedVectors::new(
                dimension,
                &answer.iter().flat_map(|one| &one.pooled).copied().collect::<Vec<f32>>(),
            ),
            pieces: QuantizedVectors::new(per_piece(texts), &pieces),
            ends: ends.collect(),
        };
        (whole.pooled.len() == phrasings.len() + 1 && whole.is_whole()).then_some(whole)
    }

    /// Whether its phrasings are made of all the pieces that they should be made of.
    fn is_whole(&self) -> bool {
        let last = self.ends.last().map_or(0, |end| *end as usize);
        self.ends.len() == self.phrasings() && self.ends.is_sorted() && last <= self.pieces.len()
    }

    /// As bytes, which mean something only beside the model that the vectors were made with.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let put = |bytes: &mut Vec<u8>, number: usize| {
            bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        };
        for vectors in [&self.pooled, &self.answer, &self.pieces] {
            put(&mut bytes, vectors.dimension());
            put(&mut bytes, vectors.len());
            vectors.write(&mut bytes);
        }
        self.ends.iter().for_each(|end| put(&mut bytes, *end as usize));
        bytes
    }

    /// From such bytes; none where they are no meaning, or not one to compare with what an encoder like this one makes.
    pub fn from_bytes(bytes: &[u8], like: &Encoding) -> Option<Self> {
        let mut left = bytes;
        let mut next = || {
            let (numbers, rest) = left.split_at_checked(2 * NUMBER)?;
            let [dimension, count] = [0, NUMBER].map(|at| number(&numbers[at..]));
            let (vectors, rest) = QuantizedVectors::read(dimension as usize, count as usize, rest)?;
            left = rest;
            Some(vectors)
        };
        let (pooled, answer, pieces) = (next()?, next()?, next()?);
        let fits = |vectors: &QuantizedVectors, dimension| vectors.len() == 0 || vectors.dimension() == dimension;
        let fit = fits(&answer, like.pooled.len()) && fits(&pieces, per_piece(std::slice::from_ref(like)));
        let fit = fit
            && pooled.dimension() == like.pooled.len()
            && pooled.len() > 1
            && answer.len() < 2
            && left.len().is_multiple_of(NUMBER);
        let ends = left.chunks_exact(NUMBER).map(number).collect();
        let whole = Self { pooled, answer, pieces, ends };
        (fit && whole.is_whole()).then_some(whole)
    }

    /// The similarity of the pooled embeddings.
    pub fn pooled(&self, meant: &QueryEmbedding) -> PooledSimilarity {
        let (asked, own) = (&meant.pooled, &self.pooled);
        let Some(&scale) = asked.scales().first().filter(|_| asked.dimension() == own.dimension()) else {
            return PooledSimilarity::default();
        };
        let phrasings = self.phrasings();
        let largest = |rows: Range<usize>| {
            let (rows, scales) = own.rows(rows);
            LargestCosine { rows, scales, other: asked.values(), scale }.dispatch()
        };
        let centre = largest(phrasings..phrasings + 1);
        // A single phrasing is its own centre: of ten thousand entries, that saves half of the time.
        let nearest = if phrasings == 1 { centre } else { largest(0..phrasings) };
        PooledSimilarity { nearest, centre }
    }

    /// How well it covers what was meant. Piece by piece, that is the mean over the word pieces of the question of the cosine with the nearest
    /// piece of the entry.
    ///
    /// All pieces count alike: weighing them by how rare they are in the entries loses 2 to 4 points of R@1 on questions
    /// like this project's own, because what an encoder makes of "the" is what stands around it.
    pub fn late(&self, meant: &QueryEmbedding) -> MaxSim {
        let nearest = self.nearest(meant);
        let answer = cosines(&self.answer, 0..self.answer.len(), &meant.pooled).first().copied().unwrap_or(0.0);
        MaxSim { mean: mean(&nearest), least: least(nearest), answer }
    }

    /// What the way to ask for it that is most like the question asks beyond that: how well the question covers the third of
    /// its pieces that it covers least (cosines); 0 where they can't be compared.
    pub fn beyond(&self, meant: &QueryEmbedding) -> f32 {
        if self.pieces.dimension() != meant.pieces.dimension() {
            return 0.0;
        }
        let alike = cosines(&self.pooled, 0..self.phrasings(), &meant.pooled);
        let nearest = (0..alike.len()).max_by(|a, b| alike[*a].total_cmp(&alike[*b])).unwrap_or(0);
        let end = |phrasing: usize| self.ends.get(phrasing).map_or(0, |end| *end as usize);
        let pieces = nearest.checked_sub(1).map_or(0, end)..end(nearest);
        let (values, scales) = self.pieces.rows(pieces);
        let (rows, row_scales) = (meant.pieces.values(), meant.pieces.scales());
        let pieces = values.chunks_exact(meant.pieces.dimension().max(1)).zip(scales);
        let covered =
            pieces.map(|(other, scale)| LargestCosine { rows, scales: row_scales, other, scale: *scale }.dispatch());
        least(covered.collect())
    }

    /// How alike what it is asked for and what `other` is asked for are: the cosine of the way to ask for it that is most like
    /// the centre of the other's ways with that.
    pub fn asks_for(&self, other: &Self) -> f32 {
        let centre = other.phrasings();
        let (values, scales) = other.pooled.rows(centre..centre + 1);
        let (rows, row_scales) = self.pooled.rows(0..self.phrasings());
        let same = self.pooled.dimension() == other.pooled.dimension();
        let Some(&scale) = scales.first().filter(|_| same) else { return 0.0 };
        LargestCosine { rows, scales: row_scales, other: values, scale }.dispatch()
    }

    /// How close it comes to each piece of what was meant: the cosine with the nearest piece of the entry.
    pub fn nearest(&self, meant: &QueryEmbedding) -> Vec<f32> {
        meant.columns.nearest(&self.pieces)
    }

    /// How many ways there are to ask for it.
    pub fn phrasings(&self) -> usize {
        self.pooled.len() - 1
    }
}

impl PooledMatrix {
    /// Entries side by side.
    pub fn new(meanings: &[&Embedding]) -> Self {
        let centre = |meaning: &&Embedding| meaning.phrasings() * meaning.pooled.dimension();
        let values = meanings.iter().flat_map(|meaning| &meaning.pooled.values()[centre(meaning)..]).copied().collect();
        let scales = meanings.iter().filter_map(|meaning| meaning.pooled.scales().last()).copied().collect();
        Self { values, scales, single: meanings.iter().map(|meaning| meaning.phrasings() == 1).collect() }
    }

    /// How alike each entry with a single phrasing is to what was meant; of the others, that has to be looked up.
    pub fn pooled(&self, meant: &QueryEmbedding) -> Vec<Option<PooledSimilarity>> {
        let (asked, count) = (&meant.pooled, self.single.len());
        let Some(&scale) = asked.scales().first().filter(|_| self.values.len() == count * asked.dimension()) else {
            return vec![None; count];
        };
        let rows = LargestCosine { rows: &self.values, scales: &self.scales, other: asked.values(), scale };
        let centres = RowCosines(rows).dispatch().into_iter().zip(&self.single);
        centres.map(|(centre, single)| single.then_some(PooledSimilarity { nearest: centre, centre })).collect()
    }
}

impl QueryEmbedding {
    /// What a question means.
    pub fn new(question: &Encoding) -> Self {
        let dimension = per_piece(std::slice::from_ref(question));
        // People ask at the end of what they tell.
        let told = question.vectors.len().saturating_sub(MAX_PIECES * dimension);
        let pieces = QuantizedVectors::new(dimension, &question.vectors[told..]);
        let told = question.pieces.len().saturating_sub(MAX_PIECES);
        let starts = question.pieces[told..].iter().map(|piece| piece.start).collect();
        let pooled = QuantizedVectors::new(question.pooled.len(), &question.pooled);
        Self { pooled, columns: PackedVectors::new(&pieces), pieces, starts }
    }

    /// The bytes at which its pieces begin.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }
}

/// The cosines, at least 0, of some of these vectors with another one; nothing where that is of another length.
fn cosines(vectors: &QuantizedVectors, which: Range<usize>, other: &QuantizedVectors) -> Vec<f32> {
    let Some(&scale) = other.scales().first().filter(|_| vectors.dimension() == other.dimension()) else {
        return Vec::new();
    };
    let (rows, scales) = vectors.rows(which);
    RowCosines(LargestCosine { rows, scales, other: other.values(), scale }).dispatch()
}

/// The number that some bytes begin with.
fn number(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// The mean of the third of the values that is least.
fn least(mut values: Vec<f32>) -> f32 {
    values.sort_unstable_by(f32::total_cmp);
    mean(&values[..values.len().div_ceil(WEAKEST_SHARE)])
}

/// How many values the vector of a piece has; 0 where there is no piece.
fn per_piece(texts: &[Encoding]) -> usize {
    let text = texts.iter().find(|text| !text.pieces.is_empty());
    text.map_or(0, |text| text.vectors.len() / text.pieces.len())
}

/// The mean; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "questions have some dozens of pieces")]
pub fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

/// The vector of the same direction and unit length.
fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    for value in &mut vector {
        *value /= length;
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::semantic::encoding::EncodedToken;

    /// A text with this pooled vector and these pieces.
    fn encoding(pooled: [f32; 2], pieces: &[[f32; 3]]) -> Encoding {
        Encoding {
            pooled: pooled.into(),
            pieces: vec![EncodedToken { id: 0, start: 0 }; pieces.len()].into(),
            vectors: pieces.concat().into(),
        }
    }

    const A: [f32; 3] = [1.0, 0.0, 0.0];
    const B: [f32; 3] = [0.0, 1.0, 0.0];
    const C: [f32; 3] = [0.0, 0.0, 1.0];

    /// An entry that is asked for in two ways, and its answer.
    fn entry() -> Vec<Encoding> {
        vec![encoding([1.0, 0.0], &[A, B]), encoding([0.0, 1.0], &[B, C, C]), encoding([0.0, 1.0], &[A])]
    }

    fn check(asked: &Encoding, beyond: f32, late: MaxSim) {
        let meaning = Embedding::new(&entry()).expect("it says something");
        let meant = QueryEmbedding::new(asked);
        assert_eq!((meaning.beyond(&meant), meaning.late(&meant)), (beyond, late));
        assert_eq!(meaning.nearest(&meant).len(), asked.pieces.len());
    }

    #[test]
    fn what_a_question_leaves_out_is_told_by_the_phrasing_that_is_most_like_it() {
        check(&encoding([1.0, 0.0], &[A, B]), 1.0, MaxSim { mean: 1.0, least: 1.0, answer: 0.0 });
        check(&encoding([1.0, 0.0], &[A]), 0.0, MaxSim { mean: 1.0, least: 1.0, answer: 0.0 });
        check(&encoding([0.0, 1.0], &[C]), 0.0, MaxSim { mean: 1.0, least: 1.0, answer: 1.0 });
        check(&encoding([0.0, 1.0], &[C, B]), 1.0, MaxSim { mean: 1.0, least: 1.0, answer: 1.0 });
        check(&encoding([0.0, 1.0], &[]), 0.0, MaxSim { mean: 0.0, least: 0.0, answer: 1.0 });
    }

    #[test]
    fn words_without_an_answer_are_their_own_only_phrasing() {
        let meaning = Embedding::new(&entry()[..1]).expect("it says something");
        let meant = QueryEmbedding::new(&encoding([1.0, 0.0], &[A, C]));
        assert_eq!((meaning.phrasings(), meaning.late(&meant)), (1, MaxSim { mean: 0.5, least: 0.0, answer: 0.0 }));
    }

    #[test]
    fn what_is_kept_of_phrasings_that_end_nowhere_is_no_meaning() {
        let sample = &entry()[0];
        let bytes = Embedding::new(&entry()).expect("it says something").to_bytes();
        assert!(Embedding::from_bytes(&bytes, sample).is_some());
        let ends = bytes.len() - 2 * NUMBER;
        for (place, end) in [(ends, 6_u32), (ends, u32::MAX), (ends + NUMBER, 1), (ends + NUMBER, 7)] {
            let mut bytes = bytes.clone();
            bytes[place..place + NUMBER].copy_from_slice(&end.to_le_bytes());
            assert_eq!(Embedding::from_bytes(&bytes, sample), None, "{end}");
        }
        assert_eq!(Embedding::from_bytes(&bytes[..ends + NUMBER], sample), None);
    }
}
