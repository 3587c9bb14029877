//! Many questions in a row: one a line in, one JSON object a line out, in order, flushed as it goes.

use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::{each_line, json};
use crate::bot::{KnowledgeIndex, RequestContext};
use crate::search::{Encoding, Question};

/// Answers every line of `input`, each with what `meant` says that it means. Invalid UTF-8 is replaced; a blank line gets its object too.
///
/// # Errors
/// Where `input` cannot be read or `output` not be written.
pub fn answer_lines(
    library: &KnowledgeIndex,
    meant: impl Fn(&Question<'_>) -> Vec<Arc<Encoding>>,
    template: Question<'_>,
    explain: bool,
    input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    each_line(input, |text| {
        let question = Question { text, ..template };
        let question = Question { meant: &meant(&question), ..question };
        answer_line(library, question, explain, &mut output)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// Answers one question with one line.
///
/// # Errors
/// Where `output` cannot be written.
pub fn answer_line(
    library: &KnowledgeIndex,
    question: Question<'_>,
    explain: bool,
    output: &mut impl Write,
) -> io::Result<()> {
    let asked = library.ask(&RequestContext::default(), &question);
    let explanation = explain.then(|| library.explain(&question));
    let answer = json::answer(library, &question, &asked, explanation.as_ref());
    let mut object = serde_json::to_vec(&answer)?;
    object.push(b'\n');
    output.write_all(&object)?;
    output.flush()
}
