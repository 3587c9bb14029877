//! Step 5: spells out what people shorten in chat (`w/o`, `ppl`, `whats`) and writes small numbers as digits.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Replaces each shortened word by what it stands for; punctuation around it stays.
pub fn expand(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() + 16);
    for chunk in text.split_inclusive(' ') {
        let word = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let word = if word.starts_with("w/") { word } else { word.trim_matches('/') };
        match spelt_out(word) {
            Some(long) => {
                let start = chunk.find(word).unwrap_or(0);
                out.push_str(&chunk[..start]);
                out.push_str(long);
                out.push_str(&chunk[start + word.len()..]);
            }
            None => out.push_str(chunk),
        }
    }
    Cow::Owned(out)
}

/// What a shortened word stands for.
fn spelt_out(word: &str) -> Option<&'static str> {
    TABLE.get(word).copied()
}

static TABLE: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| SHORTENED.iter().copied().collect());

/// Shortened words and what they stand for; apostrophes are gone by now.
const SHORTENED: &[(&str, &str)] = &[
    ("w/o", "without"),
    ("w/", "with"),
    ("u", "you"),
    ("ya", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("y", "why"),
    ("n", "and"),
    ("ppl", "people"),
    ("bc", "because"),
    ("cuz", "because"),
    ("coz", "because"),
    ("cos", "because"),
    ("gonna", "going to"),
    ("wanna", "want to"),
    ("gotta", "got to"),
    ("gimme", "give me"),
    ("lemme", "let me"),
    ("pls", "please"),
    ("plz", "please"),
    ("thx", "thanks"),
    ("tnx", "thanks"),
    ("ty", "thanks"),
    ("abt", "about"),
    ("rly", "really"),
    ("bf", "boyfriend"),
    ("gf", "girlfriend"),
    ("uni", "university"),
    ("hs", "high school"),
    ("jhs", "junior high school"),
    ("shs", "senior high school"),
    ("es", "elementary school"),
    ("yr", "year"),
    ("yrs", "years"),
    ("hr", "hour"),
    ("hrs", "hours"),
    ("mins", "minutes"),
    ("info", "information"),
    ("exp", "experience"),
    ("diff", "difference"),
    ("vs", "versus"),
    ("whats", "what is"),
    ("wats", "what is"),
    ("whos", "who is"),
    ("wheres", "where is"),
    ("whens", "when is"),
    ("hows", "how is"),
    ("thats", "that is"),
    ("theres", "there is"),
    ("im", "i am"),
    ("ive", "i have"),
    ("youre", "you are"),
    ("youve", "you have"),
    ("youll", "you will"),
    ("theyre", "they are"),
    ("theyve", "they have"),
    ("weve", "we have"),
    ("dont", "do not"),
    ("doesnt", "does not"),
    ("didnt", "did not"),
    ("cant", "can not"),
    ("couldnt", "could not"),
    ("wont", "will not"),
    ("wouldnt", "would not"),
    ("shouldnt", "should not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("wasnt", "was not"),
    ("werent", "were not"),
    ("havent", "have not"),
    ("hasnt", "has not"),
    ("hadnt", "had not"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
];
