//! Just before a highlight is sent, and which one is next.

use std::time::Duration;

use jet_senpai::bot::daily;
use jet_senpai::bot::daily::store::{Post, PostState, Schedule, ScheduleUpdate};
use jet_senpai::db::{self, Database, StoreError};
use jiff::Timestamp;

use crate::highlights::{new, post, schedule_update, stored};
use crate::place::{GUILD, OTHER, at, both, store};

/// Somebody claims a day, and has it until a time.
async fn claimed(store: &Database, schedule: &Schedule, until: i64) -> Post {
    let post = post(schedule, "2027-01-15");
    let claim = Some((post.clone(), at(until)));
    assert_eq!(
        daily::store::update_schedule(store, &ScheduleUpdate { claim, ..ScheduleUpdate::new(schedule.guild, at(0)) })
            .await,
        Ok(true)
    );
    post
}

async fn settled(store: &Database, post: &Post, state: PostState) -> bool {
    let settled = Some((Post { state, ..post.clone() }, PostState::Claimed));
    daily::store::update_schedule(store, &ScheduleUpdate { settled, ..ScheduleUpdate::new(post.guild, at(0)) })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_post_is_held_by_whoever_took_it_last_until_it_is_there() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let schedule = stored(&one, GUILD).await;
        let first = claimed(&one, &schedule, 100).await;
        let take = async |now: i64| daily::store::take_posts(&two, at(now), at(now + 60), 9).await.unwrap();
        assert_eq!(daily::store::hold_post(&one, &first, at(200)).await, Ok(true));
        assert_eq!(take(199).await, []);
        let second = take(200).await.remove(0);
        // Whoever had it has waited for too long.
        assert_eq!(daily::store::hold_post(&one, &first, at(900)).await, Ok(false));
        assert_eq!(take(259).await, []);
        assert_eq!(daily::store::hold_post(&two, &second, at(300)).await, Ok(true));
        assert_eq!(daily::store::hold_post(&two, &second, at(400)).await, Ok(true));
        assert_eq!(take(399).await, []);
        assert_eq!(take(400).await, [Post { tries: 2, ..first.clone() }]);
        assert_eq!(daily::store::hold_post(&two, &second, at(900)).await, Ok(false));
        let third = Post { tries: 2, ..first };
        assert_eq!(daily::store::hold_post(&two, &Post { guild: OTHER, ..third.clone() }, at(900)).await, Ok(false));
        assert_eq!(daily::store::hold_post(&one, &third, at(500)).await, Ok(true));
        assert!(settled(&one, &third, PostState::Posted).await);
        assert_eq!(daily::store::hold_post(&one, &third, at(900)).await, Ok(false));
        assert_eq!(place.number("SELECT until_at FROM highlight").await, at(500).as_millisecond());
        assert_eq!(daily::store::hold_post(&one, &post(&schedule, "2027-01-16"), at(900)).await, Ok(false));
    })
    .await;
}

#[tokio::test]
async fn whoever_was_superseded_holds_no_post_of_that_shard() {
    both(async |place| {
        let (old, new) = (place.open().await, place.open().await);
        db::leases::acquire_lease(&old, 0, 2, "old", Duration::ZERO).await.unwrap().unwrap();
        db::leases::acquire_lease(&old, 1, 2, "old", Duration::from_mins(10)).await.unwrap().unwrap();
        let lost = claimed(&old, &stored(&old, GUILD).await, 100).await;
        let kept = claimed(&old, &stored(&old, OTHER).await, 100).await;
        db::leases::acquire_lease(&new, 0, 2, "new", Duration::from_mins(10)).await.unwrap().unwrap();
        assert_eq!(daily::store::hold_post(&old, &lost, at(900)).await, Err(StoreError::Superseded));
        assert_eq!(daily::store::hold_post(&old, &kept, at(900)).await, Ok(true));
        assert_eq!(daily::store::hold_post(&new, &kept, at(900)).await, Err(StoreError::Superseded));
        assert_eq!(daily::store::take_posts(&new, at(100), at(160), 9).await.unwrap(), [Post { tries: 1, ..lost }]);
    })
    .await;
}

#[tokio::test]
async fn what_is_next_is_never_what_nobody_can_read() {
    both(async |place| {
        let store = &place.open().await;
        // More than are read at once.
        for second in 0..40 {
            let schedule = Schedule { next: Some(at(second)), ..new(GUILD) };
            assert_eq!(daily::store::update_schedule(store, &schedule_update(&schedule)).await, Ok(true));
        }
        place.execute("UPDATE schedule SET content = 'nonsense'").await;
        assert_eq!(daily::store::next_due(store).await, Ok(None));
        assert_eq!(daily::store::due_schedules(store, at(1_000), 1).await, Ok(vec![]));
        let whole = stored(store, GUILD).await;
        assert_eq!(daily::store::next_due(store).await, Ok(whole.next));
        // Nor do they keep it from being found.
        assert_eq!(daily::store::due_schedules(store, at(1_000), 1).await, Ok(vec![whole.clone()]));
        assert_eq!(daily::store::active_schedules(store, None, 1).await, Ok(vec![whole.clone()]));
        place.execute(&format!("UPDATE schedule SET next_at = {} WHERE id <> '{}'", i64::MIN, whole.id)).await;
        assert_eq!(daily::store::next_due(store).await, Ok(whole.next));
    })
    .await;
}

#[tokio::test]
async fn all_that_are_due_are_given_up_to_how_many_are_asked_for() {
    store(async |store| {
        let mut all: Vec<Schedule> = Vec::new();
        for second in (0..40).rev() {
            let schedule = Schedule { next: Some(at(second)), ..new(GUILD) };
            assert_eq!(daily::store::update_schedule(store, &schedule_update(&schedule)).await, Ok(true));
            all.push(Schedule { version: 1, ..schedule });
        }
        all.reverse();
        for (most, given) in [(0, 0), (1, 1), (16, 16), (17, 17), (39, 39), (40, 40), (50, 40)] {
            assert_eq!(daily::store::due_schedules(store, Timestamp::MAX, most).await.unwrap(), all[..given]);
        }
        assert_eq!(daily::store::next_due(store).await, Ok(Some(at(0))));
    })
    .await;
}
