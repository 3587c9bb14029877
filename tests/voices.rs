//! What members of a guild have shared is quoted beside the curated people, by the same rules, in their guild alone.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "support/lighthouse.rs"]
mod lighthouse;
#[path = "../benches/support/synthetic.rs"]
mod synthetic;

use std::sync::{Arc, LazyLock};

use jet_senpai::bot::ask;
use jet_senpai::bot::{Action, AutocompleteField, KnowledgeIndex, PressedReply, RequestContext, respond};
use jet_senpai::knowledge::{Entry, FileLocation, Origin, Person, Role, Status, Testimonial};
use jet_senpai::search::Question;
use jet_senpai::terminal::render;
use jet_senpai::ui::{Locale, Quote, Reply, StableHash, StoryFilter, UiAction};
use proptest::prelude::*;
use rustc_hash::FxHashSet;

/// What everybody knows.
static COMMON: LazyLock<Arc<KnowledgeIndex>> = LazyLock::new(|| Arc::new(lighthouse::library()));

type Shared = (Person, Testimonial);

fn member(id: &str, name: &str, role: Role) -> Person {
    Person {
        id: id.to_owned(),
        name: name.to_owned(),
        also: Vec::new(),
        role,
        place: "Gull Bay".to_owned(),
        years: "2019–2021".to_owned(),
        status: Status::Alumnus,
        document: String::new(),
        about: String::new(),
        at: FileLocation::default(),
    }
}

fn shares(by: &Person, id: &str, topics: &[&str], text: &str) -> Shared {
    let said = Testimonial {
        id: id.to_owned(),
        person: by.id.clone(),
        document: String::new(),
        text: text.to_owned(),
        topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        roles: vec![by.role],
        mature: false,
        daily: true,
        at: FileLocation::default(),
    };
    (by.clone(), said)
}

/// What a keeper says who answers "What does a keeper do?".
fn keeps() -> Shared {
    shares(&member("m1", "Ana Lima", Role::Alt), "polish", &["work"], "What does a keeper do? Polish the lamp.")
}

/// The library of a guild whose members have shared this.
fn guild(shared: Vec<Shared>) -> KnowledgeIndex {
    guild_over(&COMMON, shared)
}

fn guild_over(base: &Arc<KnowledgeIndex>, shared: Vec<Shared>) -> KnowledgeIndex {
    let none = (FxHashSet::default(), FxHashSet::default());
    let own = base.shared_testimonials(shared);
    KnowledgeIndex::over(Arc::clone(base), Vec::new(), &none.0, &none.1).with_shared_quotes(own)
}

fn asked(library: &KnowledgeIndex, text: &str) -> Reply {
    library.ask(&RequestContext::default(), &Question::new(text)).reply
}

fn named(quotes: &[Quote]) -> Vec<(&str, Origin)> {
    quotes.iter().map(|quote| (quote.id.as_str(), quote.origin)).collect()
}

/// The entry that answers, and what is quoted under its answer.
fn quoted(reply: &Reply) -> (&str, Vec<(&str, Origin)>) {
    let card = reply.cards.first().expect("it is answered");
    (&card.key.id, named(&card.quotes))
}

fn voices(library: &KnowledgeIndex, person: Option<&str>, topic: Option<&str>) -> Reply {
    respond(library, &RequestContext::default(), Action::Voices { person, topic })
}

/// Everything that is shown of a row of voices, from the first to the last.
fn row(library: &KnowledgeIndex, person: Option<&str>, topic: Option<&str>) -> Vec<(String, Origin)> {
    let mut reply = voices(library, person, topic);
    let mut shown = Vec::new();
    while let Some(quote) = reply.voices.first() {
        shown.push((quote.id.clone(), quote.origin));
        let on = |press: &UiAction| matches!(press, UiAction::Voices(_, place) if *place == shown.len());
        let Some(next) = reply.buttons.iter().find(|button| on(&button.press)) else { break };
        reply =
            respond(library, &RequestContext::default(), Action::Press(next.press.clone(), PressedReply::default()));
    }
    shown
}

/// Everything that may stand beside an entry, one after the other.
fn another(library: &KnowledgeIndex, entry: &str) -> Vec<(String, Origin)> {
    let press = |place| UiAction::Voice(StableHash::entry(entry, Origin::Curated), place);
    let replies = (0..).map(|place| {
        respond(library, &RequestContext::default(), Action::Press(press(place), PressedReply::default()))
    });
    replies.map_while(|reply| reply.voices.into_iter().next()).map(|quote| (quote.id, quote.origin)).collect()
}

