//! Schedules of daily highlights: shows them and runs the actions on them.

use crate::bot::action::RequestContext;
use crate::bot::ask::autocomplete::Completion;
use crate::bot::daily::candidates::CandidatePool;
use crate::bot::daily::store::{Post, PostState, Schedule, ScheduleStatus, ScheduleUpdate};
use crate::bot::guild::commit::{Change, CommitOutcome, ScheduleChange};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::{App, daily};
use crate::db::{self, Id, new_id};
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

impl App {
    /// The guild's schedules whose label contains the typed text.
    pub(crate) async fn complete_schedule(&self, request: &RequestContext, typed: &str) -> Vec<Completion> {
        let (Some(services), Some(guild)) = (&self.services, request.guild) else { return Vec::new() };
        // Autocomplete must not fail: without the database, it offers nothing.
        let schedules = daily::store::schedules(&services.store, guild).await.unwrap_or_default();
        let typed = typed.trim().to_lowercase();
        let called = schedules.iter().map(|one| (one, when(request.locale, one)));
        let fits = called.filter(|(_, label)| label.to_lowercase().contains(&typed));
        fits.map(|(one, label)| Completion { label, value: one.id.to_string() }).collect()
    }
}

/// When a schedule posts.
fn when(locale: Locale, schedule: &Schedule) -> String {
    let plan = &schedule.plan;
    let time = format!("{:02}:{:02}", plan.minute / 60, plan.minute % 60);
    wording::highlights::posts_at(locale, &time, &plan.zone, &wording::highlights::weekdays(locale, plan.days))
}

