//! A bot on serenity talks with members, and its conversations read like chats.

use serenity::all::{
    ChannelType, CreateAllowedMentions, CreateCommand, CreateMessage, EditMessage, GetMessages, HttpBuilder, Nonce,
    Permissions, UserId,
};

use super::bot;
use crate::discord::{Discord, QUESTIONS, THREAD};

#[tokio::test]
async fn a_member_asks_presses_picks_and_submits() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let mut ana = discord.member("Ana");
    ana.types("/ask question:what do keepers do").await;
    ana.picks("Related questions", "How bright is it?").await;
    ana.presses("Ask a keeper").await;
    ana.submits(&[("Your question", "May I come up?")]).await;
    ana.presses("This helped").await;
    insta::assert_snapshot!(discord.transcript(), @"
    Ana: /ask question:what do keepers do
      jet-senpai:
        > what do keepers do
        ┌ What does a keeper do?
        │ A keeper tends the lamp,
        │ every night.
        │ **Who keeps**
        │ @everyone in turn
        └ From the keepers' book
        [This helped] [Ask a keeper] [Not yet (off)] [Source ↗ https://example.org/keepers]
        ⌄ Related questions: How bright is it?
    Ana picks How bright is it?
      jet-senpai (only Ana sees this):
        As bright as a star.
    Ana presses [Ask a keeper]
      jet-senpai asks Ana: Ask a keeper
        Your question:
        Your role (optional): ‹ALT›
    Ana submits:
        Your question: May I come up?
      jet-senpai (only Ana sees this):
        Asked: May I come up?
    Ana presses [This helped]
      jet-senpai changes its message:
        > what do keepers do
        ┌ What does a keeper do?
        │ A keeper tends the lamp,
        │ every night.
        │ **Who keeps**
        │ @everyone in turn
        └ From the keepers' book
    ");
}

#[tokio::test]
async fn thinking_gives_way_to_the_answer_that_only_its_asker_sees() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let (mut ana, ben) = (discord.member("Ana"), discord.member("Ben"));
    ana.types("/think").await;
    discord.settle().await;
    insta::assert_snapshot!(discord.take_transcript(), @"
    Ana: /think
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        The lamp is lit.
      jet-senpai:
        Come and see.
    ");
    assert_eq!(ana.sees().len(), 2);
    assert_eq!(ben.sees().len(), 1, "the further message is for all");
    assert_eq!(discord.transcript(), "");
}

#[tokio::test]
async fn choices_are_offered_and_the_value_of_the_chosen_one_is_sent() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let mut ana = discord.member("Ana").locale("ja").in_dm();
    let choices = ana.completes("/ask question:how do|").await;
    assert_eq!(choices[1], ("“how do”".to_owned(), "how do".into()));
    ana.chooses("/ask private:true question:how do|", "What does a keeper do?").await;
    assert!(ana.sees()[0].text.starts_with("> =keeper"), "{:?}", ana.sees());
}

#[tokio::test]
async fn the_bot_hears_what_is_said_to_it_and_nothing_else() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let mut ana = discord.member("Ana").in_channel(THREAD);
    ana.says("the bot should not read this");
    discord.settle().await;
    let said = ana.says("<@BOT> what do keepers do");
    let heard = ana.hears().await;
    assert_eq!(heard.json["message_reference"]["message_id"], said.to_string());
    ana.replies(heard.id, "thanks");
    ana.hears().await;
    let mut ben = discord.member("Ben").in_dm();
    ben.says("hello");
    ben.hears().await;
    insta::assert_snapshot!(discord.transcript(), @"
    ── #visa talk in The Lighthouse ──
    Ana: the bot should not read this
    Ana: @jet-senpai what do keepers do
    jet-senpai to Ana:
      You called?
    Ana replies: thanks
    jet-senpai to Ana:
      You called?
    ── DM with Ben ──
    Ben: hello
    jet-senpai to Ben:
      You called?
    ");
}

#[tokio::test]
async fn a_message_can_be_asked_about_wherever_the_app_is_installed() {
    let discord = Discord::start().await;
    let _bot = bot::connected(&discord).await;
    let (mut ana, mut ben) = (discord.member("Ana"), discord.member("Ben").moderator().in_channel(QUESTIONS));
    let said = ana.says("is the lamp lit?");
    ben.applies("Answer this", said).await;
    ben.presses_custom_id("v0:gone").await;
    insta::assert_snapshot!(discord.transcript(), @"
    Ana: is the lamp lit?
    Ben applies Answer this
      jet-senpai:
        About “is the lamp lit?”: yes.
    Ben presses «v0:gone»
      jet-senpai (only Ben sees this):
        This button is from long ago.
    ");
}

#[tokio::test]
async fn serenity_decodes_every_answer() {
    let discord = Discord::start().await;
    let http = HttpBuilder::new(discord.token()).client(discord.http()).build();
    let application = http.get_current_application_info().await.expect("the application");
    http.set_application_id(application.id);
    assert_eq!(http.get_current_user().await.expect("the bot").id.get(), application.id.get());
    assert_eq!(http.get_gateway().await.expect("the gateway").url, discord.gateway());
    assert_eq!(http.get_bot_gateway().await.expect("the gateway for bots").shards, 1);
    let kinds = [(QUESTIONS, ChannelType::Text), (THREAD, ChannelType::PublicThread)];
    for (id, kind) in kinds {
        let channel = http.get_channel(id.into()).await.expect("the channel").guild().expect("it is a guild's");
        assert_eq!(channel.kind, kind);
    }
    let ana = discord.member("Ana").in_dm();
    let dm = UserId::new(ana.id()).create_dm_channel(&http).await.expect("the private channel");
    assert_eq!((dm.id.get(), dm.recipient.id.get()), (ana.channel(), ana.id()));
    let message = CreateMessage::new().content("hello").allowed_mentions(CreateAllowedMentions::new());
    let message = dm.send_message(&http, message.nonce(Nonce::String("n".into())).enforce_nonce(true)).await;
    let mut message = message.expect("the message");
    assert!(matches!(&message.nonce, Some(Nonce::String(nonce)) if nonce == "n"));
    let edit = EditMessage::new().content("bye").allowed_mentions(CreateAllowedMentions::new());
    message.edit(&http, edit).await.expect("the change");
    let history = dm.messages(&http, GetMessages::new().limit(5)).await.expect("the history");
    assert_eq!((history[0].content.as_str(), history[0].nonce.is_none()), ("bye", true));
    message.delete(&http).await.expect("the removal");
    let command = CreateCommand::new("ask").description("Ask").default_member_permissions(Permissions::MANAGE_MESSAGES);
    http.create_global_commands(&vec![command]).await.expect("the registration");
    let commands = http.get_global_commands_with_localizations().await.expect("the commands");
    assert_eq!(commands[0].default_member_permissions, Some(Permissions::MANAGE_MESSAGES));
}
