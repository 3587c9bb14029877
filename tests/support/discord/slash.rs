//! What Discord's client makes of a typed command, according to the commands that the bot has registered.

use serde_json::{Map, Value, json};

use super::rules::characters;
use super::world::{Channel, Id, World};
use super::{guilds, payload};

const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;

/// Where a command is typed, and the files that are at hand for it.
pub struct Here<'a> {
    pub guild: Option<Id>,
    pub files: &'a [Id],
}

/// What someone typed, as the `data` of an interaction.
pub struct Typed {
    pub command: Value,
    pub data: Value,
}

/// Reads `/name group sub option:value other:value`; a value reaches until the next option of the command that was not
/// given yet, so that there may be colons in it.
///
/// While it is being typed the last option has the focus, and nothing is required yet.
pub fn parse(world: &World, text: &str, typing: bool, here: &Here<'_>) -> Result<Typed, String> {
    let text = text.strip_prefix('/').ok_or("a command begins with a slash")?;
    let (name, mut rest) = text.split_once(' ').unwrap_or((text, ""));
    let known = world.commands.iter().find(|command| command["type"] == 1 && command["name"] == name);
    let command = known.ok_or_else(|| format!("there is no command /{name}"))?;
    let mut level = command;
    let (mut subs, mut said) = (Vec::new(), name.to_owned());
    while has_subs(level) {
        let (sub_name, after) = rest.trim_start().split_once(' ').unwrap_or((rest.trim_start(), ""));
        level = options_of(level)
            .find(|sub| sub["name"] == sub_name)
            .ok_or_else(|| format!("/{said} has no `{sub_name}`"))?;
        subs.push(level);
        said = format!("{said} {sub_name}");
        rest = after;
    }
    let given = split(level, rest)?;
    let mut resolved = Map::new();
    let mut options = Vec::new();
    for (at, (option, value)) in given.iter().enumerate() {
        let focused = typing && at + 1 == given.len();
        let mut sent = json!({ "name": option["name"], "type": option["type"] });
        if focused {
            if option["autocomplete"] != true {
                return Err(format!("{} is not completed", option["name"]));
            }
            sent["value"] = json!(value);
            sent["focused"] = json!(true);
        } else {
            sent["value"] =
                read(world, option, value, here, &mut resolved).map_err(|why| format!("{}: {why}", option["name"]))?;
        }
        options.push(sent);
    }
    let missing = |option: &&Value| option["required"] == true && !given.iter().any(|(one, _)| one == option);
    if let Some(option) = options_of(level).find(missing).filter(|_| !typing) {
        return Err(format!("the option {} is required", option["name"]));
    }
    let options = subs
        .iter()
        .rev()
        .fold(options, |within, sub| vec![json!({ "name": sub["name"], "type": sub["type"], "options": within })]);
    let mut data = json!({ "id": command["id"], "name": command["name"], "type": 1, "options": options });
    if !resolved.is_empty() {
        data["resolved"] = Value::Object(resolved);
    }
    Ok(Typed { command: command.clone(), data })
}

fn options_of(level: &Value) -> impl Iterator<Item = &Value> {
    level["options"].as_array().into_iter().flatten()
}

fn has_subs(level: &Value) -> bool {
    options_of(level).any(|option| matches!(option["type"].as_u64(), Some(SUB_COMMAND | SUB_COMMAND_GROUP)))
}

/// The options that were given, with the text of each.
fn split<'a>(level: &'a Value, text: &'a str) -> Result<Vec<(&'a Value, &'a str)>, String> {
    let begins = |at: usize, option: &Value| {
        let name = option["name"].as_str().unwrap_or_default();
        let after = text[at..].strip_prefix(name).and_then(|rest| rest.strip_prefix(':'))?;
        Some(text.len() - after.len())
    };
    let mut starts: Vec<(usize, usize, &Value)> = Vec::new();
    for at in text.char_indices().map(|(at, _)| at).filter(|at| *at == 0 || text[..*at].ends_with(' ')) {
        let mut open = options_of(level).filter(|option| !starts.iter().any(|(.., given)| given == option));
        if let Some((option, value)) = open.find_map(|option| Some((option, begins(at, option)?))) {
            starts.push((at, value, option));
        }
    }
    let before = &text[..starts.first().map_or(text.len(), |(at, ..)| *at)];
    if !before.trim().is_empty() {
        return Err(format!("`{before}` belongs to no option"));
    }
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([text.len()]);
    let given = starts.iter().zip(ends).map(|((_, value, option), end)| (*option, text[*value..end].trim_end()));
    Ok(given.collect())
}

