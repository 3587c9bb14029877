//! What each guild knows and has decided, at its latest revision. The revision is asked for before every answer, so that a
//! change made anywhere, by any process, is seen by the very next question; everything else is read only when it has risen.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::Mutex as Turn;
use tokio::time::timeout;

use crate::bot::ask;
use crate::bot::ask::knowledge_index::KnowledgeIndex;
use crate::bot::faq;
use crate::bot::faq::store::StoredEntry;
use crate::bot::guild::settings::GuildRecord;
use crate::bot::testimonials::published::shared_testimonials;
use crate::db::{Database, StoreError, StoreResult};
use crate::knowledge::{Entry, Origin};
use crate::search::GuildTestimonials;
use crate::ui::StableHash;

/// How long a question waits for the guild's revision; after that, the latest snapshot answers it.
const REVISION_TIMEOUT: Duration = Duration::from_millis(250);

/// So many guilds are kept in memory; the one that has not asked for longest goes first.
const MAX_CACHED_GUILDS: usize = 4_096;

/// So many entries may have changed since a guild's index was built before it is built again, beside everything else; or,
/// of a large guild, this share: with every further one, a question costs a little more.
const REBUILD_CHANGES: usize = 64;
/// See [`REBUILD_CHANGES`].
const REBUILD_SHARE: usize = 20;

/// A guild at one revision.
pub struct GuildSnapshot {
    /// The guild; [`None`] outside of guilds.
    pub id: Option<u64>,
    /// Settings and overrides.
    pub record: GuildRecord,
    /// Its entries, retired ones among them, by their ids.
    pub held: BTreeMap<String, StoredEntry>,
    /// The shared knowledge with the guild's own.
    pub library: Arc<KnowledgeIndex>,
    /// The shared knowledge from which this snapshot was built.
    common: Arc<KnowledgeIndex>,
    /// The index at the last rebuild.
    settled: Arc<KnowledgeIndex>,
    /// The versions of the entries in `settled`.
    versions: Arc<FxHashMap<String, i64>>,
    /// What its members have shared, ready to be quoted.
    own: Arc<GuildTestimonials>,
    /// The same guild, without a word of theirs.
    discreet: OnceLock<Arc<Self>>,
    /// Whether the encoder has read its entries, or has failed to: no question should have to look.
    pub(crate) comprehended: AtomicBool,
}

impl GuildSnapshot {
    /// A guild that keeps nothing.
    pub fn bare(id: Option<u64>, common: &Arc<KnowledgeIndex>) -> Self {
        Self {
            id,
            record: GuildRecord::default(),
            held: BTreeMap::new(),
            library: Arc::clone(common),
            common: Arc::clone(common),
            settled: Arc::clone(common),
            versions: Arc::default(),
            own: Arc::default(),
            discreet: OnceLock::new(),
            comprehended: AtomicBool::new(false),
        }
    }

    /// Builds the snapshot after changes, over the settled index.
    fn assemble(&self, common: &Arc<KnowledgeIndex>, record: GuildRecord, changed: Vec<StoredEntry>) -> Self {
        let mut held = self.held.clone();
        for one in changed {
            held.insert(one.entry.id.clone(), one);
        }
        // Reading what members tell takes longer than comparing it.
        let unchanged = self.record.shared == record.shared && Arc::ptr_eq(&self.common, common);
        let own = if unchanged {
            Arc::clone(&self.own)
        } else {
            common.shared_testimonials(shared_testimonials(&record.shared))
        };
        let guild = Self { id: self.id, record, held, own, ..Self::bare(self.id, common) };
        // The first read, and the one after a change of the shared knowledge, build a settled index.
        if self.versions.is_empty() || !Arc::ptr_eq(&self.common, common) {
            return guild.settle();
        }
        guild.over(Arc::clone(&self.settled), Arc::clone(&self.versions))
    }

    /// The same, with everything in a new settled index.
    fn settle(&self) -> Self {
        let active = self.held.values().filter(|one| one.active);
        let versions = active.clone().map(|one| (one.entry.id.clone(), one.version)).collect();
        let entries: Vec<Arc<Entry>> = active.map(|one| Arc::clone(&one.entry)).collect();
        let settled = if entries.is_empty() {
            Arc::clone(&self.common)
        } else {
            Arc::new(KnowledgeIndex::over(
                Arc::clone(&self.common),
                entries,
                &FxHashSet::default(),
                &FxHashSet::default(),
            ))
        };
        self.over(settled, Arc::new(versions))
    }

