//! Threads: what they have that other channels have not, and when they can be written in.

use serde_json::{Value, json};

use super::permissions::{MANAGE_THREADS, VIEW_CHANNEL};
use super::world::{Channel, Id, World};
use super::{gateway, payload};

/// How a thread stands.
pub struct Thread {
    /// Whoever began it.
    pub owner: Id,
    pub archived: bool,
    /// Whether only moderators may write in it and take it out again.
    pub locked: bool,
    pub begun: String,
    /// When it was last archived or taken out again.
    moved: String,
    /// After how many minutes without a word it goes from the list of channels.
    pub lasts: u64,
}

/// Why nobody may write in a thread as it stands.
pub enum Shut {
    Archived,
    Locked,
}

impl Thread {
    pub fn begun(owner: Id, at: String) -> Self {
        Self { owner, archived: false, locked: false, moved: at.clone(), begun: at, lasts: 1_440 }
    }

    pub fn metadata(&self) -> Value {
        json!({
            "archived": self.archived, "auto_archive_duration": self.lasts, "archive_timestamp": self.moved,
            "locked": self.locked, "create_timestamp": self.begun,
        })
    }
}

/// Changes a thread, which the bot is told if it sees it.
pub fn update(world: &mut World, id: Id, how: impl FnOnce(&mut Thread)) {
    let now = world.timestamp();
    let Some(thread) = world.channels.get_mut(&id).and_then(|channel| channel.thread.as_mut()) else { return };
    let archived = thread.archived;
    how(thread);
    if thread.archived != archived {
        thread.moved = now;
    }
    tell(world, id, "THREAD_UPDATE");
}

/// Tells the bot of a thread that it sees.
pub fn tell(world: &mut World, id: Id, event: &str) {
    let Some(channel) = world.channels.get(&id).filter(|one| world.may(one, VIEW_CHANNEL)) else { return };
    let mut json = payload::channel(world, channel);
    if event == "THREAD_CREATE" {
        json["newly_created"] = json!(true);
    }
    gateway::dispatch(world, event, &json);
}

/// Whether a new message may come into a channel, by whoever may do this there; archived threads open for it.
pub fn open(channel: &Channel, rights: u64) -> Result<(), Shut> {
    match &channel.thread {
        Some(thread) if thread.locked && rights & MANAGE_THREADS == 0 => {
            Err(if thread.archived { Shut::Archived } else { Shut::Locked })
        }
        _ => Ok(()),
    }
}

/// Whether a message in a channel may be changed: an archived thread must be taken out first.
pub fn changeable(channel: &Channel, rights: u64) -> Result<(), Shut> {
    match &channel.thread {
        Some(thread) if thread.archived => Err(Shut::Archived),
        _ => open(channel, rights),
    }
}

/// Whether a message in a channel may be removed: an archived thread need not be taken out, unless it is locked.
pub fn removable(channel: &Channel, rights: u64) -> Result<(), Shut> {
    match (open(channel, rights), &channel.thread) {
        (Err(shut), Some(thread)) if thread.archived => Err(shut),
        _ => Ok(()),
    }
}

/// Takes a thread out again in which something is said.
pub fn wake(world: &mut World, id: Id) {
    if world.channels.get(&id).and_then(|channel| channel.thread.as_ref()).is_some_and(|thread| thread.archived) {
        update(world, id, |thread| thread.archived = false);
    }
}
