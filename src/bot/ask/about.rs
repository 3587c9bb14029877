//! What the bot says about itself: knowledge, sources, freshness, what it stores, and how to ask.

use crate::bot::ask::knowledge_index::KnowledgeIndex;
use crate::bot::guild::sweep::Retention;
use crate::ui::{Locale, Panel, PanelItem, Reply, wording};

/// The reply about the bot; `kept` says for how long members' data is stored, if any is.
pub(crate) fn about(index: &KnowledgeIndex, locale: Locale, kept: Option<&Retention>) -> Reply {
    let knowledge = index.knowledge();
    let (testimonials, people) = (knowledge.testimonials.len(), knowledge.people.len());
    let known = wording::browse::numbers(locale, index.entries(), testimonials, people);
    let mut items = vec![PanelItem::new(wording::browse::what_i_know(locale), known)];
    let documents = knowledge.documents.iter().map(|document| {
        let when = wording::browse::retrieved(locale, document.retrieved_in(locale));
        format!("{}. {when}", document.label_in(locale))
    });
    let mut documents: Vec<String> = documents.collect();
    documents.extend(knowledge.documents.first().map(|document| document.caution_in(locale).to_owned()));
    let documents = documents.join("\n");
    if !documents.is_empty() {
        items.push(PanelItem::new(wording::browse::from_where(locale), documents));
    }
    let stores = kept.map_or_else(
        || wording::browse::stores_nothing(locale).to_owned(),
        |kept| wording::browse::stores(locale, kept.questions, kept.askers),
    );
    items.push(PanelItem::new(wording::browse::what_i_store(locale), stores));
    let panel = Panel {
        title: wording::browse::about_title(locale).to_owned(),
        text: wording::browse::about(locale, env!("CARGO_PKG_VERSION")),
        items,
        columns: 1,
        ..Panel::default()
    };
    Reply { links: index.links(locale), ..Reply::panel(locale, panel) }
}

/// How to ask.
pub fn help(locale: Locale) -> Reply {
    let items = wording::browse::help(locale).map(|(what, does)| PanelItem::new(what, does)).to_vec();
    let panel = Panel { title: wording::browse::help_title(locale).to_owned(), items, ..Panel::default() };
    Reply { private: true, ..Reply::panel(locale, panel) }
}
