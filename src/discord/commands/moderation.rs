//! What moderators decide about the bot in their server, and about those who use it.

use poise::ChoiceParameter;
use poise::serenity_prelude::{ChannelId, RoleId, UserId};
use serenity::builder::{CreateInteractionResponse, EditInteractionResponse};

use super::{Asker, Context, Done, answer};
use crate::app::store::Setting;
use crate::app::{Action, Change, Order, Reset, Surroundings};
use crate::discord::deliver;
use crate::discord::render::{self, Audience};
use crate::reply::Locale;

/// Who sees the answers in a channel.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum Shown {
    #[name = "Private: only whoever asked sees the answer"]
    #[name_localized("ja", "非公開：質問した人だけに表示")]
    Private,
    #[name = "Public: everybody in the channel sees the answer"]
    #[name_localized("ja", "公開：チャンネルの全員に表示")]
    Public,
    #[name = "As whoever runs the bot decided"]
    #[name_localized("ja", "既定（ボットの運営者の設定）")]
    Default,
}

/// The language in which the bot speaks to everybody.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum Spoken {
    #[name = "English"]
    #[name_localized("ja", "英語")]
    English,
    #[name = "Japanese"]
    #[name_localized("ja", "日本語")]
    Japanese,
    #[name = "Automatic: this server's language in Discord"]
    #[name_localized("ja", "自動（Discordでのサーバーの言語）")]
    Automatic,
}

/// What is put back.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum PutBack {
    #[name = "Moderators' channel"]
    #[name_localized("ja", "モデレーター用チャンネル")]
    Moderators,
    #[name = "Audit channel"]
    #[name_localized("ja", "記録用チャンネル")]
    Audit,
    #[name = "Moderators' roles"]
    #[name_localized("ja", "モデレーターのロール")]
    Roles,
    #[name = "Private and public channels"]
    #[name_localized("ja", "回答の公開範囲")]
    Answers,
    #[name = "Limits"]
    #[name_localized("ja", "上限")]
    Limits,
    #[name = "Whatever is gone"]
    #[name_localized("ja", "なくなったもの")]
    Gone,
    #[name = "Everything"]
    #[name_localized("ja", "すべて")]
    Everything,
}

impl From<PutBack> for Reset {
    fn from(choice: PutBack) -> Self {
        match choice {
            PutBack::Moderators => Self::Moderators,
            PutBack::Audit => Self::Audit,
            PutBack::Roles => Self::Roles,
            PutBack::Answers => Self::Answers,
            PutBack::Limits => Self::Limits,
            PutBack::Gone => Self::Gone,
            PutBack::Everything => Self::Everything,
        }
    }
}

