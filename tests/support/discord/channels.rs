//! What tests can change about one channel: what the bot may do there, and whether it is private, archived or gone.

use super::guilds::Overwrite;
use super::world::{APPLICATION, Channel, Id, Kind};
use super::{Discord, gateway, payload, permissions, threads};

/// A channel whose state a test changes.
pub struct ChannelKnobs<'a> {
    discord: &'a Discord,
    id: Id,
}

impl<'a> ChannelKnobs<'a> {
    pub(super) fn new(discord: &'a Discord, id: Id) -> Self {
        Self { discord, id }
    }

    /// Whether the bot may post there; threads have a permission of their own for that, which their channel grants.
    pub fn may_send(&self, may: bool) -> &Self {
        let thread = self.discord.look(|world| world.channels.get(&self.id).is_some_and(|one| one.thread.is_some()));
        self.permit(if thread { permissions::SEND_MESSAGES_IN_THREADS } else { permissions::SEND_MESSAGES }, may)
    }

    /// Whether the bot may post embeds there.
    pub fn may_embed(&self, may: bool) -> &Self {
        self.permit(permissions::EMBED_LINKS, may)
    }

    /// Whether the bot may post files there.
    pub fn may_attach(&self, may: bool) -> &Self {
        self.permit(permissions::ATTACH_FILES, may)
    }

    /// Whether the bot sees the channel.
    pub fn may_view(&self, may: bool) -> &Self {
        self.permit(permissions::VIEW_CHANNEL, may)
    }

    /// Whether the bot may read what was said.
    pub fn may_read_history(&self, may: bool) -> &Self {
        self.permit(permissions::READ_MESSAGE_HISTORY, may)
    }

    /// Whether the bot may ping everyone there, and roles that nobody else may ping.
    pub fn may_mention_everyone(&self, may: bool) -> &Self {
        self.permit(permissions::MENTION_EVERYONE, may)
    }

    /// Whether the bot may begin threads there.
    pub fn may_start_threads(&self, may: bool) -> &Self {
        self.permit(permissions::CREATE_PUBLIC_THREADS, may)
    }

    /// Whether the bot may do with threads there what moderators may.
    pub fn may_manage_threads(&self, may: bool) -> &Self {
        self.permit(permissions::MANAGE_THREADS, may)
    }

    /// A moderator puts the thread away, or takes it out again; the bot is told.
    pub fn archived(&self, archived: bool) -> &Self {
        self.discord.change(|world| threads::update(world, self.id, |thread| thread.archived = archived));
        self
    }

    /// A moderator locks the thread, so that only they write in it, or unlocks it; the bot is told.
    pub fn locked(&self, locked: bool) -> &Self {
        self.discord.change(|world| threads::update(world, self.id, |thread| thread.locked = locked));
        self
    }

    /// Deletes the channel, which the bot is told, and its threads with it.
    pub fn deleted(&self) -> &Self {
        self.set(|channel| channel.gone = true);
        self.discord.change(|world| {
            let within = Kind::Thread { parent: self.id };
            world.channels.values_mut().filter(|one| one.kind == within).for_each(|thread| thread.gone = true);
            let Some(channel) = world.channels.get(&self.id) else { return };
            let json = payload::channel(world, channel);
            gateway::dispatch(world, if channel.thread.is_some() { "THREAD_DELETE" } else { "CHANNEL_DELETE" }, &json);
        });
        self
    }

    /// Whether everyone sees the channel who has no role that lets them; the bot too, unless it is let.
    pub fn is_private(&self, private: bool) -> &Self {
        self.overwrite(|channel| channel.guild, permissions::VIEW_CHANNEL, !private)
    }

    fn permit(&self, bit: u64, may: bool) -> &Self {
        self.overwrite(|_| Some(APPLICATION), bit, may)
    }

    /// Allows or denies something to a role or to the bot, in the parent if this is a thread; the bot is told.
    fn overwrite(&self, of: impl FnOnce(&Channel) -> Option<Id>, bit: u64, may: bool) -> &Self {
        self.discord.change(|world| {
            let parent = world.channels.get(&self.id).and_then(|channel| match channel.kind {
                Kind::Thread { parent } => Some(parent),
                _ => None,
            });
            let Some(channel) = world.channels.get_mut(&parent.unwrap_or(self.id)) else { return };
            let Some(of) = of(channel) else { return };
            let at = channel.overwrites.iter().position(|one| one.of == of).unwrap_or_else(|| {
                channel.overwrites.push(Overwrite { of, allow: 0, deny: 0 });
                channel.overwrites.len() - 1
            });
            let one = &mut channel.overwrites[at];
            (one.allow, one.deny) =
                if may { (one.allow | bit, one.deny & !bit) } else { (one.allow & !bit, one.deny | bit) };
            let channel = &world.channels[&parent.unwrap_or(self.id)];
            let json = payload::channel(world, channel);
            gateway::dispatch(world, "CHANNEL_UPDATE", &json);
        });
        self
    }

    fn set(&self, how: impl FnOnce(&mut Channel)) -> &Self {
        self.discord.change(|world| world.channels.get_mut(&self.id).map(how)).expect("there is such a channel");
        self
    }
}
