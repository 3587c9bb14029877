//! What a request is answered with: a success, or an error in the shape and with the codes of Discord's.

use std::fmt;

use serde_json::{Value, json};

use crate::discord::rules::Problems;
use crate::discord::threads::Shut;

pub struct Answer {
    pub status: u16,
    pub body: Option<Value>,
}

impl Answer {
    pub fn ok(body: Value) -> Self {
        Self { status: 200, body: Some(body) }
    }

    pub fn created(body: Value) -> Self {
        Self { status: 201, body: Some(body) }
    }

    pub fn nothing() -> Self {
        Self { status: 204, body: None }
    }
}

/// A request refused for a reason of Discord's.
#[derive(Debug)]
pub struct Refusal {
    status: u16,
    code: u32,
    message: &'static str,
    errors: Option<Value>,
}

impl Refusal {
    pub const UNKNOWN_CHANNEL: Self = Self::new(404, 10003, "Unknown Channel");
    pub const UNKNOWN_MESSAGE: Self = Self::new(404, 10008, "Unknown Message");
    pub const UNKNOWN_WEBHOOK: Self = Self::new(404, 10015, "Unknown Webhook");
    pub const UNKNOWN_INTERACTION: Self = Self::new(404, 10062, "Unknown interaction");
    pub const ACKNOWLEDGED: Self = Self::new(400, 40060, "Interaction has already been acknowledged.");
    pub const MISSING_ACCESS: Self = Self::new(403, 50001, "Missing Access");
    pub const NOT_ITS_AUTHOR: Self = Self::new(403, 50005, "Cannot edit a message authored by another user");
    pub const EMPTY_MESSAGE: Self = Self::new(400, 50006, "Cannot send an empty message");
    pub const CLOSED_DMS: Self = Self::new(403, 50007, "Cannot send messages to this user");
    pub const MISSING_PERMISSIONS: Self = Self::new(403, 50013, "Missing Permissions");
    pub const NOT_IN_THIS_CHANNEL: Self = Self::new(400, 50024, "Cannot execute action on this channel type");
    pub const ARCHIVED: Self = Self::new(400, 50083, "Thread is archived");
    pub const EXPIRED_TOKEN: Self = Self::new(401, 50027, "Invalid Webhook Token");
    pub const REPLY_UNREAD: Self = Self::new(400, 160_002, "Cannot reply without permission to read message history");
    pub const HAS_A_THREAD: Self = Self::new(400, 160_004, "A thread has already been created for this message");
    pub const UNKNOWN_GUILD: Self = Self::new(404, 10004, "Unknown Guild");
    pub const TOO_LARGE: Self = Self::new(413, 40005, "Request entity too large");
    pub const METHOD_NOT_ALLOWED: Self = Self::new(405, 0, "405: Method Not Allowed");

    pub const fn new(status: u16, code: u32, message: &'static str) -> Self {
        Self { status, code, message, errors: None }
    }

    /// One thing that is wrong with a body.
    pub fn form(path: &str, code: &'static str, message: &str) -> Self {
        let mut problems = Problems::default();
        problems.add(path, code, message);
        problems.into()
    }

    /// Refuses if there are problems.
    pub fn unless_fine(problems: Problems) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
    }
}

impl From<Problems> for Refusal {
    fn from(problems: Problems) -> Self {
        Self { errors: Some(problems.errors()), ..Self::new(400, 50035, "Invalid Form Body") }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let mut body = json!({ "code": refusal.code, "message": refusal.message });
        if let Some(errors) = refusal.errors {
            body["errors"] = errors;
        }
        Self { status: refusal.status, body: Some(body) }
    }
}

impl From<Shut> for Refusal {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::Archived => Self::ARCHIVED,
            Shut::Locked => Self::MISSING_PERMISSIONS,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.status, self.code, self.message)?;
        self.errors.as_ref().map_or(Ok(()), |errors| write!(f, " {errors}"))
    }
}
