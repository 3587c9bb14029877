//! The curated knowledge itself: what is built into the program keeps its promises.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::sync::Arc;

use jet_senpai::bot::{KnowledgeIndex, RequestContext};
use jet_senpai::knowledge::Knowledge;
use jet_senpai::knowledge::check::editorial;
use jet_senpai::search::{Question, reachability};

fn curated() -> Arc<Knowledge> {
    Arc::new(Knowledge::builtin().expect("the curated knowledge loads"))
}

#[test]
fn nothing_is_badly_written_and_every_phrasing_finds_its_entry() {
    let knowledge = curated();
    let problems: Vec<String> = editorial::check(&knowledge)
        .iter()
        .chain(&reachability::unreachable(&knowledge))
        .map(ToString::to_string)
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn what_nobody_can_ask_for_or_somebody_answers_is_no_gap() {
    let entry = "[[entry]]\nid = \"fee\"\nquestion = \"What is the fee?\"\nanswer = \"None.\"\n";
    let gaps = r#"
        [[gap]]
        about = "the fee"
        ask = ["what is the fees", ""]
        [[gap]]
        about = "the lamp"
        ask = []
        [[gap]]
        about = "whether the lamp, or any other lamp of the harbour, may be taken home by whoever tends it"
        ask = ["may I take the lamp home?", "May I take the lamps home"]
    "#;
    let knowledge = Knowledge::parse([("faq/a.toml", entry), ("gaps.toml", gaps)]).expect("it can be used");
    let problems: Vec<String> = editorial::check(&knowledge).iter().map(ToString::to_string).collect();
    let of_gaps: Vec<&str> = problems.iter().filter_map(|one| one.strip_prefix("gaps.toml:")).collect();
    insta::assert_snapshot!(of_gaps.join("\n"), @r#"
    2: gap "the fee": ask: is empty; write it or remove it
    5: gap "the lamp": ask: nobody can ask for it; give at least one way to
    8: gap "whether the lamp, or any other lamp of the harbour, may be taken home by whoever tends it": about: "whether the lamp, or any other lamp of t…" has 89 characters; at most 60 can be shown
    2: gap "the fee": ask: "what is the fees" is also asked by entry "fee" (faq/a.toml:1) as "What is the fee?"
    8: gap "whether the lamp, or any other lamp of the harbour, may be taken home by whoever tends it": ask: "May I take the lamps home" is the same as "may I take the lamp home?"; keep one
    "#);
}

#[test]
fn every_person_is_heard_and_enough_is_fit_for_a_daily_post() {
    let knowledge = curated();
    assert!(knowledge.testimonials.len() >= 25, "{}", knowledge.testimonials.len());
    let daily: Vec<_> = knowledge.testimonials.iter().filter(|one| one.daily).collect();
    assert!(daily.len() >= 12, "{}", daily.len());
    for person in &knowledge.people {
        assert!(daily.iter().any(|one| one.person == person.id), "{} has nothing for a daily post", person.name);
    }
}

#[test]
fn whoever_is_in_need_is_sent_to_people_and_whoever_is_not_is_answered() {
    let library = KnowledgeIndex::new(curated(), Vec::new());
    let check = |said: &str, expect: bool| {
        let reply = library.ask(&RequestContext::default(), &Question::new(said)).reply;
        let sent = reply.care;
        assert_eq!(sent, expect, "{said}: {}", reply.lead);
    };
    check("thinking of ending my life", true);
    check("i cant do this job anymore, i want to kill my self", true);
    check("I've been self-harming since I came here", true);
    check("I DONT WANT TO LIVE ANYMORE", true);
    check("友達が自殺したいと言っています", true);
    check("I don't want to live in the countryside", false);
    check("does it all even out in the end", false);
    check("how many kilometres to the next conbini", false);
    check("that interview nearly killed me", false);
}
