//! Two processes on one PostgreSQL: one is connected, the other waits, and takes over when the first is killed. Only where
//! `TEST_POSTGRES_URL` is set; it takes as long as a lease.
#![cfg(unix)]

use std::env;
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::bot::LIGHTHOUSE;
use crate::discord::{Discord, Outcome};
use crate::process::Process;

/// Until then the second process must be connected.
const TAKEN_OVER: Duration = Duration::from_mins(1);
/// Questions that are under way when the first process is killed.
const UNDER_WAY: usize = 20;

async fn execute(url: &str, sql: &str) {
    install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.expect("the server answers");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("it does as it is told");
}

/// Many ask at once; how many were answered.
async fn ask(discord: &Discord, kill: Option<&Process>) -> usize {
    let asking: Vec<_> = (0..UNDER_WAY)
        .map(|number| {
            let mut member = discord.member(&format!("Member {number}"));
            let entry_action = member.command("/ask question:keeper percentage");
            tokio::spawn(async move { member.send_interaction(": /ask", entry_action).await })
        })
        .collect();
    if let Some(process) = kill {
        tokio::task::yield_now().await;
        process.signal("KILL");
    }
    let mut answered = 0;
    for asked in asking {
        answered += usize::from(matches!(asked.await, Ok(Outcome::Message(_))));
    }
    answered
}

#[tokio::test]
async fn when_the_connected_process_is_killed_the_other_takes_over_and_nothing_is_answered_twice() {
    let Ok(admin) = env::var("TEST_POSTGRES_URL") else { return };
    let name = format!("takeover_{}", std::process::id());
    execute(&admin, &format!("CREATE DATABASE {name}")).await;
    let url = format!("{}/{name}", admin.rsplit_once('/').map_or("", |(server, _)| server));
    let discord = Discord::start().await;
    let first = Process::start(&discord, Path::new(LIGHTHOUSE), &url).expect("it starts");
    discord.connected().await;
    let _second = Process::start(&discord, Path::new(LIGHTHOUSE), &url).expect("it starts");
    assert_eq!(ask(&discord, None).await, UNDER_WAY);
    assert_eq!(discord.identifies(), 1, "only one of them is connected");
    let killed = Instant::now();
    let answered = ask(&discord, Some(&first)).await;
    while discord.identifies() < 2 || !discord.is_heard() {
        assert!(killed.elapsed() < TAKEN_OVER, "nobody took over within {} s", TAKEN_OVER.as_secs());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!("taken over after {:.1} s", killed.elapsed().as_secs_f32());
    assert_eq!(ask(&discord, None).await, UNDER_WAY);
    // Discord takes one answer to an interaction, and would tell of a second. Those of the moment in between got none.
    let unanswered = UNDER_WAY - answered;
    let violations = discord.take_violations();
    assert!(violations.iter().all(|one| one.contains("answer")), "{violations:?}");
    assert!(violations.len() <= unanswered, "{violations:?}");
    drop(first);
    execute(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}
