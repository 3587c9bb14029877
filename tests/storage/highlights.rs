//! Daily highlights: nothing is posted twice for a day, and nothing of what became of one is lost.

use jet_senpai::bot::daily::store::{Post, PostState, Schedule, SchedulePlan, ScheduleUpdate};
use jet_senpai::bot::guild::commit::{CommitOutcome, ScheduleChange};
use jet_senpai::bot::outbox::store::{HighlightAlert, Notification};
use jet_senpai::bot::{daily, guild};
use jet_senpai::db::{self, Database, Id, StoreError, new_id};
use jiff::Timestamp;
use serde_json::json;

use crate::place::{GUILD, OTHER, at, both, done, store};
use crate::schedule_commands::direct;

/// Until when somebody who claims something has it.
const HELD: i64 = 60;

/// What is posted at ten, in Tōkyō.
pub fn plan() -> SchedulePlan {
    let plan = json!({
        "channel": u64::MAX - 1, "minute": 600, "zone": "Asia/Tokyo", "days": 127, "ping": u64::MAX, "thread": true,
        "grace": 60, "rotation": { "seed": u64::MAX }, "since": 0, "checked": 0, "roles": ["ALT"], "topics": ["daily-life"],
    });
    serde_json::from_value(plan).unwrap()
}

/// A schedule that is not stored yet.
pub fn new(guild: u64) -> Schedule {
    Schedule { id: new_id(), guild, version: 0, next: Some(at(100)), plan: plan() }
}

pub fn schedule_update(schedule: &Schedule) -> ScheduleUpdate {
    ScheduleUpdate { schedule: Some(schedule.clone()), ..ScheduleUpdate::new(schedule.guild, at(0)) }
}

/// A schedule that is stored, as it is read.
pub async fn stored(store: &Database, guild: u64) -> Schedule {
    let schedule = new(guild);
    assert_eq!(daily::store::update_schedule(store, &schedule_update(&schedule)).await, Ok(true));
    daily::store::find_schedule(store, guild, schedule.id).await.unwrap().unwrap()
}

pub fn post(schedule: &Schedule, day: &str) -> Post {
    Post {
        id: new_id(),
        schedule: schedule.id,
        guild: schedule.guild,
        day: day.to_owned(),
        state: PostState::Claimed,
        testimonial: "c:wifi".to_owned(),
        channel: schedule.plan.channel,
        message: None,
        due: at(100),
        tries: 0,
    }
}

pub fn claim(schedule: &Schedule, post: &Post) -> ScheduleUpdate {
    ScheduleUpdate { claim: Some((post.clone(), at(100 + HELD))), ..schedule_update(schedule) }
}

pub fn settle(post: &Post, state: PostState, from: PostState) -> ScheduleUpdate {
    let message = (state == PostState::Posted).then_some(u64::MAX - 3);
    let settled = Some((Post { state, message, ..post.clone() }, from));
    ScheduleUpdate { settled, ..ScheduleUpdate::new(post.guild, at(0)) }
}

pub async fn now(store: &Database, schedule: &Schedule) -> Schedule {
    daily::store::find_schedule(store, schedule.guild, schedule.id).await.unwrap().unwrap()
}

pub async fn state(store: &Database, guild: u64, id: Id) -> Option<PostState> {
    daily::store::find_post(store, guild, id).await.unwrap().map(|post| post.state)
}

