//! Stores posting lists by key: the documents that contain a term, the texts that contain an n-gram.
//!
//! A process holds such lists for a thousand guilds, so they are kept in a few long arrays: a hash map of vectors would
//! take three times the memory. Lists never change; new items go into lists of their own.

use rustc_hash::FxHashMap;

/// Hash that stands for a term or an n-gram, so that lists built separately can be combined.
pub type PostingKey = u64;

/// The key of a sequence of characters, among those of the same `kind`. It is the same on every machine (the hash is
/// that of `FxHash`).
///
/// Two sequences with one key would count as one. With 64 bits that takes billions of sequences; with the 44 or more
/// bits that [`Postings`] compares, still millions.
pub fn key(kind: u64, chars: impl IntoIterator<Item = char>) -> PostingKey {
    const MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;
    chars.into_iter().fold(kind, |hash, c| (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(MULTIPLIER))
}

/// A posting list per key.
#[derive(Debug)]
pub struct Postings<T> {
    /// The 32 bits after each key's beginning, in the order of the keys: enough to tell apart the keys with the same
    /// beginning.
    keys: Box<[u32]>,
    /// Start of each key's list, then the end of the last list.
    lists: Box<[u32]>,
    items: Box<[T]>,
    /// Index of the first of the one or two keys with each beginning, then the number of keys.
    beginnings: Box<[u32]>,
    /// Number of bits after a key's beginning, which is its highest bits.
    shift: u32,
}

#[derive(Debug)]
pub struct PostingsBuilder<T> {
    numbers: FxHashMap<PostingKey, u32>,
    items: Vec<(u32, T)>,
}

impl<T> Default for PostingsBuilder<T> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default(), items: Vec::new() }
    }
}

impl<T: Copy> PostingsBuilder<T> {
    /// The number of a key. Keys are numbered from 0 in the order in which they are first passed.
    #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion keys")]
    pub fn number(&mut self, key: PostingKey) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(key).or_insert(next)
    }

    /// Appends to the list of the key with this number.
    pub fn push(&mut self, number: u32, item: T) {
        self.items.push((number, item));
    }

    pub fn keys(&self) -> impl Iterator<Item = (PostingKey, u32)> {
        self.numbers.iter().map(|(key, number)| (*key, *number))
    }

    /// Every item appended so far, with the number of its key.
    pub fn items(&self) -> &[(u32, T)] {
        &self.items
    }

    /// The length of each key's list, by the key's number.
    pub fn lengths(&self) -> Vec<u32> {
        let mut lengths = vec![0; self.numbers.len()];
        for (number, _) in &self.items {
            lengths[*number as usize] += 1;
        }
        lengths
    }

    /// Builds the lists, each in the order of its appends. Lists of numbers that are not `kept` are empty.
    #[expect(clippy::cast_possible_truncation, reason = "memory ends long before four billion items")]
    pub fn build(mut self, kept: impl Fn(u32) -> bool) -> Postings<T> {
        self.items.retain(|(number, _)| kept(*number));
        let lengths = self.lengths();
        let mut numbered: Vec<(PostingKey, u32)> = self.keys().collect();
        numbered.sort_unstable();

        let mut lists = Vec::with_capacity(numbered.len() + 1);
        let mut next = vec![0; numbered.len()];
        let mut end = 0;
        for (_, number) in &numbered {
            lists.push(end);
            next[*number as usize] = end;
            end += lengths[*number as usize];
        }
        lists.push(end);
        // Placeholders: the loop below overwrites every one of them.
        let mut items: Vec<T> = self.items.iter().map(|(_, item)| *item).collect();
        for (number, item) in self.items {
            let next = &mut next[number as usize];
            items[*next as usize] = item;
            *next += 1;
        }

        // Hashes are spread evenly, so with this many beginnings there are one or two keys for each.
        let bits = (numbered.len() + 2).ilog2();
        let shift = PostingKey::BITS - bits;
        let start = |beginning| numbered.partition_point(|(key, _)| key >> shift < beginning) as u32;
        let beginnings = (0..1 << bits).map(start).chain([numbered.len() as u32]).collect();
        let keys = numbered.iter().map(|(key, _)| after(*key, shift)).collect();
        Postings { keys, lists: lists.into(), items: items.into(), beginnings, shift }
    }
}

impl<T> Postings<T> {
    /// `None` for an unknown key; empty for a key that was not kept.
    #[expect(clippy::cast_possible_truncation, reason = "there are as many beginnings as fit into memory")]
    pub fn get(&self, key: PostingKey) -> Option<&[T]> {
        let beginning = (key >> self.shift) as usize;
        let first = self.beginnings[beginning] as usize;
        let alike = &self.keys[first..self.beginnings[beginning + 1] as usize];
        let at = first + alike.iter().position(|other| *other == after(key, self.shift))?;
        Some(&self.items[self.lists[at] as usize..self.lists[at + 1] as usize])
    }
}

/// The 32 bits of a key after its beginning.
#[expect(clippy::cast_possible_truncation, reason = "the other bits are the beginning")]
fn after(key: PostingKey, shift: u32) -> u32 {
    (key >> (shift - u32::BITS)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_key_finds_what_was_appended_to_its_list(pairs in prop::collection::vec((0..40_u32, any::<u16>()), 0..200)) {
            let key_of = |word: u32| key(0, word.to_string().chars());
            let mut builder = PostingsBuilder::default();
            for (word, item) in &pairs {
                let number = builder.number(key_of(*word));
                builder.push(number, *item);
            }
            let left_out = builder.number(key_of(7));
            let postings = builder.build(|number| number != left_out);
            for word in 0..50 {
                let expect: Vec<u16> = pairs.iter().filter(|(other, _)| *other == word).map(|(_, item)| *item).collect();
                match postings.get(key_of(word)) {
                    Some(found) if word == 7 => prop_assert!(found.is_empty()),
                    Some(found) => prop_assert_eq!(found, expect),
                    None => prop_assert!(expect.is_empty()),
                }
            }
        }
    }
}
