//! Step 1: removes Discord's markup for mentions, channels, emoji and times, and links: they are addresses, not words.

use std::borrow::Cow;

/// What stands right after `<` in a Discord mention, channel, emoji, time or command.
const DISCORD: [&str; 7] = ["<@", "<#", "<:", "<a:", "<t:", "</", "<id:"];

/// Bytes of the longest markup: a command mention of 32 characters a name, with its number.
const MOST_BYTES: usize = 160;

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
    // No markup is longer; without an end in sight, every angle bracket of a hostile text would search all of it.
    let head = &text[..text.floor_char_boundary(MOST_BYTES)];
    let closed = head.find(['>', '\n']);
    closed.filter(|&at| text[at..].starts_with('>')).map_or(0, |at| at + 1)
}

/// Bytes of the link that `text` begins with, or 0.
fn link_length(text: &str) -> usize {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if !begins("http://") && !begins("https://") {
        return 0;
    }
    text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len())
}
