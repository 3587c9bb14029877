//! What was asked, what waits, who hears of it, and what members' clicks propose.

use jet_senpai::bot::guild::commit::{Change, Commit};
use jet_senpai::bot::inbox::store::{
    AskOutcome, InboxQuestion, LoggedQuestion, Proposal, QueryOutcome, QuestionState, Vote, WaitingMember,
};
use jet_senpai::bot::outbox::store::Notification;
use jet_senpai::bot::stats::store::week;
use jet_senpai::bot::{guild, inbox, outbox, stats};
use jet_senpai::db::Database;
use jet_senpai::knowledge::Origin;
use jet_senpai::ui::{Locale, StableHash};
use jiff::SignedDuration;

use crate::place::{GUILD, OTHER, at, both, commit, done, store};

fn question(text: &str) -> StableHash {
    StableHash::question(text)
}

fn entry(id: &str) -> StableHash {
    StableHash::entry(id, Origin::Guild)
}

fn asked(second: i64, text: &str, what: QueryOutcome) -> LoggedQuestion {
    LoggedQuestion { guild: GUILD, question: question(text), text: text.to_owned(), at: at(second), what, entry: None }
}

fn asker(second: i64, member: u64, text: &str) -> WaitingMember {
    WaitingMember {
        guild: GUILD,
        question: question(text),
        text: text.to_owned(),
        member,
        channel: 100,
        message: Some(1000 + member),
        locale: Locale::English,
        at: at(second),
    }
}

async fn waiting(store: &Database) -> Vec<String> {
    let (waiting, all) = inbox::store::open_questions(store, GUILD, 0, 100).await.unwrap();
    assert_eq!(waiting.len(), usize::try_from(all).unwrap());
    waiting.into_iter().map(|one| format!("{} ×{} for {}", one.text, one.asked, one.askers)).collect()
}

#[tokio::test]
async fn a_question_asked_five_times_is_one_that_waits() {
    store(async |store| {
        let all: Vec<LoggedQuestion> =
            (0..5).map(|second| asked(second, "Is there a bar?", QueryOutcome::Abstained)).collect();
        inbox::store::log_questions(store, &all[..3]).await.unwrap();
        inbox::store::log_questions(store, &all[3..]).await.unwrap();
        let expected = InboxQuestion {
            question: question("Is there a bar?"),
            text: "Is there a bar?".to_owned(),
            state: QuestionState::Open,
            first: at(0),
            last: at(4),
            asked: 5,
            askers: 0,
            outcome: None,
        };
        assert_eq!(inbox::store::open_questions(store, GUILD, 0, 10).await, Ok((vec![expected.clone()], 1)));
        assert_eq!(inbox::store::find_question(store, GUILD, expected.question).await, Ok(Some(expected.clone())));
        assert_eq!(inbox::store::find_question(store, OTHER, expected.question).await, Ok(None));
        assert_eq!(inbox::store::open_questions(store, GUILD, 1, 10).await, Ok((vec![], 1)));
    })
    .await;
}

#[tokio::test]
async fn only_what_found_no_answer_waits_and_whoever_most_wait_for_comes_first() {
    store(async |store| {
        let all = [
            asked(1, "answered", QueryOutcome::Answered),
            asked(2, "suggested", QueryOutcome::Suggested),
            asked(3, "unknown", QueryOutcome::Abstained),
            asked(4, "not quite", QueryOutcome::Answered),
            asked(5, "not quite", QueryOutcome::NotQuite),
            asked(6, "opened", QueryOutcome::Opened),
            asked(7, "helped", QueryOutcome::Helped),
        ];
        inbox::store::log_questions(store, &all).await.unwrap();
        assert_eq!(waiting(store).await, ["not quite ×1 for 0", "unknown ×1 for 0"]);
        assert_eq!(
            inbox::store::recent_questions(store, GUILD, 3).await.unwrap(),
            ["not quite", "unknown", "suggested"]
        );
        inbox::store::ask_moderators(store, &asker(0, 1, "unknown")).await.unwrap();
        assert_eq!(waiting(store).await, ["unknown ×1 for 1", "not quite ×1 for 0"]);
    })
    .await;
}

