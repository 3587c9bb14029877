//! Members' own experiences, as their authors write them and agree to them.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::commit::{bump_revision, line};
use super::entries::ensure_guild;
use super::entry_writes::{AUDIT, insert};
use super::error::{DbError, DbResult, unknown};
use super::people::secret;
use super::row::{RowColumns as _, millis, readable, signed, strip_nul};
use super::transaction::Tx;
use super::withdrawal::WithdrawalAudit;
use super::{Database, quoted_messages, retry};
use crate::app::store::{
    Actor, Attribution, AuthorAction, Id, People as _, Pseudonyms, PublishedTestimonial, QuotedMessage, StoreResult,
    Submission, SubmissionStatus, Submissions, TestimonialContent, new_id,
};

const SUBMISSION: &str = "SELECT id, guild, member, version, stage, text, named, name, role, place, years, topic, cut, \
                          daily, note, consented_at, consented_to, at FROM submission";

/// Who the audit says did what an author does: it does not say who they are.
const AUTHOR: &str = "@author";

/// Hexadecimal digits by which the audit names an experience, of the hash of what it says.
const NAMED_BY: usize = 12;

#[async_trait]
impl Submissions for Database {
    async fn submission(&self, id: Id) -> StoreResult<Option<Submission>> {
        Ok(found(&mut self.read().await?, id).await?.map(|found| found.submission))
    }

    async fn submissions_of(&self, member: u64) -> StoreResult<Vec<Submission>> {
        Ok(of(&mut self.read().await?, member).await?)
    }

    async fn submissions(
        &self,
        guild: u64,
        stages: &[SubmissionStatus],
        skip: u32,
        most: u32,
    ) -> StoreResult<(Vec<Submission>, u32)> {
        if stages.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let mut tx = self.read().await?;
        let places: Vec<String> = (2..).take(stages.len()).map(|place| format!("${place}")).collect();
        let theirs = format!("WHERE guild = $1 AND stage IN ({})", places.join(", "));
        let order: Vec<String> = (0..).zip(&places).map(|(rank, place)| format!("WHEN {place} THEN {rank}")).collect();
        let limit = format!("LIMIT ${} OFFSET ${}", places.len() + 2, places.len() + 3);
        let listed = format!("{SUBMISSION} {theirs} ORDER BY CASE stage {} END, at, id {limit}", order.join(" "));
        // Nothing but numbers is put into them.
        let bound = |sql: String| {
            let query = sqlx::query(AssertSqlSafe(sql)).bind(signed(guild));
            stages.iter().fold(query, |query, stage| query.bind(stage.code()))
        };
        let rows = tx.rows(bound(listed).bind(i64::from(most)).bind(i64::from(skip))).await?;
        let all = tx.row(bound(format!("SELECT COUNT(*) FROM submission {theirs}"))).await?;
        let all = all.map_or(Ok(0), |row| row.count(0))?;
        Ok((readable(&rows, submission), all))
    }

    async fn tell(&self, submission: &Submission, what: AuthorAction) -> StoreResult<bool> {
        // What is stored is what they agree to, to the letter.
        let submission = Submission { told: storable(&submission.told), ..submission.clone() };
        if what != AuthorAction::Writes {
            // With it, authors are told apart.
            self.pseudonyms().await?;
        }
        Ok(retry(|| self.author_tells(&submission, what)).await?)
    }

    async fn withdraw(&self, id: Id, member: u64, at: Timestamp) -> StoreResult<bool> {
        let withdrawn = self.withdrawn(id, member, at, WithdrawalAudit::Audit).await?;
        if withdrawn {
            self.overwrite().await;
        }
        Ok(withdrawn)
    }

    async fn quoted(&self, quoted: &QuotedMessage, at: Timestamp) -> StoreResult<()> {
        Ok(retry(|| self.quoted_once(quoted, at)).await?)
    }

    async fn take_quoted(&self, now: Timestamp, until: Timestamp, most: u32) -> StoreResult<Vec<(QuotedMessage, u32)>> {
        Ok(retry(|| self.take_quoted_once(now, until, most)).await?)
    }

    async fn edited(&self, message: u64) -> StoreResult<()> {
        Ok(retry(|| self.edited_once(message)).await?)
    }

    async fn edit_again(&self, message: u64, at: Timestamp) -> StoreResult<()> {
        Ok(retry(|| self.edit_again_once(message, at)).await?)
    }
}

