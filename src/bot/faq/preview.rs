//! The preview of an entry before it is saved: the card as members will see it, similar entries, and questions that the
//! new entry would take over from other entries.

use crate::bot::faq::editor;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::bot::ask::knowledge_index::{self, KnowledgeIndex};
use crate::bot::faq::entries;
use crate::bot::faq::store::{EntryDraft, StoredEntry};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::inbox;
use crate::db::Id;
use crate::knowledge::{Entry, Origin};
use crate::search::{Question, SearchResult, Verdict};
use crate::ui::{
    Button, DraftAction, ModeratorAction, Panel, PanelItem, Reply, StableHash, UiAction, card, limits, wording,
};

/// Entries near a new one whose phrasings are checked for being taken over by it.
const NEAR: usize = 40;
/// Phrasings checked in all. With the [`RECENT`] latest questions, the check takes some hundred milliseconds at 10,000
/// entries.
const PHRASINGS: usize = 400;
const RECENT: u32 = 200;

/// What a moderator should know before saving an entry.
#[derive(Debug, Default, PartialEq, Eq)]
struct EntryWarnings {
    /// Questions of entries that already give this answer.
    alike: Vec<String>,
    /// Phrasings and recent questions that another entry answers today and the new one would answer: the text, and the
    /// other entry's question.
    elsewhere: Vec<(String, String)>,
}

/// Shows a draft as members will see it, with warnings and buttons.
pub(crate) async fn show_preview(context: &ModeratorContext<'_>, id: Id, draft: &EntryDraft) -> ManageResult {
    let locale = context.request.locale;
    let press = |step| UiAction::Manage(ModeratorAction::Draft(id, step));
    let edit = Button::new(wording::controls::edit(locale), press(DraftAction::Write));
    let cancel = Button::new(wording::controls::cancel(locale), press(DraftAction::Cancel));
    let entry = match editor::entry_of(context, draft) {
        Ok(entry) => entry,
        Err(wrong) => {
            let items = wrong.into_iter().map(|one| PanelItem::new("", one)).collect();
            let panel =
                Panel { title: wording::manage::not_yet(locale).to_owned(), items, columns: 1, ..Panel::default() };
            return Ok(Reply { buttons: vec![edit, cancel], private: true, ..Reply::panel(locale, panel) });
        }
    };
    let recent = inbox::store::recent_questions(context.store, context.id, RECENT).await?;
    let shown = card(locale, context.guild.library.knowledge(), (&entry, Origin::Guild), &[], 1.0);
    let (before, replaces) = (Arc::clone(&context.guild.library), draft.replaces.clone());
    let mut found = Vec::new();
    for said in said(&entry) {
        found.push(context.app.find(&before, &Question { top: NEAR, ..Question::new(said) }).await);
    }
    // Compares hundreds of questions on two indexes, lexically only: encoding them would take seconds.
    let concerns =
        tokio::task::spawn_blocking(move || concerns(&before, entry, &found, replaces.as_deref(), &recent)).await;
    let save = Button::new(wording::controls::save(locale), press(DraftAction::Save));
    Ok(Reply {
        lead: wording::manage::preview(locale).to_owned(),
        cards: vec![shown],
        panels: panels(locale, &concerns.unwrap_or_default()),
        buttons: vec![save, edit, cancel],
        private: true,
        locale,
        ..Reply::default()
    })
}

/// The difference between a draft and the version another moderator has saved meanwhile, with buttons.
pub(crate) fn show_conflict(
    context: &ModeratorContext<'_>,
    id: Id,
    draft: &EntryDraft,
    now: Option<&StoredEntry>,
) -> Reply {
    let locale = context.request.locale;
    let (Some(now), Ok(mine)) = (now, editor::entry_of(context, draft)) else {
        return context.tell(wording::notices::gone(locale));
    };
    let press = |step| UiAction::Manage(ModeratorAction::Draft(id, step));
    let version = u32::try_from(now.version).unwrap_or_default();
    let items = entries::difference(locale, &now.entry, &mine);
    let panel =
        Panel { title: wording::manage::changed_meanwhile(locale).to_owned(), items, columns: 1, ..Panel::default() };
    let buttons = vec![
        Button::new(wording::controls::save_over(locale), press(DraftAction::SaveOver(version))),
        Button::new(wording::controls::edit(locale), press(DraftAction::Write)),
        Button::new(wording::controls::cancel(locale), press(DraftAction::Cancel)),
    ];
    Reply { buttons, private: true, ..Reply::panel(locale, panel) }
}

