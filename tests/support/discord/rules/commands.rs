//! What Discord demands of commands at their registration.

use serde_json::Value;

use super::{Problems, characters, items};

const CHAT_INPUT: u64 = 1;
const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const INTEGER: u64 = 4;
const NUMBER: u64 = 10;

/// Of names, descriptions and choices' values of one command, the longest localisation counting for each.
const MAX_CHARACTERS: usize = 8_000;

/// The locales that Discord knows.
const LOCALES: [&str; 33] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko", "ar",
];

/// Checks all commands of a registration.
pub fn check(commands: &[Value]) -> Problems {
    let mut problems = Problems::default();
    let kind = |command: &Value| command["type"].as_u64().unwrap_or(CHAT_INPUT);
    for (of_kind, most) in [(1, 100), (2, 15), (3, 15)] {
        let all: Vec<(usize, &Value)> = commands.iter().enumerate().filter(|(_, one)| kind(one) == of_kind).collect();
        problems.count("", all.len(), 0..=most);
        let names = all.iter().filter_map(|(at, one)| Some((format!("{at}.name"), one["name"].as_str()?)));
        let code = "APPLICATION_COMMANDS_DUPLICATE_NAME";
        problems.unique(names, code, "Application command names must be unique");
    }
    for (at, command) in commands.iter().enumerate() {
        let path = at.to_string();
        if kind(command) == CHAT_INPUT {
            described(&mut problems, &path, command);
            options(&mut problems, &path, command, Level::Command);
        } else {
            names(&mut problems, &path, command, |name| (1..=32).contains(&characters(name)));
            if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
                let message = "Context menu commands cannot have description";
                problems.add(format!("{path}.description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message);
            }
        }
        if size(command) > MAX_CHARACTERS {
            let message = format!("Command exceeds maximum size ({MAX_CHARACTERS})");
            problems.add(&path, "APPLICATION_COMMAND_TOO_LARGE", message);
        }
    }
    problems
}

/// A name and a description, with their localisations.
fn described(problems: &mut Problems, path: &str, thing: &Value) {
    names(problems, path, thing, is_name);
    problems.required(format!("{path}.description"), &thing["description"], 1..=100);
    for (locale, text) in localised(&thing["description_localizations"]) {
        let path = format!("{path}.description_localizations.{locale}");
        known(problems, &path, locale);
        problems.required(path, text, 1..=100);
    }
}

fn names(problems: &mut Problems, path: &str, thing: &Value, fits: impl Fn(&str) -> bool) {
    const CODE: &str = "APPLICATION_COMMAND_INVALID_NAME";
    let name = thing["name"].as_str().unwrap_or_default();
    if !fits(name) {
        problems.add(format!("{path}.name"), CODE, format!("Command name `{name}` is invalid"));
    }
    for (locale, name) in localised(&thing["name_localizations"]) {
        let path = format!("{path}.name_localizations.{locale}");
        known(problems, &path, locale);
        if !name.as_str().is_some_and(&fits) {
            problems.add(path, CODE, format!("Command name `{name}` is invalid"));
        }
    }
}

fn localised(texts: &Value) -> impl Iterator<Item = (&String, &Value)> {
    texts.as_object().into_iter().flatten()
}

fn known(problems: &mut Problems, path: &str, locale: &str) {
    if !LOCALES.contains(&locale) {
        problems.add(path, "ENUM_TYPE_COERCE", format!("`{locale}` is no locale of Discord's"));
    }
}

/// `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case.
fn is_name(name: &str) -> bool {
    let script = |c: char| matches!(c, '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}');
    let fits = |c: char| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric() || script(c);
    (1..=32).contains(&characters(name)) && name.chars().all(fits) && name.to_lowercase() == name
}

/// What options belong to: sub-commands are in a command or in one of its groups, and nothing is deeper.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Command,
    Group,
    SubCommand,
}

fn options(problems: &mut Problems, path: &str, of: &Value, level: Level) {
    let within = format!("{path}.options");
    let options: Vec<(String, &Value)> = items(&within, &of["options"]).collect();
    problems.count(&within, options.len(), 0..=25);
    let names = options.iter().filter_map(|(path, option)| Some((format!("{path}.name"), option["name"].as_str()?)));
    problems.unique(names, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
    let mut optional = false;
    for (path, option) in &options {
        described(problems, path, option);
        let required = option["required"] == true;
        if required && optional {
            let message = "Required options must be placed before non-required options";
            problems.add(path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional |= !required;
        match (option["type"].as_u64(), level) {
            (Some(SUB_COMMAND), Level::Command | Level::Group) => {
                self::options(problems, path, option, Level::SubCommand);
            }
            (Some(SUB_COMMAND_GROUP), Level::Command) => self::options(problems, path, option, Level::Group),
            (Some(3..=11), Level::Group) | (Some(SUB_COMMAND | SUB_COMMAND_GROUP), _) => {
                problems.add(path, "UNION_TYPE_CHOICES", "Value of field \"type\" is of another level.");
            }
            (Some(STRING | INTEGER | NUMBER), _) => choices(problems, path, option),
            (Some(5..=9 | 11), _) => {}
            _ => problems.add(format!("{path}.type"), "BASE_TYPE_CHOICES", "No type of an option."),
        }
    }
    let is_sub = |option: &Value| matches!(option["type"].as_u64(), Some(SUB_COMMAND | SUB_COMMAND_GROUP));
    let first = options.first().is_some_and(|(_, option)| is_sub(option));
    if let Some((path, _)) = options.iter().find(|(_, option)| is_sub(option) != first) {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    if level == Level::Group && options.is_empty() {
        problems.add(&within, "BASE_TYPE_REQUIRED", "A group without sub-commands is nothing that one can type.");
    }
}

fn choices(problems: &mut Problems, path: &str, option: &Value) {
    let within = format!("{path}.choices");
    let choices: Vec<(String, &Value)> = items(&within, &option["choices"]).collect();
    problems.count(&within, choices.len(), 0..=25);
    for (path, choice) in &choices {
        problems.required(format!("{path}.name"), &choice["name"], 1..=100);
        for (locale, name) in localised(&choice["name_localizations"]) {
            known(problems, path, locale);
            problems.required(format!("{path}.name_localizations.{locale}"), name, 1..=100);
        }
        if option["type"] == STRING {
            problems.required(format!("{path}.value"), &choice["value"], 1..=100);
        }
    }
    let names = choices.iter().filter_map(|(path, choice)| Some((format!("{path}.name"), choice["name"].as_str()?)));
    problems.unique(names, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Choice name already exists");
    if option["autocomplete"] == true && !choices.is_empty() {
        let message = "Autocomplete and choices are mutually exclusive";
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message);
    }
}

/// Characters of a command: each text with the longest of its localisations.
fn size(of: &Value) -> usize {
    let count = |text: &Value| match text {
        Value::String(text) => characters(text),
        Value::Number(number) => number.to_string().len(),
        _ => 0,
    };
    let longest = |text: &Value, others: &Value| {
        localised(others).map(|(_, text)| count(text)).chain([count(text)]).max().unwrap_or(0)
    };
    let own = longest(&of["name"], &of["name_localizations"])
        + longest(&of["description"], &of["description_localizations"])
        + count(&of["value"]);
    let within = ["options", "choices"].iter().filter_map(|key| of[key].as_array()).flatten();
    own + within.map(size).sum::<usize>()
}
