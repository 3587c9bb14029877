//! What a guild asks: week by week, what helps, what nobody sees, and what is due.

use std::sync::Arc;
use std::time::Duration;

use jet_senpai::bot::inbox::store::{LoggedQuestion, QueryOutcome};
use jet_senpai::bot::{Clock as _, inbox, open_database};
use jet_senpai::config::Config;
use jet_senpai::db::{DEFAULT_TIMEOUT, Database, DatabaseUrl};
use jet_senpai::knowledge::Origin;
use jet_senpai::ui::StableHash;
use tempfile::TempDir;

use crate::bot::{self, Bot};
use crate::discord::{LIGHTHOUSE, Member};

const WEEK: Duration = Duration::from_hours(7 * 24);

const FAQ: &str = r#"
[[entry]]
id = "hanko"
question = "Where do I get a hanko?"
answer = "At the stamp shop by the pier."
review_by = 2026-11-01

[[entry]]
id = "ferry"
question = "When does the last *ferry* leave?"
answer = "At nine, and at ten on Fridays."
review_by = 2026-12-20

[[entry]]
id = "heating"
question = "How do I turn on the heating?"
answer = "With the red knob."
review_by = 2027-02-01
"#;

/// A bot whose guild has some entries, and a database that the test can open, too.
async fn scene() -> (Bot, Member, Arc<Database>, TempDir) {
    let home = tempfile::tempdir().expect("a temporary directory");
    let file = home.path().join("kept.db");
    let bot = bot::start_with(&Config { database: file.clone(), ..bot::config() }).await;
    let mut ana = bot.member("Ana").moderator();
    ana.attaching("faq.toml", FAQ).types("/manage import file:faq.toml").await;
    ana.presses("Import").await;
    bot.discord.until("it is imported", |discord| discord.transcript().contains("Imported")).await;
    bot.discord.settle().await;
    bot.discord.take_transcript();
    let store = open_database(&DatabaseUrl::File(file), DEFAULT_TIMEOUT, None).await.expect("it can be opened");
    (bot, ana, Arc::new(store), home)
}

/// Members say of an entry whether it helped.
async fn said(bot: &Bot, store: &Database, entry: StableHash, helped: usize, not_quite: usize) {
    let asked = |what| LoggedQuestion {
        guild: LIGHTHOUSE,
        question: StableHash::question("x"),
        text: "x".to_owned(),
        at: bot.clock.time(),
        what,
        entry: Some(entry),
    };
    let votes = std::iter::repeat_n(QueryOutcome::Helped, helped);
    let votes: Vec<LoggedQuestion> =
        votes.chain(std::iter::repeat_n(QueryOutcome::NotQuite, not_quite)).map(asked).collect();
    inbox::store::log_questions(store, &votes).await.expect("it is written");
}

