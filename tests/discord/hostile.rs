//! Whatever anybody types, in whatever field: no ping, no broken card, no limit exceeded. That Discord's rules hold is
//! checked by the Discord of our own, which refuses what breaks them.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::bot;

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
        4 => prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => Just("*".repeat(6_000)),
        1 => Just("keeper ".repeat(900)),
        1 => Just("語".repeat(6_000)),
    ]
}

fn at_most(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
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
