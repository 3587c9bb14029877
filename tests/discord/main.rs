//! Tests that talk with the bot over a Discord of our own, and the tests of that Discord itself.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "../support/discord/mod.rs"]
mod discord;

mod answers;
mod asking;
mod audit;
mod bot;
mod browsing;
mod caring;
mod community;
mod consent;
mod crashes;
mod credits;
mod drafts;
mod fake;
mod handed_in;
mod highlights;
mod hostile;
mod in_effect;
mod inbox;
mod insight;
mod japanese;
mod learning;
mod moderating;
mod moving;
mod notices;
mod operating;
mod owning;
mod places;
mod pools;
mod posting;
mod pressing;
mod privacy;
mod process;
mod retention;
mod reviewing;
mod roles;
mod scheduling;
mod settings;
mod sharing;
mod storm;
mod takeover;
mod teaching;
mod withdrawing;
