//! Buffers questions and votes, and writes many of them together a moment later. A power failure loses the last of
//! them; none of them was confirmed to a member.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::{Mutex as Turn, Notify, OnceCell};

use crate::bot::inbox::store::{LoggedQuestion, QueryOutcome, Vote};
use crate::bot::privacy::store::Pseudonyms;
use crate::bot::{inbox, privacy};
use crate::db::{Database, StoreResult};
use crate::ui::StableHash;

/// So many questions wait at most while the database is out of reach; then the oldest are forgotten.
const MAX_PENDING: usize = 10_000;
/// So many are written in one piece.
const BATCH_SIZE: usize = 500;
/// So many different members must choose an entry for a question before it is proposed as another phrasing: fewer could be
/// two friends, and in a small community more never come together.
const MIN_VOTERS: u32 = 3;

/// A member chose an entry for a question, or said that it helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClickedEntry {
    /// Where.
    pub guild: u64,
    /// Who: written down only as a hash.
    pub member: u64,
    /// The question.
    pub question: StableHash,
    /// The entry.
    pub entry: StableHash,
    /// When.
    pub at: Timestamp,
}

/// Buffered questions and votes.
#[derive(Default)]
pub struct QueryLog {
    waiting: Mutex<QueryLogBatch>,
    /// Held during a flush, so that a later flush finds everything before it written.
    turn: Turn<()>,
    come: Notify,
    /// Read once: it never changes.
    pseudonyms: OnceCell<Pseudonyms>,
}

#[derive(Default)]
struct QueryLogBatch {
    asked: Vec<LoggedQuestion>,
    chosen: Vec<ClickedEntry>,
}

impl QueryLog {
    /// Takes a question; it is written soon.
    pub fn take(&self, asked: LoggedQuestion) {
        put(&mut self.waiting().asked, asked);
        self.come.notify_one();
    }

    /// Buffers a vote.
    pub fn choose(&self, choice: ClickedEntry) {
        put(&mut self.waiting().chosen, choice);
        self.come.notify_one();
    }

    /// Waits until there is something to write.
    pub async fn wait_for_questions(&self) {
        self.come.notified().await;
    }

    /// Writes everything buffered, and returns the guilds with something new for moderators.
    ///
    /// # Errors
    /// Where the database failed; the buffer is kept.
    pub async fn flush(&self, store: &Database) -> StoreResult<BTreeSet<u64>> {
        let _turn = self.turn.lock().await;
        let mut needing = BTreeSet::new();
        loop {
            let some = first(&mut self.waiting().asked);
            if some.is_empty() {
                break;
            }
            if let Err(error) = inbox::store::log_questions(store, &some).await {
                self.waiting().asked.splice(..0, some);
                return Err(error);
            }
            let unanswered =
                some.iter().filter(|one| matches!(one.what, QueryOutcome::Abstained | QueryOutcome::NotQuite));
            needing.extend(unanswered.map(|one| one.guild));
        }
        loop {
            let some = first(&mut self.waiting().chosen);
            if some.is_empty() {
                return Ok(needing);
            }
            for (place, one) in some.iter().enumerate() {
                if let Err(error) = self.count(store, one).await {
                    self.waiting().chosen.splice(..0, some[place..].iter().copied());
                    return Err(error);
                }
            }
        }
    }

    /// Counts a vote, once per member.
    async fn count(&self, store: &Database, choice: &ClickedEntry) -> StoreResult<()> {
        let ClickedEntry { guild, member, question, entry, at } = *choice;
        let pseudonyms = self.pseudonyms.get_or_try_init(|| privacy::store::pseudonyms(store)).await?;
        let voter = pseudonyms.of(guild, member, &Vote::item(question, entry));
        inbox::store::vote(store, &Vote { guild, question, entry, voter, at }, MIN_VOTERS).await
    }

    fn waiting(&self) -> MutexGuard<'_, QueryLogBatch> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn put<T>(waiting: &mut Vec<T>, one: T) {
    if waiting.len() >= MAX_PENDING {
        waiting.drain(..BATCH_SIZE);
    }
    waiting.push(one);
}

/// As many as are written in one piece.
fn first<T>(waiting: &mut Vec<T>) -> Vec<T> {
    let some = waiting.len().min(BATCH_SIZE);
    waiting.drain(..some).collect()
}
