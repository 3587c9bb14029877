//! A guild's entries, their history, and drafts.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use tokio::task::spawn_blocking;

use crate::bot::guild::commit::{Actor, CuratedOverride};
use crate::bot::guild::settings::{GuildRecord, Settings};
use crate::bot::testimonials::store::shared;
use crate::db::error::{DbError, DbResult, unreadable};
use crate::db::row::{RowColumns as _, millis, signed};
use crate::db::transaction::Tx;
use crate::db::{Database, Id, StoreError, StoreResult, retry};
use crate::knowledge::exchange::entry_from_toml;
use crate::knowledge::{Entry, Origin};
use crate::ui::StableHash;

/// An entry as it is stored.
#[derive(Debug, Clone)]
pub struct StoredEntry {
    pub entry: Arc<Entry>,
    /// Counted from 1.
    pub version: i64,
    /// False for a retired entry, which members don't see and moderators can reactivate.
    pub active: bool,
    /// The curated entry that it replaces.
    pub replaces: Option<String>,
}

/// An entry at an earlier or the current version.
#[derive(Debug, Clone)]
pub struct EntryVersion {
    pub stored: StoredEntry,
    pub by: Actor,
    pub at: Timestamp,
}

/// A draft, stored as it was typed. The preview reports its problems.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EntryDraft {
    pub fields: EntryFields,
    /// The id of the entry to change; [`None`] for a new entry.
    pub changes: Option<String>,
    /// The version of that entry that the moderator saw.
    pub from: Option<i64>,
    /// The curated entry that it will replace.
    pub replaces: Option<String>,
    pub purpose: DraftPurpose,
    /// An uploaded file; the other fields are then unused.
    #[serde(default)]
    pub import: Option<PendingImport>,
}

/// An uploaded file that waits for its moderator to confirm the import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingImport {
    /// The file name; its extension tells the format.
    pub file: String,
    /// The content of the file.
    pub text: String,
}

/// The fields of an entry's form, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFields {
    pub question: String,
    pub answer: String,
    /// One phrasing per line.
    pub phrasings: String,
    /// Separated by commas.
    pub tags: String,
    /// The date of the next review.
    pub review: String,
}

/// The purpose of a draft beyond its entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftPurpose {
    /// The inbox question that the entry will answer, by the bits of its [`StableHash`].
    pub question: Option<u64>,
    /// Discord id and display name of the author of the message that the entry is made from.
    pub author: Option<(u64, String)>,
}

/// Entries that are read without asking for a thread that may take its time.
const FEW: usize = 50;

/// The guild's revision, which rises with every change that members can see; 0 if there was none. It is read before
/// every answer.
pub async fn guild_revision(db: &Database, guild: u64) -> StoreResult<i64> {
    let mut tx = db.read().await?;
    Ok(revision(&mut tx, guild).await?)
}

/// The guild's settings and overrides.
pub async fn guild_record(db: &Database, guild: u64) -> StoreResult<GuildRecord> {
    Ok(record(db, guild).await?)
}

/// The entries changed since a revision, retired ones included, ordered by id, and the revision up to which the
/// list is complete.
pub async fn changes_since(db: &Database, guild: u64, since: i64) -> StoreResult<(i64, Vec<StoredEntry>)> {
    // A change between the two reads is read now and once more next time, which is harmless; in the other order it
    // would be missed.
    let mut tx = db.read().await?;
    let until = revision(&mut tx, guild).await?;
    let query = sqlx::query(
        "SELECT version, active, content, replaces FROM entry WHERE guild = $1 AND revision > $2 ORDER BY id",
    );
    let rows = tx.rows(query.bind(signed(guild)).bind(since)).await?;
    drop(tx);
    let entries = if rows.len() > FEW {
        let reading = spawn_blocking(move || readable(guild, &rows)).await;
        reading.map_err(|_| StoreError::Unavailable("its entries cannot be read".to_owned()))?
    } else {
        readable(guild, &rows)
    };
    Ok((until, entries))
}

/// An entry, active or retired.
pub async fn find_entry(db: &Database, guild: u64, name: StableHash) -> StoreResult<Option<StoredEntry>> {
    let mut tx = db.read().await?;
    let query = sqlx::query("SELECT version, active, content, replaces FROM entry WHERE guild = $1 AND name = $2");
    let row = tx.row(query.bind(signed(guild)).bind(signed(name.0))).await?;
    Ok(row.as_ref().map(held).transpose()?)
}

/// All versions of an entry, the newest first.
pub async fn entry_history(db: &Database, guild: u64, entry: &str) -> StoreResult<Vec<EntryVersion>> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT version, active, content, replaces, by_member, by_name, at FROM entry_version \
         WHERE guild = $1 AND entry = $2 ORDER BY version DESC",
    );
    let rows = tx.rows(query.bind(signed(guild)).bind(entry)).await?;
    Ok(rows.iter().map(version).collect::<DbResult<_>>()?)
}

