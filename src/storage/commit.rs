//! What a moderator does, as one transaction.

use std::time::Duration;

use jiff::Timestamp;

use super::entries::{ensure_guild, settings};
use super::entry_writes::{AUDIT, ColumnValue, VersionConflict, insert};
use super::error::{DbError, DbResult};
use super::row::{RowColumns as _, millis, signed, strip_nul};
use super::transaction::{Backend, Tx};
use super::{Database, outbox, resolve_question, review, schedule_updates};
use crate::app::store::{
    Actor, Change, Commit, CommitOutcome, CuratedOverride, Id, Notification, Setting, Settings, new_id,
};
use crate::reply::StableHash;

/// For how much longer a commit may take with each of its effects, on a server that is far away.
const TIME_PER_CHANGE: Duration = Duration::from_millis(5);

/// A commit being done.
pub(super) struct CommitTx<'a> {
    pub(super) tx: Tx,
    pub(super) commit: &'a Commit,
    /// The guild's revision from now on.
    pub(super) revision: i64,
    /// Whether it has been raised.
    pub(super) raised: bool,
    /// A line in the audit, by which one finds out later whether it was done.
    pub(super) mark: Option<Id>,
}

impl Database {
    pub(super) async fn commit_once(&self, commit: &Commit) -> DbResult<CommitOutcome> {
        let mut tx = self.write_for(commit.guild).await?;
        tx.longer(TIME_PER_CHANGE * u32::try_from(commit.effects.len()).unwrap_or(u32::MAX));
        ensure_guild(&mut tx, commit.guild).await?;
        let (revision, raised) = advance(&mut tx, commit).await?;
        let mut doing = CommitTx { tx, commit, revision, raised, mark: None };
        let edits =
            commit.effects.iter().filter_map(|effect| if let Change::Write(edit) = effect { Some(edit) } else { None });
        if let Some(VersionConflict { id, now }) = doing.write(&edits.collect::<Vec<_>>()).await? {
            doing.tx.rollback().await?;
            return Ok(CommitOutcome::Conflict { id, now });
        }
        for effect in &commit.effects {
            if let Some(VersionConflict { id, now }) = doing.effect(effect).await? {
                doing.tx.rollback().await?;
                return Ok(CommitOutcome::Conflict { id, now });
            }
        }
        let CommitTx { tx, mark, revision, .. } = doing;
        match tx.commit().await {
            // The connection was lost while it was being confirmed: nobody knows whether it was done, so one looks.
            Err(DbError::Lost(why)) => match mark {
                Some(mark) if self.happened(commit.guild, mark).await? => Ok(CommitOutcome::Done(revision)),
                _ => Err(DbError::Lost(why)),
            },
            committed => committed.map(|()| CommitOutcome::Done(revision)),
        }
    }

    /// Whether a commit was done.
    async fn happened(&self, guild: u64, mark: Id) -> DbResult<bool> {
        let mut tx = self.lock_guild(guild).await?;
        let found = tx.row(sqlx::query("SELECT at FROM audit WHERE id = $1").bind(mark.to_string())).await?;
        tx.rollback().await?;
        Ok(found.is_some())
    }

    /// Looks what has become of something whose confirmation was lost. Waiting for the guild's row means waiting until its
    /// transaction has ended.
    pub(super) async fn lock_guild(&self, guild: u64) -> DbResult<Tx> {
        let mut tx = self.write_within(self.patience).await?;
        if tx.kind == Backend::Postgres {
            tx.row(sqlx::query("SELECT revision FROM guild WHERE id = $1 FOR UPDATE").bind(signed(guild))).await?;
        }
        Ok(tx)
    }
}

/// Raises the guild's revision if anything changes that members see, and says which it is, and whether it was raised.
/// Either way the guild's row is taken first, so that whatever is done in a guild is done one after the other. Whether
/// members see anything of a review is known only when it is done.
async fn advance(tx: &mut Tx, commit: &Commit) -> DbResult<(i64, bool)> {
    let seen = |effect: &Change| matches!(effect, Change::Write(_) | Change::Curate { .. } | Change::Set(_));
    let raised = commit.effects.iter().any(seen);
    Ok((bump_revision(tx, commit.guild, i64::from(raised)).await?, raised))
}