/// A value as the type of its option has it, if Discord's client would take it.
fn read(
    world: &World,
    option: &Value,
    text: &str,
    here: &Here<'_>,
    resolved: &mut Map<String, Value>,
) -> Result<Value, String> {
    if let Some(choices) = option["choices"].as_array() {
        let chosen = choices.iter().find(|choice| choice["name"] == text);
        return chosen.map(|choice| choice["value"].clone()).ok_or_else(|| format!("`{text}` is no choice"));
    }
    match option["type"].as_u64() {
        Some(3) => {
            let length = u64::try_from(characters(text)).unwrap_or(u64::MAX);
            let (least, most) = (option["min_length"].as_u64().unwrap_or(1), option["max_length"].as_u64());
            let fits = length >= least && length <= most.unwrap_or(6_000);
            if fits { Ok(json!(text)) } else { Err(format!("a text of {length} characters does not fit")) }
        }
        Some(4) => {
            let number: i64 = text.parse().map_err(|_| format!("`{text}` is no integer"))?;
            let (least, most) = (option["min_value"].as_i64(), option["max_value"].as_i64());
            let fits = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
            if fits { Ok(json!(number)) } else { Err(format!("{number} is out of range")) }
        }
        Some(5) => text.to_lowercase().parse().map(Value::Bool).map_err(|_| format!("`{text}` is not true or false")),
        Some(6) => {
            let wanted = text.trim_start_matches('@');
            let person = world.people.values().find(|person| person.name == wanted);
            let person = person.ok_or_else(|| format!("nobody is called `{text}`"))?;
            resolve(resolved, "users", person.id, payload::user(person));
            resolve(resolved, "members", person.id, payload::resolved_member(world, person.id, here.guild));
            Ok(json!(person.id.to_string()))
        }
        Some(7) => {
            let wanted = text.trim_start_matches('#');
            let fits = |channel: &&Channel| channel.guild == here.guild && channel.name == wanted && !channel.gone;
            let channel = world.channels.values().find(fits);
            let channel = channel.ok_or_else(|| format!("no channel is called `{text}`"))?;
            let json = payload::partial_channel(world, channel);
            if option["channel_types"].as_array().is_some_and(|types| !types.contains(&json["type"])) {
                return Err(format!("`{text}` is a channel of another kind"));
            }
            resolve(resolved, "channels", channel.id, json);
            Ok(json!(channel.id.to_string()))
        }
        Some(8) => {
            let wanted = text.trim_start_matches('@');
            let role = world
                .roles
                .iter()
                .find(|role| Some(role.guild) == here.guild && (role.name == wanted || role.name == text));
            let role = role.ok_or_else(|| format!("no role is called `{text}`"))?;
            resolve(resolved, "roles", role.id, guilds::role(role, 1));
            Ok(json!(role.id.to_string()))
        }
        Some(11) => {
            let given = world.files.iter().filter(|file| here.files.contains(&file.id));
            let file = given.rev().find(|file| file.name == text);
            let file = file.ok_or_else(|| format!("no file `{text}` is at hand"))?;
            resolve(resolved, "attachments", file.id, file.attachment());
            Ok(json!(file.id.to_string()))
        }
        _ => Err("options of this type are not understood here".to_owned()),
    }
}

fn resolve(resolved: &mut Map<String, Value>, kind: &str, id: Id, object: Value) {
    let of_kind = resolved.entry(kind).or_insert_with(|| json!({}));
    of_kind[id.to_string()] = object;
}
