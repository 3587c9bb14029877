//! Existing entries: shows them and their history, and runs the actions on them.

use crate::bot::ask;
use crate::bot::ask::autocomplete::RETIRED;
use crate::bot::faq;
use crate::bot::faq::editor;
use crate::bot::faq::phrasings;
use crate::bot::faq::store::{EntryDraft, EntryFields, EntryVersion, StoredEntry};
use crate::bot::guild::commit::{Change, CommitOutcome, CuratedOverride, Edit};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::db::StoreError;
use crate::knowledge::exchange::{self, ChangeDetail, DiffKind};
use crate::knowledge::{Entry, Origin};
use crate::ui::{
    Button, EntryAction, Locale, ModeratorAction, Panel, PanelItem, Reply, Span, StableHash, UiAction, card, limits,
    wording,
};

/// Shows the chosen entry, or the best match for the typed words.
pub(crate) async fn find_entry(context: &ModeratorContext<'_>, typed: &str) -> ManageResult {
    let library = &context.guild.library;
    let retired = typed.strip_prefix(RETIRED).map(|id| StableHash::entry(id, Origin::Guild));
    let chosen = retired.or_else(|| ask::autocomplete::chosen(library, typed));
    let found = chosen.or_else(|| ask::autocomplete::likeliest(library, typed));
    match found {
        Some(name) => handle_action(context, name, EntryAction::Look).await,
        None => Ok(context.tell(wording::manage::no_such_entry(context.request.locale, typed))),
    }
}

/// Runs an action on an entry, the guild's own or a curated one.
pub(crate) async fn handle_action(
    context: &ModeratorContext<'_>,
    name: StableHash,
    entry_action: EntryAction,
) -> ManageResult {
    match faq::store::find_entry(context.store, context.id, name).await? {
        Some(held) => own(context, name, &held, entry_action).await,
        None => match curated(context, name) {
            Some(entry) => of_everybody(context, name, &entry, entry_action).await,
            None => Ok(context.tell(wording::notices::gone(context.request.locale))),
        },
    }
}

/// A curated entry, hidden or not.
fn curated(context: &ModeratorContext<'_>, name: StableHash) -> Option<Entry> {
    let mut all = context.guild.library.knowledge().entries.iter();
    all.find(|entry| StableHash::entry(&entry.id, Origin::Curated) == name).map(|entry| Entry::clone(entry))
}

async fn own(
    context: &ModeratorContext<'_>,
    name: StableHash,
    held: &StoredEntry,
    entry_action: EntryAction,
) -> ManageResult {
    let locale = context.request.locale;
    match entry_action {
        EntryAction::Look => {
            let state = if held.active {
                wording::manage::entry_of_yours(locale)
            } else {
                wording::manage::entry_retired(locale)
            };
            let shown = card(locale, context.guild.library.knowledge(), (&held.entry, Origin::Guild), &[], 1.0);
            let buttons = entry_buttons(context, name).await?;
            Ok(Reply { cards: vec![shown], buttons, ..context.tell(state) })
        }
        EntryAction::Edit => {
            let entry = &held.entry;
            editor::begin(
                context,
                EntryDraft {
                    fields: fields_of(entry),
                    changes: Some(entry.id.clone()),
                    from: Some(held.version),
                    replaces: held.replaces.clone(),
                    ..EntryDraft::default()
                },
            )
            .await
        }
        EntryAction::Retire => set_active(context, name, held, false).await,
        EntryAction::Revive => set_active(context, name, held, true).await,
        EntryAction::History(page) => show_history(context, name, held, page).await,
        EntryAction::Restore(version) => restore(context, name, held, version).await,
        EntryAction::Pin(on) => {
            curate(context, name, CuratedOverride::Pin, &held.entry.id, &held.entry.question, on).await
        }
        EntryAction::Hide(_) => Ok(context.tell(wording::notices::old_button(locale))),
    }
}

