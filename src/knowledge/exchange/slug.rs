//! An id for an entry that came without one: readable, and the same again for the same question.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest id made here, in characters.
pub const MAX_SLUG: usize = 60;

/// An id made from a question that is not `taken` yet: its words in lower case (`how-do-i-get-a-hanko`), or a hash if
/// it is mostly not in Latin letters (`q-1c9a0f3e`); with `-2`, `-3` … if the id is taken.
pub fn slug(question: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = base(question);
    let numbers = std::iter::once(base.clone()).chain((2..).map(|number| numbered(&base, number)));
    let mut free = numbers.skip_while(|id| taken(id));
    free.next().unwrap_or(base)
}

/// The id that a question has if no other has it.
pub(super) fn base(question: &str) -> String {
    let plain: String = question.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')).collect();
    let plain = plain.to_lowercase();
    let letters = plain.chars().filter(|c| c.is_alphabetic());
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(char::is_ascii);
    let mut slug = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + 1 + word.len() > MAX_SLUG {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() || other.len() > latin.len() { format!("q-{:08x}", fnv(question.trim())) } else { slug }
}

/// The same with a number behind it.
pub(super) fn numbered(base: &str, number: usize) -> String {
    let number = format!("-{number}");
    let room = MAX_SLUG - number.len();
    let base = base.get(..room).unwrap_or(base).trim_end_matches('-');
    format!("{base}{number}")
}

/// FNV-1a, which is the same on every machine and in every version.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(question: &str, expect: &str) {
        assert_eq!(slug(question, |_| false), expect);
    }

    #[test]
    fn an_id_is_made_of_the_words_of_a_question() {
        check("How do I get a hanko?", "how-do-i-get-a-hanko");
        check("What's Hyōgo like?", "whats-hyogo-like");
        check("ＡＬＴ or CIR?", "alt-or-cir");
        check("  --- 2nd year?? ", "2nd-year");
        check(
            "where can somebody who has only just arrived in a small town buy a bicycle second hand",
            "where-can-somebody-who-has-only-just-arrived-in-a-small-town",
        );
    }

    #[test]
    fn a_question_in_other_letters_gets_a_number_that_stays() {
        // From the authors' test vectors.
        assert_eq!(fnv("foobar"), 0xbf9c_f968);
        check("ALTの給料は？", "q-60adee10");
        check("???", "q-7bcac794");
        check(&"x".repeat(80), "q-67b9d905");
    }

    #[test]
    fn an_id_that_another_has_is_numbered_and_stays_short() {
        let taken = |id: &str| matches!(id, "alt-pay" | "alt-pay-2");
        assert_eq!(slug("ALT pay?", taken), "alt-pay-3");
        let long = "abcde ".repeat(10);
        let id = slug(&long, |id| id.len() == 59);
        assert!(id.len() <= MAX_SLUG && id.ends_with("-2"), "{id}");
    }
}
