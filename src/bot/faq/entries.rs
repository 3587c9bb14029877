//! Existing entries: shows them and their history, and runs the actions on them.

use crate::bot::ask::autocomplete::RETIRED;
use crate::bot::faq;
use crate::bot::faq::store::{EntryDraft, EntryFields, EntryVersion, StoredEntry};
use crate::bot::guild::commit::{Change, CommitOutcome, CuratedOverride, Edit};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::db;
use crate::knowledge::exchange::{self, ChangeDetail, DiffKind};
use crate::knowledge::{Entry, Origin};
use crate::ui::{
    Button, EntryAction, Locale, ModeratorAction, Panel, PanelItem, Reply, Span, StableHash, UiAction, card, limits,
    wording,
};

impl ModeratorContext<'_> {
    /// Shows the chosen entry, or the best match for the typed words.
    pub(crate) async fn find_entry(&self, typed: &str) -> ManageResult {
        let library = &self.guild.library;
        let retired = typed.strip_prefix(RETIRED).map(|id| StableHash::entry(id, Origin::Guild));
        let chosen = retired.or_else(|| library.chosen(typed));
        let found = chosen.or_else(|| library.likeliest(typed));
        match found {
            Some(name) => self.entry(name, EntryAction::Look).await,
            None => Ok(self.tell(wording::manage::no_such_entry(self.request.locale, typed))),
        }
    }

    /// Runs an action on an entry, the guild's own or a curated one.
    pub(crate) async fn entry(&self, name: StableHash, entry_action: EntryAction) -> ManageResult {
        match faq::store::find_entry(self.store, self.id, name).await? {
            Some(held) => self.own(name, &held, entry_action).await,
            None => match self.curated(name) {
                Some(entry) => self.of_everybody(name, &entry, entry_action).await,
                None => Ok(self.tell(wording::notices::gone(self.request.locale))),
            },
        }
    }

    /// A curated entry, hidden or not.
    fn curated(&self, name: StableHash) -> Option<Entry> {
        let mut all = self.guild.library.knowledge().entries.iter();
        all.find(|entry| StableHash::entry(&entry.id, Origin::Curated) == name).map(|entry| Entry::clone(entry))
    }

    async fn own(&self, name: StableHash, held: &StoredEntry, entry_action: EntryAction) -> ManageResult {
        let locale = self.request.locale;
        match entry_action {
            EntryAction::Look => {
                let state = if held.active {
                    wording::manage::entry_of_yours(locale)
                } else {
                    wording::manage::entry_retired(locale)
                };
                let shown = card(locale, self.guild.library.knowledge(), (&held.entry, Origin::Guild), &[], 1.0);
                let buttons = self.entry_buttons(name).await?;
                Ok(Reply { cards: vec![shown], buttons, ..self.tell(state) })
            }
            EntryAction::Edit => {
                let entry = &held.entry;
                self.begin(EntryDraft {
                    fields: fields_of(entry),
                    changes: Some(entry.id.clone()),
                    from: Some(held.version),
                    replaces: held.replaces.clone(),
                    ..EntryDraft::default()
                })
                .await
            }
            EntryAction::Retire => self.turn(name, held, false).await,
            EntryAction::Revive => self.turn(name, held, true).await,
            EntryAction::History(page) => self.history(name, held, page).await,
            EntryAction::Restore(version) => self.restore(name, held, version).await,
            EntryAction::Pin(on) => {
                self.curate(name, CuratedOverride::Pin, &held.entry.id, &held.entry.question, on).await
            }
            EntryAction::Hide(_) => Ok(self.tell(wording::notices::old_button(locale))),
        }
    }

    async fn of_everybody(&self, name: StableHash, entry: &Entry, entry_action: EntryAction) -> ManageResult {
        let locale = self.request.locale;
        match entry_action {
            EntryAction::Look => {
                let hidden = self.guild.record.hidden.contains(&entry.id);
                let state = if hidden {
                    wording::manage::entry_hidden(locale)
                } else {
                    wording::manage::entry_of_everybody(locale)
                };
                let shown = card(locale, self.guild.library.knowledge(), (entry, Origin::Curated), &[], 1.0);
                let (buttons, menus) =
                    (self.entry_buttons(name).await?, self.phrasings_of(entry).into_iter().collect());
                Ok(Reply { cards: vec![shown], buttons, menus, ..self.tell(state) })
            }
            EntryAction::Edit => {
                self.begin(EntryDraft {
                    fields: fields_of(entry),
                    replaces: Some(entry.id.clone()),
                    ..EntryDraft::default()
                })
                .await
            }
            EntryAction::Pin(on) => self.curate(name, CuratedOverride::Pin, &entry.id, &entry.question, on).await,
            EntryAction::Hide(on) => self.curate(name, CuratedOverride::Hide, &entry.id, &entry.question, on).await,
            _ => Ok(self.tell(wording::notices::old_button(locale))),
        }
    }

    /// The buttons for an entry's current state.
    pub(crate) async fn entry_buttons(&self, name: StableHash) -> Result<Vec<Button>, db::error::StoreError> {
        let locale = self.request.locale;
        let record = faq::store::guild_record(self.store, self.id).await?;
        let button = |label: &str, entry_action| {
            Button::new(label, UiAction::Manage(ModeratorAction::Entry(name, entry_action)))
        };
        let pin = |id: &str| {
            let pinned = record.pinned.iter().any(|one| one == id);
            button(
                if pinned { wording::controls::unpin(locale) } else { wording::controls::pin(locale) },
                EntryAction::Pin(!pinned),
            )
        };
        Ok(match faq::store::find_entry(self.store, self.id, name).await? {
            Some(held) if held.active => vec![
                button(wording::controls::edit(locale), EntryAction::Edit),
                button(wording::controls::history(locale), EntryAction::History(0)),
                pin(&held.entry.id),
                button(wording::controls::retire(locale), EntryAction::Retire),
            ],
            Some(_) => {
                vec![
                    button(wording::controls::revive(locale), EntryAction::Revive),
                    button(wording::controls::history(locale), EntryAction::History(0)),
                ]
            }
            None => match self.curated(name) {
                Some(entry) if record.hidden.contains(&entry.id) => {
                    vec![button(wording::controls::unhide(locale), EntryAction::Hide(false))]
                }
                Some(entry) => vec![
                    button(wording::controls::own_answer(locale), EntryAction::Edit),
                    pin(&entry.id),
                    button(wording::controls::hide(locale), EntryAction::Hide(true)),
                ],
                None => Vec::new(),
            },
        })
    }

    /// Retires an entry or reactivates it.
    async fn turn(&self, name: StableHash, held: &StoredEntry, active: bool) -> ManageResult {
        let locale = self.request.locale;
        if held.active == active {
            return self.own_again(name).await;
        }
        let edit = Edit {
            entry: Entry::clone(&held.entry),
            active,
            replaces: held.replaces.clone(),
            from: Some(held.version),
        };
        let said = match self.commit(vec![Change::Write(edit)]).await? {
            CommitOutcome::Done(_) if active => wording::manage::revived(locale, &held.entry.question),
            CommitOutcome::Done(_) => wording::manage::retired(locale, &held.entry.question),
            CommitOutcome::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
        };
        Ok(Reply { buttons: self.entry_buttons(name).await?, ..self.tell(said) })
    }

    /// The entry as it is now, after a button that has nothing left to do.
    async fn own_again(&self, name: StableHash) -> ManageResult {
        match faq::store::find_entry(self.store, self.id, name).await? {
            Some(held) => Box::pin(self.own(name, &held, EntryAction::Look)).await,
            None => Ok(self.tell(wording::notices::gone(self.request.locale))),
        }
    }

    /// One version of an entry: its changes, its author and its time.
    async fn history(&self, name: StableHash, held: &StoredEntry, page: u32) -> ManageResult {
        let locale = self.request.locale;
        let versions = faq::store::entry_history(self.store, self.id, &held.entry.id).await?;
        let place = usize::try_from(page).unwrap_or(usize::MAX).min(versions.len().saturating_sub(1));
        let Some(version) = versions.get(place) else {
            return Ok(self.tell(wording::notices::gone(locale)));
        };
        let before = versions.get(place + 1);
        let mut items = vec![PanelItem {
            heading: wording::manage::version(locale, version.held.version, versions.len()),
            text: wording::manage::written_by(locale, &version.by.name),
            pieces: vec![Span::Plain(" · ".to_owned()), Span::Time(version.at.as_second())],
            ..PanelItem::default()
        }];
        items.extend(changes(locale, before, version));
        let title = limits::shorten(&held.entry.question, limits::QUESTION).into_owned();
        let button = |label: &str, entry_action| {
            Button::new(label, UiAction::Manage(ModeratorAction::Entry(name, entry_action)))
        };
        let mut buttons = Vec::new();
        if place + 1 < versions.len() {
            buttons.push(button(wording::controls::older(locale), EntryAction::History(page.saturating_add(1))));
        }
        if place > 0 {
            buttons.push(button(wording::controls::newer(locale), EntryAction::History(page.saturating_sub(1))));
            let number = u32::try_from(version.held.version).unwrap_or_default();
            buttons.push(button(wording::controls::restore(locale), EntryAction::Restore(number)));
        }
        buttons.push(button(wording::controls::back(locale), EntryAction::Look));
        let panel = Panel { title, items, columns: 1, ..Panel::default() };
        Ok(Reply { buttons, private: true, ..Reply::panel(locale, panel) })
    }

    /// Makes an earlier version the current one.
    async fn restore(&self, name: StableHash, held: &StoredEntry, version: u32) -> ManageResult {
        let locale = self.request.locale;
        let versions = faq::store::entry_history(self.store, self.id, &held.entry.id).await?;
        let Some(old) = versions.into_iter().find(|one| one.held.version == i64::from(version)) else {
            return Ok(self.tell(wording::notices::gone(locale)));
        };
        let edit = Edit {
            entry: Entry::clone(&old.held.entry),
            active: true,
            replaces: old.held.replaces,
            from: Some(held.version),
        };
        let said = match self.commit(vec![Change::Write(edit)]).await? {
            CommitOutcome::Done(_) => wording::manage::restored(locale, version),
            CommitOutcome::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
        };
        Ok(Reply { buttons: self.entry_buttons(name).await?, ..self.tell(said) })
    }

    async fn curate(
        &self,
        name: StableHash,
        what: CuratedOverride,
        id: &str,
        question: &str,
        on: bool,
    ) -> ManageResult {
        let locale = self.request.locale;
        self.commit(vec![Change::Curate { what, item: id.to_owned(), on }]).await?;
        let said = match (what, on) {
            (CuratedOverride::Pin, true) => wording::manage::pinned(locale, question),
            (CuratedOverride::Pin, false) => wording::manage::unpinned(locale, question),
            (_, true) => wording::manage::hidden(locale, question),
            (_, false) => wording::manage::unhidden(locale, question),
        };
        Ok(Reply { buttons: self.entry_buttons(name).await?, ..self.tell(said) })
    }

    /// Quotes a person, or stops quoting them.
    pub(crate) async fn quote(&self, person: &str, on: bool) -> ManageResult {
        let locale = self.request.locale;
        let common = self.app.library();
        let Some(found) = common.person_called(person) else {
            return Ok(self.tell(wording::manage::no_such_person(locale, person)));
        };
        self.commit(vec![Change::Curate { what: CuratedOverride::Silence, item: found.id.clone(), on: !on }]).await?;
        Ok(self.tell(if on {
            wording::manage::person_quoted(locale, &found.name)
        } else {
            wording::manage::person_silenced(locale, &found.name)
        }))
    }
}

