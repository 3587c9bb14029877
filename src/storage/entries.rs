//! A guild's entries, their history, and drafts.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use tokio::task::spawn_blocking;

use super::error::{DbError, DbResult, unreadable};
use super::row::{RowColumns as _, millis, signed};
use super::submissions::shared;
use super::transaction::Tx;
use super::{Database, retry};
use crate::app::store::{
    Actor, Commit, CommitOutcome, CuratedOverride, Entries, EntryDraft, EntryVersion, GuildRecord, Id, Settings,
    StoreError, StoreResult, StoredEntry,
};
use crate::knowledge::exchange::entry_from_toml;
use crate::knowledge::{Entry, Origin};
use crate::reply::StableHash;

/// Entries that are read without asking for a thread that may take its time.
const FEW: usize = 50;

#[async_trait]
impl Entries for Database {
    async fn revision(&self, guild: u64) -> StoreResult<i64> {
        let mut tx = self.read().await?;
        Ok(revision(&mut tx, guild).await?)
    }

    async fn guild(&self, guild: u64) -> StoreResult<GuildRecord> {
        Ok(self.record(guild).await?)
    }

    async fn changes(&self, guild: u64, since: i64) -> StoreResult<(i64, Vec<StoredEntry>)> {
        // What is committed between the two is read now and again the next time, which does no harm; the other way
        // round it would be missed.
        let mut tx = self.read().await?;
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

    async fn held(&self, guild: u64, name: StableHash) -> StoreResult<Option<StoredEntry>> {
        let mut tx = self.read().await?;
        let query = sqlx::query("SELECT version, active, content, replaces FROM entry WHERE guild = $1 AND name = $2");
        let row = tx.row(query.bind(signed(guild)).bind(signed(name.0))).await?;
        Ok(row.as_ref().map(held).transpose()?)
    }

    async fn history(&self, guild: u64, entry: &str) -> StoreResult<Vec<EntryVersion>> {
        let mut tx = self.read().await?;
        let query = sqlx::query(
            "SELECT version, active, content, replaces, by_member, by_name, at FROM entry_version \
             WHERE guild = $1 AND entry = $2 ORDER BY version DESC",
        );
        let rows = tx.rows(query.bind(signed(guild)).bind(entry)).await?;
        Ok(rows.iter().map(version).collect::<DbResult<_>>()?)
    }

    async fn commit(&self, commit: &Commit) -> StoreResult<CommitOutcome> {
        Ok(retry(|| self.commit_once(commit)).await?)
    }

    async fn keep(&self, id: Id, guild: u64, owner: u64, draft: &EntryDraft, expires: Timestamp) -> StoreResult<()> {
        Ok(retry(|| self.keep_once(id, guild, owner, draft, expires)).await?)
    }

    async fn draft(&self, id: Id, guild: u64, owner: u64, now: Timestamp) -> StoreResult<Option<EntryDraft>> {
        let mut tx = self.read().await?;
        let query =
            sqlx::query("SELECT content FROM draft WHERE id = $1 AND guild = $2 AND owner = $3 AND expires > $4");
        let query = query.bind(id.to_string()).bind(signed(guild)).bind(signed(owner)).bind(millis(now));
        let Some(row) = tx.row(query).await? else { return Ok(None) };
        let draft = serde_json::from_str(&row.text(0)?).map_err(|error| unreadable("a draft", &error))?;
        Ok(Some(draft))
    }
}

impl Database {
    async fn record(&self, guild: u64) -> DbResult<GuildRecord> {
        let mut tx = self.read().await?;
        let query = sqlx::query("SELECT revision, settings FROM guild WHERE id = $1");
        let Some(row) = tx.row(query.bind(signed(guild))).await? else { return Ok(GuildRecord::default()) };
        let mut record =
            GuildRecord { revision: row.int(0)?, settings: settings(&row.text(1)?)?, ..GuildRecord::default() };
        let query = sqlx::query("SELECT kind, item FROM curation WHERE guild = $1 ORDER BY at, item");
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

    async fn keep_once(&self, id: Id, guild: u64, owner: u64, draft: &EntryDraft, expires: Timestamp) -> DbResult<()> {
        let content = serde_json::to_string(draft).map_err(|error| DbError::Failed(error.to_string()))?;
        let mut tx = self.write_for(guild).await?;
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
}

async fn revision(tx: &mut Tx, guild: u64) -> DbResult<i64> {
    let row = tx.row(sqlx::query("SELECT revision FROM guild WHERE id = $1").bind(signed(guild))).await?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// Makes a guild's row where there is none.
pub(super) async fn ensure_guild(tx: &mut Tx, guild: u64) -> DbResult<()> {
    let query = sqlx::query("INSERT INTO guild (id, revision, settings) VALUES ($1, 0, '{}') ON CONFLICT DO NOTHING");
    tx.run(query.bind(signed(guild))).await.map(drop)
}

/// What a guild has set.
pub(super) fn settings(text: &str) -> DbResult<Settings> {
    serde_json::from_str(text).map_err(|error| unreadable("a guild's settings", &error))
}

/// The name of a guild's entry.
pub(super) fn name(id: &str) -> StableHash {
    StableHash::entry(id, Origin::Guild)
}

/// The entry of a row that begins with version, active, content and replaces.
pub(super) fn held(row: &AnyRow) -> DbResult<StoredEntry> {
    Ok(StoredEntry {
        version: row.int(0)?,
        active: row.flag(1)?,
        entry: Arc::new(entry(&row.text(2)?)?),
        replaces: row.maybe_text(3)?,
    })
}

/// The entry that a text holds.
pub(super) fn entry(content: &str) -> DbResult<Entry> {
    entry_from_toml(content).map_err(|problem| DbError::Failed(format!("an entry cannot be read: {problem}")))
}

/// The entries of rows. Whoever damages one in the database loses that one, and not all the others.
fn readable(guild: u64, rows: &[AnyRow]) -> Vec<StoredEntry> {
    let read = |row| held(row).inspect_err(|error| tracing::error!(guild, "{error}")).ok();
    rows.iter().filter_map(read).collect()
}

fn version(row: &AnyRow) -> DbResult<EntryVersion> {
    let by = Actor { member: row.bits(4)?, name: row.text(5)? };
    Ok(EntryVersion { held: held(row)?, by, at: row.time(6)? })
}