/// Stores a draft until `expires`, replacing an earlier one with this id.
pub async fn save_draft(
    db: &Database,
    id: Id,
    guild: u64,
    owner: u64,
    draft: &EntryDraft,
    expires: Timestamp,
) -> StoreResult<()> {
    Ok(retry(|| save_draft_once(db, id, guild, owner, draft, expires)).await?)
}

/// An unexpired draft, if `owner` wrote it.
pub async fn find_draft(
    db: &Database,
    id: Id,
    guild: u64,
    owner: u64,
    now: Timestamp,
) -> StoreResult<Option<EntryDraft>> {
    let mut tx = db.read().await?;
    let query = sqlx::query("SELECT content FROM draft WHERE id = $1 AND guild = $2 AND owner = $3 AND expires > $4");
    let query = query.bind(id.to_string()).bind(signed(guild)).bind(signed(owner)).bind(millis(now));
    let Some(row) = tx.row(query).await? else { return Ok(None) };
    let draft = serde_json::from_str(&row.text(0)?).map_err(|error| unreadable("a draft", &error))?;
    Ok(Some(draft))
}

async fn record(db: &Database, guild: u64) -> DbResult<GuildRecord> {
    let mut tx = db.read().await?;
    let query = sqlx::query("SELECT revision, settings FROM guild WHERE id = $1");
    let Some(row) = tx.row(query.bind(signed(guild))).await? else { return Ok(GuildRecord::default()) };
    let mut record =
        GuildRecord { revision: row.int(0)?, settings: settings(&row.text(1)?)?, ..GuildRecord::default() };
    let query = sqlx::query("SELECT kind, item FROM curated_override WHERE guild = $1 ORDER BY at, item");
    for row in tx.rows(query.bind(signed(guild))).await? {
        let item = row.text(1)?;
        match row.text(0)?.as_str() {
            "pin" => record.pinned.push(item),
            "hide" => drop(record.hidden.insert(item)),
            "silence" => drop(record.silenced.insert(item)),
            "phrase" => {
                if let Some((id, phrasing)) = CuratedOverride::phrased(&item) {
                    record.phrasings.entry(id.to_owned()).or_default().push(phrasing.to_owned());
                }
            }
            _ => {}
        }
    }
    record.shared = shared(&mut tx, guild).await?;
    Ok(record)
}

async fn save_draft_once(
    db: &Database,
    id: Id,
    guild: u64,
    owner: u64,
    draft: &EntryDraft,
    expires: Timestamp,
) -> DbResult<()> {
    let content = serde_json::to_string(draft).map_err(|error| DbError::Failed(error.to_string()))?;
    let mut tx = db.write_for(guild).await?;
    ensure_guild(&mut tx, guild).await?;
    let query = sqlx::query(
        "INSERT INTO draft (id, guild, owner, content, expires) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET content = excluded.content, expires = excluded.expires \
         WHERE draft.guild = excluded.guild AND draft.owner = excluded.owner",
    );
    let query = query.bind(id.to_string()).bind(signed(guild)).bind(signed(owner));
    tx.run(query.bind(content).bind(millis(expires))).await?;
    tx.commit().await
}

async fn revision(tx: &mut Tx, guild: u64) -> DbResult<i64> {
    let row = tx.row(sqlx::query("SELECT revision FROM guild WHERE id = $1").bind(signed(guild))).await?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// Inserts the guild's row if it is missing.
pub(crate) async fn ensure_guild(tx: &mut Tx, guild: u64) -> DbResult<()> {
    let query = sqlx::query("INSERT INTO guild (id, revision, settings) VALUES ($1, 0, '{}') ON CONFLICT DO NOTHING");
    tx.run(query.bind(signed(guild))).await.map(drop)
}

/// What a guild has set.
pub(crate) fn settings(text: &str) -> DbResult<Settings> {
    serde_json::from_str(text).map_err(|error| unreadable("a guild's settings", &error))
}

/// The name of a guild's entry.
pub(crate) fn name(id: &str) -> StableHash {
    StableHash::entry(id, Origin::Guild)
}

/// The entry of a row that begins with version, active, content and replaces.
pub(crate) fn held(row: &AnyRow) -> DbResult<StoredEntry> {
    Ok(StoredEntry {
        version: row.int(0)?,
        active: row.flag(1)?,
        entry: Arc::new(entry(&row.text(2)?)?),
        replaces: row.maybe_text(3)?,
    })
}

/// The entry that a text holds.
pub(crate) fn entry(content: &str) -> DbResult<Entry> {
    entry_from_toml(content).map_err(|problem| DbError::Failed(format!("an entry cannot be read: {problem}")))
}

/// The entries of rows. A damaged row is logged and left out.
fn readable(guild: u64, rows: &[AnyRow]) -> Vec<StoredEntry> {
    let read = |row| held(row).inspect_err(|error| tracing::error!(guild, "{error}")).ok();
    rows.iter().filter_map(read).collect()
}

fn version(row: &AnyRow) -> DbResult<EntryVersion> {
    let by = Actor { member: row.bits(4)?, name: row.text(5)? };
    Ok(EntryVersion { stored: held(row)?, by, at: row.time(6)? })
}
