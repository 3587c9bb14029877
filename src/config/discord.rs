//! What an operator decides about Discord.

use std::fmt;
use std::num::{NonZeroU32, NonZeroU64};
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, de};

use super::Secret;
use crate::knowledge::{Problem, read};

/// The environment variable that holds the bot's token.
pub const TOKEN_VARIABLE: &str = "DISCORD_TOKEN";

/// Questions per member per minute; then the member is asked to wait.
const PER_MEMBER: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Public replies per channel per minute.
const PER_CHANNEL: NonZeroU32 = NonZeroU32::new(30).unwrap();

/// The bot on Discord.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DiscordConfig {
    /// File that holds the bot's token and nothing else, where `DISCORD_TOKEN` is not set.
    pub token_file: Option<PathBuf>,
    /// Channels with private answers: only the person who asked sees them. Threads are included.
    pub private_channels: Vec<Snowflake>,
    /// Questions per member per minute; then the member is asked to wait.
    pub questions_per_minute: NonZeroU32,
    /// Public replies per channel per minute.
    pub replies_per_channel: NonZeroU32,
    /// The guilds the operator trusts: their moderators may reload the knowledge.
    pub guild: Vec<GuildSettings>,
}

impl Default for DiscordConfig {
    fn default() -> Self {
        Self {
            token_file: None,
            private_channels: Vec::new(),
            questions_per_minute: PER_MEMBER,
            replies_per_channel: PER_CHANNEL,
            guild: Vec::new(),
        }
    }
}

/// Settings of a guild.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuildSettings {
    /// The guild.
    pub id: Snowflake,
    /// Channel for notices to its moderators.
    pub moderators: Snowflake,
}

/// A Discord ID: a number, or the same in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Snowflake(pub NonZeroU64);

impl<'de> Deserialize<'de> for Snowflake {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SnowflakeVisitor;

        impl de::Visitor<'_> for SnowflakeVisitor {
            type Value = Snowflake;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a Discord ID, such as \"1100000000000000001\" (right-click, Copy ID)")
            }

            fn visit_i64<E: de::Error>(self, id: i64) -> Result<Snowflake, E> {
                let number = u64::try_from(id).ok().and_then(NonZeroU64::new);
                number.map(Snowflake).ok_or_else(|| E::invalid_value(de::Unexpected::Signed(id), &self))
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<Snowflake, E> {
                id.parse().map(Snowflake).map_err(|_| E::invalid_value(de::Unexpected::Str(id), &self))
            }
        }

        deserializer.deserialize_any(SnowflakeVisitor)
    }
}

impl DiscordConfig {
    /// The bot's token: from the environment (`variable`), or else from the file; [`None`] if there is neither.
    ///
    /// # Errors
    /// Where it cannot be a token. The problem never names it.
    pub fn token(&self, variable: Option<&str>) -> Result<Option<Secret>, Problem> {
        let set = variable.map(str::trim).filter(|token| !token.is_empty());
        let (from, token) = match (set, &self.token_file) {
            (Some(token), _) => (TOKEN_VARIABLE.to_owned(), token.to_owned()),
            (None, Some(path)) => (path.display().to_string(), read(path)?.trim().to_owned()),
            (None, None) => return Ok(None),
        };
        // People copy it from code in which it stands behind "Bot ".
        let token = token.strip_prefix("Bot ").unwrap_or(&token).trim();
        if !looks_like_a_token(token) {
            let message =
                "is not a bot token: copy it from your application's Bot page (three parts separated by dots)";
            return Err(Problem::in_file(&from, message));
        }
        Ok(Some(Secret::new(token)))
    }
}

/// Whether a text has the shape of a bot's token; only Discord knows whether it is one.
fn looks_like_a_token(text: &str) -> bool {
    let fits = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte))
    };
    text.split('.').count() == 3 && text.split('.').all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<DiscordConfig, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn ids_are_numbers_or_texts_and_never_zero() {
        let ids = parsed("private_channels = [5, \"7\"]").map(|discord| discord.private_channels);
        assert_eq!(ids.map(|ids| ids.iter().map(|id| id.0.get()).collect()), Ok(vec![5, 7]));
        for wrong in ["0", "-5", "\"general\"", "\"\"", "\"0\"", "1.5", "true"] {
            let message = parsed(&format!("private_channels = [{wrong}]")).expect_err("that is no id");
            assert!(message.contains("a Discord ID"), "{message}");
        }
    }

    #[test]
    fn a_token_comes_from_the_environment_or_a_file_and_is_never_told() {
        let token = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";
        let dir = tempfile::tempdir().expect("a temporary directory");
        let file = dir.path().join("token");
        std::fs::write(&file, format!("{token}\n")).expect("it can be written");
        let discord = DiscordConfig { token_file: Some(file.clone()), ..DiscordConfig::default() };
        assert_eq!(discord.token(None), Ok(Some(Secret::new(token))));
        assert_eq!(discord.token(Some(" ")), Ok(Some(Secret::new(token))));
        assert_eq!(DiscordConfig::default().token(Some(&format!("Bot {token}"))), Ok(Some(Secret::new(token))));
        assert_eq!(DiscordConfig::default().token(None), Ok(None));
        let wrong = DiscordConfig::default().token(Some("hunter2")).expect_err("no token looks like that");
        assert!(wrong.to_string().contains("DISCORD_TOKEN") && !wrong.to_string().contains("hunter2"), "{wrong}");
    }
}
