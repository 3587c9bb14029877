//! A conversation in the terminal. What can be typed and what it does is the same whether a person types it or a pipe
//! does; only the line editor and the colours differ.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::Context as _;
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::render;
use crate::app::{Action, App};
use crate::knowledge::Role;
use crate::matching::Question;
use crate::reply::{Button, Reply};

/// What is printed first.
const WELCOME: &str = "Ask about the JET Programme in your own words. /help says what else you can type.\n";

/// What `/help` prints.
const HELP: &str = "\
a question       I answer it, or say that I don't know
1, 2, 3          opens what I offered under that number
/role ALT        you ask as an ALT (or CIR, SEA); /role alone forgets it
/explain         shows why the last answer was chosen
/quit            ends the conversation (so does Ctrl-D)
";

/// One side of a conversation: what was said last, and who asks.
pub struct Conversation<'a> {
    app: &'a App,
    role: Option<Role>,
    last_question: Option<String>,
    offered: Vec<Button>,
}

/// What to do after a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// Print this and go on.
    Say(String),
    /// Stop.
    End,
}

impl<'a> Conversation<'a> {
    /// A conversation that has not begun.
    pub fn new(app: &'a App, role: Option<Role>) -> Self {
        Self { app, role, last_question: None, offered: Vec::new() }
    }

    /// Answers one line.
    pub fn turn(&mut self, line: &str) -> Turn {
        let line = line.trim();
        if let Some(command) = line.strip_prefix('/') {
            return self.command(command);
        }
        if line.is_empty() {
            return Turn::Say(String::new());
        }
        let reply = match line.parse::<usize>() {
            Ok(number) if !self.offered.is_empty() => match number.checked_sub(1).and_then(|at| self.offered.get(at)) {
                Some(button) => self.app.handle(Action::Show(button.opens.clone())),
                None => return Turn::Say(format!("I offered 1 to {}.\n", self.offered.len())),
            },
            _ => {
                self.last_question = Some(line.to_owned());
                self.app.handle(Action::Ask(Question { role: self.role, ..Question::new(line) }))
            }
        };
        self.say(&reply)
    }

    fn say(&mut self, reply: &Reply) -> Turn {
        self.offered = reply.choices.iter().chain(&reply.related).cloned().collect();
        Turn::Say(render::reply(reply))
    }

    fn command(&mut self, command: &str) -> Turn {
        let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        match name {
            "quit" | "exit" | "q" => Turn::End,
            "help" | "?" => Turn::Say(HELP.to_owned()),
            "explain" => Turn::Say(match &self.last_question {
                Some(text) => {
                    let question = Question { role: self.role, ..Question::new(text) };
                    render::explanation(&self.app.explain(&question))
                }
                None => "Ask something first; then I can say why I answered as I did.\n".to_owned(),
            }),
            "role" if rest.trim().is_empty() => {
                self.role = None;
                Turn::Say("You ask as anybody.\n".to_owned())
            }
            "role" => match rest.parse() {
                Ok(role) => {
                    self.role = Some(role);
                    Turn::Say(format!("You ask as {role}.\n"))
                }
                Err(message) => Turn::Say(format!("{message}.\n")),
            },
            _ => Turn::Say(format!("I don't know /{name}.\n{HELP}")),
        }
    }
}

/// Holds a conversation: with line editing and history where a person types, line by line where a pipe does.
///
/// # Errors
/// Where the history cannot be kept, the terminal not be read, or `output` not be written.
pub fn chat(app: &App, role: Option<Role>, history: Option<&Path>, output: &mut impl Write) -> anyhow::Result<()> {
    let mut conversation = Conversation::new(app, role);
    if io::stdin().is_terminal() {
        typed(&mut conversation, history, output)
    } else {
        piped(&mut conversation, io::stdin().lock(), output)
    }
}

fn typed(conversation: &mut Conversation<'_>, history: Option<&Path>, output: &mut impl Write) -> anyhow::Result<()> {
    let mut editor = DefaultEditor::new().context("the terminal cannot be used for typing")?;
    if let Some(path) = history.filter(|path| path.exists()) {
        editor.load_history(path).with_context(|| format!("{}: the history cannot be read", path.display()))?;
    }
    output.write_all(WELCOME.as_bytes())?;
    loop {
        match editor.readline("\nyou> ") {
            Ok(line) => {
                editor.add_history_entry(&line)?;
                match conversation.turn(&line) {
                    Turn::Say(text) => output.write_all(text.as_bytes())?,
                    Turn::End => break,
                }
                output.flush()?;
            }
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => break,
            Err(error) => return Err(error).context("the terminal cannot be read"),
        }
    }
    if let Some(path) = history {
        editor.save_history(path).with_context(|| format!("{}: the history cannot be written", path.display()))?;
    }
    Ok(())
}

/// Answers every line of `input`; invalid UTF-8 is replaced.
///
/// # Errors
/// Where `input` cannot be read or `output` not be written.
pub fn piped(
    conversation: &mut Conversation<'_>,
    mut input: impl BufRead,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line);
        match conversation.turn(&text) {
            Turn::Say(answer) => writeln!(output, "> {}\n{answer}", text.trim())?,
            Turn::End => return Ok(()),
        }
        output.flush()?;
    }
}
