//! Review of members' submissions: moderators approve, return, shorten or decline them, but never rewrite them.

use crate::bot::faq;
use crate::bot::guild::commit::{Change, CommitOutcome};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::testimonials::author::seen;
use crate::bot::testimonials::quoted_messages;
use crate::bot::testimonials::redaction::{TextWarning, cut, remarks};
use crate::bot::testimonials::store::{Attribution, Review, Submission, SubmissionStatus};
use crate::bot::testimonials::{self, quoted};
use crate::db::{Id, StoreError};
use crate::ui::{
    Button, Form, FormField, Locale, Menu, ModeratorAction, Panel, PanelItem, Reply, ReviewAction, Span, StableHash,
    UiAction, limits, plain, wording,
};

/// Submissions per page.
const STORIES_PER_PAGE: u32 = 10;
/// Characters of a note to an author.
const MAX_NOTE_CHARS: u16 = 400;
/// The statuses that are listed, in this order.
const LISTED_STATUSES: [SubmissionStatus; 4] =
    [SubmissionStatus::Waiting, SubmissionStatus::Changes, SubmissionStatus::Cut, SubmissionStatus::Approved];

/// A page of the submissions that wait for review, that wait for their author, or that are approved.
pub(crate) async fn list_pending(context: &ModeratorContext<'_>, page: u32) -> ManageResult {
    let locale = context.request.locale;
    let (mut shown, all) = testimonials::store::submissions_page(
        context.store,
        context.id,
        &LISTED_STATUSES,
        page.saturating_mul(STORIES_PER_PAGE),
        STORIES_PER_PAGE,
    )
    .await?;
    if all == 0 {
        return Ok(context.tell(wording::sharing::no_testimonials(locale)));
    }
    let last = (all - 1) / STORIES_PER_PAGE;
    let page = page.min(last);
    if shown.is_empty() {
        shown = testimonials::store::submissions_page(
            context.store,
            context.id,
            &LISTED_STATUSES,
            page * STORIES_PER_PAGE,
            STORIES_PER_PAGE,
        )
        .await?
        .0;
    }
    let brief = |one: &Submission| limits::shorten(&plain::line(&one.content.text), limits::BRIEF).into_owned();
    let state = |one: &Submission| wording::sharing::stage_for_moderators(locale, one.status.code(), one.daily);
    let items = shown.iter().map(|one| PanelItem::new(brief(one), state(one))).collect();
    let open = |one: &Submission| Button::new(brief(one), press(one, ReviewAction::Look));
    let menu = Menu::new(wording::sharing::open_an_experience(locale), shown.iter().map(open).collect());
    let turn = |label: &str, page| Button::new(label, UiAction::Manage(ModeratorAction::Testimonials(page)));
    let mut buttons = Vec::new();
    if page > 0 {
        buttons.push(turn(wording::controls::previous(locale), page - 1));
    }
    if page < last {
        buttons.push(turn(wording::controls::next(locale), page + 1));
    }
    let panel = Panel { title: wording::sharing::testimonials(locale, all), items, columns: 1, ..Panel::default() };
    Ok(Reply { menus: menu.into_iter().collect(), buttons, private: true, ..Reply::panel(locale, panel) })
}

/// A submission of this guild that its author has consented to.
pub(crate) async fn find_submission(context: &ModeratorContext<'_>, id: Id) -> Result<Option<Submission>, StoreError> {
    let found = testimonials::store::find_submission(context.store, id).await?;
    Ok(found
        .filter(|one| one.guild == context.id && one.consented.is_some() && one.status != SubmissionStatus::Written))
}

/// Runs a review action on a submission, if it still has the version that the moderator saw.
pub(crate) async fn handle_action(
    context: &ModeratorContext<'_>,
    id: Id,
    version: u32,
    reviewing: ReviewAction,
) -> ManageResult {
    let locale = context.request.locale;
    let Some(submission) = find_submission(context, id).await? else {
        return Ok(context.tell(wording::sharing::experience_gone(locale)));
    };
    if reviewing != ReviewAction::Look && seen(&submission) != version {
        return Ok(show(context, &submission, wording::sharing::experience_changed(locale)));
    }
    match reviewing {
        ReviewAction::Look => Ok(show(context, &submission, "")),
        ReviewAction::Approve(daily) => {
            let review = Review { status: SubmissionStatus::Approved, daily, ..review(context, &submission) };
            decide(context, &submission, Review { note: String::new(), ..review }).await
        }
        ReviewAction::Changes | ReviewAction::Decline => Ok(note_form(context, &submission, reviewing)),
        ReviewAction::Cut => Ok(cut_form(context, &submission, &submission.content.text)),
        ReviewAction::Topic(topic) => {
            let topic = context.guild.library.topic(topic).map(|topic| topic.id.clone()).unwrap_or_default();
            let review = review(context, &submission);
            decide(context, &submission, Review { topic, tell: None, ..review }).await
        }
    }
}

