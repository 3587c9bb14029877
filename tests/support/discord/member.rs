//! Someone who talks with the bot, doing what one can do in Discord's client, and nothing else.

use serde_json::{Value, json};

use super::interaction::{self, Deed, Scene};
use super::world::{ABROAD, APPLICATION, FIRST_RESPONSE, Id, Kind, Message, OpenModal, Outcome, QUESTIONS, World};
use super::{Discord, gateway, payload, permissions, rules, slash, transcript};

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
    /// The newest message when they last did something.
    heard: Id,
}

impl Member {
    pub(super) fn new(discord: Discord, name: &str) -> Self {
        let (user, heard) = discord.change(|world| (world.person(name), world.next_id()));
        let scene = Scene { user, locale: "en-US".to_owned(), permissions: permissions::MEMBER, channel: QUESTIONS };
        Self { discord, name: name.to_owned(), scene, sees_all: false, heard }
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

    pub fn id(&self) -> Id {
        self.scene.user
    }

    pub fn channel(&self) -> Id {
        self.scene.channel
    }

    /// Types a command and sends it.
    pub async fn types(&mut self, text: &str) {
        let data = self.typed(text, false);
        self.acts(&format!(": {text}"), Deed { kind: COMMAND, data, on: None }).await;
    }

    /// Types as far as `|` and is offered choices: their names and values.
    pub async fn completes(&mut self, text: &str) -> Vec<(String, Value)> {
        let data = self.typed(text.trim_end_matches('|'), true);
        let deed = Deed { kind: AUTOCOMPLETE, data, on: None };
        match self.send_interaction(&format!(" types {text}"), deed).await {
            Outcome::Choices(choices) => choices,
            other => self.discord.fail(&format!("{} was offered nothing: {other:?}", self.name)),
        }
    }

    /// Types as far as `|`, takes the choice of this name and sends the command.
    pub async fn chooses(&mut self, text: &str, choice: &str) {
        let choices = self.completes(text).await;
        let Some((_, value)) = choices.iter().find(|(name, _)| name == choice) else {
            self.discord.fail(&format!("{} was not offered `{choice}`", self.name));
        };
        let mut data = self.typed(text.trim_end_matches('|'), true);
        fill_in(&mut data, value);
        self.acts(&format!(" chooses {choice}"), Deed { kind: COMMAND, data, on: None }).await;
    }

    /// Uses a command of a message's context menu.
    pub async fn applies(&mut self, command: &str, to: Id) {
        let data = self.discord.look(|world| {
            let known = world.commands.iter().find(|one| one["type"] == 3 && one["name"] == command)?;
            let message = self.visible(world).find(|one| one.id == to)?;
            let id = to.to_string();
            let mut data = json!({ "id": known["id"], "name": command, "type": 3, "target_id": id });
            data["resolved"] = json!({ "messages": { id: message.json } });
            Some(data)
        });
        let Some(data) = data else {
            self.discord.fail(&format!("{} has no such message, or it no menu item `{command}`", self.name));
        };
        self.acts(&format!(" applies {command}"), Deed { kind: COMMAND, data, on: None }).await;
    }

    /// Presses the button with this label, on the newest message that has one.
    pub async fn presses(&mut self, label: &str) {
        let found = self.discord.look(|world| self.find(world, |part| is_button(part, label)));
        self.press(found, label).await;
    }

    /// Presses the button with this label on a certain message.
    pub async fn presses_on(&mut self, message: Id, label: &str) {
        let found = self.discord.look(|world| {
            let on = self.visible(world).find(|one| one.id == message)?;
            parts(on).find(|part| is_button(part, label)).map(|part| (message, part.clone()))
        });
        self.press(found, label).await;
    }

    async fn press(&mut self, found: Option<(Id, Value)>, label: &str) {
        let Some((on, button)) = found else {
            self.discord.fail(&format!("{} sees no button [{label}] to press", self.name));
        };
        let data = json!({ "id": button["id"], "custom_id": button["custom_id"], "component_type": 2 });
        self.acts(&format!(" presses [{label}]"), Deed { kind: COMPONENT, data, on: Some(on) }).await;
    }

    /// Has their client send a press of any `custom_id`: of an older version, or forged.
    pub async fn presses_custom_id(&mut self, custom_id: &str) {
        let on = self
            .discord
            .look(|world| self.visible(world).filter(|one| one.author == APPLICATION).map(|one| one.id).max());
        let Some(on) = on else { self.discord.fail("there is no message to press anything on") };
        let data = json!({ "id": 2, "custom_id": custom_id, "component_type": 2 });
        self.acts(&format!(" presses «{custom_id}»"), Deed { kind: COMPONENT, data, on: Some(on) }).await;
    }

    /// Picks an option of the select with this placeholder.
    pub async fn picks(&mut self, placeholder: &str, option: &str) {
        let found = self.discord.look(|world| {
            let (on, select) = self.find(world, |part| part["type"] == 3 && part["placeholder"] == placeholder)?;
            let options = select["options"].as_array()?;
            let value = options.iter().find(|one| one["label"] == option)?["value"].clone();
            Some((
                on,
                json!({
                    "id": select["id"], "custom_id": select["custom_id"], "component_type": 3, "values": [value],
                }),
            ))
        });
        let Some((on, data)) = found else {
            self.discord.fail(&format!("{} sees no `{option}` to pick in `{placeholder}`", self.name));
        };
        self.acts(&format!(" picks {option}"), Deed { kind: COMPONENT, data, on: Some(on) }).await;
    }

    /// Fills in the modal that is open, by the labels of its fields, and submits it.
    pub async fn submits(&mut self, fields: &[(&str, &str)]) {
        let Some(modal) = self.discord.change(|world| world.modals.remove(&self.scene.user)) else {
            self.discord.fail(&format!("{} has nothing open to submit", self.name));
        };
        match filled_in(&modal, fields) {
            Ok(data) => {
                let said: Vec<String> = fields.iter().map(|(label, text)| format!("\n    {label}: {text}")).collect();
                let deed = Deed { kind: MODAL, data, on: modal.on };
                self.clone().in_channel(modal.channel).acts(&format!(" submits:{}", said.concat()), deed).await;
                self.heard = self.discord.change(World::next_id);
            }
            Err(why) => self.discord.fail(&format!("Discord's client does not let {} submit: {why}", self.name)),
        }
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
        let text = text.replace("<@BOT>", &format!("<@{APPLICATION}>"));
        let reply = if to.is_some() { " replies" } else { "" };
        let id = self.discord.change(|world| {
            transcript::did(world, self.scene.channel, &self.name, &format!("{reply}: {text}"));
            post(world, &self.scene, &text, to)
        });
        self.heard = id;
        id
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
    async fn acts(&mut self, said: &str, deed: Deed) {
        match self.send_interaction(said, deed).await {
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
    pub async fn send_interaction(&mut self, said: &str, deed: Deed) -> Outcome {
        let id = self.discord.change(|world| {
            transcript::did(world, self.scene.channel, &self.name, said);
            interaction::create(world, &self.scene, &deed)
        });
        let outcome = |world: &World| {
            let interaction = world.interactions.iter().find(|one| one.id == id)?;
            let late = world.now().saturating_sub(interaction.created) > FIRST_RESPONSE;
            interaction.outcome.clone().or_else(|| late.then_some(Outcome::Silence))
        };
        self.discord.wait(outcome).await.unwrap_or(Outcome::Silence)
    }

    /// A typed command as a deed, for [`Self::send_interaction`].
    pub fn command(&self, text: &str) -> Deed {
        Deed { kind: COMMAND, data: self.typed(text, false), on: None }
    }

    fn typed(&self, text: &str, typing: bool) -> Value {
        let typed = self.discord.look(|world| {
            let typed = slash::parse(world, text, typing)?;
            self.is_offered(world, &typed.command).map(|()| typed.data)
        });
        match typed {
            Ok(data) => data,
            Err(why) => self.discord.fail(&format!("Discord's client would not send `{text}`: {why}")),
        }
    }

    /// Whether a command is shown to them here.
    fn is_offered(&self, world: &World, command: &Value) -> Result<(), String> {
        let lists = |key: &str, value: u64| command[key].as_array().is_none_or(|all| all.contains(&json!(value)));
        if !lists("contexts", interaction::context(world, &self.scene)) {
            return Err("the command is not for this context".to_owned());
        }
        let by_user = !world.is_member_of(self.scene.channel);
        if !lists("integration_types", u64::from(by_user)) {
            return Err("the command is not for this kind of installation".to_owned());
        }
        let needed: Option<u64> = command["default_member_permissions"].as_str().and_then(|bits| bits.parse().ok());
        let has = self.scene.permissions | if self.sees_all { u64::MAX } else { 0 };
        let may =
            needed.is_none_or(|needed| has & permissions::ADMINISTRATOR != 0 || needed != 0 && has & needed == needed);
        if may { Ok(()) } else { Err("the command is not shown to those without its permissions".to_owned()) }
    }

    fn visible<'a>(&'a self, world: &'a World) -> impl Iterator<Item = &'a Message> {
        let here = |one: &&Message| one.channel == self.scene.channel;
        world.messages.values().filter(here).filter(|one| one.only.is_none_or(|only| only == self.scene.user))
    }

    /// A component that fits, on the newest message that has one.
    fn find(&self, world: &World, fits: impl Fn(&Value) -> bool) -> Option<(Id, Value)> {
        let all: Vec<&Message> = self.visible(world).collect();
        let usable = |part: &&Value| fits(part) && part["disabled"] != true;
        all.iter().rev().find_map(|one| Some((one.id, parts(one).find(usable)?.clone())))
    }
}

fn parts(message: &Message) -> impl Iterator<Item = &Value> {
    let rows = message.json["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

fn is_button(part: &Value, label: &str) -> bool {
    part["type"] == 2 && part["label"] == label && part["disabled"] != true && part["custom_id"].is_string()
}

fn seen(world: &World, message: &Message) -> Seen {
    Seen { id: message.id, text: transcript::visible(world, &message.json), json: message.json.clone() }
}

/// Puts a choice's value in the place of what was typed.
fn fill_in(data: &mut Value, value: &Value) {
    for option in data["options"].as_array_mut().into_iter().flatten() {
        if option["focused"] == true {
            option["value"] = value.clone();
            option.as_object_mut().map(|option| option.remove("focused"));
        } else {
            fill_in(option, value);
        }
    }
}

/// The data of a submission, if Discord's client takes what was filled in.
fn filled_in(modal: &OpenModal, fields: &[(&str, &str)]) -> Result<Value, String> {
    let known = |label: &str| transcript::inputs(&modal.data).any(|input| input["label"] == label);
    if let Some((label, _)) = fields.iter().find(|(label, _)| !known(label)) {
        return Err(format!("there is no field `{label}`"));
    }
    let mut rows = Vec::new();
    for input in transcript::inputs(&modal.data) {
        let given = fields.iter().find(|(label, _)| input["label"] == *label).map(|(_, text)| *text);
        let text = given.or(input["value"].as_str()).unwrap_or_default();
        let length = u64::try_from(rules::characters(text)).unwrap_or(u64::MAX);
        let least = input["min_length"].as_u64().unwrap_or(u64::from(input["required"] != false));
        let most = input["max_length"].as_u64().unwrap_or(4_000);
        let left_out = length == 0 && input["required"] == false;
        if !left_out && !(least..=most).contains(&length) {
            return Err(format!("{} takes {least} to {most} characters, not {length}", input["label"]));
        }
        let field = json!({ "id": rows.len() * 2 + 2, "type": 4, "custom_id": input["custom_id"], "value": text });
        rows.push(json!({ "id": rows.len() * 2 + 1, "type": 1, "components": [field] }));
    }
    Ok(json!({ "custom_id": modal.data["custom_id"], "components": rows }))
}

/// A member's message appears.
fn post(world: &mut World, scene: &Scene, text: &str, to: Option<Id>) -> Id {
    let id = world.next_id();
    let mut json = payload::message(world, id, scene.channel, scene.user);
    json["content"] = json!(text);
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
    let message = Message { id, channel: scene.channel, author: scene.user, only: None, thinking: false, json };
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
        .is_some_and(|one| one.may(permissions::VIEW_CHANNEL) || matches!(one.kind, Kind::Dm { .. }))
}
