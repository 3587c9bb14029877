//! A desk with an encoder that works only when it is told to: who comes first, who is turned away, who shares.

use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt as _;
use jet_senpai::encoder::{EncoderPool, QUESTION_BUDGET};
use jet_senpai::search::{EncodeError, Encoder, Encoding};

/// For how long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_mins(1);

/// An encoder that says what it has begun, and goes on when it is let.
struct Gated {
    begun: Sender<String>,
    go: Mutex<Receiver<()>>,
}

impl Encoder for Gated {
    fn model(&self) -> &'static str {
        "gated"
    }

    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        // Where the test is over, nobody listens, and nobody has to wait.
        let _ = self.begun.send(text.to_owned());
        let _ = self.go.lock().expect("nobody panics with it").recv();
        assert!(!text.starts_with("panic"), "as the test wants it");
        if text.starts_with("fail") {
            return Err(EncodeError("no".to_owned()));
        }
        let pooled = text.bytes().map(f32::from).collect();
        Ok(Encoding { pooled, pieces: Box::default(), vectors: Box::default() })
    }
}

/// The test's side of it.
struct RequestLimiter {
    begun: Receiver<String>,
    go: Sender<()>,
}

impl RequestLimiter {
    /// Waits until the next text is begun.
    fn begun(&self) -> String {
        self.begun.recv_timeout(PATIENCE).expect("a text is begun")
    }

    /// Lets one text be finished, now or later.
    fn open(&self) {
        self.go.send(()).expect("the encoder is there");
    }

    fn idle(&self) -> bool {
        self.begun.try_recv().is_err()
    }
}

fn encoder_pool(threads: usize) -> (EncoderPool, RequestLimiter, Arc<Gated>) {
    let (begun, listening) = channel();
    let (go, going) = channel();
    let encoder = Arc::new(Gated { begun, go: Mutex::new(going) });
    let encoder_pool = EncoderPool::with_threads(Arc::<Gated>::clone(&encoder), threads).expect("there are threads");
    (encoder_pool, RequestLimiter { begun: listening, go }, encoder)
}

type Asking<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Asks, and finds that there is no answer yet.
fn waiting<'a, T>(asking: impl Future<Output = T> + 'a) -> Asking<'a, T> {
    let mut asking: Asking<'a, T> = Box::pin(asking);
    assert!((&mut asking).now_or_never().is_none(), "it waits");
    asking
}

#[tokio::test]
async fn questions_come_before_entries_and_each_in_the_order_in_which_they_came() {
    let (encoder_pool, gate, _) = encoder_pool(1);
    let running = waiting(encoder_pool.entry("running"));
    assert_eq!(gate.begun(), "running");
    let entries = [waiting(encoder_pool.entry("e1")), waiting(encoder_pool.entry("e2"))];
    let questions = [waiting(encoder_pool.question("q1")), waiting(encoder_pool.question("q2"))];
    for next in ["q1", "q2", "e1", "e2"] {
        gate.open();
        assert_eq!(gate.begun(), next);
    }
    gate.open();
    assert!(running.await.is_ok());
    for entry in entries {
        assert!(entry.await.is_ok());
    }
    for question in questions {
        assert!(question.await.is_some());
    }
}

#[tokio::test]
async fn two_threads_encode_two_questions_beside_each_other() {
    let (encoder_pool, gate, _) = encoder_pool(2);
    let asking = [waiting(encoder_pool.question("a")), waiting(encoder_pool.question("b"))];
    let mut begun = [gate.begun(), gate.begun()];
    begun.sort();
    assert_eq!(begun, ["a", "b"]);
    gate.open();
    gate.open();
    for question in asking {
        assert!(question.await.is_some());
    }
}

