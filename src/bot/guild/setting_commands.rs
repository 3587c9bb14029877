//! A guild's settings: changes them, and shows them with their problems.

use crate::bot::guild::blocklist;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crate::bot::faq;
use crate::bot::guild::commit::Change;
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::guild::settings::{MAX_RATE_PER_MINUTE, Setting, Settings};
use crate::ui::{Locale, Panel, PanelItem, Span, limits, wording};

/// Moderator roles per guild; as many fit into the panel.
const MAX_ROLES: usize = 20;
/// Channels per guild with their own answer visibility.
const MAX_CHANNELS: usize = 40;

/// A requested change of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingChange {
    Set(Setting),
    /// Resets settings to their defaults.
    Reset(SettingReset),
    /// A channel was given without the visibility of answers in it.
    HalfSaid,
}

/// The settings that can be reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingReset {
    /// The moderators' channel.
    Moderators,
    /// The audit log channel.
    Audit,
    /// The moderator roles.
    Roles,
    /// The visibility of answers, which the operator then decides.
    Answers,
    /// The rate limits, which the operator then decides.
    Limits,
    /// All references to channels and roles that no longer exist.
    Gone,
    Everything,
}

/// The channels, roles and permissions that Discord currently reports for a guild.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuildPermissions {
    /// The guild's channels, and the permissions the bot lacks in each.
    pub channels: BTreeMap<u64, Vec<ChannelPermission>>,
    /// The guild's roles, and whether Discord shows each the moderators' commands.
    pub roles: BTreeMap<u64, bool>,
    /// The audit log channel in which the last line could not be posted, and why.
    pub unposted: Option<(u64, String)>,
}

/// A permission that the bot needs in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelPermission {
    View,
    Send,
    Embed,
    /// Needed to reply to a message.
    History,
}

/// Applies all changes or none, and shows the settings.
pub(crate) async fn change_settings(
    context: &ModeratorContext<'_>,
    changes: &[SettingChange],
    seen: Option<&GuildPermissions>,
) -> ManageResult {
    let locale = context.request.locale;
    let before = faq::store::guild_record(context.store, context.id).await?.settings;
    let said = match parse_setting(context, &before, changes, seen) {
        Err(wrong) => wrong,
        Ok(wanted) if wanted.is_empty() && changes.is_empty() => String::new(),
        Ok(wanted) if wanted.is_empty() => wording::settings::already_set(locale).to_owned(),
        Ok(wanted) => {
            context.commit(wanted.into_iter().map(Change::Set).collect()).await?;
            wording::settings::settings_saved(locale).to_owned()
        }
    };
    let now = faq::store::guild_record(context.store, context.id).await?.settings;
    Ok(blocklist::shows(context, overview(context, said, &now, seen)))
}

/// The settings to store, or what is wrong with the input.
fn parse_setting(
    context: &ModeratorContext<'_>,
    before: &Settings,
    changes: &[SettingChange],
    seen: Option<&GuildPermissions>,
) -> Result<Vec<Setting>, String> {
    let locale = context.request.locale;
    let mut now = before.clone();
    let mut wanted = Vec::new();
    for change in changes {
        let settings = match change {
            SettingChange::Set(setting) => {
                if let Some(wrong) = wrong(context, *setting, seen) {
                    return Err(wrong.to_owned());
                }
                vec![*setting]
            }
            SettingChange::Reset(reset) => reset_setting(&now, *reset, seen),
            SettingChange::HalfSaid => return Err(wording::settings::half_said(locale).to_owned()),
        };
        for setting in settings {
            let earlier = now.clone();
            now.set(setting);
            if now != earlier {
                wanted.push(setting);
            }
        }
    }
    if now.roles.len() > MAX_ROLES || now.private.len() > MAX_CHANNELS {
        return Err(wording::settings::too_many_set(locale, MAX_ROLES, MAX_CHANNELS));
    }
    Ok(wanted)
}