/// Show what is set here, and change it
#[expect(clippy::too_many_arguments, reason = "these are the options of the command")]
#[poise::command(
    slash_command,
    name_localized("ja", "設定"),
    description_localized("ja", "このサーバーの設定を見る・変更する")
)]
pub async fn settings(
    ctx: Context<'_>,
    #[description = "Put something back as it was at first"]
    #[name_localized("ja", "戻す")]
    #[description_localized("ja", "設定を最初の状態に戻す")]
    reset: Option<PutBack>,
    #[description = "Where I tell moderators of new questions and of trouble"]
    #[name_localized("ja", "モデレーター用チャンネル")]
    #[description_localized("ja", "新しい質問や問題をモデレーターに知らせるチャンネル")]
    #[rename = "moderators-channel"]
    #[channel_types("Text", "News")]
    moderators: Option<ChannelId>,
    #[description = "Where I write down what moderators do"]
    #[name_localized("ja", "記録用チャンネル")]
    #[description_localized("ja", "モデレーターの操作を記録するチャンネル")]
    #[rename = "audit-channel"]
    #[channel_types("Text", "News")]
    audit: Option<ChannelId>,
    #[description = "A role that may moderate"]
    #[name_localized("ja", "ロール追加")]
    #[description_localized("ja", "モデレーターにするロール")]
    #[rename = "add-role"]
    add_role: Option<RoleId>,
    #[description = "A role that may no longer moderate"]
    #[name_localized("ja", "ロール解除")]
    #[description_localized("ja", "モデレーターから外すロール")]
    #[rename = "remove-role"]
    remove_role: Option<RoleId>,
    #[description = "A channel, for “answers”; its threads go with it"]
    #[name_localized("ja", "チャンネル")]
    #[description_localized("ja", "「回答」を設定するチャンネル（スレッドも含む）")]
    #[channel_types("Text", "News", "Forum", "Voice", "Stage")]
    channel: Option<ChannelId>,
    #[description = "Who sees the answers in that channel, or in this one"]
    #[name_localized("ja", "回答")]
    #[description_localized("ja", "そのチャンネル（指定がなければこのチャンネル）での回答の公開範囲")]
    answers: Option<Shown>,
    #[description = "The language in which I speak to everybody"]
    #[name_localized("ja", "言語")]
    #[description_localized("ja", "全員に向けて話すときの言語")]
    language: Option<Spoken>,
    #[description = "How many questions a member may ask in a minute"]
    #[name_localized("ja", "質問数の上限")]
    #[description_localized("ja", "メンバー1人が1分間にできる質問の数")]
    #[rename = "questions-per-minute"]
    #[min = 1]
    #[max = 600]
    questions: Option<u32>,
    #[description = "How many public replies a channel may have in a minute"]
    #[name_localized("ja", "回答数の上限")]
    #[description_localized("ja", "チャンネル1つの1分間の公開回答の数")]
    #[rename = "replies-per-channel"]
    #[min = 1]
    #[max = 600]
    replies: Option<u32>,
) -> Done {
    let id = |channel: ChannelId| Some(channel.get());
    let here = ctx.interaction.channel.as_ref().filter(|one| one.thread_metadata.is_some());
    let here = here.and_then(|thread| thread.parent_id).unwrap_or(ctx.interaction.channel_id);
    let of_channel = match (channel, answers) {
        (channel, Some(answers)) => {
            let private = match answers {
                Shown::Private => Some(true),
                Shown::Public => Some(false),
                Shown::Default => None,
            };
            Some(Change::Set(Setting::Private(channel.unwrap_or(here).get(), private)))
        }
        (Some(_), None) => Some(Change::HalfSaid),
        (None, None) => None,
    };
    let spoken = language.map(|language| match language {
        Spoken::English => Some(Locale::English),
        Spoken::Japanese => Some(Locale::Japanese),
        Spoken::Automatic => None,
    });
    let set = [
        moderators.map(|channel| Setting::Moderators(id(channel))),
        audit.map(|channel| Setting::Audit(id(channel))),
        add_role.map(|role| Setting::Role(role.get(), true)),
        remove_role.map(|role| Setting::Role(role.get(), false)),
        spoken.map(Setting::Language),
        questions.map(|most| Setting::PerMember(most.try_into().ok())),
        replies.map(|most| Setting::PerChannel(most.try_into().ok())),
    ];
    let set = set.into_iter().flatten().map(Change::Set).chain(of_channel);
    let changes = reset.map(|reset| Change::Reset(reset.into())).into_iter().chain(set).collect();
    show(ctx, changes).await
}

/// Changes what is set, and shows it.
async fn show(ctx: Context<'_>, changes: Vec<Change>) -> Done {
    with_surroundings(ctx, |seen| Action::Manage(Order::Settings { changes, seen })).await
}

/// Promises an answer, asks Discord of the server, and does what is to be done with what it says.
pub async fn with_surroundings<'a>(ctx: Context<'a>, action: impl FnOnce(Option<Surroundings>) -> Action<'a>) -> Done {
    let asker = Asker::of_command(ctx.data(), ctx.interaction, true);
    let waiting = deliver::answer("the promise of an answer", || {
        let promise = serenity::builder::CreateInteractionResponseMessage::new().ephemeral(true);
        ctx.interaction.create_response(ctx.http(), CreateInteractionResponse::Defer(promise))
    });
    if !waiting.await {
        return Ok(());
    }
    let seen = match ctx.interaction.guild_id {
        Some(guild) => ctx.data().surroundings(guild, ctx.interaction.data.id).await,
        None => None,
    };
    let reply = ctx.data().app.handle(&asker.visitor, action(seen)).await;
    let message = render::reply(&reply, Audience::Alone);
    let what = format!("the answer to /{}", ctx.command().qualified_name);
    deliver::answer(&what, || {
        let edit: EditInteractionResponse = message.clone().edit();
        async { ctx.interaction.edit_response(&ctx.data().http, edit).await.map(drop) }
    })
    .await;
    Ok(())
}

/// Keep a member from asking the moderators, or see who is kept
#[poise::command(
    slash_command,
    name_localized("ja", "ブロック"),
    description_localized("ja", "メンバーからモデレーターへの質問を止める・止めているメンバーを見る")
)]
pub async fn block(
    ctx: Context<'_>,
    #[description = "Who; without anybody, you see who is blocked"]
    #[name_localized("ja", "メンバー")]
    #[description_localized("ja", "誰を（指定しなければ一覧を表示）")]
    member: Option<UserId>,
    #[description = "False lets them ask again"]
    #[name_localized("ja", "ブロックする")]
    #[description_localized("ja", "Falseにすると解除")]
    blocked: Option<bool>,
) -> Done {
    let member = member.map(UserId::get);
    answer(ctx, Action::Manage(Order::Block { member, on: blocked.unwrap_or(true) }), true).await
}

/// See what moderators have done
#[poise::command(
    slash_command,
    name_localized("ja", "記録"),
    description_localized("ja", "モデレーターの操作記録を見る")
)]
pub async fn audit(ctx: Context<'_>) -> Done {
    answer(ctx, Action::Manage(Order::Audit), true).await
}
