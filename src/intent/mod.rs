//! What a message is, before anything is matched: a call for help, small talk, or a question. Pure.

mod convolution;
mod features;
mod model;
mod weights;

use model::IntentClassifier;

use crate::search::Encoding;

pub use features::features;

/// The prefix of the labels of need.
const NEED: &str = "need:";

/// The prefix of the labels of small talk.
const TALK: &str = "talk:";

/// The likelihood from which a message counts as a call for help; see `docs/EVALUATION.md` for the measurements.
const MIN_NEED: f32 = 0.48;

/// The same without an encoding: there, "I don't want to live in the countryside" looks much like a call for help.
const MIN_NEED_BY_WORDS: f32 = 0.82;

/// The likelihood from which a call for help does not give way to an entry: "I'm shy and my biggest worry is standing
/// there alone" shares its words with despair, and an entry answers it.
const SURE_NEED: f32 = 0.7;

/// The same without an encoding.
const SURE_NEED_BY_WORDS: f32 = 0.85;

/// The likelihood from which a message that matches a rule counts: the classifier only keeps "he hit me with a
/// dodgeball" from being a call for help.
const MIN_NEED_BY_RULE: f32 = 0.1;

/// The likelihood from which a message is taken for small talk.
const MIN_TALK: f32 = 0.4;

/// The likelihood from which small talk does not give way to an entry.
const SURE_TALK: f32 = 0.6;

/// How likely a message is a call for help, and small talk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntentScores {
    by_meaning: bool,
    need: Option<(&'static str, f32)>,
    talk: Option<(&'static str, f32)>,
}

/// How likely a message is a call for help, and small talk; by its words alone where no encoder has read it.
pub fn classify(message: &str, encoding: Option<&Encoding>) -> IntentScores {
    let likelihoods = IntentClassifier::builtin().classify(message, encoding);
    let of = |prefix: &str| {
        let of_it = likelihoods.iter().filter_map(|(label, likely)| Some((label.strip_prefix(prefix)?, *likely)));
        let all: f32 = of_it.clone().map(|(_, likely)| likely).sum();
        of_it.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(label, _)| (label, all))
    };
    IntentScores { by_meaning: encoding.is_some(), need: of(NEED), talk: of(TALK) }
}

impl IntentScores {
    /// The kind of danger or distress that the message most likely tells of, if it tells of any; `by_rule` if a rule says so.
    pub fn need(&self, by_rule: bool) -> Option<&'static str> {
        let least = match (by_rule, self.by_meaning) {
            (true, _) => MIN_NEED_BY_RULE,
            (false, true) => MIN_NEED,
            (false, false) => MIN_NEED_BY_WORDS,
        };
        self.need.filter(|(_, likely)| *likely >= least).map(|(kind, _)| kind)
    }

    /// Whether it tells of danger or distress whatever else matches it.
    pub fn is_surely_need(&self) -> bool {
        let least = if self.by_meaning { SURE_NEED } else { SURE_NEED_BY_WORDS };
        self.need.is_some_and(|(_, likely)| likely >= least)
    }

    /// The sort of small talk that the message most likely is, if it is any, and whether it is that whatever else matches it.
    pub fn talk(&self) -> Option<(&'static str, bool)> {
        let (sort, likely) = self.talk.filter(|(_, likely)| *likely >= MIN_TALK)?;
        Some((sort, likely >= SURE_TALK))
    }
}
