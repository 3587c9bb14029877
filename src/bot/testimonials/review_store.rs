//! SQL of reviews: moderators decide whether stories are quoted, but never change a text.

use crate::bot::faq::entry_writes::VersionConflict;
use crate::bot::guild::commit::CommitTx;
use crate::bot::outbox::store;
use crate::bot::testimonials::quoted_store;
use crate::bot::testimonials::store::{Review, Submission, SubmissionStatus, found, named_by, tells};
use crate::db::error::DbResult;
use crate::db::row::{millis, signed, strip_nul};

/// Stores a review. A story is only approved as its author consented to it, without an open proposal; a story without
/// consent can't be reviewed.
pub(crate) async fn review(doing: &mut CommitTx<'_>, review: &Review) -> DbResult<Option<VersionConflict>> {
    let (guild, at) = (doing.commit.guild, doing.commit.at);
    let before = found(&mut doing.tx, review.submission).await?.map(|found| found.submission);
    let outdated = || Ok(Some(VersionConflict { id: review.submission.to_string(), now: None }));
    let Some(before) = before.filter(|before| before.guild == guild) else { return outdated() };
    if !store(doing, review, &before).await? {
        return outdated();
    }
    let (was, is) = (before.status == SubmissionStatus::Approved, review.status == SubmissionStatus::Approved);
    if was || is {
        doing.is_seen().await?;
    }
    if was && !is {
        quoted_store::is_due(&mut doing.tx, review.submission, at).await?;
    }
    if let Some(content) = tells(review, before.member) {
        store::post(&mut doing.tx, guild, at, &content).await?;
    }
    let action = match review.status {
        SubmissionStatus::Approved if was => "review.topic",
        SubmissionStatus::Approved => "review.approve",
        SubmissionStatus::Changes => "review.changes",
        SubmissionStatus::Declined => "review.decline",
        SubmissionStatus::Cut => "review.cut",
        SubmissionStatus::Waiting | SubmissionStatus::Written => "review.topic",
    };
    doing.audit(action, &named_by(&before.content), "", review.status.code()).await?;
    Ok(None)
}

/// The age of a story is that of its status: a corrected topic must not change its place in the queue.
async fn store(doing: &mut CommitTx<'_>, review: &Review, before: &Submission) -> DbResult<bool> {
    let Review { submission, from, status, daily, topic, cut, note, tell: _ } = review;
    let query = sqlx::query(
        "UPDATE submission SET status = $4, daily = $5, topic = $6, cut = $7, note = $8, version = version + 1, \
         at = CASE WHEN status = $4 THEN at ELSE $9 END \
         WHERE id = $1 AND guild = $2 AND version = $3 AND status <> 'written' AND $4 <> 'written' \
         AND ($4 <> 'approved' OR (consented_to = $10 AND consented_at IS NOT NULL AND cut IS NULL AND $7 IS NULL))",
    );
    let query = query.bind(submission.to_string()).bind(signed(doing.commit.guild)).bind(*from).bind(status.code());
    let query =
        query.bind(i64::from(*daily)).bind(strip_nul(topic)).bind(cut.as_deref().map(strip_nul)).bind(strip_nul(note));
    let query = query.bind(millis(doing.commit.at)).bind(before.content.digest());
    Ok(doing.tx.run(query).await? == 1)
}
