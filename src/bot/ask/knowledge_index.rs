//! Everything that is known at one moment, ready to be asked; on reload it is replaced whole.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::{Entry, Gap, Knowledge, Origin, Person, Testimonial, Topic};
use crate::search::{
    AnswerThreshold, Candidate, DocId, Explanation, GuildTestimonials, Matcher, Question, RankedEntry, SearchResult,
};
use crate::ui::StableHash;

/// The knowledge with its index.
pub struct KnowledgeIndex {
    pub(crate) matcher: Matcher,
    /// What this one lies over.
    base: Option<Arc<KnowledgeIndex>>,
    /// Places of the entries that it has beside its base's.
    by_name: FxHashMap<StableHash, DocId>,
    /// What a guild has pinned.
    pub(crate) pinned: Vec<StableHash>,
}

impl KnowledgeIndex {
    /// An index of curated knowledge and a guild's entries, in one ranking.
    pub fn new(knowledge: Arc<Knowledge>, community: Vec<Entry>) -> Self {
        let matcher = Matcher::new(knowledge, community.into_iter().map(Arc::new));
        Self { by_name: places(&matcher), matcher, base: None, pinned: Vec::new() }
    }

    /// An index over another, with more guild entries, without those entries of the other that are `hidden` or that
    /// share an id with a new one, and without quotes from the curated people in `silent`. Both share their data, so
    /// that building it takes only as long as reading the new entries.
    ///
    /// What is hidden or silent in `base` stays so; hide what may come back only in the topmost index.
    pub fn over(
        base: Arc<Self>,
        community: Vec<Arc<Entry>>,
        hidden: &FxHashSet<StableHash>,
        silent: &FxHashSet<String>,
    ) -> Self {
        let community = community.into_iter().map(|entry| (entry, Origin::Guild));
        Self::over_with(base, community.collect(), hidden, silent)
    }

    /// The same, with curated entries among the new ones: as the guild rephrased them, in the place of the originals.
    pub(crate) fn over_with(
        base: Arc<Self>,
        entries: Vec<(Arc<Entry>, Origin)>,
        hidden: &FxHashSet<StableHash>,
        silent: &FxHashSet<String>,
    ) -> Self {
        let replaced = entries.iter().map(|(entry, origin)| StableHash::entry(&entry.id, *origin));
        let gone: Vec<DocId> =
            hidden.iter().copied().chain(replaced).filter_map(|name| base.find(name)).map(Candidate::place).collect();
        let matcher =
            Matcher::over(&base.matcher, entries.into_iter(), gone).without_quotes_from(silent.iter().cloned());
        Self { by_name: places(&matcher), matcher, base: Some(base), pinned: Vec::new() }
    }

    /// The same, offering the entries with these ids before anything is typed: a guild's own, or curated ones.
    #[must_use]
    pub fn with_pins(mut self, ids: &[String]) -> Self {
        let names =
            ids.iter().flat_map(|id| [Origin::Guild, Origin::Curated].map(|origin| StableHash::entry(id, origin)));
        self.pinned = names.filter(|name| self.find(*name).is_some()).collect();
        self
    }

    /// What members of a guild have shared, each time by whom, ready to be quoted. It belongs to libraries over the same
    /// knowledge as this one.
    pub fn shared_testimonials(&self, shared: Vec<(Person, Testimonial)>) -> Arc<GuildTestimonials> {
        Arc::new(self.matcher.shared_testimonials(shared))
    }

    /// The same, with a guild's shared stories in the place of earlier ones. Indexes over this one quote them, too:
    /// stories that may be withdrawn belong into the topmost index alone.
    #[must_use]
    pub fn with_shared_quotes(mut self, own: Arc<GuildTestimonials>) -> Self {
        self.matcher = self.matcher.with_shared_quotes(own);
        self
    }

    /// The same, with the threshold from which it answers; indexes over it inherit it.
    #[must_use]
    pub fn with_threshold(mut self, boldness: AnswerThreshold) -> Self {
        self.matcher = self.matcher.with_threshold(boldness);
        self
    }

    /// The same, with autocomplete: takes a while, and a terminal needs none.
    #[must_use]
    pub fn with_autocomplete(self) -> Self {
        self.matcher.build_autocomplete();
        self
    }

    /// The curated knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        self.matcher.knowledge()
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.matcher.entries()
    }

    /// Whether a community has entries of its own in it.
    pub(crate) fn has_own_entries(&self) -> bool {
        self.matcher.has_own_entries()
    }

    /// Whether an entry with this id can be found, curated or the guild's own.
    pub fn has_entry(&self, id: &str) -> bool {
        [Origin::Curated, Origin::Guild].iter().any(|origin| self.find(StableHash::entry(id, *origin)).is_some())
    }

    /// The entry at a place of a ranking.
    pub fn candidate(&self, ranked: &RankedEntry) -> &Candidate {
        self.matcher.candidate(ranked)
    }

    /// The known gap behind a question, or behind one of its parts, without an answer.
    pub fn gap(&self, found: &SearchResult) -> Option<&Gap> {
        self.matcher.gap(found)
    }

    /// The entry with a name.
    pub fn find(&self, name: StableHash) -> Option<&Candidate> {
        self.matcher.shown(self.place(name)?)
    }

    /// The place of the newest entry with a name, hidden or not.
    fn place(&self, name: StableHash) -> Option<DocId> {
        let own = self.by_name.get(&name).copied();
        own.or_else(|| self.base.as_ref()?.place(name))
    }

    /// The curated entry with an id.
    pub(crate) fn curated(&self, id: &str) -> Option<&Candidate> {
        self.find(StableHash::entry(id, Origin::Curated))
    }

    /// The topic with a name.
    pub(crate) fn topic(&self, name: StableHash) -> Option<&Topic> {
        self.knowledge().topics.iter().find(|topic| StableHash::topic(&topic.id) == name)
    }

    /// How a question was read, and what each signal said of the best entries.
    pub fn explain(&self, question: &Question<'_>) -> Explanation {
        self.matcher.explain(question)
    }
}

/// The places of a matcher's newest entries.
fn places(matcher: &Matcher) -> FxHashMap<StableHash, DocId> {
    matcher.newest().iter().map(|candidate| (name(candidate), candidate.place())).collect()
}

/// The name of an entry that can be found.
pub(crate) fn name(candidate: &Candidate) -> StableHash {
    StableHash::entry(&candidate.entry.id, candidate.origin)
}