#[tokio::test]
async fn a_question_that_would_wait_too_long_is_turned_away_at_once() {
    let (encoder_pool, gate, _) = encoder_pool(1);
    let texts: Vec<_> = (0..10_000).map(|n| format!("question {n}")).collect();
    let mut asking = Vec::new();
    for text in &texts {
        let mut question = Box::pin(encoder_pool.question(text));
        match (&mut question).now_or_never() {
            None => asking.push(question),
            Some(answer) => {
                assert!(answer.is_none());
                break;
            }
        }
    }
    assert!((25..texts.len()).contains(&asking.len()), "{} questions wait at most {QUESTION_BUDGET:?}", asking.len());
    // Entries have time.
    let entry = waiting(encoder_pool.entry("entry"));
    // Who waits for something that is being encoded anyway is not turned away, and there is room when others have gone.
    let shared = waiting(encoder_pool.question("question 3"));
    asking.clear();
    let another = waiting(encoder_pool.question("another"));
    for _ in 0..5 {
        gate.open();
    }
    assert!(shared.await.is_some() && another.await.is_some() && entry.await.is_ok());
}

#[tokio::test]
async fn a_question_that_many_ask_at_once_is_encoded_once_and_then_remembered() {
    let (encoder_pool, gate, _) = encoder_pool(2);
    let first = waiting(encoder_pool.question("a"));
    assert_eq!(gate.begun(), "a");
    let second = waiting(encoder_pool.question("a"));
    gate.open();
    let (first, second) = (first.await.expect("an answer"), second.await.expect("an answer"));
    assert!(Arc::ptr_eq(&first, &second));
    let third = encoder_pool.question("a").now_or_never().flatten().expect("it is known");
    assert!(Arc::ptr_eq(&first, &third) && gate.idle());
}

#[tokio::test]
async fn who_goes_away_costs_nothing_and_takes_nothing_from_others() {
    let (encoder_pool, gate, _) = encoder_pool(1);
    let gone_early = waiting(encoder_pool.question("a"));
    assert_eq!(gate.begun(), "a");
    drop(gone_early);
    let gone = (
        waiting(encoder_pool.question("b")),
        waiting(encoder_pool.question("shared")),
        waiting(encoder_pool.entry("e")),
    );
    let stays = (waiting(encoder_pool.question("shared")), waiting(encoder_pool.entry("f")));
    drop(gone);
    for next in ["shared", "f"] {
        gate.open();
        assert_eq!(gate.begun(), next);
    }
    gate.open();
    assert!(stays.0.await.is_some() && stays.1.await.is_ok());
    // What was begun for somebody who has gone is remembered for the next.
    assert!(encoder_pool.question("a").now_or_never().flatten().is_some());
}

#[tokio::test]
async fn entries_wait_for_room_and_nobody_who_has_gone_takes_it() {
    let (encoder_pool, gate, _) = encoder_pool(1);
    for n in 0..1000 {
        // Whoever finds room brings it, and goes; whoever finds none has brought nothing.
        drop(waiting(encoder_pool.entry(&n.to_string())));
    }
    let texts: Vec<_> = (0..200).map(|n| format!("entry {n}")).collect();
    let all = futures_util::future::join_all(texts.iter().map(|text| encoder_pool.entry(text)));
    for _ in 0..=texts.len() {
        gate.open();
    }
    assert!(all.await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn an_encoder_that_fails_or_panics_gives_nothing_and_the_next_question_is_answered() {
    let (encoder_pool, gate, _) = encoder_pool(1);
    for text in ["panic", "fail", "panic again"] {
        gate.open();
        assert!(encoder_pool.question(text).await.is_none(), "{text}");
        gate.open();
        assert!(encoder_pool.entry(text).await.is_err(), "{text}");
    }
    gate.open();
    assert!(encoder_pool.question("a").await.is_some());
    // A failure is not remembered.
    assert_eq!((0..6).map(|_| gate.begun()).filter(|text| text == "panic").count(), 2);
    let again = waiting(encoder_pool.question("panic"));
    gate.open();
    assert!(again.await.is_none());
}

#[tokio::test]
async fn a_desk_that_is_dropped_ends_its_threads_and_forgets_what_waits() {
    let (idle, _gate, encoder) = encoder_pool(2);
    drop(idle);
    assert_eq!(Arc::strong_count(&encoder), 1, "no thread holds it");

    let (busy, gate, encoder) = encoder_pool(1);
    let asking = (waiting(busy.question("a")), waiting(busy.question("b")), waiting(busy.entry("e")));
    assert_eq!(gate.begun(), "a");
    drop(asking);
    gate.open();
    drop(busy);
    assert!(gate.idle(), "nothing more is begun");
    assert_eq!(Arc::strong_count(&encoder), 1, "no thread holds it");
}
