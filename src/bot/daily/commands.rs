//! Schedules of daily highlights: shows them and runs the actions on them.

use crate::bot::action::RequestContext;
use crate::bot::ask::autocomplete::Completion;
use crate::bot::daily::candidates::CandidatePool;
use crate::bot::daily::store::{Post, PostState, Schedule, ScheduleStatus, ScheduleUpdate};
use crate::bot::faq;
use crate::bot::guild::commit::{Change, CommitOutcome, ScheduleChange};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::{App, daily};
use crate::db::{Id, StoreError, new_id};
use crate::schedule::NextTestimonial;
use crate::ui::{
    Button, Locale, Menu, ModeratorAction, Panel, PanelItem, Reply, ScheduleAction, Span, StableHash, UiAction, wording,
};

/// Upcoming posts shown.
const ANNOUNCED: usize = 3;
/// Past posts shown.
const PAST: usize = 5;
/// Latest posts searched for an uncertain one.
const LOOKED_AT: u32 = 400;

/// A command on a schedule.
#[derive(Debug, Clone, Copy)]
pub struct ScheduleRequest<'a> {
    pub what: ScheduleCommand,
    /// An autocomplete value; [`None`] means the guild's only schedule.
    pub schedule: Option<&'a str>,
}

/// A command on a schedule. Some of them act on the testimonial that is next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleCommand {
    /// Shows the schedule.
    Status,
    /// Shows the next post.
    Preview,
    /// Skips the next testimonial.
    Skip,
    /// Shows the next post, with a button that posts it.
    Now,
    Pause,
    Resume,
    /// Asks for confirmation, then removes the schedule.
    Remove,
}

/// The guild's schedules whose label contains the typed text.
pub(crate) async fn complete_schedule(app: &App, request: &RequestContext, typed: &str) -> Vec<Completion> {
    let (Some(services), Some(guild)) = (&app.services, request.guild) else { return Vec::new() };
    // Autocomplete must not fail: without the database, it offers nothing.
    let schedules = daily::store::schedules(&services.store, guild).await.unwrap_or_default();
    let typed = typed.trim().to_lowercase();
    let called = schedules.iter().map(|one| (one, when(request.locale, one)));
    let fits = called.filter(|(_, label)| label.to_lowercase().contains(&typed));
    fits.map(|(one, label)| Completion { label, value: one.id.to_string() }).collect()
}

/// When a schedule posts.
fn when(locale: Locale, schedule: &Schedule) -> String {
    let plan = &schedule.plan;
    let time = format!("{:02}:{:02}", plan.minute / 60, plan.minute % 60);
    wording::highlights::posts_at(locale, &time, &plan.zone, &wording::highlights::weekdays(locale, plan.days))
}

