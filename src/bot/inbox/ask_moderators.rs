//! What members do for others to learn from: they hand questions to the moderators, say what helped, and say whether they
//! may be named.

use crate::bot::action::{PressedReply, RequestContext};
use crate::bot::ask::knowledge_index::{self, KnowledgeIndex};
use crate::bot::inbox::store::{AskOutcome, LoggedQuestion, QueryOutcome, WaitingMember};
use crate::bot::stats::query_log::ClickedEntry;
use crate::bot::{App, GuildSnapshot, inbox, privacy};
use crate::db::{Database, Id, StoreError};
use crate::search::{Question, SearchResult, Verdict};
use crate::ui::{Reply, StableHash, UiAction, wording};

/// Sends a question to the moderators, for a member who wants to hear of the answer.
pub(crate) async fn ask_moderators(
    app: &App,
    request: &RequestContext,
    guild: &GuildSnapshot,
    question: Option<StableHash>,
    under: PressedReply<'_>,
) -> Reply {
    let locale = request.locale;
    let (Some(services), Some(id), Some(member)) = (&app.services, guild.id, request.member) else {
        return Reply::tells(locale, wording::notices::no_inbox(locale));
    };
    // Buffered questions are written first, so that this one has its row.
    app.write_notes().await;
    let store = &*services.store;
    let said = match hand_over(app, store, request, (guild, id, member), question, under).await {
        Ok(Some(AskOutcome::Taken(others))) => {
            services.notifications.needs_moderators([id].into(), app.clock.time());
            let days = services.retention.askers;
            wording::inbox::question_taken(locale, under.message.is_some(), others, days)
        }
        Ok(Some(AskOutcome::Known)) => wording::inbox::question_known(locale).to_owned(),
        Ok(Some(AskOutcome::Blocked)) => wording::inbox::may_not_ask(locale).to_owned(),
        Ok(None) => wording::inbox::which_question(locale).to_owned(),
        Err(error) => {
            tracing::error!(guild = id, "saving a question to the moderators failed: {error}");
            wording::inbox::question_not_taken(locale).to_owned()
        }
    };
    Reply::tells(locale, said)
}

/// Stores that a member waits for an answer; [`None`] if the question is unknown.
async fn hand_over(
    app: &App,
    store: &Database,
    request: &RequestContext,
    (guild, id, member): (&GuildSnapshot, u64, u64),
    question: Option<StableHash>,
    under: PressedReply<'_>,
) -> Result<Option<AskOutcome>, StoreError> {
    let text = under.asked.trim();
    let known = match question {
        Some(name) => {
            inbox::store::find_question(store, id, name).await?.filter(|known| !known.text.is_empty()).map(|_| name)
        }
        None => None,
    };
    // An unknown hash may be another guild's, or forged: then only the text of the reply counts.
    let Some(question) = known.or_else(|| (!text.is_empty()).then(|| guild.library.question(text))) else {
        return Ok(None);
    };
    let asker = WaitingMember {
        guild: id,
        question,
        text: text.to_owned(),
        member,
        channel: under.channel,
        message: under.message,
        locale: request.locale,
        at: app.clock.time(),
    };
    inbox::store::ask_moderators(store, &asker).await.map(Some)
}

/// Records a member's vote shortly after their click.
pub(crate) async fn learn(
    app: &App,
    request: &RequestContext,
    guild: &GuildSnapshot,
    press: &UiAction,
    under: PressedReply<'_>,
) {
    let (Some(services), Some(id)) = (&app.services, guild.id) else {
        return;
    };
    let library = &guild.library;
    let (question, what, entry) = match press {
        UiAction::Pick { entry, question } => (*question, QueryOutcome::Opened, Some(*entry)),
        UiAction::Helped(entry, Some(question)) | UiAction::Brought { entry, question, .. } => {
            (*question, QueryOutcome::Helped, Some(*entry))
        }
        UiAction::NotQuite(next, Some(question)) => {
            let shown = if is_about(library, under.asked, *question) {
                let found = app.find(library, &Question::new(under.asked)).await;
                shown_for(library, &found, *question, next)
            } else {
                None
            };
            (*question, QueryOutcome::NotQuite, shown)
        }
        _ => return,
    };
    // An unknown entry may be another guild's, or forged: it is not counted.
    if entry.is_some_and(|entry| library.find(entry).is_none()) {
        return;
    }
    let at = app.clock.time();
    let text = if is_about(library, under.asked, question) { under.asked.trim() } else { "" };
    services.query_log.take(LoggedQuestion { guild: id, question, text: text.to_owned(), at, what, entry });
    if let (Some(entry), Some(member), false) = (entry, request.member, what == QueryOutcome::NotQuite) {
        services.query_log.choose(ClickedEntry { guild: id, member, question, entry, at });
    }
}

/// The author of a message says whether they may be named; only they can.
pub(crate) async fn credit(app: &App, request: &RequestContext, credit: Id, given: bool) -> Reply {
    let locale = request.locale;
    let (Some(services), Some(member)) = (&app.services, request.member) else {
        return Reply::tells(locale, wording::inbox::credit_gone(locale));
    };
    let said = match privacy::store::decide_credit(&services.store, credit, member, given, app.clock.time()).await {
        Ok(Some(credit)) if given => wording::inbox::credit_given(locale, &credit.author),
        Ok(Some(_)) => wording::inbox::credit_refused(locale).to_owned(),
        Ok(None) => wording::inbox::credit_gone(locale).to_owned(),
        Err(error) => {
            tracing::error!("saving an author's decision failed: {error}");
            wording::manage::not_saved(locale).to_owned()
        }
    };
    Reply::tells(locale, said)
}

/// Whether a text, as far as it is shown, is the question with this name.
fn is_about(index: &KnowledgeIndex, asked: &str, question: StableHash) -> bool {
    !asked.trim().is_empty() && index.question(asked) == question
}

/// The entry shown as the answer to a question, if *Not quite* was clicked below it: found by asking the question
/// again.
fn shown_for(
    index: &KnowledgeIndex,
    found: &SearchResult,
    question: StableHash,
    next: &[StableHash],
) -> Option<StableHash> {
    let best = found.ranked.first().filter(|_| found.verdict == Verdict::Answer)?;
    let candidate = index.candidate(best);
    let reply = index.answer(&RequestContext::default(), found, candidate, found.confidence, Some(question));
    let is_it = |press: &UiAction| matches!(press, UiAction::NotQuite(others, _) if others == next);
    reply.buttons.iter().any(|button| is_it(&button.press)).then(|| knowledge_index::name(candidate))
}
