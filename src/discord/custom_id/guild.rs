//! Custom ids of actions on highlights and stories.

use super::UnknownCustomId;
use super::digits::{ID, NAME, base36, flag, id, identified, name, named, small};
use crate::ui::{ModeratorAction, ReviewAction, ScheduleAction, SubmissionAction};

/// Encodes an action on highlights or stories; empty for others.
pub fn encode(manage: &ModeratorAction) -> String {
    match manage {
        ModeratorAction::Schedules => "G".to_owned(),
        ModeratorAction::Schedule(schedule, direct) => format!("I{}{}", id(*schedule), direct_code(*direct)),
        ModeratorAction::News { outbox_item, schedule } => format!("J{}{}", id(*outbox_item), id(*schedule)),
        ModeratorAction::Settle(post, there) => format!("U{}{}", id(*post), u8::from(*there)),
        ModeratorAction::Testimonials(page) => format!("T{}", base36(*page)),
        ModeratorAction::Testimonial(submission, version, reviewing) => {
            format!("R{}{}{}", id(*submission), reviewing_code(*reviewing), base36(*version))
        }
        _ => String::new(),
    }
}

/// Decodes an action.
pub fn decode(kind: &str, with: &str) -> Result<ModeratorAction, UnknownCustomId> {
    match kind {
        "G" if with.is_empty() => Ok(ModeratorAction::Schedules),
        "I" => {
            let (schedule, direct) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            Ok(ModeratorAction::Schedule(identified(schedule)?, direct_of(direct)?))
        }
        "J" => {
            let (outbox_item, schedule) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            Ok(ModeratorAction::News { outbox_item: identified(outbox_item)?, schedule: identified(schedule)? })
        }
        "U" => {
            let (post, there) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            Ok(ModeratorAction::Settle(identified(post)?, flag(there)?))
        }
        "T" => Ok(ModeratorAction::Testimonials(small(with)?)),
        "R" => {
            let (submission, rest) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            let (reviewing, version) = reviewing_of(rest)?;
            Ok(ModeratorAction::Testimonial(identified(submission)?, version, reviewing))
        }
        _ => Err(UnknownCustomId),
    }
}

fn direct_code(direct: ScheduleAction) -> String {
    match direct {
        ScheduleAction::Look => "l".to_owned(),
        ScheduleAction::Preview => "v".to_owned(),
        ScheduleAction::Skip(testimonial) => format!("s{}", name(testimonial)),
        ScheduleAction::Now(testimonial) => format!("n{}", name(testimonial)),
        ScheduleAction::Pause => "p".to_owned(),
        ScheduleAction::Resume => "r".to_owned(),
        ScheduleAction::Remove(sure) => format!("x{}", u8::from(sure)),
    }
}

fn direct_of(text: &str) -> Result<ScheduleAction, UnknownCustomId> {
    match text.split_at_checked(1).ok_or(UnknownCustomId)? {
        ("l", "") => Ok(ScheduleAction::Look),
        ("v", "") => Ok(ScheduleAction::Preview),
        ("s", testimonial) => Ok(ScheduleAction::Skip(named(testimonial)?)),
        ("n", testimonial) => Ok(ScheduleAction::Now(named(testimonial)?)),
        ("p", "") => Ok(ScheduleAction::Pause),
        ("r", "") => Ok(ScheduleAction::Resume),
        ("x", sure) => Ok(ScheduleAction::Remove(flag(sure)?)),
        _ => Err(UnknownCustomId),
    }
}

fn reviewing_code(reviewing: ReviewAction) -> String {
    match reviewing {
        ReviewAction::Look => "l".to_owned(),
        ReviewAction::Approve(daily) => format!("a{}", u8::from(daily)),
        ReviewAction::Changes => "c".to_owned(),
        ReviewAction::Decline => "d".to_owned(),
        ReviewAction::Cut => "u".to_owned(),
        ReviewAction::Topic(topic) => format!("t{}", name(topic)),
    }
}

/// Decodes an action on a reviewed story, and its version.
fn reviewing_of(text: &str) -> Result<(ReviewAction, u32), UnknownCustomId> {
    let (kind, rest) = text.split_at_checked(1).ok_or(UnknownCustomId)?;
    let (reviewing, version) = match kind {
        "l" => (ReviewAction::Look, rest),
        "a" => {
            let (daily, version) = rest.split_at_checked(1).ok_or(UnknownCustomId)?;
            (ReviewAction::Approve(flag(daily)?), version)
        }
        "c" => (ReviewAction::Changes, rest),
        "d" => (ReviewAction::Decline, rest),
        "u" => (ReviewAction::Cut, rest),
        "t" => {
            let (topic, version) = rest.split_at_checked(NAME).ok_or(UnknownCustomId)?;
            (ReviewAction::Topic(named(topic)?), version)
        }
        _ => return Err(UnknownCustomId),
    };
    Ok((reviewing, small(version)?))
}

/// The code of an action on the author's own story; it follows the story's id.
pub fn share_code(share: SubmissionAction) -> String {
    match share {
        SubmissionAction::Look(version) => format!("l{}", base36(version)),
        SubmissionAction::Write => "w".to_owned(),
        SubmissionAction::Consent(version) => format!("c{}", base36(version)),
        SubmissionAction::Accept(version) => format!("a{}", base36(version)),
        SubmissionAction::Withdraw(sure) => format!("x{}", u8::from(sure)),
    }
}

/// Decodes an action on the author's own story.
pub fn share_of(text: &str) -> Result<SubmissionAction, UnknownCustomId> {
    match text.split_at_checked(1).ok_or(UnknownCustomId)? {
        ("l", version) => Ok(SubmissionAction::Look(small(version)?)),
        ("w", "") => Ok(SubmissionAction::Write),
        ("c", version) => Ok(SubmissionAction::Consent(small(version)?)),
        ("a", version) => Ok(SubmissionAction::Accept(small(version)?)),
        ("x", sure) => Ok(SubmissionAction::Withdraw(flag(sure)?)),
        _ => Err(UnknownCustomId),
    }
}