impl ModeratorContext<'_> {
    /// Runs a command on the given schedule, or on the guild's only one if none is given. Otherwise lists the
    /// schedules.
    pub(crate) async fn directed(&self, directed: ScheduleRequest<'_>) -> ManageResult {
        let schedules = daily::store::schedules(self.store, self.id).await?;
        let typed = directed.schedule.map(str::trim).filter(|typed| !typed.is_empty());
        let schedule = match (typed, &*schedules) {
            (Some(typed), all) => typed.parse::<Id>().ok().and_then(|id| all.iter().find(|one| one.id == id)),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let Some(schedule) = schedule else { return self.schedules().await };
        let direct = match directed.what {
            ScheduleCommand::Status => ScheduleAction::Look,
            ScheduleCommand::Preview | ScheduleCommand::Now => ScheduleAction::Preview,
            ScheduleCommand::Skip => match self.next_of(schedule) {
                Some(turn) => ScheduleAction::Skip(StableHash::testimonial(&turn.id)),
                None => ScheduleAction::Preview,
            },
            ScheduleCommand::Pause => ScheduleAction::Pause,
            ScheduleCommand::Resume => ScheduleAction::Resume,
            ScheduleCommand::Remove => ScheduleAction::Remove(false),
        };
        self.direct(schedule.id, direct).await
    }

    /// All schedules, with a menu to open one.
    pub(crate) async fn schedules(&self) -> ManageResult {
        let locale = self.request.locale;
        let schedules = daily::store::schedules(self.store, self.id).await?;
        if schedules.is_empty() {
            return Ok(self.tell(wording::highlights::no_schedules(locale)));
        }
        let items = schedules.iter().map(|schedule| PanelItem {
            heading: self.when(schedule),
            pieces: self.in_short(schedule),
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
                self.when(schedule),
                UiAction::Manage(ModeratorAction::Schedule(schedule.id, ScheduleAction::Look)),
            )
        };
        let menu = Menu::new(wording::highlights::which_schedule(locale), schedules.iter().map(look).collect());
        Ok(Reply { menus: menu.into_iter().collect(), private: true, ..Reply::panel(locale, panel) })
    }

    fn when(&self, schedule: &Schedule) -> String {
        when(self.request.locale, schedule)
    }

    /// The channel of a schedule and its next post.
    fn in_short(&self, schedule: &Schedule) -> Vec<Span> {
        let mut pieces = vec![Span::Channel(schedule.plan.channel), Span::Plain(" ".to_owned())];
        pieces.push(match (schedule.plan.standing, schedule.next) {
            (ScheduleStatus::Active, Some(next)) => Span::Time(next.as_second()),
            (standing, _) => Span::Plain(
                wording::highlights::standing(self.request.locale, standing == ScheduleStatus::Failing).to_owned(),
            ),
        });
        pieces
    }

    /// Runs an action on a schedule.
    pub(crate) async fn direct(&self, id: Id, direct: ScheduleAction) -> ManageResult {
        let locale = self.request.locale;
        let Some(schedule) = daily::store::find_schedule(self.store, self.id, id).await? else {
            return Ok(self.tell(wording::highlights::schedule_gone(locale)));
        };
        match direct {
            ScheduleAction::Look => self.look_at(&schedule, "").await,
            ScheduleAction::Preview => Ok(self.shows_next(&schedule, "")),
            ScheduleAction::Skip(testimonial) => self.skip(schedule, testimonial).await,
            ScheduleAction::Now(testimonial) => self.post_now(schedule, testimonial).await,
            ScheduleAction::Pause => self.pause(schedule).await,
            ScheduleAction::Resume => self.resume(schedule).await,
            ScheduleAction::Remove(false) => {
                let sure = UiAction::Manage(ModeratorAction::Schedule(id, ScheduleAction::Remove(true)));
                let back = UiAction::Manage(ModeratorAction::Schedule(id, ScheduleAction::Look));
                let [.., back_label] = wording::highlights::preview_buttons(locale);
                let buttons =
                    vec![Button::new(wording::highlights::remove_surely(locale), sure), Button::new(back_label, back)];
                Ok(Reply {
                    buttons,
                    ..self.tell(format!("{}\n{}", self.when(&schedule), wording::highlights::remove_schedule(locale)))
                })
            }
            ScheduleAction::Remove(true) => self.remove(schedule).await,
        }
    }

    /// A schedule in detail: channel, times, next and latest posts, and buttons.
    pub(crate) async fn look_at(&self, schedule: &Schedule, said: &str) -> ManageResult {
        let locale = self.request.locale;
        let plan = &schedule.plan;
        let [where_, when, next, left, lately] = wording::highlights::schedule_headings(locale);
        let mut place = vec![Span::Channel(plan.channel)];
        if let Some(role) = plan.ping {
            place.extend([Span::Plain(format!("\n{}", wording::highlights::pings(locale))), Span::Role(role)]);
        }
        if plan.thread {
            place.push(Span::Plain(format!("\n{}", wording::highlights::with_thread(locale))));
        }
        let mut about = self.when(schedule);
        if let Some(only) = self.only(schedule) {
            about = format!("{about}\n{only}");
        }
        let pool = CandidatePool::of(&self.guild.library, plan);
        let unseen = plan.rotation.unseen(&pool.eligible());
        let mut items = vec![
            PanelItem { heading: where_.to_owned(), pieces: place, ..PanelItem::default() },
            PanelItem::new(when, about),
            PanelItem { heading: next.to_owned(), pieces: self.announced(schedule), ..PanelItem::default() },
            PanelItem::new(left, wording::highlights::still_to_come(locale, unseen, pool.len())),
        ];
        let posts = daily::store::latest_posts(self.store, self.id, schedule.id, LOOKED_AT).await?;
        if !posts.is_empty() {
            let pieces = posts.iter().take(PAST).flat_map(|post| self.past(post)).collect();
            items.push(PanelItem { heading: lately.to_owned(), pieces, ..PanelItem::default() });
        }
        let mut buttons = Vec::new();
        for post in posts.iter().filter(|post| post.state == PostState::Uncertain).take(1) {
            let [there, not] = wording::highlights::settle_buttons(locale);
            buttons.push(Button::new(there, UiAction::Manage(ModeratorAction::Settle(post.id, true))));
            buttons.push(Button::new(not, UiAction::Manage(ModeratorAction::Settle(post.id, false))));
        }
        let [preview, pause, resume, remove, all] = wording::highlights::schedule_buttons(locale);
        let button =
            |label, direct| Button::new(label, UiAction::Manage(ModeratorAction::Schedule(schedule.id, direct)));
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
    fn only(&self, schedule: &Schedule) -> Option<String> {
        let knowledge = self.guild.library.knowledge();
        let roles = schedule.plan.roles.iter().map(|role| role.code().to_owned());
        let title = |id: &String| knowledge.topic(id).map_or_else(|| id.clone(), |topic| topic.title.clone());
        let only: Vec<String> = roles.chain(schedule.plan.topics.iter().map(title)).collect();
        (!only.is_empty()).then(|| wording::highlights::only(self.request.locale, &only.join(", ")))
    }

    /// Times of the next posts, which Discord shows in each reader's time zone.
    fn announced(&self, schedule: &Schedule) -> Vec<Span> {
        let locale = self.request.locale;
        let standing = schedule.plan.standing;
        if standing != ScheduleStatus::Active {
            return vec![Span::Plain(
                wording::highlights::standing(locale, standing == ScheduleStatus::Failing).to_owned(),
            )];
        }
        let first =
            schedule.next.into_iter().filter_map(|next| next.checked_sub(jiff::SignedDuration::from_nanos(1)).ok());
        let dues = first.flat_map(|before| {
            let when = schedule.plan.when();
            when.map(|when| when.upcoming(before, ANNOUNCED)).unwrap_or_default()
        });
        dues.flat_map(|due| [Span::Time(due.at.as_second()), Span::Plain("\n".to_owned())]).collect()
    }

    /// A past post in one line.
    fn past(&self, post: &Post) -> [Span; 2] {
        let state = wording::highlights::post_state(self.request.locale, post.state.code());
        [Span::Time(post.due.as_second()), Span::Plain(format!(": {state}\n"))]
    }

    /// The testimonial that is next.
    fn next_of(&self, schedule: &Schedule) -> Option<NextTestimonial> {
        schedule.plan.rotation.next(&CandidatePool::of(&self.guild.library, &schedule.plan).eligible())
    }

    /// The next post, exactly as it will look.
    fn shows_next(&self, schedule: &Schedule, said: &str) -> Reply {
        let locale = self.request.locale;
        let pool = CandidatePool::of(&self.guild.library, &schedule.plan);
        let turn = schedule.plan.rotation.next(&pool.eligible());
        let shown = turn.and_then(|turn| pool.voice(&turn.id).map(|voice| (turn, voice)));
        let [skip, now, back] = wording::highlights::preview_buttons(locale);
        let button =
            |label, direct| Button::new(label, UiAction::Manage(ModeratorAction::Schedule(schedule.id, direct)));
        let Some((turn, voice)) = shown else {
            return Reply {
                buttons: vec![button(back, ScheduleAction::Look)],
                ..self.tell(wording::highlights::nothing_left(locale))
            };
        };
        let post = self.claimed(schedule, &turn, String::new());
        let mut reply = daily::composed(&self.guild.library, self.guild_locale(), &schedule.plan, &post, voice);
        let name = StableHash::testimonial(&turn.id);
        reply.buttons = vec![
            button(skip, ScheduleAction::Skip(name)),
            button(now, ScheduleAction::Now(name)),
            button(back, ScheduleAction::Look),
        ];
        let mut pieces = vec![Span::Plain(said.to_owned())];
        match schedule.next {
            Some(next) => {
                pieces.extend([
                    Span::Plain(wording::highlights::next_is(locale).to_owned()),
                    Span::Time(next.as_second()),
                ]);
            }
            None => pieces.push(Span::Plain(wording::highlights::next_when_resumed(locale).to_owned())),
        }
        let lead = Panel { items: vec![PanelItem { pieces, ..PanelItem::default() }], columns: 1, ..Panel::default() };
        reply.panels.insert(0, lead);
        Reply { locale, private: true, ..reply }
    }

    /// The post that a claim would create now; `schedule` stays unchanged.
    fn claimed(&self, schedule: &Schedule, turn: &NextTestimonial, day: String) -> Post {
        daily::claim(&mut schedule.clone(), turn, day, self.now)
    }

    /// Skips the next testimonial, if it is still the one the moderator saw.
    async fn skip(&self, mut schedule: Schedule, testimonial: StableHash) -> ManageResult {
        let locale = self.request.locale;
        let Some(turn) = self.next_of(&schedule).filter(|turn| StableHash::testimonial(&turn.id) == testimonial) else {
            return Ok(self.shows_next(&schedule, &format!("{}\n", wording::highlights::schedule_changed(locale))));
        };
        schedule.plan.rotation.skip(&turn);
        let id = schedule.id;
        let done = self
            .update_schedule(
                ScheduleUpdate { schedule: Some(schedule), ..self.schedule_update() },
                ScheduleChange::Skip,
            )
            .await?;
        let said =
            if done { wording::highlights::skipped(locale) } else { wording::highlights::schedule_changed(locale) };
        match daily::store::find_schedule(self.store, self.id, id).await? {
            Some(now) => Ok(self.shows_next(&now, &format!("{said}\n"))),
            None => Ok(self.tell(wording::highlights::schedule_gone(locale))),
        }
    }

    /// Posts the next testimonial now, if it is still the one the moderator saw. The scheduled post still happens.
    async fn post_now(&self, mut schedule: Schedule, testimonial: StableHash) -> ManageResult {
        let locale = self.request.locale;
        let Some(turn) = self.next_of(&schedule).filter(|turn| StableHash::testimonial(&turn.id) == testimonial) else {
            return Ok(self.shows_next(&schedule, &format!("{}\n", wording::highlights::schedule_changed(locale))));
        };
        let day = format!("now {}", new_id());
        let post = daily::claim(&mut schedule, &turn, day, self.now);
        self.make(schedule, post, None, ScheduleChange::Now, wording::highlights::posting_now(locale)).await
    }

    /// Claims a post, hands it to the publisher and confirms it.
    async fn make(
        &self,
        schedule: Schedule,
        post: Post,
        settled: Option<(Post, PostState)>,
        directing: ScheduleChange,
        said: &str,
    ) -> ManageResult {
        let began = self.app.clock.now();
        let claim = Some((post.clone(), self.now + daily::POST_LEASE));
        let schedule_update = ScheduleUpdate { schedule: Some(schedule), claim, settled, ..self.schedule_update() };
        if !self.update_schedule(schedule_update, directing).await? {
            return Ok(self.tell(wording::highlights::schedule_changed(self.request.locale)));
        }
        if let Some(services) = &self.app.services {
            services.daily.take(post, began);
        }
        Ok(self.tell(said))
    }

    /// Records whether an uncertain post arrived. If it did not, posts it again.
    pub(crate) async fn settle(&self, post: Id, there: bool) -> ManageResult {
        let locale = self.request.locale;
        let post =
            daily::store::find_post(self.store, self.id, post).await?.filter(|post| post.state == PostState::Uncertain);
        let Some(post) = post else { return Ok(self.tell(wording::highlights::settled_before(locale))) };
        let Some(schedule) = daily::store::find_schedule(self.store, self.id, post.schedule).await? else {
            return Ok(self.tell(wording::highlights::schedule_gone(locale)));
        };
        let state = if there { PostState::Posted } else { PostState::Failed };
        let settled = Some((Post { state, ..post.clone() }, PostState::Uncertain));
        if there {
            let done = self
                .update_schedule(ScheduleUpdate { settled, ..self.schedule_update() }, ScheduleChange::Settle)
                .await?;
            return Ok(self.tell(if done {
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
            due: self.now,
            tries: 0,
            ..post
        };
        self.make(schedule, again, settled, ScheduleChange::Settle, wording::highlights::settled(locale, false)).await
    }

    async fn pause(&self, mut schedule: Schedule) -> ManageResult {
        schedule.plan.standing = ScheduleStatus::Paused;
        schedule.next = None;
        self.changed(schedule, ScheduleChange::Pause, wording::highlights::schedule_paused(self.request.locale)).await
    }

    /// Posts that were due during the pause are not made up for.
    async fn resume(&self, mut schedule: Schedule) -> ManageResult {
        schedule.plan.standing = ScheduleStatus::Active;
        schedule.plan.failures = 0;
        self.begin_at(&mut schedule).await?;
        self.changed(schedule, ScheduleChange::Resume, wording::highlights::schedule_resumed(self.request.locale)).await
    }

    /// Ignores what was due before now. A day that already has a post gets no second one, even if the new time is
    /// later.
    pub(crate) async fn begin_at(&self, schedule: &mut Schedule) -> Result<(), db::error::StoreError> {
        schedule.plan.since = self.now.as_millisecond();
        schedule.plan.checked = schedule.plan.since;
        let Some(when) = schedule.plan.when() else { return Ok(()) };
        let today = when.zone.to_datetime(self.now).date();
        let done = daily::store::post_days(self.store, self.id, schedule.id, today).await?;
        let open = |due: &crate::schedule::Occurrence| {
            !done.iter().any(|(day, state)| *day == due.date && *state != PostState::Missed)
        };
        let next = when.upcoming(self.now, done.len() + 1).into_iter().find(open).map(|due| due.at);
        schedule.next = next.filter(|_| schedule.plan.standing == ScheduleStatus::Active);
        Ok(())
    }

    /// Stores a schedule and shows it.
    pub(crate) async fn changed(&self, schedule: Schedule, directing: ScheduleChange, said: &str) -> ManageResult {
        let locale = self.request.locale;
        let id = schedule.id;
        let done = self
            .update_schedule(ScheduleUpdate { schedule: Some(schedule), ..self.schedule_update() }, directing)
            .await?;
        let said = if done { said } else { wording::highlights::schedule_changed(locale) };
        match daily::store::find_schedule(self.store, self.id, id).await? {
            Some(now) => self.look_at(&now, said).await,
            None => Ok(self.tell(wording::highlights::schedule_gone(locale))),
        }
    }

    async fn remove(&self, schedule: Schedule) -> ManageResult {
        let schedule_update = ScheduleUpdate { schedule: Some(schedule), ..self.schedule_update() };
        let done = self.update_schedule(schedule_update, ScheduleChange::Remove).await?;
        let locale = self.request.locale;
        Ok(self.tell(if done {
            wording::highlights::schedule_removed(locale)
        } else {
            wording::highlights::schedule_changed(locale)
        }))
    }

    pub(crate) fn schedule_update(&self) -> ScheduleUpdate {
        ScheduleUpdate::new(self.id, self.now)
    }

    /// Stores an update; false if what it changes is no longer as it was read.
    pub(crate) async fn update_schedule(
        &self,
        schedule_update: ScheduleUpdate,
        directing: ScheduleChange,
    ) -> Result<bool, db::error::StoreError> {
        let committed = self.commit(vec![Change::Highlight(Box::new(schedule_update), directing)]).await?;
        if let Some(services) = &self.app.services {
            services.daily.changed();
        }
        Ok(matches!(committed, CommitOutcome::Done(_)))
    }
}
