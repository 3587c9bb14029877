//! Someone who talks with the bot, doing what one can do in Discord's client, and nothing else.

mod commands;
mod posts;
mod presses;
mod submits;

use serde_json::Value;

use super::interaction::{self, EntryAction, Scene};
use super::world::{ABROAD, APPLICATION, FIRST_RESPONSE, Id, Message, Outcome, QUESTIONS, World};
use super::{Discord, permissions, threads, transcript};

const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const AUTOCOMPLETE: u64 = 4;
const MODAL: u64 = 5;

/// A message as someone sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub id: Id,
    /// As in the transcript, without who wrote it.
    pub text: String,
    /// As Discord has it.
    pub json: Value,
}

/// Someone at some place; what they do returns when the bot's answer is there.
#[derive(Clone)]
pub struct Member {
    discord: Discord,
    name: String,
    scene: Scene,
    /// Commands that are hidden from them are shown nevertheless, as by a guild's own setting.
    sees_all: bool,
    /// The files at hand for what they do next.
    files: Vec<Id>,
    /// The newest message when they last did something.
    heard: Id,
}

impl Member {
    pub(super) fn new(discord: Discord, name: &str) -> Self {
        let (user, heard) = discord.change(|world| (world.person(name), world.next_id()));
        let scene = Scene { user, locale: "en-US".to_owned(), permissions: permissions::MEMBER, channel: QUESTIONS };
        Self { discord, name: name.to_owned(), scene, sees_all: false, files: Vec::new(), heard }
    }

    /// Whose client speaks this language.
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.scene.locale);
        self
    }

    /// Who may manage messages.
    pub fn moderator(self) -> Self {
        self.may(permissions::MODERATOR)
    }

    /// Who has these permissions.
    pub fn may(mut self, permissions: u64) -> Self {
        self.scene.permissions = permissions;
        self
    }

    /// To whom the guild shows every command, whatever permissions it asks for by default.
    pub fn sees_every_command(mut self) -> Self {
        self.sees_all = true;
        self
    }

    pub fn in_channel(mut self, channel: Id) -> Self {
        self.scene.channel = channel;
        self
    }

    /// In the conversation with the bot alone.
    pub fn in_dm(mut self) -> Self {
        self.scene.channel = self.discord.change(|world| world.dm_with(self.scene.user));
        self
    }

    /// In a guild where the bot is no member, having installed it for oneself.
    pub fn abroad(self) -> Self {
        self.in_channel(ABROAD)
    }

    /// In the conversation with someone else, having installed the bot for oneself.
    pub fn in_private_with(self, other: &Self) -> Self {
        let channel = self.discord.change(|world| world.private_channel_with(other.scene.user));
        self.in_channel(channel)
    }

    /// Takes no direct messages from now on.
    pub fn closes_dms(&self) {
        self.discord.change(|world| {
            if let Some(person) = world.people.get_mut(&self.scene.user) {
                person.closed_dms = true;
            }
        });
    }

    /// Who has a role, in addition to those they have.
    pub fn with_role(self, role: Id) -> Self {
        self.set_roles(|roles| roles.push(role));
        self
    }

    /// Who has a role no more.
    pub fn without_role(self, role: Id) -> Self {
        self.set_roles(|roles| roles.retain(|one| *one != role));
        self
    }

    fn set_roles(&self, how: impl FnOnce(&mut Vec<Id>)) {
        self.discord.change(|world| {
            if let Some(person) = world.people.get_mut(&self.scene.user) {
                how(&mut person.roles);
                person.roles.sort_unstable();
                person.roles.dedup();
            }
        });
    }

    fn guild(&self, world: &World) -> Option<Id> {
        world.channels.get(&self.scene.channel)?.guild
    }

    pub fn id(&self) -> Id {
        self.scene.user
    }

    pub fn channel(&self) -> Id {
        self.scene.channel
    }

    /// Waits for the bot's next message here since this member last did something.
    pub async fn hears(&mut self) -> Seen {
        let (heard, who) = (self.heard, self.clone());
        let newer = |world: &World| {
            let of_bot = |one: &&Message| one.author == APPLICATION && one.id > heard && !one.thinking;
            who.visible(world).find(of_bot).map(|one| seen(world, one))
        };
        let message = self.discord.expect("the bot to say something", newer).await;
        self.heard = message.id;
        message
    }

    /// The messages here that they see, the oldest first.
    pub fn sees(&self) -> Vec<Seen> {
        self.discord.look(|world| self.visible(world).map(|one| seen(world, one)).collect())
    }

    /// Does something and returns when it is answered: not with "thinking", but with what comes after.
    async fn acts(&mut self, said: &str, entry_action: EntryAction) {
        match self.send_interaction(said, entry_action).await {
            Outcome::Silence => self.discord.fail("the application did not respond"),
            Outcome::Thinking(id) => {
                let done = |world: &World| world.messages.get(&id).is_none_or(|one| !one.thinking).then_some(());
                self.discord.expect("the bot to have thought", done).await;
            }
            _ => {}
        }
        self.heard = self.discord.change(World::next_id);
    }

    /// Does something, and returns what the bot's first response to it is.
    pub async fn send_interaction(&mut self, said: &str, entry_action: EntryAction) -> Outcome {
        self.takes_out_thread();
        let id = self.discord.change(|world| {
            transcript::did(world, self.scene.channel, &self.name, said);
            interaction::create(world, &self.scene, &entry_action)
        });
        let outcome = |world: &World| {
            let interaction = world.interactions.iter().find(|one| one.id == id)?;
            let late = world.now().saturating_sub(interaction.created) > FIRST_RESPONSE;
            interaction.outcome.clone().or_else(|| late.then_some(Outcome::Silence))
        };
        self.discord.wait(outcome).await.unwrap_or(Outcome::Silence)
    }

    /// Has their client take an archived thread out again, as it does before anything is done there.
    fn takes_out_thread(&self) {
        let shut = self.discord.change(|world| {
            let rights = interaction::permissions_of(world, &self.scene);
            let place = world.channels.get(&self.scene.channel)?;
            let shut = threads::open(place, rights).err();
            if shut.is_none() {
                threads::wake(world, self.scene.channel);
            }
            shut
        });
        if shut.is_some() {
            self.discord.fail(&format!("the thread is locked, and {} is no moderator", self.name));
        }
    }

    fn visible<'a>(&'a self, world: &'a World) -> impl Iterator<Item = &'a Message> {
        let here = |one: &&Message| one.channel == self.scene.channel;
        world.messages.values().filter(here).filter(|one| one.only.is_none_or(|only| only == self.scene.user))
    }
}

fn seen(world: &World, message: &Message) -> Seen {
    Seen { id: message.id, text: transcript::visible(world, &message.json), json: message.json.clone() }
}
