//! Files that members attach: fetched from where Discord keeps them, from nowhere else, and never more than was asked for.

use std::time::Duration;

use reqwest::{Client, Url};
use serenity::model::channel::Attachment;
use tokio::time::timeout;

use crate::bot::faq::import_export::{FetchFailed, Upload};

/// Where Discord keeps files (<https://discord.com/developers/docs/reference#signed-attachment-cdn-urls>).
const ATTACHMENT_HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// For how long a file may take to come: one of a megabyte takes less than a second.
const FETCH_TIMEOUT: Duration = Duration::from_secs(10);

/// An attached file.
#[derive(Debug)]
pub struct MessageAttachment<'a> {
    /// The client that fetches it.
    pub http: &'a Client,
    /// What Discord says of it.
    pub file: &'a Attachment,
}

#[serenity::async_trait]
impl Upload for MessageAttachment<'_> {
    fn name(&self) -> &str {
        &self.file.filename
    }

    fn size(&self) -> u64 {
        self.file.size.into()
    }

    async fn bytes(&self, most: usize) -> Result<Vec<u8>, FetchFailed> {
        let fetched = match address(&self.file.url) {
            Some(url) => {
                timeout(FETCH_TIMEOUT, fetch(self.http, url, most)).await.unwrap_or(Err("it did not come in time"))
            }
            None => Err("it does not lie where Discord keeps files"),
        };
        fetched.map_err(|why| {
            tracing::warn!("downloading an attachment failed: {why}");
            FetchFailed
        })
    }
}

/// The address of a file, if it is one of Discord's.
fn address(url: &str) -> Option<Url> {
    Url::parse(url).ok().filter(is_discords)
}

fn is_discords(url: &Url) -> bool {
    let host = url.host_str().is_some_and(|host| ATTACHMENT_HOSTS.contains(&host));
    let bare = url.port().is_none() && url.username().is_empty() && url.password().is_none();
    url.scheme() == "https" && host && bare
}

/// Fetches a file of any size. Errors don't contain its URL, which gives access to it.
async fn fetch(http: &Client, url: Url, most: usize) -> Result<Vec<u8>, &'static str> {
    let broken = |_| "the connection failed";
    let mut answer = http.get(url).timeout(FETCH_TIMEOUT).send().await.map_err(broken)?;
    if !is_discords(answer.url()) {
        return Err("it leads to where Discord keeps no files");
    }
    if !answer.status().is_success() {
        return Err("Discord does not have it any more");
    }
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(broken)? {
        let room = (most + 1).saturating_sub(bytes.len());
        bytes.extend_from_slice(part.get(..room).unwrap_or(&part));
        if bytes.len() > most {
            break;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_fetched_from_discord_and_from_nowhere_else() {
        for url in ["https://cdn.discordapp.com/attachments/1/2/faq.toml?ex=1", "https://media.discordapp.net/a"] {
            assert!(address(url).is_some(), "{url}");
        }
        for url in [
            "http://cdn.discordapp.com/a",
            "https://cdn.discordapp.com.evil.example/a",
            "https://cdn.discordapp.com@evil.example/a",
            "https://evil.example/cdn.discordapp.com",
            "https://me@cdn.discordapp.com/a",
            "https://cdn.discordapp.com:8443/a",
            "https://127.0.0.1/a",
            "file:///etc/passwd",
            "faq.toml",
            "",
        ] {
            assert!(address(url).is_none(), "{url}");
        }
    }
}
