//! A submission walks through every state, and in each of them nothing is seen that its author has not agreed to, and that
//! a moderator has not approved, as it is: in no answer, in no highlight, in no export, and in no log.

use std::time::Duration;

use crate::bot::{self, Bot};
use crate::discord::{Member, QUESTIONS, STAFF};
use crate::highlights::scheduled;
use crate::sharing::{reviews, told_alone, writes};

const DAY: Duration = Duration::from_hours(24);

/// Everything that anybody but its author and its reviewers gets to see, and everything that is exported.
struct Seen(String);

impl Seen {
    /// Asks, browses, exports, and lets a day's highlight come, four times: everything that may be posted is.
    async fn by_everybody(bot: &Bot) -> Self {
        let mut seen = Vec::new();
        let mut ben = bot.member("Ben");
        for asked in ["What are the working hours?", "what does a keeper do", "does the lamp sing at night?"] {
            ben.types(&format!("/ask question:{asked}")).await;
            seen.extend(ben.sees().last().map(|one| one.text.clone()));
            bot.clock.advance(Duration::from_mins(1));
        }
        for place in 0..6 {
            ben.types("/jet voices").await;
            for _ in 0..place {
                if !ben.sees().last().is_some_and(|one| one.json.to_string().contains("\"Next\"")) {
                    break;
                }
                ben.presses("Next").await;
            }
            seen.extend(ben.sees().last().map(|one| one.text.clone()));
            bot.clock.advance(Duration::from_mins(1));
        }
        let before = bot.discord.messages(QUESTIONS).len();
        for _ in 0..4 {
            bot.clock.passes(DAY).await;
        }
        let posts = bot.discord.messages(QUESTIONS).split_off(before);
        seen.extend(posts.iter().map(ToString::to_string));
        let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
        mo.types("/manage export format:TOML: complete, as the curated entries are written").await;
        seen.push(String::from_utf8(bot.discord.file("faq.toml")).expect("it is text"));
        Self(seen.join("\n"))
    }

    fn check(&self, text: &str, is_seen: bool, when: &str) {
        assert_eq!(self.0.contains(text), is_seen, "{text:?} {when}:\n{}", self.0);
    }
}

async fn agrees(ana: &mut Member) {
    ana.presses("I agree: send it for review").await;
}

async fn opens_own(ana: &mut Member, text: &str) {
    ana.types("/share mine").await;
    ana.picks("Open an experience", text).await;
}

#[tokio::test]
async fn nothing_is_seen_but_what_was_agreed_to_and_approved_as_it_is() {
    const FIRST: &str = "The lamp of Saltmouth sang to me.";
    const SECOND: &str = "The lamp of Saltmouth sang to me, and Mr Grey wept.";
    const CUT: &str = "The lamp of Saltmouth sang to me, […] wept.";
    const HOW: &str = "name-as:By what I was, such as “an ALT in Hyōgo” place:Saltmouth topic:A day at work";
    let (config, home) = bot::kept();
    let bot = bot::start_with(&config).await;
    let mut mo = scheduled(&bot, "").await;
    mo.types("/manage add").await;
    mo.submits(&[("Question", "Where is the ferry?"), ("Answer", "At the pier.")]).await;
    mo.presses("Save").await;
    bot.clock.passes(Duration::from_mins(30)).await;
    let mut ana = bot.member("Ana");

    writes(&mut ana, HOW, FIRST).await;
    Seen::by_everybody(&bot).await.check("sang to me", false, "while its author writes it");

    // What is written is kept for a day only.
    writes(&mut ana, HOW, FIRST).await;
    agrees(&mut ana).await;
    Seen::by_everybody(&bot).await.check("sang to me", false, "while it waits");

    reviews(&bot, FIRST).await.presses("Approve, also daily").await;
    told_alone(&bot, "Ana", 1).await;
    Seen::by_everybody(&bot).await.check(FIRST, true, "once it is approved");

    opens_own(&mut ana, FIRST).await;
    ana.presses("Edit").await;
    ana.submits(&[("In your own words, up to 900 characters", SECOND)]).await;
    Seen::by_everybody(&bot).await.check("sang to me", false, "once its author has rewritten it");

    // What nobody has agreed to is gone after a day, and she writes it again.
    writes(&mut ana, HOW, SECOND).await;
    agrees(&mut ana).await;
    Seen::by_everybody(&bot).await.check("sang to me", false, "while it waits again");

    let mut mo = reviews(&bot, SECOND).await;
    mo.presses("Leave passages out").await;
    mo.submits(&[("Put […] for what is left out", CUT), ("Why? Its author reads it.", "A name.")]).await;
    Seen::by_everybody(&bot).await.check("sang to me", false, "before its author accepts what is left out");

    opens_own(&mut ana, SECOND).await;
    ana.presses("Accept the shortened text").await;
    let mut mo = reviews(&bot, CUT).await;
    mo.presses("Approve, also daily").await;
    let seen = Seen::by_everybody(&bot).await;
    seen.check(CUT, true, "once its author has accepted that");
    seen.check("Mr Grey", false, "once it was left out");

    mo.presses("Decline").await;
    mo.submits(&[("Why? Its author reads it.", "We have another one.")]).await;
    Seen::by_everybody(&bot).await.check("sang to me", false, "once it is declined after all");

    mo.presses("Approve for answers").await;
    opens_own(&mut ana, CUT).await;
    ana.presses("Withdraw").await;
    ana.presses("Yes, withdraw it").await;
    Seen::by_everybody(&bot).await.check("sang to me", false, "once it is withdrawn");

    // Nothing is left in public …
    bot.clock.passes(Duration::from_mins(5)).await;
    for channel in [QUESTIONS, STAFF] {
        let left = bot.discord.messages(channel).iter().filter(|one| one.to_string().contains("sang to me")).count();
        assert_eq!(left, 0, "messages in {channel} still quote it");
    }
    // … in any file of the database …
    bot.stop().await.expect("it stops");
    for item in std::fs::read_dir(home.path()).expect("it is there") {
        let path = item.expect("it can be read").path();
        let bytes = std::fs::read(&path).expect("it can be read");
        let found = bytes.windows(10).any(|some| some == b"sang to me");
        assert!(!found, "{} still has it", path.display());
    }
    // … or in the log.
    let lines = crate::discord::undecodable::lines();
    assert!(!lines.is_empty());
    assert!(!lines.iter().any(|line| line.text.contains("sang to me")), "{lines:?}");
}
