//! What is pressed about highlights and members' own experiences: by moderators, and by those whose experiences they are.

use super::Foreign;
use super::digits::{ID, NAME, base36, flag, id, identified, name, named, small};
use crate::reply::{Direct, Manage, Reviewing, Share};

/// As it is sent, after the asker. What is not about these is nothing.
pub fn encode(manage: &Manage) -> String {
    match manage {
        Manage::Schedules => "G".to_owned(),
        Manage::Schedule(schedule, direct) => format!("I{}{}", id(*schedule), direct_code(*direct)),
        Manage::News { parcel, schedule } => format!("J{}{}", id(*parcel), id(*schedule)),
        Manage::Settle(post, there) => format!("U{}{}", id(*post), u8::from(*there)),
        Manage::Testimonials(page) => format!("T{}", base36(*page)),
        Manage::Testimonial(submission, version, reviewing) => {
            format!("R{}{}{}", id(*submission), reviewing_code(*reviewing), base36(*version))
        }
        _ => String::new(),
    }
}

/// What was sent.
pub fn decode(kind: &str, with: &str) -> Result<Manage, Foreign> {
    match kind {
        "G" if with.is_empty() => Ok(Manage::Schedules),
        "I" => {
            let (schedule, direct) = with.split_at_checked(ID).ok_or(Foreign)?;
            Ok(Manage::Schedule(identified(schedule)?, direct_of(direct)?))
        }
        "J" => {
            let (parcel, schedule) = with.split_at_checked(ID).ok_or(Foreign)?;
            Ok(Manage::News { parcel: identified(parcel)?, schedule: identified(schedule)? })
        }
        "U" => {
            let (post, there) = with.split_at_checked(ID).ok_or(Foreign)?;
            Ok(Manage::Settle(identified(post)?, flag(there)?))
        }
        "T" => Ok(Manage::Testimonials(small(with)?)),
        "R" => {
            let (submission, rest) = with.split_at_checked(ID).ok_or(Foreign)?;
            let (reviewing, version) = reviewing_of(rest)?;
            Ok(Manage::Testimonial(identified(submission)?, version, reviewing))
        }
        _ => Err(Foreign),
    }
}

fn direct_code(direct: Direct) -> String {
    match direct {
        Direct::Look => "l".to_owned(),
        Direct::Preview => "v".to_owned(),
        Direct::Skip(testimonial) => format!("s{}", name(testimonial)),
        Direct::Now(testimonial) => format!("n{}", name(testimonial)),
        Direct::Pause => "p".to_owned(),
        Direct::Resume => "r".to_owned(),
        Direct::Remove(sure) => format!("x{}", u8::from(sure)),
    }
}

fn direct_of(text: &str) -> Result<Direct, Foreign> {
    match text.split_at_checked(1).ok_or(Foreign)? {
        ("l", "") => Ok(Direct::Look),
        ("v", "") => Ok(Direct::Preview),
        ("s", testimonial) => Ok(Direct::Skip(named(testimonial)?)),
        ("n", testimonial) => Ok(Direct::Now(named(testimonial)?)),
        ("p", "") => Ok(Direct::Pause),
        ("r", "") => Ok(Direct::Resume),
        ("x", sure) => Ok(Direct::Remove(flag(sure)?)),
        _ => Err(Foreign),
    }
}

fn reviewing_code(reviewing: Reviewing) -> String {
    match reviewing {
        Reviewing::Look => "l".to_owned(),
        Reviewing::Approve(daily) => format!("a{}", u8::from(daily)),
        Reviewing::Changes => "c".to_owned(),
        Reviewing::Decline => "d".to_owned(),
        Reviewing::Cut => "u".to_owned(),
        Reviewing::Topic(topic) => format!("t{}", name(topic)),
    }
}

/// What is done, and with which version.
fn reviewing_of(text: &str) -> Result<(Reviewing, u32), Foreign> {
    let (kind, rest) = text.split_at_checked(1).ok_or(Foreign)?;
    let (reviewing, version) = match kind {
        "l" => (Reviewing::Look, rest),
        "a" => {
            let (daily, version) = rest.split_at_checked(1).ok_or(Foreign)?;
            (Reviewing::Approve(flag(daily)?), version)
        }
        "c" => (Reviewing::Changes, rest),
        "d" => (Reviewing::Decline, rest),
        "u" => (Reviewing::Cut, rest),
        "t" => {
            let (topic, version) = rest.split_at_checked(NAME).ok_or(Foreign)?;
            (Reviewing::Topic(named(topic)?), version)
        }
        _ => return Err(Foreign),
    };
    Ok((reviewing, small(version)?))
}

/// What somebody does with their own, as it is sent after the experience.
pub fn share_code(share: Share) -> String {
    match share {
        Share::Look(version) => format!("l{}", base36(version)),
        Share::Write => "w".to_owned(),
        Share::Consent(version) => format!("c{}", base36(version)),
        Share::Accept(version) => format!("a{}", base36(version)),
        Share::Withdraw(sure) => format!("x{}", u8::from(sure)),
    }
}

/// What was sent after the experience.
pub fn share_of(text: &str) -> Result<Share, Foreign> {
    match text.split_at_checked(1).ok_or(Foreign)? {
        ("l", version) => Ok(Share::Look(small(version)?)),
        ("w", "") => Ok(Share::Write),
        ("c", version) => Ok(Share::Consent(small(version)?)),
        ("a", version) => Ok(Share::Accept(small(version)?)),
        ("x", sure) => Ok(Share::Withdraw(flag(sure)?)),
        _ => Err(Foreign),
    }
}
