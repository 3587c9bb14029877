//! Holds the knowledge against the documents: every quotation must stand in them, and every sentence of them must be
//! used or set aside.

use std::ops::Range;

use super::MAX_REPUBLISHED;
use super::passages::{Passages, overlap};
use crate::knowledge::{Document, FileLocation, Knowledge, Problem};

/// What the documents bear out.
#[derive(Debug, Default)]
pub struct EvidenceReport {
    /// Quotations that are not in their document, and documents of which too much is republished.
    pub problems: Vec<Problem>,
    /// Every sentence of every document, in order.
    pub sentences: Vec<Sentence>,
    /// How much of each document is republished.
    pub shares: Vec<RepublishedShare>,
}

/// What became of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// An entry cites it.
    Cited,
    /// A testimonial quotes it.
    Quoted,
    /// It holds nothing to know, for this reason.
    SetAside(String),
    /// Neither cited nor quoted nor set aside.
    Missed,
}

/// A sentence of a document.
#[derive(Debug)]
pub struct Sentence {
    /// Id of the document.
    pub document: String,
    /// Its text.
    pub text: String,
    /// What became of it.
    pub coverage: Coverage,
}

/// How much of a document is republished word for word.
#[derive(Debug)]
pub struct RepublishedShare {
    /// Id of the document.
    pub document: String,
    /// Words in passages, anchors, testimonials and parts set aside.
    pub republished: usize,
    /// Words in all.
    pub words: usize,
}

impl RepublishedShare {
    /// Republished words of all words, between 0 and 1.
    pub fn ratio(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "no document has 2^52 words")]
        let ratio = self.republished as f64 / self.words.max(1) as f64;
        ratio
    }
}

/// Holds `knowledge` against the documents it names; `text_of` gives a document's text, or why it cannot be had.
pub fn check(knowledge: &Knowledge, text_of: impl Fn(&Document) -> Result<String, Problem>) -> EvidenceReport {
    let mut evidence = EvidenceReport::default();
    for document in &knowledge.documents {
        match text_of(document) {
            Ok(text) => evidence.weigh(knowledge, document, &Passages::new(&text)),
            Err(problem) => evidence.problems.push(problem),
        }
    }
    evidence
}

/// What of one document is used, and how.
#[derive(Default)]
struct DocumentUsage {
    cited: Vec<Range<usize>>,
    quoted: Vec<Range<usize>>,
    set_aside: Vec<(Range<usize>, String)>,
    republished: Vec<Range<usize>>,
}

impl EvidenceReport {
    /// The sentences that are neither used nor set aside.
    pub fn missed(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|sentence| sentence.coverage == Coverage::Missed)
    }

    fn weigh(&mut self, knowledge: &Knowledge, document: &Document, page: &Passages) {
        let mut used = DocumentUsage::default();
        self.citations(knowledge, document, page, &mut used);
        self.testimonials(knowledge, document, page, &mut used);
        self.set_aside(knowledge, document, page, &mut used);

        for (range, text) in page.sentences() {
            let reason = used.set_aside.iter().find(|(part, _)| overlap(part, &range)).map(|(_, reason)| reason);
            let coverage = match reason {
                _ if used.cited.iter().any(|part| overlap(part, &range)) => Coverage::Cited,
                _ if used.quoted.iter().any(|part| overlap(part, &range)) => Coverage::Quoted,
                Some(reason) => Coverage::SetAside(reason.clone()),
                None => Coverage::Missed,
            };
            self.sentences.push(Sentence { document: document.id.clone(), text: text.to_owned(), coverage });
        }

        let (republished, words) = page.words_in(&used.republished);
        let share = RepublishedShare { document: document.id.clone(), republished, words };
        if share.ratio() > MAX_REPUBLISHED {
            let message = format!(
                "{:.1} % of its words are republished word for word; at most {:.0} %: cite by `from` and `to`",
                100.0 * share.ratio(),
                100.0 * MAX_REPUBLISHED
            );
            self.problems.push(Problem::new(&document.at, "", message).of("document", &document.id));
        }
        self.shares.push(share);
    }

    fn citations(&mut self, knowledge: &Knowledge, document: &Document, page: &Passages, used: &mut DocumentUsage) {
        for entry in &knowledge.entries {
            for cite in entry.cites.iter().filter(|cite| cite.document == document.id) {
                let found = page.locate(&cite.support);
                if found.is_empty() {
                    self.absent(&entry.at, ("entry", &entry.id), "cites", &cite.support.located(), document);
                }
                for place in found {
                    used.cited.push(place.covers);
                    used.republished.extend(place.quotes);
                }
            }
        }
    }

    fn testimonials(&mut self, knowledge: &Knowledge, document: &Document, page: &Passages, used: &mut DocumentUsage) {
        for one in knowledge.testimonials.iter().filter(|one| one.document == document.id) {
            match page.in_order(one.parts()) {
                Ok(places) => {
                    used.quoted.extend(places.iter().cloned());
                    used.republished.extend(places);
                }
                Err(part) => self.absent(&one.at, ("testimonial", &one.id), "text", part, document),
            }
        }
    }

    fn set_aside(&mut self, knowledge: &Knowledge, document: &Document, page: &Passages, used: &mut DocumentUsage) {
        for part in knowledge.set_aside.iter().filter(|part| part.document == document.id) {
            let found = page.locate(&part.support);
            if found.is_empty() {
                self.absent(&part.at, ("document", &document.id), "set_aside", &part.support.located(), document);
            }
            for place in found {
                used.set_aside.push((place.covers, part.reason.clone()));
                used.republished.extend(place.quotes);
            }
        }
    }

    fn absent(&mut self, at: &FileLocation, item: (&str, &str), key: &'static str, words: &str, document: &Document) {
        let message = format!("{words:?} does not stand word for word in {:?} ({})", document.id, document.file);
        self.problems.push(Problem::new(at, key, message).of(item.0, item.1));
    }
}
