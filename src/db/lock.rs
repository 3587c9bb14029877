//! The lock beside a database file. It ends with the process that holds it: after a crash, the next start need not wait
//! for the end of the lease.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::db::DatabaseUrl;

/// Appended to the database's name.
const SUFFIX: &str = ".lock";

/// A lock of this machine's; of a server there is none.
#[derive(Debug)]
pub struct ProcessLock {
    path: Option<PathBuf>,
    held: Mutex<Option<File>>,
}

impl ProcessLock {
    /// The lock of a database, not yet taken.
    pub fn of(location: &DatabaseUrl) -> Self {
        let path = match location {
            DatabaseUrl::File(path) => Some(beside(path, SUFFIX)),
            DatabaseUrl::Server(_) => None,
        };
        Self { path, held: Mutex::default() }
    }

    /// Takes it, unless another process has it, or this one has it already; whether that is new.
    pub fn take(&self) -> bool {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none()
            && let Some(path) = &self.path
            && let Ok(file) = OpenOptions::new().create(true).truncate(false).write(true).open(path)
            && file.try_lock().is_ok()
        {
            *held = Some(file);
            return true;
        }
        false
    }

    /// Gives it back.
    pub fn release(&self) {
        drop(self.held.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// A file beside another.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
