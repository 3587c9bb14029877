//! Publishes claimed posts, and stores the outcome.

use crate::bot::outbox;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::bot::daily::candidates::CandidatePool;
use crate::bot::daily::message::{composed, thread};
use crate::bot::daily::store::{Post, PostState, Schedule, ScheduleStatus, ScheduleUpdate};
use crate::bot::daily::{
    self, CONCURRENT_POSTS, FIRST_RETRY, MAX_CLAIM_AGE, MAX_DOUBLINGS, MAX_REFUSALS, POST_LEASE, PendingPost,
    PostOutcome, UNCERTAIN_TIMEOUT,
};
use crate::bot::outbox::store::{HighlightAlert, Notification};
use crate::bot::testimonials::store::{MessageKind, QuotedMessage};
use crate::bot::{App, GuildServices, testimonials};
use crate::db::{Id, StoreError};
use crate::ui::Locale;

/// Posts to be sent or looked for now; the caller reports the outcome of each to [`highlighted`]. `language` is used
/// for guilds without a language of their own.
pub async fn highlights(app: &App, language: impl Fn(u64) -> Locale) -> Vec<PendingPost> {
    let services = app.services.as_ref().filter(|services| services.notifications.is_connected());
    let Some(services) = services else { return Vec::new() };
    let now = app.clock.now();
    let mut fresh = std::mem::take(&mut *services.daily.fresh());
    fresh.retain(|(_, claimed)| now.saturating_duration_since(*claimed) < MAX_CLAIM_AGE);
    let mut found = Vec::new();
    for (post, _) in fresh {
        let guild = post.guild;
        match prepared(app, services, post, language(guild)).await {
            Ok(highlight) => found.extend(highlight),
            Err(error) => tracing::warn!(guild, "preparing a daily highlight failed; retrying later: {error}"),
        }
    }
    let time = app.clock.time();
    let most = u32::try_from(CONCURRENT_POSTS.saturating_sub(found.len())).unwrap_or_default();
    match daily::store::take_posts(&services.store, time, time + POST_LEASE, most).await {
        Ok(posts) => {
            for post in posts {
                let guild = post.guild;
                match sought(app, services, post, language(guild)).await {
                    Ok(highlight) => found.extend(highlight),
                    Err(error) => tracing::warn!(
                        guild,
                        "checking whether a daily highlight was posted failed; retrying later: {error}"
                    ),
                }
            }
        }
        Err(error) => tracing::warn!("looking for unconfirmed daily highlights failed: {error}"),
    }
    found
}

/// A post as it is to be sent; none if there is nothing to send any more.
async fn prepared(
    app: &App,
    services: &GuildServices,
    post: Post,
    language: Locale,
) -> Result<Option<PendingPost>, StoreError> {
    let Some(schedule) = daily::store::find_schedule(&services.store, post.guild, post.schedule).await? else {
        return Ok(None);
    };
    if is_called_off(&schedule, &post) {
        is_not(app, services, &post, PostState::Missed).await?;
        return Ok(None);
    }
    let guild = app.guild(Some(post.guild)).await;
    let pool = CandidatePool::of(&guild.library, &schedule.plan);
    let post = match pool.voice(&post.testimonial) {
        Some(_) => Some(post),
        // It was withdrawn, or silenced, a moment ago.
        None => replaced(app, services, &schedule, &pool, post).await?,
    };
    let Some(post) = post else { return Ok(None) };
    let Some(voice) = pool.voice(&post.testimonial) else { return Ok(None) };
    let locale = guild.record.settings.locale.unwrap_or(language);
    let reply = composed(&guild.library, locale, &schedule.plan, &post, voice);
    let thread = schedule.plan.thread.then(|| thread(&reply));
    Ok(Some(PendingPost { reply: Some(reply), locale, ping: schedule.plan.ping, thread, post }))
}

