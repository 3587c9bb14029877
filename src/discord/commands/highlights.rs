//! Daily highlights and members' experiences, as they are declared for moderators.

use poise::serenity_prelude::{ChannelId, PartialChannel, RoleId};

use super::moderation::with_surroundings;
use super::{Context, Done, answer, complete_schedule, complete_topics, complete_zone};
use crate::app::{Action, Directed, Doing, Order, Wish};

/// One testimonial a day
#[poise::command(
    slash_command,
    rename = "highlight",
    name_localized("ja", "体験談投稿"),
    description_localized("ja", "1日1つの体験談の投稿"),
    subcommands("schedule", "status", "preview", "skip", "now", "pause", "resume", "remove"),
    subcommand_required
)]
pub async fn highlight(_: Context<'_>) -> Done {
    Ok(())
}

/// Post a testimonial at a time of day, or change a schedule
#[expect(clippy::too_many_arguments, reason = "these are the options of the command")]
#[poise::command(
    slash_command,
    name_localized("ja", "予定"),
    description_localized("ja", "決まった時刻に体験談を投稿する・予定を変更する")
)]
async fn schedule(
    ctx: Context<'_>,
    #[description = "Where"]
    #[name_localized("ja", "チャンネル")]
    #[description_localized("ja", "投稿するチャンネル")]
    #[channel_types("Text", "News", "PublicThread")]
    channel: PartialChannel,
    #[description = "When, such as 9:00 or 9:30 pm"]
    #[name_localized("ja", "時刻")]
    #[description_localized("ja", "投稿する時刻（例：9:00、午後9時半）")]
    #[max_length = 40]
    time: String,
    #[description = "In which time zone; Asia/Tokyo, if you don't say"]
    #[name_localized("ja", "タイムゾーン")]
    #[description_localized("ja", "タイムゾーン（指定がなければ Asia/Tokyo）")]
    #[autocomplete = "complete_zone"]
    #[max_length = 60]
    timezone: Option<String>,
    #[description = "Only people of these roles, such as ALT, CIR"]
    #[name_localized("ja", "職種")]
    #[description_localized("ja", "この職種の人だけ（例：ALT, CIR）")]
    #[max_length = 40]
    roles: Option<String>,
    #[description = "Only on these topics, with commas between"]
    #[name_localized("ja", "トピック")]
    #[description_localized("ja", "このトピックだけ（複数はカンマ区切り）")]
    #[autocomplete = "complete_topics"]
    #[max_length = 100]
    topics: Option<String>,
    #[description = "On which days, such as weekdays or mon wed fri; every day, if you don't say"]
    #[name_localized("ja", "曜日")]
    #[description_localized("ja", "曜日（例：平日、月水金。指定がなければ毎日）")]
    #[max_length = 60]
    days: Option<String>,
    #[description = "A role to ping with each post; choose @everyone for nobody"]
    #[name_localized("ja", "メンション")]
    #[description_localized("ja", "投稿ごとにメンションするロール（@everyone を選ぶとなし）")]
    ping: Option<RoleId>,
    #[description = "A thread below each post, to talk in"]
    #[name_localized("ja", "スレッド")]
    #[description_localized("ja", "投稿ごとに話すためのスレッドを作る")]
    thread: Option<bool>,
    #[description = "For how many hours a post is made up for after I was away; 6, if you don't say"]
    #[name_localized("ja", "遅れの許容")]
    #[description_localized("ja", "ボット停止後、何時間以内なら遅れて投稿するか（指定がなければ6）")]
    #[rename = "grace-hours"]
    #[min = 1]
    #[max = 20]
    grace: Option<u32>,
    #[description = "Change this schedule; what you don't say stays as it is"]
    #[name_localized("ja", "変更する予定")]
    #[description_localized("ja", "新しく作らず、この予定を変更する（指定しない項目はそのまま）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    change: Option<String>,
) -> Done {
    let wish = Wish {
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
    with_surroundings(ctx, |seen| Action::Manage(Order::Schedule(Box::new(Wish { seen, ..wish })))).await
}

async fn direct(ctx: Context<'_>, what: Doing, schedule: Option<&str>) -> Done {
    answer(ctx, Action::Manage(Order::Direct(Directed { what, schedule })), true).await
}

/// See the schedules, and what was posted
#[poise::command(
    slash_command,
    name_localized("ja", "状況"),
    description_localized("ja", "予定とこれまでの投稿を見る")
)]
async fn status(
    ctx: Context<'_>,
    #[description = "Which schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "どの予定か（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    direct(ctx, Doing::Status, schedule.as_deref()).await
}

/// See what comes next
#[poise::command(slash_command, name_localized("ja", "プレビュー"), description_localized("ja", "次の投稿を見る"))]
async fn preview(
    ctx: Context<'_>,
    #[description = "Which schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "どの予定か（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    direct(ctx, Doing::Preview, schedule.as_deref()).await
}

/// Leave out what comes next, for this round
#[poise::command(
    slash_command,
    name_localized("ja", "飛ばす"),
    description_localized("ja", "次の体験談をこの一巡では飛ばす")
)]
async fn skip(
    ctx: Context<'_>,
    #[description = "Which schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "どの予定か（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    direct(ctx, Doing::Skip, schedule.as_deref()).await
}

/// Post what comes next now, once you have seen it
#[poise::command(
    slash_command,
    name_localized("ja", "今すぐ"),
    description_localized("ja", "次の体験談を確認して今すぐ投稿する")
)]
async fn now(
    ctx: Context<'_>,
    #[description = "Which schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "どの予定か（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    direct(ctx, Doing::Now, schedule.as_deref()).await
}

/// Post nothing until it is resumed
#[poise::command(slash_command, name_localized("ja", "停止"), description_localized("ja", "再開するまで投稿しない"))]
async fn pause(
    ctx: Context<'_>,
    #[description = "Which schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "どの予定か（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    direct(ctx, Doing::Pause, schedule.as_deref()).await
}

/// Post again
#[poise::command(slash_command, name_localized("ja", "再開"), description_localized("ja", "投稿を再開する"))]
async fn resume(
    ctx: Context<'_>,
    #[description = "Which schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "どの予定か（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    direct(ctx, Doing::Resume, schedule.as_deref()).await
}

/// Remove a schedule
#[poise::command(slash_command, name_localized("ja", "削除"), description_localized("ja", "予定を削除する"))]
async fn remove(
    ctx: Context<'_>,
    #[description = "Which schedule, if there are several"]
    #[name_localized("ja", "予定")]
    #[description_localized("ja", "どの予定か（複数ある場合）")]
    #[autocomplete = "complete_schedule"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    direct(ctx, Doing::Remove, schedule.as_deref()).await
}

/// Review the experiences that members share
#[poise::command(
    slash_command,
    name_localized("ja", "体験談"),
    description_localized("ja", "メンバーが共有した体験談を確認する")
)]
pub async fn testimonials(ctx: Context<'_>) -> Done {
    answer(ctx, Action::Manage(Order::Testimonials), true).await
}