#[tokio::test]
async fn a_schedule_is_read_as_it_was_stored_and_comes_up_when_it_is_due() {
    store(async |store| {
        assert_eq!(daily::store::next_due(store).await, Ok(None));
        let first = new(GUILD);
        assert_eq!(daily::store::update_schedule(store, &schedule_update(&first)).await, Ok(true));
        let read = now(store, &first).await;
        assert_eq!(read, Schedule { version: 1, ..first.clone() });
        // Nobody makes the same one twice.
        assert_eq!(daily::store::update_schedule(store, &schedule_update(&first)).await, Ok(false));
        let second = Schedule { next: Some(at(50)), ..new(OTHER) };
        assert_eq!(daily::store::update_schedule(store, &schedule_update(&second)).await, Ok(true));
        let third = stored(store, GUILD).await;

        let ids = |schedules: Vec<Schedule>| schedules.iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(ids(daily::store::schedules(store, GUILD).await.unwrap()), [first.id, third.id]);
        assert_eq!(daily::store::find_schedule(store, OTHER, first.id).await, Ok(None));
        assert_eq!(daily::store::next_due(store).await, Ok(Some(at(50))));
        assert_eq!(ids(daily::store::due_schedules(store, at(49), 9).await.unwrap()), []);
        assert_eq!(ids(daily::store::due_schedules(store, at(100), 9).await.unwrap()), [second.id, first.id, third.id]);
        assert_eq!(ids(daily::store::due_schedules(store, at(100), 1).await.unwrap()), [second.id]);
        assert_eq!(ids(daily::store::active_schedules(store, None, 2).await.unwrap()), [first.id, second.id]);
        assert_eq!(ids(daily::store::active_schedules(store, Some(second.id), 2).await.unwrap()), [third.id]);

        let paused = Schedule { next: None, ..read };
        assert_eq!(daily::store::update_schedule(store, &schedule_update(&paused)).await, Ok(true));
        assert_eq!(ids(daily::store::due_schedules(store, at(100), 9).await.unwrap()), [second.id, third.id]);
        assert_eq!(ids(daily::store::active_schedules(store, None, 9).await.unwrap()), [second.id, third.id]);
    })
    .await;
}

#[tokio::test]
async fn of_two_processes_that_claim_the_same_day_exactly_one_may_post() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let schedule = stored(&one, GUILD).await;
        for number in 0..20 {
            let day = format!("day {number}");
            let (left, right) = (post(&schedule, &day), post(&schedule, &day));
            // By the schedule's version, and by the day alone.
            let schedule = now(&one, &schedule).await;
            let claim = |post: &Post| {
                let claim = claim(&schedule, post);
                ScheduleUpdate { schedule: claim.schedule.filter(|_| number % 2 == 0), ..claim }
            };
            let (first, second) = (claim(&left), claim(&right));
            let (a, b) =
                tokio::join!(daily::store::update_schedule(&one, &first), daily::store::update_schedule(&two, &second));
            let (a, b) = (a.unwrap(), b.unwrap());
            assert!(a != b, "{day}: {a} and {b}");
            let (winner, loser) = if a { (left, right) } else { (right, left) };
            let expected = Post { tries: 1, ..winner.clone() };
            assert_eq!(daily::store::find_post(&one, GUILD, winner.id).await, Ok(Some(expected)));
            assert_eq!(daily::store::find_post(&one, GUILD, loser.id).await, Ok(None));
        }
        assert_eq!(place.number("SELECT COUNT(*) FROM highlight").await, 20);
    })
    .await;
}

