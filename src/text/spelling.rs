//! Step 6: unifies British and American spellings. Which of them is the normal form does not matter: it is never shown.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Parts of words with their normal form, anywhere in a word.
///
/// Only pairs whose left side never occurs in another word of ordinary English.
const VARIANTS: &[(&str, &str)] = &[
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
    ("isation", "ization"),
    ("organis", "organiz"),
    ("recognis", "recogniz"),
    ("subsidis", "subsidiz"),
];

/// Finds all of [`VARIANTS`] in one pass; none, should they ever not be a valid set of patterns.
static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(VARIANTS.iter().map(|(from, _)| from)).ok());

/// Writes each of [`VARIANTS`] in one of its spellings.
pub fn unify(text: &str) -> Cow<'_, str> {
    let Some(finder) = &*FINDER else {
        return Cow::Borrowed(text);
    };
    let mut unified = String::new();
    let mut done = 0;
    for found in finder.find_iter(text) {
        unified.push_str(&text[done..found.start()]);
        unified.push_str(VARIANTS[found.pattern().as_usize()].1);
        done = found.end();
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    unified.push_str(&text[done..]);
    Cow::Owned(unified)
}

/// The other ways to spell a word that has gone through [`unify`]: people misspell `programme`, not `program`.
pub fn other_spellings(word: &str) -> impl Iterator<Item = String> {
    VARIANTS.iter().filter(move |(_, to)| word.contains(to)).map(move |(from, to)| word.replace(to, from))
}
