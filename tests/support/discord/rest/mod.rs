//! The REST API, v10: who may ask, how often, what happens to the request on the way, and who answers it.

mod answer;
mod attach;
mod cdn;
mod channels;
mod commands;
mod guilds;
mod interactions;
mod multipart;
mod post;
mod threads;

use std::sync::Arc;
use std::time::Duration;

use answer::{Answer, Refusal};
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::response::Response;
use multipart::Part;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::faults::{Allowance, What};
use super::tls::Cut;
use super::world::World;
use super::{Server, files, openapi, payload};

pub use attach::last as last_file;
pub use post::remove as remove_message;

const PREFIX: &str = "/api/v10";

/// What Discord reads of a request at most: ten files and what is said about them.
const MAX_BYTES: usize = 101 << 20;

/// A request, read in full.
struct Call {
    host: String,
    method: String,
    /// Without `/api/v10`.
    path: String,
    query: String,
    authorization: Option<String>,
    body: Value,
    files: Vec<Part>,
    /// The body as it came, if it is neither JSON nor a form.
    unreadable: Option<String>,
}

impl Call {
    async fn read(request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, MAX_BYTES).await.unwrap_or_default();
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let kind = header(CONTENT_TYPE).unwrap_or_else(|| "application/json".to_owned());
        let parsed = match multipart::boundary(&kind) {
            Some(boundary) => multipart::read(boundary, &bytes),
            None if bytes.is_empty() => Ok((Value::Null, Vec::new())),
            None if !kind.starts_with("application/json") => Err(format!("this is {kind}")),
            None => serde_json::from_slice(&bytes).map(|body| (body, Vec::new())).map_err(|error| error.to_string()),
        };
        let (body, files, unreadable) = match parsed {
            Ok((body, files)) => (body, files, None),
            Err(why) => (Value::Null, Vec::new(), Some(format!("{why}: {}", String::from_utf8_lossy(&bytes)))),
        };
        let path = parts.uri.path();
        Self {
            host: header(HOST).unwrap_or_default(),
            method: parts.method.to_string(),
            path: path.strip_prefix(PREFIX).unwrap_or(path).to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            authorization: header(AUTHORIZATION),
            body,
            files,
            unreadable,
        }
    }

    fn param(&self, name: &str) -> Option<&str> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
    }

    fn says(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The route's bucket: the method and the path, with only the first id, which is the major one.
    fn bucket(&self) -> String {
        let is_id = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        let parts = self.path.split('/').enumerate().map(|(at, part)| if at > 2 && is_id(part) { ":id" } else { part });
        format!("{} {}", self.method, parts.collect::<Vec<_>>().join("/"))
    }
}

/// Counts a request as in flight for as long as it is.
struct InFlight(Arc<Server>);

impl InFlight {
    fn begin(server: &Arc<Server>, call: &Call) -> Self {
        server.change(|world| {
            world.in_flight += 1;
            world.requests.push(call.says());
        });
        Self(Arc::clone(server))
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.change(|world| world.in_flight -= 1);
    }
}

/// Answers a request.
pub async fn serve(
    State(server): State<Arc<Server>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let call = Call::read(request).await;
    let _in_flight = InFlight::begin(&server, &call);
    let from_cdn = |surplus| server.change(|world| cdn::serve(world, &call, surplus));
    let answer = || match call.host.as_str() {
        files::CDN => from_cdn(None),
        _ => server.change(|world| handle(world, &server.token, &call)),
    };
    match server.change(|world| fault(world, &call)) {
        None => answer(),
        Some(What::Delay(time)) => {
            sleep(time).await;
            answer()
        }
        Some(What::Status(status)) => silent(status),
        Some(What::Longer(bytes)) => from_cdn(Some(bytes)),
        Some(What::TooMany { retry_after, global }) => too_many(retry_after, global, None),
        Some(What::Drop) => {
            cut.cut();
            plain(500, Body::empty())
        }
        Some(What::ExecuteThenDelay(time)) => {
            let late = answer();
            sleep(time).await;
            late
        }
        Some(What::ExecuteThenDrop) => {
            let unheard = answer();
            cut.cut();
            unheard
        }
        Some(What::ExecuteThenStatus(status)) => {
            let _unheard = answer();
            silent(status)
        }
    }
}

/// The fault that a test wants to happen to a request.
fn fault(world: &mut World, call: &Call) -> Option<What> {
    let fits = world
        .faults
        .iter()
        .position(|fault| fault.times > 0 && fault.method == call.method && call.path.contains(&fault.path_contains))?;
    let fault = &mut world.faults[fits];
    fault.times -= 1;
    Some(fault.what)
}

fn handle(world: &mut World, token: &str, call: &Call) -> Response {
    let allowance = world.limits.take(&call.bucket(), world.now());
    if allowance.exceeded {
        return too_many(allowance.reset_after, false, Some(&allowance));
    }
    let answer = route(world, token, call).unwrap_or_else(|refusal| {
        world.violate(format!("{} was refused: {refusal}\n    {}", call.says(), call.body));
        refusal.into()
    });
    let said = answer.body.as_ref().unwrap_or(&Value::Null);
    let problems = openapi::problems_of_answer(&call.method, &call.path, answer.status, said).join("; ");
    if !problems.is_empty() {
        world.violate(format!(
            "our own answer to {} is not Discord's: {problems}
    {said}",
            call.says()
        ));
    }
    let body = answer.body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    with_headers(plain(answer.status, body), &allowance)
}

