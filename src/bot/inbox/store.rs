//! Rows and SQL of questions, votes and proposals.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sqlx::any::AnyRow;

use crate::bot::faq::store::ensure_guild;
use crate::bot::stats::query_log_store::QueryLogCounts;
use crate::db::error::{DbError, DbResult};
use crate::db::row::{RowColumns as _, bounded, millis, signed, tag};
use crate::db::transaction::Tx;
use crate::db::{Database, StoreResult, retry};
use crate::ui::{Locale, StableHash};

/// A logged question, without the member who asked it.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedQuestion {
    pub guild: u64,
    /// See [`StableHash::question`].
    pub question: StableHash,
    /// As it was typed.
    pub text: String,
    pub at: Timestamp,
    pub what: QueryOutcome,
    /// The entry that was shown, or that the member says is not what they meant.
    pub entry: Option<StableHash>,
}

/// The outcome of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryOutcome {
    Answered,
    /// Candidates were offered.
    Suggested,
    /// No answer; the question goes to the inbox.
    Abstained,
    /// The member says that the answer was not what they meant; the question goes to the inbox.
    NotQuite,
    /// The member says that the answer helped.
    Helped,
    /// The member opened an entry.
    Opened,
}

/// The state of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionState {
    /// Needs no moderator.
    Quiet,
    /// Waits for a moderator.
    Open,
    Answered,
    /// Moderators will not answer it.
    Dismissed,
}

impl QuestionState {
    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Dismissed => "dismissed",
        }
    }
}

/// A question in the inbox; repeated questions are one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxQuestion {
    pub question: StableHash,
    /// As it was first typed.
    pub text: String,
    pub state: QuestionState,
    /// When it was first asked.
    pub first: Timestamp,
    /// When it was last asked.
    pub last: Timestamp,
    /// How often it was asked.
    pub asked: u32,
    /// How many members wait for the answer.
    pub askers: u32,
    /// Why it was dismissed, or the bits of the answering entry's hash as 16 hexadecimal digits.
    pub outcome: Option<String>,
}

/// A member who waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMember {
    pub guild: u64,
    pub question: StableHash,
    /// The question's text, in case the database has deleted it.
    pub text: String,
    pub member: u64,
    /// The channel of the question.
    pub channel: u64,
    /// The bot's reply under which the member asked the moderators; [`None`] if the reply was private, so that the
    /// answer must be private, too.
    pub message: Option<u64>,
    /// The language of the answer.
    pub locale: Locale,
    pub at: Timestamp,
}

/// The result of asking the moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskOutcome {
    /// The question is in the inbox; this many other members wait for it, too.
    Taken(u32),
    /// This member has already sent it.
    Known,
    /// The member is blocked.
    Blocked,
}

/// A member chose an entry for a question, or said that it helped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    pub guild: u64,
    pub question: StableHash,
    pub entry: StableHash,
    /// A pseudonym of the member, made by [`crate::bot::privacy::store::Pseudonyms`] for [`Vote::item`].
    pub voter: String,
    pub at: Timestamp,
}

impl Vote {
    /// The item of the pseudonym. It can be recomputed, so that a member's votes can be found when they ask for their
    /// data.
    pub fn item(question: StableHash, entry: StableHash) -> String {
        format!("{:016x}:{:016x}", question.0, entry.0)
    }
}

/// Counts of what waits for moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingCounts {
    /// Questions in the inbox.
    pub questions: u32,
    /// Submissions that wait for review.
    pub experiences: u32,
}

/// A phrasing of an entry, proposed by members' clicks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub question: StableHash,
    pub text: String,
    pub entry: StableHash,
    /// How many different members chose the entry.
    pub members: u32,
}

/// Characters of a question that are kept.
pub(crate) const MAX_QUESTION_CHARS: usize = 300;

/// For how much longer each statement of a long list may take, on a server that is far away.
const TIME_PER_STATEMENT: Duration = Duration::from_millis(2);

