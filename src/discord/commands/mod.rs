//! The commands, as they are declared to Discord. Each hands one action to the application.

#![expect(clippy::unused_async, reason = "poise awaits every command and completion, whether it waits or not")]

mod highlights;
mod import_export;
mod manage;
mod moderation;
mod privacy;
mod share;

use poise::ChoiceParameter;
use poise::serenity_prelude::{
    AutocompleteChoice, CommandInteraction, CreateAutocompleteResponse, CreateInteractionResponse, Message,
};

use super::render::{self, Audience};
use super::request_context::RequestOrigin;
use super::{BotState, outbox, retry};
use crate::bot::testimonials::quoted_messages;
use crate::bot::{Action, AutocompleteField, RequestContext};
use crate::knowledge::Role;
use crate::search::Question;
use crate::ui::{Reply, wording};

type Context<'a> = poise::ApplicationContext<'a, BotState, serenity::Error>;
type CommandResult = Result<(), serenity::Error>;

/// A context menu's names beside its English one: poise declares none.
pub fn localised_menu(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        "Answer this" => &[("ja", "この質問の答えを探す")],
        "Add to FAQ" => &[("ja", "FAQに追加する")],
        _ => &[],
    }
}

/// Everything poise needs to know.
pub fn options() -> poise::FrameworkOptions<BotState, serenity::Error> {
    poise::FrameworkOptions {
        commands: vec![
            ask(),
            jet(),
            answer_this(),
            manage_group(),
            manage::add_to_faq(),
            privacy::privacy(),
            share::share(),
        ],
        on_error: |error| Box::pin(failed(error)),
        initialize_owners: false,
        prefix_options: poise::PrefixFrameworkOptions { mention_as_prefix: false, ..Default::default() },
        ..Default::default()
    }
}

/// A role to choose.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum RoleChoice {
    #[name = "ALT: Assistant Language Teacher"]
    #[name_localized("ja", "ALT（外国語指導助手）")]
    Alt,
    #[name = "CIR: Coordinator for International Relations"]
    #[name_localized("ja", "CIR（国際交流員）")]
    Cir,
    #[name = "SEA: Sports Exchange Advisor"]
    #[name_localized("ja", "SEA（スポーツ国際交流員）")]
    Sea,
}

impl From<RoleChoice> for Role {
    fn from(choice: RoleChoice) -> Self {
        match choice {
            RoleChoice::Alt => Self::Alt,
            RoleChoice::Cir => Self::Cir,
            RoleChoice::Sea => Self::Sea,
        }
    }
}

/// Ask about the JET Programme in your own words
#[poise::command(
    slash_command,
    name_localized("ja", "質問"),
    description_localized("ja", "JETプログラムについて質問する（日本語でも英語でもOK）"),
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
async fn ask(
    ctx: Context<'_>,
    #[description = "Your question"]
    #[name_localized("ja", "質問文")]
    #[description_localized("ja", "質問の内容")]
    #[autocomplete = "complete_question"]
    #[max_length = 1000]
    question: String,
    #[description = "Your role, or the one you want"]
    #[name_localized("ja", "職種")]
    #[description_localized("ja", "あなたの職種（または希望する職種）")]
    role: Option<RoleChoice>,
    #[description = "Show the answer only to me"]
    #[name_localized("ja", "非公開")]
    #[description_localized("ja", "回答を自分にだけ表示する")]
    private: Option<bool>,
) -> CommandResult {
    let question = Question { role: role.map(Role::from), ..Question::new(&question) };
    answer(ctx, Action::Ask(question), private.unwrap_or_default()).await
}

/// Browse JET roles, eligibility, daily life and stories
#[poise::command(
    slash_command,
    description_localized("ja", "JETの職種・応募資格・日常生活・体験談を見る"),
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel",
    subcommands("role", "compare", "eligibility", "daily_life", "voices", "faq", "about", "help"),
    subcommand_required
)]
async fn jet(_: Context<'_>) -> CommandResult {
    // Discord never sends a command that has subcommands without one of them.
    Ok(())
}

/// What an ALT, CIR or SEA does
#[poise::command(slash_command, name_localized("ja", "職種"), description_localized("ja", "ALT・CIR・SEAの仕事を見る"))]
async fn role(
    ctx: Context<'_>,
    #[description = "The role to look at"]
    #[name_localized("ja", "職種")]
    #[description_localized("ja", "見たい職種")]
    role: RoleChoice,
) -> CommandResult {
    answer(ctx, Action::Role(role.into()), false).await
}

/// Compare two or three roles side by side
#[poise::command(slash_command, name_localized("ja", "比較"), description_localized("ja", "職種を並べて比べる"))]
async fn compare(
    ctx: Context<'_>,
    #[description = "The first role"]
    #[name_localized("ja", "職種1")]
    #[description_localized("ja", "1つ目の職種")]
    first: RoleChoice,
    #[description = "The second role"]
    #[name_localized("ja", "職種2")]
    #[description_localized("ja", "2つ目の職種")]
    second: RoleChoice,
    #[description = "A third role (optional)"]
    #[name_localized("ja", "職種3")]
    #[description_localized("ja", "3つ目の職種（任意）")]
    third: Option<RoleChoice>,
) -> CommandResult {
    let roles = [Some(first), Some(second), third].into_iter().flatten().map(Role::from).collect();
    answer(ctx, Action::Compare(roles), false).await
}

