//! Records which public messages quote members' stories, so that they can be edited when a story is withdrawn or
//! rejected.

use std::time::Duration;

use tokio::sync::MutexGuard;

use crate::bot::action::RequestContext;
use crate::bot::outbox::POLL_INTERVAL;
use crate::bot::testimonials::store::{MessageKind, QuotedMessage};
use crate::bot::{App, GuildServices, GuildSnapshot, inbox, testimonials};
use crate::db::Id;
use crate::knowledge::Origin;
use crate::search::Question;
use crate::ui::{Button, Reply, StableHash, UiAction, wording};

/// The lease of a message that is being edited.
const EDIT_LEASE: Duration = Duration::from_mins(2);
/// Messages that are edited at once.
const CONCURRENT_EDITS: u32 = 8;
/// The pause after the first failed edit; it doubles with each try.
const FIRST_RETRY: Duration = Duration::from_secs(15);
/// How often the pause doubles.
const MAX_DOUBLINGS: u32 = 6;

/// A message that is to be edited.
#[derive(Debug, Clone)]
pub struct MessageEdit {
    guild: u64,
    /// The channel.
    pub channel: u64,
    /// The message.
    pub message: u64,
    /// The new content.
    pub reply: Reply,
    tries: u32,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditOutcome {
    /// It is edited, or it is gone.
    Done,
    /// It can't be edited for now.
    Failed,
}

/// Records that a public message in a guild's channel now shows this reply. What it quotes of members is stored; a
/// message that quotes none any more is forgotten.
pub async fn record_quotes(
    app: &App,
    request: &RequestContext,
    (channel, message): (u64, u64),
    reply: &Reply,
    edited: bool,
) {
    let (Some(GuildServices { store, daily, guilds, .. }), Some(guild)) = (&app.services, request.guild) else {
        return;
    };
    let own = reply.quotes().filter(|quote| quote.origin == Origin::Guild);
    let submissions: Vec<Id> = own.filter_map(|quote| quote.id.parse().ok()).collect();
    if submissions.is_empty() && !(edited && guilds.quotes_members(guild)) {
        return;
    }
    let shows = match reply.again {
        Some(UiAction::Show(entry)) => MessageKind::Entry(entry.0, None),
        Some(UiAction::Pick { entry, question }) => MessageKind::Entry(entry.0, Some(question.0)),
        _ => MessageKind::Words,
    };
    let quoted = QuotedMessage { guild, channel, message, submissions, shows, locale: reply.locale };
    if let Err(error) = testimonials::store::record_quotes(store, &quoted, app.clock.time()).await {
        tracing::error!(
            guild,
            channel,
            message,
            "recording that a message quotes a member failed; retrying later: {error}"
        );
        daily.remember(quoted);
    }
    // It may have been withdrawn in this moment.
    daily.was_withdrawn();
}

/// Locks a message that is about to change, until [`record_quotes`] has stored the change: of two clicks at once, the
/// stored one is the visible one. [`None`] if no member could be quoted.
pub async fn turn<'a>(app: &'a App, request: &RequestContext, message: u64) -> Option<MutexGuard<'a, ()>> {
    let (Some(GuildServices { daily, guilds, .. }), Some(guild)) = (&app.services, request.guild) else {
        return None;
    };
    if guilds.quotes_members(guild) { Some(daily.turn(message).await) } else { None }
}

/// Whether a reply quotes members' own.
pub fn quotes_members(reply: &Reply) -> bool {
    reply.quotes().any(|quote| quote.origin == Origin::Guild)
}

/// Messages may have to be edited, and are at once.
pub(crate) fn edits_are_due(app: &App) {
    if let Some(GuildServices { daily, .. }) = &app.services {
        daily.was_withdrawn();
    }
}

/// Waits until messages may have to be edited.
pub async fn wait_for_edits(app: &App) {
    let Some(GuildServices { daily, .. }) = &app.services else {
        return std::future::pending().await;
    };
    tokio::select! {
        () = daily.withdrawal() => {}
        () = app.clock.sleep(POLL_INTERVAL) => {}
    }
}

