//! The messages that someone writes.

use serde_json::{Value, json};

use super::Member;
use crate::discord::files::{self, MAX_BYTES};
use crate::discord::interaction::Scene;
use crate::discord::world::{APPLICATION, Id, Kind, Message, World};
use crate::discord::{gateway, payload, permissions, rules, transcript};

impl Member {
    /// Has a file at hand, for an option of the next command or for the next message.
    pub fn attaching(&mut self, name: &str, content: impl AsRef<[u8]>) -> &mut Self {
        let content = content.as_ref();
        self.attaching_as_if(name, content, content.len())
    }

    /// Has a file at hand of which Discord tells another length than it has.
    pub fn attaching_as_if(&mut self, name: &str, content: impl AsRef<[u8]>, size: usize) -> &mut Self {
        let (content, scene) = (content.as_ref(), &self.scene);
        if content.len() > MAX_BYTES {
            self.discord.fail(&format!("Discord's client does not let {} send {} bytes", self.name, content.len()));
        }
        let id = self.discord.change(|world| {
            let id = files::keep(world, name, content, scene.user, scene.channel);
            let file = world.files.iter_mut().find(|file| file.id == id)?;
            (file.ephemeral, file.size) = (true, size);
            Some(id)
        });
        self.files.extend(id);
        self
    }

    /// Posts a message, in which `<@BOT>` mentions the bot; its id. Nobody need answer: [`Self::hears`] waits for it.
    pub fn says(&mut self, text: &str) -> Id {
        self.posts(text, None)
    }

    /// Replies to a message, which mentions its author.
    pub fn replies(&mut self, to: Id, text: &str) -> Id {
        self.posts(text, Some(to))
    }

    fn posts(&mut self, text: &str, to: Option<Id>) -> Id {
        self.takes_out_thread();
        let text = text.replace("<@BOT>", &format!("<@{APPLICATION}>"));
        let reply = if to.is_some() { " replies" } else { "" };
        let id = self.discord.change(|world| {
            let attached = attached(world, &self.files);
            let shown = attached.iter().flat_map(|one| ["\n  ".to_owned(), transcript::file(one)]).collect::<String>();
            transcript::did(world, self.scene.channel, &self.name, &format!("{reply}: {text}{shown}"));
            post(world, &self.scene, &text, to, &attached)
        });
        self.files.clear();
        self.heard = id;
        id
    }
}

/// The files that now hang on a message, and last as long as it does.
fn attached(world: &mut World, files: &[Id]) -> Vec<Value> {
    let chosen = world.files.iter_mut().filter(|file| files.contains(&file.id));
    chosen
        .map(|file| {
            file.ephemeral = false;
            file.attachment()
        })
        .collect()
}

/// A member's message appears.
fn post(world: &mut World, scene: &Scene, text: &str, to: Option<Id>, attached: &[Value]) -> Id {
    let id = world.next_id();
    let mut json = payload::message(world, id, scene.channel, scene.user);
    json["content"] = json!(text);
    json["attachments"] = json!(attached);
    let mut mentioned: Vec<Id> = Vec::new();
    for ping in rules::mentions::in_text(text) {
        match ping {
            rules::mentions::Ping::User(user) => mentioned.push(user),
            rules::mentions::Ping::Role(role) => json["mention_roles"] = json!([role.to_string()]),
            rules::mentions::Ping::Everyone | rules::mentions::Ping::Here => {}
        }
    }
    if let Some((to, author)) = to.and_then(|to| Some((to, world.messages.get(&to)?.author))) {
        let mut reference = json!({ "type": 0, "message_id": to.to_string(), "channel_id": scene.channel.to_string() });
        if let Some(guild) = world.channels.get(&scene.channel).and_then(|channel| channel.guild) {
            reference["guild_id"] = json!(guild.to_string());
        }
        json["type"] = json!(19);
        json["message_reference"] = reference;
        mentioned.extend((!mentioned.contains(&author)).then_some(author));
    }
    json["mentions"] = mentioned.iter().map(|user| payload::user_of(world, *user)).collect();
    let message = Message {
        id,
        channel: scene.channel,
        author: scene.user,
        only: None,
        thinking: false,
        pinged: Vec::new(),
        json,
    };
    // In a private channel or a guild of the bot's it is told; elsewhere it hears nothing.
    let told = world.is_member_of(scene.channel) && may_see(world, scene.channel);
    let event = payload::as_event(world, &message);
    world.messages.insert(id, message);
    if told {
        gateway::dispatch(world, "MESSAGE_CREATE", &event);
    }
    id
}

fn may_see(world: &World, channel: Id) -> bool {
    world
        .channels
        .get(&channel)
        .is_some_and(|one| world.may(one, permissions::VIEW_CHANNEL) || matches!(one.kind, Kind::Dm { .. }))
}