/// Stores logged questions, all or none. Does not reopen a question that was answered or dismissed: only
/// [`ask_moderators`] does.
pub async fn log_questions(db: &Database, asked: &[LoggedQuestion]) -> StoreResult<()> {
    let tally = QueryLogCounts::of(asked);
    Ok(retry(|| log_once(db, &tally)).await?)
}

/// A page of the open questions, those with the most waiting members first, then the newest; and the number of open
/// questions.
pub async fn open_questions(db: &Database, guild: u64, skip: u32, most: u32) -> StoreResult<(Vec<InboxQuestion>, u32)> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT q.name, q.text, q.state, q.first_at, q.last_at, q.asked, q.outcome, \
         (SELECT COUNT(*) FROM waiting_member a WHERE a.guild = q.guild AND a.question = q.name) AS askers \
         FROM question q WHERE q.guild = $1 AND q.state = 'open' AND q.text <> '' \
         ORDER BY askers DESC, q.last_at DESC, q.name LIMIT $2 OFFSET $3",
    );
    let query = query.bind(signed(guild)).bind(i64::from(most)).bind(i64::from(skip));
    let rows = tx.rows(query).await?;
    let waiting = rows.iter().map(waiting).collect::<DbResult<_>>()?;
    Ok((waiting, open(&mut tx, guild).await?))
}

/// A question in any state.
pub async fn find_question(db: &Database, guild: u64, question: StableHash) -> StoreResult<Option<InboxQuestion>> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT q.name, q.text, q.state, q.first_at, q.last_at, q.asked, q.outcome, \
         (SELECT COUNT(*) FROM waiting_member a WHERE a.guild = q.guild AND a.question = q.name) AS askers \
         FROM question q WHERE q.guild = $1 AND q.name = $2",
    );
    let row = tx.row(query.bind(signed(guild)).bind(signed(question.0))).await?;
    Ok(row.as_ref().map(waiting).transpose()?)
}

/// The texts of the latest questions, at most `most`.
pub async fn recent_questions(db: &Database, guild: u64, most: u32) -> StoreResult<Vec<String>> {
    let mut tx = db.read().await?;
    let query =
        sqlx::query("SELECT text FROM question WHERE guild = $1 AND text <> '' ORDER BY last_at DESC, name LIMIT $2");
    let rows = tx.rows(query.bind(signed(guild)).bind(i64::from(most))).await?;
    Ok(rows.iter().map(|row| row.text(0)).collect::<DbResult<_>>()?)
}

/// Adds a member to those who wait for an answer, and opens the question.
pub async fn ask_moderators(db: &Database, asker: &WaitingMember) -> StoreResult<AskOutcome> {
    Ok(retry(|| ask_once(db, asker)).await?)
}

/// Decides whether moderators are to be notified of new questions and submissions now: at most once within `every`,
/// across all processes. Returns the counts if so.
pub async fn take_pending_counts(
    db: &Database,
    guild: u64,
    now: Timestamp,
    every: SignedDuration,
) -> StoreResult<Option<PendingCounts>> {
    Ok(retry(|| take_pending_once(db, guild, now, every)).await?)
}

/// Counts a vote, once per member. The `enough`-th member's vote creates a proposal, once.
pub async fn vote(db: &Database, click: &Vote, enough: u32) -> StoreResult<()> {
    Ok(retry(|| vote_once(db, click, enough)).await?)
}

/// The undecided proposals, at most `most`.
pub async fn proposals(db: &Database, guild: u64, most: u32) -> StoreResult<Vec<Proposal>> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT p.question, q.text, p.entry, (SELECT COUNT(*) FROM vote c \
         WHERE c.guild = p.guild AND c.question = p.question AND c.entry = p.entry) AS members \
         FROM proposal p JOIN question q ON q.guild = p.guild AND q.name = p.question \
         WHERE p.guild = $1 AND p.state = 'open' AND q.text <> '' ORDER BY members DESC, p.at, p.question LIMIT $2",
    );
    let rows = tx.rows(query.bind(signed(guild)).bind(i64::from(most))).await?;
    let proposal = |row: &AnyRow| {
        Ok(Proposal { question: row.name(0)?, text: row.text(1)?, entry: row.name(2)?, members: row.count(3)? })
    };
    Ok(rows.iter().map(proposal).collect::<DbResult<_>>()?)
}

