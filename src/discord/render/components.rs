//! The buttons and menus of a reply.

use rustc_hash::FxHashSet;
use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;

use super::Audience;
use super::escape::fit_plain;
use crate::discord::custom_id::{Control, ControlAction};
use crate::discord::limits;
use crate::ui::{Button, Menu, PageLink, Reply, UiAction, wording};

/// Candidates that have a button each, where their labels fit; more are numbered, and put into a menu.
const AS_BUTTONS: usize = 3;

/// Rows of further buttons, which leave room for menus and links.
const ROWS_OF_BUTTONS: usize = 2;

/// Whether the candidates are numbered in the text and chosen from a menu: those of a list, many, and long ones.
pub fn has_list(reply: &Reply) -> bool {
    let long = |choice: &Button| choice.label.chars().count() > limits::LABEL;
    let many = reply.choices.len() > AS_BUTTONS || reply.choices.iter().any(long);
    !reply.choices.is_empty() && (many || !reply.panels.is_empty())
}

/// The rows of a reply: candidates, menus, buttons, links; at most as many as Discord allows.
pub fn rows(reply: &Reply, audience: Audience) -> Vec<CreateActionRow> {
    let asker = match audience {
        Audience::Alone => None,
        Audience::Everybody(member) => Some(member),
    };
    let id = |does: ControlAction| Control { asker, does }.encode();
    let press = |button: &Button| id(ControlAction::Press(button.press.clone()));
    // Discord refuses a message with two equal custom ids.
    let mut used = FxHashSet::default();
    let mut rows = Vec::new();
    if has_list(reply) {
        let numbered = (1..)
            .zip(&reply.choices)
            .map(|(number, one)| Button { label: format!("{number}. {}", one.label), press: one.press.clone() });
        let menu =
            Menu { prompt: wording::controls::open_one(reply.locale), options: numbered.collect(), chosen: None };
        // An entry from a list opens beside it; an answer to "is it one of these?" replaces the question.
        let does =
            if reply.panels.is_empty() { ControlAction::Choices } else { ControlAction::Menu(reply.menus.len()) };
        rows.push(select(&menu, id(does), press));
    } else if !reply.choices.is_empty() {
        let new = reply.choices.iter().filter(|one| used.insert(press(one)));
        let buttons: Vec<_> = new.map(|one| labelled(&one.label, press(one), ButtonStyle::Primary)).collect();
        rows.push(CreateActionRow::Buttons(buttons));
    }
    let menus = reply.menus.iter().enumerate().filter(|(_, menu)| !menu.options.is_empty());
    rows.extend(menus.map(|(number, menu)| select(menu, id(ControlAction::Menu(number)), press)));
    let new = reply.buttons.iter().filter(|one| used.insert(press(one)));
    let mut quiet: Vec<CreateButton> = new.map(|one| labelled(&one.label, press(one), style(&one.press))).collect();
    // Discord lets private replies be dismissed; a notice needs no button.
    if asker.is_some() && !reply.is_notice() {
        quiet.push(labelled(
            wording::controls::remove(reply.locale),
            id(ControlAction::Remove),
            ButtonStyle::Secondary,
        ));
    }
    rows.extend(
        quiet.chunks(limits::BUTTONS).take(ROWS_OF_BUTTONS).map(|some| CreateActionRow::Buttons(some.to_vec())),
    );
    let links: Vec<CreateButton> = reply.links.iter().filter_map(link).take(limits::BUTTONS).collect();
    if !links.is_empty() {
        rows.push(CreateActionRow::Buttons(links));
    }
    rows.truncate(limits::ROWS);
    rows
}

fn style(press: &UiAction) -> ButtonStyle {
    match press {
        UiAction::Helped(..) | UiAction::Brought { .. } => ButtonStyle::Success,
        UiAction::Moderators(_) => ButtonStyle::Primary,
        _ => ButtonStyle::Secondary,
    }
}

fn labelled(label: &str, id: String, style: ButtonStyle) -> CreateButton {
    CreateButton::new(id).label(visible(label, limits::LABEL)).style(style)
}

fn select(menu: &Menu, id: String, press: impl Fn(&Button) -> String) -> CreateActionRow {
    let mut used = FxHashSet::default();
    let new = menu.options.iter().enumerate().filter(|(_, option)| used.insert(press(option)));
    let options = new.take(limits::OPTIONS).map(|(place, option)| {
        let shown = CreateSelectMenuOption::new(visible(&option.label, limits::OPTION), press(option));
        shown.default_selection(menu.chosen == Some(place))
    });
    let options = options.collect();
    let kind = CreateSelectMenuKind::String { options };
    CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind).placeholder(menu.prompt))
}

/// A link, unless Discord would refuse the whole message for it.
fn link(link: &PageLink) -> Option<CreateButton> {
    let web = ["https://", "http://"].iter().any(|scheme| link.url.starts_with(scheme));
    let fine = web && link.url.len() <= limits::URL && link.url.bytes().all(|byte| byte.is_ascii_graphic());
    fine.then(|| CreateButton::new_link(&link.url).label(visible(&link.title, limits::LABEL)))
}

/// As much of a label as fits; Discord takes no empty one.
fn visible(label: &str, most: usize) -> String {
    let label = fit_plain(label, most);
    if label.is_empty() { "…".to_owned() } else { label }
}
