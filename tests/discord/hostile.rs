//! Whatever anybody types, in whatever field: no ping, no broken card, no limit exceeded. That Discord's rules hold is
//! checked by the Discord of our own, which refuses what breaks them.

use jet_senpai::discord::render::{self, Audience};
use jet_senpai::knowledge::browse::DesiredRole;
use jet_senpai::knowledge::{Origin, Role};
use jet_senpai::ui::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::bot;
use crate::discord::rules;

/// Conversations in one run; each is a chain of requests over a socket.
const CASES: usize = 60;

/// What people send to break bots, and anything else.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "@everyone",
        "@here",
        "<@1100000000000000001>",
        "<@&1100000000000000001>",
        "<#1>",
        "<t:0>",
        "</ask:1>",
        "**",
        "__",
        "~~",
        "||",
        "```",
        "`",
        "\\",
        "> ",
        ">>> ",
        "# ",
        "-# ",
        "- ",
        "1. ",
        "\n",
        "[a](https://evil.example)",
        "https://evil.example/a_b_c",
        "\u{202e}",
        "\u{200b}",
        "\u{0}",
        "\u{feff}",
        "e\u{301}\u{302}\u{303}",
        "👩‍👩‍👧‍👦",
        "日本語",
        "keeper",
        "what do keepers do",
        "=keeper-duties",
        "=+x",
        "1.0.x",
        "{}",
        "%s",
        "'; --",
        "$(reboot)",
    ]);
    prop_oneof![
        20 => prop::collection::vec(pieces, 0..20).prop_map(|pieces| pieces.concat()),
        4 => any::<String>(),
        1 => Just("*".repeat(6_000)),
        1 => Just("keeper ".repeat(900)),
        1 => Just("語".repeat(6_000)),
    ]
}

