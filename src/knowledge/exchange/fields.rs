//! The keys and values of an entry, in the order of its struct and without empty ones. Export, comparison and preview
//! use this list, so that none of them can forget a key.

use serde::{Serialize, Serializer};
use toml::value::Date;

use crate::knowledge::{Authorship, Basis, Citation, Entry, Role};

/// The value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum FieldValue<'a> {
    /// A sentence or more.
    Text(&'a str),
    /// An id.
    Id(&'a str),
    List(&'a [String]),
    Roles(&'a [Role]),
    Basis(Basis),
    Cites(&'a [Citation]),
    Source(&'a Authorship),
    Date(Date),
}

impl FieldValue<'_> {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Id(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Roles(roles) => roles.is_empty(),
            Self::Basis(basis) => *basis == Basis::default(),
            Self::Cites(cites) => cites.is_empty(),
            Self::Source(_) | Self::Date(_) => false,
        }
    }
}

/// Keys that every entry has, even where nothing stands under them.
const ALWAYS: [&str; 3] = ["id", "question", "answer"];

/// Everything that an entry says.
pub(super) fn fields(entry: &Entry) -> impl Iterator<Item = (&'static str, FieldValue<'_>)> {
    let all = [
        ("id", Some(FieldValue::Id(&entry.id))),
        ("question", Some(FieldValue::Text(&entry.question))),
        ("aliases", Some(FieldValue::List(&entry.aliases))),
        ("answer", Some(FieldValue::Text(&entry.answer))),
        ("topic", Some(FieldValue::Id(&entry.topic))),
        ("tags", Some(FieldValue::List(&entry.tags))),
        ("roles", Some(FieldValue::Roles(&entry.roles))),
        ("basis", Some(FieldValue::Basis(entry.basis))),
        ("speakers", Some(FieldValue::List(&entry.speakers))),
        ("cites", Some(FieldValue::Cites(&entry.cites))),
        ("source", entry.source.as_ref().map(FieldValue::Source)),
        ("related", Some(FieldValue::List(&entry.related))),
        ("testimonials", Some(FieldValue::List(&entry.testimonials))),
        ("review_by", entry.review_by.map(FieldValue::Date)),
    ];
    let said = all.into_iter().filter_map(|(key, value)| Some((key, value?)));
    said.filter(|(key, value)| ALWAYS.contains(key) || !value.is_empty())
}

/// The keys that only one of two entries has, or with different values, in order.
pub(super) fn differing<'a>(
    before: &'a Entry,
    after: &'a Entry,
) -> Vec<(&'static str, Option<FieldValue<'a>>, Option<FieldValue<'a>>)> {
    let mut found = Vec::new();
    let (mut olds, mut news) = (fields(before).peekable(), fields(after).peekable());
    for key in super::KEYS {
        let old = olds.next_if(|(at, _)| *at == key).map(|(_, value)| value);
        let new = news.next_if(|(at, _)| *at == key).map(|(_, value)| value);
        if old != new {
            found.push((key, old, new));
        }
    }
    found
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(fields(self))
    }
}
