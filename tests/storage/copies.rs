//! Copies of a database: made while it is used, and put back whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use jet_senpai::bot::{faq, open_database};
use jet_senpai::db::{self, BackupError, DEFAULT_TIMEOUT, DatabaseUrl, backup, restore};

use crate::place::{GUILD, PATIENCE, Place, done, entry, file, write};

fn names(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// A database with one entry, closed, and a copy of it.
async fn copied(place: &Place) -> PathBuf {
    let store = place.open().await;
    done(&store, [write(entry("a", "one"), None)]).await;
    store.close().await;
    let copy = place.dir().join("copy.db");
    backup(&place.location, &copy).await.unwrap();
    copy
}

fn path(location: &DatabaseUrl) -> PathBuf {
    let DatabaseUrl::File(path) = location else { panic!("it is no file") };
    path.clone()
}

#[tokio::test]
async fn a_copy_is_what_was_there_at_one_moment_while_somebody_writes() {
    file(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None)]).await;
        let copy = place.dir().join("copy.db");
        let writing = async {
            for number in 0..30 {
                done(
                    &store,
                    [write(entry(&format!("b{number}"), "b"), None), write(entry(&format!("c{number}"), "c"), None)],
                )
                .await;
            }
        };
        let (length, ()) = tokio::join!(backup(&place.location, &copy), writing);
        assert_eq!(length.unwrap(), fs::metadata(&copy).unwrap().len());
        let copy = open_database(&DatabaseUrl::File(copy), DEFAULT_TIMEOUT, None).await.unwrap();
        let (revision, entries) = faq::store::changes_since(&copy, GUILD, 0).await.unwrap();
        // Both entries of a commit are there, or neither is.
        assert_eq!(i64::try_from(entries.len()).unwrap(), 2 * revision - 1);
        copy.close().await;
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_for_nobody_else_to_read_and_never_takes_the_place_of_a_file() {
    file(async |place| {
        let copy = copied(place).await;
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&copy).unwrap().permissions()) & 0o777, 0o600);
        let before = fs::read(&copy).unwrap();
        let refused = backup(&place.location, &copy).await.unwrap_err();
        assert_eq!(refused.to_string(), format!("{}: already exists; name a new file", copy.display()));
        assert_eq!(fs::read(&copy).unwrap(), before);
        let nowhere = place.dir().join("no/such/copy.db");
        let refused = backup(&place.location, &nowhere).await.unwrap_err();
        assert!(matches!(refused, BackupError::Failed(..)) && refused.to_string().contains("directory"), "{refused}");
        let none = DatabaseUrl::File(place.dir().join("none.db"));
        let refused = backup(&none, &place.dir().join("other.db")).await.unwrap_err();
        assert!(refused.to_string().ends_with("there is no database there"), "{refused}");
        assert_eq!(names(&place.dir()).len(), 2, "{:?}", names(&place.dir()));
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_put_back_and_what_was_there_is_kept() {
    file(async |place| {
        let copy = copied(place).await;
        let store = place.open().await;
        done(&store, [write(entry("a", "two"), Some(1))]).await;
        store.close().await;
        let refused = restore(&copy, &place.location, false).await.unwrap_err();
        assert!(refused.to_string().contains("is not empty: it holds the data of 1 server; --force"), "{refused}");
        let kept = restore(&copy, &place.location, true).await.unwrap().unwrap();
        let answer = async |location: &DatabaseUrl| {
            let store = open_database(location, DEFAULT_TIMEOUT, None).await.unwrap();
            let (_, entries) = faq::store::changes_since(&store, GUILD, 0).await.unwrap();
            store.close().await;
            entries[0].entry.answer.clone()
        };
        assert_eq!(answer(&place.location).await, "one");
        assert_eq!(answer(&DatabaseUrl::File(kept.clone())).await, "two");
        let again = restore(&copy, &place.location, true).await.unwrap().unwrap();
        assert_ne!(kept, again);
        assert_eq!(names(&place.dir()).len(), 4, "{:?}", names(&place.dir()));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_needed_where_there_is_no_database_yet_or_an_empty_one() {
    file(async |place| {
        let copy = copied(place).await;
        let fresh = DatabaseUrl::File(place.dir().join("fresh.db"));
        assert_eq!(restore(&copy, &fresh, false).await, Ok(None));
        let empty = DatabaseUrl::File(place.dir().join("empty.db"));
        open_database(&empty, DEFAULT_TIMEOUT, None).await.unwrap().close().await;
        assert!(restore(&copy, &empty, false).await.unwrap().is_some());
        for location in [fresh, empty] {
            assert_eq!(
                faq::store::guild_revision(&open_database(&location, DEFAULT_TIMEOUT, None).await.unwrap(), GUILD)
                    .await,
                Ok(1)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_in_use_is_not_replaced_however_much_one_wants_it() {
    file(async |place| {
        let copy = copied(place).await;
        let store = place.open().await;
        db::leases::acquire_lease(&store, 0, 1, "bot", std::time::Duration::from_secs(30)).await.unwrap();
        for force in [false, true] {
            let refused = restore(&copy, &place.location, force).await.unwrap_err().to_string();
            assert!(refused.contains(if force { "is in use; stop the bot" } else { "is not empty" }), "{refused}");
        }
        done(&store, [write(entry("b", "two"), None)]).await;
        store.close().await;
        assert_eq!(faq::store::guild_revision(&place.open().await, GUILD).await, Ok(2));
        // Nobody has it open any more, but somebody did moments ago.
        let empty = DatabaseUrl::File(place.dir().join("empty.db"));
        let store = open_database(&empty, PATIENCE, None).await.unwrap();
        db::leases::acquire_lease(&store, 0, 1, "bot", std::time::Duration::from_secs(30)).await.unwrap();
        store.close().await;
        let refused = restore(&copy, &empty, false).await.unwrap_err().to_string();
        assert!(refused.ends_with("stop the bot and try again in 30 s"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_whole_copy_of_this_program_s_changes_nothing() {
    file(async |place| {
        let copy = copied(place).await;
        let bytes = fs::read(&copy).unwrap();
        let bad = |name: &str, bytes: &[u8]| {
            let bad = place.dir().join(name);
            fs::write(&bad, bytes).unwrap();
            bad
        };
        let mut torn = bytes.clone();
        let middle = torn.len() / 2;
        torn[middle..middle + 4_096].fill(0xa5);
        let other = place.dir().join("other.db");
        fs::copy(&copy, &other).unwrap();
        let url = format!("sqlite://{}", other.display());
        let newer = place.dir().join("newer.db");
        fs::copy(&copy, &newer).unwrap();
        crate::place::execute(&url, "DROP TABLE _sqlx_migrations").await;
        let url = format!("sqlite://{}", newer.display());
        crate::place::execute(&url, "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1").await;
        let cases = [
            (bad("text.db", b"This is no database.".repeat(500).as_slice()), "is damaged or not a database"),
            (bad("nothing.db", b""), "but not of jet-senpai"),
            (bad("half.db", &bytes[..bytes.len() / 2]), "is damaged"),
            (bad("torn.db", &torn), "is damaged"),
            (other, "but not of jet-senpai"),
            (newer, "from a newer jet-senpai (its schema is 9999"),
            (place.dir().join("none.db"), "does not exist"),
            (path(&place.location), "is the database itself"),
        ];
        let before = names(&place.dir());
        for (bad, expected) in cases {
            let refused = restore(&bad, &place.location, true).await.unwrap_err();
            let text = refused.to_string();
            assert!(text.starts_with(&bad.display().to_string()) && text.contains(expected), "{text}");
            assert!(matches!(refused, BackupError::Unusable(..)), "{text}");
        }
        assert_eq!(names(&place.dir()), before);
        assert_eq!(faq::store::guild_revision(&place.open().await, GUILD).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_server_is_told_to_make_its_own_copies() {
    let location: DatabaseUrl = "postgres://senpai:hunter2@127.0.0.1:1/faq".parse().unwrap();
    let refused = backup(&location, Path::new("copy.db")).await.unwrap_err().to_string();
    assert!(refused.contains("pg_dump") && !refused.contains("hunter2"), "{refused}");
    let refused = restore(Path::new("copy.db"), &location, true).await.unwrap_err().to_string();
    assert!(refused.contains("pg_restore") && !refused.contains("hunter2"), "{refused}");
}
