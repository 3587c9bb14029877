//! Roles, and what they and a channel's overwrites let members and the bot do, as the gateway tells of it.

use serde_json::{Value, json};

use super::wire::{Wire, identify, register, request, respond, says_to};
use crate::discord::{APPLICATION, BOT_ROLE, Discord, LIGHTHOUSE, QUESTIONS, STAFF, THREAD, permissions};

/// What the gateway tells of the guild to whoever connects now.
async fn told(discord: &Discord) -> Value {
    let mut wire = Wire::connect(discord).await;
    wire.says(&identify(discord, 1)).await;
    wire.later("GUILD_CREATE").await
}

fn by_id(list: &Value, id: u64) -> &Value {
    let id = id.to_string();
    list.as_array().into_iter().flatten().find(|one| one["id"] == id.as_str()).unwrap_or(&Value::Null)
}

/// The bot's permissions in a channel, from nothing but what the gateway tells.
fn computed(guild: &Value, channel: u64) -> u64 {
    let bits = |value: &Value| value.as_str().and_then(|bits| bits.parse::<u64>().ok()).unwrap_or(0);
    let own = &guild["members"][0]["roles"];
    let mut rights = bits(&by_id(&guild["roles"], LIGHTHOUSE)["permissions"]);
    for role in own.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()) {
        rights |= bits(&by_id(&guild["roles"], role)["permissions"]);
    }
    let overwrites = &by_id(&guild["channels"], channel)["permission_overwrites"];
    for of in [LIGHTHOUSE, BOT_ROLE, APPLICATION] {
        let one = by_id(overwrites, of);
        rights = (rights & !bits(&one["deny"])) | bits(&one["allow"]);
    }
    rights
}

#[tokio::test]
async fn the_bot_can_compute_what_it_may_do_and_is_told_when_that_changes() {
    let discord = Discord::start().await;
    let guild = told(&discord).await;
    assert_eq!(guild["members"][0]["user"]["id"], APPLICATION.to_string());
    assert_eq!(computed(&guild, STAFF), permissions::MEMBER);
    let (mut wire, _) = Wire::identified(&discord).await;
    discord.channel(STAFF).may_send(false);
    let update = wire.event("CHANNEL_UPDATE").await;
    let send = permissions::SEND_MESSAGES.to_string();
    let expected = json!([{ "id": APPLICATION.to_string(), "type": 1, "allow": "0", "deny": send }]);
    assert_eq!((&update["id"], &update["permission_overwrites"]), (&json!(STAFF.to_string()), &expected));
    discord.channel(QUESTIONS).is_private(true);
    let guild = told(&discord).await;
    assert_eq!(computed(&guild, STAFF), permissions::MEMBER & !permissions::SEND_MESSAGES);
    assert_eq!(computed(&guild, QUESTIONS) & permissions::VIEW_CHANNEL, 0);
    assert_eq!(guild["threads"], json!([]), "nobody sees a thread of what they do not see");
    let read =
        async |channel: u64| request(&discord, "GET", &format!("/channels/{channel}"), &Value::Null).await.brief();
    assert_eq!((read(QUESTIONS).await.as_str(), read(THREAD).await.as_str()), ("403 50001", "403 50001"));
    discord.channel(QUESTIONS).may_view(true);
    assert_eq!((read(QUESTIONS).await.as_str(), read(THREAD).await.as_str()), ("200", "200"));
    assert_eq!(computed(&told(&discord).await, QUESTIONS), permissions::MEMBER);
    for role in [LIGHTHOUSE, BOT_ROLE] {
        discord.role_may(role, permissions::VIEW_CHANNEL);
    }
    assert_eq!(wire.later("GUILD_ROLE_UPDATE").await["role"]["permissions"], permissions::VIEW_CHANNEL.to_string());
    let text = json!({ "content": "x", "allowed_mentions": { "parse": [] } });
    assert_eq!(request(&discord, "POST", &format!("/channels/{QUESTIONS}/messages"), &text).await.brief(), "403 50013");
    discord.channel(STAFF).deleted();
    assert_eq!(wire.later("CHANNEL_DELETE").await["id"], STAFF.to_string());
    assert_eq!(by_id(&told(&discord).await["channels"], STAFF), &Value::Null);
    assert_eq!(discord.take_violations().len(), 3);
}