/// Check what's known about who can apply
#[poise::command(
    slash_command,
    name_localized("ja", "応募資格"),
    description_localized("ja", "応募資格についてわかっていることを確認する")
)]
async fn eligibility(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Eligibility, true).await
}

/// Read about daily life on JET
#[poise::command(
    slash_command,
    rename = "daily-life",
    name_localized("ja", "日常生活"),
    description_localized("ja", "JETでの日常生活について読む")
)]
async fn daily_life(
    ctx: Context<'_>,
    #[description = "A topic to read about"]
    #[name_localized("ja", "トピック")]
    #[description_localized("ja", "知りたいトピック")]
    #[autocomplete = "complete_daily_life"]
    #[max_length = 100]
    topic: Option<String>,
) -> CommandResult {
    answer(ctx, Action::DailyLife(topic.as_deref()), false).await
}

/// Read quotes from JETs
#[poise::command(
    slash_command,
    name_localized("ja", "体験談を読む"),
    description_localized("ja", "JET経験者の体験談を読む")
)]
async fn voices(
    ctx: Context<'_>,
    #[description = "The person to quote"]
    #[name_localized("ja", "経験者")]
    #[description_localized("ja", "体験談を読みたい人")]
    #[autocomplete = "complete_person"]
    #[max_length = 100]
    person: Option<String>,
    #[description = "A topic to read about"]
    #[name_localized("ja", "トピック")]
    #[description_localized("ja", "知りたいトピック")]
    #[autocomplete = "complete_topic"]
    #[max_length = 100]
    topic: Option<String>,
) -> CommandResult {
    answer(ctx, Action::Voices { person: person.as_deref(), topic: topic.as_deref() }, false).await
}

/// Browse or search all questions
#[poise::command(
    slash_command,
    name_localized("ja", "質問一覧"),
    description_localized("ja", "すべての質問を一覧・検索する")
)]
async fn faq(
    ctx: Context<'_>,
    #[description = "Words to search for"]
    #[name_localized("ja", "検索")]
    #[description_localized("ja", "検索する言葉")]
    #[autocomplete = "complete_search"]
    #[max_length = 40]
    search: Option<String>,
) -> CommandResult {
    answer(ctx, Action::Faq(search.as_deref()), false).await
}

/// About this bot: sources and privacy
#[poise::command(
    slash_command,
    name_localized("ja", "このボットについて"),
    description_localized("ja", "このボットの情報源とプライバシーについて")
)]
async fn about(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::About, false).await
}

/// How to use this bot
#[poise::command(
    slash_command,
    name_localized("ja", "使い方"),
    description_localized("ja", "このボットの使い方を見る")
)]
async fn help(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Help, true).await
}

/// Answers the question in a message that a member chose.
#[poise::command(
    context_menu_command = "Answer this",
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
async fn answer_this(ctx: Context<'_>, #[description = "The message"] message: Message) -> CommandResult {
    let text = message.content.trim();
    if text.is_empty() {
        let asker = RequestOrigin::of_command(ctx.data(), ctx.interaction, true);
        let locale = asker.request.locale;
        return respond(ctx, &asker, &Reply::tells(locale, wording::notices::nothing_to_read(locale))).await;
    }
    answer(ctx, Action::Ask(Question::new(text)), false).await
}

/// Moderator tools
#[poise::command(
    slash_command,
    rename = "manage",
    name_localized("ja", "管理"),
    description_localized("ja", "モデレーター向けの機能"),
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_MESSAGES",
    subcommands(
        "manage::add",
        "manage::entry",
        "manage::inbox",
        "manage::quote",
        "import_export::export",
        "import_export::import",
        "import_export::insight",
        "moderation::settings",
        "moderation::block",
        "moderation::audit",
        "highlights::highlight",
        "highlights::testimonials",
        "reload"
    ),
    subcommand_required
)]
async fn manage_group(_: Context<'_>) -> CommandResult {
    Ok(())
}

/// Reload the knowledge files (operator)
#[poise::command(
    slash_command,
    name_localized("ja", "再読み込み"),
    description_localized("ja", "データファイルを再読み込みする（運営者用）")
)]
async fn reload(ctx: Context<'_>) -> CommandResult {
    let asker = RequestOrigin::of_command(ctx.data(), ctx.interaction, true);
    if !import_export::promise(ctx).await {
        return Ok(());
    }
    // Building an index would block other tasks.
    let app = std::sync::Arc::clone(&ctx.data().app);
    let request = asker.request.clone();
    let reply = tokio::task::spawn_blocking(move || app.reload_for(&request)).await;
    tracing::info!(member = %asker.user, trusted = asker.request.trusted, "reload requested");
    let locale = asker.request.locale;
    let reply = reply.unwrap_or_else(|_| Reply::tells(locale, wording::notices::trouble(locale)));
    import_export::fulfil(ctx, &reply).await;
    Ok(())
}

