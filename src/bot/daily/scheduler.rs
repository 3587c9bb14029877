//! Finds what is due: claims days, and records those that were missed.

use crate::bot::outbox;
use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::bot::daily::candidates::CandidatePool;
use crate::bot::daily::store::{Post, PostState, Schedule, SchedulePlan, ScheduleStatus, ScheduleUpdate};
use crate::bot::daily::{self, CONCURRENT_POSTS, RUNNING_LOW, SCHEDULES_PER_PAGE};
use crate::bot::outbox::store::{HighlightAlert, Notification};
use crate::bot::{App, GuildServices};
use crate::db::{StoreError, new_id};
use crate::schedule::{NextTestimonial, Occurrence, Occurrences, PostingTime, compute_occurrences};

/// Claims due days in the guilds of this process.
pub async fn plan_highlights(app: &App) {
    let Some(services) = app.services.as_ref().filter(|services| services.notifications.is_connected()) else { return };
    if services.daily.is_recompute_due(app.clock.now())
        && let Err(error) = recompute_all(app, services).await
    {
        tracing::warn!("computing when daily highlights are due failed; retrying in an hour: {error}");
    }
    // A conflict is not waited for: the schedule is looked at again soon.
    match daily::store::due_schedules(&services.store, app.clock.time(), SCHEDULES_PER_PAGE).await {
        Ok(due) => {
            for schedule in due {
                let (guild, id) = (schedule.guild, schedule.id);
                if let Err(error) = take_turn(app, services, schedule).await {
                    tracing::warn!(guild, schedule = %id, "claiming a due daily highlight failed; retrying later: {error}");
                }
                if services.daily.fresh().len() >= CONCURRENT_POSTS {
                    break;
                }
            }
        }
        Err(error) => tracing::warn!("looking for due daily highlights failed: {error}"),
    }
}

/// Recomputes when each schedule is due, and stores it where it has changed.
async fn recompute_all(app: &App, services: &GuildServices) -> Result<(), StoreError> {
    let store = &services.store;
    let mut after = None;
    loop {
        let schedules = daily::store::active_schedules(store, after, SCHEDULES_PER_PAGE).await?;
        let Some(last) = schedules.last() else { return Ok(()) };
        after = Some(last.id);
        for schedule in schedules {
            let (guild, id) = (schedule.guild, schedule.id);
            // One that can't be computed must not keep the others.
            if let Err(error) = recompute_one(app, services, schedule).await {
                tracing::warn!(guild, schedule = %id, "computing when a daily highlight is due failed: {error}");
            }
        }
    }
}

async fn recompute_one(app: &App, services: &GuildServices, schedule: Schedule) -> Result<(), StoreError> {
    let now = app.clock.time();
    let Some(when) = schedule.plan.when() else { return Ok(()) };
    let Occurrences { missed, due, next } = occurrences(app, services, &schedule, &when, now).await?;
    let first = missed.first().or(due.as_ref()).or(next.as_ref()).map(|due| due.at);
    if first != schedule.next {
        let guild = schedule.guild;
        let schedule = Some(Schedule { next: first, ..schedule });
        daily::store::update_schedule(&services.store, &ScheduleUpdate { schedule, ..ScheduleUpdate::new(guild, now) })
            .await?;
    }
    Ok(())
}

/// The due, missed and next occurrences of a schedule.
async fn occurrences(
    _app: &App,
    services: &GuildServices,
    schedule: &Schedule,
    when: &PostingTime,
    now: Timestamp,
) -> Result<Occurrences, StoreError> {
    let Schedule { plan, guild, id, .. } = schedule;
    let grace = SignedDuration::from_mins(i64::from(plan.grace));
    let since = since(plan, now, grace);
    let from = when.zone.to_datetime(since).date();
    let from = from.yesterday().unwrap_or(from);
    let days: HashMap<Date, PostState> =
        daily::store::post_days(&services.store, *guild, *id, from).await?.into_iter().collect();
    let is_over = |date| when.due(date).is_none_or(|due| now.duration_since(due.at) > grace);
    // With a wrong clock, days that are still to come may have been recorded as missed.
    let is_done = |date| match days.get(&date) {
        None => false,
        Some(PostState::Missed) => is_over(date),
        Some(_) => true,
    };
    Ok(compute_occurrences(when, since, now, grace, is_done))
}

