//! What a guild has set: changed, and shown with everything that is wrong with it.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use super::super::store::{Change, MOST_A_MINUTE, Setting, Settings};
use super::{ManageResult, ModeratorContext};
use crate::reply::{Locale, Panel, PanelItem, Span, limits, wording};

/// Roles that a guild may name; as many fit into what is shown.
const MOST_ROLES: usize = 20;
/// Channels of which it may decide who sees the answers.
const MOST_CHANNELS: usize = 40;

/// A change that somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingChange {
    /// This is set.
    Set(Setting),
    /// This is as if it had never been set.
    Reset(SettingReset),
    /// A channel was named, but not what is to be different in it.
    HalfSaid,
}

/// What can be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingReset {
    /// There is no moderators' channel.
    Moderators,
    /// There is no audit channel.
    Audit,
    /// No role is named.
    Roles,
    /// Answers are private where the operator has them so.
    Answers,
    /// The limits are the operator's.
    Limits,
    /// Channels and roles that no longer exist are set nowhere.
    Gone,
    /// All of it.
    Everything,
}

/// What Discord says of a guild at the moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuildPermissions {
    /// Its channels, and what the bot may not do in them.
    pub channels: BTreeMap<u64, Vec<ChannelPermission>>,
    /// Its roles, and whether Discord shows their members what is for moderators.
    pub roles: BTreeMap<u64, bool>,
    /// The audit channel in which the last line did not arrive, and why, if it did not.
    pub unposted: Option<(u64, String)>,
}

/// Something that the bot must be allowed in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelPermission {
    /// To see it.
    View,
    /// To write there.
    Send,
    /// To write there in embeds, as it does.
    Embed,
    /// To write below what was said.
    History,
}

impl ModeratorContext<'_> {
    /// Changes what is to be changed, all of it or nothing, and shows everything.
    pub(super) async fn settings(&self, changes: &[SettingChange], seen: Option<&GuildPermissions>) -> ManageResult {
        let locale = self.visitor.locale;
        let before = self.store.guild(self.id).await?.settings;
        let said = match self.wanted(&before, changes, seen) {
            Err(wrong) => wrong,
            Ok(wanted) if wanted.is_empty() && changes.is_empty() => String::new(),
            Ok(wanted) if wanted.is_empty() => wording::settings::already_set(locale).to_owned(),
            Ok(wanted) => {
                self.commit(wanted.into_iter().map(Change::Set).collect()).await?;
                wording::settings::settings_saved(locale).to_owned()
            }
        };
        let now = self.store.guild(self.id).await?.settings;
        Ok(self.shows(self.overview(said, &now, seen)))
    }

    /// What has to be set for these changes; or what is wrong with them.
    fn wanted(
        &self,
        before: &Settings,
        changes: &[SettingChange],
        seen: Option<&GuildPermissions>,
    ) -> Result<Vec<Setting>, String> {
        let locale = self.visitor.locale;
        let mut now = before.clone();
        let mut wanted = Vec::new();
        for change in changes {
            let settings = match change {
                SettingChange::Set(setting) => {
                    if let Some(wrong) = self.wrong(*setting, seen) {
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
        if now.roles.len() > MOST_ROLES || now.private.len() > MOST_CHANNELS {
            return Err(wording::settings::too_many_set(locale, MOST_ROLES, MOST_CHANNELS));
        }
        Ok(wanted)
    }

    /// What is wrong with a setting; nothing about it is then saved.
    fn wrong(&self, setting: Setting, seen: Option<&GuildPermissions>) -> Option<&'static str> {
        let locale = self.visitor.locale;
        let is_there = |channel: u64| seen.is_none_or(|seen| seen.channels.contains_key(&channel));
        let fits = |most: NonZeroU32| most.get() <= MOST_A_MINUTE;
        match setting {
            Setting::Moderators(Some(channel)) | Setting::Audit(Some(channel)) | Setting::Private(channel, Some(_)) => {
                (!is_there(channel)).then(|| wording::settings::no_such_channel(locale))
            }
            // Everybody's role has the guild's id.
            Setting::Role(role, true) if role == self.id => Some(wording::settings::not_everybody(locale)),
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

    /// Everything that is set, and what is wrong with it.
    fn overview(&self, said: String, now: &Settings, seen: Option<&GuildPermissions>) -> Panel {
        let locale = self.visitor.locale;
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
            PanelItem::new(wording::settings::limits_heading(locale), self.limits(now)),
        ];
        let problems = problems(locale, now, seen);
        if !problems.is_empty() {
            items[0] = PanelItem {
                heading: wording::settings::what_is_wrong(locale).to_owned(),
                pieces: problems,
                ..PanelItem::default()
            };
        }
        Panel {
            title: wording::settings::settings(locale).to_owned(),
            text: said,
            items,
            columns: 1,
            ..Panel::default()
        }
    }

    fn limits(&self, now: &Settings) -> String {
        let locale = self.visitor.locale;
        let default = self.app.gate.limits();
        let of = |own: Option<NonZeroU32>, default: Option<NonZeroU32>| {
            (own.or(default).map(NonZeroU32::get), own.is_some())
        };
        wording::settings::limits(
            locale,
            of(now.per_member, default.map(|limits| limits.per_member)),
            of(now.per_channel, default.map(|limits| limits.per_channel)),
        )
    }
}

/// What has to be set for something to be as if it had never been.
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

/// Where answers are private, and where not.
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

/// With a space between each two.
fn spaced(pieces: impl Iterator<Item = Span>) -> Vec<Span> {
    pieces.flat_map(|piece| [piece, Span::Plain(" ".to_owned())]).collect()
}

/// What is wrong, a line each.
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

/// What the bot must be allowed, channel by channel.
fn needed(now: &Settings) -> BTreeMap<u64, &'static [ChannelPermission]> {
    const TELLS: &[ChannelPermission] = &[ChannelPermission::View, ChannelPermission::Send, ChannelPermission::Embed];
    // Somebody who mentions the bot is answered below what they said; a private answer needs no permission.
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

/// A permission as Discord calls it.
pub(super) fn named(locale: Locale, permit: ChannelPermission) -> &'static str {
    let [view, send, embed, history] = wording::settings::permits(locale);
    match permit {
        ChannelPermission::View => view,
        ChannelPermission::Send => send,
        ChannelPermission::Embed => embed,
        ChannelPermission::History => history,
    }
}
