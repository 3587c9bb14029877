//! The audit log: shows it page by page, and posts new lines in the guild's audit log channel.

use crate::bot::guild::commit::{Actor, Change, CuratedOverride, Edit};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::guild::settings::{Setting, Settings};
use crate::bot::guild::store::AuditRecord;
use crate::bot::outbox::audit_feed::AuditMessage;
use crate::bot::testimonials::store::{AUTHOR, Review, SubmissionStatus};
use crate::bot::{guild, inbox};
use crate::db::StoreError;
use crate::knowledge::{Entry, Origin};
use crate::ui::{
    Button, Locale, ModeratorAction, Panel, PanelItem, Reply, Span, StableHash, UiAction, limits, wording,
};

/// Lines posted per commit; an import can have thousands.
const POSTED: usize = 5;

/// A line of the audit log: who did what to which object.
struct AuditLine {
    by: Actor,
    action: String,
    thing: AuditSubject,
}

/// The object of an action.
enum AuditSubject {
    Nothing,
    /// A member whose data has been deleted.
    Somebody,
    Text(String),
    Channel(u64),
    Role(u64),
    Member(u64),
}

/// A page of the audit log.
pub(crate) async fn show_log(context: &ModeratorContext<'_>, page: u32) -> ManageResult {
    let locale = context.request.locale;
    let most = u32::try_from(limits::LINES).unwrap_or(u32::MAX);
    let (mut rows, all) = guild::store::audit_page(context.store, context.id, page.saturating_mul(most), most).await?;
    let pages = all.div_ceil(most).max(1);
    let page = if rows.is_empty() && page > 0 { pages - 1 } else { page };
    if rows.is_empty() && all > 0 {
        (rows, _) = guild::store::audit_page(context.store, context.id, page.saturating_mul(most), most).await?;
    }
    if rows.is_empty() {
        return Ok(context.tell(wording::audit::no_audit(locale)));
    }
    let mut items = Vec::new();
    for row in rows {
        let at = row.at.as_second();
        let mut pieces = vec![Span::Time(at), Span::Plain(" ".to_owned())];
        pieces.extend(said(locale, &line(context, row).await?));
        items.push(PanelItem { pieces, ..PanelItem::default() });
    }
    let button = |label: &str, page| Button::new(label, UiAction::Manage(ModeratorAction::Audit(page)));
    let mut buttons = Vec::new();
    if page > 0 {
        buttons.push(button(wording::controls::previous(locale), page - 1));
    }
    if page + 1 < pages {
        buttons.push(button(wording::controls::next(locale), page + 1));
    }
    let text = wording::browse::page_of(locale, page as usize + 1, pages as usize);
    let panel = Panel { title: wording::audit::audit(locale).to_owned(), text, items, columns: 1, ..Panel::default() };
    Ok(Reply { buttons, private: true, ..Reply::panel(locale, panel) })
}

/// Posts changes in the guild's audit log channel, or in the previous one if there is none any more.
pub(crate) async fn post(context: &ModeratorContext<'_>, effects: &[Change], now: &Settings) {
    let Some(channel) = now.audit.or(context.guild.record.settings.audit) else { return };
    let mut rows: Vec<AuditRecord> = effects.iter().filter_map(|effect| row(context, effect)).collect();
    if rows.is_empty() {
        return;
    }
    let more = rows.len().saturating_sub(POSTED);
    rows.truncate(POSTED);
    let mut lines = Vec::new();
    for row in rows {
        match line(context, row).await {
            Ok(line) => lines.push(line),
            Err(error) => {
                tracing::warn!(guild = context.id, "composing a line for the audit log channel failed: {error}");
            }
        }
    }
    let lines = |locale| lines.iter().map(|line| said(locale, line)).collect();
    if let Some(services) = &context.app.services {
        services.audit_feed.take(AuditMessage::new((context.id, channel), now.locale, more, lines));
    }
}