fn completions(library: &KnowledgeIndex, field: AutocompleteField, typed: &str) -> Vec<(String, String)> {
    ask::autocomplete::complete(library, Locale::English, field, typed)
        .into_iter()
        .map(|one| (one.label, one.value))
        .collect()
}

fn owned(pairs: &[(&str, Origin)]) -> Vec<(String, Origin)> {
    pairs.iter().map(|(id, origin)| ((*id).to_owned(), *origin)).collect()
}

#[test]
fn what_a_member_shared_is_quoted_in_their_guild_alone() {
    let (ours, theirs) = (guild(vec![keeps()]), guild(Vec::new()));
    let text = "What does a keeper do?";
    assert_eq!(quoted(&asked(&ours, text)), ("keeper-duties", vec![("polish", Origin::Guild)]));
    for other in [&theirs, &*COMMON] {
        assert_eq!(quoted(&asked(other, text)), ("keeper-duties", Vec::new()));
        assert!(voices(other, Some("Ana Lima"), None).voices.is_empty());
    }
    let shown = render::reply(&asked(&ours, text));
    insta::assert_snapshot!(anstream::adapter::strip_str(&shown).to_string(), @"
    What does a keeper do?

    A keeper tends the lamp, together with a local warden.

      │ “What does a keeper do? Polish the lamp.”
      │ — Ana Lima, ALT in Gull Bay, 2019–2021 · server member

    Source: The Lighthouse Exchange (invented, unofficial)
    Not a real programme.

    Related questions:
      1. How many participants are keepers?

      2. Not what I asked · 3. More stories
    ");
}

#[test]
fn libraries_over_one_that_quotes_members_quote_them_until_they_are_given_others() {
    let base = Arc::new(guild(vec![keeps()]));
    let none = (FxHashSet::default(), FxHashSet::default());
    let over = || KnowledgeIndex::over(Arc::clone(&base), Vec::new(), &none.0, &none.1);
    let text = "What does a keeper do?";
    assert_eq!(quoted(&asked(&over(), text)).1, [("polish", Origin::Guild)]);
    assert_eq!(quoted(&asked(&over().with_shared_quotes(COMMON.shared_testimonials(Vec::new())), text)).1, []);
}

#[test]
fn what_is_withdrawn_is_shown_nowhere() {
    let other = shares(&member("m2", "Ben", Role::Cir), "desk", &["work"], "I had a desk.");
    let before = guild(vec![keeps(), other.clone()]);
    let after = guild(vec![other]);
    let everywhere = |library: &KnowledgeIndex| {
        let shown = [
            format!("{:?}", quoted(&asked(library, "What does a keeper do?"))),
            format!("{:?}", row(library, None, None)),
            format!("{:?}", row(library, None, Some("work"))),
            format!("{:?}", another(library, "keeper-duties")),
            format!("{:?}", completions(library, AutocompleteField::Person, "")),
            format!("{:?}", voices(library, Some("Ana Lima"), None).voices),
        ];
        shown.map(|shown| shown.contains("polish") || shown.contains("Ana"))
    };
    assert_eq!(everywhere(&before), [true; 6]);
    assert_eq!(everywhere(&after), [false; 6]);
    let wanted = StoryFilter { person: Some(StableHash::person_of("m1", Origin::Guild)), topic: None };
    let press = Action::Press(UiAction::Voices(wanted, 0), PressedReply::default());
    assert!(respond(&after, &RequestContext::default(), press).voices.is_empty(), "an old button");
}

#[test]
fn they_are_told_from_curated_ones_that_have_the_same_ids() {
    let jonas = member("jonas", "Jo", Role::Cir);
    let text = "Did anybody speak on the radio? Where do translators work, and what do they need?";
    let library = guild(vec![shares(&jonas, "jonas-radio", &["work"], text)]);
    // The entry lists the curated one, tells of the curated person, and of nobody else.
    let radio = asked(&library, "Did anybody speak on the radio?");
    assert_eq!(quoted(&radio), ("jonas-radio", vec![("jonas-radio", Origin::Curated)]));
    assert_eq!(another(&library, "jonas-radio"), owned(&[("jonas-radio", Origin::Curated)]));
    // Both are offered where one is shown already.
    let both = owned(&[("jonas-radio", Origin::Curated), ("jonas-radio", Origin::Guild)]);
    assert_eq!(another(&library, "translators"), both);
    let work = asked(&library, "Where do translators work, and what do they need?");
    assert_eq!(quoted(&work).0, "translators");
    let shown = quoted(&work).1;
    let unseen = both.iter().position(|(id, origin)| !shown.contains(&(id.as_str(), *origin)));
    let offered = work.buttons.iter().find_map(|button| match &button.press {
        UiAction::Voice(_, place) => Some(*place),
        _ => None,
    });
    assert_eq!(offered, unseen, "{shown:?}");
    // Whose words are listed.
    assert_eq!(row(&library, Some("jonas"), None), both[..1]);
    assert_eq!(row(&library, Some("Jo"), None), both[1..]);
    assert_eq!(row(&library, Some("=+jonas"), None), both[1..]);
    // Who silences the curated person does not silence the member.
    let silent = FxHashSet::from_iter(["jonas".to_owned()]);
    let own = COMMON.shared_testimonials(vec![shares(&jonas, "jonas-radio", &["work"], text)]);
    let library =
        KnowledgeIndex::over(Arc::clone(&COMMON), Vec::new(), &FxHashSet::default(), &silent).with_shared_quotes(own);
    assert_eq!(another(&library, "translators"), both[1..]);
    assert_eq!(row(&library, None, Some("work")).last(), both.last());
    assert_eq!(another(&library, "jonas-radio"), []);
}

/// Under which answers a member's words stand that are as near to the question as can be.
#[test]
fn they_stand_only_under_answers_on_their_topic_of_their_role_and_that_are_nobodys_experience() {
    #[track_caller]
    fn check(entry: &str, question: &str, (topics, role, mature): (&[&str], Role, bool), expect: bool) {
        let (by, said) = shares(&member("m1", "", role), "own", topics, question);
        let library = guild(vec![(by, Testimonial { mature, ..said })]);
        let reply = asked(&library, question);
        let (found, quotes) = quoted(&reply);
        assert_eq!((found, quotes.contains(&("own", Origin::Guild))), (entry, expect), "{question}");
        let beside = expect && !topics.is_empty();
        assert_eq!(another(&library, entry).contains(&("own".to_owned(), Origin::Guild)), beside, "{question}");
        assert_eq!(row(&library, None, None).contains(&("own".to_owned(), Origin::Guild)), !mature);
    }
    let (duties, exchange) = ("What does a keeper do?", "What is the Lighthouse Exchange?");
    check("keeper-duties", duties, (&["work"], Role::Alt, false), true);
    check("keeper-duties", duties, (&["exchange", "work"], Role::Alt, false), true);
    check("keeper-duties", duties, (&[], Role::Alt, false), true);
    check("keeper-duties", duties, (&["exchange"], Role::Alt, false), false);
    check("keeper-duties", duties, (&["nowhere"], Role::Alt, false), false);
    check("keeper-duties", duties, (&["work"], Role::Cir, false), false);
    check("keeper-duties", duties, (&["work"], Role::Alt, true), false);
    // An entry without roles is about all of them.
    check("what-is-it", exchange, (&["exchange"], Role::Sea, false), true);
    // Somebody else's experience.
    check("aoife-hours", "What are the working hours?", (&["work"], Role::Alt, false), false);
}

#[test]
fn words_that_only_touch_a_question_are_not_quoted_under_its_answer() {
    let by = member("m1", "Ana Lima", Role::Alt);
    let library = guild(vec![shares(&by, "rain", &["work"], "A keeper gets wet on the way to school, and so did I.")]);
    assert_eq!(quoted(&asked(&library, "What does a keeper do?")).1, []);
    assert_eq!(another(&library, "keeper-duties").last(), Some(&("rain".to_owned(), Origin::Guild)));
}

#[test]
fn words_that_are_too_long_to_be_quoted_keep_nobody_else_from_it() {
    let by = member("m1", "Ana Lima", Role::Alt);
    let long = shares(&by, "long", &["work"], &"What does a keeper do? ".repeat(50));
    let library = guild(vec![long, keeps()]);
    assert_eq!(quoted(&asked(&library, "What does a keeper do?")).1, [("polish", Origin::Guild)]);
    assert!(another(&library, "keeper-duties").contains(&("long".to_owned(), Origin::Guild)));
}

#[test]
fn they_stand_under_a_moderators_answer_which_has_no_topic() {
    let text = "Is there a ferry on Sundays?";
    let ferry =
        Entry { id: "ferry".to_owned(), question: text.to_owned(), answer: "At nine.".to_owned(), ..Entry::default() };
    let (none, silent) = (FxHashSet::default(), FxHashSet::default());
    let base = Arc::new(KnowledgeIndex::over(Arc::clone(&COMMON), vec![Arc::new(ferry)], &none, &silent));
    let by = member("m1", "", Role::Sea);
    let library = guild_over(&base, vec![shares(&by, "seasick", &["exchange"], text)]);
    assert_eq!(quoted(&asked(&library, text)), ("ferry", vec![("seasick", Origin::Guild)]));
}

#[test]
fn they_are_listed_after_the_curated_ones_and_found_by_name_and_topic() {
    let ana = member("m1", "Ana Lima", Role::Alt);
    let shared = vec![
        keeps(),
        shares(&ana, "sea", &["exchange"], "I liked the sea."),
        shares(&member("m2", "", Role::Sea), "nameless", &["work"], "I swam."),
        // The same member, who does not want to be known for this.
        shares(&member("m1", "", Role::Alt), "secret", &["work"], "The warden snores."),
        // Goes by the name of somebody curated.
        shares(&member("m3", "Aoife Keane", Role::Cir), "namesake", &["work"], "I am another."),
    ];
    let library = guild(shared);
    let curated = row(&COMMON, None, None);
    let all = row(&library, None, None);
    assert_eq!(all[..curated.len()], curated);
    let own = owned(&["polish", "sea", "nameless", "secret", "namesake"].map(|id| (id, Origin::Guild)));
    assert_eq!(all[curated.len()..], own);
    assert_eq!(row(&library, Some("ana lima"), None), own[..2]);
    assert_eq!(row(&library, Some("=+m1"), Some("The exchange")), own[1..2]);
    assert!(row(&library, Some("Aoife Keane"), None).iter().all(|(_, origin)| *origin == Origin::Curated));
    assert_eq!(row(&library, Some("=+m3"), None), own[4..]);
    for unknown in ["", "m1", "=+m2", "=+m9", "Ana"] {
        assert!(voices(&library, Some(unknown), None).voices.is_empty(), "{unknown:?}");
    }
    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let (ana, namesake) = (pair("Ana Lima", "=+m1"), pair("Aoife Keane", "=+m3"));
    assert_eq!(
        completions(&library, AutocompleteField::Person, ""),
        [pair("Aoife Keane", "aoife"), pair("Jonas Wirth", "jonas"), ana.clone(), namesake]
    );
    assert_eq!(completions(&library, AutocompleteField::Person, "lima"), [ana]);
    assert_eq!(
        completions(&library, AutocompleteField::Quoted, ""),
        completions(&COMMON, AutocompleteField::Quoted, "")
    );
}

#[test]
fn a_topic_that_only_members_speak_about_is_offered_and_a_role_is_told_in_curated_words_alone() {
    let (by, said) = shares(&member("m1", "", Role::Sea), "swam", &["exchange"], "I swam.");
    let silent = FxHashSet::from_iter(["aoife".to_owned()]);
    let base = KnowledgeIndex::over(Arc::clone(&COMMON), Vec::new(), &FxHashSet::default(), &silent);
    assert_eq!(completions(&base, AutocompleteField::Topic, "exchange"), []);
    let own = base.shared_testimonials(vec![(by, said)]);
    let library = base.with_shared_quotes(own);
    assert_eq!(completions(&library, AutocompleteField::Topic, "exchange").len(), 1);
    assert_eq!(row(&library, None, Some("exchange")), owned(&[("swam", Origin::Guild)]));
    let role = |role| respond(&library, &RequestContext::default(), Action::Role(role)).voices;
    assert!(role(Role::Sea).is_empty());
    assert_eq!(named(&role(Role::Cir)), [("jonas-radio", Origin::Curated)]);
}

#[test]
fn words_in_japanese_are_listed_and_change_no_answer() {
    let by = member("m1", "山田", Role::Cir);
    let text = "灯台の仕事は楽しかったです。放課後は子どもたちと野球をしました。";
    let library = guild(vec![shares(&by, "仕事", &["work"], text)]);
    for question in ["What does a keeper do?", "灯", "灯台の仕事は何ですか？", "what did Jonas do?"] {
        let (ours, common) = (asked(&library, question), asked(&COMMON, question));
        assert_eq!(ours.cards, common.cards, "{question}");
        assert_eq!((ours.lead, ours.choices), (common.lead, common.choices), "{question}");
    }
    assert_eq!(row(&library, Some("山田"), None), owned(&[("仕事", Origin::Guild)]));
}

#[test]
fn hundreds_of_them_leave_the_right_one_to_be_found() {
    let shared = synthetic::synthetic(500).into_iter().enumerate().map(|(number, entry)| {
        let by = member(&format!("m{number}"), &format!("Member {number}"), Role::ALL[number % 3]);
        shares(&by, &entry.id, &["work"], &entry.answer)
    });
    let library = guild(shared.chain([keeps()]).collect());
    assert_eq!(quoted(&asked(&library, "What does a keeper do?")).1.first(), Some(&("polish", Origin::Guild)));
    assert_eq!(row(&library, None, None).len(), row(&COMMON, None, None).len() + 501);
    assert_eq!(completions(&library, AutocompleteField::Person, "member").len(), 25);
    // Whatever they say, the curated people are measured as before.
    for entry in &COMMON.knowledge().entries {
        let (ours, common) = (asked(&library, &entry.question), asked(&COMMON, &entry.question));
        let curated = |reply: &Reply| -> Vec<Quote> {
            let quotes = reply.cards.iter().flat_map(|card| card.quotes.clone());
            quotes.filter(|quote| quote.origin == Origin::Curated).collect()
        };
        assert_eq!(curated(&ours), curated(&common), "{}", entry.question);
    }
}

#[test]
fn the_topic_that_somebody_looks_at_raises_its_entries_and_lowers_none() {
    let text = "keepers and the exchange";
    let ask = |topic| {
        COMMON.ask(&RequestContext::default(), &Question { topic, top: 20, ..Question::new(text) }).found.ranked
    };
    let score = |topic, id: &str| {
        let all = ask(topic);
        let mut scores = all.iter().filter(|one| COMMON.candidate(one).entry.id == id).map(|one| one.score);
        scores.next().expect("it is ranked")
    };
    for entry in &COMMON.knowledge().entries {
        let (plain, raised) = (score(None, &entry.id), score(Some(entry.topic.as_str()), &entry.id));
        assert!((raised - plain * 1.1).abs() < 1e-6, "{}: {plain} {raised}", entry.id);
        let other = if entry.topic == "work" { "exchange" } else { "work" };
        assert_eq!(score(Some(other), &entry.id).to_bits(), plain.to_bits());
    }
    for nothing in ["", "nowhere"] {
        assert_eq!(ask(Some(nothing)), ask(None), "{nothing:?}");
    }
    for topic in [None, Some("work"), Some("exchange")] {
        let explained = COMMON.explain(&Question { topic, ..Question::new(text) }).entries;
        let explained: Vec<(String, u32)> = explained.into_iter().map(|one| (one.id, one.score.to_bits())).collect();
        let ranked = ask(topic).into_iter().take(explained.len());
        let ranked = ranked.map(|one| (COMMON.candidate(&one).entry.id.clone(), one.score.to_bits()));
        assert_eq!(explained, ranked.collect::<Vec<_>>());
    }
}

fn questions() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "what",
        "does",
        "a",
        "keeper",
        "do",
        "keepr",
        "radio",
        "lamp",
        "灯台",
        "hours",
        "work",
        "Jonas",
        "Aoife",
        "ALT",
        "translators",
        "need",
        "exchange",
        "?",
        ". ",
    ]);
    prop_oneof![
        1 => "\\PC{0,60}",
        3 => prop::collection::vec(words, 0..12).prop_map(|words| words.join(" ")),
        2 => prop::sample::select(COMMON.knowledge().entries.clone()).prop_map(|entry| entry.question.clone()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn where_nobody_has_shared_anything_everything_is_as_before(text in questions()) {
        thread_local!(static BARE: KnowledgeIndex = guild(Vec::new()));
        BARE.with(|bare| {
            let visitor = RequestContext::default();
            let (ours, common) = (bare.ask(&visitor, &Question::new(&text)), COMMON.ask(&visitor, &Question::new(&text)));
            prop_assert_eq!(&ours.found.ranked, &common.found.ranked);
            prop_assert_eq!(ours.found.confidence.to_bits(), common.found.confidence.to_bits());
            prop_assert_eq!(&ours.reply, &common.reply);
            Ok(())
        })?;
    }

    #[test]
    fn whatever_members_share_the_ranking_is_the_same_and_no_limit_is_broken(
        text in questions(), shared in prop::collection::vec(questions(), 0..9),
    ) {
        let by = member("m1", "Ana Lima", Role::Alt);
        let said = (0..).zip(&shared).map(|(number, text)| shares(&by, &format!("own-{number}"), &["work"], text));
        let library = guild(said.collect());
        let visitor = RequestContext::default();
        let (ours, common) = (library.ask(&visitor, &Question::new(&text)), COMMON.ask(&visitor, &Question::new(&text)));
        prop_assert_eq!(&ours.found.ranked, &common.found.ranked);
        for card in &ours.reply.cards {
            prop_assert!(card.quotes.len() <= 2);
            let told = COMMON.find(StableHash::from(&card.key)).is_some_and(|one| !one.entry.speakers.is_empty());
            prop_assert!(!told || card.quotes.iter().all(|quote| quote.origin == Origin::Curated));
        }
    }
}
