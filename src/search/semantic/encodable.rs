//! The texts that an encoder reads in advance: entries, testimonials, and gaps.

use std::sync::{Arc, OnceLock};

use crate::knowledge::{Entry, Gap, Testimonial};
use crate::search::semantic::embedding::Embedding;

/// What something means, once an encoder has read it. Copies share it.
#[derive(Debug, Clone, Default)]
pub struct MeaningCell(Arc<OnceLock<Arc<Embedding>>>);

/// Something that an encoder reads.
#[derive(Debug, Clone, Copy)]
pub struct Encodable<'a> {
    text: EncodableText<'a>,
    meaning_cell: &'a MeaningCell,
}

#[derive(Debug, Clone, Copy)]
enum EncodableText<'a> {
    Entry(&'a Entry),
    Words(&'a Testimonial),
    Gap(&'a Gap),
}

impl MeaningCell {
    /// What it means, where an encoder has read it.
    pub fn meaning(&self) -> Option<&Arc<Embedding>> {
        self.0.get()
    }
}

impl<'a> Encodable<'a> {
    /// An entry, and where what it means is known.
    pub(crate) fn entry_of(entry: &'a Entry, meaning_cell: &'a MeaningCell) -> Self {
        Self { text: EncodableText::Entry(entry), meaning_cell }
    }

    /// A testimonial, with the cell for its embedding.
    pub(crate) fn words_of(said: &'a Testimonial, meaning_cell: &'a MeaningCell) -> Self {
        Self { text: EncodableText::Words(said), meaning_cell }
    }

    /// Something that is not known, and where what it means is known.
    pub(crate) fn gap_of(gap: &'a Gap, meaning_cell: &'a MeaningCell) -> Self {
        Self { text: EncodableText::Gap(gap), meaning_cell }
    }

    /// The entry, if it is one.
    pub fn entry(self) -> Option<&'a Entry> {
        match self.text {
            EncodableText::Entry(entry) => Some(entry),
            EncodableText::Words(_) | EncodableText::Gap(_) => None,
        }
    }

    /// What an encoder must read to know what it means. Of an entry: every way to ask for it, and its answer; of a gap,
    /// in its place, what it is about. They are read apart: an answer that is read after its question is about that question in
    /// every word (recall@1 falls by one to two points on all sets).
    pub fn texts(self) -> Vec<String> {
        match self.text {
            EncodableText::Entry(entry) => {
                let phrasings = std::iter::once(&entry.question).chain(&entry.aliases).cloned();
                phrasings.chain([entry.answer.clone()]).collect()
            }
            EncodableText::Words(said) => vec![said.text.replace(Testimonial::OMISSION, " ")],
            EncodableText::Gap(gap) => gap.ask.iter().chain([&gap.about]).cloned().collect(),
        }
    }

    /// Whether no encoder has read it yet.
    pub fn is_unread(self) -> bool {
        self.meaning().is_none()
    }

    /// What it means, where an encoder has read it.
    pub fn meaning(self) -> Option<&'a Arc<Embedding>> {
        self.meaning_cell.meaning()
    }

    /// Takes what an encoder made of its [`texts`](Self::texts), or what was kept of that. What it means never changes: a
    /// second time is ignored.
    pub fn understand(self, meaning: Arc<Embedding>) {
        drop(self.meaning_cell.0.set(meaning));
    }
}
