//! Which testimonials a schedule may post.

use crate::bot::ask::knowledge_index::KnowledgeIndex;
use crate::bot::daily::store::SchedulePlan;
use crate::knowledge::Origin;
use crate::schedule::EligibleTestimonial;
use crate::search::AttributedTestimonial;

/// Characters of a testimonial that fit into a post, and that members read.
const MAX_POST_CHARS: usize = 1_200;

/// The testimonials that a schedule may post, and how its rotation knows them.
pub struct CandidatePool<'a>(Vec<(String, String, AttributedTestimonial<'a>)>);

impl<'a> CandidatePool<'a> {
    /// Those marked fit for daily posts, by people of the schedule's roles and on its topics.
    pub fn of(library: &'a KnowledgeIndex, plan: &SchedulePlan) -> Self {
        let fits = |voice: &AttributedTestimonial<'a>| {
            let AttributedTestimonial { said, by, .. } = voice;
            let of_role = plan.roles.is_empty() || plan.roles.contains(&by.role);
            let on_topic = plan.topics.is_empty() || said.topics.iter().any(|topic| plan.topics.contains(topic));
            let short = said.text.chars().nth(MAX_POST_CHARS).is_none();
            said.daily && !said.mature && of_role && on_topic && short
        };
        let known = |voice: AttributedTestimonial<'a>| (voice_id(&voice), person_id(&voice), voice);
        Self(library.matcher.testimonials().filter(fits).map(known).collect())
    }

    /// As a rotation takes them.
    pub fn eligible(&self) -> Vec<EligibleTestimonial<'_>> {
        self.0.iter().map(|(id, person, _)| EligibleTestimonial { id, person }).collect()
    }

    /// The testimonial with an id.
    pub fn voice(&self, id: &str) -> Option<AttributedTestimonial<'a>> {
        self.0.iter().find(|(known, ..)| known == id).map(|(.., voice)| *voice)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Tells a testimonial from all others: the curated ones, and the guild's own.
pub fn voice_id(voice: &AttributedTestimonial<'_>) -> String {
    id(voice.origin, &voice.said.id)
}

fn person_id(voice: &AttributedTestimonial<'_>) -> String {
    id(voice.origin, &voice.by.id)
}

fn id(origin: Origin, id: &str) -> String {
    match origin {
        Origin::Curated => format!("c:{id}"),
        Origin::Guild => format!("g:{id}"),
    }
}
