//! The source documents, where in them a statement is supported, and where to check officially.

use serde::{Deserialize, Serialize};

use super::FileLocation;
use crate::text::Locale;

/// A source document. Its text is not part of the project; `check --documents` reads it from a directory.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Unique id.
    pub id: String,
    /// Its own title.
    pub title: String,
    /// The label that members see: what the source is, and that it is unofficial.
    pub label: String,
    /// The same in Japanese.
    #[serde(default)]
    pub label_ja: String,
    /// Name of the file that holds its text.
    pub file: String,
    /// What kind of page it is.
    pub kind: String,
    /// When it was retrieved, as far as known.
    pub retrieved: String,
    /// The same in Japanese.
    #[serde(default)]
    pub retrieved_ja: String,
    /// What the source is not.
    pub caution: String,
    /// The same in Japanese.
    #[serde(default)]
    pub caution_ja: String,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

/// Where a document supports a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawCitation", into = "RawCitation")]
pub struct Citation {
    /// Id of the document.
    pub document: String,
    /// The words in it.
    pub support: Support,
}

/// Words of a document, or the words around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// The words themselves.
    Passage(String),
    /// Everything from the first of `from` to the last of `to`.
    Span {
        /// The first words.
        from: String,
        /// The last words.
        to: String,
    },
}

impl Support {
    /// The words that locate it: the passage, or the anchors with an omission between them.
    pub fn located(&self) -> String {
        match self {
            Self::Passage(passage) => passage.clone(),
            Self::Span { from, to } => format!("{from} […] {to}"),
        }
    }

    /// The whole sentences that can be shown; empty where the words are only a part of one.
    pub fn sentences(&self) -> &str {
        match self {
            Self::Passage(passage) if is_sentences(passage) => passage,
            Self::Passage(_) | Self::Span { .. } => "",
        }
    }

    /// Either a passage or two anchors, never both.
    fn new(passage: Option<String>, from: Option<String>, to: Option<String>, name: &str) -> Result<Self, String> {
        match (passage, from, to) {
            (Some(passage), None, None) => Ok(Self::Passage(passage)),
            (None, Some(from), Some(to)) => Ok(Self::Span { from, to }),
            _ => Err(format!("expected either `{name}`, or both `from` and `to`")),
        }
    }
}

/// Whether a text begins where a sentence does, and ends where one does.
pub fn is_sentences(text: &str) -> bool {
    let text = text.trim();
    let begins = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '\'' | '‘' | '(');
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | ')' | '’');
    text.starts_with(begins) && text.ends_with(ends)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCitation {
    document: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

impl From<Citation> for RawCitation {
    fn from(citation: Citation) -> Self {
        let (passage, from, to) = match citation.support {
            Support::Passage(passage) => (Some(passage), None, None),
            Support::Span { from, to } => (None, Some(from), Some(to)),
        };
        Self { document: citation.document, passage, from, to }
    }
}

impl TryFrom<RawCitation> for Citation {
    type Error = String;

    fn try_from(raw: RawCitation) -> Result<Self, String> {
        let support = Support::new(raw.passage, raw.from, raw.to, "passage")?;
        Ok(Self { document: raw.document, support })
    }
}

/// A part of a document that holds nothing to know (navigation, adverts).
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RawExcludedPassage")]
pub struct ExcludedPassage {
    /// Id of the document.
    pub document: String,
    /// The words.
    pub support: Support,
    /// Why it is not knowledge.
    pub reason: String,
    /// Where this is written.
    pub at: FileLocation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExcludedPassage {
    document: String,
    text: Option<String>,
    from: Option<String>,
    to: Option<String>,
    reason: String,
}

impl TryFrom<RawExcludedPassage> for ExcludedPassage {
    type Error = String;

    fn try_from(raw: RawExcludedPassage) -> Result<Self, String> {
        let support = Support::new(raw.text, raw.from, raw.to, "text")?;
        Ok(Self { document: raw.document, support, reason: raw.reason, at: FileLocation::default() })
    }
}

/// Where to check officially.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// A unique id by which gaps refer to it; empty if none does.
    #[serde(default)]
    pub id: String,
    /// What one finds there.
    pub title: String,
    /// The same in Japanese.
    #[serde(default)]
    pub title_ja: String,
    /// Its address.
    pub url: String,
    /// Whether it speaks for the programme.
    #[serde(default)]
    pub official: bool,
    /// Whether it is shown only for the gaps that name it.
    #[serde(default)]
    pub special: bool,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

/// What entries and testimonials are about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Unique id.
    pub id: String,
    /// As shown to members.
    pub title: String,
    /// The same in Japanese.
    #[serde(default)]
    pub title_ja: String,
    /// What members are asked below a highlight on it, so that they talk of their own.
    #[serde(default)]
    pub prompts: Vec<String>,
    /// The same in Japanese, in the same order.
    #[serde(default)]
    pub prompts_ja: Vec<String>,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

impl Document {
    /// What a reader of `locale` is shown as the source.
    pub fn label_in(&self, locale: Locale) -> &str {
        locale.or_english(&self.label, &self.label_ja)
    }

    /// The caution in the language of `locale`.
    pub fn caution_in(&self, locale: Locale) -> &str {
        locale.or_english(&self.caution, &self.caution_ja)
    }

    /// When it was retrieved, for a reader of `locale`.
    pub fn retrieved_in(&self, locale: Locale) -> &str {
        locale.or_english(&self.retrieved, &self.retrieved_ja)
    }
}

impl Link {
    /// Its title for a reader of `locale`.
    pub fn title_in(&self, locale: Locale) -> &str {
        locale.or_english(&self.title, &self.title_ja)
    }
}

impl Topic {
    /// Its title for a reader of `locale`.
    pub fn title_in(&self, locale: Locale) -> &str {
        locale.or_english(&self.title, &self.title_ja)
    }

    /// Its prompts for a reader of `locale`.
    pub fn prompts_in(&self, locale: Locale) -> &[String] {
        match locale {
            Locale::Japanese if !self.prompts_ja.is_empty() => &self.prompts_ja,
            Locale::English | Locale::Japanese => &self.prompts,
        }
    }
}
