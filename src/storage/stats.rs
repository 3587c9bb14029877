//! What was asked and shown, week by week.

use async_trait::async_trait;
use sqlx::any::AnyRow;

use super::Database;
use super::error::DbResult;
use super::row::{RowColumns as _, signed};
use crate::app::store::{EntryWeek, Insight, QuestionWeek, StoreResult, Week};

#[async_trait]
impl Insight for Database {
    async fn weeks(&self, guild: u64, from: i64) -> StoreResult<Vec<Week>> {
        let mut tx = self.read().await?;
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

    async fn most_asked(&self, guild: u64, from: i64, most: u32) -> StoreResult<Vec<QuestionWeek>> {
        let mut tx = self.read().await?;
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

    async fn entry_weeks(&self, guild: u64, from: i64) -> StoreResult<Vec<EntryWeek>> {
        let mut tx = self.read().await?;
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
}
