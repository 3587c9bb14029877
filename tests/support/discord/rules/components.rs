//! The limits of buttons, selects, modals and autocomplete choices.

use serde_json::Value;

use super::message::is_url;
use super::{Problems, items};

const ACTION_ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const TEXT_INPUT: u64 = 4;
const CHANNEL_SELECT: u64 = 8;
/// The style of a button that is a link.
const LINK: u64 = 5;

const MAX_ROWS: usize = 5;
const MAX_BUTTONS: usize = 5;

/// The rows of a message.
pub fn of_message(problems: &mut Problems, rows: &Value) {
    problems.count("components", rows.as_array().map_or(0, Vec::len), 0..=MAX_ROWS);
    let mut ids = Vec::new();
    for (path, row) in items("components", rows) {
        if row["type"] != ACTION_ROW {
            problems.add(format!("{path}.type"), "UNION_TYPE_CHOICES", "A message is made of action rows.");
            continue;
        }
        let within = format!("{path}.components");
        let parts: Vec<(String, &Value)> = items(&within, &row["components"]).collect();
        let buttons = parts.iter().filter(|(_, part)| part["type"] == BUTTON).count();
        let most = if buttons == parts.len() { MAX_BUTTONS } else { 1 };
        problems.count(&within, parts.len(), 1..=most);
        for (path, part) in parts {
            match part["type"].as_u64() {
                Some(BUTTON) => button(problems, &path, part),
                Some(STRING_SELECT) => select(problems, &path, part),
                Some(5..=8) => entity_select(problems, &path, part),
                _ => problems.add(format!("{path}.type"), "UNION_TYPE_CHOICES", "Not for messages."),
            }
            ids.extend(part["custom_id"].as_str().map(|id| (format!("{path}.custom_id"), id)));
        }
    }
    problems.unique(ids, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
}

fn button(problems: &mut Problems, path: &str, button: &Value) {
    problems.optional(format!("{path}.label"), &button["label"], 0..=80);
    if button["label"].as_str().is_none_or(str::is_empty) && button["emoji"].is_null() {
        problems.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button has a label or an emoji.");
    }
    match button["style"].as_u64() {
        Some(1..=4) => {
            problems.required(format!("{path}.custom_id"), &button["custom_id"], 1..=100);
            if !button["url"].is_null() {
                problems.add(format!("{path}.url"), "BUTTON_COMPONENT_INVALID_URL", "Only a link button has a url.");
            }
        }
        Some(LINK) => {
            if !button["url"].as_str().is_some_and(|url| is_url(url, 512)) {
                problems.add(format!("{path}.url"), "URL_TYPE_INVALID_URL", "Not a well formed http(s) URL of 512.");
            }
            if !button["custom_id"].is_null() {
                let message = "A custom id and url cannot both be specified";
                problems.add(format!("{path}.custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL", message);
            }
        }
        _ => problems.add(format!("{path}.style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5)."),
    }
}

fn select(problems: &mut Problems, path: &str, select: &Value) {
    of_any_select(problems, path, select);
    let within = format!("{path}.options");
    let options: Vec<(String, &Value)> = items(&within, &select["options"]).collect();
    problems.count(&within, options.len(), 1..=25);
    for (path, option) in &options {
        problems.required(format!("{path}.label"), &option["label"], 1..=100);
        problems.required(format!("{path}.value"), &option["value"], 1..=100);
        problems.optional(format!("{path}.description"), &option["description"], 0..=100);
    }
    let values = options.iter().filter_map(|(path, option)| Some((format!("{path}.value"), option["value"].as_str()?)));
    problems.unique(values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
    picked(problems, path, select, options.len().max(1));
}

fn of_any_select(problems: &mut Problems, path: &str, select: &Value) {
    problems.required(format!("{path}.custom_id"), &select["custom_id"], 1..=100);
    problems.optional(format!("{path}.placeholder"), &select["placeholder"], 0..=150);
}

/// How many may be picked.
fn picked(problems: &mut Problems, path: &str, select: &Value, offered: usize) {
    let least = select["min_values"].as_u64().unwrap_or(1);
    let most = select["max_values"].as_u64().unwrap_or(1);
    if least > most || most == 0 || usize::try_from(most).is_ok_and(|most| most > offered) {
        problems.add(format!("{path}.max_values"), "BASE_TYPE_BAD_INTEGER", "Not a possible number of choices.");
    }
}

/// A select of users, roles, channels, or of users and roles: Discord itself knows what there is to pick.
fn entity_select(problems: &mut Problems, path: &str, select: &Value) {
    of_any_select(problems, path, select);
    picked(problems, path, select, 25);
    if select["options"].as_array().is_some_and(|all| !all.is_empty()) {
        problems.add(format!("{path}.options"), "UNION_TYPE_CHOICES", "Only a select of texts has options.");
    }
    if select["type"] != CHANNEL_SELECT && !select["channel_types"].is_null() {
        problems.add(format!("{path}.channel_types"), "UNION_TYPE_CHOICES", "Only a select of channels has types.");
    }
    let kinds: &[&str] = match select["type"].as_u64() {
        Some(5) => &["user"],
        Some(6) => &["role"],
        Some(CHANNEL_SELECT) => &["channel"],
        _ => &["user", "role"],
    };
    let within = format!("{path}.default_values");
    let defaults: Vec<(String, &Value)> = items(&within, &select["default_values"]).collect();
    let most = select["max_values"].as_u64().and_then(|most| most.try_into().ok()).unwrap_or(1);
    problems.count(&within, defaults.len(), 0..=most);
    for (path, default) in defaults {
        if !kinds.iter().any(|kind| default["type"] == *kind) {
            problems.add(format!("{path}.type"), "BASE_TYPE_CHOICES", format!("Must be one of {kinds:?}."));
        }
    }
}

/// A modal: text inputs, one in each row.
pub fn of_modal(modal: &Value) -> Problems {
    let mut problems = Problems::default();
    problems.required("data.custom_id", &modal["custom_id"], 1..=100);
    problems.required("data.title", &modal["title"], 1..=45);
    problems.count("data.components", modal["components"].as_array().map_or(0, Vec::len), 1..=MAX_ROWS);
    let mut ids = Vec::new();
    for (path, row) in items("data.components", &modal["components"]) {
        let within = format!("{path}.components");
        problems.count(&within, row["components"].as_array().map_or(0, Vec::len), 1..=1);
        for (path, input) in items(&within, &row["components"]) {
            if row["type"] != ACTION_ROW || input["type"] != TEXT_INPUT {
                problems.add(format!("{path}.type"), "UNION_TYPE_CHOICES", "A modal's rows hold text inputs.");
            }
            text_input(&mut problems, &path, input);
            ids.extend(input["custom_id"].as_str().map(|id| (format!("{path}.custom_id"), id)));
        }
    }
    problems.unique(ids, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    problems
}

fn text_input(problems: &mut Problems, path: &str, input: &Value) {
    problems.required(format!("{path}.custom_id"), &input["custom_id"], 1..=100);
    problems.required(format!("{path}.label"), &input["label"], 1..=45);
    problems.optional(format!("{path}.placeholder"), &input["placeholder"], 0..=100);
    problems.optional(format!("{path}.value"), &input["value"], 0..=4_000);
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        problems.add(format!("{path}.style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
    }
    let least = input["min_length"].as_u64().unwrap_or(0);
    let most = input["max_length"].as_u64().unwrap_or(4_000);
    if least > most || most == 0 || most > 4_000 {
        problems.add(format!("{path}.max_length"), "NUMBER_TYPE_MAX", "Not a possible length.");
    }
    let prefilled = input["value"].as_str().map_or(0, super::characters);
    if usize::try_from(most).is_ok_and(|most| prefilled > most) {
        problems.add(format!("{path}.value"), "BASE_TYPE_MAX_LENGTH", "Longer than what the input takes.");
    }
}

/// What is offered while someone types.
pub fn of_autocomplete(data: &Value) -> Problems {
    let mut problems = Problems::default();
    let choices: Vec<(String, &Value)> = items("data.choices", &data["choices"]).collect();
    if !data["choices"].is_array() {
        problems.add("data.choices", "BASE_TYPE_REQUIRED", "This field is required");
    }
    problems.count("data.choices", choices.len(), 0..=25);
    for (path, choice) in choices {
        problems.required(format!("{path}.name"), &choice["name"], 1..=100);
        match &choice["value"] {
            Value::Number(_) => {}
            text => problems.required(format!("{path}.value"), text, 1..=100),
        }
    }
    problems
}
