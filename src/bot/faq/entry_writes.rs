//! Entries are written many at a time: an import of thousands must not keep others waiting for as long as it would take
//! one by one (5,000 entries: 4 s on PostgreSQL one by one; see `benches/store.rs`).

use std::collections::{BTreeMap, HashMap};

use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::bot::faq::store::{StoredEntry, held, name};
use crate::bot::guild::commit::{CommitTx, Edit};
use crate::db::error::DbResult;
use crate::db::row::{RowColumns as _, millis, signed, strip_nul};
use crate::db::transaction::Tx;
use crate::knowledge::exchange::entry_to_toml;

/// Rows that one statement inserts.
const ROWS: usize = 100;

/// Entries that are looked up one by one; for more, all of the guild are read.
const FEW: usize = 20;

/// A table, the columns that are given, and what happens where the row is there.
pub(crate) struct InsertTarget {
    pub(crate) into: &'static str,
    pub(crate) or: &'static str,
}

/// The audit.
pub(crate) const AUDIT: InsertTarget =
    InsertTarget { into: "INSERT INTO audit (id, guild, by_member, by_name, at, action, item, was, became)", or: "" };

/// What entries say now.
const ENTRY: InsertTarget = InsertTarget {
    into: "INSERT INTO entry (guild, id, version, active, content, replaces, revision, name)",
    or: "ON CONFLICT (guild, id) DO UPDATE SET version = excluded.version, active = excluded.active, \
         content = excluded.content, replaces = excluded.replaces, revision = excluded.revision",
};

/// Rows of `entry_version`.
const VERSION: InsertTarget = InsertTarget {
    into: "INSERT INTO entry_version (guild, entry, version, active, content, replaces, by_member, by_name, at)",
    or: "",
};

/// A value of a column.
pub(crate) enum ColumnValue {
    Int(i64),
    Text(Option<String>),
}

impl From<i64> for ColumnValue {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<String> for ColumnValue {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Option<String>> for ColumnValue {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

/// An entry that was changed in the meantime.
pub(crate) struct VersionConflict {
    pub(crate) id: String,
    pub(crate) now: Option<Box<StoredEntry>>,
}

/// An entry as it is before a change.
#[derive(Clone)]
struct EntryBefore {
    version: i64,
    active: bool,
    content: String,
}

impl CommitTx<'_> {
    /// Writes entries, unless one of them is no longer as the moderator saw it.
    pub(crate) async fn write(&mut self, edits: &[&Edit]) -> DbResult<Option<VersionConflict>> {
        let (guild, by, at) = (signed(self.commit.guild), &self.commit.by, millis(self.commit.at));
        let mut known = known(&mut self.tx, guild, edits).await?;
        let mut entries: BTreeMap<&str, Vec<ColumnValue>> = BTreeMap::new();
        let (mut versions, mut lines) = (Vec::new(), Vec::new());
        for edit in edits {
            let id = &*edit.entry.id;
            let before = known.get(id).cloned();
            if before.as_ref().map(|before| before.version) != edit.from {
                return Ok(Some(VersionConflict { id: id.to_owned(), now: now(&mut self.tx, guild, id).await? }));
            }
            let content = entry_to_toml(&edit.entry);
            let (version, active) = (edit.from.unwrap_or(0) + 1, i64::from(edit.active));
            let replaces = edit.replaces.as_deref().map(strip_nul);
            let start = || -> Vec<ColumnValue> {
                let (id, content) = (id.to_owned(), content.clone());
                vec![guild.into(), id.into(), version.into(), active.into(), content.into(), replaces.clone().into()]
            };
            let entry = start().into_iter().chain([self.revision.into(), signed(name(id).0).into()]);
            entries.insert(id, entry.collect());
            let signed = [signed(by.member).into(), strip_nul(&by.name).into(), at.into()];
            versions.push(start().into_iter().chain(signed).collect());
            let action = action(before.as_ref().map(|before| before.active), edit.active);
            lines.push(self.line(action, id, before.as_ref().map_or("", |before| &before.content), &content));
            known.insert(id.to_owned(), EntryBefore { version, active: edit.active, content });
        }
        insert(&mut self.tx, ENTRY, &entries.into_values().collect::<Vec<_>>()).await?;
        insert(&mut self.tx, VERSION, &versions).await?;
        insert(&mut self.tx, AUDIT, &lines).await?;
        Ok(None)
    }
}

/// The audit action for a change of an entry that was active, archived, or new.
fn action(was_active: Option<bool>, active: bool) -> &'static str {
    match (was_active, active) {
        (None, _) => "entry.add",
        (Some(true), false) => "entry.retire",
        (Some(false), true) => "entry.restore",
        (Some(_), _) => "entry.edit",
    }
}

/// The entries that are going to change, as they are.
async fn known(tx: &mut Tx, guild: i64, edits: &[&Edit]) -> DbResult<HashMap<String, EntryBefore>> {
    let before = |row: &AnyRow| {
        Ok((row.text(3)?, EntryBefore { version: row.int(0)?, active: row.flag(1)?, content: row.text(2)? }))
    };
    let mut rows = Vec::new();
    if edits.len() > FEW {
        let query = sqlx::query("SELECT version, active, content, id FROM entry WHERE guild = $1");
        rows = tx.rows(query.bind(guild)).await?;
    } else {
        for edit in edits {
            let query = sqlx::query("SELECT version, active, content, id FROM entry WHERE guild = $1 AND id = $2");
            rows.extend(tx.row(query.bind(guild).bind(&*edit.entry.id)).await?);
        }
    }
    rows.iter().map(before).collect()
}

/// An entry as it is now.
async fn now(tx: &mut Tx, guild: i64, id: &str) -> DbResult<Option<Box<StoredEntry>>> {
    let query = sqlx::query("SELECT version, active, content, replaces FROM entry WHERE guild = $1 AND id = $2");
    let row = tx.row(query.bind(guild).bind(id)).await?;
    Ok(row.as_ref().map(held).transpose()?.map(Box::new))
}

/// Inserts rows, many with each statement.
pub(crate) async fn insert(tx: &mut Tx, table: InsertTarget, rows: &[Vec<ColumnValue>]) -> DbResult<()> {
    for some in rows.chunks(ROWS) {
        let columns = some.first().map_or(0, Vec::len);
        let row = |row: usize| {
            let places: Vec<String> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
            format!("({})", places.join(", "))
        };
        let places: Vec<String> = (0..some.len()).map(row).collect();
        // Nothing but numbers is put into it.
        let sql = AssertSqlSafe(format!("{} VALUES {} {}", table.into, places.join(", "), table.or));
        // A statement that is hardly ever the same again is not worth remembering.
        let mut query = sqlx::query(sql).persistent(some.len() == 1 || some.len() == ROWS);
        for value in some.iter().flatten() {
            query = match value {
                ColumnValue::Int(value) => query.bind(*value),
                ColumnValue::Text(value) => query.bind(value.as_deref()),
            };
        }
        tx.run(query).await?;
    }
    Ok(())
}
