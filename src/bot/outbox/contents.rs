//! Makes the message of an outbox item when it is sent, so that it says what is true then.

use jiff::SignedDuration;

use crate::bot::action::RequestContext;
use crate::bot::inbox::store::PendingCounts;
use crate::bot::outbox::store::{HighlightAlert, Notification, OutboxItem};
use crate::bot::outbox::{Delivery, Destination, ModeratorNotice};
use crate::bot::testimonials::store::Submission;
use crate::bot::{App, GuildServices, daily, faq, privacy, testimonials};
use crate::db::{Database, Id, StoreError};
use crate::search::Question;
use crate::ui::{Button, Locale, ModeratorAction, Reply, StableHash, SubmissionAction, UiAction, wording};

/// The message of an item; [`None`] if there is nothing left to say.
pub(crate) async fn open(
    app: &App,
    services: &GuildServices,
    outbox_item: &OutboxItem,
    language: Locale,
) -> Result<Option<Delivery>, StoreError> {
    let GuildServices { store, retention, .. } = services;
    let store = &**store;
    let kept = SignedDuration::from_hours(24 * i64::from(retention.askers));
    if app.clock.time().duration_since(outbox_item.made) > kept {
        return Ok(None);
    }
    let opened = match &outbox_item.content {
        Notification::AnswerInChannel { channel, message, members, asked, entry, locale } => {
            let to = Destination::Channel { channel: *channel, message: *message, members: members.clone() };
            answer_to(app, store, outbox_item, asked, StableHash(*entry), *locale, to).await?
        }
        Notification::AnswerAlone { member, asked, entry, locale } => {
            answer_to(app, store, outbox_item, asked, StableHash(*entry), *locale, Destination::Member(*member)).await?
        }
        Notification::Credit { member, credit, question, locale } => {
            let credit = Id::from_bits(*credit);
            // They may have said it already, or have had everything about them removed.
            let open = privacy::store::find_credit(store, credit, *member).await?.is_some_and(|credit| !credit.given);
            open.then(|| {
                (Destination::Member(*member), request(*locale, credit, question), UiAction::Credit(credit, true))
            })
        }
        Notification::Reviewed { member, submission, version, locale } => {
            let found = testimonials::store::find_submission(store, Id::from_bits(*submission)).await?;
            let found = found.filter(|one| one.member == *member && one.version == *version);
            let reply = found.map(|one| reviewed(*locale, &one));
            reply.map(|(reply, marker)| (Destination::Member(*member), reply, marker))
        }
        Notification::Highlight { schedule, news } => {
            let schedule = Id::from_bits(*schedule);
            let settings = app.guild(Some(outbox_item.guild)).await.record.settings.clone();
            let to = Destination::Moderators { guild: outbox_item.guild, channel: settings.moderators };
            // There is nothing to tell of a schedule that has been removed.
            daily::store::find_schedule(store, outbox_item.guild, schedule).await?.map(|_| {
                let (reply, marker) = news_of(settings.locale.unwrap_or(language), outbox_item.id, schedule, *news);
                (to, reply, marker)
            })
        }
    };
    let tried = outbox_item.tries > 0;
    Ok(opened.map(|(to, reply, marker)| Delivery { to, reply, marker, tried, outbox_item: outbox_item.clone() }))
}

/// The answer to a question, as it stands now; none if the entry is no longer there.
async fn answer_to(
    app: &App,
    store: &Database,
    outbox_item: &OutboxItem,
    asked: &str,
    entry: StableHash,
    locale: Locale,
    to: Destination,
) -> Result<Option<(Destination, Reply, UiAction)>, StoreError> {
    let guild = app.guild(Some(outbox_item.guild)).await;
    let library = &guild.library;
    let Some(candidate) = library.find(entry) else {
        // Where the database does not answer, nothing of the guild's own is found.
        return match faq::store::find_entry(store, outbox_item.guild, entry).await? {
            Some(held) if held.active => Err(StoreError::Unavailable("the entry has not been read".to_owned())),
            _ => Ok(None),
        };
    };
    let question = library.question(asked);
    let found = app.find(library, &Question::new(asked)).await;
    let mut reply =
        library.answer(&RequestContext { locale, ..RequestContext::default() }, &found, candidate, 1.0, Some(question));
    let marker = UiAction::Brought { outbox_item: outbox_item.id, entry, question };
    reply.buttons.insert(0, Button::new(wording::controls::helped(locale), marker.clone()));
    let lead = match to {
        Destination::Channel { .. } => wording::inbox::answered_here(locale),
        Destination::Member(_) | Destination::Moderators { .. } => wording::inbox::answered_alone(locale),
    };
    lead.clone_into(&mut reply.lead);
    Ok(Some((to, reply.about(asked), marker)))
}

