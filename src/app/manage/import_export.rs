//! A guild's entries as a file, and a file's entries as the guild's: shown first, kept as its moderator's draft, and then
//! imported as a whole, or not at all.

use std::sync::Arc;

use jiff::SignedDuration;

use super::super::import_export::{FileFormat, ImportLine, ImportOutcome, ImportPreview, Upload};
use super::super::store::{Change, CommitOutcome, EntryDraft, Id, PendingImport, StoredEntry, new_id};
use super::super::{GuildSnapshot, StableHash};
use super::{ManageResult, ModeratorContext, entries};
use crate::knowledge::exchange::{ChangeDetail, DiffKind, FieldChange, MAX_BYTES, RejectedFile};
use crate::knowledge::{Authorship, Entry, Origin};
use crate::reply::{
    Button, DraftAction, FileAttachment, Locale, ModeratorAction, Panel, PanelItem, Reply, Span, UiAction, limits,
    wording,
};

/// For how long a file waits for its moderator to say that it shall be imported.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Changed entries that are shown with what changes; the report has all of them.
const SHOWN: usize = 5;
/// Characters of a text around what changes in it …
const AROUND: usize = 30;
/// … and of what is gone or new.
const PART: usize = 160;
/// Characters of a line, so that ten of them fit into a field of Discord's.
const LINE: usize = 80;

/// Why a preview is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PreviewReason {
    /// It was handed in.
    New,
    /// It is not what it was when it was shown.
    Changed,
}

impl ModeratorContext<'_> {
    /// The guild's entries as a file.
    pub(super) async fn export(&self, format: FileFormat, retired: bool) -> ManageResult {
        let locale = self.visitor.locale;
        let (_, all) = self.store.changes(self.id, 0).await?;
        let all: Vec<StoredEntry> = all.into_iter().filter(|one| one.active || retired).collect();
        if all.is_empty() {
            return Ok(self.tell(wording::import_export::nothing_to_export(locale)));
        }
        let gone = all.iter().filter(|one| !one.active).count();
        let entries: Vec<&Entry> = all.iter().map(|one| &*one.entry).collect();
        let text = format.write(&entries);
        if text.len() > limits::FILE {
            return Ok(self.tell(wording::import_export::too_large_to_export(locale, text.len())));
        }
        let file = FileAttachment { name: format.file().to_owned(), bytes: text.into_bytes() };
        Ok(Reply { files: vec![file], ..self.tell(wording::import_export::exported(locale, all.len(), gone)) })
    }

    /// What a file would do; nothing yet.
    pub(super) async fn import(&self, upload: &dyn Upload) -> ManageResult {
        let locale = self.visitor.locale;
        if upload.size() > MAX_BYTES as u64 {
            return Ok(self.tell(wording::import_export::too_large_to_import(locale, Some(upload.size()))));
        }
        let Ok(bytes) = upload.bytes(MAX_BYTES).await else {
            return Ok(self.tell(wording::import_export::not_fetched(locale)));
        };
        if bytes.len() > MAX_BYTES {
            return Ok(self.tell(wording::import_export::too_large_to_import(locale, None)));
        }
        let file = named(upload.name());
        let bytes = Arc::new(bytes);
        let intake = match self.intake(&self.guild, file.clone(), Arc::clone(&bytes)).await {
            Ok(intake) => intake,
            Err(refused) => return Ok(self.refused(&refused)),
        };
        if intake.is_nothing() {
            return Ok(self.preview_of(&intake, &file, None, PreviewReason::New));
        }
        let id = new_id();
        // Only UTF-8 is read.
        let import = PendingImport { file: file.clone(), text: String::from_utf8_lossy(&bytes).into_owned() };
        let draft = EntryDraft { import: Some(import), ..EntryDraft::default() };
        self.store.keep(id, self.id, self.member(), &draft, self.now + KEPT).await?;
        Ok(self.preview_of(&intake, &file, Some(id), PreviewReason::New))
    }

    /// A file is imported, if it would still do what was shown.
    pub(super) async fn apply(&self, id: Id, seen: u64) -> ManageResult {
        let locale = self.visitor.locale;
        let draft = self.store.draft(id, self.id, self.member(), self.now).await?;
        let Some(PendingImport { file, text }) = draft.and_then(|draft| draft.import) else {
            return Ok(self.tell(wording::manage::no_draft(locale)));
        };
        let bytes = Arc::new(text.into_bytes());
        let intake = match self.intake(&self.guild, file.clone(), Arc::clone(&bytes)).await {
            Ok(intake) => intake,
            // Another version of the program refuses more.
            Err(refused) => return Ok(self.refused(&refused)),
        };
        if intake.is_nothing() || intake.digest() != seen {
            return Ok(self.preview_of(&intake, &file, Some(id), PreviewReason::Changed));
        }
        let summary = intake.summary(locale);
        let mut effects = intake.effects();
        effects.push(Change::Discard(id));
        match self.commit(effects).await? {
            CommitOutcome::Done(_) => Ok(self.tell(wording::import_export::imported(locale, &summary))),
            // Somebody was faster by a moment.
            CommitOutcome::Conflict { .. } => {
                let guild = self.app.guild(Some(self.id)).await;
                match self.intake(&guild, file.clone(), bytes).await {
                    Ok(intake) => Ok(self.preview_of(&intake, &file, Some(id), PreviewReason::Changed)),
                    Err(refused) => Ok(self.refused(&refused)),
                }
            }
        }
    }

    /// What a file would do to a guild's entries; it is read beside everything else, because it may be long.
    async fn intake(
        &self,
        guild: &Arc<GuildSnapshot>,
        file: String,
        bytes: Arc<Vec<u8>>,
    ) -> Result<ImportPreview, RejectedFile> {
        let (guild, common) = (Arc::clone(guild), self.app.library());
        let by = Authorship { by: self.visitor.name.clone(), on: super::super::import_export::day_of(self.now) };
        let reading = tokio::task::spawn_blocking(move || {
            let is_curated = |id: &str| common.find(StableHash::entry(id, Origin::Curated)).is_some();
            ImportPreview::of(&file, &bytes, &guild.held, is_curated, &by)
        });
        // It does not end otherwise: whatever a file holds is read, or refused.
        reading.await.unwrap_or_else(|_| Err(RejectedFile { problems: Vec::new(), others: 1 }))
    }

    /// Everything that is wrong with a file.
    fn refused(&self, refused: &RejectedFile) -> Reply {
        let locale = self.visitor.locale;
        let mut lines: Vec<String> = refused.problems.iter().map(ToString::to_string).collect();
        let report = refused.to_string();
        let more = lines.len().saturating_sub(limits::LINES) + refused.others;
        lines.truncate(limits::LINES);
        let shortened = lines.iter().any(|line| line.chars().count() > PART) || more > 0;
        let mut items: Vec<PanelItem> =
            lines.iter().map(|line| PanelItem::new("", format!("• {}", limits::shorten(line, PART)))).collect();
        if more > 0 {
            items.push(PanelItem::new("", wording::import_export::more_problems(locale, more)));
        }
        let title = wording::import_export::not_importable(locale).to_owned();
        let files = if shortened { vec![as_file("problems.txt", &report)] } else { Vec::new() };
        let panel = Panel { title, items, columns: 1, ..Panel::default() };
        Reply { files, private: true, ..Reply::panel(locale, panel) }
    }

    /// What a file would do, and what can be done with it.
    fn preview_of(&self, intake: &ImportPreview, file: &str, draft: Option<Id>, because: PreviewReason) -> Reply {
        let locale = self.visitor.locale;
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
        Reply { panels: if shows { vec![panel] } else { Vec::new() }, buttons, files, ..self.tell(lead) }
    }
}

