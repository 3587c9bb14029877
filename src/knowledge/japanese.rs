//! The Japanese that members ask in, and what the knowledge says for it in its own language.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::parse::LineCounter;
use super::{FileLocation, Problem, Vocabulary};

/// Japanese words with their meanings.
#[derive(Debug, Clone, Default)]
pub struct JapaneseLexicon {
    /// Words that mean something, in the order of their file.
    pub words: Vec<JapaneseWord>,
    /// Particles, endings and courtesies without a meaning for the question.
    pub fillers: Vec<String>,
    /// The file that this is written in.
    pub at: FileLocation,
}

/// Japanese words that mean one thing.
#[derive(Debug, Clone)]
pub struct JapaneseWord {
    /// What the knowledge says for it.
    pub means: String,
    /// Spellings. One in hiragana alone is also understood in Latin letters.
    pub ja: Vec<String>,
    /// Where this is written.
    pub at: FileLocation,
}

/// As it stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawJapaneseWord {
    fillers: Vec<String>,
    words: BTreeMap<Spanned<String>, Vec<String>>,
}

impl RawJapaneseWord {
    /// The same, with the position of every word in its file.
    pub(super) fn placed(self, file: &str, text: &str) -> JapaneseLexicon {
        let file: Arc<str> = file.into();
        let mut written: Vec<_> = self.words.into_iter().collect();
        written.sort_by_key(|(means, _)| means.span().start);
        let mut lines = LineCounter::new(text);
        let words = written.into_iter().map(|(means, ja)| {
            let line = lines.line_at(means.span().start);
            JapaneseWord { means: means.into_inner(), ja, at: FileLocation { file: Arc::clone(&file), line } }
        });
        JapaneseLexicon {
            words: words.collect(),
            fillers: self.fillers,
            at: FileLocation { file: Arc::clone(&file), line: 0 },
        }
    }
}

/// What a curator should mend: words without a meaning or a spelling, spellings that are not Japanese, and those that
/// stand twice, also in the groups of the vocabulary.
pub(super) fn check(vocabulary: &Vocabulary) -> Vec<Problem> {
    let JapaneseLexicon { words, fillers, at } = &vocabulary.japanese;
    let mut problems = Vec::new();
    let mut seen: FxHashMap<&str, &str> = FxHashMap::default();
    for term in &vocabulary.terms {
        seen.extend(term.phrases().map(|phrase| (phrase, term.means.as_str())));
    }
    for word in words {
        if word.means.trim().is_empty() {
            problems.push(Problem::new(&word.at, "words", "means nothing; write the English word for it"));
        }
        if word.ja.is_empty() {
            problems.push(Problem::new(&word.at, "words", format!("{:?} has no Japanese word", word.means)));
        }
        for ja in &word.ja {
            spelling(&mut problems, &mut seen, (&word.at, "words"), ja, &word.means);
        }
    }
    for ja in fillers {
        spelling(&mut problems, &mut seen, (at, "fillers"), ja, "nothing");
    }
    problems
}

fn spelling<'a>(
    problems: &mut Vec<Problem>,
    seen: &mut FxHashMap<&'a str, &'a str>,
    (at, key): (&FileLocation, &'static str),
    ja: &'a str,
    means: &'a str,
) {
    if !ja.chars().any(crate::text::is_japanese) {
        problems.push(Problem::new(at, key, format!("{ja:?} has no Japanese character; write it in kana or kanji")));
    } else if let Some(other) = seen.insert(ja, means) {
        let message = format!("{ja:?} already means {other:?}; a word can mean one thing only");
        problems.push(Problem::new(at, key, message));
    }
}
