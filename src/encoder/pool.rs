//! The encoder pool: threads that encode, and their queue. Questions come first, entries when there are no questions.
//!
//! A question waits only as long as its embedding is worth: matching works without it.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::encoding_cache::EncodingCache;
use crate::search::{EncodeError, Encoder, Encoding};

/// For how long a question may wait for its turn. Discord waits for 3 s, most of which sending the reply may take.
pub const QUESTION_BUDGET: Duration = Duration::from_millis(250);

/// How long a question takes, as long as none has been measured: four times what one of twelve words takes on a server.
const INITIAL_LATENCY: Duration = Duration::from_millis(10);

/// The part of the mean that the latest question makes up: a long one does not turn away those after it.
const LATENCY_WEIGHT: u32 = 8;

/// Questions that wait, however fast they go.
const MAX_QUESTIONS: usize = 1024;

/// Entries in the queue; further callers wait until there is room.
const MAX_ENTRIES: usize = 64;

/// The most threads: more would take the machine from everything else.
const MAX_THREADS: usize = 2;

/// Encodes texts on threads of its own. Dropped, it forgets what waits, and its threads end.
pub struct EncoderPool {
    shared: Arc<PoolShared>,
    threads: Vec<JoinHandle<()>>,
}

struct PoolShared {
    encoder: Arc<dyn Encoder>,
    state: Mutex<QueueState>,
    /// Wakes a thread when there is something to do.
    work: Condvar,
    /// Room for entries.
    room: Arc<Semaphore>,
    threads: u32,
}

#[derive(Default)]
struct QueueState {
    questions: VecDeque<Arc<str>>,
    entries: VecDeque<EntryJob>,
    /// Who waits for a question, whether it is in the queue or being encoded.
    waiting: HashMap<Arc<str>, Vec<oneshot::Sender<Arc<Encoding>>>>,
    cache: EncodingCache,
    /// Texts being encoded.
    busy: usize,
    /// The mean of how long a question takes.
    pace: Option<Duration>,
    /// Whether a failure of the model has been logged.
    told: bool,
    closed: bool,
}

struct EntryJob {
    text: String,
    made: oneshot::Sender<Result<Encoding, EncodeError>>,
    _room: OwnedSemaphorePermit,
}

enum Job {
    Question(Arc<str>),
    Entry(EntryJob),
}

/// Whether a question is queued.
enum Admission {
    Known(Arc<Encoding>),
    Waits(oneshot::Receiver<Arc<Encoding>>),
    TurnedAway,
}

impl EncoderPool {
    /// A pool with a thread for each core, at most two.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn open(encoder: Arc<dyn Encoder>) -> io::Result<Self> {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self::with_threads(encoder, cores.min(MAX_THREADS))
    }

    /// A pool with this many threads.
    ///
    /// # Errors
    /// Where the system gives none.
    pub fn with_threads(encoder: Arc<dyn Encoder>, threads: usize) -> io::Result<Self> {
        let shared = Arc::new(PoolShared {
            encoder,
            state: Mutex::default(),
            work: Condvar::new(),
            room: Arc::new(Semaphore::new(MAX_ENTRIES)),
            threads: u32::try_from(threads).unwrap_or(u32::MAX).max(1),
        });
        let mut encoder_pool = Self { shared, threads: Vec::new() };
        for _ in 0..encoder_pool.shared.threads {
            let shared = Arc::clone(&encoder_pool.shared);
            encoder_pool.threads.push(thread::Builder::new().name("encoder".to_owned()).spawn(move || shared.work())?);
        }
        Ok(encoder_pool)
    }

    /// Names the model; see [`Encoder::model`].
    pub fn model(&self) -> &str {
        self.shared.encoder.model()
    }

    /// What the model makes of a question; nothing, and at once, where so many are being asked that it would have to
    /// wait for longer than the [`QUESTION_BUDGET`], and nothing where the model fails. A question that others ask, too, is
    /// encoded once.
    ///
    /// That is an estimate, not a limit: who must have an answer by a certain time stops waiting. That costs nothing.
    pub async fn question(&self, text: &str) -> Option<Arc<Encoding>> {
        match self.shared.ask(text) {
            Admission::Known(encoding) => Some(encoding),
            Admission::Waits(made) => made.await.ok(),
            Admission::TurnedAway => None,
        }
    }

    /// Encodes a text of an entry. Waits for room in the queue, and until no question is being encoded.
    ///
    /// # Errors
    /// Where the model fails.
    pub async fn entry(&self, text: &str) -> Result<Encoding, EncodeError> {
        let room = Arc::clone(&self.shared.room).acquire_owned().await.map_err(|_| closed())?;
        let (made, receiver) = oneshot::channel();
        self.shared.state().entries.push_back(EntryJob { text: text.to_owned(), made, _room: room });
        self.shared.work.notify_one();
        receiver.await.map_err(|_| closed())?
    }
}

