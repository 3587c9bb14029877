//! A problem of a file and its position: the common form for what loading refuses and what `check` finds.

use std::fmt;
use std::sync::Arc;

/// A place in a knowledge file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileLocation {
    /// The file's name, as the person who runs the program would recognise it.
    pub file: Arc<str>,
    /// The line, counted from 1; 0 when the whole file is meant.
    pub line: usize,
}

impl FileLocation {
    /// The line that a byte of a file's content stands on.
    pub fn byte(file: &str, content: &[u8], byte: usize) -> Self {
        Self { file: file.into(), line: line_of(content, byte) }
    }
}

/// The line, counted from 1, that a byte of `content` stands on.
#[expect(clippy::naive_bytecount, reason = "once an error or an entry, not once a question")]
pub(super) fn line_of(content: &[u8], byte: usize) -> usize {
    1 + content[..byte.min(content.len())].iter().filter(|byte| **byte == b'\n').count()
}

impl fmt::Display for FileLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// A problem: where it is, what is wrong, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub at: FileLocation,
    /// The entry, person or other item, such as `entry "alt-schools"`; empty for the file itself.
    pub item: String,
    /// Which of its keys is meant; empty when none.
    pub key: &'static str,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Problem {
    /// A problem at a place, in a key.
    pub fn new(at: &FileLocation, key: &'static str, message: impl Into<String>) -> Self {
        Self { at: at.clone(), item: String::new(), key, message: message.into() }
    }

    /// A problem with a whole file.
    pub fn in_file(file: &str, message: impl Into<String>) -> Self {
        Self::new(&FileLocation { file: file.into(), line: 0 }, "", message)
    }

    /// What a TOML parser found wrong with the text of a file.
    pub fn in_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        Self::new(&FileLocation::byte(file, text.as_bytes(), start), "", error.message())
    }

    /// Says which thing is meant: `of("entry", "alt-schools")`.
    #[must_use]
    pub fn of(mut self, what: &str, id: &str) -> Self {
        self.item = format!("{what} {id:?}");
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.at)?;
        if !self.item.is_empty() {
            write!(f, "{}: ", self.item)?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.message)
    }
}

/// Knowledge that cannot be used, with every reason at once.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct LoadError(pub Vec<Problem>);

impl From<Problem> for LoadError {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}
