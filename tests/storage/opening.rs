//! Opening a database, and whatever is none.

use std::fs;

use jet_senpai::bot::{faq, open_database};
use jet_senpai::db::{DEFAULT_TIMEOUT, DatabaseUrl, OpenError};

use crate::place::{GUILD, PATIENCE, both, done, entry, file, write};

/// What an operator reads.
async fn refused(location: &DatabaseUrl) -> String {
    let error = open_database(location, PATIENCE, None).await.err().expect("it is refused");
    let text = error.to_string();
    assert!(!text.contains('\n'), "{text}");
    text
}

#[tokio::test]
async fn what_was_written_is_there_when_it_is_opened_again() {
    both(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None)]).await;
        store.close().await;
        assert_eq!(faq::store::guild_revision(&place.open().await, GUILD).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_new_file_is_for_nobody_else_to_read() {
    file(async |place| {
        place.open().await;
        for file in fs::read_dir(place.dir()).unwrap() {
            let file = file.unwrap();
            #[cfg(unix)]
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions()) & 0o777, 0o600);
        }
    })
    .await;
}

#[tokio::test]
async fn several_processes_may_open_a_new_database_at_once() {
    both(async |place| {
        let opened = futures_util::future::join_all((0..4).map(|_| place.open())).await;
        done(&opened[0], [write(entry("a", "one"), None)]).await;
        assert_eq!(faq::store::guild_revision(&opened[3], GUILD).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_database_from_a_newer_program_is_refused_and_stays_as_it_is() {
    both(async |place| {
        place.open().await.close().await;
        place
            .execute(
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
            )
            .await;
        let error = open_database(&place.location, DEFAULT_TIMEOUT, None).await.err().unwrap();
        assert!(matches!(error, OpenError::Newer { found: 9999, .. }), "{error:?}");
        assert!(error.to_string().starts_with(&place.location.to_string()));
        assert!(error.to_string().ends_with("use that version, or another database"));
        assert_eq!(place.number("SELECT COUNT(*) FROM _sqlx_migrations WHERE version > 1000").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_database_is_refused_in_one_line_that_says_what_would_be_right() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("notes.txt"), "This is not a database, but it is long enough to be one.".repeat(20)).unwrap();
    let cases = [
        (path("notes.txt"), "this is not a database; name another file"),
        (dir.path().to_owned(), "this is a directory; name a file in it"),
        (path("no/such/file"), "its directory does not exist; create it, or name another file"),
    ];
    for (path, expected) in cases {
        assert_eq!(refused(&DatabaseUrl::File(path.clone())).await, format!("{}: {expected}", path.display()));
    }
    assert!(fs::read_to_string(path("notes.txt")).unwrap().starts_with("This is not"));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_without_its_password() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let location: DatabaseUrl = format!("postgres://senpai:hunter2@127.0.0.1:{port}/faq").parse().unwrap();
    let expected = "the connection was refused; check that the server is running and that the port is right";
    assert_eq!(refused(&location).await, format!("postgres://senpai@127.0.0.1:{port}/faq: {expected}"));
}
