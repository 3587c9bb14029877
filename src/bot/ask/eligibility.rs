//! The eligibility checklist. It never judges: it asks, shows what the documents say and what they don't, and where to
//! check.

use std::collections::BTreeMap;
use std::hash::Hash;

use crate::bot::ask::knowledge_index::KnowledgeIndex;
use crate::ui::{Button, EligibilityProfile, Locale, Menu, Panel, PanelItem, Reply, UiAction, limits, wording};

/// A question that is asked: its prompt, its menu's options, and which entries the chosen one leads to.
struct Criterion<'a> {
    menu: Menu,
    says: Option<&'a [String]>,
}

/// Asks the next question of the checklist; after the last one, shows what the documents say.
pub(crate) fn eligibility(index: &KnowledgeIndex, locale: Locale, profile: EligibilityProfile) -> Reply {
    let rests = &index.knowledge().browse.eligibility;
    let role = criterion(
        (wording::browse::which_role(locale), &crate::knowledge::browse::DesiredRole::ALL),
        (&rests.role, profile.role),
        |wish| (wording::browse::wish(locale, wish), EligibilityProfile { role: Some(wish), ..profile }),
    );
    let degree = criterion(
        (wording::browse::which_degree(locale), &crate::knowledge::browse::Degree::ALL),
        (&rests.degree, profile.degree),
        |degree| (wording::browse::degree(locale, degree), EligibilityProfile { degree: Some(degree), ..profile }),
    );
    let japanese = criterion(
        (wording::browse::which_japanese(locale), &crate::knowledge::browse::JapaneseLevel::ALL),
        (&rests.japanese, profile.japanese),
        |level| (wording::browse::japanese(locale, level), EligibilityProfile { japanese: Some(level), ..profile }),
    );
    let criteria: Vec<Criterion<'_>> = [role, degree, japanese].into_iter().flatten().collect();
    if criteria.is_empty() {
        return Reply { links: index.links(locale), ..Reply::tells(locale, wording::browse::not_said(locale)) };
    }
    let told = criteria.iter().all(|criterion| criterion.says.is_some());
    let panels = if told { vec![findings(index, locale, &criteria)] } else { Vec::new() };
    let lead = if told { wording::browse::eligibility_says(locale) } else { wording::browse::eligibility_asks(locale) };
    Reply {
        panels,
        menus: criteria.into_iter().map(|criterion| criterion.menu).collect(),
        links: if told { index.links(locale) } else { Vec::new() },
        ..Reply::tells(locale, lead)
    }
}

/// What the documents say to each answer, and what they don't.
fn findings(index: &KnowledgeIndex, locale: Locale, criteria: &[Criterion<'_>]) -> Panel {
    let mut items = Vec::new();
    for Criterion { menu, says } in criteria {
        let chosen = menu.chosen.and_then(|place| menu.options.get(place));
        let heading = format!("{} {}", menu.prompt, chosen.map_or("", |button| &button.label));
        let entries = says.unwrap_or_default().iter().filter_map(|id| index.curated(id));
        items.extend(entries.map(|candidate| index.item(locale, &heading, candidate, limits::ANSWER)));
    }
    let unsaid = &index.knowledge().browse.eligibility.unsaid;
    let words: Vec<&str> = unsaid.iter().map(|one| locale.pick(one.en.as_str(), one.ja.as_str())).collect();
    if !words.is_empty() {
        items.push(PanelItem::new(wording::browse::unsaid(locale), wording::browse::nothing_about(locale, &words)));
    }
    Panel { items, ..Panel::default() }
}

/// A question of the checklist, if the documents say anything about it.
fn criterion<'a, T: Copy + Ord + Hash>(
    (prompt, all): (&'static str, &[T]),
    (entries, chosen): (&'a BTreeMap<T, Vec<String>>, Option<T>),
    option: impl Fn(T) -> (&'static str, EligibilityProfile),
) -> Option<Criterion<'a>> {
    let offered: Vec<T> = all.iter().copied().filter(|one| entries.contains_key(one)).collect();
    let options = offered.iter().map(|one| {
        let (label, profile) = option(*one);
        Button::new(label, UiAction::Eligibility(profile))
    });
    let menu = Menu::new(prompt, options.collect())?;
    let place = chosen.and_then(|chosen| offered.iter().position(|one| *one == chosen));
    let says = chosen.and_then(|chosen| entries.get(&chosen)).map(Vec::as_slice);
    Some(Criterion { menu: Menu { chosen: place, ..menu }, says })
}