    /// The current state, over a settled index.
    fn over(&self, settled: Arc<KnowledgeIndex>, versions: Arc<FxHashMap<String, i64>>) -> Self {
        let GuildRecord { hidden, pinned, silenced, .. } = &self.record;
        let active = self.held.values().filter(|one| one.active);
        let replaced = active.clone().filter_map(|one| one.replaces.as_deref());
        let curated = hidden.iter().map(String::as_str).chain(replaced);
        let curated = curated.map(|id| StableHash::entry(id, Origin::Curated));
        let retired = self.held.values().filter(|one| !one.active && versions.contains_key(&one.entry.id));
        let retired = retired.map(|one| StableHash::entry(&one.entry.id, Origin::Guild));
        let gone: FxHashSet<StableHash> = curated.chain(retired).collect();
        let new = active.filter(|one| versions.get(&one.entry.id) != Some(&one.version));
        let new = new.map(|one| (Arc::clone(&one.entry), Origin::Guild));
        let new: Vec<(Arc<Entry>, Origin)> = new.chain(rephrased(&self.common, &self.record, &gone)).collect();
        let silent: FxHashSet<String> = silenced.iter().cloned().collect();
        let bare = new.is_empty() && gone.is_empty() && silent.is_empty() && pinned.is_empty() && self.own.is_empty();
        let library = if bare {
            Arc::clone(&settled)
        } else {
            let library = KnowledgeIndex::over_with(Arc::clone(&settled), new, &gone, &silent).with_pins(pinned);
            Arc::new(library.with_shared_quotes(Arc::clone(&self.own)))
        };
        Self {
            id: self.id,
            record: self.record.clone(),
            held: self.held.clone(),
            library,
            common: Arc::clone(&self.common),
            settled,
            versions,
            own: Arc::clone(&self.own),
            discreet: OnceLock::new(),
            comprehended: AtomicBool::new(false),
        }
    }

    /// The same guild without quotes from its members: for when withdrawals are unknown, and for messages that could
    /// not be edited.
    pub fn discreet(self: &Arc<Self>) -> Arc<Self> {
        if self.own.is_empty() {
            return Arc::clone(self);
        }
        let silent = || {
            let nothing = (FxHashSet::default(), FxHashSet::default());
            let library = KnowledgeIndex::over_with(Arc::clone(&self.library), Vec::new(), &nothing.0, &nothing.1);
            Arc::new(Self {
                id: self.id,
                record: self.record.clone(),
                held: self.held.clone(),
                library: Arc::new(library.with_pins(&self.record.pinned).with_shared_quotes(Arc::default())),
                common: Arc::clone(&self.common),
                settled: Arc::clone(&self.settled),
                versions: Arc::clone(&self.versions),
                own: Arc::default(),
                discreet: OnceLock::new(),
                comprehended: AtomicBool::new(true),
            })
        };
        Arc::clone(self.discreet.get_or_init(silent))
    }

    /// Whether the shared entries have been encoded, so that it is the guild's turn.
    pub(crate) fn is_next(&self) -> bool {
        ask::embedding::unread(&self.common).next().is_none()
    }

    /// Whether there are so many changes that a rebuild pays off.
    fn is_unsettled(&self) -> bool {
        let changed = self.held.values().filter(|one| {
            let known = self.versions.get(&one.entry.id);
            if one.active { known != Some(&one.version) } else { known.is_some() }
        });
        changed.count() > REBUILD_CHANGES.max(self.versions.len() / REBUILD_SHARE)
    }
}

/// The curated entries to which a guild added phrasings, with the same answers and citations.
fn rephrased(
    common: &Arc<KnowledgeIndex>,
    record: &GuildRecord,
    hidden: &FxHashSet<StableHash>,
) -> impl Iterator<Item = (Arc<Entry>, Origin)> {
    record.phrasings.iter().filter_map(|(id, phrasings)| {
        let candidate = common.curated(id).filter(|_| !hidden.contains(&StableHash::entry(id, Origin::Curated)))?;
        let mut entry = Entry::clone(&candidate.entry);
        entry.aliases.extend(phrasings.iter().cloned());
        Some((Arc::new(entry), Origin::Curated))
    })
}

/// The guilds that asked lately.
#[derive(Clone, Default)]
pub struct GuildCache {
    known: Arc<Mutex<HashMap<u64, CachedGuild>>>,
    /// Whether the database failed the last time.
    failing: Arc<AtomicBool>,
    /// Guilds whose entries are being read with the encoder.
    reading: Arc<Mutex<FxHashSet<u64>>>,
}

struct CachedGuild {
    guild: Arc<GuildSnapshot>,
    used: Instant,
    /// Held while it is brought up to date, so that a hundred questions at once do it once.
    turn: Arc<Turn<()>>,
}

