//! Entries found by what is meant, with the encoder that is built into the program, over an invented knowledge.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

#[path = "support/lighthouse.rs"]
mod lighthouse;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use async_trait::async_trait;
use jet_senpai::boot::EncoderRuntime;
use jet_senpai::bot::ask::{embedding, embedding_indexer};
use jet_senpai::bot::guild::commit::{Actor, Change, Commit, CommitOutcome, Edit};
use jet_senpai::bot::{Action, App, AsyncEncoder, KnowledgeIndex, ReplyKind, RequestContext, guild, open_database};
use jet_senpai::config::EncoderConfig;
use jet_senpai::db::{DEFAULT_TIMEOUT, Database, DatabaseUrl};
use jet_senpai::encoder::{Model, ModelSource};
use jet_senpai::knowledge::{Entry, Knowledge, Person, Testimonial};
use jet_senpai::search::{Embedding, Encodable, EncodeError, Encoder as _, Encoding, Question, ScoringMode, Verdict};
use jiff::Timestamp;
use rustc_hash::FxHashSet;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::load(ModelSource::Builtin).expect("it is built in"));

/// The invented knowledge, understood.
fn library() -> KnowledgeIndex {
    let library = lighthouse::library();
    embedding::unread(&library).for_each(understand);
    assert_eq!(embedding::unread(&library).count(), 0);
    library
}

fn understand(one: Encodable<'_>) {
    let encoded: Vec<Encoding> = one.texts().iter().map(|text| encode(text)).collect();
    one.understand(Arc::new(Embedding::new(&encoded).expect("everything says something")));
}

fn encode(text: &str) -> Encoding {
    MODEL.encode(text).expect("the model works")
}

fn meant(library: &KnowledgeIndex, question: &Question<'_>) -> Vec<Arc<Encoding>> {
    embedding::wording(library, question).iter().map(|text| Arc::new(encode(text))).collect()
}

#[test]
fn a_paraphrase_is_answered_by_what_it_means() {
    let library = library();
    let question = Question::new("when does the shift start and end");
    let by_words = library.ask(&RequestContext::default(), &question).found;
    assert_eq!((by_words.by, by_words.verdict), (ScoringMode::Words, Verdict::Suggest));
    let meant = meant(&library, &question);
    let found = library.ask(&RequestContext::default(), &Question { meant: &meant, ..question }).found;
    assert_eq!(found.verdict, Verdict::Answer);
    let best = found.ranked.first().expect("something is ranked");
    assert_eq!((found.by, library.candidate(best).entry.id.as_str()), (ScoringMode::Meaning, "aoife-hours"));
}

/// The invented knowledge and some entries with a single phrasing, all understood but those with this id.
fn library_but(unread: &str) -> KnowledgeIndex {
    let knowledge = Knowledge::load(Path::new(lighthouse::DIR)).expect("the fixture loads");
    let single = |(number, question): (usize, &str)| Entry {
        id: format!("single-{number}"),
        question: question.to_owned(),
        answer: "That is up to the harbour master.".to_owned(),
        ..Entry::default()
    };
    let asked = ["When does my shift begin?", "Who pays for the boat?", "May I bring a dog?", "Is there a bus?"];
    let library = KnowledgeIndex::new(Arc::new(knowledge), asked.into_iter().enumerate().map(single).collect());
    embedding::unread(&library).filter(|one| one.entry().is_none_or(|entry| entry.id != unread)).for_each(understand);
    library
}

#[test]
fn entries_are_found_alike_side_by_side_and_one_by_one() {
    let question = Question::new("when does the shift start and end");
    let ranked = |library: &KnowledgeIndex| {
        let meant = meant(library, &question);
        let found = library.ask(&RequestContext::default(), &Question { meant: &meant, top: 20, ..question }).found;
        let scores = found.ranked.iter().map(|one| (library.candidate(one).entry.id.clone(), one.score));
        scores.filter(|(id, _)| id != "single-3").collect::<Vec<_>>()
    };
    // Where a single entry has not been read, all others are looked up one by one.
    let (all, but_one) = (library_but(""), library_but("single-3"));
    assert_eq!((embedding::unread(&all).count(), embedding::unread(&but_one).count()), (0, 1));
    let found = ranked(&all);
    assert_eq!(found.first().map(|(id, _)| id.as_str()), Some("single-0"));
    assert!(found.len() > 5);
    assert_eq!(found, ranked(&but_one));
}

