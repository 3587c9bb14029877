//! Moving entries in and out: what a file would do to a guild's entries, said line by line before it is done as one
//! commit. Moderators do it on Discord, and operators in a shell.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use async_trait::async_trait;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use toml::value::Date;

use crate::bot::faq::store::StoredEntry;
use crate::bot::guild::commit::{Change, Edit};
use crate::knowledge::exchange::{self, ChangeDetail, CurrentEntry, DiffKind, FieldChange, ImportPlan, RejectedFile};
use crate::knowledge::{Authorship, Entry};
use crate::ui::{Locale, plain, wording};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// As the curated knowledge is written.
    Toml,
    /// For spreadsheets.
    Csv,
}

/// As it is typed into a shell, and as a file's name ends.
impl std::str::FromStr for FileFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "toml" => Ok(Self::Toml),
            "csv" => Ok(Self::Csv),
            _ => Err("expected toml or csv"),
        }
    }
}

impl FileFormat {
    /// What a file of this kind is called.
    pub fn file(self) -> &'static str {
        match self {
            Self::Toml => "faq.toml",
            Self::Csv => "faq.csv",
        }
    }

    /// A file with these entries.
    pub fn write(self, entries: &[&Entry]) -> String {
        match self {
            Self::Toml => exchange::to_toml(entries),
            Self::Csv => exchange::to_csv(entries),
        }
    }
}

/// A file that a moderator hands in.
#[async_trait]
pub trait Upload: fmt::Debug + Send + Sync {
    /// The file's name.
    fn name(&self) -> &str;

    /// How many bytes it is said to have.
    fn size(&self) -> u64;

    /// The content of the file, at most `most` bytes and one more.
    ///
    /// # Errors
    /// Where it is not there, lies elsewhere than Discord's files, or takes too long. The reason is logged.
    async fn bytes(&self, most: usize) -> Result<Vec<u8>, FetchFailed>;
}

/// A file that did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchFailed;

/// What a file would do to a guild's entries.
#[derive(Debug, Default)]
pub struct ImportPreview {
    /// Entry by entry, those of one fate together, each in the order of the file.
    pub lines: Vec<ImportLine>,
    /// The edits to be stored.
    edits: Vec<Edit>,
    /// See [`ImportPreview::digest`].
    digest: u64,
}

/// What happens to an entry of the file.
#[derive(Debug)]
pub struct ImportLine {
    /// In one word.
    pub fate: ImportOutcome,
    /// On which line of the file it begins.
    pub line: usize,
    /// Its id.
    pub id: String,
    /// Its question.
    pub question: String,
    /// The differences from the stored entry.
    pub changes: Vec<FieldChange>,
    /// The id of the entry that is in its way; or that of the curated one whose place it takes.
    pub other: Option<String>,
}

/// What happens to an entry, in the order of the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportOutcome {
    /// It asks what another asks, and is left out.
    LeftOut,
    /// It changes one that is there.
    Changed,
    /// It brings a retired one back.
    Revived,
    /// It is new.
    New,
    /// It is there already.
    Same,
}

impl ImportOutcome {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::LeftOut, Self::Changed, Self::Revived, Self::New, Self::Same];

    /// The heading of a group.
    pub fn heading(self, locale: Locale, number: usize) -> String {
        match self {
            Self::LeftOut => wording::import_export::left_out(locale, number),
            Self::Changed => wording::import_export::changed_ones(locale, number),
            Self::Revived => wording::import_export::revived_ones(locale, number),
            Self::New => wording::import_export::new_ones(locale, number),
            Self::Same => wording::import_export::same_ones(locale, number),
        }
    }
}

impl ImportPreview {
    /// What a file would do to the guild's entries (`held`). Entries without an author get the moderator as theirs; a
    /// new entry with the id of a curated one replaces it.
    ///
    /// # Errors
    /// With every problem of the file; then it does nothing.
    pub fn of(
        file: &str,
        bytes: &[u8],
        held: &BTreeMap<String, StoredEntry>,
        is_curated: impl Fn(&str) -> bool,
        by: &Authorship,
    ) -> Result<Self, RejectedFile> {
        let mut incoming = exchange::read(file, bytes)?;
        let unsigned = |entry: &Entry| entry.source.is_none();
        let nameless: Vec<String> = incoming.iter().filter(|one| unsigned(one)).map(|one| one.id.clone()).collect();
        // An entry without an author keeps the stored one.
        for entry in incoming.iter_mut().filter(|one| unsigned(one)) {
            entry.source = held.get(&entry.id).and_then(|one| one.entry.source.clone());
        }
        let current: Vec<CurrentEntry<'_>> =
            held.values().map(|one| CurrentEntry { entry: &one.entry, active: one.active }).collect();
        let mut intake = Self::default();
        intake.take(exchange::plan(&current, incoming), held, is_curated);
        for edit in &mut intake.edits {
            if nameless.contains(&edit.entry.id) {
                edit.entry.source = Some(by.clone());
            }
        }
        intake.lines.sort_by_key(|line| (line.fate, line.line));
        intake.digest = digest(&intake.lines, held);
        Ok(intake)
    }

