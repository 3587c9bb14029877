//! Daily highlights.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Database;
use crate::app::store::{Highlights, Id, Post, PostState, Schedule, StoreError, Stored, Turnover};

fn not_yet<T>() -> Stored<T> {
    Err(StoreError::Unavailable("not yet".to_owned()))
}

#[async_trait]
impl Highlights for Database {
    async fn schedules(&self, _guild: u64) -> Stored<Vec<Schedule>> {
        not_yet()
    }

    async fn schedule(&self, _guild: u64, _id: Id) -> Stored<Option<Schedule>> {
        not_yet()
    }

    async fn due(&self, _now: Timestamp, _most: u32) -> Stored<Vec<Schedule>> {
        Ok(Vec::new())
    }

    async fn next_due(&self) -> Stored<Option<Timestamp>> {
        Ok(None)
    }

    async fn active(&self, _after: Option<Id>, _most: u32) -> Stored<Vec<Schedule>> {
        Ok(Vec::new())
    }

    async fn days(&self, _guild: u64, _schedule: Id, _from: Date) -> Stored<Vec<(Date, PostState)>> {
        not_yet()
    }

    async fn posts(&self, _guild: u64, _schedule: Id, _most: u32) -> Stored<Vec<Post>> {
        not_yet()
    }

    async fn post(&self, _guild: u64, _id: Id) -> Stored<Option<Post>> {
        not_yet()
    }

    async fn take_posts(&self, _now: Timestamp, _until: Timestamp, _most: u32) -> Stored<Vec<Post>> {
        Ok(Vec::new())
    }

    async fn post_again(&self, _guild: u64, _id: Id, _at: Timestamp) -> Stored<()> {
        not_yet()
    }

    async fn turn_over(&self, _turnover: &Turnover) -> Stored<bool> {
        not_yet()
    }
}