/// Runs the review action of a submitted form.
pub(crate) async fn handle_form(
    context: &ModeratorContext<'_>,
    id: Id,
    version: u32,
    reviewing: ReviewAction,
    filled: &[String],
) -> ManageResult {
    let locale = context.request.locale;
    let Some(submission) = find_submission(context, id).await? else {
        return Ok(context.tell(wording::sharing::experience_gone(locale)));
    };
    if seen(&submission) != version {
        return Ok(show(context, &submission, wording::sharing::experience_changed(locale)));
    }
    let note = |at: usize| -> String {
        filled.get(at).map_or("", |text| text.trim()).chars().take(usize::from(MAX_NOTE_CHARS)).collect()
    };
    let review = review(context, &submission);
    match reviewing {
        ReviewAction::Changes => {
            decide(context, &submission, Review { status: SubmissionStatus::Changes, note: note(0), ..review }).await
        }
        ReviewAction::Decline => {
            decide(context, &submission, Review { status: SubmissionStatus::Declined, note: note(0), ..review }).await
        }
        ReviewAction::Cut => match cut(&submission.content.text, filled.first().map_or("", String::as_str)) {
            Some(shortened) => {
                let review = Review { status: SubmissionStatus::Cut, cut: Some(shortened), note: note(1), ..review };
                decide(context, &submission, review).await
            }
            None => Ok(show(context, &submission, wording::sharing::no_cut(locale))),
        },
        _ => Ok(context.tell(wording::notices::old_button(locale))),
    }
}

/// A review that changes nothing.
fn review(context: &ModeratorContext<'_>, submission: &Submission) -> Review {
    Review {
        submission: submission.id,
        from: submission.version,
        status: submission.status,
        daily: submission.daily,
        topic: submission.content.topic.clone(),
        cut: submission.cut.clone().filter(|_| submission.status == SubmissionStatus::Cut),
        note: submission.note.clone(),
        tell: Some(faq::editor::guild_locale(context)),
    }
}

/// Stores a decision, unless the author or another moderator has changed the submission meanwhile.
async fn decide(context: &ModeratorContext<'_>, submission: &Submission, review: Review) -> ManageResult {
    let locale = context.request.locale;
    let said = if review.tell.is_some() { review.status.code() } else { "" };
    let said = match context.commit(vec![Change::Review(review)]).await? {
        CommitOutcome::Done(_) => {
            if submission.status == SubmissionStatus::Approved {
                quoted_messages::edits_are_due(context.app);
            }
            wording::sharing::review_done(locale, said)
        }
        CommitOutcome::Conflict { .. } => wording::sharing::experience_changed(locale),
    };
    match find_submission(context, submission.id).await? {
        Some(now) => Ok(show(context, &now, said)),
        None => Ok(context.tell(wording::sharing::experience_gone(locale))),
    }
}

