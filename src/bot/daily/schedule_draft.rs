//! Builds a schedule of daily highlights from a moderator's input.

use crate::bot::ask;
use crate::bot::daily;
use crate::bot::daily::candidates::CandidatePool;
use crate::bot::daily::commands;
use crate::bot::daily::store::{Schedule, SchedulePlan, ScheduleStatus};
use crate::bot::guild::commit::ScheduleChange;
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::guild::setting_commands::{ChannelPermission, GuildPermissions};
use crate::db::{Id, new_id};
use crate::knowledge::Role;
use crate::schedule::{Rotation, parse, zone};
use crate::ui::wording;

/// Schedules per guild.
const MAX_SCHEDULES: usize = 10;
/// The default time zone.
const DEFAULT_ZONE: &str = "Asia/Tokyo";
/// The default grace period in hours: how long after its time a missed post is still made.
const DEFAULT_GRACE_HOURS: u32 = 6;
/// The longest grace period in hours: a late post must not meet the next one.
pub const MAX_GRACE_HOURS: u32 = 20;

/// A schedule as it was typed.
#[derive(Debug, Clone)]
pub struct ScheduleDraft<'a> {
    pub channel: u64,
    /// The parent channel, if `channel` is a thread.
    pub parent: Option<u64>,
    pub time: &'a str,
    pub zone: Option<&'a str>,
    /// Separated by commas.
    pub roles: Option<&'a str>,
    /// Ids or titles, separated by commas.
    pub topics: Option<&'a str>,
    pub days: Option<&'a str>,
    /// The role that posts ping.
    pub ping: Option<u64>,
    /// Whether posts get a thread.
    pub thread: Option<bool>,
    /// The grace period in hours.
    pub grace: Option<u32>,
    /// The id of the schedule that is changed; [`None`] for a new one.
    pub change: Option<&'a str>,
    /// The permissions Discord reports; [`None`] if Discord did not answer.
    pub seen: Option<GuildPermissions>,
}

/// Creates or changes a schedule and shows it.
pub(crate) async fn draft_schedule(context: &ModeratorContext<'_>, wish: &ScheduleDraft<'_>) -> ManageResult {
    let locale = context.request.locale;
    let before = match wish.change.map(str::trim).filter(|typed| !typed.is_empty()) {
        None => None,
        Some(typed) => {
            let found = match typed.parse::<Id>() {
                Ok(id) => daily::store::find_schedule(context.store, context.id, id).await?,
                Err(_) => None,
            };
            match found {
                Some(schedule) => Some(schedule),
                None => return Ok(context.tell(wording::highlights::no_schedule(locale, typed))),
            }
        }
    };
    if before.is_none() && daily::store::schedules(context.store, context.id).await?.len() >= MAX_SCHEDULES {
        return Ok(context.tell(wording::highlights::too_many_schedules(locale, MAX_SCHEDULES)));
    }
    let plan = match plan_of(context, wish, before.as_ref().map(|schedule| &schedule.plan)) {
        Ok(plan) => plan,
        Err(wrong) => return Ok(context.tell(wrong)),
    };
    if CandidatePool::of(&context.guild.library, &plan).len() == 0 {
        return Ok(context.tell(wording::highlights::nothing_to_post(locale)));
    }
    let directing = if before.is_some() { ScheduleChange::Change } else { ScheduleChange::Add };
    let mut schedule = match before {
        Some(before) => Schedule { plan, ..before },
        None => Schedule { id: new_id(), guild: context.id, version: 0, next: None, plan },
    };
    commands::begin_at(context, &mut schedule).await?;
    let mut said = wording::highlights::scheduled(locale, directing == ScheduleChange::Add).to_owned();
    if lacks(wish, &[ChannelPermission::History]).next().is_some() {
        said = format!("{said}\n{}", wording::highlights::cannot_look_there(locale));
    }
    commands::store_change(context, schedule, directing, &said).await
}

