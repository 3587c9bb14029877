//! Rows and SQL of what is stored about members.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;
use sqlx::any::AnyRow;

use crate::bot::faq::store::EntryDraft;
use crate::bot::inbox::store::Vote;
use crate::bot::outbox::store::{Notification, content};
use crate::bot::testimonials::store::{self, Submission};
use crate::db::error::{DbError, DbResult};
use crate::db::row::{RowColumns as _, millis, signed, strip_nul};
use crate::db::transaction::Tx;
use crate::db::{Database, Id, StoreResult, retry};
use crate::ui::StableHash;

/// The name of a message's author under an entry, shown if they agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorCredit {
    pub id: Id,
    pub guild: u64,
    /// The id of the guild's entry.
    pub entry: String,
    pub member: u64,
    /// The display name.
    pub author: String,
    /// Whether the member has agreed.
    pub given: bool,
    /// When the member was asked, or agreed.
    pub at: Timestamp,
}

/// All data about a member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonalData {
    /// Questions for whose answers they wait: guild, text, time.
    pub questions: Vec<(u64, String, Timestamp)>,
    /// Answers being delivered to them: guild and question.
    pub outbox_items: Vec<(u64, String)>,
    /// Entries that name them, or for which they were asked.
    pub credits: Vec<AuthorCredit>,
    /// Guilds whose inbox they are blocked from, and since when.
    pub blocked: Vec<(u64, Timestamp)>,
    /// Entry versions they wrote as a moderator: guild and number of versions.
    pub wrote: Vec<(u64, u32)>,
    /// Votes stored under a pseudonym.
    pub clicks: u32,
    /// Their drafts, and moderators' drafts made from their messages.
    pub drafts: u32,
    /// Their submissions.
    pub shared: Vec<Submission>,
}

/// Pseudonyms tell members apart without identifying them: a keyed hash, HMAC-SHA-256 (RFC 2104), of guild, member and
/// item.
#[derive(Clone)]
pub struct Pseudonyms(Vec<u8>);

impl Pseudonyms {
    pub fn new(key: &[u8]) -> Self {
        Self(key.to_vec())
    }

