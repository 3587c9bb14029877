//! Shows members what is stored about them, and deletes it if they want.

pub(crate) mod erasure;
pub mod store;

use std::collections::BTreeMap;

use crate::bot::action::{Action, RequestContext};
use crate::bot::privacy::store::PersonalData;
use crate::bot::{App, GuildServices};
use crate::db::StoreError;
use crate::ui::{Button, Locale, Panel, PanelItem, Reply, Span, UiAction, limits, wording};

/// Guilds that are shown; more don't fit.
const MAX_GUILDS: usize = 20;
/// Lines of one kind in one guild.
const MAX_LINES: usize = 5;

/// A line with members' data.
type DataLine = Vec<Span>;

/// Handles a member's request to see or delete their data.
pub(crate) async fn personal(app: &App, request: &RequestContext, action: Action<'_>) -> Reply {
    let locale = request.locale;
    let (Some(GuildServices { store, daily, .. }), Some(member)) = (&app.services, request.member) else {
        return Reply::tells(locale, wording::privacy::holds_nothing(locale));
    };
    let done = async {
        Ok::<_, StoreError>(match action {
            Action::Privacy(guilds) => {
                let about = store::personal_data(store, member, &store::pseudonyms(store).await?).await?;
                shown(locale, &about, guilds)
            }
            Action::Press(UiAction::Forget(true), _) => {
                store::forget_member(store, member, &store::pseudonyms(store).await?, app.clock.time()).await?;
                // Messages that quote them are edited now.
                daily.was_withdrawn();
                tracing::info!("a member deleted everything stored about them");
                Reply::tells(locale, wording::privacy::forgotten(locale))
            }
            Action::Press(UiAction::Forget(false), _) => Reply::tells(locale, wording::privacy::not_forgotten(locale)),
            _ => Reply {
                buttons: vec![
                    Button::new(wording::privacy::forget_me(locale), UiAction::Forget(true)),
                    Button::new(wording::privacy::keep_me(locale), UiAction::Forget(false)),
                ],
                ..Reply::tells(locale, wording::privacy::really_forget(locale))
            },
        })
    };
    done.await.unwrap_or_else(|error| {
        tracing::error!("showing or deleting a member's data failed: {error}");
        Reply::tells(locale, wording::privacy::not_now(locale))
    })
}

/// Everything stored about a member.
fn shown(locale: Locale, about: &PersonalData, names: &BTreeMap<u64, String>) -> Reply {
    let mut guilds: BTreeMap<u64, Vec<DataLine>> = BTreeMap::new();
    let mut add = |guild: u64, line: DataLine| guilds.entry(guild).or_default().push(line);
    for (guild, text, at) in &about.questions {
        let (before, between, after) = wording::privacy::you_wait(locale);
        add(*guild, vec![plain(before), brief(text), plain(between), Span::Time(at.as_second()), plain(after)]);
    }
    for (guild, text) in &about.outbox_items {
        let (before, after) = wording::privacy::on_its_way(locale);
        add(*guild, vec![plain(before), brief(text), plain(after)]);
    }
    for credit in &about.credits {
        let (before, between, after) = wording::privacy::you_are_named(locale, credit.given);
        let at = Span::Time(credit.at.as_second());
        add(credit.guild, vec![plain(before), brief(&credit.author), plain(between), at, plain(after)]);
    }
    for one in &about.shared {
        let (before, after) = wording::privacy::you_shared(locale);
        add(one.guild, vec![plain(before), brief(&one.content.text), plain(after)]);
    }
    for (guild, versions) in &about.wrote {
        add(*guild, vec![Span::Plain(wording::privacy::you_wrote(locale, *versions))]);
    }
    for (guild, at) in &about.blocked {
        let (before, after) = wording::privacy::you_are_blocked(locale);
        add(*guild, vec![plain(before), Span::Time(at.as_second()), plain(after)]);
    }
    let more = guilds.len().saturating_sub(MAX_GUILDS);
    let mut items: Vec<PanelItem> =
        guilds.into_iter().take(MAX_GUILDS).map(|(guild, lines)| of_guild(locale, guild, names, lines)).collect();
    let mut elsewhere = Vec::new();
    if more > 0 {
        elsewhere.push(wording::privacy::and_more_servers(locale, more));
    }
    if about.clicks > 0 {
        elsewhere.push(wording::privacy::you_clicked(locale, about.clicks));
    }
    if about.drafts > 0 {
        elsewhere.push(wording::privacy::you_write(locale, about.drafts));
    }
    if !elsewhere.is_empty() {
        items.push(PanelItem::new(wording::privacy::anywhere(locale), elsewhere.join("\n")));
    }
    let text = if items.is_empty() {
        wording::privacy::holds_nothing(locale)
    } else {
        wording::privacy::how_to_be_forgotten(locale)
    };
    let title = wording::privacy::about_you(locale).to_owned();
    let open = (!about.shared.is_empty())
        .then(|| Button::new(wording::sharing::your_experiences(locale, about.shared.len()), UiAction::Shared(0)));
    let panel = Panel { title, text: text.to_owned(), items, columns: 1, ..Panel::default() };
    Reply { buttons: open.into_iter().collect(), private: true, ..Reply::panel(locale, panel) }
}

/// The data in one guild.
fn of_guild(locale: Locale, guild: u64, names: &BTreeMap<u64, String>, lines: Vec<DataLine>) -> PanelItem {
    let heading = names.get(&guild).cloned().unwrap_or_else(|| wording::privacy::some_server(locale, guild));
    let heading = limits::shorten(&heading, limits::QUESTION).into_owned();
    let more = lines.len().saturating_sub(MAX_LINES);
    let mut pieces = Vec::new();
    for line in lines.into_iter().take(MAX_LINES) {
        pieces.extend(line);
        pieces.push(plain("\n"));
    }
    if more > 0 {
        pieces.push(Span::Plain(wording::manage::and_more(locale, more)));
    }
    PanelItem { heading, pieces, ..PanelItem::default() }
}

fn plain(text: &str) -> Span {
    Span::Plain(text.to_owned())
}

fn brief(text: &str) -> Span {
    Span::Plain(limits::shorten(text, limits::BRIEF).into_owned())
}
