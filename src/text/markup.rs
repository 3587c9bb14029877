//! Step 1: removes Discord's markup for mentions, channels, emoji and times, and links: they are addresses, not words.

use std::borrow::Cow;

/// What stands right after `<` in a Discord mention, channel, emoji, time or command.
const DISCORD: [&str; 7] = ["<@", "<#", "<:", "<a:", "<t:", "</", "<id:"];

/// Replaces mentions (`<@1>`), custom emoji (`<:name:1>`) and links by a space.
pub fn strip(text: &str) -> Cow<'_, str> {
    if !text.contains('<') && !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if next == '<' { markup_length(rest) } else { link_length(rest) };
        if skipped > 0 {
            out.push(' ');
            rest = &rest[skipped..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    Cow::Owned(out)
}

/// Bytes of the markup that `text` begins with, or 0: an angle bracket that never closes is just a character.
fn markup_length(text: &str) -> usize {
    if !DISCORD.iter().any(|opening| text.starts_with(opening)) {
        return 0;
    }
    let closed = text.find(['>', ' ', '\n']);
    closed.filter(|&at| text[at..].starts_with('>')).map_or(0, |at| at + 1)
}

/// Bytes of the link that `text` begins with, or 0.
fn link_length(text: &str) -> usize {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return 0;
    }
    text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len())
}
