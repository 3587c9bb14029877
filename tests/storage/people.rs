//! What is held about members: they see all of it, and it is gone when they say so.

use std::fs;

use jet_senpai::bot::faq::store::EntryDraft;
use jet_senpai::bot::guild::commit::{Change, Commit};
use jet_senpai::bot::inbox::store::{Vote, WaitingMember};
use jet_senpai::bot::privacy::store::{AuthorCredit, PersonalData, Pseudonyms};
use jet_senpai::bot::{faq, guild, inbox, outbox, privacy};
use jet_senpai::db::{Database, new_id};
use jet_senpai::knowledge::{Authorship, Entry, Origin};
use jet_senpai::ui::{Locale, StableHash};

use crate::place::{GUILD, Place, at, both, commit, day, done, entry, store, write};

/// Somebody whose number is found nowhere by chance.
const MEMBER: u64 = 0x0123_4567_89ab_cdef;

async fn held(store: &Database, id: &str) -> faq::store::StoredEntry {
    faq::store::find_entry(store, GUILD, StableHash::entry(id, Origin::Guild)).await.unwrap().unwrap()
}

async fn by(store: &Database, id: &str) -> String {
    held(store, id).await.entry.source.as_ref().map_or_else(String::new, |source| source.by.clone())
}

fn by_a_member(id: &str) -> Entry {
    let source = Authorship { by: "a member".to_owned(), on: day("2026-11-22") };
    Entry { source: Some(source), ..entry(id, "one") }
}

fn asking(credit: jet_senpai::ui::Id, id: &str) -> Change {
    Change::AskCredit {
        credit,
        entry: id.to_owned(),
        question: "Where?".to_owned(),
        member: MEMBER,
        author: "Ogata Kimiko".to_owned(),
        locale: Locale::English,
    }
}

#[tokio::test]
async fn every_process_tells_members_apart_in_the_same_way() {
    both(async |place| {
        let (one, two) = (place.open().await, place.open().await);
        let (left, right) = tokio::join!(privacy::store::pseudonyms(&one), privacy::store::pseudonyms(&two));
        let later = privacy::store::pseudonyms(&place.open().await).await.unwrap();
        let pseudonym = |pseudonyms: &Pseudonyms| pseudonyms.of(1, 2, "item");
        assert_eq!(pseudonym(&left.unwrap()), pseudonym(&right.unwrap()));
        assert_eq!(pseudonym(&privacy::store::pseudonyms(&one).await.unwrap()), pseudonym(&later));
    })
    .await;
}