#[tokio::test]
async fn a_long_text_is_cut_between_characters_and_a_nul_left_out() {
    store(async |store| {
        let long = "\0森".repeat(400);
        inbox::store::log_questions(store, &[asked(0, &long, QueryOutcome::Abstained)]).await.unwrap();
        assert_eq!(inbox::store::recent_questions(store, GUILD, 1).await.unwrap(), ["森".repeat(300)]);
    })
    .await;
}

#[tokio::test]
async fn who_asks_the_moderators_is_counted_once_and_nobody_who_is_blocked() {
    store(async |store| {
        assert_eq!(inbox::store::ask_moderators(store, &asker(0, 1, "Where?")).await, Ok(AskOutcome::Taken(0)));
        assert_eq!(inbox::store::ask_moderators(store, &asker(1, 1, "Where?")).await, Ok(AskOutcome::Known));
        assert_eq!(inbox::store::ask_moderators(store, &asker(2, 2, "Where?")).await, Ok(AskOutcome::Taken(1)));
        // A database that has forgotten the text hears it again; without any, there is nothing to ask.
        assert!(
            inbox::store::ask_moderators(store, &WaitingMember { text: String::new(), ..asker(2, 2, "Who?") })
                .await
                .is_err()
        );
        let known = WaitingMember { text: String::new(), ..asker(2, 4, "Where?") };
        assert_eq!(inbox::store::ask_moderators(store, &known).await, Ok(AskOutcome::Taken(2)));
        done(store, [Change::Block { member: 3, on: true }]).await;
        assert_eq!(inbox::store::is_blocked(store, GUILD, 3).await, Ok(true));
        assert_eq!(inbox::store::ask_moderators(store, &asker(3, 3, "Why?")).await, Ok(AskOutcome::Blocked));
        assert_eq!(inbox::store::find_question(store, GUILD, question("Why?")).await, Ok(None));
        assert_eq!(waiting(store).await, ["Where? ×0 for 3"]);
        done(store, [Change::Block { member: 3, on: false }]).await;
        assert_eq!(inbox::store::is_blocked(store, GUILD, 3).await, Ok(false));
        assert_eq!(inbox::store::ask_moderators(store, &asker(3, 3, "Why?")).await, Ok(AskOutcome::Taken(0)));
    })
    .await;
}

#[tokio::test]
async fn whoever_asked_in_a_channel_is_answered_there_together_and_whoever_asked_alone_is_answered_alone() {
    both(async |place| {
        let store = &place.open().await;
        let elsewhere = WaitingMember { channel: 200, locale: Locale::Japanese, ..asker(3, 3, "Where?") };
        let alone = WaitingMember { message: None, ..asker(4, 4, "Where?") };
        for asker in [asker(2, 2, "Where?"), asker(1, 1, "Where?"), elsewhere, alone, asker(5, 5, "Other?")] {
            inbox::store::ask_moderators(store, &asker).await.unwrap();
        }
        done(store, [Change::Answer { question: question("Where?"), entry: entry("there") }]).await;
        let outbox_items = outbox::store::take_due(store, at(10), at(70), 10).await.unwrap();
        let contents: Vec<Notification> = outbox_items.into_iter().map(|outbox_item| outbox_item.content).collect();
        let (asked, entry) = ("Where?".to_owned(), entry("there").0);
        let in_channel = |channel, message, members: &[u64], locale| Notification::AnswerInChannel {
            channel,
            message,
            members: members.to_vec(),
            asked: asked.clone(),
            entry,
            locale,
        };
        assert_eq!(contents.len(), 3);
        assert!(contents.contains(&in_channel(100, 1001, &[1, 2], Locale::English)));
        assert!(contents.contains(&in_channel(200, 1003, &[3], Locale::Japanese)));
        assert!(contents.contains(&Notification::AnswerAlone {
            member: 4,
            asked: asked.clone(),
            entry,
            locale: Locale::English
        }));
        // Nobody remembers who asked, but for those whose answer is on its way and who still wait.
        assert_eq!(place.number("SELECT COUNT(*) FROM waiting_member").await, 1);
        let answered = inbox::store::find_question(store, GUILD, question("Where?")).await.unwrap().unwrap();
        assert_eq!((answered.state, answered.outcome), (QuestionState::Answered, Some(format!("{entry:016x}"))));
        assert_eq!(waiting(store).await, ["Other? ×0 for 1"]);
    })
    .await;
}

