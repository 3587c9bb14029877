//! Questions that wait for a moderator, and their answers.

pub(crate) mod ask_moderators;
pub(crate) mod resolve_question;
pub(crate) mod review;
pub mod store;