/// Does what a command asks for, and answers.
async fn answer(ctx: Context<'_>, action: Action<'_>, private: bool) -> CommandResult {
    let asker = RequestOrigin::of_command(ctx.data(), ctx.interaction, private);
    let reply = ctx.data().app.handle(&asker.request, action).await;
    respond(ctx, &asker, &reply).await
}

async fn respond(ctx: Context<'_>, asker: &RequestOrigin, reply: &Reply) -> CommandResult {
    if let Some(form) = &reply.form {
        let modal = render::form(form);
        retry::answer("a form", || {
            ctx.interaction.create_response(ctx.http(), CreateInteractionResponse::Modal(modal.clone()))
        })
        .await;
        return Ok(());
    }
    let audience = if reply.private { Audience::Alone } else { asker.audience };
    let message = render::reply(reply, audience);
    let what = format!("the answer to /{}", ctx.command().qualified_name);
    let there = retry::answer(&what, || {
        let response = message.clone().response(audience);
        ctx.interaction.create_response(ctx.http(), CreateInteractionResponse::Message(response))
    });
    // Discord may have taken it though it did not say so in time.
    there.await;
    if audience != Audience::Alone {
        remember(ctx.data(), &asker.request, reply, &ctx.interaction.token).await;
    }
    outbox::hand_over(ctx.data(), &asker.request, &ctx.interaction.token).await;
    Ok(())
}

/// Remembers which message quotes members' own experiences: Discord does not say so by itself.
async fn remember(state: &BotState, request: &RequestContext, reply: &Reply, token: &str) {
    if request.guild.is_none() || !quoted_messages::quotes_members(reply) {
        return;
    }
    match retry::attempt(|| state.http.get_original_interaction_response(token)).await {
        Ok(message) => {
            quoted_messages::record_quotes(
                &state.app,
                request,
                (message.channel_id.get(), message.id.get()),
                reply,
                false,
            )
            .await;
        }
        Err(api_error) => tracing::error!("finding the message that quotes a member failed: {api_error}"),
    }
}

async fn complete_question(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Question, typed).await
}

async fn complete_search(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Search, typed).await
}

async fn complete_person(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Person, typed).await
}

async fn complete_topic(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Topic, typed).await
}

async fn complete_daily_life(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::DailyLife, typed).await
}

async fn complete_entry(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Entry, typed).await
}

async fn complete_quoted(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Quoted, typed).await
}

async fn complete_topics(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Topics, typed).await
}

async fn complete_any_topic(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::AnyTopic, typed).await
}

async fn complete_zone(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Zone, typed).await
}

async fn complete_schedule(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete(ctx, AutocompleteField::Schedule, typed).await
}

async fn complete(ctx: Context<'_>, field: AutocompleteField, typed: &str) -> CreateAutocompleteResponse {
    let request = RequestOrigin::of_command(ctx.data(), ctx.interaction, true).request;
    let completions = ctx.data().app.complete(&request, field, typed).await.into_iter();
    let choices = completions.map(|one| AutocompleteChoice::new(one.label, one.value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Handles an error before or in a command: logs it once, and tells the member.
async fn failed(error: poise::FrameworkError<'_, BotState, serenity::Error>) {
    let (ctx, why) = match error {
        poise::FrameworkError::CommandPanic { ctx, .. } => (Some(ctx), "it panicked".to_owned()),
        poise::FrameworkError::CommandStructureMismatch { ctx, description, .. } => {
            (Some(poise::Context::Application(ctx)), description.to_owned())
        }
        poise::FrameworkError::ArgumentParse { ctx, error, .. } => (Some(ctx), error.to_string()),
        poise::FrameworkError::UnknownInteraction { interaction, framework, .. } => {
            return unknown(framework.user_data, framework.serenity_context, interaction).await;
        }
        other => (None, other.to_string()),
    };
    tracing::error!("a command failed: {why}");
    if let Some(poise::Context::Application(ctx)) = ctx
        && ctx.interaction_type == poise::CommandInteractionType::Command
    {
        let asker = RequestOrigin::of_command(ctx.data(), ctx.interaction, true);
        let locale = asker.request.locale;
        let _ = respond(ctx, &asker, &Reply::tells(locale, wording::notices::trouble(locale))).await;
    }
}

/// The member's client still offers a command of another version.
async fn unknown(state: &BotState, ctx: &serenity::all::Context, interaction: &CommandInteraction) {
    tracing::warn!("received a command that this version does not have");
    let locale = RequestOrigin::of_command(state, interaction, true).request.locale;
    let message = render::reply(&Reply::tells(locale, wording::notices::old_button(locale)), Audience::Alone);
    retry::answer("the answer to an unknown command", || {
        let response = message.clone().response(Audience::Alone);
        interaction.create_response(&ctx.http, CreateInteractionResponse::Message(response))
    })
    .await;
}
