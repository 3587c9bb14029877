//! The moderators' commands for daily highlights and members' stories.

use poise::serenity_prelude::{ChannelId, PartialChannel, RoleId};

use super::moderation::with_permissions;
use super::{CommandResult, Context, answer, complete_schedule, complete_topics, complete_zone};
use crate::bot::{Action, ModeratorCommand, ScheduleCommand, ScheduleDraft, ScheduleRequest};

/// Daily highlights: one story a day
#[poise::command(
    slash_command,
    rename = "highlight",
    name_localized("ja", "今日の体験談"),
    description_localized("ja", "「今日の体験談」（1日1件の投稿）を管理する"),
    subcommands("schedule", "status", "preview", "skip", "now", "pause", "resume", "remove"),
    subcommand_required
)]
pub async fn highlight(_: Context<'_>) -> CommandResult {
    Ok(())
}

/// Schedule daily highlights, or edit a schedule
#[expect(clippy::too_many_arguments, reason = "these are the options of the command")]
#[poise::command(
    slash_command,
    name_localized("ja", "予定"),
    description_localized("ja", "「今日の体験談」の予定を登録する・変更する")
)]
async fn schedule(
    ctx: Context<'_>,
    #[description = "Channel to post in"]
    #[name_localized("ja", "チャンネル")]
    #[description_localized("ja", "投稿するチャンネル")]
    #[channel_types("Text", "News", "PublicThread")]
    channel: PartialChannel,
    #[description = "Time of day, such as 9:00 or 9:30 pm"]
    #[name_localized("ja", "時刻")]
    #[description_localized("ja", "投稿する時刻（例：9:00、午後9時半）")]
    #[max_length = 40]
    time: String,
    #[description = "Time zone (default Asia/Tokyo)"]
    #[name_localized("ja", "タイムゾーン")]
    #[description_localized("ja", "タイムゾーン（既定は Asia/Tokyo）")]
    #[autocomplete = "complete_zone"]
    #[max_length = 60]
    timezone: Option<String>,
    #[description = "Only stories from these roles, such as ALT, CIR"]
    #[name_localized("ja", "職種")]
    #[description_localized("ja", "この職種の体験談だけ（例：ALT・CIR）")]
    #[max_length = 40]
    roles: Option<String>,
    #[description = "Only stories on these topics, separated by commas"]
    #[name_localized("ja", "トピック")]
    #[description_localized("ja", "このトピックの体験談だけ（複数はカンマ区切り）")]
    #[autocomplete = "complete_topics"]
    #[max_length = 100]
    topics: Option<String>,
    #[description = "Days, such as weekdays or mon wed fri (default: every day)"]
    #[name_localized("ja", "曜日")]
    #[description_localized("ja", "曜日（例：平日、月水金。既定は毎日）")]
    #[max_length = 60]
    days: Option<String>,
    #[description = "Role to ping; leave empty for none. When editing, @everyone removes the ping (no one is pinged)"]
    #[name_localized("ja", "メンション")]
    #[description_localized(
        "ja",
        "メンションするロール（空欄ならメンションなし。変更時は @everyone を選ぶとメンションを解除）"
    )]
    ping: Option<RoleId>,
    #[description = "Start a thread under each post"]
    #[name_localized("ja", "スレッド")]
    #[description_localized("ja", "投稿ごとにスレッドを作る")]
    thread: Option<bool>,
    #[description = "If I was offline, still post up to this many hours late (default 6)"]
    #[name_localized("ja", "遅延の上限")]
    #[description_localized("ja", "ボットが停止していた場合、何時間遅れまで投稿するか（既定は6）")]
    #[rename = "grace-hours"]
    #[min = 1]
    #[max = 20]
    grace: Option<u32>,
    #[description = "Edit this existing schedule; options you leave out stay the same"]
    #[name_localized("ja", "変更する予定")]
    #[description_localized("ja", "この予定を変更する（指定しない項目はそのまま）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    change: Option<String>,
) -> CommandResult {
    let wish = ScheduleDraft {
        channel: channel.id.get(),
        parent: channel.thread_metadata.and(channel.parent_id).map(ChannelId::get),
        time: &time,
        zone: timezone.as_deref(),
        roles: roles.as_deref(),
        topics: topics.as_deref(),
        days: days.as_deref(),
        ping: ping.map(RoleId::get),
        thread,
        grace,
        change: change.as_deref(),
        seen: None,
    };
    with_permissions(ctx, |seen| Action::Manage(ModeratorCommand::Schedule(Box::new(ScheduleDraft { seen, ..wish }))))
        .await
}

async fn direct(ctx: Context<'_>, what: ScheduleCommand, schedule: Option<&str>) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Direct(ScheduleRequest { what, schedule })), true).await
}

/// View the schedules and the latest posts
#[poise::command(slash_command, name_localized("ja", "状況"), description_localized("ja", "予定と最近の投稿を見る"))]
async fn status(
    ctx: Context<'_>,
    #[description = "The schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "対象の予定（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> CommandResult {
    direct(ctx, ScheduleCommand::Status, schedule.as_deref()).await
}

/// Preview the next post
#[poise::command(
    slash_command,
    name_localized("ja", "プレビュー"),
    description_localized("ja", "次の投稿をプレビューする")
)]
async fn preview(
    ctx: Context<'_>,
    #[description = "The schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "対象の予定（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> CommandResult {
    direct(ctx, ScheduleCommand::Preview, schedule.as_deref()).await
}

/// Skip the next story
#[poise::command(
    slash_command,
    name_localized("ja", "スキップ"),
    description_localized("ja", "次の体験談をスキップする")
)]
async fn skip(
    ctx: Context<'_>,
    #[description = "The schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "対象の予定（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> CommandResult {
    direct(ctx, ScheduleCommand::Skip, schedule.as_deref()).await
}

/// Post the next story now (preview first)
#[poise::command(
    slash_command,
    name_localized("ja", "今すぐ投稿"),
    description_localized("ja", "次の体験談を今すぐ投稿する（先にプレビューを表示）")
)]
async fn now(
    ctx: Context<'_>,
    #[description = "The schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "対象の予定（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> CommandResult {
    direct(ctx, ScheduleCommand::Now, schedule.as_deref()).await
}

/// Pause daily highlights
#[poise::command(
    slash_command,
    name_localized("ja", "一時停止"),
    description_localized("ja", "「今日の体験談」を一時停止する")
)]
async fn pause(
    ctx: Context<'_>,
    #[description = "The schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "対象の予定（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> CommandResult {
    direct(ctx, ScheduleCommand::Pause, schedule.as_deref()).await
}

/// Resume daily highlights
#[poise::command(
    slash_command,
    name_localized("ja", "再開"),
    description_localized("ja", "「今日の体験談」を再開する")
)]
async fn resume(
    ctx: Context<'_>,
    #[description = "The schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "対象の予定（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> CommandResult {
    direct(ctx, ScheduleCommand::Resume, schedule.as_deref()).await
}

/// Delete a schedule
#[poise::command(slash_command, name_localized("ja", "削除"), description_localized("ja", "予定を削除する"))]
async fn remove(
    ctx: Context<'_>,
    #[description = "The schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "対象の予定（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> CommandResult {
    direct(ctx, ScheduleCommand::Remove, schedule.as_deref()).await
}

/// Review members' stories
#[poise::command(
    slash_command,
    name_localized("ja", "体験談"),
    description_localized("ja", "メンバーの体験談を確認する")
)]
pub async fn testimonials(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Manage(ModeratorCommand::Testimonials), true).await
}
