//! A submission walks through every state, and in each of them it is seen where its author has agreed to and a moderator has
//! approved that it is, as it is, and nowhere else: in no other answer or highlight, in no export, and in no log.

use std::time::Duration;

use Place::{Answer, AnswerAlone, AnswerToMention, Export, Highlight, History, Log, Voices};
use tempfile::TempDir;

use crate::bot::{self, Bot};
use crate::discord::{APPLICATION, Member, QUESTIONS, STAFF, undecodable};
use crate::highlights::scheduled;
use crate::sharing::{reviews, writes};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

/// How often a highlight is posted while it is looked for: two of the invented testimonials are fit for that, so that of
/// four in a row each that is fit is one.
const POSTS: usize = 4;

/// In whatever Ana tells here, and in nothing that is told in other tests, whose lines are in the same log.
const MARK: &str = "sings at night to me";
const FIRST: &str = "The lamp of Saltmouth sings at night to me.";
const SECOND: &str = "The lamp of Saltmouth sings at night to me, and Mr Grey weeps.";
const CUT: &str = "The lamp of Saltmouth sings at night to me, and […] weeps.";
const THIRD: &str = "The lamp of Saltmouth sings at night to me, and a man weeps.";
const HOW: &str = "show-as:Role and place (“an ALT in Hyōgo”) place:Saltmouth topic:A day at work";

/// Whatever Ana tells fits this, and is quoted under its answer as soon as it may be.
const QUESTION: &str = "does the lamp of saltmouth sing at night?";
const ANSWER: &str = "Some say so.";

/// Where something can be seen by somebody who is neither its author nor its reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Answer,
    AnswerAlone,
    AnswerToMention,
    Voices,
    Highlight,
    /// What stands in the channels, of whatever was posted there before, too.
    History,
    Export,
    Log,
}

const EVERY_PLACE: [Place; 8] = [Answer, AnswerAlone, AnswerToMention, Voices, Highlight, History, Export, Log];

// An export is of entries, to be moved to another server: what members have shared stays where they shared it, and is in
// none of these, just as it is in no log.
const NOWHERE: &[Place] = &[];
const IN_ANSWERS: &[Place] = &[Answer, AnswerAlone, AnswerToMention, Voices, History];
const ALSO_DAILY: &[Place] = &[Answer, AnswerAlone, AnswerToMention, Voices, History, Highlight];

/// What is seen in each place.
struct Seen(Vec<(Place, String)>);

impl Seen {
    /// Asks, browses, has highlights posted and lets one come, exports, and reads the log.
    async fn by_everybody(bot: &Bot) -> Self {
        let mut seen = Self(Vec::new());
        seen.in_answers(bot).await;
        seen.in_voices(bot).await;
        seen.in_highlights(bot).await;
        for message in [QUESTIONS, STAFF].into_iter().flat_map(|channel| bot.discord.messages(channel)) {
            seen.0.push((History, message.to_string()));
        }
        let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
        mo.types("/manage export format:TOML: complete").await;
        let file = String::from_utf8(bot.discord.file("faq.toml")).expect("it is text");
        assert!(file.contains(ANSWER), "{file}");
        seen.0.push((Export, file));
        let lines = undecodable::written();
        assert!(!lines.is_empty());
        seen.0.extend(lines.into_iter().map(|line| (Log, line.text)));
        seen
    }

    async fn in_answers(&mut self, bot: &Bot) {
        let mut ben = bot.member("Ben");
        for (place, how) in [(Answer, ""), (AnswerAlone, " private:true")] {
            ben.types(&format!("/ask question:{QUESTION}{how}")).await;
            self.0.push((place, ben.sees().pop().expect("Ben is answered").text));
        }
        let answers = || {
            let shown = bot.discord.messages(QUESTIONS).into_iter().map(|one| one.to_string());
            shown.filter(|one| one.contains(ANSWER)).collect::<Vec<_>>()
        };
        let before = answers().len();
        bot.member("Cai").says(&format!("<@{APPLICATION}> {QUESTION}"));
        bot.discord.until("Cai is answered", |_| answers().len() > before).await;
        self.0.push((AnswerToMention, answers().pop().expect("Cai is answered")));
        assert!(self.0.iter().all(|(_, shown)| shown.contains(ANSWER)), "{:?}", self.0);
        bot.clock.advance(MINUTE);
    }

    async fn in_voices(&mut self, bot: &Bot) {
        let mut ben = bot.member("Ben");
        ben.types("/jet voices").await;
        loop {
            let page = ben.sees().pop().expect("there are some");
            self.0.push((Voices, page.text));
            if !page.json.to_string().contains("\"Next\"") {
                break;
            }
            ben.presses("Next").await;
        }
        bot.clock.advance(MINUTE);
    }

    /// All but one at once, before a day is over in which what its author only writes is deleted.
    async fn in_highlights(&mut self, bot: &Bot) {
        let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
        let before = bot.discord.messages(QUESTIONS).len();
        for number in 1..POSTS {
            mo.types("/manage highlight now").await;
            mo.presses("Post now").await;
            bot.discord.until("it is posted", |_| bot.discord.messages(QUESTIONS).len() >= before + number).await;
            bot.clock.passes(MINUTE).await;
        }
        bot.clock.passes(DAY).await;
        let posts = bot.discord.messages(QUESTIONS).split_off(before);
        assert_eq!(posts.len(), POSTS);
        self.0.extend(posts.iter().map(|post| (Highlight, post.to_string())));
    }