fn route(world: &mut World, token: &str, call: &Call) -> Result<Answer, Refusal> {
    if let Some(text) = &call.unreadable {
        world.violate(format!("{}: only JSON and forms are understood here, and not this: {text}", call.says()));
        return Err(Refusal::new(400, 50109, "The request body contains invalid JSON."));
    }
    let problems = openapi::problems(&call.method, &call.path, &call.body).join("; ");
    if !problems.is_empty() {
        world.violate(format!(
            "{}: {problems}
    {}",
            call.says(),
            call.body
        ));
    }
    let parts: Vec<&str> = call.path.split('/').skip(1).collect();
    let by_token = matches!(parts[..], ["interactions", ..] | ["webhooks", _, _, ..]);
    if !by_token && call.authorization.as_deref().and_then(|given| given.strip_prefix("Bot ")) != Some(token) {
        return Err(Refusal::new(401, 0, "401: Unauthorized"));
    }
    let id = |text: &str| text.parse().unwrap_or_default();
    match (call.method.as_str(), &parts[..]) {
        ("GET", ["gateway"]) => Ok(Answer::ok(json!({ "url": world.gateway.url }))),
        ("GET", ["gateway", "bot"]) => Ok(Answer::ok(json!({
            "url": world.gateway.url, "shards": 1,
            "session_start_limit": { "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 },
        }))),
        ("GET", ["users", "@me"]) => Ok(Answer::ok(payload::bot())),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => Ok(Answer::ok(payload::application())),
        ("POST", ["users", "@me", "channels"]) => channels::open_dm(world, &call.body),
        ("GET", ["applications", app, "commands"]) => commands::list(world, id(app), call),
        ("PUT", ["applications", app, "commands"]) => commands::register(world, id(app), call),
        ("GET", ["applications", _, "guilds", guild, "commands", "permissions"]) => {
            guilds::command_permissions(world, id(guild))
        }
        ("GET", ["guilds", guild]) => guilds::get(world, id(guild)),
        ("GET", ["guilds", guild, "channels"]) => guilds::channels(world, id(guild)),
        ("GET", ["guilds", guild, "members", user]) => guilds::member(world, id(guild), id(user)),
        ("POST", ["interactions", one, token, "callback"]) => interactions::respond(world, id(one), token, call),
        ("POST", ["webhooks", app, token]) => interactions::follow_up(world, id(app), token, call),
        (method, ["webhooks", app, token, "messages", which]) => {
            interactions::message(world, method, id(app), token, which, call)
        }
        ("GET", ["channels", channel]) => channels::get(world, id(channel)),
        ("PATCH", ["channels", thread]) => threads::change(world, id(thread), &call.body),
        ("POST", ["channels", channel, "messages", one, "threads"]) => {
            threads::start(world, id(channel), id(one), &call.body)
        }
        ("GET", ["channels", channel, "messages"]) => channels::history(world, id(channel), call),
        ("POST", ["channels", channel, "messages"]) => channels::create(world, id(channel), call),
        ("PUT", ["channels", channel, "messages", one, "reactions", emoji, "@me"]) => {
            channels::react(world, id(channel), id(one), emoji)
        }
        (method, ["channels", channel, "messages", one]) => {
            channels::message(world, method, id(channel), id(one), call)
        }
        _ => Err(Refusal::new(404, 0, "404: Not Found")),
    }
}

/// An answer that says nothing, as from a proxy in front of Discord.
fn silent(status: u16) -> Response {
    plain(status, Body::from("<html>not Discord</html>"))
}

fn plain(status: u16, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status.try_into().unwrap_or_default();
    response
}

fn with_headers(mut response: Response, allowance: &Allowance) -> Response {
    let reset_after = allowance.reset_after.as_secs_f64();
    let unix = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs_f64();
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("x-ratelimit-limit", allowance.limit.to_string()),
        ("x-ratelimit-remaining", allowance.remaining.to_string()),
        ("x-ratelimit-reset", format!("{:.3}", unix + reset_after)),
        ("x-ratelimit-reset-after", format!("{reset_after:.3}")),
        ("x-ratelimit-bucket", allowance.bucket.chars().filter(char::is_ascii_alphanumeric).collect()),
    ];
    for (name, value) in headers {
        if let Ok(value) = value.try_into() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn too_many(retry_after: Duration, global: bool, allowance: Option<&Allowance>) -> Response {
    let body = json!({
        "message": "You are being rate limited.", "retry_after": retry_after.as_secs_f64(), "global": global,
    });
    let response = plain(429, Body::from(body.to_string()));
    let mut response = match allowance {
        Some(allowance) => with_headers(response, allowance),
        None => response,
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, "application/json".try_into().unwrap_or(axum::http::HeaderValue::from_static("")));
    if let Ok(seconds) = format!("{:.3}", retry_after.as_secs_f64()).try_into() {
        headers.insert("retry-after", seconds);
    }
    let scope = if global { "global" } else { "user" };
    headers.insert("x-ratelimit-scope", axum::http::HeaderValue::from_static(scope));
    if global {
        headers.insert("x-ratelimit-global", axum::http::HeaderValue::from_static("true"));
    }
    response
}
