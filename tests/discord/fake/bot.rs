//! A small bot on plain serenity, to try our Discord with a real client.

use std::sync::Arc;

use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ButtonStyle, Client, CommandInteraction, CommandOptionType,
    ComponentInteraction, Context, CreateActionRow, CreateAllowedMentions, CreateAutocompleteResponse, CreateButton,
    CreateCommand, CreateCommandOption, CreateEmbed, CreateInputText, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EventHandler, GatewayIntents, HttpBuilder,
    InputTextStyle, Interaction, Message, ModalInteraction, Ready, ShardManager,
};
use serenity::async_trait;
use tokio::task::JoinHandle;

use super::schedule;
use crate::discord::Discord;

/// The bot, running until it is stopped or dropped.
pub struct Bot {
    pub shards: Arc<ShardManager>,
    pub running: JoinHandle<serenity::Result<()>>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.running.abort();
    }
}

/// Starts the bot, not waiting until it is connected.
pub async fn start(discord: &Discord) -> Bot {
    let http = HttpBuilder::new(discord.token()).client(discord.http()).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let client = serenity::client::ClientBuilder::new_with_http(http, intents).event_handler(Lamp);
    let mut client: Client = client.await.expect("the client can be built");
    *client.ws_url.lock().await = discord.gateway();
    let shards = Arc::clone(&client.shard_manager);
    Bot { shards, running: tokio::spawn(async move { client.start().await }) }
}

/// Starts the bot and waits until it is connected and has registered its commands.
pub async fn connected(discord: &Discord) -> Bot {
    let bot = start(discord).await;
    discord.connected().await;
    discord.until("the commands are registered", |discord| discord.commands().1 > 0).await;
    bot
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}

fn question() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, "question", "What you would like to know")
        .required(true)
        .set_autocomplete(true)
        .max_length(300)
}

fn private() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Boolean, "private", "Whether only you see the answer")
}

struct Lamp;

#[async_trait]
impl EventHandler for Lamp {
    async fn ready(&self, context: Context, _ready: Ready) {
        let ask = CreateCommand::new("ask").description("Ask something").add_option(question()).add_option(private());
        let think = CreateCommand::new("think").description("Think a little, then answer");
        let answer = CreateCommand::new("Answer this").kind(serenity::all::CommandType::Message);
        let commands = vec![ask, think, answer, schedule::command()];
        serenity::all::Command::set_global_commands(&context, commands).await.expect("the commands are fine");
    }

    async fn message(&self, context: Context, message: Message) {
        if message.author.bot || message.content.is_empty() {
            return;
        }
        let reply = CreateMessage::new().content("You called?").allowed_mentions(nobody()).reference_message(&message);
        message.channel_id.send_message(&context, reply).await.expect("it is posted");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let done = match interaction {
            Interaction::Command(command) if command.data.name == "ask" => ask(&context, &command).await,
            Interaction::Command(command) if command.data.name == "think" => think(&context, &command).await,
            Interaction::Command(command) if command.data.name == "manage" => {
                schedule::scheduled(&context, &command).await
            }
            Interaction::Command(command) => answer_this(&context, &command).await,
            Interaction::Autocomplete(typing) => complete(&context, &typing).await,
            Interaction::Component(component) => pressed(&context, &component).await,
            Interaction::Modal(modal) => submitted(&context, &modal).await,
            _ => Ok(()),
        };
        done.expect("our Discord has no objection");
    }
}

pub fn reply() -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new().allowed_mentions(nobody())
}

async fn ask(context: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let options = command.data.options();
    let text = |value: &serenity::all::ResolvedValue<'_>| match value {
        serenity::all::ResolvedValue::String(text) => Some((*text).to_owned()),
        _ => None,
    };
    let question = options.iter().find_map(|option| text(&option.value)).unwrap_or_default();
    let private = command.data.options.iter().any(|option| option.value.as_bool() == Some(true));
    let card = CreateEmbed::new()
        .title("What does a keeper do?")
        .description("A keeper tends the lamp,\nevery night.")
        .field("Who keeps", "@everyone in turn", false)
        .footer(serenity::all::CreateEmbedFooter::new("From the keepers' book"));
    let buttons = CreateActionRow::Buttons(vec![
        CreateButton::new("v1:helped").label("This helped"),
        CreateButton::new("v1:ask").label("Ask a keeper").style(ButtonStyle::Secondary),
        CreateButton::new("v1:off").label("Not yet").disabled(true),
        CreateButton::new_link("https://example.org/keepers").label("Source"),
    ]);
    let options = vec![CreateSelectMenuOption::new("How bright is it?", "bright")];
    let select = CreateSelectMenu::new("v1:related", CreateSelectMenuKind::String { options });
    let select = CreateActionRow::SelectMenu(select.placeholder("Related questions"));
    let message = reply().content(format!("> {question}")).embed(card).components(vec![buttons, select]);
    let message = message.ephemeral(private);
    command.create_response(context, CreateInteractionResponse::Message(message)).await
}

async fn think(context: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    command.defer_ephemeral(context).await?;
    let edit = EditInteractionResponse::new().content("The lamp is lit.").allowed_mentions(nobody());
    command.edit_response(context, edit).await?;
    let more = CreateInteractionResponseFollowup::new().content("Come and see.").allowed_mentions(nobody());
    command.create_followup(context, more).await.map(|_| ())
}

async fn answer_this(context: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let about = command.data.resolved.messages.values().next().map(|message| message.content.clone());
    let message = reply().content(format!("About “{}”: yes.", about.unwrap_or_default()));
    command.create_response(context, CreateInteractionResponse::Message(message)).await
}

async fn complete(context: &Context, typing: &CommandInteraction) -> serenity::Result<()> {
    let typed = typing.data.autocomplete().map(|option| option.value.to_owned()).unwrap_or_default();
    let choices = vec![
        AutocompleteChoice::new("What does a keeper do?", "=keeper"),
        AutocompleteChoice::new(format!("“{typed}”"), typed),
    ];
    let response = CreateAutocompleteResponse::new().set_choices(choices);
    typing.create_response(context, CreateInteractionResponse::Autocomplete(response)).await
}

async fn pressed(context: &Context, component: &ComponentInteraction) -> serenity::Result<()> {
    let response = match component.data.custom_id.as_str() {
        "v1:helped" => {
            let message = CreateInteractionResponseMessage::new().components(Vec::new());
            CreateInteractionResponse::UpdateMessage(message)
        }
        "v1:ask" => {
            let input = CreateInputText::new(InputTextStyle::Paragraph, "Your question", "question").max_length(200);
            let more = CreateInputText::new(InputTextStyle::Short, "Your role", "role").required(false);
            let rows = vec![CreateActionRow::InputText(input), CreateActionRow::InputText(more.placeholder("ALT"))];
            CreateInteractionResponse::Modal(CreateModal::new("v1:asked", "Ask a keeper").components(rows))
        }
        "v1:related" => CreateInteractionResponse::Message(reply().content("As bright as a star.").ephemeral(true)),
        _ => CreateInteractionResponse::Message(reply().content("This button is from long ago.").ephemeral(true)),
    };
    component.create_response(context, response).await
}

async fn submitted(context: &Context, modal: &ModalInteraction) -> serenity::Result<()> {
    let fields = modal.data.components.iter().flat_map(|row| &row.components);
    let mut texts = fields.filter_map(|field| match field {
        ActionRowComponent::InputText(input) => input.value.clone(),
        _ => None,
    });
    let message = reply().content(format!("Asked: {}", texts.next().unwrap_or_default())).ephemeral(true);
    modal.create_response(context, CreateInteractionResponse::Message(message)).await
}
