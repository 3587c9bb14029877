//! Listens to the logs: for events that serenity could not decode, which it drops with no more than a line.

use std::fmt::{self, Write as _};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use jet_senpai::boot::log;
use jet_senpai::config::LogLevel;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry;

pub use super::gateway::MARK;

/// A line of a log.
#[derive(Clone, Debug)]
pub struct Line {
    thread: ThreadId,
    pub target: String,
    pub level: Level,
    pub text: String,
}

static LINES: Mutex<Vec<Line>> = Mutex::new(Vec::new());

/// Keeps what matters: every line that the bot may write to its log, its own or a library's, and serenity's about what it
/// could not read.
pub struct Listener;

/// Installs the listener for this process, once.
pub fn listen() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        // Another test of this binary may have installed its own; then that one must include the layer.
        let _installed = tracing::subscriber::set_global_default(registry().with(Listener));
    });
}

/// The lines of the bot that the current thread has logged: a test's own, if its runtime has only this thread.
pub fn lines() -> Vec<Line> {
    let here = thread::current().id();
    let own = |line: &&Line| line.thread == here && line.target.starts_with("jet_senpai");
    LINES.lock().unwrap_or_else(PoisonError::into_inner).iter().filter(own).cloned().collect()
}

/// Every line that stands in the log where the most is logged, of whatever target, thread and test: some of what the
/// database says is said by its own threads.
pub fn written() -> Vec<Line> {
    let filter = log::lines_of(LogLevel::Debug);
    let is_written = |line: &&Line| filter.would_enable(&line.target, &line.level);
    LINES.lock().unwrap_or_else(PoisonError::into_inner).iter().filter(is_written).cloned().collect()
}

/// What could not be decoded of what the gateway with this mark told.
pub fn undecodable(mark: u64) -> Vec<String> {
    // Once as JSON, as it was received, and once as `Debug` shows it.
    let signs = [",", "}"].map(|end| format!("\"{MARK}\":{mark}{end}"));
    let sign = format!("\"{MARK}\": Number({mark})");
    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    let of_ours = |line: &&Line| {
        let bears = |sign: &String| line.text.contains(sign.as_str());
        line.target.starts_with("serenity") && (signs.iter().any(bears) || bears(&sign))
    };
    lines.iter().filter(of_ours).map(|line| format!("{} {}: {}", line.level, line.target, line.text)).collect()
}

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let target = event.metadata().target();
        let of_interest = match target {
            "serenity::gateway::ws" | "serenity::client::dispatch" | "serenity::model::utils" => true,
            own if own.starts_with("jet_senpai") => true,
            library => log::lines_of(LogLevel::Debug).would_enable(library, event.metadata().level()),
        };
        if of_interest {
            let mut text = Text(String::new());
            event.record(&mut text);
            let line = Line {
                thread: thread::current().id(),
                target: target.to_owned(),
                level: *event.metadata().level(),
                text: text.0,
            };
            LINES.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    }
}

/// An event's message and fields in one line.
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let space = if self.0.is_empty() { "" } else { " " };
        // Writing to a string does not fail.
        let _written = match field.name() {
            "message" => write!(self.0, "{space}{value:?}"),
            name => write!(self.0, "{space}{name}={value:?}"),
        };
    }
}
