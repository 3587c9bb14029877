//! Registers the commands with Discord, if they differ from the registered ones.

use serde_json::{Map, Value};
use serenity::http::{Http, LightMethod, Request, Route};
use serenity::model::id::ApplicationId;

use super::commands::{localised_menu, options};
use super::retry::{ApiError, retry_forever};

/// Every command, in the form in which it is sent to Discord.
pub fn commands() -> Vec<Value> {
    let mut commands = Vec::new();
    for command in &options().commands {
        commands.extend(command.create_as_slash_command());
        commands.extend(command.create_as_context_menu_command().map(|menu| {
            let names = localised_menu(&command.context_menu_name.clone().unwrap_or_default());
            names.iter().fold(menu, |menu, (locale, name)| menu.name_localized(*locale, *name))
        }));
    }
    commands.iter().filter_map(|command| serde_json::to_value(command).ok()).collect()
}

/// Registers the commands, unless Discord has them already; whether it did.
///
/// # Errors
/// Where Discord refuses them or cannot be reached.
pub async fn register(http: &Http, application: ApplicationId) -> Result<bool, ApiError> {
    let ours = commands();
    let theirs = retry_forever("the commands", || {
        let route = Route::Commands { application_id: application };
        let localised = vec![("with_localizations", "true".to_owned())];
        http.fire::<Vec<Value>>(Request::new(route, LightMethod::Get).params(Some(localised)))
    });
    let same = same(&ours, &theirs.await?);
    if !same {
        retry_forever("the commands", || async { http.create_global_commands(&ours).await.map(drop) }).await?;
    }
    Ok(!same)
}

/// Whether Discord's commands are ours, in any order.
fn same(ours: &[Value], theirs: &[Value]) -> bool {
    let sorted = |commands: &[Value]| {
        let mut essential: Vec<Value> = commands.iter().map(essence).collect();
        essential.sort_by_key(ToString::to_string);
        essential
    };
    sorted(ours) == sorted(theirs)
}

/// Fields that Discord adds to a registered command.
const ADDED: [&str; 5] = ["id", "application_id", "version", "guild_id", "handler"];
/// Names that Discord derives for the requesting client.
const DERIVED: [&str; 2] = ["name_localized", "description_localized"];

/// A command as declared: without fields that Discord adds, and without empty ones (null, false, empty).
fn essence(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let said = map.iter().filter(|(key, _)| !ADDED.contains(&key.as_str()) && !DERIVED.contains(&key.as_str()));
            let said = said.map(|(key, value)| (key.clone(), essence_of(key, value)));
            Value::Object(said.filter(|(key, value)| !says_nothing(key, value)).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(essence).collect()),
        other => other.clone(),
    }
}

/// Sets have no order.
fn essence_of(key: &str, value: &Value) -> Value {
    match (key, essence(value)) {
        ("contexts" | "integration_types", Value::Array(mut items)) => {
            items.sort_by_key(ToString::to_string);
            Value::Array(items)
        }
        (_, value) => value,
    }
}

fn says_nothing(key: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::String(text) => text.is_empty(),
        // In direct messages a command may be used unless it says otherwise.
        Value::Bool(true) => key == "dm_permission",
        // A command that does not say so is one that is typed.
        Value::Number(number) => key == "type" && number.as_u64() == Some(1),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn commands_are_the_same_however_discord_writes_them() {
        let ours =
            [json!({"name": "ask", "description": "Ask", "name_localizations": {"ja": "質問"}, "contexts": [0, 1],
            "options": [{"type": 3, "name": "question", "description": "Q", "required": true}]})];
        let theirs = [json!({"id": "5", "application_id": "1", "version": "9", "type": 1, "name": "ask",
            "name_localizations": {"ja": "質問"}, "description": "Ask", "description_localizations": null, "nsfw": false,
            "default_member_permissions": null, "dm_permission": true, "contexts": [1, 0],
            "options": [{"type": 3, "name": "question", "description": "Q", "required": true}]})];
        assert!(same(&ours, &theirs));
        let check = |change: fn(&mut Value)| {
            let mut changed = theirs.clone();
            change(&mut changed[0]);
            assert!(!same(&ours, &changed), "{}", changed[0]);
        };
        check(|command| command["description"] = json!("Ask me"));
        check(|command| command["name_localizations"]["ja"] = json!("聞く"));
        check(|command| command["contexts"] = json!([0]));
        check(|command| command["options"][0]["required"] = json!(false));
        assert!(!same(&ours, &[]));
    }

    #[test]
    fn everything_a_member_reads_of_a_command_is_there_in_japanese() {
        for command in commands() {
            check_localised(&command, &command["name"]);
        }
    }

    fn check_localised(value: &Value, path: &Value) {
        // /jet and the bot's own name are names, not words.
        let is_name = value["name"] == json!("jet");
        assert!(is_name || value["name_localizations"]["ja"].is_string(), "the name of {path} has no Japanese");
        if value["description"].as_str().is_some_and(|text| !text.is_empty()) {
            assert!(value["description_localizations"]["ja"].is_string(), "the description of {path} has no Japanese");
        }
        for key in ["options", "choices"] {
            for inner in value[key].as_array().into_iter().flatten() {
                check_localised(inner, &json!(format!("{path} {}", inner["name"])));
            }
        }
    }
}
