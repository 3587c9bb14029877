//! Known gaps: what is known not to be known. A near miss shares nearly everything with an entry; often, it only
//! differs from an answerable question in that a gap is still more like it.

use crate::knowledge::{Gap, Knowledge};
use crate::search::semantic::embedding::{Embedding, PooledSimilarity, QueryEmbedding};
use crate::search::semantic::encodable::{Encodable, MeaningCell};

/// The gaps of the knowledge.
#[derive(Debug, Default)]
pub struct GapIndex {
    /// What each of them means, in their order.
    senses: Vec<MeaningCell>,
}

/// The gap that is most like a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearestGap {
    /// Its place among the gaps of the knowledge.
    place: usize,
    /// How alike it and what was meant are (cosines).
    pub alike: f32,
    /// How well it covers what was meant: the mean over the word pieces of the question (cosines).
    pub covers: f32,
    /// How well the best entry does.
    pub entry: f32,
    /// What it counts as where it is less alike than that (cosine).
    least: f32,
}

/// So many gaps are compared piece by piece with what was meant.
const COMPARED: usize = 8;

/// An entry of a guild answers what is asked for so much like it (cosine of one of its phrasings with the centre of the
/// gap's). With 0.6, moderators' FAQs of 28 and 40 entries close 18 and 28 of the gaps; with 0.7, half as many, and what those
/// entries answer is doubted (−1 AUROC on both).
const CLOSES: f32 = 0.6;

/// The likeness of the nearest gap to most questions that have an answer: where no gap is known, neither more nor less sure.
const USUAL: f32 = 0.57;

/// Where many gaps are known and none is alike, that is more likely to have an answer; but any two texts of a community are
/// about so alike (cosine).
const UNLIKE: f32 = 0.45;

/// So many gaps are many: with a handful, most questions are like none of them.
const MANY: usize = 100;

/// The similarity (cosine) from which a gap is named. Of 251 questions that nothing answers, 87 get their gap named,
/// two of them not quite rightly; of 793 that an entry answers, none gets one named wrongly.
const RECOGNISED: f32 = 0.7;

/// By so much a gap must cover a question better than the best entry does for that not to be shown as its answer: "which
/// states have sister prefectures besides Washington" is sure to find the one that is known.
const CLEARLY: f32 = 0.05;

/// How much it counts how well a gap covers a question, rather than how alike its centre is: between 0.5 and 1 the confidence
/// is as good, but what covers a few short words may mean something else altogether ("shut up").
const COVERS: f32 = 0.7;

impl GapIndex {
    /// The gaps, not read yet.
    pub fn new(knowledge: &Knowledge) -> Self {
        Self { senses: knowledge.gaps.iter().map(|_| MeaningCell::default()).collect() }
    }

    /// The gaps, as something that an encoder reads.
    pub fn encodable<'g>(&'g self, knowledge: &'g Knowledge) -> impl Iterator<Item = Encodable<'g>> {
        knowledge.gaps.iter().zip(&self.senses).map(|(gap, meaning_cell)| Encodable::gap_of(gap, meaning_cell))
    }

    /// The gap that is most like what was meant, of those that an encoder has read and none of these `answers` closes: a guild's
    /// entries near the question. `entry` is how well the best entry covers what was meant.
    pub fn nearest(&self, meant: &QueryEmbedding, answers: &[&Embedding], entry: f32) -> Option<NearestGap> {
        let read = self
            .senses
            .iter()
            .enumerate()
            .filter_map(|(place, meaning_cell)| Some((place, &**meaning_cell.meaning()?)));
        let mut near: Vec<(usize, &Embedding, PooledSimilarity)> =
            read.map(|(place, gap)| (place, gap, gap.pooled(meant))).collect();
        near.sort_unstable_by(|a, b| b.2.nearest.total_cmp(&a.2.nearest).then(a.0.cmp(&b.0)));
        let least = if near.len() < MANY { USUAL } else { UNLIKE };
        let open = near.into_iter().filter(|(_, gap, _)| answers.iter().all(|answer| answer.asks_for(gap) < CLOSES));
        let open = open.take(COMPARED).map(|(place, gap, pooled)| {
            let covers = gap.late(meant).mean;
            NearestGap { place, alike: COVERS * covers + (1.0 - COVERS) * pooled.centre, covers, entry, least }
        });
        open.max_by(|a, b| a.alike.total_cmp(&b.alike).then(b.place.cmp(&a.place)))
    }
}

/// How alike a gap and what was meant are, as far as that makes less sure of an answer (cosines).
pub fn gap_similarity(nearest: Option<NearestGap>) -> f32 {
    nearest.map_or(USUAL, |near| near.alike.max(near.least))
}

impl NearestGap {
    /// Whether it can be said to be what was asked.
    pub fn is_recognised(self) -> bool {
        self.alike >= RECOGNISED && self.covers > self.entry
    }

    /// Whether it is what was asked rather than what the best entry answers.
    pub fn is_clear(self) -> bool {
        self.is_recognised() && self.covers >= self.entry + CLEARLY
    }

    /// The gap.
    pub fn gap(self, knowledge: &Knowledge) -> Option<&Gap> {
        knowledge.gaps.get(self.place)
    }
}