/// What a file would do, as short as a phone is; and whether that is all of it.
fn items(locale: Locale, intake: &ImportPreview) -> (Vec<PanelItem>, bool) {
    let (mut items, mut whole) = (Vec::new(), true);
    let end = Span::Plain("\n".to_owned());
    for fate in [ImportOutcome::LeftOut, ImportOutcome::Changed, ImportOutcome::Revived, ImportOutcome::New] {
        let lines: Vec<&ImportLine> = intake.with(fate).collect();
        if lines.is_empty() {
            continue;
        }
        let differ = matches!(fate, ImportOutcome::Changed | ImportOutcome::Revived);
        let most = if differ { SHOWN } else { limits::LINES };
        let mut pieces = Vec::new();
        for line in lines.iter().take(most) {
            let question = limits::shorten(&line.question, LINE);
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
                // A list ends its last line itself.
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

/// What changed, with no more of the rest than one needs to find it; and whether that is all of it.
fn shortened(changed: &FieldChange) -> (ChangeDetail, bool) {
    let mut parts = changed.parts.clone();
    let mut whole = true;
    let mut part = |text: &mut String| {
        if let std::borrow::Cow::Owned(short) = limits::shorten(text, PART) {
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
                    // What stays is there to be recognised.
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

/// The beginning of a text where something stands before it, and its end where something follows.
fn around(text: &str, before: bool, after: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (head, tail) = (if before { AROUND } else { 0 }, if after { AROUND } else { 0 });
    if characters.len() <= head + tail + 1 {
        return text.to_owned();
    }
    let end: String = characters[characters.len() - tail..].iter().collect();
    characters[..head].iter().collect::<String>() + "…" + &end
}

/// A text to take away, which every editor opens.
fn as_file(name: &str, text: &str) -> FileAttachment {
    FileAttachment { name: name.to_owned(), bytes: format!("\u{feff}{text}").into_bytes() }
}

/// A file's name as it is shown and kept: its beginning, and its end, which says of what kind it is.
fn named(name: &str) -> String {
    let name = crate::reply::plain::line(name);
    let characters: Vec<char> = name.chars().collect();
    if characters.len() <= limits::FILE_NAME {
        return name;
    }
    let half = (limits::FILE_NAME - 1) / 2;
    let text = |part: &[char]| part.iter().collect::<String>();
    format!("{}…{}", text(&characters[..half]), text(&characters[characters.len() - half..]))
}
