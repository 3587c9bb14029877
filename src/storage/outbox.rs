//! What is on its way to members, until it has arrived.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::error::{DbError, DbResult, unreadable};
use super::row::{RowColumns as _, millis, readable, signed, strip_nul};
use super::transaction::Tx;
use super::{Database, retry};
use crate::app::store::{Id, Notification, OutboxItem, Parcels, StoreResult, new_id};

/// For how long whatever waited for a member is not shown again, in milliseconds: so that two commands at once do not both
/// show it, and that it is not lost where the first of them failed.
const SHOW_COOLDOWN: i64 = 60_000;

#[async_trait]
impl Parcels for Database {
    async fn take(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<OutboxItem>> {
        Ok(retry(|| self.take_once(now, until, most)).await?)
    }

    /// Not fenced: what has arrived must be known to have, whoever brought it.
    async fn arrived(&self, id: Id) -> StoreResult<()> {
        let once = async || {
            let mut tx = self.write().await?;
            tx.run(sqlx::query("DELETE FROM parcel WHERE id = $1").bind(id.to_string())).await?;
            tx.commit().await
        };
        Ok(retry(once).await?)
    }

    async fn again(&self, id: Id, at: Timestamp) -> StoreResult<()> {
        Ok(retry(|| self.again_once(id, at)).await?)
    }

    async fn wait(&self, id: Id) -> StoreResult<()> {
        Ok(retry(|| self.wait_once(id)).await?)
    }

    async fn instead(&self, id: Id, contents: &[Notification]) -> StoreResult<()> {
        Ok(retry(|| self.instead_once(id, contents)).await?)
    }

    async fn awaited(&self) -> StoreResult<Vec<(u64, u64)>> {
        let mut tx = self.read().await?;
        let query = sqlx::query(
            "SELECT DISTINCT guild, member FROM parcel WHERE state = 'waiting' AND member IS NOT NULL \
             ORDER BY guild, member",
        );
        let rows = tx.rows(query).await?;
        Ok(rows.iter().map(|row| Ok((row.bits(0)?, row.bits(1)?))).collect::<DbResult<_>>()?)
    }

    async fn waiting_for(&self, guild: u64, member: u64) -> StoreResult<Vec<OutboxItem>> {
        // This is asked with every command, and mostly there is nothing.
        let mut tx = self.read().await?;
        let query = sqlx::query("SELECT id FROM parcel WHERE member = $1 AND guild = $2 AND state = 'waiting' LIMIT 1");
        if tx.row(query.bind(signed(member)).bind(signed(guild))).await?.is_none() {
            return Ok(Vec::new());
        }
        drop(tx);
        Ok(retry(|| self.show_once(guild, member)).await?)
    }
}

impl Database {
    async fn take_once(&self, now: Timestamp, until: Timestamp, most: u32) -> DbResult<Vec<OutboxItem>> {
        let mut tx = self.write().await?;
        let (of, shards) = self.fences.still_held(&mut tx).await?;
        let mut rows = Vec::new();
        for shard in shards {
            let sql = tx.kind.pick(
                "SELECT id, guild, content, tries, made_at FROM parcel WHERE state IN ('due', 'sending') \
                 AND due_at <= $1 AND (guild >> 22) % $2 = $3 ORDER BY due_at, id LIMIT $4",
                "SELECT id, guild, content, tries, made_at FROM parcel WHERE state IN ('due', 'sending') \
                 AND due_at <= $1 AND (guild >> 22) % $2 = $3 ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED",
            );
            let left = i64::from(most).saturating_sub_unsigned(rows.len() as u64);
            let query = sqlx::query(sql).bind(millis(now)).bind(i64::from(of)).bind(i64::from(shard)).bind(left);
            rows.extend(tx.rows(query).await?);
        }
        if rows.is_empty() {
            tx.rollback().await?;
            return Ok(Vec::new());
        }
        for row in &rows {
            let query =
                sqlx::query("UPDATE parcel SET state = 'sending', tries = tries + 1, due_at = $2 WHERE id = $1");
            tx.run(query.bind(row.text(0)?).bind(millis(until))).await?;
        }
        tx.commit().await?;
        Ok(readable(&rows, outbox_item))
    }

    async fn again_once(&self, id: Id, at: Timestamp) -> DbResult<()> {
        let Some((mut tx, _)) = self.outbox_item(id).await? else { return Ok(()) };
        let query = sqlx::query("UPDATE parcel SET state = 'due', due_at = $2 WHERE id = $1");
        tx.run(query.bind(id.to_string()).bind(millis(at))).await?;
        tx.commit().await
    }

