//! What a question is about beyond its words: the roles and the people that it names.

use crate::knowledge::{Entry, Knowledge, Origin, Person, Role};
use crate::search::lexical::lexicon::{self, TermId};
use crate::search::query::parser::ParsedQuery;
use crate::search::query::phrases::Phrases;
use crate::text::{self, Stemmer};

/// An entry about a role or a person that the question names is so much better than its words say (+0.6 AUROC on this
/// project's own questions); the same is assumed for one on the topic that the member is looking at.
pub const AGREES: f32 = 1.1;

/// An entry about other roles, or other people, than the question names is so much worse.
const DISAGREES: f32 = 0.8;

/// Roles and people, as sets of bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MentionedEntities {
    roles: u64,
    people: u64,
}

/// Which terms name which role or person.
#[derive(Debug, Default)]
pub struct EntityLexicon {
    terms: Vec<(TermId, MentionedEntities)>,
    /// The people, by their bit.
    people: Vec<Person>,
}

impl EntityLexicon {
    /// The names in `knowledge`: the codes of the roles, and whatever the vocabulary says for them; the people.
    pub fn new(knowledge: &Knowledge, phrases: &Phrases, stemmer: &Stemmer) -> Self {
        let mut names = Self::default();
        for role in Role::ALL {
            names.learn(role.code(), MentionedEntities { roles: role_bit(role), people: 0 }, phrases, stemmer);
        }
        // 64 people are more than the documents will ever have; the others are simply not told apart by name.
        for (number, person) in knowledge.people.iter().take(64).enumerate() {
            let focus = MentionedEntities { roles: 0, people: 1 << number };
            for name in person.names() {
                names.learn(name, focus, phrases, stemmer);
            }
            names.people.push(person.clone());
        }
        names
    }

    fn learn(&mut self, name: &str, focus: MentionedEntities, phrases: &Phrases, stemmer: &Stemmer) {
        for token in text::tokens(name, stemmer) {
            let both = phrases.with_idea(lexicon::term(&token.term));
            self.terms.extend(both.map(|term| (term, focus)));
        }
    }

    /// The entities that a question names; without a role, the asker's.
    pub fn in_question(&self, reading: &ParsedQuery, asker: Option<Role>) -> MentionedEntities {
        let mut focus = MentionedEntities::default();
        for term in reading.certain_terms() {
            for (_, named) in self.terms.iter().filter(|(name, _)| *name == term) {
                focus.roles |= named.roles;
                focus.people |= named.people;
            }
        }
        if focus.roles == 0 {
            focus.roles = asker.map_or(0, role_bit);
        }
        focus
    }

    /// What an entry is about: its roles; its speakers, and the people whom its question or answer names.
    pub fn of_entry(&self, entry: &Entry) -> MentionedEntities {
        let roles = entry.roles.iter().fold(0, |bits, role| bits | role_bit(*role));
        let mut people = 0;
        for (number, person) in self.people.iter().enumerate() {
            let named = person.is_named_in(&entry.question) || person.is_named_in(&entry.answer);
            if named || entry.speakers.contains(&person.id) {
                people |= 1 << number;
            }
        }
        MentionedEntities { roles, people }
    }

    /// Whether a question's focus names this person.
    pub fn names_person(&self, focus: MentionedEntities, person: &str) -> bool {
        let number = self.people.iter().position(|known| known.id == person);
        number.is_some_and(|number| focus.people & (1 << number) != 0)
    }
}

impl MentionedEntities {
    /// By how much an entry's score is multiplied when a question has this focus.
    ///
    /// An entry without roles is about all of them. A guild's entry is not about the curated people, and not judged by
    /// them.
    pub fn factor(self, entry: Self, origin: Origin) -> f32 {
        let role = if entry.roles == 0 { 1.0 } else { agreement(self.roles, entry.roles) };
        let person = if origin == Origin::Guild { 1.0 } else { agreement(self.people, entry.people) };
        role * person
    }
}

fn agreement(asked: u64, about: u64) -> f32 {
    match (asked, asked & about) {
        (0, _) => 1.0,
        (_, 0) => DISAGREES,
        _ => AGREES,
    }
}

fn role_bit(role: Role) -> u64 {
    1 << role as u8
}
