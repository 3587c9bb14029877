//! Escapes members' texts, so that they look as typed in an embed's description or field, and have no effect.

use std::fmt::Write as _;

use crate::text::web_address;
use crate::ui::limits::shorten;
use crate::ui::plain;

/// Characters with a meaning for Discord anywhere in a text.
const ANYWHERE: [char; 8] = ['\\', '*', '_', '~', '`', '|', '<', '@'];

/// Characters with a meaning at the beginning of a line.
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
    let mut at = line.len() - line.trim_start().len();
    out.push_str(&line[..at]);
    // "1." begins a list, and so do a dash and a plus.
    let start = &line[at..];
    let digits = start.len() - start.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && start[digits..].starts_with(['.', ')']) {
        let _ = write!(out, "{}\\", &start[..digits]);
        at += digits;
    } else if start.starts_with(AT_START) {
        out.push('\\');
    }
    for address in web_address::with_scheme(line).into_iter().filter(|address| is_harmless(&line[address.clone()])) {
        escape_words(out, &line[at..address.start.max(at)]);
        out.push_str(&line[address.clone()]);
        at = address.end;
    }
    escape_words(out, &line[at..]);
}

fn escape_words(out: &mut String, words: &str) {
    for (at, c) in words.char_indices() {
        // A bracket alone is a bracket; two kinds of them make a link.
        if ANYWHERE.contains(&c) || words[at..].starts_with("](") {
            out.push('\\');
        }
        out.push(c);
        if c == '@' {
            // Discord finds "@everyone" behind a backslash, too.
            out.push('\u{200b}');
        }
    }
}

/// Whether Discord makes a link of all of an address and finds nothing else in it: no mention, no code, no spoiler.
fn is_harmless(address: &str) -> bool {
    !address.contains(['@', '`', '|', '<', '>', '\\', '*', '[', ']'])
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
        check("https://evil.example/@everyone", "https://evil.example/\\@\u{200b}everyone");
        check("x_https://a.example/b_c_", "x\\_https://a.example/b_c_");
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
        for kept in [
            "詳細はhttps://example.org/a_b_c",
            "The form (see https://jetprogramme.org/en/faq_all_2026).",
            "https://en.wikipedia.org/wiki/Tokyo_(prefecture_x)",
            "（https://example.org/x_y）、https://example.org/~me/x_y",
        ] {
            check(kept, kept);
        }
        check("began […] and [ended]", "began […] and [ended]");
        check("日本語、教育委員会。", "日本語、教育委員会。");
    }

    #[test]
    fn what_fits_is_kept_and_what_does_not_is_cut() {
        assert_eq!(fit_plain("short", 10), "short");
        assert_eq!(fit_plain("a\n**b**", 10), "a **b**");
    }
}
