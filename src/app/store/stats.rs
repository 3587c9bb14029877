//! What was asked and shown, week by week.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreResult;
use crate::reply::StableHash;

/// Seconds of a week.
const WEEK: i64 = 7 * 24 * 60 * 60;
/// Seconds from the Monday before 1970 to its first day, a Thursday.
const THURSDAY: i64 = 3 * 24 * 60 * 60;

/// The week of a time, in UTC, counted from the one that began on Monday, 29 December 1969.
pub fn week(at: Timestamp) -> i64 {
    (at.as_second() + THURSDAY).div_euclid(WEEK)
}

/// What became of the questions of a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Week {
    /// Which: see [`week`].
    pub week: i64,
    /// Questions that were answered.
    pub answered: u32,
    /// Questions for which candidates were offered.
    pub suggested: u32,
    /// Questions that were not answered.
    pub abstained: u32,
}

/// How often a question was asked in some weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionWeek {
    /// Its text.
    pub text: String,
    /// How often.
    pub asked: u32,
    /// How often it was not answered, ever.
    pub unanswered: u32,
}

/// What became of an entry in some weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryWeek {
    /// Which entry.
    pub entry: StableHash,
    /// How often it was shown.
    pub shown: u32,
    /// How often it helped.
    pub helped: u32,
    /// How often it was not what was meant.
    pub not_quite: u32,
}

/// What moderators want to know.
#[async_trait]
pub trait Insight {
    /// The weeks from one on, the oldest first; weeks in which nothing was asked are left out.
    async fn weeks(&self, guild: u64, from: i64) -> StoreResult<Vec<Week>>;

    /// What was asked most, from a week on.
    async fn most_asked(&self, guild: u64, from: i64, most: u32) -> StoreResult<Vec<QuestionWeek>>;

    /// What became of every entry that was shown, from a week on.
    async fn entry_weeks(&self, guild: u64, from: i64) -> StoreResult<Vec<EntryWeek>>;
}