/// The invented knowledge, understood; these entries list more words of Jonas.
fn library_listing(listed: &[(&str, &str)]) -> KnowledgeIndex {
    let mut knowledge = Knowledge::load(Path::new(lighthouse::DIR)).expect("the fixture loads");
    let jonas = knowledge.testimonial("jonas-radio").expect("the fixture has it").clone();
    for (entry, text) in listed {
        let said = Testimonial { id: format!("{entry}-more"), text: (*text).to_owned(), ..jonas.clone() };
        let entry = knowledge.entries.iter_mut().find(|one| one.id == *entry).expect("the fixture has it");
        Arc::make_mut(entry).testimonials.push(said.id.clone());
        knowledge.testimonials.push(said);
    }
    let library = KnowledgeIndex::new(Arc::new(knowledge), Vec::new());
    embedding::unread(&library).for_each(understand);
    library
}

/// The ids of whose words are quoted below the first answer, if these texts were read.
fn quoted(library: &KnowledgeIndex, text: &str, meant: &[Arc<Encoding>]) -> Vec<String> {
    let reply = library.ask(&RequestContext::default(), &Question { meant, ..Question::new(text) }).reply;
    let card = reply.cards.first().expect("it is answered");
    card.quotes.iter().map(|quote| quote.id.clone()).collect()
}

#[test]
fn words_are_quoted_for_what_they_mean() {
    let fluent = ("translators", "I was fluent by then: I had learned to speak it at evening classes.");
    let library = library_listing(&[fluent]);
    let question = "which language skills does a translator need?";
    assert_eq!(quoted(&library, question, &[]), ["jonas-radio"], "he says \"translated\"");
    let meant = meant(&library, &Question::new(question));
    assert_eq!(quoted(&library, question, &meant), ["translators-more", "jonas-radio"]);
}

#[test]
fn nobody_is_quoted_whose_words_mean_something_else() {
    let library = library_listing(&[("keeper-share", "The boat with our bread came once a month.")]);
    let question = "what percentage are keepers?";
    let meant = meant(&library, &Question::new(question));
    assert_eq!(quoted(&library, question, &meant), [""; 0]);
}

#[test]
fn what_is_quoted_is_not_repeated() {
    let longer =
        "I translated letters for the harbour master and read the weather on the radio. […] My grandmother listened.";
    let library = library_listing(&[("translators", longer)]);
    let question = "where do translators work";
    let meant = meant(&library, &Question::new(question));
    assert_eq!(quoted(&library, question, &meant), ["translators-more"]);
    assert_eq!(quoted(&library, question, &[]), ["translators-more"]);
}

#[test]
fn what_members_share_is_never_read_but_quoted_by_its_words() {
    let common = Arc::new(library());
    let jonas = common.knowledge().testimonial("jonas-radio").expect("the fixture has it").clone();
    let by =
        Person { id: "ana".to_owned(), ..common.knowledge().person("jonas").expect("the fixture has him").clone() };
    let text = "Where do translators work? At the harbour office, as I did.".to_owned();
    let own = common.shared_testimonials(vec![(by, Testimonial { id: "shared".to_owned(), text, ..jonas })]);
    let (hidden, silent) = (FxHashSet::default(), FxHashSet::default());
    let guild = KnowledgeIndex::over(common, Vec::new(), &hidden, &silent).with_shared_quotes(own);
    assert_eq!(embedding::unread(&guild).count(), 0);
    let meant = meant(&guild, &Question::new("where do translators work"));
    assert!(quoted(&guild, "where do translators work", &meant).contains(&"shared".to_owned()));
}

/// What one reason for the confidence is worth, of a question that is asked by what it means.
fn reason(library: &KnowledgeIndex, text: &str, name: &str) -> f32 {
    let question = Question::new(text);
    let meant = meant(library, &question);
    let explanation = library.explain(&Question { meant: &meant, ..question });
    let value = explanation.reasons.iter().find(|(reason, ..)| *reason == name);
    value.expect("there is such a reason").2
}

#[test]
fn a_near_miss_asks_for_a_number_or_for_words_that_the_entry_lacks() {
    let library = library();
    let lacks = |text: &str| reason(&library, text, "lacks the number").to_bits() == 1.0_f32.to_bits();
    assert!(lacks("how many lamps does a keeper tend?"));
    assert!(!lacks("does a keeper tend lamps?"));
    assert!(!lacks("how many participants are keepers?"), "that entry is asked for one");
    let lacking = |text: &str| reason(&library, text, "meaning of the words it lacks");
    assert!(lacking("does a keeper tend the candles?") > lacking("does a keeper pay a mortgage?") + 0.1);
    assert!((lacking("keeper duties") - 1.0).abs() < f32::EPSILON, "it lacks nothing");
}

