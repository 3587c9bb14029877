//! The gateway: sessions with sequence numbers, the WebSocket connections they are on, and what is told over them.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::tls::Cut;
use super::world::{APPLICATION, Id, World};
use super::{guilds, payload};

const GUILDS: u64 = 1 << 0;
const GUILD_MESSAGES: u64 = 1 << 9;
const DIRECT_MESSAGES: u64 = 1 << 12;
/// Members, presences and message content, for which one must ask Discord.
const PRIVILEGED: u64 = (1 << 1) | (1 << 8) | (1 << 15);
const KNOWN_INTENTS: u64 = ((1 << 22) - 1) | (1 << 24) | (1 << 25);

/// The name of the mark that every event bears.
pub const MARK: &str = "_told_by";

static MARKS: AtomicU64 = AtomicU64::new(1);

/// What goes out over a connection.
pub enum Frame {
    Text(Value),
    Close(Option<u16>),
}

/// A connection, identified or not.
pub struct Connection {
    pub id: Id,
    outbox: mpsc::UnboundedSender<Frame>,
    cut: Cut,
    /// The session it speaks for, once it has identified or resumed.
    session: Option<String>,
    /// Open as far as anyone can see, but nothing comes any more.
    zombie: bool,
}

/// A session and all it was told, from which a resume is served.
pub struct Session {
    pub id: String,
    intents: u64,
    pub seq: u64,
    told: Vec<Value>,
    /// How many heartbeats have come, and the sequence number that the last of them had seen.
    pub beats: (usize, u64),
}

pub struct Gateway {
    pub url: String,
    /// Goes along with each event, so that a log line about one that cannot be decoded tells whose it was.
    pub mark: u64,
    pub heartbeat_interval: u64,
    pub connections: Vec<Connection>,
    pub sessions: Vec<Session>,
    /// With what the next to identify are turned away.
    pub refuse: Option<u16>,
    pub identifies: usize,
    pub resumes: usize,
    pub heartbeats: usize,
    /// The codes with which clients said goodbye.
    pub closes: Vec<u16>,
}

impl Gateway {
    pub fn new(url: String) -> Self {
        Self {
            url,
            mark: MARKS.fetch_add(1, Ordering::Relaxed),
            heartbeat_interval: 41_250,
            connections: Vec::new(),
            sessions: Vec::new(),
            refuse: None,
            identifies: 0,
            resumes: 0,
            heartbeats: 0,
            closes: Vec::new(),
        }
    }

    /// Whether someone is connected and hears what is told.
    pub fn is_heard(&self) -> bool {
        self.connections.iter().any(|one| one.session.is_some() && !one.zombie)
    }

    /// The sessions that someone listens to.
    pub fn live(&self) -> impl Iterator<Item = &Session> {
        let heard = |session: &&Session| {
            self.connections.iter().any(|one| one.session.as_deref() == Some(&session.id) && !one.zombie)
        };
        self.sessions.iter().filter(heard)
    }

    pub fn cut_all(&self) {
        for connection in &self.connections {
            connection.cut.cut();
        }
    }

    pub fn make_zombies(&mut self) {
        for connection in &mut self.connections {
            connection.zombie = true;
        }
    }

    /// Sends something to everyone who is connected.
    pub fn send_all(&self, mut frame: impl FnMut() -> Frame) {
        for connection in &self.connections {
            connection.send(frame());
        }
    }

    /// Forgets the sessions, so that none can be resumed.
    pub fn forget_sessions(&mut self) {
        self.sessions.clear();
        for connection in &mut self.connections {
            connection.session = None;
        }
    }

