//! What Discord takes, in characters unless said otherwise
//! (<https://discord.com/developers/docs/resources/message#embed-object-embed-limits> and the pages on components).

/// Title of an embed.
pub const TITLE: usize = 256;
/// Description of an embed.
pub const DESCRIPTION: usize = 4_096;
/// Fields of an embed.
pub const FIELDS: usize = 25;
/// Name of a field.
pub const FIELD_NAME: usize = 256;
/// Value of a field.
pub const FIELD_VALUE: usize = 1_024;
/// Footer of an embed.
pub const FOOTER: usize = 2_048;
/// Author's name of an embed.
pub const AUTHOR: usize = 256;
/// Embeds of a message.
pub const EMBEDS_A_MESSAGE: usize = 10;
/// All texts of all embeds of a message together.
pub const EMBEDS: usize = 6_000;
/// Rows of components under a message.
pub const ROWS: usize = 5;
/// Buttons in a row.
pub const BUTTONS: usize = 5;
/// Label of a button.
pub const LABEL: usize = 80;
/// Options of a menu.
pub const OPTIONS: usize = 25;
/// Label of an option, and the placeholder of a menu is no shorter.
pub const OPTION: usize = 100;
/// Inputs of a modal.
pub const INPUTS: usize = 5;
/// The title of a modal.
pub const MODAL_TITLE: usize = 45;
/// Label of an input.
pub const INPUT_LABEL: usize = 45;
/// The placeholder of an empty input.
pub const PLACEHOLDER: usize = 100;
/// What an input takes.
pub const INPUT: usize = 4_000;
/// Address on a button.
pub const URL: usize = 512;
