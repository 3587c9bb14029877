//! Keeps spreadsheets from running members' texts: a cell that could be a formula gets an apostrophe before it
//! (<https://owasp.org/www-community/attacks/CSV_Injection>), and loses it when it is read again.

use std::borrow::Cow;

/// Whether a spreadsheet may take a text for a formula, now or after it has trimmed it. Whatever this is true of, it is
/// also true of with an apostrophe before it: that is what makes [`unguard`] the inverse of [`guard`].
fn acts(text: &str) -> bool {
    let skipped = |c: char| {
        let invisible = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        let quote = matches!(c, '\'' | '"' | '`' | '‘' | '’' | '“' | '”' | '＇' | '＂');
        c.is_whitespace() || c.is_control() || invisible || quote
    };
    let rest = text.trim_start_matches(skipped);
    let head = &text[..text.len() - rest.len()];
    head.contains(char::is_control)
        || rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−', '﹣', '﹢', '﹦', '﹫'])
}

/// A text as a cell that only shows it.
pub(super) fn guard(text: &str) -> Cow<'_, str> {
    if acts(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell.
pub(super) fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| acts(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(guard(text), expect);
        assert_eq!(unguard(&guard(text)), text);
    }

    #[test]
    fn what_could_be_a_formula_gets_an_apostrophe_and_loses_it_again() {
        check("=1+1", "'=1+1");
        check("＝HYPERLINK(1)", "'＝HYPERLINK(1)");
        check("  @SUM(1)", "'  @SUM(1)");
        check("\"-1", "'\"-1");
        check("\tx", "'\tx");
        check("\rx", "'\rx");
        check("'=1", "''=1");
        check("''+", "'''+");
    }

    #[test]
    fn everything_else_is_left_alone() {
        check("", "");
        check("a=b", "a=b");
        check("'tis the season", "'tis the season");
        check("\"Yes\"", "\"Yes\"");
        check("日本", "日本");
        assert_eq!(unguard("-5"), "-5");
    }

    proptest! {
        #[test]
        fn no_text_is_changed_by_going_out_and_in(text in "['\"=+@ \\t\u{3000}＝a-]{0,6}|\\PC{0,20}") {
            let cell = guard(&text);
            prop_assert_eq!(unguard(&cell), text.as_str());
        }
    }
}
