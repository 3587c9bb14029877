//! Whole conversations over an invented knowledge, as a member reads them.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "support/lighthouse.rs"]
mod lighthouse;

use jet_senpai::bot::App;
use jet_senpai::terminal::chat::{Conversation, piped};

/// Types the lines into a conversation and gives what is shown, without colours.
fn conversation(lines: &str) -> String {
    let app = App::new(lighthouse::library());
    let mut shown = Vec::new();
    piped(&mut Conversation::new(&app, &|_| Vec::new(), None), lines.as_bytes(), &mut shown)
        .expect("memory can be written");
    let shown = String::from_utf8(shown).expect("what is shown is UTF-8");
    anstream::adapter::strip_str(&shown).to_string()
}

#[test]
fn a_fact_is_answered_with_its_passage_and_an_experience_with_its_speakers_words() {
    insta::assert_snapshot!(conversation("what do keepers do\nDid anyone get to talk on the raido?"), @"
    > what do keepers do
    What does a keeper do?

    A keeper tends the lamp, together with a local warden.

    Source: The Lighthouse Exchange (invented, unofficial)
    Not a real programme.

    Related questions:
      1. How many participants are keepers?

      2. Not what I asked · 3. More stories

    > Did anyone get to talk on the raido?
    Did anybody speak on the radio?

    Jonas Wirth, a translator, read the weather on the radio and translated letters;
    he calls it the best year of his life.

      │ “I translated letters for the harbour master and read the weather on the
      │ radio.”
      │ — Jonas Wirth, CIR in Saltmouth

    Source: The Lighthouse Exchange (invented, unofficial)
      “It was the best year of my life.”
    Not a real programme.

      1. Not what I asked
    ");
}

#[test]
fn an_unclear_question_offers_candidates_and_a_number_opens_one() {
    insta::assert_snapshot!(conversation("day with somebody\n2\n9"), @"
    > day with somebody
    I don't have an exact match. Is it one of these?
      1. What does a keeper do?
      2. What are the working hours?

      3. Not what I asked

    > 2
    What are the working hours?

    Aoife Keane, a keeper in Brightwater, worked from six in the morning until
    three.

      │ “My day began at six and ended at three.”
      │ — Aoife Keane, ALT in Brightwater, 2011–2013

    Source: The Lighthouse Exchange (invented, unofficial)
      “My day began at six and ended at three.”
    Not a real programme.

    Related questions:
      1. What does a keeper do?

      2. Not what I asked

    > 9
    Please pick a number from 1 to 2.
    ");
}

#[test]
fn what_is_not_known_is_said_so_and_where_to_check() {
    insta::assert_snapshot!(conversation("how do I cook rice?\n\n...\n🎉🎉"), @"
    > how do I cook rice?
    I couldn't find an answer to that in my sources.

    Browse related topics:
      1. The exchange
      2. A day at work
    Check the official site:
      The exchange's own site: https://lighthouse.example

    > 

    > ...
    Ask me something about the JET Programme, such as “What does a CIR do?” or “How
    hard is the interview?”

    > 🎉🎉
    Ask me something about the JET Programme, such as “What does a CIR do?” or “How
    hard is the interview?”
    ");
}

#[test]
fn the_role_of_whoever_asks_decides_between_entries() {
    insta::assert_snapshot!(conversation("/role cir\n/role pirate\n/role\n/help\n/dance\n/quit\nnever read"), @r#"
    > /role cir
    Role set to CIR.

    > /role pirate
    "pirate" is not a role of the JET Programme; write ALT, CIR or SEA.

    > /role
    Role cleared.

    > /help
    a question       get an answer
    1, 2, 3          open the choice with that number
    /jet             browse as on Discord: /jet role ALT, /jet faq rent, /jet help
    /role ALT        ask as an ALT (or CIR, SEA); /role alone clears it
    /explain         show how the last answer was chosen
    /quit            end the conversation (or press Ctrl-D)

    > /dance
    There is no command /dance. You can type:
    a question       get an answer
    1, 2, 3          open the choice with that number
    /jet             browse as on Discord: /jet role ALT, /jet faq rent, /jet help
    /role ALT        ask as an ALT (or CIR, SEA); /role alone clears it
    /explain         show how the last answer was chosen
    /quit            end the conversation (or press Ctrl-D)
    "#);
}

#[test]
fn an_explanation_shows_how_every_word_was_read_and_every_part_of_the_score() {
    insta::assert_snapshot!(conversation("/explain\nwhat dose a keepr do with the lantern?\n/explain"), @"
    > /explain
    Ask a question first; /explain then shows how its answer was chosen.

    > what dose a keepr do with the lantern?
    What does a keeper do?

    A keeper tends the lamp, together with a local warden.

    Source: The Lighthouse Exchange (invented, unofficial)
    Not a real programme.

    Related questions:
      1. How many participants are keepers?

      2. Not what I asked · 3. More stories

    > /explain
    How the question was read (and the weight of each word)
      what                      0.15  known
      dose                      0.40  spelt does
      a                         0.23  known
      keepr                     0.31  spelt keeper
      do                        0.33  known
      with                      0.67  known
      the                       0.03  known
      lantern                   1.05  vocabulary
    1. keeper-duties (curated)  score 0.812
       0.610 = 0.61 × 1.000  words (BM25F)
       0.161 = 0.30 × 0.536  spelling of the question (n-grams)
       0.042 = 0.09 × 0.463  spelling of the whole entry (n-grams)
       words: what 0.05, dose 0.11, a 0.13, keepr 0.14, do 0.13, with 0.34, the 0.01, lantern 0.44
    2. what-is-it (curated)  score 0.385
       0.350 = 0.61 × 0.574  words (BM25F)
       0.024 = 0.30 × 0.078  spelling of the question (n-grams)
       0.011 = 0.09 × 0.121  spelling of the whole entry (n-grams)
       words: what 0.05, keepr 0.11, the 0.01, lantern 0.40
    3. aoife-hours (curated)  score 0.282
       0.222 = 0.61 × 0.365  words (BM25F)
       0.043 = 0.30 × 0.144  spelling of the question (n-grams)
       0.016 = 0.09 × 0.178  spelling of the whole entry (n-grams)
       words: what 0.05, dose 0.09, a 0.10, keepr 0.11, the 0.01
    4. jonas-radio (curated)  score 0.178
       0.140 = 0.61 × 0.229  words (BM25F)
       0.032 = 0.30 × 0.105  spelling of the question (n-grams)
       0.007 = 0.09 × 0.074  spelling of the whole entry (n-grams)
       words: what 0.04, a 0.09, do 0.09, the 0.01
    5. translators (curated)  score 0.165
       0.130 = 0.61 × 0.212  words (BM25F)
       0.023 = 0.30 × 0.076  spelling of the question (n-grams)
       0.012 = 0.09 × 0.137  spelling of the whole entry (n-grams)
       words: what 0.04, do 0.15, the 0.01
    Quotes that fit the best entry
      jonas-radio (curated), not shown: 0.09 = words and spelling 0.09
      aoife-evenings (curated), not shown: 0.05 = words and spelling 0.05
      aoife-sister (curated), not shown: 0.01 = words and spelling 0.01
    matched by words alone; confidence 0.99: Answer
        -6.73 = -6.73 × 1.000  
        +8.37 = +10.30 × 0.812  score
        +2.64 = +6.18 × 0.428  lead
    ");
}
