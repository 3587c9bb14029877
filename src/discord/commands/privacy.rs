//! What is held about a member, for them.

use super::{Context, Done, answer};
use crate::app::Action;

/// What I hold about you
#[poise::command(
    slash_command,
    name_localized("ja", "プライバシー"),
    description_localized("ja", "あなたについて保存している情報を見る・削除する"),
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel",
    subcommands("show", "delete"),
    subcommand_required
)]
pub async fn privacy(_: Context<'_>) -> Done {
    Ok(())
}

/// Show everything that I hold about you, in every server
#[poise::command(
    slash_command,
    name_localized("ja", "表示"),
    description_localized("ja", "あなたについて保存している情報を、すべてのサーバー分表示する")
)]
async fn show(ctx: Context<'_>) -> Done {
    let guilds = ctx.data().guilds.names();
    answer(ctx, Action::Privacy(&guilds), true).await
}

/// Remove everything that I hold about you, in every server
#[poise::command(
    slash_command,
    name_localized("ja", "削除"),
    description_localized("ja", "あなたについて保存している情報を、すべてのサーバーから削除する")
)]
async fn delete(ctx: Context<'_>) -> Done {
    answer(ctx, Action::Forget, true).await
}
