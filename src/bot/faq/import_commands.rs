//! Export of a guild's entries, and import. An import is previewed first, kept as the moderator's draft, and then
//! applied as one commit.

use std::sync::Arc;

use jiff::SignedDuration;

use crate::bot::faq::import_export::{FileFormat, ImportLine, ImportOutcome, ImportPreview, Upload};
use crate::bot::faq::store::{EntryDraft, PendingImport, StoredEntry};
use crate::bot::faq::{self, entries};
use crate::bot::guild::commit::{Change, CommitOutcome};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::{GuildSnapshot, StableHash};
use crate::db::{Id, new_id};
use crate::knowledge::exchange::{ChangeDetail, DiffKind, FieldChange, MAX_BYTES, RejectedFile};
use crate::knowledge::{Authorship, Entry, Origin};
use crate::ui::{
    Button, DraftAction, FileAttachment, Locale, ModeratorAction, Panel, PanelItem, Reply, Span, UiAction, limits,
    wording,
};

/// How long a previewed file can still be imported.
const IMPORT_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Changed entries whose differences are shown; the report has all of them.
const CHANGES_SHOWN: usize = 5;
/// Unchanged characters kept on each side of a change.
const CONTEXT_CHARS: usize = 30;
/// Characters shown of removed or added text, and of a problem.
const MAX_PART_CHARS: usize = 160;
/// Characters of a question in a line: ten lines fit into one embed field.
const MAX_LINE_CHARS: usize = 80;

#[derive(Clone, Copy, PartialEq, Eq)]
enum PreviewReason {
    /// The file was just uploaded.
    New,
    /// The entries have changed since the first preview.
    Changed,
}

/// Exports the guild's entries to a file.
pub(crate) async fn export_entries(context: &ModeratorContext<'_>, format: FileFormat, retired: bool) -> ManageResult {
    let locale = context.request.locale;
    let (_, all) = faq::store::changes_since(context.store, context.id, 0).await?;
    let all: Vec<StoredEntry> = all.into_iter().filter(|one| one.active || retired).collect();
    if all.is_empty() {
        return Ok(context.tell(wording::import_export::nothing_to_export(locale)));
    }
    let gone = all.iter().filter(|one| !one.active).count();
    let entries: Vec<&Entry> = all.iter().map(|one| &*one.entry).collect();
    let text = format.write(&entries);
    if text.len() > limits::FILE {
        return Ok(context.tell(wording::import_export::too_large_to_export(locale, text.len())));
    }
    let file = FileAttachment { name: format.file().to_owned(), bytes: text.into_bytes() };
    Ok(Reply { files: vec![file], ..context.tell(wording::import_export::exported(locale, all.len(), gone)) })
}

/// Previews a file and keeps it as a draft; imports nothing yet.
pub(crate) async fn import_entries(context: &ModeratorContext<'_>, upload: &dyn Upload) -> ManageResult {
    let locale = context.request.locale;
    if upload.size() > MAX_BYTES as u64 {
        return Ok(context.tell(wording::import_export::too_large_to_import(locale, Some(upload.size()))));
    }
    let Ok(bytes) = upload.bytes(MAX_BYTES).await else {
        return Ok(context.tell(wording::import_export::not_fetched(locale)));
    };
    if bytes.len() > MAX_BYTES {
        return Ok(context.tell(wording::import_export::too_large_to_import(locale, None)));
    }
    let file = named(upload.name());
    let bytes = Arc::new(bytes);
    let intake = match read_import(context, &context.guild, file.clone(), Arc::clone(&bytes)).await {
        Ok(intake) => intake,
        Err(refused) => return Ok(show_rejected(context, &refused)),
    };
    if intake.is_nothing() {
        return Ok(preview_of(context, &intake, &file, None, PreviewReason::New));
    }
    let id = new_id();
    // Lossless: only valid UTF-8 gets this far.
    let import = PendingImport { file: file.clone(), text: String::from_utf8_lossy(&bytes).into_owned() };
    let draft = EntryDraft { import: Some(import), ..EntryDraft::default() };
    faq::store::save_draft(context.store, id, context.id, context.member(), &draft, context.now + IMPORT_LIFETIME)
        .await?;
    Ok(preview_of(context, &intake, &file, Some(id), PreviewReason::New))
}