/// Claims the due day of a schedule, and records missed ones.
async fn take_turn(app: &App, services: &GuildServices, schedule: Schedule) -> Result<(), StoreError> {
    let now = app.clock.time();
    let Some(when) = schedule.plan.when() else {
        return without_zone(app, services, schedule).await;
    };
    let Occurrences { missed, due, next } = occurrences(app, services, &schedule, &when, now).await?;
    let guild = app.guild(Some(schedule.guild)).await;
    let pool = CandidatePool::of(&guild.library, &schedule.plan);
    let mut schedule_update = ScheduleUpdate::new(schedule.guild, now);
    schedule_update.missed = missed.iter().map(|due| (due.date, due.at)).collect();
    let mut words = Vec::new();
    if !missed.is_empty() {
        words.push(HighlightAlert::Missed(u32::try_from(missed.len()).unwrap_or(u32::MAX)));
    }
    let mut schedule = schedule;
    schedule.next = next.map(|next| next.at);
    schedule.plan.checked = now.as_millisecond();
    let mut claimed = None;
    if let Some(Occurrence { date, at }) = due {
        if let Some(turn) = schedule.plan.rotation.next(&pool.eligible()) {
            words.extend(running_low(&mut schedule.plan, &turn, pool.len()));
            let post = claim(&mut schedule, &turn, date.to_string(), at);
            claimed = Some(post.clone());
            schedule_update.claim = Some((post, now + daily::POST_LEASE));
        } else {
            schedule_update.missed.push((date, at));
            words.extend(nothing_left(&mut schedule.plan));
        }
    }
    let id = schedule.id.bits();
    schedule_update.words = words.into_iter().map(|news| Notification::Highlight { schedule: id, news }).collect();
    let told = !schedule_update.words.is_empty();
    schedule_update.schedule = Some(schedule);
    // Taken before the claim is stored: if the machine falls asleep meanwhile, the claim is old.
    let began = app.clock.now();
    if daily::store::update_schedule(&services.store, &schedule_update).await? {
        if let Some(post) = claimed {
            services.daily.take(post, began);
        }
        if told {
            outbox::wake_notifications(app);
        }
    }
    Ok(())
}

/// A schedule in a time zone that this version does not know posts nothing, and says so.
async fn without_zone(app: &App, services: &GuildServices, mut schedule: Schedule) -> Result<(), StoreError> {
    tracing::error!(guild = schedule.guild, zone = schedule.plan.zone, "a schedule has an unknown time zone");
    let mut schedule_update = ScheduleUpdate::new(schedule.guild, app.clock.time());
    schedule.next = None;
    schedule.plan.standing = ScheduleStatus::Failing;
    schedule_update.words =
        vec![Notification::Highlight { schedule: schedule.id.bits(), news: HighlightAlert::Paused }];
    schedule_update.schedule = Some(schedule);
    daily::store::update_schedule(&services.store, &schedule_update).await.map(drop)
}

/// Since when nothing may have been written down: a clock that went back, or forth, must not keep anything from its day.
fn since(plan: &SchedulePlan, now: Timestamp, grace: SignedDuration) -> Timestamp {
    let recently = now.checked_sub(grace).unwrap_or(Timestamp::MIN).as_millisecond();
    let since = plan.checked.min(recently).max(plan.since);
    Timestamp::from_millisecond(since).unwrap_or(Timestamp::MIN)
}

/// Claims a post for an occurrence that exists once, with the testimonial whose turn it is.
pub fn claim(schedule: &mut Schedule, turn: &NextTestimonial, day: String, due: Timestamp) -> Post {
    schedule.plan.rotation.take(turn);
    Post {
        id: new_id(),
        schedule: schedule.id,
        guild: schedule.guild,
        day,
        state: PostState::Claimed,
        testimonial: turn.id.clone(),
        channel: schedule.plan.channel,
        message: None,
        due,
        tries: 0,
    }
}

/// The alert for moderators when few testimonials are left: once in a cycle, and never if there are always few.
fn running_low(plan: &mut SchedulePlan, turn: &NextTestimonial, all: usize) -> Option<HighlightAlert> {
    if plan.told == Some(u32::MAX) {
        // There is something again.
        plan.told = Some(turn.cycle);
        return None;
    }
    let is_news =
        turn.left < RUNNING_LOW && plan.told != Some(turn.cycle) && (all >= RUNNING_LOW || plan.told.is_none());
    if !is_news {
        return None;
    }
    plan.told = Some(turn.cycle);
    Some(if turn.left == 0 {
        HighlightAlert::Over
    } else {
        HighlightAlert::Low(u32::try_from(turn.left).unwrap_or(u32::MAX))
    })
}

/// What moderators are told when there is nothing to post: once, until there is something again.
fn nothing_left(plan: &mut SchedulePlan) -> Option<HighlightAlert> {
    let is_news = plan.told != Some(u32::MAX);
    plan.told = Some(u32::MAX);
    is_news.then_some(HighlightAlert::Empty)
}