#[tokio::test]
async fn one_message_does_not_answer_more_members_than_it_can_name() {
    store(async |store| {
        for member in 1..=90 {
            inbox::store::ask_moderators(store, &asker(1, member, "Where?")).await.unwrap();
        }
        done(store, [Change::Answer { question: question("Where?"), entry: entry("there") }]).await;
        let named = |content: &Notification| match content {
            Notification::AnswerInChannel { members, .. } => members.len(),
            _ => 0,
        };
        let mut named: Vec<usize> = outbox::store::take_due(store, at(10), at(70), 10)
            .await
            .unwrap()
            .iter()
            .map(|outbox_item| named(&outbox_item.content))
            .collect();
        named.sort_unstable();
        assert_eq!(named, [10, 40, 40]);
    })
    .await;
}

#[tokio::test]
async fn what_moderators_have_dealt_with_comes_back_only_where_a_member_asks_for_it() {
    store(async |store| {
        inbox::store::log_questions(store, &[asked(0, "Why?", QueryOutcome::Abstained)]).await.unwrap();
        inbox::store::ask_moderators(store, &asker(0, 1, "Why?")).await.unwrap();
        done(store, [Change::Dismiss { question: question("Why?"), reason: "Nobody knows.".to_owned() }]).await;
        inbox::store::log_questions(store, &[asked(1, "Why?", QueryOutcome::Abstained)]).await.unwrap();
        let dismissed = inbox::store::find_question(store, GUILD, question("Why?")).await.unwrap().unwrap();
        assert_eq!((dismissed.state, dismissed.askers, dismissed.asked), (QuestionState::Dismissed, 0, 2));
        assert_eq!(dismissed.outcome.as_deref(), Some("Nobody knows."));
        assert_eq!(inbox::store::ask_moderators(store, &asker(2, 1, "Why?")).await, Ok(AskOutcome::Taken(0)));
        let open = inbox::store::find_question(store, GUILD, question("Why?")).await.unwrap().unwrap();
        assert_eq!((open.state, open.askers, open.outcome), (QuestionState::Open, 1, None));
    })
    .await;
}

#[tokio::test]
async fn moderators_are_told_of_what_is_new_and_at_most_once_an_hour_by_whichever_process() {
    both(async |place| {
        let hour = SignedDuration::from_hours(1);
        let (one, two) = (place.open().await, place.open().await);
        let told = async |store: &Database, second| {
            let awaiting = inbox::store::take_pending_counts(store, GUILD, at(second), hour).await.unwrap();
            awaiting.map(|awaiting| (awaiting.questions, awaiting.experiences))
        };
        assert_eq!(told(&one, 0).await, None);
        inbox::store::log_questions(
            &one,
            &[asked(1, "Why?", QueryOutcome::Abstained), asked(2, "Who?", QueryOutcome::Abstained)],
        )
        .await
        .unwrap();
        let (first, second) = tokio::join!(told(&one, 3), told(&two, 3));
        assert_eq!(first.or(second), Some((2, 0)));
        assert!(first.is_none() || second.is_none());
        inbox::store::log_questions(&one, &[asked(4, "What?", QueryOutcome::Abstained)]).await.unwrap();
        assert_eq!(told(&two, 3602).await, None);
        assert_eq!(told(&two, 3603).await, Some((3, 0)));
        // Nothing is new.
        assert_eq!(told(&two, 7300).await, None);
        // A clock that is set back by more than that does not silence it.
        assert_eq!(told(&two, -7200).await, Some((3, 0)));
    })
    .await;
}

