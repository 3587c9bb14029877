//! Members' own experiences.

use async_trait::async_trait;
use jiff::Timestamp;

use super::Database;
use crate::app::store::{Id, Quoted, Stage, StoreError, Stored, Submission, Submissions, Telling};

fn not_yet<T>() -> Stored<T> {
    Err(StoreError::Unavailable("not yet".to_owned()))
}

#[async_trait]
impl Submissions for Database {
    async fn submission(&self, _id: Id) -> Stored<Option<Submission>> {
        not_yet()
    }

    async fn submissions_of(&self, _member: u64) -> Stored<Vec<Submission>> {
        not_yet()
    }

    async fn submissions(
        &self,
        _guild: u64,
        _stages: &[Stage],
        _skip: u32,
        _most: u32,
    ) -> Stored<(Vec<Submission>, u32)> {
        not_yet()
    }

    async fn tell(&self, _submission: &Submission, _what: Telling) -> Stored<bool> {
        not_yet()
    }

    async fn withdraw(&self, _id: Id, _member: u64, _at: Timestamp) -> Stored<bool> {
        not_yet()
    }

    async fn quoted(&self, _quoted: &Quoted, _at: Timestamp) -> Stored<()> {
        not_yet()
    }

    async fn take_quoted(&self, _now: Timestamp, _until: Timestamp, _most: u32) -> Stored<Vec<(Quoted, u32)>> {
        Ok(Vec::new())
    }

    async fn edited(&self, _message: u64) -> Stored<()> {
        not_yet()
    }

    async fn edit_again(&self, _message: u64, _at: Timestamp) -> Stored<()> {
        not_yet()
    }
}
