//! Commands that may take longer than Discord waits: they are promised an answer first.

use poise::ChoiceParameter;
use poise::serenity_prelude::{Attachment, CreateInteractionResponse};
use serenity::builder::CreateInteractionResponseMessage;

use super::{CommandResult, Context, answer};
use crate::bot::faq::import_export::FileFormat;
use crate::bot::{Action, ModeratorCommand};
use crate::discord::attachments::MessageAttachment;
use crate::discord::render::{self, Audience};
use crate::discord::request_context::RequestOrigin;
use crate::discord::retry;
use crate::ui::Reply;

/// Weeks that are shown by default: as many lines as fit on a phone.
const WEEKS: u32 = 8;

/// A file format to choose.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
pub enum FormatChoice {
    #[name = "TOML: complete"]
    #[name_localized("ja", "TOML（すべての内容）")]
    Toml,
    #[name = "CSV: for spreadsheets"]
    #[name_localized("ja", "CSV（表計算ソフト用）")]
    Csv,
}

impl From<FormatChoice> for FileFormat {
    fn from(choice: FormatChoice) -> Self {
        match choice {
            FormatChoice::Toml => Self::Toml,
            FormatChoice::Csv => Self::Csv,
        }
    }
}

/// Export this server's entries
#[poise::command(
    slash_command,
    name_localized("ja", "書き出し"),
    description_localized("ja", "このサーバーのFAQ項目をファイルに書き出す")
)]
pub async fn export(
    ctx: Context<'_>,
    #[description = "File format"]
    #[name_localized("ja", "形式")]
    #[description_localized("ja", "ファイルの形式")]
    format: FormatChoice,
    #[description = "Include archived entries"]
    #[rename = "archived"]
    #[name_localized("ja", "アーカイブ済み")]
    #[description_localized("ja", "アーカイブ済みの項目も含める")]
    retired: Option<bool>,
) -> CommandResult {
    let order = ModeratorCommand::Export { format: format.into(), retired: retired.unwrap_or_default() };
    later(ctx, Action::Manage(order)).await
}

/// Import entries from a file (preview first)
#[poise::command(
    slash_command,
    name_localized("ja", "読み込み"),
    description_localized("ja", "ファイルからFAQ項目を読み込む（先にプレビューを表示）")
)]
pub async fn import(
    ctx: Context<'_>,
    #[description = "A .toml or .csv file in the format of /manage export"]
    #[name_localized("ja", "ファイル")]
    #[description_localized("ja", ".toml または .csv ファイル（/管理 書き出し と同じ形式）")]
    file: Attachment,
) -> CommandResult {
    let upload = MessageAttachment { http: &ctx.data().requests, file: &file };
    later(ctx, Action::Manage(ModeratorCommand::Import(&upload))).await
}

/// Question statistics
#[poise::command(slash_command, name_localized("ja", "統計"), description_localized("ja", "質問と回答の統計を見る"))]
pub async fn insight(
    ctx: Context<'_>,
    #[description = "Number of weeks (default 8)"]
    #[name_localized("ja", "週")]
    #[description_localized("ja", "何週間分か（既定は8週間）")]
    #[min = 1]
    #[max = 26]
    weeks: Option<u32>,
) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Insight(weeks.unwrap_or(WEEKS))), true).await
}

/// Does what a command asks for, and answers when it is done.
async fn later(ctx: Context<'_>, action: Action<'_>) -> CommandResult {
    let asker = RequestOrigin::of_command(ctx.data(), ctx.interaction, true);
    if promise(ctx).await {
        let reply = ctx.data().app.handle(&asker.request, action).await;
        fulfil(ctx, &reply).await;
    }
    Ok(())
}

/// Tells Discord that a private answer is coming; whether Discord took that.
pub async fn promise(ctx: Context<'_>) -> bool {
    retry::answer("the promise of an answer", || {
        let promise = CreateInteractionResponseMessage::new().ephemeral(true);
        ctx.interaction.create_response(ctx.http(), CreateInteractionResponse::Defer(promise))
    })
    .await
}

/// Gives the answer that was promised.
pub async fn fulfil(ctx: Context<'_>, reply: &Reply) {
    let message = render::reply(reply, Audience::Alone);
    let what = format!("the answer to /{}", ctx.command().qualified_name);
    retry::later(&what, || {
        let edit = message.clone().edit();
        async { ctx.interaction.edit_response(&ctx.data().http, edit).await.map(drop) }
    })
    .await;
}
