//! A Discord of our own on the loopback interface, which refuses what Discord refuses and shows what members see.
//!
//! ```ignore
//! let discord = Discord::start().await;
//! // … start the bot with `discord.http()`, `discord.token()` and `discord.gateway()` …
//! let ana = discord.member("Ana");
//! ana.types("/ask question:what do keepers do").await;
//! ana.presses("This helped").await;
//! insta::assert_snapshot!(discord.transcript(), @"…");
//! ```
//!
//! Whatever the bot does against Discord's rules is kept as a violation; when the last handle goes and violations are
//! left, the test fails.

mod channels;
pub mod faults;
mod files;
mod gateway;
mod guilds;
mod interaction;
mod knobs;
mod member;
pub mod openapi;
mod payload;
pub mod permissions;
mod rest;
pub mod rules;
mod slash;
mod socket;
mod threads;
mod tls;
mod transcript;
pub mod undecodable;
mod world;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{io, thread};

use axum::Router;
use reqwest::dns::{Name, Resolve, Resolving};
use tls::{Cut, TlsListener};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use world::World;

pub use files::MAX_BYTES;
pub use member::Member;
pub use world::{ABROAD, APPLICATION, BOT_ROLE, Id, LIGHTHOUSE, Outcome, QUESTIONS, STAFF, THREAD};

const TOKEN: &str = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.Lamp00.not-a-secret-but-of-the-shape-of-one";

/// After this long without what was to come, a test has failed.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the listeners share.
pub struct Server {
    token: String,
    world: Mutex<World>,
    changed: watch::Sender<()>,
}

impl Server {
    /// Does something in the world, and lets everyone who waits for something look again.
    fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let done = act(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.send_replace(());
        done
    }