/// The audit record of a change; [`None`] if the audit log does not record it.
fn row(context: &ModeratorContext<'_>, effect: &Change) -> Option<AuditRecord> {
    let flag = |on: bool, yes: &str, no: &str| if on { yes.to_owned() } else { no.to_owned() };
    let hex = |name: &StableHash| format!("{:016x}", name.0);
    let (action, item, became) = match effect {
        Change::Write(Edit { entry, active, from, .. }) => {
            let was_active = context.guild.held.get(&entry.id).is_some_and(|held| held.active);
            let action = match (from, was_active, active) {
                (None, ..) => "entry.add",
                (_, true, false) => "entry.retire",
                (_, false, true) => "entry.restore",
                _ => "entry.edit",
            };
            // The stored record has the whole entry; this line needs only its question.
            (action.to_owned(), entry.question.clone(), String::new())
        }
        Change::Curate { what: CuratedOverride::Pin, item, on } => {
            (flag(*on, "pin", "unpin"), item.clone(), String::new())
        }
        Change::Curate { what: CuratedOverride::Hide, item, on } => {
            (flag(*on, "hide", "show"), item.clone(), String::new())
        }
        Change::Curate { what: CuratedOverride::Silence, item, on } => {
            (flag(*on, "silence", "unsilence"), item.clone(), String::new())
        }
        Change::Curate { what: CuratedOverride::Phrase, item, on } => {
            (flag(*on, "phrase", "unphrase"), item.clone(), String::new())
        }
        Change::Set(setting) => set(*setting),
        Change::Answer { question, .. } => ("inbox.answer".to_owned(), hex(question), String::new()),
        Change::Dismiss { question, .. } => ("inbox.dismiss".to_owned(), hex(question), String::new()),
        Change::Decide { question, taken, .. } => {
            (flag(*taken, "proposal.take", "proposal.refuse"), hex(question), String::new())
        }
        Change::Block { member, on } => (flag(*on, "block", "unblock"), member.to_string(), String::new()),
        Change::AskCredit { entry, .. } => ("credit.ask".to_owned(), entry.clone(), String::new()),
        Change::Review(review) => (reviewed(review).to_owned(), String::new(), String::new()),
        Change::Highlight(schedule_update, directing) => {
            let schedule = schedule_update.schedule.as_ref().map(|schedule| schedule.plan.channel);
            let channel = schedule.or(schedule_update.settled.as_ref().map(|(post, _)| post.channel));
            (directing.code().to_owned(), channel.map(|id| id.to_string()).unwrap_or_default(), String::new())
        }
        Change::Discard(_) => return None,
    };
    Some(AuditRecord { by: context.actor(), at: context.now, action, item, was: String::new(), became })
}

/// A line with its object, as far as the object is still known.
async fn line(context: &ModeratorContext<'_>, row: AuditRecord) -> Result<AuditLine, StoreError> {
    let AuditRecord { by, action, item, was, became, .. } = row;
    let id = || item.parse::<u64>().ok();
    let (action, thing) = match action.as_str() {
        "entry.add" | "entry.edit" | "entry.retire" | "entry.restore" => {
            let question = question_of(&became).or_else(|| question_of(&was)).unwrap_or(item);
            (action, AuditSubject::Text(question))
        }
        "pin" | "unpin" | "hide" | "show" | "credit.ask" => (action, AuditSubject::Text(question(context, &item))),
        "phrase" | "unphrase" => {
            let phrasing = CuratedOverride::phrased(&item).map(|(_, phrasing)| phrasing.to_owned());
            (action, AuditSubject::Text(phrasing.unwrap_or(item)))
        }
        "silence" | "unsilence" => {
            let common = context.app.library();
            let person = common.knowledge().people.iter().find(|person| person.id == item);
            (action, AuditSubject::Text(person.map_or(item, |person| person.name.clone())))
        }
        "inbox.answer" | "inbox.dismiss" | "proposal.take" | "proposal.refuse" => {
            let name = u64::from_str_radix(&item, 16).unwrap_or_default();
            let waiting = inbox::store::find_question(context.store, context.id, StableHash(name)).await?;
            (action, AuditSubject::Text(waiting.map(|one| one.text).filter(|text| !text.is_empty()).unwrap_or(item)))
        }
        "block" | "unblock" => (action, id().map_or(AuditSubject::Somebody, AuditSubject::Member)),
        "set.role" => {
            let action = if became == "true" { "role.add" } else { "role.remove" };
            (action.to_owned(), id().map_or(AuditSubject::Nothing, AuditSubject::Role))
        }
        "set.private" => {
            let action = match became.as_str() {
                "true" => "private.on",
                "false" => "private.off",
                _ => "private.unset",
            };
            (action.to_owned(), id().map_or(AuditSubject::Nothing, AuditSubject::Channel))
        }
        "set.moderators" | "set.audit" => match became.parse() {
            Ok(channel) => (action, AuditSubject::Channel(channel)),
            Err(_) => (format!("{action}.unset"), AuditSubject::Nothing),
        },
        action if action.starts_with("highlight.") => {
            (action.to_owned(), id().map_or(AuditSubject::Nothing, AuditSubject::Channel))
        }
        // The item is a hash, which tells the reader nothing.
        action if action.starts_with("review.") || action.starts_with("share.") => {
            (action.to_owned(), AuditSubject::Nothing)
        }
        "set.language" | "set.per_member" | "set.per_channel" if became.is_empty() => {
            (format!("{action}.unset"), AuditSubject::Nothing)
        }
        "set.language" => {
            let locale = Locale::of(&became);
            (action, AuditSubject::Text(wording::settings::language(locale).to_owned()))
        }
        "set.per_member" | "set.per_channel" => (action, AuditSubject::Text(became)),
        _ => (action, AuditSubject::Text(item)),
    };
    Ok(AuditLine { by, action, thing })
}