fn panels(locale: crate::ui::Locale, concerns: &EntryWarnings) -> Vec<Panel> {
    let mut panels = Vec::new();
    if !concerns.alike.is_empty() {
        let items = concerns.alike.iter().map(|question| PanelItem::new("", format!("• {question}"))).collect();
        panels.push(Panel {
            title: wording::manage::much_alike(locale).to_owned(),
            items,
            columns: 1,
            ..Panel::default()
        });
    }
    if !concerns.elsewhere.is_empty() {
        let line =
            |(asked, from): &(String, String)| PanelItem::new("", wording::manage::goes_elsewhere(locale, asked, from));
        let mut items: Vec<PanelItem> = concerns.elsewhere.iter().take(limits::LINES).map(line).collect();
        let more = concerns.elsewhere.len().saturating_sub(limits::LINES);
        if more > 0 {
            items.push(PanelItem::new("", wording::manage::and_more(locale, more)));
        }
        panels.push(Panel {
            title: wording::manage::would_go_elsewhere(locale).to_owned(),
            items,
            columns: 1,
            ..Panel::default()
        });
    }
    panels
}

/// All texts of an entry: its phrasings, then its answer.
fn said(entry: &Entry) -> impl Iterator<Item = &String> {
    std::iter::once(&entry.question).chain(&entry.aliases).chain(std::iter::once(&entry.answer))
}

/// The warnings for an entry; `found` holds the search result for each of its texts.
fn concerns(
    before: &Arc<KnowledgeIndex>,
    entry: Entry,
    found: &[SearchResult],
    replaces: Option<&str>,
    recent: &[String],
) -> EntryWarnings {
    let own = StableHash::entry(&entry.id, Origin::Guild);
    let stands_for = replaces.map(|id| StableHash::entry(id, Origin::Curated));
    let is_own = |name: StableHash| name == own || Some(name) == stands_for;
    let mut concerns = EntryWarnings::default();
    let mut near: Vec<StableHash> = Vec::new();
    for (said, found) in said(&entry).zip(found) {
        let names = found.ranked.iter().map(|ranked| knowledge_index::name(before.candidate(ranked)));
        let others: Vec<StableHash> = names.filter(|name| !is_own(*name)).collect();
        if found.verdict == Verdict::Answer
            && *said != entry.answer
            && let Some(best) = found.ranked.first().map(|best| before.candidate(best))
            && !is_own(knowledge_index::name(best))
            && !concerns.alike.contains(&best.entry.question)
        {
            concerns.alike.push(best.entry.question.clone());
        }
        for name in others {
            if near.len() < NEAR && !near.contains(&name) {
                near.push(name);
            }
        }
    }
    concerns.alike.truncate(limits::SUGGESTIONS);
    let hidden: FxHashSet<StableHash> = std::iter::once(own).chain(stands_for).collect();
    let after = KnowledgeIndex::over(Arc::clone(before), vec![Arc::new(entry)], &hidden, &FxHashSet::default());
    let known = near
        .iter()
        .filter_map(|name| before.find(*name))
        .flat_map(|one| std::iter::once(&one.entry.question).chain(&one.entry.aliases));
    let mut seen = FxHashSet::default();
    for said in known.take(PHRASINGS).chain(recent) {
        let goes = |library: &KnowledgeIndex| {
            let found = library.matcher.ask(&Question::new(said));
            let best = found.ranked.first().filter(|_| found.verdict == Verdict::Answer)?;
            let candidate = library.candidate(best);
            Some((knowledge_index::name(candidate), candidate.entry.question.clone()))
        };
        if let Some((from, question)) = goes(before)
            && !is_own(from)
            && let Some((to, _)) = goes(&after)
            && to == own
            && seen.insert(said)
        {
            concerns.elsewhere.push((said.clone(), question));
        }
    }
    concerns
}
