//! The form in which the rules for small talk and for people in need see a message: as people write in a chat, without what
//! they do to letters and marks there. Unlike [`normalise`](super::normalise), it keeps every word.

use unicode_normalization::UnicodeNormalization;

use super::markup;

/// Emoji that say that something was meant as a joke.
const LAUGHTER: [char; 6] = ['😂', '🤣', '💀', '😆', '😹', '😝'];

/// Characters that people repeat for emphasis, beside Latin letters: `すごーーい`, `www`, `!!!`.
const DRAWN_OUT: &str = "ーっぁぃぅぇぉ~〜!！?？w草笑";

/// At these, a message falls into pieces that each say something.
const CUTS: &str = ".!?,;:…\n、。！？；：~～()（）「」\"“”—–/|";

/// All of a message in one line: lower case, full width and half width alike, no apostrophes and no marks but ` ? `, a
/// letter that is repeated thrice or more once, emoji of laughter as ` lol `.
pub fn chat_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in composed(text).chars() {
        match c {
            '?' => out.push_str(" ? "),
            c if is_kept(c) && c != '+' => out.push(c),
            _ => out.push(' '),
        }
    }
    one_spaced(&out)
}

/// The pieces of a message between its marks, each in the same form (with `+`, as in "+1", and without `?`).
pub fn chat_pieces(text: &str) -> Vec<String> {
    let composed = composed(text).replace(" - ", "\n");
    let pieces = composed.split(|c: char| CUTS.contains(c)).map(bare);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// The same for all of a message as one piece.
pub fn chat_piece(text: &str) -> String {
    bare(&composed(text))
}

fn bare(text: &str) -> String {
    one_spaced(&text.chars().map(|c| if is_kept(c) { c } else { ' ' }).collect::<String>())
}

fn composed(text: &str) -> String {
    let text = markup::strip(super::tail(text));
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    let mut run = 0;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if matches!(c, '\'' | '’' | '‘' | '`' | '´') {
            continue;
        }
        run = if last == Some(c) { run + 1 } else { 1 };
        last = Some(c);
        if c.is_ascii_lowercase() && !DRAWN_OUT.contains(c) {
            match run {
                1 | 2 => out.push(c),
                // The third one takes the second back.
                3 => drop(out.pop()),
                _ => {}
            }
        } else if LAUGHTER.contains(&c) {
            out.push_str(" lol ");
        } else if run == 1 || !DRAWN_OUT.contains(c) {
            out.push(c);
        }
    }
    out
}

/// Letters, digits, `#` (as in "#9110") and `+`.
fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '#' | '+' | 'ー' | '々')
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_brought_to_the_form_in_which_rules_see_it() {
        let check = |text: &str, expect: &str| assert_eq!(chat_form(text), expect, "{text:?}");
        check("I can't… do THIS anymore!!", "i cant do this anymore");
        check("heyyyy, anyone??  there", "hey anyone ? there");
        check("im dying 😂😂", "im dying lol lol");
        check("<@123> #9110 https://example.org/x", "#9110");
        check("すごーーーい！！ｗｗｗ", "すごーい w");
        check("ｱﾘｶﾞﾄｳ", "アリガトウ");
        check("see you, bookkeeper", "see you bookkeeper");
    }

    #[test]
    fn a_message_falls_into_pieces_at_its_marks() {
        assert_eq!(
            chat_pieces("ok cool, makes sense! +1 - bye。またね"),
            ["ok cool", "makes sense", "+1", "bye", "またね"]
        );
        assert_eq!(chat_pieces("… 🎉"), [""; 0]);
    }
}