async fn of_everybody(
    context: &ModeratorContext<'_>,
    name: StableHash,
    entry: &Entry,
    entry_action: EntryAction,
) -> ManageResult {
    let locale = context.request.locale;
    match entry_action {
        EntryAction::Look => {
            let hidden = context.guild.record.hidden.contains(&entry.id);
            let state = if hidden {
                wording::manage::entry_hidden(locale)
            } else {
                wording::manage::entry_of_everybody(locale)
            };
            let shown = card(locale, context.guild.library.knowledge(), (entry, Origin::Curated), &[], 1.0);
            let (buttons, menus) =
                (entry_buttons(context, name).await?, phrasings::phrasings_of(context, entry).into_iter().collect());
            Ok(Reply { cards: vec![shown], buttons, menus, ..context.tell(state) })
        }
        EntryAction::Edit => {
            editor::begin(
                context,
                EntryDraft { fields: fields_of(entry), replaces: Some(entry.id.clone()), ..EntryDraft::default() },
            )
            .await
        }
        EntryAction::Pin(on) => curate(context, name, CuratedOverride::Pin, &entry.id, &entry.question, on).await,
        EntryAction::Hide(on) => curate(context, name, CuratedOverride::Hide, &entry.id, &entry.question, on).await,
        _ => Ok(context.tell(wording::notices::old_button(locale))),
    }
}

