//! What is written can be read again.

use insta::assert_snapshot;

use super::{all_said, date, entry, hanko, said, texts};
use crate::knowledge::exchange::{entry_from_toml, read, to_csv, to_toml};
use crate::knowledge::{Authorship, Basis, Citation, Entry, Knowledge, Role, Support, parse_faq};

#[test]
fn an_export_looks_like_a_curated_file() {
    let long = Entry {
        aliases: (0..5).map(|number| format!("alias {number} which is quite a bit longer than the others")).collect(),
        basis: Basis::Experience,
        speakers: texts(&["mira"]),
        cites: vec![
            Citation { document: "guide".to_owned(), support: Support::Passage("so it is".to_owned()) },
            Citation {
                document: "guide".to_owned(),
                support: Support::Span { from: "from".to_owned(), to: "to".to_owned() },
            },
        ],
        ..entry("long", "Long?", "日本語\\")
    };
    assert_snapshot!(to_toml(&[hanko(), long]), @r#"
    [[entry]]
    id = "hanko"
    question = "Where do I get a hanko?"
    aliases = ["where do I buy a hanko", "do I need a seal"]
    answer = """
    At a stationery shop.
    Say "hanko"; it's quick."""
    topic = "life"
    tags = ["arrival"]
    roles = ["ALT", "CIR"]
    source = { by = "Mika", on = 2026-04-01 }
    related = ["bank"]
    review_by = 2027-04-01

    [[entry]]
    id = "long"
    question = "Long?"
    aliases = [
      "alias 0 which is quite a bit longer than the others",
      "alias 1 which is quite a bit longer than the others",
      "alias 2 which is quite a bit longer than the others",
      "alias 3 which is quite a bit longer than the others",
      "alias 4 which is quite a bit longer than the others",
    ]
    answer = '日本語\'
    basis = "experience"
    speakers = ["mira"]
    cites = [{ document = "guide", passage = "so it is" }, { document = "guide", from = "from", to = "to" }]
    "#);
}

#[test]
fn a_table_is_safe_to_open_and_has_an_item_a_line() {
    let evil = Entry { tags: texts(&["@a", "+b"]), ..entry("evil", "=1+1", "'=2\nand \"more\"") };
    assert_snapshot!(to_csv(&[hanko(), evil]).replace('\r', "␍"), @r#"
    ﻿"id","question","answer","aliases","tags","topic","roles","related","review_by","by","on"␍
    "hanko","Where do I get a hanko?","At a stationery shop.
    Say ""hanko""; it's quick.","where do I buy a hanko
    do I need a seal","arrival","life","ALT
    CIR","bank","2027-04-01","Mika","2026-04-01"␍
    "evil","'=1+1","''=2
    and ""more""","","'@a
    +b","","","","","",""␍
    "#);
}

#[test]
fn what_is_exported_can_be_imported() {
    let entries = [hanko(), entry("evil", "=1+1", "'=2\nand \"more\""), entry("ja", "日本語は？", "はい。")];
    assert_eq!(all_said(&read("faq.toml", to_toml(&entries).as_bytes()).unwrap()), all_said(&entries));
    assert_eq!(all_said(&read("faq.csv", to_csv(&entries).as_bytes()).unwrap()), all_said(&entries));
    let semicolons = to_csv(&entries).replace("\",\"", "\";\"");
    assert_eq!(all_said(&read("FAQ.CSV", semicolons.as_bytes()).unwrap()), all_said(&entries));
    let windows = to_toml(&entries).replace('\n', "\r\n");
    assert_eq!(all_said(&read("faq.toml", windows.as_bytes()).unwrap()), all_said(&entries));
}

#[test]
fn serde_writes_what_is_exported() {
    let written = toml::to_string(&hanko()).unwrap();
    assert_eq!(said(&entry_from_toml(&written).unwrap()), said(&hanko()));
}

#[test]
fn the_curated_files_round_trip() {
    let entries: Vec<Entry> = Knowledge::builtin().unwrap().entries.iter().map(|entry| (**entry).clone()).collect();
    assert_eq!(all_said(&parse_faq("faq.toml", &to_toml(&entries)).unwrap()), all_said(&entries));
}

#[test]
fn a_table_without_ids_gets_them_from_its_questions() {
    let table =
        "\u{feff}Question;Answer;Roles\r\nWhere is the bank?;Here.;ALT, cir\r\nWHERE is, the bank 2?;There.;\r\n;;\r\n";
    let entries = read("faq.csv", table.as_bytes()).unwrap();
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["where-is-the-bank", "where-is-the-bank-2"]);
    assert_eq!(entries[0].roles, [Role::Alt, Role::Cir]);
    let table = "id,question,answer,by,on\n,What?!,x,Mika,2026/4/1\n,What is... what,y,,\nwhat,Other,z,,\n";
    let entries = read("faq.csv", table.as_bytes()).unwrap();
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["what-2", "what-is-what", "what"]);
    assert_eq!(entries[0].source, Some(Authorship { by: "Mika".to_owned(), on: date("2026-04-01") }));
}
