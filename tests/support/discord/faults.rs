//! What tests can make go wrong on the way, and the limits on how often the bot may ask.

use std::collections::HashMap;
use std::time::Duration;

/// A fault for the next `times` requests that it fits.
pub struct Fault {
    pub method: &'static str,
    pub path_contains: String,
    pub times: usize,
    pub what: What,
}

#[derive(Clone, Copy, Debug)]
pub enum What {
    /// An answer with this status that says nothing, as from a proxy in front of Discord.
    Status(u16),
    /// The answer comes late.
    Delay(Duration),
    /// 429, whatever the buckets say.
    TooMany { retry_after: Duration, global: bool },
    /// The connection is closed without an answer, and nothing was done.
    Drop,
    /// A file is longer than was said, by so many bytes, and its length is not told beforehand.
    Longer(usize),
    /// It is done at once, but the answer comes late.
    ExecuteThenDelay(Duration),
    /// It was done, but the answer is lost.
    ExecuteThenDrop,
    /// It was done, but the answer is this status and says nothing.
    ExecuteThenStatus(u16),
}

/// How many requests a bucket takes within a time.
#[derive(Clone, Copy)]
pub struct Limit {
    pub requests: u32,
    pub within: Duration,
}

/// Generous enough that no test is slowed by it.
const DEFAULT: Limit = Limit { requests: 1_000, within: Duration::from_secs(1) };

struct Bucket {
    used: u32,
    since: Duration,
}

/// The buckets, one for each method and route.
#[derive(Default)]
pub struct Limits {
    set: Vec<(String, Limit)>,
    buckets: HashMap<String, Bucket>,
}

/// What a bucket says about a request, as its headers tell.
#[derive(Clone)]
pub struct Allowance {
    pub bucket: String,
    pub limit: u32,
    pub remaining: u32,
    pub reset_after: Duration,
    pub exceeded: bool,
}

impl Limits {
    /// Sets the limit of every route whose bucket (such as `POST /channels/1/messages`) contains this.
    pub fn set(&mut self, contains: &str, limit: Limit) {
        self.set.insert(0, (contains.to_owned(), limit));
        self.buckets.clear();
    }

    /// Counts one request.
    pub fn take(&mut self, bucket: &str, now: Duration) -> Allowance {
        let limit = self.set.iter().find(|(part, _)| bucket.contains(part.as_str())).map_or(DEFAULT, |(_, set)| *set);
        let state = self.buckets.entry(bucket.to_owned()).or_insert(Bucket { used: 0, since: now });
        if now.saturating_sub(state.since) >= limit.within {
            *state = Bucket { used: 0, since: now };
        }
        let exceeded = state.used >= limit.requests;
        if !exceeded {
            state.used += 1;
        }
        Allowance {
            bucket: bucket.to_owned(),
            limit: limit.requests,
            remaining: limit.requests - state.used,
            reset_after: (state.since + limit.within).saturating_sub(now),
            exceeded,
        }
    }
}
