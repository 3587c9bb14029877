//! The rotation of testimonials: each comes once in a cycle, and no person twice in a row while another has one left.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

/// A testimonial that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EligibleTestimonial<'a> {
    /// Its id.
    pub id: &'a str,
    /// The id of the speaker.
    pub person: &'a str,
}

/// The state of the current cycle. A cycle is over once everything eligible has been shown or skipped in it; then the
/// next begins.
///
/// It is stored as JSON. The next testimonial depends on nothing but this and the pool, equally in every version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    seed: u64,
    #[serde(default)]
    cycle: u32,
    /// Shown in this cycle, in order.
    #[serde(default)]
    shown: Vec<ShownTestimonial>,
    /// Skipped in this cycle.
    #[serde(default)]
    skipped: Vec<String>,
    /// The last one shown before this cycle.
    #[serde(default)]
    before: Option<ShownTestimonial>,
}

/// A testimonial that was shown. Whose it is must be known after it has been removed, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ShownTestimonial {
    id: String,
    person: String,
}

/// A testimonial's turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextTestimonial {
    /// Its id.
    pub id: String,
    /// The id of the speaker.
    pub person: String,
    /// The cycle that it comes in, counted from 0.
    pub cycle: u32,
    /// How many that have not been seen in that cycle are left after it.
    pub left: usize,
    /// Whether it is the first that is shown in a cycle other than the very first: everything has been seen, and now it
    /// comes again.
    pub starts_over: bool,
}

impl Rotation {
    /// A new rotation. Another seed gives another order.
    pub fn new(seed: u64) -> Self {
        Self { seed, cycle: 0, shown: Vec::new(), skipped: Vec::new(), before: None }
    }

    /// The next testimonial; [`None`] only if the pool is empty. Neither order nor duplicates of the pool matter.
    pub fn next(&self, pool: &[EligibleTestimonial<'_>]) -> Option<NextTestimonial> {
        self.upcoming(pool, 1).pop()
    }

    /// The next turns, exactly as they will come if each is taken and the pool stays as it is.
    pub fn upcoming(&self, pool: &[EligibleTestimonial<'_>], most: usize) -> Vec<NextTestimonial> {
        let pool = distinct(pool);
        let seen = self.seen();
        let left = pool.iter().filter(|(id, _)| !seen.contains(*id));
        let mut cycle = self.cycle;
        let mut unseen = UnseenTestimonials::new(self.seed, cycle, left);
        let mut last = self.last().map(|last| (last.id.as_str(), last.person.as_str()));
        let mut first = self.shown.is_empty();
        let mut turns = Vec::new();
        while turns.len() < most && !pool.is_empty() {
            if unseen.count == 0 {
                cycle = cycle.saturating_add(1);
                unseen = UnseenTestimonials::new(self.seed, cycle, pool.iter());
                first = true;
            }
            let Some((id, person)) = unseen.pop(last) else { break };
            let starts_over = first && cycle > 0;
            let left = unseen.count;
            turns.push(NextTestimonial { id: id.to_owned(), person: person.to_owned(), cycle, left, starts_over });
            last = Some((id, person));
            first = false;
        }
        turns
    }

    /// Records that a turn was shown. To record it twice is the same as to record it once.
    pub fn take(&mut self, turn: &NextTestimonial) {
        self.begin(turn.cycle);
        if !self.shown.iter().any(|shown| shown.id == turn.id) {
            self.shown.push(ShownTestimonial { id: turn.id.clone(), person: turn.person.clone() });
        }
    }

    /// Skips a testimonial for this cycle. It was not shown, so the last speaker stays the last. Skipping it twice is
    /// the same as once.
    pub fn skip(&mut self, turn: &NextTestimonial) {
        self.begin(turn.cycle);
        if !self.skipped.contains(&turn.id) {
            self.skipped.push(turn.id.clone());
        }
    }

    /// Undoes a take whose post was never sent: it comes again, and the one shown before it is the last one again.
    ///
    /// A cycle that the take began stays begun: the state of the previous one is no longer known, and nothing of it was
    /// left.
    pub fn give_back(&mut self, id: &str) {
        self.shown.retain(|shown| shown.id != id);
    }

    /// How many of the pool have not been seen in this cycle. When there are none, the next turn starts over.
    pub fn unseen(&self, pool: &[EligibleTestimonial<'_>]) -> usize {
        let seen = self.seen();
        distinct(pool).keys().filter(|id| !seen.contains(*id)).count()
    }

    /// The current cycle, counted from 0.
    pub fn cycle(&self) -> u32 {
        self.cycle
    }

    fn seen(&self) -> BTreeSet<&str> {
        let shown = self.shown.iter().map(|shown| shown.id.as_str());
        shown.chain(self.skipped.iter().map(String::as_str)).collect()
    }

    fn last(&self) -> Option<&ShownTestimonial> {
        self.shown.last().or(self.before.as_ref())
    }

    /// Begins a cycle if it is newer than the current one; only the last testimonial shown is kept.
    fn begin(&mut self, cycle: u32) {
        if cycle > self.cycle {
            self.before = self.shown.pop().or(self.before.take());
            self.shown.clear();
            self.skipped.clear();
            self.cycle = cycle;
        }
    }
}

/// The pool without duplicates: the person of each id.
fn distinct<'a>(pool: &[EligibleTestimonial<'a>]) -> BTreeMap<&'a str, &'a str> {
    let mut distinct: BTreeMap<&'a str, &'a str> = BTreeMap::new();
    for EligibleTestimonial { id, person } in pool {
        // If an id comes with two persons, which of them stands may not depend on the pool's order either.
        let stands = distinct.entry(id).or_insert(person);
        *stands = (*stands).min(person);
    }
    distinct
}

/// The testimonials of a cycle that are left.
struct UnseenTestimonials<'a> {
    /// The remaining testimonials of each person, in order; persons without any are left out.
    people: BTreeMap<&'a str, VecDeque<(u64, &'a str)>>,
    count: usize,
}

