//! The conversation as members see it: who did what, and what changed on their screens, without ids and times.

use serde_json::Value;

use super::world::{BOT_NAME, Id, Kind, Message, World};

/// How far what the bot does on its own account is set in …
pub const UNASKED: usize = 0;
/// … and how far what it does because of what stands above.
pub const ANSWERING: usize = 2;

/// Everything that was to be seen, in the order in which it was.
#[derive(Default)]
pub struct Diary(Vec<(Id, String)>);

impl Diary {
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// The whole diary: channel by channel, with headings if there is more than one.
pub fn render(world: &World) -> String {
    let mut channels: Vec<(Id, Vec<&str>)> = Vec::new();
    for (channel, text) in &world.diary.0 {
        match channels.iter_mut().find(|(of, _)| of == channel) {
            Some((_, texts)) => texts.push(text),
            None => channels.push((*channel, vec![text])),
        }
    }
    let several = channels.len() > 1;
    let parts = channels.iter().map(|(channel, texts)| {
        let heading = if several { format!("── {} ──\n", place(world, *channel)) } else { String::new() };
        format!("{heading}{}", texts.join("\n"))
    });
    // What cannot be seen would be lost on whoever reads a test.
    parts.collect::<Vec<_>>().join("\n").replace('\u{200b}', "‹zero width›")
}

fn place(world: &World, channel: Id) -> String {
    let Some(channel) = world.channels.get(&channel) else { return "nowhere".to_owned() };
    let guild = channel.guild.and_then(|guild| world.guilds.get(&guild));
    guild.map_or_else(|| channel.name.clone(), |guild| format!("#{} in {}", channel.name, guild.name))
}

fn write(world: &mut World, channel: Id, indent: usize, text: &str) {
    let margin = " ".repeat(indent);
    let lines: Vec<String> = text.lines().map(|line| format!("{margin}{line}").trim_end().to_owned()).collect();
    world.diary.0.push((channel, lines.join("\n")));
}

/// A member says or does something.
pub fn did(world: &mut World, channel: Id, who: &str, what: &str) {
    let text = format!("{who}{}", readable(world, what));
    write(world, channel, 0, &text);
}

/// The bot posts on its own account.
pub fn posted(world: &mut World, id: Id) {
    show(world, id, UNASKED, "");
}

/// The bot answers an interaction.
pub fn answered(world: &mut World, id: Id) {
    show(world, id, ANSWERING, "");
}

/// The bot changes a message.
pub fn changed(world: &mut World, id: Id, occasion: usize) {
    show(world, id, occasion, " changes its message");
}

/// The bot removes a message.
pub fn removed(world: &mut World, id: Id, occasion: usize) {
    if let Some(message) = world.messages.get(&id) {
        let (channel, whose) = (message.channel, audience(world, message));
        write(world, channel, occasion, &format!("{BOT_NAME}'s message{whose} is removed"));
    }
}

/// The bot reacts to somebody's message; the emoji is as it stands in the request's path.
pub fn reacted(world: &mut World, id: Id, emoji: &str) {
    if let Some(message) = world.messages.get(&id) {
        let bytes: Option<Vec<u8>> = emoji.split('%').skip(1).map(|code| u8::from_str_radix(code, 16).ok()).collect();
        let emoji = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| emoji.to_owned());
        let text = format!("({BOT_NAME} reacts to {}'s message: {emoji})", world.name_of(message.author));
        write(world, message.channel, ANSWERING, &text);
    }
}

/// The bot begins a thread below a message.
pub fn began_thread(world: &mut World, channel: Id, name: &str) {
    write(world, channel, ANSWERING, &format!("(a thread: ‹{name}›)"));
}

/// A moderator removes a message.
pub fn deleted(world: &mut World, id: Id) {
    if let Some(message) = world.messages.get(&id) {
        let text = format!("({}'s message is deleted)", world.name_of(message.author));
        write(world, message.channel, UNASKED, &text);
    }
}

/// Choices appear below what someone types.
pub fn offered<'a>(world: &mut World, channel: Id, names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    let text = if names.is_empty() { "⌄ (nothing)".to_owned() } else { format!("⌄ {}", names.join(" | ")) };
    write(world, channel, ANSWERING, &text);
}

/// A modal opens for someone.
pub fn asked(world: &mut World, channel: Id, user: Id, modal: &Value) {
    let mut lines = vec![format!("{BOT_NAME} asks {}: {}", world.name_of(user), word(&modal["title"]))];
    for input in inputs(modal) {
        let optional = if input["required"] == false { " (optional)" } else { "" };
        let within = match (word(&input["value"]), word(&input["placeholder"])) {
            ("", "") => String::new(),
            ("", placeholder) => format!(" ‹{placeholder}›"),
            (value, _) => format!(" {}", value.replace('\n', "\n    ")),
        };
        lines.push(format!("  {}{optional}:{within}", word(&input["label"])));
    }
    let text = lines.join("\n");
    write(world, channel, ANSWERING, &text);
}

