//! Step 6: British and American spellings of one word meet. Which of the two is written does not matter: nobody reads it.

use std::borrow::Cow;

/// Parts of words, and what they are written as instead, wherever they stand.
///
/// Only pairs where the left side never occurs in another word of ordinary English.
const VARIANTS: [(&str, &str); 34] = [
    ("programme", "program"),
    ("licence", "license"),
    ("practise", "practice"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("kilometre", "kilometer"),
    ("litre", "liter"),
    ("mould", "mold"),
    ("cheque", "check"),
    ("colour", "color"),
    ("neighbour", "neighbor"),
    ("favour", "favor"),
    ("honour", "honor"),
    ("labour", "labor"),
    ("behaviour", "behavior"),
    ("flavour", "flavor"),
    ("humour", "humor"),
    ("rumour", "rumor"),
    ("enrolment", "enrollment"),
    ("fulfil ", "fulfill "),
    ("travell", "travel"),
    ("counsell", "counsel"),
    ("cancell", "cancel"),
    ("catalogue", "catalog"),
    ("dialogue", "dialog"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("jewellery", "jewelry"),
    ("pyjama", "pajama"),
    ("maths", "math"),
    ("advisor", "adviser"),
    ("ageing", "aging"),
];

/// Writes each word of [`VARIANTS`] in one of its spellings, and `-ise`, `-isation` with a z.
pub fn unify(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (from, to) in VARIANTS {
        if text.contains(from) {
            text = Cow::Owned(text.replace(from, to));
        }
    }
    for (from, to) in [("isation", "ization"), ("organis", "organiz"), ("recognis", "recogniz"), ("subsidis", "subsidiz")] {
        if text.contains(from) {
            text = Cow::Owned(text.replace(from, to));
        }
    }
    text
}