/// A post that may have been sent already: it is only looked for.
async fn sought(
    app: &App,
    services: &GuildServices,
    post: Post,
    language: Locale,
) -> Result<Option<PendingPost>, StoreError> {
    let Some(schedule) = daily::store::find_schedule(&services.store, post.guild, post.schedule).await? else {
        return Ok(None);
    };
    let guild = app.guild(Some(post.guild)).await;
    let pool = CandidatePool::of(&guild.library, &schedule.plan);
    let locale = guild.record.settings.locale.unwrap_or(language);
    // The process may have died before it opened the thread.
    let shown = pool.voice(&post.testimonial).filter(|_| schedule.plan.thread);
    let thread = shown.map(|voice| thread(&composed(&guild.library, locale, &schedule.plan, &post, voice)));
    Ok(Some(PendingPost { post, reply: None, locale, ping: None, thread }))
}

/// The same post with another testimonial; [`None`] if there is none, or if another process was faster.
async fn replaced(
    app: &App,
    services: &GuildServices,
    schedule: &Schedule,
    pool: &CandidatePool<'_>,
    post: Post,
) -> Result<Option<Post>, StoreError> {
    let mut schedule = schedule.clone();
    schedule.plan.rotation.give_back(&post.testimonial);
    let turn = schedule.plan.rotation.next(&pool.eligible());
    let post = match &turn {
        Some(turn) => {
            schedule.plan.rotation.take(turn);
            Post { testimonial: turn.id.clone(), ..post }
        }
        None => Post { state: PostState::Missed, testimonial: String::new(), ..post },
    };
    let schedule_update = ScheduleUpdate {
        schedule: Some(schedule),
        settled: Some((post.clone(), PostState::Claimed)),
        ..ScheduleUpdate::new(post.guild, app.clock.time())
    };
    let stored = daily::store::update_schedule(&services.store, &schedule_update).await?;
    Ok(turn.filter(|_| stored).map(|_| post))
}

/// Whether this process may still send a post. It is asked at the last moment, because the machine may have been
/// asleep. From then on, the post is leased again.
pub async fn may_send(app: &App, highlight: &PendingPost) -> bool {
    let Some(services) = &app.services else { return false };
    match daily::store::hold_post(&services.store, &highlight.post, app.clock.time() + POST_LEASE).await {
        Ok(held) => held,
        Err(error) => {
            tracing::warn!(guild = highlight.post.guild, "claiming a daily highlight failed; retrying later: {error}");
            false
        }
    }
}

/// What became of a post.
pub async fn highlighted(app: &App, highlight: &PendingPost, sent: PostOutcome) {
    let Some(services) = &app.services else { return };
    let guild = highlight.post.guild;
    // It is taken again when its time is over, and looked for.
    if let Err(error) = settle(app, services, highlight, sent).await {
        tracing::warn!(guild, "recording the result of a daily highlight failed: {error}");
    }
    outbox::wake_notifications(app);
}

async fn settle(
    app: &App,
    services: &GuildServices,
    highlight: &PendingPost,
    sent: PostOutcome,
) -> Result<(), StoreError> {
    let post = &highlight.post;
    let now = app.clock.time();
    match sent {
        PostOutcome::There(message) => {
            // Stored first: a withdrawn story must be found in every post that quotes it.
            quotes(app, services, highlight, message).await?;
            is_there(app, services, post, message).await
        }
        PostOutcome::NotThere if is_late(app, services, post, now).await? => {
            is_not(app, services, post, PostState::Missed).await
        }
        PostOutcome::NotThere => {
            services.daily.take(post.clone(), app.clock.now());
            Ok(())
        }
        PostOutcome::Refused => is_not(app, services, post, PostState::Failed).await,
        PostOutcome::Failed if now.duration_since(post.due) > UNCERTAIN_TIMEOUT => {
            is_uncertain(app, services, post).await
        }
        PostOutcome::Failed => {
            daily::store::release_post(&services.store, post.guild, post.id, now + pause(post.tries)).await
        }
        PostOutcome::Unreadable => is_uncertain(app, services, post).await,
    }
}

/// Whether a post's time is over.
async fn is_late(_app: &App, services: &GuildServices, post: &Post, now: Timestamp) -> Result<bool, StoreError> {
    let schedule = daily::store::find_schedule(&services.store, post.guild, post.schedule).await?;
    let grace = schedule.map_or(0, |schedule| schedule.plan.grace);
    Ok(now.duration_since(post.due) > SignedDuration::from_mins(i64::from(grace)))
}