    fn connection(&mut self, id: Id) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.id == id)
    }

    fn send(&mut self, to: Id, frame: Frame) {
        if let Some(connection) = self.connection(to) {
            connection.send(frame);
        }
    }

    /// Numbers an event and tells it to a session, who hears of it later if nobody is connected now.
    fn tell(&mut self, session: &str, name: &str, data: &Value) {
        let mut data = data.clone();
        data[MARK] = json!(self.mark);
        self.tell_as_it_is(session, name, &data);
    }

    fn tell_as_it_is(&mut self, session: &str, name: &str, data: &Value) {
        let Some(session) = self.sessions.iter_mut().find(|one| one.id == session) else { return };
        session.seq += 1;
        let event = json!({ "op": 0, "s": session.seq, "t": name, "d": data });
        session.told.push(event.clone());
        let of = |connection: &&Connection| connection.session.as_deref() == Some(&session.id);
        for connection in self.connections.iter().filter(of) {
            connection.send(Frame::Text(event.clone()));
        }
    }
}

impl Connection {
    fn send(&self, frame: Frame) {
        if !self.zombie {
            // Whoever has gone is not told anything.
            let _gone = self.outbox.send(frame);
        }
    }
}

/// Tells an event to every session that has asked for its kind.
pub fn dispatch(world: &mut World, name: &str, data: &Value) {
    let needed = match name {
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" if data["guild_id"].is_null() => DIRECT_MESSAGES,
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" => GUILD_MESSAGES,
        "GUILD_CREATE" | "GUILD_DELETE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE" | "THREAD_CREATE" | "THREAD_UPDATE"
        | "THREAD_DELETE" | "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE" | "GUILD_ROLE_DELETE" => GUILDS,
        _ => 0,
    };
    let asked = |session: &&Session| session.intents & needed == needed;
    let sessions: Vec<String> = world.gateway.sessions.iter().filter(asked).map(|session| session.id.clone()).collect();
    for session in sessions {
        world.gateway.tell(&session, name, data);
    }
}

/// Tells every session what a test made up, without a mark: nobody wonders that it cannot be decoded.
pub fn dispatch_as_it_is(world: &mut World, name: &str, data: &Value) {
    let sessions: Vec<String> = world.gateway.sessions.iter().map(|session| session.id.clone()).collect();
    for session in sessions {
        world.gateway.tell_as_it_is(&session, name, data);
    }
}

/// Greets a new connection.
pub fn greet(world: &mut World, outbox: mpsc::UnboundedSender<Frame>, cut: Cut) -> Id {
    let id = world.next_id();
    let hello = json!({ "op": 10, "s": null, "t": null, "d": {
        "heartbeat_interval": world.gateway.heartbeat_interval, "_trace": [],
    } });
    let connection = Connection { id, outbox, cut, session: None, zombie: false };
    connection.send(Frame::Text(hello));
    world.gateway.connections.push(connection);
    id
}

/// A connection has ended, perhaps with a goodbye, after which its session cannot be resumed.
pub fn farewell(world: &mut World, connection: Id, code: Option<u16>) {
    let gateway = &mut world.gateway;
    gateway.closes.extend(code);
    let Some(at) = gateway.connections.iter().position(|one| one.id == connection) else { return };
    let ended = gateway.connections.remove(at);
    if matches!(code, Some(1000 | 1001)) {
        gateway.sessions.retain(|session| Some(&session.id) != ended.session.as_ref());
    }
}

/// Hears what a client says.
pub fn hear(world: &mut World, token: &str, from: Id, text: &str) {
    let Ok(said) = serde_json::from_str::<Value>(text) else {
        world.violate(format!("the gateway was sent what is not JSON: {text}"));
        return world.gateway.send(from, Frame::Close(Some(4002)));
    };
    let session = world.gateway.connection(from).and_then(|one| one.session.clone());
    let data = &said["d"];
    match (said["op"].as_u64(), session) {
        (Some(1), session) => heartbeat(world, from, session.as_deref(), data.as_u64().unwrap_or(0)),
        (Some(2 | 6), Some(_)) => {
            world.violate("identified twice on one connection".to_owned());
            world.gateway.send(from, Frame::Close(Some(4005)));
        }
        (Some(2), None) => identify(world, token, from, data),
        (Some(6), None) => resume(world, token, from, data),
        // A presence is taken note of by others than us.
        (Some(3), Some(_)) => {}
        (Some(3), None) => world.gateway.send(from, Frame::Close(Some(4003))),
        _ => {
            world.violate(format!("the gateway was sent an operation it does not know: {text}"));
            world.gateway.send(from, Frame::Close(Some(4001)));
        }
    }
}

