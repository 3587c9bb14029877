//! What a moderator does, as one transaction.

use std::time::Duration;

use jiff::Timestamp;

use crate::bot::daily::schedule_updates;
use crate::bot::daily::store::ScheduleUpdate;
use crate::bot::faq::entry_writes::{AUDIT, ColumnValue, VersionConflict, insert};
use crate::bot::faq::store::{StoredEntry, ensure_guild, settings};
use crate::bot::guild::settings::{Setting, Settings};
use crate::bot::inbox::resolve_question;
use crate::bot::outbox::store::{self, Notification};
use crate::bot::testimonials::review_store;
use crate::bot::testimonials::store::Review;
use crate::db::error::{DbError, DbResult};
use crate::db::row::{RowColumns as _, millis, signed, strip_nul};
use crate::db::transaction::{Backend, Tx};
use crate::db::{Database, Id, StoreResult, new_id, retry};
use crate::knowledge::Entry;
use crate::ui::{Locale, StableHash};

/// The author of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Discord id; 0 for the operator's shell.
    pub member: u64,
    /// Display name in the guild.
    pub name: String,
}

/// All changes of one button or command. The database stores all of them, with their lines in the audit log and a new
/// revision, or none.
#[derive(Debug, Clone)]
pub struct Commit {
    pub guild: u64,
    pub by: Actor,
    pub at: Timestamp,
    pub effects: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "where there are many, as in an import, all of them are writes")]
pub enum Change {
    /// Adds, edits, retires or reactivates an entry of the guild.
    Write(Edit),
    /// Sets or removes an override of curated knowledge.
    Curate {
        what: CuratedOverride,
        /// The id of the curated entry or person; see [`CuratedOverride::phrasing`] for phrasings.
        item: String,
        on: bool,
    },
    Set(Setting),
    /// An entry, the guild's own or a curated one, answers a question. The members who wait for the answer are
    /// notified.
    Answer {
        question: StableHash,
        entry: StableHash,
    },
    /// Dismisses a question and deletes its list of waiting members.
    Dismiss {
        question: StableHash,
        /// Shown to other moderators.
        reason: String,
    },
    /// Accepts or rejects a phrasing that members' clicks proposed.
    Decide {
        /// The proposed phrasing, as a question.
        question: StableHash,
        /// The entry that would get the phrasing.
        entry: StableHash,
        /// Whether the phrasing is accepted.
        taken: bool,
    },
    /// Blocks a member from the inbox, or unblocks them.
    Block {
        member: u64,
        on: bool,
    },
    /// Asks the author of a message whether an entry made from it may name them.
    AskCredit {
        /// The id that the author's answer refers to.
        credit: Id,
        /// The id of the guild's entry.
        entry: String,
        /// The question of the entry.
        question: String,
        member: u64,
        author: String,
        /// The language of the request.
        locale: Locale,
    },
    Review(Review),
    /// Updates a schedule of highlights; [`ScheduleChange`] names the action in the audit log. The commit is a conflict
    /// if the schedule or post is no longer as it was read.
    Highlight(Box<ScheduleUpdate>, ScheduleChange),
    /// Deletes a draft.
    Discard(Id),
}

/// A change of an entry.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The new content; its id says which entry is changed.
    pub entry: Entry,
    /// False for a retired entry, which members don't see.
    pub active: bool,
    /// The curated entry that it replaces.
    pub replaces: Option<String>,
    /// The version the moderator saw; [`None`] if the entry must be new.
    pub from: Option<i64>,
}

/// What a guild can do with curated knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CuratedOverride {
    /// Offers an entry as a suggestion before anything is typed.
    Pin,
    /// Hides an entry.
    Hide,
    /// Stops quoting a person.
    Silence,
    /// Adds a phrasing to an entry: see [`CuratedOverride::phrasing`].
    Phrase,
}

