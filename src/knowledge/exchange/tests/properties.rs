//! Properties of every text and of any bytes.

use proptest::prelude::*;

use super::{all_said, entry, hanko, said};
use crate::knowledge::exchange::{
    ChangeDetail, DiffKind, FieldChange, difference, entry_from_toml, entry_to_toml, read, to_csv, to_toml,
};
use crate::knowledge::{Authorship, Entry, Role, parse_faq};

/// Text that tries to break out of its context.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "'''",
        "\"\"\"",
        "\"",
        "'",
        "\\",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "=",
        "+",
        "-",
        "@",
        "＝",
        ",",
        ";",
        "#",
        "[",
        "]",
        "{",
        "}",
        " ",
        "\u{3000}",
        "a",
        "日本",
        "é",
        "🏴‍☠️",
        "\\u0041",
        "\u{feff}",
    ]);
    prop_oneof![prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat()), any::<String>()]
}

/// Text that a moderator could write.
fn decent(lines: bool) -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "=",
        "+",
        "-",
        "@",
        "＝",
        "'",
        "\"",
        "'''",
        "\"\"\"",
        "\\",
        ",",
        ";",
        "#",
        "a",
        "日本",
        "\u{3000}",
        " ",
        "1",
        if lines { "\n" } else { "x" },
        if lines { "\t" } else { "y" },
    ]);
    let text = prop::collection::vec(part, 1..20).prop_map(|parts| parts.concat().trim().to_owned());
    text.prop_filter("is not empty", |text| !text.is_empty())
}

fn entries_of(texts: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Entry> {
    let list = prop::collection::vec(texts.clone(), 0..4);
    let one = (texts.clone(), texts.clone(), texts.clone(), texts.clone());
    let day = (1..10_000_u16, 1..13_u8, 1..29_u8).prop_map(|(year, month, day)| toml::value::Date { year, month, day });
    let source = prop::option::of((texts, day.clone()).prop_map(|(by, on)| Authorship { by, on }));
    let roles = prop::sample::subsequence(Role::ALL.to_vec(), 0..4);
    (one, list.clone(), list.clone(), list, roles, source, prop::option::of(day)).prop_map(
        |((id, question, answer, topic), aliases, tags, related, roles, source, review_by)| Entry {
            aliases,
            topic,
            tags,
            roles,
            source,
            related,
            review_by,
            ..entry(&id, &question, &answer)
        },
    )
}

/// The cells of a table, by a parser that knows nothing of ours: RFC 4180.
fn cells(table: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut inside, mut chars) = (false, table.chars().peekable());
    while let Some(c) = chars.next() {
        let last = cells.last_mut().unwrap();
        match c {
            '"' if inside && chars.peek() == Some(&'"') => {
                chars.next();
                last.push('"');
            }
            '"' => inside = !inside,
            ',' | '\r' if !inside => cells.push(String::new()),
            '\n' if !inside => {}
            c => last.push(c),
        }
    }
    cells
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_out_of_toml(entry in entries_of(hostile().boxed())) {
        let stored = entry_to_toml(&entry);
        prop_assert_eq!(said(&entry_from_toml(&stored).unwrap()), said(&entry), "{}", stored);
        if !entry.id.trim().is_empty() {
            let file = to_toml(&[&entry, &entry]);
            let read = parse_faq("faq.toml", &file).unwrap();
            prop_assert_eq!(all_said(&read), vec![said(&entry), said(&entry)], "{}", file);
        }
    }

    #[test]
    fn a_spreadsheet_runs_no_cell(entry in entries_of(hostile().boxed())) {
        let table = to_csv(&[entry]);
        for cell in cells(table.trim_start_matches('\u{feff}')) {
            let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\u{feff}');
            prop_assert!(!seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{:?}", cell);
            prop_assert!(!cell.starts_with(['\t', '\r']), "{:?}", cell);
        }
    }

    #[test]
    fn what_a_moderator_could_mean_goes_out_and_in(
        mut entry in entries_of(decent(false).boxed()), answer in decent(true), id in "[a-z0-9][a-z0-9-]{0,20}",
    ) {
        (entry.id, entry.answer) = (id, answer);
        let expected = vec![said(&entry)];
        let file = to_toml(&[&entry]);
        prop_assert_eq!(all_said(&read("a.toml", file.as_bytes()).unwrap()), expected.clone());
        let table = to_csv(&[&entry]);
        prop_assert_eq!(all_said(&read("a.csv", table.as_bytes()).unwrap()), expected, "{}", table);
    }

    #[test]
    fn a_difference_holds_both_texts(before in hostile(), after in hostile()) {
        let changed = difference(&entry("a", "q", &before), &entry("a", "q", &after));
        prop_assert_eq!(changed.is_empty(), before == after);
        for FieldChange { key, parts } in changed {
            let ChangeDetail::Text(segments) = parts else { panic!("{key} is a text") };
            let without = |kind| segments.iter().filter(|one| one.kind != kind).map(|one| &*one.text).collect::<String>();
            prop_assert_eq!(without(DiffKind::Added), before.clone());
            prop_assert_eq!(without(DiffKind::Removed), after.clone());
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read("a.toml", &noise);
        let _ = read("a.csv", &noise);
    }

    #[test]
    fn no_damage_makes_reading_panic_and_what_is_read_stays_as_it_is(
        csv in any::<bool>(), at in any::<prop::sample::Index>(), drop in 0..30_usize, text in hostile(),
    ) {
        let entries = [hanko(), entry("evil", "=1+1", "'=2\nand \"more\"")];
        let (name, file) = if csv { ("a.csv", to_csv(&entries)) } else { ("a.toml", to_toml(&entries)) };
        let mut bytes = file.into_bytes();
        let start = at.index(bytes.len());
        let end = (start + drop).min(bytes.len());
        bytes.splice(start..end, text.bytes());
        if let Ok(entries) = read(name, &bytes) {
            let again = read("a.toml", to_toml(&entries).as_bytes()).unwrap();
            prop_assert_eq!(all_said(&again), all_said(&entries));
            let again = read("a.csv", to_csv(&entries).as_bytes()).unwrap();
            prop_assert_eq!(all_said(&again), all_said(&entries));
        }
    }
}
