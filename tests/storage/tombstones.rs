//! The ledger beside a database: what was withdrawn does not come back with an old copy.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::sync::{Mutex, OnceLock};
use std::thread::{self, ThreadId};

use jet_senpai::bot::guild::sweep::Retention;
use jet_senpai::bot::testimonials::store::Submission;
use jet_senpai::bot::{faq, guild, open_database, testimonials};
use jet_senpai::db::{DatabaseUrl, OpenError, backup, restore};
use tracing::field::{Field, Visit};
use tracing::subscriber::set_global_default;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::place::{GUILD, OTHER, PATIENCE, Place, at, both, file};
use crate::submissions::{approved, quoted, waiting};

fn lines(place: &Place) -> Vec<String> {
    let text = fs::read_to_string(place.ledger()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn line(of: &Submission, second: i64) -> String {
    format!("{} {}", of.id, at(second).as_millisecond())
}

/// What a copy of the database holds that was made now …
async fn remember(place: &Place) {
    for table in ["submission", "quoted", "outbox_item"] {
        place.execute(&format!("CREATE TABLE old_{table} AS SELECT * FROM {table}")).await;
    }
}

/// … and is put back.
async fn bring_back(place: &Place) {
    for table in ["submission", "quoted", "outbox_item"] {
        place.execute(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM old_{table}")).await;
    }
    place.execute("DELETE FROM withdrawn").await;
}

#[tokio::test]
async fn what_was_withdrawn_is_in_the_ledger_before_it_is_gone_and_only_by_its_id() {
    both(async |place| {
        let store = &place.open().await;
        let (first, second) = (approved(store, GUILD, "First.").await, waiting(store, OTHER, "Second.").await);
        assert!(!place.ledger().exists());
        assert_eq!(testimonials::store::withdraw(store, first.id, 5, at(70)).await, Ok(false));
        assert!(!place.ledger().exists());
        assert_eq!(testimonials::store::withdraw(store, first.id, first.member, at(70)).await, Ok(true));
        assert_eq!(testimonials::store::withdraw(store, second.id, second.member, at(71)).await, Ok(true));
        assert_eq!(lines(place), [line(&first, 70), line(&second, 71)]);
        #[cfg(unix)]
        {
            let mode = fs::metadata(place.ledger()).unwrap().permissions();
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
        }
        assert_eq!(place.number("SELECT COUNT(*) FROM withdrawn").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_copy_that_is_put_back_does_not_bring_back_what_was_withdrawn() {
    both(async |place| {
        let store = place.open().await;
        let (gone, stays) = (approved(&store, GUILD, "Gone.").await, approved(&store, GUILD, "Stays.").await);
        testimonials::store::record_quotes(&store, &quoted(9, &[&gone, &stays]), at(61)).await.unwrap();
        let content = testimonials::store::Review {
            submission: gone.id,
            from: gone.version,
            status: gone.status,
            daily: false,
            topic: String::new(),
            cut: None,
            note: String::new(),
            tell: Some(jet_senpai::ui::Locale::English),
        };
        let effects = [guild::commit::Change::Review(content)];
        crate::place::done(&store, effects).await;
        remember(place).await;
        assert_eq!(testimonials::store::withdraw(&store, gone.id, gone.member, at(70)).await, Ok(true));
        testimonials::store::finish_edit(&store, 9).await.unwrap();
        store.close().await;
        bring_back(place).await;
        let revision = place.number("SELECT revision FROM guild").await;

        let store = place.open().await;
        assert_eq!(testimonials::store::find_submission(&store, gone.id).await, Ok(None));
        let record = faq::store::guild_record(&store, GUILD).await.unwrap();
        let shared: Vec<_> = record.shared.iter().map(|one| &*one.content.text).collect();
        assert_eq!((shared, record.revision), (vec!["Stays."], revision + 1));
        assert_eq!(place.number("SELECT COUNT(*) FROM outbox_item").await, 0);
        let due = testimonials::store::take_quoted(&store, at(70), at(80), 9).await.unwrap();
        assert_eq!(due, [(quoted(9, &[&gone]), 0)]);
        assert_eq!(place.number("SELECT at FROM withdrawn").await, at(70).as_millisecond());
        // Also without being opened anew, and also where only the ledger is gone.
        bring_back(place).await;
        place.execute(&format!("INSERT INTO withdrawn (submission, at) VALUES ('{}', 5)", gone.id)).await;
        fs::remove_file(place.ledger()).unwrap();
        guild::sweep::sweep(&store, at(80), &Retention::default()).await.unwrap();
        assert_eq!(testimonials::store::find_submission(&store, gone.id).await, Ok(None));
        assert_eq!(lines(place), [format!("{} 5", gone.id)]);
        assert!(testimonials::store::find_submission(&store, stays.id).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_restored_file_is_rid_of_what_was_withdrawn_since_with_and_without_force() {
    file(async |place| {
        let store = place.open().await;
        let gone = approved(&store, GUILD, "Fukuzatsu.").await;
        let copy = place.dir().join("copy.db");
        backup(&place.location, &copy).await.unwrap();
        assert_eq!(testimonials::store::withdraw(&store, gone.id, gone.member, at(70)).await, Ok(true));
        store.close().await;
        let DatabaseUrl::File(path) = &place.location else { panic!() };
        for force in [true, false] {
            if !force {
                // Whoever begins anew moves the database away, and not what is beside it.
                fs::rename(path, place.dir().join("aside.db")).unwrap();
            }
            restore(&copy, &place.location, force).await.unwrap();
            assert_eq!(lines(place), [line(&gone, 70)]);
            let store = place.open().await;
            assert_eq!(testimonials::store::find_submission(&store, gone.id).await, Ok(None));
            assert_eq!(faq::store::guild_record(&store, GUILD).await.unwrap().shared, []);
            store.close().await;
            let bytes = fs::read(path).unwrap();
            assert!(!bytes.windows(9).any(|window| window == b"Fukuzatsu"));
        }
        let names = fs::read_dir(place.dir()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let ledgers: Vec<_> = names.filter(|name| name.ends_with(".withdrawn")).collect();
        assert_eq!(ledgers.len(), 1, "{ledgers:?}");
    })
    .await;
}

#[tokio::test]
async fn a_line_that_was_cut_or_is_none_does_not_keep_the_others() {
    both(async |place| {
        let store = place.open().await;
        let (first, second) = (approved(&store, GUILD, "First.").await, approved(&store, GUILD, "Second.").await);
        let mut ledger = fs::File::create(place.ledger()).unwrap();
        write!(ledger, "nonsense\n\n{}\n{}", line(&first, 70), &line(&second, 71)[..20]).unwrap();
        guild::sweep::sweep(&store, at(80), &Retention::default()).await.unwrap();
        assert_eq!(testimonials::store::find_submission(&store, first.id).await, Ok(None));
        assert_eq!(testimonials::store::find_submission(&store, second.id).await, Ok(Some(second.clone())));
        // What comes next begins a line of its own.
        assert_eq!(testimonials::store::withdraw(&store, second.id, second.member, at(72)).await, Ok(true));
        assert_eq!(lines(place).last(), Some(&line(&second, 72)));
        store.close().await;
        place.execute("DELETE FROM withdrawn").await;
        place.open().await;
        assert_eq!(place.number("SELECT COUNT(*) FROM withdrawn").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_ledger_that_cannot_be_written_keeps_nobody_from_withdrawing() {
    both(async |place| {
        let store = place.open().await;
        let gone = approved(&store, GUILD, "Gone.").await;
        // A directory of that name is no file.
        fs::create_dir(place.ledger()).unwrap();
        assert_eq!(testimonials::store::withdraw(&store, gone.id, gone.member, at(70)).await, Ok(true));
        assert_eq!(testimonials::store::find_submission(&store, gone.id).await, Ok(None));
        guild::sweep::sweep(&store, at(80), &Retention::default()).await.unwrap();
        fs::remove_dir(place.ledger()).unwrap();
        guild::sweep::sweep(&store, at(90), &Retention::default()).await.unwrap();
        assert_eq!(lines(place), [line(&gone, 70)]);
    })
    .await;
}

#[tokio::test]
async fn what_was_written_down_goes_where_it_could_not_be_removed_at_once() {
    both(async |place| {
        let store = place.open().await;
        let gone = approved(&store, GUILD, "Gone.").await;
        let mut other = place.beside().await;
        let lock = if place.is_file() { "BEGIN IMMEDIATE" } else { "BEGIN; SELECT * FROM guild FOR UPDATE" };
        sqlx::raw_sql(lock).execute(&mut other).await.unwrap();
        assert!(testimonials::store::withdraw(&store, gone.id, gone.member, at(70)).await.is_err());
        assert_eq!(lines(place), [line(&gone, 70)]);
        sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
        assert!(testimonials::store::find_submission(&store, gone.id).await.unwrap().is_some());
        guild::sweep::sweep(&store, at(80), &Retention::default()).await.unwrap();
        assert_eq!(testimonials::store::find_submission(&store, gone.id).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn the_ledger_may_be_elsewhere() {
    both(async |place| {
        let elsewhere = place.dir().join("somewhere else");
        let opened = open_database(&place.location, PATIENCE, Some(elsewhere.clone())).await;
        let store = opened.unwrap();
        let gone = approved(&store, GUILD, "Gone.").await;
        assert_eq!(testimonials::store::withdraw(&store, gone.id, gone.member, at(70)).await, Ok(true));
        assert_eq!(fs::read_to_string(elsewhere).unwrap(), line(&gone, 70) + "\n");
        assert!(!place.ledger().exists());
    })
    .await;
}

async fn refused(place: &Place) -> String {
    match open_database(&place.location, PATIENCE, Some(place.ledger())).await.err() {
        Some(OpenError::Unusable(name, why)) => {
            assert_eq!(name, place.ledger().display().to_string());
            why
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn where_there_is_a_ledger_that_cannot_be_read_nothing_is_opened() {
    both(async |place| {
        let store = place.open().await;
        let gone = approved(&store, GUILD, "Gone.").await;
        remember(place).await;
        assert_eq!(testimonials::store::withdraw(&store, gone.id, gone.member, at(70)).await, Ok(true));
        store.close().await;
        bring_back(place).await;
        let (ledger, aside) = (place.ledger(), place.dir().join("aside"));
        fs::rename(&ledger, &aside).unwrap();

        fs::create_dir(&ledger).unwrap();
        assert!(refused(place).await.starts_with("this is a directory, "));
        fs::remove_dir(&ledger).unwrap();
        // As an editor may leave it.
        let text = fs::read_to_string(&aside).unwrap();
        let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        fs::write(&ledger, &wide).unwrap();
        assert!(refused(place).await.starts_with("this is not the ledger of withdrawn stories, "));
        assert_eq!(fs::read(&ledger).unwrap(), wide);
        fs::remove_file(&ledger).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&ledger, &ledger).unwrap();
            assert!(refused(place).await.starts_with("reading the ledger of withdrawn stories failed ("));
            fs::remove_file(&ledger).unwrap();
        }
        assert_eq!(place.number("SELECT COUNT(*) FROM submission").await, 1);
        fs::rename(&aside, &ledger).unwrap();
        let store = place.open().await;
        assert_eq!(testimonials::store::find_submission(&store, gone.id).await, Ok(None));
        // Once it is open, it goes on.
        fs::write(&ledger, wide).unwrap();
        guild::sweep::sweep(&store, at(80), &Retention::default()).await.unwrap();
    })
    .await;
}

/// Warnings of every thread, each in one line. A subscriber of one thread would now and then miss what another has just
/// said for the first time.
static WARNINGS: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line::default();
        event.record(&mut line);
        if *event.metadata().level() == Level::WARN {
            WARNINGS.lock().unwrap().push((thread::current().id(), line.0));
        }
    }
}

/// Listens from now on, in this process.
fn listen() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| set_global_default(tracing_subscriber::registry().with(Listener)).unwrap());
}

#[derive(Default)]
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, "{field}={value:?} ");
    }
}

#[tokio::test]
async fn a_ledger_that_has_gone_is_missed_and_written_anew() {
    both(async |place| {
        listen();
        let missed = || {
            let mut lines = WARNINGS.lock().unwrap();
            let here = lines.extract_if(.., |(thread, _)| *thread == thread::current().id());
            here.map(|(_, line)| line).filter(|line| line.contains("is missing")).collect::<Vec<_>>()
        };
        let store = place.open().await;
        let gone = approved(&store, GUILD, "Gone.").await;
        guild::sweep::sweep(&store, at(60), &Retention::default()).await.unwrap();
        assert_eq!(testimonials::store::withdraw(&store, gone.id, gone.member, at(70)).await, Ok(true));
        store.close().await;
        place.open().await.close().await;
        assert_eq!(missed(), Vec::<String>::new());
        fs::remove_file(place.ledger()).unwrap();
        place.open().await.close().await;
        let [line] = &missed()[..] else { panic!() };
        assert!(line.contains(place.ledger().to_str().unwrap()) && line.contains("`ledger`"), "{line}");
        assert_eq!(lines(place), [self::line(&gone, 70)]);
        place.open().await;
        assert_eq!(missed(), Vec::<String>::new());
    })
    .await;
}
