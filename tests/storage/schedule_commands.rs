//! What moderators do with a schedule: each change is in the audit log, and done once.

use jet_senpai::bot::daily::store::{PostState, Schedule, ScheduleUpdate};
use jet_senpai::bot::guild::commit::{Change, Commit, CommitOutcome, ScheduleChange};
use jet_senpai::bot::outbox::store::{HighlightAlert, Notification};
use jet_senpai::bot::{daily, guild, outbox};
use jet_senpai::db::Database;

use crate::highlights::{claim, new, now, post, schedule_update, settle, state, stored};
use crate::place::{GUILD, OTHER, at, both, commit, store};

pub async fn direct(store: &Database, turn: ScheduleUpdate, what: ScheduleChange) -> CommitOutcome {
    guild::commit::commit(store, &commit([Change::Highlight(Box::new(turn), what)])).await.unwrap()
}

#[tokio::test]
async fn what_a_moderator_does_with_a_schedule_is_in_the_audit_and_done_once() {
    both(async |place| {
        let store = &place.open().await;
        let schedule = new(GUILD);
        assert!(matches!(direct(store, schedule_update(&schedule), ScheduleChange::Add).await, CommitOutcome::Done(0)));
        let is_refused = |committed: CommitOutcome| match committed {
            CommitOutcome::Conflict { id, now: None } => assert_eq!(id, schedule.id.to_string()),
            other => panic!("{other:?}"),
        };
        is_refused(direct(store, schedule_update(&schedule), ScheduleChange::Add).await);
        let first = now(store, &schedule).await;
        let paused = ScheduleUpdate { at: at(1), ..schedule_update(&Schedule { next: None, ..first.clone() }) };
        assert!(matches!(direct(store, paused.clone(), ScheduleChange::Pause).await, CommitOutcome::Done(0)));
        is_refused(direct(store, paused, ScheduleChange::Pause).await);
        is_refused(direct(store, claim(&first, &post(&first, "now 1")), ScheduleChange::Now).await);
        let second = now(store, &schedule).await;
        let held = post(&second, "now 1");
        assert!(matches!(direct(store, claim(&second, &held), ScheduleChange::Now).await, CommitOutcome::Done(0)));
        assert_eq!(
            daily::store::update_schedule(store, &settle(&held, PostState::Uncertain, PostState::Claimed)).await,
            Ok(true)
        );
        let settled = settle(&held, PostState::Posted, PostState::Uncertain);
        assert!(matches!(direct(store, settled.clone(), ScheduleChange::Settle).await, CommitOutcome::Done(0)));
        is_refused(direct(store, settled, ScheduleChange::Settle).await);
        assert_eq!(state(store, GUILD, held.id).await, Some(PostState::Posted));

        // Another effect of the same commit does not happen either.
        let elsewhere = Commit { guild: OTHER, ..commit([]) };
        let remove = |schedule: &Schedule, of: &Commit| {
            let turn = ScheduleUpdate { guild: of.guild, ..schedule_update(schedule) };
            let block = Change::Block { member: 5, on: true };
            Commit { effects: vec![block, Change::Highlight(Box::new(turn), ScheduleChange::Remove)], ..of.clone() }
        };
        is_refused(guild::commit::commit(store, &remove(&first, &commit([]))).await.unwrap());
        is_refused(guild::commit::commit(store, &remove(&now(store, &schedule).await, &elsewhere)).await.unwrap());
        let of_another = Commit { guild: OTHER, ..remove(&now(store, &schedule).await, &commit([])) };
        is_refused(guild::commit::commit(store, &of_another).await.unwrap());
        assert_eq!(place.number("SELECT COUNT(*) FROM blocked").await, 0);
        let done = guild::commit::commit(store, &remove(&now(store, &schedule).await, &commit([]))).await.unwrap();
        assert!(matches!(done, CommitOutcome::Done(0)));
        assert_eq!(place.number("SELECT COUNT(*) FROM highlight").await, 0);
        assert_eq!(daily::store::schedules(store, GUILD).await, Ok(vec![]));

        let (lines, _) = guild::store::audit_page(store, GUILD, 0, 20).await.unwrap();
        let channel = schedule.plan.channel.to_string();
        let mut told: Vec<_> = lines.iter().filter(|line| line.action.starts_with("highlight.")).collect();
        assert!(told.iter().all(|line| line.item == channel && line.became == schedule.id.to_string()));
        told.reverse();
        let told: Vec<_> = told.iter().map(|line| line.action.trim_start_matches("highlight.")).collect();
        assert_eq!(told, ["add", "pause", "now", "settle", "remove"]);
    })
    .await;
}

#[tokio::test]
async fn what_moderators_are_told_of_a_schedule_is_on_its_way() {
    store(async |store| {
        let schedule = stored(store, GUILD).await;
        let content = Notification::Highlight { schedule: schedule.id.bits(), news: HighlightAlert::Missed(3) };
        let turn = ScheduleUpdate { words: vec![content.clone()], ..schedule_update(&schedule) };
        assert_eq!(daily::store::update_schedule(store, &turn).await, Ok(true));
        let outbox_items = outbox::store::take_due(store, at(1), at(2), 9).await.unwrap();
        assert_eq!(
            outbox_items.iter().map(|outbox_item| (outbox_item.guild, &outbox_item.content)).collect::<Vec<_>>(),
            [(GUILD, &content)]
        );
    })
    .await;
}
