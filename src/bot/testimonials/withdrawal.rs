//! What its author has withdrawn: it goes with everything that says it, and the ledger outside the database keeps any copy
//! from bringing it back.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::bot::faq::entry_writes::{ColumnValue, InsertTarget, insert};
use crate::bot::guild::commit::bump_revision;
use crate::bot::outbox::store::{Notification, content};
use crate::bot::testimonials::quoted_store;
use crate::bot::testimonials::store::{SubmissionStatus, audit, found};
use crate::db::error::{DbError, DbResult};
use crate::db::row::{RowColumns as _, millis, signed};
use crate::db::tombstones::{WithdrawnIds, unread};
use crate::db::transaction::Tx;
use crate::db::{Database, DatabaseUrl, Id, OpenError, retry};

const WITHDRAWN: InsertTarget =
    InsertTarget { into: "INSERT INTO withdrawn (submission, at)", or: "ON CONFLICT DO NOTHING" };

/// What the audit says of a withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WithdrawalAudit {
    /// That something was withdrawn, by its digest.
    Audit,
    /// Nothing.
    None,
}

/// Withdraws a member's story; false if it does not exist or is not theirs. The tombstone is written first, so that the
/// story will be gone whatever happens then.
pub(crate) async fn withdrawn(
    db: &Database,
    id: Id,
    member: u64,
    at: Timestamp,
    trace: WithdrawalAudit,
) -> DbResult<bool> {
    if !is_theirs(db, id, member).await? {
        return Ok(false);
    }
    write_down(db, WithdrawnIds::from([(id, millis(at))])).await;
    retry(|| withdraw_once(db, id, member, at, trace)).await
}

/// Withdraws everything that a member shares. The audit does not say so: lines of the same moment would show that all
/// of it was one author's.
pub(crate) async fn withdraw_all(db: &Database, member: u64, at: Timestamp) -> DbResult<()> {
    let mut tx = db.read().await?;
    let query = sqlx::query("SELECT id FROM submission WHERE member = $1 ORDER BY id");
    let ids: Vec<Id> =
        tx.rows(query.bind(signed(member))).await?.iter().map(|row| row.id(0)).collect::<DbResult<_>>()?;
    drop(tx);
    for id in ids {
        withdrawn(db, id, member, at, WithdrawalAudit::None).await?;
    }
    Ok(())
}

/// Unites tombstones and database before anything else is read. Fails if the tombstone file cannot be read: stories
/// that only it lists would be shown again.
pub(crate) async fn apply_tombstones(db: &Database, location: &DatabaseUrl) -> Result<(), OpenError> {
    let written = db.ledger.read().await;
    let written = written.map_err(|error| OpenError::Unusable(db.ledger.name(), unread(&error)))?;
    let together = async {
        unite(db, written).await?;
        remove_withdrawn(db).await
    };
    together.await.map_err(|error| OpenError::Unreachable(location.to_string(), error.to_string()))
}

/// Makes ledger and database say the same, and removes what either of them says was withdrawn: a copy of the database
/// may have brought it back, or it could not be removed when it should have been.
pub(crate) async fn bring_together(db: &Database) -> DbResult<()> {
    match db.ledger.read().await {
        Ok(written) => unite(db, written).await?,
        Err(error) => {
            let ledger = db.ledger.name();
            tracing::error!(ledger, "reading the ledger of withdrawn stories failed: {error}");
        }
    }
    remove_withdrawn(db).await
}

/// What one of them knows, the other knows, too.
async fn unite(db: &Database, written: Option<(WithdrawnIds, Vec<usize>)>) -> DbResult<()> {
    let known = {
        let mut tx = db.read().await?;
        let rows = tx.rows(sqlx::query("SELECT submission, at FROM withdrawn")).await?;
        rows.iter().map(|row| Ok((row.id(0)?, row.int(1)?))).collect::<DbResult<WithdrawnIds>>()?
    };
    let ledger = db.ledger.name();
    if written.is_none() && !known.is_empty() {
        tracing::warn!(
            ledger,
            "the ledger of withdrawn stories is missing; writing a new one from the database. If the ledger is elsewhere, \
             name it with `ledger`"
        );
    }
    let (written, garbage) = written.unwrap_or_default();
    for line in garbage {
        tracing::warn!(ledger, line, "ignoring an invalid line of the ledger of withdrawn stories");
    }
    let new = |of: &WithdrawnIds, to: &WithdrawnIds| -> WithdrawnIds {
        of.iter().filter(|(id, _)| !to.contains_key(*id)).map(|(id, at)| (*id, *at)).collect()
    };
    let (to_write, to_know) = (new(&known, &written), new(&written, &known));
    if !to_write.is_empty() {
        write_down(db, to_write).await;
    }
    if !to_know.is_empty() {
        retry(|| know_withdrawn(db, &to_know)).await?;
    }
    Ok(())
}

async fn is_theirs(db: &Database, id: Id, member: u64) -> DbResult<bool> {
    let mut tx = db.read().await?;
    db.fences.check_any(&mut tx).await?;
    let query = sqlx::query("SELECT guild FROM submission WHERE id = $1 AND member = $2");
    Ok(tx.row(query.bind(id.to_string()).bind(signed(member))).await?.is_some())
}

