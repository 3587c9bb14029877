//! Posts moderators' actions to audit channels, a moment later, so that moderators don't wait for it.

use std::num::NonZeroU64;

use serenity::model::channel::Nonce;
use serenity::model::id::{ChannelId, GuildId};

use super::render::{self, Audience};
use super::{BotState, retry};
use crate::bot::AuditMessage;
use crate::bot::outbox::audit_feed;

/// Posts what moderators do, as they do it; for ever.
pub async fn post_audit<T>(state: &BotState) -> T {
    loop {
        let posting = audit_feed::posting(&state.app).await;
        post(state, &posting).await;
        audit_feed::posted(&state.app, posting.id);
    }
}

/// Posts the remaining lines before the bot stops.
pub async fn post_rest_of_audit(state: &BotState) {
    while let Some(posting) = audit_feed::waiting_posting(&state.app) {
        post(state, &posting).await;
        audit_feed::posted(&state.app, posting.id);
    }
}

/// A channel that refuses is tried again with the next line, because a moderator may have mended it. The log says so
/// once.
async fn post(state: &BotState, posting: &AuditMessage) {
    let ids = (NonZeroU64::new(posting.guild), NonZeroU64::new(posting.channel));
    let (Some(guild), Some(channel)) = ids else { return };
    let (guild, channel) = (GuildId::from(guild), ChannelId::from(channel));
    let reply = posting.reply(state.guilds.locale(guild));
    let message = render::reply(&reply, Audience::Alone);
    let sent = retry::attempt(|| {
        // Discord shows it once, should it have arrived before.
        let nonce = Nonce::String(format!("{:024x}", posting.id.bits() >> 32));
        let message = message.clone().message().nonce(nonce).enforce_nonce(true);
        async move { channel.send_message(&state.http, message).await.map(drop) }
    });
    let refused = sent.await.err().map(|api_error| api_error.message);
    let failed = refused.clone();
    if state.guilds.posted(guild, channel, refused)
        && let Some(why) = failed
    {
        tracing::warn!(%guild, %channel, "posting in the audit log channel failed: {why}");
    }
}
