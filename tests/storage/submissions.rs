//! Members' own experiences: they are quoted as their authors agreed to it, and gone when their authors say so.

use jet_senpai::bot::guild::commit::{Change, Commit, CommitOutcome};
use jet_senpai::bot::inbox::store::{LoggedQuestion, QueryOutcome};
use jet_senpai::bot::outbox::store::Notification;
use jet_senpai::bot::testimonials::store::{
    Attribution, AuthorAction, MessageKind, QuotedMessage, Review, Submission, SubmissionStatus, TestimonialContent,
};
use jet_senpai::bot::{faq, guild, inbox, outbox, testimonials};
use jet_senpai::db::{Database, new_id};
use jet_senpai::knowledge::Role;
use jet_senpai::ui::{Id, Locale, StableHash};
use jiff::SignedDuration;

use crate::place::{GUILD, OTHER, at, both, commit, store};

/// Somebody whose number is found nowhere by chance.
pub const MEMBER: u64 = 0x0123_4567_89ab_cdef;
pub const HOUR: i64 = 60 * 60;

pub fn content(text: &str) -> TestimonialContent {
    TestimonialContent {
        text: text.to_owned(),
        attribution: Attribution::Name,
        name: "Ogata Kimiko".to_owned(),
        role: Role::Cir,
        place: "Hyōgo".to_owned(),
        years: "2019–2022".to_owned(),
        topic: "daily-life".to_owned(),
    }
}

/// What somebody begins to write.
pub fn new(guild: u64, text: &str) -> Submission {
    Submission {
        id: new_id(),
        guild,
        member: MEMBER,
        version: 0,
        status: SubmissionStatus::Written,
        content: content(text),
        cut: None,
        daily: true,
        note: String::new(),
        consented: None,
        at: at(0),
    }
}

pub async fn now(store: &Database, id: Id) -> Submission {
    testimonials::store::find_submission(store, id).await.unwrap().unwrap()
}

/// What its author agrees to, and a moderator has not seen yet.
pub async fn waiting(store: &Database, guild: u64, text: &str) -> Submission {
    let written = new(guild, text);
    assert_eq!(testimonials::store::update_by_author(store, &written, AuthorAction::Writes).await, Ok(true));
    let agreed = Submission { version: 1, status: SubmissionStatus::Waiting, ..written };
    assert_eq!(testimonials::store::update_by_author(store, &agreed, AuthorAction::Consents).await, Ok(true));
    now(store, agreed.id).await
}

pub fn review(of: &Submission, status: SubmissionStatus) -> Review {
    Review {
        submission: of.id,
        from: of.version,
        status,
        daily: true,
        topic: "daily-life".to_owned(),
        cut: None,
        note: String::new(),
        tell: None,
    }
}

/// What a moderator of its guild decides.
pub async fn reviewed(store: &Database, guild: u64, review: Review) -> CommitOutcome {
    guild::commit::commit(store, &Commit { guild, at: at(60), ..commit([Change::Review(review)]) }).await.unwrap()
}

fn is_refused(committed: &CommitOutcome, id: Id) -> bool {
    matches!(committed, CommitOutcome::Conflict { id: of, now: None } if *of == id.to_string())
}

/// What is quoted.
pub async fn approved(store: &Database, guild: u64, text: &str) -> Submission {
    let waits = waiting(store, guild, text).await;
    let done = reviewed(store, guild, review(&waits, SubmissionStatus::Approved)).await;
    assert!(matches!(done, CommitOutcome::Done(_)), "{done:?}");
    now(store, waits.id).await
}

pub fn quoted(message: u64, submissions: &[&Submission]) -> QuotedMessage {
    QuotedMessage {
        guild: GUILD,
        channel: u64::MAX - 1,
        message,
        submissions: submissions.iter().map(|one| one.id).collect(),
        shows: MessageKind::Entry(u64::MAX, Some(7)),
        locale: Locale::Japanese,
    }
}

pub async fn shared(store: &Database, guild: u64) -> Vec<String> {
    faq::store::guild_record(store, guild).await.unwrap().shared.into_iter().map(|one| one.content.text).collect()
}

/// What the audit says, the first line first: action, item and what it became.
pub async fn audit(store: &Database, guild: u64) -> Vec<(String, String, String)> {
    let (mut lines, _) = guild::store::audit_page(store, guild, 0, 100).await.unwrap();
    lines.reverse();
    lines.into_iter().map(|line| (line.action, line.item, line.became)).collect()
}