impl Database {
    async fn author_tells(&self, submission: &Submission, what: AuthorAction) -> DbResult<bool> {
        let Submission { id, guild, told, .. } = submission;
        let mut tx = self.write().await?;
        // They may do so in a direct message, which is shard 0's, whichever the guild's may be.
        self.fences.check_any(&mut tx).await?;
        ensure_guild(&mut tx, *guild).await?;
        bump_revision(&mut tx, *guild, 0).await?;
        let before = found(&mut tx, *id).await?;
        if !may_tell(&mut tx, before.as_ref(), submission, what).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        let agreed_once = before.as_ref().is_some_and(|before| before.agreed_once);
        let consented_to = match what {
            AuthorAction::Consents | AuthorAction::Accepts => Some(told.digest()),
            AuthorAction::Writes => agreed_once.then(String::new),
        };
        if !store(&mut tx, submission, consented_to).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        let (was, is) = (
            before.is_some_and(|before| before.is(SubmissionStatus::Approved)),
            submission.stage == SubmissionStatus::Approved,
        );
        if was || is {
            bump_revision(&mut tx, *guild, 1).await?;
        }
        if was && !is {
            quoted_messages::is_due(&mut tx, *id, submission.at).await?;
        }
        let action = match what {
            AuthorAction::Writes => "share.write",
            AuthorAction::Consents => "share.consent",
            AuthorAction::Accepts => "share.accept",
        };
        if what != AuthorAction::Writes || agreed_once {
            audit(&mut tx, *guild, submission.at, action, told).await?;
        }
        match tx.commit().await {
            Err(DbError::Lost(why)) => {
                if self.was_told(submission).await? {
                    Ok(true)
                } else {
                    Err(DbError::Lost(why))
                }
            }
            done => done.map(|()| true),
        }
    }

    /// Whether the database holds it as it was told.
    async fn was_told(&self, submission: &Submission) -> DbResult<bool> {
        let mut tx = self.lock_guild(submission.guild).await?;
        let now = found(&mut tx, submission.id).await?.map(|found| found.submission);
        tx.rollback().await?;
        Ok(now.is_some_and(|now| {
            let same = (now.version, now.stage, millis(now.at), now.member);
            same == (submission.version + 1, submission.stage, millis(submission.at), submission.member)
                && now.told == submission.told
        }))
    }
}

/// An experience as it is stored.
pub(super) struct StoredSubmission {
    pub(super) submission: Submission,
    /// Whether its author has agreed to it, or to what it said before.
    pub(super) agreed_once: bool,
}

impl StoredSubmission {
    pub(super) fn is(&self, stage: SubmissionStatus) -> bool {
        self.submission.stage == stage
    }
}

/// An experience, whosever it is.
pub(super) async fn found(tx: &mut Tx, id: Id) -> DbResult<Option<StoredSubmission>> {
    let sql = AssertSqlSafe(format!("{SUBMISSION} WHERE id = $1"));
    let Some(row) = tx.row(sqlx::query(sql).bind(id.to_string())).await? else { return Ok(None) };
    Ok(Some(StoredSubmission { submission: submission(&row)?, agreed_once: row.maybe_text(16)?.is_some() }))
}

/// A member's experiences, the latest first.
pub(super) async fn of(tx: &mut Tx, member: u64) -> DbResult<Vec<Submission>> {
    let sql = AssertSqlSafe(format!("{SUBMISSION} WHERE member = $1 ORDER BY at DESC, id DESC"));
    Ok(readable(&tx.rows(sqlx::query(sql).bind(signed(member))).await?, submission))
}

/// What a guild quotes, the oldest first: nothing that its author has not agreed to as it is.
pub(super) async fn shared(tx: &mut Tx, guild: u64) -> DbResult<Vec<PublishedTestimonial>> {
    let sql = AssertSqlSafe(format!("{SUBMISSION} WHERE guild = $1 AND stage = $2 ORDER BY at, id"));
    let rows = tx.rows(sqlx::query(sql).bind(signed(guild)).bind(SubmissionStatus::Approved.code())).await?;
    let agreed = readable(&rows, submission).into_iter().filter(|one| one.consented.is_some());
    let key = secret(tx).await?.map(|key| Pseudonyms::new(key.as_bytes()));
    let shared = |one: Submission| {
        let author = author(&one, key.as_ref());
        PublishedTestimonial { id: one.id, author, told: one.told, daily: one.daily }
    };
    Ok(agreed.map(shared).collect())
}

/// What an author did, in the audit: what it says by its hash, and not who.
pub(super) async fn audit(
    tx: &mut Tx,
    guild: u64,
    at: Timestamp,
    action: &str,
    told: &TestimonialContent,
) -> DbResult<()> {
    let by = Actor { member: 0, name: AUTHOR.to_owned() };
    insert(tx, AUDIT, &[line(new_id(), guild, &by, at, [action, &named_by(told), "", ""])]).await
}

/// What the audit calls an experience.
pub(super) fn named_by(told: &TestimonialContent) -> String {
    told.digest().chars().take(NAMED_BY).collect()
}

