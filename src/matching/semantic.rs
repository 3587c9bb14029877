//! How well a question's meaning fits an entry's, as an encoder sees both.
//!
//! Two ways to compare. *Pooled*: one vector for a whole text, quick enough for every entry, but it blurs what sets two
//! near misses apart. *Late interaction*: for each word piece of the question, the nearest one of the entry (Khattab,
//! Zaharia, "`ColBERT`", SIGIR 2020), for the best few dozen only.

use rten_simd::SimdOp as _;

use super::compare::{Columns, Cosines, Largest};
use super::encoding::Encoding;
use super::vectors::Vectors;

/// What an entry means, or somebody's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// A vector for each way to ask for it, and one for their centre.
    pooled: Vectors,
    /// A vector for each word piece of all the ways to ask for it …
    asked: Vectors,
    /// … and of its answer.
    answered: Vectors,
}

/// What many entries mean at a glance, side by side: looked up one by one, ten thousand of them take three times as long.
#[derive(Debug)]
pub struct Glance {
    /// The values of each entry's centre, one after another …
    values: Box<[i8]>,
    /// … and what a unit of each one's stands for.
    scales: Box<[f32]>,
    /// Whether an entry has but one phrasing, which is its own centre.
    single: Box<[bool]>,
}

/// What a question, or a part of one, means.
#[derive(Debug, Clone)]
pub struct Meant {
    pooled: Vectors,
    pieces: Columns,
    /// The bytes at which the pieces begin, of the text that was encoded.
    starts: Box<[u32]>,
}

/// How alike the pooled vectors of a question and an entry are: cosines.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pooled {
    /// With the way to ask for the entry that is most like the question.
    pub nearest: f32,
    /// With the centre of all of them.
    pub centre: f32,
}

/// How well an entry covers what was meant, piece by piece: cosines.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Late {
    /// Of all pieces of the question.
    pub mean: f32,
    /// Of the third of them that is covered least: near misses leave out just what sets them apart.
    pub least: f32,
    /// Of all pieces, by the answer alone: few phrasings foresee how people ask, but what they ask for stands there.
    pub answer: f32,
}

/// The last so many pieces of a question are compared: each costs as much as the next, and no question needs more.
const MOST_PIECES: usize = 64;

/// One in so many pieces counts as least covered.
const LEAST: usize = 3;

impl Meaning {
    /// What something means whose [`texts`](super::Legible::texts) were encoded in their order; none where that says
    /// nothing. The last of several is no way to ask for it.
    pub fn new(texts: &[Encoding]) -> Option<Self> {
        let phrasings = &texts[..texts.len().saturating_sub(1).max(1).min(texts.len())];
        let dimension = phrasings.first()?.pooled.len();
        let mut pooled: Vec<f32> = phrasings.iter().flat_map(|one| &one.pooled).copied().collect();
        let centre: Vec<f32> = (0..dimension).map(|at| pooled.iter().skip(at).step_by(dimension).sum()).collect();
        pooled.extend(unit(centre));
        let pieces = |texts: &[Encoding]| texts.iter().flat_map(|one| &one.vectors).copied().collect::<Vec<f32>>();
        let (asked, answered) = (pieces(phrasings), pieces(&texts[phrasings.len()..]));
        let length = per_piece(texts);
        let whole = Self {
            pooled: Vectors::new(dimension, &pooled),
            asked: Vectors::new(length, &asked),
            answered: Vectors::new(length, &answered),
        };
        (whole.pooled.len() == phrasings.len() + 1).then_some(whole)
    }

