//! Several processes on one database: one of them is connected for a shard, and nobody else writes for its guilds.

use std::time::Duration;

use jet_senpai::bot::guild::commit::Change;
use jet_senpai::bot::inbox::store::{LoggedQuestion, QueryOutcome, Vote, WaitingMember};
use jet_senpai::bot::{faq, guild, inbox, outbox, privacy};
use jet_senpai::db::{self, StoreError, new_id};
use jet_senpai::knowledge::Origin;
use jet_senpai::ui::{Locale, StableHash};

use crate::place::{GUILD, OTHER, at, both, commit, done, entry, write};

const LONG: Duration = Duration::from_mins(10);
const OVER: Duration = Duration::ZERO;

#[tokio::test]
async fn a_lease_is_one_processs_until_it_ends() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let first = db::leases::acquire_lease(&one, 0, 2, "one", LONG).await.unwrap().unwrap();
        assert_eq!(db::leases::acquire_lease(&two, 0, 2, "two", LONG).await, Ok(None));
        // Another shard is free, and renewing changes nothing.
        assert!(db::leases::acquire_lease(&two, 1, 2, "two", LONG).await.unwrap().is_some());
        assert_eq!(db::leases::acquire_lease(&one, 0, 2, "one", OVER).await, Ok(Some(first)));
        let second = db::leases::acquire_lease(&two, 0, 2, "two", LONG).await.unwrap().unwrap();
        assert!(second.shard == 0 && second.counter > first.counter);
        assert_eq!(db::leases::acquire_lease(&one, 0, 2, "one", LONG).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn a_lease_that_is_given_back_is_free_at_once() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let first = db::leases::acquire_lease(&one, 0, 1, "one", LONG).await.unwrap().unwrap();
        db::leases::release_lease(&two, 0, "two").await.unwrap();
        assert_eq!(db::leases::acquire_lease(&two, 0, 1, "two", LONG).await, Ok(None));
        db::leases::release_lease(&one, 0, "one").await.unwrap();
        assert!(db::leases::acquire_lease(&two, 0, 1, "two", LONG).await.unwrap().unwrap().counter > first.counter);
        assert!(matches!(guild::commit::commit(&one, &commit([])).await, Err(StoreError::Superseded)));
    })
    .await;
}

#[tokio::test]
async fn a_process_started_again_under_the_same_name_is_another_one() {
    both(async |place| {
        let (old, new) = (place.open().await, place.open().await);
        let first = db::leases::acquire_lease(&old, 0, 1, "bot", LONG).await.unwrap().unwrap();
        let second = db::leases::acquire_lease(&new, 0, 1, "bot", LONG).await.unwrap().unwrap();
        assert!(second.counter > first.counter);
        assert!(matches!(guild::commit::commit(&old, &commit([])).await, Err(StoreError::Superseded)));
        done(&new, [write(entry("a", "one"), None)]).await;
    })
    .await;
}

