//! Why a command did not succeed, and the exit status that tells it.

use std::io;
use std::process::ExitCode;

use crate::boot::EncoderError;
use crate::knowledge::{LoadError, Problem};

/// Why a command did not succeed.
#[derive(Debug)]
pub enum CommandError {
    /// Unusable arguments, configuration or knowledge: exit status 2.
    Unusable(String),
    /// The work could not be finished: exit status 1.
    Failed(String),
    /// The work was done and what it found has been printed: exit status 1.
    Found,
    /// The reader of the output has gone (`… | head`): no error, exit status 0.
    ReaderGone,
}

impl CommandError {
    /// What is printed on stderr, if anything is.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Unusable(message) | Self::Failed(message) => Some(message),
            Self::Found | Self::ReaderGone => None,
        }
    }

    /// The exit status.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Unusable(_) => ExitCode::from(2),
            Self::Failed(_) | Self::Found => ExitCode::from(1),
            Self::ReaderGone => ExitCode::SUCCESS,
        }
    }
}

impl From<LoadError> for CommandError {
    fn from(error: LoadError) -> Self {
        Self::Unusable(error.to_string())
    }
}

impl From<EncoderError> for CommandError {
    fn from(error: EncoderError) -> Self {
        Self::Unusable(error.to_string())
    }
}

impl From<Problem> for CommandError {
    fn from(problem: Problem) -> Self {
        Self::Unusable(problem.to_string())
    }
}

impl From<anyhow::Error> for CommandError {
    fn from(error: anyhow::Error) -> Self {
        let gone = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
        if error.chain().filter_map(|cause| cause.downcast_ref()).any(gone) {
            return Self::ReaderGone;
        }
        Self::Failed(format!("{error:#}"))
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        anyhow::Error::from(error).into()
    }
}
