//! Takes the power from anybody's text: in an embed's description or field it must look as it was typed, and do nothing.

use std::fmt::Write as _;

use crate::reply::limits::shorten;
use crate::reply::plain;

/// Characters that mean something to Discord wherever they stand.
const ANYWHERE: [char; 8] = ['\\', '*', '_', '~', '`', '|', '<', '@'];

/// … and at the beginning of a line.
const AT_START: [char; 4] = ['>', '#', '-', '+'];

/// Text as it was typed, on as many lines, without markdown, mentions, or anything invisible. Addresses stay addresses.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (number, line) in plain::lines(text).lines().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        escape_line(&mut out, line);
    }
    out
}

fn escape_line(out: &mut String, line: &str) {
    let line = line.trim_end();
    let start = line.trim_start();
    // "1." begins a list, and so do a dash and a plus.
    let digits = start.len() - start.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (number, word) in line.split(' ').enumerate() {
        if number > 0 {
            out.push(' ');
        }
        if is_address(word) {
            out.push_str(word);
            continue;
        }
        let mut rest = word;
        if word.as_ptr() == start.as_ptr() {
            if digits > 0 && word[digits..].starts_with(['.', ')']) {
                let _ = write!(out, "{}\\", &word[..digits]);
                rest = &word[digits..];
            } else if word.starts_with(AT_START) {
                out.push('\\');
            }
        }
        for (at, c) in rest.char_indices() {
            // A bracket alone is a bracket; two kinds of them make a link.
            if ANYWHERE.contains(&c) || rest[at..].starts_with("](") {
                out.push('\\');
            }
            out.push(c);
            if c == '@' {
                // Discord finds "@everyone" behind a backslash, too.
                out.push('\u{200b}');
            }
        }
    }
}

/// Whether a word is an address that Discord makes a link of, and nothing else.
fn is_address(word: &str) -> bool {
    let rest = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#&=%+,;!".contains(c);
        rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.chars().all(plain)
    })
}

/// As much of a text as fits into `most` characters where Discord reads no markdown: an author's name, a footer, a label.
pub fn fit_plain(text: &str, most: usize) -> String {
    shorten(&plain::line(text), most).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(escape(text), expect);
    }

    #[test]
    fn hostile_text_looks_as_it_was_typed_and_does_nothing() {
        check(
            "**bold** _and_ ~~gone~~ ||hidden|| `code`",
            "\\*\\*bold\\*\\* \\_and\\_ \\~\\~gone\\~\\~ \\|\\|hidden\\|\\| \\`code\\`",
        );
        check("@everyone <@123> <#4> <t:0>", "\\@\u{200b}everyone \\<\\@\u{200b}123> \\<#4> \\<t:0>");
        check("[click](https://evil.example)", "[click\\](https://evil.example)");
        check(
            "# big\n> quoted\n- item\n  - inner\n1. one\n-# small",
            "\\# big\n\\> quoted\n\\- item\n  \\- inner\n1\\. one\n\\-# small",
        );
        check("```\nblock\n```", "\\`\\`\\`\nblock\n\\`\\`\\`");
        check("a\u{202e}b\u{200b}c\u{0}d", "abcd");
        check("back\\slash", "back\\\\slash");
    }

    #[test]
    fn what_is_harmless_stays() {
        check(
            "Yes (mostly): 8.30 to 17.00 – see https://jetprogramme.org/en/a_b?c=d#e.",
            "Yes (mostly): 8.30 to 17.00 – see https://jetprogramme.org/en/a_b?c=d#e.",
        );
        check("began […] and [ended]", "began […] and [ended]");
        check("日本語、教育委員会。", "日本語、教育委員会。");
    }

    #[test]
    fn what_fits_is_kept_and_what_does_not_is_cut() {
        assert_eq!(fit_plain("short", 10), "short");
        assert_eq!(fit_plain("a\n**b**", 10), "a **b**");
    }
}