impl<'a> UnseenTestimonials<'a> {
    fn new<'p>(seed: u64, cycle: u32, left: impl Iterator<Item = (&'p &'a str, &'p &'a str)>) -> Self
    where
        'a: 'p,
    {
        let mut lists: BTreeMap<&'a str, Vec<(u64, &'a str)>> = BTreeMap::new();
        for (id, person) in left {
            lists.entry(person).or_default().push((lot(seed, cycle, id), id));
        }
        let count = lists.values().map(Vec::len).sum();
        let queue = |mut list: Vec<_>| {
            list.sort_unstable();
            VecDeque::from(list)
        };
        Self { people: lists.into_iter().map(|(person, list)| (person, queue(list))).collect(), count }
    }

    /// Takes out what comes after `last`, an id and a person.
    ///
    /// The person with most left goes first, so that no one is left alone at the end with several. Among equals, the
    /// one with the lowest sort key.
    fn pop(&mut self, last: Option<(&str, &str)>) -> Option<(&'a str, &'a str)> {
        let others = self.people.iter().filter(|(person, _)| last.is_none_or(|last| last.1 != **person));
        let best = others.min_by_key(|(_, queue)| (Reverse(queue.len()), queue.front().copied()));
        let person = best.or_else(|| self.people.iter().next()).map(|(person, _)| *person)?;
        let queue = self.people.get_mut(person)?;
        // Without other speakers left, the last one comes again, but not with the same words if there are others.
        let again = last.is_some_and(|last| queue.front().is_some_and(|front| front.1 == last.0));
        let place = usize::from(again && queue.len() > 1);
        let (_, id) = queue.remove(place)?;
        if queue.is_empty() {
            self.people.remove(person);
        }
        self.count -= 1;
        Some((id, person))
    }
}

/// The sort key of an id in a cycle; the lowest comes first. The function must never change, or announced testimonials
/// do not come.
///
/// Output number `cycle` of the generator `SplitMix64` seeded with `seed`, combined with the id's FNV-1a hash
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>) and mixed once more.
fn lot(seed: u64, cycle: u32, id: &str) -> u64 {
    let output = mix(seed.wrapping_add((u64::from(cycle) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    mix(output ^ fnv(id))
}

/// FNV-1a of 64 bits.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What `SplitMix64` ends with, so that each bit that goes in may change every bit that comes out: Steele, Lea and
/// Flood, "Fast splittable pseudorandom number generators" (<https://doi.org/10.1145/2660193.2660195>), with the
/// constants of <https://prng.di.unimi.it/splitmix64.c>.
fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_their_authors_publish() {
        assert_eq!([fnv(""), fnv("foobar")], [0xcbf2_9ce4_8422_2325, 0x8594_4171_f739_67e8]);
        // The first two outputs of SplitMix64 from the seed 1234567.
        let (first, second) = (6_457_827_717_110_365_317, 3_203_168_211_198_807_973);
        assert_eq!(lot(1_234_567, 0, ""), mix(first ^ fnv("")));
        assert_eq!(lot(1_234_567, 1, "foobar"), mix(second ^ fnv("foobar")));
    }
}
