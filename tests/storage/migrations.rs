//! Whatever an older version of the program has stored is there after every migration.

use std::fs;
use std::path::Path;
use std::time::Duration;

use jet_senpai::bot::daily::store::{PostState, SchedulePlan, ScheduleStatus};
use jet_senpai::bot::faq::store::EntryFields;
use jet_senpai::bot::guild::settings::{GuildRecord, PublishedTestimonial, Settings};
use jet_senpai::bot::guild::sweep::Retention;
use jet_senpai::bot::inbox::store::QuestionState;
use jet_senpai::bot::outbox::store::Notification;
use jet_senpai::bot::stats::store::week;
use jet_senpai::bot::testimonials::store::{Attribution, MessageKind, SubmissionStatus, TestimonialContent};
use jet_senpai::bot::{daily, faq, guild, inbox, outbox, privacy, stats, testimonials};
use jet_senpai::db::{self, Database, Id};
use jet_senpai::knowledge::{Origin, Role};
use jet_senpai::ui::{Locale, StableHash};
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _};

use crate::place::{GUILD, OTHER, Place, at, both};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// What a version of the schema held, as it was when it was the newest.
fn sample(version: i64) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/storage/samples/{version:04}.sql"));
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("migration {version} has no sample: write {}", path.display()))
}

/// Migrates step by step, and stores at each step what it had.
async fn through_all_versions(place: &Place) {
    let mut connection = place.beside().await;
    for migration in MIGRATIONS.iter() {
        MIGRATIONS.run_to(migration.version, &mut connection).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sample(migration.version))).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// An id of the samples.
fn id(last: u128) -> Id {
    Id::from_bits(0x019a_a000_0000_7000_8000_0000_0000_0000 + last)
}

/// What the samples' author tells.
fn told(text: &str) -> TestimonialContent {
    TestimonialContent {
        text: text.to_owned(),
        attribution: Attribution::Name,
        name: "Kim".to_owned(),
        role: Role::Cir,
        place: "Hyōgo".to_owned(),
        years: "2019–2022".to_owned(),
        topic: "daily-life".to_owned(),
    }
}

/// What the second version added.
async fn of_the_second_version(store: &Database) {
    let schedules = daily::store::schedules(store, GUILD).await.unwrap();
    let [first, paused] = &schedules[..] else { panic!("{schedules:?}") };
    assert_eq!((first.id, first.version, first.next), (id(0x10), 3, Some(at(100))));
    let SchedulePlan { channel, minute, zone, days, roles, topics, ping, thread, grace, .. } = &first.plan;
    assert_eq!((*channel, *minute, &**zone, *days, *ping), (u64::MAX, 600, "Asia/Tokyo", 127, Some(5)));
    assert_eq!((&roles[..], topics.join(","), *thread, *grace), (&[Role::Alt][..], "daily-life".to_owned(), true, 60));
    assert_eq!((first.plan.failures, first.plan.told, first.plan.standing), (1, Some(2), ScheduleStatus::Active));
    assert_eq!((paused.id, paused.next, paused.plan.standing), (id(0x11), None, ScheduleStatus::Paused));
    let posts = daily::store::latest_posts(store, GUILD, first.id, 9).await.unwrap();
    let told: Vec<_> = posts.iter().map(|post| (post.id, post.state, post.message)).collect();
    let expected = [
        (0x13, PostState::Claimed, None),
        (0x12, PostState::Posted, Some(18_446_744)),
        (0x14, PostState::Missed, None),
    ];
    assert_eq!(told, expected.map(|(last, state, message)| (id(last), state, message)));
    assert_eq!(
        daily::store::take_posts(store, at(1), at(2), 9).await.unwrap()[0].testimonial,
        format!("g:{}", id(0x20))
    );

    let theirs = testimonials::store::submissions_of(store, 6).await.unwrap();
    let stages: Vec<_> = theirs.iter().map(|one| (one.id, one.status, one.consented)).collect();
    assert_eq!(
        stages,
        [(id(0x21), SubmissionStatus::Cut, Some(at(0))), (id(0x20), SubmissionStatus::Approved, Some(at(0)))]
    );
    assert_eq!((theirs[0].cut.as_deref(), &*theirs[1].note), (Some("The good […]"), "Thank you!"));
    assert_eq!((theirs[0].content.attribution, theirs[0].content.role), (Attribution::Role, Role::Alt));
    let draft = testimonials::store::find_submission(store, id(0x22)).await.unwrap().unwrap();
    assert_eq!(
        (draft.status, draft.consented, draft.content.attribution),
        (SubmissionStatus::Written, None, Attribution::Nobody)
    );
    let (quoted, tries) = testimonials::store::take_quoted(store, at(1), at(2), 9).await.unwrap().remove(0);
    assert_eq!(
        (quoted.message, quoted.shows, quoted.submissions, tries),
        (1002, MessageKind::Words, vec![id(0x23)], 1)
    );
    assert_eq!(testimonials::store::withdraw(store, id(0x20), 6, at(1)).await, Ok(true));
    let (quoted, _) = testimonials::store::take_quoted(store, at(1), at(2), 9).await.unwrap().remove(0);
    let entry = MessageKind::Entry(9_642_597_199_994_230_867, None);
    assert_eq!((quoted.message, quoted.shows, quoted.locale), (1001, entry, Locale::Japanese));
}