    /// The pseudonym of a member for an item in a guild: 32 hexadecimal digits, different for every item.
    pub fn of(&self, guild: u64, member: u64, item: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(&guild.to_be_bytes());
        mac.update(&member.to_be_bytes());
        mac.update(item.as_bytes());
        mac.finalize().into_bytes().iter().take(16).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

/// Clicks that are looked at in one piece.
const VOTES_PER_READ: i64 = 1_000;

/// Bytes of the key under which members are told apart.
const KEY: usize = 32;

/// A click, by what its row is found.
pub(crate) struct VoteRow {
    pub(crate) guild: i64,
    pub(crate) question: i64,
    pub(crate) entry: i64,
    pub(crate) voter: String,
}

/// All data about a member, in every guild.
pub async fn personal_data(db: &Database, member: u64, pseudonyms: &Pseudonyms) -> StoreResult<PersonalData> {
    let mut tx = db.read().await?;
    let about = PersonalData {
        questions: questions(&mut tx, member).await?,
        outbox_items: outbox_items(&mut tx, member).await?,
        credits: credits(&mut tx, member).await?,
        blocked: blocks(&mut tx, member).await?,
        wrote: wrote(&mut tx, member).await?,
        drafts: drafts(&mut tx, member).await?,
        shared: store::of(&mut tx, member).await?,
        clicks: u32::try_from(clicks(&mut tx, member, pseudonyms).await?.len()).unwrap_or(u32::MAX),
    };
    Ok(about)
}

/// Deletes everything that [`personal_data`] returns, except blocks. Entries they wrote as a moderator stay,
/// without their name and id. Their submissions are withdrawn.
pub async fn forget_member(db: &Database, member: u64, pseudonyms: &Pseudonyms, at: Timestamp) -> StoreResult<()> {
    crate::bot::testimonials::withdrawal::withdraw_all(db, member, at).await?;
    retry(|| crate::bot::privacy::erasure::forget_once(db, member, pseudonyms)).await?;
    db.truncate_wal().await;
    Ok(())
}

/// Stores a request for a credit.
pub async fn ask_credit(db: &Database, credit: &AuthorCredit) -> StoreResult<()> {
    let once = async || {
        let mut tx = db.write_for(credit.guild).await?;
        let query = sqlx::query(
            "INSERT INTO credit (id, guild, entry, member, author, state, at) \
             VALUES ($1, $2, $3, $4, $5, 'asked', $6) ON CONFLICT DO NOTHING",
        );
        let query = query.bind(credit.id.to_string()).bind(signed(credit.guild)).bind(&*credit.entry);
        let query = query.bind(signed(credit.member)).bind(strip_nul(&credit.author)).bind(millis(credit.at));
        tx.run(query).await?;
        tx.commit().await
    };
    Ok(retry(once).await?)
}

/// A credit, if this member was asked for it or gave it.
pub async fn find_credit(db: &Database, id: Id, member: u64) -> StoreResult<Option<AuthorCredit>> {
    Ok(one_credit(&mut db.read().await?, id, member).await?)
}

/// Stores the author's answer. If they agree, the entry names them from now on; otherwise it never will.
pub async fn decide_credit(
    db: &Database,
    id: Id,
    member: u64,
    given: bool,
    at: Timestamp,
) -> StoreResult<Option<AuthorCredit>> {
    Ok(retry(|| crate::bot::privacy::erasure::decide_credit_once(db, id, member, given, at)).await?)
}

/// The key for pseudonyms; created once and shared by all processes.
pub async fn pseudonyms(db: &Database) -> StoreResult<Pseudonyms> {
    let stored = secret(&mut db.read().await?).await?;
    let key = match stored {
        Some(key) => key,
        None => match retry(|| make_secret(db)).await {
            Ok(key) => key,
            // Perhaps it was made, and only the word of that was lost.
            Err(trouble) => secret(&mut db.read().await?).await?.ok_or(trouble)?,
        },
    };
    Ok(Pseudonyms::new(key.as_bytes()))
}

/// Creates the key, unless another process was faster.
async fn make_secret(db: &Database) -> DbResult<String> {
    let mut key = [0; KEY];
    getrandom::fill(&mut key).map_err(|error| DbError::Failed(format!("the system gave no random bytes: {error}")))?;
    let key = key.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let mut tx = db.write().await?;
    let query = sqlx::query("INSERT INTO secret (name, value) VALUES ('pseudonyms', $1) ON CONFLICT DO NOTHING");
    tx.run(query.bind(key)).await?;
    let stored = secret(&mut tx).await?;
    tx.commit().await?;
    stored.ok_or_else(|| DbError::Failed("the secret is missing".to_owned()))
}

pub(crate) async fn secret(tx: &mut Tx) -> DbResult<Option<String>> {
    let row = tx.row(sqlx::query("SELECT value FROM secret WHERE name = 'pseudonyms'")).await?;
    row.map(|row| row.text(0)).transpose()
}

async fn questions(tx: &mut Tx, member: u64) -> DbResult<Vec<(u64, String, Timestamp)>> {
    let query = sqlx::query(
        "SELECT a.guild, q.text, a.at FROM waiting_member a JOIN question q ON q.guild = a.guild AND q.name = a.question \
         WHERE a.member = $1 ORDER BY a.at, a.guild, q.name",
    );
    let rows = tx.rows(query.bind(signed(member))).await?;
    rows.iter().map(|row| Ok((row.bits(0)?, row.text(1)?, row.time(2)?))).collect()
}

/// Answers on their way to a member.
async fn outbox_items(tx: &mut Tx, member: u64) -> DbResult<Vec<(u64, String)>> {
    let mut found = Vec::new();
    for (_, guild, content) in addressed(tx, member).await? {
        match content {
            Notification::AnswerInChannel { asked, .. } | Notification::AnswerAlone { asked, .. } => {
                found.push((guild, asked));
            }
            Notification::Credit { .. } | Notification::Reviewed { .. } | Notification::Highlight { .. } => {}
        }
    }
    Ok(found)
}

/// Everything on its way to a member, alone or among others.
pub(crate) async fn addressed(tx: &mut Tx, member: u64) -> DbResult<Vec<(Id, u64, Notification)>> {
    let query = sqlx::query(
        "SELECT id, guild, content FROM outbox_item WHERE member = $1 OR (member IS NULL AND content LIKE $2) ORDER BY made_at, id",
    );
    let rows = tx.rows(query.bind(signed(member)).bind(format!("%{member}%"))).await?;
    let mut found = Vec::new();
    for row in rows {
        // The digits may stand there for something else.
        let content = content(&row.text(2)?)?;
        let theirs = match &content {
            Notification::AnswerInChannel { members, .. } => members.contains(&member),
            Notification::AnswerAlone { .. } | Notification::Credit { .. } | Notification::Reviewed { .. } => true,
            Notification::Highlight { .. } => false,
        };
        if theirs {
            found.push((row.id(0)?, row.bits(1)?, content));
        }
    }
    Ok(found)
}

const CREDIT: &str = "SELECT id, guild, entry, member, author, state, at FROM credit";

pub(crate) async fn credits(tx: &mut Tx, member: u64) -> DbResult<Vec<AuthorCredit>> {
    let sql = sqlx::AssertSqlSafe(format!("{CREDIT} WHERE member = $1 ORDER BY at, id"));
    let rows = tx.rows(sqlx::query(sql).bind(signed(member))).await?;
    rows.iter().map(credit).collect()
}

pub(crate) async fn one_credit(tx: &mut Tx, id: Id, member: u64) -> DbResult<Option<AuthorCredit>> {
    let sql = sqlx::AssertSqlSafe(format!("{CREDIT} WHERE id = $1 AND member = $2"));
    let row = tx.row(sqlx::query(sql).bind(id.to_string()).bind(signed(member))).await?;
    row.as_ref().map(credit).transpose()
}

fn credit(row: &AnyRow) -> DbResult<AuthorCredit> {
    Ok(AuthorCredit {
        id: row.id(0)?,
        guild: row.bits(1)?,
        entry: row.text(2)?,
        member: row.bits(3)?,
        author: row.text(4)?,
        given: row.text(5)? == "given",
        at: row.time(6)?,
    })
}

async fn blocks(tx: &mut Tx, member: u64) -> DbResult<Vec<(u64, Timestamp)>> {
    let query = sqlx::query("SELECT guild, at FROM blocked WHERE member = $1 ORDER BY at, guild");
    let rows = tx.rows(query.bind(signed(member))).await?;
    rows.iter().map(|row| Ok((row.bits(0)?, row.time(1)?))).collect()
}

async fn wrote(tx: &mut Tx, member: u64) -> DbResult<Vec<(u64, u32)>> {
    let query =
        sqlx::query("SELECT guild, COUNT(*) FROM entry_version WHERE by_member = $1 GROUP BY guild ORDER BY guild");
    let rows = tx.rows(query.bind(signed(member))).await?;
    rows.iter().map(|row| Ok((row.bits(0)?, row.count(1)?))).collect()
}

/// Drafts that a member is writing, and those that others are writing from a message of theirs.
async fn drafts(tx: &mut Tx, member: u64) -> DbResult<u32> {
    let row = tx.row(sqlx::query("SELECT COUNT(*) FROM draft WHERE owner = $1").bind(signed(member))).await?;
    let theirs = row.map_or(Ok(0), |row| row.count(0))?;
    let of_them = drafts_of_messages(tx, member).await?.len();
    Ok(theirs.saturating_add(u32::try_from(of_them).unwrap_or(u32::MAX)))
}

/// Drafts that others are writing from a message of a member, who is named in them.
pub(crate) async fn drafts_of_messages(tx: &mut Tx, member: u64) -> DbResult<Vec<(String, EntryDraft)>> {
    let query = sqlx::query("SELECT id, content FROM draft WHERE owner <> $1 AND content LIKE $2");
    let rows = tx.rows(query.bind(signed(member)).bind(format!("%{member}%"))).await?;
    let mut found = Vec::new();
    for row in rows {
        // The digits may have another meaning there; a damaged draft has no owner.
        if let Ok(draft) = serde_json::from_str::<EntryDraft>(&row.text(1)?)
            && draft.purpose.author.as_ref().is_some_and(|(author, _)| *author == member)
        {
            found.push((row.text(0)?, draft));
        }
    }
    Ok(found)
}

/// The votes of a member. Votes are stored under pseudonyms, so each is tried.
pub(crate) async fn clicks(tx: &mut Tx, member: u64, pseudonyms: &Pseudonyms) -> DbResult<Vec<VoteRow>> {
    let mut found = Vec::new();
    let mut after = (i64::MIN, i64::MIN, i64::MIN, String::new());
    loop {
        let query = sqlx::query(
            "SELECT guild, question, entry, voter FROM vote WHERE (guild, question, entry, voter) > ($1, $2, $3, $4) \
             ORDER BY guild, question, entry, voter LIMIT $5",
        );
        let query = query.bind(after.0).bind(after.1).bind(after.2).bind(&*after.3).bind(VOTES_PER_READ);
        let rows = tx.rows(query).await?;
        for row in &rows {
            let (guild, question, entry, voter) = (row.int(0)?, row.int(1)?, row.int(2)?, row.text(3)?);
            after = (guild, question, entry, voter.clone());
            let item = Vote::item(StableHash(question.cast_unsigned()), StableHash(entry.cast_unsigned()));
            if pseudonyms.of(guild.cast_unsigned(), member, &item) == voter {
                found.push(VoteRow { guild, question, entry, voter });
            }
        }
        if i64::try_from(rows.len()).is_ok_and(|rows| rows < VOTES_PER_READ) {
            return Ok(found);
        }
        // Others get their turn in between.
        tokio::task::yield_now().await;
    }
}
