//! Keeps embeddings of texts that do not change on disk, for the next start.
//!
//! The cache only saves time: one that is lost, damaged or of another model counts as empty.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, process};

use sha2::{Digest as _, Sha256};

/// The name of the file with the embeddings of the curated entries.
pub const CACHE_FILE: &str = "curated.vectors";

/// The magic number of the file; the last byte is the version of the format.
const MAGIC: &[u8; 8] = b"senpai\x00\x01";

/// Bytes of a key, and of the sum at the end.
const KEY: usize = 32;

/// More than this is no such file: the curated knowledge takes 8 MB, and ten thousand with one phrasing 70.
const MAX_BYTES: u64 = 256 << 20;

/// Why the cache is empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CacheMiss {
    /// Nothing has been kept there yet.
    #[error("it does not exist yet")]
    None,
    /// The file cannot be read.
    #[error("it cannot be read: {0}")]
    Unread(String),
    /// The file is damaged, or is something else.
    #[error("it is damaged, from another version, or another kind of file")]
    Damaged,
    /// Another model has made it.
    #[error("it was made by another model")]
    OtherModel,
}

/// Embeddings by the hash of their texts.
#[derive(Debug)]
pub struct EmbeddingCache {
    path: PathBuf,
    model: String,
    bytes: Vec<u8>,
    places: HashMap<[u8; KEY], Range<usize>>,
    lost: Option<CacheMiss>,
}

impl EmbeddingCache {
    /// Reads the file, if it is one that the model has made.
    pub fn open(path: &Path, model: &str) -> Self {
        let read = read(path).and_then(|bytes| Ok((places(&bytes, model)?, bytes)));
        let lost = read.as_ref().err().cloned();
        if let Some(lost) = &lost {
            tracing::debug!("{}: not used: {lost}", path.display());
        }
        let (places, bytes) = read.unwrap_or_default();
        Self { path: path.to_owned(), model: model.to_owned(), bytes, places, lost }
    }

    /// Why nothing was found, where nothing was.
    pub fn lost(&self) -> Option<&CacheMiss> {
        self.lost.as_ref()
    }

    /// The bytes under a key.
    pub fn get(&self, key: &[u8; KEY]) -> Option<&[u8]> {
        self.bytes.get(self.places.get(key)?.clone())
    }

    /// Replaces the content of the cache. Of two writers at once, the last one wins; readers see the old content until
    /// then.
    ///
    /// # Errors
    /// Where it cannot be written; then the next start takes longer, and nothing else is wrong.
    pub fn keep<'a>(&self, records: impl IntoIterator<Item = (&'a [u8; KEY], &'a [u8])>) -> io::Result<()> {
        let bytes = written(&self.model, records)?;
        if let Some(dir) = self.path.parent() {
            fs::create_dir_all(dir)?;
        }
        let beside = self.beside();
        let moved = write(&beside, &bytes).and_then(|()| fs::rename(&beside, &self.path));
        if moved.is_err() {
            let _ = fs::remove_file(&beside);
        }
        moved
    }

    /// A temporary file in the same directory, with a unique name.
    fn beside(&self) -> PathBuf {
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".{}-{}.new", process::id(), WRITTEN.fetch_add(1, Ordering::Relaxed)));
        name.into()
    }
}

/// The cache directory: the given one, or the user's.
pub fn cache_dir(named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_owned).or_else(|| usual_dir(env::var_os("XDG_CACHE_HOME"), env::var_os("HOME")))
}

/// A relative directory would depend on where the program is started.
fn usual_dir(cache: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let absolute = |dir: Option<OsString>| dir.map(PathBuf::from).filter(|dir| dir.is_absolute());
    let cache = absolute(cache).or_else(|| Some(absolute(home)?.join(".cache")));
    cache.map(|dir| dir.join("jet-senpai"))
}

