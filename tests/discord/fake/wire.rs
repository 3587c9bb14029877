//! A client with nothing between it and the wire: plain requests, and a gateway connection spoken by hand.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{Duration, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::discord::{Discord, Id};

/// What a request was answered with.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Answer {
    /// `200`, or status, code and everything in `errors`, as in `400 50035 content BASE_TYPE_MAX_LENGTH`.
    pub fn brief(&self) -> String {
        let mut words = vec![self.status.to_string()];
        words.extend(self.body["code"].as_u64().filter(|_| self.status >= 400).map(|code| code.to_string()));
        collect(&self.body["errors"], "", &mut words);
        words.join(" ")
    }
}

fn collect(errors: &Value, path: &str, words: &mut Vec<String>) {
    for (key, value) in errors.as_object().into_iter().flatten() {
        if let ("_errors", Some(list)) = (key.as_str(), value.as_array()) {
            words.extend(list.iter().map(|one| format!("{path} {}", one["code"].as_str().unwrap_or_default())));
        } else {
            let dot = if path.is_empty() { "" } else { "." };
            collect(value, &format!("{path}{dot}{key}"), words);
        }
    }
}

/// Sends a request as the bot does; `None` if the connection broke.
pub async fn try_request(discord: &Discord, method: &str, path: &str, body: &Value) -> Option<Answer> {
    let method = method.parse().expect("a method");
    let request = discord.http().request(method, format!("https://discord.com/api/v10{path}"));
    let request = request.header("authorization", format!("Bot {}", discord.token()));
    let request = if body.is_null() {
        request
    } else {
        request.header("content-type", "application/json").body(body.to_string())
    };
    let response = request.send().await.ok()?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = serde_json::from_str(&response.text().await.ok()?).unwrap_or_default();
    Some(Answer { status, headers, body })
}

pub async fn request(discord: &Discord, method: &str, path: &str, body: &Value) -> Answer {
    try_request(discord, method, path, body).await.expect("our Discord answers")
}

/// Sends a request with files: the number, name and content of each.
pub async fn upload(discord: &Discord, method: &str, path: &str, body: &Value, files: &[(u64, &str, &[u8])]) -> Answer {
    let mut form = reqwest::multipart::Form::new();
    for (number, name, content) in files {
        let part = reqwest::multipart::Part::bytes(content.to_vec()).file_name((*name).to_owned());
        form = form.part(format!("files[{number}]"), part);
    }
    let form = form.text("payload_json", body.to_string());
    let request =
        discord.http().request(method.parse().expect("a method"), format!("https://discord.com/api/v10{path}"));
    let request = request.header("authorization", format!("Bot {}", discord.token())).multipart(form);
    let response = request.send().await.expect("our Discord answers");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = serde_json::from_str(&response.text().await.unwrap_or_default()).unwrap_or_default();
    Answer { status, headers, body }
}

/// Registers commands.
pub async fn register(discord: &Discord, commands: &Value) {
    let path = format!("/applications/{}/commands", crate::discord::APPLICATION);
    assert_eq!(request(discord, "PUT", &path, commands).await.brief(), "200");
}

/// Answers an interaction.
pub async fn respond(discord: &Discord, to: &Value, body: &Value) -> Answer {
    let text = |key: &str| to[key].as_str().expect("every interaction has it");
    request(discord, "POST", &format!("/interactions/{}/{}/callback", text("id"), text("token")), body).await
}

/// Answers an interaction with words, to its user alone.
pub async fn says_to(discord: &Discord, to: &Value, words: &str) {
    let data = json!({ "content": words, "flags": 64, "allowed_mentions": { "parse": [] } });
    assert_eq!(respond(discord, to, &json!({ "type": 4, "data": data })).await.brief(), "204");
}

/// A gateway connection.
pub struct Wire(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Wire {
    /// Connects and hears HELLO.
    pub async fn connect(discord: &Discord) -> Self {
        let url = format!("{}/?v=10", discord.gateway());
        let (socket, _) = connect_async(url).await.expect("the gateway is open");
        let mut wire = Self(socket);
        assert_eq!(wire.hears().await.expect("HELLO comes first")["op"], 10);
        wire
    }

    /// Connects, identifies and hears READY and the one guild; the session.
    pub async fn identified(discord: &Discord) -> (Self, String) {
        let mut wire = Self::connect(discord).await;
        wire.says(&identify(discord, 1 | 1 << 9 | 1 << 12)).await;
        let ready = wire.event("READY").await;
        wire.event("GUILD_CREATE").await;
        (wire, ready["session_id"].as_str().expect("there is a session").to_owned())
    }

    pub async fn says(&mut self, payload: &Value) {
        self.0.send(Message::Text(payload.to_string())).await.expect("it can be sent");
    }

    pub async fn says_goodbye(&mut self) {
        let frame = CloseFrame { code: CloseCode::Normal, reason: "".into() };
        self.0.close(Some(frame)).await.expect("it can be sent");
    }

    /// What comes next, or the code with which the connection was closed (0 if it just ended).
    pub async fn hears(&mut self) -> Result<Value, u16> {
        let next = timeout(Duration::from_secs(5), self.0.next()).await.expect("something comes");
        match next {
            Some(Ok(Message::Text(text))) => Ok(serde_json::from_str(&text).expect("it is JSON")),
            Some(Ok(Message::Close(frame))) => Err(frame.map_or(0, |frame| frame.code.into())),
            _ => Err(0),
        }
    }

    /// The content of the event that comes next.
    pub async fn event(&mut self, name: &str) -> Value {
        let mut payload = self.hears().await.expect("the connection is open");
        assert_eq!(payload["t"], name, "another event came first");
        payload["d"].take()
    }

    /// The content of the next event of a name, past others.
    pub async fn later(&mut self, name: &str) -> Value {
        loop {
            let mut payload = self.hears().await.expect("the connection is open");
            if payload["t"] == name {
                return payload["d"].take();
            }
        }
    }

    /// The id and token of the interaction that comes next.
    pub async fn interaction(&mut self) -> (Id, String) {
        let event = self.event("INTERACTION_CREATE").await;
        let text = |key: &str| event[key].as_str().expect("every interaction has it").to_owned();
        (text("id").parse().expect("ids are numbers"), text("token"))
    }
}

pub fn identify(discord: &Discord, intents: u64) -> Value {
    json!({ "op": 2, "d": { "token": discord.token(), "intents": intents, "shard": [0, 1], "properties": {} } })
}

pub fn resume(discord: &Discord, session: &str, seq: u64) -> Value {
    json!({ "op": 6, "d": { "token": discord.token(), "session_id": session, "seq": seq } })
}
