//! What this Discord knows: guilds, channels, people, messages and interactions, and what the bot did wrong.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::faults::{Fault, Limits};
use super::files::File;
use super::gateway::Gateway;
use super::guilds::{self, Overwrite, Role};
use super::threads::Thread;
use super::transcript::Diary;

pub type Id = u64;

/// The application; its bot user has the same id, as with every application made since 2016.
pub const APPLICATION: Id = 1_100_000_000_000_000_001;
/// Whoever has made the application, and the guilds.
pub const OWNER: Id = APPLICATION + 1;
/// The role that Discord made for the bot.
pub const BOT_ROLE: Id = 1_100_000_000_000_000_009;
pub const BOT_NAME: &str = "jet-senpai";

/// The guild that the bot is a member of from the start.
pub const LIGHTHOUSE: Id = 1_100_000_000_000_000_010;
pub const QUESTIONS: Id = 1_100_000_000_000_000_011;
pub const STAFF: Id = 1_100_000_000_000_000_012;
/// A thread within [`QUESTIONS`].
pub const THREAD: Id = 1_100_000_000_000_000_013;
/// A guild that the bot is no member of: whoever uses it there has installed it for themselves.
pub const FOREIGN_GUILD: Id = 1_100_000_000_000_000_020;
pub const ABROAD: Id = 1_100_000_000_000_000_021;

/// The first millisecond of 2015, from which Discord counts.
const EPOCH: u64 = 1_420_070_400_000;

/// How long an interaction waits for its first response.
pub const FIRST_RESPONSE: Duration = Duration::from_secs(3);
/// How long an interaction's token works.
pub const TOKEN_LIFE: Duration = Duration::from_mins(15);
/// How long a nonce is remembered.
pub const NONCE_LIFE: Duration = Duration::from_mins(5);

pub struct Guild {
    pub id: Id,
    pub name: String,
    /// Whether the bot is a member; if not, it is used there by user install only.
    pub joined: bool,
    /// The language that its owner chose for it.
    pub locale: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Thread {
        parent: Id,
    },
    Dm {
        with: Id,
    },
    /// A conversation of two others, where the app is used by whoever has installed it.
    Private {
        with: Id,
    },
}

pub struct Channel {
    pub id: Id,
    pub kind: Kind,
    pub guild: Option<Id>,
    pub name: String,
    /// What is allowed or denied there besides what the guild does.
    pub overwrites: Vec<Overwrite>,
    /// What it has as a thread, if it is one.
    pub thread: Option<Thread>,
    pub gone: bool,
}

pub struct Person {
    pub id: Id,
    pub name: String,
    pub closed_dms: bool,
    /// In whatever guild they belong to.
    pub roles: Vec<Id>,
}

pub struct Message {
    pub id: Id,
    pub channel: Id,
    pub author: Id,
    /// The only one who sees it, if it is ephemeral.
    pub only: Option<Id>,
    /// A deferred response that has not been filled in yet.
    pub thinking: bool,
    /// Whom it has pinged, by name.
    pub pinged: Vec<String>,
    pub json: Value,
}

/// What the bot's first response to an interaction was.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Message(Id),
    /// Deferred: the message says that the bot is thinking.
    Thinking(Id),
    /// A component's press was acknowledged; nothing changes to see.
    Acknowledged,
    Updated(Id),
    Choices(Vec<(String, Value)>),
    Modal,
    /// Nothing came within the time that a member would wait.
    Silence,
}

pub struct Interaction {
    pub id: Id,
    pub token: String,
    /// Discord's interaction type: 2 command, 3 component, 4 autocomplete, 5 modal.
    pub kind: u64,
    pub channel: Id,
    pub user: Id,
    pub created: Duration,
    /// The message whose component was used, directly or before a modal.
    pub on: Option<Id>,
    /// The message that `@original` means.
    pub original: Option<Id>,
    pub outcome: Option<Outcome>,
    pub metadata: Value,
}

/// A modal that someone has open.
#[derive(Clone)]
pub struct OpenModal {
    pub data: Value,
    pub channel: Id,
    pub on: Option<Id>,
}

pub struct Nonce {
    pub channel: Id,
    pub text: String,
    pub message: Id,
    pub at: Duration,
}

pub struct World {
    started: Instant,
    /// What tests have added to the clock.
    pub offset: Duration,
    last: Id,
    pub guilds: BTreeMap<Id, Guild>,
    /// Everyone's first, in every guild.
    pub roles: Vec<Role>,
    pub channels: BTreeMap<Id, Channel>,
    pub people: BTreeMap<Id, Person>,
    pub messages: BTreeMap<Id, Message>,
    pub interactions: Vec<Interaction>,
    pub modals: HashMap<Id, OpenModal>,
    /// What each has submitted last, to be submitted again.
    pub submitted: HashMap<Id, (OpenModal, Value)>,
    pub commands: Vec<Value>,
    /// Commands, by their ids, that an admin has allowed to roles.
    pub allowed: Vec<(String, Id)>,
    /// How often the bot has registered its commands.
    pub registrations: usize,
    pub nonces: Vec<Nonce>,
    pub files: Vec<File>,
    pub faults: Vec<Fault>,
    pub limits: Limits,
    pub gateway: Gateway,
    pub diary: Diary,
    pub violations: Vec<String>,
    pub pings: Vec<String>,
    /// Whether a ping of others than whom a message names on purpose is a violation.
    pub minds_pings: bool,
    /// Requests that have come, each as `POST /channels/1/messages`.
    pub requests: Vec<String>,
    pub in_flight: usize,
}

