//! Finds the bot's own messages in the history of a channel by a button that no other message has, so that an
//! unconfirmed message is not sent twice.

use serenity::builder::GetMessages;
use serenity::model::application::{ActionRowComponent, ButtonKind};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, MessageId};

use super::BotState;
use super::custom_id::{Control, ControlAction};
use super::retry::{ApiError, attempt};
use crate::ui::UiAction;

/// Messages that Discord gives at once.
const MESSAGES_PER_REQUEST: u8 = 100;

/// The result of a search.
pub enum HistorySearch {
    /// The message.
    There(MessageId),
    /// It is not there.
    Nowhere,
    /// There are no messages; Discord returns the same without permission to read the history.
    Empty,
    /// So much was said since that it may be further back.
    Unknown,
}

/// Searches pages of messages backwards, until one is older than the message that is looked for.
///
/// # Errors
/// Where Discord refuses.
pub async fn look(
    state: &BotState,
    channel: ChannelId,
    pages: usize,
    is_too_old: impl Fn(&Message) -> bool,
    is_marker: impl Fn(&UiAction) -> bool,
) -> Result<HistorySearch, ApiError> {
    let mut before: Option<MessageId> = None;
    for _ in 0..pages {
        let messages = attempt(|| {
            let page = GetMessages::new().limit(MESSAGES_PER_REQUEST);
            channel.messages(&state.http, before.map_or(page, |before| page.before(before)))
        });
        let messages: Vec<Message> = messages.await?;
        if let Some(found) = messages.iter().find(|one| one.author.id == state.me && is_marked(one, &is_marker)) {
            return Ok(HistorySearch::There(found.id));
        }
        let Some(last) = messages.last() else {
            return Ok(if before.is_none() { HistorySearch::Empty } else { HistorySearch::Nowhere });
        };
        before = Some(last.id);
        if messages.len() < usize::from(MESSAGES_PER_REQUEST) || is_too_old(last) {
            return Ok(HistorySearch::Nowhere);
        }
    }
    Ok(HistorySearch::Unknown)
}

/// Whether one of a message's buttons is the marker.
fn is_marked(message: &Message, is_marker: impl Fn(&UiAction) -> bool) -> bool {
    let is_it = |part: &ActionRowComponent| {
        let ActionRowComponent::Button(button) = part else { return false };
        let ButtonKind::NonLink { custom_id, .. } = &button.data else { return false };
        matches!(Control::decode(custom_id), Ok(Control { does: ControlAction::Press(press), .. }) if is_marker(&press))
    };
    message.components.iter().flat_map(|row| &row.components).any(is_it)
}