/// Imports a file, if its effect is still the one previewed.
pub(crate) async fn apply_import(context: &ModeratorContext<'_>, id: Id, seen: u64) -> ManageResult {
    let locale = context.request.locale;
    let draft = faq::store::find_draft(context.store, id, context.id, context.member(), context.now).await?;
    let Some(PendingImport { file, text }) = draft.and_then(|draft| draft.import) else {
        return Ok(context.tell(wording::manage::no_draft(locale)));
    };
    let bytes = Arc::new(text.into_bytes());
    let intake = match read_import(context, &context.guild, file.clone(), Arc::clone(&bytes)).await {
        Ok(intake) => intake,
        // A file kept by another version of the program may break a stricter rule.
        Err(refused) => return Ok(show_rejected(context, &refused)),
    };
    if intake.is_nothing() || intake.digest() != seen {
        return Ok(preview_of(context, &intake, &file, Some(id), PreviewReason::Changed));
    }
    let summary = intake.summary(locale);
    let mut effects = intake.effects();
    effects.push(Change::Discard(id));
    match context.commit(effects).await? {
        CommitOutcome::Done(_) => Ok(context.tell(wording::import_export::imported(locale, &summary))),
        // Another moderator's commit came in between.
        CommitOutcome::Conflict { .. } => {
            let guild = context.app.guild(Some(context.id)).await;
            match read_import(context, &guild, file.clone(), bytes).await {
                Ok(intake) => Ok(preview_of(context, &intake, &file, Some(id), PreviewReason::Changed)),
                Err(refused) => Ok(show_rejected(context, &refused)),
            }
        }
    }
}

/// Computes what a file would change in a guild's entries, on a blocking thread: a file may be large.
async fn read_import(
    context: &ModeratorContext<'_>,
    guild: &Arc<GuildSnapshot>,
    file: String,
    bytes: Arc<Vec<u8>>,
) -> Result<ImportPreview, RejectedFile> {
    let (guild, common) = (Arc::clone(guild), context.app.library());
    let by = Authorship { by: context.request.name.clone(), on: faq::import_export::day_of(context.now) };
    let reading = tokio::task::spawn_blocking(move || {
        let is_curated = |id: &str| common.find(StableHash::entry(id, Origin::Curated)).is_some();
        ImportPreview::of(&file, &bytes, &guild.held, is_curated, &by)
    });
    // Fails only if the thread panics: any input is read or refused.
    reading.await.unwrap_or_else(|_| Err(RejectedFile { problems: Vec::new(), others: 1 }))
}

/// The problems of a refused file, with the full report attached if they don't fit.
fn show_rejected(context: &ModeratorContext<'_>, refused: &RejectedFile) -> Reply {
    let locale = context.request.locale;
    let mut lines: Vec<String> = refused.problems.iter().map(ToString::to_string).collect();
    let report = refused.to_string();
    let more = lines.len().saturating_sub(limits::LINES) + refused.others;
    lines.truncate(limits::LINES);
    let shortened = lines.iter().any(|line| line.chars().count() > MAX_PART_CHARS) || more > 0;
    let mut items: Vec<PanelItem> =
        lines.iter().map(|line| PanelItem::new("", format!("• {}", limits::shorten(line, MAX_PART_CHARS)))).collect();
    if more > 0 {
        items.push(PanelItem::new("", wording::import_export::more_problems(locale, more)));
    }
    let title = wording::import_export::not_importable(locale).to_owned();
    let files = if shortened { vec![as_file("problems.txt", &report)] } else { Vec::new() };
    let panel = Panel { title, items, columns: 1, ..Panel::default() };
    Reply { files, private: true, ..Reply::panel(locale, panel) }
}

/// The preview of an import, with its buttons.
fn preview_of(
    context: &ModeratorContext<'_>,
    intake: &ImportPreview,
    file: &str,
    draft: Option<Id>,
    because: PreviewReason,
) -> Reply {
    let locale = context.request.locale;
    let summary = intake.summary(locale);
    let lead = match because {
        _ if intake.is_nothing() => wording::import_export::nothing_to_import(locale, file, &summary),
        PreviewReason::New => wording::import_export::import_preview(locale, file, &summary),
        PreviewReason::Changed => wording::import_export::import_changed(locale, file, &summary),
    };
    let (items, whole) = items(locale, intake);
    let mut buttons = Vec::new();
    if let Some(id) = draft {
        let press = |manage| UiAction::Manage(manage);
        if !intake.is_nothing() {
            buttons.push(Button::new(
                wording::import_export::apply(locale),
                press(ModeratorAction::Apply(id, intake.digest())),
            ));
        }
        buttons.push(Button::new(
            wording::controls::cancel(locale),
            press(ModeratorAction::Draft(id, DraftAction::Cancel)),
        ));
    }
    let panel = Panel {
        text: if whole { String::new() } else { wording::import_export::full_report(locale).to_owned() },
        items,
        columns: 1,
        ..Panel::default()
    };
    let shows = !panel.items.is_empty();
    let files = if whole { Vec::new() } else { vec![as_file("import.txt", &intake.report(locale, file))] };
    Reply { panels: if shows { vec![panel] } else { Vec::new() }, buttons, files, ..context.tell(lead) }
}