impl CuratedOverride {
    pub const ALL: [Self; 4] = [Self::Pin, Self::Hide, Self::Silence, Self::Phrase];

    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Hide => "hide",
            Self::Silence => "silence",
            Self::Phrase => "phrase",
        }
    }

    /// The item of a [`CuratedOverride::Phrase`]: the phrasing, which is one line, then the id of the curated entry.
    pub fn phrasing(id: &str, phrasing: &str) -> String {
        format!("{phrasing}\n{id}")
    }

    /// The id of the curated entry and the phrasing, from [`CuratedOverride::phrasing`].
    pub fn phrased(item: &str) -> Option<(&str, &str)> {
        let (phrasing, id) = item.split_once('\n')?;
        Some((id, phrasing))
    }
}

/// What a moderator does with a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleChange {
    Add,
    /// Changes time, channel or selection.
    Change,
    Pause,
    Resume,
    /// Removes the schedule with its posts. Only the id and version of [`ScheduleUpdate::schedule`] are used; of the
    /// rest of the update, only its notifications.
    Remove,
    /// Skips the next testimonial in this cycle.
    Skip,
    /// Posts the next testimonial now.
    Now,
    /// Records whether an uncertain post arrived.
    Settle,
}

impl ScheduleChange {
    /// The action code in the audit log.
    pub fn code(self) -> &'static str {
        match self {
            Self::Add => "highlight.add",
            Self::Change => "highlight.change",
            Self::Pause => "highlight.pause",
            Self::Resume => "highlight.resume",
            Self::Remove => "highlight.remove",
            Self::Skip => "highlight.skip",
            Self::Now => "highlight.now",
            Self::Settle => "highlight.settle",
        }
    }
}

/// The result of a commit.
#[derive(Debug, Clone)]
pub enum CommitOutcome {
    /// Stored; holds the guild's new revision.
    Done(i64),
    /// Nothing is stored: the object was changed or removed in the meantime.
    Conflict {
        /// The id of the object: an entry, schedule or submission.
        id: String,
        /// The entry as it is now; [`None`] if it does not exist.
        now: Option<Box<StoredEntry>>,
    },
}

/// For how much longer a commit may take with each of its effects, on a server that is far away.
const TIME_PER_CHANGE: Duration = Duration::from_millis(5);

/// A commit being done.
pub(crate) struct CommitTx<'a> {
    pub(crate) tx: Tx,
    pub(crate) commit: &'a Commit,
    /// The guild's revision from now on.
    pub(crate) revision: i64,
    /// Whether it has been raised.
    pub(crate) raised: bool,
    /// A line in the audit, by which one finds out later whether it was done.
    pub(crate) mark: Option<Id>,
}

/// Stores a moderator's changes, all or none.
pub async fn commit(db: &Database, commit: &Commit) -> StoreResult<CommitOutcome> {
    Ok(retry(|| commit_once(db, commit)).await?)
}

pub(crate) async fn commit_once(db: &Database, commit: &Commit) -> DbResult<CommitOutcome> {
    let mut tx = db.write_for(commit.guild).await?;
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
        // The connection was lost during the commit, so the audit log shows whether it happened.
        Err(DbError::Lost(why)) => match mark {
            Some(mark) if happened(db, commit.guild, mark).await? => Ok(CommitOutcome::Done(revision)),
            _ => Err(DbError::Lost(why)),
        },
        committed => committed.map(|()| CommitOutcome::Done(revision)),
    }
}

/// Whether a commit was done.
async fn happened(db: &Database, guild: u64, mark: Id) -> DbResult<bool> {
    let mut tx = lock_guild(db, guild).await?;
    let found = tx.row(sqlx::query("SELECT at FROM audit WHERE id = $1").bind(mark.to_string())).await?;
    tx.rollback().await?;
    Ok(found.is_some())
}

