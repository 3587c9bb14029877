//! Whether a question asks for a number or a time, and whether an entry has any: near misses that ask how much, how
//! long or since when share all their words with an entry which says nothing of it. (Question answering calls that the
//! expected answer type: Li, Roth, "Learning Question Classifiers", COLING 2002.)

use crate::knowledge::Entry;
use crate::text;

/// Words after "how" that ask for a number.
const AFTER_HOW: [&str; 17] = [
    "many",
    "much",
    "long",
    "old",
    "often",
    "far",
    "late",
    "early",
    "soon",
    "big",
    "large",
    "small",
    "tall",
    "high",
    "low",
    "fast",
    "expensive",
];

/// Words after "what" or "which" that ask for a number.
const AFTER_WHAT: [&str; 15] = [
    "year",
    "month",
    "day",
    "date",
    "time",
    "age",
    "score",
    "number",
    "percentage",
    "percent",
    "price",
    "cost",
    "fee",
    "salary",
    "deadline",
];

/// "When" asks for a time before these; before others it tells one ("when I arrive").
const AFTER_WHEN: [&str; 14] =
    ["is", "are", "was", "were", "do", "does", "did", "will", "can", "could", "should", "would", "has", "have"];

/// After these, it always does.
const BEFORE_WHEN: [&str; 3] = ["since", "until", "till"];

/// What asks for a number by itself, as in "exam fee".
const ALONE: [&str; 10] =
    ["fee", "fees", "cost", "costs", "price", "prices", "deadline", "deadlines", "percentage", "score"];

/// Whether these words of a question, normalised and in order, ask for a number or a time.
pub fn asks<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let mut before = "";
    for word in words {
        let asks = match before {
            "how" => AFTER_HOW.contains(&word),
            "what" | "which" => AFTER_WHAT.contains(&word),
            "when" => AFTER_WHEN.contains(&word),
            _ => word == "when" && BEFORE_WHEN.contains(&before),
        };
        if asks || ALONE.contains(&word) {
            return true;
        }
        before = word;
    }
    false
}

/// Whether a text does.
fn text_asks(text: &str) -> bool {
    asks(text::normalise(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()))
}

/// Whether an entry answers such questions, as far as one can see: it is asked for a number, or its answer has one.
pub fn tells(entry: &Entry) -> bool {
    // "N1" is a name.
    let mut words = entry.answer.split(|c: char| !c.is_alphanumeric());
    let has_figure = words.any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    has_figure || std::iter::once(&entry.question).chain(&entry.aliases).any(|phrasing| text_asks(phrasing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_for_numbers_are_told_from_others() {
        let check = |question: &str, expected: bool| {
            assert_eq!(text_asks(question), expected, "{question}");
        };
        check("How many interviewers are there?", true);
        check("how long is the lunch break", true);
        check("What year was it founded?", true);
        check("What's the exam fee?", true);
        check("When does the contract end?", true);
        check("since when is she there", true);
        check("What do I do when I arrive?", false);
        check("how do they choose", false);
        check("What is the time like there?", false);
        check("which day is it", true);
        check("", false);
    }

    #[test]
    fn an_entry_tells_numbers_that_it_has_or_is_asked_for() {
        let entry = |question: &str, answer: &str| Entry {
            question: question.to_owned(),
            answer: answer.to_owned(),
            ..Entry::default()
        };
        assert!(tells(&entry("Who are they?", "They are 90 percent of all.")));
        assert!(tells(&entry("How many are they?", "Ninety percent of all.")));
        assert!(!tells(&entry("Who are they?", "They come from everywhere, with N1 in their pockets.")));
        let alias = Entry { aliases: vec!["how long is it".to_owned()], ..entry("Is it far?", "It is not.") };
        assert!(tells(&alias));
    }
}