/// An entry as the values of its form.
fn fields_of(entry: &Entry) -> EntryFields {
    EntryFields {
        question: entry.question.clone(),
        answer: entry.answer.clone(),
        phrasings: entry.aliases.join("\n"),
        tags: entry.tags.join(", "),
        review: entry.review_by.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// The changes of a version against the one before.
fn changes(locale: Locale, before: Option<&EntryVersion>, version: &EntryVersion) -> Vec<PanelItem> {
    let Some(before) = before else {
        return vec![PanelItem::new(wording::manage::key(locale, "answer"), version.held.entry.answer.clone())];
    };
    let mut items = difference(locale, &before.held.entry, &version.held.entry);
    match (before.held.active, version.held.active) {
        (true, false) => items.push(PanelItem::new("", wording::manage::was_retired(locale))),
        (false, true) => items.push(PanelItem::new("", wording::manage::was_revived(locale))),
        _ if items.is_empty() => items.push(PanelItem::new("", wording::manage::nothing_changed(locale))),
        _ => {}
    }
    items
}

/// A readable difference between two versions of an entry.
pub fn difference(locale: Locale, before: &Entry, after: &Entry) -> Vec<PanelItem> {
    let item = |changed: exchange::FieldChange| PanelItem {
        heading: wording::manage::key(locale, changed.key).to_owned(),
        pieces: pieces(changed.parts),
        ..PanelItem::default()
    };
    // The version's heading already shows author and date.
    let shown = exchange::difference(before, after).into_iter().filter(|one| one.key != "source");
    shown.map(item).collect()
}

/// A changed value as spans.
pub(crate) fn pieces(parts: ChangeDetail) -> Vec<Span> {
    let line = |make: fn(String) -> Span, text| [make(text), Span::Plain("\n".to_owned())];
    match parts {
        ChangeDetail::Value { before, after } => {
            let before = before.into_iter().flat_map(|text| [Span::Removed(text), Span::Plain(" ".to_owned())]);
            before.chain(after.map(Span::Added)).collect()
        }
        ChangeDetail::List { removed, added } => {
            let removed = removed.into_iter().flat_map(|text| line(Span::Removed, text));
            removed.chain(added.into_iter().flat_map(|text| line(Span::Added, text))).collect()
        }
        ChangeDetail::Text(segments) => segments
            .into_iter()
            .map(|segment| match segment.kind {
                DiffKind::Same => Span::Plain(segment.text),
                DiffKind::Removed => Span::Removed(segment.text),
                DiffKind::Added => Span::Added(segment.text),
            })
            .collect(),
    }
}
