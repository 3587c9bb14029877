//! What a button or an option carries: the version of this format, whose reply it stands under, and what it does. That
//! is all anybody needs to know to press it, so nothing has to be kept between the reply and the press.
//!
//! `1.<whose>.<what><with what>`, numbers in base 36. Everything that a reply of an older release may still carry must
//! either be read as it was meant, or be refused by its version: see [`Foreign`].

mod digits;
mod guild;
mod manage;

use serenity::model::id::UserId;

use crate::knowledge::browse::{Degree, DesiredRole, JapaneseLevel};
use crate::reply::{Info, List, Press, Profile, Voices};
use digits::{ID, NAME, all, base36, flag, id, identified, maybe, maybe_named, name, named, names, number, place, two};

/// What every id of this format begins with.
const VERSION: &str = "1.";

/// Something to press under a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Who asked; [`None`] under a reply that nobody else sees.
    pub asker: Option<UserId>,
    /// What it does.
    pub does: Does,
}

/// What something to press does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// Something of the application's.
    Press(Press),
    /// Removes the reply.
    Remove,
    /// Nothing by itself: a menu of candidates, whose options do something.
    Choices,
    /// Nothing by itself: the menu with this number.
    Menu(usize),
}

/// An id that this version does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign;

impl Control {
    /// As it is sent; at most 100 characters.
    pub fn encode(&self) -> String {
        let asker = self.asker.map_or(0, UserId::get);
        let does = match &self.does {
            Does::Press(press) => encode(press),
            Does::Remove => "x".to_owned(),
            Does::Choices => "C".to_owned(),
            Does::Menu(number) => format!("M{}", base36(*number as u64)),
        };
        format!("{VERSION}{}.{does}", base36(asker))
    }

    /// What was sent.
    ///
    /// # Errors
    /// [`Foreign`], where it was not made by this version.
    pub fn decode(id: &str) -> Result<Self, Foreign> {
        let (asker, does) = id.strip_prefix(VERSION).and_then(|rest| rest.split_once('.')).ok_or(Foreign)?;
        let asker = Some(number(asker)?).filter(|id| *id != 0).map(UserId::new);
        let (kind, with) = does.split_at_checked(1).ok_or(Foreign)?;
        let does = match (kind, with) {
            ("x", "") => Does::Remove,
            ("C", "") => Does::Choices,
            ("M", menu) => Does::Menu(place(menu)?),
            _ => Does::Press(decode(kind, with)?),
        };
        Ok(Self { asker, does })
    }
}

/// A nonce for what carries an id: Discord takes 25 characters.
pub fn nonce(of: crate::reply::Id) -> String {
    id(of)
}

fn encode(press: &Press) -> String {
    match press {
        Press::Show(entry) => format!("s{}", name(*entry)),
        Press::Pick { entry, question } => format!("S{}{}", name(*entry), name(*question)),
        Press::Helped(entry, None) => format!("h{}", name(*entry)),
        Press::Helped(entry, Some(question)) => format!("H{}{}", name(*entry), name(*question)),
        Press::NotQuite(next, None) => format!("n{}", all(next)),
        Press::NotQuite(next, Some(question)) => format!("N{}{}", name(*question), all(next)),
        Press::Voice(entry, place) => format!("v{}{}", name(*entry), base36(*place as u64)),
        Press::Moderators(None) => "m".to_owned(),
        Press::Moderators(Some(question)) => format!("m{}", name(*question)),
        Press::Page(list, page) => {
            let list = match list {
                List::All => "a".to_owned(),
                List::Topic(topic) => format!("t{}", name(*topic)),
                List::Search(words) => format!("q{words}"),
            };
            format!("p{}.{list}", base36(*page as u64))
        }
        Press::Voices(Voices { person, topic }, place) => {
            format!("w{}{}{}", maybe(*person), maybe(*topic), base36(*place as u64))
        }
        Press::Eligibility(Profile { role, degree, japanese }) => {
            let digits = [
                position(&DesiredRole::ALL, *role),
                position(&Degree::ALL, *degree),
                position(&JapaneseLevel::ALL, *japanese),
            ];
            format!("e{}", digits.concat())
        }
        Press::Manage(manage) => manage::encode(manage),
        Press::Credit(credit, given) => format!("k{}{}", id(*credit), u8::from(*given)),
        Press::Brought { parcel, entry, question } => format!("d{}{}{}", id(*parcel), name(*entry), name(*question)),
        Press::Forget(all) => format!("f{}", u8::from(*all)),
        Press::About { post, topic } => format!("a{}{}", id(*post), maybe(*topic)),
        Press::Share(submission, share) => format!("r{}{}", id(*submission), guild::share_code(*share)),
        Press::Shared(page) => format!("y{}", base36(*page)),
        Press::Info(info) => format!("i{}", position(&Info::ALL, Some(*info))),
    }
}

