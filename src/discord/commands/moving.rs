//! Commands that may take longer than Discord waits: they are promised an answer first.

use poise::ChoiceParameter;
use poise::serenity_prelude::{Attachment, CreateInteractionResponse};
use serenity::builder::CreateInteractionResponseMessage;

use super::{Context, Done, answer};
use crate::app::moving::Format;
use crate::app::{Action, Order};
use crate::discord::asker::Asker;
use crate::discord::attached::Attached;
use crate::discord::deliver;
use crate::discord::render::{self, Audience};
use crate::reply::Reply;

/// Weeks that are looked at where nobody says how many: as many lines as fit on a phone.
const WEEKS: u32 = 8;

/// A kind of file, as one chooses it.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
pub enum FormatChoice {
    #[name = "TOML: complete, as the curated entries are written"]
    #[name_localized("ja", "TOML（すべての内容）")]
    Toml,
    #[name = "CSV: for spreadsheets"]
    #[name_localized("ja", "CSV（表計算ソフト用）")]
    Csv,
}

impl From<FormatChoice> for Format {
    fn from(choice: FormatChoice) -> Self {
        match choice {
            FormatChoice::Toml => Self::Toml,
            FormatChoice::Csv => Self::Csv,
        }
    }
}

/// Take the server's entries out as a file
#[poise::command(
    slash_command,
    name_localized("ja", "書き出し"),
    description_localized("ja", "サーバーの項目をファイルに書き出す")
)]
pub async fn export(
    ctx: Context<'_>,
    #[description = "Which kind of file"]
    #[name_localized("ja", "形式")]
    #[description_localized("ja", "ファイルの形式")]
    format: FormatChoice,
    #[description = "With retired entries"]
    #[name_localized("ja", "引退した項目")]
    #[description_localized("ja", "引退した項目も含める")]
    retired: Option<bool>,
) -> Done {
    let order = Order::Export { format: format.into(), retired: retired.unwrap_or_default() };
    later(ctx, Action::Manage(order)).await
}

/// Hand in a file of entries; you see what it would do first
#[poise::command(
    slash_command,
    name_localized("ja", "読み込み"),
    description_localized("ja", "項目のファイルを読み込む（先に内容を確認できます）")
)]
pub async fn import(
    ctx: Context<'_>,
    #[description = "A .toml or .csv file, as /manage export makes them"]
    #[name_localized("ja", "ファイル")]
    #[description_localized("ja", ".toml または .csv ファイル（/管理 書き出し と同じ形式）")]
    file: Attachment,
) -> Done {
    let upload = Attached { http: &ctx.data().requests, file: &file };
    later(ctx, Action::Manage(Order::Import(&upload))).await
}

/// What is asked here, and what helps
#[poise::command(
    slash_command,
    name_localized("ja", "統計"),
    description_localized("ja", "質問の傾向と、回答が役立っているかを見る")
)]
pub async fn insight(
    ctx: Context<'_>,
    #[description = "How many weeks"]
    #[name_localized("ja", "週")]
    #[description_localized("ja", "何週間分か")]
    #[min = 1]
    #[max = 26]
    weeks: Option<u32>,
) -> Done {
    answer(ctx, Action::Manage(Order::Insight(weeks.unwrap_or(WEEKS))), true).await
}

/// Does what a command asks for, and answers when it is done.
async fn later(ctx: Context<'_>, action: Action<'_>) -> Done {
    let asker = Asker::of_command(ctx.data(), ctx.interaction, true);
    if promise(ctx).await {
        let reply = ctx.data().app.handle(&asker.visitor, action).await;
        fulfil(ctx, &reply).await;
    }
    Ok(())
}

/// Tells Discord that an answer is coming, for whoever asked alone; whether it knows.
pub async fn promise(ctx: Context<'_>) -> bool {
    deliver::answer("the promise of an answer", || {
        let promise = CreateInteractionResponseMessage::new().ephemeral(true);
        ctx.interaction.create_response(ctx.http(), CreateInteractionResponse::Defer(promise))
    })
    .await
}

/// Gives the answer that was promised.
pub async fn fulfil(ctx: Context<'_>, reply: &Reply) {
    let message = render::reply(reply, Audience::Alone);
    let what = format!("the answer to /{}", ctx.command().qualified_name);
    deliver::later(&what, || {
        let edit = message.clone().edit();
        async { ctx.interaction.edit_response(&ctx.data().http, edit).await.map(drop) }
    })
    .await;
}
