//! What its author withdraws is gone from everywhere, and so is what nobody agreed to in time.

use std::fs;

use jet_senpai::bot::guild::commit::Change;
use jet_senpai::bot::guild::sweep::Retention;
use jet_senpai::bot::testimonials::store::{
    Attribution, AuthorAction, Review, Submission, SubmissionStatus, TestimonialContent,
};
use jet_senpai::bot::{faq, guild, outbox, privacy, testimonials};
use jet_senpai::db::{self, Database, StoreError, new_id};
use jet_senpai::ui::Locale;

use crate::place::{GUILD, OTHER, Place, at, both, commit};
use crate::submissions::{HOUR, MEMBER, approved, audit, new, now, quoted, review, reviewed, shared, waiting};

/// Words that are found nowhere by chance, more than a page of a file.
fn long() -> String {
    "Fukuzatsu na omoide, ".repeat(300)
}

/// Where the words, or their author, still are: in a file also what was deleted from it, and in its log.
async fn traces(place: &Place) -> Vec<String> {
    let needles = ["Fukuzatsu", "omoide", "Ogata", "Kimiko", "Hyōgo"];
    let texts = place.texts().await;
    let mut found: Vec<String> =
        texts.into_iter().filter(|text| needles.iter().any(|word| text.contains(word))).collect();
    if place.is_file() {
        for file in fs::read_dir(place.dir()).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            for needle in needles {
                if bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
                    found.push(format!("{} holds {needle}", path.display()));
                }
            }
        }
    }
    found
}

