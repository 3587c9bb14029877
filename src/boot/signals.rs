//! Signals of the operating system, as the bot understands them.

use std::io;

use tokio::sync::mpsc::{Receiver, channel};

use crate::discord::ControlSignal;

/// What the operating system sends: SIGTERM and Ctrl-C stop, SIGHUP reloads.
///
/// # Errors
/// Where the operating system does not let the program listen.
#[cfg(unix)]
pub fn signals() -> io::Result<Receiver<ControlSignal>> {
    use tokio::signal::unix::{SignalKind, signal};

    let (sender, receiver) = channel(1);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        loop {
            let signal = tokio::select! {
                _ = terminate.recv() => ControlSignal::Stop,
                _ = interrupt.recv() => ControlSignal::Stop,
                _ = hang_up.recv() => ControlSignal::Reload,
            };
            if sender.send(signal).await.is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// What the operating system sends: Ctrl-C stops.
///
/// # Errors
/// Never, here.
#[cfg(not(unix))]
pub fn signals() -> io::Result<Receiver<Signal>> {
    let (sender, receiver) = channel(1);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            let _ = sender.send(Signal::Stop).await;
        }
    });
    Ok(receiver)
}