/// The changes of an import, short enough for a phone; the flag is true if nothing was left out.
fn items(locale: Locale, intake: &ImportPreview) -> (Vec<PanelItem>, bool) {
    let (mut items, mut whole) = (Vec::new(), true);
    let end = Span::Plain("\n".to_owned());
    for fate in [ImportOutcome::LeftOut, ImportOutcome::Changed, ImportOutcome::Revived, ImportOutcome::New] {
        let lines: Vec<&ImportLine> = intake.with(fate).collect();
        if lines.is_empty() {
            continue;
        }
        let differ = matches!(fate, ImportOutcome::Changed | ImportOutcome::Revived);
        let most = if differ { CHANGES_SHOWN } else { limits::LINES };
        let mut pieces = Vec::new();
        for line in lines.iter().take(most) {
            let question = limits::shorten(&line.question, MAX_LINE_CHARS);
            whole &= question.len() == line.question.len();
            let said = wording::import_export::on_line(locale, line.line, &question);
            pieces.push(Span::Plain(format!("• {said}\n")));
            if let Some(note) = line.note(locale) {
                pieces.push(Span::Plain(format!("  {note}\n")));
            }
            for changed in &line.changes {
                let (shown, all) = shortened(changed);
                whole &= all;
                pieces.push(Span::Plain(format!("{}: ", wording::manage::key(locale, changed.key))));
                pieces.extend(entries::pieces(shown));
                // A list already ends with a line break.
                if pieces.last() != Some(&end) {
                    pieces.push(end.clone());
                }
            }
        }
        if lines.len() > most {
            whole = false;
            pieces.push(Span::Plain(wording::manage::and_more(locale, lines.len() - most)));
        }
        items.push(PanelItem { heading: fate.heading(locale, lines.len()), pieces, ..PanelItem::default() });
    }
    (items, whole)
}

/// A change, with just enough unchanged text to recognise the place; the flag is true if no removed or
/// added text is missing.
fn shortened(changed: &FieldChange) -> (ChangeDetail, bool) {
    let mut parts = changed.parts.clone();
    let mut whole = true;
    let mut part = |text: &mut String| {
        if let std::borrow::Cow::Owned(short) = limits::shorten(text, MAX_PART_CHARS) {
            *text = short;
            whole = false;
        }
    };
    match &mut parts {
        ChangeDetail::Value { before, after } => before.iter_mut().chain(after).for_each(&mut part),
        ChangeDetail::List { removed, added } => {
            removed.iter_mut().chain(added.iter_mut()).for_each(&mut part);
            whole &= removed.len() + added.len() <= limits::LINES;
            removed.truncate(limits::LINES / 2);
            added.truncate(limits::LINES / 2);
        }
        ChangeDetail::Text(segments) => {
            let last = segments.len().saturating_sub(1);
            for (place, segment) in segments.iter_mut().enumerate() {
                match segment.kind {
                    // Unchanged text only shows where the change is.
                    DiffKind::Same => segment.text = around(&segment.text, place > 0, place < last),
                    _ => part(&mut segment.text),
                }
            }
            whole &= segments.len() <= 2 * limits::LINES;
            segments.truncate(2 * limits::LINES);
        }
    }
    (parts, whole)
}

/// The start of an unchanged text if a change precedes it, and its end if a change follows.
fn around(text: &str, before: bool, after: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (head, tail) = (if before { CONTEXT_CHARS } else { 0 }, if after { CONTEXT_CHARS } else { 0 });
    if characters.len() <= head + tail + 1 {
        return text.to_owned();
    }
    let end: String = characters[characters.len() - tail..].iter().collect();
    characters[..head].iter().collect::<String>() + "…" + &end
}

/// A text file with a byte order mark, so that every editor recognises UTF-8.
fn as_file(name: &str, text: &str) -> FileAttachment {
    FileAttachment { name: name.to_owned(), bytes: format!("\u{feff}{text}").into_bytes() }
}

/// A file name shortened in the middle: its start, and its end with the extension.
fn named(name: &str) -> String {
    let name = crate::ui::plain::line(name);
    let characters: Vec<char> = name.chars().collect();
    if characters.len() <= limits::FILE_NAME {
        return name;
    }
    let half = (limits::FILE_NAME - 1) / 2;
    let text = |part: &[char]| part.iter().collect::<String>();
    format!("{}…{}", text(&characters[..half]), text(&characters[characters.len() - half..]))
}
