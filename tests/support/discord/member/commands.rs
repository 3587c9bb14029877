//! The commands that someone types, completes, or takes from a message's menu.

use serde_json::{Value, json};

use super::{AUTOCOMPLETE, COMMAND, Member};
use crate::discord::interaction::{self, EntryAction};
use crate::discord::world::{Id, Outcome, World};
use crate::discord::{permissions, slash};

impl Member {
    /// Types a command and sends it.
    pub async fn types(&mut self, text: &str) {
        let data = self.typed(text, false);
        self.files.clear();
        self.acts(&format!(": {text}"), EntryAction { kind: COMMAND, data, on: None }).await;
    }

    /// Types as far as `|` and is offered choices: their names and values.
    pub async fn completes(&mut self, text: &str) -> Vec<(String, Value)> {
        let data = self.typed(text.trim_end_matches('|'), true);
        let entry_action = EntryAction { kind: AUTOCOMPLETE, data, on: None };
        match self.send_interaction(&format!(" types {text}"), entry_action).await {
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
        self.acts(&format!(" chooses {choice}"), EntryAction { kind: COMMAND, data, on: None }).await;
    }

    /// Has their client ask for choices with any `data`: for a command that they are not shown, or a forged one.
    pub async fn completes_forged(&mut self, data: Value) -> Vec<(String, Value)> {
        let said = format!(" types «/{}»", data["name"].as_str().unwrap_or_default());
        match self.send_interaction(&said, EntryAction { kind: AUTOCOMPLETE, data, on: None }).await {
            Outcome::Choices(choices) => choices,
            other => self.discord.fail(&format!("{} was offered nothing: {other:?}", self.name)),
        }
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
        self.acts(&format!(" applies {command}"), EntryAction { kind: COMMAND, data, on: None }).await;
    }

    /// A typed command as a deed, for [`Self::send_interaction`].
    pub fn command(&self, text: &str) -> EntryAction {
        EntryAction { kind: COMMAND, data: self.typed(text, false), on: None }
    }

    fn typed(&self, text: &str, typing: bool) -> Value {
        let typed = self.discord.look(|world| {
            let typed =
                slash::parse(world, text, typing, &slash::Here { guild: self.guild(world), files: &self.files })?;
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
        let has = interaction::permissions_of(world, &self.scene) | if self.sees_all { u64::MAX } else { 0 };
        let may =
            needed.is_none_or(|needed| has & permissions::ADMINISTRATOR != 0 || needed != 0 && has & needed == needed);
        if may { Ok(()) } else { Err("the command is not shown to those without its permissions".to_owned()) }
    }
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
