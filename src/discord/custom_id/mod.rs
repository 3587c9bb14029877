//! The custom id of a button or option: format version, asker, action. It holds everything that handling a click needs,
//! so that nothing is stored between the reply and the click.
//!
//! `1.<asker>.<action><arguments>`, numbers in base 36. An id from an older release must be read as it was meant, or be
//! refused by its version: see [`UnknownCustomId`].

mod digits;
mod guild;
mod manage;

use digits::{ID, NAME, all, base36, flag, id, identified, maybe, maybe_named, name, named, names, number, place, two};
use serenity::model::id::UserId;

use crate::knowledge::browse::{Degree, DesiredRole, JapaneseLevel};
use crate::ui::{EligibilityProfile, EntryList, InfoPage, StoryFilter, UiAction};

/// What every id of this format begins with.
const VERSION: &str = "1.";

/// A button or an option under a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// The asker; [`None`] under a private reply.
    pub asker: Option<UserId>,
    /// Its action.
    pub does: ControlAction,
}

/// The action of a control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControlAction {
    /// Something of the application's.
    Press(UiAction),
    /// Removes the reply.
    Remove,
    /// Nothing by itself: a menu of candidates, whose options do something.
    Choices,
    /// Nothing by itself: the menu with this number.
    Menu(usize),
}

/// An id that this version does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCustomId;

impl Control {
    /// As it is sent; at most 100 characters.
    pub fn encode(&self) -> String {
        let asker = self.asker.map_or(0, UserId::get);
        let does = match &self.does {
            ControlAction::Press(press) => encode(press),
            ControlAction::Remove => "x".to_owned(),
            ControlAction::Choices => "C".to_owned(),
            ControlAction::Menu(number) => format!("M{}", base36(*number as u64)),
        };
        format!("{VERSION}{}.{does}", base36(asker))
    }

    /// Decodes a custom id.
    ///
    /// # Errors
    /// [`UnknownCustomId`] if another version made it.
    pub fn decode(id: &str) -> Result<Self, UnknownCustomId> {
        let (asker, does) = id.strip_prefix(VERSION).and_then(|rest| rest.split_once('.')).ok_or(UnknownCustomId)?;
        let asker = Some(number(asker)?).filter(|id| *id != 0).map(UserId::new);
        let (kind, with) = does.split_at_checked(1).ok_or(UnknownCustomId)?;
        let does = match (kind, with) {
            ("x", "") => ControlAction::Remove,
            ("C", "") => ControlAction::Choices,
            ("M", menu) => ControlAction::Menu(place(menu)?),
            _ => ControlAction::Press(decode(kind, with)?),
        };
        Ok(Self { asker, does })
    }
}

/// A nonce for what carries an id: Discord takes 25 characters.
pub fn nonce(of: crate::ui::Id) -> String {
    id(of)
}

fn encode(press: &UiAction) -> String {
    match press {
        UiAction::Show(entry) => format!("s{}", name(*entry)),
        UiAction::Pick { entry, question } => format!("S{}{}", name(*entry), name(*question)),
        UiAction::Helped(entry, None) => format!("h{}", name(*entry)),
        UiAction::Helped(entry, Some(question)) => format!("H{}{}", name(*entry), name(*question)),
        UiAction::NotQuite(next, None) => format!("n{}", all(next)),
        UiAction::NotQuite(next, Some(question)) => format!("N{}{}", name(*question), all(next)),
        UiAction::Voice(entry, place) => format!("v{}{}", name(*entry), base36(*place as u64)),
        UiAction::Moderators(None) => "m".to_owned(),
        UiAction::Moderators(Some(question)) => format!("m{}", name(*question)),
        UiAction::Page(list, page) => {
            let list = match list {
                EntryList::All => "a".to_owned(),
                EntryList::Topic(topic) => format!("t{}", name(*topic)),
                EntryList::Search(words) => format!("q{words}"),
            };
            format!("p{}.{list}", base36(*page as u64))
        }
        UiAction::Voices(StoryFilter { person, topic }, place) => {
            format!("w{}{}{}", maybe(*person), maybe(*topic), base36(*place as u64))
        }
        UiAction::Eligibility(EligibilityProfile { role, degree, japanese }) => {
            let digits = [
                position(&DesiredRole::ALL, *role),
                position(&Degree::ALL, *degree),
                position(&JapaneseLevel::ALL, *japanese),
            ];
            format!("e{}", digits.concat())
        }
        UiAction::Manage(manage) => manage::encode(manage),
        UiAction::Credit(credit, given) => format!("k{}{}", id(*credit), u8::from(*given)),
        UiAction::Brought { outbox_item, entry, question } => {
            format!("d{}{}{}", id(*outbox_item), name(*entry), name(*question))
        }
        UiAction::Forget(all) => format!("f{}", u8::from(*all)),
        UiAction::About { post, topic } => format!("a{}{}", id(*post), maybe(*topic)),
        UiAction::Share(submission, share) => format!("r{}{}", id(*submission), guild::share_code(*share)),
        UiAction::Shared(page) => format!("y{}", base36(*page)),
        UiAction::Info(info) => format!("i{}", position(&InfoPage::ALL, Some(*info))),
    }
}