#[tokio::test]
async fn what_was_stored_in_every_version_is_read_in_this_one() {
    both(async |place| {
        through_all_versions(place).await;
        let store = place.open().await;

        let record = GuildRecord {
            revision: 7,
            settings: Settings {
                moderators: Some(u64::MAX),
                roles: [5].into(),
                private: [(9, false)].into(),
                locale: Some(Locale::Japanese),
                per_member: 3.try_into().ok(),
                ..Settings::default()
            },
            pinned: vec!["zebra".to_owned(), "apple".to_owned()],
            hidden: ["alt-duties".to_owned()].into(),
            silenced: ["kim".to_owned()].into(),
            shared: vec![PublishedTestimonial {
                id: id(0x20),
                author: "28f51e1a70fe54d553cc6deb498ed522".to_owned(),
                content: told("I lived between rice fields."),
                daily: true,
            }],
            ..GuildRecord::default()
        };
        assert_eq!(faq::store::guild_record(&store, GUILD).await, Ok(record));
        let (_, entries) = faq::store::changes_since(&store, GUILD, 0).await.unwrap();
        let told: Vec<_> = entries.iter().map(|held| (&*held.entry.id, held.version, held.active)).collect();
        assert_eq!(told, [("gone", 1, false), ("wifi", 2, true)]);
        let wifi = StableHash::entry("wifi", Origin::Guild);
        assert_eq!(
            faq::store::find_entry(&store, GUILD, wifi).await.unwrap().unwrap().replaces.as_deref(),
            Some("wifi-curated")
        );
        let history = faq::store::entry_history(&store, GUILD, "wifi").await.unwrap();
        let told: Vec<_> = history.iter().map(|one| (one.by.member, &*one.stored.entry.answer, one.at)).collect();
        assert_eq!(told, [(77, "Ask at the desk.", at(1)), (u64::MAX, "I forgot.", at(0))]);

        let draft = faq::store::find_draft(&store, id(1), GUILD, 77, at(0)).await.unwrap().unwrap();
        let fields =
            EntryFields { question: "Where?".to_owned(), answer: "There.".to_owned(), ..EntryFields::default() };
        assert_eq!((draft.fields, draft.from, draft.purpose.question), (fields, Some(2), Some(u64::MAX)));
        assert_eq!(draft.purpose.author, Some((6, "Kim".to_owned())));

        let (waiting, all) = inbox::store::open_questions(&store, GUILD, 0, 10).await.unwrap();
        assert_eq!((&*waiting[0].text, waiting[0].askers, waiting[0].asked, all), ("Where is the wifi?", 2, 5, 1));
        let bar =
            inbox::store::find_question(&store, GUILD, StableHash::question("is there a bar")).await.unwrap().unwrap();
        assert_eq!((bar.state, bar.outcome.as_deref()), (QuestionState::Dismissed, Some("Nobody knows.")));
        let proposals = inbox::store::proposals(&store, GUILD, 10).await.unwrap();
        assert_eq!((&*proposals[0].text, proposals[0].entry, proposals[0].members), ("wifi pw", wifi, 2));
        assert_eq!(inbox::store::is_blocked(&store, GUILD, 4).await, Ok(true));

        let weeks = stats::store::weeks(&store, GUILD, week(at(0))).await.unwrap();
        assert_eq!((weeks[0].answered, weeks[0].suggested, weeks[0].abstained), (3, 2, 1));
        assert_eq!(stats::store::most_asked(&store, GUILD, 0, 10).await.unwrap()[0].asked, 5);
        let shown = stats::store::entry_weeks(&store, GUILD, 0).await.unwrap()[0];
        assert_eq!((shown.entry, shown.shown, shown.helped, shown.not_quite), (wifi, 4, 2, 1));

        let outbox_items = outbox::store::take_due(&store, at(1), at(60), 10).await.unwrap();
        let told: Vec<_> = outbox_items.iter().map(|outbox_item| (outbox_item.id, outbox_item.tries)).collect();
        assert_eq!(told, [(id(2), 0), (id(3), 1)]);
        assert!(
            matches!(&outbox_items[0].content, Notification::AnswerInChannel { members, .. } if members == &[1, 2])
        );
        let waited = outbox::store::take_parked(&store, GUILD, 6).await.unwrap();
        assert!(matches!(&waited[0].content, Notification::Credit { credit, .. } if Id::from_bits(*credit) == id(5)));

        let pseudonyms = privacy::store::pseudonyms(&store).await.unwrap();
        assert_eq!(pseudonyms.of(1, 2, "item"), "ba1230cbdc736aa9d6b856ba28c65a95");
        let about = privacy::store::personal_data(&store, 6, &pseudonyms).await.unwrap();
        assert_eq!(about.credits.iter().map(|credit| credit.given).collect::<Vec<_>>(), [false, true]);
        assert_eq!(db::leases::acquire_lease(&store, 0, 1, "bot", Duration::ZERO).await.unwrap().unwrap().counter, 42);

        of_the_second_version(&store).await;

        guild::sweep::sweep(&store, at(31 * 24 * 60 * 60), &Retention::default()).await.unwrap();
        assert_eq!(
            (faq::store::guild_revision(&store, GUILD).await, faq::store::guild_revision(&store, OTHER).await),
            (Ok(8), Ok(0))
        );
    })
    .await;
}

#[tokio::test]
async fn migrations_never_destroy() {
    for migration in MIGRATIONS.iter() {
        let sql = migration.sql.as_str().to_uppercase();
        for word in ["DROP TABLE", "DROP COLUMN", "TRUNCATE"] {
            assert!(!sql.contains(word), "migration {} has {word}", migration.version);
        }
    }
}
