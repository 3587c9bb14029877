//! A shelf is what was kept, or empty.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jet_senpai::encoder::{CacheMiss, EmbeddingCache};

type Kept = BTreeMap<[u8; 32], Vec<u8>>;

fn some(seed: u8) -> Kept {
    (0..50_u8).map(|n| ([n; 32], vec![n ^ seed; usize::from(n) * 7])).collect()
}

fn keep(path: &Path, model: &str, kept: &Kept) {
    let records = kept.iter().map(|(key, value)| (key, &**value));
    EmbeddingCache::open(path, model).keep(records).expect("the directory can be written");
}

/// Whether a shelf holds exactly this, of what anybody could have kept.
fn holds(embedding_cache: &EmbeddingCache, kept: &Kept) -> bool {
    (0..=255_u8).all(|n| embedding_cache.get(&[n; 32]) == kept.get(&[n; 32]).map(|value| &**value))
}

#[test]
fn what_was_kept_is_found_and_what_was_not_is_not() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("not/yet/there");
    assert_eq!(EmbeddingCache::open(&path, "model").lost(), Some(&CacheMiss::None));
    keep(&path, "model", &some(1));
    let embedding_cache = EmbeddingCache::open(&path, "model");
    assert!(embedding_cache.lost().is_none() && holds(&embedding_cache, &some(1)));
    // What is kept later takes the place of all that.
    let other: Kept = [([200; 32], b"other".to_vec())].into();
    keep(&path, "model", &other);
    assert!(holds(&EmbeddingCache::open(&path, "model"), &other));
    assert!(holds(&embedding_cache, &some(1)), "an open shelf stays as it is");
    let files = fs::read_dir(path.parent().expect("a directory")).expect("it can be read").count();
    assert_eq!(files, 1, "nothing is left beside it");
}

#[test]
fn what_another_model_made_is_not_there() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("shelf");
    keep(&path, "model", &some(1));
    let embedding_cache = EmbeddingCache::open(&path, "another");
    assert_eq!(embedding_cache.lost(), Some(&CacheMiss::OtherModel));
    assert!(holds(&embedding_cache, &Kept::new()));
}

#[test]
fn a_file_that_is_damaged_anywhere_cut_anywhere_or_something_else_is_an_empty_shelf() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("shelf");
    keep(&path, "model", &[([1; 32], b"one".to_vec()), ([2; 32], Vec::new())].into());
    let whole = fs::read(&path).expect("it was written");
    let empty = |bytes: &[u8]| {
        fs::write(&path, bytes).expect("it can be written");
        let embedding_cache = EmbeddingCache::open(&path, "model");
        assert_eq!(embedding_cache.lost(), Some(&CacheMiss::Damaged), "{bytes:?}");
        assert!(holds(&embedding_cache, &Kept::new()));
    };
    for at in 0..whole.len() {
        empty(&whole[..at]);
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        empty(&damaged);
    }
    empty(&[whole.clone(), vec![0]].concat());
    empty(b"something else that is longer than any sum at the end could be");
    fs::remove_file(&path).expect("it is there");
    fs::create_dir(&path).expect("nothing is there");
    assert_eq!(EmbeddingCache::open(&path, "model").lost(), Some(&CacheMiss::Damaged));
}

#[test]
fn where_it_cannot_be_written_what_was_there_stays() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("file");
    fs::write(&file, "not a directory").expect("it can be written");
    let embedding_cache = EmbeddingCache::open(&file.join("shelf"), "model");
    assert!(embedding_cache.lost().is_some());
    assert!(embedding_cache.keep([]).is_err());
    // A directory in its place is not overwritten either, and nothing is left beside it.
    let path = dir.path().join("shelf");
    fs::create_dir(&path).expect("nothing is there");
    assert!(EmbeddingCache::open(&path, "model").keep([]).is_err());
    assert_eq!(fs::read_dir(dir.path()).expect("it can be read").count(), 2);
}

#[test]
fn of_many_who_write_at_once_one_wins_whole() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("shelf");
    keep(&path, "model", &some(0));
    std::thread::scope(|scope| {
        for seed in 1..5 {
            let path = &path;
            scope.spawn(move || (0..20).for_each(|_| keep(path, "model", &some(seed))));
        }
        for _ in 0..100 {
            let embedding_cache = EmbeddingCache::open(&path, "model");
            assert!((0..5).any(|seed| holds(&embedding_cache, &some(seed))), "{:?}", embedding_cache.lost());
        }
    });
}
