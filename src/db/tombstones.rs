//! The tombstone file lists withdrawn stories outside of the database, so that no backup brings one back. One line for
//! each: its id and when, in milliseconds since 1970. It does not say whose the story was.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;

use crate::db::lock::beside;
use crate::db::{DatabaseUrl, Id};

/// Appended to the database's name.
const SUFFIX: &str = ".withdrawn";

/// The default tombstone file for a server, in the current directory.
const OF_A_SERVER: &str = "jet-senpai.withdrawn";

/// Withdrawn stories, and when, in milliseconds since 1970.
pub(crate) type WithdrawnIds = BTreeMap<Id, i64>;

/// A ledger, which is made with its first line.
pub(crate) struct TombstoneFile {
    path: PathBuf,
}

impl TombstoneFile {
    /// The tombstone file of a database: the given one, or beside the database.
    pub(crate) fn of(location: &DatabaseUrl, path: Option<PathBuf>) -> Self {
        let path = path.unwrap_or_else(|| match location {
            DatabaseUrl::File(database) => beside(database, SUFFIX),
            DatabaseUrl::Server(_) => OF_A_SERVER.into(),
        });
        Self { path }
    }

    /// As it is named to the operator.
    pub(crate) fn name(&self) -> String {
        std::path::absolute(&self.path).as_deref().unwrap_or(&self.path).display().to_string()
    }

    /// All tombstones, and the numbers of damaged lines; [`None`] if there is no file.
    pub(crate) async fn read(&self) -> io::Result<Option<(WithdrawnIds, Vec<usize>)>> {
        let path = self.path.clone();
        let text = apart(move || match std::fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        });
        Ok(text.await?.as_deref().map(parse))
    }

    /// Adds tombstones; they are on the disk afterwards.
    pub(crate) async fn add(&self, withdrawn: WithdrawnIds) -> io::Result<()> {
        let path = self.path.clone();
        apart(move || append(&path, &withdrawn)).await
    }
}

/// Why the ledger cannot be read, and what to do.
pub(crate) fn unread(error: &io::Error) -> String {
    let what = "the ledger of withdrawn stories";
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            format!("the bot's user can't read {what}; change its permissions, or name the right file with `ledger`")
        }
        io::ErrorKind::IsADirectory => {
            format!("this is a directory, not {what}; move it, or name a file with `ledger`")
        }
        io::ErrorKind::InvalidData => {
            format!("this is not {what}, or it is damaged; restore it, or name the right file with `ledger`")
        }
        _ => format!("reading {what} failed ({error}); fix that, or name the right file with `ledger`"),
    }
}

/// Runs blocking file operations on a thread for them.
async fn apart<T: Send + 'static>(tx: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(tx).await.map_err(io::Error::other)?
}

fn append(path: &Path, withdrawn: &WithdrawnIds) -> io::Result<()> {
    let is_new = !path.exists();
    let mut opening = OpenOptions::new();
    opening.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut opening, 0o600);
    let mut file = opening.open(path)?;
    // In one piece, so that two processes do not write into each other's lines; behind a line that was cut, a new one.
    let before = if ends_within_a_line(&mut file)? { "\n" } else { "" };
    let lines: Vec<String> = withdrawn.iter().map(|(id, at)| format!("{id} {at}\n")).collect();
    let lines = before.to_owned() + &lines.concat();
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    if is_new {
        // Not every system can wait for a file's name.
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let _ = File::open(directory).and_then(|directory| directory.sync_all());
    }
    Ok(())
}

fn ends_within_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Parses lines. The last one may have been cut off by a power failure: then its withdrawal was not confirmed.
fn parse(text: &str) -> (WithdrawnIds, Vec<usize>) {
    let (mut withdrawn, mut garbage) = (WithdrawnIds::new(), Vec::new());
    // Some editors put a mark before it.
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split('\n').collect();
    for (number, line) in lines.iter().enumerate().map(|(number, line)| (number + 1, line)) {
        let is_cut = number == lines.len();
        match line_of(line) {
            Some((id, at)) => drop(withdrawn.entry(id).or_insert(at)),
            None if is_cut || line.is_empty() => {}
            None => garbage.push(number),
        }
    }
    (withdrawn, garbage)
}

fn line_of(line: &str) -> Option<(Id, i64)> {
    let (id, at) = line.trim_end_matches('\r').split_once(' ')?;
    let (id, at): (Id, i64) = (id.parse().ok()?, at.parse().ok()?);
    Some((id, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(bits: u128) -> Id {
        Id::from_bits(bits)
    }

    #[test]
    fn what_was_cut_is_ignored_and_what_is_no_line_is_named() {
        let (one, two) = (id(1), id(2));
        let text = format!("{one} 10\nnonsense\n\n{two} 20\r\n{one} 30\n\u{fffd} 1\n{}", &id(3).to_string()[..20]);
        let (withdrawn, garbage) = parse(&text);
        assert_eq!(withdrawn, WithdrawnIds::from([(one, 10), (two, 20)]));
        assert_eq!(garbage, [2, 6]);
        assert_eq!(parse("").0, WithdrawnIds::new());
        assert_eq!(parse(&format!("\u{feff}{one} 10\n")), (WithdrawnIds::from([(one, 10)]), vec![]));
    }

    #[test]
    fn why_it_cannot_be_read_says_what_to_do() {
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::IsADirectory, io::ErrorKind::InvalidData] {
            let text = unread(&kind.into());
            assert!(text.contains("withdrawn") && text.ends_with(" with `ledger`"), "{text}");
        }
        assert!(unread(&io::Error::other("it burns")).contains("(it burns); "));
    }

    #[test]
    fn a_line_is_added_behind_one_that_was_cut() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ledger");
        append(&path, &WithdrawnIds::from([(id(1), 10)])).unwrap();
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"0000").unwrap();
        append(&path, &WithdrawnIds::from([(id(2), 20), (id(3), 30)])).unwrap();
        let (withdrawn, garbage) = parse(&std::fs::read_to_string(&path).unwrap());
        assert_eq!((withdrawn, garbage), (WithdrawnIds::from([(id(1), 10), (id(2), 20), (id(3), 30)]), vec![2]));
    }
}
