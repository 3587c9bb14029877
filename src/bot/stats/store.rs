//! Rows and SQL of weekly statistics.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::db::error::DbResult;
use crate::db::row::{RowColumns as _, signed};
use crate::db::{Database, StoreResult};
use crate::ui::StableHash;

/// Seconds in a week.
const WEEK: i64 = 7 * 24 * 60 * 60;
/// Seconds from the Monday before 1970 to 1 January 1970, a Thursday.
const THURSDAY: i64 = 3 * 24 * 60 * 60;

/// The week of a time, in UTC; week 0 began on Monday, 29 December 1969.
pub fn week(at: Timestamp) -> i64 {
    (at.as_second() + THURSDAY).div_euclid(WEEK)
}

/// The questions of a week, by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Week {
    /// See [`week`].
    pub week: i64,
    pub answered: u32,
    /// Questions for which candidates were offered.
    pub suggested: u32,
    /// Questions without an answer.
    pub abstained: u32,
}

/// A question, and how often it was asked in a range of weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionWeek {
    pub text: String,
    pub asked: u32,
    /// How often it was not answered, over all time.
    pub unanswered: u32,
}

/// Counts of an entry in a range of weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryWeek {
    pub entry: StableHash,
    pub shown: u32,
    pub helped: u32,
    /// How often members rejected the answer.
    pub not_quite: u32,
}

/// The weeks from `from` on, the oldest first; weeks without questions are left out.
pub async fn weeks(db: &Database, guild: u64, from: i64) -> StoreResult<Vec<Week>> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT week, answered, suggested, abstained FROM asked_week WHERE guild = $1 AND week >= $2 ORDER BY week",
    );
    let rows = tx.rows(query.bind(signed(guild)).bind(from)).await?;
    let week = |row: &AnyRow| {
        let (answered, suggested, abstained) = (row.count(1)?, row.count(2)?, row.count(3)?);
        Ok(Week { week: row.int(0)?, answered, suggested, abstained })
    };
    Ok(rows.iter().map(week).collect::<DbResult<_>>()?)
}

/// The questions asked most from week `from` on.
pub async fn most_asked(db: &Database, guild: u64, from: i64, most: u32) -> StoreResult<Vec<QuestionWeek>> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT q.text, w.asked, q.unanswered FROM question q JOIN \
         (SELECT question, CAST(SUM(asked) AS BIGINT) AS asked FROM question_week \
         WHERE guild = $1 AND week >= $2 GROUP BY question) w ON w.question = q.name \
         WHERE q.guild = $1 AND q.text <> '' ORDER BY w.asked DESC, q.last_at DESC, q.name LIMIT $3",
    );
    let rows = tx.rows(query.bind(signed(guild)).bind(from).bind(i64::from(most))).await?;
    let question =
        |row: &AnyRow| Ok(QuestionWeek { text: row.text(0)?, asked: row.count(1)?, unanswered: row.count(2)? });
    Ok(rows.iter().map(question).collect::<DbResult<_>>()?)
}

/// The counts of every entry shown from week `from` on.
pub async fn entry_weeks(db: &Database, guild: u64, from: i64) -> StoreResult<Vec<EntryWeek>> {
    let mut tx = db.read().await?;
    let query = sqlx::query(
        "SELECT entry, CAST(SUM(shown) AS BIGINT), CAST(SUM(helped) AS BIGINT), CAST(SUM(not_quite) AS BIGINT) \
         FROM entry_week WHERE guild = $1 AND week >= $2 GROUP BY entry ORDER BY 2 DESC, entry",
    );
    let rows = tx.rows(query.bind(signed(guild)).bind(from)).await?;
    let entry = |row: &AnyRow| {
        let (shown, helped, not_quite) = (row.count(1)?, row.count(2)?, row.count(3)?);
        Ok(EntryWeek { entry: row.name(0)?, shown, helped, not_quite })
    };
    Ok(rows.iter().map(entry).collect::<DbResult<_>>()?)
}
