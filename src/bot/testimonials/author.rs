//! The steps of an author with their story.

use crate::bot::ask;
use crate::bot::inbox;
use crate::bot::outbox;
use crate::bot::testimonials::redaction::{TextWarning, remarks};
use crate::bot::testimonials::store::{Attribution, AuthorAction, Submission, SubmissionStatus, TestimonialContent};
use crate::bot::testimonials::{
    self, AuthorContext, AuthorResult, MAX_ATTRIBUTION_CHARS, MAX_OPEN_SUBMISSIONS, MAX_STORY_CHARS, SubmissionCommand,
    is_unfinished, quoted,
};
use crate::db::{Id, new_id_by_chance};
use crate::ui::{
    Button, Form, FormField, Menu, Panel, PanelItem, Reply, SubmissionAction, UiAction, limits, plain, wording,
};

/// Characters that are taken of a text: what Discord takes, so that nothing is lost of one that is too long.
const TAKEN: u16 = 4_000;

impl AuthorContext<'_> {
    fn tell(&self, said: impl Into<String>) -> Reply {
        Reply::tells(self.request.locale, said)
    }

    /// The form for a new story.
    pub(crate) async fn begin(&self, sharing: SubmissionCommand<'_>) -> AuthorResult {
        let locale = self.request.locale;
        let Some(guild) = self.guild.id else { return Ok(self.tell(wording::manage::only_in_guilds(locale))) };
        let store = &self.services.store;
        if inbox::store::is_blocked(store, guild, self.member).await? {
            return Ok(self.tell(wording::sharing::may_not_share(locale)));
        }
        let mut open = testimonials::store::submissions_of(store, self.member).await?;
        open.retain(|one| one.guild == guild && is_unfinished(one.status));
        let (empty, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|one| one.content.text.is_empty());
        if open.len() >= MAX_OPEN_SUBMISSIONS {
            return Ok(self.tell(wording::sharing::too_many_shared(locale, MAX_OPEN_SUBMISSIONS)));
        }
        // A form that was closed is opened again, as it is wanted now.
        let (id, version) = empty.first().map_or_else(|| (new_id_by_chance(), 0), |one| (one.id, one.version));
        let topic = match sharing.topic.map(str::trim).filter(|typed| !typed.is_empty()) {
            None => String::new(),
            Some(typed) => match ask::autocomplete::topic_called(&self.guild.library, typed) {
                Some(topic) => topic.id.clone(),
                None => return Ok(self.tell(wording::highlights::no_topic(locale, typed))),
            },
        };
        let short = |text: Option<&str>| -> String {
            plain::line(text.unwrap_or_default()).trim().chars().take(MAX_ATTRIBUTION_CHARS).collect()
        };
        // An anonymous author is not described, and no description is stored.
        let described = |text| if sharing.named == Attribution::Nobody { String::new() } else { short(text) };
        let name = if sharing.named == Attribution::Name { short(Some(&self.request.name)) } else { String::new() };
        let content = TestimonialContent {
            text: String::new(),
            attribution: sharing.named,
            name,
            role: sharing.role,
            place: described(sharing.place),
            years: described(sharing.years),
            topic,
        };
        let submission = Submission {
            id,
            guild,
            member: self.member,
            version,
            status: SubmissionStatus::Written,
            content,
            cut: None,
            daily: false,
            note: String::new(),
            consented: None,
            at: self.app.clock.time(),
        };
        testimonials::store::update_by_author(store, &submission, AuthorAction::Writes).await?;
        Ok(self.form(&submission))
    }

    fn form(&self, submission: &Submission) -> Reply {
        let locale = self.request.locale;
        let (title, text, text_hint, name, name_hint) = wording::sharing::share_form(locale);
        let mut fields = vec![FormField {
            label: text,
            hint: text_hint,
            value: submission.content.text.clone(),
            long: true,
            required: true,
            most: TAKEN,
        }];
        if submission.content.attribution == Attribution::Name {
            fields.push(FormField {
                label: name,
                hint: name_hint,
                value: submission.content.name.clone(),
                long: false,
                required: true,
                most: u16::try_from(MAX_ATTRIBUTION_CHARS).unwrap_or(u16::MAX),
            });
        }
        Reply::form(locale, Form { title, press: UiAction::Share(submission.id, SubmissionAction::Write), fields })
    }

    /// A story of the member.
    async fn own(&self, id: Id) -> Result<Option<Submission>, testimonials::StoreError> {
        let found = testimonials::store::find_submission(&self.services.store, id).await?;
        Ok(found.filter(|one| one.member == self.member))
    }

    pub(crate) async fn press(&self, id: Id, share: SubmissionAction) -> AuthorResult {
        let locale = self.request.locale;
        let Some(submission) = self.own(id).await? else {
            return Ok(self.tell(wording::sharing::experience_gone(locale)));
        };
        match share {
            SubmissionAction::Look(_) => Ok(self.show(&submission, "")),
            SubmissionAction::Write => Ok(self.form(&submission)),
            SubmissionAction::Consent(version) => self.consent(submission, version).await,
            SubmissionAction::Accept(version) => self.accept(submission, version).await,
            SubmissionAction::Withdraw(false) => {
                let [yes, back] = wording::sharing::withdraw_buttons(locale);
                let buttons = vec![
                    Button::new(yes, UiAction::Share(id, SubmissionAction::Withdraw(true))),
                    Button::new(back, UiAction::Share(id, SubmissionAction::Look(seen(&submission)))),
                ];
                Ok(Reply { buttons, ..self.tell(wording::sharing::really_withdraw(locale)) })
            }
            SubmissionAction::Withdraw(true) => self.withdraw(&submission).await,
        }
    }

    /// Stores the submitted form word for word, and shows it back.
    pub(crate) async fn written(&self, id: Id, filled: &[String]) -> AuthorResult {
        let locale = self.request.locale;
        let Some(before) = self.own(id).await? else {
            return Ok(self.tell(wording::sharing::experience_gone(locale)));
        };
        let text = filled.first().map_or("", |text| text.trim()).to_owned();
        let name = match filled.get(1) {
            Some(name) if before.content.attribution == Attribution::Name => {
                plain::line(name).trim().chars().take(MAX_ATTRIBUTION_CHARS).collect()
            }
            _ => before.content.name.clone(),
        };
        let content = TestimonialContent { text, name, ..before.content.clone() };
        if content.digest() == before.content.digest() && before.status != SubmissionStatus::Changes {
            return Ok(self.show(&before, wording::sharing::nothing_rewritten(locale)));
        }
        let now = Submission {
            status: SubmissionStatus::Written,
            content,
            cut: None,
            daily: false,
            note: String::new(),
            consented: None,
            at: self.app.clock.time(),
            ..before.clone()
        };
        if before.status == SubmissionStatus::Written {
            return self.stored(now, AuthorAction::Writes, "").await;
        }
        // The old story is withdrawn, so that no backup brings it back in the place of this one.
        let now = Submission { id: new_id_by_chance(), version: 0, ..now };
        if !testimonials::store::update_by_author(&self.services.store, &now, AuthorAction::Writes).await? {
            return Ok(self.tell(wording::sharing::experience_changed(locale)));
        }
        testimonials::store::withdraw(&self.services.store, before.id, self.member, now.at).await?;
        self.services.daily.was_withdrawn();
        match self.own(now.id).await? {
            Some(now) => Ok(self.show(&now, wording::sharing::taken_back(locale))),
            None => Ok(self.tell(wording::sharing::experience_gone(locale))),
        }
    }

    /// Stores the author's action, and shows the story.
    async fn stored(&self, submission: Submission, telling: AuthorAction, said: &str) -> AuthorResult {
        let store = &self.services.store;
        if !testimonials::store::update_by_author(store, &submission, telling).await? {
            return Ok(self.tell(wording::sharing::experience_changed(self.request.locale)));
        }
        outbox::wake_notifications(self.app);
        match self.own(submission.id).await? {
            Some(now) => Ok(self.show(&now, said)),
            None => Ok(self.tell(wording::sharing::experience_gone(self.request.locale))),
        }
    }

    /// Stores consent to exactly the version that was shown.
    async fn consent(&self, submission: Submission, version: u32) -> AuthorResult {
        let locale = self.request.locale;
        if submission.status != SubmissionStatus::Written || seen(&submission) != version {
            return Ok(self.show(&submission, wording::sharing::experience_changed(locale)));
        }
        if self.problem(&submission).is_some() {
            return Ok(self.show(&submission, ""));
        }
        let store = &self.services.store;
        if inbox::store::is_blocked(store, submission.guild, self.member).await? {
            return Ok(self.tell(wording::sharing::may_not_share(locale)));
        }
        let waits = |one: &&Submission| {
            one.guild == submission.guild
                && matches!(one.status, SubmissionStatus::Waiting | SubmissionStatus::Changes | SubmissionStatus::Cut)
        };
        if testimonials::store::submissions_of(store, self.member).await?.iter().filter(waits).count()
            >= MAX_OPEN_SUBMISSIONS
        {
            return Ok(self.tell(wording::sharing::too_many_shared(locale, MAX_OPEN_SUBMISSIONS)));
        }
        let now = self.app.clock.time();
        let guild = submission.guild;
        let waiting = Submission { status: SubmissionStatus::Waiting, consented: Some(now), at: now, ..submission };
        let reply = self.stored(waiting, AuthorAction::Consents, wording::sharing::thanks_for_sharing(locale)).await?;
        self.services.notifications.needs_moderators([guild].into(), now);
        Ok(reply)
    }

    /// They agree to what a moderator leaves out.
    async fn accept(&self, submission: Submission, version: u32) -> AuthorResult {
        let locale = self.request.locale;
        let text = match (&submission.status, &submission.cut) {
            (SubmissionStatus::Cut, Some(cut)) if seen(&submission) == version => cut.clone(),
            _ => return Ok(self.show(&submission, wording::sharing::experience_changed(locale))),
        };
        let now = self.app.clock.time();
        let content = TestimonialContent { text, ..submission.content.clone() };
        let approved = Submission {
            status: SubmissionStatus::Approved,
            content,
            cut: None,
            consented: Some(now),
            at: now,
            ..submission
        };
        self.stored(approved, AuthorAction::Accepts, "").await
    }

    async fn withdraw(&self, submission: &Submission) -> AuthorResult {
        let locale = self.request.locale;
        let now = self.app.clock.time();
        let was_there = match testimonials::store::withdraw(&self.services.store, submission.id, self.member, now).await
        {
            Ok(was_there) => was_there,
            Err(error) => {
                tracing::error!(guild = submission.guild, "withdrawing a story failed: {error}");
                return Ok(self.tell(wording::sharing::not_withdrawn_yet(locale)));
            }
        };
        // Messages that quote it are edited now.
        self.services.daily.was_withdrawn();
        let said = match (was_there, submission.consented) {
            (false, _) => wording::sharing::experience_gone(locale),
            (true, None) => wording::manage::draft_cancelled(locale),
            (true, Some(_)) => wording::sharing::withdrawn(locale),
        };
        Ok(self.tell(said))
    }

    /// What keeps a text from being shared.
    fn problem(&self, submission: &Submission) -> Option<String> {
        let locale = self.request.locale;
        let characters = submission.content.text.chars().count();
        if !submission.content.text.chars().any(char::is_alphanumeric) {
            return Some(wording::sharing::nothing_told(locale).to_owned());
        }
        (characters > MAX_STORY_CHARS).then(|| wording::sharing::told_too_much(locale, characters, MAX_STORY_CHARS))
    }

    /// A story word for word, with its buttons.
    fn show(&self, submission: &Submission, said: &str) -> Reply {
        let locale = self.request.locale;
        let version = seen(submission);
        let text = submission.cut.as_ref().unwrap_or(&submission.content.text);
        let problem = self.problem(submission).filter(|_| submission.status == SubmissionStatus::Written);
        let mut items = Vec::new();
        if let Some(problem) = &problem {
            items.push(PanelItem::new(wording::settings::what_is_wrong(locale), problem.as_str()));
        } else if submission.status == SubmissionStatus::Written {
            let remarks: Vec<&str> = remarks(text).into_iter().map(|one| said_of(locale, one)).collect();
            if !remarks.is_empty() {
                items.push(PanelItem::new(wording::sharing::before_you_agree(locale), remarks.join("\n")));
            }
            if let Some(topic) = self.guild.library.knowledge().topic(&submission.content.topic) {
                items.push(PanelItem::new(wording::sharing::its_topic(locale), topic.title.as_str()));
            }
            items.push(PanelItem::new(
                wording::sharing::what_agreeing_means(locale).0,
                wording::sharing::what_agreeing_means(locale).1,
            ));
        }
        if !submission.note.is_empty()
            && matches!(
                submission.status,
                SubmissionStatus::Changes | SubmissionStatus::Declined | SubmissionStatus::Cut
            )
        {
            items.push(PanelItem::new(wording::sharing::moderators_say(locale), submission.note.as_str()));
        }
        let press = |label, share| Button::new(label, UiAction::Share(submission.id, share));
        let [agree, edit, withdraw, discard, accept] = wording::sharing::share_buttons(locale);
        let mut buttons = Vec::new();
        match submission.status {
            SubmissionStatus::Written if problem.is_none() => {
                buttons.push(press(agree, SubmissionAction::Consent(version)));
            }
            SubmissionStatus::Cut => buttons.push(press(accept, SubmissionAction::Accept(version))),
            _ => {}
        }
        buttons.push(press(edit, SubmissionAction::Write));
        let never = submission.status == SubmissionStatus::Written && submission.consented.is_none();
        buttons.push(if never {
            press(discard, SubmissionAction::Withdraw(true))
        } else {
            press(withdraw, SubmissionAction::Withdraw(false))
        });
        let stage = wording::sharing::stage(locale, submission.status.code());
        let text = if said.is_empty() { stage.to_owned() } else { format!("{said}\n{stage}") };
        let quote = (!submission.content.text.is_empty())
            .then(|| quoted(submission, submission.cut.as_ref().unwrap_or(&submission.content.text)));
        let panel =
            Panel { title: wording::sharing::your_experience(locale).to_owned(), text, quote, items, columns: 1 };
        Reply { buttons, private: true, ..Reply::panel(locale, panel) }
    }

    /// All of the member's stories: in this guild, or in every guild in a direct message.
    pub(crate) async fn all(&self, page: u32) -> AuthorResult {
        let locale = self.request.locale;
        let mut all = testimonials::store::submissions_of(&self.services.store, self.member).await?;
        all.retain(|one| self.guild.id.is_none_or(|guild| one.guild == guild) && !one.content.text.is_empty());
        if all.is_empty() {
            return Ok(self.tell(wording::sharing::nothing_shared(locale)));
        }
        let brief = |one: &Submission| limits::shorten(&plain::line(&one.content.text), limits::BRIEF).into_owned();
        let number = all.len();
        let pages = number.div_ceil(limits::LINES);
        let page = usize::try_from(page).unwrap_or_default().min(pages - 1);
        let all: Vec<Submission> = all.into_iter().skip(page * limits::LINES).take(limits::LINES).collect();
        let shown = all.iter();
        let items =
            shown.map(|one| PanelItem::new(brief(one), wording::sharing::stage(locale, one.status.code()))).collect();
        let open =
            |one: &Submission| Button::new(brief(one), UiAction::Share(one.id, SubmissionAction::Look(seen(one))));
        let menu = Menu::new(wording::sharing::open_an_experience(locale), all.iter().map(open).collect());
        let turn =
            |label: &str, page: usize| Button::new(label, UiAction::Shared(u32::try_from(page).unwrap_or(u32::MAX)));
        let mut buttons = Vec::new();
        if page > 0 {
            buttons.push(turn(wording::controls::previous(locale), page - 1));
        }
        if page + 1 < pages {
            buttons.push(turn(wording::controls::next(locale), page + 1));
        }
        let title = wording::sharing::your_experiences(locale, number);
        let panel = Panel { title, items, columns: 1, ..Panel::default() };
        Ok(Reply { menus: menu.into_iter().collect(), buttons, private: true, ..Reply::panel(locale, panel) })
    }
}

/// The version of a story in button ids.
pub fn seen(submission: &Submission) -> u32 {
    u32::try_from(submission.version).unwrap_or(u32::MAX)
}

/// A warning, as told to the author.
fn said_of(locale: crate::ui::Locale, remark: TextWarning) -> &'static str {
    match remark {
        TextWarning::Several => wording::sharing::has_several(locale),
        TextWarning::Link => wording::sharing::has_link(locale),
        TextWarning::Mention => wording::sharing::has_mention(locale),
        TextWarning::Contact => wording::sharing::has_contact(locale),
        TextWarning::Foreign => wording::sharing::is_foreign(locale),
    }
}
