//! From scores to one confidence, and from confidence to one of three verdicts.

use crate::search::ranking::coefficients;
use crate::search::ranking::explain::{ScorePart, ScoringMode};
use crate::search::ranking::features::RankingFeatures;

/// How much the lead of the best entry over the next counts, beside its own score. 0.6 to 1 are alike (AUROC 92.5 on
/// our own questions and the samples together); without it, 90.3.
const LEAD: f32 = 0.6;

/// Slope and offset of the logistic function that turns score and lead into a confidence: the share of questions whose
/// first entry was right, fitted on 698 questions (63 % of them answerable and found), most of those that nothing answers
/// being close to something that is known.
const SLOPE: f32 = 10.3;
const OFFSET: f32 = -6.73;

/// Confidence, by words alone, from which an answer is shown: cautious, balanced and bold. At the one in the middle about
/// 85 % of what nothing answers is left unanswered, and nine in ten answerable questions are answered.
const ANSWER: [f32; 3] = [0.55, 0.44, 0.33];

/// Confidence, by words alone, from which candidates are offered. Below it, one in ten first entries is right.
const SUGGEST: f32 = 0.13;

/// Confidence from which an answer is shown without a word of doubt.
pub const SURE: f32 = 0.70;

/// What is done with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The best entry is shown.
    Answer,
    /// The best few are offered.
    Suggest,
    /// Nothing is known.
    Abstain,
}

/// How sure the bot must be to answer: who dares more answers more, and is wrong more often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnswerThreshold {
    /// Rather says that it does not know.
    Cautious,
    /// Weighs one against the other.
    #[default]
    Balanced,
    /// Rather answers.
    Bold,
}

impl AnswerThreshold {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Cautious, Self::Balanced, Self::Bold];

    /// Confidence from which an answer is shown to a question for which entries were found so.
    pub fn bar(self, by: ScoringMode) -> f32 {
        let bars = match by {
            ScoringMode::Words => ANSWER,
            ScoringMode::Meaning => coefficients::ANSWER,
        };
        bars[self as usize]
    }
}

/// What is known of the best entry for a question.
#[derive(Debug, Clone, Copy)]
pub struct ConfidenceFeatures {
    /// The sum of its signals, multiplied by `factor`.
    pub best: f32,
    /// The next one's.
    pub second: f32,
    /// What speaks for it.
    pub evidence: RankingFeatures,
    /// By how much its answer alone is more like the question than any other entry's (cosines); 0 before it was read.
    pub answer_lead: f32,
    /// How well the question covers what the most similar way to ask for it says; 0 before it was read.
    pub beyond: f32,
    /// The share of the question that no entry knows.
    pub unknown: f32,
    /// How many things the question says.
    pub words: usize,
    /// Roles, people and topic: by how much its score was multiplied.
    pub factor: f32,
    /// How close it comes to the words of the question that it does not have.
    pub lacking: f32,
    /// How alike the nearest [gap](crate::search::semantic::known_gaps) and the question are (cosines).
    pub doubt: f32,
    /// Whether it is asked for a number or a time, and has none.
    pub lacks_number: bool,
}

/// What makes sure, from words and meaning: the coefficients and the values that they belong to.
pub fn by_meaning(basis: &ConfidenceFeatures) -> Vec<ScorePart> {
    let values = [
        1.0,
        basis.best,
        basis.best - basis.second,
        basis.answer_lead,
        basis.evidence.pooled.nearest,
        basis.evidence.pooled.centre,
        basis.evidence.late.mean,
        basis.evidence.late.answer,
        basis.beyond,
        basis.evidence.words.bm25,
        basis.evidence.words.phrasing,
        basis.evidence.breadth,
        basis.unknown,
        fewer(basis.words),
        basis.factor,
        basis.lacking,
        basis.doubt,
        f32::from(u8::from(basis.lacks_number)),
    ];
    let named = coefficients::CONFIDENCE.iter().zip(values);
    named.map(|((name, coefficient), value)| (*name, *coefficient, value)).collect()
}

/// What makes sure, from the score of the best entry by words, and the next one's.
pub fn by_words(best: f32, second: f32) -> Vec<ScorePart> {
    vec![("", OFFSET, 1.0), ("score", SLOPE, best), ("lead", SLOPE * LEAD, best - second)]
}

/// How sure it is that the best entry answers, between 0 and 1.
pub fn logistic(reasons: &[ScorePart]) -> f32 {
    let evidence: f32 = reasons.iter().map(|(_, coefficient, value)| coefficient * value).sum();
    1.0 / (1.0 + (-evidence).exp())
}

/// How much less sure one may be for a question having few words: 1 for none, ½ for a single one …
#[expect(clippy::cast_precision_loss, reason = "few words")]
fn fewer(words: usize) -> f32 {
    1.0 / (words as f32 + 1.0)
}

/// What to do at a confidence.
pub fn verdict(confidence: f32, by: ScoringMode, boldness: AnswerThreshold) -> Verdict {
    let suggest = match by {
        ScoringMode::Words => SUGGEST,
        ScoringMode::Meaning => coefficients::SUGGEST,
    };
    match confidence {
        sure if sure >= boldness.bar(by) => Verdict::Answer,
        unsure if unsure >= suggest => Verdict::Suggest,
        _ => Verdict::Abstain,
    }
}
