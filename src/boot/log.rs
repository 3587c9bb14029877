//! The log: on standard error, for people or for programs. Libraries only log errors, because their other lines hold
//! requests, tokens and members' texts.

use std::io::{self, IsTerminal as _};
use std::panic;

use tracing::Level;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

use crate::config::{LogConfig, LogFormat, LogLevel};

/// Begins to log. Only the first call has an effect: a log cannot be exchanged while something writes to it.
pub fn begin(log: &LogConfig) {
    let filter = lines_of(log.level);
    let lines = fmt::layer().with_writer(io::stderr).with_target(false);
    let layer = match log.format {
        LogFormat::Human => lines.with_ansi(io::stderr().is_terminal()).with_filter(filter).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_filter(filter).boxed(),
    };
    let _ = tracing_subscriber::registry().with(layer).try_init();
    // A panic message may quote a member's text; the location is enough to find the fault.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("this is a bug, please report it: {place}");
    }));
}

/// Which lines are written, of all that the bot and the libraries have to say.
pub fn lines_of(level: LogLevel) -> Targets {
    let level = match level {
        LogLevel::Error => Level::ERROR,
        LogLevel::Warn => Level::WARN,
        LogLevel::Info => Level::INFO,
        LogLevel::Debug => Level::DEBUG,
    };
    Targets::new()
        .with_target("jet_senpai", level)
        // The bot logs the state of its connection itself, once.
        .with_target("serenity::gateway", LevelFilter::OFF)
        .with_default(level.min(Level::WARN))
}