#[tokio::test]
async fn a_day_that_was_missed_may_still_be_claimed_and_no_other() {
    store(async |store| {
        let schedule = stored(store, GUILD).await;
        let missed = vec![("2027-01-15".parse().unwrap(), at(10)), ("2027-01-16".parse().unwrap(), at(20))];
        let turn = ScheduleUpdate { missed: missed.clone(), ..schedule_update(&schedule) };
        assert_eq!(daily::store::update_schedule(store, &turn).await, Ok(true));
        let days = async |from: &str| {
            let days = daily::store::post_days(store, GUILD, schedule.id, from.parse().unwrap()).await.unwrap();
            days.into_iter().map(|(day, state)| format!("{day} {}", state.code())).collect::<Vec<_>>()
        };
        assert_eq!(days("2027-01-15").await, ["2027-01-15 missed", "2027-01-16 missed"]);

        let late = post(&schedule, "2027-01-16");
        assert_eq!(daily::store::update_schedule(store, &claim(&now(store, &schedule).await, &late)).await, Ok(true));
        assert_eq!(days("2027-01-16").await, ["2027-01-16 claimed"]);
        assert_eq!(daily::store::find_post(store, GUILD, late.id).await, Ok(Some(Post { tries: 1, ..late.clone() })));
        // What is known of a day stays; and something out of turn is for no day.
        let again = ScheduleUpdate { missed, ..schedule_update(&now(store, &schedule).await) };
        assert_eq!(daily::store::update_schedule(store, &again).await, Ok(true));
        let extra = post(&schedule, "now 1");
        assert_eq!(daily::store::update_schedule(store, &claim(&now(store, &schedule).await, &extra)).await, Ok(true));
        assert_eq!(days("2027-01-01").await, ["2027-01-15 missed", "2027-01-16 claimed"]);

        for taken in [PostState::Claimed, PostState::Uncertain, PostState::Failed, PostState::Posted] {
            if taken != PostState::Claimed {
                assert_eq!(
                    daily::store::update_schedule(store, &settle(&late, taken, PostState::Claimed)).await,
                    Ok(true)
                );
            }
            let other = post(&schedule, "2027-01-16");
            assert_eq!(
                daily::store::update_schedule(store, &claim(&now(store, &schedule).await, &other)).await,
                Ok(false),
                "{taken:?}"
            );
            assert_eq!(state(store, GUILD, late.id).await, Some(taken));
            if taken != PostState::Claimed {
                assert_eq!(
                    daily::store::update_schedule(store, &settle(&late, PostState::Claimed, taken)).await,
                    Ok(true)
                );
            }
        }
        let posts = daily::store::latest_posts(store, GUILD, schedule.id, 2).await.unwrap();
        assert_eq!(posts.iter().map(|post| post.id).collect::<Vec<_>>(), [extra.id, late.id]);
        assert_eq!(posts.iter().map(|post| post.testimonial.as_str()).collect::<Vec<_>>(), ["c:wifi", "c:wifi"]);
    })
    .await;
}

#[tokio::test]
async fn where_something_is_not_as_it_was_nothing_is_stored() {
    both(async |place| {
        let store = &place.open().await;
        let old = stored(store, GUILD).await;
        let held = post(&old, "2027-01-15");
        assert_eq!(daily::store::update_schedule(store, &claim(&old, &held)).await, Ok(true));
        let counts = async || {
            let mut counts = Vec::new();
            for table in ["schedule", "highlight", "outbox_item"] {
                counts.push(place.number(&format!("SELECT COUNT(*) FROM {table}")).await);
            }
            (counts, place.number("SELECT MAX(version) FROM schedule").await)
        };
        let before = counts().await;
        let new = now(store, &old).await;
        let words = vec![Notification::Highlight { schedule: old.id.bits(), news: HighlightAlert::Empty }];
        let missed = vec![("2027-01-17".parse().unwrap(), at(10))];
        let whole = |turn: ScheduleUpdate| ScheduleUpdate { words: words.clone(), missed: missed.clone(), ..turn };
        let other = post(&new, "2027-01-16");
        let stranger = Schedule { guild: OTHER, ..new.clone() };
        let refused = [
            // Somebody has changed the schedule.
            whole(schedule_update(&old)),
            whole(claim(&old, &other)),
            // The day is somebody's; the post is elsewhere by now.
            whole(claim(&new, &post(&new, "2027-01-15"))),
            ScheduleUpdate {
                schedule: Some(new.clone()),
                ..whole(settle(&held, PostState::Claimed, PostState::Uncertain))
            },
            // It is another guild's.
            whole(schedule_update(&stranger)),
            whole(ScheduleUpdate { guild: OTHER, ..schedule_update(&new) }),
            ScheduleUpdate { schedule: None, ..claim(&stranger, &post(&stranger, "2027-01-18")) },
            ScheduleUpdate { guild: OTHER, ..settle(&held, PostState::Posted, PostState::Claimed) },
            // It has gone.
            ScheduleUpdate { schedule: None, ..claim(&new, &post(&self::new(GUILD), "2027-01-18")) },
        ];
        for (number, turn) in refused.iter().enumerate() {
            assert_eq!(daily::store::update_schedule(store, turn).await, Ok(false), "{number}");
        }
        assert_eq!(counts().await, before);
        // And all of it where everything is.
        assert_eq!(daily::store::update_schedule(store, &whole(claim(&new, &other))).await, Ok(true));
        assert_eq!(counts().await, (vec![1, 3, 1], 3));
    })
    .await;
}