/// Raises a guild's revision, and says which it is.
pub(super) async fn bump_revision(tx: &mut Tx, guild: u64, by: i64) -> DbResult<i64> {
    let query = sqlx::query("UPDATE guild SET revision = revision + $2 WHERE id = $1 RETURNING revision");
    let row = tx.row(query.bind(signed(guild)).bind(by)).await?;
    row.map_or(Ok(0), |row| row.int(0))
}

impl CommitTx<'_> {
    /// Does one thing, unless something is not as whoever wants it has seen it.
    async fn effect(&mut self, effect: &Change) -> DbResult<Option<VersionConflict>> {
        match effect {
            // All of them together, before.
            Change::Write(_) => {}
            Change::Curate { what, item, on } => self.curate(*what, item, *on).await?,
            Change::Set(setting) => self.set(*setting).await?,
            Change::Answer { question, entry } => resolve_question::answer(self, *question, *entry).await?,
            Change::Dismiss { question, reason } => resolve_question::dismiss(self, *question, reason).await?,
            Change::Decide { question, entry, taken } => self.decide(*question, *entry, *taken).await?,
            Change::Block { member, on } => self.block(*member, *on).await?,
            Change::AskCredit { .. } => self.ask_credit(effect).await?,
            Change::Review(review) => return review::review(self, review).await,
            Change::Highlight(schedule_update, what) => {
                return schedule_updates::direct(self, schedule_update, *what).await;
            }
            Change::Discard(draft) => self.discard(*draft).await?,
        }
        Ok(None)
    }

    /// Members see something else from now on.
    pub(super) async fn is_seen(&mut self) -> DbResult<()> {
        if !self.raised {
            self.revision = bump_revision(&mut self.tx, self.commit.guild, 1).await?;
            self.raised = true;
        }
        Ok(())
    }

    async fn curate(&mut self, what: CuratedOverride, item: &str, on: bool) -> DbResult<()> {
        let (guild, kind, item) = (signed(self.commit.guild), what.code(), strip_nul(item));
        let query = if on {
            let sql = "INSERT INTO curation (guild, kind, item, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
            sqlx::query(sql).bind(guild).bind(kind).bind(&*item).bind(millis(self.commit.at))
        } else {
            let sql = "DELETE FROM curation WHERE guild = $1 AND kind = $2 AND item = $3";
            sqlx::query(sql).bind(guild).bind(kind).bind(&*item)
        };
        self.tx.run(query).await?;
        let action = match (what, on) {
            (CuratedOverride::Pin, true) => "pin",
            (CuratedOverride::Pin, false) => "unpin",
            (CuratedOverride::Hide, true) => "hide",
            (CuratedOverride::Hide, false) => "show",
            (CuratedOverride::Silence, true) => "silence",
            (CuratedOverride::Silence, false) => "unsilence",
            (CuratedOverride::Phrase, true) => "phrase",
            (CuratedOverride::Phrase, false) => "unphrase",
        };
        self.audit(action, &item, "", "").await
    }

    async fn set(&mut self, setting: Setting) -> DbResult<()> {
        let guild = signed(self.commit.guild);
        let row = self.tx.row(sqlx::query("SELECT settings FROM guild WHERE id = $1").bind(guild)).await?;
        let mut now = row.map_or(Ok(Settings::default()), |row| settings(&row.text(0)?))?;
        let (action, item, was) = describe(&now, setting);
        now.set(setting);
        let (_, _, became) = describe(&now, setting);
        let text = serde_json::to_string(&now).map_err(|error| DbError::Failed(error.to_string()))?;
        self.tx.run(sqlx::query("UPDATE guild SET settings = $2 WHERE id = $1").bind(guild).bind(text)).await?;
        self.audit(action, &item, &was, &became).await
    }

    async fn decide(&mut self, question: StableHash, entry: StableHash, taken: bool) -> DbResult<()> {
        let (guild, question, entry) = (signed(self.commit.guild), signed(question.0), signed(entry.0));
        let state = if taken { "taken" } else { "refused" };
        let query =
            sqlx::query("UPDATE proposal SET state = $4, at = $5 WHERE guild = $1 AND question = $2 AND entry = $3");
        let query = query.bind(guild).bind(question).bind(entry).bind(state);
        self.tx.run(query.bind(millis(self.commit.at))).await?;
        // Whose clicks they were is of no use any more.
        let query = sqlx::query("DELETE FROM click WHERE guild = $1 AND question = $2 AND entry = $3");
        self.tx.run(query.bind(guild).bind(question).bind(entry)).await?;
        let action = if taken { "proposal.take" } else { "proposal.refuse" };
        self.audit(action, &format!("{question:016x}"), "", &format!("{entry:016x}")).await
    }

    async fn block(&mut self, member: u64, on: bool) -> DbResult<()> {
        let guild = signed(self.commit.guild);
        let query = if on {
            let sql = "INSERT INTO blocked (guild, member, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
            sqlx::query(sql).bind(guild).bind(signed(member)).bind(millis(self.commit.at))
        } else {
            sqlx::query("DELETE FROM blocked WHERE guild = $1 AND member = $2").bind(guild).bind(signed(member))
        };
        self.tx.run(query).await?;
        self.audit(if on { "block" } else { "unblock" }, &member.to_string(), "", "").await
    }

    /// The audit does not say who was asked: whoever refuses shall leave no trace.
    async fn ask_credit(&mut self, effect: &Change) -> DbResult<()> {
        let Change::AskCredit { credit, entry, question, member, author, locale } = effect else { return Ok(()) };
        let (guild, at) = (self.commit.guild, self.commit.at);
        let query = sqlx::query(
            "INSERT INTO credit (id, guild, entry, member, author, state, at) VALUES ($1, $2, $3, $4, $5, 'asked', $6)",
        );
        let query = query.bind(credit.to_string()).bind(signed(guild)).bind(&**entry).bind(signed(*member));
        self.tx.run(query.bind(strip_nul(author)).bind(millis(at))).await?;
        let content = Notification::Credit {
            member: *member,
            credit: credit.bits(),
            question: question.clone(),
            locale: *locale,
        };
        outbox::post(&mut self.tx, guild, at, &content).await?;
        self.audit("credit.ask", entry, "", "").await
    }

    async fn discard(&mut self, draft: Id) -> DbResult<()> {
        let query = sqlx::query("DELETE FROM draft WHERE id = $1 AND guild = $2");
        self.tx.run(query.bind(draft.to_string()).bind(signed(self.commit.guild))).await.map(drop)
    }

    /// One line of the audit.
    pub(super) async fn audit(&mut self, action: &str, item: &str, was: &str, became: &str) -> DbResult<()> {
        let line = self.line(action, item, was, became);
        insert(&mut self.tx, AUDIT, &[line]).await
    }

    /// A line of the audit that is still to be written, in [`AUDIT`].
    pub(super) fn line(&mut self, action: &str, item: &str, was: &str, became: &str) -> Vec<ColumnValue> {
        let id = new_id();
        self.mark = Some(id);
        let Commit { guild, by, at, .. } = self.commit;
        line(id, *guild, by, *at, [action, item, was, became])
    }
}