fn at_most(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn quotes() -> impl Strategy<Value = Quote> {
    (hostile(), hostile(), hostile(), hostile()).prop_map(|(speaker, place, years, text)| Quote {
        id: String::new(),
        origin: Origin::Guild,
        speaker,
        role: Role::Alt,
        place,
        years,
        text,
    })
}

fn sources() -> impl Strategy<Value = CitedPassage> {
    (hostile(), hostile(), hostile()).prop_map(|(label, passage, caution)| CitedPassage {
        document: label.clone(),
        label,
        passage,
        caution,
    })
}

fn cards() -> impl Strategy<Value = Card> {
    let lists = (prop::collection::vec(quotes(), 0..3), prop::collection::vec(sources(), 0..6));
    (hostile(), hostile(), prop::option::of(hostile()), lists).prop_map(
        |(question, answer, credit, (quotes, sources))| Card {
            key: EntryKey { id: question.clone(), origin: Origin::Guild },
            language: Locale::English,
            question,
            answer,
            topic: String::new(),
            roles: Vec::new(),
            confidence: 0.5,
            doubt: Some("I'm not certain."),
            quotes,
            sources,
            credit,
        },
    )
}

fn panels() -> impl Strategy<Value = Panel> {
    let items = (hostile(), hostile(), prop::collection::vec(sources(), 0..3));
    let items = prop::collection::vec(
        items.prop_map(|(heading, text, sources)| PanelItem { heading, text, sources, pieces: Vec::new() }),
        0..30,
    );
    let quote = prop::option::of(quotes());
    (hostile(), hostile(), quote, items, 0..4_usize).prop_map(|(title, text, quote, items, columns)| Panel {
        title,
        text,
        quote,
        items,
        columns,
    })
}

fn buttons(most: usize) -> impl Strategy<Value = Vec<Button>> {
    let press = prop_oneof![
        (0..40_u64).prop_map(|name| UiAction::Show(StableHash(name))),
        prop::collection::vec((0..40_u64).prop_map(StableHash), 0..6).prop_map(|next| UiAction::NotQuite(next, None)),
        hostile().prop_map(|words| UiAction::Page(EntryList::Search(at_most(&plain::line(&words), limits::SEARCH)), 3)),
        Just(UiAction::Moderators(None)),
        Just(UiAction::Eligibility(EligibilityProfile {
            role: Some(DesiredRole::Sea),
            ..EligibilityProfile::default()
        })),
    ];
    prop::collection::vec((hostile(), press).prop_map(|(label, press)| Button::new(label, press)), 0..most)
}

fn replies() -> impl Strategy<Value = Reply> {
    let menus = prop::collection::vec(
        (buttons(40), 0..9_usize).prop_map(|(options, chosen)| Menu {
            prompt: "Choose",
            options,
            chosen: Some(chosen),
        }),
        0..4,
    );
    let links = (hostile(), hostile()).prop_map(|(title, url)| PageLink { title, url, official: true });
    let shown = (
        prop::collection::vec(cards(), 0..4),
        prop::collection::vec(panels(), 0..3),
        prop::collection::vec(quotes(), 0..3),
    );
    let pressed = (buttons(40), menus, buttons(8), prop::collection::vec(links, 0..7));
    (hostile(), hostile(), shown, pressed, any::<bool>()).prop_map(
        |(asked, lead, (cards, panels, voices), (choices, menus, buttons, links), private)| Reply {
            locale: Locale::Japanese,
            asked,
            lead,
            cards,
            panels,
            voices,
            choices,
            menus,
            buttons,
            links,
            private,
            ..Reply::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_reply_whatever_is_in_it_breaks_a_rule_or_pings_anybody(reply in replies(), everybody in any::<bool>()) {
        let audience = if everybody { Audience::Everybody(7.into()) } else { Audience::Alone };
        let message = serde_json::to_value(render::reply(&reply, audience).message()).expect("it is JSON");
        let problems = rules::message::check(&message, false);
        prop_assert!(problems.is_empty(), "{problems:?} in {message:#}");
        prop_assert!(!rules::message::is_empty(&message));
        prop_assert!(message["content"].is_null(), "content can ping; embeds can't");
        prop_assert!(!message.to_string().contains(['\u{202e}', '\0']), "{message:#}");
        for embed in message["embeds"].as_array().into_iter().flatten() {
            let fields = embed["fields"].as_array().into_iter().flatten().flat_map(|one| [&one["name"], &one["value"]]);
            for text in [&embed["title"], &embed["description"]].into_iter().chain(fields).filter_map(|text| text.as_str()) {
                // Where Discord reads markdown, nothing hostile is left to be read. An escaped backslash stands for a
                // character: it must not vanish between `]` and `(`, which make a link only side by side.
                let bare = text.replace(r"\\", " ").replace(r"\]", "").replace(r"\`", "");
                prop_assert!(!bare.contains("@everyone") && !bare.contains("](") && !bare.contains('`'), "{text}");
                prop_assert!(rules::mentions::in_text(text).is_empty(), "{text}");
            }
        }
        prop_assert_eq!(&message["allowed_mentions"]["parse"], &serde_json::json!([]));
    }
}

#[tokio::test]
async fn hostile_text_in_any_field_pings_nobody_and_breaks_nothing() {
    let mut config = bot::config();
    config.discord.questions_per_minute = u32::MAX.try_into().expect("it is not zero");
    config.discord.replies_per_channel = u32::MAX.try_into().expect("it is not zero");
    let bot = bot::start_with(&config).await;
    let me = format!("<@{}>", crate::discord::APPLICATION);
    let mut random = TestRunner::deterministic();
    let texts = hostile();
    for _ in 0..CASES {
        let text = texts.new_tree(&mut random).expect("texts can be made").current();
        let mut ana = bot.member("Ana");
        let typed = at_most(&text, 1_000);
        if !typed.trim().is_empty() {
            ana.types(&format!("/ask question:{typed}")).await;
            ana.completes(&format!("/ask question:{typed}")).await;
        }
        for (field, most) in [("/jet faq search:", 40), ("/jet voices person:", 100), ("/jet daily-life topic:", 100)] {
            let typed = at_most(typed.trim(), most);
            if !typed.trim().is_empty() {
                ana.types(&format!("{field}{typed}")).await;
            }
        }
        let message = ana.says(&at_most(&text, 2_000));
        ana.applies("Answer this", message).await;
        ana.says(&at_most(&format!("{me} {text}"), 4_000));
        ana.hears().await;
    }
    assert!(bot.discord.pings().is_empty(), "{:?}", bot.discord.pings());
}