/// The reply to a question that is asked by what it means, and the cards that it shows.
fn reply(library: &KnowledgeIndex, text: &str) -> (String, Vec<String>) {
    let question = Question::new(text);
    let meant = meant(library, &question);
    let reply = library.ask(&RequestContext::default(), &Question { meant: &meant, ..question }).reply;
    (reply.lead, reply.cards.into_iter().map(|card| card.question).collect())
}

/// The invented knowledge, understood, as if nothing were known not to be known.
fn library_without_gaps() -> KnowledgeIndex {
    let mut knowledge = Knowledge::load(Path::new(lighthouse::DIR)).expect("the fixture loads");
    knowledge.gaps.clear();
    let library = KnowledgeIndex::new(Arc::new(knowledge), Vec::new());
    embedding::unread(&library).for_each(understand);
    library
}

#[test]
fn what_is_known_not_to_be_known_is_said_and_not_answered_with_what_is_most_like_it() {
    let knows_no_gaps = library_without_gaps();
    let library = library();
    let text = "What does a keeper wear?";
    assert_eq!(reply(&knows_no_gaps, text).1, ["What does a keeper do?"]);
    let (lead, cards) = reply(&library, text);
    assert_eq!(lead, "My sources don't cover the keepers' uniform. Is one of these close?");
    assert!(cards.is_empty());
    assert_eq!(
        reply(&library, "do keepers get boots?").0,
        "I don't have an answer on the keepers' uniform yet: my sources don't cover it."
    );
    // Whoever asks for something else gets the same answer as before.
    for text in ["What does a keeper do?", "can I ask for a certain harbour", "what are the working hours?"] {
        assert_eq!(reply(&library, text), reply(&knows_no_gaps, text));
        assert_eq!(reply(&library, text).1.len(), 1);
    }
}

#[test]
fn a_gap_with_a_sentence_of_its_own_is_answered_with_that_and_no_near_miss() {
    let library = library();
    let question = Question::new("may I marry the harbour master");
    let meant = meant(&library, &question);
    let asked = library.ask(&RequestContext::default(), &Question { meant: &meant, ..question });
    assert_eq!(asked.reply.lead, "No. Leave the harbour master alone.");
    assert_eq!((asked.kind, asked.reply.choices.len(), asked.reply.cards.len()), (ReplyKind::Abstain, 0, 0));
}

#[test]
fn a_handful_of_gaps_makes_nobody_surer() {
    let doubt =
        |library: &KnowledgeIndex| reason(library, "can I ask for a certain harbour", "meaning of what nobody knows");
    assert!(doubt(&library()) >= doubt(&library_without_gaps()));
}

#[test]
fn one_of_several_questions_is_answered_where_the_other_is_not() {
    let (lead, cards) = reply(&library(), "What does a keeper wear? And what are the working hours?");
    assert_eq!(lead, "My sources don't cover the keepers' uniform. Here's what they say about the rest:");
    assert_eq!(cards, ["What are the working hours?"]);
    let (lead, cards) = reply(&library(), "Can I ask for a certain harbour? And what are the working hours?");
    assert_eq!((lead.as_str(), cards.len()), ("", 2));
}

#[test]
fn what_a_guild_answers_is_no_gap_there() {
    let entry = Entry {
        id: "clothes".to_owned(),
        question: "What does a keeper wear at work?".to_owned(),
        aliases: vec!["uniform of keepers".to_owned()],
        answer: "An oilskin coat and rubber boots, which are handed out at the pier.".to_owned(),
        ..Entry::default()
    };
    let (hidden, silent) = (FxHashSet::default(), FxHashSet::default());
    let guild = KnowledgeIndex::over(Arc::new(library()), vec![Arc::new(entry)], &hidden, &silent);
    let doubt = |text: &str| reason(&guild, text, "meaning of what nobody knows");
    let words_only = doubt("What does a keeper wear?");
    assert!(words_only > 0.9, "nobody has read the entry yet: {words_only}");
    embedding::unread(&guild).for_each(understand);
    assert!(doubt("What does a keeper wear?") < 0.8);
    for text in ["What does a keeper wear?", "do they give you a coat and boots", "keeper uniform"] {
        assert_eq!(reply(&guild, text).1, ["What does a keeper wear at work?"]);
    }
    let (lead, cards) = reply(&guild, "is the crossing free or do I buy a ticket");
    assert_eq!(cards, [""; 0]);
    assert!(lead.contains("who pays for the boat to the harbour"), "the other gap is still one: {lead}");
}

