//! Yes and no: whether a question is negated, and an answer without the yes or no that it begins with.

use std::borrow::Cow;

/// English words that negate, normalised: without apostrophes.
const NEGATIONS: [&str; 30] = [
    "not", "no", "never", "without", "none", "nobody", "neither", "nor", "cannot", "cant", "dont", "doesnt", "didnt",
    "isnt", "arent", "aint", "wasnt", "werent", "wont", "wouldnt", "couldnt", "shouldnt", "hasnt", "havent", "hadnt",
    "mustnt", "neednt", "lacking", "unable", "besides",
];

/// Japanese negations, anywhere in a word.
const NEGATIONS_JA: [&str; 8] = ["ない", "なく", "なし", "ません", "無し", "ずに", "じゃな", "以外"];

/// Beginnings of answers that say yes or no, each with the mark after it.
const YES_OR_NO: [&str; 10] =
    ["Yes, ", "Yes: ", "Yes. ", "Yes – ", "No, ", "No: ", "No. ", "No – ", "はい、", "いいえ、"];

/// Whether a question is negated: "can I apply without a degree", 「大卒じゃなくても」.
pub fn is_negated(question: &str) -> bool {
    let negates = |word: &str| NEGATIONS.contains(&word);
    super::normalise(question).split(|c: char| !c.is_alphanumeric()).any(negates)
        || NEGATIONS_JA.iter().any(|negation| question.contains(negation))
}

/// An answer without the yes or no at its beginning: what is left says how things are, whichever way round was asked.
pub fn without_yes_or_no(answer: &str) -> Cow<'_, str> {
    let Some(rest) = YES_OR_NO.iter().find_map(|beginning| answer.strip_prefix(beginning)) else {
        return Cow::Borrowed(answer);
    };
    let mut chars = rest.chars();
    match chars.next() {
        Some(first) => Cow::Owned(first.to_uppercase().chain(chars).collect()),
        None => Cow::Borrowed(answer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negated_question_is_told_from_one_that_is_not() {
        for negated in [
            "can I apply without a degree?",
            "Do CIRs never teach",
            "i don’t need japanese right",
            "大卒じゃなくても応募できますか",
        ] {
            assert!(is_negated(negated), "{negated:?}");
        }
        for plain in ["can I apply with a degree?", "Do CIRs teach", "do I know enough", "大卒なら応募できますか"]
        {
            assert!(!is_negated(plain), "{plain:?}");
        }
    }

    #[test]
    fn an_answer_is_right_without_its_yes_or_no() {
        let check = |answer: &str, expect: &str| assert_eq!(without_yes_or_no(answer), expect);
        check("Yes, sometimes: CIRs may teach.", "Sometimes: CIRs may teach.");
        check("No. A degree is needed.", "A degree is needed.");
        check("はい、教えることもあります。", "教えることもあります。");
        check("Nobody says.", "Nobody says.");
        check("Yes, ", "Yes, ");
    }
}