#[tokio::test]
async fn of_what_was_withdrawn_nothing_is_left_but_a_hash() {
    both(async |place| {
        let store = &place.open().await;
        let waits = waiting(store, GUILD, &long()).await;
        let cut = Review { cut: Some(long()), tell: Some(Locale::English), ..review(&waits, SubmissionStatus::Cut) };
        reviewed(store, GUILD, cut).await;
        let accepts = Submission { status: SubmissionStatus::Approved, ..now(store, waits.id).await };
        assert_eq!(testimonials::store::update_by_author(store, &accepts, AuthorAction::Accepts).await, Ok(true));
        let topic = Review {
            note: long(),
            tell: Some(Locale::English),
            ..review(&now(store, waits.id).await, SubmissionStatus::Approved)
        };
        reviewed(store, GUILD, topic).await;
        testimonials::store::record_quotes(store, &quoted(9, &[&waits]), at(61)).await.unwrap();
        assert_eq!(place.number("SELECT COUNT(*) FROM outbox_item").await, 2);
        let before = faq::store::guild_revision(store, GUILD).await.unwrap();
        assert!(!traces(place).await.is_empty());

        assert_eq!(testimonials::store::withdraw(store, waits.id, 5, at(70)).await, Ok(false));
        assert_eq!(testimonials::store::withdraw(store, new_id(), MEMBER, at(70)).await, Ok(false));
        assert_eq!(shared(store, GUILD).await.len(), 1);
        assert_eq!(testimonials::store::withdraw(store, waits.id, MEMBER, at(70)).await, Ok(true));
        assert_eq!(traces(place).await, Vec::<String>::new());
        assert_eq!(testimonials::store::find_submission(store, waits.id).await, Ok(None));
        assert_eq!(
            (shared(store, GUILD).await, faq::store::guild_revision(store, GUILD).await),
            (vec![], Ok(before + 1))
        );
        assert_eq!(testimonials::store::withdraw(store, waits.id, MEMBER, at(71)).await, Ok(false));
        // No form that was opened before brings it back.
        assert_eq!(
            testimonials::store::update_by_author(
                store,
                &Submission { version: 0, status: SubmissionStatus::Written, ..waits.clone() },
                AuthorAction::Writes
            )
            .await,
            Ok(false)
        );
        assert_eq!(outbox::store::take_due(store, at(99), at(100), 9).await, Ok(vec![]));
        let taken = testimonials::store::take_quoted(store, at(70), at(80), 9).await.unwrap();
        assert_eq!(taken, [(quoted(9, &[&waits]), 0)]);
        let hash = waits.content.digest()[..12].to_owned();
        let lines = audit(store, GUILD).await;
        assert_eq!(lines.last(), Some(&("share.withdraw".to_owned(), hash, String::new())));
        assert_eq!(place.number("SELECT COUNT(*) FROM audit WHERE by_member <> 0 AND by_member <> 77").await, 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_forgotten_takes_back_what_they_have_shared() {
    both(async |place| {
        let store = &place.open().await;
        let pseudonyms = privacy::store::pseudonyms(store).await.unwrap();
        let theirs = [approved(store, GUILD, &long()).await, waiting(store, OTHER, &long()).await];
        let draft = new(GUILD, &long());
        assert_eq!(testimonials::store::update_by_author(store, &draft, AuthorAction::Writes).await, Ok(true));
        let stays = Submission { member: 5, ..new(GUILD, "Somebody else's.") };
        let stays = Submission {
            content: TestimonialContent {
                attribution: Attribution::Nobody,
                name: String::new(),
                place: String::new(),
                ..stays.content
            },
            ..stays
        };
        assert_eq!(testimonials::store::update_by_author(store, &stays, AuthorAction::Writes).await, Ok(true));
        let about = privacy::store::personal_data(store, MEMBER, &pseudonyms).await.unwrap();
        assert_eq!(about.shared.len(), 3);
        assert!(about.shared.contains(&theirs[0]) && about.shared.contains(&theirs[1]));
        testimonials::store::record_quotes(store, &quoted(9, &[&theirs[0]]), at(1)).await.unwrap();
        privacy::store::forget_member(store, MEMBER, &pseudonyms, at(0)).await.unwrap();
        assert_eq!(privacy::store::personal_data(store, MEMBER, &pseudonyms).await.unwrap().shared, []);
        assert_eq!(traces(place).await, Vec::<String>::new());
        assert_eq!(shared(store, GUILD).await, Vec::<String>::new());
        // Lines of the same moment would show that one author shared all of it.
        assert_eq!(place.number("SELECT COUNT(*) FROM audit WHERE action = 'share.withdraw'").await, 0);
        let ledger = fs::read_to_string(place.ledger()).unwrap();
        assert_eq!(ledger.lines().count(), 3);
        assert_eq!(now(store, stays.id).await.member, 5);
        assert_eq!(place.number("SELECT COUNT(*) FROM quoted WHERE edit_at IS NOT NULL").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_message_that_quotes_what_was_withdrawn_is_edited_once_and_by_one() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let (first, second) = (approved(&one, GUILD, "First.").await, approved(&one, GUILD, "Second.").await);
        let take = async |store: &Database, now: i64| {
            testimonials::store::take_quoted(store, at(now), at(now + 60), 9).await.unwrap()
        };
        testimonials::store::record_quotes(&one, &quoted(9, &[&first, &second]), at(61)).await.unwrap();
        testimonials::store::record_quotes(&one, &quoted(10, &[&second]), at(61)).await.unwrap();
        assert_eq!(take(&one, 70).await, []);
        assert_eq!(testimonials::store::withdraw(&one, first.id, MEMBER, at(70)).await, Ok(true));
        let (left, right) = tokio::join!(take(&one, 70), take(&two, 70));
        // The other one, it still may quote.
        assert_eq!([left, right].concat(), [(quoted(9, &[&first]), 0)]);
        // While it is edited, the other is withdrawn, too: whoever edits it has not seen that.
        assert_eq!(testimonials::store::withdraw(&one, second.id, MEMBER, at(75)).await, Ok(true));
        assert_eq!(take(&two, 75).await, [(quoted(10, &[&second]), 0)]);
        testimonials::store::finish_edit(&one, 9).await.unwrap();
        assert_eq!(take(&two, 76).await, [(quoted(9, &[&second]), 0)]);
        testimonials::store::reschedule_edit(&two, 9, at(500)).await.unwrap();
        assert_eq!(take(&two, 499).await.len(), 1);
        assert_eq!(take(&two, 500).await, [(quoted(9, &[&second]), 1)]);
        testimonials::store::finish_edit(&two, 9).await.unwrap();
        testimonials::store::finish_edit(&two, 10).await.unwrap();
        testimonials::store::reschedule_edit(&two, 10, at(0)).await.unwrap();
        assert_eq!(place.number("SELECT COUNT(*) FROM quoted").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_message_that_is_known_too_late_is_edited_all_the_same() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let messages = async || {
            testimonials::store::take_quoted(&one, at(99), at(99), 9)
                .await
                .unwrap()
                .into_iter()
                .map(|(one, _)| one.message)
        };
        let gone = approved(&one, GUILD, "Gone.").await;
        assert_eq!(testimonials::store::withdraw(&one, gone.id, MEMBER, at(70)).await, Ok(true));
        testimonials::store::record_quotes(&one, &quoted(9, &[&gone]), at(71)).await.unwrap();
        assert_eq!(messages().await.collect::<Vec<_>>(), [9]);
        // A press has made it show something else: it quotes nobody any more.
        testimonials::store::record_quotes(&one, &quoted(9, &[]), at(72)).await.unwrap();
        assert_eq!(messages().await.len(), 0);
        // Another guild's is none of this one's.
        let elsewhere = approved(&one, OTHER, "Elsewhere.").await;
        testimonials::store::record_quotes(&one, &quoted(10, &[&elsewhere]), at(71)).await.unwrap();
        assert_eq!(messages().await.collect::<Vec<_>>(), [10]);
        testimonials::store::finish_edit(&one, 10).await.unwrap();
        // Both at the same moment, in whichever order.
        for number in 0..20 {
            let is = approved(&one, GUILD, "Soon gone.").await;
            let quoted = quoted(100 + number, &[&is]);
            let (a, b) = tokio::join!(
                testimonials::store::withdraw(&one, is.id, MEMBER, at(70)),
                testimonials::store::record_quotes(&two, &quoted, at(71))
            );
            assert_eq!((a, b), (Ok(true), Ok(())));
            assert_eq!(messages().await.collect::<Vec<_>>(), [100 + number]);
            testimonials::store::finish_edit(&one, 100 + number).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_was_superseded_changes_nothing_but_says_what_it_has_sent() {
    both(async |place| {
        let (old, new, shell) = (place.open().await, place.open().await, place.open().await);
        db::leases::acquire_lease(&old, 0, 1, "old", std::time::Duration::ZERO).await.unwrap().unwrap();
        let is = approved(&old, GUILD, "Once.").await;
        db::leases::acquire_lease(&new, 0, 1, "new", std::time::Duration::from_mins(10)).await.unwrap().unwrap();
        let superseded = StoreError::Superseded;
        assert_eq!(
            testimonials::store::update_by_author(&old, &self::new(GUILD, "More."), AuthorAction::Writes).await,
            Err(superseded.clone())
        );
        assert_eq!(testimonials::store::withdraw(&old, is.id, MEMBER, at(70)).await, Err(superseded.clone()));
        assert!(!place.ledger().exists());
        let refused =
            guild::commit::commit(&old, &commit([Change::Review(review(&is, SubmissionStatus::Declined))])).await;
        assert_eq!(refused.err(), Some(superseded.clone()));
        assert_eq!(now(&shell, is.id).await, is);
        // A message that is there quotes what it quotes, whoever has sent it.
        testimonials::store::record_quotes(&old, &quoted(9, &[&is]), at(61)).await.unwrap();
        assert_eq!(testimonials::store::withdraw(&new, is.id, MEMBER, at(70)).await, Ok(true));
        assert_eq!(testimonials::store::take_quoted(&old, at(70), at(80), 9).await, Err(superseded.clone()));
        assert_eq!(testimonials::store::reschedule_edit(&old, 9, at(80)).await, Err(superseded));
        assert_eq!(testimonials::store::take_quoted(&new, at(70), at(80), 9).await.unwrap().len(), 1);
        testimonials::store::finish_edit(&old, 9).await.unwrap();
        assert_eq!(place.number("SELECT COUNT(*) FROM quoted").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_has_agreed_to_goes_after_a_day_and_what_somebody_had_stays() {
    both(async |place| {
        let store = &place.open().await;
        let draft = new(GUILD, &long());
        assert_eq!(testimonials::store::update_by_author(store, &draft, AuthorAction::Writes).await, Ok(true));
        let agreed = waiting(store, GUILD, "Agreed to.").await;
        let rewritten =
            Submission { status: SubmissionStatus::Written, ..waiting(store, GUILD, "Once agreed to.").await };
        assert_eq!(testimonials::store::update_by_author(store, &rewritten, AuthorAction::Writes).await, Ok(true));
        let again = Submission { version: rewritten.version + 1, ..rewritten.clone() };
        assert_eq!(testimonials::store::update_by_author(store, &again, AuthorAction::Writes).await, Ok(true));
        let sweep = async |second| guild::sweep::sweep(store, at(second), &Retention::default()).await.unwrap();
        sweep(24 * HOUR - 1).await;
        assert!(testimonials::store::find_submission(store, draft.id).await.unwrap().is_some());
        sweep(24 * HOUR).await;
        assert_eq!(testimonials::store::find_submission(store, draft.id).await, Ok(None));
        assert!(!traces(place).await.iter().any(|found| found.contains("omoide")));
        for stays in [agreed.id, rewritten.id] {
            assert!(testimonials::store::find_submission(store, stays).await.unwrap().is_some());
        }
        let actions: Vec<_> = audit(store, GUILD).await.into_iter().map(|(action, _, _)| action).collect();
        assert_eq!(actions, ["share.consent", "share.consent", "share.write", "share.write"]);
        // A guild that is forgotten takes them along.
        guild::sweep::record_left(store, GUILD, Some(at(0))).await.unwrap();
        sweep(31 * 24 * HOUR).await;
        assert_eq!(place.number("SELECT COUNT(*) FROM submission").await, 0);
    })
    .await;
}

#[tokio::test]
async fn of_what_a_message_quotes_only_that_is_named_which_was_withdrawn() {
    both(async |place| {
        let store = &place.open().await;
        let mut all = Vec::new();
        for text in ["First.", "Second.", "Third.", "Fourth."] {
            all.push(approved(store, GUILD, text).await);
        }
        let [first, second, third, fourth] = &all[..] else { panic!() };
        testimonials::store::record_quotes(store, &quoted(9, &[first, second, third, fourth]), at(61)).await.unwrap();
        assert_eq!(testimonials::store::withdraw(store, third.id, MEMBER, at(70)).await, Ok(true));
        let taken = async |now: i64| testimonials::store::take_quoted(store, at(now), at(now + 10), 9).await.unwrap();
        assert_eq!(taken(70).await, [(quoted(9, &[third]), 0)]);
        // It was not edited in time, and another is withdrawn.
        assert_eq!(testimonials::store::withdraw(store, first.id, MEMBER, at(75)).await, Ok(true));
        assert_eq!(taken(79).await, []);
        let mut two = [first, third];
        two.sort_by_key(|one| one.id);
        assert_eq!(taken(80).await, [(quoted(9, &two), 1)]);
        testimonials::store::finish_edit(store, 9).await.unwrap();
        assert_eq!(taken(1_000).await, []);
        assert_eq!(place.number("SELECT COUNT(*) FROM quoted WHERE edit_at IS NULL AND tries = 0").await, 2);
        assert_eq!(testimonials::store::withdraw(store, fourth.id, MEMBER, at(75)).await, Ok(true));
        assert_eq!(taken(2_000).await, [(quoted(9, &[fourth]), 0)]);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_ever_agreed_to_leaves_no_trace_in_the_audit() {
    both(async |place| {
        let store = &place.open().await;
        let draft = new(GUILD, "Only begun.");
        assert_eq!(testimonials::store::update_by_author(store, &draft, AuthorAction::Writes).await, Ok(true));
        assert_eq!(testimonials::store::withdraw(store, draft.id, MEMBER, at(70)).await, Ok(true));
        assert_eq!(audit(store, GUILD).await, []);
        assert_eq!(fs::read_to_string(place.ledger()).unwrap().lines().count(), 1);
        // What somebody agreed to once does, whatever they have written since.
        let once = waiting(store, GUILD, "Agreed to once.").await;
        let rewritten = Submission { status: SubmissionStatus::Written, ..once };
        assert_eq!(testimonials::store::update_by_author(store, &rewritten, AuthorAction::Writes).await, Ok(true));
        assert_eq!(testimonials::store::withdraw(store, rewritten.id, MEMBER, at(71)).await, Ok(true));
        let actions: Vec<_> = audit(store, GUILD).await.into_iter().map(|(action, _, _)| action).collect();
        assert_eq!(actions, ["share.consent", "share.write", "share.withdraw"]);
    })
    .await;
}
