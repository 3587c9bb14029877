//! The `/jet` commands as they are typed in a conversation in the terminal.

use super::plain;
use crate::bot::Action;
use crate::knowledge::Role;

/// What can be typed.
const USAGE: &str = "\
/jet role ALT            what an ALT, CIR or SEA does
/jet compare ALT CIR     roles side by side
/jet eligibility         what's known about who can apply
/jet daily-life [TOPIC]  daily life on JET
/jet voices [PERSON]     quotes from JETs
/jet faq [WORDS]         browse or search all questions
/jet about, /jet help
";

/// What a line after `/jet` asks for.
///
/// # Errors
/// With what to type instead.
pub fn action(line: &str) -> Result<Action<'_>, String> {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = Some(rest.trim()).filter(|rest| !rest.is_empty());
    let roles = || -> Result<Vec<Role>, String> {
        let roles = rest.unwrap_or_default().split_whitespace().map(str::parse);
        roles.collect::<Result<_, String>>().map_err(|message| format!("{}.\n", plain::line(&message)))
    };
    match name {
        "role" => roles()?.first().map(|role| Action::Role(*role)).ok_or_else(|| USAGE.to_owned()),
        "compare" => Ok(Action::Compare(roles()?)),
        "eligibility" => Ok(Action::Eligibility),
        "daily-life" => Ok(Action::DailyLife(rest)),
        "voices" => Ok(Action::Voices { person: rest, topic: None }),
        "faq" => Ok(Action::Faq(rest)),
        "about" => Ok(Action::About),
        "help" => Ok(Action::Help),
        _ => Err(USAGE.to_owned()),
    }
}
