//! What only moderators press: a capital letter, what it is about, and what is done with it.

use super::Foreign;
use super::digits::{ID, NAME, base36, flag, id, identified, name, named, number, small, two};
use super::guild;
use crate::reply::{Deed, Handling, Manage, Step, Weigh};

/// As it is sent, after the asker.
pub fn encode(manage: &Manage) -> String {
    match manage {
        Manage::Draft(draft, step) => format!("D{}{}", id(*draft), step_code(*step)),
        Manage::Entry(entry, deed) => format!("E{}{}", name(*entry), deed_code(*deed)),
        Manage::Inbox(page) => format!("B{}", base36(*page)),
        Manage::Question(question, handling) => format!("Q{}{}", name(*question), handling_code(*handling)),
        Manage::Proposal { question, entry, weigh } => {
            format!("P{}{}{}", weigh_code(*weigh), name(*question), name(*entry))
        }
        Manage::Apply(draft, seen) => format!("A{}{}", id(*draft), base36(*seen)),
        Manage::Tables(weeks) => format!("W{}", base36(*weeks)),
        Manage::Audit(page) => format!("L{}", base36(*page)),
        Manage::Schedules
        | Manage::Schedule(..)
        | Manage::News { .. }
        | Manage::Settle(..)
        | Manage::Testimonials(_)
        | Manage::Testimonial(..) => guild::encode(manage),
    }
}

/// What was sent.
pub fn decode(kind: &str, with: &str) -> Result<Manage, Foreign> {
    match kind {
        "D" => {
            let (draft, step) = with.split_at_checked(ID).ok_or(Foreign)?;
            Ok(Manage::Draft(identified(draft)?, step_of(step)?))
        }
        "E" => {
            let (entry, deed) = with.split_at_checked(NAME).ok_or(Foreign)?;
            Ok(Manage::Entry(named(entry)?, deed_of(deed)?))
        }
        "B" => Ok(Manage::Inbox(small(with)?)),
        "Q" => {
            let (question, handling) = with.split_at_checked(NAME).ok_or(Foreign)?;
            Ok(Manage::Question(named(question)?, handling_of(handling)?))
        }
        "P" => {
            let (weigh, names) = with.split_at_checked(1).ok_or(Foreign)?;
            let (question, entry) = two(names)?;
            Ok(Manage::Proposal { question, entry, weigh: weigh_of(weigh)? })
        }
        "A" => {
            let (draft, seen) = with.split_at_checked(ID).ok_or(Foreign)?;
            Ok(Manage::Apply(identified(draft)?, number(seen)?))
        }
        "W" => Ok(Manage::Tables(small(with)?)),
        "L" => Ok(Manage::Audit(small(with)?)),
        _ => guild::decode(kind, with),
    }
}

fn step_code(step: Step) -> String {
    match step {
        Step::Write => "w".to_owned(),
        Step::Save => "s".to_owned(),
        Step::SaveOver(version) => format!("o{}", base36(version)),
        Step::Cancel => "c".to_owned(),
    }
}

fn step_of(text: &str) -> Result<Step, Foreign> {
    match text.split_at_checked(1).ok_or(Foreign)? {
        ("w", "") => Ok(Step::Write),
        ("s", "") => Ok(Step::Save),
        ("o", version) => Ok(Step::SaveOver(small(version)?)),
        ("c", "") => Ok(Step::Cancel),
        _ => Err(Foreign),
    }
}

fn deed_code(deed: Deed) -> String {
    match deed {
        Deed::Look => "l".to_owned(),
        Deed::Edit => "e".to_owned(),
        Deed::Retire => "r".to_owned(),
        Deed::Revive => "b".to_owned(),
        Deed::History(page) => format!("h{}", base36(page)),
        Deed::Restore(version) => format!("v{}", base36(version)),
        Deed::Pin(on) => format!("p{}", u8::from(on)),
        Deed::Hide(on) => format!("x{}", u8::from(on)),
    }
}

fn deed_of(text: &str) -> Result<Deed, Foreign> {
    match text.split_at_checked(1).ok_or(Foreign)? {
        ("l", "") => Ok(Deed::Look),
        ("e", "") => Ok(Deed::Edit),
        ("r", "") => Ok(Deed::Retire),
        ("b", "") => Ok(Deed::Revive),
        ("h", page) => Ok(Deed::History(small(page)?)),
        ("v", version) => Ok(Deed::Restore(small(version)?)),
        ("p", on) => Ok(Deed::Pin(flag(on)?)),
        ("x", on) => Ok(Deed::Hide(flag(on)?)),
        _ => Err(Foreign),
    }
}

fn handling_code(handling: Handling) -> String {
    match handling {
        Handling::Look => "l".to_owned(),
        Handling::Answer => "a".to_owned(),
        Handling::Phrasing(entry) => format!("p{}", name(entry)),
        Handling::Unphrase(entry) => format!("u{}", name(entry)),
        Handling::Same(entry) => format!("s{}", name(entry)),
        Handling::Dismiss => "d".to_owned(),
    }
}

fn handling_of(text: &str) -> Result<Handling, Foreign> {
    match text.split_at_checked(1).ok_or(Foreign)? {
        ("l", "") => Ok(Handling::Look),
        ("a", "") => Ok(Handling::Answer),
        ("p", entry) => Ok(Handling::Phrasing(named(entry)?)),
        ("u", entry) => Ok(Handling::Unphrase(named(entry)?)),
        ("s", entry) => Ok(Handling::Same(named(entry)?)),
        ("d", "") => Ok(Handling::Dismiss),
        _ => Err(Foreign),
    }
}

fn weigh_code(weigh: Weigh) -> &'static str {
    match weigh {
        Weigh::Look => "l",
        Weigh::Take => "t",
        Weigh::Refuse => "r",
    }
}

fn weigh_of(text: &str) -> Result<Weigh, Foreign> {
    match text {
        "l" => Ok(Weigh::Look),
        "t" => Ok(Weigh::Take),
        "r" => Ok(Weigh::Refuse),
        _ => Err(Foreign),
    }
}
