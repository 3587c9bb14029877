//! Whom a message pings, according to its text and to what it allows.

use serde_json::Value;

use crate::discord::world::Id;

/// Someone or many who would get a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ping {
    User(Id),
    Role(Id),
    Everyone,
    Here,
}

/// Everyone a text names.
pub fn in_text(text: &str) -> Vec<Ping> {
    let mut pings = Vec::new();
    for (sign, ping) in [("@everyone", Ping::Everyone), ("@here", Ping::Here)] {
        if text.contains(sign) {
            pings.push(ping);
        }
    }
    for part in text.split("<@").skip(1) {
        let Some((id, _)) = part.split_once('>') else { continue };
        let (id, role) = id.strip_prefix('&').map_or((id.trim_start_matches('!'), false), |id| (id, true));
        let Ok(id) = id.parse() else { continue };
        let ping = if role { Ping::Role(id) } else { Ping::User(id) };
        if !pings.contains(&ping) {
            pings.push(ping);
        }
    }
    pings
}

/// Those of whom `allowed_mentions` lets through; without it Discord lets all of them through.
pub fn allowed(text: &str, allowed: &Value) -> Vec<Ping> {
    let named = in_text(text);
    let Some(rules) = allowed.as_object() else { return named };
    let parses =
        |kind: &str| rules.get("parse").and_then(Value::as_array).is_some_and(|all| all.contains(&kind.into()));
    let lists = |key: &str, id: &Id| {
        let listed = rules.get(key).and_then(Value::as_array);
        listed.is_some_and(|all| all.contains(&id.to_string().into()))
    };
    let through = |ping: &Ping| match ping {
        Ping::User(id) => parses("users") || lists("users", id),
        Ping::Role(id) => parses("roles") || lists("roles", id),
        Ping::Everyone | Ping::Here => parses("everyone"),
    };
    named.into_iter().filter(through).collect()
}

/// Whether the author of what a message replies to is pinged, too.
pub fn of_reply(allowed: &Value) -> bool {
    allowed.is_null() || allowed["replied_user"] == true
}

/// Those who are pinged without being named one by one in the text and in `users` or `roles`, and those in `users` and
/// `roles` whom the text does not name.
pub fn strays(pings: &[Ping], text: &str, allowed: &Value) -> Vec<Ping> {
    let ids = |key: &str| {
        let all = allowed[key].as_array().into_iter().flatten();
        all.filter_map(|id| id.as_str()?.parse::<Id>().ok()).collect::<Vec<_>>()
    };
    let users = ids("users").into_iter().map(Ping::User);
    let listed: Vec<Ping> = users.chain(ids("roles").into_iter().map(Ping::Role)).collect();
    let named = in_text(text);
    let unasked = pings.iter().filter(|ping| !listed.contains(ping));
    let idle = listed.iter().filter(|ping| !named.contains(ping) && !pings.contains(ping));
    unasked.chain(idle).cloned().collect()
}

/// Whether `allowed_mentions` lets a kind of mention through, whomever the text names.
pub fn parses(allowed: &Value) -> bool {
    allowed["parse"].as_array().is_some_and(|all| !all.is_empty())
}

/// Whether `allowed_mentions` contradicts itself, which Discord refuses.
pub fn contradicts(allowed: &Value) -> bool {
    let parses = |kind: &str| allowed["parse"].as_array().is_some_and(|all| all.contains(&kind.into()));
    let lists = |kind: &str| allowed[kind].as_array().is_some_and(|all| !all.is_empty());
    ["users", "roles"].iter().any(|kind| parses(kind) && lists(kind))
}
