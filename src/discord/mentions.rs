//! Messages: a question with a mention, or in a direct message, is answered where it was written. Neither needs a
//! privileged intent: Discord sends the text of messages that mention the bot or are sent to it directly.

use serenity::builder::CreateMessage;
use serenity::http::Http;
use serenity::model::channel::{Message, MessageReference, MessageReferenceKind, MessageType, Nonce};
use serenity::model::id::{GuildId, RoleId, UserId};

use super::render::{self, Audience};
use super::request_context::RequestOrigin;
use super::{BotState, retry};
use crate::bot::testimonials::quoted_messages;
use crate::bot::{Action, RequestContext};
use crate::search::Question;
use crate::ui::{Locale, Reply};

/// Answers a message, if it is meant for the bot.
pub async fn heard(state: &BotState, http: &Http, message: &Message) {
    let role = message.guild_id.and_then(|guild| state.guilds.role(guild));
    let said = match addressed(state.me, role, message) {
        Some(said) if !state.guilds.is_closed(message.channel_id, state.now()) => said,
        _ => return,
    };
    let place = state.app.place(message.guild_id.map(GuildId::get)).await;
    let settings = place.settings().clone();
    let of_guild = |guild| settings.locale.unwrap_or_else(|| state.guilds.locale(guild));
    let locale = message.guild_id.map_or_else(|| Locale::of_message(&said), of_guild);
    let asker = RequestOrigin::of_message(message.author.id, message.channel_id, message.guild_id, locale);
    let private =
        message.guild_id.is_some() && state.is_private_for_mentions(http, message.channel_id, &settings).await;
    let said = said.trim();
    let action = if private {
        Action::AskPrivately(said)
    } else if said.is_empty() {
        Action::Greet
    } else {
        Action::Ask(Question::new(said))
    };
    let reply = state.app.handle_in(place, &asker.request, action).await;
    if reply.care && message.guild_id.is_some() && !shows_help(state, http, message, &reply, private).await {
        return;
    }
    // A public notice about asking too fast would be shown again and again.
    if reply.is_notice() && message.guild_id.is_some() {
        return;
    }
    // The question stands above: it need not be shown again.
    let reply = reply.about("");
    let sent = retry::attempt(|| {
        let answer = answer_to(message, &reply, &asker);
        message.channel_id.send_message(http, answer)
    });
    match sent.await {
        Ok(sent) => {
            quoted_messages::record_quotes(
                &state.app,
                &asker.request,
                (sent.channel_id.get(), sent.id.get()),
                &reply,
                false,
            )
            .await;
        }
        Err(api_error) => state.refused_in(http, message.guild_id, message.channel_id, &api_error, &settings).await,
    }
}

/// Whether the contacts are shown below the message itself. They are not where answers are private and the member
/// accepts direct messages, nor if they were shown a moment ago: then a heart acknowledges the message.
async fn shows_help(state: &BotState, http: &Http, message: &Message, reply: &Reply, private: bool) -> bool {
    if private {
        let alone = async {
            let channel = message.author.create_dm_channel(http).await?;
            channel.id.send_message(http, render::reply(reply, Audience::Alone).message()).await
        };
        return alone.await.is_err();
    }
    let request = RequestContext {
        member: Some(message.author.id.get()),
        channel: Some(message.channel_id.get()),
        ..RequestContext::default()
    };
    let first = state.app.should_show_help(&request);
    if !first && let Err(error) = message.react(http, HEARD).await {
        tracing::debug!(%error, "a message was not marked as heard");
    }
    first
}

/// The reaction that acknowledges a message.
const HEARD: char = '💙';

/// The answer to a message, below it. Its nonce is the message's id, so that Discord shows it once however often it is
/// sent.
fn answer_to(message: &Message, reply: &Reply, asker: &RequestOrigin) -> CreateMessage {
    let one_line = reply.cards.is_empty() && reply.panels.is_empty() && reply.presses().next().is_none();
    let answer = if one_line && reply.links.is_empty() {
        CreateMessage::new().content(&reply.lead).allowed_mentions(render::nobody())
    } else {
        render::reply(reply, asker.audience).message()
    };
    let above = MessageReference::new(MessageReferenceKind::Default, message.channel_id).message_id(message.id);
    answer
        .reference_message(above.fail_if_not_exists(false))
        .nonce(Nonce::String(message.id.to_string()))
        .enforce_nonce(true)
}

/// The text of a message to the bot; [`None`] if it is not addressed to it.
fn addressed(me: UserId, role: Option<RoleId>, message: &Message) -> Option<String> {
    let by_person = !message.author.bot && message.webhook_id.is_none();
    let ordinary = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if !by_person || !ordinary {
        return None;
    }
    let spellings = [format!("<@{me}>"), format!("<@!{me}>")];
    // A reply to one of the bot's messages pings it without naming it, and is most often not meant for it.
    let named = spellings.iter().any(|name| message.content.contains(name));
    // Discord suggests the bot's role under the same name, but does not send the text of messages that mention only a role.
    let meant = role.is_some_and(|role| message.mention_roles.contains(&role));
    if message.guild_id.is_some() && !named {
        return meant.then(String::new);
    }
    Some(spellings.iter().fold(message.content.clone(), |said, name| said.replace(name, " ")))
}
