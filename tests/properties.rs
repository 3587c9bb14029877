//! What must hold for every input: random text, random bytes.

#[path = "support/lighthouse.rs"]
mod lighthouse;

use std::sync::Arc;

use jet_senpai::bot::{KnowledgeIndex, RequestContext};
use jet_senpai::config::Config;
use jet_senpai::eval::QuestionSet;
use jet_senpai::knowledge::{Knowledge, load_faq, parse_faq};
use jet_senpai::search::{Question, Verdict};
use jet_senpai::terminal::render;
use jet_senpai::ui::limits;
use proptest::prelude::*;

/// Valid files, to be damaged.
const FILES: [(&str, &str); 11] = [
    ("faq/exchange.toml", include_str!("fixtures/lighthouse/faq/exchange.toml")),
    ("people.toml", include_str!("fixtures/lighthouse/people.toml")),
    ("testimonials.toml", include_str!("fixtures/lighthouse/testimonials.toml")),
    ("documents.toml", include_str!("fixtures/lighthouse/documents.toml")),
    ("links.toml", include_str!("fixtures/lighthouse/links.toml")),
    ("topics.toml", include_str!("fixtures/lighthouse/topics.toml")),
    ("vocabulary.toml", include_str!("fixtures/lighthouse/vocabulary.toml")),
    ("gaps.toml", include_str!("fixtures/lighthouse/gaps.toml")),
    ("browse.toml", include_str!("fixtures/lighthouse/browse.toml")),
    ("care.toml", include_str!("fixtures/lighthouse/care.toml")),
    ("config.toml", include_str!("../config.example.toml")),
];

/// Any text; and text that looks like questions, so that the matching has something to do.
fn questions() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "what",
        "keeper",
        "keepers",
        "keepr",
        "radio",
        "lamp",
        "灯台",
        "Brightwater",
        "hours",
        "visa",
        "<@1>",
        "?",
        ".",
        ", ",
        "HO",
        "translators",
        "Aoife",
        "ALT",
        "\u{202e}",
        "é",
        "１０",
    ]);
    prop_oneof![any::<String>(), "\\PC{0,80}", prop::collection::vec(words, 0..30).prop_map(|words| words.join(" ")),]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn asking_never_panics_and_keeps_every_limit(text in questions()) {
        thread_local!(static LIBRARY: KnowledgeIndex = lighthouse::library());
        LIBRARY.with(|app| {
            let asked = app.ask(&RequestContext::default(), &Question::new(&text));
            prop_assert!((0.0..=1.0).contains(&asked.found.confidence));
            prop_assert!(asked.found.ranked.windows(2).all(|pair| pair[0].score >= pair[1].score));
            prop_assert_eq!(asked.found.verdict == Verdict::Answer, !asked.reply.cards.is_empty());
            prop_assert!(asked.reply.choices.len() <= limits::SUGGESTIONS);
            let quotes: Vec<_> = asked.reply.cards.iter().flat_map(|card| &card.quotes).collect();
            prop_assert!(quotes.len() <= 2);
            prop_assert!(quotes.iter().all(|quote| !quote.text.contains("darn")), "rough language is not for replies");
            let shown = anstream::adapter::strip_str(&render::reply(&asked.reply)).to_string();
            prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n'));
            Ok(())
        })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ranking_does_not_depend_on_case_or_on_marks_that_end_no_clause(text in "[a-z ]{0,60}", marks in "[¿*_~\"]{0,3}") {
        thread_local!(static LIBRARY: KnowledgeIndex = lighthouse::library());
        LIBRARY.with(|app| {
            let plain = app.ask(&RequestContext::default(), &Question::new(&text));
            let loud = format!("{marks}{}{marks}", text.to_uppercase().replace(' ', &format!("{marks} ")));
            let loud = app.ask(&RequestContext::default(), &Question::new(&loud));
            prop_assert_eq!(&plain.found.ranked, &app.ask(&RequestContext::default(), &Question::new(&text)).found.ranked);
            prop_assert_eq!(&plain.found.ranked, &loud.found.ranked);
            Ok(())
        })?;
    }

    #[test]
    fn no_bytes_make_a_loader_panic(
        which in 0..FILES.len(), at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..9),
        drop in 0..40_usize,
    ) {
        // A valid file with a few bytes replaced comes much further than noise does.
        let (name, text) = FILES[which];
        let mut content = text.as_bytes().to_vec();
        let start = at.index(content.len() + 1);
        let end = (start + drop).min(content.len());
        content.splice(start..end, bytes);
        let dir = tempfile::tempdir()?;
        std::fs::create_dir(dir.path().join("faq"))?;
        let path = dir.path().join(name);
        std::fs::write(&path, content)?;
        let _ = Knowledge::load(dir.path());
        let _ = load_faq(&path);
        let _ = Config::load(&path);
        let _ = QuestionSet::load(&path);
    }

    #[test]
    fn no_toml_makes_a_loader_panic_and_what_loads_can_be_asked(
        id in any::<String>(), question in any::<String>(), answer in any::<String>(), alias in any::<String>(),
    ) {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let text = format!(
            "[[entry]]\nid = {}\nquestion = {}\nanswer = {}\naliases = [{}]\n",
            quoted(&id), quoted(&question), quoted(&answer), quoted(&alias)
        );
        if let Ok(entries) = parse_faq("faq.toml", &text) {
            let app = KnowledgeIndex::new(Arc::new(Knowledge::default()), entries);
            let asked = app.ask(&RequestContext::default(), &Question::new(&question));
            prop_assert!(asked.reply.cards.iter().all(|card| card.answer.chars().count() <= limits::ANSWER));
        }
    }
}