/// The plan from the typed input, or the first problem in it. When a schedule is changed, omitted values stay as
/// they are.
fn plan_of(
    context: &ModeratorContext<'_>,
    wish: &ScheduleDraft<'_>,
    before: Option<&SchedulePlan>,
) -> Result<SchedulePlan, String> {
    let locale = context.request.locale;
    let time = parse::time(wish.time).ok_or_else(|| wording::highlights::no_time(locale, wish.time))?;
    let minutes = i32::from(time.hour()) * 60 + i32::from(time.minute());
    let named = wish.zone.or(before.map(|plan| &*plan.zone)).unwrap_or(DEFAULT_ZONE);
    let zone = zone(named.trim()).and_then(|zone| zone.iana_name().map(str::to_owned));
    let days = match wish.days {
        Some(days) => parse::days(days).ok_or_else(|| wording::highlights::no_days(locale, days))?.bits(),
        None => before.map_or(crate::schedule::Weekdays::ALL.bits(), |plan| plan.days),
    };
    let roles = match wish.roles {
        Some(roles) => parse_roles(context, roles)?,
        None => before.map(|plan| plan.roles.clone()).unwrap_or_default(),
    };
    let topics = match wish.topics {
        Some(topics) => parse_topics(context, topics)?,
        None => before.map(|plan| plan.topics.clone()).unwrap_or_default(),
    };
    may_post(context, wish)?;
    let grace = wish.grace.map(|hours| hours.min(MAX_GRACE_HOURS) * 60);
    // Another channel gets another order.
    let seed = context.id ^ wish.channel.rotate_left(32);
    Ok(SchedulePlan {
        channel: wish.channel,
        minute: u16::try_from(minutes).unwrap_or_default(),
        zone: zone.ok_or_else(|| wording::highlights::no_zone(locale, named))?,
        days,
        roles,
        topics,
        // The @everyone role has the guild's id, and is never pinged.
        ping: wish.ping.or(before.and_then(|plan| plan.ping)).filter(|role| *role != context.id),
        thread: wish.thread.or(before.map(|plan| plan.thread)).unwrap_or_default(),
        grace: grace.or(before.map(|plan| plan.grace)).unwrap_or(DEFAULT_GRACE_HOURS * 60),
        standing: before.map_or(ScheduleStatus::Active, |plan| plan.standing),
        rotation: before.map_or_else(|| Rotation::new(seed), |plan| plan.rotation.clone()),
        since: 0,
        checked: 0,
        failures: 0,
        told: before.and_then(|plan| plan.told),
    })
}

fn parse_roles(context: &ModeratorContext<'_>, typed: &str) -> Result<Vec<Role>, String> {
    let parse =
        |role: &str| role.parse::<Role>().map_err(|_| wording::highlights::no_roles(context.request.locale, role));
    let mut roles = parts(typed, &[',', '、', ' ', '・']).map(parse).collect::<Result<Vec<Role>, _>>()?;
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

fn parse_topics(context: &ModeratorContext<'_>, typed: &str) -> Result<Vec<String>, String> {
    let library = &context.guild.library;
    // Tries the whole text first: a title may contain commas.
    if let Some(topic) = ask::autocomplete::topic_called(library, typed) {
        return Ok(vec![topic.id.clone()]);
    }
    let found = |one: &str| {
        let topic = ask::autocomplete::topic_called(library, one);
        topic.map(|topic| topic.id.clone()).ok_or_else(|| wording::highlights::no_topic(context.request.locale, one))
    };
    let mut topics = parts(typed, &[',', '、']).map(found).collect::<Result<Vec<String>, _>>()?;
    topics.dedup();
    Ok(topics)
}

/// Checks that the bot may post in the channel.
fn may_post(context: &ModeratorContext<'_>, wish: &ScheduleDraft<'_>) -> Result<(), String> {
    let locale = context.request.locale;
    if let Some(seen) = &wish.seen
        && !seen.channels.contains_key(&home(wish))
    {
        return Err(wording::settings::no_such_channel(locale).to_owned());
    }
    // Writing in a thread needs another permission, which is not known here; Discord refuses a post without it.
    let needs: &[ChannelPermission] = match wish.parent {
        None => &[ChannelPermission::View, ChannelPermission::Send, ChannelPermission::Embed],
        Some(_) => &[ChannelPermission::View, ChannelPermission::Embed],
    };
    let lacks: Vec<&str> =
        lacks(wish, needs).map(|permit| crate::bot::guild::setting_commands::named(locale, permit)).collect();
    if lacks.is_empty() { Ok(()) } else { Err(wording::highlights::cannot_post_there(locale, &lacks)) }
}

/// The channel whose permissions count: the parent of a thread.
fn home(wish: &ScheduleDraft<'_>) -> u64 {
    wish.parent.unwrap_or(wish.channel)
}

/// The permissions among `needs` that the bot lacks in the channel.
fn lacks<'a>(
    wish: &'a ScheduleDraft<'_>,
    needs: &'a [ChannelPermission],
) -> impl Iterator<Item = ChannelPermission> + 'a {
    let channel = wish.seen.as_ref().and_then(|seen| seen.channels.get(&home(wish)));
    channel.into_iter().flatten().copied().filter(|permit| needs.contains(permit))
}

fn parts<'a>(typed: &'a str, between: &'a [char]) -> impl Iterator<Item = &'a str> {
    typed.split(between).map(str::trim).filter(|part| !part.is_empty())
}