impl GuildCache {
    /// A guild as it is now; as it was known last, where the database does not say.
    pub async fn get(
        &self,
        store: &Database,
        id: u64,
        common: &Arc<KnowledgeIndex>,
        now: Instant,
    ) -> Arc<GuildSnapshot> {
        let revision = match timeout(REVISION_TIMEOUT, faq::store::guild_revision(store, id)).await {
            Ok(Ok(revision)) => revision,
            Ok(Err(error)) => {
                self.fails(&error.to_string());
                return self.known(id, common, now).0.discreet();
            }
            Err(_) => {
                self.fails("the database is slow");
                return self.known(id, common, now).0.discreet();
            }
        };
        let (known, turn) = self.known(id, common, now);
        if is_current(&known, revision, common) {
            self.failing.store(false, Ordering::Relaxed);
            return known;
        }
        let _turn = turn.lock().await;
        let (known, _) = self.known(id, common, now);
        if is_current(&known, revision, common) {
            return known;
        }
        match self.update(store, id, &known, common).await {
            Ok(guild) => guild,
            Err(error) => {
                self.fails(&error.to_string());
                known.discreet()
            }
        }
    }

    /// Whether a guild quotes its members, by its latest snapshot.
    pub fn quotes_members(&self, id: u64) -> bool {
        self.all().get(&id).is_some_and(|known| !known.guild.record.shared.is_empty())
    }

    /// A guild as it was known last.
    pub(crate) fn latest(&self, id: u64) -> Option<Arc<GuildSnapshot>> {
        self.all().get(&id).map(|known| Arc::clone(&known.guild))
    }

    /// Marks a guild's entries as being encoded; false if another task already does.
    pub(crate) fn begins_to_read(&self, id: u64) -> bool {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner).insert(id)
    }

    /// Unmarks a guild's entries.
    pub(crate) fn has_read(&self, id: u64) {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Forgets a guild.
    pub fn forget(&self, id: u64) {
        self.all().remove(&id);
    }

    /// Reads a guild's changes.
    async fn update(
        &self,
        store: &Database,
        id: u64,
        known: &Arc<GuildSnapshot>,
        common: &Arc<KnowledgeIndex>,
    ) -> StoreResult<Arc<GuildSnapshot>> {
        let record = faq::store::guild_record(store, id).await?;
        // A guild that was forgotten meanwhile begins anew.
        let bare = Arc::new(GuildSnapshot::bare(Some(id), common));
        let known = if record.revision < known.record.revision { &bare } else { known };
        let (revision, changed) = faq::store::changes_since(store, id, known.record.revision).await?;
        // The record may be newer than the revision; then the next question reads it again.
        let record = GuildRecord { revision: record.revision.min(revision), ..record };
        let (before, common) = (Arc::clone(known), Arc::clone(common));
        // Building an index would block other tasks.
        let built = tokio::task::spawn_blocking(move || before.assemble(&common, record, changed)).await;
        let built = built.map_err(|_| StoreError::Unavailable("the index was not built".to_owned()))?;
        let guild = Arc::new(built);
        self.replace(id, known, &guild);
        if guild.is_unsettled() {
            self.settle(id, &guild);
        }
        Ok(guild)
    }

    /// Builds the index of a guild again, beside everything else. If the guild changes meanwhile, that was in vain: the
    /// change brings it about again.
    fn settle(&self, id: u64, guild: &Arc<GuildSnapshot>) {
        let (guilds, guild) = (self.clone(), Arc::clone(guild));
        tokio::task::spawn_blocking(move || {
            let settled = Arc::new(guild.settle());
            guilds.replace(id, &guild, &settled);
        });
    }

    /// Takes a guild in the place of another, unless that has been replaced already.
    fn replace(&self, id: u64, old: &Arc<GuildSnapshot>, new: &Arc<GuildSnapshot>) {
        // Unchanged entries keep their embeddings.
        ask::embedding::recall(&new.library, &old.library);
        if let Some(known) = self.all().get_mut(&id).filter(|known| Arc::ptr_eq(&known.guild, old)) {
            known.guild = Arc::clone(new);
        }
    }

    /// Logs that the database fails, once until it works again.
    fn fails(&self, why: &str) {
        if !self.failing.swap(true, Ordering::Relaxed) {
            tracing::warn!("loading guilds failed; using what was loaded before: {why}");
        }
    }

    fn known(&self, id: u64, common: &Arc<KnowledgeIndex>, now: Instant) -> (Arc<GuildSnapshot>, Arc<Turn<()>>) {
        let mut all = self.all();
        if all.len() >= MAX_CACHED_GUILDS
            && !all.contains_key(&id)
            && let Some(idle) = all.iter().min_by_key(|(_, known)| known.used).map(|(id, _)| *id)
        {
            all.remove(&idle);
        }
        let known = all.entry(id).or_insert_with(|| CachedGuild {
            guild: Arc::new(GuildSnapshot::bare(Some(id), common)),
            used: now,
            turn: Arc::default(),
        });
        known.used = now;
        (Arc::clone(&known.guild), Arc::clone(&known.turn))
    }

    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<u64, CachedGuild>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_current(known: &GuildSnapshot, revision: i64, common: &Arc<KnowledgeIndex>) -> bool {
    known.record.revision == revision && Arc::ptr_eq(&known.common, common)
}