fn decode(kind: &str, with: &str) -> Result<Press, Foreign> {
    Ok(match kind {
        "s" => Press::Show(named(with)?),
        "S" => {
            let (entry, question) = two(with)?;
            Press::Pick { entry, question }
        }
        "h" => Press::Helped(named(with)?, None),
        "H" => {
            let (entry, question) = two(with)?;
            Press::Helped(entry, Some(question))
        }
        "n" => Press::NotQuite(names(with)?, None),
        "N" => {
            let (question, next) = with.split_at_checked(NAME).ok_or(Foreign)?;
            Press::NotQuite(names(next)?, Some(named(question)?))
        }
        "k" => {
            let (credit, given) = with.split_at_checked(ID).ok_or(Foreign)?;
            Press::Credit(identified(credit)?, flag(given)?)
        }
        "d" => {
            let (parcel, names) = with.split_at_checked(ID).ok_or(Foreign)?;
            let (entry, question) = two(names)?;
            Press::Brought { parcel: identified(parcel)?, entry, question }
        }
        "f" => Press::Forget(flag(with)?),
        "a" => {
            let (post, topic) = with.split_at_checked(ID).ok_or(Foreign)?;
            Press::About { post: identified(post)?, topic: maybe_named(topic)? }
        }
        "r" => {
            let (submission, share) = with.split_at_checked(ID).ok_or(Foreign)?;
            Press::Share(identified(submission)?, guild::share_of(share)?)
        }
        "y" => Press::Shared(digits::small(with)?),
        "i" => {
            let mut digits = with.chars();
            let info = digits.next().and_then(|digit| chosen(&Info::ALL, digit).ok().flatten());
            Press::Info(info.filter(|_| digits.next().is_none()).ok_or(Foreign)?)
        }
        "v" => {
            let (entry, at) = with.split_at_checked(NAME).ok_or(Foreign)?;
            Press::Voice(named(entry)?, place(at)?)
        }
        "m" if with.is_empty() => Press::Moderators(None),
        "m" => Press::Moderators(Some(named(with)?)),
        "p" => {
            let (page, list) = with.split_once('.').ok_or(Foreign)?;
            let (kind, of) = list.split_at_checked(1).ok_or(Foreign)?;
            let list = match kind {
                "a" if of.is_empty() => List::All,
                "t" => List::Topic(named(of)?),
                "q" => List::Search(of.to_owned()),
                _ => return Err(Foreign),
            };
            Press::Page(list, place(page)?)
        }
        "w" => {
            let (person, rest) = with.split_at_checked(NAME).ok_or(Foreign)?;
            let (topic, at) = rest.split_at_checked(NAME).ok_or(Foreign)?;
            Press::Voices(Voices { person: maybe_named(person)?, topic: maybe_named(topic)? }, place(at)?)
        }
        "e" => {
            let mut digits = with.chars();
            let mut next = || digits.next().ok_or(Foreign);
            let profile = Profile {
                role: chosen(&DesiredRole::ALL, next()?)?,
                degree: chosen(&Degree::ALL, next()?)?,
                japanese: chosen(&JapaneseLevel::ALL, next()?)?,
            };
            Press::Eligibility(profile)
        }
        _ => Press::Manage(manage::decode(kind, with)?),
    })
}

