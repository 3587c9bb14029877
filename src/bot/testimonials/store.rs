//! Rows and SQL of members' stories.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::bot::faq::entry_writes::{AUDIT, insert};
use crate::bot::faq::store::ensure_guild;
use crate::bot::guild::commit::{Actor, bump_revision, line};
use crate::bot::guild::settings::PublishedTestimonial;
use crate::bot::outbox::store::Notification;
use crate::bot::privacy::store::{Pseudonyms, secret};
use crate::bot::testimonials::quoted_store;
use crate::bot::testimonials::withdrawal::WithdrawalAudit;
use crate::db::error::{DbError, DbResult, unknown};
use crate::db::row::{RowColumns as _, millis, readable, signed, strip_nul};
use crate::db::transaction::Tx;
use crate::db::{Database, Id, StoreResult, new_id, retry};
use crate::knowledge::Role;
use crate::ui::Locale;

/// The name that the audit log gives to the author of a submission: it never records who they are.
pub const AUTHOR: &str = "@author";

/// A testimonial that a member submits, at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    pub id: Id,
    pub guild: u64,
    pub member: u64,
    /// Rises with every change. 0 if it is not stored yet.
    pub version: i64,
    pub status: SubmissionStatus,
    pub content: TestimonialContent,
    /// The shortened text that a moderator proposes.
    pub cut: Option<String>,
    /// Whether it may be a daily highlight.
    pub daily: bool,
    /// The last note from a moderator to the author.
    pub note: String,
    /// When the author agreed to publish exactly the content that [`TestimonialContent::digest`] hashes.
    pub consented: Option<Timestamp>,
    /// When the author last changed it, or a moderator its status.
    pub at: Timestamp,
}

/// The content of a testimonial, as its author consents to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestimonialContent {
    pub text: String,
    pub attribution: Attribution,
    /// The author's name; empty unless they want to be named.
    pub name: String,
    pub role: Role,
    /// Where they worked; empty if they don't say.
    pub place: String,
    /// When they worked there; empty if they don't say.
    pub years: String,
    /// The id of its topic; empty for none. Moderators may change it without new consent.
    pub topic: String,
}

/// How an author is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    Name,
    /// By role and place: "an ALT in Hyōgo".
    Role,
    /// Anonymous: no name, place or years.
    Nobody,
}

/// The status of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubmissionStatus {
    /// A draft without consent: only its author sees it, for one day.
    Written,
    /// Waits for a moderator.
    Waiting,
    /// A moderator has asked for changes.
    Changes,
    /// A moderator proposes a shorter version; the author has not answered yet.
    Cut,
    /// Approved: it can be quoted.
    Approved,
    /// Declined: it is not quoted.
    Declined,
}

impl TestimonialContent {
    /// The SHA-256 (FIPS 180-4) of everything that is published, in hexadecimal digits: this is what the author
    /// consents to. The topic is not part of it.
    pub fn digest(&self) -> String {
        let Self { text, attribution, name, role, place, years, topic: _ } = self;
        let mut hash = Sha256::new();
        for part in [text, attribution.code(), name, role.code(), place, years] {
            // The length prefixes keep different contents from hashing the same bytes.
            hash.update(part.len().to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl Attribution {
    pub const ALL: [Self; 3] = [Self::Name, Self::Role, Self::Nobody];

    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::Nobody => "nobody",
        }
    }
}

impl SubmissionStatus {
    pub const ALL: [Self; 6] = [Self::Written, Self::Waiting, Self::Changes, Self::Cut, Self::Approved, Self::Declined];

    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Waiting => "waiting",
            Self::Changes => "changes",
            Self::Cut => "cut",
            Self::Approved => "approved",
            Self::Declined => "declined",
        }
    }
}

