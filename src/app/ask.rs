//! Asking: from a match to what the member sees.

use crate::matching::{Candidate, Found, Matcher, Question, Ranked, Verdict};
use crate::reply::{Button, Key, Reply, card, limits, wording};

/// A question that was asked: what the matcher found, and what is shown.
#[derive(Debug)]
pub struct Asked {
    /// The ranking, the confidence and the verdict.
    pub found: Found,
    /// What the member sees.
    pub reply: Reply,
}

/// Matches a question and composes the reply for its verdict.
pub fn ask(matcher: &Matcher, question: &Question<'_>) -> Asked {
    let found = matcher.ask(question);
    let reply = match (found.verdict, found.ranked.first()) {
        (Verdict::Answer, Some(best)) => answer(matcher, &found, matcher.candidate(best), found.confidence),
        (Verdict::Suggest, Some(_)) => Reply::suggests(suggestions(matcher, &found.ranked)),
        _ if found.empty => Reply::says(wording::no_question()),
        _ => Reply::abstains(&matcher.knowledge().links),
    };
    Asked { found, reply }
}

/// An entry, shown as the answer to a question for which something was found.
pub fn answer(matcher: &Matcher, found: &Found, candidate: &Candidate, confidence: f32) -> Reply {
    let Candidate { entry, origin, .. } = candidate;
    let quotes = matcher.quotes(found, entry);
    let card = card(matcher.knowledge(), entry, *origin, &quotes, confidence);
    let related = entry.related.iter().filter_map(|id| matcher.find_entry(id, *origin)).take(limits::RELATED);
    Reply::answers(vec![card], related.map(button).collect())
}

/// Candidates with a score below this share of the best one's are no candidates.
const WORTH_OFFERING: f32 = 0.6;

fn suggestions(matcher: &Matcher, ranked: &[Ranked]) -> Vec<Button> {
    let best = ranked.first().map_or(0.0, |best| best.score);
    let offered = ranked.iter().take(limits::SUGGESTIONS).filter(|ranked| ranked.score >= WORTH_OFFERING * best);
    offered.map(|ranked| button(matcher.candidate(ranked))).collect()
}

fn button(candidate: &Candidate) -> Button {
    Button {
        label: candidate.entry.question.clone(),
        opens: Key { id: candidate.entry.id.clone(), origin: candidate.origin },
    }
}
