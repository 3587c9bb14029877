//! Resolves an open question: answers it and notifies the members who wait, or dismisses it.

use crate::bot::guild::commit::CommitTx;
use crate::bot::inbox::store::QuestionState;
use crate::bot::outbox::store::{self, Notification};
use crate::db::error::DbResult;
use crate::db::row::{RowColumns as _, signed, strip_nul};
use crate::ui::{Locale, StableHash};

/// Members to whom one message answers: their mentions must fit into it.
const MEMBERS_PER_MESSAGE: usize = 40;

/// A member who waits for the answer.
struct WaitingAsker {
    member: u64,
    channel: u64,
    message: Option<u64>,
    locale: Locale,
}

/// Marks a question as answered. Members who asked in a channel are notified there together, under the first of their
/// replies; the others each in private. Then the list of waiting members is deleted.
pub(crate) async fn answer(doing: &mut CommitTx<'_>, question: StableHash, entry: StableHash) -> DbResult<()> {
    let (guild, at) = (doing.commit.guild, doing.commit.at);
    let query = sqlx::query("SELECT text FROM question WHERE guild = $1 AND name = $2");
    let row = doing.tx.row(query.bind(signed(guild)).bind(signed(question.0))).await?;
    if let Some(row) = row {
        let asked = row.text(0)?;
        let waiting = waiting(doing, question).await?;
        for content in contents(&waiting, &asked, entry) {
            store::post(&mut doing.tx, guild, at, &content).await?;
        }
    }
    settle(doing, question, QuestionState::Answered, &format!("{:016x}", entry.0)).await?;
    doing.audit("inbox.answer", &format!("{:016x}", question.0), "", &format!("{:016x}", entry.0)).await
}

/// A question will not be answered.
pub(crate) async fn dismiss(doing: &mut CommitTx<'_>, question: StableHash, reason: &str) -> DbResult<()> {
    settle(doing, question, QuestionState::Dismissed, reason).await?;
    doing.audit("inbox.dismiss", &format!("{:016x}", question.0), "", reason).await
}

async fn settle(doing: &mut CommitTx<'_>, question: StableHash, state: QuestionState, outcome: &str) -> DbResult<()> {
    let (guild, question) = (signed(doing.commit.guild), signed(question.0));
    let query = sqlx::query("UPDATE question SET state = $3, outcome = $4 WHERE guild = $1 AND name = $2");
    doing.tx.run(query.bind(guild).bind(question).bind(state.code()).bind(strip_nul(outcome))).await?;
    let query = sqlx::query("DELETE FROM waiting_member WHERE guild = $1 AND question = $2");
    doing.tx.run(query.bind(guild).bind(question)).await.map(drop)
}

/// Those who wait, the first of them first.
async fn waiting(doing: &mut CommitTx<'_>, question: StableHash) -> DbResult<Vec<WaitingAsker>> {
    let query = sqlx::query(
        "SELECT member, channel, message, locale FROM waiting_member WHERE guild = $1 AND question = $2 ORDER BY at, member",
    );
    let rows = doing.tx.rows(query.bind(signed(doing.commit.guild)).bind(signed(question.0))).await?;
    let waits = |row: &sqlx::any::AnyRow| {
        let message = row.maybe_int(2)?.map(i64::cast_unsigned);
        Ok(WaitingAsker { member: row.bits(0)?, channel: row.bits(1)?, message, locale: row.locale(3)? })
    };
    rows.iter().map(waits).collect()
}

/// The notifications for the members who wait.
fn contents(waiting: &[WaitingAsker], asked: &str, entry: StableHash) -> Vec<Notification> {
    let (asked, entry) = (asked.to_owned(), entry.0);
    let mut channels: Vec<(u64, u64, Locale, Vec<u64>)> = Vec::new();
    let mut contents = Vec::new();
    for WaitingAsker { member, channel, message, locale } in waiting {
        let Some(message) = message else {
            contents.push(Notification::AnswerAlone { member: *member, asked: asked.clone(), entry, locale: *locale });
            continue;
        };
        match channels.iter_mut().find(|(there, _, _, members)| there == channel && members.len() < MEMBERS_PER_MESSAGE)
        {
            Some((_, _, _, members)) => members.push(*member),
            None => channels.push((*channel, *message, *locale, vec![*member])),
        }
    }
    contents.extend(channels.into_iter().map(|(channel, message, locale, members)| Notification::AnswerInChannel {
        channel,
        message,
        members,
        asked: asked.clone(),
        entry,
        locale,
    }));
    contents
}
