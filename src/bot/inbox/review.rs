//! The inbox: unanswered questions, each listed once, and what moderators do with them.

use crate::bot::ask::knowledge_index;
use crate::bot::faq;
use crate::bot::faq::store::{DraftPurpose, EntryDraft, EntryFields};
use crate::bot::guild::commit::{Change, CommitOutcome};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::inbox;
use crate::bot::inbox::store::{InboxQuestion, QuestionState};
use crate::search::Question;
use crate::ui::{
    Button, Form, FormField, InboxAction, Menu, ModeratorAction, Panel, PanelItem, ProposalAction, Reply, Span,
    StableHash, UiAction, limits, wording,
};

/// Questions per page.
const QUESTIONS_PER_PAGE: u32 = 10;
/// Proposals listed at once; deciding them makes room for the next.
pub(crate) const PROPOSALS: u32 = 25;
/// Characters of a reason.
const REASON: u16 = 400;

/// A page of the open questions, those with the most waiting members first.
pub(crate) async fn list_questions(context: &ModeratorContext<'_>, page: u32) -> ManageResult {
    let locale = context.request.locale;
    // Writes the query log first, so that the latest questions are listed.
    context.app.write_notes().await;
    let (mut waiting, all) = inbox::store::open_questions(
        context.store,
        context.id,
        page.saturating_mul(QUESTIONS_PER_PAGE),
        QUESTIONS_PER_PAGE,
    )
    .await?;
    let last = all.saturating_sub(1) / QUESTIONS_PER_PAGE;
    let page = page.min(last);
    if waiting.is_empty() && all > 0 {
        // Other moderators have emptied the last page meanwhile.
        waiting =
            inbox::store::open_questions(context.store, context.id, page * QUESTIONS_PER_PAGE, QUESTIONS_PER_PAGE)
                .await?
                .0;
    }
    let proposals =
        if page == 0 { inbox::store::proposals(context.store, context.id, PROPOSALS).await? } else { Vec::new() };
    let proposed = proposals.iter().filter_map(|one| {
        let entry = entry_called(context, one.entry)?;
        let press = ModeratorAction::Proposal { question: one.question, entry: one.entry, weigh: ProposalAction::Look };
        Some(Button::new(format!("{} → {entry}", one.text), UiAction::Manage(press)))
    });
    let proposed: Vec<Button> = proposed.collect();
    let options = waiting.iter().map(|one| open(&one.text, one.question)).collect();
    let turn = |label: &str, page| Button::new(label, UiAction::Manage(ModeratorAction::Inbox(page)));
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
        items: waiting.iter().map(|one| one_of_many(context, one)).collect(),
        columns: 1,
        ..Panel::default()
    };
    let questions = Menu::new(wording::inbox::open_a_question(locale), options);
    let menus = questions.into_iter().chain(Menu::new(wording::inbox::weigh_a_phrasing(locale), proposed)).collect();
    Ok(Reply { menus, buttons, private: true, ..Reply::panel(locale, panel) })
}

/// A question as an item of the list.
fn one_of_many(context: &ModeratorContext<'_>, waiting: &InboxQuestion) -> PanelItem {
    PanelItem { heading: limits::shorten(&waiting.text, limits::ASKED).into_owned(), ..count(context, waiting) }
}

/// How often a question was asked, how many members wait for its answer, and when it was last asked.
fn count(context: &ModeratorContext<'_>, waiting: &InboxQuestion) -> PanelItem {
    let text = wording::inbox::asked_and_awaited(context.request.locale, waiting.asked, waiting.askers);
    PanelItem {
        text,
        pieces: vec![Span::Plain(" ".to_owned()), Span::Time(waiting.last.as_second())],
        ..PanelItem::default()
    }
}

/// Runs an action on a question.
pub(crate) async fn handle_action(
    context: &ModeratorContext<'_>,
    question: StableHash,
    handling: InboxAction,
) -> ManageResult {
    let locale = context.request.locale;
    if let InboxAction::Unphrase(entry) = handling {
        return faq::phrasings::remove_phrasing(context, question, entry).await;
    }
    let Some(waiting) =
        inbox::store::find_question(context.store, context.id, question).await?.filter(|one| !one.text.is_empty())
    else {
        return Ok(context.tell(wording::inbox::which_question(locale)));
    };
    if waiting.state != QuestionState::Open {
        return Ok(record_change(context, &waiting));
    }
    match handling {
        InboxAction::Look | InboxAction::Unphrase(_) => Ok(show(context, &waiting).await),
        InboxAction::Answer => {
            let asked = limits::shorten(waiting.text.trim(), limits::QUESTION).into_owned();
            let fields = EntryFields { question: asked, ..EntryFields::default() };
            let purpose = DraftPurpose { question: Some(question.0), ..DraftPurpose::default() };
            faq::editor::begin(context, EntryDraft { fields, purpose, ..EntryDraft::default() }).await
        }
        InboxAction::Phrasing(entry) => faq::phrasings::add_phrasing(context, &waiting, entry, Vec::new()).await,
        InboxAction::Same(entry) => same(context, &waiting, entry).await,
        InboxAction::Dismiss => Ok(ask_why(context, question)),
    }
}