#[tokio::test]
async fn a_post_that_nobody_is_sending_any_more_is_taken_and_may_be_there() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let schedule = stored(&one, GUILD).await;
        let post = post(&schedule, "2027-01-15");
        assert_eq!(daily::store::update_schedule(&one, &claim(&schedule, &post)).await, Ok(true));
        let take = async |store: &Database, now: i64| {
            daily::store::take_posts(store, at(now), at(now + HELD), 9).await.unwrap()
        };
        assert_eq!(take(&two, 100 + HELD - 1).await, []);
        let (left, right) = tokio::join!(take(&one, 100 + HELD), take(&two, 100 + HELD));
        let taken = [left, right].concat();
        assert_eq!(taken, [Post { tries: 1, ..post.clone() }]);
        assert_eq!(take(&two, 100 + 2 * HELD - 1).await, []);
        assert_eq!(take(&two, 100 + 2 * HELD).await[0].tries, 2);
        // Somebody else's guild is none of it.
        daily::store::release_post(&two, OTHER, post.id, at(0)).await.unwrap();
        daily::store::release_post(&two, GUILD, post.id, at(500)).await.unwrap();
        assert_eq!(take(&one, 499).await, []);
        assert_eq!(take(&one, 500).await[0].tries, 3);
        assert_eq!(
            daily::store::update_schedule(&one, &settle(&post, PostState::Posted, PostState::Claimed)).await,
            Ok(true)
        );
        assert_eq!(
            daily::store::update_schedule(&one, &settle(&post, PostState::Posted, PostState::Claimed)).await,
            Ok(false)
        );
        daily::store::release_post(&two, GUILD, post.id, at(0)).await.unwrap();
        assert_eq!(take(&one, 5_000).await, []);
        let there = daily::store::find_post(&one, GUILD, post.id).await.unwrap().unwrap();
        assert_eq!((there.state, there.message), (PostState::Posted, Some(u64::MAX - 3)));
    })
    .await;
}