/// A line of the audit, in [`AUDIT`]: what was done, with what, what it was and what it became.
pub(super) fn line(id: Id, guild: u64, by: &Actor, at: Timestamp, texts: [&str; 4]) -> Vec<ColumnValue> {
    let who = [id.to_string().into(), signed(guild).into(), signed(by.member).into(), strip_nul(&by.name).into()];
    let texts = texts.map(|text| ColumnValue::from(strip_nul(text)));
    who.into_iter().chain([millis(at).into()]).chain(texts).collect()
}

/// What is set, of what, and its value at the moment.
fn describe(now: &Settings, setting: Setting) -> (&'static str, String, String) {
    let shown = |value: Option<String>| value.unwrap_or_default();
    match setting {
        Setting::Moderators(_) => ("set.moderators", String::new(), shown(now.moderators.map(|id| id.to_string()))),
        Setting::Audit(_) => ("set.audit", String::new(), shown(now.audit.map(|id| id.to_string()))),
        Setting::Role(role, _) => ("set.role", role.to_string(), now.roles.contains(&role).to_string()),
        Setting::Private(channel, _) => {
            let private = now.private.get(&channel).map(ToString::to_string);
            ("set.private", channel.to_string(), shown(private))
        }
        Setting::Language(_) => {
            ("set.language", String::new(), shown(now.locale.map(|locale| super::row::tag(locale).to_owned())))
        }
        Setting::PerMember(_) => ("set.per_member", String::new(), shown(now.per_member.map(|most| most.to_string()))),
        Setting::PerChannel(_) => {
            ("set.per_channel", String::new(), shown(now.per_channel.map(|most| most.to_string())))
        }
    }
}