fn heartbeat(world: &mut World, from: Id, session: Option<&str>, seen: u64) {
    let gateway = &mut world.gateway;
    gateway.heartbeats += 1;
    if let Some(session) = gateway.sessions.iter_mut().find(|one| Some(one.id.as_str()) == session) {
        session.beats = (session.beats.0 + 1, seen);
    }
    gateway.send(from, Frame::Text(json!({ "op": 11, "s": null, "t": null, "d": null })));
}

fn knows(token: &str, data: &Value) -> bool {
    data["token"].as_str().is_some_and(|given| given.trim_start_matches("Bot ") == token)
}

fn identify(world: &mut World, token: &str, from: Id, data: &Value) {
    world.gateway.identifies += 1;
    let intents = data["intents"].as_u64().unwrap_or(u64::MAX);
    let refusal = match world.gateway.refuse {
        Some(code) => Some(code),
        None if !knows(token, data) => Some(4004),
        None if intents & !KNOWN_INTENTS != 0 => Some(4013),
        None if intents & PRIVILEGED != 0 => Some(4014),
        None => None,
    };
    if let Some(code) = refusal {
        if world.gateway.refuse.is_none() {
            world.violate(format!("identified with what is answered by {code}"));
        }
        return world.gateway.send(from, Frame::Close(Some(code)));
    }
    let session = format!("session-{}", world.next_id());
    let guilds: Vec<Id> = world.guilds.values().filter(|guild| guild.joined).map(|guild| guild.id).collect();
    let ready = json!({
        "v": 10, "user": payload::bot(), "session_id": session, "resume_gateway_url": world.gateway.url,
        "guilds": guilds.iter().map(|id| json!({ "id": id.to_string(), "unavailable": true })).collect::<Vec<_>>(),
        "shard": data["shard"], "application": { "id": APPLICATION.to_string(), "flags": 0 },
        "session_type": "normal", "private_channels": [], "relationships": [], "presences": [], "user_settings": {},
        "user_settings_proto": "", "guild_join_requests": [], "geo_ordered_rtc_regions": [], "_trace": [],
    });
    world.gateway.sessions.push(Session { id: session.clone(), intents, seq: 0, told: Vec::new(), beats: (0, 0) });
    if let Some(connection) = world.gateway.connection(from) {
        connection.session = Some(session.clone());
    }
    world.gateway.tell(&session, "READY", &ready);
    if intents & GUILDS != 0 {
        for id in guilds {
            let guild = guilds::created(world, &world.guilds[&id]);
            world.gateway.tell(&session, "GUILD_CREATE", &guild);
        }
    }
}

fn resume(world: &mut World, token: &str, from: Id, data: &Value) {
    let gateway = &mut world.gateway;
    gateway.resumes += 1;
    if !knows(token, data) {
        return gateway.send(from, Frame::Close(Some(4004)));
    }
    let wanted = data["session_id"].as_str().unwrap_or_default().to_owned();
    let seen = data["seq"].as_u64().unwrap_or(0);
    let Some(session) = gateway.sessions.iter().find(|session| session.id == wanted) else {
        return gateway.send(from, Frame::Text(json!({ "op": 9, "s": null, "t": null, "d": false })));
    };
    if seen > session.seq {
        return gateway.send(from, Frame::Close(Some(4007)));
    }
    let is_missed = |event: &&Value| event["s"].as_u64().is_some_and(|seq| seq > seen);
    let missed: Vec<Value> = session.told.iter().filter(is_missed).cloned().collect();
    // The connection that the session was on before is of no more use.
    for connection in &mut gateway.connections {
        if connection.session.as_deref() == Some(&wanted) {
            connection.session = None;
        }
    }
    if let Some(connection) = gateway.connection(from) {
        connection.session = Some(wanted.clone());
    }
    for event in missed {
        gateway.send(from, Frame::Text(event));
    }
    gateway.tell(&wanted, "RESUMED", &json!({ "_trace": [] }));
}
