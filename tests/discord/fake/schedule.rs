//! What the small bot has in a group of its commands: `/manage highlight schedule`, with an option of every kind.

use serenity::all::{
    ChannelType, CommandInteraction, CommandOptionType, Context, CreateCommand, CreateCommandOption,
    CreateInteractionResponse, Mentionable, ResolvedOption, ResolvedValue,
};

use super::bot;

/// The command as it is registered.
pub fn command() -> CreateCommand {
    let option = |kind, name: &str| CreateCommandOption::new(kind, name, "It says what it is");
    let schedule = option(CommandOptionType::SubCommand, "schedule")
        .add_sub_option(
            option(CommandOptionType::Channel, "channel").required(true).channel_types(vec![ChannelType::Text]),
        )
        .add_sub_option(option(CommandOptionType::String, "time").required(true))
        .add_sub_option(option(CommandOptionType::String, "timezone").set_autocomplete(true))
        .add_sub_option(option(CommandOptionType::Role, "ping"))
        .add_sub_option(option(CommandOptionType::Boolean, "thread"))
        .add_sub_option(option(CommandOptionType::Integer, "weeks").min_int_value(1).max_int_value(8));
    let highlight = option(CommandOptionType::SubCommandGroup, "highlight")
        .add_sub_option(schedule)
        .add_sub_option(option(CommandOptionType::SubCommand, "stop"));
    let inbox = option(CommandOptionType::SubCommand, "inbox");
    CreateCommand::new("manage").description("For moderators").add_option(highlight).add_option(inbox)
}

/// Says what was heard.
pub async fn scheduled(context: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let heard = command.data.options().iter().map(heard).collect::<Vec<_>>().join(" ");
    let message = CreateInteractionResponse::Message(bot::reply().content(heard));
    command.create_response(context, message).await
}

fn heard(option: &ResolvedOption<'_>) -> String {
    let within =
        |options: &[ResolvedOption<'_>]| options.iter().fold(String::new(), |said, option| said + " " + &heard(option));
    let value = match &option.value {
        ResolvedValue::SubCommandGroup(options) | ResolvedValue::SubCommand(options) => within(options),
        ResolvedValue::Channel(channel) => format!("={}", channel.id.mention()),
        ResolvedValue::Role(role) => format!("={}", role.mention()),
        ResolvedValue::String(text) => format!("={text}"),
        ResolvedValue::Boolean(truth) => format!("={truth}"),
        ResolvedValue::Integer(number) => format!("={number}"),
        other => format!("={other:?}"),
    };
    format!("{}{value}", option.name)
}