impl Drop for EncoderPool {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.closed = true;
        state.questions.clear();
        state.entries.clear();
        state.waiting.clear();
        drop(state);
        self.shared.work.notify_all();
        for thread in self.threads.drain(..) {
            // A text takes milliseconds. A thread's panic is logged where it happens.
            let _ = thread.join();
        }
    }
}

fn closed() -> EncodeError {
    EncodeError("the encoder has been shut down".to_owned())
}

impl PoolShared {
    fn state(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(&self, text: &str) -> Admission {
        let mut guard = self.state();
        let state = &mut *guard;
        if let Some(encoding) = state.cache.get(text) {
            return Admission::Known(encoding);
        }
        let (made, receiver) = oneshot::channel();
        if let Some(waiting) = state.waiting.get_mut(text) {
            waiting.retain(|asker| !asker.is_closed());
            waiting.push(made);
            return Admission::Waits(receiver);
        }
        state.forget_unwanted();
        if state.questions.len() >= MAX_QUESTIONS || state.wait(self.threads) > QUESTION_BUDGET {
            return Admission::TurnedAway;
        }
        let text: Arc<str> = text.into();
        state.waiting.insert(Arc::clone(&text), vec![made]);
        state.questions.push_back(text);
        drop(guard);
        self.work.notify_one();
        Admission::Waits(receiver)
    }

    /// What a thread does all its life.
    fn work(&self) {
        while let Some(job) = self.next() {
            match job {
                Job::Question(text) => {
                    let begun = Instant::now();
                    let made = self.encode(&text);
                    self.answer(&text, made, begun.elapsed());
                }
                Job::Entry(entry) => {
                    let made = self.encode(&entry.text);
                    self.state().busy -= 1;
                    // The caller may have gone.
                    let _ = entry.made.send(made);
                }
            }
        }
    }

    /// Waits for something to do.
    fn next(&self) -> Option<Job> {
        let mut state = self.state();
        loop {
            if state.closed {
                return None;
            }
            if let Some(job) = state.next() {
                state.busy += 1;
                return Some(job);
            }
            state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        let made = catch_unwind(AssertUnwindSafe(|| self.encoder.encode(text)));
        let made = made.unwrap_or_else(|_| Err(EncodeError("the encoder panicked".to_owned())));
        if let Err(error) = &made
            && !std::mem::replace(&mut self.state().told, true)
        {
            tracing::error!("the sentence encoder failed; matching by words alone: {error}");
        }
        made
    }

    fn answer(&self, text: &Arc<str>, made: Result<Encoding, EncodeError>, took: Duration) {
        let mut state = self.state();
        state.busy -= 1;
        state.measure(took);
        let askers = state.waiting.remove(text).unwrap_or_default();
        // Dropped without an answer, the others know that there is none.
        let Ok(encoding) = made.map(Arc::new) else { return };
        state.cache.keep(text, Arc::clone(&encoding));
        drop(state);
        for asker in askers {
            let _ = asker.send(Arc::clone(&encoding));
        }
    }
}

impl QueueState {
    /// The next job that a caller still waits for.
    fn next(&mut self) -> Option<Job> {
        self.forget_unwanted();
        if let Some(text) = self.questions.pop_front() {
            return Some(Job::Question(text));
        }
        while let Some(entry) = self.entries.pop_front() {
            if !entry.made.is_closed() {
                return Some(Job::Entry(entry));
            }
        }
        None
    }

    /// Forgets the questions in the queue whose askers have all gone.
    fn forget_unwanted(&mut self) {
        let waiting = &mut self.waiting;
        self.questions.retain(|text| {
            let wanted = waiting.get(text).is_some_and(|askers| askers.iter().any(|asker| !asker.is_closed()));
            if !wanted {
                waiting.remove(text);
            }
            wanted
        });
    }

    /// How long a question that comes now would have to wait.
    fn wait(&self, threads: u32) -> Duration {
        let ahead = u32::try_from(self.questions.len() + self.busy).unwrap_or(u32::MAX);
        // With an idle thread, there is no wait.
        let ahead = if ahead < threads { 0 } else { ahead };
        self.pace.unwrap_or(INITIAL_LATENCY).saturating_mul(ahead) / threads
    }

    fn measure(&mut self, took: Duration) {
        self.pace = Some(self.pace.map_or(took, |pace| (pace * (LATENCY_WEIGHT - 1) + took) / LATENCY_WEIGHT));
    }
}