fn decode(kind: &str, with: &str) -> Result<UiAction, UnknownCustomId> {
    Ok(match kind {
        "s" => UiAction::Show(named(with)?),
        "S" => {
            let (entry, question) = two(with)?;
            UiAction::Pick { entry, question }
        }
        "h" => UiAction::Helped(named(with)?, None),
        "H" => {
            let (entry, question) = two(with)?;
            UiAction::Helped(entry, Some(question))
        }
        "n" => UiAction::NotQuite(names(with)?, None),
        "N" => {
            let (question, next) = with.split_at_checked(NAME).ok_or(UnknownCustomId)?;
            UiAction::NotQuite(names(next)?, Some(named(question)?))
        }
        "k" => {
            let (credit, given) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            UiAction::Credit(identified(credit)?, flag(given)?)
        }
        "d" => {
            let (outbox_item, names) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            let (entry, question) = two(names)?;
            UiAction::Brought { outbox_item: identified(outbox_item)?, entry, question }
        }
        "f" => UiAction::Forget(flag(with)?),
        "a" => {
            let (post, topic) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            UiAction::About { post: identified(post)?, topic: maybe_named(topic)? }
        }
        "r" => {
            let (submission, share) = with.split_at_checked(ID).ok_or(UnknownCustomId)?;
            UiAction::Share(identified(submission)?, guild::share_of(share)?)
        }
        "y" => UiAction::Shared(digits::small(with)?),
        "i" => {
            let mut digits = with.chars();
            let info = digits.next().and_then(|digit| chosen(&InfoPage::ALL, digit).ok().flatten());
            UiAction::Info(info.filter(|_| digits.next().is_none()).ok_or(UnknownCustomId)?)
        }
        "v" => {
            let (entry, at) = with.split_at_checked(NAME).ok_or(UnknownCustomId)?;
            UiAction::Voice(named(entry)?, place(at)?)
        }
        "m" if with.is_empty() => UiAction::Moderators(None),
        "m" => UiAction::Moderators(Some(named(with)?)),
        "p" => {
            let (page, list) = with.split_once('.').ok_or(UnknownCustomId)?;
            let (kind, of) = list.split_at_checked(1).ok_or(UnknownCustomId)?;
            let list = match kind {
                "a" if of.is_empty() => EntryList::All,
                "t" => EntryList::Topic(named(of)?),
                "q" => EntryList::Search(of.to_owned()),
                _ => return Err(UnknownCustomId),
            };
            UiAction::Page(list, place(page)?)
        }
        "w" => {
            let (person, rest) = with.split_at_checked(NAME).ok_or(UnknownCustomId)?;
            let (topic, at) = rest.split_at_checked(NAME).ok_or(UnknownCustomId)?;
            UiAction::Voices(StoryFilter { person: maybe_named(person)?, topic: maybe_named(topic)? }, place(at)?)
        }
        "e" => {
            let mut digits = with.chars();
            let mut next = || digits.next().ok_or(UnknownCustomId);
            let profile = EligibilityProfile {
                role: chosen(&DesiredRole::ALL, next()?)?,
                degree: chosen(&Degree::ALL, next()?)?,
                japanese: chosen(&JapaneseLevel::ALL, next()?)?,
            };
            UiAction::Eligibility(profile)
        }
        _ => UiAction::Manage(manage::decode(kind, with)?),
    })
}

/// The place of an answer among all of them, or a dash.
fn position<T: PartialEq>(all: &[T], chosen: Option<T>) -> String {
    let place = chosen.and_then(|chosen| all.iter().position(|one| *one == chosen));
    place.map_or_else(|| "-".to_owned(), |place| place.to_string())
}

