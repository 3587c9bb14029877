//! Posts highlights, each once, and edits messages that quote withdrawn stories. The application decides what is posted
//! and handles the outcome; this module sends it to Discord, and looks for posts that may be there already.

use std::fmt::Write as _;
use std::time::Duration;

use futures_util::future::join_all;
use serenity::builder::{CreateMessage, CreateThread, EditMessage, EditThread};
use serenity::model::channel::{Message, Nonce};
use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::BotState;
use super::custom_id::nonce;
use super::history::{HistorySearch, look};
use super::outbox::is_final;
use super::render::{self, Audience};
use super::retry::{ApiError, attempt};
use crate::bot::daily;
use crate::bot::daily::publisher;
use crate::bot::daily::scheduler;
use crate::bot::daily::store::Post;
use crate::bot::testimonials::quoted_messages;
use crate::bot::{EditOutcome, MessageEdit, PendingPost, PostOutcome};
use crate::ui::{Reply, UiAction};

/// The timeout for sending a post or looking for it: shorter than its lease.
const POST_TIMEOUT: Duration = Duration::from_mins(1);
/// For how long a message is edited: others wait for it.
const EDIT_TIMEOUT: Duration = Duration::from_secs(15);
/// For how long a thread is opened.
const THREAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Pages of messages in which a post is looked for. In a channel with more messages since then, its outcome stays
/// unknown.
const MAX_HISTORY_PAGES: usize = 50;
/// How far the clocks of this machine and of Discord may be apart, in seconds.
const MAX_CLOCK_SKEW: i64 = 600;

/// Discord's code for a thread that is archived and locked
/// (<https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>).
const ARCHIVED: &str = "(50083)";
/// Discord's code for a message that has a thread.
const HAS_A_THREAD: &str = "(160004)";

/// Posts until the bot stops; running posts are finished.
pub async fn run(state: &BotState, stop: &CancellationToken) {
    let language = |guild| state.guilds.locale(GuildId::new(guild));
    while !stop.is_cancelled() {
        scheduler::plan_highlights(&state.app).await;
        loop {
            let posts = publisher::highlights(&state.app, language).await;
            if posts.is_empty() || stop.is_cancelled() {
                break;
            }
            join_all(posts.iter().map(|highlight| carry(state, highlight))).await;
            scheduler::plan_highlights(&state.app).await;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = daily::wait_for_highlights(&state.app) => {}
        }
    }
}

/// Edits messages that quote withdrawn stories, until the bot stops.
pub async fn edit_withdrawn(state: &BotState, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let edits = quoted_messages::take_edits(&state.app).await;
        for one in &edits {
            edit(state, one).await;
        }
        if edits.is_empty() {
            tokio::select! {
                () = stop.cancelled() => {}
                () = quoted_messages::wait_for_edits(&state.app) => {}
            }
        }
    }
}

/// Posts a highlight, or looks for it, and says what became of it.
async fn carry(state: &BotState, highlight: &PendingPost) {
    if highlight.reply.is_some() && !publisher::may_send(&state.app, highlight).await {
        return;
    }
    let sent = timeout(POST_TIMEOUT, posted(state, highlight)).await.unwrap_or(PostOutcome::Failed);
    publisher::highlighted(&state.app, highlight, sent.clone()).await;
    if let (PostOutcome::There(message), Some(name)) = (sent, &highlight.thread) {
        let channel = ChannelId::new(highlight.post.channel.max(1));
        open_thread(state, channel, MessageId::new(message.max(1)), name).await;
    }
}

async fn posted(state: &BotState, highlight: &PendingPost) -> PostOutcome {
    let channel = ChannelId::new(highlight.post.channel.max(1));
    let guild = highlight.post.guild;
    let found = match &highlight.reply {
        Some(reply) => send(state, channel, highlight, reply).await.map(Some),
        None => match find(state, channel, &highlight.post).await {
            Ok(HistorySearch::There(message)) => Ok(Some(message)),
            Ok(HistorySearch::Nowhere) => return PostOutcome::NotThere,
            Ok(HistorySearch::Empty | HistorySearch::Unknown) => return PostOutcome::Unreadable,
            // Without permission to read, the outcome can't be found out.
            Err(api_error) if is_final(&api_error) => return PostOutcome::Unreadable,
            Err(api_error) => Err(api_error),
        },
    };
    match found {
        Ok(Some(message)) => PostOutcome::There(message.get()),
        Ok(None) => PostOutcome::NotThere,
        Err(api_error) if is_final(&api_error) => {
            tracing::warn!(guild, %channel, "the channel refused a daily highlight: {api_error}");
            PostOutcome::Refused
        }
        Err(api_error) => {
            tracing::warn!(guild, %channel, "posting a daily highlight failed; retrying later: {api_error}");
            PostOutcome::Failed
        }
    }
}