/// Whether an author may do it. What is new must never have been withdrawn; what is there must be theirs, as they have
/// seen it. Nobody but its author reads what they have not agreed to, and the only thing that is quoted with the author's
/// last word is what a moderator has proposed.
async fn may_tell(
    tx: &mut Tx,
    before: Option<&StoredSubmission>,
    now: &Submission,
    what: AuthorAction,
) -> DbResult<bool> {
    match what {
        AuthorAction::Writes if now.stage != SubmissionStatus::Written => return Ok(false),
        AuthorAction::Consents if now.stage == SubmissionStatus::Approved => return Ok(false),
        AuthorAction::Accepts if !before.is_some_and(|before| is_proposed(&before.submission, &now.told)) => {
            return Ok(false);
        }
        _ => {}
    }
    if now.version == 0 {
        let query = sqlx::query("SELECT at FROM withdrawn WHERE submission = $1").bind(now.id.to_string());
        return Ok(before.is_none() && tx.row(query).await?.is_none());
    }
    let key = |one: &Submission| (one.guild, one.member, one.version);
    Ok(before.is_some_and(|before| key(&before.submission) == key(now)))
}

/// Whether this is what a moderator proposed, and nothing else.
fn is_proposed(before: &Submission, told: &TestimonialContent) -> bool {
    let proposed = before.cut.clone().map(|text| TestimonialContent { text, ..before.told.clone() });
    before.stage == SubmissionStatus::Cut && proposed.is_some_and(|proposed| proposed.digest() == told.digest())
}

/// Stores what its author says, if nobody was faster.
async fn store(tx: &mut Tx, submission: &Submission, consented_to: Option<String>) -> DbResult<bool> {
    let Submission { id, guild, member, version, stage, told, daily, note, at, .. } = submission;
    let sql = if *version == 0 {
        "INSERT INTO submission (id, guild, member, version, stage, text, named, name, role, place, years, topic, \
         daily, note, consented_at, consented_to, at) \
         VALUES ($1, $2, $3, $4 + 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING"
    } else {
        "UPDATE submission SET version = version + 1, stage = $5, text = $6, named = $7, name = $8, role = $9, \
         place = $10, years = $11, topic = $12, cut = NULL, daily = $13, note = $14, consented_at = $15, \
         consented_to = $16, at = $17 WHERE id = $1 AND guild = $2 AND member = $3 AND version = $4"
    };
    let consented_at = consented_to.as_ref().filter(|to| !to.is_empty()).map(|_| millis(*at));
    let query = sqlx::query(sql).bind(id.to_string()).bind(signed(*guild)).bind(signed(*member)).bind(*version);
    let query = query.bind(stage.code()).bind(&*told.text).bind(told.named.code()).bind(&*told.name);
    let query = query.bind(told.role.code()).bind(&*told.place).bind(&*told.years).bind(&*told.topic);
    let query = query.bind(i64::from(*daily)).bind(strip_nul(note)).bind(consented_at).bind(consented_to);
    Ok(tx.run(query.bind(millis(*at))).await? == 1)
}

/// What somebody tells, as it can be stored.
fn storable(told: &TestimonialContent) -> TestimonialContent {
    let TestimonialContent { text, named, name, role, place, years, topic } = told;
    let [text, name, place, years, topic] = [text, name, place, years, topic].map(|part| strip_nul(part));
    TestimonialContent { text, named: *named, name, role: *role, place, years, topic }
}

/// Stands for the author among a guild's: for all that somebody tells under the same name. Nobody can read from it who it
/// is, though it stands on buttons.
fn author(submission: &Submission, pseudonyms: Option<&Pseudonyms>) -> String {
    match pseudonyms {
        Some(pseudonyms) if submission.told.named == Attribution::Name => {
            pseudonyms.of(submission.guild, submission.member, &format!("author:{}", submission.told.name))
        }
        _ => submission.id.to_string(),
    }
}

/// Nobody has agreed to anything but what was hashed.
fn submission(row: &AnyRow) -> DbResult<Submission> {
    let told = TestimonialContent {
        text: row.text(5)?,
        named: code(&Attribution::ALL, Attribution::code, &row.text(6)?, "a story's signature")?,
        name: row.text(7)?,
        role: row.text(8)?.parse().map_err(DbError::Failed)?,
        place: row.text(9)?,
        years: row.text(10)?,
        topic: row.text(11)?,
    };
    let agreed = row.maybe_text(16)?.is_some_and(|to| to == told.digest());
    Ok(Submission {
        id: row.id(0)?,
        guild: row.bits(1)?,
        member: row.bits(2)?,
        version: row.int(3)?,
        stage: code(&SubmissionStatus::ALL, SubmissionStatus::code, &row.text(4)?, "a story's state")?,
        cut: row.maybe_text(12)?,
        daily: row.flag(13)?,
        note: row.text(14)?,
        consented: row.maybe_time(15)?.filter(|_| agreed),
        at: row.time(17)?,
        told,
    })
}

/// Which of several is meant by a word that was stored.
fn code<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, word: &str, what: &str) -> DbResult<T> {
    all.iter().copied().find(|one| code(*one) == word).ok_or_else(|| unknown(what, word))
}
