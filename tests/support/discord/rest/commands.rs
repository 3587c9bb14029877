//! The registration of commands.

use serde_json::{Value, json};

use super::Call;
use super::answer::{Answer, Refusal};
use crate::discord::rules::commands as rules;
use crate::discord::world::{APPLICATION, Id, World};

/// The commands as they were registered; without their localisations unless these are asked for.
pub fn list(world: &World, application: Id, call: &Call) -> Result<Answer, Refusal> {
    own(application)?;
    let mut commands = json!(world.commands);
    if call.param("with_localizations") != Some("true") {
        for command in commands.as_array_mut().into_iter().flatten() {
            strip(command);
        }
    }
    Ok(Answer::ok(commands))
}

fn own(application: Id) -> Result<(), Refusal> {
    if application == APPLICATION { Ok(()) } else { Err(Refusal::MISSING_ACCESS) }
}

fn strip(of: &mut Value) {
    if let Some(of) = of.as_object_mut() {
        of.remove("name_localizations");
        of.remove("description_localizations");
        for key in ["options", "choices"] {
            of.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().for_each(strip);
        }
    }
}

/// Replaces all commands; those of the same name and type keep their ids.
pub fn register(world: &mut World, application: Id, call: &Call) -> Result<Answer, Refusal> {
    own(application)?;
    let sent = call.body.as_array().cloned().unwrap_or_default();
    Refusal::unless_fine(rules::check(&sent))?;
    let version = world.next_id().to_string();
    let mut commands = Vec::new();
    for command in sent {
        let kind = command["type"].as_u64().unwrap_or(1);
        let same = |old: &&Value| old["name"] == command["name"] && old["type"] == kind;
        let known = world.commands.iter().find(same).map(|old| old["id"].clone());
        let id = known.unwrap_or_else(|| json!(world.next_id().to_string()));
        commands.push(as_kept(&command, kind, &id, &version));
    }
    world.commands = commands;
    world.registrations += 1;
    Ok(Answer::ok(json!(world.commands)))
}

/// A command with all that Discord adds and without what it leaves out.
fn as_kept(command: &Value, kind: u64, id: &Value, version: &str) -> Value {
    let permissions = match &command["default_member_permissions"] {
        Value::Number(bits) => json!(bits.to_string()),
        other => other.clone(),
    };
    let mut kept = json!({
        "id": id, "application_id": APPLICATION.to_string(), "version": version, "type": kind,
        "default_member_permissions": permissions, "name": command["name"],
        "name_localizations": command["name_localizations"],
        "description": command["description"].as_str().unwrap_or_default(),
        "description_localizations": command["description_localizations"],
        "dm_permission": true, "contexts": command["contexts"], "nsfw": command["nsfw"] == true,
        "integration_types": match &command["integration_types"] { Value::Null => json!([0]), sent => sent.clone() },
    });
    let options: Vec<Value> = command["options"].as_array().into_iter().flatten().map(option).collect();
    if !options.is_empty() {
        kept["options"] = json!(options);
    }
    kept
}

/// An option without what says nothing: Discord leaves out `false`, null and empty lists.
fn option(sent: &Value) -> Value {
    let mut kept = sent.clone();
    if let Some(fields) = kept.as_object_mut() {
        let says = |key: &str, value: &Value| {
            let empty = value.is_null() || *value == false || value.as_array().is_some_and(Vec::is_empty);
            !empty || key.ends_with("_localizations")
        };
        fields.retain(|key, value| says(key, value));
        for key in ["options", "choices"] {
            if let Some(list) = fields.get_mut(key).and_then(Value::as_array_mut) {
                *list = list.iter().map(option).collect();
            }
        }
        if !fields.contains_key("value") {
            for key in ["name_localizations", "description_localizations"] {
                fields.entry(key).or_insert(Value::Null);
            }
        }
    }
    kept
}
