//! The files of the bot's messages: whether a request's list of them is sound, and what becomes of them.

use serde_json::{Value, json};

use super::answer::Refusal;
use super::multipart::Part;
use crate::discord::files::{self, File, MAX_BYTES};
use crate::discord::rules::{Problems, items};
use crate::discord::world::{APPLICATION, Id, World};

const MAX_FILES: usize = 10;

/// Gives a message the files that a request says it has: those that it keeps, and those that came along.
pub fn attach(
    world: &mut World,
    message: &mut Value,
    body: &Value,
    sent: &[Part],
    ephemeral: bool,
) -> Result<(), Refusal> {
    let listed = &body["attachments"];
    let existing = message["attachments"].as_array().cloned().unwrap_or_default();
    Refusal::unless_fine(check(listed, sent, &existing))?;
    if sent.iter().any(|part| part.content.len() > MAX_BYTES) {
        return Err(Refusal::TOO_LARGE);
    }
    let channel: Id = message["channel_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
    let is_listed = |id: &Value| listed.as_array().is_none_or(|all| all.iter().any(|one| same(&one["id"], id)));
    let mut attachments: Vec<Value> = existing.into_iter().filter(|one| is_listed(&one["id"])).collect();
    for part in sent {
        let told = items("", listed).find(|(_, one)| same(&one["id"], &json!(part.number)));
        let told = told.map_or(&Value::Null, |(_, one)| one);
        let name = told["filename"].as_str().unwrap_or(&part.name);
        let id = files::keep(world, name, &part.content, APPLICATION, channel);
        let Some(file) = world.files.iter_mut().find(|file| file.id == id) else { continue };
        file.ephemeral = ephemeral;
        let mut attachment = file.attachment();
        if let Some(description) = told["description"].as_str() {
            attachment["description"] = json!(description);
        }
        attachments.push(attachment);
    }
    message["attachments"] = json!(attachments);
    Ok(())
}

/// Ids come as numbers or as texts of digits.
fn same(one: &Value, other: &Value) -> bool {
    let text = |id: &Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    text(one) == text(other)
}

fn check(listed: &Value, sent: &[Part], existing: &[Value]) -> Problems {
    let mut problems = Problems::default();
    let kept = items("attachments", listed).count();
    problems.count("attachments", kept.max(sent.len()), 0..=MAX_FILES);
    for (path, one) in items("attachments", listed) {
        let known = sent.iter().any(|part| same(&one["id"], &json!(part.number)))
            || existing.iter().any(|old| same(&one["id"], &old["id"]));
        if !known {
            problems.add(&path, "ATTACHMENT_NOT_FOUND", "Attachment data not found");
        }
        problems.optional(format!("{path}.filename"), &one["filename"], 1..=1_024);
        problems.optional(format!("{path}.description"), &one["description"], 0..=1_024);
    }
    // Discord would drop them without a word.
    for part in sent.iter().filter(|_| listed.is_array()) {
        if !items("", listed).any(|(_, one)| same(&one["id"], &json!(part.number))) {
            problems.add(format!("files.{}", part.number), "ATTACHMENT_NOT_LISTED", "It is not among the attachments");
        }
    }
    let names = sent.iter().map(|part| (format!("files.{}", part.number), part.name.as_str()));
    for (path, _) in names.filter(|(_, name)| name.is_empty()) {
        problems.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }
    problems
}

/// The file that the bot has sent last under a name.
pub fn last<'a>(world: &'a World, name: &str) -> Option<&'a File> {
    world.files.iter().rev().find(|file| file.by == APPLICATION && file.name == name)
}