fn read(path: &Path) -> Result<Vec<u8>, CacheMiss> {
    let unread = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => CacheMiss::None,
        _ => CacheMiss::Unread(error.to_string()),
    };
    // A pipe in its place would be waited for.
    let about = fs::metadata(path).map_err(unread)?;
    if !about.is_file() || about.len() > MAX_BYTES {
        return Err(CacheMiss::Damaged);
    }
    fs::read(path).map_err(unread)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_data()
}

/// The content of the file: magic number, model, number of records, records, and the SHA-256 of all that. Numbers are
/// four bytes, little-endian; a part without a fixed length begins with its length.
fn written<'a>(model: &str, records: impl IntoIterator<Item = (&'a [u8; KEY], &'a [u8])>) -> io::Result<Vec<u8>> {
    let number = |n: usize| u32::try_from(n).map(u32::to_le_bytes).map_err(io::Error::other);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(number(model.len())?);
    bytes.extend(model.as_bytes());
    let counted_at = bytes.len();
    bytes.extend([0; 4]);
    let mut count = 0;
    for (key, value) in records {
        bytes.extend(key);
        bytes.extend(number(value.len())?);
        bytes.extend(value);
        count += 1;
    }
    bytes.splice(counted_at..counted_at + 4, number(count)?);
    let sum = Sha256::digest(&bytes);
    bytes.extend(sum);
    Ok(bytes)
}

/// Where the values are in a file.
fn places(bytes: &[u8], model: &str) -> Result<HashMap<[u8; KEY], Range<usize>>, CacheMiss> {
    let (rest, sum) = bytes.split_last_chunk::<KEY>().ok_or(CacheMiss::Damaged)?;
    if Sha256::digest(rest)[..] != sum[..] {
        return Err(CacheMiss::Damaged);
    }
    let mut cursor = ByteReader { bytes: rest, at: 0 };
    if cursor.take(MAGIC.len()) != Some(0..MAGIC.len()) || !rest.starts_with(MAGIC) {
        return Err(CacheMiss::Damaged);
    }
    let made_by = cursor.counted().ok_or(CacheMiss::Damaged)?;
    if rest[made_by] != *model.as_bytes() {
        return Err(CacheMiss::OtherModel);
    }
    cursor.records().filter(|_| cursor.at == rest.len()).ok_or(CacheMiss::Damaged)
}

/// Reads a file from its beginning.
struct ByteReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl ByteReader<'_> {
    fn take(&mut self, count: usize) -> Option<Range<usize>> {
        let range = self.at..self.at.checked_add(count)?;
        self.bytes.get(range.clone())?;
        self.at = range.end;
        Some(range)
    }

    fn number(&mut self) -> Option<usize> {
        let range = self.take(4)?;
        usize::try_from(u32::from_le_bytes(self.bytes[range].try_into().ok()?)).ok()
    }

    fn counted(&mut self) -> Option<Range<usize>> {
        let count = self.number()?;
        self.take(count)
    }

    fn records(&mut self) -> Option<HashMap<[u8; KEY], Range<usize>>> {
        let count = self.number()?;
        let mut places = HashMap::new();
        for _ in 0..count {
            let key = self.take(KEY)?;
            places.insert(self.bytes[key].try_into().ok()?, self.counted()?);
        }
        Some(places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_the_user_keeps_such_things_or_nowhere() {
        let dir = |cache: &str, home: &str| {
            let given = |text: &str| Some(OsString::from(text)).filter(|text| !text.is_empty());
            usual_dir(given(cache), given(home)).map(|dir| dir.display().to_string())
        };
        assert_eq!(dir("/cache", "/home/ana").as_deref(), Some("/cache/jet-senpai"));
        assert_eq!(dir("", "/home/ana").as_deref(), Some("/home/ana/.cache/jet-senpai"));
        assert_eq!(dir("cache", "/home/ana").as_deref(), Some("/home/ana/.cache/jet-senpai"));
        assert_eq!(dir("", ""), None);
        assert_eq!(dir("", "home"), None);
    }
}
