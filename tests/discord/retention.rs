//! For how long anything is kept.

use std::time::Duration;

use jet_senpai::config::Config;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use crate::bot;
use crate::discord::{LIGHTHOUSE, STAFF};

const DAY: Duration = Duration::from_hours(24);

/// A configuration with a database that a test can look into.
fn with_database(dir: &tempfile::TempDir) -> Config {
    let mut config = bot::config();
    config.database = dir.path().join("kept.db");
    config
}

/// One number, from beside the bot.
async fn number(config: &Config, sql: &str) -> i64 {
    install_default_drivers();
    let url = format!("sqlite://{}", config.database.display());
    let mut beside = AnyConnection::connect(&url).await.expect("the database is there");
    sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut beside).await.expect("it can be read").get(0)
}

/// Waits until a number is as it should be: nobody tells when something has been stored.
async fn until(config: &Config, sql: &str, wanted: i64) {
    let reached = async {
        while number(config, sql).await != wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), reached).await.expect("it comes to that");
}

const GUILDS: &str = "SELECT COUNT(*) FROM guild";
const LEFT: &str = "SELECT COUNT(*) FROM guild WHERE left_at IS NOT NULL";
const DRAFTS: &str = "SELECT COUNT(*) FROM draft";

#[tokio::test]
async fn a_guild_that_removes_the_bot_is_forgotten_after_thirty_days() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let config = with_database(&dir);
    let bot = bot::start_with(&config).await;
    let mut mo = bot.member("Mo").moderator().in_channel(STAFF);
    mo.types("/manage settings language:Japanese").await;
    mo.types("/manage add").await;
    bot.discord.guild_delete(LIGHTHOUSE, false);
    until(&config, LEFT, 1).await;
    bot.clock.advance(29 * DAY);
    // What is being written is kept for a day; with it, one sees that it has been looked for what is too old.
    until(&config, DRAFTS, 0).await;
    assert_eq!(number(&config, GUILDS).await, 1);
    bot.clock.advance(DAY);
    until(&config, GUILDS, 0).await;
}

#[tokio::test]
async fn an_outage_is_no_farewell_and_a_guild_that_left_while_the_bot_was_away_is_noticed() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let config = with_database(&dir);
    let bot = bot::start_with(&config).await;
    bot.member("Mo").moderator().in_channel(STAFF).types("/manage settings language:Japanese").await;
    bot.discord.guild_delete(LIGHTHOUSE, true);
    bot.discord.settle().await;
    let discord = bot.discord.clone();
    bot.stop().await.expect("it stops in good order");
    assert_eq!(number(&config, LEFT).await, 0);
    discord.guild_delete(LIGHTHOUSE, false);
    let bot = bot::launch(discord, &config);
    until(&config, LEFT, 1).await;
    bot.clock.advance(30 * DAY);
    until(&config, GUILDS, 0).await;
}
