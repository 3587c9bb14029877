//! Forms as Discord modals, and their submitted values.

use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::application::{ActionRowComponent, InputTextStyle, ModalInteractionData};

use super::escape::fit_plain;
use crate::discord::custom_id::{Control, ControlAction};
use crate::discord::limits;
use crate::ui::{Form, FormField};

/// A form.
pub fn form(form: &Form) -> CreateModal {
    // Only the member who opened the form sees it, and Discord says who submits it.
    let id = Control { asker: None, does: ControlAction::Press(form.press.clone()) }.encode();
    let rows = form.fields.iter().take(limits::INPUTS).enumerate();
    let rows = rows.map(|(number, blank)| CreateActionRow::InputText(input(number, blank))).collect();
    CreateModal::new(id, fit_plain(form.title, limits::MODAL_TITLE)).components(rows)
}

fn input(number: usize, blank: &FormField) -> CreateInputText {
    let style = if blank.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
    let most = usize::from(blank.most).min(limits::INPUT);
    let mut input = CreateInputText::new(style, fit_plain(blank.label, limits::INPUT_LABEL), number.to_string())
        .required(blank.required)
        .max_length(u16::try_from(most).unwrap_or(blank.most));
    if !blank.hint.is_empty() {
        input = input.placeholder(fit_plain(blank.hint, limits::PLACEHOLDER));
    }
    if !blank.value.is_empty() {
        input = input.value(blank.value.chars().take(most).collect::<String>());
    }
    input
}

/// The submitted values, in the order of the fields.
pub fn filled(data: &ModalInteractionData) -> Vec<String> {
    let mut fields: Vec<(usize, String)> = Vec::new();
    for component in data.components.iter().flat_map(|row| &row.components) {
        if let ActionRowComponent::InputText(input) = component
            && let Ok(number) = input.custom_id.parse::<usize>()
        {
            fields.push((number, input.value.clone().unwrap_or_default()));
        }
    }
    fields.sort_by_key(|(number, _)| *number);
    fields.into_iter().map(|(_, text)| text).collect()
}
