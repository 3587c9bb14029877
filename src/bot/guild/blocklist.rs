//! The block list: members who can still ask the bot, but can't use the inbox.

use crate::bot::guild::commit::Change;
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::{guild, inbox};
use crate::ui::{Panel, PanelItem, Reply, Span, limits, wording};

/// Blocks or unblocks a member; without a member, lists the blocked ones.
pub(crate) async fn block(context: &ModeratorContext<'_>, member: Option<u64>, on: bool) -> ManageResult {
    let locale = context.request.locale;
    let Some(member) = member else { return list_blocked(context).await };
    let is_so = inbox::store::is_blocked(context.store, context.id, member).await? == on;
    if !is_so {
        context.commit(vec![Change::Block { member, on }]).await?;
    }
    let said = wording::audit::blocked(locale, on, is_so);
    Ok(shows(
        context,
        Panel {
            items: vec![PanelItem {
                pieces: vec![Span::Member(member), Span::Plain(said.to_owned())],
                ..PanelItem::default()
            }],
            ..Panel::default()
        },
    ))
}

async fn list_blocked(context: &ModeratorContext<'_>) -> ManageResult {
    let locale = context.request.locale;
    let most = u32::try_from(limits::MENU).unwrap_or(u32::MAX);
    let blocked = guild::store::blocked_members(context.store, context.id, most).await?;
    if blocked.is_empty() {
        return Ok(context.tell(wording::audit::nobody_blocked(locale)));
    }
    let line = |(member, at): &(u64, jiff::Timestamp)| PanelItem {
        pieces: vec![Span::Member(*member), Span::Plain(" · ".to_owned()), Span::Time(at.as_second())],
        ..PanelItem::default()
    };
    let text = wording::audit::how_to_unblock(locale).to_owned();
    let items = blocked.iter().map(line).collect();
    Ok(shows(
        context,
        Panel { title: wording::audit::who_is_blocked(locale).to_owned(), text, items, columns: 1, ..Panel::default() },
    ))
}

/// A private reply with one panel.
pub(crate) fn shows(context: &ModeratorContext<'_>, panel: Panel) -> Reply {
    Reply { private: true, ..Reply::panel(context.request.locale, panel) }
}
