//! Entries move: out as a file, in as one that is shown first, and then taken whole or not at all.

use std::process::Command;
use std::time::Duration;

use jet_senpai::config::Config;
use tokio::time::timeout;

use crate::bot::{self, Bot};
use crate::discord::{Discord, LIGHTHOUSE, Member};

/// Two entries, as a moderator would write them.
pub const FAQ: &str = r#"
[[entry]]
id = "hanko"
question = "Where do I get a hanko?"
answer = "At the stamp shop by the pier."
aliases = ["personal seal", "name stamp"]
source = { by = "Mo", on = 2026-04-01 }

[[entry]]
id = "ferry"
question = "When does the last ferry leave?"
answer = "At nine, and at ten on Fridays."
"#;

/// A moderator hands in a file.
pub async fn import(ana: &mut Member, name: &str, file: &str) {
    ana.attaching(name, file).types(&format!("/manage import file:{name}")).await;
}

/// A moderator presses *Apply*, and waits for what comes of it.
pub async fn apply(bot: &Bot, ana: &mut Member) {
    edited(bot, async { ana.presses("Import").await }).await;
}

/// The same with whatever somebody has found out of the button.
pub async fn press(bot: &Bot, who: &mut Member, custom_id: &str) {
    edited(bot, async { who.presses_custom_id(custom_id).await }).await;
}

/// Does what takes long: it is acknowledged at once, and the message changes later.
async fn edited(bot: &Bot, doing: impl Future<Output = ()>) {
    let edits = |discord: &Discord| discord.requests().iter().filter(|one| one.contains("@original")).count();
    let before = edits(&bot.discord);
    doing.await;
    bot.discord.until("it is done", |discord| edits(discord) > before).await;
    bot.discord.settle().await;
}

/// A bot in whose guild Ana has imported a file.
pub async fn with(file: &str) -> (Bot, Member) {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    import(&mut ana, "faq.toml", file).await;
    apply(&bot, &mut ana).await;
    assert!(bot.discord.take_transcript().contains("Imported"));
    (bot, ana)
}

pub fn text(bot: &Bot, file: &str) -> String {
    String::from_utf8(bot.discord.file(file)).expect("it is UTF-8")
}

/// What the button with a label carries, on the newest message that has one.
pub fn custom_id(member: &Member, label: &str) -> String {
    let messages = member.sees();
    let rows = messages.iter().rev().flat_map(|one| one.json["components"].as_array().into_iter().flatten());
    let mut buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let button = buttons.find(|one| one["label"] == label).expect("there is such a button");
    button["custom_id"].as_str().expect("it does something").to_owned()
}

