//! The buttons that someone presses, and what they pick in selects.

use serde_json::{Value, json};

use super::{COMPONENT, Member};
use crate::discord::interaction::EntryAction;
use crate::discord::world::{APPLICATION, Id, Message, World};
use crate::discord::{guilds, payload, transcript};

impl Member {
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
        self.acts(&format!(" presses [{label}]"), EntryAction { kind: COMPONENT, data, on: Some(on) }).await;
    }

    /// Has their client send a press of any `custom_id`: of an older version, or forged.
    pub async fn presses_custom_id(&mut self, custom_id: &str) {
        let on = self
            .discord
            .look(|world| self.visible(world).filter(|one| one.author == APPLICATION).map(|one| one.id).max());
        let Some(on) = on else { self.discord.fail("there is no message to press anything on") };
        let data = json!({ "id": 2, "custom_id": custom_id, "component_type": 2 });
        self.acts(&format!(" presses «{custom_id}»"), EntryAction { kind: COMPONENT, data, on: Some(on) }).await;
    }

    /// Picks an option of the select with this placeholder.
    pub async fn picks(&mut self, placeholder: &str, option: &str) {
        self.picks_all(placeholder, &[option]).await;
    }

    /// Picks several options of the select with this placeholder, or none, as many as it lets them.
    pub async fn picks_all(&mut self, placeholder: &str, options: &[&str]) {
        let found = self.discord.look(|world| {
            let (on, select) = self.find(world, |part| part["type"] == 3 && part["placeholder"] == placeholder)?;
            let of = |label: &&str| {
                select["options"].as_array()?.iter().find(|one| one["label"] == **label).map(|one| one["value"].clone())
            };
            let values: Vec<Value> = options.iter().filter_map(of).collect();
            (values.len() == options.len() && may_pick(&select, values.len())).then(|| (on, chosen(&select, &values)))
        });
        self.pick(found, placeholder, &options.join(", ")).await;
    }

    /// Picks a channel in the select of channels with this placeholder.
    pub async fn picks_channel(&mut self, placeholder: &str, channel: Id) {
        self.picks_entity(8, placeholder, "channel", channel).await;
    }

    /// Picks a role in the select of roles, or of roles and users, with this placeholder.
    pub async fn picks_role(&mut self, placeholder: &str, role: Id) {
        self.picks_entity(6, placeholder, "role", role).await;
    }

    /// Picks someone in the select of users, or of roles and users, with this placeholder.
    pub async fn picks_user(&mut self, placeholder: &str, user: Id) {
        self.picks_entity(5, placeholder, "user", user).await;
    }

    async fn picks_entity(&mut self, kind: u64, placeholder: &str, what: &str, id: Id) {
        let (found, name) = self.discord.look(|world| {
            let fits = |part: &Value| {
                (part["type"] == kind || part["type"] == 7 && kind != 8) && part["placeholder"] == placeholder
            };
            let found = self.find(world, fits).and_then(|(on, select)| {
                let mut data = chosen(&select, &[json!(id.to_string())]);
                data["resolved"] = self.resolved(world, kind, id, &select)?;
                Some((on, data))
            });
            (found, transcript::picked(world, what, &id.to_string()))
        });
        self.pick(found, placeholder, &name).await;
    }

    /// What was picked, if it is here and of a kind that the select lists.
    fn resolved(&self, world: &World, kind: u64, id: Id, select: &Value) -> Option<Value> {
        let (guild, key) = (self.guild(world), id.to_string());
        match kind {
            8 => {
                let channel = world.channels.get(&id).filter(|one| one.guild == guild && !one.gone)?;
                let json = payload::partial_channel(world, channel);
                let types = select["channel_types"].as_array();
                let listed = types.is_none_or(|types| types.is_empty() || types.contains(&json["type"]));
                listed.then(|| json!({ "channels": { key: json } }))
            }
            6 => {
                let role = guilds::roles(world, guild?).into_iter().find(|role| role["id"] == key.as_str())?;
                Some(json!({ "roles": { key: role } }))
            }
            _ => {
                world.people.get(&id)?;
                let mut resolved = json!({ "users": { key.clone(): payload::user_of(world, id) } });
                if guild.is_some() {
                    resolved["members"] = json!({ key: payload::resolved_member(world, id, guild) });
                }
                Some(resolved)
            }
        }
    }

    async fn pick(&mut self, found: Option<(Id, Value)>, placeholder: &str, what: &str) {
        let Some((on, data)) = found else {
            self.discord.fail(&format!("{} sees no `{what}` to pick in `{placeholder}`", self.name));
        };
        self.acts(&format!(" picks {what}"), EntryAction { kind: COMPONENT, data, on: Some(on) }).await;
    }

    /// A component that fits, on the newest message that has one.
    fn find(&self, world: &World, fits: impl Fn(&Value) -> bool) -> Option<(Id, Value)> {
        let all: Vec<&Message> = self.visible(world).collect();
        let usable = |part: &&Value| fits(part) && part["disabled"] != true;
        all.iter().rev().find_map(|one| Some((one.id, parts(one).find(usable)?.clone())))
    }
}

/// The data of a press on a select.
fn chosen(select: &Value, values: &[Value]) -> Value {
    json!({
        "id": select["id"], "custom_id": select["custom_id"], "component_type": select["type"], "values": values,
    })
}

/// Whether a select takes so many.
fn may_pick(select: &Value, count: usize) -> bool {
    let bound = |key: &str| select[key].as_u64().and_then(|bound| usize::try_from(bound).ok()).unwrap_or(1);
    (bound("min_values")..=bound("max_values")).contains(&count)
}

fn parts(message: &Message) -> impl Iterator<Item = &Value> {
    let rows = message.json["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

fn is_button(part: &Value, label: &str) -> bool {
    part["type"] == 2 && part["label"] == label && part["disabled"] != true && part["custom_id"].is_string()
}
