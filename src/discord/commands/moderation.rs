//! The commands for settings, blocks and the audit log.

use poise::ChoiceParameter;
use poise::serenity_prelude::{ChannelId, RoleId, UserId};
use serenity::builder::{CreateInteractionResponse, EditInteractionResponse};

use super::{CommandResult, Context, RequestOrigin, answer};
use crate::bot::guild::settings::Setting;
use crate::bot::{Action, GuildPermissions, ModeratorCommand, SettingChange, SettingReset};
use crate::discord::guild_permissions;
use crate::discord::render::{self, Audience};
use crate::discord::retry;
use crate::ui::Locale;

/// The visibility of answers in a channel.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum VisibilityChoice {
    #[name = "Private: only the person who asked sees the answer"]
    #[name_localized("ja", "非公開：質問した人だけに表示")]
    Private,
    #[name = "Public: everyone in the channel sees the answer"]
    #[name_localized("ja", "公開：チャンネルの全員に表示")]
    Public,
    #[name = "Default"]
    #[name_localized("ja", "既定")]
    Default,
}

/// The language of public messages.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum LanguageChoice {
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

/// The settings to reset.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum ResetChoice {
    #[name = "Moderators' channel"]
    #[name_localized("ja", "モデレーター用チャンネル")]
    Moderators,
    #[name = "Audit log channel"]
    #[name_localized("ja", "操作履歴チャンネル")]
    Audit,
    #[name = "Moderator roles"]
    #[name_localized("ja", "モデレーターのロール")]
    Roles,
    #[name = "Answers: private and public channels"]
    #[name_localized("ja", "回答の公開範囲")]
    Answers,
    #[name = "Limits"]
    #[name_localized("ja", "上限")]
    Limits,
    #[name = "Deleted channels and roles"]
    #[name_localized("ja", "削除済みのチャンネル・ロール")]
    Gone,
    #[name = "Everything"]
    #[name_localized("ja", "すべて")]
    Everything,
}

impl From<ResetChoice> for SettingReset {
    fn from(choice: ResetChoice) -> Self {
        match choice {
            ResetChoice::Moderators => Self::Moderators,
            ResetChoice::Audit => Self::Audit,
            ResetChoice::Roles => Self::Roles,
            ResetChoice::Answers => Self::Answers,
            ResetChoice::Limits => Self::Limits,
            ResetChoice::Gone => Self::Gone,
            ResetChoice::Everything => Self::Everything,
        }
    }
}

