//! Names an author in an entry if they agree, and removes the names of members who want to be forgotten.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use toml::value::Date;

use crate::bot::faq::store::{entry, held, settings};
use crate::bot::guild::commit::{Actor, Commit, CommitTx, Edit, bump_revision};
use crate::bot::outbox::store::Notification;
use crate::bot::privacy::store::{
    AuthorCredit, Pseudonyms, addressed, clicks, credits, drafts_of_messages, one_credit,
};
use crate::db::error::{DbError, DbResult};
use crate::db::row::{RowColumns as _, signed};
use crate::db::transaction::Tx;
use crate::db::{Database, Id};
use crate::knowledge::exchange::entry_to_toml;
use crate::knowledge::{Authorship, Entry};
use crate::ui::wording;

/// Stores an author's answer. If they agree, it is a version of the entry, by them.
pub(crate) async fn decide_credit_once(
    db: &Database,
    id: Id,
    member: u64,
    given: bool,
    at: Timestamp,
) -> DbResult<Option<AuthorCredit>> {
    let mut tx = db.write().await?;
    // They say so in a direct message, which is shard 0's, whichever the guild's may be.
    db.fences.check_any(&mut tx).await?;
    let Some(credit) = one_credit(&mut tx, id, member).await? else {
        tx.rollback().await?;
        return Ok(None);
    };
    let decided = AuthorCredit { given, at, ..credit.clone() };
    match (credit.given, given) {
        (true, true) => {
            tx.rollback().await?;
            return Ok(Some(credit));
        }
        (false, true) => {
            let query = sqlx::query("UPDATE credit SET state = 'given', at = $2 WHERE id = $1");
            tx.run(query.bind(id.to_string()).bind(at.as_millisecond())).await?;
            name_author(tx, &decided).await?.commit().await?;
        }
        (was, false) => {
            tx.run(sqlx::query("DELETE FROM credit WHERE id = $1").bind(id.to_string())).await?;
            if was {
                let names = BTreeSet::from([credit.author.clone()]);
                unname(&mut tx, credit.guild, &BTreeSet::from([credit.entry.clone()]), &names).await?;
                unsign(&mut tx, member, Some((credit.guild, &credit.entry))).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(Some(decided))
}

/// Removes everything about a member.
pub(crate) async fn forget_once(db: &Database, member: u64, pseudonyms: &Pseudonyms) -> DbResult<()> {
    let theirs = clicks(&mut db.read().await?, member, pseudonyms).await?;
    let mut tx = db.write().await?;
    db.fences.check_any(&mut tx).await?;
    tx.longer(std::time::Duration::from_secs(10));
    for clicked in theirs {
        let query = sqlx::query("DELETE FROM vote WHERE guild = $1 AND question = $2 AND entry = $3 AND voter = $4");
        let query = query.bind(clicked.guild).bind(clicked.question).bind(clicked.entry);
        tx.run(query.bind(clicked.voter)).await?;
    }
    for (id, _, content) in addressed(&mut tx, member).await? {
        without(&mut tx, id, content, member).await?;
    }
    for (id, mut draft) in drafts_of_messages(&mut tx, member).await? {
        draft.purpose.author = None;
        let text = serde_json::to_string(&draft).map_err(|error| DbError::Failed(error.to_string()))?;
        tx.run(sqlx::query("UPDATE draft SET content = $2 WHERE id = $1").bind(id).bind(text)).await?;
    }
    for (guild, (entries, names)) in named(&mut tx, member).await? {
        unname(&mut tx, guild, &entries, &names).await?;
    }
    unsign(&mut tx, member, None).await?;
    let query = sqlx::query("UPDATE audit SET item = '' WHERE action IN ('block', 'unblock') AND item = $1");
    tx.run(query.bind(member.to_string())).await?;
    for sql in [
        "DELETE FROM waiting_member WHERE member = $1",
        "DELETE FROM draft WHERE owner = $1",
        "DELETE FROM credit WHERE member = $1",
    ] {
        tx.run(sqlx::query(sql).bind(signed(member))).await?;
    }
    tx.commit().await
}

/// An entry names its author from now on.
async fn name_author(mut tx: Tx, credit: &AuthorCredit) -> DbResult<Tx> {
    let revision = bump_revision(&mut tx, credit.guild, 1).await?;
    let query = sqlx::query("SELECT version, active, content, replaces FROM entry WHERE guild = $1 AND id = $2");
    let row = tx.row(query.bind(signed(credit.guild)).bind(&*credit.entry)).await?;
    let Some(now) = row.as_ref().map(held).transpose()? else { return Ok(tx) };
    let on = now.entry.source.as_ref().map_or_else(|| day(credit.at), |source| source.on);
    let source = Some(Authorship { by: credit.author.clone(), on });
    let named = Entry { source, ..Entry::clone(&now.entry) };
    let edit = Edit { entry: named, active: now.active, replaces: now.replaces, from: Some(now.version) };
    let by = Actor { member: credit.member, name: credit.author.clone() };
    let commit = Commit { guild: credit.guild, by, at: credit.at, effects: Vec::new() };
    let mut doing = CommitTx { tx, commit: &commit, revision, raised: true, mark: None };
    doing.write(&[&edit]).await?;
    Ok(doing.tx)
}

/// A day, in UTC.
fn day(at: Timestamp) -> Date {
    let day = at.to_zoned(TimeZone::UTC).date();
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    Date { year: u16::try_from(day.year()).unwrap_or_default(), month: small(day.month()), day: small(day.day()) }
}

/// Removes a member from an item that also goes to others; deletes the item if there are none.
async fn without(tx: &mut Tx, id: Id, content: Notification, member: u64) -> DbResult<()> {
    if let Notification::AnswerInChannel { channel, message, mut members, asked, entry, locale } = content {
        members.retain(|one| *one != member);
        if !members.is_empty() {
            let content = Notification::AnswerInChannel { channel, message, members, asked, entry, locale };
            let query = sqlx::query("UPDATE outbox_item SET content = $2 WHERE id = $1");
            return tx
                .run(query.bind(id.to_string()).bind(crate::bot::outbox::store::written(&content)?))
                .await
                .map(drop);
        }
    }
    tx.run(sqlx::query("DELETE FROM outbox_item WHERE id = $1").bind(id.to_string())).await.map(drop)
}

/// By guild: the entries that a member wrote at or is named under, and the names they had.
type NamedEntries = BTreeMap<u64, (BTreeSet<String>, BTreeSet<String>)>;

async fn named(tx: &mut Tx, member: u64) -> DbResult<NamedEntries> {
    let mut found = NamedEntries::new();
    for credit in credits(tx, member).await? {
        let (entries, names) = found.entry(credit.guild).or_default();
        entries.insert(credit.entry);
        names.insert(credit.author);
    }
    let query = sqlx::query("SELECT DISTINCT guild, entry, by_name FROM entry_version WHERE by_member = $1");
    for row in tx.rows(query.bind(signed(member))).await? {
        let (entries, names) = found.entry(row.bits(0)?).or_default();
        entries.insert(row.text(1)?);
        names.insert(row.text(2)?);
    }
    Ok(found)
}

/// Removes a member's names from entries, all of their versions, and the audit log. The guild's revision rises.
async fn unname(tx: &mut Tx, guild: u64, entries: &BTreeSet<String>, names: &BTreeSet<String>) -> DbResult<()> {
    let revision = bump_revision(tx, guild, 1).await?;
    let query = sqlx::query("SELECT settings FROM guild WHERE id = $1");
    let row = tx.row(query.bind(signed(guild))).await?;
    let locale = row.map(|row| settings(&row.text(0)?)).transpose()?.and_then(|settings| settings.locale);
    let somebody = wording::manage::a_member(locale.unwrap_or_default());
    for id in entries {
        let query = sqlx::query("SELECT content, version FROM entry WHERE guild = $1 AND id = $2");
        for row in tx.rows(query.bind(signed(guild)).bind(&**id)).await? {
            let Some(content) = renamed(&row.text(0)?, names, somebody) else { continue };
            let query = sqlx::query("UPDATE entry SET content = $3, revision = $4 WHERE guild = $1 AND id = $2");
            tx.run(query.bind(signed(guild)).bind(&**id).bind(content).bind(revision)).await?;
        }
        let query = sqlx::query("SELECT content, version FROM entry_version WHERE guild = $1 AND entry = $2");
        for row in tx.rows(query.bind(signed(guild)).bind(&**id)).await? {
            let Some(content) = renamed(&row.text(0)?, names, somebody) else { continue };
            let query =
                sqlx::query("UPDATE entry_version SET content = $4 WHERE guild = $1 AND entry = $2 AND version = $3");
            tx.run(query.bind(signed(guild)).bind(&**id).bind(row.int(1)?).bind(content)).await?;
        }
        let query =
            sqlx::query("SELECT id, was, became FROM audit WHERE guild = $1 AND item = $2 AND action LIKE 'entry.%'");
        for row in tx.rows(query.bind(signed(guild)).bind(&**id)).await? {
            let (was, became) = (row.text(1)?, row.text(2)?);
            let (no_was, no_became) = (renamed(&was, names, somebody), renamed(&became, names, somebody));
            if no_was.is_some() || no_became.is_some() {
                let query = sqlx::query("UPDATE audit SET was = $2, became = $3 WHERE id = $1").bind(row.text(0)?);
                tx.run(query.bind(no_was.unwrap_or(was)).bind(no_became.unwrap_or(became))).await?;
            }
        }
    }
    Ok(())
}

/// The entry with another author, if its author has one of these names.
fn renamed(content: &str, names: &BTreeSet<String>, to: &str) -> Option<String> {
    let mut entry = entry(content).ok()?;
    let source = entry.source.as_mut().filter(|source| names.contains(&source.by))?;
    to.clone_into(&mut source.by);
    Some(entry_to_toml(&entry))
}

/// Removes the member from what they did as a moderator, or as the author of one entry.
async fn unsign(tx: &mut Tx, member: u64, only: Option<(u64, &str)>) -> DbResult<()> {
    let unsigned = "SET by_member = 0, by_name = '' WHERE by_member = $1";
    for (table, item) in [("entry_version", "entry"), ("audit", "item")] {
        let sql = match only {
            None => format!("UPDATE {table} {unsigned}"),
            Some(_) => format!("UPDATE {table} {unsigned} AND guild = $2 AND {item} = $3"),
        };
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(signed(member));
        let query = match only {
            None => query,
            Some((guild, entry)) => query.bind(signed(guild)).bind(entry),
        };
        tx.run(query).await?;
    }
    Ok(())
}