/// Adds tombstones. If that fails, the story is deleted all the same, and the tombstone file is completed later.
async fn write_down(db: &Database, withdrawn: WithdrawnIds) {
    if let Err(error) = db.ledger.add(withdrawn).await {
        let ledger = db.ledger.name();
        tracing::error!(
            ledger,
            "writing to the ledger of withdrawn stories failed; restoring a backup would bring back these stories: {error}"
        );
    }
}

async fn withdraw_once(db: &Database, id: Id, member: u64, at: Timestamp, trace: WithdrawalAudit) -> DbResult<bool> {
    let mut tx = db.write().await?;
    // They may do so in a direct message, which is shard 0's, whichever the guild's may be.
    db.fences.check_any(&mut tx).await?;
    let Some(guild) = remove(&mut tx, id, Some(member), at, trace).await? else {
        tx.rollback().await?;
        return Ok(false);
    };
    insert(&mut tx, WITHDRAWN, &[row(id, millis(at))]).await?;
    match tx.commit().await {
        Err(DbError::Lost(why)) => {
            if was_withdrawn(db, guild, id).await? {
                Ok(true)
            } else {
                Err(DbError::Lost(why))
            }
        }
        done => done.map(|()| true),
    }
}

async fn was_withdrawn(db: &Database, guild: u64, id: Id) -> DbResult<bool> {
    let mut tx = crate::bot::guild::commit::lock_guild(db, guild).await?;
    let query = sqlx::query("SELECT at FROM withdrawn WHERE submission = $1").bind(id.to_string());
    let found = tx.row(query).await?;
    tx.rollback().await?;
    Ok(found.is_some())
}

async fn know_withdrawn(db: &Database, withdrawn: &WithdrawnIds) -> DbResult<()> {
    let mut tx = db.write().await?;
    insert(&mut tx, WITHDRAWN, &withdrawn.iter().map(|(id, at)| row(*id, *at)).collect::<Vec<_>>()).await?;
    tx.commit().await
}

/// Deletes stored stories that were withdrawn.
async fn remove_withdrawn(db: &Database) -> DbResult<()> {
    let mut tx = db.read().await?;
    let query =
        sqlx::query("SELECT s.id, w.at FROM submission s JOIN withdrawn w ON w.submission = s.id ORDER BY s.id");
    let rows = tx.rows(query).await?;
    drop(tx);
    let due = |row: &AnyRow| Ok((row.id(0)?, row.time(1)?));
    let due = rows.iter().map(due).collect::<DbResult<Vec<_>>>()?;
    for (id, at) in &due {
        let once = async || {
            let mut tx = db.write().await?;
            remove(&mut tx, *id, None, *at, WithdrawalAudit::None).await?;
            tx.commit().await
        };
        retry(once).await?;
    }
    if !due.is_empty() {
        tracing::info!("deleted {} stories that had been withdrawn before", due.len());
        db.truncate_wal().await;
    }
    Ok(())
}

/// Deletes a story and its notifications, and marks messages that quote it as due for editing. With
/// [`WithdrawalAudit::Audit`], and if the author ever consented, the audit log records it. Returns the guild; [`None`]
/// if the story does not exist or is not the author's.
async fn remove(
    tx: &mut Tx,
    id: Id,
    author: Option<u64>,
    at: Timestamp,
    trace: WithdrawalAudit,
) -> DbResult<Option<u64>> {
    let query = sqlx::query("SELECT guild FROM submission WHERE id = $1").bind(id.to_string());
    let Some(row) = tx.row(query).await? else { return Ok(None) };
    let guild = row.bits(0)?;
    bump_revision(tx, guild, 0).await?;
    // A damaged one is withdrawn like all others.
    let was = found(tx, id).await.ok().flatten();
    let query =
        sqlx::query("DELETE FROM submission WHERE id = $1 AND (member = $2 OR $3 = 1) RETURNING member, status");
    let query = query.bind(id.to_string()).bind(signed(author.unwrap_or_default()));
    let Some(row) = tx.row(query.bind(i64::from(author.is_none()))).await? else { return Ok(None) };
    if row.text(1)? == SubmissionStatus::Approved.code() {
        bump_revision(tx, guild, 1).await?;
    }
    quoted_store::is_due(tx, id, at).await?;
    forget_reviews(tx, row.int(0)?, id).await?;
    // A story without consent was never seen by others.
    if let (WithdrawalAudit::Audit, Some(was)) = (trace, was.filter(|was| was.agreed_once)) {
        audit(tx, guild, at, "share.withdraw", &was.submission.content).await?;
    }
    Ok(Some(guild))
}

/// Deletes notifications about a review of the story.
async fn forget_reviews(tx: &mut Tx, member: i64, submission: Id) -> DbResult<()> {
    let rows = tx.rows(sqlx::query("SELECT id, content FROM outbox_item WHERE member = $1").bind(member)).await?;
    for row in rows {
        // The others are none of its business, whatever is wrong with them.
        if let Ok(Notification::Reviewed { submission: about, .. }) = content(&row.text(1)?)
            && Id::from_bits(about) == submission
        {
            tx.run(sqlx::query("DELETE FROM outbox_item WHERE id = $1").bind(row.text(0)?)).await?;
        }
    }
    Ok(())
}

/// A row of [`WITHDRAWN`].
fn row(id: Id, at: i64) -> Vec<ColumnValue> {
    vec![id.to_string().into(), at.into()]
}
