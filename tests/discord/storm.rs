//! A stream of interactions while the connection breaks again and again.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crate::bot;
use crate::discord::{Outcome, undecodable};

const INTERACTIONS: usize = 1_000;
const RECONNECTS: usize = 50;
/// Interactions that are under way at a time.
const AT_ONCE: usize = 10;

#[tokio::test]
async fn fifty_reconnects_under_a_thousand_interactions_lose_nothing_and_answer_nothing_twice() {
    let mut config = bot::config();
    config.discord.questions_per_minute = NonZeroU32::MAX;
    config.discord.replies_per_channel = NonZeroU32::MAX;
    let bot = bot::start_with(&config).await;
    let discord = bot.discord.clone();
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for round in 0..INTERACTIONS / AT_ONCE {
        let asking: Vec<_> = (0..AT_ONCE)
            .map(|number| {
                let mut member = bot.member(&format!("Member {number}"));
                let entry_action = member.command("/ask question:keeper percentage");
                tokio::spawn(async move { member.send_interaction(": /ask", entry_action).await })
            })
            .collect();
        // Half of the breaks come amid a round, and of those every other one without a goodbye.
        if round % 2 == 0 {
            tokio::task::yield_now().await;
            if round % 4 == 0 { discord.drop_socket() } else { discord.reconnect() }
        }
        for asked in asking {
            let outcome = match asked.await.expect("asking does not panic") {
                Outcome::Message(_) => "answered",
                Outcome::Silence => "too late",
                _ => "something else",
            };
            *outcomes.entry(outcome).or_default() += 1;
        }
    }
    discord.settle().await;
    assert!(discord.resumes() >= RECONNECTS, "{} resumes", discord.resumes());
    assert_eq!(discord.identifies(), 1, "the session was lost");
    let late = outcomes.get("too late").copied().unwrap_or_default();
    let warnings = undecodable::lines().iter().filter(|line| line.text.contains("delivering ")).count();
    assert_eq!(outcomes.get("answered").copied().unwrap_or_default() + late, INTERACTIONS, "{outcomes:?}");
    assert_eq!(warnings, late, "{outcomes:?}");
    assert!(late <= INTERACTIONS / 100, "{outcomes:?}");
    // Discord takes one answer to an interaction and refuses a second: that would be a violation.
    assert_eq!(discord.violations().len(), late);
    discord.take_violations();
    let callbacks = discord.requests().iter().filter(|request| request.contains("/callback")).count();
    assert_eq!(callbacks, INTERACTIONS);
}
