//! Step 3: lower case, and no apostrophes: `What's`, `what’s` and `WHATS` are one word.

use std::borrow::Cow;

/// Lower-cases `text`, removes apostrophes, and turns every kind of dash into a hyphen.
pub fn fold(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' | '’' | '‘' => {}
            '‐'..='―' => out.push('-'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    Cow::Owned(out)
}
