//! Ids of objects that have no Discord id: drafts, outbox items, credits. Buttons and forms carry them.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// A `UUIDv7` (RFC 9562), created when the object is first stored: unique across processes, ordered by creation time.
/// An id that must not reveal its creation time is random instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u128);

impl Id {
    pub fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    pub fn bits(self) -> u128 {
        self.0
    }

    /// The creation time in milliseconds since 1970, from the first 48 bits.
    pub fn made(self) -> i64 {
        i64::try_from(self.0 >> 80).unwrap_or(i64::MAX)
    }
}

/// The form in the database: 32 hexadecimal digits.
impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_u128(self.0).simple().fmt(f)
    }
}

impl FromStr for Id {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Ok(Self(Uuid::try_parse(text)?.as_u128()))
    }
}
