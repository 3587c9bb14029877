//! What `ask`, `chat` and `eval` do.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};

use super::error::CommandError;
use super::{AskArgs, ChatArgs, EvalArgs, SourceArgs};
use crate::boot::{self, EncoderRuntime};
use crate::bot::{App, KnowledgeIndex, RequestContext};
use crate::config::{Colour, Config};
use crate::eval;
use crate::knowledge::read;
use crate::search::{Encoding, Question};
use crate::terminal::{batch, chat, plain, render};

impl SourceArgs {
    /// Everything known from these sources; what is not given here, the configuration gives.
    fn known(&self, config: &Config) -> Result<LoadedKnowledge, CommandError> {
        let knowledge = self.knowledge.as_deref().or(config.knowledge.as_deref());
        let faq: Vec<&Path> = config.faq.iter().chain(&self.faq).map(PathBuf::as_path).collect();
        let library = boot::library(knowledge, &faq)?.with_threshold(config.boldness);
        let encoder_runtime = EncoderRuntime::new(&config.semantic)?;
        if let Some(encoder_runtime) = &encoder_runtime {
            encoder_runtime.read(&library);
        }
        Ok(LoadedKnowledge { library, encoder_runtime })
    }
}

/// Everything known, and what understands it.
struct LoadedKnowledge {
    library: KnowledgeIndex,
    encoder_runtime: Option<EncoderRuntime>,
}

impl LoadedKnowledge {
    /// What a question means; nothing, where it shall be answered by its words alone.
    fn meant(&self, question: &Question<'_>) -> Vec<Arc<Encoding>> {
        self.encoder_runtime
            .as_ref()
            .map_or_else(Vec::new, |encoder_runtime| encoder_runtime.meant(&self.library, question))
    }
}

impl AskArgs {
    pub(super) fn run(&self, config: &Config) -> Result<(), CommandError> {
        let known = self.sources.known(config)?;
        let library = &known.library;
        let template = Question { role: self.role, top: self.top, ..Question::new("") };
        if self.batch {
            let output = BufWriter::new(io::stdout().lock());
            return Ok(batch::answer_lines(
                library,
                |question| known.meant(question),
                template,
                self.explain,
                io::stdin().lock(),
                output,
            )?);
        }
        let words: Vec<_> = self.question.iter().map(|word| word.to_string_lossy()).collect();
        let text = words.join(" ");
        let question = Question { text: &text, ..template };
        let question = Question { meant: &known.meant(&question), ..question };
        if self.json {
            return Ok(batch::answer_line(library, question, self.explain, &mut io::stdout().lock())?);
        }
        let mut output = stdout(config.terminal.colour);
        if self.explain {
            writeln!(output, "{}", render::explanation(&library.explain(&question)))?;
        }
        output.write_all(render::reply(&library.ask(&RequestContext::default(), &question).reply).as_bytes())?;
        Ok(output.flush()?)
    }
}

impl ChatArgs {
    pub(super) fn run(&self, config: &Config) -> Result<(), CommandError> {
        let history = config.terminal.history.as_deref();
        history.map_or(Ok(()), usable)?;
        let LoadedKnowledge { library, encoder_runtime } = self.sources.known(config)?;
        let app = App::new(library);
        let meant = |question: &Question<'_>| {
            encoder_runtime
                .as_ref()
                .map_or_else(Vec::new, |encoder_runtime| encoder_runtime.meant(&app.library(), question))
        };
        Ok(chat::chat(&app, &meant, self.role, history, &mut stdout(config.terminal.colour))?)
    }
}

impl EvalArgs {
    pub(super) fn run(&self, config: &Config) -> Result<(), CommandError> {
        let set = eval::QuestionSet::load(&self.file)?;
        let known = self.sources.known(config)?;
        set.check(&self.file, &known.library)?;
        let outcomes = set.ask(&known.library, |question| known.meant(question));
        let mut text = eval::table(&set, &outcomes);
        if self.alone {
            text += &set.alone(&known.library, |question| known.meant(question));
        }
        if self.wrong {
            text += &eval::wrong(&set, &outcomes);
        }
        // The figures count even if printing them fails.
        match (io::stdout().write_all(plain::lines(&text).as_bytes()), eval::below_floors(&set, &outcomes).is_empty()) {
            (printed, true) => Ok(printed?),
            (_, false) => Err(CommandError::Found),
        }
    }
}

/// Refuses a history file before the conversation instead of losing it after.
fn usable(history: &Path) -> Result<(), CommandError> {
    let opened = OpenOptions::new().append(true).create(true).open(history);
    opened.map_err(|error| {
        let message = format!("{}: the history cannot be written ({error}); ", history.display());
        CommandError::Unusable(message + "change `terminal.history`, or remove it to keep none")
    })?;
    Ok(read(history).map(drop)?)
}

/// Standard output, with colours where they are wanted.
fn stdout(colour: Colour) -> AutoStream<io::Stdout> {
    let choice = match colour {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::AlwaysAnsi,
        Colour::Never => ColorChoice::Never,
    };
    AutoStream::new(io::stdout(), choice)
}
