//! Tests that talk with the bot over a Discord of our own, and the tests of that Discord itself.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "../support/discord/mod.rs"]
mod discord;

mod asking;
mod bot;
mod browsing;
mod community;
mod fake;
mod hostile;
mod japanese;
mod operating;
mod places;
mod pressing;
mod process;
mod roles;
mod storm;
