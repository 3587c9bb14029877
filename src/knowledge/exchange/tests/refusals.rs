//! Refused files, and the messages for them.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::entry;
use crate::knowledge::Entry;
use crate::knowledge::exchange::{
    MAX_ALIAS, MAX_ANSWER, MAX_BYTES, MAX_ENTRIES, MAX_ID, MAX_PROBLEMS, MAX_QUESTION, MAX_TAG, MAX_TAGS, read, to_toml,
};

/// Why a file is refused, a line for each reason.
fn refused(name: &str, text: impl AsRef<[u8]>) -> String {
    read(name, text.as_ref()).expect_err("the file is refused").to_string()
}

#[test]
fn every_mistake_of_a_toml_file_is_named_with_its_line() {
    let file = r#"id = "lost"
[[entry]]
id = "My Number"
question = ""
answer = 5
roles = ["ALT", "boss"]
colour = "red"
[[entry]]
id = "b"
question = "What is it?"
answer = "text"
review_by = "2026-04-01"
aliases = "one"
cites = [{ document = "guide", passage = "x" }]
speakers = ["mark"]
basis = "experience"
source = { by = "Mika", when = 2026-04-01 }
[[entry]]
id = "b"
question = "what IS it"
answer = "a\u202Eb"
source = { by = "Mika" }
[[entry]]
question = "Where is the bank?"
"#;
    assert_snapshot!(refused("faq.toml", file), @r#"
    faq.toml:1: "id" belongs to no entry; write [[entry]] above it
    faq.toml:3: entry "My Number": id: "My Number" may only have a to z, 0 to 9 and hyphens; write "my-number"
    faq.toml:4: entry "My Number": question: is empty; write it, or remove the entry
    faq.toml:5: entry "My Number": answer: is an integer; expected a text in quotes
    faq.toml:6: entry "My Number": roles: "boss" is not a role of the JET Programme; write ALT, CIR or SEA
    faq.toml:7: entry "My Number": "colour" is not a key of an entry; expected one of id, question, aliases, answer, topic, tags, roles, basis, speakers, cites, source, related, testimonials, review_by
    faq.toml:12: entry "b": review_by: is the text "2026-04-01"; expected a date without quotes, such as 2026-04-01
    faq.toml:13: entry "b": aliases: is the text "one"; expected a list of texts, such as ["one", "two"]
    faq.toml:14: entry "b": cites: only curated entries cite documents; say who wrote it in `source`
    faq.toml:15: entry "b": speakers: only curated entries quote people; remove `speakers` and `testimonials`
    faq.toml:16: entry "b": basis: only curated entries tell of somebody's experience; remove `basis`
    faq.toml:17: entry "b": source: "when" is not a key of a source; expected by and on
    faq.toml:19: entry "b": id: "b" is already used on line 9; choose another
    faq.toml:20: entry "b": question: "what IS it" is already asked on line 10; keep one
    faq.toml:21: entry "b": answer: "a\u{202e}b" has U+202E, which changes the direction of writing; remove it
    faq.toml:22: entry "b": source: lacks `on`, the day it was written, such as 2026-04-01
    faq.toml:23: answer: is missing; write it
    faq.toml:23: id: is missing; write one, such as "where-is-the-bank"
    "#);
}

#[test]
fn after_a_mistake_in_the_toml_the_others_are_still_found() {
    let file = r#"
[[entry]]
id = "a"
question = "One?"
answer = "x"
review_by = 2026-02-30
[[entry]]
id = "b"
id = "c"
question = "Two?
answer = "\q"
[[entry]]
id = "d"
question = "Three?"
"#;
    assert_snapshot!(refused("faq.toml", file), @r#"
    faq.toml:6: invalid date, expected day between 01 and 28; found "2026-02-30"
    faq.toml:9: the key "id" is given twice; keep one
    faq.toml:10: invalid basic string, expected `"`
    faq.toml:11: missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\`, `"`, `x`, `u`, `U`
    faq.toml:12: entry "d": answer: is missing; write it
    "#);
}

#[test]
fn every_mistake_of_a_table_is_named_with_its_line() {
    assert_snapshot!(refused("faq.csv", "question,colour,Question\nWhat?,red,x\n"), @r#"
    faq.csv:1: "colour" is not a column; expected some of id, question, answer, aliases, tags, topic, roles, related, review_by, by, on
    faq.csv:1: the column "Question" is given twice; keep one
    faq.csv:1: the column "answer" is missing; name the columns in the first line
    "#);
    let table = "id,question,answer,roles,review_by,by,on\n\
        a,What?,\"two\nlines\",boss,2026-02-30,,\n\
        b,,x,,,Mika,\n\
        c,Why?\n\
        d,How?,yes,,,,,extra\n\
        a,what,\u{0},,,,2026-04-01\n";
    assert_snapshot!(refused("faq.csv", table), @r#"
    faq.csv:2: entry "a": roles: "boss" is not a role of the JET Programme; write ALT, CIR or SEA
    faq.csv:2: entry "a": review_by: "2026-02-30" is no date; write one such as 2026-04-01
    faq.csv:4: entry "b": source: lacks `on`, the day it was written, such as 2026-04-01
    faq.csv:4: entry "b": question: is empty; write it, or remove the entry
    faq.csv:5: has 2 cells, but there are 7 columns; put texts with separators into quotes
    faq.csv:6: has 8 cells, but there are 7 columns; put texts with separators into quotes
    faq.csv:7: entry "a": id: "a" is already used on line 2; choose another
    faq.csv:7: entry "a": question: "what" is already asked on line 2; keep one
    faq.csv:7: entry "a": source: lacks `by`, the name of who wrote the entry
    faq.csv:7: entry "a": answer: "\0" has U+0000, which is a control character; remove it
    "#);
}

#[test]
fn a_text_that_could_not_be_shown_whole_is_refused() {
    let long = |key: &str, most: usize| {
        let mut entry = entry("a", "What?", "x");
        let text = "字".repeat(most);
        match key {
            "question" => entry.question = text,
            "answer" => entry.answer = text,
            "aliases" => entry.aliases = vec![text],
            "tags" => entry.tags = vec![text],
            _ => entry.id = "a".repeat(most),
        }
        read("faq.toml", to_toml(&[entry]).as_bytes()).map_err(|refused| refused.to_string())
    };
    let mut shown = String::new();
    for (key, most) in
        [("id", MAX_ID), ("question", MAX_QUESTION), ("answer", MAX_ANSWER), ("aliases", MAX_ALIAS), ("tags", MAX_TAG)]
    {
        assert!(long(key, most).is_ok(), "{key}");
        let _ = writeln!(shown, "{}", long(key, most + 1).unwrap_err());
    }
    let many = Entry { tags: vec!["x".to_owned(); MAX_TAGS + 1], ..entry("a", "What?", "x") };
    let _ = writeln!(shown, "{}", refused("faq.toml", to_toml(&[many])));
    assert_snapshot!(shown, @r#"
    faq.toml:2: entry "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…": id: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" has 100 characters; at most 99
    faq.toml:3: entry "a": question: "字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字…" has 201 characters; at most 200 can be shown
    faq.toml:4: entry "a": answer: "字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字…" has 701 characters; at most 700 can be shown
    faq.toml:4: entry "a": aliases: "字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字…" has 201 characters; at most 200 can be shown
    faq.toml:5: entry "a": tags: "字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字…" has 51 characters; at most 50 can be shown
    faq.toml:5: entry "a": tags: has 26 items; at most 25
    "#);
    assert_eq!(MAX_ANSWER, 700, "what src/reply/limits.rs shows of an answer");
}

#[test]
fn what_is_no_faq_is_refused() {
    let check = |name: &str, bytes: &[u8]| refused(name, bytes);
    let shown = [
        check("faq.xlsx", b"PK\x03\x04"),
        check("faq", b""),
        check("faq.toml", b""),
        check("faq.csv", b""),
        check("faq.csv", b"question,answer\n"),
        check("faq.csv", b"question,answer\nWhat?,\"x\nWhy?,y\n"),
        check("faq.toml", b"[[entry]]\nid = \"a\"\nquestion = \"\xff\"\n"),
        check("faq.csv", b"\xff\xfeq\0"),
        check("faq.toml", &vec![b'#'; MAX_BYTES + 1]),
        check("faq.toml", b"[entry]\nid = \"a\"\n"),
        check("faq.toml", b"entry = [1]"),
        check("faq.toml", "[[entry]]\n".repeat(MAX_ENTRIES + 1).as_bytes()),
        check("faq.csv", ("question,answer\n".to_owned() + &"a,b\n".repeat(MAX_ENTRIES + 1)).as_bytes()),
    ];
    assert_snapshot!(shown.join("\n"), @"
    faq.xlsx: is neither a .toml nor a .csv file; export one to see what it looks like
    faq: is neither a .toml nor a .csv file; export one to see what it looks like
    faq.toml: holds no entry; export a file to see what one looks like
    faq.csv: holds no entry; export a file to see what one looks like
    faq.csv: holds no entry; export a file to see what one looks like
    faq.csv:2: a quote is opened here and never closed; close it, and double those within the text
    faq.toml:3: is not UTF-8 here; save the file as UTF-8 (in Excel: CSV UTF-8)
    faq.csv: is UTF-16; save the file as UTF-8 (in Excel: CSV UTF-8)
    faq.toml: has 1048577 bytes; at most 1048576, so make several files of it
    faq.toml:1: entry: is a single table; write [[entry]] above each entry
    faq.toml:1: entry: is an integer; expected a table
    faq.toml: holds 5001 entries; at most 5000, so make several files of it
    faq.csv: holds more than 5000 entries; make several files of it
    ");
}

#[test]
fn whoever_has_a_hundred_problems_sees_the_first_and_their_number() {
    let file = "[[entry]]\nid = \"a\"\nquestion = \"What?\"\nanswer = \"\"\n".repeat(100);
    let refused = read("faq.toml", file.as_bytes()).unwrap_err();
    assert_eq!((refused.problems.len(), refused.others), (MAX_PROBLEMS, 100 + 99 + 99 - MAX_PROBLEMS));
    assert!(refused.to_string().ends_with("\nand 278 more problems"));
}

#[test]
fn depth_and_noise_end_neither_the_stack_nor_the_patience() {
    let full = |part: &str| part.repeat(MAX_BYTES / part.len());
    let deep = [
        full("["),
        full("[["),
        format!("a = {}", "[".repeat(MAX_BYTES - 4)),
        format!("a = {}", "{a=".repeat(MAX_BYTES / 3 - 2)),
        format!("{}a = 1", "a.".repeat(MAX_BYTES / 2 - 3)),
        format!("[{}a]", "a.".repeat(MAX_BYTES / 2 - 3)),
        full(&format!("{}a.b = 1\n", "a.".repeat(70))),
        full(&format!("[[entry.{}a]]\n", "a.".repeat(70))),
        full("=\n"),
        full("]"),
        full("a = \"x\n"),
        full("entry = [{"),
        format!("a = \"{}\"", "\\q".repeat(MAX_BYTES / 2 - 3)),
        full("\0"),
        full("\""),
        full("\"\"\""),
        full(";"),
        full("a\n"),
    ];
    for text in &deep {
        assert!(text.len() <= MAX_BYTES && text.len() > MAX_BYTES / 2);
        for name in ["faq.toml", "faq.csv"] {
            let problems = refused(name, text);
            assert!(problems.len() < 20_000, "{name}: {} characters of problems", problems.len());
        }
    }
}
