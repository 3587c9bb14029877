//! What `run` does.

use std::env;
use std::io::{self, Write as _};

use super::RunArgs;
use super::error::CommandError;
use crate::boot::{self, Dependencies, RunError};
use crate::config::{Config, TOKEN_VARIABLE};
use crate::db::OpenError;
use crate::discord::{self, ConnectionLost};

/// The error without a token.
const NO_TOKEN: &str = "\
no Discord token found. Run `DISCORD_TOKEN=… jet-senpai run`, or name a file with `token_file` under [discord].
To get a token: https://discord.com/developers/applications → New Application → Bot → Reset Token.
No Discord? Try `jet-senpai chat`.";

impl RunArgs {
    pub(super) fn run(&self, config: &Config) -> Result<(), CommandError> {
        if self.dry_run {
            // The knowledge and the encoder are part of what a real start checks.
            boot::library(config.knowledge.as_deref(), &config.faq.iter().map(|path| &**path).collect::<Vec<_>>())?;
            boot::EncoderRuntime::new(&config.semantic)?;
            let commands = serde_json::to_string_pretty(&discord::commands()).map_err(io::Error::other)?;
            return Ok(writeln!(io::stdout(), "{commands}")?);
        }
        let variable = env::var(TOKEN_VARIABLE).ok();
        let Some(token) = config.discord.token(variable.as_deref())? else {
            return Err(CommandError::Unusable(NO_TOKEN.to_owned()));
        };
        boot::log::begin(&config.log);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let ended = runtime.block_on(async {
            let announce = |line: &str| {
                let _ = writeln!(io::stdout(), "{line}");
            };
            let wiring = Dependencies::production(boot::signals()?, Box::new(announce)).map_err(io::Error::other)?;
            Ok::<_, io::Error>(boot::run(config, &token, wiring).await)
        })?;
        // What still runs on a thread of its own, such as a reload, is not worth waiting for.
        runtime.shutdown_background();
        Ok(ended?)
    }
}

/// What Discord will refuse again must be fixed by the operator: exit status 2.
impl From<RunError> for CommandError {
    fn from(failed: RunError) -> Self {
        match failed {
            RunError::Knowledge(error) => error.into(),
            RunError::Database(error @ OpenError::Unreachable(..)) => Self::Failed(error.to_string()),
            RunError::DatabaseUrl(_) | RunError::Database(_) | RunError::Encoder(_) => {
                Self::Unusable(failed.to_string())
            }
            RunError::Discord(stopped @ ConnectionLost::Unreachable(_)) => Self::Failed(stopped.to_string()),
            RunError::Discord(refused) => Self::Unusable(refused.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use super::*;

    #[test]
    fn what_the_operator_must_fix_ends_with_2_and_what_may_pass_with_1() {
        let status =
            |stopped: ConnectionLost| format!("{:?}", CommandError::from(RunError::Discord(stopped)).exit_code());
        assert_eq!(status(ConnectionLost::TokenRefused), format!("{:?}", ExitCode::from(2)));
        assert_eq!(status(ConnectionLost::IntentsRefused(4014)), format!("{:?}", ExitCode::from(2)));
        assert_eq!(status(ConnectionLost::Refused("the commands".into())), format!("{:?}", ExitCode::from(2)));
        assert_eq!(status(ConnectionLost::Unreachable("gone".into())), format!("{:?}", ExitCode::from(1)));
    }
}
