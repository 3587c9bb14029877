//! Step 2: one way to write each character: compatibility forms composed (NFKC), Latin accents dropped, invisible
//! characters removed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Composes `text` (full-width `Ｎ２` becomes `N2`), drops accents (`ō` becomes `o`) and invisible characters.
///
/// The marks of kana (が is か and a mark) are letters of Japanese and stay.
pub fn compose(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    let visible = text.chars().filter_map(visible);
    Cow::Owned(visible.nfkd().filter(|c| !is_accent(*c)).nfc().collect())
}

/// White space of any kind as a space, other invisible characters as nothing.
fn visible(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => Some(' '),
        // Typed for an apostrophe; NFKD would make a space and an accent of it.
        '´' => Some('\''),
        // Soft hyphen, zero-width and direction marks, variation selectors, byte-order mark, tags: no reader sees them.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Combining marks of Latin, Greek and Cyrillic.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}
