//! A community's own entries, from a FAQ file: shown with who wrote them, and never trusted.

use crate::bot;

const FAQ: &str = r##"
[[entry]]
id = "keeper-duties"
question = "Who makes the tea?"
answer = "Whoever is **last**. Ask @everyone, <@1100000000000000001> or [the warden](https://evil.example). See https://lighthouse.example/tea_time."
aliases = ["tea rota"]
source = { by = "Mo\u202e the # Moderator", on = 2026-03-01 }
related = ["scones"]

[[entry]]
id = "scones"
question = "# Are there ```scones```?"
answer = "> Never."
"##;

#[tokio::test]
async fn a_community_s_entry_is_chosen_and_shown_as_theirs_and_does_nothing_but_be_read() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("faq.toml");
    std::fs::write(&file, FAQ).expect("it can be written");
    let mut config = bot::config();
    config.faq = vec![file];
    let bot = bot::start_with(&config).await;
    let mut ana = bot.member("Ana");
    assert_eq!(ana.completes("/ask question:tea r|").await[0].1, "=+keeper-duties");
    bot.discord.take_transcript();
    ana.chooses("/ask question:tea r|", "Who makes the tea?").await;
    ana.picks("Related questions", "# Are there ```scones```?").await;
    assert!(bot.discord.pings().is_empty());
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana types /ask question:tea r|
      ⌄ Who makes the tea? | How many participants are keepers?
    Ana chooses Who makes the tea?
      jet-senpai:
        ┌ Who makes the tea?
        │ Whoever is \*\*last\*\*. Ask \@‹zero width›everyone, \<\@‹zero width›1100000000000000001> or [the warden\](https://evil.example). See https://lighthouse.example/tea_time.
        └ Answered by Mo the # Moderator · 1 Mar 2026
        ⌄ Related questions: # Are there ```scones```?
        [This helped] [Not what I asked] [Delete]
    Ana picks # Are there ```scones```?
      jet-senpai (only Ana sees this):
        ┌ \# Are there \`\`\`scones\`\`\`?
        └ \> Never.
        [This helped] [Not what I asked]
    ");
}