/// The place of an answer among all of them, or a dash.
fn position<T: PartialEq>(all: &[T], chosen: Option<T>) -> String {
    let place = chosen.and_then(|chosen| all.iter().position(|one| *one == chosen));
    place.map_or_else(|| "-".to_owned(), |place| place.to_string())
}

fn chosen<T: Copy>(all: &[T], digit: char) -> Result<Option<T>, Foreign> {
    if digit == '-' {
        return Ok(None);
    }
    let place = digit.to_digit(10).ok_or(Foreign)? as usize;
    all.get(place).copied().map(Some).ok_or(Foreign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reply::{Deed, Direct, Handling, Id, Manage, Name, Reviewing, Share, Step, Weigh, limits};

    fn names() -> impl Strategy<Value = Name> {
        prop_oneof![any::<u64>(), Just(0), Just(u64::MAX)].prop_map(Name)
    }

    fn ids() -> impl Strategy<Value = Id> {
        any::<u128>().prop_map(Id::from_bits)
    }

    fn manage() -> impl Strategy<Value = Manage> {
        let number = prop_oneof![0..9_u32, Just(u32::MAX)];
        let steps = prop_oneof![
            Just(Step::Write),
            Just(Step::Save),
            Just(Step::Cancel),
            number.clone().prop_map(Step::SaveOver),
        ];
        let deeds = prop_oneof![
            Just(Deed::Look),
            Just(Deed::Edit),
            Just(Deed::Retire),
            Just(Deed::Revive),
            number.clone().prop_map(Deed::History),
            number.clone().prop_map(Deed::Restore),
            any::<bool>().prop_map(Deed::Pin),
            any::<bool>().prop_map(Deed::Hide),
        ];
        let handlings = prop_oneof![
            Just(Handling::Look),
            Just(Handling::Answer),
            Just(Handling::Dismiss),
            names().prop_map(Handling::Phrasing),
            names().prop_map(Handling::Unphrase),
            names().prop_map(Handling::Same),
        ];
        let weighs = prop_oneof![Just(Weigh::Look), Just(Weigh::Take), Just(Weigh::Refuse)];
        prop_oneof![
            number.clone().prop_map(Manage::Inbox),
            (names(), handlings).prop_map(|(question, handling)| Manage::Question(question, handling)),
            (names(), names(), weighs).prop_map(|(question, entry, weigh)| Manage::Proposal { question, entry, weigh }),
            (ids(), steps).prop_map(|(draft, step)| Manage::Draft(draft, step)),
            (names(), deeds).prop_map(|(entry, deed)| Manage::Entry(entry, deed)),
            (ids(), any::<u64>()).prop_map(|(draft, seen)| Manage::Apply(draft, seen)),
            number.prop_map(Manage::Tables),
            any::<u32>().prop_map(Manage::Audit),
            of_guilds(),
        ]
    }

    fn of_guilds() -> impl Strategy<Value = Manage> {
        let direct = prop_oneof![
            Just(Direct::Look),
            Just(Direct::Preview),
            Just(Direct::Pause),
            Just(Direct::Resume),
            names().prop_map(Direct::Skip),
            names().prop_map(Direct::Now),
            any::<bool>().prop_map(Direct::Remove),
        ];
        let reviewing = prop_oneof![
            Just(Reviewing::Look),
            Just(Reviewing::Changes),
            Just(Reviewing::Decline),
            Just(Reviewing::Cut),
            any::<bool>().prop_map(Reviewing::Approve),
            names().prop_map(Reviewing::Topic),
        ];
        prop_oneof![
            Just(Manage::Schedules),
            (ids(), direct).prop_map(|(schedule, direct)| Manage::Schedule(schedule, direct)),
            (ids(), ids()).prop_map(|(parcel, schedule)| Manage::News { parcel, schedule }),
            (ids(), any::<bool>()).prop_map(|(post, there)| Manage::Settle(post, there)),
            any::<u32>().prop_map(Manage::Testimonials),
            (ids(), any::<u32>(), reviewing)
                .prop_map(|(submission, version, reviewing)| Manage::Testimonial(submission, version, reviewing)),
        ]
    }

    fn shares() -> impl Strategy<Value = Share> {
        prop_oneof![
            any::<u32>().prop_map(Share::Look),
            Just(Share::Write),
            any::<u32>().prop_map(Share::Consent),
            any::<u32>().prop_map(Share::Accept),
            any::<bool>().prop_map(Share::Withdraw),
        ]
    }

    fn presses() -> impl Strategy<Value = Press> {
        let profile = (prop::option::of(0..4_usize), prop::option::of(0..3_usize), prop::option::of(0..3_usize));
        let profile = profile.prop_map(|(role, degree, japanese)| Profile {
            role: role.map(|place| DesiredRole::ALL[place]),
            degree: degree.map(|place| Degree::ALL[place]),
            japanese: japanese.map(|place| JapaneseLevel::ALL[place]),
        });
        let search = prop::collection::vec(any::<char>(), 0..=limits::SEARCH)
            .prop_map(|words| List::Search(words.iter().collect()));
        let list = prop_oneof![Just(List::All), names().prop_map(List::Topic), search];
        let voices = (prop::option::of(names()), prop::option::of(names()));
        prop_oneof![
            names().prop_map(Press::Show),
            (names(), names()).prop_map(|(entry, question)| Press::Pick { entry, question }),
            (names(), prop::option::of(names())).prop_map(|(entry, question)| Press::Helped(entry, question)),
            (prop::collection::vec(names(), 0..=5), prop::option::of(names()))
                .prop_map(|(next, question)| Press::NotQuite(next, question)),
            (names(), 0..1_000_usize).prop_map(|(entry, place)| Press::Voice(entry, place)),
            prop::option::of(names()).prop_map(Press::Moderators),
            (list, 0..10_000_usize).prop_map(|(list, page)| Press::Page(list, page)),
            (voices, 0..10_000_usize)
                .prop_map(|((person, topic), place)| Press::Voices(Voices { person, topic }, place)),
            profile.prop_map(Press::Eligibility),
            (ids(), any::<bool>()).prop_map(|(credit, given)| Press::Credit(credit, given)),
            (ids(), names(), names()).prop_map(|(parcel, entry, question)| Press::Brought { parcel, entry, question }),
            manage().prop_map(Press::Manage),
            any::<bool>().prop_map(Press::Forget),
            (ids(), prop::option::of(names())).prop_map(|(post, topic)| Press::About { post, topic }),
            (ids(), shares()).prop_map(|(submission, share)| Press::Share(submission, share)),
            any::<u32>().prop_map(Press::Shared),
            prop::sample::select(Info::ALL.to_vec()).prop_map(Press::Info),
        ]
    }

    proptest! {
        #[test]
        fn what_is_encoded_fits_and_is_decoded_again(press in presses(), asker in any::<u64>()) {
            let asker = Some(asker).filter(|id| *id != 0).map(UserId::new);
            let control = Control { asker, does: Does::Press(press) };
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
            assert_eq!(Control::decode(id), Err(Foreign), "{id:?}");
        }
    }

    #[test]
    fn ids_of_replies_that_are_out_there_keep_their_meaning() {
        let asker = Some(UserId::new(80_351_110_224_678_912));
        let check = |does: Does, id: &str| assert_eq!(Control { asker, does }.encode(), id);
        check(Does::Remove, "1.lz63ag7l4ao.x");
        check(Does::Press(Press::Show(Name(u64::MAX))), "1.lz63ag7l4ao.s3w5e11264sgsf");
        check(Does::Press(Press::Page(List::Search("rent.".into()), 36)), "1.lz63ag7l4ao.p10.qrent.");
        check(
            Does::Press(Press::Eligibility(Profile { role: Some(DesiredRole::Sea), ..Profile::default() })),
            "1.lz63ag7l4ao.e2--",
        );
    }
}