    /// It is seen in these places, in each of them, and in no other.
    fn check(&self, text: &str, places: &[Place], when: &str) {
        for place in EVERY_PLACE {
            let shown = self.0.iter().filter(|(of, _)| *of == place).map(|(_, shown)| shown.as_str());
            let shown: Vec<&str> = shown.collect();
            let is_seen = shown.iter().any(|one| one.contains(text));
            assert_eq!(is_seen, places.contains(&place), "{text:?} in {place:?} {when}:\n{}", shown.join("\n"));
        }
    }
}

/// A bot that posts daily, with an entry that what Ana tells fits.
async fn scene() -> (Bot, Member, TempDir) {
    let (config, home) = bot::kept();
    let bot = bot::start_with(&config).await;
    let mut mo = scheduled(&bot, "").await;
    mo.types("/manage add").await;
    mo.submits(&[("Question", "Does the lamp of Saltmouth sing at night?"), ("Answer", ANSWER)]).await;
    mo.presses("Save").await;
    bot.clock.passes(Duration::from_mins(30)).await;
    let ana = bot.member("Ana");
    (bot, ana, home)
}

async fn agrees(ana: &mut Member) {
    ana.presses("Agree & send").await;
}

async fn opens_own(ana: &mut Member, text: &str) {
    ana.types("/share mine").await;
    ana.picks("Choose a story", text).await;
}

async fn edits(ana: &mut Member, text: &str, to: &str) {
    opens_own(ana, text).await;
    ana.presses("Edit").await;
    ana.submits(&[("Your story (up to 900 characters)", to)]).await;
}

async fn proposes_a_cut(bot: &Bot) {
    let mut mo = reviews(bot, SECOND).await;
    mo.presses("Shorten").await;
    mo.submits(&[("Replace what you leave out with […]", CUT), ("Reason (the author sees it)", "A name.")]).await;
}

async fn declines(mo: &mut Member) {
    mo.presses("Decline").await;
    mo.submits(&[("Reason (the author sees it)", "We have another one.")]).await;
}

/// She withdraws it, and nothing of it is left: in no place, and in no file of the database.
async fn withdraws(bot: Bot, ana: &mut Member, text: &str, home: &TempDir) {
    opens_own(ana, text).await;
    ana.presses("Withdraw").await;
    ana.presses("Yes, withdraw it").await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "once it is withdrawn");
    bot.stop().await.expect("it stops");
    for item in std::fs::read_dir(home.path()).expect("it is there") {
        let path = item.expect("it can be read").path();
        let bytes = std::fs::read(&path).expect("it can be read");
        let found = bytes.windows(MARK.len()).any(|some| some == MARK.as_bytes());
        assert!(!found, "{} still has it", path.display());
    }
}

#[tokio::test]
async fn nothing_is_seen_but_what_moderators_approved_and_only_where_they_did() {
    let (bot, mut ana, home) = scene().await;
    writes(&mut ana, HOW, FIRST).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "while its author writes it");

    // What is written is kept for a day only.
    writes(&mut ana, HOW, FIRST).await;
    agrees(&mut ana).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "while it waits");

    let mut mo = reviews(&bot, FIRST).await;
    mo.presses("Request changes").await;
    mo.submits(&[("What to change (the author sees it)", "When was that?")]).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "while its author is asked for changes");

    edits(&mut ana, FIRST, FIRST).await;
    agrees(&mut ana).await;
    let mut mo = reviews(&bot, FIRST).await;
    declines(&mut mo).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "once it is declined");

    mo.presses("Approve (answers only)").await;
    Seen::by_everybody(&bot).await.check(FIRST, IN_ANSWERS, "once it is approved for answers only");

    mo.presses("Approve (incl. daily)").await;
    Seen::by_everybody(&bot).await.check(FIRST, ALSO_DAILY, "once it is approved for daily highlights, too");

    declines(&mut mo).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "once it is declined after all");

    mo.presses("Approve (incl. daily)").await;
    Seen::by_everybody(&bot).await.check(FIRST, ALSO_DAILY, "once it is approved again");
    withdraws(bot, &mut ana, FIRST, &home).await;
}

#[tokio::test]
async fn nothing_is_seen_but_what_its_author_agreed_to_as_it_is() {
    let (bot, mut ana, home) = scene().await;
    writes(&mut ana, HOW, FIRST).await;
    agrees(&mut ana).await;
    reviews(&bot, FIRST).await.presses("Approve (incl. daily)").await;
    Seen::by_everybody(&bot).await.check(FIRST, ALSO_DAILY, "once it is approved");

    edits(&mut ana, FIRST, SECOND).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "once its author has rewritten it");

    // What nobody has agreed to is gone after a day, and she writes it again.
    writes(&mut ana, HOW, SECOND).await;
    agrees(&mut ana).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "while it waits again");

    proposes_a_cut(&bot).await;
    Seen::by_everybody(&bot).await.check(MARK, NOWHERE, "before its author accepts what is left out");

    edits(&mut ana, SECOND, THIRD).await;
    Seen::by_everybody(&bot).await.check(
        MARK,
        NOWHERE,
        "once its author writes something else instead of accepting it",
    );

    writes(&mut ana, HOW, SECOND).await;
    agrees(&mut ana).await;
    proposes_a_cut(&bot).await;
    opens_own(&mut ana, SECOND).await;
    ana.presses("Accept shorter version").await;
    let seen = Seen::by_everybody(&bot).await;
    seen.check(CUT, IN_ANSWERS, "once its author has accepted that");
    seen.check("Mr Grey", NOWHERE, "once it was left out");

    reviews(&bot, CUT).await.presses("Approve (incl. daily)").await;
    let seen = Seen::by_everybody(&bot).await;
    seen.check(CUT, ALSO_DAILY, "once it is approved for daily highlights, too");
    seen.check("Mr Grey", NOWHERE, "once it was left out");
    withdraws(bot, &mut ana, CUT, &home).await;
}