/// The question of an entry, the guild's own or a curated one, by its id.
fn question(context: &ModeratorContext<'_>, id: &str) -> String {
    let own = context.guild.held.get(id).map(|held| held.entry.question.clone());
    let curated = || {
        let common = context.app.library();
        let found = common.find(StableHash::entry(id, Origin::Curated));
        found.map(|candidate| candidate.entry.question.clone())
    };
    own.or_else(curated).unwrap_or_else(|| id.to_owned())
}

/// The action code, item and new value of a setting.
fn set(setting: Setting) -> (String, String, String) {
    let shown = |value: Option<String>| value.unwrap_or_default();
    let (action, item, became) = match setting {
        Setting::Moderators(channel) => ("set.moderators", String::new(), shown(channel.map(|id| id.to_string()))),
        Setting::Audit(channel) => ("set.audit", String::new(), shown(channel.map(|id| id.to_string()))),
        Setting::Role(role, on) => ("set.role", role.to_string(), on.to_string()),
        Setting::Private(channel, private) => {
            ("set.private", channel.to_string(), shown(private.map(|private| private.to_string())))
        }
        Setting::Language(locale) => {
            ("set.language", String::new(), shown(locale.map(|locale| locale.pick("en", "ja").to_owned())))
        }
        Setting::PerMember(most) => ("set.per_member", String::new(), shown(most.map(|most| most.to_string()))),
        Setting::PerChannel(most) => ("set.per_channel", String::new(), shown(most.map(|most| most.to_string()))),
    };
    (action.to_owned(), item, became)
}

/// The action code of a review.
fn reviewed(review: &Review) -> &'static str {
    match review.status {
        _ if review.tell.is_none() => "review.topic",
        SubmissionStatus::Approved => "review.approve",
        SubmissionStatus::Changes => "review.changes",
        SubmissionStatus::Cut => "review.cut",
        SubmissionStatus::Declined | SubmissionStatus::Written | SubmissionStatus::Waiting => "review.decline",
    }
}

/// The question of an entry that the audit log holds as TOML.
fn question_of(content: &str) -> Option<String> {
    toml::from_str::<Entry>(content).map(|entry| entry.question).ok().filter(|question| !question.is_empty())
}

/// A line in a language: actor, action, object.
fn said(locale: Locale, line: &AuditLine) -> Vec<Span> {
    let Actor { member, name } = &line.by;
    let who = match (member, name.as_str()) {
        (0, "") => Span::Plain(wording::audit::a_former_moderator(locale).to_owned()),
        (0, AUTHOR) => Span::Plain(wording::audit::an_author(locale).to_owned()),
        (0, name) => Span::Plain(name.to_owned()),
        _ => Span::Member(*member),
    };
    let (before, after) = wording::audit::did(locale, &line.action);
    let thing = match &line.thing {
        AuditSubject::Nothing => None,
        AuditSubject::Somebody => Some(Span::Plain(wording::manage::a_member(locale).to_owned())),
        AuditSubject::Text(text) => Some(Span::Plain(limits::shorten(text, limits::BRIEF).into_owned())),
        AuditSubject::Channel(id) => Some(Span::Channel(*id)),
        AuditSubject::Role(id) => Some(Span::Role(*id)),
        AuditSubject::Member(id) => Some(Span::Member(*id)),
    };
    let before = [who, Span::Plain(before.to_owned())];
    before.into_iter().chain(thing).chain([Span::Plain(after.to_owned())]).collect()
}
