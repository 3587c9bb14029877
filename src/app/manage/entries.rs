//! Entries that are there: what they say, what they once said, and everything that can be done with them.

use super::super::store::{Committed, Curation, Draft, Edit, Effect, Fields, Held, Version};
use super::super::type_ahead::RETIRED;
use super::{Desk, Told};
use crate::knowledge::exchange::{self, ChangeDetail, DiffKind};
use crate::knowledge::{Entry, Origin};
use crate::reply::{Button, Deed, Item, Locale, Manage, Name, Panel, Piece, Press, Reply, card, limits, wording};

impl Desk<'_> {
    /// The entry that was chosen, or that the words fit best.
    pub(super) async fn find_entry(&self, typed: &str) -> Told {
        let library = &self.guild.library;
        let retired = typed.strip_prefix(RETIRED).map(|id| Name::entry(id, Origin::Guild));
        let chosen = retired.or_else(|| library.chosen(typed));
        let found = chosen.or_else(|| library.likeliest(typed));
        match found {
            Some(name) => self.entry(name, Deed::Look).await,
            None => Ok(self.tell(wording::manage::no_such_entry(self.visitor.locale, typed))),
        }
    }

    /// Something with an entry: the guild's own, or a curated one.
    pub(super) async fn entry(&self, name: Name, deed: Deed) -> Told {
        match self.store.held(self.id, name).await? {
            Some(held) => self.own(name, &held, deed).await,
            None => match self.curated(name) {
                Some(entry) => self.of_everybody(name, &entry, deed).await,
                None => Ok(self.tell(wording::notices::gone(self.visitor.locale))),
            },
        }
    }

    /// A curated entry, hidden or not.
    fn curated(&self, name: Name) -> Option<Entry> {
        let mut all = self.guild.library.knowledge().entries.iter();
        all.find(|entry| Name::entry(&entry.id, Origin::Curated) == name).map(|entry| Entry::clone(entry))
    }

    async fn own(&self, name: Name, held: &Held, deed: Deed) -> Told {
        let locale = self.visitor.locale;
        match deed {
            Deed::Look => {
                let state = if held.active {
                    wording::manage::entry_of_yours(locale)
                } else {
                    wording::manage::entry_retired(locale)
                };
                let shown = card(locale, self.guild.library.knowledge(), (&held.entry, Origin::Guild), &[], 1.0);
                let buttons = self.deeds(name).await?;
                Ok(Reply { cards: vec![shown], buttons, ..self.tell(state) })
            }
            Deed::Edit => {
                let entry = &held.entry;
                self.begin(Draft {
                    fields: fields_of(entry),
                    changes: Some(entry.id.clone()),
                    from: Some(held.version),
                    replaces: held.replaces.clone(),
                    ..Draft::default()
                })
                .await
            }
            Deed::Retire => self.turn(name, held, false).await,
            Deed::Revive => self.turn(name, held, true).await,
            Deed::History(page) => self.history(name, held, page).await,
            Deed::Restore(version) => self.restore(name, held, version).await,
            Deed::Pin(on) => self.curate(name, Curation::Pin, &held.entry.id, &held.entry.question, on).await,
            Deed::Hide(_) => Ok(self.tell(wording::notices::old_button(locale))),
        }
    }

    async fn of_everybody(&self, name: Name, entry: &Entry, deed: Deed) -> Told {
        let locale = self.visitor.locale;
        match deed {
            Deed::Look => {
                let hidden = self.guild.record.hidden.contains(&entry.id);
                let state = if hidden {
                    wording::manage::entry_hidden(locale)
                } else {
                    wording::manage::entry_of_everybody(locale)
                };
                let shown = card(locale, self.guild.library.knowledge(), (entry, Origin::Curated), &[], 1.0);
                let (buttons, menus) = (self.deeds(name).await?, self.phrasings_of(entry).into_iter().collect());
                Ok(Reply { cards: vec![shown], buttons, menus, ..self.tell(state) })
            }
            Deed::Edit => {
                self.begin(Draft { fields: fields_of(entry), replaces: Some(entry.id.clone()), ..Draft::default() })
                    .await
            }
            Deed::Pin(on) => self.curate(name, Curation::Pin, &entry.id, &entry.question, on).await,
            Deed::Hide(on) => self.curate(name, Curation::Hide, &entry.id, &entry.question, on).await,
            _ => Ok(self.tell(wording::notices::old_button(locale))),
        }
    }

    /// What can be done with an entry as it is now.
    pub(super) async fn deeds(&self, name: Name) -> Result<Vec<Button>, super::StoreError> {
        let locale = self.visitor.locale;
        let record = self.store.guild(self.id).await?;
        let button = |label: &str, deed| Button::new(label, Press::Manage(Manage::Entry(name, deed)));
        let pin = |id: &str| {
            let pinned = record.pinned.iter().any(|one| one == id);
            button(
                if pinned { wording::controls::unpin(locale) } else { wording::controls::pin(locale) },
                Deed::Pin(!pinned),
            )
        };
        Ok(match self.store.held(self.id, name).await? {
            Some(held) if held.active => vec![
                button(wording::controls::edit(locale), Deed::Edit),
                button(wording::controls::history(locale), Deed::History(0)),
                pin(&held.entry.id),
                button(wording::controls::retire(locale), Deed::Retire),
            ],
            Some(_) => {
                vec![
                    button(wording::controls::revive(locale), Deed::Revive),
                    button(wording::controls::history(locale), Deed::History(0)),
                ]
            }
            None => match self.curated(name) {
                Some(entry) if record.hidden.contains(&entry.id) => {
                    vec![button(wording::controls::unhide(locale), Deed::Hide(false))]
                }
                Some(entry) => vec![
                    button(wording::controls::own_answer(locale), Deed::Edit),
                    pin(&entry.id),
                    button(wording::controls::hide(locale), Deed::Hide(true)),
                ],
                None => Vec::new(),
            },
        })
    }

    /// Retires an entry, or brings it back.
    async fn turn(&self, name: Name, held: &Held, active: bool) -> Told {
        let locale = self.visitor.locale;
        if held.active == active {
            return self.own_again(name).await;
        }
        let edit = Edit {
            entry: Entry::clone(&held.entry),
            active,
            replaces: held.replaces.clone(),
            from: Some(held.version),
        };
        let said = match self.commit(vec![Effect::Write(edit)]).await? {
            Committed::Done(_) if active => wording::manage::revived(locale, &held.entry.question),
            Committed::Done(_) => wording::manage::retired(locale, &held.entry.question),
            Committed::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
        };
        Ok(Reply { buttons: self.deeds(name).await?, ..self.tell(said) })
    }

    /// The entry as it is now, for whoever pressed a button that has nothing left to do.
    async fn own_again(&self, name: Name) -> Told {
        match self.store.held(self.id, name).await? {
            Some(held) => Box::pin(self.own(name, &held, Deed::Look)).await,
            None => Ok(self.tell(wording::notices::gone(self.visitor.locale))),
        }
    }

    /// One of the versions of an entry: what changed with it, who wrote it and when.
    async fn history(&self, name: Name, held: &Held, page: u32) -> Told {
        let locale = self.visitor.locale;
        let versions = self.store.history(self.id, &held.entry.id).await?;
        let place = usize::try_from(page).unwrap_or(usize::MAX).min(versions.len().saturating_sub(1));
        let Some(version) = versions.get(place) else {
            return Ok(self.tell(wording::notices::gone(locale)));
        };
        let before = versions.get(place + 1);
        let mut items = vec![Item {
            heading: wording::manage::version(locale, version.held.version, versions.len()),
            text: wording::manage::written_by(locale, &version.by.name),
            pieces: vec![Piece::Plain(" · ".to_owned()), Piece::Time(version.at.as_second())],
            ..Item::default()
        }];
        items.extend(changes(locale, before, version));
        let title = limits::shorten(&held.entry.question, limits::QUESTION).into_owned();
        let button = |label: &str, deed| Button::new(label, Press::Manage(Manage::Entry(name, deed)));
        let mut buttons = Vec::new();
        if place + 1 < versions.len() {
            buttons.push(button(wording::controls::older(locale), Deed::History(page.saturating_add(1))));
        }
        if place > 0 {
            buttons.push(button(wording::controls::newer(locale), Deed::History(page.saturating_sub(1))));
            let number = u32::try_from(version.held.version).unwrap_or_default();
            buttons.push(button(wording::controls::restore(locale), Deed::Restore(number)));
        }
        buttons.push(button(wording::controls::back(locale), Deed::Look));
        let panel = Panel { title, items, columns: 1, ..Panel::default() };
        Ok(Reply { buttons, private: true, ..Reply::panel(locale, panel) })
    }

    /// An entry says again what it said in a version.
    async fn restore(&self, name: Name, held: &Held, version: u32) -> Told {
        let locale = self.visitor.locale;
        let versions = self.store.history(self.id, &held.entry.id).await?;
        let Some(old) = versions.into_iter().find(|one| one.held.version == i64::from(version)) else {
            return Ok(self.tell(wording::notices::gone(locale)));
        };
        let edit = Edit {
            entry: Entry::clone(&old.held.entry),
            active: true,
            replaces: old.held.replaces,
            from: Some(held.version),
        };
        let said = match self.commit(vec![Effect::Write(edit)]).await? {
            Committed::Done(_) => wording::manage::restored(locale, version),
            Committed::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
        };
        Ok(Reply { buttons: self.deeds(name).await?, ..self.tell(said) })
    }

    async fn curate(&self, name: Name, what: Curation, id: &str, question: &str, on: bool) -> Told {
        let locale = self.visitor.locale;
        self.commit(vec![Effect::Curate { what, item: id.to_owned(), on }]).await?;
        let said = match (what, on) {
            (Curation::Pin, true) => wording::manage::pinned(locale, question),
            (Curation::Pin, false) => wording::manage::unpinned(locale, question),
            (_, true) => wording::manage::hidden(locale, question),
            (_, false) => wording::manage::unhidden(locale, question),
        };
        Ok(Reply { buttons: self.deeds(name).await?, ..self.tell(said) })
    }

    /// A person is quoted, or not.
    pub(super) async fn quote(&self, person: &str, on: bool) -> Told {
        let locale = self.visitor.locale;
        let common = self.app.library();
        let Some(found) = common.person_called(person) else {
            return Ok(self.tell(wording::manage::no_such_person(locale, person)));
        };
        self.commit(vec![Effect::Curate { what: Curation::Silence, item: found.id.clone(), on: !on }]).await?;
        Ok(self.tell(if on {
            wording::manage::person_quoted(locale, &found.name)
        } else {
            wording::manage::person_silenced(locale, &found.name)
        }))
    }
}

