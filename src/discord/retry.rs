//! Sends requests to Discord, and retries where Discord or the connection failed, never where Discord refused. Logs one
//! line per failure, without members' texts.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable as _};
use serenity::Error;
use serenity::http::HttpError;
use tokio::time::timeout;

/// For how long a first response is tried: Discord takes it within 3 s, and some of them are over.
const RESPONSE_TIMEOUT: Duration = Duration::from_millis(2_700);
/// For how long a deferred reply is tried: it may have files, and Discord accepts it for a quarter of an hour.
const FOLLOWUP_TIMEOUT: Duration = Duration::from_mins(1);
/// First pause before something is sent again; each further one is twice as long.
const FIRST_RETRY: Duration = Duration::from_millis(200);
/// How often something is sent again.
const MAX_RETRIES: usize = 3;
/// The longest pause between two tries while the bot starts.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// The pause from which on retries are logged for the operator.
const LOGGED_PAUSE: Duration = Duration::from_secs(1);

/// Discord's code for an interaction that has been answered before
/// (<https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>).
const ALREADY_ACKNOWLEDGED: isize = 40_060;

/// Rate limited; serenity's own limiter waits it out where it is on.
const TOO_MANY_REQUESTS: u16 = 429;

/// Why something was not delivered.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// The HTTP status, if Discord answered.
    pub status: Option<u16>,
    /// One line for the log.
    pub message: String,
}

impl ApiError {
    /// Whether Discord says that the bot may not, or that the place is gone: there is no use in trying again.
    pub fn is_for_good(&self) -> bool {
        matches!(self.status, Some(403 | 404))
    }
}

impl From<&Error> for ApiError {
    fn from(error: &Error) -> Self {
        match error {
            Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                let status = response.status_code.as_u16();
                let detail: Vec<String> =
                    response.error.errors.iter().map(|error| format!("{}: {}", error.path, error.code)).collect();
                let detail = if detail.is_empty() { String::new() } else { format!(" ({})", detail.join(", ")) };
                let message = format!("{status} {} ({}){detail}", response.error.message, response.error.code);
                Self { status: Some(status), message }
            }
            // The address of a request holds the interaction's token.
            Error::Http(HttpError::Request(error)) => {
                let what = if error.is_timeout() { "no answer in time" } else { "the connection failed" };
                Self { status: None, message: what.to_owned() }
            }
            other => Self { status: None, message: other.to_string() },
        }
    }
}

/// Whether it may work the next time.
fn is_passing(error: &Error) -> bool {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            response.status_code.is_server_error() || response.status_code.as_u16() == TOO_MANY_REQUESTS
        }
        Error::Http(HttpError::Request(_)) => true,
        _ => false,
    }
}

/// Sends something, and again for as long as the failure is a passing one.
///
/// # Errors
/// Where Discord refused it, or could not be reached. Nothing is logged yet.
pub async fn attempt<T, F, Fut>(mut send: F) -> Result<T, ApiError>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, Error>>,
{
    let pauses = ExponentialBuilder::default().with_min_delay(FIRST_RETRY).with_max_times(MAX_RETRIES);
    (|| send()).retry(pauses).when(is_passing).await.map_err(|error| ApiError::from(&error))
}

/// Retries a request until Discord answers, so that the bot can be started while Discord is down. `what` names it in
/// the log.
///
/// # Errors
/// Where Discord refused.
pub async fn retry_forever<T, F, Fut>(what: &str, ask: F) -> Result<T, ApiError>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, Error>>,
{
    let pauses = ExponentialBuilder::default().with_min_delay(FIRST_RETRY).with_max_delay(LONGEST_PAUSE);
    let asking = ask.retry(pauses.without_max_times()).when(is_passing).notify(|error, pause| {
        if pause >= LOGGED_PAUSE {
            tracing::warn!(
                "requesting {what} from Discord failed: {}; retrying in {} s",
                ApiError::from(error),
                pause.as_secs()
            );
        }
    });
    asking.await.map_err(|error| ApiError::from(&error))
}

/// Answers an interaction, and says whether that worked; if not, it has been logged. `what` names it in the log.
pub async fn answer<F, Fut>(what: &str, respond: F) -> bool
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<(), Error>>,
{
    with_deadline(RESPONSE_TIMEOUT, what, respond).await
}

/// The same for an answer that was promised before.
pub async fn later<F, Fut>(what: &str, respond: F) -> bool
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<(), Error>>,
{
    with_deadline(FOLLOWUP_TIMEOUT, what, respond).await
}

async fn with_deadline<F, Fut>(time: Duration, what: &str, mut respond: F) -> bool
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<(), Error>>,
{
    let mut tries = 0;
    let delivered = attempt(|| {
        tries += 1;
        let again = tries > 1;
        let responding = respond();
        async move {
            match responding.await {
                // The first request arrived, and only its answer was lost.
                Err(error) if again && is_already_answered(&error) => Ok(()),
                outcome => outcome,
            }
        }
    });
    let in_time = timeout(time, delivered).await;
    match in_time.unwrap_or_else(|_| Err(ApiError { status: None, message: "no answer in time".to_owned() })) {
        Ok(()) => true,
        Err(api_error) => {
            tracing::warn!("delivering {what} failed: {api_error}");
            false
        }
    }
}

fn is_already_answered(error: &Error) -> bool {
    matches!(error, Error::Http(HttpError::UnsuccessfulRequest(response)) if response.error.code == ALREADY_ACKNOWLEDGED)
}
