//! Entries, their history, what is pinned and set, and drafts.

use jet_senpai::bot::faq::store::{DraftPurpose, EntryDraft, EntryFields, PendingImport};
use jet_senpai::bot::guild::commit::{Change, Commit, CommitOutcome, CuratedOverride, Edit};
use jet_senpai::bot::guild::settings::{GuildRecord, Setting, Settings};
use jet_senpai::bot::{faq, guild};
use jet_senpai::db::new_id;
use jet_senpai::knowledge::{Authorship, Basis, Entry, Origin, Role};
use jet_senpai::ui::{Locale, StableHash};

use crate::place::{GUILD, OTHER, at, both, commit, day, done, entry, store, write};

#[tokio::test]
async fn a_guild_that_has_changed_nothing_is_at_revision_0() {
    store(async |store| {
        assert_eq!(faq::store::guild_revision(store, GUILD).await, Ok(0));
        assert_eq!(faq::store::guild_record(store, GUILD).await, Ok(GuildRecord::default()));
        let (revision, entries) = faq::store::changes_since(store, GUILD, 0).await.unwrap();
        assert!(revision == 0 && entries.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_entry_comes_back_as_it_was_written() {
    store(async |store| {
        let written = Entry {
            id: "bike-parking".to_owned(),
            question: "Where can I leave my bike? 自転車は?".to_owned(),
            aliases: vec!["bike \"parking\"".to_owned(), "line\nbreak \\ and = signs".to_owned()],
            answer: "Behind the \"office\".\n\n- Ask first.\u{1f6b2}".to_owned(),
            topic: "daily-life".to_owned(),
            tags: vec!["bike".to_owned()],
            roles: vec![Role::Alt, Role::Sea],
            basis: Basis::Document,
            source: Some(Authorship { by: "Mori \u{0}森".to_owned(), on: day("2026-11-22") }),
            related: vec!["trains".to_owned()],
            review_by: Some(day("2027-04-01")),
            ..Entry::default()
        };
        done(store, [write(written.clone(), None)]).await;
        let held = faq::store::find_entry(store, GUILD, StableHash::entry("bike-parking", Origin::Guild))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(format!("{:?}", held.entry), format!("{written:?}"));
        assert!(held.version == 1 && held.active && held.replaces.is_none());
    })
    .await;
}

#[tokio::test]
async fn every_change_that_members_see_raises_the_revision_and_is_told_to_whoever_asks_since() {
    store(async |store| {
        assert_eq!(done(store, [write(entry("a", "one"), None), write(entry("b", "one"), None)]).await, 1);
        assert_eq!(done(store, [write(entry("a", "two"), Some(1))]).await, 2);
        assert_eq!(done(store, [Change::Discard(new_id())]).await, 2);
        let retired = Edit { entry: entry("b", "one"), active: false, replaces: None, from: Some(1) };
        assert_eq!(done(store, [Change::Write(retired)]).await, 3);
        let told = async |since| {
            let (revision, entries) = faq::store::changes_since(store, GUILD, since).await.unwrap();
            let told = entries.iter().map(|held| (held.entry.id.clone(), held.version, held.active));
            (revision, told.collect::<Vec<_>>())
        };
        assert_eq!(told(0).await, (3, vec![("a".to_owned(), 2, true), ("b".to_owned(), 2, false)]));
        assert_eq!(told(2).await, (3, vec![("b".to_owned(), 2, false)]));
        assert_eq!(told(3).await, (3, vec![]));
        assert_eq!(faq::store::guild_revision(store, GUILD).await, Ok(3));
        assert_eq!(faq::store::guild_revision(store, OTHER).await, Ok(0));
    })
    .await;
}

#[tokio::test]
async fn whoever_has_seen_an_older_version_is_shown_the_newer_one_and_nothing_changes() {
    store(async |store| {
        done(store, [write(entry("a", "one"), None)]).await;
        done(store, [write(entry("a", "two"), Some(1))]).await;
        let effects = [write(entry("new", "new"), None), write(entry("a", "mine"), Some(1))];
        let CommitOutcome::Conflict { id, now } = guild::commit::commit(store, &commit(effects)).await.unwrap() else {
            panic!()
        };
        let now = now.unwrap();
        assert_eq!((id.as_str(), now.version, now.entry.answer.as_str()), ("a", 2, "two"));
        assert!(faq::store::find_entry(store, GUILD, StableHash::entry("new", Origin::Guild)).await.unwrap().is_none());
        assert_eq!(faq::store::guild_revision(store, GUILD).await, Ok(2));

        // Neither is an entry made twice, nor one changed that is not there.
        let CommitOutcome::Conflict { now: Some(_), .. } =
            guild::commit::commit(store, &commit([write(entry("a", ""), None)])).await.unwrap()
        else {
            panic!()
        };
        let gone = guild::commit::commit(store, &commit([write(entry("gone", ""), Some(3))])).await.unwrap();
        assert!(matches!(gone, CommitOutcome::Conflict { now: None, .. }));
    })
    .await;
}

#[tokio::test]
async fn a_history_says_who_wrote_what_and_when_the_newest_first() {
    store(async |store| {
        done(store, [write(entry("a", "one"), None)]).await;
        let edit = Edit { entry: entry("a", "two"), active: false, replaces: Some("c".to_owned()), from: Some(1) };
        let later = Commit { at: at(60), ..commit([Change::Write(edit)]) };
        guild::commit::commit(store, &later).await.unwrap();
        let history = faq::store::entry_history(store, GUILD, "a").await.unwrap();
        let told: Vec<_> = history
            .iter()
            .map(|version| {
                let held = &version.stored;
                (held.version, &*held.entry.answer, held.active, held.replaces.as_deref(), version.at)
            })
            .collect();
        assert_eq!(told, [(2, "two", false, Some("c"), at(60)), (1, "one", true, None, at(0))]);
        assert!(history.iter().all(|version| version.by == later.by));
        assert!(faq::store::entry_history(store, OTHER, "a").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_guild_keeps_what_it_has_pinned_hidden_silenced_and_set() {
    store(async |store| {
        let curate = |what, item: &str, on| Change::Curate { what, item: item.to_owned(), on };
        let later = |second, effect| Commit { at: at(second), ..commit([effect]) };
        for (second, item) in [(1, "zebra"), (2, "apple"), (3, "apple"), (4, "gone")] {
            guild::commit::commit(store, &later(second, curate(CuratedOverride::Pin, item, true))).await.unwrap();
        }
        let revision = done(
            store,
            [
                curate(CuratedOverride::Pin, "gone", false),
                curate(CuratedOverride::Hide, "c", true),
                curate(CuratedOverride::Silence, "kim", true),
                curate(CuratedOverride::Phrase, &CuratedOverride::phrasing("d", "how?\u{0}"), true),
                curate(CuratedOverride::Phrase, &CuratedOverride::phrasing("d", "how not?"), true),
                curate(CuratedOverride::Phrase, &CuratedOverride::phrasing("e", "why?"), true),
                curate(CuratedOverride::Phrase, &CuratedOverride::phrasing("e", "why?"), false),
                Change::Set(Setting::Moderators(Some(u64::MAX))),
                Change::Set(Setting::Role(5, true)),
                Change::Set(Setting::Private(9, Some(false))),
                Change::Set(Setting::Language(Some(Locale::Japanese))),
            ],
        )
        .await;
        let settings = Settings {
            moderators: Some(u64::MAX),
            roles: [5].into(),
            private: [(9, false)].into(),
            locale: Some(Locale::Japanese),
            ..Settings::default()
        };
        let record = GuildRecord {
            revision,
            settings,
            pinned: vec!["zebra".to_owned(), "apple".to_owned()],
            hidden: ["c".to_owned()].into(),
            silenced: ["kim".to_owned()].into(),
            phrasings: [("d".to_owned(), vec!["how not?".to_owned(), "how?".to_owned()])].into(),
            shared: Vec::new(),
        };
        assert_eq!(faq::store::guild_record(store, GUILD).await, Ok(record));
    })
    .await;
}

#[tokio::test]
async fn everything_that_a_moderator_does_is_a_line_in_the_audit() {
    both(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None)]).await;
        done(&store, [write(entry("a", "two"), Some(1))]).await;
        let edit =
            |active, from| Change::Write(Edit { entry: entry("a", "two"), active, replaces: None, from: Some(from) });
        done(&store, [edit(false, 2), edit(true, 3)]).await;
        let hide = |on| Change::Curate { what: CuratedOverride::Hide, item: "c".to_owned(), on };
        done(&store, [hide(true), hide(false), Change::Block { member: 5, on: true }]).await;
        done(&store, [Change::Set(Setting::Role(5, true))]).await;
        let rows = sqlx::query("SELECT action, item, was, became, by_name FROM audit ORDER BY id");
        let rows = rows.fetch_all(&mut place.beside().await).await.unwrap();
        let told: Vec<String> = rows
            .iter()
            .map(|row| {
                use sqlx::Row as _;
                let text = |column: usize| row.get::<String, _>(column);
                let answer =
                    |text: &str| text.lines().find(|line| line.starts_with("answer")).unwrap_or(text).to_owned();
                format!("{} did {} {}: {:?} {:?}", text(4), text(0), text(1), answer(&text(2)), answer(&text(3)))
            })
            .collect();
        let expected = [
            r#"Mori did entry.add a: "" "answer = \"one\"""#,
            r#"Mori did entry.edit a: "answer = \"one\"" "answer = \"two\"""#,
            r#"Mori did entry.retire a: "answer = \"two\"" "answer = \"two\"""#,
            r#"Mori did entry.restore a: "answer = \"two\"" "answer = \"two\"""#,
            r#"Mori did hide c: "" """#,
            r#"Mori did show c: "" """#,
            r#"Mori did block 5: "" """#,
            r#"Mori did set.role 5: "false" "true""#,
        ];
        assert_eq!(told, expected);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_its_owners_alone_until_it_expires_or_is_done_with() {
    store(async |store| {
        let id = new_id();
        let mut draft = EntryDraft {
            fields: EntryFields { question: "Where?".to_owned(), ..EntryFields::default() },
            changes: Some("a".to_owned()),
            from: Some(3),
            replaces: None,
            purpose: DraftPurpose { question: Some(u64::MAX), author: Some((6, "Kim".to_owned())) },
            import: Some(PendingImport { file: "faq.toml".to_owned(), text: "\u{0} 日本\n".to_owned() }),
        };
        faq::store::save_draft(store, id, GUILD, 77, &draft, at(100)).await.unwrap();
        draft.fields.answer = "There.".to_owned();
        faq::store::save_draft(store, id, GUILD, 77, &draft, at(200)).await.unwrap();
        let foreign = EntryDraft { changes: None, ..draft.clone() };
        faq::store::save_draft(store, id, GUILD, 78, &foreign, at(300)).await.unwrap();
        assert_eq!(faq::store::find_draft(store, id, GUILD, 77, at(150)).await, Ok(Some(draft)));
        assert_eq!(faq::store::find_draft(store, id, GUILD, 78, at(0)).await, Ok(None));
        assert_eq!(faq::store::find_draft(store, id, OTHER, 77, at(0)).await, Ok(None));
        assert_eq!(faq::store::find_draft(store, id, GUILD, 77, at(200)).await, Ok(None));
        done(store, [Change::Discard(id)]).await;
        assert_eq!(faq::store::find_draft(store, id, GUILD, 77, at(0)).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn many_who_write_at_once_lose_nothing() {
    const WRITERS: i64 = 8;
    const EACH: i64 = 10;
    both(async |place| {
        let stores = [place.open().await, place.open().await];
        done(&stores[0], [write(entry("a", "0"), None)]).await;
        let writer = async |number: i64| {
            let store = &stores[usize::from(number % 2 == 0)];
            let mut written = 0;
            let mut from = 1;
            while written < EACH {
                match guild::commit::commit(
                    store,
                    &commit([write(entry("a", &format!("{number} {written}")), Some(from))]),
                )
                .await
                {
                    Ok(CommitOutcome::Done(_)) => (written, from) = (written + 1, from + 1),
                    Ok(CommitOutcome::Conflict { now, .. }) => from = now.unwrap().version,
                    // So many wait for so long here that one may be told to come again.
                    Err(error) => assert!(error.to_string().contains("locked") || error.to_string().contains("busy")),
                }
            }
        };
        futures_util::future::join_all((0..WRITERS).map(writer)).await;
        let history = faq::store::entry_history(&stores[0], GUILD, "a").await.unwrap();
        let versions: Vec<i64> = history.iter().rev().map(|version| version.stored.version).collect();
        assert_eq!(versions, (1..=1 + WRITERS * EACH).collect::<Vec<_>>());
        let mut answers: Vec<&str> = history.iter().map(|version| &*version.stored.entry.answer).collect();
        answers.sort_unstable();
        answers.dedup();
        assert_eq!(answers.len(), history.len());
        assert_eq!(faq::store::guild_revision(&stores[1], GUILD).await, Ok(1 + WRITERS * EACH));
    })
    .await;
}

#[tokio::test]
async fn thousands_are_written_in_one_piece_or_not_at_all() {
    const MANY: i64 = 1_234;
    both(async |place| {
        let store = place.open().await;
        let all = |answer: &str, from: Option<i64>| -> Vec<Change> {
            (0..MANY).map(|number| write(entry(&format!("e{number}"), answer), from)).collect()
        };
        assert_eq!(done(&store, all("one", None)).await, 1);
        let mut late = all("two", Some(1));
        late.push(write(entry("e7", "three"), Some(2)));
        assert_eq!(done(&store, late.clone()).await, 2);
        // Of the same thousands, one is not as it was.
        let mut outdated = all("four", Some(2));
        outdated.rotate_left(700);
        let CommitOutcome::Conflict { id, now } = guild::commit::commit(&store, &commit(outdated)).await.unwrap()
        else {
            panic!()
        };
        assert_eq!((id.as_str(), now.unwrap().version), ("e7", 3));
        let (revision, entries) = faq::store::changes_since(&store, GUILD, 0).await.unwrap();
        assert_eq!((revision, entries.len()), (2, usize::try_from(MANY).unwrap()));
        let seventh = entries.iter().find(|held| held.entry.id == "e7").unwrap();
        assert_eq!((seventh.version, &*seventh.entry.answer), (3, "three"));
        assert_eq!(place.number("SELECT COUNT(*) FROM entry_version").await, 2 * MANY + 1);
        assert_eq!(place.number("SELECT COUNT(*) FROM audit WHERE action = 'entry.edit'").await, MANY + 1);
    })
    .await;
}
