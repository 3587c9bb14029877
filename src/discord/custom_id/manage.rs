//! Custom ids of moderators' actions: a capital letter, the object, and the action.

use super::digits::{ID, NAME, base36, flag, id, identified, name, named, number, small, two};
use super::{UnknownCustomId, guild};
use crate::ui::{DraftAction, EntryAction, InboxAction, ModeratorAction, ProposalAction};

/// As it is sent, after the asker.
pub fn encode(manage: &ModeratorAction) -> String {
    match manage {
        ModeratorAction::Draft(draft, step) => format!("D{}{}", id(*draft), step_code(*step)),
        ModeratorAction::Entry(entry, entry_action) => format!("E{}{}", name(*entry), entry_action_code(*entry_action)),
        ModeratorAction::Inbox(page) => format!("B{}", base36(*page)),
        ModeratorAction::Question(question, handling) => format!("Q{}{}", name(*question), handling_code(*handling)),
        ModeratorAction::Proposal { question, entry, weigh } => {
            format!("P{}{}{}", weigh_code(*weigh), name(*question), name(*entry))
        }
        ModeratorAction::Apply(draft, seen) => format!("A{}{}", id(*draft), base36(*seen)),
        ModeratorAction::Tables(weeks) => format!("W{}", base36(*weeks)),
        ModeratorAction::Audit(page) => format!("L{}", base36(*page)),
        ModeratorAction::Schedules
        | ModeratorAction::Schedule(..)
        | ModeratorAction::News { .. }
        | ModeratorAction::Settle(..)
        | ModeratorAction::Testimonials(_)
        | ModeratorAction::Testimonial(..) => guild::encode(manage),
    }
}

/// Decodes an action.
pub fn decode(kind: &str, with: &str) -> Result<ModeratorAction, UnknownCustomId> {
    match kind {
        "D" => {
            let (draft, step) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            Ok(ModeratorAction::Draft(identified(draft)?, step_of(step)?))
        }
        "E" => {
            let (entry, entry_action) = with.split_at_checked(NAME).ok_or(UnknownCustomId)?;
            Ok(ModeratorAction::Entry(named(entry)?, entry_action_of(entry_action)?))
        }
        "B" => Ok(ModeratorAction::Inbox(small(with)?)),
        "Q" => {
            let (question, handling) = with.split_at_checked(NAME).ok_or(UnknownCustomId)?;
            Ok(ModeratorAction::Question(named(question)?, handling_of(handling)?))
        }
        "P" => {
            let (weigh, names) = with.split_at_checked(1).ok_or(UnknownCustomId)?;
            let (question, entry) = two(names)?;
            Ok(ModeratorAction::Proposal { question, entry, weigh: weigh_of(weigh)? })
        }
        "A" => {
            let (draft, seen) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            Ok(ModeratorAction::Apply(identified(draft)?, number(seen)?))
        }
        "W" => Ok(ModeratorAction::Tables(small(with)?)),
        "L" => Ok(ModeratorAction::Audit(small(with)?)),
        _ => guild::decode(kind, with),
    }
}

fn step_code(step: DraftAction) -> String {
    match step {
        DraftAction::Write => "w".to_owned(),
        DraftAction::Save => "s".to_owned(),
        DraftAction::SaveOver(version) => format!("o{}", base36(version)),
        DraftAction::Cancel => "c".to_owned(),
    }
}

fn step_of(text: &str) -> Result<DraftAction, UnknownCustomId> {
    match text.split_at_checked(1).ok_or(UnknownCustomId)? {
        ("w", "") => Ok(DraftAction::Write),
        ("s", "") => Ok(DraftAction::Save),
        ("o", version) => Ok(DraftAction::SaveOver(small(version)?)),
        ("c", "") => Ok(DraftAction::Cancel),
        _ => Err(UnknownCustomId),
    }
}

fn entry_action_code(entry_action: EntryAction) -> String {
    match entry_action {
        EntryAction::Look => "l".to_owned(),
        EntryAction::Edit => "e".to_owned(),
        EntryAction::Retire => "r".to_owned(),
        EntryAction::Revive => "b".to_owned(),
        EntryAction::History(page) => format!("h{}", base36(page)),
        EntryAction::Restore(version) => format!("v{}", base36(version)),
        EntryAction::Pin(on) => format!("p{}", u8::from(on)),
        EntryAction::Hide(on) => format!("x{}", u8::from(on)),
    }
}

fn entry_action_of(text: &str) -> Result<EntryAction, UnknownCustomId> {
    match text.split_at_checked(1).ok_or(UnknownCustomId)? {
        ("l", "") => Ok(EntryAction::Look),
        ("e", "") => Ok(EntryAction::Edit),
        ("r", "") => Ok(EntryAction::Retire),
        ("b", "") => Ok(EntryAction::Revive),
        ("h", page) => Ok(EntryAction::History(small(page)?)),
        ("v", version) => Ok(EntryAction::Restore(small(version)?)),
        ("p", on) => Ok(EntryAction::Pin(flag(on)?)),
        ("x", on) => Ok(EntryAction::Hide(flag(on)?)),
        _ => Err(UnknownCustomId),
    }
}

fn handling_code(handling: InboxAction) -> String {
    match handling {
        InboxAction::Look => "l".to_owned(),
        InboxAction::Answer => "a".to_owned(),
        InboxAction::Phrasing(entry) => format!("p{}", name(entry)),
        InboxAction::Unphrase(entry) => format!("u{}", name(entry)),
        InboxAction::Same(entry) => format!("s{}", name(entry)),
        InboxAction::Dismiss => "d".to_owned(),
    }
}

fn handling_of(text: &str) -> Result<InboxAction, UnknownCustomId> {
    match text.split_at_checked(1).ok_or(UnknownCustomId)? {
        ("l", "") => Ok(InboxAction::Look),
        ("a", "") => Ok(InboxAction::Answer),
        ("p", entry) => Ok(InboxAction::Phrasing(named(entry)?)),
        ("u", entry) => Ok(InboxAction::Unphrase(named(entry)?)),
        ("s", entry) => Ok(InboxAction::Same(named(entry)?)),
        ("d", "") => Ok(InboxAction::Dismiss),
        _ => Err(UnknownCustomId),
    }
}

fn weigh_code(weigh: ProposalAction) -> &'static str {
    match weigh {
        ProposalAction::Look => "l",
        ProposalAction::Take => "t",
        ProposalAction::Refuse => "r",
    }
}

fn weigh_of(text: &str) -> Result<ProposalAction, UnknownCustomId> {
    match text {
        "l" => Ok(ProposalAction::Look),
        "t" => Ok(ProposalAction::Take),
        "r" => Ok(ProposalAction::Refuse),
        _ => Err(UnknownCustomId),
    }
}