    /// What was for several members in a channel waits for each of them alone.
    async fn wait_once(&self, id: Id) -> DbResult<()> {
        let Some((mut tx, outbox_item)) = self.outbox_item(id).await? else { return Ok(()) };
        if let Notification::AnswerInChannel { members, asked, entry, locale, .. } = &outbox_item.content {
            for member in members {
                let content =
                    Notification::AnswerAlone { member: *member, asked: asked.clone(), entry: *entry, locale: *locale };
                let alone = post(&mut tx, outbox_item.guild, outbox_item.made, &content).await?;
                put_aside(&mut tx, alone).await?;
            }
            tx.run(sqlx::query("DELETE FROM parcel WHERE id = $1").bind(id.to_string())).await?;
        } else {
            put_aside(&mut tx, id).await?;
        }
        tx.commit().await
    }

    async fn instead_once(&self, id: Id, contents: &[Notification]) -> DbResult<()> {
        let Some((mut tx, outbox_item)) = self.outbox_item(id).await? else { return Ok(()) };
        for content in contents {
            post(&mut tx, outbox_item.guild, outbox_item.made, content).await?;
        }
        tx.run(sqlx::query("DELETE FROM parcel WHERE id = $1").bind(id.to_string())).await?;
        tx.commit().await
    }

    /// A parcel, and a transaction in which it may be changed.
    async fn outbox_item(&self, id: Id) -> DbResult<Option<(Tx, OutboxItem)>> {
        let mut tx = self.write().await?;
        let query = sqlx::query("SELECT id, guild, content, tries, made_at FROM parcel WHERE id = $1");
        let row = tx.row(query.bind(id.to_string())).await?;
        let Some(outbox_item) = row.as_ref().map(outbox_item).transpose()? else {
            tx.rollback().await?;
            return Ok(None);
        };
        self.fences.check(&mut tx, outbox_item.guild).await?;
        Ok(Some((tx, outbox_item)))
    }

    async fn show_once(&self, guild: u64, member: u64) -> DbResult<Vec<OutboxItem>> {
        let mut tx = self.write_for(guild).await?;
        let now = tx.now().await?;
        let sql = tx.kind.pick(
            "SELECT id, guild, content, tries, made_at FROM parcel \
             WHERE member = $1 AND guild = $2 AND state = 'waiting' AND due_at <= $3 ORDER BY made_at, id",
            "SELECT id, guild, content, tries, made_at FROM parcel \
             WHERE member = $1 AND guild = $2 AND state = 'waiting' AND due_at <= $3 ORDER BY made_at, id FOR UPDATE",
        );
        let rows = tx.rows(sqlx::query(sql).bind(signed(member)).bind(signed(guild)).bind(now)).await?;
        for row in &rows {
            let query = sqlx::query("UPDATE parcel SET tries = tries + 1, due_at = $2 WHERE id = $1");
            tx.run(query.bind(row.text(0)?).bind(now + SHOW_COOLDOWN)).await?;
        }
        tx.commit().await?;
        Ok(readable(&rows, outbox_item))
    }
}

/// Puts something on its way.
pub(super) async fn post(tx: &mut Tx, guild: u64, at: Timestamp, content: &Notification) -> DbResult<Id> {
    let member = match content {
        Notification::AnswerInChannel { .. } | Notification::Highlight { .. } => None,
        Notification::AnswerAlone { member, .. }
        | Notification::Credit { member, .. }
        | Notification::Reviewed { member, .. } => Some(signed(*member)),
    };
    let id = new_id();
    let query = sqlx::query(
        "INSERT INTO parcel (id, guild, member, content, state, tries, due_at, made_at) \
         VALUES ($1, $2, $3, $4, 'due', 0, $5, $5)",
    );
    let query = query.bind(id.to_string()).bind(signed(guild)).bind(member).bind(written(content)?);
    tx.run(query.bind(millis(at))).await?;
    Ok(id)
}

/// From now on a parcel waits for its member.
async fn put_aside(tx: &mut Tx, id: Id) -> DbResult<()> {
    let query = sqlx::query("UPDATE parcel SET state = 'waiting', due_at = 0 WHERE id = $1");
    tx.run(query.bind(id.to_string())).await.map(drop)
}

/// A content as it is stored.
pub(super) fn written(content: &Notification) -> DbResult<String> {
    serde_json::to_string(content).map(|text| strip_nul(&text)).map_err(|error| DbError::Failed(error.to_string()))
}

/// A content that was stored.
pub(super) fn content(text: &str) -> DbResult<Notification> {
    serde_json::from_str(text).map_err(|error| unreadable("a parcel", &error))
}

fn outbox_item(row: &AnyRow) -> DbResult<OutboxItem> {
    Ok(OutboxItem {
        id: row.id(0)?,
        guild: row.bits(1)?,
        content: content(&row.text(2)?)?,
        tries: row.count(3)?,
        made: row.time(4)?,
    })
}