#[tokio::test]
async fn what_three_members_choose_is_proposed_once() {
    store(async |store| {
        let click = |voter: &str| Vote {
            guild: GUILD,
            question: question("wifi pw"),
            entry: entry("wifi"),
            voter: voter.to_owned(),
            at: at(0),
        };
        for voter in ["ann", "ben", "ann"] {
            inbox::store::vote(store, &click(voter), 3).await.unwrap();
        }
        inbox::store::log_questions(store, &[asked(0, "wifi pw", QueryOutcome::Suggested)]).await.unwrap();
        assert_eq!(inbox::store::proposals(store, GUILD, 10).await, Ok(vec![]));
        for voter in ["cem", "dia"] {
            inbox::store::vote(store, &click(voter), 3).await.unwrap();
        }
        let proposal = |members| Proposal {
            question: question("wifi pw"),
            text: "wifi pw".to_owned(),
            entry: entry("wifi"),
            members,
        };
        assert_eq!(inbox::store::proposals(store, GUILD, 10).await, Ok(vec![proposal(4)]));
        done(store, [Change::Decide { question: question("wifi pw"), entry: entry("wifi"), taken: false }]).await;
        for voter in ["ann", "ben", "cem"] {
            inbox::store::vote(store, &click(voter), 3).await.unwrap();
        }
        assert_eq!(inbox::store::proposals(store, GUILD, 10).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn clicks_may_be_written_down_before_the_question_is() {
    store(async |store| {
        for voter in ["ann", "ben"] {
            let (question, entry) = (question("wifi pw"), entry("wifi"));
            inbox::store::vote(store, &Vote { guild: GUILD, question, entry, voter: voter.to_owned(), at: at(0) }, 2)
                .await
                .unwrap();
        }
        assert_eq!(inbox::store::proposals(store, GUILD, 10).await, Ok(vec![]));
        assert!(inbox::store::recent_questions(store, GUILD, 10).await.unwrap().is_empty());
        inbox::store::log_questions(store, &[asked(1, "wifi pw", QueryOutcome::Suggested)]).await.unwrap();
        assert_eq!(inbox::store::proposals(store, GUILD, 10).await.unwrap()[0].text, "wifi pw");
    })
    .await;
}

#[tokio::test]
async fn each_week_counts_its_own() {
    store(async |store| {
        const WEEK: i64 = 7 * 24 * 60 * 60;
        let shown = |second, what| LoggedQuestion { entry: Some(entry("wifi")), ..asked(second, "wifi", what) };
        let all = [
            shown(0, QueryOutcome::Answered),
            shown(1, QueryOutcome::Helped),
            shown(WEEK, QueryOutcome::Answered),
            shown(WEEK, QueryOutcome::Opened),
            shown(WEEK, QueryOutcome::NotQuite),
            asked(WEEK, "beds", QueryOutcome::Abstained),
            asked(WEEK, "beds", QueryOutcome::Abstained),
            asked(WEEK, "bars", QueryOutcome::Suggested),
        ];
        inbox::store::log_questions(store, &all[..4]).await.unwrap();
        inbox::store::log_questions(store, &all[4..]).await.unwrap();
        let first = week(at(0));
        let weeks: Vec<_> = stats::store::weeks(store, GUILD, first).await.unwrap();
        let told: Vec<_> =
            weeks.iter().map(|one| (one.week - first, one.answered, one.suggested, one.abstained)).collect();
        assert_eq!(told, [(0, 1, 0, 0), (1, 1, 1, 2)]);
        assert_eq!(stats::store::weeks(store, GUILD, first + 1).await.unwrap().len(), 1);
        let asked =
            |all: Vec<_>| all.into_iter().map(|one: stats::store::QuestionWeek| (one.text, one.asked, one.unanswered));
        let most: Vec<_> = asked(stats::store::most_asked(store, GUILD, first, 2).await.unwrap()).collect();
        assert_eq!(most, [("wifi".to_owned(), 2, 0), ("beds".to_owned(), 2, 2)].map(|one| one).to_vec());
        let most: Vec<_> = asked(stats::store::most_asked(store, GUILD, first + 1, 1).await.unwrap()).collect();
        assert_eq!(most, [("beds".to_owned(), 2, 2)]);
        let entries = stats::store::entry_weeks(store, GUILD, first).await.unwrap();
        let told: Vec<_> = entries.iter().map(|one| (one.entry, one.shown, one.helped, one.not_quite)).collect();
        assert_eq!(told, [(entry("wifi"), 3, 1, 1)]);
        assert_eq!(stats::store::weeks(store, OTHER, 0).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn what_one_commit_does_not_reach_stays_as_it_was() {
    store(async |store| {
        inbox::store::ask_moderators(store, &asker(0, 1, "Where?")).await.unwrap();
        let late = crate::place::write(crate::place::entry("a", "one"), Some(7));
        let answer = Change::Answer { question: question("Where?"), entry: entry("a") };
        let all = Commit { at: at(5), ..commit([answer, late]) };
        guild::commit::commit(store, &all).await.unwrap();
        assert_eq!(waiting(store).await, ["Where? ×0 for 1"]);
        assert!(outbox::store::take_due(store, at(10), at(70), 10).await.unwrap().is_empty());
    })
    .await;
}
