//! What happens when something that was offered is pressed.

use crate::bot::action::RequestContext;
use crate::bot::ask::about;
use crate::bot::ask::eligibility;
use crate::bot::ask::knowledge_index::KnowledgeIndex;
use crate::search::Question;
use crate::ui::{InfoPage, Reply, UiAction, wording};

/// Does what a button or an option does.
pub(crate) fn press(index: &KnowledgeIndex, request: &RequestContext, press: UiAction) -> Reply {
    let locale = request.locale;
    let question = match press {
        UiAction::Pick { question, .. } => Some(question),
        _ => None,
    };
    match press {
        UiAction::Show(name) | UiAction::Pick { entry: name, .. } => match index.find(name) {
            Some(candidate) => {
                let found = index.matcher.ask(&Question::new(&candidate.entry.question));
                index.answer(request, &found, candidate, 1.0, question)
            }
            None => Reply::tells(locale, wording::notices::gone(locale)),
        },
        UiAction::Helped(..) | UiAction::Brought { .. } => {
            Reply::tells(locale, wording::notices::glad_it_helped(locale))
        }
        UiAction::NotQuite(next, question) => index.not_quite(request, &next, question),
        UiAction::Voice(entry, place) => index.voice(locale, entry, place),
        // Only with a database: see `App::handle`.
        UiAction::Moderators(_)
        | UiAction::Manage(_)
        | UiAction::Credit(..)
        | UiAction::About { .. }
        | UiAction::Share(..)
        | UiAction::Shared(_) => Reply::tells(locale, wording::notices::no_inbox(locale)),
        UiAction::Forget(_) | UiAction::Info(InfoPage::Privacy) => {
            Reply::tells(locale, wording::privacy::holds_nothing(locale))
        }
        UiAction::Info(InfoPage::Help) => about::help(locale),
        UiAction::Info(InfoPage::About) => about::about(index, locale, None),
        UiAction::Page(list, page) => index.list(locale, list, page),
        UiAction::Voices(voices, place) => index.voices(locale, voices, place),
        UiAction::Eligibility(profile) => eligibility::eligibility(index, locale, profile),
    }
}