#[tokio::test]
async fn members_have_roles_until_these_are_taken_away_or_deleted() {
    let discord = Discord::start().await;
    let staff = json!({ "name": "staff", "description": "x", "default_member_permissions": "8192" });
    register(&discord, &json!([staff, { "name": "ask", "description": "x" }])).await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let (keepers, others) = (discord.role("Keepers"), discord.role("Others"));
    assert_eq!(wire.event("GUILD_ROLE_CREATE").await["role"]["name"], "Keepers");
    assert_eq!(discord.role("Keepers"), keepers);
    discord.role_may(keepers, permissions::MODERATOR);
    let ana = discord.member("Ana").with_role(keepers).with_role(others);
    let mut seen = Vec::new();
    for step in 0..4 {
        let command = match step {
            0 | 1 => "/staff",
            _ => "/ask",
        };
        match step {
            1 => drop(ana.clone().without_role(others)),
            2 => discord.delete_role(keepers),
            _ => {}
        }
        let mut her = if step == 3 { ana.clone().in_dm() } else { ana.clone() };
        let typing = tokio::spawn(async move { her.types(command).await });
        let event = wire.later("INTERACTION_CREATE").await;
        seen.push((event["member"]["roles"].clone(), event["member"]["permissions"].clone()));
        says_to(&discord, &event, "yes").await;
        typing.await.expect("it is answered");
    }
    let (moderator, member) = (permissions::MODERATOR.to_string(), permissions::MEMBER.to_string());
    assert_eq!(seen[0], (json!([keepers.to_string(), others.to_string()]), json!(moderator)));
    assert_eq!(seen[1], (json!([keepers.to_string()]), json!(moderator)));
    assert_eq!(seen[2], (json!([]), json!(member)));
    assert_eq!(seen[3], (Value::Null, Value::Null), "alone with the bot nobody is a member");
}

#[tokio::test]
async fn the_bot_hears_that_a_role_is_gone() {
    let discord = Discord::start().await;
    let keepers = discord.role("Keepers");
    let (mut wire, _) = Wire::identified(&discord).await;
    discord.delete_role(keepers);
    let gone = wire.event("GUILD_ROLE_DELETE").await;
    assert_eq!((&gone["guild_id"], &gone["role_id"]), (&json!(LIGHTHOUSE.to_string()), &json!(keepers.to_string())));
}

#[tokio::test]
async fn what_is_typed_is_completed_for_whoever_types_with_their_roles_and_even_for_whom_it_is_hidden() {
    let discord = Discord::start().await;
    let question = json!({ "type": 3, "name": "entry", "description": "x", "autocomplete": true });
    let edit = json!({ "name": "edit", "description": "x", "default_member_permissions": "0", "options": [question] });
    register(&discord, &json!([edit])).await;
    let (mut wire, _) = Wire::identified(&discord).await;
    let keepers = discord.role("Keepers");
    let mut ana = discord.member("Ana").with_role(keepers).sees_every_command();
    let mut ben = discord.member("Ben").may(permissions::MODERATOR);
    let data = json!({
        "id": discord.commands().0[0]["id"], "name": "edit", "type": 1,
        "options": [{ "type": 3, "name": "entry", "value": "t", "focused": true }],
    });
    let typing = tokio::spawn(async move { (ana.completes("/edit entry:t|").await, ben.completes_forged(data).await) });
    for (who, roles, may) in
        [("Ana", json!([keepers.to_string()]), permissions::MEMBER), ("Ben", json!([]), permissions::MODERATOR)]
    {
        let event = wire.later("INTERACTION_CREATE").await;
        assert_eq!((&event["type"], &event["member"]["user"]["global_name"]), (&json!(4), &json!(who)));
        assert_eq!((&event["member"]["roles"], &event["member"]["permissions"]), (&roles, &json!(may.to_string())));
        let choices = json!({ "type": 8, "data": { "choices": [{ "name": who, "value": "=tea" }] } });
        assert_eq!(respond(&discord, &event, &choices).await.brief(), "204");
    }
    let (hers, his) = typing.await.expect("both are answered");
    assert_eq!((hers[0].0.as_str(), his[0].0.as_str()), ("Ana", "Ben"));
}
