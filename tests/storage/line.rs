//! The line to a server, which can be cut at the worst moment, or fall silent.

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use jet_senpai::bot::daily::store::{Post, PostState, Schedule, ScheduleUpdate};
use jet_senpai::bot::outbox::store::{HighlightAlert, Notification};
use jet_senpai::bot::testimonials::store::{AuthorAction, Submission, SubmissionStatus};
use jet_senpai::bot::{daily, faq, guild, open_database, outbox, testimonials};
use jet_senpai::db::{Database, StoreError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::place::{GUILD, PATIENCE, Place, at, both, commit, done, entry, write};
use crate::{highlights, submissions};

const OPEN: u8 = 0;
/// The next commit does not reach the server.
const CUT_BEFORE: u8 = 1;
/// The next commit reaches the server, and its confirmation never comes back.
const CUT_AFTER: u8 = 2;
/// Nothing arrives, and nobody is told so.
const SILENT: u8 = 3;

/// A line between a store and its server.
struct Line {
    port: u16,
    mode: Arc<AtomicU8>,
}

impl Line {
    async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, mode) = (listener.local_addr().unwrap().port(), Arc::new(AtomicU8::new(OPEN)));
        let state = Arc::clone(&mode);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(carry(client, server, Arc::clone(&state)));
            }
        });
        Self { port, mode }
    }

    fn be(&self, mode: u8) {
        self.mode.store(mode, Ordering::SeqCst);
    }

    /// Whether what it was to do at the next commit has been done.
    fn is_open(&self) -> bool {
        self.mode.load(Ordering::SeqCst) == OPEN
    }

    /// A store at the other end of it.
    async fn open(&self, place: &Place) -> Database {
        let location = place.through(self.port).parse().unwrap();
        open_database(&location, PATIENCE, Some(place.ledger())).await.unwrap()
    }
}

