//! Renders a reply as a Discord message: embeds above, components below. Members' texts only stand in embeds, where
//! nothing can ping; each text is escaped and cut to Discord's limits.

mod components;
mod embeds;
mod escape;
mod forms;

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateEmbed, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, EditAttachments, EditInteractionResponse, EditMessage,
};
use serenity::model::id::UserId;

use crate::ui::Reply;

pub use forms::{filled, form};

/// A message, ready to be sent in one of Discord's ways.
#[derive(Debug, Clone)]
pub struct Rendered {
    embeds: Vec<CreateEmbed>,
    rows: Vec<CreateActionRow>,
    files: Vec<CreateAttachment>,
}

/// Who will see a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The asker alone.
    Alone,
    /// Everybody in the channel; this member asked.
    Everybody(UserId),
}

/// Renders a reply for those who will see it.
pub fn reply(reply: &Reply, audience: Audience) -> Rendered {
    let files = reply.files.iter().map(|file| CreateAttachment::bytes(file.bytes.clone(), &file.name));
    Rendered { embeds: embeds::embeds(reply), rows: components::rows(reply, audience), files: files.collect() }
}

/// Mentions that ping no one.
pub fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

impl Rendered {
    /// As the response to an interaction, or as what its message becomes.
    pub fn response(self, audience: Audience) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .embeds(self.embeds)
            .components(self.rows)
            .files(self.files)
            .allowed_mentions(nobody())
            .ephemeral(audience == Audience::Alone)
    }

    /// As the content of a deferred response.
    pub fn edit(self) -> EditInteractionResponse {
        // Files of the replaced message would stay.
        let files = self.files.into_iter().fold(EditAttachments::new(), EditAttachments::add);
        let edit = EditInteractionResponse::new().embeds(self.embeds).components(self.rows).attachments(files);
        edit.allowed_mentions(nobody())
    }

    /// As a private follow-up beside the reply to an interaction.
    pub fn followup(self) -> CreateInteractionResponseFollowup {
        CreateInteractionResponseFollowup::new()
            .embeds(self.embeds)
            .components(self.rows)
            .files(self.files)
            .allowed_mentions(nobody())
            .ephemeral(true)
    }

    /// As the new content of a message in a channel; its plain text stays.
    pub fn change(self) -> EditMessage {
        EditMessage::new().embeds(self.embeds).components(self.rows).allowed_mentions(nobody())
    }

    /// As a message in a channel.
    pub fn message(self) -> CreateMessage {
        CreateMessage::new().embeds(self.embeds).components(self.rows).files(self.files).allowed_mentions(nobody())
    }
}