/// A moderator's decision about a submission. Only the author can change the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub submission: Id,
    /// The version the moderator saw.
    pub from: i64,
    /// The new status.
    pub status: SubmissionStatus,
    /// Whether it may be a daily highlight.
    pub daily: bool,
    pub topic: String,
    /// The shortened text, for [`SubmissionStatus::Cut`].
    pub cut: Option<String>,
    /// The note to the author.
    pub note: String,
    /// The language of the notification to the author; [`None`] for no notification.
    pub tell: Option<Locale>,
}

/// A public message that quotes members' submissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedMessage {
    pub guild: u64,
    pub channel: u64,
    pub message: u64,
    pub submissions: Vec<Id>,
    /// What the message shows, so that it can be rendered again without the submissions.
    pub shows: MessageKind,
    pub locale: Locale,
}

/// What a message shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    /// An entry, and the question it was shown for, if any: the bits of their hashes.
    Entry(u64, Option<u64>),
    /// Only quotes.
    Words,
}

/// An action of an author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorAction {
    /// Saves a draft that only they see.
    Writes,
    /// Agrees to publish it, once a moderator has approved it.
    Consents,
    /// Agrees to publish the moderator's shorter version.
    Accepts,
}

/// The notification to the author of a review.
pub fn tells(review: &Review, member: u64) -> Option<Notification> {
    let locale = review.tell?;
    Some(Notification::Reviewed { member, submission: review.submission.bits(), version: review.from + 1, locale })
}

const SUBMISSION: &str = "SELECT id, guild, member, version, status, text, attribution, name, role, place, years, topic, cut, \
                          daily, note, consented_at, consented_to, at FROM submission";

/// Hexadecimal digits of the digest by which the audit log names a story.
const NAMED_BY: usize = 12;

/// A submission of any member.
pub async fn find_submission(db: &Database, id: Id) -> StoreResult<Option<Submission>> {
    Ok(found(&mut db.read().await?, id).await?.map(|found| found.submission))
}

/// All submissions of a member, in every guild, the latest first.
pub async fn submissions_of(db: &Database, member: u64) -> StoreResult<Vec<Submission>> {
    Ok(of(&mut db.read().await?, member).await?)
}

