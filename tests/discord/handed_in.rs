//! Files that are not what they should be, and members who may not hand them in: refused, and nothing is written.

use std::time::Duration;

use crate::bot;
use crate::discord::faults::{Fault, What};
use crate::discord::permissions;
use crate::moving::{FAQ, apply, custom_id, import, press, text, with};

#[tokio::test]
async fn an_import_is_its_moderator_s_alone_in_that_guild_for_a_day_and_while_they_moderate() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    import(&mut ana, "faq.toml", FAQ).await;
    let apply_id = custom_id(&ana, "Import");
    let cancel = custom_id(&ana, "Cancel");
    bot.discord.take_transcript();

    let mut eve = bot.member("Eve").moderator();
    eve.types("/manage entry entry:What does a keeper do?").await;
    bot.discord.take_transcript();
    press(&bot, &mut eve, &apply_id).await;
    eve.presses_custom_id(&cancel).await;
    let mut demoted = ana.clone().may(permissions::MEMBER);
    press(&bot, &mut demoted, &apply_id).await;
    let (_, elsewhere) = bot.discord.invited_to("Harbour");
    let mut away = bot.member("Ana").moderator().in_channel(elsewhere);
    away.types("/manage entry entry:What does a keeper do?").await;
    press(&bot, &mut away, &apply_id).await;
    // An import has no form, and a form that is forged for it changes nothing.
    let forged = format!("{}w", &cancel[..cancel.len() - 1]);
    ana.submits_custom_id(&forged, &[("0", "q"), ("1", "a"), ("2", ""), ("3", ""), ("4", "")]).await;
    ana.types("/ask question:where can i buy a name stamp").await;
    assert!(!bot.discord.transcript().contains("stamp shop"), "nothing was imported");
    let said = bot.discord.take_transcript().replace(&apply_id, "apply").replace(&cancel, "cancel");
    insta::assert_snapshot!(said.replace(&forged, "write"), @"
    ── #questions in The Lighthouse ──
    Eve presses «apply»
      jet-senpai changes its message (only Eve sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    Eve presses «cancel»
      jet-senpai changes its message (only Eve sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    Ana presses «apply»
      jet-senpai changes its message (only Ana sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    Ana submits «write»:
        0: q
        1: a
        2:
        3:
        4:
      jet-senpai (only Ana sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    Ana: /ask question:where can i buy a name stamp
      jet-senpai:
        ┌ where can i buy a name stamp
        │ I couldn't find an answer to that in my sources.
        │
        └ Check the official site:
        ⌄ Browse related topics: The exchange | A day at work
        [Ask the moderators] [Delete]
        [The exchange's own site ↗ https://lighthouse.example]
    ── #general in Harbour ──
    Ana: /manage entry entry:What does a keeper do?
      jet-senpai (only Ana sees this):
        ─ Built-in entry (all servers). You can replace it with your own answer, or hide it here.
        ┌ What does a keeper do?
        │ A keeper tends the lamp, together with a local warden.
        │ **Source: The Lighthouse Exchange (invented, unofficial)**
        └ -# Not a real programme.
        [Write our own answer] [Pin] [Hide here]
    Ana presses «apply»
      jet-senpai changes its message (only Ana sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    ");

    bot.clock.advance(Duration::from_hours(24));
    press(&bot, &mut ana, &apply_id).await;
    insta::assert_snapshot!(bot.discord.transcript().replace(&apply_id, "apply"), @"
    Ana presses «apply»
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.
    ");
}

#[tokio::test]
async fn members_neither_export_nor_import_and_their_files_are_not_even_fetched() {
    let (bot, _) = with(FAQ).await;
    let before = bot.discord.requests().len();
    let mut eve = bot.member("Eve").sees_every_command();
    eve.types("/manage export format:CSV: for spreadsheets").await;
    import(&mut eve, "faq.toml", FAQ).await;
    eve.types("/manage insight").await;
    assert!(!bot.discord.requests()[before..].iter().any(|one| one.contains("attachments")));
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Eve: /manage export format:CSV: for spreadsheets
      jet-senpai is thinking… (only Eve sees this)
      jet-senpai (only Eve sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    Eve: /manage import file:faq.toml
      jet-senpai is thinking… (only Eve sees this)
      jet-senpai (only Eve sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    Eve: /manage insight
      jet-senpai (only Eve sees this):
        ─ Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in /manage settings.
    ");
}

#[tokio::test]
async fn what_cannot_be_imported_is_refused_with_its_line_and_nothing_is_written() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    let rows: Vec<String> = (0..5_001).map(|number| format!("What is {number}?,That.")).collect();
    let files = [
        ("twice.toml", "[[entry]]\nid = \"a\"\nid = \"b\"\nquestion = \"What?\"\nanswer = \"That.\"\n".to_owned()),
        ("same.toml", FAQ.replace("\"ferry\"", "\"hanko\"")),
        ("deep.toml", format!("[[entry]]\nid = {}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("binary.toml", "\u{0}\u{1}PNG".to_owned()),
        ("many.csv", format!("question,answer\n{}", rows.join("\n"))),
        ("wide.csv", "question,answer\n\"=HYPERLINK(\"\"https://evil.example\"\")\",\"a\",\"b\"\n".to_owned()),
        ("other.csv", "name,password\nAna,hunter2\n".to_owned()),
        ("faq.exe", FAQ.to_owned()),
        ("empty.toml", String::new()),
        ("long.csv", format!("question,answer\n{}", "\"How, @everyone?\",\"<@1> \u{202e}\"\n".repeat(30))),
    ];
    for (name, file) in files {
        import(&mut ana, name, &file).await;
    }
    ana.attaching("bytes.csv", [0xff, 0x00, 0xd8]).types("/manage import file:bytes.csv").await;
    ana.types("/manage export format:CSV: for spreadsheets").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r#"
    Ana: /manage import file:twice.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • twice.toml:3: the key "id" is given twice; keep one
    Ana: /manage import file:same.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • same.toml:10: entry "hanko": id: "hanko" is already used on line 3; choose another
    Ana: /manage import file:deep.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • deep.toml:2: is nested too deeply; an entry needs no depth
    Ana: /manage import file:binary.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        │ • binary.toml:1: key with no value, expected \`=\`
        └ • binary.toml:1: invalid unquoted key, expected letters, numbers, \`-\`, \`\_\`; found "\\0\\u{1}"
    Ana: /manage import file:many.csv
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • many.csv: holds more than 5000 entries; make several files of it
    Ana: /manage import file:wide.csv
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • wide.csv:2: has 3 cells, but there are 2 columns; put texts with separators into quotes
    Ana: /manage import file:other.csv
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        │ • other.csv:1: "name" is not a column; expected some of id, question, answer, aliases, tags, topic, roles, related, review\_by, by, on
        │ • other.csv:1: "password" is not a column; expected some of id, question, answer, aliases, tags, topic, roles, related, review\_by, by, on
        │ • other.csv:1: the column "question" is missing; name the columns in the first line
        └ • other.csv:1: the column "answer" is missing; name the columns in the first line
    Ana: /manage import file:faq.exe
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • faq.exe: is neither a .toml nor a .csv file; export one to see what it looks like
    Ana: /manage import file:empty.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • empty.toml: holds no entry; export a file to see what one looks like
    Ana: /manage import file:long.csv
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ⎘ problems.txt (1780 bytes)
        ┌ Please fix these problems and import the file again; nothing changed
        │ • long.csv:2: answer: "\<\@‹zero width›1> \\u{202e}" has U+202E, which changes the direction of writing; remove it
        │ • long.csv:3: question: "How, \@‹zero width›everyone?" is already asked on line 2; keep one
        │ • long.csv:3: answer: "\<\@‹zero width›1> \\u{202e}" has U+202E, which changes the direction of writing; remove it
        │ • long.csv:4: question: "How, \@‹zero width›everyone?" is already asked on line 3; keep one
        │ • long.csv:4: answer: "\<\@‹zero width›1> \\u{202e}" has U+202E, which changes the direction of writing; remove it
        │ • long.csv:5: question: "How, \@‹zero width›everyone?" is already asked on line 4; keep one
        │ • long.csv:5: answer: "\<\@‹zero width›1> \\u{202e}" has U+202E, which changes the direction of writing; remove it
        │ • long.csv:6: question: "How, \@‹zero width›everyone?" is already asked on line 5; keep one
        │ • long.csv:6: answer: "\<\@‹zero width›1> \\u{202e}" has U+202E, which changes the direction of writing; remove it
        │ • long.csv:7: question: "How, \@‹zero width›everyone?" is already asked on line 6; keep one
        └ … and 49 more problems
    Ana: /manage import file:bytes.csv
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ Please fix these problems and import the file again; nothing changed
        └ • bytes.csv:1: is not UTF-8 here; save the file as UTF-8 (in Excel: CSV UTF-8)
    Ana: /manage export format:CSV: for spreadsheets
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ This server has no entries of its own yet. Add one with /manage add.
    "#);
}

#[tokio::test]
async fn a_formula_is_a_text_like_any_other_and_stays_one_in_a_spreadsheet() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    import(&mut ana, "faq.csv", "question;answer\n=1+1;\"=HYPERLINK(\"\"https://evil.example\"\")\"\n").await;
    apply(&bot, &mut ana).await;
    ana.types("/manage export format:CSV: for spreadsheets").await;
    assert!(text(&bot, "faq.csv").contains("\"'=1+1\",\"'=HYPERLINK("), "{}", text(&bot, "faq.csv"));
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage import file:faq.csv
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ┌ faq.csv: 1 new. Not saved yet.
        │ **New (1)**
        └ • line 2: =1+1
        [Import] [Cancel]
    Ana presses [Import]
      jet-senpai changes its message (only Ana sees this):
        ─ Imported: 1 new. I now answer with these entries.
    Ana: /manage export format:CSV: for spreadsheets
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ⎘ faq.csv (186 bytes)
        ─ 1 entry. Edit the file and re-import it with /manage import.
    ");
}

#[tokio::test]
async fn a_file_is_fetched_from_discord_alone_within_bounds_or_not_at_all() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana").moderator();
    let fault = |what| Fault { method: "GET", path_contains: "faq.toml".to_owned(), times: 1, what };
    // Discord says that it is too long: nobody asks for it.
    ana.attaching_as_if("faq.toml", FAQ, 1_048_577).types("/manage import file:faq.toml").await;
    assert!(!bot.discord.requests().iter().any(|one| one.contains("attachments")));
    // It is longer than Discord says.
    bot.discord.fault(fault(What::Longer(3 << 20)));
    import(&mut ana, "faq.toml", FAQ).await;
    for what in [What::Status(404), What::Status(500), What::Drop] {
        bot.discord.fault(fault(what));
        import(&mut ana, "faq.toml", FAQ).await;
    }
    // It lies elsewhere.
    let mut entry_action = ana.attaching("faq.toml", FAQ).command("/manage import file:faq.toml");
    for file in entry_action.data["resolved"]["attachments"].as_object_mut().expect("it has one").values_mut() {
        file["url"] = serde_json::json!("https://discord.com/api/v10/faq.toml");
    }
    let before = bot.discord.requests().len();
    ana.send_interaction(": /manage import file:(forged)", entry_action).await;
    bot.discord.until("it is refused", |discord| discord.transcript().matches("couldn't download").count() == 4).await;
    assert!(!bot.discord.requests()[before..].iter().any(|one| one.contains("faq.toml")));
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ That file is 1.1 MB; the limit is 1 MB. Please split it. Nothing changed.
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ That file is larger than Discord says; the limit is 1 MB. Please split it. Nothing changed.
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ I couldn't download that file from Discord. Please attach it again. Nothing changed.
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ I couldn't download that file from Discord. Please attach it again. Nothing changed.
    Ana: /manage import file:faq.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ I couldn't download that file from Discord. Please attach it again. Nothing changed.
    Ana: /manage import file:(forged)
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ─ I couldn't download that file from Discord. Please attach it again. Nothing changed.
    ");
}
