//! An entry as keys and values, in the order of its struct and without what is empty: what is written, compared and
//! shown goes by this list, so that none of them can forget a key.

use serde::{Serialize, Serializer};
use toml::value::Date;

use crate::knowledge::{Basis, Citation, Entry, Role, Source};

/// What stands under a key.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Value<'a> {
    /// A sentence or more.
    Text(&'a str),
    /// An id.
    Id(&'a str),
    List(&'a [String]),
    Roles(&'a [Role]),
    Basis(Basis),
    Cites(&'a [Citation]),
    Source(&'a Source),
    Date(Date),
}

impl Value<'_> {
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
pub(super) fn fields(entry: &Entry) -> impl Iterator<Item = (&'static str, Value<'_>)> {
    let all = [
        ("id", Some(Value::Id(&entry.id))),
        ("question", Some(Value::Text(&entry.question))),
        ("aliases", Some(Value::List(&entry.aliases))),
        ("answer", Some(Value::Text(&entry.answer))),
        ("topic", Some(Value::Id(&entry.topic))),
        ("tags", Some(Value::List(&entry.tags))),
        ("roles", Some(Value::Roles(&entry.roles))),
        ("basis", Some(Value::Basis(entry.basis))),
        ("speakers", Some(Value::List(&entry.speakers))),
        ("cites", Some(Value::Cites(&entry.cites))),
        ("source", entry.source.as_ref().map(Value::Source)),
        ("related", Some(Value::List(&entry.related))),
        ("testimonials", Some(Value::List(&entry.testimonials))),
        ("review_by", entry.review_by.map(Value::Date)),
    ];
    let said = all.into_iter().filter_map(|(key, value)| Some((key, value?)));
    said.filter(|(key, value)| ALWAYS.contains(key) || !value.is_empty())
}

/// What stands under a key in one of two entries, or differently in both, in the order of the keys.
pub(super) fn differing<'a>(
    before: &'a Entry,
    after: &'a Entry,
) -> Vec<(&'static str, Option<Value<'a>>, Option<Value<'a>>)> {
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
