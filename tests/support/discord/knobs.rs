//! What tests can turn: the clock, permissions, faults, limits and the gateway; and what they can read off.

use std::time::Duration;

use serde_json::{Value, json};

use super::channels::ChannelKnobs;
use super::faults::{Fault, Limit};
use super::gateway::{self, Frame};
use super::guilds::{self, Role};
use super::world::{Id, Kind, LIGHTHOUSE, World};
use super::{Discord, payload, permissions, rest, transcript};

/// Everything that was sent before is processed once so many heartbeats have gone back and forth.
const ROUNDS: usize = 3;

impl Discord {
    /// Lets time pass: tokens, nonces, limits and interactions grow older by so much.
    pub fn advance(&self, time: Duration) {
        self.change(|world| world.offset += time);
    }

    /// A channel, to change what the bot may do in it.
    pub fn channel(&self, id: Id) -> ChannelKnobs<'_> {
        ChannelKnobs::new(self, id)
    }

    /// Has the bot invited to a further guild; its one channel.
    pub fn invited_to(&self, name: &str) -> (Id, Id) {
        self.change(|world| {
            let (id, channel) = (world.next_id(), world.next_id());
            world.add_guild(id, name, true);
            world.add_channel(channel, Kind::Text, Some(id), "general");
            let guild = guilds::created(world, &world.guilds[&id]);
            gateway::dispatch(world, "GUILD_CREATE", &guild);
            (id, channel)
        })
    }

    /// A role of the Lighthouse's, made if need be; two calls with one name mean one role.
    pub fn role(&self, name: &str) -> Id {
        self.change(|world| {
            if let Some(role) = world.roles.iter().find(|role| role.guild == LIGHTHOUSE && role.name == name) {
                return role.id;
            }
            let (id, permissions) = (world.next_id(), permissions::MEMBER);
            let (guild, name) = (LIGHTHOUSE, name.to_owned());
            world.roles.push(Role { id, guild, name, permissions, managed: false, mentionable: false });
            tell_role(world, id, "GUILD_ROLE_CREATE");
            id
        })
    }

    /// Gives a role these permissions; the bot's own has an id, too, and everyone's has the guild's.
    pub fn role_may(&self, role: Id, permissions: u64) {
        self.change(|world| {
            for one in world.roles.iter_mut().filter(|one| one.id == role) {
                one.permissions = permissions;
            }
            tell_role(world, role, "GUILD_ROLE_UPDATE");
        });
    }

    /// Whether anyone may ping a role; if not, only those who may ping everyone.
    pub fn mentionable(&self, role: Id, mentionable: bool) {
        self.change(|world| {
            for one in world.roles.iter_mut().filter(|one| one.id == role) {
                one.mentionable = mentionable;
            }
            tell_role(world, role, "GUILD_ROLE_UPDATE");
        });
    }

    /// An admin allows a command to a role, in Server Settings → Integrations.
    pub fn allows(&self, command: &str, role: Id) {
        self.change(|world| {
            let known = world.commands.iter().find(|one| one["name"] == command);
            let id = known.and_then(|one| one["id"].as_str()).expect("there is such a command").to_owned();
            world.allowed.push((id, role));
        });
    }

    /// Deletes a role: nobody has it any more, and no channel knows it.
    pub fn delete_role(&self, role: Id) {
        self.change(|world| {
            let Some(at) = world.roles.iter().position(|one| one.id == role && !one.managed) else { return };
            let guild = world.roles.remove(at).guild;
            world.people.values_mut().for_each(|person| person.roles.retain(|one| *one != role));
            world.channels.values_mut().for_each(|channel| channel.overwrites.retain(|one| one.of != role));
            let event = json!({ "guild_id": guild.to_string(), "role_id": role.to_string() });
            gateway::dispatch(world, "GUILD_ROLE_DELETE", &event);
        });
    }

    /// The language of a guild, for bots that connect from now on.
    pub fn speaks(&self, guild: Id, locale: &'static str) {
        self.change(|world| world.guilds.get_mut(&guild).map(|guild| guild.locale = locale))
            .expect("there is such a guild");
    }

    /// A guild goes: because of an outage, or because the bot was removed from it.
    pub fn guild_delete(&self, guild: Id, unavailable: bool) {
        self.change(|world| {
            if let Some(guild) = world.guilds.get_mut(&guild).filter(|_| !unavailable) {
                guild.joined = false;
            }
            let mut event = json!({ "id": guild.to_string() });
            if unavailable {
                event["unavailable"] = json!(true);
            }
            gateway::dispatch(world, "GUILD_DELETE", &event);
        });
    }

    /// Makes the next requests that fit go wrong.
    pub fn fault(&self, fault: Fault) {
        self.change(|world| world.faults.push(fault));
    }

    /// Nothing goes wrong any more.
    pub fn mend(&self) {
        self.change(|world| world.faults.clear());
    }

    /// Limits the routes whose bucket, such as `POST /channels/1/messages`, contains this.
    pub fn limit(&self, bucket_contains: &str, limit: Limit) {
        self.change(|world| world.limits.set(bucket_contains, limit));
    }

    /// The requests that have come so far, each as `POST /channels/1/messages`.
    pub fn requests(&self) -> Vec<String> {
        self.look(|world| world.requests.clone())
    }

    /// How often something was to be posted in a channel so far, other than as the answer to an interaction.
    pub fn posts(&self, channel: Id) -> usize {
        let post = format!("POST /channels/{channel}/messages");
        self.look(|world| world.requests.iter().filter(|request| **request == post).count())
    }

    /// Every message that there is in a channel's history, the oldest first, with all that is in it.
    pub fn messages(&self, channel: Id) -> Vec<Value> {
        self.look(|world| {
            let there = world.messages.values().filter(|one| one.channel == channel && one.only.is_none());
            there.map(|one| payload::whole(world, one)).collect()
        })
    }

    /// A moderator deletes a message, which the bot is told.
    pub fn delete_message(&self, channel: Id, id: Id) {
        let there = self.change(|world| {
            let there = world.messages.get(&id).is_some_and(|one| one.channel == channel && one.only.is_none());
            if there {
                transcript::deleted(world, id);
                rest::remove_message(world, id);
            }
            there
        });
        if !there {
            self.fail(&format!("there is no message {id} that could be deleted"));
        }
    }

    /// The commands as they are registered, and how often they were.
    pub fn commands(&self) -> (Vec<Value>, usize) {
        self.look(|world| (world.commands.clone(), world.registrations))
    }

    /// Every connection breaks, without a goodbye.
    pub fn drop_socket(&self) {
        self.look(|world| world.gateway.cut_all());
    }

    /// The connections stay open, but nothing comes over them any more, not even an ACK.
    pub fn zombie(&self) {
        self.change(|world| world.gateway.make_zombies());
    }

    /// Asks the bot to reconnect and to resume (operation 7).
    pub fn reconnect(&self) {
        self.send(&json!({ "op": 7, "s": null, "t": null, "d": null }));
    }

    /// Tells the bot that its session is not valid (operation 9); if it is not to be resumed, it is forgotten.
    pub fn invalid_session(&self, resumable: bool) {
        self.send(&json!({ "op": 9, "s": null, "t": null, "d": resumable }));
        if !resumable {
            self.change(|world| world.gateway.forget_sessions());
        }
    }

    /// Closes every connection with a code, or with none.
    pub fn close(&self, code: Option<u16>) {
        self.look(|world| world.gateway.send_all(|| Frame::Close(code)));
    }

    /// From now on whoever identifies is turned away with this code; with `None` nobody is any more.
    pub fn refuse_identify(&self, code: Option<u16>) {
        self.change(|world| world.gateway.refuse = code);
    }

    /// How often, in milliseconds, clients that connect from now on are to send a heartbeat.
    pub fn heartbeat_interval(&self, milliseconds: u64) {
        self.change(|world| world.gateway.heartbeat_interval = milliseconds);
    }

    /// Sends an event of any kind and content: unknown, malformed, or out of order.
    pub fn send_event(&self, name: &str, data: &Value) {
        self.change(|world| gateway::dispatch_as_it_is(world, name, data));
    }

    /// Sends anything over every connection.
    pub fn send(&self, payload: &Value) {
        self.look(|world| world.gateway.send_all(|| Frame::Text(payload.clone())));
    }

    pub fn identifies(&self) -> usize {
        self.look(|world| world.gateway.identifies)
    }

    pub fn resumes(&self) -> usize {
        self.look(|world| world.gateway.resumes)
    }

    pub fn heartbeats(&self) -> usize {
        self.look(|world| world.gateway.heartbeats)
    }

    /// The code with which a client last said goodbye.
    pub fn closed_with(&self) -> Option<u16> {
        self.look(|world| world.gateway.closes.last().copied())
    }

    /// Whether someone is connected and hears events.
    pub fn is_heard(&self) -> bool {
        self.look(|world| world.gateway.is_heard())
    }

    /// Waits until the bot is connected and hears events.
    pub async fn connected(&self) {
        self.expect("the bot to connect", |world| world.gateway.is_heard().then_some(())).await;
    }

    /// Waits until the world is as it should be, say until a client has said goodbye.
    pub async fn until(&self, what: &str, mut is_so: impl FnMut(&Self) -> bool) {
        // Looking takes the world's lock, which `expect` holds; so it only says when to look.
        let mut changes = self.0.server.changed.subscribe();
        let so = async {
            while !is_so(self) {
                let _changed = changes.changed().await;
            }
        };
        if tokio::time::timeout(super::PATIENCE, so).await.is_err() {
            self.fail(&format!("waited in vain until {what}"));
        }
    }

    /// Waits until the bot has done whatever it does about everything that it was told.
    ///
    /// It asks the bot's connections for heartbeats: they carry the number of the last event that was read, and a
    /// client reads in order, so that every handler has been started. Then no request may be under way. This goes
    /// back and forth a few times, during which handlers run that were started: all of them, as long as they wait
    /// for nothing but their own requests to us. One that waits for something else meanwhile (a timer, another
    /// thread, a database) may still be at it; wait for its effect instead.
    pub async fn settle(&self) {
        for _ in 0..ROUNDS {
            let asked = self.look(|world| {
                world.gateway.live().map(|one| (one.id.clone(), one.seq, one.beats.0)).collect::<Vec<_>>()
            });
            self.send(&json!({ "op": 1, "s": null, "t": null, "d": null }));
            let answered = |world: &World| {
                world.in_flight == 0
                    && asked.iter().all(|(id, seq, beats)| {
                        let session = world.gateway.live().find(|one| one.id == *id);
                        session.is_none_or(|one| one.beats.0 > *beats && one.beats.1 >= *seq)
                    })
            };
            self.expect("the bot to settle", |world| answered(world).then_some(())).await;
        }
    }
}

fn tell_role(world: &mut World, id: Id, event: &str) {
    let told = world.roles.iter().enumerate().filter(|(_, role)| role.id == id);
    let told = told
        .map(|(at, role)| (role.guild, json!({ "guild_id": role.guild.to_string(), "role": guilds::role(role, at) })));
    for (guild, json) in told.collect::<Vec<_>>() {
        if world.guilds.get(&guild).is_some_and(|guild| guild.joined) {
            gateway::dispatch(world, event, &json);
        }
    }
}
