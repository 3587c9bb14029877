//! What a database must do, told once and tried on both: SQLite always, PostgreSQL where `TEST_POSTGRES_URL` is set
//! (`.ci/postgres` sets it).
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![expect(clippy::similar_names, reason = "who asks and what is asked, the store and its story")]

mod copies;
mod entries;
mod highlights;
mod inbox;
mod leases;
mod line;
mod meanings;
mod migrations;
mod moderation;
mod opening;
mod outbox;
mod people;
mod place;
mod retention;
mod schedule_commands;
mod sending;
mod submissions;
mod tombstones;
mod torture;
mod trouble;
mod withdrawal;