#[test]
fn an_english_word_is_not_taken_for_another() {
    let library = library();
    let how = |text: &str, word: &str| {
        let slots = library.explain(&Question::new(text)).slots;
        slots.into_iter().find(|slot| slot.typed == word).expect("it was read").how
    };
    assert_eq!(how("does a keeper tend the lamb?", "lamb"), "unknown");
    assert_eq!(how("does a keeper tend the lmap?", "lmap"), "spelt lamp");
    let wording = embedding::wording(&library, &Question::new("who tends the lmap and the lamb?"));
    assert_eq!(wording.first().map(String::as_str), Some("who tends the lamp and the lamb?"));
}

#[test]
fn words_that_no_entry_has_are_read_as_they_were_meant() {
    let library = library();
    let wording = |text: &str| embedding::wording(&library, &Question::new(text)).remove(0);
    assert_eq!(
        wording("may I brnig my dgo, or paint in the galeries?"),
        "may I bring my dog, or paint in the galleries?"
    );
    assert_eq!(wording("may I bring my mukade, or Dgo?"), "may I bring my mukade, or Dgo?");
    assert_eq!(wording("can I bring a lmap, plesae?"), "can I bring a lamp, please?");
    let unknown = library.explain(&Question::new("dgo")).slots.remove(0);
    assert_eq!(
        (unknown.how.as_str(), library.explain(&Question::new("mukade")).slots.remove(0).weight),
        ("spelt dog", unknown.weight)
    );
}

#[test]
fn several_questions_get_an_answer_each() {
    let library = library();
    let question = Question::new("what are the working hours and can I ask for a certain harbour?");
    let meant = meant(&library, &question);
    let asked = library.ask(&RequestContext::default(), &Question { meant: &meant, ..question });
    let shown: Vec<&str> = asked.reply.cards.iter().map(|card| card.question.as_str()).collect();
    assert_eq!(shown, ["What are the working hours?", "Can I ask for a certain harbour?"]);
}

#[test]
fn what_belongs_to_another_question_is_not_used() {
    let library = library();
    let question = Question::new("what are the working hours?");
    let others = [Arc::new(encode("something")), Arc::new(encode("else"))];
    let found = library.ask(&RequestContext::default(), &Question { meant: &others, ..question }).found;
    assert_eq!(found.by, ScoringMode::Words);
}

#[test]
fn what_was_kept_is_read_again_and_nothing_else_is() {
    let library = library();
    let sample = encode("JET");
    for one in embedding::encodable(&library) {
        let meaning = one.meaning().expect("it was understood");
        let bytes = meaning.to_bytes();
        assert_eq!(Embedding::from_bytes(&bytes, &sample).as_ref(), Some(&**meaning));
        for cut in [0, 1, 7, 8, 9, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(Embedding::from_bytes(&bytes[..cut], &sample), None, "{cut} of {} bytes", bytes.len());
        }
        let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
        assert_eq!(Embedding::from_bytes(&longer, &sample), None);
        // Another model's vectors have other dimensions.
        let other = Encoding { pooled: sample.pooled[1..].into(), ..sample.clone() };
        assert_eq!(Embedding::from_bytes(&bytes, &other), None);
    }
}

/// An encoder that has too much to do.
struct Busy;

#[async_trait]
impl AsyncEncoder for Busy {
    fn model(&self) -> &'static str {
        "busy"
    }

    async fn question(&self, _: &str) -> Option<Arc<Encoding>> {
        None
    }

    async fn entry(&self, _: &str) -> Result<Encoding, EncodeError> {
        Err(EncodeError("busy".to_owned()))
    }
}

#[tokio::test]
async fn while_the_encoder_has_too_much_to_do_questions_are_answered_by_their_words() {
    let ask = async |app: App| {
        let question = Question::new("what are the working hours?");
        app.handle(&RequestContext::default(), Action::Ask(question)).await
    };
    let busy = ask(App::new(library()).with_encoder(Arc::new(Busy))).await;
    let without = ask(App::new(library())).await;
    assert_eq!(busy.cards.len(), 1);
    assert_eq!(format!("{busy:?}"), format!("{without:?}"));
}