    /// As bytes, which mean something only beside the model that the vectors were made with.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for vectors in [&self.pooled, &self.asked, &self.answered] {
            for number in [vectors.dimension(), vectors.len()] {
                bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
            }
            vectors.write(&mut bytes);
        }
        bytes
    }

    /// From such bytes; none where they are no meaning, or not one to compare with what an encoder like this one makes.
    pub fn from_bytes(bytes: &[u8], like: &Encoding) -> Option<Self> {
        let mut left = bytes;
        let mut next = || {
            let (numbers, rest) = left.split_at_checked(2 * size_of::<u32>())?;
            let [dimension, count] = [0, 4].map(|at| numbers[at..at + 4].try_into().map_or(0, u32::from_le_bytes));
            let (vectors, rest) = Vectors::read(dimension as usize, count as usize, rest)?;
            left = rest;
            Some(vectors)
        };
        let (pooled, asked, answered) = (next()?, next()?, next()?);
        let fits = pooled.dimension() == like.pooled.len() && pooled.len() > 1;
        let piece = per_piece(std::slice::from_ref(like));
        let fit = [&asked, &answered].into_iter().all(|pieces| pieces.len() == 0 || pieces.dimension() == piece);
        (fits && fit && left.is_empty()).then_some(Self { pooled, asked, answered })
    }

    /// How alike it is to what was meant, at a glance.
    pub fn pooled(&self, meant: &Meant) -> Pooled {
        let (asked, own) = (&meant.pooled, &self.pooled);
        let Some(&scale) = asked.scales().first().filter(|_| asked.dimension() == own.dimension()) else {
            return Pooled::default();
        };
        let phrasings = self.phrasings();
        let largest = |(rows, scales)| Largest { rows, scales, other: asked.values(), scale }.dispatch();
        let (values, centre_values) = own.values().split_at(phrasings * own.dimension());
        let (scales, centre_scale) = own.scales().split_at(phrasings);
        let centre = largest((centre_values, centre_scale));
        // A single phrasing is its own centre: of ten thousand entries, that saves half of the time.
        let nearest = if phrasings == 1 { centre } else { largest((values, scales)) };
        Pooled { nearest, centre }
    }

    /// How well it covers what was meant: the mean over the word pieces of the question of the cosine with the nearest
    /// piece of the entry.
    ///
    /// All pieces count alike: weighing them by how rare they are in the entries loses 2 to 4 points of R@1 on questions
    /// like this project's own, because what an encoder makes of "the" is what stands around it.
    pub fn late(&self, meant: &Meant) -> Late {
        let answered = meant.pieces.nearest(&self.answered);
        let mut nearest = nearer(meant.pieces.nearest(&self.asked), &answered);
        nearest.sort_unstable_by(f32::total_cmp);
        let least = mean(&nearest[..nearest.len().div_ceil(LEAST)]);
        Late { mean: mean(&nearest), least, answer: mean(&answered) }
    }

    /// How close it comes to each piece of what was meant: the cosine with the nearest piece of the entry.
    pub fn nearest(&self, meant: &Meant) -> Vec<f32> {
        nearer(meant.pieces.nearest(&self.asked), &meant.pieces.nearest(&self.answered))
    }

    /// How many ways there are to ask for it.
    pub fn phrasings(&self) -> usize {
        self.pooled.len() - 1
    }
}

impl Glance {
    /// Entries side by side.
    pub fn new(meanings: &[&Meaning]) -> Self {
        let centre = |meaning: &&Meaning| meaning.phrasings() * meaning.pooled.dimension();
        let values = meanings.iter().flat_map(|meaning| &meaning.pooled.values()[centre(meaning)..]).copied().collect();
        let scales = meanings.iter().filter_map(|meaning| meaning.pooled.scales().last()).copied().collect();
        Self { values, scales, single: meanings.iter().map(|meaning| meaning.phrasings() == 1).collect() }
    }

    /// How alike each entry with a single phrasing is to what was meant; of the others, that has to be looked up.
    pub fn pooled(&self, meant: &Meant) -> Vec<Option<Pooled>> {
        let (asked, count) = (&meant.pooled, self.single.len());
        let Some(&scale) = asked.scales().first().filter(|_| self.values.len() == count * asked.dimension()) else {
            return vec![None; count];
        };
        let rows = Largest { rows: &self.values, scales: &self.scales, other: asked.values(), scale };
        let centres = Cosines(rows).dispatch().into_iter().zip(&self.single);
        centres.map(|(centre, single)| single.then_some(Pooled { nearest: centre, centre })).collect()
    }
}

impl Meant {
    /// What a question means.
    pub fn new(question: &Encoding) -> Self {
        let dimension = per_piece(std::slice::from_ref(question));
        // People ask at the end of what they tell.
        let told = question.vectors.len().saturating_sub(MOST_PIECES * dimension);
        let pieces = Columns::new(&Vectors::new(dimension, &question.vectors[told..]));
        let told = question.pieces.len().saturating_sub(MOST_PIECES);
        let starts = question.pieces[told..].iter().map(|piece| piece.start).collect();
        Self { pooled: Vectors::new(question.pooled.len(), &question.pooled), pieces, starts }
    }

    /// The bytes at which its pieces begin.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }
}

/// For each piece the larger of two cosines; the second may be missing.
fn nearer(mut nearest: Vec<f32>, others: &[f32]) -> Vec<f32> {
    nearest.iter_mut().zip(others).for_each(|(nearest, other)| *nearest = nearest.max(*other));
    nearest
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
