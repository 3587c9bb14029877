//! `jet-senpai check`: every problem of a knowledge at once, each with its file, line, entry and key.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use program::{run, run_in};

/// An invented knowledge with its document.
const LIGHTHOUSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lighthouse");
const DOCUMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/documents");

fn copy(from: &Path, to: &Path) {
    for item in fs::read_dir(from).expect("the fixture") {
        let path = item.expect("the fixture").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir_all(&target).expect("a directory");
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file");
        }
    }
}

#[test]
fn check_reports_every_problem_at_once_with_file_line_entry_and_key() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    copy(Path::new(LIGHTHOUSE), dir.path());
    let faq = dir.path().join("faq/exchange.toml");
    let broken = fs::read_to_string(&faq)
        .expect("the fixture")
        .replace("\"keeper percentage\"", "\"keeper duties\", \"  \"")
        .replace("make up ninety percent of", "make up ninety per cent of")
        .replace("related = [\"what-is-it\"]", "related = [\"what-was-it\"]")
        .replace("answer = \"Aoife Keane, a keeper, asked", "answer = \"One can ask: Aoife Keane, a keeper, asked")
        .replace("\"radio weather\"", "\"what is the exchange of radio weather in the lighthouse?\"");
    fs::write(&faq, broken).expect("the file can be written");
    let people = dir.path().join("people.toml");
    let third = "\n[[person]]\nid = \"bo\"\nname = \"Bo\"\nrole = \"SEA\"\nplace = \"?\"\nyears = \"?\"\nstatus = \"serving\"\ndocument = \"page\"\n";
    fs::write(&people, fs::read_to_string(&people).expect("the fixture") + third).expect("the file can be written");

    let ran = run_in(dir.path(), &["check", "--knowledge", ".", "--documents", DOCUMENTS], b"");
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    let found: Vec<&str> = ran.stdout.lines().skip_while(|line| !line.starts_with("page: ")).skip(1).collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
    faq/exchange.toml:10: entry "keeper-share": aliases: is empty; write it or remove it
    faq/exchange.toml:10: entry "keeper-share": related: "what-was-it" is not the id of another entry
    faq/exchange.toml:45: entry "aoife-request": answer: its first clause ("One can ask") does not name whose experience it is
    faq/exchange.toml:21: entry "keeper-duties": aliases: "keeper duties" is also asked by entry "keeper-share" (faq/exchange.toml:10) as "keeper duties"
    people.toml:20: person "bo": has no testimonial; add one, or remove the person
    people.toml:20: person "bo": years: "?" would stand below every quotation; leave out what is unknown
    faq/exchange.toml:10: entry "keeper-share": cites: "Keepers make up ninety per cent of all participants." does not stand word for word in "page" (lighthouse.txt)
    faq/exchange.toml:10: entry "keeper-share": aliases: "keeper duties" finds entry "keeper-duties" first; reword one of the two
    faq/exchange.toml:10: entry "keeper-share": aliases: "  " finds nothing; it has no word that could be found
    answers: mean 84 characters, half at most 81, 95 % at most 119, longest 119
    7 entries, 3 gaps, 4 testimonials (2 fit for a daily post) by 3 people: 9 problems, 1 missed sentences
    "#);
}

#[test]
fn check_does_not_let_words_be_put_in_the_wrong_mouth_or_cut() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    copy(Path::new(LIGHTHOUSE), dir.path());
    let change = |file: &str, from: &str, to: &str| {
        let path = dir.path().join(file);
        let text = fs::read_to_string(&path).expect("the fixture");
        assert!(text.contains(from), "{from:?} is not in {file}");
        fs::write(path, text.replace(from, to)).expect("the file can be written");
    };
    let second = "\n[[document]]\nid = \"other\"\ntitle = \"t\"\nlabel = \"t (unofficial)\"\nfile = \"lighthouse.txt\"\nkind = \"k\"\nretrieved = \"r\"\ncaution = \"c\"\n";
    change(
        "documents.toml",
        "[[set_aside]]\ndocument = \"page\"\ntext = \"Subscribe",
        &format!("{second}\n[[set_aside]]\ndocument = \"page\"\ntext = \"Subscribe"),
    );
    change("testimonials.toml", "person = \"jonas\"\ndocument = \"page\"", "person = \"jonas\"\ndocument = \"other\"");
    change(
        "faq/exchange.toml",
        "passage = \"Keepers make up ninety percent of",
        "passage = \"eepers make up ninety percent of",
    );
    change("faq/exchange.toml", "answer = \"Jonas Wirth, a", "answer = \"Jonasson, not Jonas Wirth, a");
    let ran = run_in(dir.path(), &["check", "--knowledge", ".", "--documents", DOCUMENTS], b"");
    assert_eq!(ran.status, 1);
    for words in [
        "\"other\" is not the document that \"jonas\" speaks in",
        "\"eepers make up ninety percent of all participants.\" does not stand word for word",
        "its first clause (\"Jonasson\") does not name",
    ] {
        assert!(ran.stdout.contains(words), "{words:?} is not in {}", ran.stdout);
    }
}

#[test]
fn check_lists_duplicate_ids_and_dead_references_beside_everything_else() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    copy(Path::new(LIGHTHOUSE), dir.path());
    let extra = "[[entry]]\nid = \"translators\"\nquestion = \"Who?\"\nanswer = \"\"\nspeakers = [\"ghost\"]\n";
    fs::write(dir.path().join("faq/extra.toml"), extra).expect("the file can be written");
    let ran = run_in(dir.path(), &["check", "--knowledge", "."], b"");
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    for words in ["already used at", "there is no \"ghost\"", "answer: is empty", "nothing supports this answer"] {
        assert!(ran.stdout.contains(words), "{words:?} is not in {}", ran.stdout);
    }
}

#[test]
fn check_finds_nothing_wrong_with_the_fixture() {
    let ran = run(&["check", "--knowledge", LIGHTHOUSE, "--documents", DOCUMENTS], b"");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.ends_with("0 problems, 0 missed sentences\n"), "{}", ran.stdout);
}