#[tokio::test]
async fn a_file_is_shown_before_it_is_imported_and_answers_the_very_next_question() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    import(&mut ana, "our_faq.toml", FAQ).await;
    apply(&bot, &mut ana).await;
    bot.member("Ben").types("/ask question:where can i buy a name stamp").await;
    bot.member("Ben").types("/ask question:last ferry").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /manage import file:our_faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ our\_faq.toml: 2 new. Not saved yet.
        │ **New (2)**
        │ • line 2: Where do I get a hanko?
        └ • line 9: When does the last ferry leave?
        [Import] [Cancel]
    Ana presses [Import]
      jet-senpai changes its message (only Ana sees this):
        ─ Imported: 2 new. I now answer with these entries.
    Ben: /ask question:where can i buy a name stamp
      jet-senpai:
        ┌ where can i buy a name stamp
        │ Where do I get a hanko?
        │ At the stamp shop by the pier.
        └ Answered by Mo · 1 Apr 2026
        [This helped] [Not what I asked] [Delete]
    Ben: /ask question:last ferry
      jet-senpai:
        ┌ last ferry
        │ When does the last ferry leave?
        │ At nine, and at ten on Fridays.
        └ Answered by Ana · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn what_is_exported_is_a_faq_file_and_importing_it_changes_nothing() {
    let (bot, mut ana) = with(FAQ).await;
    ana.types("/manage entry entry:When does the last ferry leave?").await;
    ana.presses("Archive").await;
    bot.discord.take_transcript();
    ana.types("/manage export format:TOML: complete").await;
    insta::assert_snapshot!(text(&bot, "faq.toml"), @r#"
    [[entry]]
    id = "hanko"
    question = "Where do I get a hanko?"
    aliases = ["personal seal", "name stamp"]
    answer = "At the stamp shop by the pier."
    source = { by = "Mo", on = 2026-04-01 }
    "#);
    let file = text(&bot, "faq.toml");
    import(&mut ana, "faq.toml", &file).await;
    ana.types("/manage export format:CSV: for spreadsheets archived:True").await;
    let file = text(&bot, "faq.csv");
    insta::assert_snapshot!(file.replace('\u{feff}', "‹mark›").replace('\r', "‹cr›"), @r#"
    ‹mark›"id","question","answer","aliases","tags","topic","roles","related","review_by","by","on"‹cr›
    "ferry","When does the last ferry leave?","At nine, and at ten on Fridays.","","","","","","","Ana","2026-11-22"‹cr›
    "hanko","Where do I get a hanko?","At the stamp shop by the pier.","personal seal
    name stamp","","","","","","Mo","2026-04-01"‹cr›
    "#);
    import(&mut ana, "faq.csv", &file).await;
    apply(&bot, &mut ana).await;
    bot.member("Ben").types("/ask question:last ferry").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage export format:TOML: complete
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ⎘ faq.toml (184 bytes)
        ─ 1 entry. Edit the file and re-import it with /manage import.
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ There is nothing to import from faq.toml: 1 unchanged.
    Ana: /manage export format:CSV: for spreadsheets archived:True
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ⎘ faq.csv (336 bytes)
        ─ 2 entries. Edit the file and re-import it with /manage import. 1 of them archived: importing the file restores them.
    Ana: /manage import file:faq.csv
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ faq.csv: 1 restored, 1 unchanged. Not saved yet.
        │ **Restored (1)**
        └ • line 2: When does the last ferry leave?
        [Import] [Cancel]
    Ana presses [Import]
      jet-senpai changes its message (only Ana sees this):
        ─ Imported: 1 restored, 1 unchanged. I now answer with these entries.
    Ben: /ask question:last ferry
      jet-senpai:
        ┌ last ferry
        │ When does the last ferry leave?
        │ At nine, and at ten on Fridays.
        └ Answered by Ana · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn what_would_change_is_shown_word_by_word_and_what_another_asks_is_left_out() {
    let (bot, mut ana) = with(FAQ).await;
    let (hanko, _) = FAQ.split_once("[[entry]]\nid = \"ferry\"").expect("there are two");
    let file = hanko.replace("by the pier", "behind the *town hall*").replace("\"name stamp\"", "\"inkan\", \"seal\"")
        + "\n[[entry]]\nid = \"ships\"\nquestion = \"When does the last ferry leave\"\nanswer = \"At noon.\"\n"
        + "\n[[entry]]\nid = \"keeper-duties\"\nquestion = \"What do our keepers do?\"\nanswer = \"They keep.\"\n";
    import(&mut ana, "faq.toml", &file).await;
    apply(&bot, &mut ana).await;
    bot.member("Ben").types("/ask question:where do i get an inkan").await;
    ana.types("/manage entry entry:hanko").await;
    ana.presses("History").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ faq.toml: 1 new, 1 changed, 1 skipped. Not saved yet.
        │ **Skipped (1): another entry has the same question**
        │ • line 10: When does the last ferry leave
        │   to change the existing entry, use its id: ferry
        │ **Changed (1)**
        │ • line 2: Where do I get a hanko?
        │ Other phrasings: ~~name stamp~~
        │ **inkan**
        │ **seal**
        │ Answer: At the stamp shop ~~by~~**behind** the ~~pier~~**\*town hall\***.
        │ **New (1)**
        │ • line 15: What do our keepers do?
        └   replaces a built-in entry
        [Import] [Cancel]
    Ana presses [Import]
      jet-senpai changes its message (only Ana sees this):
        ─ Imported: 1 new, 1 changed, 1 skipped. I now answer with these entries.
    Ben: /ask question:where do i get an inkan
      jet-senpai:
        ┌ where do i get an inkan
        │ Where do I get a hanko?
        │ At the stamp shop behind the \*town hall\*.
        └ Answered by Mo · 1 Apr 2026
        [This helped] [Not what I asked] [Delete]
    Ana: /manage entry entry:hanko
      jet-senpai (only Ana sees this):
        ─ Entry of this server.
        ┌ Where do I get a hanko?
        │ At the stamp shop behind the \*town hall\*.
        └ Answered by Mo · 1 Apr 2026
        [Edit] [History] [Pin] [Archive]
    Ana presses [History]
      jet-senpai changes its message (only Ana sees this):
        ┌ Where do I get a hanko?
        │ **Version 2 of 2**
        │ by Ana · ‹time›
        │ **Other phrasings**
        │ ~~name stamp~~
        │ **inkan**
        │ **seal**
        │ **Answer**
        └ At the stamp shop ~~by~~**behind** the ~~pier~~**\*town hall\***.
        [Older] [Back]
    ");
}

#[tokio::test]
async fn a_long_report_is_a_file_and_the_message_stays_short() {
    let (bot, mut ana) = with(FAQ).await;
    let entry = |number: usize| {
        format!("[[entry]]\nid = \"e{number}\"\nquestion = \"What is room {number} for?\"\nanswer = \"Sleeping.\"\n")
    };
    let file: String = (1..=14).map(entry).collect::<Vec<_>>().join("\n") + &FAQ.replace("At nine", "At eight");
    import(&mut ana, "faq.toml", &file).await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ⎘ import.txt (736 bytes)
        ┌ faq.toml: 14 new, 1 changed, 1 unchanged. Not saved yet.
        │
        │ The full list is in the attached report.
        │ **Changed (1)**
        │ • line 78: When does the last ferry leave?
        │ Answer: At ~~nine~~**eight**, and at ten on Fridays.
        │ **New (14)**
        │ • line 1: What is room 1 for?
        │ • line 6: What is room 2 for?
        │ • line 11: What is room 3 for?
        │ • line 16: What is room 4 for?
        │ • line 21: What is room 5 for?
        │ • line 26: What is room 6 for?
        │ • line 31: What is room 7 for?
        │ • line 36: What is room 8 for?
        │ • line 41: What is room 9 for?
        │ • line 46: What is room 10 for?
        └ … and 4 more
        [Import] [Cancel]
    ");
    insta::assert_snapshot!(text(&bot, "import.txt").replace('\u{feff}', "‹mark›"), @"
    ‹mark›faq.toml: 14 new, 1 changed, 1 unchanged

    Changed (1)
      line 78: When does the last ferry leave? [ferry]
        Answer: At [-nine-]{+eight+}, and at ten on Fridays.

    New (14)
      line 1: What is room 1 for? [e1]
      line 6: What is room 2 for? [e2]
      line 11: What is room 3 for? [e3]
      line 16: What is room 4 for? [e4]
      line 21: What is room 5 for? [e5]
      line 26: What is room 6 for? [e6]
      line 31: What is room 7 for? [e7]
      line 36: What is room 8 for? [e8]
      line 41: What is room 9 for? [e9]
      line 46: What is room 10 for? [e10]
      line 51: What is room 11 for? [e11]
      line 56: What is room 12 for? [e12]
      line 61: What is room 13 for? [e13]
      line 66: What is room 14 for? [e14]

    Unchanged (1)
      Where do I get a hanko? [hanko]
    ");
    ana.presses("Cancel").await;
    ana.types("/manage entry entry:What is room 3 for?").await;
    assert!(!bot.discord.transcript().contains("Sleeping."), "nothing was imported");
}

#[tokio::test]
async fn what_somebody_else_did_since_is_shown_before_anything_is_saved() {
    let (bot, mut ana) = with(FAQ).await;
    let mut ben = bot.member("Ben").moderator();
    import(&mut ana, "faq.toml", &FAQ.replace("At nine", "At eight")).await;
    ben.types("/manage entry entry:When does the last ferry leave?").await;
    ben.presses("Edit").await;
    ben.submits(&[("Answer", "At seven.")]).await;
    ben.presses("Save").await;
    bot.discord.take_transcript();
    apply(&bot, &mut ana).await;
    apply(&bot, &mut ana).await;
    ben.types("/ask question:last ferry").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana presses [Import]
      jet-senpai changes its message (only Ana sees this):
        ┌ Someone else edited entries in the meantime, so nothing was imported. The new preview of faq.toml: 1 changed, 1 unchanged.
        │ **Changed (1)**
        │ • line 9: When does the last ferry leave?
        └ Answer: At ~~seven~~**eight, and at ten on Fridays**.
        [Import] [Cancel]
    Ana presses [Import]
      jet-senpai changes its message (only Ana sees this):
        ─ Imported: 1 changed, 1 unchanged. I now answer with these entries.
    Ben: /ask question:last ferry
      jet-senpai:
        ┌ last ferry
        │ When does the last ferry leave?
        │ At eight, and at ten on Fridays.
        └ Answered by Ana · 22 Nov 2026
        [This helped] [Not what I asked] [Delete]
    ");
}

#[tokio::test]
async fn applying_twice_imports_once() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    import(&mut ana, "faq.toml", FAQ).await;
    let apply_id = custom_id(&ana, "Import");
    apply(&bot, &mut ana).await;
    bot.discord.take_transcript();
    press(&bot, &mut ana, &apply_id).await;
    ana.types("/manage entry entry:hanko").await;
    ana.presses("History").await;
    insta::assert_snapshot!(bot.discord.transcript().replace(&apply_id, "apply"), @"
    Ana presses «apply»
      jet-senpai changes its message (only Ana sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    Ana: /manage entry entry:hanko
      jet-senpai (only Ana sees this):
        ─ Entry of this server.
        ┌ Where do I get a hanko?
        │ At the stamp shop by the pier.
        └ Answered by Mo · 1 Apr 2026
        [Edit] [History] [Pin] [Archive]
    Ana presses [History]
      jet-senpai changes its message (only Ana sees this):
        ┌ Where do I get a hanko?
        │ **Version 1 of 1**
        │ by Ana · ‹time›
        │ **Answer**
        └ At the stamp shop by the pier.
        [Back]
    ");
}

#[tokio::test]
async fn what_an_operator_imports_in_a_shell_answers_the_very_next_question() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let config = Config { database: home.path().join("jet-senpai.db"), ..bot::config() };
    let bot = bot::start_with(&config).await;
    let mut ben = bot.member("Ben");
    ben.types("/ask question:last ferry").await;
    assert!(bot.discord.take_transcript().contains("I couldn't find an answer"));
    std::fs::write(home.path().join("faq.toml"), FAQ).expect("it can be written");
    let mut shell = Command::new(env!("CARGO_BIN_EXE_jet-senpai"));
    shell.args(["import", "--guild", &LIGHTHOUSE.to_string(), "faq.toml"]).current_dir(home.path());
    shell.env_remove("DATABASE_URL");
    // Beside the bot, not in its way: waiting here would keep it from ending what it has begun to write.
    let done = tokio::task::spawn_blocking(move || shell.output().expect("it runs")).await.expect("it does not panic");
    assert!(done.status.success(), "{done:?}");
    ben.types("/ask question:last ferry").await;
    assert!(bot.discord.transcript().contains("At nine, and at ten on Fridays."), "{}", bot.discord.transcript());
}

#[tokio::test]
async fn five_thousand_entries_are_imported_at_once() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    let entry = |number: usize| {
        format!("\nWhich boat has the number {number}?,The one that Captain {} built in {number}.", number * 7)
    };
    let file = format!("question,answer{}", (0..5_000).map(entry).collect::<String>());
    import(&mut ana, "boats.csv", &file).await;
    ana.presses("Import").await;
    // Without optimisation, and beside other tests, this takes longer than anything else is waited for.
    let imported = async {
        while !bot.discord.transcript().contains("Imported: 5000 new.") {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_mins(1), imported).await.expect("they are imported");
    bot.member("Ben").types("/ask question:Which boat has the number 4321?").await;
    let said = bot.discord.transcript();
    assert!(
        said.contains("Imported: 5000 new.") && said.contains("The one that Captain 30247 built in 4321."),
        "{said}"
    );
    ana.types("/manage export format:TOML: complete").await;
    assert_eq!(text(&bot, "faq.toml").matches("[[entry]]").count(), 5_000);
}