/// A question with the entries closest to it, and buttons.
async fn show(context: &ModeratorContext<'_>, waiting: &InboxQuestion) -> Reply {
    let locale = context.request.locale;
    let press = |handling| UiAction::Manage(ModeratorAction::Question(waiting.question, handling));
    let closest = closest(context, &waiting.text).await;
    let of = |make: fn(StableHash) -> InboxAction| {
        closest.iter().map(|(entry, asks)| Button::new(asks, press(make(*entry)))).collect::<Vec<_>>()
    };
    let menus = [
        Menu::new(wording::inbox::another_phrasing_of(locale), of(InboxAction::Phrasing)),
        Menu::new(wording::inbox::already_answered_by(locale), of(InboxAction::Same)),
    ];
    let panel = Panel {
        title: limits::shorten(&waiting.text, limits::QUESTION).into_owned(),
        items: vec![count(context, waiting)],
        columns: 1,
        ..Panel::default()
    };
    let buttons = vec![
        Button::new(wording::inbox::answer_it(locale), press(InboxAction::Answer)),
        Button::new(wording::inbox::dismiss_it(locale), press(InboxAction::Dismiss)),
        to_inbox(context),
    ];
    Reply { menus: menus.into_iter().flatten().collect(), buttons, private: true, ..Reply::panel(locale, panel) }
}

pub(crate) fn to_inbox(context: &ModeratorContext<'_>) -> Button {
    Button::new(wording::inbox::to_the_inbox(context.request.locale), UiAction::Manage(ModeratorAction::Inbox(0)))
}

/// The question isn't open: another moderator was faster, or no member asked for an answer.
fn record_change(context: &ModeratorContext<'_>, waiting: &InboxQuestion) -> Reply {
    let bits = waiting.outcome.as_deref().filter(|_| waiting.state == QuestionState::Answered);
    let entry = bits
        .and_then(|bits| u64::from_str_radix(bits, 16).ok())
        .and_then(|bits| entry_called(context, StableHash(bits)));
    let reason = waiting.outcome.as_deref().filter(|_| waiting.state == QuestionState::Dismissed);
    let said = wording::inbox::dealt_with(context.request.locale, entry.as_deref(), reason);
    Reply { buttons: vec![to_inbox(context)], ..context.tell(said) }
}

/// The question of an entry, if members see that entry.
pub(crate) fn entry_called(context: &ModeratorContext<'_>, entry: StableHash) -> Option<String> {
    context.guild.library.find(entry).map(|candidate| candidate.entry.question.clone())
}

/// Marks a question as answered by an existing entry.
async fn same(context: &ModeratorContext<'_>, waiting: &InboxQuestion, entry: StableHash) -> ManageResult {
    let locale = context.request.locale;
    let Some(asks) = entry_called(context, entry) else {
        return Ok(context.tell(wording::notices::gone(locale)));
    };
    let said = match context.commit(vec![Change::Answer { question: waiting.question, entry }]).await? {
        CommitOutcome::Done(_) => wording::inbox::answered_already(locale, &asks),
        CommitOutcome::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
    };
    Ok(Reply { buttons: vec![to_inbox(context)], ..context.tell(said) })
}

/// A form that asks for a reason.
fn ask_why(context: &ModeratorContext<'_>, question: StableHash) -> Reply {
    let locale = context.request.locale;
    let reason = FormField {
        label: wording::inbox::reason(locale),
        hint: "",
        value: String::new(),
        long: true,
        required: true,
        most: REASON,
    };
    let press = UiAction::Manage(ModeratorAction::Question(question, InboxAction::Dismiss));
    Reply::form(locale, Form { title: wording::inbox::dismiss_title(locale), press, fields: vec![reason] })
}

/// Dismisses a question.
pub(crate) async fn dismiss(context: &ModeratorContext<'_>, question: StableHash, filled: &[String]) -> ManageResult {
    let locale = context.request.locale;
    let reason = filled.first().map_or("", |reason| reason.trim());
    if reason.is_empty() {
        return Ok(ask_why(context, question));
    }
    let Some(waiting) = inbox::store::find_question(context.store, context.id, question).await? else {
        return Ok(context.tell(wording::inbox::which_question(locale)));
    };
    if waiting.state != QuestionState::Open {
        return Ok(record_change(context, &waiting));
    }
    let reason: String = reason.chars().take(usize::from(REASON)).collect();
    let said = match context.commit(vec![Change::Dismiss { question, reason }]).await? {
        CommitOutcome::Done(_) => wording::inbox::dismissed(locale),
        CommitOutcome::Conflict { .. } => wording::manage::once_more(locale),
    };
    Ok(Reply { buttons: vec![to_inbox(context)], ..context.tell(said) })
}

/// The entries closest to a question, with their own questions.
async fn closest(context: &ModeratorContext<'_>, asked: &str) -> Vec<(StableHash, String)> {
    let library = &context.guild.library;
    let found = context.app.find(library, &Question::new(asked)).await;
    let candidates = found.ranked.iter().take(limits::SUGGESTIONS).map(|ranked| library.candidate(ranked));
    candidates.map(|one| (knowledge_index::name(one), one.entry.question.clone())).collect()
}

/// A button that opens a question.
fn open(text: &str, question: StableHash) -> Button {
    Button::new(text, UiAction::Manage(ModeratorAction::Question(question, InboxAction::Look)))
}
