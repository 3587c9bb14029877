//! Step 1: removes Discord's markup for mentions, channels, emoji and times, and links: they are addresses, not words.

use std::borrow::Cow;

use super::web_address;

/// What stands right after `<` in a Discord mention, channel, emoji, time or command.
const DISCORD: [&str; 7] = ["<@", "<#", "<:", "<a:", "<t:", "</", "<id:"];

/// Bytes of the longest markup: a command mention of 32 characters a name, with its number.
const MAX_BYTES: usize = 160;

/// Replaces mentions (`<@1>`), custom emoji (`<:name:1>`) and addresses by a space.
pub fn strip(text: &str) -> Cow<'_, str> {
    let mut addresses = web_address::all(text).into_iter().peekable();
    if addresses.peek().is_none() && !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let address =
            addresses.next_if(|address| address.start <= at).map_or(0, |address| address.end.saturating_sub(at));
        let skipped = address.max(if next == '<' { markup_length(&text[at..]) } else { 0 });
        if skipped > 0 {
            out.push(' ');
            at += skipped;
        } else {
            out.push(next);
            at += next.len_utf8();
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
    let head = &text[..text.floor_char_boundary(MAX_BYTES)];
    let closed = head.find(['>', '\n']);
    closed.filter(|&at| text[at..].starts_with('>')).map_or(0, |at| at + 1)
}
