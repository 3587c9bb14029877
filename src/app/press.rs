//! What happens when something that was offered is pressed.

use super::{Library, Visitor, about};
use crate::matching::Question;
use crate::reply::{Info, Press, Reply, wording};

impl Library {
    /// Does what a button or an option does.
    pub(super) fn press(&self, visitor: &Visitor, press: Press) -> Reply {
        let locale = visitor.locale;
        let question = match press {
            Press::Pick { question, .. } => Some(question),
            _ => None,
        };
        match press {
            Press::Show(name) | Press::Pick { entry: name, .. } => match self.find(name) {
                Some(candidate) => {
                    let found = self.matcher.ask(&Question::new(&candidate.entry.question));
                    self.answer(visitor, &found, candidate, 1.0, question)
                }
                None => Reply::tells(locale, wording::notices::gone(locale)),
            },
            Press::Helped(..) | Press::Brought { .. } => Reply::tells(locale, wording::notices::glad_it_helped(locale)),
            Press::NotQuite(next, question) => self.not_quite(visitor, &next, question),
            Press::Voice(entry, place) => self.voice(locale, entry, place),
            // Only where something is kept: see `App::handle`.
            Press::Moderators(_)
            | Press::Manage(_)
            | Press::Credit(..)
            | Press::About { .. }
            | Press::Share(..)
            | Press::Shared(_) => Reply::tells(locale, wording::notices::no_inbox(locale)),
            Press::Forget(_) | Press::Info(Info::Privacy) => {
                Reply::tells(locale, wording::privacy::holds_nothing(locale))
            }
            Press::Info(Info::Help) => about::help(locale),
            Press::Info(Info::About) => self.about(locale, None),
            Press::Page(list, page) => self.list(locale, list, page),
            Press::Voices(voices, place) => self.voices(locale, voices, place),
            Press::Eligibility(profile) => self.eligibility(locale, profile),
        }
    }
}
