//! Ids of what has none of Discord's: drafts, parcels, credits. Buttons and forms carry them.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// A `UUIDv7` (RFC 9562): unique across processes, and in the order of time. Whoever stores something makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u128);

impl Id {
    /// The id with these bits.
    pub fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    /// Its bits.
    pub fn bits(self) -> u128 {
        self.0
    }

    /// When it was made, in milliseconds since 1970: its first 48 bits.
    pub fn made(self) -> i64 {
        i64::try_from(self.0 >> 80).unwrap_or(i64::MAX)
    }
}

/// As it is stored.
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