/// A submission with its exact text, a checklist and buttons.
fn show(context: &ModeratorContext<'_>, submission: &Submission, said: &str) -> Reply {
    let locale = context.request.locale;
    let (look_for, list) = wording::sharing::checklist(locale);
    let knowledge = context.guild.library.knowledge();
    let topic = knowledge.topic(&submission.content.topic).map(|topic| topic.title.as_str());
    let author = match submission.content.attribution {
        Attribution::Name => Span::Member(submission.member),
        Attribution::Role | Attribution::Nobody => Span::Plain(wording::sharing::author_unknown(locale).to_owned()),
    };
    let mut items = vec![PanelItem::new(look_for, list)];
    let noticed: Vec<&str> = remarks(&submission.content.text).into_iter().map(|one| noticed(locale, one)).collect();
    if !noticed.is_empty() {
        items.push(PanelItem::new(wording::sharing::found_in_it(locale), noticed.join("\n")));
    }
    items.push(PanelItem {
        heading: wording::sharing::shared_by(locale).to_owned(),
        pieces: vec![author],
        ..PanelItem::default()
    });
    items.push(PanelItem::new(
        wording::sharing::its_topic(locale),
        topic.unwrap_or(wording::sharing::no_topic_yet(locale)),
    ));
    let state = wording::sharing::stage_for_moderators(locale, submission.status.code(), submission.daily);
    let text = if said.is_empty() { state.to_owned() } else { format!("{said}\n{state}") };
    let words = submission.cut.as_ref().unwrap_or(&submission.content.text);
    let panel = Panel {
        title: wording::sharing::testimonials(locale, 0),
        text,
        quote: Some(quoted(submission, words)),
        items,
        columns: 1,
    };
    let topics = knowledge.topics.iter().take(limits::MENU);
    let set = |id: &str| press(submission, ReviewAction::Topic(StableHash::topic(id)));
    let menu = Menu::new(
        wording::sharing::set_topic(locale),
        topics.map(|topic| Button::new(&topic.title, set(&topic.id))).collect(),
    );
    Reply {
        menus: menu.into_iter().collect(),
        buttons: review_buttons(context, submission),
        private: true,
        ..Reply::panel(locale, panel)
    }
}

fn review_buttons(context: &ModeratorContext<'_>, submission: &Submission) -> Vec<Button> {
    let [both, answers, changes, cut, decline, all] = wording::sharing::review_buttons(context.request.locale);
    let button = |label: &str, reviewing| Button::new(label, press(submission, reviewing));
    let mut buttons = Vec::new();
    if matches!(submission.status, SubmissionStatus::Waiting | SubmissionStatus::Approved | SubmissionStatus::Declined)
    {
        let is = |daily| submission.status == SubmissionStatus::Approved && submission.daily == daily;
        buttons.extend((!is(true)).then(|| button(both, ReviewAction::Approve(true))));
        buttons.extend((!is(false)).then(|| button(answers, ReviewAction::Approve(false))));
    }
    if submission.status == SubmissionStatus::Waiting {
        buttons.push(button(changes, ReviewAction::Changes));
        buttons.push(button(cut, ReviewAction::Cut));
    }
    if submission.status != SubmissionStatus::Declined {
        buttons.push(button(decline, ReviewAction::Decline));
    }
    buttons.push(Button::new(all, UiAction::Manage(ModeratorAction::Testimonials(0))));
    buttons
}

/// The form for a note to the author.
fn note_form(context: &ModeratorContext<'_>, submission: &Submission, reviewing: ReviewAction) -> Reply {
    let locale = context.request.locale;
    let (title, label) = wording::sharing::note_form(locale, reviewing == ReviewAction::Decline);
    let press = press(submission, reviewing);
    Reply::form(locale, Form { title, press, fields: vec![note_blank(label)] })
}

fn cut_form(context: &ModeratorContext<'_>, submission: &Submission, text: &str) -> Reply {
    let locale = context.request.locale;
    let (title, label, hint, note) = wording::sharing::cut_form(locale);
    let most = u16::try_from(text.chars().count().max(1)).unwrap_or(u16::MAX);
    let text = FormField { label, hint, value: text.to_owned(), long: true, required: true, most };
    let press = press(submission, ReviewAction::Cut);
    Reply::form(locale, Form { title, press, fields: vec![text, note_blank(note)] })
}

fn note_blank(label: &'static str) -> FormField {
    FormField { label, hint: "", value: String::new(), long: true, required: true, most: MAX_NOTE_CHARS }
}

/// A review action on this version of a submission.
fn press(submission: &Submission, reviewing: ReviewAction) -> UiAction {
    UiAction::Manage(ModeratorAction::Testimonial(submission.id, seen(submission), reviewing))
}

/// A warning about a text, for reviewers.
fn noticed(locale: Locale, remark: TextWarning) -> &'static str {
    let [several, link, mention, contact, foreign] = wording::sharing::noticed(locale);
    match remark {
        TextWarning::Several => several,
        TextWarning::Link => link,
        TextWarning::Mention => mention,
        TextWarning::Contact => contact,
        TextWarning::Foreign => foreign,
    }
}
