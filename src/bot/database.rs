//! Opens the database of a bot. Stories that their authors withdrew are removed from it before anything is read.

use std::path::PathBuf;
use std::time::Duration;

use crate::bot::testimonials::withdrawal;
use crate::db::{Database, DatabaseUrl, OpenError};

/// Opens a database, creates it where there is none, and brings its schema up to date.
///
/// A call waits at most `timeout` for its turn. Withdrawn stories are recorded in the file `tombstones`; by default, it
/// lies beside the database or, for a server, in the current directory.
///
/// # Errors
/// Where the database cannot be reached or used, or is from a newer version of this program; where the tombstone file
/// cannot be read; and where withdrawn stories cannot be removed from the database.
pub async fn open_database(
    location: &DatabaseUrl,
    timeout: Duration,
    tombstones: Option<PathBuf>,
) -> Result<Database, OpenError> {
    let database = Database::connect(location, timeout, tombstones).await?;
    // A restored backup must not show withdrawn stories even once.
    if let Err(error) = withdrawal::apply_tombstones(&database, location).await {
        database.close().await;
        return Err(error);
    }
    Ok(database)
}