/// View or change this server's settings
#[expect(clippy::too_many_arguments, reason = "these are the options of the command")]
#[poise::command(
    slash_command,
    name_localized("ja", "設定"),
    description_localized("ja", "このサーバーの設定を見る・変更する")
)]
pub async fn settings(
    ctx: Context<'_>,
    #[description = "Reset a setting to its default"]
    #[name_localized("ja", "リセット")]
    #[description_localized("ja", "設定を既定に戻す")]
    reset: Option<ResetChoice>,
    #[description = "Channel for notices to moderators: new questions, stories and problems"]
    #[name_localized("ja", "モデレーター用チャンネル")]
    #[description_localized("ja", "新しい質問・体験談や問題をモデレーターに知らせるチャンネル")]
    #[rename = "moderators-channel"]
    #[channel_types("Text", "News")]
    moderators: Option<ChannelId>,
    #[description = "Channel for the audit log: what moderators do"]
    #[name_localized("ja", "操作履歴チャンネル")]
    #[description_localized("ja", "モデレーターの操作履歴を投稿するチャンネル")]
    #[rename = "audit-channel"]
    #[channel_types("Text", "News")]
    audit: Option<ChannelId>,
    #[description = "Add a moderator role"]
    #[name_localized("ja", "ロール追加")]
    #[description_localized("ja", "モデレーターに追加するロール")]
    #[rename = "add-role"]
    add_role: Option<RoleId>,
    #[description = "Remove a moderator role"]
    #[name_localized("ja", "ロール解除")]
    #[description_localized("ja", "モデレーターから外すロール")]
    #[rename = "remove-role"]
    remove_role: Option<RoleId>,
    #[description = "Channel for the option “answers” (including its threads)"]
    #[name_localized("ja", "チャンネル")]
    #[description_localized("ja", "「回答」を設定するチャンネル（スレッドも含む）")]
    #[channel_types("Text", "News", "Forum", "Voice", "Stage")]
    channel: Option<ChannelId>,
    #[description = "Who sees answers in that channel (default: this channel)"]
    #[name_localized("ja", "回答")]
    #[description_localized("ja", "そのチャンネル（指定がなければこのチャンネル）での回答の公開範囲")]
    answers: Option<VisibilityChoice>,
    #[description = "Language of public messages"]
    #[name_localized("ja", "言語")]
    #[description_localized("ja", "全員向けのメッセージの言語")]
    language: Option<LanguageChoice>,
    #[description = "Maximum questions per member per minute"]
    #[name_localized("ja", "質問数の上限")]
    #[description_localized("ja", "メンバー1人が1分間にできる質問数の上限")]
    #[rename = "questions-per-minute"]
    #[min = 1]
    #[max = 600]
    questions: Option<u32>,
    #[description = "Maximum public replies per channel per minute"]
    #[name_localized("ja", "回答数の上限")]
    #[description_localized("ja", "チャンネル1つの1分間の公開回答数の上限")]
    #[rename = "replies-per-channel"]
    #[min = 1]
    #[max = 600]
    replies: Option<u32>,
) -> CommandResult {
    let id = |channel: ChannelId| Some(channel.get());
    let here = ctx.interaction.channel.as_ref().filter(|one| one.thread_metadata.is_some());
    let here = here.and_then(|thread| thread.parent_id).unwrap_or(ctx.interaction.channel_id);
    let of_channel = match (channel, answers) {
        (channel, Some(answers)) => {
            let private = match answers {
                VisibilityChoice::Private => Some(true),
                VisibilityChoice::Public => Some(false),
                VisibilityChoice::Default => None,
            };
            Some(SettingChange::Set(Setting::Private(channel.unwrap_or(here).get(), private)))
        }
        (Some(_), None) => Some(SettingChange::HalfSaid),
        (None, None) => None,
    };
    let spoken = language.map(|language| match language {
        LanguageChoice::English => Some(Locale::English),
        LanguageChoice::Japanese => Some(Locale::Japanese),
        LanguageChoice::Automatic => None,
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
    let set = set.into_iter().flatten().map(SettingChange::Set).chain(of_channel);
    let changes = reset.map(|reset| SettingChange::Reset(reset.into())).into_iter().chain(set).collect();
    show(ctx, changes).await
}

/// Changes what is set, and shows it.
async fn show(ctx: Context<'_>, changes: Vec<SettingChange>) -> CommandResult {
    with_permissions(ctx, |seen| Action::Manage(ModeratorCommand::Settings { changes, seen })).await
}

/// Promises an answer, asks Discord of the server, and does what is to be done with what it says.
pub async fn with_permissions<'a>(
    ctx: Context<'a>,
    action: impl FnOnce(Option<GuildPermissions>) -> Action<'a>,
) -> CommandResult {
    let asker = RequestOrigin::of_command(ctx.data(), ctx.interaction, true);
    let waiting = retry::answer("the promise of an answer", || {
        let promise = serenity::builder::CreateInteractionResponseMessage::new().ephemeral(true);
        ctx.interaction.create_response(ctx.http(), CreateInteractionResponse::Defer(promise))
    });
    if !waiting.await {
        return Ok(());
    }
    let seen = match ctx.interaction.guild_id {
        Some(guild) => guild_permissions::guild_permissions(ctx.data(), guild, ctx.interaction.data.id).await,
        None => None,
    };
    let reply = ctx.data().app.handle(&asker.request, action(seen)).await;
    let message = render::reply(&reply, Audience::Alone);
    let what = format!("the answer to /{}", ctx.command().qualified_name);
    retry::answer(&what, || {
        let edit: EditInteractionResponse = message.clone().edit();
        async { ctx.interaction.edit_response(&ctx.data().http, edit).await.map(drop) }
    })
    .await;
    Ok(())
}

/// Block a member from contacting moderators, or list blocked members
#[poise::command(
    slash_command,
    name_localized("ja", "ブロック"),
    description_localized("ja", "メンバーの質問・投稿をブロックする／一覧を見る")
)]
pub async fn block(
    ctx: Context<'_>,
    #[description = "The member to block; leave empty to list blocked members"]
    #[name_localized("ja", "メンバー")]
    #[description_localized("ja", "ブロックするメンバー（空欄なら一覧を表示）")]
    member: Option<UserId>,
    #[description = "False unblocks the member"]
    #[name_localized("ja", "ブロックする")]
    #[description_localized("ja", "Falseにするとブロックを解除")]
    blocked: Option<bool>,
) -> CommandResult {
    let member = member.map(UserId::get);
    answer(ctx, Action::Manage(ModeratorCommand::Block { member, on: blocked.unwrap_or(true) }), true).await
}

/// View the audit log: what moderators have done
#[poise::command(
    slash_command,
    name_localized("ja", "操作履歴"),
    description_localized("ja", "モデレーターの操作履歴を見る")
)]
pub async fn audit(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Audit), true).await
}
