//! The tests of our own Discord.

use crate::discord::Discord;

#[tokio::test]
async fn starts() {
    let discord = Discord::start().await;
    let answer = discord
        .http()
        .get("https://discord.com/api/v10/gateway")
        .header("authorization", format!("Bot {}", discord.token()))
        .send()
        .await
        .expect("answered");
    assert_eq!(answer.status(), 200);
}
