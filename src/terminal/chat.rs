//! A conversation in the terminal. What can be typed and what it does is the same whether a person types it or a pipe
//! does; only the line editor and the colours differ.

use std::io::{self, BufRead, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::{each_line, jet_commands, plain, render};
use crate::bot;
use crate::bot::{Action, App, PressedReply, RequestContext};
use crate::knowledge::Role;
use crate::search::{Encoding, Question};
use crate::ui::{Button, Locale, Reply, UiAction};

/// What is printed first.
const WELCOME: &str = "Ask about the JET Programme in your own words. Type /help for the commands.\n";

/// What `/help` prints.
const HELP: &str = "\
a question       get an answer
1, 2, 3          open the choice with that number
/jet             browse as on Discord: /jet role ALT, /jet faq rent, /jet help
/role ALT        ask as an ALT (or CIR, SEA); /role alone clears it
/explain         show how the last answer was chosen
/quit            end the conversation (or press Ctrl-D)
";

/// The user of the terminal: without an account and without a guild.
const HERE: RequestContext = RequestContext {
    locale: Locale::English,
    member: None,
    name: String::new(),
    channel: None,
    parent: None,
    private: false,
    guild: None,
    roles: Vec::new(),
    moderator: false,
    trusted: false,
    blind: false,
};

/// One side of a conversation: what was said last, and who asks.
pub struct Conversation<'a> {
    app: &'a App,
    /// Says what a question means.
    meant: &'a dyn Fn(&Question<'_>) -> Vec<Arc<Encoding>>,
    role: Option<Role>,
    /// What was answered last, and for whom.
    last: Option<(String, Option<Role>)>,
    offered: Vec<Button>,
}

/// What to do after a line.
#[derive(Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Print this and go on.
    Say(String),
    /// Stop.
    End,
}

impl<'a> Conversation<'a> {
    /// A conversation that has not begun.
    pub fn new(app: &'a App, meant: &'a dyn Fn(&Question<'_>) -> Vec<Arc<Encoding>>, role: Option<Role>) -> Self {
        Self { app, meant, role, last: None, offered: Vec::new() }
    }

    /// Answers one line.
    pub fn turn(&mut self, line: &str) -> NextStep {
        let line = line.trim();
        if let Some(command) = line.strip_prefix('/') {
            return self.command(command);
        }
        if line.is_empty() {
            return NextStep::Say(String::new());
        }
        if let Ok(number) = line.parse::<usize>() {
            return self.choose(number);
        }
        self.last = Some((line.to_owned(), self.role));
        let question = Question { role: self.role, ..Question::new(line) };
        let meant = (self.meant)(&question);
        let reply = bot::respond(&self.app.library(), &HERE, Action::Ask(Question { meant: &meant, ..question }));
        self.say(&reply)
    }

    /// Opens what was offered under a number.
    fn choose(&mut self, number: usize) -> NextStep {
        let Some(button) = number.checked_sub(1).and_then(|at| self.offered.get(at)) else {
            return NextStep::Say(not_offered(self.offered.len()));
        };
        if matches!(button.press, UiAction::Show(_)) {
            self.last = Some((button.label.clone(), None));
        }
        let reply =
            bot::respond(&self.app.library(), &HERE, Action::Press(button.press.clone(), PressedReply::default()));
        self.say(&reply)
    }

    fn say(&mut self, reply: &Reply) -> NextStep {
        self.offered = reply.presses().cloned().collect();
        NextStep::Say(render::reply(reply))
    }

    fn command(&mut self, command: &str) -> NextStep {
        let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        match name {
            "quit" | "exit" | "q" => NextStep::End,
            "help" | "?" => NextStep::Say(HELP.to_owned()),
            "explain" => NextStep::Say(match &self.last {
                Some((text, role)) => {
                    let question = Question { role: *role, ..Question::new(text) };
                    let meant = (self.meant)(&question);
                    render::explanation(&self.app.library().explain(&Question { meant: &meant, ..question }))
                }
                None => "Ask a question first; /explain then shows how its answer was chosen.\n".to_owned(),
            }),
            "role" if rest.trim().is_empty() => {
                self.role = None;
                NextStep::Say("Role cleared.\n".to_owned())
            }
            "role" => match rest.parse() {
                Ok(role) => {
                    self.role = Some(role);
                    NextStep::Say(format!("Role set to {role}.\n"))
                }
                Err(message) => NextStep::Say(format!("{message}.\n")),
            },
            "jet" => match jet_commands::action(rest.trim()) {
                Ok(action) => {
                    let reply = bot::respond(&self.app.library(), &HERE, action);
                    self.say(&reply)
                }
                Err(message) => NextStep::Say(message),
            },
            _ => NextStep::Say(format!("There is no command /{}. You can type:\n{HELP}", plain::line(name))),
        }
    }
}

/// The reply to a number without a choice.
fn not_offered(offered: usize) -> String {
    match offered {
        0 => "There is nothing to choose yet. Ask a question first.\n".to_owned(),
        1 => "Please pick 1.\n".to_owned(),
        _ => format!("Please pick a number from 1 to {offered}.\n"),
    }
}

/// Holds a conversation: with line editing and history where a person types, line by line where a pipe does.
///
/// # Errors
/// Where the history cannot be kept, the terminal not be read, or `output` not be written.
pub fn chat(
    app: &App,
    meant: &dyn Fn(&Question<'_>) -> Vec<Arc<Encoding>>,
    role: Option<Role>,
    history: Option<&Path>,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let mut conversation = Conversation::new(app, meant, role);
    if io::stdin().is_terminal() {
        typed(&mut conversation, history, output)
    } else {
        piped(&mut conversation, io::stdin().lock(), output)
    }
}

fn typed(conversation: &mut Conversation<'_>, history: Option<&Path>, output: &mut impl Write) -> anyhow::Result<()> {
    let mut editor = DefaultEditor::new().context("the terminal cannot be used for input")?;
    if let Some(path) = history {
        editor.load_history(path).with_context(|| format!("{}: the history cannot be read", path.display()))?;
    }
    output.write_all(WELCOME.as_bytes())?;
    loop {
        let line = match editor.readline("\nyou> ") {
            Ok(line) => line,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(ReadlineError::Interrupted) => {
                output.write_all(b"(Press Ctrl-D or type /quit to end the conversation.)\n")?;
                continue;
            }
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
                output.write_all("That wasn't valid UTF-8. Please type it again.\n".as_bytes())?;
                continue;
            }
            Err(error) => return Err(error).context("the terminal cannot be read"),
        };
        // Kept line by line: a terminal that is closed gives no chance to keep anything at the end.
        editor.add_history_entry(&line)?;
        if let Some(path) = history {
            editor
                .append_history(path)
                .with_context(|| format!("{}: the history cannot be written", path.display()))?;
        }
        match conversation.turn(&line) {
            NextStep::Say(text) => output.write_all(text.as_bytes())?,
            NextStep::End => return Ok(()),
        }
        output.flush()?;
    }
}

/// Answers every line of `input`; invalid UTF-8 is replaced.
///
/// # Errors
/// Where `input` cannot be read or `output` not be written.
pub fn piped(conversation: &mut Conversation<'_>, input: impl BufRead, output: &mut impl Write) -> anyhow::Result<()> {
    each_line(input, |text| {
        let NextStep::Say(answer) = conversation.turn(text) else {
            return Ok(ControlFlow::Break(()));
        };
        writeln!(output, "> {}\n{answer}", plain::line(text))?;
        output.flush()?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(())
}
