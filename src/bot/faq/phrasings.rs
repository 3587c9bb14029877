//! Further phrasings of existing entries: from inbox questions, and from proposals that members' clicks made.

use crate::bot::faq;
use crate::bot::faq::store::StoredEntry;
use crate::bot::guild::commit::{Change, CommitOutcome, CuratedOverride, Edit};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::inbox;
use crate::bot::inbox::review::PROPOSALS;
use crate::bot::inbox::store::InboxQuestion;
use crate::db::StoreError;
use crate::knowledge::{Entry, Origin, exchange};
use crate::search::Candidate;
use crate::ui::{
    Button, InboxAction, Menu, ModeratorAction, Panel, ProposalAction, Reply, StableHash, UiAction, limits, wording,
};

/// Adds a question as a phrasing of an entry, which then answers it. A curated entry keeps its text and its
/// citations: the phrasing is stored for the guild.
pub(crate) async fn add_phrasing(
    context: &ModeratorContext<'_>,
    waiting: &InboxQuestion,
    entry: StableHash,
    mut effects: Vec<Change>,
) -> ManageResult {
    let locale = context.request.locale;
    let phrasing = one_line(&waiting.text);
    let Some(found) = context.guild.library.find(entry) else {
        return Ok(context.tell(wording::notices::gone(locale)));
    };
    let (asks, curated) = (found.entry.question.clone(), found.origin == Origin::Curated);
    match with_phrasing(context, found, entry, &phrasing).await? {
        Ok(effect) => effects.extend(effect),
        Err(wrong) => return Ok(Reply { buttons: vec![inbox::review::to_inbox(context)], ..context.tell(wrong) }),
    }
    effects.push(Change::Answer { question: waiting.question, entry });
    let said = match context.commit(effects).await? {
        CommitOutcome::Done(_) => wording::inbox::phrasing_added(locale, &phrasing, &asks),
        CommitOutcome::Conflict { .. } => return Ok(context.tell(wording::manage::once_more(locale))),
    };
    // Only for curated entries: a guild's own entry can be restored from its history.
    let undo =
        UiAction::Manage(ModeratorAction::Question(show_phrasings(context, &phrasing), InboxAction::Unphrase(entry)));
    let undo = curated.then(|| Button::new(wording::inbox::undo(locale), undo));
    Ok(Reply { buttons: undo.into_iter().chain([inbox::review::to_inbox(context)]).collect(), ..context.tell(said) })
}

/// The change that adds a phrasing; [`None`] if the entry has it already, an error text if it isn't allowed.
async fn with_phrasing(
    context: &ModeratorContext<'_>,
    found: &Candidate,
    name: StableHash,
    phrasing: &str,
) -> Result<Result<Option<Change>, String>, StoreError> {
    let locale = context.request.locale;
    let has = |entry: &Entry| std::iter::once(&entry.question).chain(&entry.aliases).any(|one| same(one, phrasing));
    let most = exchange::MAX_ALIAS;
    if phrasing.chars().count() > most {
        return Ok(Err(wording::inbox::phrasing_too_long(locale, most)));
    }
    if found.origin == Origin::Curated {
        let item = CuratedOverride::phrasing(&found.entry.id, phrasing);
        let effect = Change::Curate { what: CuratedOverride::Phrase, item, on: true };
        return Ok(Ok((!has(&found.entry)).then_some(effect)));
    }
    let Some(StoredEntry { entry, version, active: true, replaces }) =
        faq::store::find_entry(context.store, context.id, name).await?
    else {
        return Ok(Err(wording::notices::gone(locale).to_owned()));
    };
    if has(&entry) {
        return Ok(Ok(None));
    }
    let mut entry = Entry::clone(&entry);
    entry.aliases.push(phrasing.to_owned());
    if let Err(refused) = exchange::read("phrasing.toml", exchange::to_toml(&[&entry]).as_bytes()) {
        let messages: Vec<&str> = refused.problems.iter().map(|one| one.message.as_str()).collect();
        return Ok(Err(wording::inbox::no_phrasing(locale, &messages.join(" "))));
    }
    Ok(Ok(Some(Change::Write(Edit { entry, active: true, replaces, from: Some(version) }))))
}