/// The buttons for an entry's current state.
pub(crate) async fn entry_buttons(context: &ModeratorContext<'_>, name: StableHash) -> Result<Vec<Button>, StoreError> {
    let locale = context.request.locale;
    let record = faq::store::guild_record(context.store, context.id).await?;
    let button =
        |label: &str, entry_action| Button::new(label, UiAction::Manage(ModeratorAction::Entry(name, entry_action)));
    let pin = |id: &str| {
        let pinned = record.pinned.iter().any(|one| one == id);
        button(
            if pinned { wording::controls::unpin(locale) } else { wording::controls::pin(locale) },
            EntryAction::Pin(!pinned),
        )
    };
    Ok(match faq::store::find_entry(context.store, context.id, name).await? {
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
        None => match curated(context, name) {
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
async fn set_active(
    context: &ModeratorContext<'_>,
    name: StableHash,
    held: &StoredEntry,
    active: bool,
) -> ManageResult {
    let locale = context.request.locale;
    if held.active == active {
        return show_own_again(context, name).await;
    }
    let edit =
        Edit { entry: Entry::clone(&held.entry), active, replaces: held.replaces.clone(), from: Some(held.version) };
    let said = match context.commit(vec![Change::Write(edit)]).await? {
        CommitOutcome::Done(_) if active => wording::manage::revived(locale, &held.entry.question),
        CommitOutcome::Done(_) => wording::manage::retired(locale, &held.entry.question),
        CommitOutcome::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
    };
    Ok(Reply { buttons: entry_buttons(context, name).await?, ..context.tell(said) })
}

/// The entry as it is now, after a button that has nothing left to do.
async fn show_own_again(context: &ModeratorContext<'_>, name: StableHash) -> ManageResult {
    match faq::store::find_entry(context.store, context.id, name).await? {
        Some(held) => Box::pin(own(context, name, &held, EntryAction::Look)).await,
        None => Ok(context.tell(wording::notices::gone(context.request.locale))),
    }
}

/// One version of an entry: its changes, its author and its time.
async fn show_history(context: &ModeratorContext<'_>, name: StableHash, held: &StoredEntry, page: u32) -> ManageResult {
    let locale = context.request.locale;
    let versions = faq::store::entry_history(context.store, context.id, &held.entry.id).await?;
    let place = usize::try_from(page).unwrap_or(usize::MAX).min(versions.len().saturating_sub(1));
    let Some(version) = versions.get(place) else {
        return Ok(context.tell(wording::notices::gone(locale)));
    };
    let before = versions.get(place + 1);
    let mut items = vec![PanelItem {
        heading: wording::manage::version(locale, version.stored.version, versions.len()),
        text: wording::manage::written_by(locale, &version.by.name),
        pieces: vec![Span::Plain(" · ".to_owned()), Span::Time(version.at.as_second())],
        ..PanelItem::default()
    }];
    items.extend(changes(locale, before, version));
    let title = limits::shorten(&held.entry.question, limits::QUESTION).into_owned();
    let button =
        |label: &str, entry_action| Button::new(label, UiAction::Manage(ModeratorAction::Entry(name, entry_action)));
    let mut buttons = Vec::new();
    if place + 1 < versions.len() {
        buttons.push(button(wording::controls::older(locale), EntryAction::History(page.saturating_add(1))));
    }
    if place > 0 {
        buttons.push(button(wording::controls::newer(locale), EntryAction::History(page.saturating_sub(1))));
        let number = u32::try_from(version.stored.version).unwrap_or_default();
        buttons.push(button(wording::controls::restore(locale), EntryAction::Restore(number)));
    }
    buttons.push(button(wording::controls::back(locale), EntryAction::Look));
    let panel = Panel { title, items, columns: 1, ..Panel::default() };
    Ok(Reply { buttons, private: true, ..Reply::panel(locale, panel) })
}

/// Makes an earlier version the current one.
async fn restore(context: &ModeratorContext<'_>, name: StableHash, held: &StoredEntry, version: u32) -> ManageResult {
    let locale = context.request.locale;
    let versions = faq::store::entry_history(context.store, context.id, &held.entry.id).await?;
    let Some(old) = versions.into_iter().find(|one| one.stored.version == i64::from(version)) else {
        return Ok(context.tell(wording::notices::gone(locale)));
    };
    let edit = Edit {
        entry: Entry::clone(&old.stored.entry),
        active: true,
        replaces: old.stored.replaces,
        from: Some(held.version),
    };
    let said = match context.commit(vec![Change::Write(edit)]).await? {
        CommitOutcome::Done(_) => wording::manage::restored(locale, version),
        CommitOutcome::Conflict { .. } => wording::manage::once_more(locale).to_owned(),
    };
    Ok(Reply { buttons: entry_buttons(context, name).await?, ..context.tell(said) })
}

async fn curate(
    context: &ModeratorContext<'_>,
    name: StableHash,
    what: CuratedOverride,
    id: &str,
    question: &str,
    on: bool,
) -> ManageResult {
    let locale = context.request.locale;
    context.commit(vec![Change::Curate { what, item: id.to_owned(), on }]).await?;
    let said = match (what, on) {
        (CuratedOverride::Pin, true) => wording::manage::pinned(locale, question),
        (CuratedOverride::Pin, false) => wording::manage::unpinned(locale, question),
        (_, true) => wording::manage::hidden(locale, question),
        (_, false) => wording::manage::unhidden(locale, question),
    };
    Ok(Reply { buttons: entry_buttons(context, name).await?, ..context.tell(said) })
}

/// Quotes a person, or stops quoting them.
pub(crate) async fn quote(context: &ModeratorContext<'_>, person: &str, on: bool) -> ManageResult {
    let locale = context.request.locale;
    let common = context.app.library();
    let Some(found) = ask::autocomplete::person_called(&common, person) else {
        return Ok(context.tell(wording::manage::no_such_person(locale, person)));
    };
    context.commit(vec![Change::Curate { what: CuratedOverride::Silence, item: found.id.clone(), on: !on }]).await?;
    Ok(context.tell(if on {
        wording::manage::person_quoted(locale, &found.name)
    } else {
        wording::manage::person_silenced(locale, &found.name)
    }))
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
        return vec![PanelItem::new(wording::manage::key(locale, "answer"), version.stored.entry.answer.clone())];
    };
    let mut items = difference(locale, &before.stored.entry, &version.stored.entry);
    match (before.stored.active, version.stored.active) {
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
