//! What is said by somebody who needs a person rather than an answer, and where people are.

use serde::Deserialize;

use super::{At, Link};

/// When to send somebody to people, and to whom.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Care {
    /// Words and phrases that say so.
    pub say: Vec<String>,
    /// Where people are.
    #[serde(rename = "link")]
    pub links: Vec<Link>,
    /// Where this is written.
    #[serde(skip)]
    pub at: At,
}