/// What a guild's moderators are told of what waits for them.
pub(crate) async fn notice(app: &App, guild: u64, waiting: PendingCounts, language: Locale) -> ModeratorNotice {
    let settings = app.guild(Some(guild)).await.record.settings.clone();
    let locale = settings.locale.unwrap_or(language);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    if waiting.questions > 0 {
        lines.push(wording::inbox::questions_wait(locale, waiting.questions));
        buttons.push(Button::new(wording::inbox::open_the_inbox(locale), UiAction::Manage(ModeratorAction::Inbox(0))));
    }
    if waiting.experiences > 0 {
        lines.push(wording::sharing::experiences_wait(locale, waiting.experiences));
        buttons.push(Button::new(
            wording::sharing::open_testimonials(locale),
            UiAction::Manage(ModeratorAction::Testimonials(0)),
        ));
    }
    let reply = Reply { buttons, ..Reply::says(locale, lines.join("\n")) };
    ModeratorNotice { guild, channel: settings.moderators, reply }
}

/// Asks the author of a message whether they want to be named.
fn request(locale: Locale, credit: Id, question: &str) -> Reply {
    let button = |label, given| Button::new(label, UiAction::Credit(credit, given));
    Reply {
        buttons: vec![
            button(wording::inbox::may_name_me(locale), true),
            button(wording::inbox::not_my_name(locale), false),
        ],
        ..Reply::says(locale, wording::inbox::may_i_name_you(locale)).about(question)
    }
}

/// The reply that tells an author of a review.
fn reviewed(locale: Locale, submission: &Submission) -> (Reply, UiAction) {
    let marker = UiAction::Share(submission.id, SubmissionAction::Look(testimonials::seen(submission)));
    let open = Button::new(wording::sharing::open_yours(locale), marker.clone());
    let lead = format!(
        "{}\n{}",
        wording::sharing::reviewed(locale),
        wording::sharing::stage(locale, submission.status.code())
    );
    (Reply { buttons: vec![open], ..Reply::says(locale, lead) }, marker)
}

/// What moderators are told of a schedule of highlights.
fn news_of(locale: Locale, outbox_item: Id, schedule: Id, news: HighlightAlert) -> (Reply, UiAction) {
    let marker = UiAction::Manage(ModeratorAction::News { outbox_item, schedule });
    let mut buttons = Vec::new();
    let lead = match news {
        HighlightAlert::Low(left) => wording::highlights::running_low(locale, left),
        HighlightAlert::Over => wording::highlights::starts_over(locale).to_owned(),
        HighlightAlert::Empty => wording::highlights::nothing_left(locale).to_owned(),
        HighlightAlert::Refused => wording::highlights::post_refused(locale, false).to_owned(),
        HighlightAlert::Paused => wording::highlights::post_refused(locale, true).to_owned(),
        HighlightAlert::Missed(missed) => wording::highlights::posts_missed(locale, missed),
        HighlightAlert::Uncertain(post) => {
            let [there, not] = wording::highlights::settle_buttons(locale);
            let settle = |there| UiAction::Manage(ModeratorAction::Settle(Id::from_bits(post), there));
            buttons.extend([Button::new(there, settle(true)), Button::new(not, settle(false))]);
            wording::highlights::post_uncertain(locale).to_owned()
        }
    };
    buttons.push(Button::new(wording::highlights::open_schedule(locale), marker.clone()));
    (Reply { buttons, ..Reply::says(locale, lead) }, marker)
}
