//! Columns as values, and values as columns. Numbers of 64 bits are stored as the signed number with the same bits: no
//! database has unsigned ones.

use jiff::Timestamp;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::db::Id;
use crate::db::error::{DbError, DbResult, unreadable};
use crate::ui::{Locale, StableHash};

/// Reads the columns of a row by their number.
pub(crate) trait RowColumns {
    fn int(&self, column: usize) -> DbResult<i64>;
    fn maybe_int(&self, column: usize) -> DbResult<Option<i64>>;
    fn text(&self, column: usize) -> DbResult<String>;
    fn maybe_text(&self, column: usize) -> DbResult<Option<String>>;

    fn bits(&self, column: usize) -> DbResult<u64> {
        self.int(column).map(i64::cast_unsigned)
    }

    fn name(&self, column: usize) -> DbResult<StableHash> {
        self.bits(column).map(StableHash)
    }

    fn flag(&self, column: usize) -> DbResult<bool> {
        self.int(column).map(|flag| flag != 0)
    }

    /// A count, capped at `u32::MAX`.
    fn count(&self, column: usize) -> DbResult<u32> {
        self.int(column).map(|count| u32::try_from(count.max(0)).unwrap_or(u32::MAX))
    }

    fn time(&self, column: usize) -> DbResult<Timestamp> {
        Timestamp::from_millisecond(self.int(column)?).map_err(|error| unreadable("a time", &error))
    }

    fn maybe_time(&self, column: usize) -> DbResult<Option<Timestamp>> {
        self.maybe_int(column)?.map_or(Ok(None), |_| self.time(column).map(Some))
    }

    fn id(&self, column: usize) -> DbResult<Id> {
        self.text(column)?.parse().map_err(|error| unreadable("an id", &error))
    }

    fn locale(&self, column: usize) -> DbResult<Locale> {
        self.text(column).map(|tag| Locale::of(&tag))
    }
}

impl RowColumns for AnyRow {
    fn int(&self, column: usize) -> DbResult<i64> {
        self.try_get(column).map_err(DbError::from)
    }

    fn maybe_int(&self, column: usize) -> DbResult<Option<i64>> {
        self.try_get(column).map_err(DbError::from)
    }

    fn text(&self, column: usize) -> DbResult<String> {
        self.try_get(column).map_err(DbError::from)
    }

    fn maybe_text(&self, column: usize) -> DbResult<Option<String>> {
        self.try_get(column).map_err(DbError::from)
    }
}

/// The values of rows; damaged rows are logged and left out, so that they don't keep the others.
pub(crate) fn readable<T>(rows: &[AnyRow], read: impl Fn(&AnyRow) -> DbResult<T>) -> Vec<T> {
    rows.iter().filter_map(|row| read(row).inspect_err(|error| tracing::error!("{error}")).ok()).collect()
}

/// A number of 64 bits as it is stored.
pub(crate) fn signed(bits: u64) -> i64 {
    bits.cast_signed()
}

/// A time as it is stored.
pub(crate) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A language as it is stored.
pub(crate) fn tag(locale: Locale) -> &'static str {
    locale.pick("en", "ja")
}

/// A text as it can be stored: PostgreSQL takes no NUL.
pub(crate) fn strip_nul(text: &str) -> String {
    text.replace('\0', "")
}

/// The same, of at most so many characters.
pub(crate) fn bounded(text: &str, most: usize) -> String {
    text.chars().filter(|c| *c != '\0').take(most).collect()
}