    fn take(&mut self, plan: ImportPlan<'_>, held: &BTreeMap<String, StoredEntry>, is_curated: impl Fn(&str) -> bool) {
        let ImportPlan { added, changed, revived, same, collides } = plan;
        for new in collides {
            self.tell(ImportOutcome::LeftOut, &new.new, Vec::new(), Some(new.with.id.clone()));
        }
        for (fate, changes) in [(ImportOutcome::Changed, changed), (ImportOutcome::Revived, revived)] {
            for change in changes {
                self.tell(fate, &change.new, exchange::difference(change.old, &change.new), None);
                let before = held.get(&change.new.id);
                self.edits.push(Edit {
                    active: true,
                    replaces: before.and_then(|one| one.replaces.clone()),
                    from: before.map(|one| one.version),
                    entry: change.new,
                });
            }
        }
        for entry in added {
            let replaces = is_curated(&entry.id).then(|| entry.id.clone());
            self.tell(ImportOutcome::New, &entry, Vec::new(), replaces.clone());
            self.edits.push(Edit { entry, active: true, replaces, from: None });
        }
        for entry in same {
            self.tell(ImportOutcome::Same, entry, Vec::new(), None);
        }
    }

    fn tell(&mut self, fate: ImportOutcome, entry: &Entry, changes: Vec<FieldChange>, other: Option<String>) {
        self.lines.push(ImportLine {
            fate,
            line: entry.at.line,
            id: entry.id.clone(),
            question: entry.question.clone(),
            changes,
            other,
        });
    }

    /// Whether it would change nothing.
    pub fn is_nothing(&self) -> bool {
        self.edits.is_empty()
    }

    /// A hash of what the import would do: to which entries, of which versions.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// Those with a fate.
    pub fn with(&self, fate: ImportOutcome) -> impl Iterator<Item = &ImportLine> {
        self.lines.iter().filter(move |line| line.fate == fate)
    }

    /// All of it in a line.
    pub fn summary(&self, locale: Locale) -> String {
        let order = [
            ImportOutcome::New,
            ImportOutcome::Changed,
            ImportOutcome::Revived,
            ImportOutcome::Same,
            ImportOutcome::LeftOut,
        ];
        wording::import_export::intake(locale, order.map(|fate| self.with(fate).count()))
    }

    /// The changes, for one commit.
    pub fn effects(self) -> Vec<Change> {
        self.edits.into_iter().map(Change::Write).collect()
    }

    /// All of it in plain text, line by line.
    pub fn report(&self, locale: Locale, file: &str) -> String {
        let mut text = format!("{}: {}\n", plain::line(file), self.summary(locale));
        for fate in ImportOutcome::ALL {
            let number = self.with(fate).count();
            if number > 0 {
                let _ = writeln!(text, "\n{}", fate.heading(locale, number));
            }
            for line in self.with(fate) {
                let said = format!("{} [{}]", line.said(locale), line.id);
                let _ = writeln!(text, "  {}", plain::line(&said));
                if let Some(note) = line.note(locale) {
                    let _ = writeln!(text, "    {note}");
                }
                for changed in &line.changes {
                    let key = wording::manage::key(locale, changed.key);
                    let _ = writeln!(text, "    {key}: {}", plain::line(&written(&changed.parts)));
                }
            }
        }
        text
    }
}

impl ImportLine {
    /// The line in the file, and the question.
    pub fn said(&self, locale: Locale) -> String {
        // Of an entry that stays as it is, only the one that is there is known.
        match (self.fate, self.line) {
            (ImportOutcome::Same, _) | (_, 0) => self.question.clone(),
            (_, line) => wording::import_export::on_line(locale, line, &self.question),
        }
    }

    /// A remark for the moderator.
    pub fn note(&self, locale: Locale) -> Option<String> {
        let other = self.other.as_deref()?;
        Some(match self.fate {
            ImportOutcome::LeftOut => wording::import_export::asks_the_same(locale, other),
            _ => wording::import_export::in_its_place(locale).to_owned(),
        })
    }
}

/// What changed, on one line: `[-gone-]`, `{+new+}`.
fn written(parts: &ChangeDetail) -> String {
    let gone = |text: &str| format!("[-{text}-]");
    let new = |text: &str| format!("{{+{text}+}}");
    let words: Vec<String> = match parts {
        ChangeDetail::Value { before, after } => {
            before.iter().map(|text| gone(text)).chain(after.iter().map(|text| new(text))).collect()
        }
        ChangeDetail::List { removed, added } => {
            removed.iter().map(|text| gone(text)).chain(added.iter().map(|text| new(text))).collect()
        }
        ChangeDetail::Text(segments) => {
            let segments = segments.iter().map(|segment| match segment.kind {
                DiffKind::Same => segment.text.clone(),
                DiffKind::Removed => gone(&segment.text),
                DiffKind::Added => new(&segment.text),
            });
            return segments.collect();
        }
    };
    words.join(" ")
}

/// A hash of what the import would do: to which entries, of which versions.
fn digest(lines: &[ImportLine], held: &BTreeMap<String, StoredEntry>) -> u64 {
    let mut hash = Sha256::new();
    for line in lines {
        let version = held.get(&line.id).map_or(0, |one| one.version);
        let other = line.other.as_deref().unwrap_or_default();
        hash.update(format!("{:?} {} {version} {other}\n", line.fate, line.id));
    }
    let bytes = hash.finalize();
    bytes.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The day of a time, in UTC.
pub fn day_of(at: Timestamp) -> Date {
    let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    Date { year: u16::try_from(day.year()).unwrap_or_default(), month: small(day.month()), day: small(day.day()) }
}
