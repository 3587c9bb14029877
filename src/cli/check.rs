//! What `check` prints: every problem, and, held against the documents, what became of every sentence.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::Check;
use super::failure::Failure;
use crate::boot;
use crate::config::Config;
use crate::knowledge::check::{Coverage, Evidence, MAX_REPUBLISHED, editorial, evidence};
use crate::knowledge::{Knowledge, read};
use crate::matching::audit;

impl Check {
    pub(super) fn run(&self, config: &Config) -> Result<(), Failure> {
        let knowledge = Arc::new(boot::knowledge(self.knowledge.as_deref().or(config.knowledge.as_deref()))?);
        let mut problems = editorial::check(&knowledge);
        let mut output = io::stdout().lock();
        let mut missed = 0;
        if let Some(dir) = &self.documents {
            let evidence = held_against(&knowledge, dir)?;
            missed = coverage(&mut output, &evidence)?;
            problems.extend(evidence.problems);
        }
        problems.extend(audit::unreachable(&knowledge));
        for problem in &problems {
            writeln!(output, "{problem}")?;
        }
        let people = knowledge.people.len();
        let daily = knowledge.testimonials.iter().filter(|one| one.daily).count();
        writeln!(
            output,
            "{} entries, {} testimonials ({daily} fit for a daily post) by {people} people: {} problems{}",
            knowledge.entries.len(),
            knowledge.testimonials.len(),
            problems.len(),
            match self.documents {
                Some(_) => format!(", {missed} missed sentences"),
                None => "; quotations not verified (give --documents DIR)".to_owned(),
            }
        )?;
        if problems.is_empty() && missed == 0 { Ok(()) } else { Err(Failure::Found) }
    }
}

fn held_against(knowledge: &Knowledge, dir: &Path) -> Result<Evidence, Failure> {
    if !dir.is_dir() {
        let message = format!("{}: there is no such directory; expected the source documents there", dir.display());
        return Err(Failure::Unusable(message));
    }
    Ok(evidence::check(knowledge, |document| read(&dir.join(&document.file))))
}

/// Prints every sentence with what became of it, then each document's shares; gives how many sentences are missed.
fn coverage(output: &mut impl Write, evidence: &Evidence) -> io::Result<usize> {
    for sentence in &evidence.sentences {
        let (what, why) = match &sentence.coverage {
            Coverage::Cited => ("cited", ""),
            Coverage::Quoted => ("quoted", ""),
            Coverage::SetAside(reason) => ("set aside", reason.as_str()),
            Coverage::Missed => ("MISSED", ""),
        };
        let why = if why.is_empty() { String::new() } else { format!("  ({why})") };
        writeln!(output, "{:9} {:9} {:.70}{why}", sentence.document, what, sentence.text)?;
    }
    for share in &evidence.shares {
        let sentences = evidence.sentences.iter().filter(|sentence| sentence.document == share.document);
        let count = |wanted: fn(&Coverage) -> bool| sentences.clone().filter(|one| wanted(&one.coverage)).count();
        writeln!(
            output,
            "{}: {} sentences: {} cited, {} quoted, {} set aside, {} missed; {} of {} words republished ({:.1} %, at most {:.0} %)",
            share.document,
            sentences.clone().count(),
            count(|coverage| *coverage == Coverage::Cited),
            count(|coverage| *coverage == Coverage::Quoted),
            count(|coverage| matches!(coverage, Coverage::SetAside(_))),
            count(|coverage| *coverage == Coverage::Missed),
            share.republished,
            share.words,
            100.0 * share.ratio(),
            100.0 * MAX_REPUBLISHED,
        )?;
    }
    Ok(evidence.sentences.iter().filter(|sentence| sentence.coverage == Coverage::Missed).count())
}