/// The text inputs of a modal.
pub fn inputs(modal: &Value) -> impl Iterator<Item = &Value> {
    let rows = modal["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

fn audience(world: &World, message: &Message) -> String {
    message.only.map(|user| format!(" (only {} sees this)", world.name_of(user))).unwrap_or_default()
}

fn show(world: &mut World, id: Id, indent: usize, how: &str) {
    let Some(message) = world.messages.get(&id) else { return };
    let (channel, audience) = (message.channel, audience(world, message));
    if message.thinking {
        return write(world, channel, indent, &format!("{BOT_NAME} is thinking…{audience}"));
    }
    let reply = message.json["message_reference"]["message_id"].as_str().and_then(|of| of.parse().ok());
    let to = reply.and_then(|of: Id| world.messages.get(&of)).map(|of| format!(" to {}", world.name_of(of.author)));
    let body = visible(world, &message.json).replace('\n', "\n  ");
    let alone = match world.channels.get(&channel).map(|channel| channel.kind) {
        Some(Kind::Dm { with }) if indent == UNASKED && how.is_empty() => format!(" to {} alone", world.name_of(with)),
        _ => String::new(),
    };
    let to = to.unwrap_or(alone);
    let pings =
        if message.pinged.is_empty() { String::new() } else { format!(" (pings {})", message.pinged.join(", ")) };
    let text = format!("{BOT_NAME}{how}{to}{pings}{audience}:\n  {body}");
    write(world, channel, indent, &text);
}

/// What is to be seen of a message.
pub fn visible(world: &World, message: &Value) -> String {
    let mut lines: Vec<String> = readable(world, word(&message["content"])).lines().map(str::to_owned).collect();
    lines.extend(message["attachments"].as_array().into_iter().flatten().map(file));
    for embed in message["embeds"].as_array().into_iter().flatten() {
        lines.extend(card(world, embed));
    }
    for row in message["components"].as_array().into_iter().flatten() {
        let parts: Vec<String> =
            row["components"].as_array().into_iter().flatten().map(|part| component(world, part)).collect();
        lines.push(parts.join(" "));
    }
    lines.join("\n")
}

/// A file that hangs on a message.
pub fn file(attachment: &Value) -> String {
    format!("⎘ {} ({} bytes)", word(&attachment["filename"]), attachment["size"])
}

fn card(world: &World, embed: &Value) -> Vec<String> {
    let text = |value: &Value| readable(world, word(value));
    let mut parts = vec![text(&embed["author"]["name"])];
    let link = embed["url"].as_str().map(|url| format!(" ↗ {url}")).unwrap_or_default();
    parts.push(text(&embed["title"]) + &link);
    parts.push(text(&embed["description"]));
    for field in embed["fields"].as_array().into_iter().flatten() {
        parts.push(format!("**{}**\n{}", text(&field["name"]), text(&field["value"])));
    }
    for key in ["image", "thumbnail"] {
        parts.extend(embed[key]["url"].as_str().map(|url| format!("[{key} {url}]")));
    }
    parts.push(text(&embed["footer"]["text"]));
    let parts = parts.iter().filter(|part| !part.is_empty());
    let lines: Vec<&str> = parts.flat_map(|part| part.lines()).collect();
    let last = lines.len().saturating_sub(1);
    let edge = |at: usize| match at {
        0 if last == 0 => "─",
        0 => "┌",
        at if at == last => "└",
        _ => "│",
    };
    lines.iter().enumerate().map(|(at, line)| format!("{} {line}", edge(at))).collect()
}

fn component(world: &World, part: &Value) -> String {
    let off = if part["disabled"] == true { " (off)" } else { "" };
    if part["type"] == 2 {
        let words = [word(&part["emoji"]["name"]), word(&part["label"])];
        let label = words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
        let link = part["url"].as_str().map(|url| format!(" ↗ {url}")).unwrap_or_default();
        return format!("[{label}{link}{off}]");
    }
    let option =
        |option: &Value| format!("{}{}", word(&option["label"]), if option["default"] == true { " ✓" } else { "" });
    let mut options: Vec<String> = part["options"].as_array().into_iter().flatten().map(option).collect();
    let defaults = part["default_values"].as_array().into_iter().flatten();
    options.extend(defaults.map(|one| format!("{} ✓", picked(world, word(&one["type"]), word(&one["id"])))));
    format!("⌄ {}{off}: {}", word(&part["placeholder"]), options.join(" | "))
}

/// What can be picked in a select of channels, roles or users, as its name is shown.
pub fn picked(world: &World, kind: &str, id: &str) -> String {
    let Ok(id) = id.parse::<Id>() else { return id.to_owned() };
    match kind {
        "channel" => format!("#{}", world.channels.get(&id).map_or("unknown", |channel| &channel.name)),
        "role" => format!("@{}", world.roles.iter().find(|role| role.id == id).map_or("unknown", |role| &role.name)),
        _ => format!("@{}", world.name_of(id)),
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A text with names in place of the ids in it, as it is displayed.
pub fn readable(world: &World, text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        shown += &rest[..start];
        rest = &rest[start..];
        let named = rest.find('>').and_then(|end| Some((named(world, &rest[1..end])?, end)));
        let (name, end) = named.unwrap_or_else(|| ("<".to_owned(), 0));
        shown += &name;
        rest = &rest[end + 1..];
    }
    shown + rest
}

fn named(world: &World, inner: &str) -> Option<String> {
    let id = |text: &str| text.parse::<Id>().ok();
    if let Some(role) = inner.strip_prefix("@&") {
        let role = id(role)?;
        let known = world.roles.iter().find(|one| one.id == role);
        return Some(format!("@{}", known.map_or("unknown-role", |one| one.name.trim_start_matches('@'))));
    }
    if let Some(user) = inner.strip_prefix('@').map(|rest| rest.trim_start_matches('!')) {
        return id(user).map(|user| format!("@{}", world.name_of(user)));
    }
    if let Some(channel) = inner.strip_prefix('#') {
        return Some(format!("#{}", world.channels.get(&id(channel)?).map_or("unknown", |channel| &channel.name)));
    }
    if let Some((name, number)) = inner.strip_prefix('/').and_then(|rest| rest.rsplit_once(':')) {
        return id(number).map(|_| format!("/{name}"));
    }
    inner.strip_prefix("t:").map(|_| "‹time›".to_owned())
}
