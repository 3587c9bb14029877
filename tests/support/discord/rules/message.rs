//! The limits of a message: its text and its embeds; what it lacks to be one.

use serde_json::Value;

use super::{Problems, characters, components, items};

const MAX_CONTENT: usize = 2_000;
const MAX_EMBEDS: usize = 10;
/// Over all embeds of a message.
const MAX_EMBEDDED: usize = 6_000;

const SUPPRESS_EMBEDS: u64 = 1 << 2;
const EPHEMERAL: u64 = 1 << 6;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// Checks everything that a message's parts may not be, whether it is new or edited.
pub fn check(body: &Value, may_be_ephemeral: bool) -> Problems {
    let mut problems = Problems::default();
    problems.optional("content", &body["content"], 0..=MAX_CONTENT);
    embeds(&mut problems, &body["embeds"]);
    components::of_message(&mut problems, &body["components"]);
    problems.optional("nonce", &body["nonce"], 1..=25);
    let known = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | if may_be_ephemeral { EPHEMERAL } else { 0 };
    if body["flags"].as_u64().is_some_and(|flags| flags & !known != 0) {
        problems.add("flags", "MESSAGE_FLAGS_INVALID", "Only some flags can be set here; these are others.");
    }
    problems
}

/// Whether there is nothing in a message to see.
pub fn is_empty(message: &Value) -> bool {
    let nothing_in = |part: &str| message[part].as_array().is_none_or(Vec::is_empty);
    message["content"].as_str().is_none_or(|text| text.trim().is_empty())
        && ["embeds", "components", "attachments"].iter().all(|part| nothing_in(part))
}

/// Whether a request says something that could mention anyone.
pub fn has_text(body: &Value) -> bool {
    body["content"].as_str().is_some_and(|text| !text.is_empty())
        || body["embeds"].as_array().is_some_and(|all| !all.is_empty())
}

fn embeds(problems: &mut Problems, embeds: &Value) {
    let count = embeds.as_array().map_or(0, Vec::len);
    problems.count("embeds", count, 0..=MAX_EMBEDS);
    let mut total = 0;
    for (path, embed) in items("embeds", embeds) {
        let limits = [("title", 256), ("description", 4_096), ("footer.text", 2_048), ("author.name", 256)];
        for (key, most) in limits {
            let text = key.split('.').fold(embed, |value, key| &value[key]);
            problems.optional(format!("{path}.{key}"), text, 0..=most);
            total += text.as_str().map_or(0, characters);
        }
        let fields = format!("{path}.fields");
        problems.count(&fields, embed["fields"].as_array().map_or(0, Vec::len), 0..=25);
        for (path, field) in items(&fields, &embed["fields"]) {
            for (key, most) in [("name", 256), ("value", 1_024)] {
                problems.required(format!("{path}.{key}"), &field[key], 1..=most);
                total += field[key].as_str().map_or(0, characters);
            }
        }
        for key in ["url", "image.url", "thumbnail.url", "author.url", "author.icon_url", "footer.icon_url"] {
            let url = key.split('.').fold(embed, |value, key| &value[key]);
            if url.as_str().is_some_and(|url| !is_url(url, 2_048)) {
                problems.add(format!("{path}.{key}"), "URL_TYPE_INVALID_URL", "Not a well formed URL.");
            }
        }
        if total == 0 && ["image", "thumbnail"].iter().all(|key| embed[key].is_null()) {
            problems.add(&path, "EMBED_EMPTY", "This embed has nothing to show.");
        }
    }
    if total > MAX_EMBEDDED {
        problems.add(
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
            format!("Embed size exceeds maximum size of {MAX_EMBEDDED} (it is {total})"),
        );
    }
}

/// Whether this is a link that Discord lets one click.
pub fn is_url(text: &str, most: usize) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace)) && characters(text) <= most
}