/// The problem with a setting; nothing is saved then.
fn wrong(context: &ModeratorContext<'_>, setting: Setting, seen: Option<&GuildPermissions>) -> Option<&'static str> {
    let locale = context.request.locale;
    let is_there = |channel: u64| seen.is_none_or(|seen| seen.channels.contains_key(&channel));
    let fits = |most: NonZeroU32| most.get() <= MAX_RATE_PER_MINUTE;
    match setting {
        Setting::Moderators(Some(channel)) | Setting::Audit(Some(channel)) | Setting::Private(channel, Some(_)) => {
            (!is_there(channel)).then(|| wording::settings::no_such_channel(locale))
        }
        // The @everyone role has the guild's id.
        Setting::Role(role, true) if role == context.id => Some(wording::settings::not_everybody(locale)),
        Setting::Role(role, true) => {
            let is_there = seen.is_none_or(|seen| seen.roles.contains_key(&role));
            (!is_there).then(|| wording::settings::no_such_role(locale))
        }
        Setting::PerMember(Some(most)) | Setting::PerChannel(Some(most)) => {
            (!fits(most)).then(|| wording::settings::not_so_many(locale))
        }
        _ => None,
    }
}

/// All settings and their problems.
fn overview(context: &ModeratorContext<'_>, said: String, now: &Settings, seen: Option<&GuildPermissions>) -> Panel {
    let locale = context.request.locale;
    let channel = |heading, channel: Option<u64>, none| PanelItem {
        pieces: channel.map(Span::Channel).into_iter().collect(),
        ..PanelItem::new(heading, if channel.is_none() { none } else { "" })
    };
    let mut items = vec![
        PanelItem::new(wording::settings::what_is_wrong(locale), wording::settings::nothing_wrong(locale)),
        channel(
            wording::settings::moderators_channel(locale),
            now.moderators,
            wording::settings::no_moderators_channel(locale),
        ),
        channel(wording::settings::audit_channel(locale), now.audit, wording::settings::no_audit_channel(locale)),
        PanelItem {
            heading: wording::settings::who_moderates(locale).to_owned(),
            pieces: moderators(locale, now),
            ..PanelItem::default()
        },
        PanelItem {
            heading: wording::settings::answers(locale).to_owned(),
            pieces: answers(locale, now),
            ..PanelItem::default()
        },
        PanelItem::new(
            wording::settings::language_heading(locale),
            now.locale.map_or(wording::settings::automatic(locale), wording::settings::language),
        ),
        PanelItem::new(wording::settings::limits_heading(locale), limits(context, now)),
    ];
    let problems = problems(locale, now, seen);
    if !problems.is_empty() {
        items[0] = PanelItem {
            heading: wording::settings::what_is_wrong(locale).to_owned(),
            pieces: problems,
            ..PanelItem::default()
        };
    }
    Panel { title: wording::settings::settings(locale).to_owned(), text: said, items, columns: 1, ..Panel::default() }
}

fn limits(context: &ModeratorContext<'_>, now: &Settings) -> String {
    let locale = context.request.locale;
    let default = context.app.rate_limiter.limits();
    let of =
        |own: Option<NonZeroU32>, default: Option<NonZeroU32>| (own.or(default).map(NonZeroU32::get), own.is_some());
    wording::settings::limits(
        locale,
        of(now.per_member, default.map(|limits| limits.per_member)),
        of(now.per_channel, default.map(|limits| limits.per_channel)),
    )
}

/// The settings to store for a reset.
fn reset_setting(now: &Settings, reset: SettingReset, seen: Option<&GuildPermissions>) -> Vec<Setting> {
    let roles = now.roles.iter().map(|role| Setting::Role(*role, false));
    let answers = now.private.keys().map(|channel| Setting::Private(*channel, None));
    match reset {
        SettingReset::Moderators => vec![Setting::Moderators(None)],
        SettingReset::Audit => vec![Setting::Audit(None)],
        SettingReset::Roles => roles.collect(),
        SettingReset::Answers => answers.collect(),
        SettingReset::Limits => vec![Setting::PerMember(None), Setting::PerChannel(None)],
        SettingReset::Gone => {
            let Some(seen) = seen else { return Vec::new() };
            let is_gone = |channel: &u64| !seen.channels.contains_key(channel);
            let moderators = now.moderators.filter(is_gone).map(|_| Setting::Moderators(None));
            let audit = now.audit.filter(is_gone).map(|_| Setting::Audit(None));
            let roles = now.roles.iter().filter(|role| !seen.roles.contains_key(role));
            let answers = now.private.keys().filter(|channel| is_gone(channel));
            let roles = roles.map(|role| Setting::Role(*role, false));
            let answers = answers.map(|channel| Setting::Private(*channel, None));
            moderators.into_iter().chain(audit).chain(roles).chain(answers).collect()
        }
        SettingReset::Everything => {
            let one = [
                Setting::Moderators(None),
                Setting::Audit(None),
                Setting::Language(None),
                Setting::PerMember(None),
                Setting::PerChannel(None),
            ];
            one.into_iter().chain(roles).chain(answers).collect()
        }
    }
}

/// Who may moderate.
fn moderators(locale: Locale, now: &Settings) -> Vec<Span> {
    let whoever = Span::Plain(wording::settings::whoever_manages(locale, now.roles.is_empty()).to_owned());
    std::iter::once(whoever).chain(spaced(now.roles.iter().map(|role| Span::Role(*role)))).collect()
}

/// The channels with private answers and those with public ones.
fn answers(locale: Locale, now: &Settings) -> Vec<Span> {
    let mut pieces = Vec::new();
    for (wanted, heading) in
        [(true, wording::settings::private_in(locale)), (false, wording::settings::public_in(locale))]
    {
        let channels: Vec<u64> =
            now.private.iter().filter(|(_, private)| **private == wanted).map(|(channel, _)| *channel).collect();
        if !channels.is_empty() {
            pieces.push(Span::Plain(heading.to_owned()));
            pieces.extend(spaced(channels.into_iter().map(Span::Channel)));
            pieces.push(Span::Plain("\n".to_owned()));
        }
    }
    pieces.push(Span::Plain(wording::settings::answers_elsewhere(locale, now.private.is_empty()).to_owned()));
    pieces
}

/// Adds a space after each span.
fn spaced(pieces: impl Iterator<Item = Span>) -> Vec<Span> {
    pieces.flat_map(|piece| [piece, Span::Plain(" ".to_owned())]).collect()
}

/// The problems, one per line.
fn problems(locale: Locale, now: &Settings, seen: Option<&GuildPermissions>) -> Vec<Span> {
    let Some(seen) = seen else { return vec![Span::Plain(wording::settings::cannot_look(locale).to_owned())] };
    let mut lines: Vec<[Span; 2]> = Vec::new();
    let mut gone = false;
    for (channel, needs) in needed(now) {
        let Some(lacks) = seen.channels.get(&channel) else {
            gone = true;
            lines.push([
                Span::Plain(channel.to_string()),
                Span::Plain(wording::settings::channel_gone(locale).to_owned()),
            ]);
            continue;
        };
        let lacks = lacks.iter().filter(|permit| needs.contains(permit));
        let lacks: Vec<&str> = lacks.map(|permit| named(locale, *permit)).collect();
        if !lacks.is_empty() {
            lines.push([Span::Channel(channel), Span::Plain(wording::settings::permits_missing(locale, &lacks))]);
        }
    }
    for role in &now.roles {
        match seen.roles.get(role) {
            None => {
                gone = true;
                lines.push([
                    Span::Plain(role.to_string()),
                    Span::Plain(wording::settings::role_gone(locale).to_owned()),
                ]);
            }
            Some(false) => {
                lines.push([Span::Role(*role), Span::Plain(wording::settings::role_sees_nothing(locale).to_owned())]);
            }
            Some(true) => {}
        }
    }
    if let Some((channel, why)) = seen.unposted.as_ref().filter(|(channel, _)| now.audit == Some(*channel)) {
        lines.push([Span::Channel(*channel), Span::Plain(wording::settings::audit_unposted(locale, why))]);
    }
    let more = lines.len().saturating_sub(limits::LINES);
    lines.truncate(limits::LINES);
    let mut pieces: Vec<Span> =
        lines.into_iter().flat_map(|[what, why]| [what, why, Span::Plain("\n".to_owned())]).collect();
    if more > 0 {
        pieces.push(Span::Plain(wording::manage::and_more(locale, more)));
        pieces.push(Span::Plain("\n".to_owned()));
    }
    if gone {
        pieces.push(Span::Plain(wording::settings::how_to_tidy(locale).to_owned()));
    }
    pieces
}

/// The permissions the bot needs, by channel.
fn needed(now: &Settings) -> BTreeMap<u64, &'static [ChannelPermission]> {
    const TELLS: &[ChannelPermission] = &[ChannelPermission::View, ChannelPermission::Send, ChannelPermission::Embed];
    // The bot answers a mention with a reply to that message; a private answer needs no permission.
    const ANSWERS: &[ChannelPermission] =
        &[ChannelPermission::View, ChannelPermission::Send, ChannelPermission::Embed, ChannelPermission::History];
    let answers = now.private.iter().map(|(channel, private)| (*channel, if *private { &[] } else { ANSWERS }));
    let mut needed: BTreeMap<u64, &[ChannelPermission]> = answers.collect();
    for channel in now.moderators.into_iter().chain(now.audit) {
        let needs = needed.entry(channel).or_insert(TELLS);
        if needs.is_empty() {
            *needs = TELLS;
        }
    }
    needed
}

/// The name of a permission in Discord.
pub(crate) fn named(locale: Locale, permit: ChannelPermission) -> &'static str {
    let [view, send, embed, history] = wording::settings::permits(locale);
    match permit {
        ChannelPermission::View => view,
        ChannelPermission::Send => send,
        ChannelPermission::Embed => embed,
        ChannelPermission::History => history,
    }
}
