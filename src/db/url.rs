//! The location of a database: a file or a server. It is never shown with a password.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file, created if missing.
    File(PathBuf),
    /// A PostgreSQL server, by an address that may hold a password.
    Server(ServerAddress),
}

/// The address of a server, with whatever is secret in it.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerAddress {
    url: String,
    shown: String,
}

impl ServerAddress {
    /// The whole URL with its password.
    pub(crate) fn reveal(&self) -> &str {
        &self.url
    }
}

/// A text that names no database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; write `postgres://USER:PASSWORD@HOST:PORT/DATABASE`")]
pub struct DatabaseUrlError(&'static str);

/// Parses the URL of a server, `postgres://…`.
impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, DatabaseUrlError> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Err(DatabaseUrlError("a database address begins with `postgres://`"));
        }
        // The error is not repeated: it may contain the password.
        let options =
            PgConnectOptions::from_str(text).map_err(|_| DatabaseUrlError("this is not a database address"))?;
        let host = options.get_socket().map_or(options.get_host().to_owned(), |path| path.display().to_string());
        let database = options.get_database().unwrap_or(options.get_username());
        let shown = format!("postgres://{}@{host}:{}/{database}", options.get_username(), options.get_port());
        Ok(Self::Server(ServerAddress { url: text.to_owned(), shown }))
    }
}

/// As it is named to the operator: a server without its password.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Server(address) => f.write_str(&address.shown),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

impl fmt::Debug for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let location: DatabaseUrl = "postgres://senpai:hunter2@db.example:5433/faq?password=hunter2".parse().unwrap();
        assert_eq!(location.to_string(), "postgres://senpai@db.example:5433/faq");
        for text in ["postgres://senpai:hunter2@[broken/faq", "mysql://senpai:hunter2@host/faq", "hunter2"] {
            let error = text.parse::<DatabaseUrl>().unwrap_err();
            assert!(!format!("{error} {error:?} {location:?}").contains("hunter2"));
        }
    }
}