/// A page of a guild's submissions with these statuses, and the number of all of them. They are ordered by status,
/// in the given order, then by age, the oldest first.
pub async fn submissions_page(
    db: &Database,
    guild: u64,
    stages: &[SubmissionStatus],
    skip: u32,
    most: u32,
) -> StoreResult<(Vec<Submission>, u32)> {
    if stages.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut tx = db.read().await?;
    let places: Vec<String> = (2..).take(stages.len()).map(|place| format!("${place}")).collect();
    let theirs = format!("WHERE guild = $1 AND status IN ({})", places.join(", "));
    let order: Vec<String> = (0..).zip(&places).map(|(rank, place)| format!("WHEN {place} THEN {rank}")).collect();
    let limit = format!("LIMIT ${} OFFSET ${}", places.len() + 2, places.len() + 3);
    let listed = format!("{SUBMISSION} {theirs} ORDER BY CASE status {} END, at, id {limit}", order.join(" "));
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

/// Stores the author's change, if the submission still has the given version or is new; returns whether it was
/// stored.
///
/// - [`AuthorAction::Writes`] always leads to [`SubmissionStatus::Written`].
/// - [`SubmissionStatus::Approved`] is only reached if the author accepts exactly what a moderator proposed.
/// - The guild's revision rises if the submission was quoted before or is quoted now.
/// - If it is no longer quoted, the messages that quote it become due for editing.
/// - The audit log records the action and the digest, but not the author.
pub async fn update_by_author(db: &Database, submission: &Submission, what: AuthorAction) -> StoreResult<bool> {
    // The author consents to exactly what is stored.
    let submission = Submission { content: storable(&submission.content), ..submission.clone() };
    if what != AuthorAction::Writes {
        // With it, authors are told apart.
        crate::bot::privacy::store::pseudonyms(db).await?;
    }
    Ok(retry(|| update_once(db, &submission, what)).await?)
}

/// Withdraws a submission. Returns false if it does not exist or is not this member's.
///
/// - Its text is deleted, and the messages that quote it become due for editing.
/// - The tombstone file outside the database records it, so that no backup brings it back.
/// - If the author ever consented to it, the audit log records its digest.
pub async fn withdraw(db: &Database, id: Id, member: u64, at: Timestamp) -> StoreResult<bool> {
    let withdrawn = crate::bot::testimonials::withdrawal::withdrawn(db, id, member, at, WithdrawalAudit::Audit).await?;
    if withdrawn {
        db.truncate_wal().await;
    }
    Ok(withdrawn)
}

/// Records which submissions a message quotes now, instead of those it quoted before. If one of them has been
/// withdrawn meanwhile, the message becomes due for editing at once. Without submissions, the message is forgotten.
pub async fn record_quotes(db: &Database, quoted: &QuotedMessage, at: Timestamp) -> StoreResult<()> {
    Ok(retry(|| quoted_store::record_once(db, quoted, at)).await?)
}

/// Takes at most `most` messages that quote withdrawn submissions, and holds them until `until`: meanwhile, no
/// other worker gets them. Each lists only its withdrawn submissions. The number says how often it was taken
/// before.
pub async fn take_quoted(
    db: &Database,
    now: Timestamp,
    until: Timestamp,
    most: u32,
) -> StoreResult<Vec<(QuotedMessage, u32)>> {
    Ok(retry(|| quoted_store::take_once(db, now, until, most)).await?)
}

/// Marks a message as edited, or as never to be edited: forgets the withdrawn submissions it was taken for.
/// Submissions withdrawn in the meantime stay due. [`record_quotes`] records the new content, before or
/// after.
pub async fn finish_edit(db: &Database, message: u64) -> StoreResult<()> {
    Ok(retry(|| quoted_store::finish_once(db, message)).await?)
}

/// Schedules another attempt to edit a message at `at`.
pub async fn reschedule_edit(db: &Database, message: u64, at: Timestamp) -> StoreResult<()> {
    Ok(retry(|| quoted_store::reschedule_once(db, message, at)).await?)
}

async fn update_once(db: &Database, submission: &Submission, what: AuthorAction) -> DbResult<bool> {
    let Submission { id, guild, content, .. } = submission;
    let mut tx = db.write().await?;
    // They may do so in a direct message, which is shard 0's, whichever the guild's may be.
    db.fences.check_any(&mut tx).await?;
    ensure_guild(&mut tx, *guild).await?;
    bump_revision(&mut tx, *guild, 0).await?;
    let before = found(&mut tx, *id).await?;
    if !may_tell(&mut tx, before.as_ref(), submission, what).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let agreed_once = before.as_ref().is_some_and(|before| before.agreed_once);
    let consented_to = match what {
        AuthorAction::Consents | AuthorAction::Accepts => Some(content.digest()),
        AuthorAction::Writes => agreed_once.then(String::new),
    };
    if !store(&mut tx, submission, consented_to).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let (was, is) = (
        before.is_some_and(|before| before.is(SubmissionStatus::Approved)),
        submission.status == SubmissionStatus::Approved,
    );
    if was || is {
        bump_revision(&mut tx, *guild, 1).await?;
    }
    if was && !is {
        quoted_store::is_due(&mut tx, *id, submission.at).await?;
    }
    let action = match what {
        AuthorAction::Writes => "share.write",
        AuthorAction::Consents => "share.consent",
        AuthorAction::Accepts => "share.accept",
    };
    if what != AuthorAction::Writes || agreed_once {
        audit(&mut tx, *guild, submission.at, action, content).await?;
    }
    match tx.commit().await {
        Err(DbError::Lost(why)) => {
            if was_updated(db, submission).await? {
                Ok(true)
            } else {
                Err(DbError::Lost(why))
            }
        }
        done => done.map(|()| true),
    }
}

/// Whether the database holds it as it was told.
async fn was_updated(db: &Database, submission: &Submission) -> DbResult<bool> {
    let mut tx = crate::bot::guild::commit::lock_guild(db, submission.guild).await?;
    let now = found(&mut tx, submission.id).await?.map(|found| found.submission);
    tx.rollback().await?;
    Ok(now.is_some_and(|now| {
        let same = (now.version, now.status, millis(now.at), now.member);
        same == (submission.version + 1, submission.status, millis(submission.at), submission.member)
            && now.content == submission.content
    }))
}

/// A story, as stored.
pub(crate) struct StoredSubmission {
    pub(crate) submission: Submission,
    /// Whether the author has consented to it, or to an earlier text.
    pub(crate) agreed_once: bool,
}

impl StoredSubmission {
    pub(crate) fn is(&self, stage: SubmissionStatus) -> bool {
        self.submission.status == stage
    }
}

/// A submission of any member.
pub(crate) async fn found(tx: &mut Tx, id: Id) -> DbResult<Option<StoredSubmission>> {
    let sql = AssertSqlSafe(format!("{SUBMISSION} WHERE id = $1"));
    let Some(row) = tx.row(sqlx::query(sql).bind(id.to_string())).await? else { return Ok(None) };
    Ok(Some(StoredSubmission { submission: submission(&row)?, agreed_once: row.maybe_text(16)?.is_some() }))
}

/// A member's stories, the latest first.
pub(crate) async fn of(tx: &mut Tx, member: u64) -> DbResult<Vec<Submission>> {
    let sql = AssertSqlSafe(format!("{SUBMISSION} WHERE member = $1 ORDER BY at DESC, id DESC"));
    Ok(readable(&tx.rows(sqlx::query(sql).bind(signed(member))).await?, submission))
}

/// What a guild quotes, the oldest first: nothing that its author has not agreed to as it is.
pub(crate) async fn shared(tx: &mut Tx, guild: u64) -> DbResult<Vec<PublishedTestimonial>> {
    let sql = AssertSqlSafe(format!("{SUBMISSION} WHERE guild = $1 AND status = $2 ORDER BY at, id"));
    let rows = tx.rows(sqlx::query(sql).bind(signed(guild)).bind(SubmissionStatus::Approved.code())).await?;
    let agreed = readable(&rows, submission).into_iter().filter(|one| one.consented.is_some());
    let key = secret(tx).await?.map(|key| Pseudonyms::new(key.as_bytes()));
    let shared = |one: Submission| {
        let author = author(&one, key.as_ref());
        PublishedTestimonial { id: one.id, author, content: one.content, daily: one.daily }
    };
    Ok(agreed.map(shared).collect())
}

/// Adds a line on an author's action to the audit log: with the digest of the story, without the author.
pub(crate) async fn audit(
    tx: &mut Tx,
    guild: u64,
    at: Timestamp,
    action: &str,
    content: &TestimonialContent,
) -> DbResult<()> {
    let by = Actor { member: 0, name: AUTHOR.to_owned() };
    insert(tx, AUDIT, &[line(new_id(), guild, &by, at, [action, &named_by(content), "", ""])]).await
}

/// The name of a story in the audit log.
pub(crate) fn named_by(content: &TestimonialContent) -> String {
    content.digest().chars().take(NAMED_BY).collect()
}

/// Whether the author may do this. A new story must not have been withdrawn before; an existing one must be theirs, as
/// they saw it. Only the author sees what they have not consented to, and what the author's last consent publishes must
/// be exactly what a moderator proposed.
async fn may_tell(
    tx: &mut Tx,
    before: Option<&StoredSubmission>,
    now: &Submission,
    what: AuthorAction,
) -> DbResult<bool> {
    match what {
        AuthorAction::Writes if now.status != SubmissionStatus::Written => return Ok(false),
        AuthorAction::Consents if now.status == SubmissionStatus::Approved => return Ok(false),
        AuthorAction::Accepts if !before.is_some_and(|before| is_proposed(&before.submission, &now.content)) => {
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
fn is_proposed(before: &Submission, content: &TestimonialContent) -> bool {
    let proposed = before.cut.clone().map(|text| TestimonialContent { text, ..before.content.clone() });
    before.status == SubmissionStatus::Cut && proposed.is_some_and(|proposed| proposed.digest() == content.digest())
}

/// Stores the author's change, unless another was faster.
async fn store(tx: &mut Tx, submission: &Submission, consented_to: Option<String>) -> DbResult<bool> {
    let Submission { id, guild, member, version, status, content, daily, note, at, .. } = submission;
    let sql = if *version == 0 {
        "INSERT INTO submission (id, guild, member, version, status, text, attribution, name, role, place, years, topic, \
         daily, note, consented_at, consented_to, at) \
         VALUES ($1, $2, $3, $4 + 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING"
    } else {
        "UPDATE submission SET version = version + 1, status = $5, text = $6, attribution = $7, name = $8, role = $9, \
         place = $10, years = $11, topic = $12, cut = NULL, daily = $13, note = $14, consented_at = $15, \
         consented_to = $16, at = $17 WHERE id = $1 AND guild = $2 AND member = $3 AND version = $4"
    };
    let consented_at = consented_to.as_ref().filter(|to| !to.is_empty()).map(|_| millis(*at));
    let query = sqlx::query(sql).bind(id.to_string()).bind(signed(*guild)).bind(signed(*member)).bind(*version);
    let query = query.bind(status.code()).bind(&*content.text).bind(content.attribution.code()).bind(&*content.name);
    let query = query.bind(content.role.code()).bind(&*content.place).bind(&*content.years).bind(&*content.topic);
    let query = query.bind(i64::from(*daily)).bind(strip_nul(note)).bind(consented_at).bind(consented_to);
    Ok(tx.run(query.bind(millis(*at))).await? == 1)
}

/// A story without characters that the database cannot store.
fn storable(content: &TestimonialContent) -> TestimonialContent {
    let TestimonialContent { text, attribution, name, role, place, years, topic } = content;
    let [text, name, place, years, topic] = [text, name, place, years, topic].map(|part| strip_nul(part));
    TestimonialContent { text, attribution: *attribution, name, role: *role, place, years, topic }
}

/// A pseudonym of the author: equal for everything they share under one name in a guild. It does not reveal who they
/// are, though it is part of button ids.
fn author(submission: &Submission, pseudonyms: Option<&Pseudonyms>) -> String {
    match pseudonyms {
        Some(pseudonyms) if submission.content.attribution == Attribution::Name => {
            pseudonyms.of(submission.guild, submission.member, &format!("author:{}", submission.content.name))
        }
        _ => submission.id.to_string(),
    }
}

/// Consent only counts for the digest that was consented to.
fn submission(row: &AnyRow) -> DbResult<Submission> {
    let content = TestimonialContent {
        text: row.text(5)?,
        attribution: code(&Attribution::ALL, Attribution::code, &row.text(6)?, "a story's signature")?,
        name: row.text(7)?,
        role: row.text(8)?.parse().map_err(DbError::Failed)?,
        place: row.text(9)?,
        years: row.text(10)?,
        topic: row.text(11)?,
    };
    let agreed = row.maybe_text(16)?.is_some_and(|to| to == content.digest());
    Ok(Submission {
        id: row.id(0)?,
        guild: row.bits(1)?,
        member: row.bits(2)?,
        version: row.int(3)?,
        status: code(&SubmissionStatus::ALL, SubmissionStatus::code, &row.text(4)?, "a story's state")?,
        cut: row.maybe_text(12)?,
        daily: row.flag(13)?,
        note: row.text(14)?,
        consented: row.maybe_time(15)?.filter(|_| agreed),
        at: row.time(17)?,
        content,
    })
}

/// Which of several is meant by a word that was stored.
fn code<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, word: &str, what: &str) -> DbResult<T> {
    all.iter().copied().find(|one| code(*one) == word).ok_or_else(|| unknown(what, word))
}
