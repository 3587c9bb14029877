//! Weekly statistics of questions and entries.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreResult;
use crate::reply::StableHash;

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
    /// How often members said that it was not what they meant.
    pub not_quite: u32,
}

/// Reads statistics.
#[async_trait]
pub trait Insight {
    /// The weeks from `from` on, the oldest first; weeks without questions are left out.
    async fn weeks(&self, guild: u64, from: i64) -> StoreResult<Vec<Week>>;

    /// The questions asked most from week `from` on.
    async fn most_asked(&self, guild: u64, from: i64, most: u32) -> StoreResult<Vec<QuestionWeek>>;

    /// The counts of every entry shown from week `from` on.
    async fn entry_weeks(&self, guild: u64, from: i64) -> StoreResult<Vec<EntryWeek>>;
}
