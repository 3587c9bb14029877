//! What `check` prints: every problem, and, held against the documents, what became of every sentence.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::CheckArgs;
use super::error::CommandError;
use crate::config::Config;
use crate::knowledge::check::{Coverage, EvidenceReport, MAX_REPUBLISHED, editorial, evidence, style};
use crate::knowledge::{Knowledge, Problem, read};
use crate::search::reachability;
use crate::terminal::plain::PlainWriter;

impl CheckArgs {
    pub(super) fn run(&self, config: &Config) -> Result<(), CommandError> {
        let dir = self.knowledge.as_deref().or(config.knowledge.as_deref());
        let (knowledge, mut problems) = match dir {
            Some(dir) => Knowledge::inspect_dir(dir)?,
            None => (Knowledge::builtin()?, Vec::new()),
        };
        let knowledge = Arc::new(knowledge);
        problems.extend(editorial::check(&knowledge));
        problems.extend(style::check(&knowledge));
        let evidence = self.documents.as_ref().map(|dir| held_against(&knowledge, dir)).transpose()?;
        let missed = evidence.as_ref().map_or(0, |evidence| evidence.missed().count());
        problems.extend(evidence.iter().flat_map(|evidence| evidence.problems.iter().cloned()));
        problems.extend(reachability::unreachable(&knowledge));
        // The findings count even if printing them fails.
        match (print(&knowledge, evidence.as_ref(), &problems, missed), problems.is_empty() && missed == 0) {
            (printed, true) => Ok(printed?),
            (_, false) => Err(CommandError::Found),
        }
    }
}

/// Prints what became of every sentence, every problem, and the sum of it.
fn print(
    knowledge: &Knowledge,
    evidence: Option<&EvidenceReport>,
    problems: &[Problem],
    missed: usize,
) -> io::Result<()> {
    let mut output = PlainWriter(io::stdout().lock());
    if let Some(evidence) = evidence {
        coverage(&mut output, evidence)?;
    }
    for problem in problems {
        writeln!(output, "{problem}")?;
    }
    answers(&mut output, knowledge)?;
    let people = knowledge.people.len();
    let daily = knowledge.testimonials.iter().filter(|one| one.daily).count();
    writeln!(
        output,
        "{} entries, {} gaps, {} testimonials ({daily} fit for a daily post) by {people} people: {} problems{}",
        knowledge.entries.len(),
        knowledge.gaps.len(),
        knowledge.testimonials.len(),
        problems.len(),
        match evidence {
            Some(_) => format!(", {missed} missed sentences"),
            None => "; quotations not verified (use --documents DIR)".to_owned(),
        }
    )
}

/// Prints how long answers are, in characters.
fn answers(output: &mut impl Write, knowledge: &Knowledge) -> io::Result<()> {
    let mut lengths: Vec<usize> = knowledge.entries.iter().map(|entry| entry.answer.chars().count()).collect();
    lengths.sort_unstable();
    let Some(longest) = lengths.last() else { return Ok(()) };
    let mean = lengths.iter().sum::<usize>() / lengths.len();
    let at = |percent: usize| lengths[(lengths.len() * percent / 100).min(lengths.len() - 1)];
    let (half, most) = (at(50), at(95));
    writeln!(output, "answers: mean {mean} characters, half at most {half}, 95 % at most {most}, longest {longest}")
}

fn held_against(knowledge: &Knowledge, dir: &Path) -> Result<EvidenceReport, CommandError> {
    if !dir.is_dir() {
        let message = format!("{}: no such directory; name the directory of the source documents", dir.display());
        return Err(CommandError::Unusable(message));
    }
    Ok(evidence::check(knowledge, |document| read(&dir.join(&document.file))))
}

/// Prints every sentence with what became of it, then each document's shares.
fn coverage(output: &mut impl Write, evidence: &EvidenceReport) -> io::Result<()> {
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
    Ok(())
}