/// Messages that quote withdrawn stories, with their new content; the caller reports the outcome of each to [`edited`].
pub async fn take_edits(app: &App) -> Vec<MessageEdit> {
    let services = app.services.as_ref().filter(|services| services.notifications.is_connected());
    let Some(GuildServices { store, daily, .. }) = services else { return Vec::new() };
    let now = app.clock.time();
    for quoted in daily.remembered() {
        if testimonials::store::record_quotes(store, &quoted, now).await.is_err() {
            daily.remember(quoted);
        }
    }
    let taken = testimonials::store::take_quoted(store, now, now + EDIT_LEASE, CONCURRENT_EDITS).await;
    let taken =
        taken.inspect_err(|error| tracing::warn!("looking for messages that quote withdrawn stories failed: {error}"));
    let mut edits = Vec::new();
    for (quoted, tries) in taken.unwrap_or_default() {
        let guild = app.guild(Some(quoted.guild)).await;
        let reply = without(app, &guild, &quoted).await;
        let QuotedMessage { guild, channel, message, .. } = quoted;
        edits.push(MessageEdit { guild, channel, message, reply, tries });
    }
    edits
}

/// The new content of a message without withdrawn stories: the same answer composed anew, or a notice.
async fn without(app: &App, guild: &GuildSnapshot, quoted: &QuotedMessage) -> Reply {
    let locale = quoted.locale;
    let gone = Reply::says(locale, wording::sharing::no_longer_shared(locale));
    let MessageKind::Entry(entry, question) = quoted.shows else { return gone };
    let Some(candidate) = guild.library.find(StableHash(entry)) else { return gone };
    let asked = asked(app, quoted.guild, question).await;
    let found = app.find(&guild.library, &Question::new(asked.as_ref().unwrap_or(&candidate.entry.question))).await;
    let request = RequestContext { locale, guild: Some(quoted.guild), member: None, ..RequestContext::default() };
    let mut reply = guild.library.answer(&request, &found, candidate, 1.0, question.map(StableHash));
    let helped = UiAction::Helped(StableHash(entry), question.map(StableHash));
    reply.buttons.insert(0, Button::new(wording::controls::helped(locale), helped));
    let still =
        |reply: &Reply| reply.quotes().any(|quote| quoted.submissions.iter().any(|id| quote.id == id.to_string()));
    // The database does not answer, and the guild is as it was known before.
    if still(&reply) { gone } else { reply.about(asked.as_deref().unwrap_or_default()) }
}

/// The text of a question, while it is known.
async fn asked(app: &App, guild: u64, question: Option<u64>) -> Option<String> {
    let store = &app.services.as_ref()?.store;
    let waiting = inbox::store::find_question(store, guild, StableHash(question?)).await.ok()??;
    Some(waiting.text).filter(|text| !text.is_empty())
}

/// What became of a message that was to be edited.
pub async fn edited(app: &App, edit: &MessageEdit, edited: EditOutcome) {
    let Some(GuildServices { store, .. }) = &app.services else { return };
    // It may quote others now.
    if edited == EditOutcome::Done {
        let request = RequestContext { guild: Some(edit.guild), member: None, ..RequestContext::default() };
        record_quotes(app, &request, (edit.channel, edit.message), &edit.reply, false).await;
    }
    let done = match edited {
        EditOutcome::Done => testimonials::store::finish_edit(store, edit.message).await,
        EditOutcome::Failed => {
            let pause = FIRST_RETRY.saturating_mul(1 << edit.tries.min(MAX_DOUBLINGS));
            testimonials::store::reschedule_edit(store, edit.message, app.clock.time() + pause).await
        }
    };
    if let Err(error) = done {
        tracing::warn!(message = edit.message, "recording the result of an edit failed: {error}");
    }
}