/// Runs a command on the given schedule, or on the guild's only one if none is given. Otherwise lists the
/// schedules.
pub(crate) async fn handle_command(context: &ModeratorContext<'_>, directed: ScheduleRequest<'_>) -> ManageResult {
    let schedules = daily::store::schedules(context.store, context.id).await?;
    let typed = directed.schedule.map(str::trim).filter(|typed| !typed.is_empty());
    let schedule = match (typed, &*schedules) {
        (Some(typed), all) => typed.parse::<Id>().ok().and_then(|id| all.iter().find(|one| one.id == id)),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(schedule) = schedule else { return list_schedules(context).await };
    let direct = match directed.what {
        ScheduleCommand::Status => ScheduleAction::Look,
        ScheduleCommand::Preview | ScheduleCommand::Now => ScheduleAction::Preview,
        ScheduleCommand::Skip => match next_of(context, schedule) {
            Some(turn) => ScheduleAction::Skip(StableHash::testimonial(&turn.id)),
            None => ScheduleAction::Preview,
        },
        ScheduleCommand::Pause => ScheduleAction::Pause,
        ScheduleCommand::Resume => ScheduleAction::Resume,
        ScheduleCommand::Remove => ScheduleAction::Remove(false),
    };
    handle_action(context, schedule.id, direct).await
}

/// All schedules, with a menu to open one.
pub(crate) async fn list_schedules(context: &ModeratorContext<'_>) -> ManageResult {
    let locale = context.request.locale;
    let schedules = daily::store::schedules(context.store, context.id).await?;
    if schedules.is_empty() {
        return Ok(context.tell(wording::highlights::no_schedules(locale)));
    }
    let items = schedules.iter().map(|schedule| PanelItem {
        heading: time_of(context, schedule),
        pieces: in_short(context, schedule),
        ..PanelItem::default()
    });
    let panel = Panel {
        title: wording::highlights::schedules(locale).to_owned(),
        items: items.collect(),
        columns: 1,
        ..Panel::default()
    };
    let look = |schedule: &Schedule| {
        Button::new(
            time_of(context, schedule),
            UiAction::Manage(ModeratorAction::Schedule(schedule.id, ScheduleAction::Look)),
        )
    };
    let menu = Menu::new(wording::highlights::which_schedule(locale), schedules.iter().map(look).collect());
    Ok(Reply { menus: menu.into_iter().collect(), private: true, ..Reply::panel(locale, panel) })
}

fn time_of(context: &ModeratorContext<'_>, schedule: &Schedule) -> String {
    when(context.request.locale, schedule)
}

/// The channel of a schedule and its next post.
fn in_short(context: &ModeratorContext<'_>, schedule: &Schedule) -> Vec<Span> {
    let mut pieces = vec![Span::Channel(schedule.plan.channel), Span::Plain(" ".to_owned())];
    pieces.push(match (schedule.plan.standing, schedule.next) {
        (ScheduleStatus::Active, Some(next)) => Span::Time(next.as_second()),
        (standing, _) => Span::Plain(
            wording::highlights::standing(context.request.locale, standing == ScheduleStatus::Failing).to_owned(),
        ),
    });
    pieces
}

/// Runs an action on a schedule.
pub(crate) async fn handle_action(context: &ModeratorContext<'_>, id: Id, direct: ScheduleAction) -> ManageResult {
    let locale = context.request.locale;
    let Some(schedule) = daily::store::find_schedule(context.store, context.id, id).await? else {
        return Ok(context.tell(wording::highlights::schedule_gone(locale)));
    };
    match direct {
        ScheduleAction::Look => look_at(context, &schedule, "").await,
        ScheduleAction::Preview => Ok(shows_next(context, &schedule, "")),
        ScheduleAction::Skip(testimonial) => skip(context, schedule, testimonial).await,
        ScheduleAction::Now(testimonial) => post_now(context, schedule, testimonial).await,
        ScheduleAction::Pause => pause(context, schedule).await,
        ScheduleAction::Resume => resume(context, schedule).await,
        ScheduleAction::Remove(false) => {
            let sure = UiAction::Manage(ModeratorAction::Schedule(id, ScheduleAction::Remove(true)));
            let back = UiAction::Manage(ModeratorAction::Schedule(id, ScheduleAction::Look));
            let [.., back_label] = wording::highlights::preview_buttons(locale);
            let buttons =
                vec![Button::new(wording::highlights::remove_surely(locale), sure), Button::new(back_label, back)];
            Ok(Reply {
                buttons,
                ..context.tell(format!(
                    "{}\n{}",
                    time_of(context, &schedule),
                    wording::highlights::remove_schedule(locale)
                ))
            })
        }
        ScheduleAction::Remove(true) => remove(context, schedule).await,
    }
}

/// A schedule in detail: channel, times, next and latest posts, and buttons.
pub(crate) async fn look_at(context: &ModeratorContext<'_>, schedule: &Schedule, said: &str) -> ManageResult {
    let locale = context.request.locale;
    let plan = &schedule.plan;
    let [where_, when, next, left, lately] = wording::highlights::schedule_headings(locale);
    let mut place = vec![Span::Channel(plan.channel)];
    if let Some(role) = plan.ping {
        place.extend([Span::Plain(format!("\n{}", wording::highlights::pings(locale))), Span::Role(role)]);
    }
    if plan.thread {
        place.push(Span::Plain(format!("\n{}", wording::highlights::with_thread(locale))));
    }
    let mut about = time_of(context, schedule);
    if let Some(only) = check_channel(context, schedule) {
        about = format!("{about}\n{only}");
    }
    let pool = CandidatePool::of(&context.guild.library, plan);
    let unseen = plan.rotation.unseen(&pool.eligible());
    let mut items = vec![
        PanelItem { heading: where_.to_owned(), pieces: place, ..PanelItem::default() },
        PanelItem::new(when, about),
        PanelItem { heading: next.to_owned(), pieces: mention_of(context, schedule), ..PanelItem::default() },
        PanelItem::new(left, wording::highlights::still_to_come(locale, unseen, pool.len())),
    ];
    let posts = daily::store::latest_posts(context.store, context.id, schedule.id, LOOKED_AT).await?;
    if !posts.is_empty() {
        let pieces = posts.iter().take(PAST).flat_map(|post| past(context, post)).collect();
        items.push(PanelItem { heading: lately.to_owned(), pieces, ..PanelItem::default() });
    }
    let mut buttons = Vec::new();
    for post in posts.iter().filter(|post| post.state == PostState::Uncertain).take(1) {
        let [there, not] = wording::highlights::settle_buttons(locale);
        buttons.push(Button::new(there, UiAction::Manage(ModeratorAction::Settle(post.id, true))));
        buttons.push(Button::new(not, UiAction::Manage(ModeratorAction::Settle(post.id, false))));
    }
    let [preview, pause, resume, remove, all] = wording::highlights::schedule_buttons(locale);
    let button = |label, direct| Button::new(label, UiAction::Manage(ModeratorAction::Schedule(schedule.id, direct)));
    buttons.push(button(preview, ScheduleAction::Preview));
    buttons.push(match plan.standing {
        ScheduleStatus::Active => button(pause, ScheduleAction::Pause),
        ScheduleStatus::Paused | ScheduleStatus::Failing => button(resume, ScheduleAction::Resume),
    });
    buttons.push(button(remove, ScheduleAction::Remove(false)));
    buttons.push(Button::new(all, UiAction::Manage(ModeratorAction::Schedules)));
    let title = wording::highlights::schedules(locale).to_owned();
    let panel = Panel { title, text: said.to_owned(), items, columns: 1, ..Panel::default() };
    Ok(Reply { buttons, private: true, ..Reply::panel(locale, panel) })
}

/// The roles and topics that a schedule is limited to, if any.
fn check_channel(context: &ModeratorContext<'_>, schedule: &Schedule) -> Option<String> {
    let knowledge = context.guild.library.knowledge();
    let roles = schedule.plan.roles.iter().map(|role| role.code().to_owned());
    let title = |id: &String| knowledge.topic(id).map_or_else(|| id.clone(), |topic| topic.title.clone());
    let only: Vec<String> = roles.chain(schedule.plan.topics.iter().map(title)).collect();
    (!only.is_empty()).then(|| wording::highlights::only(context.request.locale, &only.join(", ")))
}

/// Times of the next posts, which Discord shows in each reader's time zone.
fn mention_of(context: &ModeratorContext<'_>, schedule: &Schedule) -> Vec<Span> {
    let locale = context.request.locale;
    let standing = schedule.plan.standing;
    if standing != ScheduleStatus::Active {
        return vec![Span::Plain(
            wording::highlights::standing(locale, standing == ScheduleStatus::Failing).to_owned(),
        )];
    }
    let first = schedule.next.into_iter().filter_map(|next| next.checked_sub(jiff::SignedDuration::from_nanos(1)).ok());
    let dues = first.flat_map(|before| {
        let when = schedule.plan.when();
        when.map(|when| when.upcoming(before, ANNOUNCED)).unwrap_or_default()
    });
    dues.flat_map(|due| [Span::Time(due.at.as_second()), Span::Plain("\n".to_owned())]).collect()
}

/// A past post in one line.
fn past(context: &ModeratorContext<'_>, post: &Post) -> [Span; 2] {
    let state = wording::highlights::post_state(context.request.locale, post.state.code());
    [Span::Time(post.due.as_second()), Span::Plain(format!(": {state}\n"))]
}

/// The testimonial that is next.
fn next_of(context: &ModeratorContext<'_>, schedule: &Schedule) -> Option<NextTestimonial> {
    schedule.plan.rotation.next(&CandidatePool::of(&context.guild.library, &schedule.plan).eligible())
}

/// The next post, exactly as it will look.
fn shows_next(context: &ModeratorContext<'_>, schedule: &Schedule, said: &str) -> Reply {
    let locale = context.request.locale;
    let pool = CandidatePool::of(&context.guild.library, &schedule.plan);
    let turn = schedule.plan.rotation.next(&pool.eligible());
    let shown = turn.and_then(|turn| pool.voice(&turn.id).map(|voice| (turn, voice)));
    let [skip, now, back] = wording::highlights::preview_buttons(locale);
    let button = |label, direct| Button::new(label, UiAction::Manage(ModeratorAction::Schedule(schedule.id, direct)));
    let Some((turn, voice)) = shown else {
        return Reply {
            buttons: vec![button(back, ScheduleAction::Look)],
            ..context.tell(wording::highlights::nothing_left(locale))
        };
    };
    let post = claim_now(context, schedule, &turn, String::new());
    let mut reply =
        daily::composed(&context.guild.library, faq::editor::guild_locale(context), &schedule.plan, &post, voice);
    let name = StableHash::testimonial(&turn.id);
    reply.buttons = vec![
        button(skip, ScheduleAction::Skip(name)),
        button(now, ScheduleAction::Now(name)),
        button(back, ScheduleAction::Look),
    ];
    let mut pieces = vec![Span::Plain(said.to_owned())];
    match schedule.next {
        Some(next) => {
            pieces.extend([Span::Plain(wording::highlights::next_is(locale).to_owned()), Span::Time(next.as_second())]);
        }
        None => pieces.push(Span::Plain(wording::highlights::next_when_resumed(locale).to_owned())),
    }
    let lead = Panel { items: vec![PanelItem { pieces, ..PanelItem::default() }], columns: 1, ..Panel::default() };
    reply.panels.insert(0, lead);
    Reply { locale, private: true, ..reply }
}

/// The post that a claim would create now; `schedule` stays unchanged.
fn claim_now(context: &ModeratorContext<'_>, schedule: &Schedule, turn: &NextTestimonial, day: String) -> Post {
    daily::claim(&mut schedule.clone(), turn, day, context.now)
}

/// Skips the next testimonial, if it is still the one the moderator saw.
async fn skip(context: &ModeratorContext<'_>, mut schedule: Schedule, testimonial: StableHash) -> ManageResult {
    let locale = context.request.locale;
    let Some(turn) = next_of(context, &schedule).filter(|turn| StableHash::testimonial(&turn.id) == testimonial) else {
        return Ok(shows_next(context, &schedule, &format!("{}\n", wording::highlights::schedule_changed(locale))));
    };
    schedule.plan.rotation.skip(&turn);
    let id = schedule.id;
    let done = update_schedule(
        context,
        ScheduleUpdate { schedule: Some(schedule), ..schedule_update(context) },
        ScheduleChange::Skip,
    )
    .await?;
    let said = if done { wording::highlights::skipped(locale) } else { wording::highlights::schedule_changed(locale) };
    match daily::store::find_schedule(context.store, context.id, id).await? {
        Some(now) => Ok(shows_next(context, &now, &format!("{said}\n"))),
        None => Ok(context.tell(wording::highlights::schedule_gone(locale))),
    }
}

/// Posts the next testimonial now, if it is still the one the moderator saw. The scheduled post still happens.
async fn post_now(context: &ModeratorContext<'_>, mut schedule: Schedule, testimonial: StableHash) -> ManageResult {
    let locale = context.request.locale;
    let Some(turn) = next_of(context, &schedule).filter(|turn| StableHash::testimonial(&turn.id) == testimonial) else {
        return Ok(shows_next(context, &schedule, &format!("{}\n", wording::highlights::schedule_changed(locale))));
    };
    let day = format!("now {}", new_id());
    let post = daily::claim(&mut schedule, &turn, day, context.now);
    make(context, schedule, post, None, ScheduleChange::Now, wording::highlights::posting_now(locale)).await
}

/// Claims a post, hands it to the publisher and confirms it.
async fn make(
    context: &ModeratorContext<'_>,
    schedule: Schedule,
    post: Post,
    settled: Option<(Post, PostState)>,
    directing: ScheduleChange,
    said: &str,
) -> ManageResult {
    let began = context.app.clock.now();
    let claim = Some((post.clone(), context.now + daily::POST_LEASE));
    let schedule_update = ScheduleUpdate { schedule: Some(schedule), claim, settled, ..schedule_update(context) };
    if !update_schedule(context, schedule_update, directing).await? {
        return Ok(context.tell(wording::highlights::schedule_changed(context.request.locale)));
    }
    if let Some(services) = &context.app.services {
        services.daily.take(post, began);
    }
    Ok(context.tell(said))
}

/// Records whether an uncertain post arrived. If it did not, posts it again.
pub(crate) async fn settle(context: &ModeratorContext<'_>, post: Id, there: bool) -> ManageResult {
    let locale = context.request.locale;
    let post = daily::store::find_post(context.store, context.id, post)
        .await?
        .filter(|post| post.state == PostState::Uncertain);
    let Some(post) = post else { return Ok(context.tell(wording::highlights::settled_before(locale))) };
    let Some(schedule) = daily::store::find_schedule(context.store, context.id, post.schedule).await? else {
        return Ok(context.tell(wording::highlights::schedule_gone(locale)));
    };
    let state = if there { PostState::Posted } else { PostState::Failed };
    let settled = Some((Post { state, ..post.clone() }, PostState::Uncertain));
    if there {
        let done =
            update_schedule(context, ScheduleUpdate { settled, ..schedule_update(context) }, ScheduleChange::Settle)
                .await?;
        return Ok(context.tell(if done {
            wording::highlights::settled(locale, true)
        } else {
            wording::highlights::settled_before(locale)
        }));
    }
    // A new id and day key: the first attempt may still turn up.
    let again = Post {
        id: new_id(),
        day: format!("{} again", post.day),
        state: PostState::Claimed,
        channel: schedule.plan.channel,
        due: context.now,
        tries: 0,
        ..post
    };
    make(context, schedule, again, settled, ScheduleChange::Settle, wording::highlights::settled(locale, false)).await
}

async fn pause(context: &ModeratorContext<'_>, mut schedule: Schedule) -> ManageResult {
    schedule.plan.standing = ScheduleStatus::Paused;
    schedule.next = None;
    store_change(context, schedule, ScheduleChange::Pause, wording::highlights::schedule_paused(context.request.locale))
        .await
}

/// Posts that were due during the pause are not made up for.
async fn resume(context: &ModeratorContext<'_>, mut schedule: Schedule) -> ManageResult {
    schedule.plan.standing = ScheduleStatus::Active;
    schedule.plan.failures = 0;
    begin_at(context, &mut schedule).await?;
    store_change(
        context,
        schedule,
        ScheduleChange::Resume,
        wording::highlights::schedule_resumed(context.request.locale),
    )
    .await
}

/// Ignores what was due before now. A day that already has a post gets no second one, even if the new time is
/// later.
pub(crate) async fn begin_at(context: &ModeratorContext<'_>, schedule: &mut Schedule) -> Result<(), StoreError> {
    schedule.plan.since = context.now.as_millisecond();
    schedule.plan.checked = schedule.plan.since;
    let Some(when) = schedule.plan.when() else { return Ok(()) };
    let today = when.zone.to_datetime(context.now).date();
    let done = daily::store::post_days(context.store, context.id, schedule.id, today).await?;
    let open = |due: &crate::schedule::Occurrence| {
        !done.iter().any(|(day, state)| *day == due.date && *state != PostState::Missed)
    };
    let next = when.upcoming(context.now, done.len() + 1).into_iter().find(open).map(|due| due.at);
    schedule.next = next.filter(|_| schedule.plan.standing == ScheduleStatus::Active);
    Ok(())
}

/// Stores a schedule and shows it.
pub(crate) async fn store_change(
    context: &ModeratorContext<'_>,
    schedule: Schedule,
    directing: ScheduleChange,
    said: &str,
) -> ManageResult {
    let locale = context.request.locale;
    let id = schedule.id;
    let done =
        update_schedule(context, ScheduleUpdate { schedule: Some(schedule), ..schedule_update(context) }, directing)
            .await?;
    let said = if done { said } else { wording::highlights::schedule_changed(locale) };
    match daily::store::find_schedule(context.store, context.id, id).await? {
        Some(now) => look_at(context, &now, said).await,
        None => Ok(context.tell(wording::highlights::schedule_gone(locale))),
    }
}

async fn remove(context: &ModeratorContext<'_>, schedule: Schedule) -> ManageResult {
    let schedule_update = ScheduleUpdate { schedule: Some(schedule), ..schedule_update(context) };
    let done = update_schedule(context, schedule_update, ScheduleChange::Remove).await?;
    let locale = context.request.locale;
    Ok(context.tell(if done {
        wording::highlights::schedule_removed(locale)
    } else {
        wording::highlights::schedule_changed(locale)
    }))
}

pub(crate) fn schedule_update(context: &ModeratorContext<'_>) -> ScheduleUpdate {
    ScheduleUpdate::new(context.id, context.now)
}

/// Stores an update; false if what it changes is no longer as it was read.
pub(crate) async fn update_schedule(
    context: &ModeratorContext<'_>,
    schedule_update: ScheduleUpdate,
    directing: ScheduleChange,
) -> Result<bool, StoreError> {
    let committed = context.commit(vec![Change::Highlight(Box::new(schedule_update), directing)]).await?;
    if let Some(services) = &context.app.services {
        services.daily.changed();
    }
    Ok(matches!(committed, CommitOutcome::Done(_)))
}
