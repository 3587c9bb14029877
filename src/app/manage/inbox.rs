//! The inbox: questions that nobody has answered yet, each once, and what moderators make of them.

use super::super::library;
use super::super::store::{Committed, Draft, Effect, Fields, Purpose, State, Waiting};
use super::{Desk, Told};
use crate::matching::Question;
use crate::reply::{
    Blank, Button, Form, Handling, Item, Manage, Menu, Name, Panel, Piece, Press, Reply, Weigh, limits, wording,
};

/// Questions on a page.
const PAGE: u32 = 10;
/// Proposals that are listed; the next come when these are decided.
pub(super) const PROPOSALS: u32 = 25;
/// Characters of a reason.
const REASON: u16 = 400;

impl Desk<'_> {
    /// A page of the questions that wait, those for which most members wait first.
    pub(super) async fn inbox(&self, page: u32) -> Told {
        let locale = self.visitor.locale;
        // What was asked a moment ago is there, too.
        self.app.write_notes().await;
        let (mut waiting, all) = self.store.inbox(self.id, page.saturating_mul(PAGE), PAGE).await?;
        let last = all.saturating_sub(1) / PAGE;
        let page = page.min(last);
        if waiting.is_empty() && all > 0 {
            // The last page has been emptied meanwhile.
            waiting = self.store.inbox(self.id, page * PAGE, PAGE).await?.0;
        }
        let proposals = if page == 0 { self.store.proposals(self.id, PROPOSALS).await? } else { Vec::new() };
        let proposed = proposals.iter().filter_map(|one| {
            let entry = self.entry_called(one.entry)?;
            let press = Manage::Proposal { question: one.question, entry: one.entry, weigh: Weigh::Look };
            Some(Button::new(format!("{} → {entry}", one.text), Press::Manage(press)))
        });
        let proposed: Vec<Button> = proposed.collect();
        let options = waiting.iter().map(|one| open(&one.text, one.question)).collect();
        let turn = |label: &str, page| Button::new(label, Press::Manage(Manage::Inbox(page)));
        let mut buttons = Vec::new();
        if page > 0 {
            buttons.push(turn(wording::controls::previous(locale), page - 1));
        }
        if page < last {
            buttons.push(turn(wording::controls::next(locale), page + 1));
        }
        let panel = Panel {
            title: wording::inbox::inbox(locale, all),
            text: if waiting.is_empty() { wording::inbox::inbox_empty(locale).to_owned() } else { String::new() },
            items: waiting.iter().map(|one| self.one_of_many(one)).collect(),
            columns: 1,
            ..Panel::default()
        };
        let questions = Menu::new(wording::inbox::open_a_question(locale), options);
        let menus =
            questions.into_iter().chain(Menu::new(wording::inbox::weigh_a_phrasing(locale), proposed)).collect();
        Ok(Reply { menus, buttons, private: true, ..Reply::panel(locale, panel) })
    }

    /// A question as one of a list.
    fn one_of_many(&self, waiting: &Waiting) -> Item {
        Item { heading: limits::shorten(&waiting.text, limits::ASKED).into_owned(), ..self.count(waiting) }
    }

    /// How often a question was asked, by how many, and when.
    fn count(&self, waiting: &Waiting) -> Item {
        let text = wording::inbox::asked_and_awaited(self.visitor.locale, waiting.asked, waiting.askers);
        Item {
            text,
            pieces: vec![Piece::Plain(" ".to_owned()), Piece::Time(waiting.last.as_second())],
            ..Item::default()
        }
    }

    /// Something with a question.
    pub(super) async fn asked(&self, question: Name, handling: Handling) -> Told {
        let locale = self.visitor.locale;
        if let Handling::Unphrase(entry) = handling {
            return self.unphrase(question, entry).await;
        }
        let Some(waiting) = self.store.waiting(self.id, question).await?.filter(|one| !one.text.is_empty()) else {
            return Ok(self.tell(wording::inbox::which_question(locale)));
        };
        if waiting.state != State::Open {
            return Ok(self.dealt_with(&waiting));
        }
        match handling {
            Handling::Look | Handling::Unphrase(_) => Ok(self.show(&waiting).await),
            Handling::Answer => {
                let asked = limits::shorten(waiting.text.trim(), limits::QUESTION).into_owned();
                let fields = Fields { question: asked, ..Fields::default() };
                let purpose = Purpose { question: Some(question.0), ..Purpose::default() };
                self.begin(Draft { fields, purpose, ..Draft::default() }).await
            }
            Handling::Phrasing(entry) => self.phrase(&waiting, entry, Vec::new()).await,
            Handling::Same(entry) => self.same(&waiting, entry).await,
            Handling::Dismiss => Ok(self.ask_why(question)),
        }
    }

    /// A question, what is closest to it, and what can be done.
    async fn show(&self, waiting: &Waiting) -> Reply {
        let locale = self.visitor.locale;
        let press = |handling| Press::Manage(Manage::Question(waiting.question, handling));
        let closest = self.closest(&waiting.text).await;
        let of = |make: fn(Name) -> Handling| {
            closest.iter().map(|(entry, asks)| Button::new(asks, press(make(*entry)))).collect::<Vec<_>>()
        };
        let menus = [
            Menu::new(wording::inbox::another_phrasing_of(locale), of(Handling::Phrasing)),
            Menu::new(wording::inbox::already_answered_by(locale), of(Handling::Same)),
        ];
        let panel = Panel {
            title: limits::shorten(&waiting.text, limits::QUESTION).into_owned(),
            items: vec![self.count(waiting)],
            columns: 1,
            ..Panel::default()
        };
        let buttons = vec![
            Button::new(wording::inbox::answer_it(locale), press(Handling::Answer)),
            Button::new(wording::inbox::dismiss_it(locale), press(Handling::Dismiss)),
            self.to_inbox(),
        ];
        Reply { menus: menus.into_iter().flatten().collect(), buttons, private: true, ..Reply::panel(locale, panel) }
    }

    pub(super) fn to_inbox(&self) -> Button {
        Button::new(wording::inbox::to_the_inbox(self.visitor.locale), Press::Manage(Manage::Inbox(0)))
    }

    /// Another moderator was faster, or nobody has asked for it.
    fn dealt_with(&self, waiting: &Waiting) -> Reply {
        let bits = waiting.outcome.as_deref().filter(|_| waiting.state == State::Answered);
        let entry =
            bits.and_then(|bits| u64::from_str_radix(bits, 16).ok()).and_then(|bits| self.entry_called(Name(bits)));
        let reason = waiting.outcome.as_deref().filter(|_| waiting.state == State::Dismissed);
        let said = wording::inbox::dealt_with(self.visitor.locale, entry.as_deref(), reason);
        Reply { buttons: vec![self.to_inbox()], ..self.tell(said) }
    }

    /// The question of an entry that members see.
    pub(super) fn entry_called(&self, entry: Name) -> Option<String> {
        self.guild.library.find(entry).map(|candidate| candidate.entry.question.clone())
    }

    /// An entry answers a question already.
    async fn same(&self, waiting: &Waiting, entry: Name) -> Told {
        let locale = self.visitor.locale;
        let Some(asks) = self.entry_called(entry) else {
            return Ok(self.tell(wording::notices::gone(locale)));
        };
        let said = match self.commit(vec![Effect::Answer { question: waiting.question, entry }]).await? {
            Committed::Done(_) => wording::inbox::answered_already(locale, &asks),
            Committed::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
        };
        Ok(Reply { buttons: vec![self.to_inbox()], ..self.tell(said) })
    }

    /// A form that asks for a reason.
    fn ask_why(&self, question: Name) -> Reply {
        let locale = self.visitor.locale;
        let reason = Blank {
            label: wording::inbox::reason(locale),
            hint: "",
            value: String::new(),
            long: true,
            required: true,
            most: REASON,
        };
        let press = Press::Manage(Manage::Question(question, Handling::Dismiss));
        Reply::form(locale, Form { title: wording::inbox::dismiss_title(locale), press, fields: vec![reason] })
    }

    /// A question will not be answered.
    pub(super) async fn dismissed(&self, question: Name, filled: &[String]) -> Told {
        let locale = self.visitor.locale;
        let reason = filled.first().map_or("", |reason| reason.trim());
        if reason.is_empty() {
            return Ok(self.ask_why(question));
        }
        let Some(waiting) = self.store.waiting(self.id, question).await? else {
            return Ok(self.tell(wording::inbox::which_question(locale)));
        };
        if waiting.state != State::Open {
            return Ok(self.dealt_with(&waiting));
        }
        let reason: String = reason.chars().take(usize::from(REASON)).collect();
        let said = match self.commit(vec![Effect::Dismiss { question, reason }]).await? {
            Committed::Done(_) => wording::inbox::dismissed(locale),
            Committed::Conflict { .. } => wording::manage::once_more(locale),
        };
        Ok(Reply { buttons: vec![self.to_inbox()], ..self.tell(said) })
    }

    /// The entries that are closest to a question, with what they ask.
    async fn closest(&self, asked: &str) -> Vec<(Name, String)> {
        let library = &self.guild.library;
        let found = self.app.find(library, &Question::new(asked)).await;
        let candidates = found.ranked.iter().take(limits::SUGGESTIONS).map(|ranked| library.candidate(ranked));
        candidates.map(|one| (library::name(one), one.entry.question.clone())).collect()
    }
}

/// Opens a question.
fn open(text: &str, question: Name) -> Button {
    Button::new(text, Press::Manage(Manage::Question(question, Handling::Look)))
}