impl World {
    pub fn new(gateway_url: String) -> Self {
        let mut world = Self {
            started: Instant::now(),
            offset: Duration::ZERO,
            last: 0,
            guilds: BTreeMap::new(),
            roles: Vec::new(),
            channels: BTreeMap::new(),
            people: BTreeMap::new(),
            messages: BTreeMap::new(),
            interactions: Vec::new(),
            modals: HashMap::new(),
            submitted: HashMap::new(),
            commands: Vec::new(),
            allowed: Vec::new(),
            registrations: 0,
            nonces: Vec::new(),
            files: Vec::new(),
            faults: Vec::new(),
            limits: Limits::default(),
            gateway: Gateway::new(gateway_url),
            diary: Diary::default(),
            violations: Vec::new(),
            pings: Vec::new(),
            minds_pings: false,
            requests: Vec::new(),
            in_flight: 0,
        };
        for (id, name, joined) in [(LIGHTHOUSE, "The Lighthouse", true), (FOREIGN_GUILD, "Elsewhere", false)] {
            world.add_guild(id, name, joined);
        }
        world.add_channel(QUESTIONS, Kind::Text, Some(LIGHTHOUSE), "questions");
        world.add_channel(STAFF, Kind::Text, Some(LIGHTHOUSE), "staff");
        world.add_channel(THREAD, Kind::Thread { parent: QUESTIONS }, Some(LIGHTHOUSE), "visa talk");
        world.add_channel(ABROAD, Kind::Text, Some(FOREIGN_GUILD), "abroad");
        world
    }

    /// The time since the start, as this Discord's clock has it.
    pub fn now(&self) -> Duration {
        self.started.elapsed() + self.offset
    }

    /// Milliseconds since 1970.
    fn milliseconds(&self) -> u64 {
        let since = (SystemTime::now() + self.offset).duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    /// A new id: later ones are greater, and the time of its making is in it, as in every snowflake.
    pub fn next_id(&mut self) -> Id {
        let now = (self.milliseconds() - EPOCH) << 22;
        self.last = now.max(self.last + 1);
        self.last
    }

    /// Now in ISO 8601.
    pub fn timestamp(&self) -> String {
        iso8601(self.milliseconds())
    }

    pub fn add_guild(&mut self, id: Id, name: &str, joined: bool) {
        self.guilds.insert(id, Guild { id, name: name.to_owned(), joined, locale: "en-US" });
        self.roles.extend(guilds::first_roles(id));
    }

    /// Whether the bot may do something in a channel.
    pub fn may(&self, channel: &Channel, permission: u64) -> bool {
        guilds::rights(self, channel) & permission != 0
    }

    pub fn add_channel(&mut self, id: Id, kind: Kind, guild: Option<Id>, name: &str) {
        let thread = matches!(kind, Kind::Thread { .. }).then(|| Thread::begun(OWNER, self.timestamp()));
        let (name, overwrites) = (name.to_owned(), Vec::new());
        self.channels.insert(id, Channel { id, kind, guild, name, overwrites, thread, gone: false });
    }

    /// Whoever has this name, known from now on.
    pub fn person(&mut self, name: &str) -> Id {
        if let Some(person) = self.people.values().find(|person| person.name == name) {
            return person.id;
        }
        let id = self.next_id();
        self.people.insert(id, Person { id, name: name.to_owned(), closed_dms: false, roles: Vec::new() });
        id
    }

    pub fn name_of(&self, user: Id) -> &str {
        if user == APPLICATION { BOT_NAME } else { self.people.get(&user).map_or("someone", |person| &person.name) }
    }

    /// The channel between the bot and someone, opened if need be.
    pub fn dm_with(&mut self, user: Id) -> Id {
        let open = self.channels.values().find(|channel| channel.kind == Kind::Dm { with: user });
        if let Some(channel) = open {
            return channel.id;
        }
        let (id, name) = (self.next_id(), format!("DM with {}", self.name_of(user)));
        self.add_channel(id, Kind::Dm { with: user }, None, &name);
        id
    }

    /// The channel between someone and someone else.
    pub fn private_channel_with(&mut self, user: Id) -> Id {
        let (id, name) = (self.next_id(), format!("DM of others with {}", self.name_of(user)));
        self.add_channel(id, Kind::Private { with: user }, None, &name);
        id
    }

    /// Whether the bot is there as a member, and not only in the pocket of a user.
    pub fn is_member_of(&self, channel: Id) -> bool {
        let Some(channel) = self.channels.get(&channel) else { return false };
        let guild = channel.guild.and_then(|guild| self.guilds.get(&guild));
        guild.map_or(matches!(channel.kind, Kind::Dm { .. }), |guild| guild.joined)
    }

    pub fn violate(&mut self, what: String) {
        self.violations.push(what);
    }
}

/// Milliseconds since 1970 as ISO 8601 (the calendar after Howard Hinnant's `civil_from_days`).
fn iso8601(milliseconds: u64) -> String {
    let (days, rest) = (milliseconds / 86_400_000, milliseconds % 86_400_000);
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}000+00:00", rest % 1_000)
}
