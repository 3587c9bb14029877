//! Writes logged questions many at a time, counted together first: a few rows instead of hundreds.

use std::collections::BTreeMap;

use crate::bot::faq::store::ensure_guild;
use crate::bot::inbox::store::{LoggedQuestion, MAX_QUESTION_CHARS, QueryOutcome, QuestionState};
use crate::bot::stats::store::week;
use crate::db::error::DbResult;
use crate::db::row::{bounded, millis, signed};
use crate::db::transaction::Tx;

/// Counts of logged questions. Sorted, so that two processes lock rows in the same order.
#[derive(Default)]
pub(crate) struct QueryLogCounts<'a> {
    questions: BTreeMap<(i64, i64), QuestionCounts<'a>>,
    /// By guild, question and week.
    question_weeks: BTreeMap<(i64, i64, i64), i64>,
    /// By guild and week: answered, suggested, abstained.
    weeks: BTreeMap<(i64, i64), [i64; 3]>,
    /// By guild, entry and week: shown, helped, not quite.
    entry_weeks: BTreeMap<(i64, i64, i64), [i64; 3]>,
}

/// What a question gains.
struct QuestionCounts<'a> {
    text: &'a str,
    first: i64,
    last: i64,
    asked: i64,
    unanswered: i64,
    not_quite: i64,
}

impl<'a> QueryLogCounts<'a> {
    /// Counts logged questions.
    pub(crate) fn of(asked: &'a [LoggedQuestion]) -> Self {
        let mut tally = Self::default();
        for one in asked {
            tally.count(one);
        }
        tally
    }

    /// The guilds it is about.
    pub(crate) fn guilds(&self) -> Vec<u64> {
        let questions = self.questions.keys().map(|(guild, _)| guild);
        let weeks = self.weeks.keys().map(|(guild, _)| guild);
        let entries = self.entry_weeks.keys().map(|(guild, ..)| guild);
        let mut guilds: Vec<u64> = questions.chain(weeks).chain(entries).map(|guild| guild.cast_unsigned()).collect();
        guilds.sort_unstable();
        guilds.dedup();
        guilds
    }

    fn count(&mut self, one: &'a LoggedQuestion) {
        let (guild, at, week) = (signed(one.guild), millis(one.at), week(one.at));
        // A vote is no further question.
        let (asked, unanswered, not_quite) = match one.what {
            QueryOutcome::Answered | QueryOutcome::Suggested => (1, 0, 0),
            QueryOutcome::Abstained => (1, 1, 0),
            QueryOutcome::NotQuite => (0, 0, 1),
            QueryOutcome::Helped | QueryOutcome::Opened => (0, 0, 0),
        };
        if asked + not_quite > 0 {
            let name = signed(one.question.0);
            let new = QuestionCounts { text: &one.text, first: at, last: at, asked: 0, unanswered: 0, not_quite: 0 };
            let question = self.questions.entry((guild, name)).or_insert(new);
            question.first = question.first.min(at);
            question.last = question.last.max(at);
            question.asked += asked;
            question.unanswered += unanswered;
            question.not_quite += not_quite;
            if asked > 0 {
                *self.question_weeks.entry((guild, name, week)).or_default() += asked;
            }
        }
        let verdict = match one.what {
            QueryOutcome::Answered => Some(0),
            QueryOutcome::Suggested => Some(1),
            QueryOutcome::Abstained => Some(2),
            _ => None,
        };
        if let Some(verdict) = verdict {
            self.weeks.entry((guild, week)).or_default()[verdict] += 1;
        }
        let fate = match one.what {
            QueryOutcome::Answered | QueryOutcome::Opened => Some(0),
            QueryOutcome::Helped => Some(1),
            QueryOutcome::NotQuite => Some(2),
            QueryOutcome::Suggested | QueryOutcome::Abstained => None,
        };
        if let (Some(fate), Some(entry)) = (fate, one.entry) {
            self.entry_weeks.entry((guild, signed(entry.0), week)).or_default()[fate] += 1;
        }
    }

    /// How many statements it takes, about.
    pub(crate) fn statements(&self) -> usize {
        self.questions.len() + self.question_weeks.len() + self.weeks.len() + self.entry_weeks.len()
    }

    /// Writes it.
    pub(crate) async fn write(&self, tx: &mut Tx) -> DbResult<()> {
        for guild in self.guilds() {
            ensure_guild(tx, guild).await?;
        }
        for ((guild, name), question) in &self.questions {
            question.write(tx, *guild, *name).await?;
        }
        for ((guild, name, week), asked) in &self.question_weeks {
            let query = sqlx::query(
                "INSERT INTO question_week (guild, question, week, asked) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (guild, question, week) DO UPDATE SET asked = question_week.asked + excluded.asked",
            );
            tx.run(query.bind(*guild).bind(*name).bind(*week).bind(*asked)).await?;
        }
        for ((guild, week), [answered, suggested, abstained]) in &self.weeks {
            let query = sqlx::query(
                "INSERT INTO asked_week (guild, week, answered, suggested, abstained) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (guild, week) DO UPDATE SET answered = asked_week.answered + excluded.answered, \
                 suggested = asked_week.suggested + excluded.suggested, \
                 abstained = asked_week.abstained + excluded.abstained",
            );
            tx.run(query.bind(*guild).bind(*week).bind(*answered).bind(*suggested).bind(*abstained)).await?;
        }
        for ((guild, entry, week), [shown, helped, not_quite]) in &self.entry_weeks {
            let query = sqlx::query(
                "INSERT INTO entry_week (guild, entry, week, shown, helped, not_quite) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (guild, entry, week) DO UPDATE SET shown = entry_week.shown + excluded.shown, \
                 helped = entry_week.helped + excluded.helped, \
                 not_quite = entry_week.not_quite + excluded.not_quite",
            );
            let query = query.bind(*guild).bind(*entry).bind(*week).bind(*shown).bind(*helped);
            tx.run(query.bind(*not_quite)).await?;
        }
        Ok(())
    }
}

impl QuestionCounts<'_> {
    /// Opens the question if it had no answer, unless moderators have already resolved it.
    async fn write(&self, tx: &mut Tx, guild: i64, name: i64) -> DbResult<()> {
        let wants = self.unanswered + self.not_quite > 0;
        let state = if wants { QuestionState::Open } else { QuestionState::Quiet };
        let query = sqlx::query(
            "INSERT INTO question (guild, name, text, first_at, last_at, asked, unanswered, not_quite, state) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (guild, name) DO UPDATE SET \
             text = CASE WHEN question.text = '' THEN excluded.text ELSE question.text END, \
             last_at = CASE WHEN question.last_at < excluded.last_at THEN excluded.last_at ELSE question.last_at END, \
             asked = question.asked + excluded.asked, unanswered = question.unanswered + excluded.unanswered, \
             not_quite = question.not_quite + excluded.not_quite, \
             state = CASE WHEN question.state = 'quiet' THEN excluded.state ELSE question.state END",
        );
        let query =
            query.bind(guild).bind(name).bind(bounded(self.text, MAX_QUESTION_CHARS)).bind(self.first).bind(self.last);
        let query = query.bind(self.asked).bind(self.unanswered).bind(self.not_quite).bind(state.code());
        tx.run(query).await.map(drop)
    }
}
