//! What the daily testimonial promises: every local date has its turn once, at the right instant, whatever the clocks
//! do; and nothing comes twice before everything has come once.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "highlights/oracle.rs"]
mod oracle;
#[path = "highlights/rotation.rs"]
mod rotation;
#[path = "highlights/schedule.rs"]
mod schedule;
#[path = "highlights/simulation.rs"]
mod simulation;