/// Removes a guild's phrasing of a curated entry.
pub(crate) async fn remove_phrasing(
    context: &ModeratorContext<'_>,
    question: StableHash,
    entry: StableHash,
) -> ManageResult {
    let locale = context.request.locale;
    let record = faq::store::guild_record(context.store, context.id).await?;
    let mut all = record.phrasings.iter().filter(|(id, _)| StableHash::entry(id, Origin::Curated) == entry);
    let found =
        all.find_map(|(id, said)| Some((id, said.iter().find(|one| show_phrasings(context, one) == question)?)));
    let Some((id, phrasing)) = found else {
        return Ok(context.tell(wording::notices::old_button(locale)));
    };
    let item = CuratedOverride::phrasing(id, phrasing);
    context.commit(vec![Change::Curate { what: CuratedOverride::Phrase, item, on: false }]).await?;
    Ok(Reply {
        buttons: vec![inbox::review::to_inbox(context)],
        ..context.tell(wording::inbox::phrasing_removed(locale, phrasing))
    })
}

/// A menu that removes the guild's phrasings of a curated entry.
pub(crate) fn phrasings_of(context: &ModeratorContext<'_>, entry: &Entry) -> Option<Menu> {
    let name = StableHash::entry(&entry.id, Origin::Curated);
    let button = |phrasing: &String| {
        Button::new(
            phrasing,
            UiAction::Manage(ModeratorAction::Question(show_phrasings(context, phrasing), InboxAction::Unphrase(name))),
        )
    };
    let phrasings = context.guild.record.phrasings.get(&entry.id).into_iter().flatten().map(button).collect();
    Menu::new(wording::inbox::take_a_phrasing_back(context.request.locale), phrasings)
}

/// The hash of a phrasing as a question.
fn show_phrasings(context: &ModeratorContext<'_>, phrasing: &str) -> StableHash {
    context.guild.library.question(phrasing)
}

/// Shows, accepts or rejects a proposed phrasing.
pub(crate) async fn handle_proposal(
    context: &ModeratorContext<'_>,
    question: StableHash,
    entry: StableHash,
    weigh: ProposalAction,
) -> ManageResult {
    let locale = context.request.locale;
    let proposals = inbox::store::proposals(context.store, context.id, PROPOSALS).await?;
    let proposed = proposals.into_iter().find(|one| one.question == question && one.entry == entry);
    let (Some(proposal), Some(waiting)) =
        (proposed, inbox::store::find_question(context.store, context.id, question).await?)
    else {
        return Ok(Reply {
            buttons: vec![inbox::review::to_inbox(context)],
            ..context.tell(wording::inbox::no_proposal(locale))
        });
    };
    let decide = |taken| Change::Decide { question, entry, taken };
    match weigh {
        ProposalAction::Look => {
            let Some(asks) = inbox::review::entry_called(context, entry) else {
                return Ok(context.tell(wording::notices::gone(locale)));
            };
            let button = |label, weigh| {
                Button::new(label, UiAction::Manage(ModeratorAction::Proposal { question, entry, weigh }))
            };
            let panel = Panel {
                title: limits::shorten(&proposal.text, limits::QUESTION).into_owned(),
                text: wording::inbox::proposes(locale, proposal.members, &asks),
                columns: 1,
                ..Panel::default()
            };
            let buttons = vec![
                button(wording::inbox::take_it(locale), ProposalAction::Take),
                button(wording::inbox::refuse_it(locale), ProposalAction::Refuse),
                inbox::review::to_inbox(context),
            ];
            Ok(Reply { buttons, private: true, ..Reply::panel(locale, panel) })
        }
        ProposalAction::Take => add_phrasing(context, &waiting, entry, vec![decide(true)]).await,
        ProposalAction::Refuse => {
            context.commit(vec![decide(false)]).await?;
            Ok(Reply {
                buttons: vec![inbox::review::to_inbox(context)],
                ..context.tell(wording::inbox::proposal_refused(locale))
            })
        }
    }
}

/// Collapses white space so that the text fits on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