/// Carries everything to and fro, until it is told otherwise.
async fn carry(mut client: TcpStream, mut server: TcpStream, mode: Arc<AtomicU8>) {
    let (mut there, mut back) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            read = client.read(&mut there) => {
                let Ok(length @ 1..) = read else { return };
                let commits = there[..length].windows(7).any(|window| window == b"COMMIT\0");
                match mode.load(Ordering::SeqCst) {
                    SILENT => std::future::pending().await,
                    CUT_BEFORE if commits => return mode.store(OPEN, Ordering::SeqCst),
                    CUT_AFTER if commits => {
                        mode.store(OPEN, Ordering::SeqCst);
                        server.write_all(&there[..length]).await.unwrap();
                        let _confirmed = server.read(&mut back).await.unwrap();
                        return;
                    }
                    _ => server.write_all(&there[..length]).await.unwrap(),
                }
            }
            read = server.read(&mut back) => {
                let Ok(length @ 1..) = read else { return };
                if mode.load(Ordering::SeqCst) == SILENT {
                    std::future::pending::<()>().await;
                }
                if client.write_all(&back[..length]).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Tells a story on PostgreSQL, over a line.
async fn line(story: impl AsyncFn(&Line, &Database)) {
    both(async |place| {
        let Some(server) = place.server_address() else { return };
        let line = Line::to(server).await;
        let store = line.open(place).await;
        done(&store, [write(entry("a", "one"), None)]).await;
        story(&line, &store).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_done_before_its_confirmation_was_lost_is_confirmed() {
    line(async |line, store| {
        line.be(CUT_AFTER);
        assert_eq!(done(store, [write(entry("a", "two"), Some(1))]).await, 2);
        assert!(line.is_open());
        assert_eq!(faq::store::entry_history(store, GUILD, "a").await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_was_not_done_because_the_line_was_cut_is_said_not_to_be() {
    line(async |line, store| {
        line.be(CUT_BEFORE);
        let refused = guild::commit::commit(store, &commit([write(entry("a", "two"), Some(1))])).await;
        assert!(line.is_open() && matches!(refused, Err(StoreError::Unavailable(_))));
        assert_eq!(faq::store::entry_history(store, GUILD, "a").await.unwrap().len(), 1);
        assert_eq!(done(store, [write(entry("a", "two"), Some(1))]).await, 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_claimed_a_day_is_told_so_even_where_the_confirmation_was_lost() {
    line(async |line, store| {
        let schedule = highlights::stored(store, GUILD).await;
        let now = async || daily::store::find_schedule(store, GUILD, schedule.id).await.unwrap().unwrap();
        let post = highlights::post(&schedule, "2027-01-15");
        let word = Notification::Highlight { schedule: schedule.id.bits(), news: HighlightAlert::Empty };
        let there = Post { state: PostState::Posted, message: Some(7), ..post.clone() };
        let nothing = ScheduleUpdate::new(GUILD, at(0));
        let turns = [
            ScheduleUpdate { claim: Some((post, at(60))), ..highlights::schedule_update(&now().await) },
            ScheduleUpdate { settled: Some((there, PostState::Claimed)), ..nothing.clone() },
            ScheduleUpdate { words: vec![word], ..nothing },
        ];
        for turn in turns {
            line.be(CUT_BEFORE);
            assert!(matches!(daily::store::update_schedule(store, &turn).await, Err(StoreError::Unavailable(_))));
            line.be(CUT_AFTER);
            assert_eq!(daily::store::update_schedule(store, &turn).await, Ok(true));
            assert!(line.is_open());
        }
        line.be(CUT_AFTER);
        let paused = Schedule { next: None, ..now().await };
        assert_eq!(daily::store::update_schedule(store, &highlights::schedule_update(&paused)).await, Ok(true));
        assert_eq!(now().await, Schedule { version: paused.version + 1, ..paused });
        assert_eq!(daily::store::latest_posts(store, GUILD, schedule.id, 9).await.unwrap().len(), 1);
        assert_eq!(outbox::store::take_due(store, at(1), at(2), 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_an_author_has_done_is_confirmed_even_where_the_confirmation_was_lost() {
    line(async |line, store| {
        let written = submissions::new(GUILD, "Once.");
        line.be(CUT_BEFORE);
        assert!(testimonials::store::update_by_author(store, &written, AuthorAction::Writes).await.is_err());
        assert_eq!(testimonials::store::find_submission(store, written.id).await, Ok(None));
        line.be(CUT_AFTER);
        assert_eq!(testimonials::store::update_by_author(store, &written, AuthorAction::Writes).await, Ok(true));
        let agreed = Submission { version: 1, status: SubmissionStatus::Waiting, ..written };
        line.be(CUT_AFTER);
        assert_eq!(testimonials::store::update_by_author(store, &agreed, AuthorAction::Consents).await, Ok(true));
        line.be(CUT_AFTER);
        assert_eq!(testimonials::store::withdraw(store, agreed.id, agreed.member, at(1)).await, Ok(true));
        assert!(line.is_open());
        assert_eq!(testimonials::store::find_submission(store, agreed.id).await, Ok(None));
        assert_eq!(testimonials::store::withdraw(store, agreed.id, agreed.member, at(1)).await, Ok(false));
    })
    .await;
}

#[tokio::test]
async fn a_line_that_falls_silent_is_noticed_in_time_and_done_without() {
    line(async |line, store| {
        line.be(SILENT);
        let bounded = async |waits: Duration| {
            let began = Instant::now();
            let refused = guild::commit::commit(store, &commit([write(entry("a", "two"), Some(1))])).await;
            assert!(matches!(refused, Err(StoreError::Unavailable(_))));
            assert!(faq::store::guild_revision(store, GUILD).await.is_err());
            assert!(began.elapsed() < waits, "{:?}", began.elapsed());
        };
        bounded(5 * PATIENCE).await;
        bounded(5 * PATIENCE).await;
        line.be(OPEN);
        assert_eq!(faq::store::guild_revision(store, GUILD).await, Ok(1));
        assert_eq!(done(store, [write(entry("a", "two"), Some(1))]).await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_a_server_refuses_is_said_in_one_line_without_the_password() {
    both(async |place| {
        let Some(server) = place.server_address() else { return };
        let refused = async |who: &str, database: &str| {
            let location = format!("postgres://{who}:hunter2@{server}/{database}").parse().unwrap();
            open_database(&location, PATIENCE, None).await.err().map(|error| error.to_string())
        };
        let user = place.user();
        let expected = format!(
            "postgres://{user}@{server}/no_such_thing: the server has no database of this name; create it with `createdb`"
        );
        assert_eq!(refused(&user, "no_such_thing").await, Some(expected));
        // `.ci/postgres` makes a server that asks this user for a password.
        if env::var_os("TEST_POSTGRES_ASKS").is_some() {
            let expected = format!(
                "postgres://locked@{server}/postgres: the server refused this user and password; check `database_url`"
            );
            assert_eq!(refused("locked", "postgres").await, Some(expected));
        }
    })
    .await;
}
