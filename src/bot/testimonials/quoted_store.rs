//! SQL of messages that quote members' stories, so that they can be edited after a withdrawal. Every write locks the
//! guild's row first: a story is withdrawn either before or after a message is recorded as quoting it.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::bot::faq::store::ensure_guild;
use crate::bot::guild::commit::bump_revision;
use crate::bot::testimonials::store::QuotedMessage;
use crate::db::error::{DbError, DbResult, unreadable};
use crate::db::row::{RowColumns as _, millis, readable, signed, tag};
use crate::db::transaction::Tx;
use crate::db::{Database, Id};

/// Not fenced: the message is there, whichever process sent it.
pub(crate) async fn record_once(db: &Database, quoted: &QuotedMessage, at: Timestamp) -> DbResult<()> {
    let (guild, message) = (signed(quoted.guild), signed(quoted.message));
    let shows = serde_json::to_string(&quoted.shows).map_err(|error| DbError::Failed(error.to_string()))?;
    let mut tx = db.write().await?;
    ensure_guild(&mut tx, quoted.guild).await?;
    bump_revision(&mut tx, quoted.guild, 0).await?;
    let query = sqlx::query("DELETE FROM quoted WHERE message = $1 AND guild = $2");
    tx.run(query.bind(message).bind(guild)).await?;
    for submission in &quoted.submissions {
        let query = sqlx::query(
            "INSERT INTO quoted (message, submission, guild, channel, locale, shows, edit_at, tries) \
             VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN EXISTS (SELECT 1 FROM submission s WHERE s.id = $2 \
             AND s.guild = $3 AND s.status = 'approved') THEN NULL ELSE $7 END, 0) ON CONFLICT DO NOTHING",
        );
        let query = query.bind(message).bind(submission.to_string()).bind(guild).bind(signed(quoted.channel));
        let query = query.bind(tag(quoted.locale)).bind(&*shows);
        tx.run(query.bind(millis(at))).await?;
    }
    tx.commit().await
}

/// A message that is being edited is leased, even if another of its stories is withdrawn meanwhile.
pub(crate) async fn take_once(
    db: &Database,
    now: Timestamp,
    until: Timestamp,
    most: u32,
) -> DbResult<Vec<(QuotedMessage, u32)>> {
    let mut tx = db.write().await?;
    let (of, shards) = db.fences.still_held(&mut tx).await?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut messages: Vec<i64> = Vec::new();
    for shard in shards {
        let sql = tx.kind.pick(
            "SELECT message FROM quoted WHERE edit_at <= $1 AND (guild >> 22) % $2 = $3 AND NOT EXISTS \
             (SELECT 1 FROM quoted q WHERE q.message = quoted.message AND q.edit_at > $1) \
             ORDER BY edit_at, message LIMIT $4",
            "SELECT message FROM quoted WHERE edit_at <= $1 AND (guild >> 22) % $2 = $3 AND NOT EXISTS \
             (SELECT 1 FROM quoted q WHERE q.message = quoted.message AND q.edit_at > $1) \
             ORDER BY edit_at, message LIMIT $4 FOR UPDATE SKIP LOCKED",
        );
        let left = i64::try_from(most.saturating_sub(messages.len())).unwrap_or(i64::MAX);
        let query = sqlx::query(sql).bind(millis(now)).bind(i64::from(of)).bind(i64::from(shard));
        for row in tx.rows(query.bind(left)).await? {
            let message = row.int(0)?;
            if !messages.contains(&message) {
                messages.push(message);
            }
        }
    }
    let mut taken = Vec::new();
    for message in messages {
        taken.extend(take(&mut tx, message, millis(until)).await?);
    }
    tx.commit().await?;
    Ok(taken)
}

/// Not fenced: the message was edited, whichever process did it. What was withdrawn during the edit has not been taken
/// yet, and stays due.
pub(crate) async fn finish_once(db: &Database, message: u64) -> DbResult<()> {
    let mut tx = db.write().await?;
    let query = sqlx::query("DELETE FROM quoted WHERE message = $1 AND edit_at IS NOT NULL AND tries > 0");
    tx.run(query.bind(signed(message))).await?;
    tx.commit().await
}

pub(crate) async fn reschedule_once(db: &Database, message: u64, at: Timestamp) -> DbResult<()> {
    let mut tx = db.write().await?;
    let query = sqlx::query("SELECT guild FROM quoted WHERE message = $1 LIMIT 1");
    let Some(row) = tx.row(query.bind(signed(message))).await? else { return tx.rollback().await };
    db.fences.check(&mut tx, row.bits(0)?).await?;
    let query = sqlx::query("UPDATE quoted SET edit_at = $2 WHERE message = $1 AND edit_at IS NOT NULL");
    tx.run(query.bind(signed(message)).bind(millis(at))).await?;
    tx.commit().await
}

/// Marks every message that quotes a story as due for editing.
pub(crate) async fn is_due(tx: &mut Tx, submission: Id, at: Timestamp) -> DbResult<()> {
    let query = sqlx::query("UPDATE quoted SET edit_at = $2, tries = 0 WHERE submission = $1 AND edit_at IS NULL");
    tx.run(query.bind(submission.to_string()).bind(millis(at))).await.map(drop)
}

/// Takes a message, with its withdrawn stories, and how often it was taken before.
async fn take(tx: &mut Tx, message: i64, until: i64) -> DbResult<Option<(QuotedMessage, u32)>> {
    let query = sqlx::query(
        "UPDATE quoted SET tries = tries + 1, edit_at = $2 WHERE message = $1 AND edit_at IS NOT NULL \
         RETURNING submission, guild, channel, locale, shows, tries",
    );
    let rows = tx.rows(query.bind(message).bind(until)).await?;
    let mut read = readable(&rows, |row| Ok((one(row, message)?, row.count(5)?))).into_iter();
    let Some((mut quoted, mut times)) = read.next() else { return Ok(None) };
    for (other, others) in read {
        quoted.submissions.extend(other.submissions);
        times = times.max(others);
    }
    quoted.submissions.sort_unstable();
    Ok(Some((quoted, times.saturating_sub(1))))
}

/// The message of a row with one of the stories it quotes.
fn one(row: &AnyRow, message: i64) -> DbResult<QuotedMessage> {
    Ok(QuotedMessage {
        submissions: vec![row.id(0)?],
        guild: row.bits(1)?,
        channel: row.bits(2)?,
        message: message.cast_unsigned(),
        locale: row.locale(3)?,
        shows: serde_json::from_str(&row.text(4)?).map_err(|error| unreadable("the contents of a message", &error))?,
    })
}
