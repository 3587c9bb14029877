//! Checks the text of a story: what might be wrong with it, and whether a shorter version only leaves passages out.

use std::borrow::Cow;

use crate::knowledge::Testimonial;

/// Something in a text that its author and its reviewers should know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextWarning {
    /// It has several paragraphs.
    Several,
    /// It has a link.
    Link,
    /// Would mention a member or role if a person wrote it in a channel.
    Mention,
    /// It has what could be an address or a telephone number.
    Contact,
    /// It is not in English, as far as one sees it.
    Foreign,
}

/// Digits of the shortest telephone number that is looked for.
const TELEPHONE: usize = 9;

/// Everything worth knowing of a text.
pub fn remarks(text: &str) -> Vec<TextWarning> {
    let lower = text.to_lowercase();
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty()).count();
    let rules = text.lines().any(|line| line.trim().len() >= 3 && line.trim().chars().all(|c| "-*_=".contains(c)));
    let found = [
        (paragraphs > 2 || rules, TextWarning::Several),
        (["http://", "https://", "www.", "discord.gg/"].iter().any(|link| lower.contains(link)), TextWarning::Link),
        (["<@", "@everyone", "@here", "<#"].iter().any(|mention| lower.contains(mention)), TextWarning::Mention),
        (has_address(text) || has_telephone(text), TextWarning::Contact),
        (is_foreign(text), TextWarning::Foreign),
    ];
    found.into_iter().filter_map(|(is_so, remark)| is_so.then_some(remark)).collect()
}

fn has_address(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let parts = word.trim_matches(|c: char| !c.is_alphanumeric()).split_once('@');
        parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.starts_with('.'))
    })
}

fn has_telephone(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '-' | '(' | ')' | '+' | '.' => {}
            _ => digits = 0,
        }
        if digits >= TELEPHONE {
            return true;
        }
    }
    false
}

/// Whether most letters are of a script that English does not use.
fn is_foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let english = text.chars().filter(char::is_ascii_alphabetic).count();
    letters > 0 && english * 2 < letters
}

/// A text with passages left out, each where an omission stands: [`Testimonial::OMISSION`], or "[...]" as people type it.
/// None where anything else has changed, but for white space, or where nothing is left out.
pub fn cut(text: &str, cut: &str) -> Option<String> {
    let cut = cut.trim().replace("[...]", Testimonial::OMISSION);
    let (whole, shortened) = (line(text), line(&cut));
    if !shortened.contains(Testimonial::OMISSION) || whole.contains(Testimonial::OMISSION) {
        return None;
    }
    let parts: Vec<&str> = shortened.split(Testimonial::OMISSION).map(str::trim).collect();
    let (first, last) = (*parts.first()?, *parts.last()?);
    if parts.iter().all(|part| part.is_empty()) || !whole.starts_with(first) {
        return None;
    }
    let end =
        whole.len().checked_sub(last.len()).filter(|end| whole.is_char_boundary(*end) && whole[*end..] == *last)?;
    let mut at = first.len();
    for part in &parts[1..parts.len() - 1] {
        // Two omissions side by side leave out the same.
        if part.is_empty() {
            return None;
        }
        at += whole[at..].find(part)? + part.len();
    }
    // Something is left out before the last part.
    (at <= end && shortened != whole).then_some(cut)
}

/// A text in one line.
fn line(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn passages_may_be_left_out_and_nothing_else_may_change() {
        let text = "My school was small. The principal, Mr Tanaka, was kind.\nI loved it.";
        let check =
            |shortened: &str, is_fine: bool| assert_eq!(cut(text, shortened).is_some(), is_fine, "{shortened:?}");
        check("My school was small. […] I loved it.", true);
        check("My school was small. The principal, [...], was kind. I loved it.", true);
        check("[…] I loved it.", true);
        check("My school was small. […]", true);
        check("My school was small. […] was […] loved it.", true);
        check(text, false);
        check("My school was tiny. […] I loved it.", false);
        check("My school was small. I loved it.", false);
        check("I loved it. […] My school was small.", false);
        check("My school was small. […] I loved it. Truly.", false);
        check("[…]", false);
        check("", false);
        check("My school was small. […] […] I loved it.", false);
    }

    #[test]
    fn what_reviewers_look_for_is_pointed_out() {
        let check = |text: &str, expect: &[TextWarning]| assert_eq!(remarks(text), expect, "{text:?}");
        check("I lived in Tamba from 2011 to 2013.", &[]);
        check("See https://example.com, or <@1>.", &[TextWarning::Link, TextWarning::Mention]);
        check("Write to me: ana.lima@example.com!", &[TextWarning::Contact]);
        check("Call 090-1234-5678.", &[TextWarning::Contact]);
        check("兵庫県の小さな町で教えていました。", &[TextWarning::Foreign]);
        check("One.\n\nTwo.\n\nThree.", &[TextWarning::Several]);
        check("One.\n---\nTwo.", &[TextWarning::Several]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn whatever_is_cut_consists_of_the_text(text in "\\PC{0,80}", shortened in "\\PC{0,80}|(\\PC{0,20}\\[…\\]){1,4}\\PC{0,20}") {
            if let Some(cut) = cut(&text, &shortened) {
                let whole = line(&text);
                for part in cut.split(Testimonial::OMISSION) {
                    prop_assert!(whole.contains(line(part).trim()));
                }
            }
        }

        #[test]
        fn leaving_out_what_is_between_is_always_a_cut(a in "[a-z ]{1,20}", b in "[a-z]{1,20}", c in "[a-z ]{1,20}") {
            let text = format!("{} {b} {}", a.trim(), c.trim());
            prop_assume!(!a.trim().is_empty() && !c.trim().is_empty());
            let shortened = format!("{} […] {}", a.trim(), c.trim());
            prop_assert!(cut(&text, &shortened).is_some());
        }
    }
}
