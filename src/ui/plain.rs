//! Removes characters from untrusted text that are invisible, or that change how the text around them looks.

/// False for control characters, changes of text direction and invisible characters.
fn harmless(c: char) -> bool {
    let invisible = matches!(
        c,
        '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    );
    !c.is_control() && !invisible
}

/// The text on one line: harmless characters only, with single spaces.
pub fn line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let shown: String = spaced.filter(|c| harmless(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The harmless characters of a text, line breaks and tabs included.
pub fn lines(text: &str) -> String {
    text.chars().filter(|c| harmless(*c) || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_the_cursor_or_hides_itself_passes() {
        assert_eq!(line("a\u{1b}[31mred\u{7}\u{202e}evil\r\nline\tend\u{200b}"), "a[31mredevil line end");
        assert_eq!(lines("日本\u{1b}]0;title\u{7}\tx\r\n"), "日本]0;title\tx\n");
    }
}
