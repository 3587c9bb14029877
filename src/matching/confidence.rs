//! From scores to one confidence, and from confidence to one of three verdicts.

/// How much the lead of the best entry over the next counts, beside its own score.
const LEAD: f32 = 0.3;

/// Slope and offset of the logistic function that turns score and lead into a confidence. Fitted on this project's own
/// questions: how often the best entry was a right one.
const SLOPE: f32 = 8.0;
const OFFSET: f32 = -3.5;

/// Confidence from which an answer is given.
pub const ANSWER: f32 = 0.50;

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = 0.30;

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

/// How sure it is that the best entry answers, between 0 and 1.
///
/// `rival` is the score of the best entry that is not related to it: two entries on one matter make neither of them less
/// right.
pub fn confidence(best: f32, rival: f32) -> f32 {
    let evidence = best + LEAD * (best - rival).max(0.0);
    1.0 / (1.0 + (-(SLOPE * evidence + OFFSET)).exp())
}

/// What to do at a confidence.
pub fn verdict(confidence: f32) -> Verdict {
    match confidence {
        sure if sure >= ANSWER => Verdict::Answer,
        unsure if unsure >= SUGGEST => Verdict::Suggest,
        _ => Verdict::Abstain,
    }
}