async fn is_there(app: &App, services: &GuildServices, post: &Post, message: u64) -> Result<(), StoreError> {
    let there = Post { state: PostState::Posted, message: Some(message), ..post.clone() };
    // Whatever was thought of it meanwhile, by a clock that was wrong: it is there.
    for thought in [PostState::Claimed, PostState::Uncertain, PostState::Missed, PostState::Failed] {
        let settled = Some((there.clone(), thought));
        let schedule_update = ScheduleUpdate { settled, ..ScheduleUpdate::new(post.guild, app.clock.time()) };
        if daily::store::update_schedule(&services.store, &schedule_update).await? {
            break;
        }
    }
    let schedule = daily::store::find_schedule(&services.store, post.guild, post.schedule).await?;
    if let Some(schedule) = schedule.filter(|schedule| schedule.plan.failures > 0) {
        daily::change(app, services, (schedule.guild, schedule.id), |schedule, _| schedule.plan.failures = 0).await?;
    }
    Ok(())
}

/// Records that a message quotes a member's story, which may be withdrawn.
async fn quotes(app: &App, services: &GuildServices, highlight: &PendingPost, message: u64) -> Result<(), StoreError> {
    let Post { guild, channel, testimonial, .. } = &highlight.post;
    let Some(submission) = testimonial.strip_prefix("g:").and_then(|id| id.parse::<Id>().ok()) else {
        return Ok(());
    };
    let locale = highlight.locale;
    let quoted = QuotedMessage {
        guild: *guild,
        channel: *channel,
        message,
        submissions: vec![submission],
        shows: MessageKind::Words,
        locale,
    };
    testimonials::store::record_quotes(&services.store, &quoted, app.clock.time()).await
}

/// A post will never be there: its testimonial was not shown.
async fn is_not(app: &App, services: &GuildServices, post: &Post, state: PostState) -> Result<(), StoreError> {
    daily::change(app, services, (post.guild, post.schedule), |schedule, schedule_update| {
        let plan = &mut schedule.plan;
        plan.rotation.give_back(&post.testimonial);
        let mut news = None;
        if state == PostState::Failed {
            plan.failures += 1;
            news = match plan.failures {
                1 => Some(HighlightAlert::Refused),
                MAX_REFUSALS.. if plan.standing == ScheduleStatus::Active => {
                    plan.standing = ScheduleStatus::Failing;
                    schedule.next = None;
                    Some(HighlightAlert::Paused)
                }
                _ => None,
            };
        } else if state == PostState::Missed && !is_called_off(schedule, post) {
            news = Some(HighlightAlert::Missed(1));
        }
        let id = schedule.id.bits();
        schedule_update.words = news.into_iter().map(|news| Notification::Highlight { schedule: id, news }).collect();
        schedule_update.settled = Some((Post { state, ..post.clone() }, PostState::Claimed));
    })
    .await
    .map(drop)
}

/// Marks a post as uncertain: it may or may not be there, and is never sent again automatically.
async fn is_uncertain(app: &App, services: &GuildServices, post: &Post) -> Result<(), StoreError> {
    let uncertain = Post { state: PostState::Uncertain, ..post.clone() };
    let news = HighlightAlert::Uncertain(post.id.bits());
    let schedule_update = ScheduleUpdate {
        settled: Some((uncertain, PostState::Claimed)),
        words: vec![Notification::Highlight { schedule: post.schedule.bits(), news }],
        ..ScheduleUpdate::new(post.guild, app.clock.time())
    };
    daily::store::update_schedule(&services.store, &schedule_update).await.map(drop)
}

/// Whether moderators have paused a schedule, or had it post elsewhere, since a day was claimed.
fn is_called_off(schedule: &Schedule, post: &Post) -> bool {
    let is_daily = post.day.parse::<Date>().is_ok();
    is_daily && (schedule.plan.standing != ScheduleStatus::Active || schedule.plan.channel != post.channel)
}

/// How long after a try the next one comes.
fn pause(tries: u32) -> Duration {
    FIRST_RETRY.saturating_mul(1 << tries.min(MAX_DOUBLINGS))
}
