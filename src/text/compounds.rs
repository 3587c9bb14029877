//! Step 4: joins a prefix to its word, so that `co-worker` and `coworker` meet.

use std::borrow::Cow;

/// Prefixes that people write with or without a hyphen.
const PREFIXES: [&str; 6] = ["co", "e", "re", "pre", "non", "inter"];

/// Removes the hyphen after each of [`PREFIXES`] (`co-ordinator` becomes `coordinator`); other hyphens stay.
pub fn join(text: &str) -> Cow<'_, str> {
    if !text.contains('-') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (i, piece) in text.split('-').enumerate() {
        let before = out.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let joins = PREFIXES.contains(&before) && piece.starts_with(char::is_alphabetic);
        if i > 0 && !joins {
            out.push('-');
        }
        out.push_str(piece);
    }
    Cow::Owned(out)
}