    fn look<T>(&self, see: impl FnOnce(&World) -> T) -> T {
        see(&self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A handle on a Discord; it ends with the last of them.
#[derive(Clone)]
pub struct Discord(Arc<Handle>);

struct Handle {
    server: Arc<Server>,
    /// Where REST is, and the certificate it shows.
    rest: (SocketAddr, Vec<u8>),
    gateway: String,
    tasks: Vec<AbortHandle>,
}

/// Knows no name, so that nothing leaves this machine.
struct Nowhere;

impl Resolve for Nowhere {
    fn resolve(&self, name: Name) -> Resolving {
        let refusal = io::Error::other(format!("tests do not reach beyond this machine, to `{}`", name.as_str()));
        Box::pin(async move { Err(refusal.into()) })
    }
}

impl Discord {
    /// Opens its listeners.
    pub async fn start() -> Self {
        undecodable::listen();
        let (rest, address, certificate) = TlsListener::bind().await.expect("a port is free");
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let gateway = format!("ws://{}", listener.local_addr().expect("it is bound"));
        let world = Mutex::new(World::new(gateway.clone()));
        let server = Arc::new(Server { token: TOKEN.to_owned(), world, changed: watch::Sender::new(()) });
        let router = Router::new().fallback(rest::serve).with_state(Arc::clone(&server));
        let service = router.into_make_service_with_connect_info::<Cut>();
        let tasks = vec![
            tokio::spawn(async move { axum::serve(rest, service).await }).abort_handle(),
            tokio::spawn(socket::serve(Arc::clone(&server), listener)).abort_handle(),
        ];
        Self(Arc::new(Handle { server, rest: (address, certificate.to_vec()), gateway, tasks }))
    }

    /// The bot's token, without `Bot `.
    pub fn token(&self) -> &str {
        &self.0.server.token
    }

    /// A client for which `discord.com` and the host of its files are here, and nothing else is anywhere.
    pub fn http(&self) -> reqwest::Client {
        let (address, certificate) = &self.0.rest;
        client(*address, certificate)
    }

    /// Where REST is, and the certificate it shows: for a process that makes its own client.
    pub fn rest(&self) -> (SocketAddr, &[u8]) {
        (self.0.rest.0, &self.0.rest.1)
    }

    /// Where the gateway is.
    pub fn gateway(&self) -> String {
        self.0.gateway.clone()
    }

    /// Someone who talks with the bot; two calls with one name mean one person.
    pub fn member(&self, name: &str) -> Member {
        Member::new(self.clone(), name)
    }

    /// The conversation as it was to be seen so far.
    pub fn transcript(&self) -> String {
        self.look(transcript::render)
    }

    /// The conversation since it was taken last.
    pub fn take_transcript(&self) -> String {
        self.change(|world| {
            let text = transcript::render(world);
            world.diary.clear();
            text
        })
    }

    /// What is in the file of this name that the bot has sent last.
    pub fn file(&self, name: &str) -> Vec<u8> {
        let found = self.look(|world| rest::last_file(world, name).map(|file| file.content.clone()));
        found.unwrap_or_else(|| self.fail(&format!("the bot has sent no file `{name}`")))
    }

    /// Everything the bot did against the rules, and every event of ours that it could not read.
    pub fn violations(&self) -> Vec<String> {
        self.0.violations()
    }

    /// The violations of the rules, which are forgiven: the test wanted them.
    pub fn take_violations(&self) -> Vec<String> {
        self.change(|world| std::mem::take(&mut world.violations))
    }

    /// Fails if the bot did anything against the rules.
    pub fn assert_clean(&self) {
        self.0.assert_clean();
    }

    /// Whom the bot's messages have pinged, by name; roles as `@Keepers`, if they may be pinged.
    pub fn pings(&self) -> Vec<String> {
        self.look(|world| world.pings.clone())
    }

    /// From now on the bot may ping only users and roles that both the text of a message and its `allowed_mentions.users`
    /// or `roles` name, and `parse` is to be empty: whoever else would be pinged, if it might, and whoever is allowed for
    /// but not named, is a violation.
    pub fn minds_pings(&self) {
        self.change(|world| world.minds_pings = true);
    }

    fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        self.0.server.change(act)
    }

    fn look<T>(&self, see: impl FnOnce(&World) -> T) -> T {
        self.0.server.look(see)
    }

    /// Waits until there is what is looked for, for as long as a test has patience.
    async fn wait<T>(&self, mut see: impl FnMut(&World) -> Option<T>) -> Option<T> {
        let mut changes = self.0.server.changed.subscribe();
        let seen = async {
            loop {
                if let Some(seen) = self.look(&mut see) {
                    return seen;
                }
                // The sender lives as long as we do.
                let _changed = changes.changed().await;
            }
        };
        timeout(PATIENCE, seen).await.ok()
    }

    /// Waits as [`Self::wait`] does; says what was missed if it does not come.
    async fn expect<T>(&self, what: &str, see: impl FnMut(&World) -> Option<T>) -> T {
        match self.wait(see).await {
            Some(seen) => seen,
            None => self.fail(&format!("waited in vain for {what}")),
        }
    }

    /// Ends the test with all that is known of how it came to this.
    fn fail(&self, why: &str) -> ! {
        let violations = self.violations().join("\n");
        panic!("{why}\n\n── so far ──\n{}\n── violations ──\n{violations}", self.transcript());
    }
}

impl Handle {
    fn violations(&self) -> Vec<String> {
        let mut all = self.server.look(|world| world.violations.clone());
        let mark = self.server.look(|world| world.gateway.mark);
        all.extend(undecodable::undecodable(mark).into_iter().map(|line| format!("not decoded: {line}")));
        all
    }

    fn assert_clean(&self) {
        let violations = self.violations();
        let transcript = self.server.look(transcript::render);
        assert!(
            violations.is_empty(),
            "against Discord's rules:\n{}\n\n── the conversation ──\n{transcript}",
            violations.join("\n")
        );
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        self.server.look(|world| world.gateway.cut_all());
        if !thread::panicking() {
            self.assert_clean();
        }
    }
}

/// A client for which `discord.com` and the host of its files are at an address, and nothing else is anywhere.
pub fn client(address: SocketAddr, certificate: &[u8]) -> reqwest::Client {
    let certificate = reqwest::Certificate::from_der(certificate).expect("the certificate was just made");
    reqwest::Client::builder()
        .https_only(true)
        .no_proxy()
        .tls_built_in_root_certs(false)
        .add_root_certificate(certificate)
        .dns_resolver(Arc::new(Nowhere))
        .resolve("discord.com", address)
        .resolve(files::CDN, address)
        .build()
        .expect("the client can be built")
}
