//! What the bot says of itself: what it knows, from where, how fresh, what it stores, and how to ask.

use super::Library;
use super::store::Retention;
use crate::reply::{Item, Locale, Panel, Reply, wording};

impl Library {
    /// What is known, from where, how fresh, and what is stored: for so long, where anything is.
    pub(super) fn about(&self, locale: Locale, kept: Option<&Retention>) -> Reply {
        let knowledge = self.knowledge();
        let (testimonials, people) = (knowledge.testimonials.len(), knowledge.people.len());
        let known = wording::numbers(locale, self.entries(), testimonials, people);
        let mut items = vec![Item::new(wording::what_i_know(locale), known)];
        let documents = knowledge.documents.iter().map(|document| {
            let when = wording::retrieved(locale, &document.retrieved);
            format!("{} ({}). {when} {}", document.title, document.kind, document.caution)
        });
        let documents = documents.collect::<Vec<_>>().join("\n");
        if !documents.is_empty() {
            items.push(Item::new(wording::from_where(locale), documents));
        }
        let stores = kept.map_or_else(
            || wording::stores_nothing(locale).to_owned(),
            |kept| wording::stores(locale, kept.questions, kept.askers),
        );
        items.push(Item::new(wording::what_i_store(locale), stores));
        let panel = Panel {
            title: wording::about_title(locale).to_owned(),
            text: wording::about(locale, env!("CARGO_PKG_VERSION")),
            items,
            columns: 1,
            ..Panel::default()
        };
        Reply { links: self.links(), ..Reply::panel(locale, panel) }
    }
}

/// How to ask.
pub fn help(locale: Locale) -> Reply {
    let items = wording::help(locale).map(|(what, does)| Item::new(what, does)).to_vec();
    let panel = Panel { title: wording::help_title(locale).to_owned(), items, ..Panel::default() };
    Reply { private: true, ..Reply::panel(locale, panel) }
}
