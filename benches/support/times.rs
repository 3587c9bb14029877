//! Times, as a line of percentiles.

use std::time::Duration;

/// Prints the median, the 99th percentile and the longest of some times.
pub fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| millis(times[(times.len() - 1) * share / 100]);
    println!("{what:55} p50 {:>6.2} ms   p99 {:>6.2} ms   most {:>6.2} ms", at(50), at(99), at(100));
}

/// A time in milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