#[tokio::test]
async fn an_experience_is_quoted_once_its_author_has_agreed_and_a_moderator_has_approved_it() {
    both(async |place| {
        let store = &place.open().await;
        let written = new(GUILD, "I lived between\0 rice fields.");
        assert_eq!(testimonials::store::update_by_author(store, &written, AuthorAction::Writes).await, Ok(true));
        let first = now(store, written.id).await;
        // No database keeps a NUL.
        let kept = content("I lived between rice fields.");
        assert_eq!(first, Submission { version: 1, content: kept.clone(), ..written.clone() });
        assert_eq!(testimonials::store::update_by_author(store, &written, AuthorAction::Writes).await, Ok(false));
        let text = TestimonialContent { name: "Kim".to_owned(), attribution: Attribution::Role, role: Role::Alt, ..kept };
        let agrees = Submission { content: text.clone(), status: SubmissionStatus::Waiting, at: at(5), daily: false, ..first };
        assert_eq!(testimonials::store::update_by_author(store, &agrees, AuthorAction::Consents).await, Ok(true));
        assert_eq!(testimonials::store::update_by_author(store, &agrees, AuthorAction::Consents).await, Ok(false));
        let waits = now(store, written.id).await;
        assert_eq!(waits, Submission { version: 2, consented: Some(at(5)), ..agrees });
        assert_eq!((faq::store::guild_revision(store, GUILD).await, shared(store, GUILD).await), (Ok(0), vec![]));

        let decided = Review { note: "Thank you!".to_owned(), topic: "food".to_owned(), ..review(&waits, SubmissionStatus::Approved) };
        let committed = reviewed(store, GUILD, Review { tell: Some(Locale::Japanese), ..decided.clone() }).await;
        assert!(matches!(committed, CommitOutcome::Done(1)), "{committed:?}");
        assert!(is_refused(&reviewed(store, GUILD, decided).await, waits.id));
        let is = now(store, written.id).await;
        let content = TestimonialContent { topic: "food".to_owned(), ..text };
        let status = SubmissionStatus::Approved;
        let expected =
            Submission { version: 3, status, daily: true, note: "Thank you!".to_owned(), at: at(60), content, ..waits };
        assert_eq!(is, expected);
        let record = faq::store::guild_record(store, GUILD).await.unwrap();
        assert_eq!((record.revision, record.shared[0].id, record.shared[0].daily), (1, is.id, true));
        assert_eq!(record.shared[0].content, is.content);
        let outbox_items = outbox::store::take_due(store, at(60), at(70), 9).await.unwrap();
        let reviewed =
            Notification::Reviewed { member: MEMBER, submission: is.id.bits(), version: 3, locale: Locale::Japanese };
        assert_eq!(outbox_items.iter().map(|outbox_item| &outbox_item.content).collect::<Vec<_>>(), [&reviewed]);

        let hash = is.content.digest()[..12].to_owned();
        let line = |action: &str, became: &str| (action.to_owned(), hash.clone(), became.to_owned());
        assert_eq!(audit(store, GUILD).await, [line("share.consent", ""), line("review.approve", "approved")]);
        let texts = "SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE action LIKE 'share.%' AND by_member = 0 AND by_name = '@author'";
        assert_eq!(place.number(texts).await, 1);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_approved_but_what_its_author_has_agreed_to_as_it_is() {
    both(async |place| {
        let store = &place.open().await;
        let waits = waiting(store, GUILD, "The first words.").await;
        let rewritten = Submission {
            content: content("Other words."),
            status: SubmissionStatus::Written,
            at: at(9),
            ..waits.clone()
        };
        assert_eq!(testimonials::store::update_by_author(store, &rewritten, AuthorAction::Writes).await, Ok(true));
        let is = now(store, waits.id).await;
        assert_eq!((is.consented, is.status), (None, SubmissionStatus::Written));
        // By what was seen before, and by what is there now.
        for seen in [&waits, &is] {
            for status in [SubmissionStatus::Approved, SubmissionStatus::Waiting, SubmissionStatus::Declined] {
                assert!(is_refused(&reviewed(store, GUILD, review(seen, status)).await, waits.id));
            }
        }
        // Not even with the words that were agreed to once, unless they are agreed to again.
        let back = Submission { content: waits.content.clone(), ..is };
        assert_eq!(testimonials::store::update_by_author(store, &back, AuthorAction::Writes).await, Ok(true));
        assert!(is_refused(
            &reviewed(store, GUILD, review(&now(store, waits.id).await, SubmissionStatus::Approved)).await,
            waits.id
        ));
        let agreed = Submission { status: SubmissionStatus::Waiting, ..now(store, waits.id).await };
        assert_eq!(testimonials::store::update_by_author(store, &agreed, AuthorAction::Consents).await, Ok(true));
        let agreed = now(store, waits.id).await;

        // Nor does the database hold it, whoever writes there; nor is it quoted where somebody has altered it.
        let id = waits.id;
        let mut beside = place.beside().await;
        for change in ["status = 'approved', consented_at = NULL", "status = 'approved', consented_to = ''"] {
            let sql = sqlx::AssertSqlSafe(format!("UPDATE submission SET {change} WHERE id = '{id}'"));
            assert!(sqlx::query(sql).execute(&mut beside).await.is_err(), "{change}");
        }
        place.execute(&format!("UPDATE submission SET text = 'Forged.' WHERE id = '{id}'")).await;
        assert!(is_refused(&reviewed(store, GUILD, review(&agreed, SubmissionStatus::Approved)).await, id));
        let text = &agreed.content.text;
        place.execute(&format!("UPDATE submission SET text = '{text}' WHERE id = '{id}'")).await;
        assert!(matches!(
            reviewed(store, GUILD, review(&agreed, SubmissionStatus::Approved)).await,
            CommitOutcome::Done(1)
        ));
        assert_eq!(shared(store, GUILD).await, [text.as_str()]);
        place.execute(&format!("UPDATE submission SET text = 'Forged.' WHERE id = '{id}'")).await;
        assert_eq!((shared(store, GUILD).await, now(store, id).await.consented), (vec![], None));
        assert_eq!(place.number("SELECT COUNT(*) FROM outbox_item").await, 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_but_its_author_changes_a_letter_and_they_do_not_approve_it_themselves() {
    store(async |store| {
        let waits = waiting(store, GUILD, "My words.").await;
        let other = |change: &dyn Fn(&mut Submission)| {
            let mut other = Submission { content: content("Not mine."), ..waits.clone() };
            change(&mut other);
            other
        };
        let forged = [
            (other(&|one| one.member = 5), AuthorAction::Consents),
            (other(&|one| one.guild = OTHER), AuthorAction::Consents),
            (other(&|one| one.version = 1), AuthorAction::Consents),
            (other(&|one| one.version = 0), AuthorAction::Consents),
            (other(&|one| (one.member, one.version) = (5, 0)), AuthorAction::Consents),
            (other(&|one| one.status = SubmissionStatus::Approved), AuthorAction::Consents),
            (other(&|one| one.status = SubmissionStatus::Approved), AuthorAction::Accepts),
            (other(&|one| one.status = SubmissionStatus::Approved), AuthorAction::Writes),
            // Nobody reads what its author has not agreed to.
            (other(&|one| one.status = SubmissionStatus::Waiting), AuthorAction::Writes),
        ];
        for (number, (one, what)) in forged.iter().enumerate() {
            assert_eq!(testimonials::store::update_by_author(store, one, *what).await, Ok(false), "{number}");
        }
        for guild in [OTHER, GUILD] {
            let outdated = Review {
                from: if guild == GUILD { 1 } else { waits.version },
                ..review(&waits, SubmissionStatus::Approved)
            };
            assert!(is_refused(&reviewed(store, guild, outdated).await, waits.id));
        }
        assert!(is_refused(&reviewed(store, GUILD, review(&waits, SubmissionStatus::Written)).await, waits.id));
        assert_eq!(now(store, waits.id).await, waits);
        assert_eq!(
            (faq::store::guild_revision(store, GUILD).await, faq::store::guild_revision(store, OTHER).await),
            (Ok(0), Ok(0))
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_moderator_would_leave_out_is_its_authors_to_decide() {
    store(async |store| {
        let waits = waiting(store, GUILD, "The good, the bad.").await;
        let cut = Review {
            cut: Some("The good […]".to_owned()),
            note: "Please".to_owned(),
            ..review(&waits, SubmissionStatus::Cut)
        };
        assert!(matches!(reviewed(store, GUILD, cut).await, CommitOutcome::Done(0)));
        let proposed = now(store, waits.id).await;
        assert_eq!((proposed.cut.as_deref(), proposed.status), (Some("The good […]"), SubmissionStatus::Cut));
        assert_eq!((&proposed.content, proposed.consented), (&waits.content, Some(at(0))));
        // Until they have, it is not approved; and they accept that, and nothing else.
        assert!(is_refused(&reviewed(store, GUILD, review(&proposed, SubmissionStatus::Approved)).await, waits.id));
        let accepts = |content: TestimonialContent| Submission {
            status: SubmissionStatus::Approved,
            content,
            at: at(70),
            ..proposed.clone()
        };
        let more = content("The good […] and more");
        let renamed = TestimonialContent { name: "Another".to_owned(), ..content("The good […]") };
        for content in [waits.content.clone(), more, renamed] {
            assert_eq!(
                testimonials::store::update_by_author(store, &accepts(content), AuthorAction::Accepts).await,
                Ok(false)
            );
        }
        assert_eq!(
            testimonials::store::update_by_author(store, &accepts(content("The good […]")), AuthorAction::Accepts)
                .await,
            Ok(true)
        );
        assert_eq!(
            (shared(store, GUILD).await, faq::store::guild_revision(store, GUILD).await),
            (vec!["The good […]".to_owned()], Ok(1))
        );
        let is = now(store, waits.id).await;
        assert_eq!((is.cut, is.consented), (None, Some(at(70))));
        let actions: Vec<_> = audit(store, GUILD).await.into_iter().map(|(action, _, _)| action).collect();
        assert_eq!(actions, ["share.consent", "review.cut", "share.accept"]);
    })
    .await;
}

#[tokio::test]
async fn members_see_at_once_what_is_quoted_and_what_no_longer_is() {
    both(async |place| {
        let store = &place.open().await;
        let is = approved(store, GUILD, "Once.").await;
        let quoted = quoted(9, &[&is]);
        testimonials::store::record_quotes(store, &quoted, at(61)).await.unwrap();
        assert_eq!(faq::store::guild_revision(store, GUILD).await, Ok(1));
        let topic = Review { topic: "food".to_owned(), ..review(&is, SubmissionStatus::Approved) };
        assert!(matches!(reviewed(store, GUILD, topic).await, CommitOutcome::Done(2)));
        assert_eq!(testimonials::store::take_quoted(store, at(99), at(100), 9).await, Ok(vec![]));
        let is = now(store, is.id).await;
        assert_eq!((&*is.content.topic, is.status), ("food", SubmissionStatus::Approved));
        // What is no longer approved is quoted nowhere any more.
        assert!(matches!(
            reviewed(store, GUILD, review(&is, SubmissionStatus::Declined)).await,
            CommitOutcome::Done(3)
        ));
        assert_eq!(shared(store, GUILD).await, Vec::<String>::new());
        assert_eq!(testimonials::store::take_quoted(store, at(99), at(100), 9).await, Ok(vec![(quoted, 0)]));
        // Neither does what its author writes anew.
        let again = approved(store, GUILD, "Twice.").await;
        testimonials::store::record_quotes(store, &self::quoted(10, &[&again]), at(62)).await.unwrap();
        let rewritten = Submission { status: SubmissionStatus::Written, at: at(63), ..again };
        assert_eq!(testimonials::store::update_by_author(store, &rewritten, AuthorAction::Writes).await, Ok(true));
        assert_eq!((shared(store, GUILD).await, faq::store::guild_revision(store, GUILD).await), (vec![], Ok(5)));
        assert_eq!(testimonials::store::take_quoted(store, at(99), at(100), 9).await.unwrap()[0].0.message, 10);
        let lines = audit(store, GUILD).await;
        let actions: Vec<_> = lines.iter().filter_map(|(action, _, _)| action.strip_prefix("review.")).collect();
        assert_eq!(actions, ["approve", "topic", "decline", "approve"]);
        assert!(lines.iter().any(|(action, _, _)| action == "share.write"));
    })
    .await;
}

#[tokio::test]
async fn moderators_find_what_waits_and_a_member_what_is_theirs() {
    store(async |store| {
        let mut ids = Vec::new();
        for (second, text) in ["First.", "Second.", "Third."].iter().enumerate() {
            let one = waiting(store, GUILD, text).await;
            let aged = Submission { at: at(second.try_into().unwrap()), ..one };
            assert_eq!(testimonials::store::update_by_author(store, &aged, AuthorAction::Consents).await, Ok(true));
            ids.push(aged.id);
        }
        let draft = new(GUILD, "A draft.");
        assert_eq!(testimonials::store::update_by_author(store, &draft, AuthorAction::Writes).await, Ok(true));
        let elsewhere = waiting(store, OTHER, "Elsewhere.").await;
        // A corrected topic costs nobody their place.
        let corrected =
            Review { topic: "food".to_owned(), ..review(&now(store, ids[0]).await, SubmissionStatus::Waiting) };
        assert!(matches!(reviewed(store, GUILD, corrected).await, CommitOutcome::Done(0)));
        let changes = review(&now(store, ids[1]).await, SubmissionStatus::Changes);
        assert!(matches!(reviewed(store, GUILD, changes).await, CommitOutcome::Done(0)));
        let found = async |stages: &[SubmissionStatus], skip, most| {
            let (found, all) = testimonials::store::submissions_page(store, GUILD, stages, skip, most).await.unwrap();
            (found.iter().map(|one| one.id).collect::<Vec<_>>(), all)
        };
        assert_eq!(found(&[SubmissionStatus::Waiting], 0, 9).await, (vec![ids[0], ids[2]], 2));
        let both = [SubmissionStatus::Changes, SubmissionStatus::Waiting];
        assert_eq!(found(&both, 0, 9).await, (vec![ids[1], ids[0], ids[2]], 3));
        assert_eq!(found(&both, 1, 1).await, (vec![ids[0]], 3));
        assert_eq!(found(&[], 0, 9).await, (vec![], 0));
        assert_eq!(found(&[SubmissionStatus::Approved], 0, 9).await, (vec![], 0));
        let theirs: Vec<_> =
            testimonials::store::submissions_of(store, MEMBER).await.unwrap().into_iter().map(|one| one.id).collect();
        assert_eq!(theirs, [ids[1], ids[2], elsewhere.id, draft.id, ids[0]]);
        assert_eq!(testimonials::store::submissions_of(store, 5).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn moderators_are_told_of_experiences_as_of_questions() {
    store(async |store| {
        let hour = SignedDuration::from_hours(1);
        let content = async |second| {
            let awaiting = inbox::store::take_pending_counts(store, GUILD, at(second), hour).await.unwrap();
            awaiting.map(|awaiting| (awaiting.questions, awaiting.experiences))
        };
        let draft = new(GUILD, "A draft.");
        assert_eq!(testimonials::store::update_by_author(store, &draft, AuthorAction::Writes).await, Ok(true));
        assert_eq!(content(1).await, None);
        waiting(store, GUILD, "First.").await;
        waiting(store, OTHER, "Elsewhere.").await;
        assert_eq!(content(10).await, Some((0, 1)));
        assert_eq!(content(2 * HOUR).await, None);
        let late = waiting(store, GUILD, "Second.").await;
        let late = Submission { at: at(3 * HOUR), ..late };
        assert_eq!(testimonials::store::update_by_author(store, &late, AuthorAction::Consents).await, Ok(true));
        assert_eq!(content(3 * HOUR + 1).await, Some((0, 2)));
        let text = "Why?".to_owned();
        let what = QueryOutcome::Abstained;
        let question = StableHash::question(&text);
        let asked = LoggedQuestion { guild: GUILD, question, text, at: at(5 * HOUR), what, entry: None };
        inbox::store::log_questions(store, &[asked]).await.unwrap();
        assert_eq!(content(6 * HOUR).await, Some((1, 2)));
    })
    .await;
}

#[tokio::test]
async fn all_that_somebody_tells_under_one_name_is_the_same_persons_and_nothing_else_is() {
    store(async |store| {
        let tell = async |guild: u64, member: u64, attribution: Attribution, name: &str| {
            let content = TestimonialContent {
                attribution,
                name: name.to_owned(),
                ..content(&format!("{guild} {member} {name}"))
            };
            let one = Submission { member, content, status: SubmissionStatus::Waiting, ..new(guild, "") };
            assert_eq!(testimonials::store::update_by_author(store, &one, AuthorAction::Consents).await, Ok(true));
            let done = reviewed(store, guild, review(&now(store, one.id).await, SubmissionStatus::Approved)).await;
            assert!(matches!(done, CommitOutcome::Done(_)));
            let shared = faq::store::guild_record(store, guild).await.unwrap().shared;
            shared.into_iter().find(|other| other.id == one.id).unwrap().author
        };
        let kim = tell(GUILD, 1, Attribution::Name, "Kim").await;
        assert_eq!(kim.len(), 32);
        assert_eq!(tell(GUILD, 1, Attribution::Name, "Kim").await, kim);
        let others = [
            tell(GUILD, 2, Attribution::Name, "Kim").await,
            tell(OTHER, 1, Attribution::Name, "Kim").await,
            tell(GUILD, 1, Attribution::Name, "Kimiko").await,
            tell(GUILD, 1, Attribution::Role, "").await,
            tell(GUILD, 1, Attribution::Role, "").await,
            tell(GUILD, 1, Attribution::Nobody, "").await,
        ];
        let mut all: Vec<&String> = others.iter().chain([&kim]).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 7);
    })
    .await;
}
