//! The files that go to and fro: what members attach, what the bot sends, and where Discord keeps both.

use std::time::Duration;

use serde_json::{Value, json};

use super::world::{Id, World};

/// The host that keeps them.
pub const CDN: &str = "cdn.discordapp.com";
/// How much a file may hold, where nobody has paid for more.
pub const MAX_BYTES: usize = 10 << 20;
/// How long a link to a file works.
const LINK_LIFE: Duration = Duration::from_hours(24);

/// A file that Discord keeps.
pub struct File {
    pub id: Id,
    pub name: String,
    pub content: Vec<u8>,
    /// How long Discord says that it is; a test may have made that a lie.
    pub size: usize,
    pub channel: Id,
    pub by: Id,
    /// Whether it belongs to nothing that lasts: to a command's option, or to what only one member sees.
    pub ephemeral: bool,
    /// When its links were made.
    at: Duration,
}

impl File {
    fn path(&self) -> String {
        let kind = if self.ephemeral { "ephemeral-attachments" } else { "attachments" };
        format!("/{kind}/{}/{}/{}", self.channel, self.id, self.name)
    }

    /// What makes a link work: when it ends, when it was made, and a signature of both.
    fn signature(&self) -> String {
        let (made, ends) = (self.at.as_secs(), (self.at + LINK_LIFE).as_secs());
        format!("ex={ends:08x}&is={made:08x}&hm={:064x}&", self.id)
    }

    /// What it is by its name, where Discord would know.
    pub fn content_type(&self) -> Option<&'static str> {
        match self.name.rsplit_once('.')?.1 {
            "txt" | "md" => Some("text/plain; charset=utf-8"),
            "json" => Some("application/json; charset=utf-8"),
            "csv" => Some("text/csv; charset=utf-8"),
            "png" => Some("image/png"),
            _ => None,
        }
    }

    /// The file as messages and options tell of it.
    pub fn attachment(&self) -> Value {
        let link = format!("{}?{}", self.path(), self.signature());
        let mut json = json!({
            "id": self.id.to_string(), "filename": self.name, "size": self.size,
            "url": format!("https://{CDN}{link}"), "proxy_url": format!("https://media.discordapp.net{link}"),
        });
        if let Some(kind) = self.content_type() {
            json["content_type"] = json!(kind);
        }
        if self.ephemeral {
            json["ephemeral"] = json!(true);
        }
        json
    }
}

/// Takes a file in.
pub fn keep(world: &mut World, name: &str, content: &[u8], by: Id, channel: Id) -> Id {
    let (id, at) = (world.next_id(), world.now());
    let (name, content) = (as_kept(name), content.to_vec());
    let size = content.len();
    world.files.push(File { id, name, size, content, channel, by, ephemeral: false, at });
    id
}

/// A name as Discord keeps it: with underscores for spaces, and without what does not belong in a link.
fn as_kept(name: &str) -> String {
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let kept: String = name.replace(' ', "_").chars().filter(fits).collect();
    let bare = kept.trim_start_matches('.');
    if bare.is_empty() { "unknown".to_owned() } else { bare.to_owned() }
}

/// The file that a link leads to, as long as it does.
pub fn linked<'a>(world: &'a World, path: &str, query: &str) -> Option<&'a File> {
    let fits =
        |file: &&File| file.path() == path && file.signature().trim_end_matches('&') == query.trim_end_matches('&');
    world.files.iter().find(fits).filter(|file| world.now() < file.at + LINK_LIFE)
}
