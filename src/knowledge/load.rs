//! Reads a knowledge directory: the only I/O of the core.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Entry, FileLocation, Knowledge, LoadError, Problem, parse_faq};

impl Knowledge {
    /// The knowledge in a directory: its `*.toml` and those in `faq/`. One that holds a single FAQ file is enough.
    ///
    /// # Errors
    /// Where the directory or a file cannot be read, is not UTF-8, cannot be parsed or refers to what does not exist.
    pub fn load(dir: &Path) -> Result<Self, LoadError> {
        let (knowledge, problems) = Self::inspect_dir(dir)?;
        if problems.is_empty() { Ok(knowledge) } else { Err(LoadError(problems)) }
    }

    /// As much of a directory as can be read, and every problem that would keep it from being used.
    ///
    /// # Errors
    /// Where the directory itself cannot be read, or holds no entry.
    pub fn inspect_dir(dir: &Path) -> Result<(Self, Vec<Problem>), LoadError> {
        let shown = dir.display().to_string();
        if !dir.is_dir() {
            let found = if dir.exists() { "is not a directory" } else { "there is no such directory" };
            return Err(Problem::in_file(&shown, format!("{found}; expected one with faq/*.toml in it")).into());
        }
        let mut paths = toml_files(dir)?;
        if dir.join("faq").exists() {
            paths.extend(toml_files(&dir.join("faq"))?);
        }
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for path in paths {
            match read(&path) {
                Ok(text) => files.push((relative(&path, dir), text)),
                Err(problem) => problems.push(problem),
            }
        }
        let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let (knowledge, mut found) = Self::inspect(files);
        for problem in &mut found {
            problem.at.file = dir.join(&*problem.at.file).display().to_string().into();
        }
        problems.extend(found);
        if knowledge.entries.is_empty() && problems.is_empty() {
            return Err(Problem::in_file(&shown, "holds no entry; expected [[entry]] tables in faq/*.toml").into());
        }
        Ok((knowledge, problems))
    }
}

/// The entries of one FAQ file.
///
/// # Errors
/// Where the file cannot be read, is not UTF-8 or cannot be parsed.
pub fn load_faq(path: &Path) -> Result<Vec<Entry>, LoadError> {
    Ok(parse_faq(&path.display().to_string(), &read(path)?)?)
}

/// Reads a file.
///
/// # Errors
/// Where it cannot be read or is not UTF-8; the problem names the file and, for the latter, the line.
pub fn read(path: &Path) -> Result<String, Problem> {
    let shown = path.display().to_string();
    let unreadable = |error| Problem::in_file(&shown, format!("cannot be read: {error}"));
    // A device or a pipe might never end.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Problem::in_file(&shown, "cannot be read: expected a file"));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = FileLocation::byte(&shown, error.as_bytes(), error.utf8_error().valid_up_to());
        Problem::new(&at, "", "is not UTF-8 here; save the file as UTF-8")
    })
}

/// The `*.toml` of a directory, in the order of their names.
fn toml_files(dir: &Path) -> Result<Vec<PathBuf>, Problem> {
    let unreadable = |error| Problem::in_file(&dir.display().to_string(), format!("cannot be read: {error}"));
    let mut paths = Vec::new();
    for item in fs::read_dir(dir).map_err(unreadable)? {
        let path = item.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// A file's name within the knowledge directory, with forward slashes.
fn relative(path: &Path, dir: &Path) -> String {
    path.strip_prefix(dir).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
