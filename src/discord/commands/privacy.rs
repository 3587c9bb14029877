//! The commands for a member's own data.

use super::{CommandResult, Context, answer};
use crate::bot::Action;

/// Your data: view or delete it
#[poise::command(
    slash_command,
    name_localized("ja", "プライバシー"),
    description_localized("ja", "保存されている自分の情報を見る・削除する"),
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel",
    subcommands("show", "delete"),
    subcommand_required
)]
pub async fn privacy(_: Context<'_>) -> CommandResult {
    Ok(())
}

/// View everything I store about you, in every server
#[poise::command(
    slash_command,
    name_localized("ja", "表示"),
    description_localized("ja", "保存されている自分の情報を見る（全サーバー分）")
)]
async fn show(ctx: Context<'_>) -> CommandResult {
    let guilds = ctx.data().guilds.names();
    answer(ctx, Action::Privacy(&guilds), true).await
}

/// Delete everything I store about you, in every server
#[poise::command(
    slash_command,
    name_localized("ja", "削除"),
    description_localized("ja", "保存されている自分の情報を削除する（全サーバー分）")
)]
async fn delete(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Forget, true).await
}
