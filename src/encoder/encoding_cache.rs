//! A cache of the latest encodings.

use std::collections::{BTreeMap, HashMap};
use std::mem::size_of_val;
use std::sync::Arc;

use crate::search::Encoding;

/// The most texts in the cache.
const MAX_TEXTS: usize = 512;

/// The most bytes of encodings: a question of twelve words takes 8 kB, the longest text 100 kB.
const MAX_BYTES: usize = 6 << 20;

/// The encodings of some texts: those not asked for the longest go first.
#[derive(Default)]
pub(super) struct EncodingCache {
    known: HashMap<Arc<str>, CachedEncoding>,
    /// The texts, by when they were last asked for.
    asked: BTreeMap<u64, Arc<str>>,
    bytes: usize,
    moment: u64,
}

struct CachedEncoding {
    encoding: Arc<Encoding>,
    asked: u64,
}

impl EncodingCache {
    /// The cached encoding of a text, which becomes the most recently used.
    pub(super) fn get(&mut self, text: &str) -> Option<Arc<Encoding>> {
        let known = self.known.get_mut(text)?;
        self.moment += 1;
        if let Some(text) = self.asked.remove(&known.asked) {
            self.asked.insert(self.moment, text);
        }
        known.asked = self.moment;
        Some(Arc::clone(&known.encoding))
    }

    /// Adds an encoding.
    pub(super) fn keep(&mut self, text: &Arc<str>, encoding: Arc<Encoding>) {
        self.moment += 1;
        self.bytes += size(text, &encoding);
        self.asked.insert(self.moment, Arc::clone(text));
        let before = self.known.insert(Arc::clone(text), CachedEncoding { encoding, asked: self.moment });
        if let Some(before) = before {
            self.asked.remove(&before.asked);
            self.bytes -= size(text, &before.encoding);
        }
        while (self.known.len() > MAX_TEXTS || self.bytes > MAX_BYTES)
            && let Some((_, oldest)) = self.asked.pop_first()
        {
            if let Some(gone) = self.known.remove(&oldest) {
                self.bytes -= size(&oldest, &gone.encoding);
            }
        }
    }
}

fn size(text: &str, Encoding { pooled, pieces, vectors }: &Encoding) -> usize {
    text.len() + size_of_val(&**pooled) + size_of_val(&**pieces) + size_of_val(&**vectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(floats: usize) -> Arc<Encoding> {
        Arc::new(Encoding { pooled: vec![0.0; floats].into(), pieces: Box::default(), vectors: Box::default() })
    }

    #[test]
    fn the_text_not_asked_for_the_longest_goes_first() {
        let mut cache = EncodingCache::default();
        for n in 0..MAX_TEXTS {
            cache.keep(&n.to_string().into(), encoding(1));
        }
        assert!(cache.get("0").is_some());
        cache.keep(&"one more".into(), encoding(1));
        assert!(cache.get("0").is_some() && cache.get("1").is_none() && cache.get("2").is_some());
        assert_eq!((cache.known.len(), cache.asked.len()), (MAX_TEXTS, MAX_TEXTS));
    }

    #[test]
    fn many_long_texts_never_take_more_memory_than_is_allowed() {
        let mut cache = EncodingCache::default();
        for n in 0..MAX_TEXTS {
            cache.keep(&n.to_string().into(), encoding(25_000));
            assert!(cache.bytes <= MAX_BYTES);
        }
        assert!(cache.known.len() > 10 && cache.known.len() == cache.asked.len());
        // One that is too large on its own is not remembered, and nothing else either.
        cache.keep(&"large".into(), encoding(MAX_BYTES));
        assert_eq!((cache.bytes, cache.known.len(), cache.asked.len()), (0, 0, 0));
    }

    #[test]
    fn a_text_that_is_kept_twice_counts_once() {
        let mut cache = EncodingCache::default();
        cache.keep(&"a".into(), encoding(1));
        let once = cache.bytes;
        cache.keep(&"a".into(), encoding(1));
        assert_eq!((cache.bytes, cache.known.len(), cache.asked.len()), (once, 1, 1));
    }
}