#[tokio::test]
async fn one_that_was_not_renewed_in_time_goes_on_where_nobody_else_has_come() {
    both(async |place| {
        let store = place.open().await;
        let first = db::leases::acquire_lease(&store, 0, 1, "one", OVER).await.unwrap();
        done(&store, [write(entry("a", "one"), None)]).await;
        assert_eq!(db::leases::acquire_lease(&store, 0, 1, "one", LONG).await.unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_superseded_changes_nothing_any_more() {
    both(async |place| {
        let (old, new, shell) = (place.open().await, place.open().await, place.open().await);
        db::leases::acquire_lease(&old, 0, 1, "old", OVER).await.unwrap();
        done(&old, [write(entry("a", "one"), None)]).await;
        let question = StableHash::question("Where?");
        let asker = WaitingMember {
            guild: GUILD,
            question,
            text: "Where?".to_owned(),
            member: 1,
            channel: 1,
            message: None,
            locale: Locale::English,
            at: at(0),
        };
        inbox::store::ask_moderators(&old, &asker).await.unwrap();
        done(&old, [Change::Answer { question, entry: StableHash::entry("a", Origin::Guild) }]).await;
        let taken = outbox::store::take_due(&old, at(1), at(1), 10).await.unwrap();

        db::leases::acquire_lease(&new, 0, 1, "new", LONG).await.unwrap().unwrap();
        let superseded = Err(StoreError::Superseded);
        assert_eq!(
            guild::commit::commit(&old, &commit([write(entry("a", "two"), Some(1))])).await.err(),
            Some(StoreError::Superseded)
        );
        let what = QueryOutcome::Abstained;
        let asked = LoggedQuestion { guild: GUILD, question, text: "Where?".to_owned(), at: at(0), what, entry: None };
        assert_eq!(inbox::store::log_questions(&old, &[asked]).await, superseded);
        assert_eq!(inbox::store::ask_moderators(&old, &asker).await, Err(StoreError::Superseded));
        let hour = jiff::SignedDuration::from_hours(1);
        assert_eq!(inbox::store::take_pending_counts(&old, GUILD, at(0), hour).await, Err(StoreError::Superseded));
        let click = Vote { guild: GUILD, question, entry: question, voter: "v".to_owned(), at: at(0) };
        assert_eq!(inbox::store::vote(&old, &click, 3).await, superseded);
        let draft = faq::store::EntryDraft::default();
        assert_eq!(faq::store::save_draft(&old, new_id(), GUILD, 77, &draft, at(100)).await, superseded);
        assert_eq!(guild::sweep::record_left(&old, GUILD, Some(at(0))).await, superseded);
        assert_eq!(outbox::store::take_due(&old, at(10), at(70), 10).await, Err(StoreError::Superseded));
        assert_eq!(outbox::store::reschedule_item(&old, taken[0].id, at(20)).await, superseded);
        assert_eq!(outbox::store::park_item(&old, taken[0].id).await, superseded);
        assert_eq!(privacy::store::decide_credit(&old, new_id(), 1, true, at(0)).await, Err(StoreError::Superseded));
        assert_eq!(
            privacy::store::forget_member(&old, 1, &privacy::store::pseudonyms(&old).await.unwrap(), at(0)).await,
            superseded
        );

        // It may still read, and say that something has arrived; whoever has taken over goes on, and so does the shell.
        assert_eq!(faq::store::guild_revision(&old, GUILD).await, Ok(1));
        assert_eq!(outbox::store::take_due(&new, at(10), at(70), 10).await.unwrap()[0].id, taken[0].id);
        outbox::store::delete_item(&old, taken[0].id).await.unwrap();
        assert!(outbox::store::take_due(&new, at(70), at(80), 10).await.unwrap().is_empty());
        done(&shell, [write(entry("a", "two"), Some(1))]).await;
        done(&new, [write(entry("a", "three"), Some(2))]).await;
    })
    .await;
}

#[tokio::test]
async fn each_process_delivers_for_its_own_guilds_alone() {
    both(async |place| {
        let (zero, one) = (place.open().await, place.open().await);
        db::leases::acquire_lease(&zero, 0, 2, "zero", LONG).await.unwrap().unwrap();
        db::leases::acquire_lease(&one, 1, 2, "one", LONG).await.unwrap().unwrap();
        for (store, guild) in [(&zero, GUILD), (&one, OTHER)] {
            let question = StableHash::question("Where?");
            let text = "Where?".to_owned();
            let locale = Locale::English;
            let asker =
                WaitingMember { guild, question, text, member: 1, channel: 1, message: None, locale, at: at(0) };
            inbox::store::ask_moderators(store, &asker).await.unwrap();
            let answer = Change::Answer { question, entry: StableHash::entry("a", Origin::Guild) };
            guild::commit::commit(store, &guild::commit::Commit { guild, ..commit([answer]) }).await.unwrap();
        }
        assert_eq!(
            guild::commit::commit(&zero, &guild::commit::Commit { guild: OTHER, ..commit([]) }).await.err(),
            Some(StoreError::Superseded)
        );
        for (store, guild) in [(&zero, GUILD), (&one, OTHER)] {
            let taken = outbox::store::take_due(store, at(1), at(70), 10).await.unwrap();
            assert_eq!(taken.iter().map(|outbox_item| outbox_item.guild).collect::<Vec<_>>(), [guild]);
        }
    })
    .await;
}