fn chosen<T: Copy>(all: &[T], digit: char) -> Result<Option<T>, UnknownCustomId> {
    if digit == '-' {
        return Ok(None);
    }
    let place = digit.to_digit(10).ok_or(UnknownCustomId)? as usize;
    all.get(place).copied().map(Some).ok_or(UnknownCustomId)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::{
        DraftAction, EntryAction, Id, InboxAction, ModeratorAction, ProposalAction, ReviewAction, ScheduleAction,
        StableHash, SubmissionAction, limits,
    };

    fn names() -> impl Strategy<Value = StableHash> {
        prop_oneof![any::<u64>(), Just(0), Just(u64::MAX)].prop_map(StableHash)
    }

    fn ids() -> impl Strategy<Value = Id> {
        any::<u128>().prop_map(Id::from_bits)
    }

    fn manage() -> impl Strategy<Value = ModeratorAction> {
        let number = prop_oneof![0..9_u32, Just(u32::MAX)];
        let steps = prop_oneof![
            Just(DraftAction::Write),
            Just(DraftAction::Save),
            Just(DraftAction::Cancel),
            number.clone().prop_map(DraftAction::SaveOver),
        ];
        let deeds = prop_oneof![
            Just(EntryAction::Look),
            Just(EntryAction::Edit),
            Just(EntryAction::Retire),
            Just(EntryAction::Revive),
            number.clone().prop_map(EntryAction::History),
            number.clone().prop_map(EntryAction::Restore),
            any::<bool>().prop_map(EntryAction::Pin),
            any::<bool>().prop_map(EntryAction::Hide),
        ];
        let handlings = prop_oneof![
            Just(InboxAction::Look),
            Just(InboxAction::Answer),
            Just(InboxAction::Dismiss),
            names().prop_map(InboxAction::Phrasing),
            names().prop_map(InboxAction::Unphrase),
            names().prop_map(InboxAction::Same),
        ];
        let weighs = prop_oneof![Just(ProposalAction::Look), Just(ProposalAction::Take), Just(ProposalAction::Refuse)];
        prop_oneof![
            number.clone().prop_map(ModeratorAction::Inbox),
            (names(), handlings).prop_map(|(question, handling)| ModeratorAction::Question(question, handling)),
            (names(), names(), weighs).prop_map(|(question, entry, weigh)| ModeratorAction::Proposal {
                question,
                entry,
                weigh
            }),
            (ids(), steps).prop_map(|(draft, step)| ModeratorAction::Draft(draft, step)),
            (names(), deeds).prop_map(|(entry, entry_action)| ModeratorAction::Entry(entry, entry_action)),
            (ids(), any::<u64>()).prop_map(|(draft, seen)| ModeratorAction::Apply(draft, seen)),
            number.prop_map(ModeratorAction::Tables),
            any::<u32>().prop_map(ModeratorAction::Audit),
            of_guilds(),
        ]
    }

    fn of_guilds() -> impl Strategy<Value = ModeratorAction> {
        let direct = prop_oneof![
            Just(ScheduleAction::Look),
            Just(ScheduleAction::Preview),
            Just(ScheduleAction::Pause),
            Just(ScheduleAction::Resume),
            names().prop_map(ScheduleAction::Skip),
            names().prop_map(ScheduleAction::Now),
            any::<bool>().prop_map(ScheduleAction::Remove),
        ];
        let reviewing = prop_oneof![
            Just(ReviewAction::Look),
            Just(ReviewAction::Changes),
            Just(ReviewAction::Decline),
            Just(ReviewAction::Cut),
            any::<bool>().prop_map(ReviewAction::Approve),
            names().prop_map(ReviewAction::Topic),
        ];
        prop_oneof![
            Just(ModeratorAction::Schedules),
            (ids(), direct).prop_map(|(schedule, direct)| ModeratorAction::Schedule(schedule, direct)),
            (ids(), ids()).prop_map(|(outbox_item, schedule)| ModeratorAction::News { outbox_item, schedule }),
            (ids(), any::<bool>()).prop_map(|(post, there)| ModeratorAction::Settle(post, there)),
            any::<u32>().prop_map(ModeratorAction::Testimonials),
            (ids(), any::<u32>(), reviewing).prop_map(|(submission, version, reviewing)| ModeratorAction::Testimonial(
                submission, version, reviewing
            )),
        ]
    }

    fn shares() -> impl Strategy<Value = SubmissionAction> {
        prop_oneof![
            any::<u32>().prop_map(SubmissionAction::Look),
            Just(SubmissionAction::Write),
            any::<u32>().prop_map(SubmissionAction::Consent),
            any::<u32>().prop_map(SubmissionAction::Accept),
            any::<bool>().prop_map(SubmissionAction::Withdraw),
        ]
    }

    fn presses() -> impl Strategy<Value = UiAction> {
        let profile = (prop::option::of(0..4_usize), prop::option::of(0..3_usize), prop::option::of(0..3_usize));
        let profile = profile.prop_map(|(role, degree, japanese)| EligibilityProfile {
            role: role.map(|place| DesiredRole::ALL[place]),
            degree: degree.map(|place| Degree::ALL[place]),
            japanese: japanese.map(|place| JapaneseLevel::ALL[place]),
        });
        let search = prop::collection::vec(any::<char>(), 0..=limits::SEARCH)
            .prop_map(|words| EntryList::Search(words.iter().collect()));
        let list = prop_oneof![Just(EntryList::All), names().prop_map(EntryList::Topic), search];
        let voices = (prop::option::of(names()), prop::option::of(names()));
        prop_oneof![
            names().prop_map(UiAction::Show),
            (names(), names()).prop_map(|(entry, question)| UiAction::Pick { entry, question }),
            (names(), prop::option::of(names())).prop_map(|(entry, question)| UiAction::Helped(entry, question)),
            (prop::collection::vec(names(), 0..=5), prop::option::of(names()))
                .prop_map(|(next, question)| UiAction::NotQuite(next, question)),
            (names(), 0..1_000_usize).prop_map(|(entry, place)| UiAction::Voice(entry, place)),
            prop::option::of(names()).prop_map(UiAction::Moderators),
            (list, 0..10_000_usize).prop_map(|(list, page)| UiAction::Page(list, page)),
            (voices, 0..10_000_usize)
                .prop_map(|((person, topic), place)| UiAction::Voices(StoryFilter { person, topic }, place)),
            profile.prop_map(UiAction::Eligibility),
            (ids(), any::<bool>()).prop_map(|(credit, given)| UiAction::Credit(credit, given)),
            (ids(), names(), names()).prop_map(|(outbox_item, entry, question)| UiAction::Brought {
                outbox_item,
                entry,
                question
            }),
            manage().prop_map(UiAction::Manage),
            any::<bool>().prop_map(UiAction::Forget),
            (ids(), prop::option::of(names())).prop_map(|(post, topic)| UiAction::About { post, topic }),
            (ids(), shares()).prop_map(|(submission, share)| UiAction::Share(submission, share)),
            any::<u32>().prop_map(UiAction::Shared),
            prop::sample::select(InfoPage::ALL.to_vec()).prop_map(UiAction::Info),
        ]
    }

    proptest! {
        #[test]
        fn what_is_encoded_fits_and_is_decoded_again(press in presses(), asker in any::<u64>()) {
            let asker = Some(asker).filter(|id| *id != 0).map(UserId::new);
            let control = Control { asker, does: ControlAction::Press(press) };
            let id = control.encode();
            prop_assert!(id.chars().count() <= 100, "{id:?} is too long");
            prop_assert_eq!(Control::decode(&id), Ok(control));
        }

        #[test]
        fn whatever_was_sent_is_read_or_refused(id in "1\\.[0-9a-z]{0,14}\\.\\PC{0,40}") {
            if let Ok(control) = Control::decode(&id) {
                prop_assert_eq!(Control::decode(&control.encode()), Ok(control));
            }
        }
    }

    #[test]
    fn other_versions_and_other_programs_are_foreign() {
        for id in [
            "", "1", "1.", "1.0", "1.0.", "0.0.m", "2.0.m", "1.0.mm", "1.0.D", "1.0.Ez", "1.0.s", "1.0.e", "1.0.e9--",
            "help", "1.-1.m", "1.0.é",
        ] {
            assert_eq!(Control::decode(id), Err(UnknownCustomId), "{id:?}");
        }
    }

    #[test]
    fn ids_of_replies_that_are_out_there_keep_their_meaning() {
        let asker = Some(UserId::new(80_351_110_224_678_912));
        let check = |does: ControlAction, id: &str| assert_eq!(Control { asker, does }.encode(), id);
        check(ControlAction::Remove, "1.lz63ag7l4ao.x");
        check(ControlAction::Press(UiAction::Show(StableHash(u64::MAX))), "1.lz63ag7l4ao.s3w5e11264sgsf");
        check(ControlAction::Press(UiAction::Page(EntryList::Search("rent.".into()), 36)), "1.lz63ag7l4ao.p10.qrent.");
        check(
            ControlAction::Press(UiAction::Eligibility(EligibilityProfile {
                role: Some(DesiredRole::Sea),
                ..EligibilityProfile::default()
            })),
            "1.lz63ag7l4ao.e2--",
        );
    }
}
