//! What is on its way arrives once, whatever happens meanwhile.

use jet_senpai::bot::guild::commit::Change;
use jet_senpai::bot::inbox::store::WaitingMember;
use jet_senpai::bot::outbox::store::{Notification, OutboxItem};
use jet_senpai::bot::{inbox, outbox};
use jet_senpai::db::Database;
use jet_senpai::knowledge::Origin;
use jet_senpai::ui::{Locale, StableHash};

use crate::place::{GUILD, OTHER, at, both, done, store};

/// Members ask, all in a channel or each alone, and are answered.
async fn answer(store: &Database, members: &[u64], message: Option<u64>) {
    let question = StableHash::question("Where?");
    for member in members {
        let asker = WaitingMember {
            guild: GUILD,
            question,
            text: "Where?".to_owned(),
            member: *member,
            channel: 100,
            message,
            locale: Locale::English,
            at: at(0),
        };
        inbox::store::ask_moderators(store, &asker).await.unwrap();
    }
    done(store, [Change::Answer { question, entry: StableHash::entry("there", Origin::Guild) }]).await;
}

fn tries(outbox_items: &[OutboxItem]) -> Vec<u32> {
    outbox_items.iter().map(|outbox_item| outbox_item.tries).collect()
}

#[tokio::test]
async fn nobody_else_gets_what_one_is_sending_until_its_time_is_over() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        answer(&one, &[1, 2, 3, 4, 5], None).await;
        let (left, right) = tokio::join!(
            outbox::store::take_due(&one, at(10), at(70), 3),
            outbox::store::take_due(&two, at(10), at(70), 3)
        );
        let (left, right) = (left.unwrap(), right.unwrap());
        let mut ids: Vec<String> = left.iter().chain(&right).map(|outbox_item| outbox_item.id.to_string()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((left.len() + right.len(), ids.len()), (5, 5));
        assert!(outbox::store::take_due(&two, at(69), at(100), 10).await.unwrap().is_empty());
        // Whoever took them has not come back: they may have arrived.
        assert_eq!(tries(&outbox::store::take_due(&two, at(70), at(100), 10).await.unwrap()), [1; 5]);
    })
    .await;
}

#[tokio::test]
async fn what_has_arrived_is_gone_and_what_has_not_is_tried_again() {
    both(async |place| {
        let store = &place.open().await;
        answer(store, &[1, 2], None).await;
        let outbox_items = outbox::store::take_due(store, at(10), at(70), 10).await.unwrap();
        assert_eq!(tries(&outbox_items), [0, 0]);
        outbox::store::delete_item(store, outbox_items[0].id).await.unwrap();
        outbox::store::reschedule_item(store, outbox_items[1].id, at(20)).await.unwrap();
        assert!(outbox::store::take_due(store, at(19), at(70), 10).await.unwrap().is_empty());
        let again = outbox::store::take_due(store, at(20), at(70), 10).await.unwrap();
        assert_eq!((tries(&again), again[0].id), (vec![1], outbox_items[1].id));
        outbox::store::delete_item(store, again[0].id).await.unwrap();
        outbox::store::delete_item(store, again[0].id).await.unwrap();
        outbox::store::reschedule_item(store, again[0].id, at(0)).await.unwrap();
        outbox::store::park_item(store, again[0].id).await.unwrap();
        assert_eq!(place.number("SELECT COUNT(*) FROM outbox_item").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_delivered_waits_for_its_member_and_is_shown_once() {
    store(async |store| {
        answer(store, &[1], None).await;
        let outbox_items = outbox::store::take_due(store, at(10), at(70), 10).await.unwrap();
        assert_eq!(outbox::store::take_parked(store, GUILD, 1).await, Ok(vec![]));
        outbox::store::park_item(store, outbox_items[0].id).await.unwrap();
        assert!(outbox::store::take_due(store, at(1000), at(1070), 10).await.unwrap().is_empty());
        assert_eq!(outbox::store::take_parked(store, OTHER, 1).await, Ok(vec![]));
        assert_eq!(outbox::store::take_parked(store, GUILD, 2).await, Ok(vec![]));
        let shown = outbox::store::take_parked(store, GUILD, 1).await.unwrap();
        assert_eq!((shown[0].id, shown[0].tries), (outbox_items[0].id, 1));
        assert_eq!(outbox::store::take_parked(store, GUILD, 1).await, Ok(vec![]));
        outbox::store::delete_item(store, shown[0].id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn where_a_channel_is_gone_the_answer_waits_for_each_member() {
    store(async |store| {
        answer(store, &[1, 2], Some(9)).await;
        let outbox_items = outbox::store::take_due(store, at(10), at(70), 10).await.unwrap();
        assert_eq!(outbox_items.len(), 1);
        outbox::store::park_item(store, outbox_items[0].id).await.unwrap();
        for member in [1, 2] {
            let shown = outbox::store::take_parked(store, GUILD, member).await.unwrap();
            assert!(matches!(shown[0].content, Notification::AnswerAlone { member: to, .. } if to == member));
        }
    })
    .await;
}

#[tokio::test]
async fn others_take_the_place_of_one_at_once_and_are_as_old_as_it_was() {
    store(async |store| {
        answer(store, &[1, 2], Some(9)).await;
        let whole = outbox::store::take_due(store, at(10), at(70), 10).await.unwrap().remove(0);
        let alone = |member| Notification::AnswerAlone {
            member,
            asked: "Where?".to_owned(),
            entry: 7,
            locale: Locale::English,
        };
        outbox::store::replace_item(store, whole.id, &[alone(1), alone(2)]).await.unwrap();
        // Somebody who knew of the first one comes too late.
        outbox::store::replace_item(store, whole.id, &[alone(3)]).await.unwrap();
        let parts = outbox::store::take_due(store, at(10), at(70), 10).await.unwrap();
        assert_eq!(parts.iter().map(|one| &one.content).collect::<Vec<_>>(), [&alone(1), &alone(2)]);
        assert!(parts.iter().all(|one| (one.made, one.tries) == (whole.made, 0)));
        assert_eq!(outbox::store::awaited_members(store).await, Ok(vec![]));
        for part in &parts {
            outbox::store::park_item(store, part.id).await.unwrap();
        }
        assert_eq!(outbox::store::awaited_members(store).await, Ok(vec![(GUILD, 1), (GUILD, 2)]));
    })
    .await;
}
