//! What a button or an option carries: the version of this format, whose reply it stands under, and what it does. That
//! is all anybody needs to know to press it, so nothing has to be kept between the reply and the press.
//!
//! `1.<whose>.<what><with what>`, numbers in base 36. Everything that a reply of an older release may still carry must
//! either be read as it was meant, or be refused by its version: see [`Foreign`].

use serenity::model::id::UserId;

use crate::knowledge::browse::{Degree, Japanese, Wish};
use crate::reply::{List, Name, Press, Profile, Voices};

/// What every id of this format begins with.
const VERSION: &str = "1.";

/// Digits of a [`Name`] in base 36.
const NAME: usize = 13;

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

fn encode(press: &Press) -> String {
    match press {
        Press::Show(entry) => format!("s{}", name(*entry)),
        Press::Helped(entry) => format!("h{}", name(*entry)),
        Press::NotQuite(next) => format!("n{}", next.iter().map(|entry| name(*entry)).collect::<String>()),
        Press::Voice(entry, place) => format!("v{}{}", name(*entry), base36(*place as u64)),
        Press::Moderators => "m".to_owned(),
        Press::Page(list, page) => {
            let list = match list {
                List::All => "a".to_owned(),
                List::Topic(topic) => format!("t{}", name(*topic)),
                List::Search(words) => format!("q{words}"),
            };
            format!("p{}.{list}", base36(*page as u64))
        }
        Press::Voices(Voices { person, topic }, place) => {
            let whose = [person, topic].map(|one| one.map_or_else(|| "-".repeat(NAME), name));
            format!("w{}{}", whose.concat(), base36(*place as u64))
        }
        Press::Eligibility(Profile { role, degree, japanese }) => {
            let digits =
                [position(&Wish::ALL, *role), position(&Degree::ALL, *degree), position(&Japanese::ALL, *japanese)];
            format!("e{}", digits.concat())
        }
    }
}

fn decode(kind: &str, with: &str) -> Result<Press, Foreign> {
    Ok(match kind {
        "s" => Press::Show(named(with)?),
        "h" => Press::Helped(named(with)?),
        "n" => Press::NotQuite(names(with)?),
        "v" => {
            let (entry, at) = with.split_at_checked(NAME).ok_or(Foreign)?;
            Press::Voice(named(entry)?, place(at)?)
        }
        "m" if with.is_empty() => Press::Moderators,
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
            let whose = |text: &str| if text.starts_with('-') { Ok(None) } else { named(text).map(Some) };
            Press::Voices(Voices { person: whose(person)?, topic: whose(topic)? }, place(at)?)
        }
        "e" => {
            let mut digits = with.chars();
            let mut next = || digits.next().ok_or(Foreign);
            let profile = Profile {
                role: chosen(&Wish::ALL, next()?)?,
                degree: chosen(&Degree::ALL, next()?)?,
                japanese: chosen(&Japanese::ALL, next()?)?,
            };
            Press::Eligibility(profile)
        }
        _ => return Err(Foreign),
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

fn name(name: Name) -> String {
    format!("{:0>NAME$}", base36(name.0))
}

fn named(text: &str) -> Result<Name, Foreign> {
    if text.len() == NAME { number(text).map(Name) } else { Err(Foreign) }
}

fn names(mut text: &str) -> Result<Vec<Name>, Foreign> {
    let mut names = Vec::new();
    while !text.is_empty() {
        let (first, rest) = text.split_at_checked(NAME).ok_or(Foreign)?;
        names.push(named(first)?);
        text = rest;
    }
    Ok(names)
}

fn place(text: &str) -> Result<usize, Foreign> {
    usize::try_from(number(text)?).map_err(|_| Foreign)
}

fn number(text: &str) -> Result<u64, Foreign> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    if digits { u64::from_str_radix(text, 36).map_err(|_| Foreign) } else { Err(Foreign) }
}

fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(u32::try_from(number % 36).unwrap_or_default(), 36));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reply::limits;

    fn names() -> impl Strategy<Value = Name> {
        prop_oneof![any::<u64>(), Just(0), Just(u64::MAX)].prop_map(Name)
    }

    fn presses() -> impl Strategy<Value = Press> {
        let profile = (prop::option::of(0..4_usize), prop::option::of(0..3_usize), prop::option::of(0..3_usize));
        let profile = profile.prop_map(|(role, degree, japanese)| Profile {
            role: role.map(|place| Wish::ALL[place]),
            degree: degree.map(|place| Degree::ALL[place]),
            japanese: japanese.map(|place| Japanese::ALL[place]),
        });
        let search = prop::collection::vec(any::<char>(), 0..=limits::SEARCH)
            .prop_map(|words| List::Search(words.iter().collect()));
        let list = prop_oneof![Just(List::All), names().prop_map(List::Topic), search];
        let voices = (prop::option::of(names()), prop::option::of(names()));
        prop_oneof![
            names().prop_map(Press::Show),
            names().prop_map(Press::Helped),
            prop::collection::vec(names(), 0..=5).prop_map(Press::NotQuite),
            (names(), 0..1_000_usize).prop_map(|(entry, place)| Press::Voice(entry, place)),
            Just(Press::Moderators),
            (list, 0..10_000_usize).prop_map(|(list, page)| Press::Page(list, page)),
            (voices, 0..10_000_usize)
                .prop_map(|((person, topic), place)| Press::Voices(Voices { person, topic }, place)),
            profile.prop_map(Press::Eligibility),
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
            "", "1", "1.", "1.0", "1.0.", "0.0.m", "2.0.m", "1.0.mm", "1.0.s", "1.0.e", "1.0.e9--", "help", "1.-1.m",
            "1.0.é",
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
            Does::Press(Press::Eligibility(Profile { role: Some(Wish::Sea), ..Profile::default() })),
            "1.lz63ag7l4ao.e2--",
        );
    }
}