/// Sends a post; into a thread that was archived, once that is open again.
async fn send(
    state: &BotState,
    channel: ChannelId,
    highlight: &PendingPost,
    reply: &Reply,
) -> Result<MessageId, ApiError> {
    // It is not tried twice: what fails is looked for before it is sent again.
    let once = async || {
        let sent = channel.send_message(&state.http, message(highlight, reply)).await;
        sent.map(|message| message.id).map_err(|error| ApiError::from(&error))
    };
    match once().await {
        Err(api_error) if api_error.message.contains(ARCHIVED) => {
            attempt(|| channel.edit_thread(&state.http, EditThread::new().archived(false))).await?;
            once().await
        }
        sent => sent,
    }
}

/// A highlight as a message. It pings the one role that a moderator has chosen for it, if any.
fn message(highlight: &PendingPost, reply: &Reply) -> CreateMessage {
    let message = render::reply(reply, Audience::Alone).message();
    let message = match highlight.ping.map(|role| RoleId::new(role.max(1))) {
        Some(role) => {
            let mut content = String::new();
            let _ = write!(content, "<@&{role}>");
            message.content(content).allowed_mentions(render::nobody().roles([role]))
        }
        None => message,
    };
    message.nonce(Nonce::String(nonce(highlight.post.id))).enforce_nonce(true)
}

/// Looks for a post that may have been sent since it was claimed: no other message has its id on a button.
async fn find(state: &BotState, channel: ChannelId, post: &Post) -> Result<HistorySearch, ApiError> {
    let is_it = |press: &UiAction| matches!(press, UiAction::About { post: id, .. } if *id == post.id);
    // Whichever clock was wrong: it was not sent before all of these.
    let now = state.app.time().as_second();
    let since = (post.id.made() / 1_000).min(now).min(post.due.as_second()) - MAX_CLOCK_SKEW;
    let is_too_old = |message: &Message| message.timestamp.unix_timestamp() < since;
    match look(state, channel, MAX_HISTORY_PAGES, is_too_old, is_it).await? {
        HistorySearch::Empty if reads_history(state, channel).await? => Ok(HistorySearch::Nowhere),
        looked => Ok(looked),
    }
}

/// Whether the bot may read the history of a channel.
async fn reads_history(state: &BotState, channel: ChannelId) -> Result<bool, ApiError> {
    let found = attempt(|| channel.to_channel(&state.http)).await?;
    let Some(found) = found.guild() else { return Ok(false) };
    // A thread's permissions are its channel's.
    let home = match found.thread_metadata.and(found.parent_id) {
        Some(parent) => attempt(|| parent.to_channel(&state.http)).await?.guild(),
        None => Some(found),
    };
    let Some(home) = home else { return Ok(false) };
    let guild = attempt(|| state.http.get_guild(home.guild_id)).await?;
    let me = attempt(|| state.http.get_member(home.guild_id, state.me)).await?;
    Ok(guild.user_permissions_in(&home, &me).read_message_history())
}

/// Opens a thread below a post. A failure does not affect the post.
async fn open_thread(state: &BotState, channel: ChannelId, message: MessageId, name: &str) {
    let opened =
        attempt(|| channel.create_thread_from_message(&state.http, message, CreateThread::new(name.to_owned())));
    match timeout(THREAD_TIMEOUT, opened).await {
        Ok(Ok(_)) => {}
        Err(_) => tracing::warn!(%channel, "starting the thread of a daily highlight timed out"),
        Ok(Err(api_error)) if api_error.message.contains(HAS_A_THREAD) => {}
        Ok(Err(api_error)) => tracing::warn!(%channel, "starting the thread of a daily highlight failed: {api_error}"),
    }
}

/// Edits a message that quotes withdrawn stories.
async fn edit(state: &BotState, edit: &MessageEdit) {
    let channel = ChannelId::new(edit.channel.max(1));
    let message = MessageId::new(edit.message.max(1));
    let rendered = render::reply(&edit.reply, Audience::Alone);
    let once = || {
        attempt(|| {
            let rendered: EditMessage = rendered.clone().change();
            channel.edit_message(&state.http, message, rendered)
        })
    };
    let edited = async {
        match once().await {
            // Threads are archived by themselves; it is opened for the moment that this takes.
            Err(api_error) if api_error.message.contains(ARCHIVED) => {
                let archive =
                    |archived| attempt(move || channel.edit_thread(&state.http, EditThread::new().archived(archived)));
                archive(false).await?;
                let edited = once().await;
                if let Err(api_error) = archive(true).await {
                    tracing::warn!(%channel, "archiving a thread again failed: {api_error}");
                }
                edited
            }
            edited => edited,
        }
    };
    let edited = match timeout(EDIT_TIMEOUT, edited).await {
        // Or it was removed, with all that it quoted.
        Ok(Ok(_) | Err(ApiError { status: Some(404), .. })) => EditOutcome::Done,
        Ok(Err(api_error)) => {
            tracing::warn!(%channel, %message, "editing a message that quotes a withdrawn story failed; retrying later: {api_error}");
            EditOutcome::Failed
        }
        Err(_) => EditOutcome::Failed,
    };
    quoted_messages::edited(&state.app, edit, edited).await;
}
