//! Collects the problems of a file: all are counted, the first of them are kept.

use std::fmt;
use std::sync::Arc;

use super::MAX_PROBLEMS;
use crate::knowledge::{FileLocation, Problem};

/// A file that cannot be imported, and why; nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RejectedFile {
    /// The first [`MAX_PROBLEMS`] problems.
    pub problems: Vec<Problem>,
    /// How many there are beyond those.
    pub others: usize,
}

impl fmt::Display for RejectedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))?;
        match self.others {
            0 => Ok(()),
            1 => f.write_str("\nand one more problem"),
            others => write!(f, "\nand {others} more problems"),
        }
    }
}

/// The problems of one file so far.
#[derive(Debug)]
pub(super) struct ProblemList {
    file: Arc<str>,
    found: Vec<Problem>,
    others: usize,
}

impl ProblemList {
    pub(super) fn of(file: &str) -> Self {
        Self { file: file.into(), found: Vec::new(), others: 0 }
    }

    /// A place in the file.
    pub(super) fn at(&self, line: usize) -> FileLocation {
        FileLocation { file: Arc::clone(&self.file), line }
    }

    pub(super) fn push(&mut self, problem: Problem) {
        if self.found.len() < MAX_PROBLEMS {
            self.found.push(problem);
        } else {
            self.others += 1;
        }
    }

    /// A problem that is not one entry's.
    pub(super) fn add(&mut self, line: usize, key: &'static str, message: impl Into<String>) {
        self.push(Problem::new(&self.at(line), key, message));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Them all, in the order of the lines.
    pub(super) fn refuse(mut self) -> RejectedFile {
        self.found.sort_by_key(|problem| problem.at.line);
        RejectedFile { problems: self.found, others: self.others }
    }
}

/// A text of the file as a message may repeat it: its beginning, quoted, with nothing in it that acts.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{:?}", format!("{}…", &text[..end])),
        None => format!("{text:?}"),
    }
}
