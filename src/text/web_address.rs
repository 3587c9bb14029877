//! Finds the addresses of web pages in a text. Reading skips them and escaping leaves them as they are: both must see
//! the same ones.

use std::ops::Range;

use linkify::{Link, LinkFinder, LinkKind};

/// The byte ranges of the addresses in `text` that begin with `http://` or `https://`, in order. An address ends before the first
/// character that RFC 3986 has no place for (kana, full-width brackets), and before a closing bracket or mark that it did not open.
pub fn with_scheme(text: &str) -> Vec<Range<usize>> {
    // Most texts have none; to look for one would cost more than all the other steps.
    if text.contains("://") { within(text, &finder(true), is_web) } else { Vec::new() }
}

/// The same, and those without a scheme that nothing but an address looks like: `www.example.org`, `example.org/page`.
pub fn all(text: &str) -> Vec<Range<usize>> {
    let is_address = |link: &Link<'_>| {
        let text = link.as_str();
        is_web(link) || (!text.contains("://") && (text.contains('/') || text.starts_with("www.")))
    };
    if text.contains(['/']) || text.contains("www.") { within(text, &finder(false), is_address) } else { Vec::new() }
}

/// The addresses in each stretch of ASCII: nothing else belongs to one.
fn within(text: &str, finder: &LinkFinder, wanted: impl Fn(&Link<'_>) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in text.split_inclusive(|c: char| !c.is_ascii()) {
        let ascii = stretch.trim_end_matches(|c: char| !c.is_ascii());
        let links = finder.links(ascii).filter(|link| wanted(link));
        found.extend(links.map(|link| start + link.start()..start + link.end()));
        start += stretch.len();
    }
    found
}

fn finder(must_have_scheme: bool) -> LinkFinder {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(must_have_scheme).url_can_be_iri(false);
    finder
}

fn is_web(link: &Link<'_>) -> bool {
    let begins = |scheme: &str| link.as_str().get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(all(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>(), expect, "{text:?}");
    }

    #[test]
    fn an_address_ends_where_no_address_goes_on() {
        check("https://jetprogramme.org/en/を見たけど、応募資格は？", &["https://jetprogramme.org/en/"]);
        check("（https://jetprogramme.org/en/faq）給料は", &["https://jetprogramme.org/en/faq"]);
        check("<https://jetprogramme.org/en/>給料は", &["https://jetprogramme.org/en/"]);
        check("see https://example.org/a_b_c.", &["https://example.org/a_b_c"]);
        check("(see https://example.org/a_(b)) and go", &["https://example.org/a_(b)"]);
        check("詳細はhttps://example.org/a_b、HTTP://example.org", &["https://example.org/a_b", "HTTP://example.org"]);
    }

    #[test]
    fn an_address_needs_no_scheme_where_nothing_else_looks_like_it() {
        check("look at www.example.org", &["www.example.org"]);
        check("jetprogramme.org/en/を見た", &["jetprogramme.org/en/"]);
        check("thanks.bye", &[]);
        check("8.30 and/or 9.00 km/h, e.g. this", &[]);
        check("ftp://example.org and mo@example.org", &[]);
    }
}
