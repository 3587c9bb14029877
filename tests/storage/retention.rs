//! Nothing is kept for longer than is said, and nothing else goes.

use jet_senpai::bot::faq::store::EntryDraft;
use jet_senpai::bot::guild::commit::Change;
use jet_senpai::bot::guild::sweep::Retention;
use jet_senpai::bot::inbox::store::{LoggedQuestion, QueryOutcome, Vote, WaitingMember};
use jet_senpai::bot::{faq, guild, inbox};
use jet_senpai::db::{Database, new_id};
use jet_senpai::knowledge::Origin;
use jet_senpai::ui::{Locale, StableHash};

use crate::place::{GUILD, Place, at, both, done, entry, write};

const DAY: i64 = 24 * 60 * 60;

async fn count(place: &Place, table: &str) -> i64 {
    place.number(&format!("SELECT COUNT(*) FROM {table}")).await
}

async fn live(store: &Database, day: i64) {
    let text = format!("LoggedQuestion on day {day}?");
    let (question, entry) = (StableHash::question(&text), StableHash::entry("a", Origin::Guild));
    let asked =
        LoggedQuestion { guild: GUILD, question, text, at: at(day * DAY), what: QueryOutcome::Abstained, entry: None };
    inbox::store::log_questions(store, std::slice::from_ref(&asked)).await.unwrap();
    let (channel, message, locale) = (1, None, Locale::English);
    for (member, text) in [(1, asked.text), (2, format!("Answered on day {day}?"))] {
        let question = StableHash::question(&text);
        let asker = WaitingMember { guild: GUILD, question, text, member, channel, message, locale, at: at(day * DAY) };
        inbox::store::ask_moderators(store, &asker).await.unwrap();
    }
    let question = StableHash::question(&format!("Answered on day {day}?"));
    let mut answered = crate::place::commit([
        Change::Answer { question, entry },
        Change::AskCredit {
            credit: new_id(),
            entry: "a".to_owned(),
            question: "Where?".to_owned(),
            member: 1,
            author: "Kim".to_owned(),
            locale,
        },
    ]);
    answered.at = at(day * DAY);
    guild::commit::commit(store, &answered).await.unwrap();
    let click = Vote { guild: GUILD, question, entry, voter: format!("voter {day}"), at: at(day * DAY) };
    inbox::store::vote(store, &click, 1).await.unwrap();
    faq::store::save_draft(store, new_id(), GUILD, 1, &EntryDraft::default(), at((day + 1) * DAY)).await.unwrap();
}

#[tokio::test]
async fn what_is_older_than_it_may_be_goes_and_the_rest_stays() {
    both(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None)]).await;
        for day in [0, 65, 94] {
            live(&store, day).await;
        }
        let tables = [
            "draft",
            "waiting_member",
            "outbox_item",
            "credit",
            "vote",
            "question",
            "proposal",
            "question_week",
            "entry",
        ];
        let counts = async || {
            let mut counts = Vec::new();
            for table in tables {
                counts.push(count(place, table).await);
            }
            counts
        };
        assert_eq!(counts().await, [3, 3, 6, 3, 3, 6, 3, 3, 1]);
        guild::sweep::sweep(&store, at(95 * DAY), &Retention::default()).await.unwrap();
        assert_eq!(counts().await, [0, 1, 2, 1, 2, 4, 2, 2, 1]);
        let short = Retention { askers: 0, questions: 0, guilds: 0 };
        guild::sweep::sweep(&store, at(95 * DAY), &short).await.unwrap();
        assert_eq!(counts().await, [0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(count(place, "asked_week").await, 3);
    })
    .await;
}

#[tokio::test]
async fn much_that_is_old_goes_a_little_at_a_time() {
    both(async |place| {
        let store = place.open().await;
        let asked = |number: i64| {
            let text = format!("Question {number}?");
            let question = StableHash::question(&text);
            LoggedQuestion { guild: GUILD, question, text, at: at(0), what: QueryOutcome::Answered, entry: None }
        };
        inbox::store::log_questions(&store, &(0..1_100).map(asked).collect::<Vec<_>>()).await.unwrap();
        guild::sweep::sweep(&store, at(91 * DAY), &Retention::default()).await.unwrap();
        assert_eq!(count(place, "question").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_guild_that_removed_the_bot_is_forgotten_after_a_while_unless_it_comes_back() {
    both(async |place| {
        let store = place.open().await;
        done(&store, [write(entry("a", "one"), None), write(entry("b", "one"), None)]).await;
        live(&store, 0).await;
        guild::sweep::record_left(&store, GUILD, Some(at(0))).await.unwrap();
        guild::sweep::record_left(&store, GUILD, None).await.unwrap();
        guild::sweep::sweep(&store, at(31 * DAY), &Retention::default()).await.unwrap();
        assert_eq!(faq::store::guild_revision(&store, GUILD).await, Ok(1));
        guild::sweep::record_left(&store, GUILD, Some(at(DAY))).await.unwrap();
        guild::sweep::sweep(&store, at(30 * DAY), &Retention::default()).await.unwrap();
        assert_eq!(faq::store::guild_revision(&store, GUILD).await, Ok(1));
        guild::sweep::sweep(&store, at(31 * DAY), &Retention::default()).await.unwrap();
        for table in ["guild", "entry", "entry_version", "question", "asked_week", "audit", "outbox_item", "draft"] {
            assert_eq!(count(place, table).await, 0, "{table}");
        }
        assert_eq!(faq::store::guild_revision(&store, GUILD).await, Ok(0));
    })
    .await;
}
