//! The moderators' commands. Discord shows them to members who may manage messages, unless a guild decides otherwise;
//! the application checks whether the member may use them.

use poise::serenity_prelude::Message;

use super::{CommandResult, Context, answer, complete_entry, complete_quoted};
use crate::bot::{Action, ModeratorCommand};

/// Add an FAQ entry
#[poise::command(slash_command, name_localized("ja", "追加"), description_localized("ja", "FAQ項目を追加する"))]
pub async fn add(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Add), true).await
}

/// View, edit, archive or pin an entry
#[poise::command(
    slash_command,
    name_localized("ja", "項目"),
    description_localized("ja", "FAQ項目を見る・編集する・アーカイブする・ピン留めする")
)]
pub async fn entry(
    ctx: Context<'_>,
    #[description = "The entry to open"]
    #[name_localized("ja", "項目")]
    #[description_localized("ja", "見たい項目")]
    #[autocomplete = "complete_entry"]
    #[max_length = 100]
    entry: String,
) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Entry(&entry)), true).await
}

/// Unanswered questions
#[poise::command(slash_command, name_localized("ja", "質問箱"), description_localized("ja", "未回答の質問を見る"))]
pub async fn inbox(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Inbox), true).await
}

/// Allow or stop quoting a person
#[poise::command(
    slash_command,
    name_localized("ja", "引用"),
    description_localized("ja", "ある人の体験談の引用を許可・停止する")
)]
pub async fn quote(
    ctx: Context<'_>,
    #[description = "The person"]
    #[name_localized("ja", "人")]
    #[description_localized("ja", "対象の人")]
    #[autocomplete = "complete_quoted"]
    #[max_length = 100]
    person: String,
    #[description = "True to quote them in this server, False to stop"]
    #[name_localized("ja", "引用する")]
    #[description_localized("ja", "このサーバーで引用するならTrue、やめるならFalse")]
    quoted: bool,
) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Quote { person: &person, on: quoted }), true).await
}

/// Makes an entry from a message that a moderator chose.
#[poise::command(
    context_menu_command = "Add to FAQ",
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_MESSAGES"
)]
pub async fn add_to_faq(ctx: Context<'_>, #[description = "The message"] message: Message) -> CommandResult {
    // A program, or a channel that is followed, can't agree to be named.
    let person = !message.author.bot && message.webhook_id.is_none();
    let author = person.then(|| (message.author.id.get(), message.author.display_name()));
    answer(ctx, Action::Manage(ModeratorCommand::AddFrom { text: &message.content, author }), true).await
}
