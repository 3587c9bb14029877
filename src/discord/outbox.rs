//! Delivers the outbox: returning answers, requests to authors, notices to moderators. Each delivery arrives once: it
//! has a nonce, and an earlier try is looked for before it is sent again.

use std::fmt::Write as _;
use std::num::NonZeroU64;
use std::time::Duration;

use serenity::builder::{Builder as _, CreateAllowedMentions, CreateMessage};
use serenity::model::channel::{Message, MessageReference, MessageReferenceKind, Nonce};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::BotState;
use super::custom_id::nonce;
use super::history::{HistorySearch, look};
use super::render::{self, Audience};
use super::retry::{ApiError, attempt};
use crate::bot::outbox;
use crate::bot::testimonials::quoted_messages;
use crate::bot::{Delivery, DeliveryOutcome, Destination, ModeratorNotice, RequestContext};
use crate::ui::{Reply, UiAction};

/// The timeout of a delivery: shorter than its lease.
const DELIVERY_TIMEOUT: Duration = Duration::from_mins(2);
/// Pages of messages in which a delivery is looked for: it is tried again within minutes, or after an outage without
/// messages.
const MAX_HISTORY_PAGES: usize = 10;

/// Delivers until the bot stops; running deliveries are finished.
pub async fn run(state: &BotState, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        outbox::refresh_awaited(&state.app).await;
        for notice in outbox::notices(&state.app, |guild| state.guilds.locale(GuildId::new(guild))).await {
            tell(state, &notice).await;
        }
        while !stop.is_cancelled()
            && let Some(delivery) = outbox::delivery(&state.app, |guild| state.guilds.locale(GuildId::new(guild))).await
        {
            let fate = deliver(state, &delivery).await;
            outbox::delivered(&state.app, &delivery, fate).await;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = outbox::wait_for_notifications(&state.app) => {}
        }
    }
}

/// Tries a delivery.
async fn deliver(state: &BotState, delivery: &Delivery) -> DeliveryOutcome {
    let tried = timeout(DELIVERY_TIMEOUT, attempted(state, delivery)).await;
    match tried.unwrap_or_else(|_| Err(ApiError { status: None, message: "no answer in time".to_owned() })) {
        Ok(()) => DeliveryOutcome::Arrived,
        Err(api_error) if is_final(&api_error) => {
            tracing::info!("the channel refused an answer; sending it another way: {api_error}");
            DeliveryOutcome::Refused
        }
        Err(api_error) => {
            tracing::warn!("delivering an answer failed; retrying later: {api_error}");
            DeliveryOutcome::Failed
        }
    }
}

/// Whether it is of no use to try again: Discord refuses it, rather than the bot or the moment.
pub fn is_final(api_error: &ApiError) -> bool {
    api_error.status.is_some_and(|status| matches!(status, 400..=499) && !matches!(status, 401 | 408 | 429))
}

async fn attempted(state: &BotState, delivery: &Delivery) -> Result<(), ApiError> {
    let (channel, since) = match &delivery.to {
        Destination::Channel { channel, message, .. } => (ChannelId::new(*channel), Some(MessageId::new(*message))),
        Destination::Member(member) => {
            let member = UserId::new(*member);
            (attempt(|| member.create_dm_channel(&state.http)).await?.id, None)
        }
        Destination::Moderators { guild, channel } => match moderators(state, *guild, *channel) {
            Some(channel) => (channel, None),
            None => return Err(ApiError { status: Some(404), message: "there is no moderators' channel".to_owned() }),
        },
    };
    let found = if delivery.tried { find(state, channel, since, &delivery.marker).await? } else { None };
    let sent = match found {
        Some(found) => found,
        None => attempt(|| channel.send_message(&state.http, message(delivery, channel))).await?.id,
    };
    if matches!(delivery.to, Destination::Channel { .. }) {
        let request = RequestContext { guild: Some(delivery.guild()), ..RequestContext::default() };
        quoted_messages::record_quotes(&state.app, &request, (channel.get(), sent.get()), &delivery.reply, false).await;
    }
    Ok(())
}

/// Where a guild's moderators are told something, if anywhere.
fn moderators(state: &BotState, guild: u64, channel: Option<u64>) -> Option<ChannelId> {
    channel.and_then(NonZeroU64::new).map(ChannelId::from).or_else(|| state.notices(GuildId::new(guild)))
}

/// The message of an earlier try, found by its marker.
async fn find(
    state: &BotState,
    channel: ChannelId,
    since: Option<MessageId>,
    marker: &UiAction,
) -> Result<Option<MessageId>, ApiError> {
    let is_too_old = |message: &Message| since.is_some_and(|since| message.id <= since);
    match look(state, channel, MAX_HISTORY_PAGES, is_too_old, |press| press == marker).await? {
        HistorySearch::There(message) => Ok(Some(message)),
        HistorySearch::Nowhere | HistorySearch::Empty | HistorySearch::Unknown => Ok(None),
    }
}

/// A delivery as a message. A click does not change it for others, and it must stay recognisable.
fn message(delivery: &Delivery, channel: ChannelId) -> CreateMessage {
    let message = match &delivery.to {
        Destination::Member(_) | Destination::Moderators { .. } => {
            render::reply(&delivery.reply, Audience::Alone).message()
        }
        Destination::Channel { message, members, .. } => {
            let mut content = String::new();
            for member in members {
                let _ = write!(content, "<@{member}> ");
            }
            content.push_str(&delivery.reply.lead);
            let mentions = CreateAllowedMentions::new().replied_user(false);
            let reply = Reply { lead: String::new(), ..delivery.reply.clone() };
            // Where the reply is gone, its asker wanted no answer there: Discord refuses it then.
            let below =
                MessageReference::new(MessageReferenceKind::Default, channel).message_id(MessageId::new(*message));
            render::reply(&reply, Audience::Alone)
                .message()
                .content(content)
                .allowed_mentions(mentions.users(members.iter().map(|member| UserId::new(*member))))
                .reference_message(below.fail_if_not_exists(true))
        }
    };
    message.nonce(Nonce::String(nonce(delivery.id()))).enforce_nonce(true)
}

/// Sends a notice to the channel that a guild's moderators chose, if any.
async fn tell(state: &BotState, notice: &ModeratorNotice) {
    let guild = GuildId::new(notice.guild);
    let Some(channel) = moderators(state, notice.guild, notice.channel) else {
        return;
    };
    let nonce = Nonce::String(nonce(crate::db::new_id()));
    let told = timeout(
        DELIVERY_TIMEOUT,
        attempt(|| {
            let message = render::reply(&notice.reply, Audience::Alone).message();
            channel.send_message(&state.http, message.nonce(nonce.clone()).enforce_nonce(true))
        }),
    );
    if let Ok(Err(api_error)) = told.await {
        tracing::warn!(%guild, %channel, "notifying the moderators failed: {api_error}");
    }
}

/// Shows a member their parked items privately, beside the reply to what they just did.
pub async fn hand_over(state: &BotState, request: &RequestContext, token: &str) {
    for delivery in outbox::waiting_for(&state.app, request).await {
        let shown = attempt(|| {
            let followup = render::reply(&delivery.reply, Audience::Alone).followup();
            async move { followup.execute(&state.http, (None, token)).await.map(drop) }
        });
        let shown = shown.await.inspect_err(|api_error| {
            tracing::warn!("showing a member their answer failed; retrying later: {api_error}");
        });
        outbox::handed_over(&state.app, &delivery, shown.is_ok()).await;
    }
}