/// An entry as it is filled into a form.
fn fields_of(entry: &Entry) -> Fields {
    Fields {
        question: entry.question.clone(),
        answer: entry.answer.clone(),
        phrasings: entry.aliases.join("\n"),
        tags: entry.tags.join(", "),
        review: entry.review_by.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// What a version changed.
fn changes(locale: Locale, before: Option<&Version>, version: &Version) -> Vec<Item> {
    let Some(before) = before else {
        return vec![Item::new(wording::manage::key(locale, "answer"), version.held.entry.answer.clone())];
    };
    let mut items = difference(locale, &before.held.entry, &version.held.entry);
    match (before.held.active, version.held.active) {
        (true, false) => items.push(Item::new("", wording::manage::was_retired(locale))),
        (false, true) => items.push(Item::new("", wording::manage::was_revived(locale))),
        _ if items.is_empty() => items.push(Item::new("", wording::manage::nothing_changed(locale))),
        _ => {}
    }
    items
}

/// A readable difference between two versions of an entry.
pub fn difference(locale: Locale, before: &Entry, after: &Entry) -> Vec<Item> {
    let item = |changed: exchange::FieldChange| Item {
        heading: wording::manage::key(locale, changed.key).to_owned(),
        pieces: pieces(changed.parts),
        ..Item::default()
    };
    // Who wrote it last, and when, stands beside it.
    let shown = exchange::difference(before, after).into_iter().filter(|one| one.key != "source");
    shown.map(item).collect()
}

/// What became of a key's value, ready to be shown.
pub(super) fn pieces(parts: ChangeDetail) -> Vec<Piece> {
    let line = |make: fn(String) -> Piece, text| [make(text), Piece::Plain("\n".to_owned())];
    match parts {
        ChangeDetail::Value { before, after } => {
            let before = before.into_iter().flat_map(|text| [Piece::Removed(text), Piece::Plain(" ".to_owned())]);
            before.chain(after.map(Piece::Added)).collect()
        }
        ChangeDetail::List { removed, added } => {
            let removed = removed.into_iter().flat_map(|text| line(Piece::Removed, text));
            removed.chain(added.into_iter().flat_map(|text| line(Piece::Added, text))).collect()
        }
        ChangeDetail::Text(segments) => segments
            .into_iter()
            .map(|segment| match segment.kind {
                DiffKind::Same => Piece::Plain(segment.text),
                DiffKind::Removed => Piece::Removed(segment.text),
                DiffKind::Added => Piece::Added(segment.text),
            })
            .collect(),
    }
}
