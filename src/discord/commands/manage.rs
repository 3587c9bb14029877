//! What is declared for moderators. Discord shows it to members who may manage messages, unless a server decides otherwise;
//! whether somebody may is decided by the application.

use poise::serenity_prelude::Message;

use super::{Context, Done, answer, complete_entry, complete_quoted};
use crate::app::{Action, Order};

/// Add an entry
#[poise::command(slash_command, name_localized("ja", "追加"), description_localized("ja", "項目を追加する"))]
pub async fn add(ctx: Context<'_>) -> Done {
    answer(ctx, Action::Manage(Order::Add), true).await
}

/// Look at an entry: edit, retire, pin or hide it, or see its history
#[poise::command(
    slash_command,
    name_localized("ja", "項目"),
    description_localized("ja", "項目を見る・編集する・引退させる・ピン留めする・履歴を見る")
)]
pub async fn entry(
    ctx: Context<'_>,
    #[description = "Which entry"]
    #[name_localized("ja", "項目")]
    #[description_localized("ja", "どの項目か")]
    #[autocomplete = "complete_entry"]
    #[max_length = 100]
    entry: String,
) -> Done {
    answer(ctx, Action::Manage(Order::Entry(&entry)), true).await
}

/// Questions that wait for an answer
#[poise::command(
    slash_command,
    name_localized("ja", "受付箱"),
    description_localized("ja", "回答を待っている質問を見る")
)]
pub async fn inbox(ctx: Context<'_>) -> Done {
    answer(ctx, Action::Manage(Order::Inbox), true).await
}

/// Quote a person here, or don't
#[poise::command(
    slash_command,
    name_localized("ja", "引用"),
    description_localized("ja", "ある人の言葉をこのサーバーで引用するかどうかを決める")
)]
pub async fn quote(
    ctx: Context<'_>,
    #[description = "Whose words"]
    #[name_localized("ja", "人")]
    #[description_localized("ja", "誰の言葉か")]
    #[autocomplete = "complete_quoted"]
    #[max_length = 100]
    person: String,
    #[description = "Whether they are quoted"]
    #[name_localized("ja", "引用する")]
    #[description_localized("ja", "引用するかどうか")]
    quoted: bool,
) -> Done {
    answer(ctx, Action::Manage(Order::Quote { person: &person, on: quoted }), true).await
}

/// Makes an entry from a message that a moderator chose.
#[poise::command(
    context_menu_command = "Add to FAQ",
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_MESSAGES"
)]
pub async fn add_to_faq(ctx: Context<'_>, #[description = "The message"] message: Message) -> Done {
    // A program, or a channel that is followed, can't agree to be named.
    let person = !message.author.bot && message.webhook_id.is_none();
    let author = person.then(|| (message.author.id.get(), message.author.display_name()));
    answer(ctx, Action::Manage(Order::AddFrom { text: &message.content, author }), true).await
}