#[tokio::test]
async fn each_process_posts_in_its_own_guilds_and_nowhere_once_it_was_superseded() {
    both(async |place| {
        let (zero, one, shell) = (place.open().await, place.open().await, place.open().await);
        let long = std::time::Duration::from_mins(10);
        db::leases::acquire_lease(&zero, 0, 2, "zero", std::time::Duration::ZERO).await.unwrap().unwrap();
        db::leases::acquire_lease(&one, 1, 2, "one", long).await.unwrap().unwrap();
        let (ours, theirs) = (stored(&zero, GUILD).await, stored(&one, OTHER).await);
        let ids = |schedules: Vec<Schedule>| schedules.iter().map(|one| one.id).collect::<Vec<_>>();
        let held = post(&ours, "2027-01-15");
        assert_eq!(daily::store::update_schedule(&zero, &claim(&ours, &held)).await, Ok(true));
        assert_eq!(daily::store::update_schedule(&one, &claim(&theirs, &post(&theirs, "2027-01-15"))).await, Ok(true));
        for (store, schedule) in [(&zero, &ours), (&one, &theirs)] {
            assert_eq!(ids(daily::store::due_schedules(store, at(100), 9).await.unwrap()), [schedule.id]);
            assert_eq!(ids(daily::store::active_schedules(store, None, 9).await.unwrap()), [schedule.id]);
            let taken = daily::store::take_posts(store, at(900), at(901), 9).await.unwrap();
            assert_eq!(taken.iter().map(|post| post.schedule).collect::<Vec<_>>(), [schedule.id]);
        }
        assert_eq!(ids(daily::store::due_schedules(&shell, at(100), 9).await.unwrap()), [ours.id, theirs.id]);
        assert_eq!(
            daily::store::update_schedule(&zero, &schedule_update(&now(&shell, &theirs).await)).await,
            Err(StoreError::Superseded)
        );

        let new = place.open().await;
        db::leases::acquire_lease(&new, 0, 2, "new", long).await.unwrap().unwrap();
        let schedule = now(&shell, &ours).await;
        let superseded = StoreError::Superseded;
        assert_eq!(
            daily::store::update_schedule(&zero, &claim(&schedule, &post(&ours, "2027-01-16"))).await,
            Err(superseded.clone())
        );
        assert_eq!(daily::store::release_post(&zero, GUILD, held.id, at(0)).await, Err(superseded.clone()));
        assert_eq!(daily::store::take_posts(&zero, at(999), at(1_000), 9).await, Err(superseded.clone()));
        assert_eq!(daily::store::due_schedules(&zero, at(100), 9).await, Err(superseded.clone()));
        assert_eq!(daily::store::next_due(&zero).await, Err(superseded.clone()));
        assert_eq!(daily::store::active_schedules(&zero, None, 9).await, Err(superseded));
        assert_eq!(now(&new, &ours).await, schedule);
        assert_eq!(ids(daily::store::due_schedules(&new, at(100), 9).await.unwrap()), [ours.id]);
    })
    .await;
}

/// What a moderator does.
#[tokio::test]
async fn what_was_posted_is_forgotten_after_a_long_time_and_what_nobody_knows_of_is_not() {
    both(async |place| {
        let store = &place.open().await;
        let schedule = stored(store, GUILD).await;
        for state in PostState::ALL {
            let post = post(&schedule, state.code());
            assert_eq!(
                daily::store::update_schedule(store, &claim(&now(store, &schedule).await, &post)).await,
                Ok(true)
            );
            assert_eq!(daily::store::update_schedule(store, &settle(&post, state, PostState::Claimed)).await, Ok(true));
        }
        let later = |days: i64| at(100 + days * 24 * 60 * 60);
        let left = async |now: Timestamp| {
            guild::sweep::sweep(store, now, &guild::sweep::Retention::default()).await.unwrap();
            place.number("SELECT COUNT(*) FROM highlight").await
        };
        assert_eq!(left(later(399)).await, 5);
        assert_eq!(left(later(400)).await, 2);
        done(store, []).await;
        guild::sweep::record_left(store, GUILD, Some(later(400))).await.unwrap();
        assert_eq!(left(later(430)).await, 0);
        assert_eq!(place.number("SELECT COUNT(*) FROM schedule").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_schedule_that_somebody_damaged_does_not_take_the_others_with_it() {
    both(async |place| {
        let store = &place.open().await;
        let (broken, whole) = (stored(store, GUILD).await, stored(store, GUILD).await);
        place.execute(&format!("UPDATE schedule SET content = 'nonsense' WHERE id = '{}'", broken.id)).await;
        assert_eq!(daily::store::schedules(store, GUILD).await, Ok(vec![whole.clone()]));
        assert_eq!(daily::store::due_schedules(store, at(100), 9).await, Ok(vec![whole]));
        assert!(matches!(
            direct(store, schedule_update(&broken), ScheduleChange::Remove).await,
            CommitOutcome::Done(0)
        ));
        assert_eq!(daily::store::schedules(store, GUILD).await.unwrap().len(), 1);
    })
    .await;
}