/// The encoder, which counts the texts of entries that it was asked for.
#[derive(Default)]
struct Reader {
    entries: AtomicUsize,
}

#[async_trait]
impl AsyncEncoder for Reader {
    fn model(&self) -> &str {
        MODEL.model()
    }

    async fn question(&self, text: &str) -> Option<Arc<Encoding>> {
        Some(Arc::new(encode(text)))
    }

    async fn entry(&self, text: &str) -> Result<Encoding, EncodeError> {
        self.entries.fetch_add(1, Ordering::Relaxed);
        Ok(encode(text))
    }
}

const GUILD: u64 = 1_100_000_000_000_000_001;

/// A bot of this guild, and what its encoder has had to read.
fn app(store: &Arc<Database>) -> (App, Arc<Reader>) {
    let reader = Arc::new(Reader::default());
    let app = App::new(library()).with_store(Arc::<Database>::clone(store)).with_encoder(Arc::<Reader>::clone(&reader));
    (app, reader)
}

/// The answer that a member of the guild gets.
async fn answer(app: &App, question: &str) -> Option<String> {
    let visitor = RequestContext { guild: Some(GUILD), member: Some(7), ..RequestContext::default() };
    let reply = app.handle(&visitor, Action::Ask(Question::new(question))).await;
    reply.cards.first().map(|card| card.answer.clone())
}

/// Waits until the encoder has read what the guild knows.
async fn understood(app: &App) {
    while !embedding_indexer::understands(app, GUILD) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_a_guild_teaches_is_understood_a_moment_later_and_read_only_once() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let opened = open_database(&DatabaseUrl::File(home.path().join("kept.db")), DEFAULT_TIMEOUT, None).await;
    let store = Arc::new(opened.expect("the database opens"));
    let entry = Entry {
        id: "parcels".to_owned(),
        question: "Where do I collect a parcel?".to_owned(),
        answer: "At the counter beside the harbour master's office.".to_owned(),
        ..Entry::default()
    };
    let commit = Commit {
        guild: GUILD,
        by: Actor { member: 77, name: "Mori".to_owned() },
        at: Timestamp::now(),
        effects: vec![Change::Write(Edit { entry, active: true, replaces: None, from: None })],
    };
    assert!(matches!(guild::commit::commit(&store, &commit).await, Ok(CommitOutcome::Done(_))));

    let paraphrase = "how can I pick up a package that was sent to me";
    let (first, reader) = app(&store);
    assert_eq!(answer(&first, paraphrase).await, None, "nothing has been read yet");
    understood(&first).await;
    let answered = answer(&first, paraphrase).await;
    assert_eq!(answered.as_deref(), Some("At the counter beside the harbour master's office."));
    // A text that shows what all vectors must be like, the question, and the question with the answer.
    assert_eq!(reader.entries.load(Ordering::Relaxed), 3);

    let (second, reader) = app(&store);
    answer(&second, "hello").await;
    understood(&second).await;
    assert_eq!(answer(&second, paraphrase).await, answered);
    assert_eq!(reader.entries.load(Ordering::Relaxed), 1, "what was made is kept");
}

#[tokio::test]
async fn the_first_start_reads_beside_everything_else_and_the_next_one_reads_nothing() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let semantic = EncoderConfig { cache: Some(home.path().to_owned()), ..EncoderConfig::default() };
    let encoder_runtime =
        || Arc::new(EncoderRuntime::new(&semantic).expect("the encoder works").expect("it is enabled"));
    let first = Arc::new(lighthouse::library());
    let reading = encoder_runtime();
    reading.recall(&first);
    assert!(embedding::unread(&first).next().is_some(), "nothing is kept yet");
    let encoder_pool = Arc::new(reading.encoder_pool().expect("the system gives threads"));
    reading.read_beside(Arc::clone(&first), encoder_pool).await;
    assert_eq!(embedding::unread(&first).count(), 0);

    let second = lighthouse::library();
    encoder_runtime().recall(&second);
    assert_eq!(embedding::unread(&second).count(), 0);
    for (first, second) in embedding::encodable(&first).zip(embedding::encodable(&second)) {
        assert_eq!(first.meaning(), second.meaning());
    }
}