/// Whether a member is blocked from the inbox.
pub async fn is_blocked(db: &Database, guild: u64, member: u64) -> StoreResult<bool> {
    Ok(blocked(&mut db.read().await?, guild, member).await?)
}

async fn log_once(db: &Database, tally: &QueryLogCounts<'_>) -> DbResult<()> {
    let mut tx = db.write().await?;
    tx.longer(TIME_PER_STATEMENT * u32::try_from(tally.statements()).unwrap_or(u32::MAX));
    for guild in tally.guilds() {
        db.fences.check(&mut tx, guild).await?;
    }
    tally.write(&mut tx).await?;
    tx.commit().await
}

async fn ask_once(db: &Database, asker: &WaitingMember) -> DbResult<AskOutcome> {
    let (guild, question) = (signed(asker.guild), signed(asker.question.0));
    let mut tx = db.write_for(asker.guild).await?;
    if blocked(&mut tx, asker.guild, asker.member).await? {
        tx.rollback().await?;
        return Ok(AskOutcome::Blocked);
    }
    ensure_guild(&mut tx, asker.guild).await?;
    let text = bounded(&asker.text, MAX_QUESTION_CHARS);
    if !text.is_empty() {
        let query = sqlx::query(
            "INSERT INTO question (guild, name, text, first_at, last_at, asked, unanswered, not_quite, state) \
             VALUES ($1, $2, $3, $4, $4, 0, 0, 0, 'open') ON CONFLICT (guild, name) DO UPDATE SET \
             text = CASE WHEN question.text = '' THEN excluded.text ELSE question.text END",
        );
        tx.run(query.bind(guild).bind(question).bind(text).bind(millis(asker.at))).await?;
    }
    let query = sqlx::query(
        "UPDATE question SET outcome = CASE WHEN state = 'open' THEN outcome END, state = 'open', \
         last_at = CASE WHEN last_at < $3 THEN $3 ELSE last_at END WHERE guild = $1 AND name = $2",
    );
    if tx.run(query.bind(guild).bind(question).bind(millis(asker.at))).await? == 0 {
        tx.rollback().await?;
        return Err(DbError::Failed("it no longer has this question".to_owned()));
    }
    let query = sqlx::query(
        "INSERT INTO waiting_member (guild, question, member, channel, message, locale, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    );
    let query = query.bind(guild).bind(question).bind(signed(asker.member)).bind(signed(asker.channel));
    let query = query.bind(asker.message.map(signed)).bind(tag(asker.locale)).bind(millis(asker.at));
    let new = tx.run(query).await? > 0;
    let query = sqlx::query("SELECT COUNT(*) FROM waiting_member WHERE guild = $1 AND question = $2");
    let row = tx.row(query.bind(guild).bind(question)).await?;
    let all = row.map_or(Ok(0), |row| row.count(0))?;
    tx.commit().await?;
    Ok(if new { AskOutcome::Taken(all.saturating_sub(1)) } else { AskOutcome::Known })
}

/// One statement decides, so that of two who ask at once, one is told to wait. A clock that was set back must not keep
/// moderators from hearing anything until it has caught up.
async fn take_pending_once(
    db: &Database,
    guild: u64,
    now: Timestamp,
    every: SignedDuration,
) -> DbResult<Option<PendingCounts>> {
    let (now, every) = (millis(now), i64::try_from(every.as_millis()).unwrap_or(i64::MAX));
    let mut tx = db.write_for(guild).await?;
    let query = sqlx::query(
        "UPDATE guild SET notified_at = $2 WHERE id = $1 AND (notified_at IS NULL OR notified_at <= $3 OR notified_at > $4) \
         AND (EXISTS (SELECT 1 FROM question q WHERE q.guild = guild.id AND q.state = 'open' AND q.text <> '' \
         AND (guild.notified_at IS NULL OR guild.notified_at > $4 OR q.last_at > guild.notified_at)) \
         OR EXISTS (SELECT 1 FROM submission s WHERE s.guild = guild.id AND s.status = 'waiting' \
         AND (guild.notified_at IS NULL OR guild.notified_at > $4 OR s.at > guild.notified_at)))",
    );
    let query = query.bind(signed(guild)).bind(now);
    let query = query.bind(now.saturating_sub(every)).bind(now.saturating_add(every));
    if tx.run(query).await? == 0 {
        tx.rollback().await?;
        return Ok(None);
    }
    let questions = open(&mut tx, guild).await?;
    let query = sqlx::query("SELECT COUNT(*) FROM submission WHERE guild = $1 AND status = 'waiting'");
    let row = tx.row(query.bind(signed(guild))).await?;
    let experiences = row.map_or(Ok(0), |row| row.count(0))?;
    tx.commit().await?;
    Ok(Some(PendingCounts { questions, experiences }))
}

async fn vote_once(db: &Database, click: &Vote, enough: u32) -> DbResult<()> {
    let (guild, question, entry) = (signed(click.guild), signed(click.question.0), signed(click.entry.0));
    let at = millis(click.at);
    let mut tx = db.write_for(click.guild).await?;
    ensure_guild(&mut tx, click.guild).await?;
    let query = sqlx::query(
        "INSERT INTO vote (guild, question, entry, voter, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    );
    tx.run(query.bind(guild).bind(question).bind(entry).bind(&*click.voter).bind(at)).await?;
    let query = sqlx::query("SELECT COUNT(*) FROM vote WHERE guild = $1 AND question = $2 AND entry = $3");
    let row = tx.row(query.bind(guild).bind(question).bind(entry)).await?;
    if row.map_or(Ok(0), |row| row.count(0))? >= enough {
        // The question itself may be written down only later; then its text follows.
        let query = sqlx::query(
            "INSERT INTO question (guild, name, text, first_at, last_at, asked, unanswered, not_quite, state) \
             VALUES ($1, $2, '', $3, $3, 0, 0, 0, 'quiet') ON CONFLICT DO NOTHING",
        );
        tx.run(query.bind(guild).bind(question).bind(at)).await?;
        let query = sqlx::query(
            "INSERT INTO proposal (guild, question, entry, state, at) VALUES ($1, $2, $3, 'open', $4) \
             ON CONFLICT DO NOTHING",
        );
        tx.run(query.bind(guild).bind(question).bind(entry).bind(at)).await?;
    }
    tx.commit().await
}

/// How many questions wait.
async fn open(tx: &mut Tx, guild: u64) -> DbResult<u32> {
    let query = sqlx::query("SELECT COUNT(*) FROM question WHERE guild = $1 AND state = 'open' AND text <> ''");
    let row = tx.row(query.bind(signed(guild))).await?;
    row.map_or(Ok(0), |row| row.count(0))
}

async fn blocked(tx: &mut Tx, guild: u64, member: u64) -> DbResult<bool> {
    let query = sqlx::query("SELECT at FROM blocked WHERE guild = $1 AND member = $2");
    Ok(tx.row(query.bind(signed(guild)).bind(signed(member))).await?.is_some())
}

fn waiting(row: &AnyRow) -> DbResult<InboxQuestion> {
    Ok(InboxQuestion {
        question: row.name(0)?,
        text: row.text(1)?,
        state: state(&row.text(2)?),
        first: row.time(3)?,
        last: row.time(4)?,
        asked: row.count(5)?,
        outcome: row.maybe_text(6)?,
        askers: row.count(7)?,
    })
}

fn state(code: &str) -> QuestionState {
    let all = [QuestionState::Quiet, QuestionState::Open, QuestionState::Answered, QuestionState::Dismissed];
    all.into_iter().find(|state| state.code() == code).unwrap_or(QuestionState::Quiet)
}