/// Starts a transaction that finds out whether a lost commit happened: locking the guild's row waits for the end of the
/// other transaction.
pub(crate) async fn lock_guild(db: &Database, guild: u64) -> DbResult<Tx> {
    let mut tx = db.write_within(db.patience).await?;
    if tx.kind == Backend::Postgres {
        tx.row(sqlx::query("SELECT revision FROM guild WHERE id = $1 FOR UPDATE").bind(signed(guild))).await?;
    }
    Ok(tx)
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
pub(crate) async fn bump_revision(tx: &mut Tx, guild: u64, by: i64) -> DbResult<i64> {
    let query = sqlx::query("UPDATE guild SET revision = revision + $2 WHERE id = $1 RETURNING revision");
    let row = tx.row(query.bind(signed(guild)).bind(by)).await?;
    row.map_or(Ok(0), |row| row.int(0))
}

impl CommitTx<'_> {
    /// Applies one change, unless its object is no longer as the moderator saw it.
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
            Change::Review(review) => return review_store::review(self, review).await,
            Change::Highlight(schedule_update, what) => {
                return schedule_updates::direct(self, schedule_update, *what).await;
            }
            Change::Discard(draft) => self.discard(*draft).await?,
        }
        Ok(None)
    }

    /// Members see something else from now on.
    pub(crate) async fn is_seen(&mut self) -> DbResult<()> {
        if !self.raised {
            self.revision = bump_revision(&mut self.tx, self.commit.guild, 1).await?;
            self.raised = true;
        }
        Ok(())
    }

    async fn curate(&mut self, what: CuratedOverride, item: &str, on: bool) -> DbResult<()> {
        let (guild, kind, item) = (signed(self.commit.guild), what.code(), strip_nul(item));
        let query = if on {
            let sql =
                "INSERT INTO curated_override (guild, kind, item, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
            sqlx::query(sql).bind(guild).bind(kind).bind(&*item).bind(millis(self.commit.at))
        } else {
            let sql = "DELETE FROM curated_override WHERE guild = $1 AND kind = $2 AND item = $3";
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
        let query = sqlx::query("DELETE FROM vote WHERE guild = $1 AND question = $2 AND entry = $3");
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

    /// The audit log does not say who was asked: a refusal must leave no trace.
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
        store::post(&mut self.tx, guild, at, &content).await?;
        self.audit("credit.ask", entry, "", "").await
    }

    async fn discard(&mut self, draft: Id) -> DbResult<()> {
        let query = sqlx::query("DELETE FROM draft WHERE id = $1 AND guild = $2");
        self.tx.run(query.bind(draft.to_string()).bind(signed(self.commit.guild))).await.map(drop)
    }

    /// One line of the audit.
    pub(crate) async fn audit(&mut self, action: &str, item: &str, was: &str, became: &str) -> DbResult<()> {
        let line = self.line(action, item, was, became);
        insert(&mut self.tx, AUDIT, &[line]).await
    }

    /// A line of the audit that is still to be written, in [`AUDIT`].
    pub(crate) fn line(&mut self, action: &str, item: &str, was: &str, became: &str) -> Vec<ColumnValue> {
        let id = new_id();
        self.mark = Some(id);
        let Commit { guild, by, at, .. } = self.commit;
        line(id, *guild, by, *at, [action, item, was, became])
    }
}

/// A row of the audit log for [`AUDIT`]; `texts` are action, item, old and new value.
pub(crate) fn line(id: Id, guild: u64, by: &Actor, at: Timestamp, texts: [&str; 4]) -> Vec<ColumnValue> {
    let who = [id.to_string().into(), signed(guild).into(), signed(by.member).into(), strip_nul(&by.name).into()];
    let texts = texts.map(|text| ColumnValue::from(strip_nul(text)));
    who.into_iter().chain([millis(at).into()]).chain(texts).collect()
}

/// Action and item of a setting for the audit log, with its current value.
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
            ("set.language", String::new(), shown(now.locale.map(|locale| crate::db::row::tag(locale).to_owned())))
        }
        Setting::PerMember(_) => ("set.per_member", String::new(), shown(now.per_member.map(|most| most.to_string()))),
        Setting::PerChannel(_) => {
            ("set.per_channel", String::new(), shown(now.per_channel.map(|most| most.to_string())))
        }
    }
}