#[tokio::test]
async fn moderators_see_what_is_asked_week_by_week_and_what_becomes_of_it() {
    let (bot, mut ana, store, _home) = scene().await;
    let mut ben = bot.member("Ben");
    let mut ask = async |question: &str| ben.types(&format!("/ask question:{question}")).await;
    for question in ["personal stamp: where do i get a hanko", "where do I get a HANKO?", "what does a keeper do?"] {
        ask(question).await;
    }
    bot.clock.advance(2 * WEEK);
    for question in ["is there a **dentist** @everyone", "Is there a dentist, everyone?", "where do i get a hanko"] {
        ask(question).await;
    }
    said(&bot, &store, StableHash::entry("hanko", Origin::Guild), 1, 3).await;
    said(&bot, &store, StableHash::entry("keeper-duties", Origin::Curated), 1, 2).await;
    // Two are not many, and an entry that nobody knows any more cannot be opened.
    said(&bot, &store, StableHash::entry("ferry", Origin::Guild), 0, 2).await;
    said(&bot, &store, StableHash::entry("gone", Origin::Guild), 0, 9).await;
    bot.discord.take_transcript();
    ana.types("/manage insight weeks:4").await;
    ana.picks("Open a least helpful entry", "Where do I get a hanko?").await;
    ana.picks("Open an entry never shown", "How do I turn on the heating?").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /manage insight weeks:4
      jet-senpai (only Ana sees this):
        ┌ Questions in the last 4 weeks
        │ 09 Nov –
        │ 16 Nov ████████ 3 · 0% ░
        │ 23 Nov –
        │ 30 Nov ███░░░░░ 3 · 67% ░
        │ █ answered or suggested  ░ no answer
        │ **Most asked**
        │ • 2 × where do I get a HANKO?
        │ • 2 × is there a \*\*dentist\*\* \@‹zero width›everyone (unanswered 2 times in all)
        │ • 1 × what does a keeper do?
        │ • 1 × personal stamp: where do i get a hanko
        │ **Least helpful**
        │ • helped 1 of 4: Where do I get a hanko?
        │ • helped 1 of 3: What does a keeper do?
        │ **Due for review (2)**
        │ • 2026-11-01 (overdue): Where do I get a hanko?
        │ • 2026-12-20: When does the last \*ferry\* leave?
        │ **Never shown (2)**
        │ • When does the last \*ferry\* leave?
        └ • How do I turn on the heating?
        ⌄ Open a least helpful entry: Where do I get a hanko? | What does a keeper do?
        ⌄ Open an entry due for review: Where do I get a hanko? | When does the last *ferry* leave?
        ⌄ Open an entry never shown: When does the last *ferry* leave? | How do I turn on the heating?
        [Download CSV]
    Ana picks Where do I get a hanko?
      jet-senpai (only Ana sees this):
        ─ Entry of this server.
        ┌ Where do I get a hanko?
        │ At the stamp shop by the pier.
        └ Answered by Ana · 22 Nov 2026
        [Edit] [History] [Pin] [Archive]
    Ana picks How do I turn on the heating?
      jet-senpai (only Ana sees this):
        ─ Entry of this server.
        ┌ How do I turn on the heating?
        │ With the red knob.
        └ Answered by Ana · 22 Nov 2026
        [Edit] [History] [Pin] [Archive]
    ");
}

#[tokio::test]
async fn the_numbers_are_tables_too_which_no_spreadsheet_runs() {
    let (bot, mut ana, store, _home) = scene().await;
    let mut ben = bot.member("Ben");
    ben.types("/ask question:=HYPERLINK(\"https://evil.example\")").await;
    ben.types("/ask question:where do i get a hanko").await;
    said(&bot, &store, StableHash::entry("hanko", Origin::Guild), 2, 1).await;
    ana.types("/manage insight weeks:2").await;
    bot.discord.take_transcript();
    ana.presses("Download CSV").await;
    let text =
        |name: &str| String::from_utf8(bot.discord.file(name)).expect("it is UTF-8").replace(['\r', '\u{feff}'], "");
    insta::assert_snapshot!([text("weeks.csv"), text("questions.csv"), text("entries.csv")].join("\n"), @r#"
    "week_from","questions","answered","suggested","unanswered"
    "2026-11-09","0","0","0","0"
    "2026-11-16","2","1","0","1"

    "question","asked","unanswered_in_all"
    "'=HYPERLINK(""https://evil.example"")","1","1"
    "where do i get a hanko","1","0"

    "id","question","shown","helped","not_quite"
    "hanko","Where do I get a hanko?","1","2","1"
    "#);
    assert!(bot.discord.transcript().contains("weeks.csv"));
}

#[tokio::test]
async fn a_guild_in_which_nothing_was_asked_is_told_so_and_others_are_not_counted() {
    let bot = bot::start().await;
    bot.member("Ben").in_dm().types("/ask question:keeper percentage").await;
    let (_, elsewhere) = bot.discord.invited_to("Harbour");
    bot.discord.settle().await;
    bot.member("Ben").in_channel(elsewhere).types("/ask question:keeper percentage").await;
    bot.discord.take_transcript();
    let mut ana = bot.member("Ana").moderator();
    ana.types("/manage insight weeks:1").await;
    ana.presses_custom_id("1.0.W9zz").await;
    bot.member("Mo").locale("ja").moderator().types("/manage insight").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage insight weeks:1
      jet-senpai (only Ana sees this):
        ┌ Questions this week
        └ No questions were asked in this time.
        [Download CSV]
    Ana presses «1.0.W9zz»
      jet-senpai changes its message (only Ana sees this):
        ⎘ weeks.csv (844 bytes)
        ⎘ questions.csv (43 bytes)
        ⎘ entries.csv (49 bytes)
        ┌ Questions in the last 26 weeks
        └ No questions were asked in this time.
        [Download CSV]
    Mo: /manage insight
      jet-senpai (only Mo sees this):
        ┌ 過去8週間の質問
        └ この期間に質問はありませんでした。
        [CSVをダウンロード]
    ");
}
