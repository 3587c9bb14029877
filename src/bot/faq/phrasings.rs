//! Further phrasings of existing entries: from inbox questions, and from proposals that members' clicks made.

use crate::bot::faq::store::StoredEntry;
use crate::bot::guild::commit::{Change, CommitOutcome, CuratedOverride, Edit};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::inbox::review::PROPOSALS;
use crate::bot::inbox::store::InboxQuestion;
use crate::bot::{faq, inbox};
use crate::db::StoreError;
use crate::knowledge::{Entry, Origin, exchange};
use crate::search::Candidate;
use crate::ui::{
    Button, InboxAction, Menu, ModeratorAction, Panel, ProposalAction, Reply, StableHash, UiAction, limits, wording,
};

impl ModeratorContext<'_> {
    /// Adds a question as a phrasing of an entry, which then answers it. A curated entry keeps its text and its
    /// citations: the phrasing is stored for the guild.
    pub(crate) async fn phrase(
        &self,
        waiting: &InboxQuestion,
        entry: StableHash,
        mut effects: Vec<Change>,
    ) -> ManageResult {
        let locale = self.request.locale;
        let phrasing = one_line(&waiting.text);
        let Some(found) = self.guild.library.find(entry) else {
            return Ok(self.tell(wording::notices::gone(locale)));
        };
        let (asks, curated) = (found.entry.question.clone(), found.origin == Origin::Curated);
        match self.with_phrasing(found, entry, &phrasing).await? {
            Ok(effect) => effects.extend(effect),
            Err(wrong) => return Ok(Reply { buttons: vec![self.to_inbox()], ..self.tell(wrong) }),
        }
        effects.push(Change::Answer { question: waiting.question, entry });
        let said = match self.commit(effects).await? {
            CommitOutcome::Done(_) => wording::inbox::phrasing_added(locale, &phrasing, &asks),
            CommitOutcome::Conflict { .. } => return Ok(self.tell(wording::manage::once_more(locale))),
        };
        // Only for curated entries: a guild's own entry can be restored from its history.
        let undo = UiAction::Manage(ModeratorAction::Question(self.named(&phrasing), InboxAction::Unphrase(entry)));
        let undo = curated.then(|| Button::new(wording::inbox::undo(locale), undo));
        Ok(Reply { buttons: undo.into_iter().chain([self.to_inbox()]).collect(), ..self.tell(said) })
    }

    /// The change that adds a phrasing; [`None`] if the entry has it already, an error text if it isn't allowed.
    async fn with_phrasing(
        &self,
        found: &Candidate,
        name: StableHash,
        phrasing: &str,
    ) -> Result<Result<Option<Change>, String>, StoreError> {
        let locale = self.request.locale;
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
            faq::store::find_entry(self.store, self.id, name).await?
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
    pub(crate) async fn unphrase(&self, question: StableHash, entry: StableHash) -> ManageResult {
        let locale = self.request.locale;
        let record = faq::store::guild_record(self.store, self.id).await?;
        let mut all = record.phrasings.iter().filter(|(id, _)| StableHash::entry(id, Origin::Curated) == entry);
        let found = all.find_map(|(id, said)| Some((id, said.iter().find(|one| self.named(one) == question)?)));
        let Some((id, phrasing)) = found else {
            return Ok(self.tell(wording::notices::old_button(locale)));
        };
        let item = CuratedOverride::phrasing(id, phrasing);
        self.commit(vec![Change::Curate { what: CuratedOverride::Phrase, item, on: false }]).await?;
        Ok(Reply { buttons: vec![self.to_inbox()], ..self.tell(wording::inbox::phrasing_removed(locale, phrasing)) })
    }

    /// A menu that removes the guild's phrasings of a curated entry.
    pub(crate) fn phrasings_of(&self, entry: &Entry) -> Option<Menu> {
        let name = StableHash::entry(&entry.id, Origin::Curated);
        let button = |phrasing: &String| {
            Button::new(
                phrasing,
                UiAction::Manage(ModeratorAction::Question(self.named(phrasing), InboxAction::Unphrase(name))),
            )
        };
        let phrasings = self.guild.record.phrasings.get(&entry.id).into_iter().flatten().map(button).collect();
        Menu::new(wording::inbox::take_a_phrasing_back(self.request.locale), phrasings)
    }

    /// The hash of a phrasing as a question.
    fn named(&self, phrasing: &str) -> StableHash {
        self.guild.library.question(phrasing)
    }

    /// Shows, accepts or rejects a proposed phrasing.
    pub(crate) async fn proposal(
        &self,
        question: StableHash,
        entry: StableHash,
        weigh: ProposalAction,
    ) -> ManageResult {
        let locale = self.request.locale;
        let proposals = inbox::store::proposals(self.store, self.id, PROPOSALS).await?;
        let proposed = proposals.into_iter().find(|one| one.question == question && one.entry == entry);
        let (Some(proposal), Some(waiting)) =
            (proposed, inbox::store::find_question(self.store, self.id, question).await?)
        else {
            return Ok(Reply { buttons: vec![self.to_inbox()], ..self.tell(wording::inbox::no_proposal(locale)) });
        };
        let decide = |taken| Change::Decide { question, entry, taken };
        match weigh {
            ProposalAction::Look => {
                let Some(asks) = self.entry_called(entry) else {
                    return Ok(self.tell(wording::notices::gone(locale)));
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
                    self.to_inbox(),
                ];
                Ok(Reply { buttons, private: true, ..Reply::panel(locale, panel) })
            }
            ProposalAction::Take => self.phrase(&waiting, entry, vec![decide(true)]).await,
            ProposalAction::Refuse => {
                self.commit(vec![decide(false)]).await?;
                Ok(Reply { buttons: vec![self.to_inbox()], ..self.tell(wording::inbox::proposal_refused(locale)) })
            }
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