#[tokio::test]
async fn an_author_is_named_once_they_agree_and_no_longer_when_they_take_it_back() {
    both(async |place| {
        let store = &place.open().await;
        let id = new_id();
        done(store, [write(by_a_member("a"), None), asking(id, "a")]).await;
        assert_eq!(outbox::store::take_due(store, at(10), at(70), 10).await.unwrap().len(), 1);
        assert_eq!(privacy::store::find_credit(store, id, MEMBER + 1).await, Ok(None));
        assert_eq!(privacy::store::decide_credit(store, id, MEMBER + 1, true, at(20)).await, Ok(None));
        assert!(!privacy::store::find_credit(store, id, MEMBER).await.unwrap().unwrap().given);
        assert_eq!(by(store, "a").await, "a member");

        let before = faq::store::guild_revision(store, GUILD).await.unwrap();
        let given = privacy::store::decide_credit(store, id, MEMBER, true, at(20)).await.unwrap().unwrap();
        assert!(given.given && given.entry == "a" && given.author == "Ogata Kimiko");
        assert_eq!((by(store, "a").await, held(store, "a").await.version), ("Ogata Kimiko".to_owned(), 2));
        assert_eq!(faq::store::changes_since(store, GUILD, before).await.unwrap().1.len(), 1);
        // Pressed twice, it is given once.
        assert!(privacy::store::decide_credit(store, id, MEMBER, true, at(30)).await.unwrap().unwrap().given);
        assert_eq!(held(store, "a").await.version, 2);
        let history = faq::store::entry_history(store, GUILD, "a").await.unwrap();
        assert_eq!((history[0].by.member, &*history[0].by.name), (MEMBER, "Ogata Kimiko"));

        let before = faq::store::guild_revision(store, GUILD).await.unwrap();
        let taken_back = privacy::store::decide_credit(store, id, MEMBER, false, at(40)).await.unwrap().unwrap();
        assert!(!taken_back.given);
        assert_eq!(by(store, "a").await, "a member");
        assert_eq!(faq::store::changes_since(store, GUILD, before).await.unwrap().1.len(), 1);
        let history = faq::store::entry_history(store, GUILD, "a").await.unwrap();
        assert!(history.iter().all(|version| version.by.member != MEMBER));
        assert_eq!(
            privacy::store::personal_data(store, MEMBER, &privacy::store::pseudonyms(store).await.unwrap())
                .await
                .unwrap()
                .credits,
            []
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_refuses_is_never_named() {
    store(async |store| {
        let (asked, other) = (new_id(), new_id());
        done(store, [write(by_a_member("a"), None), asking(asked, "a")]).await;
        let credit = AuthorCredit {
            id: other,
            guild: GUILD,
            entry: "a".to_owned(),
            member: 5,
            author: "Kim".to_owned(),
            given: false,
            at: at(0),
        };
        privacy::store::ask_credit(store, &credit).await.unwrap();
        assert_eq!(privacy::store::find_credit(store, other, 5).await, Ok(Some(credit)));
        assert!(!privacy::store::decide_credit(store, asked, MEMBER, false, at(20)).await.unwrap().unwrap().given);
        assert_eq!(privacy::store::decide_credit(store, asked, MEMBER, true, at(20)).await, Ok(None));
        assert_eq!((by(store, "a").await, held(store, "a").await.version), ("a member".to_owned(), 1));
    })
    .await;
}

/// Everything that can be held about somebody.
async fn live(store: &Database, pseudonyms: &Pseudonyms) {
    let asker = |member, text: &str, message| WaitingMember {
        guild: GUILD,
        question: StableHash::question(text),
        text: text.to_owned(),
        member,
        channel: 100,
        message,
        locale: Locale::English,
        at: at(0),
    };
    inbox::store::ask_moderators(store, &asker(MEMBER, "Still waiting?", None)).await.unwrap();
    for member in [MEMBER, 2] {
        inbox::store::ask_moderators(store, &asker(member, "In a channel?", Some(7))).await.unwrap();
    }
    inbox::store::ask_moderators(store, &asker(MEMBER, "Alone?", None)).await.unwrap();
    let answer = |text: &str| Change::Answer {
        question: StableHash::question(text),
        entry: StableHash::entry("a", Origin::Guild),
    };
    let (given, asked) = (new_id(), new_id());
    done(store, [answer("In a channel?"), answer("Alone?"), write(by_a_member("a"), None), asking(given, "a")]).await;
    privacy::store::decide_credit(store, given, MEMBER, true, at(0)).await.unwrap();
    done(store, [asking(asked, "a"), Change::Block { member: MEMBER, on: true }]).await;

    // As a moderator, too; and somebody else goes on from what they wrote.
    let source = Authorship { by: "Ogata-sensei".to_owned(), on: day("2026-11-22") };
    let theirs = Entry { source: Some(source), ..entry("b", "one") };
    let mut wrote = commit([write(theirs.clone(), None)]);
    (wrote.by.member, wrote.by.name) = (MEMBER, "Ogata-sensei".to_owned());
    guild::commit::commit(store, &wrote).await.unwrap();
    done(store, [write(Entry { answer: "two".to_owned(), ..theirs }, Some(1))]).await;
    faq::store::save_draft(store, new_id(), GUILD, MEMBER, &EntryDraft::default(), at(100)).await.unwrap();
    // Somebody else makes an entry of what they wrote.
    let mut draft = EntryDraft::default();
    draft.purpose.author = Some((MEMBER, "Ogata Kimiko".to_owned()));
    faq::store::save_draft(store, new_id(), GUILD, 77, &draft, at(100)).await.unwrap();

    for (member, word) in [(MEMBER, "wifi"), (2, "wifi"), (MEMBER, "beds")] {
        let (question, entry) = (StableHash::question(word), StableHash::entry(word, Origin::Curated));
        let voter = pseudonyms.of(GUILD, member, &Vote::item(question, entry));
        inbox::store::vote(store, &Vote { guild: GUILD, question, entry, voter, at: at(0) }, 3).await.unwrap();
    }
}

#[tokio::test]
async fn members_see_everything_that_is_held_about_them() {
    store(async |store| {
        let pseudonyms = privacy::store::pseudonyms(store).await.unwrap();
        live(store, &pseudonyms).await;
        let about = privacy::store::personal_data(store, MEMBER, &pseudonyms).await.unwrap();
        assert_eq!(about.questions, [(GUILD, "Still waiting?".to_owned(), at(0))]);
        let mut outbox_items: Vec<_> = about.outbox_items.iter().map(|(_, text)| &**text).collect();
        outbox_items.sort_unstable();
        assert_eq!(outbox_items, ["Alone?", "In a channel?"]);
        let credits: Vec<_> = about.credits.iter().map(|credit| credit.given).collect();
        assert_eq!(credits.iter().filter(|given| **given).count(), 1);
        assert_eq!(credits.len(), 2);
        assert_eq!(about.blocked, [(GUILD, at(0))]);
        // What they wrote, and what they agreed to.
        assert_eq!(about.wrote, [(GUILD, 2)]);
        assert_eq!((about.clicks, about.drafts), (2, 2));
        assert_eq!(privacy::store::personal_data(store, 3, &pseudonyms).await, Ok(PersonalData::default()));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_forgotten_is_nowhere_any_more_and_others_lose_nothing() {
    both(async |place| {
        let store = place.open().await;
        let pseudonyms = privacy::store::pseudonyms(&store).await.unwrap();
        live(&store, &pseudonyms).await;
        let before = faq::store::guild_revision(&store, GUILD).await.unwrap();
        privacy::store::forget_member(&store, MEMBER, &pseudonyms, at(0)).await.unwrap();

        let blocked = vec![(GUILD, at(0))];
        assert_eq!(
            privacy::store::personal_data(&store, MEMBER, &pseudonyms).await,
            Ok(PersonalData { blocked, ..PersonalData::default() })
        );
        // What they wrote stays, by nobody; members see the difference.
        assert_eq!((by(&store, "a").await, by(&store, "b").await), ("a member".to_owned(), "a member".to_owned()));
        assert_eq!(faq::store::changes_since(&store, GUILD, before).await.unwrap().1.len(), 2);
        assert_eq!(faq::store::entry_history(&store, GUILD, "b").await.unwrap().len(), 2);
        let other = privacy::store::personal_data(&store, 2, &pseudonyms).await.unwrap();
        assert_eq!((other.outbox_items.len(), other.clicks), (1, 1));
        // A block stays for as long as moderators want it to.
        done(&store, [Change::Block { member: MEMBER, on: false }]).await;
        privacy::store::forget_member(&store, MEMBER, &pseudonyms, at(0)).await.unwrap();
        assert_eq!(traces(place).await, Vec::<String>::new());
    })
    .await;
}

/// Where a database still holds a name or the number of the member: in a file, also what was deleted from it.
async fn traces(place: &Place) -> Vec<String> {
    let mut found = Vec::new();
    if place.is_file() {
        let needles: [&[u8]; 4] = [b"Ogata", &MEMBER.to_be_bytes(), b"81985529216486895", b"Kimiko"];
        for file in fs::read_dir(place.dir()).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            for needle in needles {
                if bytes.windows(needle.len()).any(|window| window == needle) {
                    found.push(format!("{} holds {}", path.display(), String::from_utf8_lossy(needle)));
                }
            }
        }
        return found;
    }
    let columns = "SELECT COUNT(*) FROM audit WHERE item = '81985529216486895' OR by_member = 81985529216486895 \
                   OR concat(by_name, item, was, became) LIKE '%Ogata%'";
    let tables = [
        columns,
        "SELECT COUNT(*) FROM entry WHERE content LIKE '%Ogata%'",
        "SELECT COUNT(*) FROM entry_version WHERE concat(content, by_name) LIKE '%Ogata%' OR by_member = 81985529216486895",
        "SELECT COUNT(*) FROM outbox_item WHERE content LIKE '%81985529216486895%' OR member = 81985529216486895",
    ];
    for sql in tables {
        if place.number(sql).await > 0 {
            found.push(sql.to_owned());
        }
    }
    found
}

#[tokio::test]
async fn what_a_guild_changes_at_another_time_is_not_undone_by_a_credit() {
    store(async |store| {
        let id = new_id();
        done(store, [write(by_a_member("a"), None), asking(id, "a")]).await;
        let retired = Commit { at: at(9), ..commit([]) };
        let edit = guild::commit::Edit {
            entry: Entry { answer: "two".to_owned(), ..by_a_member("a") },
            active: false,
            replaces: Some("c".to_owned()),
            from: Some(1),
        };
        guild::commit::commit(store, &Commit { effects: vec![Change::Write(edit)], ..retired }).await.unwrap();
        privacy::store::decide_credit(store, id, MEMBER, true, at(20)).await.unwrap();
        let held = held(store, "a").await;
        assert_eq!((held.version, held.active, held.replaces.as_deref()), (3, false, Some("c")));
        assert_eq!((&*held.entry.answer, &*by(store, "a").await), ("two", "Ogata Kimiko"));
    })
    .await;
}
