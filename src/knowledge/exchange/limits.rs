//! How much of everything an imported file may have; texts are counted in characters.

use crate::knowledge::check;

/// Bytes of a file: some 2,500 entries with three aliases each (measured on a moderators' FAQ), 5,000 short ones.
pub const MAX_BYTES: usize = 1_048_576;
/// Entries of a file.
pub const MAX_ENTRIES: usize = 5_000;
/// Problems that are listed; more of them are usually one problem many times.
pub const MAX_PROBLEMS: usize = 20;

/// A question, as for the curated ones: what a line on a phone can hold.
pub const MAX_QUESTION: usize = check::MAX_QUESTION;
/// An alias.
pub const MAX_ALIAS: usize = check::MAX_QUESTION;
/// The longest answer: a moderator's is always shown whole.
pub const MAX_ANSWER: usize = check::MAX_ANSWER;
/// Other ways to ask one question; the curated entries have up to 24.
pub const MAX_ALIASES: usize = 50;
/// Tags of an entry.
pub const MAX_TAGS: usize = 25;
/// A tag.
pub const MAX_TAG: usize = 50;
/// Entries that go on from one; three are shown.
pub const MAX_RELATED: usize = 25;
/// An id: with an equals sign before it, it is the value of a choice on Discord, which may have 100 characters.
pub const MAX_ID: usize = 99;
/// The name of who wrote an entry; Discord's are at most 32.
pub const MAX_NAME: usize = 100;
