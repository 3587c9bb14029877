//! An entry: a question, the other ways to ask it, its answer, and what the answer rests on.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use toml::value::Date;

use super::{Citation, FileLocation};
use crate::text::Locale;

/// One question with its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Unique among the curated entries, or among a guild's.
    pub id: String,
    /// The question as it is shown.
    pub question: String,
    /// Other ways to ask it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The answer in the curator's or the moderator's own words.
    pub answer: String,
    /// A title for buttons and menus; empty where the question itself stands there.
    #[serde(default)]
    pub short: String,
    /// Whether it is offered in lists, menus and suggestions. One that is not is still found by a question.
    #[serde(default = "listed")]
    pub listed: bool,
    /// The question in Japanese; empty if it is not translated.
    #[serde(default)]
    pub question_ja: String,
    /// The answer in Japanese.
    #[serde(default)]
    pub answer_ja: String,
    /// Other ways to ask it in Japanese.
    #[serde(default)]
    pub aliases_ja: Vec<String>,
    /// Id of its topic; empty when it has none.
    #[serde(default)]
    pub topic: String,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Roles it is about; none means all of them.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// What the answer rests on.
    #[serde(default)]
    pub basis: Basis,
    /// Ids of the people whose experience it tells.
    #[serde(default)]
    pub speakers: Vec<String>,
    /// Where the documents support it.
    #[serde(default)]
    pub cites: Vec<Citation>,
    /// Who wrote a community's entry.
    pub source: Option<Authorship>,
    /// Ids of entries that go on from here.
    #[serde(default)]
    pub related: Vec<String>,
    /// Ids of testimonials that fit.
    #[serde(default)]
    pub testimonials: Vec<String>,
    /// When a curator should review the entry.
    pub review_by: Option<Date>,
    /// The position in its file.
    #[serde(skip)]
    pub at: FileLocation,
}

fn listed() -> bool {
    true
}

impl Default for Entry {
    fn default() -> Self {
        Self {
            id: String::new(),
            question: String::new(),
            aliases: Vec::new(),
            answer: String::new(),
            short: String::new(),
            listed: true,
            question_ja: String::new(),
            answer_ja: String::new(),
            aliases_ja: Vec::new(),
            topic: String::new(),
            tags: Vec::new(),
            roles: Vec::new(),
            basis: Basis::default(),
            speakers: Vec::new(),
            cites: Vec::new(),
            source: None,
            related: Vec::new(),
            testimonials: Vec::new(),
            review_by: None,
            at: FileLocation::default(),
        }
    }
}

impl Entry {
    /// The language in which a reader of `locale` sees it: English without a Japanese answer.
    pub fn language(&self, locale: Locale) -> Locale {
        if self.answer_ja.is_empty() { Locale::English } else { locale }
    }

    /// The question as a reader of `locale` sees it.
    pub fn question_in(&self, locale: Locale) -> &str {
        self.language(locale).pick(self.question.as_str(), or(&self.question_ja, &self.question))
    }

    /// The answer as a reader of `locale` sees it.
    pub fn answer_in(&self, locale: Locale) -> &str {
        self.language(locale).pick(&self.answer, &self.answer_ja)
    }

    /// The title for buttons and menus.
    pub fn title_in(&self, locale: Locale) -> &str {
        self.language(locale).pick(or(&self.short, &self.question), or(&self.question_ja, &self.question))
    }

    /// Every way to ask it in Japanese.
    pub fn phrasings_ja(&self) -> impl Iterator<Item = &str> {
        let question = Some(self.question_ja.as_str()).filter(|question| !question.is_empty());
        question.into_iter().chain(self.aliases_ja.iter().map(String::as_str))
    }
}

/// The text, or the other one if it is empty.
fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

/// What an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A document says it as a fact.
    #[default]
    Document,
    /// Named people lived it or believe it; it is told as theirs.
    Experience,
}

/// Who wrote a community's entry, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authorship {
    /// Display name of the moderator.
    pub by: String,
    /// The day it was written.
    pub on: Date,
}

/// Who an entry belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The knowledge directory.
    Curated,
    /// The moderators of a guild.
    Guild,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Curated => "curated",
            Self::Guild => "guild",
        })
    }
}

/// One of the roles of the JET Programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// Assistant Language Teacher.
    Alt,
    /// Coordinator for (or of) International Relations.
    Cir,
    /// Sports Exchange Advisor.
    Sea,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Alt, Self::Cir, Self::Sea];

    /// The common abbreviation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Alt => "ALT",
            Self::Cir => "CIR",
            Self::Sea => "SEA",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim();
        let role = Self::ALL.into_iter().find(|role| role.code().eq_ignore_ascii_case(wanted));
        role.ok_or_else(|| format!("{wanted:?} is not a role of the JET Programme; write ALT, CIR or SEA"))
    }
}
