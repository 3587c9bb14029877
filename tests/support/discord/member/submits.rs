//! The modals that someone fills in, as far as Discord's client lets them.

use serde_json::{Value, json};

use super::{MODAL, Member};
use crate::discord::interaction::EntryAction;
use crate::discord::world::{OpenModal, World};
use crate::discord::{rules, transcript};

impl Member {
    /// Fills in the modal that is open, by the labels of its fields, and submits it.
    pub async fn submits(&mut self, fields: &[(&str, &str)]) {
        let Some(modal) = self.discord.change(|world| world.modals.remove(&self.scene.user)) else {
            self.discord.fail(&format!("{} has nothing open to submit", self.name));
        };
        match filled_in(&modal, fields) {
            Ok(data) => {
                let said = format!(" submits:{}", listed(fields));
                self.discord.change(|world| world.submitted.insert(self.scene.user, (modal.clone(), data.clone())));
                self.submit(&said, &modal, data).await;
            }
            Err(why) => self.discord.fail(&format!("Discord's client does not let {} submit: {why}", self.name)),
        }
    }

    /// Submits once more what they have submitted last: their client has kept it open, having heard no answer.
    pub async fn submits_again(&mut self) {
        let last = self.discord.look(|world| world.submitted.get(&self.scene.user).cloned());
        let Some((modal, data)) = last else {
            self.discord.fail(&format!("{} has submitted nothing that they could submit again", self.name));
        };
        self.submit(" submits the same again", &modal, data).await;
    }

    /// Has their client submit a modal that nobody has opened for them, or that was opened long ago: any `custom_id`,
    /// and for each of its fields a `custom_id` and a text of any length.
    pub async fn submits_custom_id(&mut self, custom_id: &str, fields: &[(&str, &str)]) {
        let modal = OpenModal { data: json!({}), channel: self.scene.channel, on: None };
        let rows = fields.iter().enumerate().map(|(at, (id, text))| row(at, &json!(id), text));
        let data = json!({ "custom_id": custom_id, "components": rows.collect::<Vec<_>>() });
        self.submit(&format!(" submits «{custom_id}»:{}", listed(fields)), &modal, data).await;
    }

    /// What a modal asks of them now: its title, and each field's label with what is in it already.
    pub fn is_asked(&self) -> Option<(String, Vec<(String, String)>)> {
        let modal = self.discord.look(|world| world.modals.get(&self.scene.user).cloned())?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let fields = transcript::inputs(&modal.data).map(|input| (text(&input["label"]), text(&input["value"])));
        Some((text(&modal.data["title"]), fields.collect()))
    }

    async fn submit(&mut self, said: &str, modal: &OpenModal, data: Value) {
        let entry_action = EntryAction { kind: MODAL, data, on: modal.on };
        self.clone().in_channel(modal.channel).acts(said, entry_action).await;
        self.heard = self.discord.change(World::next_id);
    }
}

/// What was filled in, as transcripts show it.
fn listed(fields: &[(&str, &str)]) -> String {
    let shown = |(label, text): &(&str, &str)| format!("    {label}: {}", text.replace('\n', "\n      "));
    fields.iter().flat_map(|field| ["\n".to_owned(), shown(field)]).collect()
}

fn row(at: usize, custom_id: &Value, text: &str) -> Value {
    let field = json!({ "id": at * 2 + 2, "type": 4, "custom_id": custom_id, "value": text });
    json!({ "id": at * 2 + 1, "type": 1, "components": [field] })
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
        let required = input["required"] != false;
        let least = input["min_length"].as_u64().unwrap_or(0).max(u64::from(required));
        let most = input["max_length"].as_u64().unwrap_or(4_000);
        let left_out = length == 0 && !required;
        if !left_out && !(least..=most).contains(&length) {
            return Err(format!("{} takes {least} to {most} characters, not {length}", input["label"]));
        }
        rows.push(row(rows.len(), &input["custom_id"], text));
    }
    Ok(json!({ "custom_id": modal.data["custom_id"], "components": rows }))
}
