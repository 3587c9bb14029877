//! Whole conversations over an invented knowledge, as a member reads them.

mod support;

use jet_senpai::terminal::chat::{Conversation, piped};

/// Types the lines into a conversation and gives what is shown, without colours.
fn conversation(lines: &str) -> String {
    let app = support::lighthouse_app();
    let mut shown = Vec::new();
    piped(&mut Conversation::new(&app, None), lines.as_bytes(), &mut shown).expect("memory can be written");
    let shown = String::from_utf8(shown).expect("what is shown is UTF-8");
    anstream::adapter::strip_str(&shown).to_string()
}

#[test]
fn a_fact_is_answered_with_its_passage_and_an_experience_with_its_speakers_words() {
    insta::assert_snapshot!(conversation("what do keepers do\nDid anyone get to talk on the raido?"), @"");
}

#[test]
fn an_unclear_question_offers_candidates_and_a_number_opens_one() {
    insta::assert_snapshot!(conversation("keepers\n2\n9"), @"");
}

#[test]
fn what_is_not_known_is_said_so_and_where_to_check() {
    insta::assert_snapshot!(conversation("what visa do i need\n\n...\n🎉🎉"), @"");
}

#[test]
fn the_role_of_whoever_asks_decides_between_entries() {
    insta::assert_snapshot!(conversation("/role cir\n/role pirate\n/role\n/help\n/dance\n/quit\nnever read"), @"");
}

#[test]
fn an_explanation_shows_how_every_word_was_read_and_every_part_of_the_score() {
    insta::assert_snapshot!(conversation("/explain\nwhat dose a keepr do with the lantern?\n/explain"), @"");
}
